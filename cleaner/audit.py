"""The account of what was removed: applied again, undone, and the article for people to read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cleaner import blocks
from cleaner.assemble import body_text
from cleaner.grammar.entries import is_entry_line
from cleaner.load import load
from cleaner.records import (
    Article,
    Block,
    BlockKind,
    CleanerError,
    Post,
    Reading,
    Removed,
    plain,
)

FRONT_MATTER = (
    "title", "subtitle", "authors", "agencies", "agency_notice", "published", "updated", "place",
    "site", "section", "tags", "language", "url", "images", "paywalled", "verdict",
)  # fmt: skip
RUNS = frozenset({"list-item", "quote", "table-row"})
"""Kinds of block that stand together with neighbours of their kind in Markdown."""


def replay(article: Article, source: Any, put_back: Collection[int] = ()) -> Article:
    """Read ``source`` again and take out what ``article.removed`` names.

    Removed blocks whose index is in ``put_back`` stay in the text instead. Nothing is labelled
    anew, so the result does not depend on the version of the rules and models.
    Raises ``CleanerError`` if a block of the article is not in the source at its place.
    """
    page = load(source, url=article.url, kind=article.kind)
    both: list[Block | Removed] = [*article.blocks, *article.removed]
    records = sorted(both, key=lambda record: record.index)
    found = Reading(page, tuple(_match(blocks.read(page).blocks, records)))
    gone = {r.index: r for r in article.removed if r.index not in put_back}
    kept = tuple(block for block in found.blocks if block.index not in gone)
    removed = tuple(
        replace(gone[b.index], text=b.text, start=b.start, end=b.end)
        for b in found.blocks
        if b.index in gone
    )
    text = body_text(found, kept)[0]
    return replace(article, text=text, blocks=kept, removed=removed)


def _match(read: Sequence[Block], records: Sequence[Block | Removed]) -> Iterator[Block]:
    """The blocks of the source, split where the records say; both are in source order."""
    waiting = iter(records)
    count = 0
    for block in read:
        left, first = block.text, True
        while left:
            record = next(waiting, None)
            if record and not left.startswith(record.text):
                left = left.lstrip()  # pieces of a block were trimmed
            if record is None or not record.text or not left.startswith(record.text):
                raise CleanerError(f"not the source of this article: block {count} differs")
            yield _piece(block, record, first=first)
            left, first = left[len(record.text) :].lstrip(), False
            count += 1
    if next(waiting, None) is not None:
        raise CleanerError(f"not the source of this article: it has only {count} blocks")


def _piece(block: Block, record: Block | Removed, *, first: bool) -> Block:
    if len(record.text) == len(block.text):
        return replace(block, index=record.index)
    return replace(
        block,
        index=record.index,
        text=record.text,
        start=record.start,
        end=record.end,
        glued=block.glued or not first,
        links=(),
        markdown="",
    )


def markdown(article: Article) -> str:
    """YAML front matter with the metadata, the title as heading, then the body as Markdown."""
    fields = {name: plain(getattr(article, name)) for name in FRONT_MATTER}
    front = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in fields.items() if v]
    title = [f"# {article.title}"] if article.title else []
    subtitle = [f"*{article.subtitle}*"] if article.subtitle else []
    body = _markdown_blocks(_with_posts(article))
    return "\n\n".join(["\n".join(["---", *front, "---"]), *title, *subtitle, *body]) + "\n"


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


def _markdown_blocks(kept: Sequence[Block]) -> Iterator[str]:
    """Markdown paragraphs, the entries of live blogs under their time."""
    for time, entry in groupby(kept, key=lambda block: block.entry_time):
        blocks = list(entry)
        if time and not any(is_entry_line(block) for block in blocks):
            yield f"**{time}**"
        for _, run in groupby(blocks, key=_run_of):
            yield _markdown_run(list(run))


def _run_of(block: Block) -> tuple[BlockKind | int, Post | None]:
    """What neighbours share that stand in one paragraph of Markdown."""
    if block.post:
        return "quote", block.post
    return (block.kind if block.kind in RUNS else block.index), None


def _markdown_run(blocks: Sequence[Block]) -> str:
    """Blocks of one list, quote, table or embedded post, or a single block."""
    lines: list[str] = []
    for block in blocks:
        if block.glued and lines:
            lines[-1] += f" {_markdown_line(block)}"
        else:
            lines.append(_markdown_line(block))
    post = blocks[0].post
    if post is None:
        return "\n".join(lines)
    credit = _credit(post)
    if credit and not any(_credits(block.text, post) for block in blocks):
        lines.append(f"> — {credit}")
    return "\n>\n".join(lines)


def _credit(post: Post) -> str:
    """Author, handle and date in one line; empty if the page says nobody."""
    handle = f"({post.handle})" if post.author and post.handle else post.handle
    who = " ".join(part for part in (post.author, handle) if part)
    return f"{who}, {post.date}" if who and post.date else who


def _credits(text: str, post: Post) -> bool:
    """Whether a line of the post says itself whom it is by."""
    return all(name in text for name in (post.author, post.handle) if name)


def _markdown_line(block: Block) -> str:
    text = block.markdown or block.text
    if is_entry_line(block):
        return f"**{block.text}**"
    match "quote" if block.post else block.kind:
        case "heading":
            return f"{'#' * max(2, block.level)} {text}"
        case "list-item":
            return f"{'  ' * (max(1, block.level) - 1)}- {text}"
        case "quote":
            return f"> {text}"
        case "preformatted":
            return f"```\n{text}\n```"
        case _:
            return text
