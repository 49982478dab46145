"""One walk over an HTML tree that turns it into blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from turbohtml import Document, Element, Node, Text

from cleaner.blocks import html_scripts as scripts
from cleaner.blocks.html_boxes import Boxes
from cleaner.blocks.html_head import time_mark
from cleaner.blocks.html_inline import (
    BREAK,
    Span,
    code_lines,
    fold_spans,
    links_of,
    markdown_of,
    marked,
    marks_of,
    without_breaks,
)
from cleaner.blocks.html_lines import Lines
from cleaner.blocks.html_posts import may_be_post
from cleaner.blocks.html_tables import Columns, is_data
from cleaner.blocks.quick import quick
from cleaner.blocks.source import end_of
from cleaner.grammar.commonmark import Targets
from cleaner.grammar.letters import fold
from cleaner.records import (
    Block,
    BlockKind,
    Box,
    Head,
    Link,
    Mark,
    MarkKind,
    Structure,
    TimeMark,
)

(
    _INLINE, _MARK, _TIME, _BREAK, _SCRIPT, _READING, _QUOTE, _FORMULA, _EDIT, _RULE,
    _BLOCK, _CELL, _ROW, _PRE,
) = range(14)  # fmt: skip
"""What an element does to the block under way; those from ``_BLOCK`` on end it and own blocks."""

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
    **dict.fromkeys(["sub", "sup"], _SCRIPT),
    **dict.fromkeys(["del", "ins", "s", "strike"], _EDIT),
    "br": _BREAK,
    "math": _FORMULA,
    "q": _QUOTE,
    "rt": _READING,
    "hr": _RULE,
    "time": _TIME,
    "tr": _ROW,
    "td": _CELL,
    "th": _CELL,
    "pre": _PRE,
    "xmp": _PRE,
}
_ENDS_BLOCK = ",".join(tag for tag, role in _ROLES.items() if role >= _RULE)
"""A selector of what ends the block under way."""
_MARKS: dict[str, MarkKind] = {
    "a": "a",
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "code": "code",
}
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
_ITEMS = frozenset({"li", "dd", "dt"})
_GROUPS = _LISTS | _ITEMS | {"table"}
_UNITS: dict[BlockKind, frozenset[str]] = {
    "list-item": _ITEMS,
    "quote": frozenset({"blockquote"}),
    "table-row": frozenset({"table"}),
}
"""The elements whose blocks of a kind belong together."""
_EDITS = frozenset({"del", "ins", "s", "strike"})
_LAST_CHARS = 3
"""How much of the text before raised or lowered type is looked at."""
_KIND_REACH = 3
"""How many enclosing block elements may give a block its kind."""
_MOST_NAMES = 24
_MOST_NAMES_HERE = 8
_LONGEST_NAME = 40
_DEEPEST_PATH = 48
_WINDOW = 20_000
"""Characters of source in which a block's text is looked for behind its start tag."""


_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,9}(?![0-9])")

_block = quick(Block)
_structure = quick(Structure)


class _Shape(NamedTuple):
    """What elements at equal places of the tree share."""

    path: str
    names: tuple[str, ...]
    kind: BlockKind
    """Kind of a block of this element."""
    level: int
    """Heading level of a block of this element."""
    reach: int
    """To how many more enclosed elements that own blocks the kind extends."""
    post: int
    """How deep the element of an embedded post lies that holds a block of this; 0 for none."""
    kids: dict[tuple[str, str | None, str | None], _Shape]
    """The shapes of child elements by tag, class and id."""


_Frame = tuple[Iterator[Node], "Element | Document", int, str, int]
"""An open element: its children to come, itself, role, tag and the pieces there were before it."""
_Place = tuple[_Shape, int]
"""What is known of one open element when a block needs it: its shape and its number."""


