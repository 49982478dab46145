"""The profile: for each page that was learned from, what stood on it and where.

All counts are sets of pages, so that learning a page twice, or in another order, or in another
shard, makes no difference: merging is the union. At most ``MOST_PAGES`` pages are kept, those with
the smallest ids; as ids are hashes of the pages, that is a sample, and the same one in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from typing import Literal, TypeVar

from cleaner.profiles.habits import Habit, hashed
from cleaner.profiles.known import Known, facts, nearest_year

VERSION = 4
MOST_PAGES = 100
"""Pages of a site that a profile remembers."""
K = TypeVar("K", int, str, Habit)
Ruling = Literal["", "body", "chrome"]
Marks = dict[int, int]
"""By page id: what is remembered of a thing on that page."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or a text with slots, that blocks have."""

    form: str
    """As ``forms.shown`` gives it; "" if it had no use yet when the profile was stored."""
    marks: Marks
    """Values are sums of ``known.KEPT`` and its like."""
    ruling: Ruling = ""
    """What a person wrote into the profile; it goes before all counts."""


@dataclass(frozen=True)
class Profile:
    """What is known of one site."""

    site: str = ""
    pages: Mapping[int, str] = field(default_factory=dict)
    """By id: the ISO date of the page, "" if unknown."""
    texts: Mapping[int, Text] = field(default_factory=dict)
    """By ``forms.key_of`` the form."""
    places: Mapping[str, Marks] = field(default_factory=dict)
    """By ``forms.place``: ``known.pack`` of the general labeller's log-odds and the share of
    the page's kept characters."""
    containers: Mapping[str, Marks] = field(default_factory=dict)
    """By ``forms.enclosing``: percent of the page's kept characters inside."""
    habits: Mapping[Habit, Marks] = field(default_factory=dict)
    """Values of the metadata, for zones with the month of the page. Those that one page only had
    when the profile was stored are ``habits.hashed``."""

    def __or__(self, other: Profile) -> Profile:
        return merge((self, other))

    @property
    def known(self) -> Known:
        """The counts as facts, for pages of no known year."""
        return self.known_in(0)

    def known_in(self, year: int) -> Known:
        """The counts as facts for pages of a year, 0 if unknown; made at first use."""
        nearest = nearest_year(self, year)
        if nearest not in self._known:
            self._known[nearest] = facts(self, nearest)
        return self._known[nearest]

    @cached_property
    def _known(self) -> dict[int, Known]:
        return {}


def merge(profiles: Iterable[Profile]) -> Profile:
    """One profile of all pages of several; their order and repetition make no difference.

    Raises ``ValueError`` if they are of different sites.
    """
    given = list(profiles)
    sites = {p.site for p in given if p.site}
    if len(sites) > 1:
        raise ValueError(f"profiles of different sites do not merge: {', '.join(sorted(sites))}")
    pages: dict[int, str] = {}
    for profile in given:
        for page, day in profile.pages.items():
            pages[page] = max(pages.get(page, day), day)
    chosen = set(nsmallest(MOST_PAGES, pages))
    return Profile(
        site=min(sites, default=""),
        pages={page: pages[page] for page in sorted(chosen)},
        texts=_texts(given, chosen),
        places=_tables([p.places for p in given], chosen),
        containers=_tables([p.containers for p in given], chosen),
        habits=_tables(_written_out([p.habits for p in given]), chosen),
    )


def _texts(profiles: list[Profile], pages: set[int]) -> dict[int, Text]:
    forms: dict[int, str] = {}
    rulings: dict[int, Ruling] = {}
    for profile in profiles:
        for key, text in profile.texts.items():
            forms[key] = max(forms.get(key, ""), text.form)
            rulings[key] = max(rulings.get(key, ""), text.ruling)
    marks = _tables([{k: t.marks for k, t in p.texts.items()} for p in profiles], pages)
    kept = marks.keys() | {key for key, ruling in rulings.items() if ruling}
    return {key: Text(forms[key], marks.get(key, {}), rulings[key]) for key in sorted(kept)}


def _written_out(tables: list[Mapping[Habit, Marks]]) -> list[Mapping[Habit, Marks]]:
    """The tables, their hashed values written out where another table has the value itself."""
    values: dict[Habit, Habit] = {}
    for table in tables:
        for habit in table:
            name = hashed(habit)
            values[name] = max(values.get(name, habit), habit, key=lambda h: (h != name, h))
    return [{values[hashed(h)]: marks for h, marks in table.items()} for table in tables]


def _tables(tables: list[Mapping[K, Marks]], pages: set[int]) -> dict[K, Marks]:
    merged: dict[K, Marks] = {}
    for table in tables:
        for key, marks in table.items():
            into = merged.setdefault(key, {})
            for page, value in marks.items():
                if page in pages:
                    into[page] = max(into.get(page, value), value)
    return {key: dict(sorted(merged[key].items())) for key in sorted(merged) if merged[key]}
