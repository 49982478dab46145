"""Phrase families: what publishers write around articles, as data, and the matcher for them.

``data/phrases/<language>.toml`` has one table a reason, and in it lists of phrases by where they
count:

``line``     the whole line is the phrase
``heading``  as ``line``, and short lines that follow go with it
``start``    a line that begins so is chrome, the rest is a slot
``end``      a short line that ends so is chrome
``cut``      chrome inside a longer line; only these characters go. ``(related *)`` in brackets:
             a bracket that begins so goes whole
``hint``     suspicious, never enough alone

Inside a phrase ``*`` stands for 1 to 8 tokens (1 to 20 characters of Chinese, Japanese, Thai),
``{a|b c|}`` for alternatives, ``#`` for a number.
A ``start`` phrase that ends in `` :`` (space, colon) asks for a colon, bar or dash after it.
Text is folded before it is compared: case, accents, apostrophes and the other punctuation do not
count; ``copyright`` is © too. See ``tokens.tokenize``.

There are thirteen thousand phrases and a page can match a few dozen. ``index`` finds those by a
cheap look at the words (``skim``); only they are read (``patterns``) and looked for
(``automaton``, ``book``). ``files`` opens the phrase files in their compiled form, and ``search``
makes votes and cuts of what is found. After a change to a phrase file run
``python -m cleaner.evidence.phrases``.
"""

from __future__ import annotations

from cleaner.evidence.phrases.book import Phrasebook
from cleaner.evidence.phrases.files import known_languages, load, read_phrases
from cleaner.evidence.phrases.records import STRONG, Phrase, PhraseMatch
from cleaner.evidence.phrases.search import Search
from cleaner.evidence.phrases.tokens import tokenize

__all__ = [
    "STRONG",
    "Phrase",
    "PhraseMatch",
    "Phrasebook",
    "Search",
    "known_languages",
    "load",
    "new_search",
    "read_phrases",
    "tokenize",
]


def new_search() -> Search:
    """The phrases of all languages, to be looked for on one page."""
    return Search(load())
