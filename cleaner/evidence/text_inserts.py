"""What sites put into the middle of a text, so plainly that the labeller need not see it.

It has learned that below a button or a related link stories end. Where the phrases alone tell what
stands between, it reads the text as it is without: then a subheading below a paragraph with a label
glued to it stays, and so do the last paragraphs below the one link to another story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleaner.evidence.phrases import STRONG, Search
from cleaner.evidence.phrases.fronts import LABELS
from cleaner.evidence.phrases.search import end_of_prose, list_under
from cleaner.evidence.phrases.tails import OTHER_STORIES
from cleaner.records import Reading

INSERTED = OTHER_STORIES | LABELS
"""Reasons of what stands between two sentences of a flattened line."""


def inserts(reading: Reading, search: Search, kept: Sequence[bool]) -> frozenset[int]:
    """The blocks of a text that are inserts; what stands right above is ``kept``."""
    found: set[int] = set()
    end = end_of_prose(reading)
    for index in range(1, len(reading.blocks)):
        if not kept[index - 1]:
            continue
        if _is_tail(reading, index, search) or _is_front(reading, index, search, kept):
            found.add(index)
        elif index + 1 < end and _leads_away(reading, index, search) and kept[index + 2]:
            found.update((index, index + 1))
    return frozenset(found)


def without(reading: Reading, hidden: frozenset[int]) -> Reading:
    """The reading without those blocks, the others counted anew."""
    shown = [block for block in reading.blocks if block.index not in hidden]
    return replace(reading, blocks=tuple(replace(b, index=i) for i, b in enumerate(shown)))


def _is_tail(reading: Reading, index: int, search: Search) -> bool:
    """Whether a line is two pieces, this one is the second, and a phrase fills or opens it."""
    blocks = reading.blocks
    last = index + 1 == len(blocks) or not blocks[index + 1].glued
    if not (last and blocks[index].glued and not blocks[index - 1].glued):
        return False
    found = search.vote(blocks[index].text)
    return found is not None and found[0].weight >= STRONG


def _is_front(reading: Reading, index: int, search: Search, kept: Sequence[bool]) -> bool:
    """Whether this piece of a flattened line is a label, or one with a headline, and a kept piece
    of the line follows soon."""
    blocks = reading.blocks
    if not (blocks[index].glued and any(kept[index + 1 : index + 3])):
        return False
    if not all(block.glued for block in blocks[index + 1 : index + 3]):
        return False
    found = search.vote(blocks[index].text)
    return found is not None and found[0].weight >= STRONG and found[0].reason in INSERTED


def _leads_away(reading: Reading, index: int, search: Search) -> bool:
    """Whether this is the label of one other story, whose headline is below and then prose."""
    text = reading.blocks[index].text
    found = search.vote(text) if search.heads_list(text) else None
    if found is None or found[0].reason not in OTHER_STORIES:
        return False
    return len(list_under(reading, index)) == 1
