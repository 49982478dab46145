"""Places that stand in a line of their own in the header of a text."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.marks import GUESS, HINT, LIKELY, Marks
from cleaner.grammar import places, zones
from cleaner.records import Block


def mark_places(lines: Sequence[Block], marks: Marks) -> None:
    """Known cities beside bylines and dates: asked for before the names, which they show to be
    bylines, and behind them."""
    for block in lines:
        if block.index in marks and marks[block.index][1] > HINT:
            continue
        beside = any(
            marks[i][0] in ("date", "byline") and marks[i][1] >= GUESS
            for i in range(block.index - 2, block.index + 2)
            if i in marks and i != block.index
        )
        line = block.text.strip(" :.")
        known = zones.place_country(line) is not None or zones.in_country(line)
        if beside and known and places.is_place_line(block.text):
            marks[block.index] = ("place", LIKELY, "place")
