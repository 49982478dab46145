"""Build the labeller of plain-text pages: one command, the same file every time.

    python -m training.text.train --data FOLDER [--cache FILE] [--seeds 1]

Writes ``cleaner/data/models/text.npz``, beside it ``text.json`` (the hash of the training data,
out-of-fold scores), and ``training/text/REPORT.md`` with ``curves.png``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from cleaner.evidence.text_features import BUCKETS
from cleaner.evidence.text_model import COLUMNS, Forest, Model
from training.text import boost
from training.text.corpus import SETS, build, digest, sites_of_terms
from training.text.crossval import (
    Prediction,
    calibrate,
    curve_table,
    curves,
    fold_models,
    out_of_fold,
    table,
)

HERE = Path(__file__).parent
MODELS = HERE.parents[1] / "cleaner" / "data" / "models"


def export(model: Model, sites: NDArray[np.uint16], path: Path) -> None:
    """The file that ``cleaner.evidence.text_model.load`` reads."""
    np.savez_compressed(
        path,
        words=model.words.astype(np.float16),
        words_known=np.packbits(model.words_known),
        words_bias=model.words_bias,
        concepts=model.concepts.astype(np.float16),
        concepts_known=np.packbits(model.concepts_known),
        calibration=np.array(model.calibration),
        columns=np.array(COLUMNS),
        buckets=BUCKETS,
        term_sites=sites,
        **_network(model),
        **_arrays(model.body, "body"),
        **_arrays(model.rest, "rest"),
    )


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


def _network(model: Model) -> dict[str, Any]:
    """The weights, large tables in half precision."""
    weights = model.network.weights.items()
    return {f"network/{k}": v.astype(np.float16 if v.size > 4000 else v.dtype) for k, v in weights}


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
    parser.add_argument("--seeds", type=int, default=1)
    given = parser.parse_args()
    examples, seeds = build(given.data, given.cache), range(given.seeds)
    models = calibrate(examples, fold_models(examples, seeds))
    found, by, sha = out_of_fold(examples, models), models[0].calibration, digest(given.data)
    MODELS.mkdir(parents=True, exist_ok=True)
    model = replace(boost.fit(examples, seeds), calibration=by)
    export(model, sites_of_terms(examples), MODELS / "text.npz")
    facts = {"training_data_sha256": sha, "sets": SETS, "calibration": by, "seeds": len(seeds)}
    facts["out_of_fold"] = curves(found)
    (MODELS / "text.json").write_text(json.dumps(facts, indent=1) + "\n")
    (HERE / "REPORT.md").write_text(report(found, by, sha))
    plot(found, HERE / "curves.png")


if __name__ == "__main__":
    main()
