"""The counts of a profile read as facts: on how many stories a thing stands, and as what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from cleaner.profiles.days import year_of
from cleaner.profiles.habits import Habits, habits_of

if TYPE_CHECKING:
    from cleaner.profiles.record import Marks, Profile, Ruling

KEPT, INLINE, PROSE, EARLY = 1, 2, 4, 8
"""Of a text on a page: it was kept; stood between blocks of the article; is prose; stood before
more of what was kept. Without EARLY it stood behind nearly all of that."""
LOOSE_STORIES = 3
"""Stories from which a form counts that has names or whole rests as slots."""
SISTERS = 3
"""Long paragraphs of the article that two pages share when they tell one story."""
ALIKE, RARE_ALIKE = 0.8, 0.4
"""... and what share of the shorter page's they must be; less if hardly any other page has them.
What the pages of one author share is the author's portrait, and that is less."""
FEW = 4
"""Pages that may share a paragraph for it to be rare."""
MAIN = 0.65
"""Share of the kept characters of a page that its container holds."""
FADING = 0.5
"""What a page of the year before counts against one of the year itself."""
_ODDS, _SHARES = 8, 101


@dataclass(frozen=True, slots=True)
class Repeat:
    """A text that stands on several stories."""

    stories: int
    weight: float
    """The stories, those of other years counting less."""
    prose: bool
    """Whether it is long and holds a sentence."""
    kept: float
    """Share of them on which the general labeller kept it."""
    inline: float
    """Share of them on which it stood between blocks of the article."""
    late: float
    """Share of them on which it stood nowhere but behind nearly all of the article."""
    ruling: Ruling = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the template of an HTML page."""

    pages: int
    weight: float
    """The pages, those of other years counting less."""
    odds: float
    """Mean log-odds of the general labeller that what stands there is kept."""
    kept: float
    """Share of the pages on which something was kept there."""
    share: float
    """Mean share of a page's kept characters, over all pages."""


@dataclass(frozen=True, slots=True)
class Container:
    """An element that may hold the article."""

    pages: int
    weight: float
    """The pages, those of other years counting less."""
    main: float
    """Share of them on which it holds all but a little of what was kept."""


@dataclass(frozen=True, slots=True)
class Known:
    """All facts of a profile."""

    pages: int
    stories: int
    weight: float
    """The stories, those of other years counting less."""
    texts: dict[int, Repeat]
    seen_once: frozenset[int]
    places: dict[str, Place]
    containers: dict[str, Container]
    habits: Habits


def pack(odds: float, share: float) -> int:
    """Log-odds of -8 to 8 and a share of 0 to 1 as one number."""
    return (round(max(-_ODDS, min(_ODDS, odds))) + _ODDS) * _SHARES + round(100 * share)


def unpack(value: int) -> tuple[int, int]:
    """``(log-odds, percent)`` of a packed number."""
    odds, percent = divmod(value, _SHARES)
    return odds - _ODDS, percent


def nearest_year(profile: Profile, year: int) -> int:
    """The year of a profile's pages nearest to a year, the last for 0; 0 if no page has a date."""
    years = {year_of(day) for day in profile.pages.values() if day}
    if not year:
        return max(years, default=0)
    return min(years, key=lambda y: (abs(y - year), -y), default=0)


def facts(profile: Profile, year: int) -> Known:
    """The facts of a profile for pages of a year; each year away halves what a page counts."""
    story = stories(profile)
    weights = {page: _weight(day, year) for page, day in profile.pages.items()}
    heaviest: dict[int, float] = {}
    for page, leader in story.items():
        heaviest[leader] = max(heaviest.get(leader, 0.0), weights[page])
    texts: dict[int, Repeat] = {}
    for key, text in profile.texts.items():
        by_story: dict[int, int] = {}
        for page, marks in text.marks.items():
            by_story[story[page]] = by_story.get(story[page], 0) | marks
        if len(by_story) > 1 or text.ruling:
            texts[key] = _repeat(by_story, heaviest, text.ruling)
    return Known(
        pages=len(profile.pages),
        stories=len(heaviest),
        weight=sum(heaviest.values()),
        texts=texts,
        seen_once=frozenset(profile.texts.keys() - texts.keys()),
        places={name: _place(marks, weights) for name, marks in profile.places.items()},
        containers={name: _container(m, weights) for name, m in profile.containers.items()},
        habits=habits_of(profile.habits, story),
    )


def _weight(day: str, year: int) -> float:
    return FADING ** abs(year_of(day) - year) if day else 1.0


def stories(profile: Profile) -> dict[int, int]:
    """For each page the smallest id among the pages that tell the same story.

    Sister pages share most of their paragraphs, or some that hardly any other page has.
    """
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    rare: defaultdict[tuple[int, int], int] = defaultdict(int)
    length: defaultdict[int, int] = defaultdict(int)
    for pages in _paragraphs(profile):
        for page in pages:
            length[page] += 1
        for pair in combinations(pages, 2):
            shared[pair] += 1
            rare[pair] += len(pages) <= FEW
    leader = {page: page for page in profile.pages}
    for (one, other), count in sorted(shared.items()):
        shorter = min(length[one], length[other])
        most = count >= ALIKE * shorter or rare[one, other] >= RARE_ALIKE * shorter
        if count >= SISTERS and most:
            a, b = _first(leader, one), _first(leader, other)
            leader[max(a, b)] = min(a, b)
    return {page: _first(leader, page) for page in leader}


def _paragraphs(profile: Profile) -> Iterator[list[int]]:
    """For each paragraph of an article the pages that have it, in order."""
    for text in profile.texts.values():
        pages = sorted(page for page, m in text.marks.items() if m & PROSE and m & KEPT)
        if pages:
            yield pages


def _first(leader: Mapping[int, int], page: int) -> int:
    while leader[page] != page:
        page = leader[page]
    return page


def _repeat(by_story: Marks, weights: Mapping[int, float], ruling: Ruling) -> Repeat:
    weight = sum(weights[story] for story in by_story)

    def share(bit: int) -> float:
        return sum(weights[s] for s, marks in by_story.items() if marks & bit) / (weight or 1.0)

    return Repeat(
        stories=len(by_story),
        weight=weight,
        prose=any(marks & PROSE for marks in by_story.values()),
        kept=share(KEPT),
        inline=share(INLINE),
        late=1.0 - share(EARLY),
        ruling=ruling,
    )


def _place(marks: Marks, weights: Mapping[int, float]) -> Place:
    values = [(weights[page], *unpack(value)) for page, value in marks.items()]
    weight = sum(w for w, _, _ in values)
    return Place(
        pages=len(values),
        weight=weight,
        odds=sum(w * odds for w, odds, _ in values) / weight,
        kept=sum(w for w, odds, _ in values if odds > 0) / weight,
        share=sum(w * percent for w, _, percent in values) / 100 / sum(weights.values()),
    )


def _container(marks: Marks, weights: Mapping[int, float]) -> Container:
    weight = sum(weights[page] for page in marks)
    held = sum(weights[page] for page, percent in marks.items() if percent >= 100 * MAIN)
    return Container(len(marks), weight, held / weight)
