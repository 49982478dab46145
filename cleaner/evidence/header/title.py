"""The title of a text: said twice, marked as a heading, or first above the rest of the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.evidence.header.lines import MAX_TITLE, fold, is_row, like_caption
from cleaner.evidence.header.marks import GUESS, HINT, LIKELY, SURE, Marks
from cleaner.evidence.header.prose import is_prose, word_count
from cleaner.grammar import bylines, entries, headlines, heads
from cleaner.grammar.letters import begins_small
from cleaner.records import Block

MAX_TITLE_WORDS = 26
_SENTENCE_END = re.compile(r"[.。।॥؟…։۔።។။]['\"”’»)\]]*$|[.!?]['\"”’»)\]]+$")
_INNER_END = re.compile(r"[.!?…।॥؟։۔።][\"'”’»)\]]*\s|[。！？]")
MOST_ENDS, SENTENCE_WORDS = 2, 6
"""How many sentences of so many words each end inside a line that is a paragraph."""
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b)", re.IGNORECASE)


def mark_title(blocks: Sequence[Block], zone: Sequence[Block], start: int, marks: Marks) -> None:
    """The title: a line that the page has twice, else the best of those that are like one."""
    repeated = _repeated(blocks)
    numbered = _numbered(blocks)
    lines = [b for b in zone if b.index not in marks | numbered and b.kind != "list-item"]
    candidates = [b for b in lines if _title_like(b.text) and not is_row(blocks, b.index)]
    likely = candidates[:2] if len(repeated) > 2 else candidates
    short = [b for b in likely if word_count(b.text) <= MAX_TITLE_WORDS]
    twice = [b for b in short if fold(b.text) in repeated]
    if twice:
        said = fold(twice[-1].text)
        for block in blocks:
            if (
                len(block.text) <= MAX_TITLE
                and fold(block.text) == said
                and _title_like(block.text)
            ):
                marks[block.index] = ("title", SURE, "title-twice")
        return
    if not candidates:
        return
    best = _only_heading(blocks, candidates) or _best_title(candidates, marks)
    marks[best.index] = ("title", *_title_weight(blocks, best, start, marks))


def _only_heading(blocks: Sequence[Block], candidates: Sequence[Block]) -> Block | None:
    """The one heading of the first level that a Markdown text has, if it may be the title."""
    first = [b for b in blocks if b.kind == "heading" and b.level == 1]
    return next((b for b in candidates if [b] == first), None)


def _title_weight(
    blocks: Sequence[Block], best: Block, start: int, marks: Marks
) -> tuple[float, str]:
    """Weight and rule for the line that is the title if any is."""
    words = word_count(best.text)
    followed = any(
        mark[0] in ("date", "byline") and mark[1] >= LIKELY and best.index < i <= best.index + 8
        for i, mark in marks.items()
    )
    if followed and words >= 3:
        return (SURE if words >= 5 else LIKELY), "title-before-header"
    if best.kind == "heading" and best.level == 1:
        return SURE, "title-marked"
    if not _prose_follows(blocks, best):
        return HINT, "short-first"
    if 7 <= words <= MAX_TITLE_WORDS and best.index <= (1 if best.index < start - 3 else 6):
        asked = best.text.endswith(("?", "؟", "？"))
        return (3.0 if asked else GUESS), "title-first"
    return (3.0 if words >= 5 and best.index <= 2 else HINT), "short-first"


def _prose_follows(blocks: Sequence[Block], title: Block) -> bool:
    """Whether a text goes on below a line: prose soon, not the rest of the line's own sentence."""
    after = blocks[title.index + 1 : title.index + 8]
    if not after or after[0].glued or begins_small(after[0].text):
        return False
    return any(is_prose(b.text) for b in after)


def _best_title(candidates: Sequence[Block], marks: Marks) -> Block:
    """The first candidate, unless it is short and a longer one stands nearer to the header."""
    first = candidates[0]
    short = next((b for b in candidates[1:4] if first.text.endswith(b.text)), None)
    if short:
        return short
    anchors = [i for i, mark in marks.items() if mark[0] in ("date", "byline")]
    if word_count(first.text) >= 5:
        return first
    if not anchors:
        return next((b for b in reversed(candidates) if word_count(b.text) >= 7), first)
    return max(candidates[:6], key=lambda b: min(word_count(b.text), 8))


def _numbered(blocks: Sequence[Block]) -> dict[int, int]:
    """The lines that count the items of the story ("1. ...") by index, where there are three."""
    found = entries.numbers(blocks)
    return found if {1, 2, 3} <= set(found.values()) else {}


def _repeated(blocks: Sequence[Block]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for block in blocks:
        if len(block.text) <= MAX_TITLE and word_count(block.text) >= 5:
            key = fold(block.text)
            (twice if key in seen else seen).add(key)
    return twice


def _title_like(text: str) -> bool:
    return (
        8 <= len(text) <= MAX_TITLE
        and word_count(text) >= 2
        and not _SENTENCE_END.search(text)
        and not like_caption(text)
        and not text.endswith((":", ";", ","))
        and "©" not in text
        and "http" not in text
        and not (_CLOCK.search(text) and headlines.holds_moment(text))
        and not _names_agency(text)
        and not heads.is_menu(text)
        and not _is_paragraph(text)
    )


def _is_paragraph(text: str) -> bool:
    """Whether a line has several sentences: few titles have two, and those are short."""
    ends = len(_INNER_END.findall(text))
    return ends >= MOST_ENDS and word_count(text) >= SENTENCE_WORDS * (ends + 1)


def _names_agency(text: str) -> bool:
    """Whether a line is a name and the news agency that its bearer works for."""
    byline = bylines.parse(text)
    return (
        byline is not None
        and bool(byline.names)
        and any(map(bylines.is_news_agency, byline.agencies))
    )
