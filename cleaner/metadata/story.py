"""What the story of a page speaks of, to tell its header lines from those of other stories."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.grammar.letters import MARKS
from cleaner.metadata.sources import Sources
from cleaner.records import Block

FEWEST_STEMS, SHARED = 5, 2
"""Of a line's words, if it has so many, so many stand in the story too."""
LONG = 5
"""Letters of a word that is no article or preposition."""
PARAGRAPHS = 16
"""How many of the first paragraphs are looked at."""

_CLOSED = re.compile(r"[.。।؟۔።…:;,]['\"”’»)\]]*$")
_STEM = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}]){{3,}}|\d[\d.,]*\d")


@lru_cache(maxsize=128)
def stems(text: str) -> frozenset[str]:
    """The longer words and numbers of a text, cut so that most endings do not matter."""
    return frozenset([word.casefold()[:6] for word in _STEM.findall(text)])


def in_story(block: Block, sources: Sources) -> tuple[int, int]:
    """How many stems a line has, and how many of them the first paragraphs of the story share."""
    return len(stems(block.text)), len(shared(block, sources))


def shared(block: Block, sources: Sources) -> frozenset[str]:
    """The stems that a line and the first paragraphs of the story have in common."""
    story = [stems(b.text) for b in sources.body[:PARAGRAPHS] if b.index != block.index]
    return stems(block.text) & frozenset().union(*story)


def title_below(sources: Sources) -> Block | None:
    """The line below the title of a text that is the true title: it speaks of the story and has no
    stop, while the lines above it say nothing of the story (a counter, a motto, a notice)."""
    line = next(iter(sources.labelled("subtitle")), None)
    above = [b for b in sources.labelled("title") if line and b.index < line.index]
    if line is None or not above:
        return None
    plain = _CLOSED.search(line.text) is None and line.text.count(" ") >= FEWEST_STEMS - 2
    shared = in_story(line, sources)[1]
    strange = all(_is_strange(title, sources, shared) for title in above)
    return line if plain and shared >= SHARED and strange else None


def _is_strange(title: Block, sources: Sources, below: int) -> bool:
    """Whether a title says nothing of the story of which the line below has so many words, or one
    word by chance."""
    said, shared = in_story(title, sources)
    return shared == 0 or (shared == 1 and said > FEWEST_STEMS - 2 and below > SHARED)
