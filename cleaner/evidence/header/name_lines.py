"""Lines of a text that are merely shaped like a name: bylines by what stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.evidence.header.marks import GUESS, HINT, LIKELY, Marks
from cleaner.grammar import bylines, credits
from cleaner.records import Block


def mark_names(blocks: Sequence[Block], zone: Sequence[Block], marks: Marks) -> None:
    """Lines that are merely shaped like a name, beside lines known to be of the header, or twice
    on the page."""
    short = Counter(b.text for b in blocks if len(b.text) <= 40)
    repeated = {text for text, number in short.items() if number == 2}
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS), -1)
    for block in zone:
        if block.index in marks or len(block.text) > 80:
            continue
        beside = [marks[i][0] for i in (block.index - 1, block.index + 1) if i in marks]
        byline = bylines.parse(block.text)
        if byline and credits.says_twice(block.text):
            marks[block.index] = ("caption", LIKELY, "credit-twice")
            continue
        if byline is None:
            alone = _alone(block.text)
            if "byline" in beside and bylines.tells_picture(block.text):
                marks[block.index] = ("caption", LIKELY, "pictures-beside-byline")
            elif "date" in beside and alone and block.index > 0:
                marks[block.index] = ("byline", GUESS, "name-beside-date")
            continue
        weight = HINT
        twice = block.text in repeated and block.index > title and bool(byline.names)
        listed = len(byline.names) > 1 and _is_credited(byline.names, zone)
        named = byline.confidence >= 0.6 or twice or listed
        below = blocks[block.index + 1 : block.index + 2]
        edited = "byline" in beside and _is_edited(below)
        desked = len(byline.names) > 1 and _is_of_desk(below)
        told = any(bylines.tells_picture(b.text) or bylines.lists_writings(b.text) for b in below)
        shown = edited or desked or told
        if {"date", "subtitle", "place"} & set(beside) or named or shown:
            weight = LIKELY
        elif byline.agencies and not byline.names and block.index == 0:
            weight = GUESS
        marks[block.index] = ("byline", weight, "name")


def _alone(text: str) -> bool:
    """Whether a line is nothing but a name or names, and no label of the page."""
    if bylines.is_label(text):
        return False
    return bool(bylines.name_alone(text) or bylines.names_alone(text) or bylines.filed(text))


def _is_credited(names: Sequence[str], lines: Sequence[Block]) -> bool:
    """Whether the credit of a picture in the header repeats one of these names: who wrote a story
    together with a photographer is named beside them."""
    pictures = [b.text for b in lines if credits.holds_credit(b.text)]
    return any(name in text for name in names for text in pictures)


def _is_edited(below: Sequence[Block]) -> bool:
    """Whether the line below names who edited a story: the one above wrote it."""
    byline = bylines.parse(below[0].text) if below else None
    return byline is not None and byline.editor


def _is_of_desk(below: Sequence[Block]) -> bool:
    """Whether the line below is the name of a desk: the people above it work there."""
    byline = bylines.parse(below[0].text) if below else None
    if byline is None or byline.names or bylines.is_section(below[0].text):
        return False
    return not any(map(bylines.is_news_agency, byline.agencies))


def mark_roles(lines: Sequence[Block], marks: Marks) -> None:
    """Lines below the first paragraph that name somebody with a profession of the press, or beside
    a date with a city."""
    for block in lines:
        if block.index not in marks and len(block.text) <= 100:
            byline = bylines.parse(block.text)
            beside = (marks.get(i, ("",))[0] for i in (block.index - 1, block.index + 1))
            if byline and byline.names and 0.5 < byline.confidence < 0.9:
                marks[block.index] = ("byline", LIKELY, "name-with-role")
            elif byline is None and "date" in beside and bylines.filed(block.text):
                marks[block.index] = ("byline", LIKELY, "name-with-city")
