"""The habits of a site in its metadata: what is counted of them, and the counts read as facts.

A habit is one value of one kind that pages have: ``("author", "Jane Doe")``, ``("zone",
"+01:00")``. Which pages have it is counted as for all that a profile knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cleaner.profiles.forms import key_in, key_of, nameless

Kind = Literal[
    "title", "subtitle", "author", "tags", "image", "title-tail", "byline", "date-order", "zone",
    "language", "site",
]  # fmt: skip
Habit = tuple[str, str]
"""Kind and value."""
FIELDS: Mapping[str, Kind] = {
    "title": "title",
    "subtitle": "subtitle",
    "authors": "author",
    "tags": "tags",
    "images": "image",
}
"""Fields of the metadata whose values are counted, and the kind they are counted as."""
CONSTANT_STORIES, CONSTANT_SHARE = 5, 0.95
"""A value is constant if it stands on so many stories, and on this share of those that have any."""
HABIT_STORIES = 3
"""Stories from which a title's tail, a form of bylines, or a name of the site is a habit."""
TAIL_SHARE = 0.1
"""... and the share of the stories that a title's tail must stand on."""
PLAIN_SHARE = 0.9
"""Share of the stories that must agree on the order of dates, the zone, or the language."""
SEASON = 1
"""Months between a page and another one that tells its zone: summer time lies between others."""
NO_MONTH = 1
"""What is remembered of a habit on a page, but for zones: those have the month of the page."""


@dataclass(frozen=True, slots=True)
class Share:
    """On how many stories a value stands, of those that have a value of its kind."""

    stories: int
    of: int


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of a site, each with its evidence."""

    constants: Mapping[Habit, Share] = field(default_factory=dict)
    """Values of fields that all pages have: they are the site's, not those of a story. They are
    ``hashed``."""
    tails: Mapping[str, Share] = field(default_factory=dict)
    """What titles end with, folded: the name of the site or of a section."""
    authors: frozenset[int] = frozenset()
    """The keys of the names, folded, of those who wrote two stories or more."""
    bylines: Mapping[str, Share] = field(default_factory=dict)
    """Forms of byline and date lines, with ``{name}`` and ``{date}``."""
    date_order: tuple[str, Share] | None = None
    """``day-month`` or ``month-day``."""
    zones: Mapping[int, tuple[str, Share]] = field(default_factory=dict)
    """By month: the offset from UTC as ``+05:30``."""
    language: tuple[str, Share] | None = None
    """ISO 639-1."""
    site: tuple[str, Share] | None = None
    """The name that the site gives itself."""

    def constant(self, name: str, value: str) -> Share | None:
        """How many stories share a value of a field, if they all do."""
        if name not in FIELDS:
            return None
        return self.constants.get((FIELDS[name], nameless(key_of(value))))


def hashed(habit: Habit) -> Habit:
    """A habit with the key in place of its value, if it is a value of a field."""
    kind, value = habit
    return (kind, nameless(key_in(value))) if kind in FIELDS.values() else habit


def habits_of(counts: Mapping[Habit, Mapping[int, int]], story: Mapping[int, int]) -> Habits:
    """The facts in the counts; ``story`` names the story that each page tells."""
    stories = {habit: {story[page] for page in marks} for habit, marks in counts.items()}
    having: defaultdict[str, set[int]] = defaultdict(set)
    for (kind, _), on in stories.items():
        having[kind] |= on
    shares = {
        habit: Share(len(on), len(having[habit[0]])) for habit, on in sorted(stories.items()) if on
    }
    every = len(set(story.values()))
    return Habits(
        constants={
            hashed(h): s for h, s in shares.items() if h[0] in FIELDS.values() and _is_constant(s)
        },
        tails={
            value: share
            for value, share in _of("title-tail", shares)
            if share.stories >= max(HABIT_STORIES, TAIL_SHARE * every)
        },
        authors=frozenset(key_in(name) for name, s in _of("author", shares) if s.stories > 1),
        bylines={v: s for v, s in _of("byline", shares) if s.stories >= HABIT_STORIES},
        date_order=_plain("date-order", shares, least=2),
        zones=_zones(counts, story),
        language=_plain("language", shares, least=HABIT_STORIES),
        site=_most("site", shares),
    )


def _of(kind: Kind, shares: Mapping[Habit, Share]) -> Iterator[tuple[str, Share]]:
    return ((value, share) for (given, value), share in shares.items() if given == kind)


def _is_constant(share: Share) -> bool:
    return share.stories >= max(CONSTANT_STORIES, CONSTANT_SHARE * share.of)


def _most(kind: Kind, shares: Mapping[Habit, Share]) -> tuple[str, Share] | None:
    found = [item for item in _of(kind, shares) if item[1].stories >= HABIT_STORIES]
    return min(found, key=lambda item: (-item[1].stories, item[0]), default=None)


def _plain(kind: Kind, shares: Mapping[Habit, Share], *, least: int) -> tuple[str, Share] | None:
    found = list(_of(kind, shares))
    best = min(found, key=lambda item: (-item[1].stories, item[0]), default=None)
    if best is None or best[1].stories < max(least, PLAIN_SHARE * best[1].of):
        return None
    return best


def _zones(
    counts: Mapping[Habit, Mapping[int, int]], story: Mapping[int, int]
) -> dict[int, tuple[str, Share]]:
    """By month the offset that the pages of that month and of those around it agree on."""
    seen: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for month, offset, _ in sorted(_zone_stories(counts, story)):
        seen[month][offset] += 1
    found = {}
    for month in range(1, 13):
        near: Counter[str] = Counter()
        for apart in range(-SEASON, SEASON + 1):
            near += seen[(month + apart - 1) % 12 + 1]
        offset, stories = max(near.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if stories >= max(HABIT_STORIES, PLAIN_SHARE * near.total()):
            found[month] = (offset, Share(stories, near.total()))
    return found


def _zone_stories(
    counts: Mapping[Habit, Mapping[int, int]], story: Mapping[int, int]
) -> Iterable[tuple[int, str, int]]:
    return {
        (month, value, story[page])
        for (kind, value), marks in counts.items()
        if kind == "zone"
        for page, month in marks.items()
    }
