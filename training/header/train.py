"""Learns the weights of the signs by which title and standfirst of texts are told.

    python -m training.header.train --data FOLDER [--cache FILE] [--folds FILE] [--scores]

Writes ``cleaner/data/header_lines.toml``. ``--folds`` is the file of the labeller's models that
``training.text.endtoend`` writes and reads. ``--scores`` writes nothing and prints what weights
reach that saw no page of the site.

The choice is a conditional logit: of a page's lines and "none" one is right, and the weights make
the right ones likely, small weights first.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

import cleaner
from cleaner.evidence import text_model
from cleaner.metadata.header_lines import NONE
from training.header.pages import FIELDS, WEIGHT, Choice, choices
from training.text.corpus import FOLDS
from training.text.data import fold_of
from training.text.endtoend import folds

PENALTY = 2.0
"""What the square of a weight costs."""
CAUTION = {"title": 0.0, "subtitle": 0.5}
"""What is added to "none": a standfirst made up is worse than one missed."""
LEAST = 0.05
"""Weights nearer to nothing than this are left out."""
TARGET = Path(cleaner.__file__).parent / "data" / "header_lines.toml"

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """All lines of all pages, the row "none" of each page behind its lines."""

    signs: Any
    """(n, signs) sparse, 1 where a line has a sign; the last column is "none"."""
    right: Any
    """(n,) 1 where the line, or "none", is right."""
    first: Any
    """(pages,) the first row of each page."""
    weight: Any
    """(pages,)"""


def tabled(pages: Sequence[Choice], names: Sequence[str]) -> Table:
    """The pages as arrays; ``names`` are the signs, in the order of their columns."""
    column = {name: i for i, name in enumerate(names)}
    rows, columns, right, first = [], [], [], []
    number = 0
    for page in pages:
        first.append(number)
        for signs, yes in zip(
            (*page.signs, (NONE,)), (*page.right, not any(page.right)), strict=True
        ):
            known = [column[s] for s in dict.fromkeys(signs)]
            rows += [number] * len(known)
            columns += known
            right.append(float(yes))
            number += 1
    ones = np.ones(len(rows))
    table = sparse.csr_matrix((ones, (rows, columns)), (number, len(names)))
    weight = np.array([WEIGHT.get(page.set, 1.0) for page in pages])
    return Table(table, np.array(right), np.array(first), weight)


def fit(pages: Sequence[Choice], caution: float) -> Weights:
    """The weight of each sign and of "none", to which ``caution`` is added."""
    names = [*sorted({s for page in pages for signs in page.signs for s in signs}), NONE]
    table = tabled(pages, names)
    number = np.diff(np.append(table.first, len(table.right)))
    page = np.repeat(np.arange(len(table.first)), number)
    free = np.array([name != NONE for name in names])

    def loss(weights: Any) -> tuple[float, Any]:
        """What is to be as small as possible, and its slope."""
        total = table.signs @ weights
        share = np.exp(total - np.maximum.reduceat(total, table.first)[page])
        share /= np.add.reduceat(share, table.first)[page]
        hit = np.add.reduceat(share * table.right, table.first) + 1e-12
        slope = table.weight[page] * (share - share * table.right / hit[page])
        cost = PENALTY * (weights * free)
        return float(cost @ weights - table.weight @ np.log(hit)), table.signs.T @ slope + 2 * cost

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    found[names.index(NONE)] += caution
    return {name: round(float(w), 2) for name, w in zip(names, found, strict=True)}


def chosen(page: Choice, weights: Weights) -> int | None:
    """The index of the line that the weights choose."""
    totals = [sum(weights.get(s, 0.0) for s in dict.fromkeys(signs)) for signs in page.signs]
    best = int(np.argmax(totals)) if totals else -1
    return best if totals and totals[best] > weights[NONE] else None


def scores(
    pages: Sequence[Choice], others: Sequence[Choice], caution: float
) -> dict[str, list[int]]:
    """By set, with weights of the other folds: pages that state the field, those where it is found,
    pages that state none, those where one is made up. ``others`` are learned from besides."""
    found: dict[str, list[int]] = {}
    for fold in range(FOLDS):
        weights = fit([p for p in (*pages, *others) if fold_of(p.site, FOLDS) != fold], caution)
        for page in (p for p in pages if fold_of(p.site, FOLDS) == fold):
            line = chosen(page, weights)
            tally = found.setdefault(page.set, [0, 0, 0, 0])
            tally[0 if page.stated else 2] += 1
            tally[1] += page.stated and line is not None and page.right[line]
            tally[3] += not page.stated and line is not None
    return found


def written(weights: dict[str, Weights]) -> str:
    """The file with the weights."""
    lines = [
        "# Made by `python -m training.header.train`: what each sign of a line says for its being"
    ]
    lines += ["# the title, or the standfirst, of a text; a line must exceed `none`."]
    for field, own in weights.items():
        lines += ["", f"[{field}]"]
        lines += [f'"{s}" = {w}' for s, w in own.items() if abs(w) >= LEAST or s == NONE]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--scores", action="store_true")
    given = parser.parse_args()
    unseen = choices(given.data, folds(given.data, given.cache, given.folds))
    seen = choices(given.data, [text_model.shipped()] * FOLDS)
    if given.scores:
        for field in FIELDS:
            print(field, scores(unseen[field], seen[field], CAUTION[field]))
        return
    TARGET.write_text(
        written({f: fit([*unseen[f], *seen[f]], CAUTION[f]) for f in FIELDS}), "utf-8"
    )


if __name__ == "__main__":
    main()
