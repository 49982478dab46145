"""Out-of-fold scores of the labeller, in the measures of the scoring tool.

    python -m training.text.crossval --data FOLDER [--cache FILE] [--seeds 2]

Every document is labelled by models that saw no page of its site. The model itself is scored
here, block by block; the other evidence and the split of blocks that hold both are not asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from cleaner.evidence.text_model import Model, describe, doubt, raw_doubt
from training.text import boost, relabel
from training.text.corpus import FOLDS, SETS, Example, build
from training.text.data import Labelled
from training.text.evaluate import at_loss, curve, oracle

LIMITS = (0.001, 0.002, 0.004, 0.01, 0.02)
CUTS = (-1.0, 0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.4, 4.0, 4.5, 5.0, 6.0)
"""Log-odds of not being body above which a block goes; 3.4 is a cost of 30 to 1."""

RAW = (1.0, 0.0)
"""The calibration of a model that has none yet."""
HEAD = "| set | {} | chrome_left | body_lost | clean_docs | cut |"
RULE = "|---|---|---|---|---|---|"

Prediction = tuple[Labelled, Any]
"""A document and the (n,) log-odds of its blocks not to be body."""


def fold_models(examples: Sequence[Example], seeds: Sequence[int]) -> list[Model]:
    """For each fold a model that knows nothing of its sites."""
    return [boost.fit([e for e in examples if e.fold != f], seeds) for f in range(FOLDS)]


def out_of_fold(examples: Sequence[Example], models: Sequence[Model]) -> list[Prediction]:
    """Each original document, judged by the model that does not know its site.

    With uncalibrated models their raw odds, else those that the product uses.
    """
    found = []
    for e in examples:
        if not e.reshaped:
            model = models[e.fold]
            own = model, e.doc.measures, describe(e.doc.measures, model)
            odds = raw_doubt(*own) if model.calibration == RAW else doubt(*own)
            found.append((e.doc, odds))
    return found


def calibrate(examples: Sequence[Example], models: Sequence[Model]) -> list[Model]:
    """The models with what makes their odds right on hand-labelled blocks of unseen sites."""
    odds, target, weight = [], [], []
    for doc, z in out_of_fold(examples, models):
        if doc.set in ("text-real", "text-sites"):
            use = doc.target >= 0
            odds.append(z[use])
            target.append(doc.target[use] != 0)
            weight.append(np.full(use.sum(), 1.0 if doc.set == "text-real" else 0.05))
    line = LogisticRegression(C=1e6)
    line.fit(np.concatenate(odds)[:, None], np.concatenate(target), np.concatenate(weight))
    by = float(line.coef_[0, 0]), float(line.intercept_[0])
    return [replace(m, calibration=by) for m in models]


def by_set(found: Sequence[Prediction]) -> Iterator[tuple[str, list[Labelled], list[Any]]]:
    for name in (*SETS, relabel.SET):
        own = [(d, z) for d, z in found if d.set == name]
        if len(own) > 1:
            yield name, [d for d, _ in own], [z for _, z in own]


def table(found: Sequence[Prediction]) -> list[str]:
    """Lines of Markdown: for each set the best score within each limit of body_lost."""
    lines = [HEAD.format("limit of body_lost"), RULE]
    for name, docs, odds in by_set(found):
        for limit in LIMITS:
            lines.append(row(name, limit, at_loss(docs, odds, limit)))
        lines.append(row(name, "best labels", oracle(docs)))
    return lines


def curve_table(found: Sequence[Prediction]) -> list[str]:
    """Lines of Markdown: for each set what each cut gives."""
    lines = [HEAD.format("cut"), RULE]
    for name, points in curves(found).items():
        lines += [row(name, p["cut"], p) for p in points]
    return lines


def row(name: str, first: object, s: dict[str, float]) -> str:
    left, lost, clean = s["chrome_left"], s["body_lost"], s["clean_docs"]
    cut = f"{s['cut']:.2f}" if "cut" in s else ""
    return f"| {name} | {first} | {left:.3f} | {lost:.4f} | {clean:.3f} | {cut} |"


def curves(found: Sequence[Prediction]) -> dict[str, list[dict[str, float]]]:
    return {name: curve(docs, odds, CUTS) for name, docs, odds in by_set(found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    examples = build(given.data, given.cache)
    models = calibrate(examples, fold_models(examples, range(given.seeds)))
    found = out_of_fold(examples, models)
    print("\n".join([*table(found), "", *curve_table(found)]))


if __name__ == "__main__":
    main()
