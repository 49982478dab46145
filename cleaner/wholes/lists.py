"""Lists, and the rows of tables, that stand in the story: their removed items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from cleaner.records import Block, BlockKind, Decision
from cleaner.wholes.paths import is_link, tag

HOLDERS: dict[BlockKind, tuple[str, ...]] = {
    "list-item": ("ul", "ol", "dl"),
    "table-row": ("table",),
}
LEAST_ITEMS = 2
MOST_BETWEEN = 2
"""Blocks that may part a list from the story below it ..."""
BETWEEN = frozenset({"ad-marker", "caption", "newsletter", "related-link", "related-list"})
"""... removed for these reasons."""
_COLONS = (":", "\uff1a")


def torn_items(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The removed items of all lists and tables of the story."""
    begin = next((i for i, decision in enumerate(decisions) if decision.kept), len(decisions))
    for first, end in _lists(blocks):
        if _is_of_story(blocks, decisions, begin, first, end):
            yield from _torn_out(blocks, decisions, first, end)


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """First block and end of each list with several items, and of each table with several rows."""
    first = 0
    for path, run in groupby(map(_path, blocks)):
        end = first + len(list(run))
        if path and end - first >= LEAST_ITEMS:
            yield first, end
        first = end


def _path(block: Block) -> str:
    """The path of the list or table that a block is an item or row of; empty for other blocks."""
    holders = HOLDERS.get(block.kind)
    return _path_to(block.path, holders) if holders else ""


@lru_cache(1024)
def _path_to(path: str, tags: tuple[str, ...]) -> str:
    """The path of the innermost element with one of the tags on a path; empty without one."""
    steps = path.split("/")
    for at in range(len(steps) - 1, -1, -1):
        if tag(steps[at]) in tags:
            return "/".join(steps[: at + 1])
    return ""


def _is_of_story(
    blocks: Sequence[Block], decisions: Sequence[Decision], begin: int, first: int, end: int
) -> bool:
    """Whether a list or table stands in the story, which begins with one block: between blocks of
    it, or announced by one.

    Some of its items are kept, and half of them if any is a link. A list without links that a
    sentence with a colon or a heading announces and the story goes on below needs none, if nothing
    names a kind of furniture that its items would be; a table has no links and stands between.
    """
    kept = sum(decision.kept for decision in decisions[first:end])
    linked = any(map(is_link, blocks[first:end]))
    is_table = blocks[first].kind == "table-row"
    if (linked and (is_table or 2 * kept < end - first)) or (is_table and not kept):
        return False
    below = _next_of_story(decisions, end)
    followed = below < len(blocks)
    if begin >= first:
        return bool(kept) and followed and not linked and not is_table
    around = _path(blocks[first]).rpartition("/")[0] + "/"
    if not decisions[first - 1].kept or not blocks[first - 1].path.startswith(around):
        return False
    between = followed and blocks[below].path.startswith(around)
    above = blocks[first - 1]
    announced = above.text.endswith(_COLONS) and not is_table
    if not kept:
        announced |= above.kind == "heading" and not any(b.link_chars for b in blocks[first:end])
        return (
            announced and between and all(d.reason == "boilerplate" for d in decisions[first:end])
        )
    return announced or between


def _next_of_story(decisions: Sequence[Decision], end: int) -> int:
    """The block where the story goes on below a list: an advertisement or a link may stand
    between. The number of blocks if it does not go on."""
    for at in range(end, min(end + MOST_BETWEEN + 1, len(decisions))):
        if decisions[at].kept:
            return at
        if decisions[at].reason not in BETWEEN:
            break
    return len(decisions)


def _torn_out(
    blocks: Sequence[Block], decisions: Sequence[Decision], first: int, end: int
) -> list[int]:
    """The removed items of a list of the story, or rows of its table; not links among items that
    are none."""
    kept = [
        block for block, d in zip(blocks[first:end], decisions[first:end], strict=True) if d.kept
    ]
    linked = 2 * sum(map(is_link, kept)) > len(kept)
    return [
        index
        for index in range(first, end)
        if not decisions[index].kept and (linked or not is_link(blocks[index]))
    ]
