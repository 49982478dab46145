"""One row of a table or one JSON object becomes an item: which column is the page, which pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cleaner.batch.items import BadCall, Columns, Item, KindChoice

HTML_NAMES = ("html", "raw_html", "html_content", "content_html", "page_source", "page")
TEXT_NAMES = ("text", "raw_text", "plain_text", "fulltext", "full_text")
UNSURE_NAMES = ("content", "body", "article", "document", "raw_content")
URL_NAMES = ("url", "link", "uri", "source_url", "page_url", "canonical_url", "warc-target-uri")
ID_NAMES = ("id", "_id", "doc_id", "document_id", "uuid", "guid", "key")

BAD_BYTES = "surrogateescape"
"""How bytes that are no UTF-8 are decoded, so that they cost their own row only."""
_BAD_BYTES = re.compile("[\udc80-\udcff]")
MOST_LEVELS = 200
"""Levels of a structure in a row; deeper ones could not be handed to a worker."""

Note = Callable[[str], None]


@dataclass(slots=True)
class Meter:
    """How many bytes of the inputs have been read."""

    before: int = 0
    """Bytes of the inputs that are done."""
    now: int = 0
    """Bytes of the present input."""

    def at(self, position: int) -> None:
        self.now = position

    def close(self, path: Path) -> None:
        """The present input is done."""
        try:
            self.before += path.stat().st_size
        except OSError:
            self.before += self.now
        self.now = 0

    @property
    def read(self) -> int:
        return self.before + self.now


@dataclass(frozen=True, slots=True)
class Reading:
    """How all inputs of a run are read."""

    columns: Columns
    kind: KindChoice
    note: Note
    """Takes one line for people about what was guessed or passed over."""
    meter: Meter = field(default_factory=Meter)


def guess(names: Iterable[str], columns: Columns) -> Columns:
    """The columns asked for, with those not named found by their usual names; None if absent."""
    known = {name.lower(): name for name in reversed(list(names))}

    def find(asked: str | None, usual: tuple[str, ...]) -> str | None:
        return asked or next((known[u] for u in usual if u in known), None)

    html, text = columns.html, columns.text
    if not (html or text):
        html, text = find(None, HTML_NAMES), find(None, (*TEXT_NAMES, *UNSURE_NAMES))
    return Columns(html, text, find(columns.url, URL_NAMES), find(columns.id, ID_NAMES))


def check_columns(names: list[str], columns: Columns, place: str) -> None:
    """Raises ``BadCall`` if a column that was asked for is missing, or none can hold a page."""
    for asked in (columns.html, columns.text, columns.url, columns.id):
        if asked and asked not in names:
            raise BadCall(f"{place}: no column {asked!r}; it has {_listed(names)}")
    found = guess(names, columns)
    if not (found.html or found.text):
        raise BadCall(
            f"{place}: no column looks like a page; it has {_listed(names)}; "
            "name one with --html-column or --text-column"
        )


def describe(found: Columns, names: Iterable[str]) -> str:
    """What was guessed, for people: "html from 'body', url from 'link'".

    Records of JSON may lack what was asked for, which is said of the first of them.
    """
    there = frozenset(names)
    pairs = (("html", found.html), ("text", found.text), ("url", found.url), ("id", found.id))
    return ", ".join(
        f"{what} from {name!r}" if name in there else f"{what}: no {name!r} in the first record"
        for what, name in pairs
        if name
    )


def item_of(row: Mapping[str, Any], name: str, place: str, how: Reading) -> Item:
    """The item of one row; ``name`` is its id if it has none. Bad rows give an item with error."""
    found = guess(row, how.columns)
    page = next((c for c in (found.html, found.text) if c and row.get(c)), None)
    if page is None:
        page = next((c for c in (found.html, found.text) if c and row.get(c) is not None), None)
    identity = row.get(found.id) if found.id else None
    if identity is None or identity == "":
        identity = name
    address = row.get(found.url) if found.url else None
    url = address if isinstance(address, str) and address else None
    fields = {k: v for k, v in row.items() if k not in (page, found.id, found.url)}
    if _is_deeper([identity, fields], MOST_LEVELS):
        return Item(name, place, b"", how.kind, url, error=f"{place}: nested too deeply")
    base = Item(identity, place, b"", how.kind, url, fields)
    if page is None:
        problem = (
            f"{place}: no page in it; it has {_listed(list(row))}; "
            "name the column with --html-column or --text-column"
        )
        return replace(base, error=problem)
    value = row[page]
    if not isinstance(value, (str, bytes)):
        problem = f"{place}: {page!r} is not text but {type(value).__name__}"
        return replace(base, error=problem)
    return replace(base, source=value, kind=_kind(page, found, how))


def has_bad_bytes(text: str) -> bool:
    """Whether text that was decoded as ``BAD_BYTES`` says is not UTF-8."""
    return not text.isascii() and _BAD_BYTES.search(text) is not None


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects stand in one another over so many levels."""
    now = [value]
    for _ in range(levels + 1):
        now = [v for held in now for v in _members(held)]
        if not now:
            return False
    return True


def _members(value: Any) -> list[Any]:
    """The lists and objects right in a list or an object."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, (list, tuple)):
        return []
    return [v for v in value if isinstance(v, (dict, list, tuple))]


def _kind(page: str, found: Columns, how: Reading) -> KindChoice:
    if how.kind != "auto":
        return how.kind
    if page == found.html:
        return "html"
    return "text" if page == how.columns.text or page.lower() in TEXT_NAMES else "auto"


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(n) for n in names[:12])
    return (shown + ", ...") if len(names) > 12 else (shown or "no columns")
