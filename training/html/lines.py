"""Lines of hand-labelled plain texts in many languages: they teach which words chrome begins with.

The page's markup is not needed for that, so these texts help where few pages of a language are
at hand. Title and subtitle are left out; every other line is body or not.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from cleaner.evidence.html_features import WORD_BAGS, word_bags
from cleaner.evidence.html_words import words_of

LINE_SETS = ("text-real", "text-sites")
_MOST_OF_A_SITE = 12
_FEWEST = 3
_UNUSED = frozenset({"blank", "title", "subtitle"})
_SCALE = 40


@dataclass(frozen=True)
class Lines:
    """Lines of some documents: their word ids, bag by bag, with counts a line, and labels."""

    bags: tuple[tuple[np.ndarray, np.ndarray], ...]
    labels: np.ndarray
    weights: np.ndarray

    def tensors(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Ids and counts of each bag."""
        return ((torch.from_numpy(ids), torch.from_numpy(counts)) for ids, counts in self.bags)

    @staticmethod
    def joined(parts: Sequence[Lines]) -> Lines:
        """The lines of several documents as one."""
        bags = tuple(
            (np.concatenate([ids for ids, _ in bag]), np.concatenate([n for _, n in bag]))
            for bag in zip(*(part.bags for part in parts), strict=True)
        )
        labels = np.concatenate([part.labels for part in parts])
        return Lines(bags, labels, np.concatenate([part.weights for part in parts]))


def documents(data: Path) -> list[Lines]:
    """The labelled texts, with no more than a dozen of one site."""
    found, seen = [], Counter[str]()
    for name in LINE_SETS:
        with gzip.open(data / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            for doc in map(json.loads, rows):
                site = doc.get("site") or doc["id"]
                seen[name + site] += 1
                lines = _lines(doc) if seen[name + site] <= _MOST_OF_A_SITE else {}
                if len(lines) >= _FEWEST:
                    found.append(_document(lines))
    return found


def _lines(doc: dict) -> dict[str, float]:
    """The distinct lines that count, and whether each is body."""
    unsure = set(doc.get("ambiguous", ()))
    lines: dict[str, float] = {}
    pairs = zip(doc.get("source_text", "").split("\n"), doc["lines"], strict=False)
    for number, (line, label) in enumerate(pairs):
        text = " ".join(line.split())
        if text and number not in unsure and label not in _UNUSED:
            lines.setdefault(text, float(label == "body"))
    return lines


def _document(lines: dict[str, float]) -> Lines:
    bags = word_bags(words_of(list(lines)), len(lines))
    pairs = (
        (bags[name].ids, np.diff(bags[name].starts, append=len(bags[name].ids)))
        for name in WORD_BAGS
    )
    weights = np.full(len(lines), len(lines) ** -0.5 / _SCALE, np.float32)
    return Lines(tuple(pairs), np.array(list(lines.values()), np.float32), weights)
