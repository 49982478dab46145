"""What the rooms of the header hand on: labels of blocks, how surely, and by which rule."""

from __future__ import annotations

from cleaner.grammar import headlines
from cleaner.records import Label, Vote

Mark = tuple[Label, float, str]
"""Label, weight and the rule that gave them."""
Marks = dict[int, Mark]
"""Marks by the index of the block."""

SURE, LIKELY, GUESS, HINT = headlines.SURE, headlines.LIKELY, headlines.GUESS, 1.5
"""Weights, as log-odds."""
CERTAIN = 14.0
"""More than a phrase and the labeller have against it."""

_REASONS: dict[Label, str] = {
    "title": "title", "subtitle": "subtitle", "byline": "byline", "date": "date-line",
    "place": "place-line", "caption": "photo-credit", "body": "", "chrome": "duplicate",
}  # fmt: skip


def as_votes(mark: Mark | None) -> tuple[Vote, ...]:
    """The votes on a block with this mark."""
    if mark is None:
        return ()
    label, weight, rule = mark
    return (Vote(label, weight, _REASONS[label], f"rule:header-{rule}"),)
