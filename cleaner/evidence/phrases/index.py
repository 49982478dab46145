"""Which phrases a text can match at all, by the first words of what they match.

Phrases are held as columns and made into objects when a text asks for them: a book of all
languages has thirteen thousand, and a page meets a few dozen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from cleaner.evidence.phrases.patterns import Piece, backwards, needs_word, parse
from cleaner.evidence.phrases.records import Part, Phrase, Where, part_of
from cleaner.evidence.phrases.skim import KEY_WORDS, Key, keys, skim

FLOATING = "*"
"""First word of a key that other words may stand before, although its phrase opens the text (or
closes it, or opens a bracket)."""


MOST_KEYS = 24
"""A phrase of many alternatives has shorter keys, down to one word, until there are no more."""


class Group(NamedTuple):
    """The phrases of one language, reason and place, with their keys."""

    language: str
    reason: str
    where: Where
    entries: Sequence[Sequence[str]]
    """For each phrase its text, then its keys as ``phrase_keys`` gives them."""


def pattern(phrase: Phrase) -> list[Piece]:
    """The pattern of a phrase, in the order in which its tokens are read.

    Raises ``ValueError`` for one that cannot be read or could match without a word.
    """
    text = phrase.text.strip("()").rstrip(" *") if phrase.part == "bracket" else phrase.text
    pieces = parse(text)
    if not needs_word(pieces):
        raise ValueError(f"phrase {text!r} ({phrase.language}) can match without a word")
    return backwards(pieces) if phrase.part == "closing" else pieces


def phrase_keys(phrase: Phrase) -> list[str]:
    """The keys of a phrase, their words joined by spaces; of a closing one from the last word on.

    Raises ``ValueError`` as ``pattern`` does.
    """
    found, at_once = keys(pattern(phrase))
    found = _shortened(found)
    if at_once or phrase.part == "anywhere":
        return sorted({" ".join(key) for key in found})
    turned = {key[::-1] for key in found} if phrase.part == "closing" else found
    return sorted({" ".join((FLOATING, *key)) for key in turned})


def _shortened(found: set[Key]) -> set[Key]:
    """Few keys rather than long ones: the beginning of a key tells less, but is as true."""
    for length in range(KEY_WORDS, 0, -1):
        shorter = {key[:length] for key in found}
        if len(shorter) <= MOST_KEYS:
            break
    return shorter


def grouped(phrases: Iterable[Phrase]) -> Iterator[Group]:
    """Phrases in groups, in their order. Raises ``ValueError`` as ``pattern`` does."""
    for p in phrases:
        yield Group(p.language, p.reason, p.where, [[p.text, *phrase_keys(p)]])


class Index:
    """Phrases by number, and the numbers of those that a text can match."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups = tuple(groups)
        self._first: list[int] = []
        """For each group the number of its first phrase."""
        self._by_key: dict[Part, dict[str, list[int]]] = {
            "opening": {}, "anywhere": {}, "closing": {}, "bracket": {},
        }  # fmt: skip
        self._size = 0
        for group in self._groups:
            self._first.append(self._size)
            self._add(group)

    def _add(self, group: Group) -> None:
        for number, (text, *found) in enumerate(group.entries, self._size):
            part = part_of(group.where, text)
            in_rows = part == "anywhere" and group.where == "cut" and "*" not in text
            for key in found:
                if part == "anywhere" or key[0] == FLOATING:
                    pair = " ".join(key.removeprefix(FLOATING).split()[:2])
                    self._by_key["anywhere"].setdefault(pair, []).append(number)
                else:
                    self._by_key[part].setdefault(key, []).append(number)
                if in_rows:
                    self._by_key["opening"].setdefault(key, []).append(number)
        self._size += len(group.entries)

    def __len__(self) -> int:
        return self._size

    def phrase(self, number: int) -> Phrase:
        """The phrase of a number, 0 <= number < len."""
        at = bisect_right(self._first, number) - 1
        group = self._groups[at]
        text = group.entries[number - self._first[at]][0]
        return Phrase(group.reason, group.where, group.language, text)

    def possible(self, text: str) -> set[int]:
        """The phrases that can stand in a text, those in brackets left out."""
        words = skim(text)
        found = set(self.at_start(words, "opening"))
        found.update(self.at_start(reversed(words), "closing"))
        inside = self._by_key["anywhere"]
        for word in inside.keys() & set(words):
            found.update(inside[word])
        for pair in inside.keys() & set(map(" ".join, pairwise(words))):
            found.update(inside[pair])
        return found

    def at_start(self, words: Iterable[str], part: Part) -> list[int]:
        """The phrases with a key that these skimmed words begin with."""
        by_key = self._by_key[part]
        found: list[int] = []
        key = ""
        for word in islice(words, KEY_WORDS):
            key = f"{key} {word}" if key else word
            found += by_key.get(key, ())
        return found
