"""Finds the concepts in the texts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from cleaner.evidence.arrays import np, npt
from cleaner.evidence.concepts.files import Table, load
from cleaner.evidence.concepts.names import CONCEPTS
from cleaner.grammar.letters import MARKS, UNSPACED, UNSPACED_LETTER

Ints = npt.NDArray[np.int64]

BEGIN = len(CONCEPTS)
"""Stands for the begin of a sentence."""
SIZE = len(CONCEPTS) + 1
IDS = SIZE + SIZE * SIZE
"""The numbers of single concepts, then those of two that follow one another."""
NEAR = 4
"""Two concepts follow one another if no more than three other words stand between."""
NONE = 3
"""The rank of a language that a page does not speak."""
GAP = 2 * NEAR
"""How many words the end of a sentence, or of a text, counts."""
ANYWHERE = "en"
"""Sites of all languages speak some English; else the two best languages of a page count."""
_LETTER = rf"[^\W\d_{UNSPACED}]"
_TOKEN = re.compile(rf"[.!?…。！？।|•]+|[{UNSPACED}]+|{_LETTER}(?:{_LETTER}|[{MARKS}])*")
_JOINERS = re.compile("[\u0307\u200c\u200d]")
_ARABIC = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ك", "ف", "س")
_HEBREW = re.compile("[והבלמשכ]{1,3}")
_MEMORY = 1 << 17
"""So many words are remembered at most."""

Codes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hits:
    """The words of a text that stand for a concept in some language."""

    places: tuple[int, ...]
    """Each counted in words from the begin of the text, ascending."""
    codes: tuple[int, ...]
    """As in ``Table``; -1 for the begin of a sentence."""
    end: int


_STOP: Codes = (-1,)


class _Words(dict[str, Codes]):
    """The codes of words, pieces and ends of sentences, each looked up once."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __missing__(self, token: str) -> Codes:
        if len(self) >= _MEMORY:
            self.clear()
        found = self[token] = self._read(token)
        return found

    def _read(self, token: str) -> Codes:
        if not token[0].isalpha():
            return _STOP
        return tuple(sorted({code for form in _forms(token) for code in self._codes(form)}))

    def _codes(self, word: str) -> Iterator[int]:
        held = [self.table.words.get(word), self.table.pieces.get(word)]
        longest = min(len(word), self.table.longest_stem)
        held += [self.table.stems.get(word[:size]) for size in range(2, longest + 1)]
        for codes in filter(None, held):
            yield from map(int, codes.split(","))


def _forms(word: str) -> Iterator[str]:
    """The word, and what is left without the small words that Arabic and Hebrew write with it."""
    yield word
    if "\u0600" <= word[0] < "\u0700":
        for start in _ARABIC:
            if word.startswith(start) and len(word) - len(start) >= 2:
                yield word[len(start) :]
    elif "\u0590" <= word[0] < "\u0600":
        for size in (1, 2, 3):
            if len(word) - size >= 2 and _HEBREW.fullmatch(word, 0, size):
                yield word[size:]


@cache
def _words() -> _Words:
    return _Words(load())


def _pieces(run: str) -> Iterator[str]:
    """What is known of a run without spaces, from left to right, the longest piece first."""
    table, at = load(), 0
    while at < len(run):
        for size in table.lengths:
            if run[at : at + size] in table.pieces:
                yield run[at : at + size]
                at += size
                break
        else:
            at += 1


@lru_cache(maxsize=512)
def _hits(text: str) -> _Hits:
    places, codes = [0], [-1]
    place = 0
    for found in map(_words().__getitem__, _tokens(text)):
        place += 1
        if not found:
            continue
        if found is _STOP:
            place += GAP
        places.extend([place] * len(found))
        codes.extend(found)
    return _Hits(tuple(places), tuple(codes), place + GAP)


def _tokens(text: str) -> list[str]:
    """The words, the pieces of runs without spaces, and the marks that end sentences."""
    plain = _plain(text)
    tokens: list[str] = _TOKEN.findall(plain)
    if plain.isascii() or not UNSPACED_LETTER.search(plain):
        return tokens
    return [part for t in tokens for part in (_pieces(t) if UNSPACED_LETTER.match(t) else (t,))]


def _plain(text: str) -> str:
    """In small letters, without marks that some sites write and others leave out."""
    lowered = text.lower()
    return lowered if lowered.isascii() else _JOINERS.sub("", lowered)


def read(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Which concepts, and pairs of them, stand in which text.

    Gives the numbers below ``IDS`` and for each the text that it belongs to, ascending; each pair
    of these once.
    """
    found = [_hits(text) for text in texts]
    rows = np.repeat(np.arange(len(found)), [len(hits.places) for hits in found])
    ends = np.array([hits.end for hits in found], np.int64)
    places = _flat(hits.places for hits in found) + (np.cumsum(ends) - ends)[rows]
    codes = _flat(hits.codes for hits in found)
    best, first = _best(places, _ranks(places, codes))
    rows, places, codes = rows[best], places[best], codes[best]
    concepts = np.where(codes < 0, BEGIN, codes % BEGIN)
    single = np.flatnonzero(concepts < BEGIN)
    left, right = first[:-1], first[1:]
    near = (places[right] - places[left] <= NEAR) & (concepts[left] != concepts[right])
    left, right = left[near], right[near]
    pairs = SIZE + concepts[left] * SIZE + concepts[right]
    keys = np.concatenate([rows[single], rows[left]]) * IDS
    keys = np.unique(keys + np.concatenate([concepts[single], pairs]))
    return keys % IDS, keys // IDS


def _flat(parts: Iterator[tuple[int, ...]]) -> Ints:
    return np.fromiter(chain.from_iterable(parts), np.int64)


def _ranks(places: Ints, codes: Ints) -> Ints:
    """For each hit the less the more the page is in its language, or ``NONE``.

    A word says of a language the less the more languages have it.
    """
    languages = load().languages
    spoken = codes >= 0
    held = np.unique(places[spoken] * len(languages) + codes[spoken] // BEGIN)
    _, word, sizes = np.unique(held // len(languages), return_inverse=True, return_counts=True)
    votes = np.bincount(held % len(languages), 1 / sizes[word], minlength=len(languages))
    rank = np.full(len(languages), NONE)
    rank[languages.index(ANYWHERE)] = 2
    rank[np.argsort(-votes, kind="stable")[1::-1]] = 1, 0
    return np.where(spoken, rank[codes // BEGIN], 0)


def _best(places: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """The hits that count, by place: all senses of a word in the best language that has it.

    And which of these are the first of their place.
    """
    kept = np.flatnonzero(rank < NONE)
    kept = kept[np.argsort(places[kept] * NONE + rank[kept], kind="stable")]
    fresh = np.ones(len(kept), bool)
    fresh[1:] = places[kept][1:] != places[kept][:-1]
    first = np.flatnonzero(fresh)
    counts = rank[kept] == rank[kept][first][np.cumsum(fresh) - 1]
    return kept[counts], np.flatnonzero(fresh[counts])
