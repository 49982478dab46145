"""How long ago a line says something was: "2 hours ago", "vor einer Stunde", "昨天".

All functions take the words of a line, lower case, without punctuation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cleaner.grammar.tables import table

LONGEST = 5
"""Words of such a phrase."""
MOST = 999
"""Larger numbers count something else."""


@dataclass(frozen=True, slots=True)
class Ago:
    """A stretch of time back from now."""

    first: int
    """Position of its first word."""
    size: int
    """How many words say it."""
    step: dt.timedelta
    exact: bool
    """Whether it is finer than a day."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the languages say time back with; units are "minute", "hour", "day" and "week", or
    "month_or_year", which is too coarse for a date."""

    ago: frozenset[str]
    """"ago" and its like, of one or two words."""
    ago_words: frozenset[str]
    """The same, word by word."""
    beside: frozenset[str]
    """Words that may stand with them ("för 2 timmar sedan")."""
    units: dict[str, str]
    whole: dict[str, str]
    """Units that say "ago" themselves ("小时前", "órája")."""
    two: dict[str, str]
    """Units of which the word means two ("ساعتين")."""
    single: frozenset[str]
    """Units of which the word means one where no number stands ("час назад")."""
    one: frozenset[str]
    days: dict[tuple[str, ...], int]
    """How many days back a word for a day is: 0 for "today", 1 for "yesterday"."""

    def holds(self, word: str) -> bool:
        """Whether a word is a part of such phrases, but for numbers."""
        return word in self.ago or word in self.units or word in self.whole or word in self.two


@cache
def words() -> Words:
    """The words of all languages."""
    data = table("dates/words")["relative"]
    ago = frozenset(phrase.casefold() for phrase in data["ago"])
    days = {
        tuple(phrase.casefold().split()): back
        for back, name in enumerate(("today", "yesterday"))
        for phrase in data[name]
    }
    return Words(
        ago,
        frozenset(word for phrase in ago for word in phrase.split()),
        frozenset(map(str.casefold, data["beside"])),
        _by_word({unit: data[unit] for unit in ("minute", "hour", "day", "week", "month_or_year")}),
        _by_word(data["whole"]),
        _by_word(data["two"]),
        frozenset(map(str.casefold, data["single"])),
        frozenset(map(str.casefold, data["one"])),
        days,
    )


def _by_word(units: dict[str, list[str]]) -> dict[str, str]:
    return {word.casefold(): unit for unit, found in units.items() for word in found}


def find(line: Sequence[str]) -> Ago | None:
    """The first stretch of time back that a line names; None if there is none, or if it is counted
    in months or years."""
    for first in range(len(line)):
        for size in range(min(LONGEST, len(line) - first), 0, -1):
            step = _step(line[first : first + size])
            if step:
                return Ago(first, size, dt.timedelta(**{f"{step[1]}s": step[0]}), _fine(step[1]))
    return None


def _fine(unit: str) -> bool:
    return unit in ("minute", "hour")


def _step(phrase: Sequence[str]) -> tuple[int, str] | None:
    """``(number, unit)`` of words that say nothing but how long ago something was."""
    known = words()
    left, said = _without_ago([w for w in phrase if w not in known.beside])
    number = [int(w) for w in left if w.isdecimal()] or [1 for w in left if w in known.one]
    rest = [w for w in left if not w.isdecimal() and w not in known.one]
    if len(rest) != 1 or len(number) > 1 or len(number) + len(rest) != len(left):
        return None
    word = rest[0]
    if word in known.whole and number and not said:
        found = number[0], known.whole[word]
    elif word in known.two and said and not number:
        found = 2, known.two[word]
    elif word in known.units and said and (number or word in known.single):
        found = (number or [1])[0], known.units[word]
    else:
        return None
    return found if found[0] <= MOST and found[1] != "month_or_year" else None


def _without_ago(phrase: list[str]) -> tuple[list[str], bool]:
    """Words without the "ago" at their start or end, and whether there was one."""
    known = words()
    for size in (3, 2, 1):
        if len(phrase) > size and " ".join(phrase[:size]) in known.ago:
            return phrase[size:], True
        if len(phrase) > size and " ".join(phrase[-size:]) in known.ago:
            return phrase[:-size], True
    return phrase, False


def day(line: Sequence[str]) -> Ago | None:
    """The "today" or "yesterday" of a line."""
    days = words().days
    for first in range(len(line)):
        for size in (2, 1):
            back = days.get(tuple(line[first : first + size]))
            if back is not None:
                return Ago(first, min(size, len(line) - first), dt.timedelta(days=back), False)
    return None


def says_only_ago(line: Sequence[str], others: Sequence[bool]) -> bool:
    """Whether a line says nothing but how long ago something was, months and years included;
    ``others[i]`` tells that word i is one of a date line's other words."""
    known = words()
    said = any(w in known.ago_words or w in known.whole for w in line)
    counted = any(
        w.isdecimal() or w in known.one or w in known.two or w in known.single for w in line
    )
    unit = any(w in known.units or w in known.whole or w in known.two for w in line)
    return (
        said
        and counted
        and unit
        and all(
            other
            or w.isdecimal()
            or w in known.ago_words
            or known.holds(w)
            or w in known.beside
            or w in known.one
            for w, other in zip(line, others, strict=True)
        )
    )
