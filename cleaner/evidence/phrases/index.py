"""Which phrases a text can match at all, by the first words of what they match.

Phrases are held as columns and made into objects when a text asks for them: a book of all
languages has thirteen thousand, and a page meets a few dozen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.evidence.phrases.patterns import Piece, backwards, needs_word, parse
from cleaner.evidence.phrases.records import Part, Phrase, Where, part_of
from cleaner.evidence.phrases.skim import KEY_WORDS, Key, keys, skim

FLOATING = "*"
"""First word of a key that other words may stand before, although its phrase opens the text (or
closes it, or opens a bracket)."""


ROWED: tuple[Where, ...] = ("line", "heading", "cut")
"""Places of phrases that make a line together with others."""

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


class Possible(NamedTuple):
    """Numbers of the phrases that can stand in a text, by the part that they are looked for in."""

    opening: list[int]
    anywhere: list[int]
    closing: list[int]
    rows: frozenset[int]
    """Those that can be the first of several that make the line together."""
    least: int
    """The text has so many tokens, or more."""


NONE = Possible([], [], [], frozenset(), 0)


class Index:
    """Phrases by number, and the numbers of those that a text can match."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._kinds: list[tuple[str, str, Where]] = []
        """Language, reason and place of each group."""
        self._texts: list[tuple[str, ...]] = []
        """The phrases of each group as their file has them."""
        self._first: list[int] = []
        """For each group the number of its first phrase."""
        self._parts: list[Part] = []
        """For each phrase the part that it is looked for in."""
        self._rows: set[int] = set()
        """Phrases of which several in a row can make a line."""
        self._by_key: dict[Part, dict[str, tuple[int, ...]]] = {
            "opening": {}, "closing": {}, "bracket": {},
        }  # fmt: skip
        self._inside: dict[str, tuple[tuple[str, int], ...]] = {}
        """Keys that may stand anywhere with the phrase of each, by the longest word of the key."""
        for group in groups:
            self._first.append(len(self._parts))
            self._add(group)
        self._marks = frozenset(self._inside)

    def _add(self, group: Group) -> None:
        self._kinds.append((group.language, group.reason, group.where))
        self._texts.append(tuple([entry[0] for entry in group.entries]))
        for number, (text, *found) in enumerate(group.entries, len(self._parts)):
            part = part_of(group.where, text)
            self._parts.append(part)
            in_rows = part != "bracket" and group.where in ROWED and "*" not in text
            if in_rows:
                self._rows.add(number)
            for key in found:
                if part == "anywhere" or key[0] == FLOATING:
                    words = key.removeprefix(FLOATING).split()
                    mark, entry = max(words, key=len), (f" {' '.join(words)} ", number)
                    self._inside[mark] = (*self._inside.get(mark, ()), entry)
                else:
                    self._enter(part, key, number)
                if in_rows and part == "anywhere":
                    self._enter("opening", key, number)

    def _enter(self, part: Part, key: str, number: int) -> None:
        """Numbers are held in tuples: the collector of garbage need not look into those."""
        by_key = self._by_key[part]
        by_key[key] = (*by_key.get(key, ()), number)

    def __len__(self) -> int:
        return len(self._parts)

    def phrase(self, number: int) -> Phrase:
        """The phrase of a number, 0 <= number < len."""
        at = bisect_right(self._first, number) - 1
        language, reason, where = self._kinds[at]
        return Phrase(reason, where, language, self._texts[at][number - self._first[at]])

    def possible(self, text: str) -> Possible:
        """The phrases that can stand in a text, those in brackets left out."""
        words = skim(text)
        first = self.at_start(words, "opening")
        found = first + self.at_start(words[: -KEY_WORDS - 1 : -1], "closing")
        if not self._marks.isdisjoint(words):
            held = self._marks.intersection(words)
            line = f" {' '.join(words)} "
            found += [number for word in held for key, number in self._inside[word] if key in line]
        if not found:
            return NONE
        return self._sorted(found, frozenset(self._rows.intersection(first)), len(words))

    def _sorted(self, numbers: Iterable[int], rows: frozenset[int], least: int) -> Possible:
        by_part: dict[Part, list[int]] = {"opening": [], "anywhere": [], "closing": []}
        for number in sorted(set(numbers)):
            by_part[self._parts[number]].append(number)
        opening, anywhere, closing = by_part.values()
        return Possible(opening, anywhere, closing, rows, least)

    def rows(self, words: Iterable[str]) -> list[int]:
        """The phrases of rows with a key that these skimmed words begin with."""
        return sorted(self._rows.intersection(self.at_start(words, "opening")))

    def at_start(self, words: Iterable[str], part: Part) -> list[int]:
        """The phrases with a key that these skimmed words begin with."""
        by_key = self._by_key[part]
        found: list[int] = []
        key = ""
        for word in islice(words, KEY_WORDS):
            key = f"{key} {word}" if key else word
            if key in by_key:
                found += by_key[key]
        return found
