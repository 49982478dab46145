"""A small network over the blocks of a plain-text page: what stands around a block, near and far.

A first stage guesses the body; the second sees where on the page the guessed body lies.
``training/text/network.py`` trains it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.evidence.arrays import np, npt, one_thread
from cleaner.evidence.concepts.reader import SIZE
from cleaner.evidence.layers import Array, Weights, convolve, layer, sketch, whole
from cleaner.evidence.text_features import Ints, Measures

BEFORE, AFTER = (1, 2, 4, 8), (1, 3)
"""How far apart the taps of each convolution stand, in the first and in the second stage."""
CONTEXT_AFTER = 1
"""The convolution after which blocks learn of their page."""
STEEPEST = 8.0
"""No guess is surer than this, in log-odds."""
ROWS = 1 << 15
"""How many rows the table of words has: a hashed word has the row of its remainder."""
FARTHEST = 5.0
"""Columns are cut off at so many spreads from their mean."""


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by name; ``mean`` and ``scale`` are of the columns of ``Measures.numbers``."""

    weights: Weights

    def odds(self, measures: Measures, known: npt.NDArray[np.bool_]) -> Array:
        """(n,) log-odds that a block is not body; ``known`` says which hashed words count."""
        with one_thread():
            return self._forward(measures, known)

    def _forward(self, measures: Measures, known: npt.NDArray[np.bool_]) -> Array:
        w = self.weights
        h = self._input(measures, known)
        for number, apart in enumerate(BEFORE):
            h += convolve(w, f"before.{number}", apart, h)
            if number == CONTEXT_AFTER:
                h += whole(w, h)
        guess = (h @ w["guess.weight"] + w["guess.bias"])[:, 0]
        h += layer(w, "sketch", _sketch(h, guess, measures.lengths))
        for number, apart in enumerate(AFTER):
            h += convolve(w, f"after.{number}", apart, h)
        found: Array = (layer(w, "out1", h) @ w["out2.weight"] + w["out2.bias"])[:, 0]
        return found

    def _input(self, measures: Measures, known: npt.NDArray[np.bool_]) -> Array:
        w, n = self.weights, len(measures.numbers)
        dense = (measures.numbers - w["mean"]) * w["scale"]
        dense = np.minimum(np.maximum(dense, -FARTHEST), FARTHEST)
        counted = known[measures.ids]
        words = measures.ids[counted] % ROWS, measures.rows[counted]
        single = measures.concepts < SIZE
        meant = measures.concepts[single], measures.concept_rows[single]
        bags = [_bag(w["words.weight"], *words, n), _bag(w["meant.weight"], *meant, n)]
        return layer(w, "inp", np.concatenate([dense, *bags], axis=1))


def _bag(table: Array, ids: Ints, rows: Ints, n: int) -> Array:
    """(n, width) the sum of the table's rows for the ids of each block, over the root of their
    number."""
    count = np.bincount(rows, minlength=n)
    out = np.zeros((n, table.shape[1]), np.float32)
    some = np.flatnonzero(count)
    if len(some):
        starts = (np.cumsum(count) - count)[some]
        sums = np.add.reduceat(table[ids], starts, axis=0)
        out[some] = sums / np.sqrt(count[some, None]).astype(np.float32)
    return out


def _sketch(h: Array, guess: Array, lengths: Array) -> Array:
    """Where the guessed body lies, and how much of the page it is."""
    guess = np.minimum(np.maximum(guess, -STEEPEST), STEEPEST)
    chance: Array = np.reciprocal(1 + np.exp(guess))
    mass = chance * lengths
    total = mass.sum() + 1
    share = np.full(len(guess), total / max(1.0, float(lengths.sum())))
    return sketch(h, guess, chance, lengths, [share, mass / total])
