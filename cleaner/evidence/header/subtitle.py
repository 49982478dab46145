"""The standfirst of a text: the line below its title."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.lines import MAX_SUBTITLE, like_caption
from cleaner.evidence.header.marks import LIKELY, Marks
from cleaner.evidence.header.prose import ends_as_prose, word_count
from cleaner.grammar import bylines
from cleaner.records import Block


def mark_subtitle(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The line below the title, if byline or date follow, or if it ends unlike the prose below."""
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= 3), None)
    if title is None:
        return
    after = [i for i, m in marks.items() if m[0] in ("date", "byline") and m[1] >= LIKELY]
    for block in blocks[title + 1 : title + 4]:
        if block.index in marks:
            if marks[block.index][0] == "title":
                continue
            return
        text = block.text
        followed = any(block.index < i <= block.index + 4 for i in after)
        if like_caption(text) or len(text) > MAX_SUBTITLE or word_count(text) < 3:
            continue
        if block.kind == "list-item" or (followed and _is_short_byline(text)):
            return
        if followed and block.index <= start + 1:
            marks[block.index] = ("subtitle", 6.0, "subtitle-before-header")
        elif _is_open_line(text) and _closed_prose_follows(blocks, block):
            marks[block.index] = ("subtitle", 3.6, "subtitle-no-stop")
        return


def _is_open_line(text: str) -> bool:
    """Whether a line of some length does not end as sentences do."""
    return 7 <= len(text.split()) <= 40 and not ends_as_prose(text)


def _is_short_byline(text: str) -> bool:
    return word_count(text) <= 8 and (bylines.parse(text) or bylines.filed(text)) is not None


def _closed_prose_follows(blocks: Sequence[Block], block: Block) -> bool:
    """Whether the next block ends as sentences do, unlike this one, and is no shorter."""
    after = blocks[block.index + 1 : block.index + 2]
    return (
        bool(after)
        and not after[0].glued
        and ends_as_prose(after[0].text)
        and word_count(after[0].text) >= 15
    )
