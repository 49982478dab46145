"""Digests, which are briefs from several places: the headings of these are body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaner.evidence.header.marks import GUESS, SURE, Marks
from cleaner.evidence.header.prose import ends_as_prose, is_prose, word_count
from cleaner.grammar import places
from cleaner.records import Block

FEWEST_BRIEFS, LONGEST_BRIEF = 3, 6
"""Briefs of a digest, and lines of one with its heading."""
MAX_HEADING_WORDS, MAX_PLACE_WORDS = 16, 4


def mark_briefs(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The heading of the first of several briefs from other places, below title and date of their
    page or with nothing above, is body like those of the others."""
    _mark_places(blocks, start, marks)
    titles = [i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS and i < start - 1]
    dated = any(m[0] == "date" and titles and min(titles) < i < start for i, m in marks.items())
    if start != 1 and not (dated and start):
        return
    heads = [b.index for b in blocks[start - 1 :] if _heads_brief(b, blocks)]
    apart = [below - above for above, below in pairwise(heads[:FEWEST_BRIEFS])]
    if len(heads) >= FEWEST_BRIEFS and heads[0] == start - 1 and max(apart) <= LONGEST_BRIEF:
        marks[heads[0]] = ("body", SURE, "brief-heading")


def _mark_places(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The place and the heading of the first of several briefs that each have a place in capitals,
    a heading and a paragraph."""
    heads = [b.index for b in blocks[max(0, start - 2) :] if _is_place_of_brief(b, blocks)]
    if len(heads) >= FEWEST_BRIEFS and heads[0] == start - 2:
        marks[start - 2] = ("body", SURE, "brief-place")
        marks[start - 1] = ("body", SURE, "brief-heading")


def _is_place_of_brief(block: Block, blocks: Sequence[Block]) -> bool:
    below = blocks[block.index + 1 : block.index + 3]
    if len(below) < 2 or not block.text.isupper() or word_count(block.text) > MAX_PLACE_WORDS:
        return False
    heading = below[0].text
    told = is_prose(below[1].text) and not is_prose(heading) and not ends_as_prose(heading)
    return told and not heading.isupper() and word_count(heading) <= MAX_HEADING_WORDS


def _heads_brief(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a short line without a stop stands above a paragraph with a dateline."""
    below = blocks[block.index + 1 : block.index + 2]
    if not below or not is_prose(below[0].text) or ends_as_prose(block.text):
        return False
    short = 2 <= word_count(block.text) <= MAX_HEADING_WORDS
    return short and places.opening([below[0].text], 0.55) is not None
