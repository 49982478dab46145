"""A book of phrases: finds them in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cleaner.evidence.phrases.automaton import Automaton
from cleaner.evidence.phrases.index import Group, Index, grouped, pattern
from cleaner.evidence.phrases.patterns import backwards
from cleaner.evidence.phrases.records import NO_TRUST_WORDS, Phrase, PhraseMatch
from cleaner.evidence.phrases.skim import skim_tokens
from cleaner.evidence.phrases.tokens import Token, size, tokenize

LOOK_BACK_TOKENS = 80
"""How far back from its last token the first one of a phrase is looked for."""

MOSAIC_TOKENS = 40
"""The longest line, in tokens, that is tried as a row of several whole-line phrases."""

COLON = re.compile(r"[.]?\s*(?:[:：|»›>]|[–—-]\s)")
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
        """All phrases found in one line or paragraph, by place."""
        possible = self._index.possible(text)
        brackets = self._match_brackets(text)
        if not possible:
            return tuple(sorted(brackets, key=_place))
        tokens = tokenize(text)
        words = [token.text for token in tokens]
        by_part: dict[str, list[int]] = {"opening": [], "anywhere": [], "closing": []}
        for number in sorted(possible):
            by_part[self._phrase(number).part].append(number)
        found = self._match_whole(by_part["opening"], text, tokens, words)
        found += self._match_inner(by_part["anywhere"], tokens, words)
        found += brackets
        if by_part["closing"] and size(tokens) < NO_TRUST_WORDS:
            found += self._match_final(by_part["closing"], tokens, words)
        return tuple(sorted(found, key=_place))

    def _found(self, number: int, start: int, end: int) -> PhraseMatch:
        p = self._phrase(number)
        return PhraseMatch(p.reason, p.where, start, end, p.language, p.text)

    def _match_whole(
        self, numbers: Sequence[int], text: str, tokens: Sequence[Token], words: list[str]
    ) -> list[PhraseMatch]:
        ends = {}
        for number in numbers:
            holds = partial(self._holds, number, text, tokens)
            held = [count for count in self._automaton(number).ends(words) if holds(count)]
            if held:
                ends[number] = held
        in_order = sorted(ends, key=lambda number: ends[number][0])
        found = [self._found(n, tokens[0].start, tokens[ends[n][-1] - 1].end) for n in in_order]
        filled = any(m.where in ("line", "heading") for m in found)
        if not filled and len(words) <= MOSAIC_TOKENS:
            found += self._match_row(tokens, words)
        return found

    def _holds(self, number: int, text: str, tokens: Sequence[Token], count: int) -> bool:
        """Whether a phrase that ends with that token counts there."""
        phrase, full = self._phrase(number), count == len(tokens)
        if phrase.where != "start" or full:
            return full
        return not phrase.asks_for_colon or COLON.match(text, tokens[count - 1].end) is not None

    def _match_row(self, tokens: Sequence[Token], words: list[str]) -> list[PhraseMatch]:
        """A line that is nothing but phrases and numbers, one after the other."""
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
        start, end = tokens[0].start, tokens[-1].end
        return [PhraseMatch(phrase.reason, "line", start, end, phrase.language, phrase.text)]

    def _in_row(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Phrases of rows that these tokens begin with, and after how many tokens they end."""
        for number in sorted(set(self._index.at_start(skim_tokens(words), "opening"))):
            if self._phrase(number).in_rows:
                for count in self._automaton(number).ends(words):
                    yield number, count

    def _match_inner(
        self, numbers: Sequence[int], tokens: Sequence[Token], words: list[str]
    ) -> list[PhraseMatch]:
        longest: dict[tuple[int, int], int] = {}
        for end, number in self._ends(numbers, words, anywhere=True):
            back = words[max(0, end - LOOK_BACK_TOKENS) : end][::-1]
            begun = self._automaton(number, back=True).ends(back)
            longest[number, end - max(begun)] = end
        return [
            self._found(number, tokens[start].start, tokens[end - 1].end)
            for (number, start), end in longest.items()
        ]

    def _match_brackets(self, text: str) -> list[PhraseMatch]:
        found = []
        for bracket in BRACKET.finditer(text):
            words = [token.text for token in tokenize(bracket[1])]
            possible = self._index.at_start(skim_tokens(words), "bracket")
            numbers = [n for n in sorted(set(possible)) if self._automaton(n).ends(words)]
            found += [self._found(n, bracket.start(), bracket.end()) for n in numbers]
        return found

    def _match_final(
        self, numbers: Sequence[int], tokens: Sequence[Token], words: list[str]
    ) -> list[PhraseMatch]:
        longest = {n: count for count, n in self._ends(numbers, words[::-1])}
        return [
            self._found(n, tokens[-count].start, tokens[-1].end) for n, count in longest.items()
        ]

    def _ends(
        self, numbers: Sequence[int], words: list[str], *, anywhere: bool = False
    ) -> list[tuple[int, int]]:
        """``(tokens read, number of the phrase that may end there)``, in reading order."""
        automata = {n: self._automaton(n, anywhere=anywhere) for n in numbers}
        return sorted(
            (end, n) for n, automaton in automata.items() for end in automaton.ends(words)
        )


def _place(match: PhraseMatch) -> tuple[int, int]:
    return match.start, match.end
