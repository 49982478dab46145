"""The counts of a profile read as facts: on how many stories a thing stands, and as what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.profiles.record import Marks, Profile, Ruling

KEPT, SURE, HEAD, INLINE, TAIL, PROSE = 1, 2, 4, 8, 16, 32
"""Of a text on a page: it was kept, surely; stood before, in or behind the article; is prose."""
SISTERS = 3
"""Long paragraphs of the article that two pages share when they tell one story."""
ALIKE, RARE_ALIKE = 0.8, 0.4
"""... and what share of the shorter page's they must be; less if hardly any other page has them.
What the pages of one author share is the author's portrait, and that is less."""
FEW = 4
"""Pages that may share a paragraph for it to be rare."""
MAIN = 0.65
"""Share of the kept characters of a page that its container holds."""
_ODDS, _SHARES = 8, 101


@dataclass(frozen=True, slots=True)
class Repeat:
    """A text that stands on several stories."""

    stories: int
    prose: bool
    """Whether it is long and holds a sentence."""
    kept: float
    """Share of them on which the general labeller kept it."""
    sure: float
    """Share of them on which it was sure to keep it."""
    inline: float
    """Share of them on which it stood between blocks of the article."""
    ruling: Ruling = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the template of an HTML page."""

    pages: int
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
    main: float
    """Share of them on which it holds all but a little of what was kept."""


@dataclass(frozen=True, slots=True)
class Known:
    """All facts of a profile."""

    pages: int
    stories: int
    texts: dict[int, Repeat]
    seen_once: frozenset[int]
    places: dict[str, Place]
    containers: dict[str, Container]


def pack(odds: float, share: float) -> int:
    """Log-odds of -8 to 8 and a share of 0 to 1 as one number."""
    return (round(max(-_ODDS, min(_ODDS, odds))) + _ODDS) * _SHARES + round(100 * share)


def unpack(value: int) -> tuple[int, int]:
    """``(log-odds, percent)`` of a packed number."""
    odds, percent = divmod(value, _SHARES)
    return odds - _ODDS, percent


def facts(profile: Profile) -> Known:
    """The facts of a profile."""
    story = stories(profile)
    texts: dict[int, Repeat] = {}
    for key, text in profile.texts.items():
        by_story: dict[int, int] = {}
        for page, marks in text.marks.items():
            by_story[story[page]] = by_story.get(story[page], 0) | marks
        if len(by_story) > 1 or text.ruling:
            texts[key] = _repeat(by_story.values(), text.ruling)
    total = len(profile.pages)
    return Known(
        pages=total,
        stories=len(set(story.values())),
        texts=texts,
        seen_once=frozenset(profile.texts.keys() - texts.keys()),
        places={name: _place(marks, total) for name, marks in profile.places.items()},
        containers={name: _container(marks) for name, marks in profile.containers.items()},
    )


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


def _repeat(marks: Iterable[int], ruling: Ruling) -> Repeat:
    values = list(marks)
    count = max(1, len(values))
    return Repeat(
        stories=len(values),
        prose=any(v & PROSE for v in values),
        kept=sum(bool(v & KEPT) for v in values) / count,
        sure=sum(bool(v & SURE) for v in values) / count,
        inline=sum(bool(v & INLINE) for v in values) / count,
        ruling=ruling,
    )


def _place(marks: Marks, total: int) -> Place:
    values = [unpack(v) for v in marks.values()]
    return Place(
        pages=len(values),
        odds=sum(odds for odds, _ in values) / len(values),
        kept=sum(odds > 0 for odds, _ in values) / len(values),
        share=sum(percent for _, percent in values) / 100 / total,
    )


def _container(marks: Marks) -> Container:
    held = sum(percent >= 100 * MAIN for percent in marks.values())
    return Container(len(marks), held / len(marks))
