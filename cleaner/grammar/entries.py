"""Entries of live blogs and of numbered lists: the lines with their times or numbers, and where
each entry begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.grammar import dates, headlines
from cleaner.records import Block

LONGEST_LINE = 60
FEWEST = 3
"""Entries from which times make a live blog."""
TOLD = 0.6
"""Share of the entries that must hold prose."""
PROSE = 60
"""Characters from which a block with a sentence in it is prose."""

BELOW = 2
"""How many blocks below a time prose must begin where no structure tells entries apart."""

_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
_CLOCK = re.compile(r"\d[:.h]\d\d|\d\s?(?:[AaPp]\.?[Mm]|h)\b")
_SENTENCE_END = re.compile(r"[.!?。！？।؟…][\"'”’»)」』]*(?:\s|$)")


def is_time_line(text: str) -> bool:
    """Whether a line is nothing but a date, a time, or how long ago something was."""
    return len(text) <= LONGEST_LINE and headlines.date_weight(text) >= headlines.LIKELY


def is_clock_line(text: str) -> bool:
    """Whether a line is nothing but a time of day."""
    if len(text) > LONGEST_LINE or not text[:1].isalnum():
        return False
    return bool(_CLOCK.search(text)) and dates.time_only(text)


def is_entry_line(block: Block) -> bool:
    """Whether a block is the line that gives a live-blog entry its time."""
    return bool(block.entry_time) and is_time_line(block.text)


def numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """The numbers with which lines begin ("1. ...", "2) ..."), by the index of the block."""
    return {b.index: int(m[1]) for b in blocks if (m := _NUMBER.match(b.text))}


def is_prose(block: Block) -> bool:
    """Whether a block tells something: a sentence that is no headline and no link."""
    if block.kind == "heading" or len(block.text) < PROSE or not _SENTENCE_END.search(block.text):
        return False
    return 2 * block.link_chars < len(block.text)


def are_told(blocks: Sequence[Block], starts: Sequence[int], reach: int | None = None) -> bool:
    """Whether most of the entries that begin at ``starts`` (in order) hold prose.

    It must stand among the first ``reach`` blocks below the time, where that is given.
    """
    stops = [*starts[1:], len(blocks)]
    told = sum(
        any(is_prose(block) for block in blocks[start + 1 : stop][:reach])
        for start, stop in zip(starts, stops, strict=True)
    )
    return told >= TOLD * len(starts)
