"""Folding of the text pieces of one block, with the links and emphasis that run through them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaner.blocks.quick import quick
from cleaner.grammar.commonmark import code, escape, inline, row
from cleaner.records import Link, Mark, MarkKind

BREAK = "\u2028"
"""The piece that a ``<br>`` adds: white space that no page has between its words."""
_EMPHASIS = {"em": "*", "strong": "**"}
_CELLS = ("td", "th")
_SOFT_SPACE = re.compile(r"[ \t\r\n]+")
"""White space that a page shows as one space."""

_link = quick(Link)
_mark = quick(Mark)


@dataclass(slots=True)
class Span:
    """A mark over the pieces ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int
    kind: MarkKind
    href: str = ""
    """Of a link, as the page has it."""
    target: str = ""
    """Of a link, as Markdown has it."""


Placed = tuple[int, int, Span]
"""A span and where it begins and ends in the folded text."""


def fold_spans(pieces: Sequence[str], spans: Sequence[Span]) -> tuple[str, list[Placed]]:
    """The folded text of the pieces, and each span that covers any of it in characters."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {0: 0}
    out: list[str] = []
    length, gap, before = 0, False, 0
    cuts = {span.start for span in spans} | {span.end for span in spans} | {len(pieces)}
    for cut in sorted(cuts):
        raw = "".join(pieces[before:cut])
        words = raw.split()
        if words:
            if length and (gap or raw[0].isspace()):
                out.append(" ")
                length += 1
            starts[before] = length
            folded = " ".join(words)
            out.append(folded)
            length += len(folded)
            gap = raw[-1].isspace()
        else:
            starts[before] = length
            gap = gap or bool(raw)
        ends[cut] = length
        before = cut
    text = "".join(out)
    return text, _placed(text, spans, starts, ends)


def _placed(
    text: str, spans: Sequence[Span], starts: dict[int, int], ends: dict[int, int]
) -> list[Placed]:
    found = []
    for span in spans:
        start, end = starts.get(span.start, len(text)), ends[span.end]
        if span.kind == "br":
            if start and text[start : start + 1] == " ":
                found.append((start, start + 1, span))
            continue
        start += text[start : start + 1] == " "
        if start < end:
            found.append((start, end, span))
        elif span.kind in _CELLS:
            found.append((end, end, span))
    return found


def links_of(placed: Iterable[Placed]) -> tuple[Link, ...]:
    """The links among placed spans, in reading order."""
    return tuple([_link(start, end, span.href) for start, end, span in placed if span.kind == "a"])


def marks_of(placed: Iterable[Placed]) -> tuple[Mark, ...]:
    """What Markdown is made of, among placed spans."""
    return tuple(
        [_mark(start, end, span.kind, span.href, span.target) for start, end, span in placed]
    )


def marked(text: str, span: Span) -> tuple[tuple[Link, ...], tuple[Mark, ...], str]:
    """Links, marks and Markdown of a text that stands in one span as a whole."""
    marks = (_mark(0, len(text), span.kind, span.href, span.target),)
    if span.kind == "a":
        target = f"[{escape(text)}]({span.target})" if span.target else ""
        return (_link(0, len(text), span.href),), marks, target
    if span.kind == "code":
        return (), marks, code(text)
    return (), marks, f"{_EMPHASIS[span.kind]}{escape(text)}{_EMPHASIS[span.kind]}"


def markdown_of(text: str, marks: Sequence[Mark]) -> str:
    """The text as Markdown; empty if nothing in it needs marks."""
    return _linked(text, marks) or row(text, marks) or inline(text, marks)


def _linked(text: str, marks: Sequence[Mark]) -> str:
    """The text as Markdown, if all its marks are links one behind the other; else empty.

    Most marks are: what ``inline`` has to find out about emphasis is spared for them.
    """
    out: list[str] = []
    at = 0
    for mark in marks:
        if mark.kind != "a" or mark.start < at:
            return ""
        if mark.target:
            before = escape(text[at : mark.start])
            out.append(before[:-1] + r"\!" if before.endswith("!") else before)
            out.append(f"[{escape(text[mark.start : mark.end])}]({mark.target})")
            at = mark.end
    if out:
        out.append(escape(text[at:]))
    return "".join(out)


def without_breaks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks for a block that is a single line in Markdown."""
    return tuple([mark for mark in marks if mark.kind != "br"])


def code_lines(pieces: Iterable[str]) -> str:
    """Lines of code that ``<br>`` parts; only hard spaces indent them."""
    lines = "".join(pieces).split(BREAK)
    folded = [_SOFT_SPACE.sub(" ", line).strip(" ") for line in lines]
    return "\n".join(line.replace("\xa0", " ").rstrip() for line in folded).strip("\n")
