"""Folding of the text pieces of one block, with the links and emphasis that run through them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.records import Link

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_OPENING = {"a": "[", "em": "*", "strong": "**", "code": "`"}


@dataclass(slots=True)
class Span:
    """A link or an emphasis over the pieces ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int
    kind: str
    """``a``, ``em``, ``strong`` or ``code``."""
    href: str = ""


def fold_spans(
    pieces: Sequence[str], spans: Sequence[Span]
) -> tuple[str, list[tuple[int, int, Span]]]:
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
) -> list[tuple[int, int, Span]]:
    found = []
    for span in spans:
        start, end = starts.get(span.start, len(text)), ends[span.end]
        start += text[start : start + 1] == " "
        if start < end:
            found.append((start, end, span))
    return found


def links_of(placed: Sequence[tuple[int, int, Span]]) -> tuple[Link, ...]:
    """The links among placed spans, in reading order."""
    return tuple(Link(start, end, span.href) for start, end, span in placed if span.kind == "a")


def marked(text: str, span: Span) -> tuple[tuple[Link, ...], str]:
    """Links and Markdown of a text that stands in one span as a whole."""
    if span.kind != "a":
        return (), f"{_OPENING[span.kind]}{_escape(text)}{_OPENING[span.kind]}"
    href = span.href
    return (Link(0, len(text), href),), f"[{_escape(text)}]({href})" if href else ""


def markdown_of(text: str, placed: Sequence[tuple[int, int, Span]]) -> str:
    """The text as Markdown; empty if nothing in it needs marks."""
    marks: list[tuple[int, int, int, str]] = []
    for start, end, span in placed:
        if span.kind == "a" and not span.href:
            continue
        closing = f"]({span.href})" if span.kind == "a" else _OPENING[span.kind]
        marks.append((start, 1, -end, _OPENING[span.kind]))
        marks.append((end, 0, -start, closing))
    if not marks:
        return ""
    out, at = [], 0
    for position, _, _, mark in sorted(marks):
        out += [_escape(text[at:position]), mark]
        at = position
    out.append(_escape(text[at:]))
    return "".join(out)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text
