"""Build the labeller of plain-text pages: one command, the same file every time.

    python -m training.text.train --data FOLDER [--cache FILE] [--seeds 2]

Writes ``cleaner/data/models/text.npz``, beside it ``text.json`` (the hash of the training data,
out-of-fold scores), and ``training/text/REPORT.md`` with ``curves.png``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from cleaner.evidence.text_features import BUCKETS
from cleaner.evidence.text_model import COLUMNS, Forest
from training.text import boost
from training.text.corpus import SETS, Example, build, digest
from training.text.crossval import (
    Prediction,
    calibrate,
    calibrated,
    curve_table,
    curves,
    out_of_fold,
    table,
)

HERE = Path(__file__).parent
MODELS = HERE.parents[1] / "cleaner" / "data" / "models"


def fit(examples: Sequence[Example], seeds: Sequence[int]) -> dict[str, Any]:
    """The arrays of a model trained on all examples, calibration apart."""
    examples = [e for e in examples if e.weight > 0]
    scores = boost.honest_scores(examples)
    body = boost.joined([boost.fit_body(examples, scores, seed) for seed in seeds])
    weights, known, bias = boost.fit_words(examples)
    arrays = {
        "words": np.where(known, weights, 0).astype(np.float16),
        "words_known": np.packbits(known),
        "words_bias": bias,
        "columns": np.array(COLUMNS),
        "buckets": BUCKETS,
    }
    return arrays | _arrays(body, "body") | _arrays(boost.fit_rest(examples, scores), "rest")


def _arrays(forest: Forest, name: str) -> dict[str, Any]:
    return {
        f"{name}_feature": forest.feature.astype(np.uint16),
        f"{name}_border": forest.border,
        f"{name}_below": forest.below.astype(np.uint32),
        f"{name}_value": forest.value.astype(np.float32),
        f"{name}_roots": forest.roots.astype(np.uint32),
        f"{name}_depth": forest.depth,
        f"{name}_outputs": forest.outputs,
    }


def report(found: Sequence[Prediction], by: tuple[float, float], sha: str) -> str:
    lines = [
        "# The labeller of plain-text pages: out-of-fold scores",
        "",
        "Five folds by site: no model saw a page of the site that it labels. The model alone is",
        "scored, in the measures of the scoring tool; the product adds phrases and rules to it.",
        "",
        f"Training data: SHA-256 {sha}. Calibration: odds x {by[0]:.3f} {by[1]:+.3f}.",
        "",
        "## Best score within a limit of body_lost",
        "",
        *table(found),
        "",
        "## Trade-off: what a cut on the log-odds of not being body gives",
        "",
        *curve_table(found),
        "",
        "![curves](curves.png)",
        "",
    ]
    return "\n".join(lines)


def plot(found: Sequence[Prediction], path: Path) -> None:
    figure = Figure(figsize=(7, 5))
    axes = figure.subplots()
    for name, points in curves(found).items():
        lost = [max(p["body_lost"], 1e-4) for p in points]
        axes.plot(lost, [p["chrome_left"] for p in points], marker=".", label=name)
    axes.set(xscale="log", xlabel="body_lost", ylabel="chrome_left", ylim=(0, 1))
    axes.legend()
    figure.savefig(path, dpi=100, metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    examples, seeds = build(given.data, given.cache), range(given.seeds)
    found = list(out_of_fold(examples, seeds))
    by, sha = calibrate(found), digest(given.data)
    found = calibrated(found, by)
    MODELS.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(MODELS / "text.npz", **fit(examples, seeds), calibration=np.array(by))
    facts = {"training_data_sha256": sha, "sets": SETS, "calibration": by, "seeds": len(seeds)}
    facts["out_of_fold"] = curves(found)
    (MODELS / "text.json").write_text(json.dumps(facts, indent=1) + "\n")
    (HERE / "REPORT.md").write_text(report(found, by, sha))
    plot(found, HERE / "curves.png")


if __name__ == "__main__":
    main()
