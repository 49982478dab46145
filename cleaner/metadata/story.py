"""What the story of a page speaks of, to tell its header lines from those of other stories."""

from __future__ import annotations

import re

from cleaner.metadata.sources import Sources
from cleaner.records import Block

FEWEST_STEMS, SHARED = 5, 2
"""Of a line's words, if it has so many, so many stand in the story too."""
PARAGRAPHS = 16
"""How many of the first paragraphs are looked at."""

_STEM = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*\d")


def stems(text: str) -> set[str]:
    """The longer words and numbers of a text, cut so that most endings do not matter."""
    return {word.casefold()[:6] for word in _STEM.findall(text)}


def in_story(block: Block, sources: Sources) -> tuple[int, int]:
    """How many stems a line has, and how many of them the first paragraphs of the story share."""
    said = stems(block.text)
    story = " ".join(b.text for b in sources.body[:PARAGRAPHS] if b.index != block.index)
    return len(said), len(said & stems(story))