class Walk:
    """The state of one walk: the open elements, the block under way, and what is done."""

    def __init__(self, source: str, boxes: Boxes, language: str = "", base: str = "") -> None:
        self.source = source
        self._boxes = boxes
        self._language = language
        self._target = Targets(base)
        self.blocks: list[Block] = []
        self.times: list[TimeMark] = []
        self.posts: list[tuple[int, int, Element]] = []
        """For each block in an embedded post: its index, the number of the post, its element."""
        self._lines = Lines(source)
        self._frames: list[_Frame] = []
        self._places: list[_Place | None] = []
        self._owners: list[int] = []
        self._numbers = 0
        self._lists = 0
        self._counts: list[int] = []
        """Of each open ``<ol>``, the number of its next item."""
        self._items: list[int | None] = []
        """The number of each open list item; None of those without."""
        self._tables: list[Columns] = []
        self._row = 0
        self._pre = 0
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._running: list[Span] = []
        self._wraps: list[tuple[int, Element]] = []
        self._after_break = -1
        self._first: Element | Document | None = None
        self._last: Element | Document | None = None
        self._first_piece = ""
        self._last_piece = ""

    def run(self, document: Document) -> None:
        """Walk the whole document."""
        self._push(document, _BLOCK, "")
        frames, pieces, enter = self._frames, self._pieces, self._entries()
        while frames:
            children, here = frames[-1][:2]
            for node in children:
                kind = type(node)
                if kind is Text:
                    data: str = node.data  # type: ignore[attr-defined]
                    if not data.isspace():
                        if not pieces:
                            self._first, self._first_piece = here, data
                        self._last, self._last_piece = here, data
                        pieces.append(data)
                    elif pieces:
                        pieces.append(data)
                elif kind is Element:
                    tag: str = node.tag  # type: ignore[attr-defined]
                    if enter[_ROLES.get(tag, _INLINE)](node, tag):
                        break
            else:
                self._leave()

    def completed(self, head: Head) -> Head:
        """The head with the times that the walk met."""
        return replace(head, times=tuple(self.times))

    def _entries(self) -> tuple[Callable[[Any, str], bool], ...]:
        """By role: what opens an element; False if there is nothing to walk in it."""
        return (
            self._enter_inline,
            self._enter_mark,
            self._enter_time,
            self._line_break,
            self._enter_script,
            self._enter_reading,
            self._enter_quote,
            self._enter_formula,
            self._enter_edit,
            self._rule,
            self._enter_block,
            self._enter_cell,
            self._enter_row,
            self._enter_pre,
        )

    def _push(self, node: Element | Document, role: int, tag: str) -> None:
        if role >= _BLOCK:
            self._owners.append(len(self._frames))
        self._frames.append((iter(node), node, role, tag, len(self._pieces)))
        self._places.append(None)

    def _enter_inline(self, node: Element, tag: str) -> bool:
        if not len(node):
            return False
        self._frames.append((iter(node), node, _INLINE, tag, len(self._pieces)))
        self._places.append(None)
        return True

    def _enter_mark(self, node: Element, tag: str) -> bool:
        if not len(node):
            return False
        count = len(self._pieces)
        span = Span(count, -1, _MARKS[tag])
        if tag == "a" and (href := (node.attr("href") or "").strip()):
            span.href, span.target = href, self._target(href)
        self._spans.append(span)
        self._running.append(span)
        self._frames.append((iter(node), node, _MARK, tag, count))
        self._places.append(None)
        return True

    def _enter_time(self, node: Element, tag: str) -> bool:
        self.times.append(time_mark(node, len(self.blocks)))
        self._push(node, _TIME, tag)
        return True

    def _enter_block(self, node: Element, tag: str) -> bool:
        if self._pieces:
            self._flush()
        if not len(node):
            return False
        if tag in _GROUPS:
            self._enter_group(node, tag)
        self._push(node, _BLOCK, tag)
        return True

    def _enter_group(self, node: Element, tag: str) -> None:
        if tag == "table":
            self._tables.append(Columns())
        elif tag in _LISTS:
            self._lists += 1
            if tag == "ol":
                self._counts.append(_first_number(node))
        elif tag == "li" and self._frames[-1][3] == "ol":
            number = _whole(node.attr("value"), self._counts[-1])
            self._items.append(number)
            self._counts[-1] = number + _step(self._frames[-1][1])
        else:
            self._items.append(None)

    def _leave_group(self, tag: str) -> None:
        if tag == "table":
            self._tables.pop()
        elif tag in _LISTS:
            self._lists -= 1
            if tag == "ol":
                self._counts.pop()
        else:
            self._items.pop()

    def _enter_cell(self, node: Element, tag: str) -> bool:
        self._flush()
        if self._row:
            if self._pieces:
                self._pieces.append("| ")
            if self._tables:
                self._spans += self._tables[-1].cells(node, len(self._pieces))
        self._push(node, _CELL, tag)
        return True

    def _enter_row(self, node: Element, tag: str) -> bool:
        self._flush()
        if not self._row:
            goes_on = bool(self._tables) and self._tables[-1].begin_row()
            if is_data(node, goes_on=goes_on):
                self._row = len(self._frames)
            elif self._tables:
                self._tables[-1].end_row(0)
        self._push(node, _ROW, tag)
        return True

    def _enter_script(self, node: Element, tag: str) -> bool:
        text: str = node.text
        before, after = self._before(), scripts.following(node)
        if self._pre or text.isspace() or not text:
            return self._enter_inline(node, tag)
        if tag == "sub":
            shown = scripts.lowered(text, before, after)
        else:
            shown = scripts.raised(text, before, after, is_note=scripts.links_down(node))
        if shown == text:
            return self._enter_inline(node, tag)
        self._say(node, text, shown)
        return False

    def _enter_reading(self, node: Element, tag: str) -> bool:
        if shown := scripts.reading(node):
            self._say(node, node.text, shown)
        return False

    def _enter_formula(self, node: Element, tag: str) -> bool:
        text: str = node.text
        if text.strip() and (shown := scripts.formula(node)):
            apart = self._before()[-1:].isdigit() and shown[0].isdigit()
            self._say(node, text, f" {shown}" if apart else shown)
        return False

    def _say(self, node: Element, text: str, shown: str) -> None:
        """Add what an element of that text shows, without walking it."""
        if not self._pieces:
            self._first, self._first_piece = node, text
        self._last, self._last_piece = node, text
        self._pieces.append(shown)

    def _before(self) -> str:
        """The last characters of the block under way."""
        return "".join(self._pieces[-_LAST_CHARS:])[-_LAST_CHARS:]

    def _enter_quote(self, node: Element, tag: str) -> bool:
        """Marks around a quotation within a block; around whole blocks they would stand alone."""
        opening, closing = scripts.quotes(node, self._language, self._before())
        if not opening or node.select_one(_ENDS_BLOCK) is not None:
            return self._enter_inline(node, tag)
        self._frames.append((iter(node), node, _QUOTE, closing, len(self._pieces)))
        self._places.append(None)
        if not self._pieces:
            self._first, self._first_piece = node, node.text
        self._pieces.append(opening)
        return True

    def _enter_edit(self, node: Element, tag: str) -> bool:
        """What was struck out and what stands in its place do not become one word."""
        beside = node.previous_sibling
        if isinstance(beside, Element) and beside.tag in _EDITS and beside.tag != tag:
            self._pieces.append(" ") if self._pieces else None
        return self._enter_inline(node, tag)

    def _enter_pre(self, node: Element, tag: str) -> bool:
        self._flush()
        if not self._pre:
            self._pre = len(self._frames)
        self._push(node, _PRE, tag)
        return True

    def _leave(self) -> None:
        _, node, role, tag, begin = self._frames[-1]
        if role >= _BLOCK:
            if self._pieces or self._row or self._pre:
                self._leave_block(len(self._frames) - 1)
            self._owners.pop()
            if tag in _GROUPS:
                self._leave_group(tag)
        else:
            if role == _MARK:
                self._leave_mark()
            elif role == _QUOTE and self._pieces:
                self._pieces.append(tag)
            if not begin and self._pieces:
                self._wraps.append((len(self._pieces), node))  # type: ignore[arg-type]
        self._frames.pop()
        self._places.pop()

    def _leave_mark(self) -> None:
        span = self._running.pop()
        span.end = len(self._pieces)
        if span.start == span.end and self._spans[-1] is span:
            self._spans.pop()

    def _leave_block(self, height: int) -> None:
        if height == self._row:
            self._row = 0
            if self._tables:
                self._spans += self._tables[-1].end_row(len(self._pieces))
            self._emit("table-row") if self._pieces else self._reset()
        elif height == self._pre:
            self._pre = 0
            self._emit("preformatted")
        else:
            if self._row and self._tables:
                self._tables[-1].extend(len(self._pieces))
            self._flush()

    def _rule(self, _node: Element, _tag: str) -> bool:
        self._flush()
        return False

    def _line_break(self, _node: Element, _tag: str) -> bool:
        if not self._pieces:
            return False
        if self._pre or self._row:
            self._pieces.append("\n")
        elif self._after_break >= 0 and not "".join(self._pieces[self._after_break :]).strip():
            self._flush()
        else:
            self._spans.append(Span(len(self._pieces), len(self._pieces) + 1, "br"))
            self._pieces.append(BREAK)
            self._after_break = len(self._pieces)
        return False

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
        if not self._pieces:
            return
        for span in self._running:
            span.end = len(self._pieces)
        owners = self._owners
        owner = owners[-1]
        shape, number = self._place(owner)
        level = 0
        if kind == "paragraph":
            kind, level = self._kind(shape)
            if kind == "list-item":
                level = max(1, self._lists)
        text, links, marks, markdown = self._inline(kind)
        start, end, line = self._span(owner, text)
        if shape.post:
            post = self._frames[shape.post][1]
            self.posts.append((len(self.blocks), self._place(shape.post)[1], post))  # type: ignore[arg-type]
        if len(owners) > 1:
            _, number = self._place(owners[-2])
        structure = _structure(
            self._frames[owner][3],
            shape.path,
            line,
            self._names(shape) if self._wraps else shape.names,
            sum([link.end - link.start for link in links]) if links else 0,
            number,
            owner,
            self._box() if self._boxes else "",
            self._unit(kind) if kind in _UNITS else 0,
            marks,
        )
        self.blocks.append(
            _block(
                len(self.blocks),
                text,
                start,
                end,
                kind,
                level,
                False,
                links,
                structure,
                markdown,
                None,
                "",
                self._items[-1] if self._items and kind == "list-item" else None,
            )
        )
        self._reset()

    def _box(self) -> Box:
        """The box that the block under way stands in."""
        boxes = self._boxes
        around = [frame[1] for frame in self._frames if frame[1] in boxes]
        return boxes[around[0]] if around else ""  # type: ignore[index]

    def _kind(self, shape: _Shape) -> tuple[BlockKind, int]:
        """Kind and level of the block under way: code whose lines ``<br>`` parts is such."""
        spans = self._spans
        if spans and spans[0].kind == "code" and not spans[0].start:
            broken = any([span.kind == "br" for span in spans])
            if broken and self._is_rest_blank(spans[0].end):
                return "preformatted", 0
        return shape.kind, shape.level

    def _unit(self, kind: BlockKind) -> int:
        """The number of the list item, quotation or table that the block under way stands in."""
        tags = _UNITS[kind]
        for height in reversed(self._owners):
            if self._frames[height][3] in tags:
                return self._place(height)[1]
        return 0

    def _reset(self) -> None:
        self._pieces.clear()
        self._wraps.clear()
        self._spans.clear()
        self._after_break = -1
        if self._running:
            self._running = [replace(span, start=0, end=-1) for span in self._running]
            self._spans.extend(self._running)

    def _inline(self, kind: BlockKind) -> tuple[str, tuple[Link, ...], tuple[Mark, ...], str]:
        """Text, links, marks and Markdown of the block under way."""
        pieces, spans = self._pieces, self._spans
        if kind == "preformatted":
            text = "".join(pieces) if BREAK not in pieces else code_lines(pieces)
            return text.strip("\n").rstrip(), (), (), ""
        if not spans:
            return fold("".join(pieces)), (), (), ""
        if len(spans) == 1 and not spans[0].start and self._is_rest_blank(spans[0].end):
            text, span = fold("".join(pieces)), spans[0]
            return text, *marked(text, span)
        text, placed = fold_spans(pieces, spans)
        marks = marks_of(placed)
        if kind == "heading":
            marks = without_breaks(marks)
        return text, links_of(placed), marks, markdown_of(text, marks)

    def _is_rest_blank(self, end: int) -> bool:
        """Whether the block under way has no text from this piece on."""
        pieces = self._pieces
        return end == len(pieces) or not "".join(pieces[end:]).strip()

    def _names(self, shape: _Shape) -> tuple[str, ...]:
        """Names of the inline elements around the whole block, then those of its elements."""
        names: tuple[str, ...] = ()
        for end, node in self._wraps[:4]:
            if self._is_rest_blank(end):
                names += _names_and_marks(node.attr("class"), node.attr("id"))[0]
        return (names + shape.names)[:_MOST_NAMES] if names else shape.names

    def _place(self, height: int) -> _Place:
        """The place of an open element, and on the way those of its ancestors."""
        places = self._places
        place = places[height]
        if place is not None:
            return place
        known = height - 1
        while known >= 0 and places[known] is None:
            known -= 1
        place = places[known] if known >= 0 else None
        shape = place[0] if place else _Shape("", (), "paragraph", 0, 0, 0, {})
        for h in range(known + 1, height + 1):
            shape = self._shape(h, shape)
            self._numbers += 1
            place = places[h] = (shape, self._numbers)
        assert place is not None
        return place

    def _shape(self, height: int, parent: _Shape) -> _Shape:
        _, node, role, tag, _ = self._frames[height]
        if not height:
            return parent
        classes, name = node.attr("class"), node.attr("id")  # type: ignore[union-attr]
        key = tag, classes, name
        shape = parent.kids.get(key)
        if shape is not None:
            return shape
        path, names, kind, level, reach, post, kids = parent
        step = tag
        if classes or name:
            own, marks = _names_and_marks(classes, name)
            names = (own + names)[:_MOST_NAMES]
            step += marks
        if height <= _DEEPEST_PATH:
            path = f"{path}/{step}" if path else step
        if role >= _BLOCK:
            kind, level, reach = _kind_of(tag, parent)
        if not post and may_be_post(tag, classes):
            post = height
        shape = kids[key] = _Shape(path, names, kind, level, reach, post, {})
        return shape

    def _span(self, owner: int, text: str) -> tuple[int, int, int]:
        """Start and end of the block in the source, and the line of its element."""
        source, first = self.source, self._first
        piece = (self._first_piece.split(None, 1) or ("",))[0]
        begin, line = self._offset(first or self._frames[owner][1])
        start = source.find(piece, begin, begin + _WINDOW)
        if start < 0:
            start = begin
        last = start
        if self._last is not first:
            last = max(start, self._offset(self._last or self._frames[owner][1])[0])
        tail = self._last_piece.strip()
        if source.startswith(tail, last):
            return start, last + len(tail), line
        end = source.find(tail, last, last + len(tail) + _WINDOW)
        if end >= 0:
            return start, end + len(tail), line
        end = end_of(source, text, start, last + _WINDOW)
        if end < 0:
            end = source.find("<", last + 1, last + _WINDOW)
        return start, max(start, end), line

    def _offset(self, node: Element | Document) -> tuple[int, int]:
        position = node.position
        if position is None:
            return 0, 0
        line, column = position
        return self._lines.start(line) + column, line


