"""The header of HTML pages: what the head of the page calls its title, and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.evidence.header.lines import AFTER_TITLE, MAX_SUBTITLE, MAX_TITLE, fold
from cleaner.evidence.header.marks import LIKELY, Mark, Marks
from cleaner.evidence.header.prose import is_prose, word_count
from cleaner.grammar import bylines, credits, headlines
from cleaner.records import Block, Reading

MOST_SUBTITLES = 2
"""More blocks than this under a name for standfirsts are a body in a box of that name."""
LONGEST_LABEL = 30
"""Characters before the colon of a line that names the story as a source."""
_SUBTITLE_NAME = re.compile(
    r"sub-?_?(?:title|head(?:line)?|heading)|standfirst|\bdek\b|deck\b|summary|sottotitolo|"
    r"subtitulo|bajada|chapo|sous-titre|vorspann|ingress|excerpt|abstract|teaser-text",
)
_BYLINE_NAME = re.compile(r"byline|author|autor|auteur|writer|firma|signature|journalist")


def html_marks(reading: Reading) -> Marks:
    """The marks on the header of an HTML page."""
    names = _title_strings(reading)
    marks: Marks = {}
    title = _mark_title(reading.blocks, names, marks)
    if title is None:
        return marks
    for block in reading.blocks[max(0, title - 4) : title + 2 * AFTER_TITLE]:
        if block.index not in marks:
            mark = _header_line(block)
            if mark:
                marks[block.index] = mark
    _mark_names(reading.blocks, title, marks)
    for block in reading.blocks[title + 1 :]:
        if _names_title(block, names):
            marks[block.index] = ("chrome", 6.0, "title-as-source")
    subtitles = [i for i, mark in marks.items() if mark[0] == "subtitle"]
    if len(subtitles) > MOST_SUBTITLES:
        for index in subtitles:
            del marks[index]
    return marks


def _title_strings(reading: Reading) -> set[str]:
    """What the head of a page calls its title, folded; with and without the site's tail."""
    wanted = {
        "og:title",
        "twitter:title",
        "headline",
        "dc.title",
        "parsely-title",
        "sailthru.title",
    }
    strings = [content for name, content in reading.head.metas if name in wanted]
    strings += [text for prop, text in reading.head.microdata if prop == "headline"]
    strings.append(reading.head.title)
    strings += [s for string in strings for s in re.split(r"\s+[|–—-]\s+", string)[:1]]
    return {key for s in strings if len(key := fold(s)) >= 8}


def _mark_title(blocks: Sequence[Block], names: set[str], marks: Marks) -> int | None:
    """Marks the title and its repetitions; the index of the one that heads the article."""
    head: int | None = None
    first_h1: int | None = None
    lengths = {n for name in names for n in range(len(name), len(name) + 4)}
    for block in blocks:
        if len(block.text) > 300 or not (len(block.text) in lengths or block.kind == "heading"):
            continue
        is_h1 = block.kind == "heading" and block.level == 1
        if fold(block.text) in names:
            if is_h1 or head is None:
                marks[block.index] = ("title", 9.0 if is_h1 else 6.0, "title-as-in-head")
            head = block.index if is_h1 or head is None else head
        elif is_h1 and first_h1 is None:
            first_h1 = block.index
    if head is None and first_h1 is not None:
        marks[first_h1] = ("title", 3.0, "first-h1")
        return first_h1
    return head


def _header_line(block: Block) -> Mark | None:
    text = block.text
    if len(text) > MAX_SUBTITLE:
        return None
    weight = headlines.date_weight(text)
    if weight:
        return ("date", min(weight, LIKELY), "date")
    byline = _byline(text, _names(block, 8))
    if byline:
        return byline
    if _SUBTITLE_NAME.search(_names(block, 2)) and word_count(text) >= 4:
        return ("subtitle", 2.0, "subtitle-by-name")
    return None


def _names_title(block: Block, titles: set[str]) -> bool:
    """Whether a line below the title gives it again as that of the story ("Source: <title>")."""
    label, colon, text = block.text.partition(":")
    if not colon or len(label) > LONGEST_LABEL or block.kind == "heading":
        return False
    if not credits.opens_source(label):
        return False
    return len(text) <= MAX_TITLE and word_count(text) >= 3 and fold(text) in titles


def _names(block: Block, number: int) -> str:
    """The nearest class names and ids of a block, as one string."""
    return " ".join(block.structure.names[:number]) if block.structure else ""


def _byline(text: str, names: str) -> Mark | None:
    named = _BYLINE_NAME.search(names) is not None
    if len(text) > headlines.MAX_LINE or not (named or bylines.may_open(text)):
        return None
    byline = None if headlines.is_contributor_line(text) else bylines.parse(text)
    if byline and (byline.opener or named):
        return ("byline", LIKELY, "byline" if byline.opener else "byline-by-name")
    return None


def _mark_names(blocks: Sequence[Block], title: int, marks: Marks) -> None:
    """Name-shaped lines directly below the title or beside the date; people named above the story
    beside its date are sure to be its authors."""
    start = next((b.index for b in blocks[title + 1 :] if is_prose(b.text)), title)
    for block in blocks[title + 1 : title + AFTER_TITLE]:
        if block.index in marks or len(block.text) > 100 or block.kind == "heading":
            continue
        dated = any(marks.get(i, ("",))[0] == "date" for i in (block.index - 1, block.index + 1))
        byline = bylines.parse(block.text) if dated or block.index == title + 1 else None
        if byline:
            sure = dated and byline.names and not block.links and block.index < start
            marks[block.index] = ("byline", 6.0 if sure else 2.0, "name-in-header")
