"""Text as phrases see it: folded tokens. Case, accents and punctuation do not count."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from cleaner.grammar.letters import UNSPACED

SHARE_OF_WORD = 0.4
"""What a character of a script without spaces counts for when the words of a line are counted."""

APOSTROPHES = "'’‘ʼ`´′"
JOINERS = "\u00ad\u200c\u200d\u2060"

COPYRIGHT = "(?:[Cc]opyright|COPYRIGHT)?\\s*©"
"""The sign, and word and sign together, are one token, ``©``."""

ASCII_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[kKmM]?(?![A-Za-z0-9])|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*", re.ASCII
)


class Token(NamedTuple):
    """One folded token and its place in the text."""

    text: str
    start: int
    end: int


@cache
def marks() -> str:
    """The combining marks of the basic plane that belong to words, as a regex class body."""
    points = (c for c in range(0x300, 0xFFFF) if unicodedata.category(chr(c))[0] == "M")
    return "".join(chr(c) for c in points if not is_unspaced(chr(c)))


@cache
def token_pattern() -> re.Pattern[str]:
    """What a token is in text beyond ASCII."""
    letter = f"(?:[^\\W_{UNSPACED}]|[{marks()}{JOINERS}])"
    number = rf"\d+(?:[.,٫٬'’]\d+)*[kKmM]?(?!{letter})"
    return re.compile(rf"{COPYRIGHT}|{number}|[{UNSPACED}]|{letter}+(?:[{APOSTROPHES}]{letter}+)*")


DROPPED: dict[int, None] = {ord(c): None for c in APOSTROPHES + JOINERS + "ـ"}
DROPPED |= dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x653), 0x670])
REPLACED = str.maketrans("ىیکٱأإآıё", "ييكااااiе")
NUMBER = re.compile(r"\d+(?:[.,٫٬'’]\d+)*[kKmM]?")


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """A token as phrases are compared: no case, accents or apostrophes; ``#`` for a number."""
    if NUMBER.fullmatch(token):
        return "#"
    if token.endswith("©"):
        return "©"
    if token.isascii():
        return sys.intern(token.lower().replace("'", "").replace("`", ""))
    bare = unicodedata.normalize("NFKD", token).casefold().translate(DROPPED)
    return sys.intern(unicodedata.normalize("NFC", bare).translate(REPLACED))


def _pattern_for(text: str) -> re.Pattern[str]:
    return ASCII_TOKEN if text.isascii() else token_pattern()


@lru_cache(maxsize=2048)
def tokenize(text: str) -> tuple[Token, ...]:
    """The folded tokens of a text: runs of letters and digits, CJK and Thai one by one.

    A page's lines are asked for several times, so the last ones are remembered.
    """
    found = _pattern_for(text).finditer(text)
    return tuple(Token(fold(m.group()), m.start(), m.end()) for m in found)


class Line:
    """The folded tokens of a text; where they stand is looked up when something is found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [fold(word) for word in _pattern_for(text).findall(text)]
        self._matches: list[re.Match[str]] | None = None

    def start(self, index: int) -> int:
        """The first character of a token."""
        return self._match(index).start()

    def end(self, index: int) -> int:
        """One past the last character of a token."""
        return self._match(index).end()

    def _match(self, index: int) -> re.Match[str]:
        if self._matches is None:
            self._matches = list(_pattern_for(self.text).finditer(self.text))
        return self._matches[index]

    @property
    def size(self) -> float:
        """As ``size`` of the text."""
        return len(self.words) if self.text.isascii() else _size(self.words)


@lru_cache(maxsize=16_384)
def is_unspaced(token: str) -> bool:
    """Whether a token is a character of a script without spaces."""
    return re.match(f"[{UNSPACED}]", token) is not None


WORD = 10
"""Characters of a text within which a word begins, as a rule."""


@lru_cache(maxsize=1024)
def size(text: str) -> float:
    """The length of a line in words; a character of a script without spaces is part of one."""
    words = _pattern_for(text).findall(text)
    return len(words) if text.isascii() else _size(map(fold, words))


def _size(words: Iterable[str]) -> float:
    return sum([SHARE_OF_WORD if is_unspaced(word) else 1 for word in words])


def is_blank(text: str) -> bool:
    """Whether a text has no token."""
    return _pattern_for(text).search(text) is None


def longer(text: str, words: int) -> bool:
    """Whether a text has more words than that, as ``size`` counts them; the begin of a paragraph
    has them as a rule."""
    least = 2 * words if text.isascii() else words
    if len(text) <= least:
        return False
    head = text[: WORD * words]
    return size(head) > words or (len(head) < len(text) and size(text) > words)
