"""The measures of the scoring tool, from labels of blocks instead of from cleaned text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from training.text.data import Labelled


def score(docs: Sequence[Labelled], removed: Sequence[Any]) -> dict[str, float]:
    """chrome_left, body_lost, clean_docs of one set, given a mask of removed blocks a document."""
    left = chrome = lost = body = clean = 0
    for doc, gone in zip(docs, removed, strict=True):
        keep = ~gone
        chrome += int(doc.tokens[:, 1].sum())
        body += int(doc.tokens[:, 0].sum())
        stays = int(doc.tokens[keep, 1].sum())
        misses = int(doc.tokens[gone, 0].sum())
        left, lost = left + stays, lost + misses
        clean += not stays and not misses and not doc.tokens[keep, 2].any()
    return {
        "chrome_left": left / max(1, chrome),
        "body_lost": lost / max(1, body),
        "clean_docs": clean / max(1, len(docs)),
    }


def curve(
    docs: Sequence[Labelled], doubt: Sequence[Any], cuts: Sequence[float]
) -> list[dict[str, float]]:
    """The trade-off: one score a cut; doubt of each block, by document: more is less body."""
    return [{"cut": cut} | score(docs, [p > cut for p in doubt]) for cut in cuts]


def at_loss(docs: Sequence[Labelled], doubt: Sequence[Any], limit: float) -> dict[str, float]:
    """The best score whose body_lost is within the limit."""
    flat = np.concatenate([np.asarray(p) for p in doubt])
    tokens = np.concatenate([d.tokens for d in docs])
    order = np.argsort(-flat, kind="stable")
    lost = np.cumsum(tokens[order, 0]) / max(1, tokens[:, 0].sum())
    inside = np.searchsorted(lost, limit, side="right")
    cut = float(flat[order[inside]]) if inside < len(order) else -1.0
    return {"cut": cut} | score(docs, [p > cut for p in doubt])


def oracle(docs: Sequence[Labelled]) -> dict[str, float]:
    """What the best labels would score: the limit that the blocks themselves set."""
    return score(docs, [(d.tokens[:, 0] == 0) & (d.tokens[:, 1:3].sum(1) > 0) for d in docs])
