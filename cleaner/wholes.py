"""What stands or falls as one on an HTML page: lists, tables with their lines, boxes of comments,
and what ``boxes`` tells of the story's element.

Looked at when each block has its first decision; the votes are on blocks about which the rest of
their list, table or box was decided otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from cleaner import boxes
from cleaner.asides import named_boxes
from cleaner.records import Block, BlockKind, Decision, Reading, Vote

IN_COMMENTS = Vote("chrome", 20.0, "comments", "whole:comments")
IN_LIST = Vote("body", 20.0, "", "whole:list")
AT_TABLE = Vote("body", 20.0, "", "whole:table")
IN_BOX = Vote("body", 20.0, "", "whole:box")
BELOW = Vote("chrome", 20.0, "boilerplate", "whole:below-story")
OF_AUTHOR = Vote("chrome", 20.0, "author-bio", "whole:of-author")
HOLDERS: dict[BlockKind, tuple[str, ...]] = {
    "list-item": ("ul", "ol", "dl"),
    "table-row": ("table",),
}
LEAST_ITEMS = 2
MOST_BETWEEN = 2
"""Blocks that may part a list from the story below it ..."""
BETWEEN = frozenset({"ad-marker", "caption", "newsletter", "related-link", "related-list"})
"""... removed for these reasons."""
LONGEST_LINE = 100
"""Characters of a line that heads a table or names its source."""
MOST_DOUBT = 1.0
"""Log-odds to go up to which a line right above a table heads it."""
MOST_OF_BOX, MOST_OF_STORY = 0.5, 0.25
"""Share of the text of a box of comments, and of the page's kept text, that may have been kept."""
_COLONS = (":", "\uff1a")
_SOURCES = frozenset({"photo-credit", "related-link"})
"""What phrases take "Source: ..." for."""

Votes = list[tuple[Vote, ...]]


def votes(reading: Reading, decisions: Sequence[Decision]) -> Votes:
    """For each block at most one vote; blocks of texts get none."""
    found: Votes = [()] * len(reading.blocks)
    if reading.page.kind != "html":
        return found
    for first, end in _lists(reading.blocks):
        if _is_of_story(reading.blocks, decisions, first, end):
            for index in _torn_out(reading.blocks, decisions, first, end):
                found[index] = (IN_LIST,)
    for index in _lines_at_tables(reading.blocks, decisions):
        found[index] = (AT_TABLE,)
    for index in _among_comments(reading.blocks, decisions):
        found[index] = (IN_COMMENTS,)
    for index, vote in _of_boxes(reading.blocks, decisions):
        found[index] = found[index] or (vote,)
    return found


def votes_to_remove(reading: Reading, decisions: Sequence[Decision]) -> Votes:
    """Like ``votes``, and only those on what was left of boxes below the story."""
    found: Votes = [()] * len(reading.blocks)
    if reading.page.kind == "html":
        story = boxes.story_element(reading.blocks, decisions)
        for index in boxes.left_below(reading.blocks, decisions, story) if story else ():
            found[index] = (BELOW,)
    return found


def _of_boxes(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[tuple[int, Vote]]:
    story = boxes.story_element(blocks, decisions)
    if story:
        yield from ((index, IN_BOX) for index in boxes.torn_inside(blocks, decisions, story))
        yield from ((index, BELOW) for index in boxes.left_below(blocks, decisions, story))
        yield from ((index, OF_AUTHOR) for index in boxes.of_author(blocks, decisions))


# Lists and the rows of tables


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
        if _tag(steps[at]) in tags:
            return "/".join(steps[: at + 1])
    return ""


def _is_of_story(
    blocks: Sequence[Block], decisions: Sequence[Decision], first: int, end: int
) -> bool:
    """Whether a list or table stands in the story: between blocks of it, or announced by one.

    Some of its items are kept, and half of them if any is a link. A list without links that a
    sentence with a colon or a heading announces and the story goes on below needs none, if nothing
    names a kind of furniture that its items would be; a table has no links and stands between.
    """
    kept = sum(decision.kept for decision in decisions[first:end])
    linked = any(map(_is_link, blocks[first:end]))
    is_table = blocks[first].kind == "table-row"
    if (linked and (is_table or 2 * kept < end - first)) or (is_table and not kept):
        return False
    below = _next_of_story(decisions, end)
    followed = below < len(blocks)
    if not any(decision.kept for decision in decisions[:first]):
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
    linked = 2 * sum(map(_is_link, kept)) > len(kept)
    return [
        index
        for index in range(first, end)
        if not decisions[index].kept and (linked or not _is_link(blocks[index]))
    ]


def _is_link(block: Block) -> bool:
    return 2 * block.link_chars > len(block.text)


# Tables


def _lines_at_tables(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The removed lines right above and below the rows of kept tables."""
    if not any([block.kind == "table-row" for block in blocks]):
        return
    for index in range(1, len(blocks) - 1):
        above, block, below = blocks[index - 1 : index + 2]
        decision = decisions[index]
        if decision.kept or len(block.text) > LONGEST_LINE or _is_link(block):
            continue
        heads = _is_row_beside(below, block) and decisions[index + 1].kept
        if (heads and _is_doubtful(decision)) or (
            _is_row_beside(above, block) and decisions[index - 1].kept and _names_source(decision)
        ):
            yield index


def _is_row_beside(row: Block, block: Block) -> bool:
    """Whether a block is a row of a table that the other stands beside."""
    if row.kind != "table-row" or block.kind == "table-row":
        return False
    steps = row.path.split("/")
    tables = [at for at, step in enumerate(steps) if _tag(step) == "table"]
    return bool(tables) and "/".join(steps[: tables[-1]]) == block.path.rpartition("/")[0]


def _is_doubtful(decision: Decision) -> bool:
    """Whether only weak evidence, and nothing that names a kind, is against a block."""
    against = [vote for vote in decision.votes if vote.label == "chrome"]
    return sum(v.weight for v in against) <= MOST_DOUBT and decision.reason == "boilerplate"


def _names_source(decision: Decision) -> bool:
    """Whether a phrase alone is against a block that the labeller takes for text."""
    by_model = any(v.evidence == "model" and v.label == "body" for v in decision.votes)
    return by_model and decision.reason in _SOURCES


# Comments


def _among_comments(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The kept blocks of boxes that are named for comments, are headed so and stand below the
    story."""
    named: dict[str, list[int]] = defaultdict(list)
    paths = [block.path for block in blocks]
    first = {path: named_boxes(path)[:1] for path in set(paths)}
    for block, path in zip(blocks, paths, strict=True):
        for name in first[path]:
            named[name].append(block.index)
    story = sum(_size(blocks, decisions, range(len(blocks)))) if named else 0
    for inside in named.values():
        kept = sum(_size(blocks, decisions, inside))
        within = kept <= MOST_OF_BOX * sum(len(blocks[i].text) for i in inside)
        headed = decisions[inside[0]].reason == "comments" and not any(
            decisions[i].label == "title" or (blocks[i].kind, blocks[i].level) == ("heading", 1)
            for i in inside
        )
        if within and headed and kept <= MOST_OF_STORY * story:
            yield from (i for i in inside if decisions[i].kept)


def _size(
    blocks: Sequence[Block], decisions: Sequence[Decision], indexes: Iterable[int]
) -> Iterator[int]:
    """The characters of those blocks that are kept."""
    return (len(blocks[i].text) for i in indexes if decisions[i].kept)


def _tag(step: str) -> str:
    return step.partition(".")[0].partition("#")[0]
