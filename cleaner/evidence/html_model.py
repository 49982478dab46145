"""The learned labeller of HTML blocks: a small convolutional network, run in numpy.

Its weights and their card lie in ``cleaner/data/models``; ``training/html`` made them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.evidence.arrays import np, npt
from cleaner.evidence.html_features import FEATURES, Array, Bag, Features, features
from cleaner.records import Block, Head, Label, Reading, Vote

_MODELS = Path(__file__).parents[1] / "data" / "models"
_MOST = 8.0
"""No page feature makes the model surer than this."""
_SHORT = 400


class ModelError(ValueError):
    """The weights do not belong to this version of the features."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the networks whose logits are averaged, and what their card says."""

    members: tuple[dict[str, Array], ...]
    dilations: tuple[int, ...]
    context_after: int
    confidence: Array


@cache
def load() -> Model:
    """The shipped model. Raises ``ModelError`` if its features are not ours."""
    card: dict[str, Any] = json.loads((_MODELS / "html.json").read_text("utf-8"))
    if tuple(card["features"]) != FEATURES:
        raise ModelError("html.json was trained on other features; run training/html/train.py")
    members: dict[str, dict[str, Array]] = {}
    with np.load(_MODELS / "html.npz", allow_pickle=False) as arrays:
        for key in arrays.files:
            number, _, name = key.partition(".")
            members.setdefault(number, {})[name] = arrays[key].astype(np.float32)
    return Model(
        tuple(members.values()),
        tuple(card["dilations"]),
        card["context_after"],
        np.array(card["confidence"], np.float32),
    )


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """One vote on each block: body or heading to keep, else what it is taken for."""
    if not reading.blocks:
        return []
    values = logits(features(reading))
    title = _fold(_title(reading.head))
    return [
        (_vote(block, float(value), title),)
        for block, value in zip(reading.blocks, values, strict=True)
    ]


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
    total: Array = np.zeros(len(page.dense), np.float32)
    for weights in model.members:
        total += _forward(model, weights, page)
    return np.clip(total / len(model.members), -_MOST, _MOST)


def _forward(model: Model, w: dict[str, Array], page: Features) -> Array:
    dense = np.clip((page.dense - w["mean"]) / w["spread"], -5, 5)
    bags = [
        _mean(w["names.weight"], page.near),
        _mean(w["names.weight"], page.far),
        _mean(w["words.weight"], page.words),
    ]
    h = _relu(np.concatenate([dense, *bags], axis=1) @ w["inp.weight"].T + w["inp.bias"])
    for layer, dilation in enumerate(model.dilations):
        h = h + _relu(_convolve(w, layer, dilation, _normalise(w, layer, h)))
        if layer == model.context_after:
            page_vector = np.concatenate([h.mean(axis=0), h.max(axis=0)])
            h = h + _relu(w["ctx.weight"] @ page_vector + w["ctx.bias"])
    out = _relu(h @ w["out1.weight"].T + w["out1.bias"])
    result: Array = (out @ w["out2.weight"].T + w["out2.bias"])[:, 0]
    return result


def _relu(values: Array) -> Array:
    positive: Array = np.maximum(values, np.float32(0))
    return positive


def _mean(table: Array, bag: Bag) -> Array:
    """The mean vector of each block's ids."""
    counts: Array = np.asarray(np.diff(bag.starts, append=len(bag.ids)), np.float32)
    sums: Array = np.add.reduceat(table[bag.ids], bag.starts, axis=0)
    sums /= counts[:, None]
    return sums[bag.rows]


def _normalise(w: dict[str, Array], layer: int, h: Array) -> Array:
    centred = h - h.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5)
    scaled: Array = centred / spread * w[f"norms.{layer}.weight"] + w[f"norms.{layer}.bias"]
    return scaled


def _convolve(w: dict[str, Array], layer: int, dilation: int, z: Array) -> Array:
    """A convolution of width 3 whose taps stand ``dilation`` blocks apart."""
    kernel = w[f"convs.{layer}.weight"]
    out: Array = z @ kernel[:, :, 1].T + w[f"convs.{layer}.bias"]
    if len(z) > dilation:
        out[dilation:] += z[:-dilation] @ kernel[:, :, 0].T
        out[:-dilation] += z[dilation:] @ kernel[:, :, 2].T
    return out


def _vote(block: Block, value: float, title: str) -> Vote:
    if value > 0:
        return Vote("heading" if block.kind == "heading" else "body", value, "", "model")
    label, reason = _removed_as(block, title)
    return Vote(label, -value, reason, "model")


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
