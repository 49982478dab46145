"""A cheap look at a text that tells which phrases can be in it at all.

``skim`` gives the words of a text, folded once more than its tokens: marks, too, do not count,
and numbers in a row are one. Every phrase has *keys*, the first words of what it can match,
skimmed in the same way; a text without a key of a phrase cannot match it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cleaner.evidence.phrases.patterns import Piece
from cleaner.evidence.phrases.tokens import (
    APOSTROPHES,
    DROPPED,
    JOINERS,
    REPLACED,
    is_unspaced,
    tokenize,
)

NUMBER = "9"
"""What words with a digit, one or several in a row, become."""

KEY_WORDS = 3
"""The most words of a key."""

ODD = ("''", "9'", "9k'", "9m'", "©", "ﾞ", "ﾟ")
"""Where a folded text has one of these, its words are not what white space separates."""

Key = tuple[str, ...]


class Letters(dict[int, str]):
    """For ``str.translate``: characters by code point, folded when they are first asked for."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _folded(chr(point))
        return folded


@cache
def letters() -> Letters:
    """The table that folds a text character by character.

    Words come out with single apostrophes still in them, all other punctuation as spaces, digits
    as ``9`` and characters of scripts without spaces as words of their own.
    """
    table = Letters()
    for point in range(128):
        _ = table[point]
    return table


def _folded(char: str) -> str:
    if char in APOSTROPHES and not char.isalnum():
        return "'"
    if char in ODD:
        return char
    if is_unspaced(char):
        return f" {_bare(char)} "
    return _bare(char) if char.isalnum() or _is_part(char) else " "


def _is_part(char: str) -> bool:
    return char in JOINERS or (ord(char) < 0xFFFF and unicodedata.category(char)[0] == "M")


def _bare(char: str) -> str:
    return "".join(map(_base, unicodedata.normalize("NFKD", char).casefold()))


def _base(char: str) -> str:
    if char.isdecimal():
        return NUMBER
    kept = is_unspaced(char) or (char.isalnum() and ord(char) not in DROPPED)
    return char.translate(REPLACED) if kept else ""


def skim(text: str) -> list[str]:
    """The words of a text, for comparison with keys."""
    folded = text.translate(letters())
    if ("'" in folded or not folded.isascii()) and any(sign in folded for sign in ODD):
        return list(skim_tokens(token.text for token in tokenize(text)))
    words = folded.replace("'", "").split()
    return list(_numbers_joined(words)) if NUMBER in folded else words


def skim_tokens(tokens: Iterable[str]) -> Iterator[str]:
    """The words that ``skim`` gives for a text with these folded tokens."""
    folded = (token.replace("#", NUMBER).translate(letters()) for token in tokens)
    return _numbers_joined(word for part in folded if (word := part.replace(" ", "")))


def _numbers_joined(words: Iterable[str]) -> Iterator[str]:
    before = ""
    for word in words:
        if NUMBER not in word:
            yield word
        elif before != NUMBER:
            yield NUMBER
        before = NUMBER if NUMBER in word else word


def keys(pieces: Sequence[Piece]) -> tuple[set[Key], bool]:
    """The keys of a pattern, and whether they stand at its very beginning.

    Whatever the pattern matches has the words of one key in a row. A key is short where the
    pattern ends or a ``*`` follows. Raises ``ValueError`` for a pattern that needs no word.
    """
    for skipped in range(len(pieces)):
        growing, closed = _grow({()}, pieces[skipped:])
        found = growing | closed
        if () not in found:
            return found, not skipped
    raise ValueError("cannot read phrase: it can match without a word")


def _grow(growing: set[Key], pieces: Iterable[Piece]) -> tuple[set[Key], set[Key]]:
    """``(keys that go on after these pieces, keys that do not)``."""
    closed: set[Key] = set()
    for piece in pieces:
        if piece == "*":
            return set(), closed | growing
        if isinstance(piece, str):
            growing = {_longer(key, piece) for key in growing}
        else:
            grown = [_grow(growing, part) for part in piece]
            growing = {key for on, _ in grown for key in on}
            closed |= {key for _, off in grown for key in off}
        closed |= {key for key in growing if len(key) == KEY_WORDS}
        growing = {key for key in growing if len(key) < KEY_WORDS}
    return growing, closed


def _longer(key: Key, token: str) -> Key:
    words = tuple(skim_tokens([token]))
    if key and words and key[-1] == words[0] == NUMBER:
        words = words[1:]
    return (*key, *words)[:KEY_WORDS]
