"""The article as Markdown for people to read: CommonMark, with the tables of GFM."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from cleaner.grammar.commonmark import as_heading, as_lines, code_block, escape
from cleaner.grammar.entries import is_entry_line
from cleaner.grammar.letters import fold
from cleaner.records import Article, Block, BlockKind, Post, plain

FRONT_MATTER = (
    "title", "subtitle", "authors", "agencies", "agency_notice", "published", "updated", "place",
    "site", "section", "tags", "language", "url", "images", "paywalled", "verdict",
)  # fmt: skip
RUNS = frozenset({"list-item", "quote", "table-row"})
"""Kinds of block that stand together with neighbours of their kind in Markdown."""
_LARGEST_NUMBER = 999_999_999
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What JSON may hold in a string and YAML may not."""
_CELL_BAR = re.compile(r"(?<!\\)\|")


def markdown(article: Article) -> str:
    """YAML front matter with the metadata, the title as heading, then the body as Markdown."""
    fields = {name: plain(getattr(article, name)) for name in FRONT_MATTER}
    front = [f"{k}: {_yaml(v)}" for k, v in fields.items() if v]
    title = [f"# {as_heading(escape(fold(article.title)))}"] if article.title else []
    body = _blocks(_with_posts(article))
    return (
        "\n\n".join(["\n".join(["---", *front, "---"]), *title, *_standfirst(article), *body])
        + "\n"
    )


def _yaml(value: object) -> str:
    """A value as JSON that is YAML, too."""
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False)
    )


def _standfirst(article: Article) -> Iterator[str]:
    """The standfirst above the body, unless that has it itself."""
    said = fold(article.subtitle or "")
    if said and said.casefold() not in fold(article.text).casefold():
        yield f"*{escape(said)}*"


def _with_posts(article: Article) -> list[Block]:
    """The kept blocks and, in their places between them or right below, the removed ones of
    embedded posts."""
    kept = article.blocks
    if not kept:
        return []
    first, last = kept[0].index, kept[-1].index
    shown = []
    for removed in article.removed:
        if not removed.post or removed.index < first or removed.index > last + 1:
            continue
        last = max(last, removed.index)
        if removed.reason == "embedded-post":
            shown.append(Block(removed.index, removed.text, removed.start, removed.end, "quote"))
            shown[-1] = replace(shown[-1], post=removed.post)
    return sorted([*kept, *shown], key=lambda block: block.index)


def _blocks(kept: Sequence[Block]) -> Iterator[str]:
    """Markdown paragraphs, the entries of live blogs under their time."""
    for time, entry in groupby(kept, key=lambda block: block.entry_time):
        blocks = list(entry)
        if time and not any(is_entry_line(block) for block in blocks):
            yield f"**{escape(fold(time))}**"
        for _, run in groupby(blocks, key=_run_of):
            yield _run(list(run))


def _run_of(block: Block) -> tuple[BlockKind | int, Post | int | None]:
    """What neighbours share that stand in one quote, list, table or paragraph of Markdown."""
    if block.post:
        return "quote", block.post
    if block.kind == "list-item":
        return block.kind, None
    if block.kind in RUNS:
        return block.kind, _unit(block)
    return block.index, None


def _unit(block: Block) -> int:
    return block.structure.unit if block.structure else 0


def _run(blocks: Sequence[Block]) -> str:
    """Blocks of one list, quotation, table or embedded post, or a single block."""
    first = blocks[0]
    if first.post or first.kind == "quote":
        return _quote(blocks)
    if is_entry_line(first):
        return f"**{escape(fold(first.text))}**"
    if first.kind == "table-row":
        return _table(blocks)
    if first.kind == "list-item":
        return _List().lines(blocks)
    return _single(first)


def _single(block: Block) -> str:
    if block.kind == "preformatted":
        return code_block(block.text)
    if block.kind == "heading":
        return f"{'#' * max(2, block.level)} {as_heading(_inline(block))}"
    return as_lines(_inline(block))


def _inline(block: Block) -> str:
    return block.markdown or escape(block.text)


