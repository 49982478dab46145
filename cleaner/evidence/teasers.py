"""Teasers below the label of other stories, each with its own label and a paragraph.

"See also", "Article: Harbour reopens", a paragraph, "Article: Ferry is late", a paragraph, ... to
the end of a text. The paragraphs read like those of a story; the labels show that they are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.evidence.phrases import Search
from cleaner.records import Block, Reading, Vote

TEASER = Vote("chrome", 8.0, "related-list", "last-list:labelled")
FEWEST, APART = 3, 3
"""Lines with the same label, and how many lines one is below the one before at most."""
LONGEST = 200
"""Characters of such a line."""
_LABELLED = re.compile(r"([^\W\d_]\w{1,20}(?:\s\w{1,20})?)\s?[:：]\s?\S.*\w[\"'”’»)\]]*")
"""A label of one or two words, and a headline, which no stop and no question mark ends."""


def votes(reading: Reading, search: Search) -> list[tuple[Vote, ...]]:
    """For each block of a text at most one vote."""
    found: list[tuple[Vote, ...]] = [()] * len(reading.blocks)
    if reading.page.kind == "text":
        for index in _teasers(reading.blocks, search):
            found[index] = (TEASER,)
    return found


def _teasers(blocks: Sequence[Block], search: Search) -> Iterator[int]:
    """The labelled lines from the first on that stands right below a label of other stories, if
    lines with its label go on to the end, each with as many lines below it as most have: the story
    may go on between them."""
    labels = [_label(block) for block in blocks]
    for label in sorted({*labels[-APART:]} - {""}):
        lines = _to_end(labels, label)
        starts = (i for i in lines[FEWEST - 1 :] if i and search.heads_list(blocks[i - 1].text))
        first = min(starts, default=None)
        if first is not None:
            lines = [i for i in reversed(lines) if i >= first]
            size = Counter(b - a for a, b in pairwise(lines)).most_common(1)[0][0]
            for line in lines:
                yield from range(line, min(line + size, len(blocks)))
            return


def _to_end(labels: Sequence[str], label: str) -> list[int]:
    """The lines with a label that go on to the end, from the last to the first."""
    found: list[int] = []
    below = len(labels)
    for index in range(len(labels) - 1, -1, -1):
        if below - index > APART:
            break
        if labels[index] == label:
            found.append(index)
            below = index
    return found


def _label(block: Block) -> str:
    found = _LABELLED.fullmatch(block.text) if len(block.text) <= LONGEST else None
    return found[1].casefold() if found else ""
