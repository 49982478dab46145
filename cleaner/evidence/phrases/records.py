"""What a phrase is, how it is looked for, and what a match is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["line", "heading", "start", "end", "cut", "hint"]

Part = Literal["opening", "anywhere", "closing", "bracket"]

STRONG = 5.0
"""Votes of this weight and above speak for a removal by themselves."""

WEIGHTS: dict[str, float] = {"line": 9.0, "heading": 9.0, "start": 7.0, "end": 5.0, "hint": 1.0}
"""Log-odds for chrome of a match on a short line, by where it counts."""

FULL_TRUST_WORDS = 20
NO_TRUST_WORDS = 60
"""``start``, ``end`` and ``hint`` count in full up to the first and not at all from the second."""

AT_LENGTH = " …"
"""Closes a ``start`` that opens paragraphs of the same standard text: it counts as a whole line."""
FULL_TRUST_AT_LENGTH = 120
NO_TRUST_AT_LENGTH = 200
"""As above, for such a one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a phrase file."""

    reason: str
    where: Where
    language: str
    text: str
    """As the file has it."""

    @property
    def part(self) -> Part:
        """The part of a text that the phrase is looked for in."""
        return part_of(self.where, self.text)

    @property
    def asks_for_colon(self) -> bool:
        return self.where == "start" and self.text.endswith(" :")


def is_at_length(where: Where, text: str) -> bool:
    """Whether a phrase of this place and text is trusted in long paragraphs."""
    return where == "start" and text.endswith(AT_LENGTH)


def asks_for_stop(where: Where, text: str) -> bool:
    """Whether a phrase of this place and text is a button behind a sentence: ". more"."""
    return where == "end" and text.startswith(". ")


def part_of(where: Where, text: str) -> Part:
    """The part of a text that a phrase of this place and text is looked for in."""
    if where == "cut":
        return "bracket" if text.startswith("(") else "anywhere"
    if where == "end":
        return "closing"
    return "anywhere" if where == "hint" else "opening"


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a text; offsets count characters of that text."""

    reason: str
    where: Where
    start: int
    end: int
    language: str
    phrase: str
