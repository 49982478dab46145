"""Layers of small networks over the blocks of a page, in NumPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.evidence.arrays import np, npt

Array = npt.NDArray[np.float32]
Weights = Mapping[str, Array]
"""Matrices as (inputs, outputs)."""


def relu(values: Array) -> Array:
    """The values with 0 for all below it, in place."""
    positive: Array = np.maximum(values, np.float32(0), out=values)
    return positive


def layer(w: Weights, name: str, values: Array) -> Array:
    """(n, outputs) from (n, inputs)."""
    made: Array = values @ w[f"{name}.weight"]
    made += w[f"{name}.bias"]
    return relu(made)


def convolve(w: Weights, name: str, apart: int, h: Array) -> Array:
    """A convolution of width 3 over the normalised blocks, its taps ``apart`` blocks apart."""
    size, width = h.shape
    z = h - np.add.reduce(h, axis=1, keepdims=True) / width
    z /= np.sqrt(np.einsum("ij,ij->i", z, z)[:, None] / width + np.float32(1e-5))
    z *= w[f"{name}.norm.weight"]
    z += w[f"{name}.norm.bias"]
    wide = np.zeros((size, 3 * width), np.float32)
    wide[apart:, :width] = z[:-apart]
    wide[:, width : 2 * width] = z
    wide[:-apart, 2 * width :] = z[apart:]
    return layer(w, f"{name}.lin", wide)


def whole(w: Weights, h: Array) -> Array:
    """What all blocks of the page have in common, (width,)."""
    page = np.concatenate([h.mean(axis=0), h.max(axis=0)])
    return relu(page @ w["context.weight"] + w["context.bias"])


def sketch(
    h: Array, guess: Array, chance: Array, sizes: Array, more: Sequence[npt.NDArray[Any]]
) -> Array:
    """Where the guessed body lies, as seen from each block: (n, 4 + len(more) + width).

    ``guess`` are log-odds, ``chance`` is that of being body; ``more`` are further columns (n,).
    """
    mass = chance * sizes
    total = mass.sum() + 1
    before = (np.cumsum(mass, dtype=np.float64) - mass) / total
    most = np.full(len(guess), np.log1p(total) / 10)
    columns = [guess / 4, before, 1 - before - mass / total, most, *more]
    centre = (chance @ h) / (chance.sum() + np.float32(0.1))
    seen = np.empty((len(h), len(columns) + h.shape[1]), np.float32)
    seen[:, : len(columns)] = np.stack(columns, axis=1)
    seen[:, len(columns) :] = centre
    return seen
