"""One walk over an HTML tree that turns it into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from turbohtml import Document, Element, Node, Text

from cleaner.blocks.html_head import time_mark
from cleaner.blocks.html_inline import Span, fold, fold_spans, links_of, markdown_of
from cleaner.records import Block, BlockKind, Head, Link, Structure, TimeMark

_INLINE, _BLOCK, _BREAK, _RULE, _MARK, _TIME, _ROW, _CELL, _PRE = range(9)

_ROLES: dict[str, int] = {
    **dict.fromkeys(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "html",
            "legend",
            "li",
            "listing",
            "main",
            "menu",
            "nav",
            "ol",
            "optgroup",
            "p",
            "plaintext",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "ul",
        ],
        _BLOCK,
    ),
    **dict.fromkeys(["a", "b", "code", "em", "i", "strong"], _MARK),
    "br": _BREAK,
    "hr": _RULE,
    "time": _TIME,
    "tr": _ROW,
    "td": _CELL,
    "th": _CELL,
    "pre": _PRE,
    "xmp": _PRE,
}
_MARKS = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "code": "code"}
_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote",
    "caption": "caption",
    "dd": "list-item",
    "dt": "list-item",
    "figcaption": "caption",
    "li": "list-item",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_LAYOUT = "table,ul,ol,dl,h1,h2,h3,h4,h5,h6,article,section,blockquote,pre,form,p + p,br + br"
_KIND_REACH = 3
"""How many enclosing block elements may give a block its kind."""
_MOST_NAMES = 24
_MOST_NAMES_HERE = 8
_LONGEST_NAME = 40
_DEEPEST_PATH = 48
_WINDOW = 20_000
"""Characters of source in which a block's text is looked for behind its start tag."""


@dataclass(slots=True)
class _Place:
    """What is known of one open element, made when a block first needs it."""

    path: str
    names: tuple[str, ...]
    number: int


