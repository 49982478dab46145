"""Which line of a plain-text page the address of the page was made from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.grammar import credits, slugs
from cleaner.grammar.letters import begins_small
from cleaner.records import Block

MOST = 0.75
"""Share of the address's words that a line has which tells its title anywhere above the story."""
HALF = 0.5
"""The same for a line above the one that would be the title otherwise; and the most that this one
may have of the words of the other."""
FEWEST_ABOVE = 3
"""Words of the address in such a line."""
LONGEST = 6
"""How many times as many words as it shares with the address the line has."""
NEAR = 3
"""How many lines above the chosen title such a line stands at most: further up stands the title of
the window, which search engines read and people do not."""
MOST_WORDS = 26
"""Words from which a line is a paragraph."""
LONG, ROOT = 4, 5
"""Letters of a word that is no "the" or "of", and those by which one is known again."""
LONG_WORDS = 3
"""Such words of a line that is more than the name of a series ("Photo of the Day")."""

_CLOSED = re.compile(r"[.。।؟۔…:;,][\"'”’»)\]]*$")


def title(url: str, lines: Sequence[Block], chosen: Block | None) -> Block | None:
    """The line whose words the address has, where the chosen title has next to none of them.

    Addresses leave words out, number the page, or keep an older title: where no line has most of
    the words of one, it says nothing. The title of a page that has another one in its address may
    be new, and the old one a subheading: a line that has most of its words is the title only if the
    chosen one has none. A title right above its standfirst may have fewer of them, and so may one
    that the address has word for word.
    """
    slug = slugs.words(url)
    open_lines = [b for b in lines if _may_be_title(b.text)]
    spelled = [b for b in open_lines if slugs.spells(url, b.text)]
    spelled = spelled or [b for b in open_lines if slugs.opens(url, b.text)]
    if spelled and _is_foreign(spelled[0], chosen):
        return spelled[0]
    if not slug or not open_lines:
        return None
    best = max(open_lines, key=lambda b: (len(_shared(slug, b)), -len(b.text)))
    shared, own = len(_shared(slug, best)), _shared(slug, chosen) if chosen else frozenset()
    if shared < FEWEST_ABOVE or len(best.text.split()) > LONGEST * shared:
        return None
    if chosen and 0 < chosen.index - best.index <= NEAR:
        most = shared >= HALF * len(slug) and len(own) <= HALF * shared
        return best if most and _says_something(best) else None
    told = shared >= slugs.FEWEST and shared >= MOST * len(slug)
    return best if told and not (chosen and _is_kin(slug, chosen)) else None


def _is_foreign(spelled: Block, chosen: Block | None) -> bool:
    """Whether the chosen title has no word of the line that the address is, or stands right below
    it as its standfirst does."""
    if chosen is None or chosen.text == spelled.text:
        return chosen is None
    if 0 < chosen.index - spelled.index <= NEAR:
        return _says_something(spelled)
    return not _is_kin(slugs.words_of(spelled.text), chosen)


def _says_something(block: Block) -> bool:
    """Whether a line is more than the name of a series."""
    return sum(len(word) >= LONG for word in slugs.words_of(block.text)) >= LONG_WORDS


def _may_be_title(text: str) -> bool:
    """Whether a line is no paragraph, no caption, and not the words that people search for."""
    paragraph = len(text.split()) > MOST_WORDS or _CLOSED.search(text)
    return not paragraph and not begins_small(text) and not credits.is_credited(text)


def _shared(slug: frozenset[str], block: Block) -> frozenset[str]:
    return slug & slugs.words_of(block.text)


def _is_kin(slug: frozenset[str], block: Block) -> bool:
    """Whether a line has a long word of the address, whatever its ending."""
    told = {word[:ROOT] for word in slug if len(word) >= LONG}
    return any(word[:ROOT] in told for word in slugs.words_of(block.text))
