"""Scores of kept blocks against gold bodies: the measures of the project's scorer, quickly."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable

import numpy as np

from training.html.dataset import Example
from training.html.labels import tokens

MEASURES = ("f4", "precision", "recall", "exact", "word_f1")


def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def word_f1(gold: list[str], got: list[str]) -> float:
    a, b = Counter(w.lower() for w in gold), Counter(w.lower() for w in got)
    if not a or not b:
        return float(not a and not b)
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values()))


def page_score(page: Example, keep: np.ndarray) -> tuple[float | None, float | None, float, float]:
    """Precision and recall of 4-grams, exactness and word F1 of one page."""
    got = [w for text, kept in zip(page.texts, keep, strict=True) if kept for w in tokens(text)]
    gold = max((tokens(g) for g in page.gold.values()), key=lambda g: word_f1(g, got))
    a, b = shingles(gold), shingles(got)
    both = sum((a & b).values())
    precision = both / sum(b.values()) if b else None
    recall = both / sum(a.values()) if a else None
    return precision, recall, float(gold == got), word_f1(gold, got)


def summary(rows: Iterable[tuple[float | None, float | None, float, float]]) -> dict[str, float]:
    """Macro averages over pages."""
    rows = list(rows)
    precision = statistics.mean([r[0] for r in rows if r[0] is not None] or [0.0])
    recall = statistics.mean([r[1] for r in rows if r[1] is not None] or [0.0])
    f4 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    exact, words = (statistics.mean(r[i] for r in rows) for i in (2, 3))
    return dict(zip(MEASURES, (f4, precision, recall, exact, words), strict=True))
