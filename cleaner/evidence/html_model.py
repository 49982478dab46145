"""The learned labeller of HTML blocks: small networks over the sequence of blocks, in NumPy.

Networks that were trained alike from other beginnings give their mean. The first stage of each
guesses the body; the second sees where on the page and in which groups of blocks the guessed body
lies.

Its weights and their card lie in ``cleaner/data/models``; ``training/html`` made them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.blocks.quick import quick
from cleaner.evidence.arrays import np, npt, one_thread
from cleaner.evidence.html_features import BAGS, FEATURES, NAME_BAGS, Array, Bag, Features, features
from cleaner.evidence.html_words import Ints
from cleaner.evidence.layers import convolve, layer, relu, sketch, whole
from cleaner.records import Block, Head, Label, Reading, Vote

_made = quick(Vote)
_MODELS = Path(__file__).parents[1] / "data" / "models"
_MOST = 8.0
"""No page feature makes the model surer than this."""
_SHORT = 400
_LEAD = 60
"""Characters of the longest line that only announces what stands below it."""
_STEEPEST = 40.0
_TABLES = ("names.weight", "words.weight")


class ModelError(ValueError):
    """The weights do not belong to this version of the features."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the networks, matrices as (inputs, outputs), and what their card says."""

    members: tuple[dict[str, Array], ...]
    """Of each network all but its vectors of names and words."""
    names: Array
    """(NAME_BUCKETS, members * width) the vectors of a name in all networks side by side."""
    words: Array
    """(WORD_BUCKETS, members * width) those of a word."""
    before: tuple[int, ...]
    """How far apart the taps of each convolution of the first stage stand."""
    after: tuple[int, ...]
    context_after: int
    confidence: Array


@cache
def load() -> Model:
    """The shipped model. Raises ``ModelError`` if its features are not ours."""
    card: dict[str, Any] = json.loads((_MODELS / "html.json").read_text("utf-8"))
    if tuple(card["features"]) != FEATURES:
        raise ModelError("html.json was trained on other features; run training/html/train.py")
    with np.load(_MODELS / "html.npz", allow_pickle=False) as arrays:
        stored = {key: arrays[key].astype(np.float32) for key in arrays.files}
    prefixes = [f"{number}/" for number in range(card["members"])]
    names, words = (np.concatenate([stored.pop(p + t) for p in prefixes], 1) for t in _TABLES)
    return Model(
        tuple(_member(stored, prefix) for prefix in prefixes),
        names,
        words,
        tuple(card["before"]),
        tuple(card["after"]),
        card["context_after"],
        np.array(card["confidence"], np.float32),
    )


def _member(stored: dict[str, Array], prefix: str) -> dict[str, Array]:
    weights = {k.removeprefix(prefix): v for k, v in stored.items() if k.startswith(prefix)}
    for key, value in weights.items():
        if value.ndim == 2:
            weights[key] = np.ascontiguousarray(value.T)
    weights["scale"] = np.float32(1) / weights.pop("spread")
    return weights


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """One vote on each block: body or heading to keep, else what it is taken for."""
    if not reading.blocks:
        return []
    values: list[float] = logits(features(reading)).tolist()
    _with_neighbours(reading.blocks, values)
    title = _fold(_title(reading.head))
    return [
        (_vote(block, value, title),) for block, value in zip(reading.blocks, values, strict=True)
    ]


def _with_neighbours(blocks: Sequence[Block], values: list[float]) -> None:
    """Lines that say nothing alone go with their neighbours: a divider ("___") stays where both
    stay; a divider or what announces something ("Related:") goes where nothing more is kept."""
    for index in range(1, len(blocks) - 1):
        around = min(values[index - 1], values[index + 1])
        if values[index] <= 0 < around and _is_divider(blocks[index]):
            values[index] = around
    last = next((i for i in range(len(values) - 1, -1, -1) if values[i] > 0), -1)
    while last >= 0 and values[last] > 0 and (_is_divider(blocks[last]) or _leads(blocks[last])):
        values[last] = values[last + 1] if last + 1 < len(values) else -values[last]
        last -= 1


def _is_divider(block: Block) -> bool:
    return not any(map(str.isalnum, block.text))


def _leads(block: Block) -> bool:
    return len(block.text) <= _LEAD and block.text.endswith((":", "\uff1a"))


def page_confidence(reading: Reading, votes: list[tuple[Vote, ...]]) -> float:
    """The word F1 that the votes are expected to reach on this page, 0 to 1."""
    if not reading.blocks:
        return 0.0
    signed = [v[0].weight if v[0].label in ("body", "heading") else -v[0].weight for v in votes]
    sizes = np.array([len(block.text) for block in reading.blocks])
    weights = load().confidence
    value = float(np.dot(doubt(np.array(signed), sizes), weights[:-1]) + weights[-1])
    return min(1.0, max(0.0, value))


def doubt(
    values: npt.NDArray[np.floating[Any]], sizes: npt.NDArray[np.integer[Any]]
) -> tuple[float, float]:
    """Two signs that a page is read badly: the share of text that is unsure, and little body."""
    chance = 1 / (1 + np.exp(-np.clip(values, -_MOST, _MOST)))
    kept = float((sizes * chance).sum()) + 1.0
    unsure = float((sizes * np.minimum(chance, 1 - chance)).sum()) / kept
    return min(unsure, 1.0), float(kept < _SHORT)


