"""Blocks that hold both article and chrome become several blocks, so that one label fits each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from cleaner.blocks.source import spans_of
from cleaner.evidence.phrases import Search
from cleaner.evidence.phrases.search import DIGEST_ITEMS, is_part
from cleaner.grammar.commonmark import cut, inline
from cleaner.grammar.letters import begins_small
from cleaner.grammar.notes import is_insert
from cleaner.records import Block, Link, Reading

_ENDED = re.compile(r"[.!?…。！？।॥؟۔።։။។]['\"”’»)\]]*\s*$")
_PLACEHOLDER = re.compile(r"(?:-\s){0,2}\{\{\s?[\w.$|:' ()-]{1,80}\s?\}\}")
"""Where a page's script would put a value in."""
_GOES_ON = re.compile(r"\s?[,.;:!?)]")
LONGEST_BUTTON = 30
"""Characters of a button behind a sentence."""
_ENDING = 20
"""Characters before and after a link that show whether it stands among sentences."""
TextSpan = tuple[int, int]
"""First and one past the last character, in a block's *text*."""


def split_glued_chrome(reading: Reading, search: Search) -> Reading:
    """Cut phrases that no sentence contains ("Story Continued Below") out of longer lines, and
    links among sentences that announce another story ("Read also: ...")."""
    digest = _digest(reading, search)
    cuts = {
        block.index: spans
        for block in reading.blocks
        if not is_insert(block.text)
        and (
            spans := [
                (m.start, m.end)
                for m in search.cuts(block.text)
                if m.start == 0 or block.text[m.start : m.end] not in digest
            ]
            + _teasers(block, search)
            + _fronts(reading, block, search)
        )
    }
    return split(reading, cuts)[0] if cuts else reading


def _digest(reading: Reading, search: Search) -> set[str]:
    """The buttons that stand behind many sentences of a page: it is a list of stories, each told in
    a sentence, and a sentence without its button looks like what other pages link to."""
    behind = Counter(
        block.text[tail.start : tail.end]
        for block in reading.blocks
        if (tail := search.tail(block.text)) and tail.end - tail.start <= LONGEST_BUTTON
    )
    return {text for text, count in behind.items() if count >= DIGEST_ITEMS}


def _fronts(reading: Reading, block: Block, search: Search) -> list[TextSpan]:
    """What stands before the sentence of a piece of a flattened line and is not the story's, and
    what no script has filled in; a sentence that goes on behind that is about templates."""
    if reading.page.kind != "text" or not is_part(reading, block.index):
        return []
    end = search.front(block.text)
    empty = _PLACEHOLDER.finditer(block.text) if "{{" in block.text else ()
    spans = [m.span() for m in empty if not _goes_on(block.text, m.end())]
    return [*([(0, end)] if end else []), *spans]


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence does not end at a place inside a text."""
    return begins_small(text[at : at + _ENDING].lstrip()) or bool(_GOES_ON.match(text, at))


def _teasers(block: Block, search: Search) -> list[TextSpan]:
    """The links behind a sentence of a block that a phrase for other stories opens."""
    return [
        (link.start, link.end)
        for link in block.links
        if _ENDED.search(block.text, max(0, link.start - _ENDING), link.start)
        and not begins_small(block.text[link.end : link.end + _ENDING].lstrip())
        and search.announces_story(block.text[link.start : link.end])
    ]


def split(
    reading: Reading, cuts: Mapping[int, Sequence[TextSpan]]
) -> tuple[Reading, list[tuple[int, TextSpan]]]:
    """The reading with blocks split at both ends of each span; ``cuts`` goes by block index.

    Beside it, for each new block, the index of the block it came from and its span therein.
    """
    pieces: list[Block] = []
    origins: list[tuple[int, TextSpan]] = []
    for block in reading.blocks:
        spans = cuts.get(block.index)
        whole = ((0, len(block.text)), block)
        for span, piece in _pieces(reading, block, spans) if spans else [whole]:
            origins.append((block.index, span))
            moved = piece.index != len(pieces)
            pieces.append(replace(piece, index=len(pieces)) if moved else piece)
    return replace(reading, blocks=tuple(pieces)), origins


def _pieces(
    reading: Reading, block: Block, cuts: Iterable[TextSpan]
) -> list[tuple[TextSpan, Block]]:
    points = sorted({0, len(block.text), *(point for cut in cuts for point in cut)})
    spans = [_trim(block.text, span) for span in pairwise(points)]
    spans = [(start, end) for start, end in spans if start < end]
    if len(spans) < 2:
        return [((0, len(block.text)), block)]
    where = spans_of(reading.page.source, block)
    return [
        (
            (start, end),
            replace(
                piece,
                start=where[start][0] if where and start else block.start,
                end=where[end - 1][1] if where and end < len(block.text) else block.end,
                glued=block.glued or start > spans[0][0],
            ),
        )
        for (start, end), piece in zip(spans, _parts(block, spans), strict=True)
    ]


def part(block: Block, start: int, end: int) -> Block:
    """A block with the text from ``start`` to ``end``; its links and Markdown come back by
    ``dressed``, since no piece of evidence has learned from pieces that have any."""
    return _parts(block, [(start, end)])[0]


def _parts(block: Block, spans: Sequence[TextSpan]) -> list[Block]:
    """Parts of a block, in order and apart."""
    structure = block.structure
    bare = replace(block, links=(), markdown="")
    if structure is None or not structure.marks:
        return [replace(bare, text=block.text[start:end]) for start, end in spans]
    return [
        replace(bare, text=block.text[start:end], structure=replace(structure, marks=tuple(marks)))
        for (start, end), marks in zip(spans, cut(structure.marks, spans), strict=True)
    ]


def dressed(block: Block) -> Block:
    """A block with its links and Markdown, also where it is part of what was one block."""
    marks = block.structure.marks if block.structure else ()
    if not marks or block.markdown:
        return block
    markdown = "" if block.kind == "table-row" else inline(block.text, marks)
    links = [Link(m.start, m.end, m.href) for m in marks if m.kind == "a"]
    return replace(block, links=tuple(links), markdown=markdown)


def _trim(text: str, span: TextSpan) -> TextSpan:
    piece = text[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())
