"""What trafilatura's second opinion gains on pages of sites that the labeller does not know:

``python -m training.html.opinion DATA_FOLDER LOGITS_NPZ``.

LOGITS_NPZ is what ``training.html.train --logits`` wrote. The blocks alone, before rules: prints
how many pages are asked for, and the scores, for each confidence below which we ask. Also writes
``opinion.png``.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from cleaner.blocks.html import read
from cleaner.evidence import second_opinion
from cleaner.evidence.html_model import doubt, load
from cleaner.records import KEPT_LABELS, Page
from training.html.dataset import documents
from training.html.scores import page_score, summary
from training.html.unseen import SETS, Score, Seen, header, row
from training.html.unseen import load as unseen

HERE = Path(__file__).parent
BELOW = (0.0, 0.7, 0.8, 0.85, 0.9, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 1.1)
WEIGHTS = (1.0, 2.0, 3.0, 5.0)


@dataclass(frozen=True)
class Asked:
    """A page with the model's confidence and what trafilatura says of each block."""

    seen: Seen
    confidence: float
    scores: dict[float, Score]
    """The page's score by the weight of trafilatura's votes, 0 where it is not asked."""

    def score(self, below: float, weight: float) -> Score:
        return self.scores[weight if self.confidence < below else 0.0]


def ask(data: Path, pages: list[Seen]) -> list[Asked]:
    """Ask trafilatura about every page."""
    known = {(seen.page.dataset, seen.page.name): seen for seen in pages}
    found = []
    for name in SETS:
        for doc, raw in documents(data / name):
            seen = known.get((name, doc["id"]))
            if seen is not None:
                found.append(Asked(seen, confidence(seen), _scores(seen, _opinion(raw))))
    return found


def _scores(seen: Seen, opinion: np.ndarray) -> dict[float, Score]:
    return {
        weight: page_score(seen.page, seen.logits + opinion * weight > 0)
        for weight in (0.0, *WEIGHTS)
    }


def confidence(seen: Seen) -> float:
    """``html_model.page_confidence``, from logits that do not know the site."""
    weights = load().confidence
    sizes = np.array([len(text) for text in seen.page.texts])
    value = float(np.dot(doubt(seen.logits, sizes), weights[:-1]) + weights[-1])
    return min(1.0, max(0.0, value))


def _opinion(raw: bytes) -> np.ndarray:
    """Log-odds of body for each block, from votes of weight 1."""
    reading = read(Page(raw.decode("utf-8", "replace"), "html"))
    votes = second_opinion.votes(reading)
    signed = [sum(v.weight if v.label in KEPT_LABELS else -v.weight for v in e) for e in votes]
    return np.array(signed) / second_opinion.WEIGHT


def table(pages: list[Asked]) -> None:
    print(header("set", "ask below", "weight", "pages asked", "f4", "exact", "word F1"))
    parts = {name: [a for a in pages if a.seen.page.dataset == name] for name in SETS}
    figure = Figure(figsize=(10, 4))
    axes = dict(zip(("word_f1", "exact"), figure.subplots(1, 2), strict=True))
    for name, part in parts.items():
        points: dict[str, list[float]] = {"share": [], "word_f1": [], "exact": []}
        for below, weight in itertools.product(BELOW, WEIGHTS):
            asked = sum(page.confidence < below for page in part)
            if not asked and (below or weight != second_opinion.WEIGHT):
                continue
            found = summary(page.score(below, weight) for page in part)
            print(row([name, below, weight, asked, found["f4"], found["exact"], found["word_f1"]]))
            if weight == second_opinion.WEIGHT:
                points["share"].append(asked / len(part))
                points["word_f1"].append(found["word_f1"])
                points["exact"].append(found["exact"])
        for measure, axis in axes.items():
            axis.plot(points["share"], points[measure], "o-", label=name)
            axis.set(xlabel="share of the pages asked for", ylabel=measure)
            axis.legend()
    figure.tight_layout()
    figure.savefig(HERE / "opinion.png", dpi=100, metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("logits", type=Path)
    args = parser.parse_args()
    table(ask(args.data, unseen(args.data, args.logits)))


if __name__ == "__main__":
    main()
