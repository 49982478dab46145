"""Text as CommonMark that says the same: escaping, and links, emphasis and code put around it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urljoin

from cleaner.records import Mark

BREAK = "\\\n"
"""A line break within a paragraph."""

Range = tuple[int, int]

_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
"""Characters that may be marks anywhere; an underscore between letters never is one."""
_OPENS_BLOCK = re.compile(
    r"^[ \t]*(?:([0-9]{1,9})(?=[.)](?:\s|$))"
    r"|(?=#{1,6}(?:\s|$)|[-+](?:\s|$|\\\n)|--|[>|]|=+\s*$|:-))",
    re.MULTILINE,
)
"""What at the beginning of a line would make a heading, list, quote, rule or table."""
_CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(?=#+$)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_KEPT_SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
_PLAIN_ADDRESS = re.compile(r"https?://[\w/.,:;?=%#~+@!$'-]*")
_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f<>()\[\]\\`\"|\ud800-\udfff]")
_DROPPED = re.compile(r"[\t\n\r]")
_AROUND = "".join(map(chr, range(33)))
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(text: str) -> str:
    """The text with a backslash before every character that could be a mark within a line."""
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def as_lines(marked: str) -> str:
    """Inline Markdown as lines of a paragraph: none of them opens another kind of block."""
    return _OPENS_BLOCK.sub(r"\1\\", marked)


def as_heading(marked: str) -> str:
    """Inline Markdown as the text of a heading: hashes at its end are no closing ones."""
    return _CLOSING_HASHES.sub(r"\\", marked.replace(BREAK, " "))


def code(text: str) -> str:
    """A code span, its fence longer than any run of backticks in it."""
    fence = "`" * (_longest_run(text) + 1)
    padded = text[0] == "`" or text[-1] == "`" or (text[0] == " " == text[-1])
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def code_block(text: str) -> str:
    """Lines of code between fences longer than any in them."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


class Targets:
    """Addresses of a page's links as Markdown has them: whole, without characters that end them."""

    def __init__(self, base: str = "") -> None:
        self._base = base

    def __call__(self, href: str) -> str:
        """Empty for what is no address for people: scripts, data, other programs."""
        if _PLAIN_ADDRESS.fullmatch(href):
            return href
        return _target(self._base, href)


@lru_cache(4096)
def _target(base: str, href: str) -> str:
    address = _DROPPED.sub("", href).strip(_AROUND)
    if not address:
        return ""
    try:
        address = urljoin(base, address) if base else address
    except ValueError:
        return ""
    scheme = _SCHEME.match(address)
    if scheme and scheme.group().lower() not in _KEPT_SCHEMES:
        return ""
    return _ENTITY.sub(r"\\&", _NO_ADDRESS.sub(_encoded, address))


def _encoded(found: re.Match[str]) -> str:
    return quote(found.group(), safe="", errors="replace")


def inline(text: str, marks: Iterable[Mark]) -> str:
    """The text with its links, emphasis, code and line breaks; empty if there are none.

    Emphasis that Markdown cannot say (it begins or ends within a word at a punctuation mark) is
    narrowed to the words or left out; the text is always whole.
    """
    sheet = _Sheet(text, list(marks))
    if not (sheet.links or sheet.codes or sheet.breaks or sheet.strong or sheet.em):
        return ""
    return sheet.write()


def row(text: str, marks: Iterable[Mark]) -> str:
    """A row of a table, its cells by the marks ``td`` and ``th``."""
    marks = list(marks)
    spans = [(m.start, m.end) for m in marks if m.kind in ("td", "th")]
    if not spans:
        return ""
    inner = cut([m for m in marks if m.kind not in ("td", "th", "br")], spans)
    parts = [text[start:end] for start, end in spans]
    return f"| {' | '.join(map(_cell, parts, inner))} |"


def _cell(text: str, marks: Sequence[Mark]) -> str:
    """The text of a cell; bars in it are escaped."""
    return (inline(text, marks) or escape(text)).replace("|", r"\|")


def cut(marks: Iterable[Mark], spans: Sequence[Range]) -> list[list[Mark]]:
    """For each of several parts of a text, in order and apart, the marks as they are in it."""
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    found: list[list[Mark]] = [[] for _ in spans]
    for m in marks:
        for at in range(bisect_left(ends, m.start), bisect_right(starts, m.end)):
            start, end = max(m.start, starts[at]), min(m.end, ends[at])
            if start < end or m.start == m.end:
                mark = replace(m, start=start - starts[at], end=end - starts[at])
                found[at].append(mark)
    return found


