"""Plain text to blocks: every line with text is a block with its exact span.

Where paragraphs are broken into lines of one width, a paragraph is a block.
A line that holds what were many paragraphs (a page flattened to one line) is split into
sentences and the lines of its header, so that chrome between them can be told from the article.
The pieces are marked ``glued``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaner.blocks.quick import quick
from cleaner.blocks.wrapped import unwrapped
from cleaner.grammar import heads, joints
from cleaner.grammar.entries import BELOW, FEWEST, are_told, is_clock_line
from cleaner.grammar.letters import HAN, fold
from cleaner.grammar.notes import is_insert
from cleaner.records import Block, BlockKind, Page, Reading

LOST_LINE = 500
"""Size from which a line shows that a page with hardly any line breaks was flattened ..."""
PART = 150
"""... and from which its other lines are taken for several paragraphs, too."""
EAST = 1.5
"""How much more than another one a character counts of scripts that write words with one or two."""
VERY_LONG_LINE = 2500
"""Characters from which any line counts as flattened."""
FEW_LINES = 5

_made = quick(Block)
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MARKS = re.compile(r"(?:([•·▪▫◦‣●○■□➤►▶✓✔*>-]|#{1,6})\s+)+(?=\S)")
_MARKDOWN = re.compile(
    r"^[^\S\n]*(?:#{2,6}\s+\S|#\s+[^\W\d]|```)|\]\((?:https?:/|/|#)|\*\*\w[^*\n]*\*\*", re.MULTILINE
)
"""Headings, fences, links and bold print: a text that has one of them is written in Markdown."""
_DASHED = re.compile(r"-\s")
_AMOUNT = re.compile(r"[>#-]\s+[\d$€£¥₹]")
_SPEECH = re.compile(r"-\s+\S.*?\s[-–—]\s+(\w)")
"""A dash, what is said, another dash and who says it: that begins small."""
_SAID = re.compile(r"[.!?…。！？؟।॥][\"'”’»)\]]*$")
_LETTER = re.compile(f"[{HAN}]")
_EAST = rf"{HAN}\u3000-\u303f\uff00-\uff65‘’“”"
_EAST_GAP = rf"(?:(?<=[{_EAST}]{{2}})|(?<=[摄攝]))(?<![记記]者)[^\S\n](?=[{_EAST}]{{2}})"
_WIDE_GAP = re.compile(rf"[^\S\n]{{2,}}|\t|{_EAST_GAP}")
"""Where elements met: also at any space between words of scripts that have none, but in names."""
_SENTENCE_END = re.compile(
    r"(?:(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*"
    r"|(?<![؟।॥۔።։။។])[؟।॥۔።։။។]+[\"”»)]*(?=\s|$))"
)
"""A run of stops is looked at from its first one only: one of thousands must not take minutes."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'])(?:[^\W\d_]|[A-Z][a-z]{0,2}|[Pp]rof|[Gg]en|[Ss]gt|[Cc]apt|[Cc]ol|[Ll]t|[Mm]rs|[Gg]ov|[Ss]en"
    r"|[Rr]ep|[Ss]t|[Nn]o|[Nn]r|[Vv]s|[Ii]nc|[Cc]orp|[Cc]o|[Ll]td|[Jj]r|[Ss]r|[Aa]pprox|[Dd]ept|[Ee]st|ca|bzw|usw|etc"
    r"|z\.B|d\.h|u\.a|[A-Z]\.[A-Z]|[a-z]\.[a-z])\.$"
)


def read(page: Page) -> Reading:
    """The lines of a plain-text page as blocks; white space between them belongs to none."""
    found = [m.span() for m in _LINE.finditer(page.source) if not m.group().isspace()]
    lines = unwrapped(page.source, [trim(page.source, *line) for line in found])
    flattened = _flattened(page.source, lines)
    usage = _usage(page.source, lines)
    blocks: list[Block] = []
    for line in lines:
        start = line[0]
        for piece in _pieces(page.source, *line) if line in flattened else [line]:
            blocks.append(_block(page.source, len(blocks), piece, usage, glued=piece[0] != start))
    return Reading(page, with_entry_times(tuple(blocks)))


