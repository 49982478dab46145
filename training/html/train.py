"""Rebuild the HTML labeller: ``python -m training.html.train DATA_FOLDER [--seeds N]
[--epochs N] [--no-cv]``.

Cross-validates by site, trains on all pages of the training sets, and writes the weights and their
card (hash of the data, scores, settings) to ``cleaner/data/models``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from cleaner.evidence.html_features import FEATURES
from cleaner.evidence.html_model import doubt
from training.html import network as net
from training.html.dataset import FOLDS, Example, digest, examples
from training.html.scores import page_score, summary

TRAIN, HELD = ("html-wcxb", "html-fundus"), ("html-sites",)
OUT = Path(__file__).parents[2] / "cleaner" / "data" / "models"


def cross_validate(
    pages: list[Example], held: list[Example], seeds: int, epochs: int
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Logits of each training page by models that know no page of its site, and of held pages."""
    logits: dict[str, np.ndarray] = {}
    other = [np.zeros(len(page.labels)) for page in held]
    for fold in range(FOLDS):
        known = [page for page in pages if page.fold != fold]
        new = [page for page in pages if page.fold == fold]
        for seed in range(seeds):
            model = net.train(known, seed, epochs)
            for page, values in zip(new, net.predict(model, new), strict=True):
                key = page.dataset + page.name
                logits[key] = logits.get(key, 0) + values / seeds
            more = net.predict(model, held)
            other = [o + v / seeds / FOLDS for o, v in zip(other, more, strict=True)]
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


def export(models: list[tuple[net.Network, net.Scaler]], card: dict) -> None:
    """Write weights (npz, half precision) and card."""
    arrays: dict[str, np.ndarray] = {}
    for number, (network, scaler) in enumerate(models):
        state = {k: v.numpy() for k, v in network.state_dict().items()}
        state |= {"mean": scaler.mean, "spread": scaler.spread}
        for name, value in state.items():
            arrays[f"{number}.{name}"] = value.astype(
                np.float16 if value.size > 4000 else np.float32
            )
    np.savez_compressed(OUT / "html.npz", **arrays)
    (OUT / "html.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--no-cv", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    pages = [page for name in TRAIN for page in examples(args.data / name)]
    held = [page for name in HELD for page in examples(args.data / name)]
    card_path = OUT / "html.json"
    card = json.loads(card_path.read_text()) if args.no_cv and card_path.exists() else {}
    if not args.no_cv:
        logits, other = cross_validate(pages, held, args.seeds, args.epochs)
        card["scores"] = table(pages + held, logits + other)
        card["scores_by_threshold"] = {
            str(t): table(pages + held, logits + other, t) for t in (-1.0, -0.5, 0.5, 1.0)
        }
        card["confidence"] = calibrate(pages, logits)
        print(json.dumps(card["scores"], indent=1), flush=True)
    models = [net.train(pages, seed, args.epochs) for seed in range(args.seeds)]
    card |= {
        "features": list(FEATURES),
        "training_sha256": digest([args.data / name for name in TRAIN]),
        "pages": len(pages),
        "blocks": int(sum(len(page.labels) for page in pages)),
        "seeds": args.seeds,
        "epochs": args.epochs,
        "dilations": list(net.DILATIONS),
        "context_after": net.CONTEXT_AFTER,
    }
    card.setdefault("confidence", [0.0, 0.0, 0.9])
    export(models, card)


if __name__ == "__main__":
    main()