def _joined(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Blocks, each with its text and that of those that go on in its line."""
    together: list[list[Block]] = []
    for block in blocks:
        if block.glued and together:
            together[-1].append(block)
        else:
            together.append([block])
    for group in together:
        yield group[0], as_lines(" ".join(map(_inline, group)))


def _quote(blocks: Sequence[Block]) -> str:
    """A quotation of one or more paragraphs, an embedded post with whom it is by."""
    paragraphs = [text for _, text in _joined(blocks)]
    post = blocks[0].post
    credit = _credit(post) if post else ""
    if post and credit and not any(_credits(block.text, post) for block in blocks):
        paragraphs.append(f"— {escape(fold(credit))}")
    return "\n>\n".join(_prefixed("> ", text) for text in paragraphs)


def _prefixed(prefix: str, text: str) -> str:
    return prefix + text.replace("\n", f"\n{prefix}")


def _credit(post: Post) -> str:
    """Author, handle and date in one line; empty if the page says nobody."""
    handle = f"({post.handle})" if post.author and post.handle else post.handle
    who = " ".join(part for part in (post.author, handle) if part)
    return f"{who}, {post.date}" if who and post.date else who


def _credits(text: str, post: Post) -> bool:
    """Whether a line of the post says itself whom it is by."""
    return all(name in text for name in (post.author, post.handle) if name)


def _table(rows: Sequence[Block]) -> str:
    """Rows of a table; without a row of headings the first line is empty, as GFM wants one."""
    lines = [_row(block) for block in rows]
    widths = [len(_CELL_BAR.findall(line)) - 1 for line in lines]
    most = max(widths)
    lines = [line + "  |" * (most - width) for line, width in zip(lines, widths, strict=True)]
    if not _is_header(rows[0]):
        lines.insert(0, f"|{'  |' * most}")
    return "\n".join([lines[0], f"|{' --- |' * most}", *lines[1:]])


def _row(block: Block) -> str:
    if block.markdown:
        return block.markdown
    cells = escape(block.text).replace("|", r"\|")
    return f"| {cells} |"


def _is_header(block: Block) -> bool:
    marks = block.structure.marks if block.structure else ()
    kinds = {mark.kind for mark in marks if mark.kind in ("td", "th")}
    return kinds == {"th"}


@dataclass(slots=True)
class _Item:
    """A list item that is open: blocks may go on in it, and lists stand in it."""

    level: int
    unit: int
    indent: int
    """Columns before its text."""
    number: int | None
    closing: str
    """The stop or bracket behind its number."""


@dataclass(slots=True)
class _List:
    """Lists in lists, written item by item."""

    open: list[_Item] = field(default_factory=list)
    out: list[str] = field(default_factory=list)

    def lines(self, blocks: Sequence[Block]) -> str:
        """All the items."""
        for block, text in _joined(blocks):
            self._write(block, text)
        return "\n".join(self.out)

    def _write(self, block: Block, text: str) -> None:
        level, unit = max(1, block.level), _unit(block)
        while self.open and self.open[-1].level > level:
            self.open.pop()
        before = self.open.pop() if self.open and self.open[-1].level == level else None
        if before and unit and before.unit == unit:
            self.open.append(before)
            pad = " " * before.indent
            self.out += ("", _prefixed(pad, text))
            return
        outer = self.open[-1].indent if self.open else 0
        item, apart = _item(block, level, unit, before)
        marker = f"{item.number}{item.closing} " if item.number is not None else "- "
        item.indent = outer + len(marker)
        if self.out and apart:
            self.out.append("")
        pad = " " * item.indent
        self.out.append(" " * outer + marker + _prefixed(pad, text)[item.indent :])
        self.open.append(item)


def _item(block: Block, level: int, unit: int, before: _Item | None) -> tuple[_Item, bool]:
    """The item of a block, and whether it begins another list than the item before it.

    Markdown counts on by itself; where the page does not, another sign behind the number begins a
    new list.
    """
    number = block.number
    if number is not None and not 0 <= number <= _LARGEST_NUMBER:
        number = None
    item = _Item(level, unit, 0, number, ".")
    if before is None:
        return item, number is not None
    if (before.number is None) != (number is None):
        return item, True
    if number is None or before.number is None or number == before.number + 1:
        item.closing = before.closing
        return item, False
    item.closing = ")" if before.closing == "." else "."
    return item, True