@lru_cache(4096)
def _is_soft(char: str) -> bool:
    """Space or what every version of CommonMark calls punctuation."""
    return char.isspace() or unicodedata.category(char)[0] == "P" or char in "$+<=>^`|~"


@lru_cache(4096)
def _may_be_punctuation(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "PS"


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    opening: str
    closing: str
    rank: int
    """Among spans of equal range: the higher the further inside."""


class _Sheet:
    """One text and its marks, brought into an order in which Markdown can write them."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        marks = [mark for mark in map(self._narrowed, marks) if mark.start < mark.end]
        self.links = _apart(m for m in marks if m.kind == "a" and m.target)
        self._link_from = {m.start: m.end for m in self.links}
        self._link_to = {m.end: m.start for m in self.links}
        edges = self._link_from.keys() | self._link_to.keys()
        pieces = [self._trimmed(*piece) for piece in _split(_union(marks, "code"), edges)]
        self.codes = [(start, end) for start, end in pieces if start < end]
        self._code_from = {s for s, _ in self.codes}
        self._code_to = {e for _, e in self.codes}
        inside = [m.start for m in marks if m.kind == "br"]
        self.breaks = sorted({at for at in inside if not _covers(self.codes, at)})
        self._inner: set[Range] = set()
        """Emphasis of the same range as a link that stands inside of it."""
        self._strong_from: set[int] = set()
        self._strong_to: set[int] = set()
        self.strong = self._fitted(_union(marks, "strong"))
        self._strong_from = {s for s, _ in self.strong}
        self._strong_to = {e for _, e in self.strong}
        self.em = self._fitted(_split_crossing(_union(marks, "em"), self.strong))

    def _fitted(self, ranges: Iterable[Range]) -> list[Range]:
        """The emphasis that can be written, in order."""
        links = [(m.start, m.end) for m in self.links]
        waiting = [*_split_crossing(_split_crossing(ranges, links), self.codes)][::-1]
        done: list[Range] = []
        while waiting:
            start, end = waiting.pop()
            start, end = self._trimmed(start, end)
            if start >= end or _inside(self.codes, start, end):
                continue
            pieces = self._fit(start, end)
            if pieces == [(start, end)]:
                done.append((start, end))
            else:
                waiting += pieces[::-1]
        return done

    def _narrowed(self, mark: Mark) -> Mark:
        """A mark without the spaces at its ends; line breaks are such."""
        if mark.kind == "br":
            return mark
        start, end = self._trimmed(mark.start, mark.end)
        return replace(mark, start=start, end=end)

    def _trimmed(self, start: int, end: int) -> Range:
        while start < end and self.text[start] == " ":
            start += 1
        while start < end and self.text[end - 1] == " ":
            end -= 1
        return start, end

    def _fit(self, start: int, end: int) -> list[Range]:
        """The range itself if its marks can be read, else what to try in its place."""
        if (start, end) in self._inner:
            return [(start, end)]
        if not self._opens(start, end):
            stop = self._link_from.get(start, -1)
            return self._moved(start, end, stop, at_start=True)
        if not self._closes(start, end):
            stop = self._link_to.get(end, -1)
            return self._moved(start, end, stop, at_start=False)
        return [(start, end)]

    def _moved(self, start: int, end: int, link: int, *, at_start: bool) -> list[Range]:
        """A range whose one edge does not hold: cut so that this edge lies inside of the link that
        begins or ends there, or without the punctuation there."""
        if start < link <= end and at_start:
            self._inner.add((start, link))
            return [(start, link), (link, end)]
        if start <= link < end and not at_start:
            self._inner.add((link, end))
            return [(start, link), (link, end)]
        if at_start:
            held = start in self._code_from or start in self._strong_from
            return [] if held else [(start + 1, end)]
        held = end in self._code_to or end in self._strong_to
        return [] if held else [(start, end - 1)]

    def _opens(self, start: int, end: int) -> bool:
        """Whether marks before ``start`` are read as the opening ones."""
        inner = start in self._code_from or self._link_from.get(start, end + 1) <= end
        hard = not inner and not _may_be_punctuation(self.text[start])
        return hard or self._soft_before(start, end)

    def _closes(self, start: int, end: int) -> bool:
        inner = end in self._code_to or self._link_to.get(end, -1) >= start
        hard = not inner and not _may_be_punctuation(self.text[end - 1])
        return hard or self._soft_after(start, end)

    def _soft_before(self, start: int, end: int) -> bool:
        if not start or start in self._code_to or start in self._link_to:
            return True
        return _is_soft(self.text[start - 1]) or self._link_from.get(start, -1) > end

    def _soft_after(self, start: int, end: int) -> bool:
        if end == len(self.text) or end in self._code_from or end in self._link_from:
            return True
        return _is_soft(self.text[end]) or -1 < self._link_to.get(end, len(self.text)) < start

    def write(self) -> str:
        """The text as one string of Markdown."""
        out: list[str] = []
        open_: list[_Span] = []
        at = 0
        for span in sorted(self._spans(), key=lambda s: (s.start, -s.end, s.rank)):
            while open_ and open_[-1].end <= span.start:
                out += (self._plain(at, open_[-1].end), open_[-1].closing)
                at = open_.pop().end
            out += (self._plain(at, span.start), span.opening)
            at = span.start
            if span.opening == "[" and out[-2].endswith("!"):
                out[-2] = out[-2][:-1] + r"\!"
            if span.closing:
                open_.append(span)
            else:
                at = span.end
        while open_:
            out += (self._plain(at, open_[-1].end), open_[-1].closing)
            at = open_.pop().end
        out.append(self._plain(at, len(self.text)))
        return "".join(out)

    def _plain(self, start: int, end: int) -> str:
        """Escaped text with its line breaks."""
        parts: list[str] = []
        first = bisect_left(self.breaks, start)
        for at in self.breaks[first : bisect_left(self.breaks, end)]:
            parts += (escape(self.text[start:at]), BREAK)
            start = at + 1
        parts.append(escape(self.text[start:end]))
        return "".join(parts)

    def _spans(self) -> Iterator[_Span]:
        for m in self.links:
            yield _Span(m.start, m.end, "[", f"]({m.target})", 2)
        for s, e in self.codes:
            yield _Span(s, e, code(self.text[s:e]), "", 5)
        for s, e in self.strong:
            yield _Span(s, e, "**", "**", 3 if (s, e) in self._inner else 0)
        nested = _Nested(self.strong)
        for s, e in self.em:
            mark = "*"
            if nested(s, e):
                mark = "_" if self._is_word_edge(s, e) else ""
            elif self._touches_strong(s, e):
                mark = ""
            if mark:
                yield _Span(s, e, mark, mark, 4 if (s, e) in self._inner else 1)

    def _is_word_edge(self, start: int, end: int) -> bool:
        """Whether underscores are marks there; beside the strong emphasis that holds them they
        must not keep its own marks from being read."""
        if (start, end) in self._inner:
            return True
        return self._soft_before(start, end) and self._soft_after(start, end)

    def _touches_strong(self, start: int, end: int) -> bool:
        return start in self._strong_to or end in self._strong_from


class _Nested:
    """Whether an emphasis stands in one of the given ranges or holds one of them."""

    def __init__(self, ranges: list[Range]) -> None:
        self._ranges = ranges
        self._starts = [s for s, _ in ranges]

    def __call__(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, start)
        around = self._ranges[max(0, at - 1) : at + 1]
        return any(s < end and start < e for s, e in around)


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Links in order, without those that stand in another."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _union(marks: Iterable[Mark], kind: str) -> list[Range]:
    """The ranges that marks of a kind cover; those that touch are one."""
    found: list[Range] = []
    for start, end in sorted((m.start, m.end) for m in marks if m.kind == kind):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _split(ranges: Iterable[Range], edges: Iterable[int]) -> Iterator[Range]:
    """The ranges cut at every edge in them."""
    points = sorted(edges)
    for start, end in ranges:
        inside = points[bisect_left(points, start + 1) : bisect_left(points, end)]
        yield from zip([start, *inside], [*inside, end], strict=True)


def _split_crossing(ranges: Iterable[Range], others: Sequence[Range]) -> Iterator[Range]:
    """The ranges cut at the edges of others that they neither hold nor stand in."""
    starts = [s for s, _ in others]
    for start, end in ranges:
        first = max(0, bisect_left(starts, start) - 1)
        last = max(0, bisect_left(starts, end) - 1)
        points = [
            point
            for s, e in {*others[first : first + 1], *others[last : last + 1]}
            for point in (s, e)
            if start < point < end and s < end and start < e and (s < start or e > end)
        ]
        points.sort()
        yield from zip([start, *points], [*points, end], strict=True)


def _covers(ranges: Sequence[Range], at: int) -> bool:
    return _inside(ranges, at, at)


def _inside(ranges: Sequence[Range], start: int, end: int) -> bool:
    """Whether a range lies in one of the others and is not all of it."""
    found = bisect_left(ranges, start + 1, key=lambda r: r[0]) - 1
    if found < 0:
        return False
    s, e = ranges[found]
    return start < e and end <= e and (s, e) != (start, end)