def logits(page: Features) -> Array:
    """Log-odds of body for each block."""
    model = load()
    groups = [_Groups(group) for group in page.groups]
    vectors = _vectors(model, page)
    with one_thread():
        each = [
            _forward(model, weights, page, groups, [part[number] for part in vectors])
            for number, weights in enumerate(model.members)
        ]
    mean: Array = np.mean(each, axis=0, dtype=np.float32)
    return np.clip(mean, -_MOST, _MOST)


class _Groups:
    """One way of grouping the blocks of a page."""

    def __init__(self, group: Ints) -> None:
        self.group = group
        self.counts: Array = np.bincount(group).astype(np.float32)
        self._order = np.argsort(group, kind="stable")
        ends = np.cumsum(self.counts).astype(np.int64)
        self._starts = ends - self.counts.astype(np.int64)

    def sums(self, values: Array) -> Array:
        """Sums over the blocks of each group."""
        found: Array = np.add.reduceat(values.take(self._order, axis=0), self._starts, axis=0)
        return found


def _forward(
    model: Model,
    w: dict[str, Array],
    page: Features,
    groups: Sequence[_Groups],
    vectors: list[Array],
) -> Array:
    h = _input(w, page, vectors)
    for number, apart in enumerate(model.before):
        h += convolve(w, f"before.{number}", apart, h)
        if number == model.context_after:
            h += whole(w, h)
            h += _share(w, "share", h, groups)
    guess = (h @ w["guess.weight"] + w["guess.bias"])[:, 0]
    h += layer(w, "sketch", _sketch(h, guess, page.sizes, groups))
    h += _share(w, "share_again", h, groups)
    for number, apart in enumerate(model.after):
        h += convolve(w, f"after.{number}", apart, h)
    result: Array = (layer(w, "out1", h) @ w["out2.weight"] + w["out2.bias"])[:, 0]
    return result


def _vectors(model: Model, page: Features) -> list[list[Array]]:
    """For each bag and network the mean vector of each block's names or words, (n, width)."""
    members = len(model.members)
    return [
        np.split(_mean(model.names if name in NAME_BAGS else model.words, bag), members, axis=1)
        for name, bag in ((name, page.bags[name]) for name in BAGS)
    ]


def _input(w: dict[str, Array], page: Features, vectors: list[Array]) -> Array:
    dense = (page.dense - w["mean"]) * w["scale"]
    dense = np.minimum(np.maximum(dense, -5), 5)
    return layer(w, "inp", np.concatenate([dense, *vectors], axis=1))


def _mean(table: Array, bag: Bag) -> Array:
    """The mean vector of each block's ids."""
    counts: Array = np.asarray(np.diff(bag.starts, append=len(bag.ids)), np.float32)
    sums: Array = np.add.reduceat(table.take(bag.ids, axis=0), bag.starts, axis=0)
    sums /= counts[:, None]
    means: Array = sums.take(bag.rows, axis=0)
    return means


def _share(w: dict[str, Array], name: str, h: Array, groups: Sequence[_Groups]) -> Array:
    """What the blocks of each group have in common, for each block."""
    parts = np.split(w[f"{name}.lin.weight"], len(groups))
    total = np.zeros_like(h)
    for kind, part in zip(groups, parts, strict=True):
        total += ((kind.sums(h) / kind.counts[:, None]) @ part).take(kind.group, axis=0)
    total += w[f"{name}.lin.bias"]
    return relu(total)


def _chance(log_odds: Array) -> Array:
    chance: Array = np.reciprocal(1 + np.exp(-np.clip(log_odds, -_STEEPEST, _STEEPEST)))
    return chance


def _sketch(h: Array, guess: Array, sizes: Array, groups: Sequence[_Groups]) -> Array:
    """Where the body that the first stage guesses lies, on the page and in groups of blocks."""
    chance = _chance(guess)
    mass: Array = chance * sizes
    total = mass.sum() + 1
    masses = [kind.sums(mass) for kind in groups]
    shares: list[npt.NDArray[np.floating[Any]]] = []
    for kind, held in zip(groups, masses, strict=True):
        shares.append((held / kind.sums(sizes))[kind.group])
        shares.append((kind.sums(chance) / kind.counts)[kind.group])
    shares += [held[kind.group] / total for kind, held in zip(groups[:2], masses, strict=False)]
    return sketch(h, np.clip(guess, -_MOST, _MOST), chance, sizes, shares)


def _vote(block: Block, value: float, title: str) -> Vote:
    if value > 0:
        return _made("heading" if block.kind == "heading" else "body", value, "", "model")
    label, reason = _removed_as(block, title)
    return _made(label, -value, reason, "model")


def _removed_as(block: Block, title: str) -> tuple[Label, str]:
    if block.kind == "caption":
        return "caption", "caption"
    if block.kind == "heading" and title and _fold(block.text) == title:
        return "title", "title"
    return "chrome", "boilerplate"


def _title(head: Head) -> str:
    given = dict(reversed(head.metas))
    return given.get("og:title") or given.get("twitter:title") or head.title


def _fold(text: str) -> str:
    return " ".join(text.lower().split())
