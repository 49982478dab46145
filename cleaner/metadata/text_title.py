"""The lines of a plain-text page that are its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cleaner.grammar import credits
from cleaner.metadata import header_lines, story
from cleaner.metadata.sources import Sources, fold
from cleaner.metadata.text_subtitle import is_sentence, sentence_above_header
from cleaner.records import Block

SHORTEST_PARAGRAPH = 80
"""Characters from which what stands above a line is the story."""
FIRST = 3
"""How many of the first lines may be the title in the page's frame ("Title | Site")."""
SHORTEST = 12
"""Characters of a title that stands twice on a page; fewer say little (menus stand twice too)."""
MOST_FRAME = 3
"""How many times as long as the title its line in the frame is."""
FEWEST_SPACES = 4
"""Spaces of a first line that is the whole title."""
FEWEST_WORDS, MOST_TITLE, MOST_HEADING = 3, 26, 14
"""Words of the title of a digest, and of the heading of a brief."""
FEWEST_BRIEFS = 2
"""Headings of briefs below the first one."""
MOST_WORDS, LONGEST = 5, 60
"""Words and characters of a site's name."""

_CUT = re.compile(r"\s+[|–—·»-]\s+|\s?[|｜]\s?")
_CLOSED = re.compile(r"[.。।؟۔።…:;,?!][\"'”’»)\]]*$")
_BAR = re.compile(r"[|–—：｜»·_]")
"""What separates a title from the name of the site, as a hyphen with spaces does."""
_TAIL = re.compile(r"\s*[|–—：｜»·_]|\s+-")


def whole(title: Block, sources: Sources) -> str:
    """A title with the second line of it, where that one begins with the name of a work."""
    following = [b for b in sources.labelled("title") if b.index == title.index + 1]
    goes_on = bool(following) and following[0].text[0] in "《「『" and title.text[-1].isalpha()
    return f"{title.text} {following[0].text}" if goes_on else title.text


def ranked(sources: Sources) -> list[Block]:
    """All lines that may be the title, the one whose signs say most first, if the address tells it,
    or it is no whole sentence and credits no picture; where a first line announces one, that
    alone."""
    announced = headline(sources)
    if announced:
        return [announced]
    found, header = _lines(sources), header_lines.choose(sources)
    best = None if header.told else _of_digest(sources, header.title)
    best = best or header.title
    if best is None or not (header.told or _is_plain(best, sources)):
        return found
    return [best, *(b for b in found if b.text != best.text)]


def _of_digest(sources: Sources, chosen: Block | None) -> Block | None:
    """The title above the standfirst and the header, where the chosen one is only the heading of
    the first of some briefs below them."""
    if chosen is None or not _heads_brief(chosen, sources):
        return None
    standfirst = sentence_above_header(sources, chosen)
    if standfirst is None or not 0 < standfirst.index < chosen.index:
        return None
    above = sources.reading.blocks[standfirst.index - 1]
    few = FEWEST_WORDS <= header_lines.words(above.text) <= MOST_TITLE and not above.glued
    return above if few and not _CUT.search(above.text) and _is_plain(above, sources) else None


def _heads_brief(chosen: Block, sources: Sources) -> bool:
    """Whether a line of the body, no heading of the first level, stands above a paragraph, and more
    such lines follow."""
    body = [b for b in sources.body if b.kind != "heading" or b.level != 1]
    heads = [
        line.index
        for line, below in pairwise(body)
        if header_lines.words(line.text) <= MOST_HEADING
        and _CLOSED.search(line.text) is None
        and len(below.text) >= SHORTEST_PARAGRAPH
    ]
    return chosen.index in heads and sum(i > chosen.index for i in heads) >= FEWEST_BRIEFS


def _is_plain(block: Block, sources: Sources) -> bool:
    return not is_sentence(block, sources) and not credits.holds_credit(block.text)


@lru_cache(maxsize=1)
def _lines(sources: Sources) -> list[Block]:
    """The true title below strange ones; else the lines taken out as title that stand above the
    story, are no sentences and credit no picture. A line that stays in the body counts if the
    story speaks of the same."""
    below = story.title_below(sources)
    if below:
        return [below]
    kept = {b.index for b in sources.body}
    first = next((b.index for b in sources.body if len(b.text) >= SHORTEST_PARAGRAPH), None)
    return [
        b
        for b in sources.labelled("title")
        if (first is None or b.index <= first)
        and (b.index not in kept or _is_shared(b, sources))
        and _is_plain(b, sources)
    ]


@lru_cache(maxsize=1)
def headline(sources: Sources) -> Block | None:
    """The line with which one of the first lines begins, up to the name of the site behind it."""
    blocks = sources.reading.blocks
    for frame in blocks[:FIRST]:
        text, first = fold(frame.text), frame.text[0]
        for block in blocks[frame.index + 1 :] if " -" in text or _BAR.search(text) else ():
            short = len(block.text) < SHORTEST or block.kind == "list-item"
            if block.text[0] != first or short:
                continue
            long = len(block.text) <= len(frame.text) <= MOST_FRAME * len(block.text)
            if long and _begins(text, fold(block.text)):
                return block
    return _again(blocks[0], blocks[FIRST:]) if blocks else None


def _begins(frame: str, title: str) -> bool:
    return frame.startswith(title) and _TAIL.match(frame, len(title)) is not None


def _again(first: Block, others: Sequence[Block]) -> Block | None:
    """The line further down that says what the first one does, if that is long and no sentence."""
    if first.text.count(" ") < FEWEST_SPACES or first.text.endswith((".", "。", ":")):
        return None
    return next((b for b in others if b.text == first.text), None)


def site_names(sources: Sources) -> set[str]:
    """Folded tails of the first lines ("... | Example Gazette") that stand alone on the page too:
    the names of its site."""
    tails = {
        fold(tail)
        for block in sources.reading.blocks[:FIRST]
        if "-" in block.text or _BAR.search(block.text)
        for tail in _CUT.split(block.text)[1:]
        if tail.count(" ") < MOST_WORDS
    }
    return tails and tails & {
        fold(b.text) for b in sources.reading.blocks if len(b.text) <= LONGEST
    }


def _is_shared(block: Block, sources: Sources) -> bool:
    said, shared = story.in_story(block, sources)
    return shared >= (story.SHARED if said >= story.FEWEST_STEMS else 1)
