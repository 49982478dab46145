"""The bylines of a text that say that they are one ("By Jane Doe")."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.lines import opened_byline
from cleaner.evidence.header.marks import LIKELY, SURE, Marks
from cleaner.grammar import bylines
from cleaner.records import Block


def mark_bylines(lines: Sequence[Block], marks: Marks) -> None:
    """Lines that open as bylines do, and names below a line that is nothing but the opener."""
    for i, block in enumerate(lines):
        if block.index in marks or len(block.text) > 160:
            continue
        byline = opened_byline(block.text)
        if i and lines[i - 1].index in marks and bylines.goes_on(block.text, lines[i - 1].text):
            label, weight, _ = marks[lines[i - 1].index]
            if label == "byline":
                marks[block.index] = ("byline", weight, "byline-goes-on")
                continue
        if byline:
            marks[block.index] = ("byline", SURE if byline.confidence >= 0.7 else LIKELY, "byline")
        elif block.text.casefold().rstrip(":") in ("by", "von", "par", "por", "autor", "text"):
            following = lines[i + 1] if i + 1 < len(lines) else None
            if following and bylines.is_name(following.text):
                marks[block.index] = ("byline", LIKELY, "byline-opener")
                marks[following.index] = ("byline", SURE, "byline")
