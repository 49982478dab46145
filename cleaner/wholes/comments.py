"""Boxes of readers' comments below the story: what was kept of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cleaner.asides import named_boxes
from cleaner.records import Block, Decision
from cleaner.wholes.paths import size

MOST_OF_BOX, MOST_OF_STORY = 0.5, 0.25
"""Share of the text of a box of comments, and of the page's kept text, that may have been kept."""


def among_comments(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The kept blocks of boxes that are named for comments, are headed so and stand below the
    story."""
    named: dict[str, list[int]] = defaultdict(list)
    paths = [block.path for block in blocks]
    first = {path: named_boxes(path)[:1] for path in set(paths)}
    for block, path in zip(blocks, paths, strict=True):
        for name in first[path]:
            named[name].append(block.index)
    story = size(blocks, (i for i, d in enumerate(decisions) if d.kept)) if named else 0
    for inside in named.values():
        kept = size(blocks, (i for i in inside if decisions[i].kept))
        within = kept <= MOST_OF_BOX * size(blocks, inside)
        headed = decisions[inside[0]].reason == "comments" and not any(
            decisions[i].label == "title" or (blocks[i].kind, blocks[i].level) == ("heading", 1)
            for i in inside
        )
        if within and headed and kept <= MOST_OF_STORY * story:
            yield from (i for i in inside if decisions[i].kept)
