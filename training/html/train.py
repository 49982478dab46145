"""Rebuild the HTML labeller: ``python -m training.html.train DATA_FOLDER [--members N]``.

Cross-validates by site, trains on all pages of the training sets, and writes the weights and their
card (hash of the data, scores, settings) to ``cleaner/data/models``, and the logits of the pages
by models that do not know their sites to the file given by ``--logits``.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from cleaner.evidence.html_features import FEATURES
from cleaner.evidence.html_model import doubt
from training.html import network as net
from training.html.dataset import FOLDS, Example, digest, examples
from training.html.lines import LINE_SETS, Lines, documents
from training.html.scores import page_score, summary

SEED = 0
TRAIN, HELD = ("html-wcxb", "html-fundus"), ("html-sites",)
OUT = Path(__file__).parents[2] / "cleaner" / "data" / "models"


Logits = list[np.ndarray]
Trained = tuple[net.Network, net.Scaler]


def fit(pages: list[Example], lines: list[Lines], how: tuple[int, net.Settings]) -> list[Trained]:
    """So many networks, alike but for where they begin and in which order they see the pages."""
    count, settings = how
    return [net.train(pages, lines, SEED + number, settings) for number in range(count)]


def predict(models: list[Trained], pages: list[Example]) -> Logits:
    """For each page the mean of the networks."""
    each = [net.predict(model, pages) for model in models]
    return [np.mean(values, axis=0) for values in zip(*each, strict=True)]


def cross_validate(
    pages: list[Example], held: list[Example], lines: list[Lines], how: tuple[int, net.Settings]
) -> tuple[Logits, Logits]:
    """Logits of each training page by models that know no page of its site, and of held pages
    the mean of all those models."""
    logits: dict[str, np.ndarray] = {}
    other = [np.zeros(len(page.labels)) for page in held]
    for fold in range(FOLDS):
        known = [page for page in pages if page.fold != fold]
        new = [page for page in pages if page.fold == fold]
        models = fit(known, lines, how)
        for page, values in zip(new, predict(models, new), strict=True):
            logits[page.dataset + page.name] = values
        other = [o + v / FOLDS for o, v in zip(other, predict(models, held), strict=True)]
        print(f"fold {fold}", table(new, [logits[p.dataset + p.name] for p in new]), flush=True)
    return [logits[page.dataset + page.name] for page in pages], other


def table(
    pages: list[Example], logits: list[np.ndarray], threshold: float = 0.0
) -> dict[str, dict[str, float]]:
    """Scores by data set."""
    rows: dict[str, list] = {}
    for page, values in zip(pages, logits, strict=True):
        rows.setdefault(page.dataset, []).append(page_score(page, values > threshold))
    return {k: {m: round(v, 4) for m, v in summary(r).items()} for k, r in rows.items()}


def page_features(logits: np.ndarray, page: Example) -> list[float]:
    """What tells a good page from a bad one; the same as in ``html_model.page_confidence``."""
    return list(doubt(logits, np.array([len(text) for text in page.texts])))


def calibrate(pages: list[Example], logits: list[np.ndarray]) -> list[float]:
    """Least-squares weights from the doubts of a page to the word F1 it will have."""
    rows = np.array([[*page_features(v, p), 1.0] for p, v in zip(pages, logits, strict=True)])
    target = np.array([page_score(p, v > 0)[3] for p, v in zip(pages, logits, strict=True)])
    weights, *_ = np.linalg.lstsq(rows, target, rcond=None)
    return [float(w) for w in weights]


def reliability(pages: list[Example], logits: Logits, weights: list[float]) -> list[list[float]]:
    """Sixths of the pages by confidence: least and most, mean confidence and mean word F1."""
    pairs = []
    for page, values in zip(pages, logits, strict=True):
        confidence = float(np.dot([*page_features(values, page), 1.0], weights))
        pairs.append((min(1.0, max(0.0, confidence)), page_score(page, values > 0)[3]))
    parts = np.array_split(np.array(sorted(pairs)), 6)
    return [
        [round(float(v), 4) for v in (p[0, 0], p[-1, 0], p[:, 0].mean(), p[:, 1].mean())]
        for p in parts
    ]


def export(models: list[Trained], card: dict) -> None:
    """Write weights (npz, large tables in half precision) and card."""
    arrays = {}
    for number, (network, scaler) in enumerate(models):
        state = {k: v.numpy() for k, v in network.state_dict().items() if not k.startswith("line")}
        state |= {"mean": scaler.mean, "spread": scaler.spread}
        for name, value in state.items():
            kind = np.float16 if value.size > 4000 else np.float32
            arrays[f"{number}/{name}"] = value.astype(kind)
    np.savez_compressed(OUT / "html.npz", **arrays)
    (OUT / "html.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--members", type=int, default=2)
    parser.add_argument("--logits", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    how = (args.members, net.Settings())
    pages = [page for name in TRAIN for page in examples(args.data / name)]
    held = [page for name in HELD for page in examples(args.data / name)]
    lines = documents(args.data)
    logits, other = cross_validate(pages, held, lines, how)
    confidence = calibrate(pages, logits)
    models = fit(pages, lines, how)
    card = {
        "features": list(FEATURES),
        "training_sha256": digest([args.data / name for name in (*TRAIN, *LINE_SETS)]),
        "pages": len(pages),
        "blocks": int(sum(len(page.labels) for page in pages)),
        "lines": int(sum(len(document.labels) for document in lines)),
        "members": args.members,
        "settings": asdict(how[1]),
        "before": list(net.BEFORE),
        "after": list(net.AFTER),
        "context_after": net.CONTEXT_AFTER,
        "confidence": confidence,
        "scores": table(pages, logits),
        "scores_held": {
            "fold_models": table(held, other),
            "shipped": table(held, predict(models, held)),
        },
        "reliability": reliability(pages, logits, confidence),
    }
    print(json.dumps({k: card[k] for k in ("scores", "scores_held")}, indent=1), flush=True)
    export(models, card)
    if args.logits:
        names = [page.dataset + "/" + page.name for page in pages + held]
        np.savez_compressed(args.logits, **dict(zip(names, logits + other, strict=True)))


if __name__ == "__main__":
    main()
