"""Texts as arrays: characters with their classes, and hashed words, all in NumPy.

A word is a run of letters, marks and digits; in scripts without spaces each character is one.
Digits count as zeros and capitals as small letters, so that "March 3" and "march 7" are the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cleaner.evidence.arrays import np, npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.uint8]

SIGN, UPPER, LOWER, DIGIT, OTHER, SPACE, END, COMMA, QUOTE = CLASSES = range(9)
"""Classes of characters; those of words are ``UPPER`` to ``OTHER``."""
_TABLE_SIZE = 0x3400
_SOLO = ((0x0E00, 0x0E80), (0x3040, 0xA000))
"""Ranges of characters that are words of their own."""
_ENDS = ".!?…。！？؟।"
_COMMAS = ",;、，،؛"
_QUOTES = "\"'“”„«»‘’「」"
_LONGEST = 32
_MULTIPLIER = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Words:
    """The characters and words of n texts, one after the other."""

    codes: npt.NDArray[np.uint32]
    """Code points; a line feed ends each text."""
    flags: Flags
    """Class of each character, one of ``CLASSES``."""
    starts: Ints
    """(n,) Where each text begins in ``codes``."""
    lengths: Ints
    """(n,) Characters of each text without its line feed."""
    hashes: Hashes
    """Hash of each word, and a last one that stands for no word."""
    first: Ints
    """(n,) The first word of each text; the last hash where it has none."""
    counts: Ints
    """(n,) Words of each text."""

    def head(self, most: int) -> tuple[Ints, Ints]:
        """Word numbers of the first ``most`` words of each text, one at least, and their counts."""
        counts = np.clip(self.counts, 1, most)
        return ranges(self.first, counts), counts

    def tail(self, most: int) -> tuple[Ints, Ints]:
        """Word numbers of the last ``most`` words of each text, one at least, and their counts."""
        counts = np.clip(self.counts, 1, most)
        return ranges(self.first + np.maximum(self.counts - most, 0), counts), counts


def words_of(texts: Sequence[str]) -> Words:
    """The words of the texts; there is at least one text."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.cumsum(lengths + 1) - lengths - 1
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    known = np.minimum(codes, _TABLE_SIZE)
    flags_table, small_table = _tables()
    flags = flags_table[known]
    hashes, at = _hash_words(codes, np.where(known < _TABLE_SIZE, small_table[known], codes), flags)
    bounds = np.searchsorted(at, np.append(starts, len(codes)))
    counts = np.diff(bounds)
    first = np.where(counts > 0, bounds[:-1], len(at))
    return Words(codes, flags, starts, lengths, np.append(hashes, np.uint64(0)), first, counts)


def _hash_words(
    codes: npt.NDArray[np.uint32], small: npt.NDArray[np.uint32], flags: Flags
) -> tuple[Hashes, Ints]:
    """Hash and first character of each word."""
    word = (flags >= UPPER) & (flags <= OTHER)
    joins = word.copy()
    if codes.max(initial=0) >= _SOLO[0][0]:
        for low, high in _SOLO:
            joins &= (codes < low) | (codes >= high)
    goes_on = np.zeros(len(word), bool)
    goes_on[1:] = joins[1:] & joins[:-1]
    inside = np.flatnonzero(word)
    if not len(inside):
        return np.empty(0, np.uint64), inside
    begins = np.flatnonzero(~goes_on[inside])
    sizes = np.diff(begins, append=len(inside))
    place = np.arange(len(inside)) - np.repeat(begins, sizes)
    values = small[inside].astype(np.uint64) * powers(_LONGEST)[np.minimum(place, _LONGEST - 1)]
    return mix(np.add.reduceat(values, begins)), inside[begins]


def mix(values: Hashes) -> Hashes:
    """Hashes whose low bits depend on all bits of the values; 0 stays free for "no word"."""
    mixed = (values ^ (values >> np.uint64(31))) * np.uint64(_MULTIPLIER)
    return (mixed ^ (mixed >> np.uint64(29))) | np.uint64(1 << 63)


@cache
def powers(most: int) -> Hashes:
    """Odd multipliers, one a position, so that order counts in a sum."""
    found, value = [], 1
    for _ in range(most):
        value = value * _MULTIPLIER & _ALL
        found.append(value | 1)
    return np.array(found, np.uint64)


def ranges(first: Ints, counts: Ints) -> Ints:
    """``first[i], first[i] + 1, ...``, ``counts[i]`` of them, for each i, one after the other."""
    before = np.cumsum(counts) - counts
    found: Ints = np.repeat(first - before, counts) + np.arange(counts.sum())
    return found


@cache
def _tables() -> tuple[Flags, npt.NDArray[np.uint32]]:
    """Flags and small letters of each character below ``_TABLE_SIZE``; others are letters."""
    flags = np.full(_TABLE_SIZE + 1, OTHER, np.uint8)
    small = np.arange(_TABLE_SIZE + 1, dtype=np.uint32)
    for code in range(_TABLE_SIZE):
        char = chr(code)
        flags[code] = _flag(char)
        small[code] = ord("0") if flags[code] == DIGIT else ord(char.lower()[0])
    return flags, small


def _flag(char: str) -> int:
    for characters, flag in ((_ENDS, END), (_COMMAS, COMMA), (_QUOTES, QUOTE)):
        if char in characters:
            return flag
    tests = (
        (SPACE, char.isspace()),
        (UPPER, char.isupper()),
        (LOWER, char.islower()),
        (DIGIT, char.isdigit()),
        (OTHER, char.isalpha() or unicodedata.category(char).startswith("M")),
    )
    return next((flag for flag, holds in tests if holds), SIGN)