class Walk:
    """The state of one walk: the open elements, the block under way, and what is done."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.times: list[TimeMark] = []
        self._lines: list[int] | None = None
        self._iterators: list[Iterator[Node]] = []
        self._open: list[Element | Document] = []
        self._roles: list[tuple[int, int]] = []
        self._places: dict[int, _Place] = {}
        self._owners: list[int] = []
        self._numbers = 0
        self._lists = 0
        self._row = 0
        self._pre = 0
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._running: list[Span] = []
        self._wraps: list[tuple[int, Element | Document]] = []
        self._after_break = -1
        self._first: Element | Document | None = None
        self._last: Element | Document | None = None
        self._last_piece = ""

    def run(self, document: Document) -> None:
        """Walk the whole document."""
        self._push(document, _BLOCK)
        iterators, pieces = self._iterators, self._pieces
        while iterators:
            for node in iterators[-1]:
                kind = type(node)
                if kind is Text:
                    data: str = node.data  # type: ignore[attr-defined]
                    if pieces:
                        pieces.append(data)
                    elif data.isspace():
                        continue
                    else:
                        pieces.append(data)
                        self._first = self._open[-1]
                    if not data.isspace():
                        self._last = self._open[-1]
                        self._last_piece = data
                elif kind is Element and self._enter(node):  # type: ignore[arg-type]
                    break
            else:
                self._leave()

    def completed(self, head: Head) -> Head:
        """The head with the times that the walk met."""
        return replace(head, times=tuple(self.times))

    def _push(self, node: Element | Document, role: int) -> None:
        if role in _OWNING:
            self._owners.append(len(self._open))
        self._open.append(node)
        self._iterators.append(iter(node))
        self._roles.append((role, len(self._pieces)))

    def _enter(self, node: Element) -> bool:
        """Open an element; False if there is nothing to walk in it."""
        tag = node.tag
        role = _ROLES.get(tag, _INLINE)
        if role in _EMPTY:
            self._line_break() if role == _BREAK else self._flush()
            return False
        if role == _INLINE:
            if not len(node):
                return False
        elif role == _MARK:
            if not len(node):
                return False
            self._mark(tag, node)
        elif role == _TIME:
            self.times.append(time_mark(node, len(self.blocks)))
        else:
            self._enter_block(tag, role, node)
        self._push(node, role)
        return True

    def _enter_block(self, tag: str, role: int, node: Element) -> None:
        self._flush()
        if tag in _LISTS:
            self._lists += 1
        if role == _ROW and not self._row and _is_data(node):
            self._row = len(self._open)
        elif role == _PRE and not self._pre:
            self._pre = len(self._open)
        elif role == _CELL and self._row and self._pieces:
            self._pieces.append("| ")

    def _mark(self, tag: str, node: Element) -> None:
        href = (node.attr("href") or "").strip() if tag == "a" else ""
        span = Span(len(self._pieces), -1, _MARKS[tag], href)
        self._spans.append(span)
        self._running.append(span)

    def _leave(self) -> None:
        role, begin = self._roles.pop()
        if role in _OWNING:
            self._leave_block(len(self._open) - 1)
            self._places.pop(self._owners.pop(), None)
        else:
            if role == _MARK:
                self._running.pop().end = len(self._pieces)
            if not begin and self._pieces:
                self._wraps.append((len(self._pieces), self._open[-1]))
            self._places.pop(len(self._open) - 1, None)
        self._iterators.pop()
        self._open.pop()

    def _leave_block(self, height: int) -> None:
        if height == self._row:
            self._row = 0
            self._emit("table-row")
        elif height == self._pre:
            self._pre = 0
            self._emit("preformatted")
        else:
            self._flush()
        node = self._open[-1]
        if isinstance(node, Element) and node.tag in _LISTS:
            self._lists -= 1

    def _line_break(self) -> None:
        if not self._pieces:
            return
        if self._pre or self._row:
            self._pieces.append("\n")
            return
        if self._after_break >= 0 and not "".join(self._pieces[self._after_break :]).strip():
            self._flush()
            return
        self._pieces.append("\n")
        self._after_break = len(self._pieces)

    def _flush(self) -> None:
        """End the block under way, unless it is a table row or preformatted text."""
        if not self._pieces:
            return
        if self._row:
            self._pieces.append(" ")
        elif self._pre:
            self._pieces.append("\n")
        else:
            self._emit("paragraph")

    def _emit(self, kind: BlockKind) -> None:
        pieces = self._pieces
        if not pieces:
            return
        for span in self._running:
            span.end = len(pieces)
        text, links, markdown = self._inline(kind)
        owner = self._owners[-1]
        level = 0
        if kind == "paragraph":
            kind, level = self._kind()
        start, end, line = self._span(owner)
        place = self._place(owner)
        structure = Structure(
            self._tag(owner),
            place.path,
            line,
            self._names(place),
            sum(link.end - link.start for link in links),
            self._place(self._owners[-2]).number if len(self._owners) > 1 else place.number,
            owner,
        )
        self.blocks.append(
            Block(
                len(self.blocks), text, start, end, kind, level, False, links, structure, markdown
            )
        )
        self._reset()

    def _reset(self) -> None:
        self._pieces.clear()
        self._wraps.clear()
        self._spans.clear()
        self._after_break = -1
        self._running = [Span(0, -1, span.kind, span.href) for span in self._running]
        self._spans.extend(self._running)

    def _inline(self, kind: BlockKind) -> tuple[str, tuple[Link, ...], str]:
        """Text, links and Markdown of the block under way."""
        pieces, spans = self._pieces, self._spans
        if kind == "preformatted":
            return "".join(pieces).strip("\n").rstrip(), (), ""
        if not spans:
            return fold("".join(pieces)), (), ""
        if len(spans) == 1 and not spans[0].start and self._is_rest_blank(spans[0].end):
            text = fold("".join(pieces))
            placed = [(0, len(text), spans[0])]
        else:
            text, placed = fold_spans(pieces, spans)
        return text, links_of(placed), markdown_of(text, placed)

    def _is_rest_blank(self, end: int) -> bool:
        """Whether the block under way has no text from this piece on."""
        pieces = self._pieces
        return end == len(pieces) or not "".join(pieces[end:]).strip()

    def _kind(self) -> tuple[BlockKind, int]:
        for height in reversed(self._owners[-_KIND_REACH:]):
            tag = self._tag(height)
            kind = _KINDS.get(tag)
            if kind == "heading":
                return kind, int(tag[1])
            if kind == "list-item":
                return kind, max(1, self._lists)
            if kind is not None:
                return kind, 0
        return "paragraph", 0

    def _tag(self, height: int) -> str:
        node = self._open[height]
        return node.tag if isinstance(node, Element) else ""

    def _names(self, place: _Place) -> tuple[str, ...]:
        """Names of the inline elements around the whole block, then those of its elements."""
        names: tuple[str, ...] = ()
        for end, node in self._wraps[:4]:
            if isinstance(node, Element) and self._is_rest_blank(end):
                names += _tokens(node.attr("class"), node.attr("id"))
        return (names + place.names)[:_MOST_NAMES] if names else place.names

    def _place(self, height: int) -> _Place:
        """The place of an open element, and on the way those of its ancestors."""
        place = self._places.get(height)
        if place is not None:
            return place
        known = height - 1
        while known >= 0 and known not in self._places:
            known -= 1
        place = self._places.get(known) or _Place("", (), 0)
        for h in range(known + 1, height + 1):
            place = self._places[h] = self._new_place(h, place)
        return place

    def _new_place(self, height: int, parent: _Place) -> _Place:
        self._numbers += 1
        node = self._open[height]
        if not isinstance(node, Element):
            return _Place("", (), self._numbers)
        classes, name, step, names = node.attr("class"), node.attr("id"), node.tag, parent.names
        if classes or name:
            names = (_tokens(classes, name) + names)[:_MOST_NAMES]
            step = ".".join([step, *(classes or "").split()[:_MOST_NAMES_HERE]])
            step += f"#{name.strip()}" if name else ""
        path = parent.path
        if height <= _DEEPEST_PATH:
            path = f"{path}/{step}" if path else step
        return _Place(path, names, self._numbers)

    def _span(self, owner: int) -> tuple[int, int, int]:
        """Start and end of the block in the source, and the line of its element."""
        piece = self._pieces[0].split(None, 1)[0]
        first, line = self._offset(self._first or self._open[owner])
        start = self.source.find(piece, first, first + _WINDOW)
        if start < 0:
            start = first
        last = start
        if self._last is not self._first:
            last = max(start, self._offset(self._last or self._open[owner])[0])
        tail = self._last_piece.strip()
        end = self.source.find(tail, last, last + len(tail) + _WINDOW)
        if end >= 0:
            return start, end + len(tail), line
        end = self.source.find("<", last + 1, last + _WINDOW)
        return start, max(start, end), line

    def _offset(self, node: Element | Document) -> tuple[int, int]:
        position = node.position
        if position is None:
            return 0, 0
        if self._lines is None:
            self._lines = _line_starts(self.source)
        line, column = position
        return self._lines[min(line, len(self._lines)) - 1] + column, line


_EMPTY = frozenset({_BREAK, _RULE})
_OWNING = frozenset({_BLOCK, _ROW, _CELL, _PRE})


def _line_starts(source: str) -> list[int]:
    if "\r" in source:
        source = source.replace("\r\n", " \n").replace("\r", "\n")
    return [0, *accumulate(len(line) + 1 for line in source.split("\n"))]


def _is_data(row: Element) -> bool:
    """Whether a table row holds data: two cells or more and nothing that makes up a layout."""
    return row.select_one("td + td, td + th, th + td, th + th") is not None and (
        row.select_one(_LAYOUT) is None
    )


def _tokens(classes: str | None, name: str | None) -> tuple[str, ...]:
    if not (classes or name):
        return ()
    value = f"{classes or ''} {name or ''}"
    return tuple(t for t in value.lower().split()[:_MOST_NAMES_HERE] if len(t) <= _LONGEST_NAME)
