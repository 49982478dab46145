"""Takes the agency dateline off the first sentence, for those who want it in the metadata only."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.grammar import places
from cleaner.records import Block, Decision, Reading, Vote
from cleaner.split import split

LEAST_TRUST = 0.7
"""A dateline that is less sure than this stays: it may be words of the sentence."""
CUT = Vote("place", 8.0, "place-line", "option:keep-dateline")


def cut_dateline(reading: Reading, decisions: Sequence[Decision]) -> tuple[Reading, list[Decision]]:
    """The same with the dateline as a block of its own, removed; ``decisions[i]`` is for block i.

    Looks until there is none, so that cleaning the result again finds nothing more.
    """
    labelled = reading, list(decisions)
    while found := _first(*labelled):
        labelled = _cut(*labelled, *found)
    return labelled


def _first(reading: Reading, decisions: Sequence[Decision]) -> tuple[Block, int] | None:
    """The block that a dateline opens and where its sentence begins."""
    kept = [block for block, d in zip(reading.blocks, decisions, strict=True) if d.kept]
    found = places.opening([block.text for block in kept], LEAST_TRUST)
    if found is None:
        return None
    position, dateline = found
    whole = not kept[position].text[dateline.end :].strip()
    return None if whole else (kept[position], dateline.end)


def _cut(
    reading: Reading, decisions: Sequence[Decision], block: Block, end: int
) -> tuple[Reading, list[Decision]]:
    after, origins = split(reading, {block.index: [(0, end)]})
    labels = []
    for index, (start, _) in origins:
        old = decisions[index]
        gone = index == block.index and start == 0
        labels.append(Decision("place", CUT.reason, 0.99, (*old.votes, CUT)) if gone else old)
    return after, labels
