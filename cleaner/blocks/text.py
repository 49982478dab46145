"""Plain text to blocks: every line with text is a block with its exact span.

Where paragraphs are broken into lines of one width, a paragraph is a block.
A line that holds what were many paragraphs (a page flattened to one line) is split into
sentences, so that chrome between sentences can be told from the article. The pieces are
marked ``glued``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cleaner.blocks.quick import quick
from cleaner.blocks.wrapped import unwrapped
from cleaner.grammar.entries import BELOW, FEWEST, are_told, is_clock_line
from cleaner.grammar.letters import fold
from cleaner.records import Block, BlockKind, Page, Reading

LOST_LINE = 500
"""Characters from which a line of a page with hardly any line breaks counts as flattened."""
VERY_LONG_LINE = 2500
"""Characters from which any line counts as flattened."""
FEW_LINES = 4

_made = quick(Block)
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BULLET = re.compile(r"[•·▪▫◦‣●○■□➤►▶✓✔*-]\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r">\s+(?=\S)")
_WIDE_GAP = re.compile(r"[^\S\n]{2,}|\t")
_SENTENCE_END = re.compile(
    r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|[؟।॥]+[\"”»)]*(?=\s|$))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'])(?:[^\W\d_]|[A-Z][a-z]{0,2}|[Pp]rof|[Gg]en|[Ss]gt|[Cc]apt|[Cc]ol|[Ll]t|[Mm]rs|[Gg]ov|[Ss]en"
    r"|[Rr]ep|[Ss]t|[Nn]o|[Nn]r|[Vv]s|[Ii]nc|[Cc]orp|[Cc]o|[Ll]td|[Jj]r|[Ss]r|[Aa]pprox|[Dd]ept|[Ee]st|ca|bzw|usw|etc"
    r"|z\.B|d\.h|u\.a|[A-Z]\.[A-Z]|[a-z]\.[a-z])\.$"
)


def read(page: Page) -> Reading:
    """The lines of a plain-text page as blocks; white space between them belongs to none."""
    found = [m.span() for m in _LINE.finditer(page.source) if not m.group().isspace()]
    lines = unwrapped(page.source, [trim(page.source, *line) for line in found])
    flattened = LOST_LINE if len(lines) <= FEW_LINES else VERY_LONG_LINE
    blocks: list[Block] = []
    for start, end in lines:
        for piece in (
            _pieces(page.source, start, end) if end - start > flattened else [(start, end)]
        ):
            blocks.append(_block(page.source, len(blocks), piece, glued=piece[0] != start))
    return Reading(page, with_entry_times(tuple(blocks)))


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
    for gap in [*_WIDE_GAP.finditer(source, start, end), None]:
        stop = gap.start() if gap else end
        yield from sentences(source, begin, stop)
        begin = gap.end() if gap else end


def _block(source: str, index: int, span: tuple[int, int], *, glued: bool) -> Block:
    start, end = span
    kind, level, skip = _shape(source, start, end) if not glued else ("line", 0, 0)
    text = fold(source[start + skip : end])
    return _made(index, text, start, end, kind, level, glued)


def _shape(source: str, start: int, end: int) -> tuple[BlockKind, int, int]:
    """Kind, level and the number of characters that only mark the kind."""
    if source[start].isalnum():
        return "line", 0, 0
    if bullet := _BULLET.match(source, start, end):
        return "list-item", 1, bullet.end() - start
    if hashes := _HASHES.match(source, start, end):
        return "heading", len(hashes.group(1)), hashes.end() - start
    if quote := _QUOTE.match(source, start, end):
        return "quote", 0, quote.end() - start
    return "line", 0, 0
