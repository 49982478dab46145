"""Which rows of an HTML table hold data, and in which column each of their cells stands."""

from __future__ import annotations

from turbohtml import Element

from cleaner.blocks.html_inline import Span
from cleaner.records import MarkKind

_LAYOUT = "table,ul,ol,dl,h1,h2,h3,h4,h5,h6,article,section,blockquote,pre,form,p + p,br + br"
_MOST_COLUMNS = 60
"""Columns of a table up to which cells that others cover are told."""
_MOST_ROWS = 1000


def is_data(row: Element, *, goes_on: bool) -> bool:
    """Whether a table row holds data: two cells or more and nothing that makes up a layout; one
    cell will do where it ``goes_on`` beside a cell from above."""
    several = goes_on or row.select_one("td + td, td + th, th + td, th + th") is not None
    return several and row.select_one(_LAYOUT) is None


class Columns:
    """The columns of one table: which of them a cell from a row above still covers."""

    def __init__(self) -> None:
        self._covered: list[int] = []
        self._column = 0
        self._open: Span | None = None

    def begin_row(self) -> bool:
        """Begin a row; whether a cell from above covers any of it."""
        self._column = 0
        self._open = None
        return any(self._covered)

    def cells(self, node: Element, at: int) -> list[Span]:
        """The cell whose text begins at piece ``at``, behind empty ones for what is covered."""
        kind: MarkKind = "th" if node.tag == "th" else "td"
        spans = self._skip(at)
        self._open = Span(at, at, kind)
        spans.append(self._open)
        rows = min(_number(node.attr("rowspan")), _MOST_ROWS)
        for i in range(_number(node.attr("colspan"))):
            if self._column >= _MOST_COLUMNS:
                break
            if self._column == len(self._covered):
                self._covered.append(0)
            self._covered[self._column] = rows - 1
            self._column += 1
            if i:
                spans.append(Span(at, at, kind))
        return spans

    def extend(self, at: int) -> None:
        """The text of the cell under way goes up to piece ``at``."""
        if self._open is not None:
            self._open.end = at

    def end_row(self, at: int) -> list[Span]:
        """End a row: empty cells for the columns on the right that cells from above cover."""
        left = range(self._column, len(self._covered))
        self._covered[self._column :] = [max(0, self._covered[i] - 1) for i in left]
        return [Span(at, at, "td") for _ in left] if self._open else []

    def _skip(self, at: int) -> list[Span]:
        first = self._column
        while self._column < len(self._covered) and self._covered[self._column]:
            self._covered[self._column] -= 1
            self._column += 1
        return [Span(at, at, "td") for _ in range(first, self._column)]


def _number(value: str | None) -> int:
    """How many columns or rows a cell takes."""
    text = (value or "").strip()
    return max(1, int(text[:6])) if text[:6].isdecimal() else 1
