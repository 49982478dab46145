"""Teasers below the label of other stories, each with its own label and a paragraph.

"See also", "Article: Harbour reopens", a paragraph, "Article: Ferry is late", a paragraph, ... to
the end of a text. The paragraphs read like those of a story; the labels show that they are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    """The blocks from the first labelled line on that stands right below a label of other stories,
    if lines with its label go on to the end."""
    labels = [_label(block) for block in blocks]
    lines = sorted(i for label in {*labels[-APART:]} if label for i in _to_end(labels, label))
    heads = (i for i in lines if i and search.heads_list(blocks[i - 1].text))
    first = next(heads, None)
    if first is not None:
        yield from range(first, len(blocks))


def _to_end(labels: Sequence[str], label: str) -> list[int]:
    """The lines with a label from which on enough lines with it go on to the end."""
    found: list[int] = []
    below = len(labels)
    for index in range(len(labels) - 1, -1, -1):
        if below - index > APART:
            break
        if labels[index] == label:
            found.append(index)
            below = index
    return found[FEWEST - 1 :]


def _label(block: Block) -> str:
    found = _LABELLED.fullmatch(block.text) if len(block.text) <= LONGEST else None
    return found[1].casefold() if found else ""
