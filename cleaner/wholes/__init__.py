"""What stands or falls as one: looked at when each block has its first decision.

The votes are on blocks about which the rest of their list, table, box or ending was decided
otherwise; ``label.py`` decides again with them. On HTML pages ``lists``, ``tables``, ``comments``
and ``boxes`` tell by the markup what belongs together; in texts ``ending`` tells where the story is
over.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.records import Block, Decision, Reading, Vote
from cleaner.wholes import boxes, comments, ending, lists, tables

IN_COMMENTS = Vote("chrome", 20.0, "comments", "whole:comments")
IN_LIST = Vote("body", 20.0, "", "whole:list")
AT_TABLE = Vote("body", 20.0, "", "whole:table")
IN_BOX = Vote("body", 20.0, "", "whole:box")
BELOW = Vote("chrome", 20.0, "boilerplate", "whole:below-story")
OF_AUTHOR = Vote("chrome", 20.0, "author-bio", "whole:of-author")

Votes = list[tuple[Vote, ...]]


def votes(reading: Reading, decisions: Sequence[Decision]) -> Votes:
    """For each block at most one vote."""
    if reading.page.kind == "text":
        return ending.votes(reading.blocks, decisions)
    found: dict[int, Vote] = {}
    blocks = reading.blocks
    found.update(dict.fromkeys(lists.torn_items(blocks, decisions), IN_LIST))
    found.update(dict.fromkeys(tables.lines_at_tables(blocks, decisions), AT_TABLE))
    found.update(dict.fromkeys(comments.among_comments(blocks, decisions), IN_COMMENTS))
    return _by_block(blocks, _of_boxes(blocks, decisions) | found)


def votes_to_remove(reading: Reading, decisions: Sequence[Decision]) -> Votes:
    """Like ``votes``, and only those on what was left of boxes below the story of an HTML page."""
    left: list[int] = []
    if reading.page.kind == "html":
        story = boxes.story_element(reading.blocks, decisions)
        left = list(boxes.left_below(reading.blocks, decisions, story)) if story else []
    return _by_block(reading.blocks, dict.fromkeys(left, BELOW))


def _of_boxes(blocks: Sequence[Block], decisions: Sequence[Decision]) -> dict[int, Vote]:
    story = boxes.story_element(blocks, decisions)
    if not story:
        return {}
    return (
        dict.fromkeys(boxes.of_author(blocks, decisions), OF_AUTHOR)
        | dict.fromkeys(boxes.left_below(blocks, decisions, story), BELOW)
        | dict.fromkeys(boxes.torn_inside(blocks, decisions, story), IN_BOX)
    )


def _by_block(blocks: Sequence[Block], found: dict[int, Vote]) -> Votes:
    return [(found[i],) if i in found else () for i in range(len(blocks))]
