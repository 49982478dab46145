"""One pattern read token by token; what was worked out is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from cleaner.evidence.phrases.patterns import Piece, last_words, lengths, vocabulary
from cleaner.evidence.phrases.tokens import is_unspaced

WILD_TOKENS = 8
WILD_CHARACTERS = 20
"""How many tokens ``*`` stands for at most, in phrases with spaces and without."""

STATES = 2000
"""How many states one automaton remembers; beyond that it computes without remembering."""


NOWHERE: dict[str, tuple[int, ...]] = {}
"""Of all places that no word leads on from; nothing is ever put into it."""


class State:
    """A set of places in the pattern that the tokens so far lead to."""

    __slots__ = ("accepts", "next", "places")

    def __init__(self, places: frozenset[int], accepts: bool) -> None:
        self.places = places
        self.accepts = accepts
        """Whether the pattern may end here."""
        self.next: dict[str, State | None] = {}


UNKNOWN = State(frozenset(), False)
"""Stands for a step that was not taken before."""


class Automaton:
    """A pattern, ready to be looked for.

    With ``anywhere`` it may begin at every token, else only at the first.
    """

    def __init__(self, pieces: Sequence[Piece], *, anywhere: bool = False) -> None:
        words = vocabulary(pieces)
        self._pieces = pieces
        self._vocabulary = frozenset(words)
        self._words: list[dict[str, tuple[int, ...]]] = [NOWHERE]
        """For each place the words that lead on from it, and where to; most places have none."""
        self._any: list[tuple[int, ...]] = [()]
        """Where any word leads to."""
        self._anywhere = anywhere
        self._states: dict[frozenset[int], State] = {}
        self._wild = WILD_CHARACTERS if any(map(is_unspaced, words)) else WILD_TOKENS
        self._least, self.most = lengths(pieces, self._wild)
        self._last = last_words(pieces)

    @cached_property
    def _ends(self) -> set[int]:
        """Where the pattern may end; most lines are too long or too short to ask for it."""
        return self._lay(self._pieces, {0}, self._wild)

    @cached_property
    def _start(self) -> State:
        return self._state(frozenset({0}))

    def _place(self) -> int:
        self._words.append(NOWHERE)
        self._any.append(())
        return len(self._words) - 1

    def _lay(self, pieces: Iterable[Piece], places: set[int], limit: int) -> set[int]:
        for piece in pieces:
            if isinstance(piece, list):
                places = {end for part in piece for end in self._lay(part, places, limit)}
            elif piece == "*":
                places = self._lay_wild(places, limit)
            else:
                places = self._lay_word(piece, places)
        return places

    def _lay_word(self, word: str, places: set[int]) -> set[int]:
        place = self._place()
        for source in places:
            leads = self._words[source]
            if leads is NOWHERE:
                leads = self._words[source] = {}
            leads[word] = (*leads.get(word, ()), place)
        return {place}

    def _lay_wild(self, places: set[int], limit: int) -> set[int]:
        ends: set[int] = set()
        for _ in range(limit):
            place = self._place()
            for source in places:
                self._any[source] = (*self._any[source], place)
            places = {place}
            ends.add(place)
        return ends

    def _state(self, places: frozenset[int]) -> State:
        state = self._states.get(places)
        if state is None:
            state = State(places, not self._ends.isdisjoint(places))
            if len(self._states) < STATES:
                self._states[places] = state
        return state

    def _step(self, state: State, word: str) -> State | None:
        places = {0} if self._anywhere else set()
        for place in state.places:
            places.update(self._any[place])
            places.update(self._words[place].get(word, ()))
        if not places:
            state.next[word] = None
            return None
        known = frozenset(places)
        following = self._state(known)
        if known in self._states:
            state.next[word] = following
        return following

    def may_fill(self, words: Sequence[str]) -> bool:
        """False where these are too few tokens, too many or the wrong last one for a match."""
        if not self._least <= len(words) <= self.most:
            return False
        return self._last is None or words[-1] in self._last

    def ends(self, words: Iterable[str], enough: int = 0) -> list[int]:
        """After how many tokens the pattern may end, in reading order; the first ``enough``."""
        found: list[int] = []
        state, vocabulary = self._start, self._vocabulary
        for count, token in enumerate(words, 1):
            word = token if token in vocabulary else ""
            following = state.next.get(word, UNKNOWN)
            if following is UNKNOWN:
                following = self._step(state, word)
            if following is None:
                break
            state = following
            if state.accepts:
                found.append(count)
                if len(found) == enough:
                    break
        return found
