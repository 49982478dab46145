"""The account of what was removed: applied again and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cleaner import blocks
from cleaner.assemble import body_text
from cleaner.load import load
from cleaner.records import Article, Block, CleanerError, Reading, Removed
from cleaner.split import dressed, part


def replay(article: Article, source: Any, put_back: Collection[int] = ()) -> Article:
    """Read ``source`` again and take out what ``article.removed`` names.

    Removed blocks whose index is in ``put_back`` stay in the text instead. Nothing is labelled
    anew, so the result does not depend on the version of the rules and models.
    Raises ``CleanerError`` if a block of the article is not in the source at its place, or no
    removed block has one of the indexes in ``put_back``.
    """
    indexes = {removed.index for removed in article.removed}
    if unknown := [index for index in put_back if index not in indexes]:
        raise CleanerError(f"no removed block has the index {', '.join(map(repr, unknown))}")
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
            yield _piece(block, record, len(block.text) - len(left), first=first)
            outer = record.start if first else block.start
            left, first = left[len(record.text) :].lstrip(), False
            if outer != block.start or (not left and record.end != block.end):
                raise CleanerError(f"not the source of this article: block {count} is elsewhere")
            count += 1
    if next(waiting, None) is not None:
        raise CleanerError(f"not the source of this article: it has only {count} blocks")


def _piece(block: Block, record: Block | Removed, at: int, *, first: bool) -> Block:
    """The block of a record that stands at that place of a block's text.

    What of it depends on the page's address (the links in its Markdown) is that of the record:
    the article may name another address than the one it was read from.
    """
    piece = replace(block, index=record.index)
    if len(record.text) != len(block.text):
        piece = replace(
            dressed(part(block, at, at + len(record.text))),
            index=record.index,
            start=record.start,
            end=record.end,
            glued=block.glued or not first,
        )
    if isinstance(record, Block):
        return replace(piece, structure=record.structure, markdown=record.markdown)
    return piece
