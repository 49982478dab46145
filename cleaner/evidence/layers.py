"""Layers of small networks over the blocks of a page, in NumPy."""

from __future__ import annotations

from collections.abc import Mapping

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
    wide = np.zeros((size, 3 * width), np.float32)
    z = wide[:, width : 2 * width]
    np.subtract(h, h.mean(axis=1, keepdims=True), out=z)
    z /= np.sqrt(np.einsum("ij,ij->i", z, z)[:, None] / width + np.float32(1e-5))
    z *= w[f"{name}.norm.weight"]
    z += w[f"{name}.norm.bias"]
    if size > apart:
        wide[apart:, :width] = z[:-apart]
        wide[:-apart, 2 * width :] = z[apart:]
    return layer(w, f"{name}.lin", wide)
