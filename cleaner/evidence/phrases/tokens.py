"""Text as phrases see it: folded tokens. Case, accents and punctuation do not count."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

SHARE_OF_WORD = 0.4
"""What a character of a script without spaces counts for when the words of a line are counted."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff"
    "\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
)
"""Scripts written without spaces, as a regex class body: Thai, Lao, Burmese, Khmer, kana, Han."""
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
    """The folded tokens of a text, read as far as they are asked for.

    Most phrases are ruled out by the first token or two of a paragraph.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._coming = _pattern_for(text).finditer(text)
        self._matches: list[re.Match[str]] = []
        self._words: list[str] = []
        self._all: list[str] | None = None

    def __iter__(self) -> Iterator[str]:
        """The tokens from the first on."""
        return chain(self._words, self._unread())

    def _unread(self) -> Iterator[str]:
        for match in self._coming:
            self._matches.append(match)
            word = fold(match[0])
            self._words.append(word)
            yield word

    def words(self) -> list[str]:
        """All tokens."""
        if self._all is None:
            self._all = list(map(fold, _pattern_for(self.text).findall(self.text)))
        return self._all

    def ends_after(self, count: int) -> bool:
        """Whether there are just so many tokens; ``count`` of them must have been read."""
        return len(self._words) == count and next(self._unread(), None) is None

    def start(self, index: int) -> int:
        """The first character of a token."""
        return self._match(index).start()

    def end(self, index: int) -> int:
        """One past the last character of a token."""
        return self._match(index).end()

    def _match(self, index: int) -> re.Match[str]:
        for _ in islice(self._unread(), max(0, index + 1 - len(self._matches))):
            pass
        return self._matches[index]


@lru_cache(maxsize=16_384)
def is_unspaced(token: str) -> bool:
    """Whether a token is a character of a script without spaces."""
    return re.match(f"[{UNSPACED}]", token) is not None


def size(text: str) -> float:
    """The length of a line in words; a character of a script without spaces is part of one."""
    words = _pattern_for(text).findall(text)
    if text.isascii():
        return len(words)
    return sum(SHARE_OF_WORD if is_unspaced(word) else 1 for word in map(fold, words))


def longer(text: str, words: int) -> bool:
    """Whether a text has more words than that, as ``size`` counts them."""
    least = 2 * words if text.isascii() else words
    return len(text) > least and size(text) > words
