"""A book of phrases: finds them in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cleaner.evidence.phrases.automaton import Automaton
from cleaner.evidence.phrases.index import Group, Index, Possible, grouped, pattern
from cleaner.evidence.phrases.patterns import backwards
from cleaner.evidence.phrases.records import NO_TRUST_WORDS, Phrase, PhraseMatch, asks_for_stop
from cleaner.evidence.phrases.skim import skim_tokens
from cleaner.evidence.phrases.tokens import Line

LOOK_BACK_TOKENS = 80
"""How far back from its last token the first one of a phrase is looked for."""

ASKED_TOKENS = 3
"""Up to so many tokens a question is no row of buttons, as "Comment partager ?" is none."""

MOSAIC_TOKENS = 40
"""The longest line, in tokens, that is tried as a row of several whole-line phrases."""

SHORT, SHORT_TEXTS = 80, 4096
"""The longest text, in characters, whose matches are remembered, and how many such texts are."""

COLON = re.compile(r"[.]?\s*(?:[:：|»›>]|[–—-]\s)")
STOP = re.compile(r"[.!?…।۔؟。！？]['\"’”»」』)\]]*[\s\[(>»›→|-]*$")
BUTTON = ("", ">", ">>", "»", "›", "→", "...", "…")
"""What may stand behind a button."""
PRICE = re.compile(r"[$€£¥₹₽]\s?\d|\d\s?[$€£¥₹₽%]")
"""In the row of a table, also if the rest is the name of a network."""
WIDE = re.compile("[（【]")
BRACKET = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,300})[)\]）】]")


class Phrasebook:
    """The phrases of some languages, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Raises ``ValueError`` for a phrase that cannot be read or could match nothing."""
        self._open(grouped(phrases))

    @classmethod
    def of_groups(cls, groups: Iterable[Group]) -> Phrasebook:
        """A book of phrases whose keys are known; each is read when a text asks for it."""
        book = cls.__new__(cls)
        book._open(groups)
        return book

    def _open(self, groups: Iterable[Group]) -> None:
        self._match_short = lru_cache(SHORT_TEXTS)(self._match)
        self._index = Index(groups)
        self._phrases: dict[int, Phrase] = {}
        self._automata: dict[tuple[int, bool, bool], Automaton] = {}

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(map(self._phrase, range(len(self._index))))

    def _phrase(self, number: int) -> Phrase:
        found = self._phrases.get(number)
        if found is None:
            found = self._phrases[number] = self._index.phrase(number)
        return found

    def _automaton(self, number: int, *, anywhere: bool = False, back: bool = False) -> Automaton:
        """For ``back``, one that reads from the last token of the phrase to the first."""
        found = self._automata.get((number, anywhere, back))
        if found is None:
            pieces = pattern(self._phrase(number))
            found = Automaton(backwards(pieces) if back else pieces, anywhere=anywhere)
            self._automata[number, anywhere, back] = found
        return found

    def match(self, text: str) -> tuple[PhraseMatch, ...]:
        """All phrases found in one line or paragraph, by place.

        The last short ones are remembered: menus and buttons are the same from page to page.
        """
        return self._match_short(text) if len(text) <= SHORT else self._match(text)

    def _match(self, text: str) -> tuple[PhraseMatch, ...]:
        possible = self._index.possible(text)
        found = self._match_brackets(text)
        opening = [n for n in possible.opening if self._may_open(n, possible.least)]
        rows = possible.rows if possible.least <= MOSAIC_TOKENS else frozenset()
        if opening or rows or possible.anywhere or possible.closing:
            possible = possible._replace(opening=opening, rows=rows)
            found += self._match_line(Line(text), possible)
        return tuple(sorted(found, key=_place)) if found else ()

    def _may_open(self, number: int, least: int) -> bool:
        """False for a phrase that fills a line, of a text with more tokens than it can match."""
        return self._phrase(number).where == "start" or self._automaton(number).most >= least

    def _match_line(self, line: Line, possible: Possible) -> list[PhraseMatch]:
        found = self._match_whole(possible, line)
        if possible.anywhere:
            found += self._match_inner(possible.anywhere, line)
        if possible.closing and line.size < NO_TRUST_WORDS:
            found += self._match_final(possible.closing, line)
        return found

    def _found(self, number: int, start: int, end: int) -> PhraseMatch:
        p = self._phrase(number)
        return PhraseMatch(p.reason, p.where, start, end, p.language, p.text)

    def _match_whole(self, possible: Possible, line: Line) -> list[PhraseMatch]:
        ends = {}
        for number in possible.opening:
            automaton = self._automaton(number)
            if automaton.may_fill(line.words) or self._phrase(number).where == "start":
                counts = automaton.ends(line.words)
                held = [count for count in counts if self._holds(number, line, count)]
                if held:
                    ends[number] = held
        in_order = sorted(ends, key=lambda number: ends[number][0])
        found = [self._found(n, line.start(0), line.end(ends[n][-1] - 1)) for n in in_order]
        filled = any(m.where in ("line", "heading") for m in found)
        rows = possible.rows if len(line.words) <= MOSAIC_TOKENS else frozenset()
        if not filled and self._begins(rows, line) and not PRICE.search(line.text):
            found += self._match_row(line)
        return found

    def _begins(self, numbers: Iterable[int], line: Line) -> bool:
        return any(self._automaton(number).ends(line.words, 1) for number in numbers)

    def _holds(self, number: int, line: Line, count: int) -> bool:
        """Whether a phrase that ends with that token counts there."""
        phrase, full = self._phrase(number), count == len(line.words)
        if phrase.where != "start" or full:
            return full
        return not phrase.asks_for_colon or COLON.match(line.text, line.end(count - 1)) is not None

    def _match_row(self, line: Line) -> list[PhraseMatch]:
        """A line that is nothing but phrases and numbers, one after the other."""
        words = line.words
        if len(words) <= ASKED_TOKENS and line.text.rstrip().endswith("?"):
            return []
        first: dict[int, int] = {0: -1}
        for at in range(len(words)):
            if at not in first:
                continue
            if words[at] == "#" and first[at] >= 0:
                first.setdefault(at + 1, first[at])
            for number, count in self._in_row(words[at:]):
                first.setdefault(at + count, first[at] if first[at] >= 0 else number)
        number = first.get(len(words), -1)
        if number < 0:
            return []
        phrase = self._phrase(number)
        start, end = line.start(0), line.end(len(words) - 1)
        return [PhraseMatch(phrase.reason, "line", start, end, phrase.language, phrase.text)]

    def _in_row(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Phrases of rows that these tokens begin with, and after how many tokens they end."""
        for number in self._index.rows(skim_tokens(words)):
            for count in self._automaton(number).ends(words):
                yield number, count

    def _match_inner(self, numbers: Sequence[int], line: Line) -> list[PhraseMatch]:
        words = line.words
        longest: dict[tuple[int, int], int] = {}
        for end, number in self._ends(numbers, words, anywhere=True):
            back = words[max(0, end - LOOK_BACK_TOKENS) : end][::-1]
            begun = self._automaton(number, back=True).ends(back)
            longest[number, end - max(begun)] = end
        return [
            self._found(number, line.start(start), line.end(end - 1))
            for (number, start), end in longest.items()
        ]

    def _match_brackets(self, text: str) -> list[PhraseMatch]:
        found: list[PhraseMatch] = []
        if "(" not in text and "[" not in text and (text.isascii() or not WIDE.search(text)):
            return found
        for bracket in BRACKET.finditer(text):
            words = Line(bracket[1]).words
            possible = self._index.at_start(skim_tokens(words), "bracket")
            numbers = [n for n in sorted(set(possible)) if self._automaton(n).ends(words)]
            found += [self._found(n, bracket.start(), bracket.end()) for n in numbers]
        return found

    def _match_final(self, numbers: Sequence[int], line: Line) -> list[PhraseMatch]:
        words = line.words
        longest = {n: count for count, n in self._ends(numbers, words[::-1])}
        last = len(words)
        found = [
            self._found(n, line.start(last - count), line.end(last - 1))
            for n, count in longest.items()
        ]
        return [m for m in found if _stands_alone(m, line.text)]

    def _ends(
        self, numbers: Sequence[int], words: list[str], *, anywhere: bool = False
    ) -> list[tuple[int, int]]:
        """``(tokens read, number of the phrase that may end there)``, in reading order."""
        automata = {n: self._automaton(n, anywhere=anywhere) for n in numbers}
        return sorted(
            (end, n) for n, automaton in automata.items() for end in automaton.ends(words)
        )


def _stands_alone(match: PhraseMatch, text: str) -> bool:
    """Whether a button that asks for it stands behind a finished sentence, with no stop itself."""
    if not asks_for_stop(match.where, match.phrase):
        return True
    return STOP.search(text[: match.start]) is not None and text[match.end :].strip("]) ") in BUTTON


def _place(match: PhraseMatch) -> tuple[int, int]:
    return match.start, match.end