def _flattened(source: str, lines: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The lines that hold what were many paragraphs."""
    if len(lines) > FEW_LINES:
        return {line for line in lines if line[1] - line[0] > VERY_LONG_LINE}
    sizes = {line: _size(source, *line) for line in lines}
    parts = [line for line in lines if sizes[line] > PART and not is_insert(source[slice(*line)])]
    headed = any(_header(source, *line) for line in parts if line in lines[:2])
    lost = headed or any(size > LOST_LINE for size in sizes.values())
    lost = lost or any(joints.runs(source[start:end]) for start, end in parts)
    return set(parts) if lost else set()


def _size(source: str, start: int, end: int) -> float:
    east = 0 if source.isascii() else len(_LETTER.findall(source, start, end))
    return end - start + EAST * east


def with_entry_times(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a live blog, whose lines with nothing but a time part its prose, each with
    the time above it."""
    starts = [block.index for block in blocks if not block.glued and is_clock_line(block.text)]
    if len(starts) < FEWEST or not are_told(blocks, starts, BELOW):
        return blocks
    timed = list(blocks)
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        for block in blocks[start:stop]:
            timed[block.index] = replace(block, entry_time=blocks[start].text)
    return tuple(timed)


def trim(source: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def sentences(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of ``source[start:end]``, trimmed, in order."""
    begin = start
    for m in _SENTENCE_END.finditer(source, start, end):
        if m.group()[0] == "." and _ABBREVIATION.search(
            source, max(begin, m.start() - 8), m.start() + 1
        ):
            continue
        span = trim(source, begin, m.end())
        if span[0] < span[1]:
            yield span
        begin = m.end()
    span = trim(source, begin, end)
    if span[0] < span[1]:
        yield span


def _pieces(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a flattened line; wide gaps, too, are where elements met."""
    begin = start
    header = _header(source, start, end)
    below = header[-1][1] if header else start
    menus = [(below + a, below + b) for a, b in joints.runs(source[below:end])]
    for first, last in [*header, *menus, (end, end)]:
        yield from _sentences(source, begin, first)
        if last > first:
            yield trim(source, first, last)
        begin = last


def _header(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the header that a flattened line begins with."""
    found = heads.header(source[start : min(end, start + 2 * heads.REACH)])
    return [(start + first, start + last) for first, last in found]


def _sentences(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences between wide gaps."""
    begin = start
    for gap in [*_WIDE_GAP.finditer(source, start, end), None]:
        stop = gap.start() if gap else end
        yield from sentences(source, begin, stop)
        begin = gap.end() if gap else end


class _Usage(NamedTuple):
    """What the marks ``#``, ``>`` and ``-`` at the begin of lines are used for on a page."""

    markdown: bool
    speech: bool
    """Whether dashes open what people say, not only lists."""
    dashes: int
    """How many lines begin with one."""


def _usage(source: str, lines: Sequence[tuple[int, int]]) -> _Usage:
    spans = [trim(source, *line) for line in lines]
    dashed = [(start, end) for start, end in spans if _DASHED.match(source, start, end)]
    speech = any(_is_speech(source, start, end) for start, end in dashed)
    return _Usage(bool(_MARKDOWN.search(source)), speech, len(dashed))


def _is_speech(source: str, start: int, end: int) -> bool:
    found = _SPEECH.match(source, start, end)
    return found is not None and found[1].islower()


def _block(source: str, index: int, span: tuple[int, int], usage: _Usage, *, glued: bool) -> Block:
    start, end = span
    kind, level, skip = _shape(source, start, end, usage) if not glued else ("line", 0, 0)
    text = fold(source[start + skip : end])
    return _made(index, text, start, end, kind, level, glued)


def _shape(source: str, start: int, end: int, usage: _Usage) -> tuple[BlockKind, int, int]:
    """Kind, level and the number of characters that only mark the kind."""
    found = None if source[start].isalnum() else _MARKS.match(source, start, end)
    if found is None or not (usage.markdown or _is_mark(source, start, end, usage)):
        return "line", 0, 0
    skip = found.end() - start
    match source[start]:
        case "#":
            return "heading", len(found[0].split(None, 1)[0]), skip
        case ">":
            return "quote", 0, skip
        case _:
            return "list-item", 1, skip


def _is_mark(source: str, start: int, end: int, usage: _Usage) -> bool:
    """Whether the first character of a line stands for its kind and is none of its text: a number
    sign, "more than", a minus or the dash of someone who speaks."""
    amount = _AMOUNT.match(source, start, end)
    if source[start] != "-":
        return not amount
    if usage.speech and (_SAID.search(source, start, end) or _is_speech(source, start, end)):
        return False
    return not amount or usage.dashes > 1