def _kind_of(tag: str, parent: _Shape) -> tuple[BlockKind, int, int]:
    """Kind, level and reach of an element that owns blocks."""
    if kind := _KINDS.get(tag):
        return kind, int(tag[1]) if kind == "heading" else 0, _KIND_REACH - 1
    if parent.reach:
        return parent.kind, parent.level, parent.reach - 1
    return "paragraph", 0, 0


@lru_cache(4096)
def _names_and_marks(classes: str | None, name: str | None) -> tuple[tuple[str, ...], str]:
    """Class and id names of an element in lower case, and what they add to its step of a path."""
    tokens = f"{classes or ''} {name or ''}".lower().split()[:_MOST_NAMES_HERE]
    step = "".join([f".{token}" for token in (classes or "").split()[:_MOST_NAMES_HERE]])
    if name:
        step += f"#{name.strip()}"
    return tuple([token for token in tokens if len(token) <= _LONGEST_NAME]), step


def _first_number(node: Element) -> int:
    """The number of the first item of an ``<ol>``."""
    first = 1 if node.attr("reversed") is None else len(node.select(":scope > li"))
    return _whole(node.attr("start"), first)


def _step(node: Element | Document) -> int:
    """How an ``<ol>`` counts."""
    return 1 if node.attr("reversed") is None else -1  # type: ignore[union-attr]


def _whole(value: str | None, otherwise: int) -> int:
    """The number that an attribute gives."""
    found = _WHOLE.match(value or "")
    return int(found.group()) if found else otherwise
