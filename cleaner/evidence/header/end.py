"""The end of a text: dates, credits and a signature in its last lines, and who supplied it."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.lines import opened_byline
from cleaner.evidence.header.marks import LIKELY, SURE, Marks
from cleaner.evidence.header.prose import is_prose
from cleaner.evidence.header.reader_letters import is_signed
from cleaner.grammar import bylines, credits, headlines
from cleaner.records import Block

FOOT = 12
"""How many of the last blocks may say whose text the page has."""


def mark_end(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Dates and credits in the last lines, and the name that signs the last paragraph."""
    for block in blocks[max(start + 2, len(blocks) - 3) :]:
        text = block.text
        if block.index in marks or len(text) > 120 or "@" in text or text[0] in "—–":
            continue
        date = headlines.date_weight(text)
        byline = None if date else opened_byline(text)
        if credits.is_licence(text):
            marks[block.index] = ("caption", SURE, "licence-of-picture")
        elif date:
            marks[block.index] = ("date", min(date, LIKELY), "date-at-end")
        elif byline:
            marks[block.index] = ("byline", LIKELY, "byline-at-end")
    _mark_signature(blocks, start, marks)


def _mark_signature(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The line below the last prose, if it is shaped like a name and the page ends soon."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if is_prose(blocks[i].text)), -1)
    if last < start + 1 or len(blocks) - last > 8:
        return
    for block in blocks[last + 1 : last + 3]:
        text = block.text.strip("()（）—– ")
        if block.index in marks or block.text.endswith(".") or len(text) > 60:
            return
        byline = bylines.parse(text)
        if not byline or ("," in text and is_signed(blocks[start + 1 : last], blocks)):
            return
        marks[block.index] = ("byline", 3.6, "name-at-end")


def mark_supplier(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Lines in the foot of a page that name the house whose text it is."""
    for block in blocks[max(start + 2, len(blocks) - FOOT) :]:
        if block.index not in marks and credits.names_supplier(block.text):
            marks[block.index] = ("byline", LIKELY, "supplier")
