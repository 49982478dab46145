"""The dates of a text: lines that say when it appeared, or how long ago."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.lines import is_row
from cleaner.evidence.header.marks import CERTAIN, GUESS, LIKELY, Marks
from cleaner.evidence.header.prose import is_prose
from cleaner.grammar import dates, headlines
from cleaner.records import Block

BELOW_TITLE = 3
"""How many blocks below the title it may say how long ago the story appeared."""


def mark_dates(blocks: Sequence[Block], lines: Sequence[Block], marks: Marks) -> None:
    """Those of the lines that are dates, each with a label above it that only announces it."""
    for i, block in enumerate(lines):
        weight = headlines.date_weight(block.text)
        if weight and not is_row(blocks, block.index):
            marks[block.index] = ("date", weight, "date")
            before = lines[i - 1] if i else None
            if before and before.index not in marks and headlines.is_date_label(before.text):
                marks[before.index] = ("date", LIKELY, "date-label")


def mark_age(blocks: Sequence[Block], marks: Marks) -> None:
    """The line below the title that says how long ago the story appeared; elsewhere such lines
    belong to teasers and comments."""
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS), len(blocks))
    for block in blocks[title + 1 : title + 1 + BELOW_TITLE]:
        if is_prose(block.text):
            return
        if dates.is_relative(block.text):
            marks[block.index] = ("date", CERTAIN, "age-below-title")
            return
