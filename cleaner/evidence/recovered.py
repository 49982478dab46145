"""A body that was recovered from a script is the story; what the page shows of it is said twice."""

from __future__ import annotations

from cleaner.records import Block, Reading, Vote, is_recovered

STORY = Vote("body", 3.0, "", "recovered:body")
SHOWN = Vote("chrome", 12.0, "duplicate", "recovered:shown")
BESIDE = Vote("chrome", 2.0, "boilerplate", "recovered:beside")
OPENING = 40
"""Characters that make out that a block is the beginning of a paragraph."""


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """On a page with a recovered body a vote for each block, else none."""
    story = [block.text for block in reading.blocks if is_recovered(block)]
    if not story:
        return [() for _ in reading.blocks]
    whole = "\n".join(story)
    lines = set(story)
    return [(_vote(block, whole, lines),) for block in reading.blocks]


def _vote(block: Block, whole: str, lines: set[str]) -> Vote:
    if is_recovered(block):
        return STORY
    opening = block.text[: 2 * OPENING].rstrip(" .…")
    shown = block.text in lines or (len(opening) >= OPENING and opening in whole)
    return SHOWN if shown else BESIDE
