"""What a site's profile says of the blocks of one of its pages."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from cleaner.grammar.credits import is_agency_notice
from cleaner.profiles import Profile, forms
from cleaner.profiles.bylines import form_of
from cleaner.profiles.days import day_of, year_of
from cleaner.profiles.known import LOOSE_STORIES, Container, Known, Place, Repeat
from cleaner.records import Block, Reading, Vote

BYLINE, BYLINE_MOST = 1.5, 6.0
"""A line of the form of bylines weighs so much, and 1 more each time its stories double."""
BYLINE_REACH = 3
"""Blocks behind the first prose among which the byline may still stand."""
END_SHARE, END_KEPT, END_STORIES, END_MARKS = 0.9, 0.1, 4, 2
"""So many texts that stand behind the article on other stories, and are chrome there, show that
this page's article is over. The rubrics of a column's last part are kept there."""
END, END_MOST = 1.0, 5.0
"""Weight of each of them against what stands behind it."""
RULING = 60.0
"""Weight of what a person wrote into the profile: more than all other votes together."""
MOST = 10.0
REPEAT, REPEAT_STEP = 2.0, 2.0
"""A text on two stories weighs REPEAT + REPEAT_STEP, and a step more each time they double."""
SLOTTED = (0.75, 0.5, 0.3)
"""How much a repeated form with slots weighs against an exact text, by how loose it is."""
LOOSE_KEPT = 0.1
"""Forms with names or whole rests as slots count where nearly no text of theirs was kept."""
RARE_SHARE = 0.1
"""Below this share of the stories a repetition weighs less, down to half."""
RUBRIC_SHARE = 0.8
"""Prose kept inside the article on so many of its stories belongs to a column or is a note."""
SETTLED = 0.8
"""How much less a repeated text weighs that stands inside the article, and is kept, everywhere."""
SOME_SHARE = 0.34
"""Up to this share of the stories a short text that is kept there may be a sentence of theirs."""
LINE, OPENS = 40, 2
"""A rubric that is kept elsewhere opens a last part if so long a line of this page only stands
among so many blocks below it."""
GOES_ON = frozenset(",;:.)’，、。；：")
"""Signs that no line begins with but one that goes on with a sentence."""
BARE_LETTERS = 3
BARE = 0.5
HEADING = 0.4
NEW = 0.8
"""Prose that stands nowhere else on a well-known site is the article's: weight per doubling."""
NEW_LINE = 0.5
"""How much of that a short line between such prose weighs."""
NEW_PAGES = 5
NEW_MOST = 2.0
PLACE = 0.3
"""How much of the mean log-odds of a place its blocks get."""
PLACE_DOUBT = 4.0
INSIDE, OUTSIDE, INSERT = 1.0, 8.0, 1.0
"""Weights for blocks right in the container, outside it, and in small named boxes in it."""
INSERT_SHARE = 0.04
LARGE = 0.2
"""Share of a page's prose from which a box in the container is no insert."""
DOUBT_FROM, DOUBT_RANGE = 1.0, 2.0
SURE_CONTAINER = 0.6
FITS = 0.35
"""Share of the text that must stand in the container for the page to fit the template."""
OWN_SHARE, SURE_PLACE = 0.9, 4.0
"""A container holds so much of what this page alone has in places with such mean log-odds."""
ENOUGH = 300
"""... or so many characters of it, where the container holds all articles of the template."""
PROVEN, PROVEN_PAGES = 0.9, 4
TEMPLATE_PAGES = 5
"""Pages with the container from which the template is known well enough to do without models."""
FITS_TEXTS = 3
"""A page with so many texts that the site repeats fits too."""
NO_FIT = "fits no template of the profile of"
DECK_PAGES, DECK_SHARE, DECK_KEPT = 3, 0.15, 0.6
"""A place before the container that is kept on most pages of a template holds the standfirst."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The container of the article on a page that fits a template of the site."""

    name: str
    container: Container
    large: frozenset[str]
    """Places that hold much of this page's prose, and so are no inserts."""
    first: int
    """Index of the first block in the container."""


@dataclass(frozen=True, slots=True)
class Here:
    """What the votes on all blocks of a page need to know of it."""

    titles: tuple[str, ...]
    """What may be the page's title, folded."""
    authors: frozenset[int]
    """The keys of the names of those who write for the site."""
    stories: int
    weight: float
    """The stories of the profile, counted and weighted by their years."""
    fit: Fit | None
    first_new: int
    """Index of the first prose that is not the site's: bylines stand around it."""
    new_lines: frozenset[int]
    """Indexes of the lines of some length that are not the site's."""
    last_new: int
    """Index of the last prose that is not the site's; the tail begins behind it."""
    over: int
    """Index of the line that shows that the article is over, or that of none."""
    within: frozenset[int]
    """Indexes of the lines that a sentence goes on over."""


def votes(reading: Reading, profile: Profile) -> list[tuple[Vote, ...]]:
    """The votes of the profile on each block; none where it knows nothing."""
    known = _known(reading, profile)
    found = fit(reading, known) if reading.page.kind == "html" else None
    return _all_votes(reading, known, found)


def template_votes(reading: Reading, profile: Profile) -> list[tuple[Vote, ...]] | None:
    """The same if the profile knows the container of the article on this page well, else None."""
    known = _known(reading, profile)
    found = fit(reading, known)
    if found is None or found.container.pages < TEMPLATE_PAGES:
        return None
    return _all_votes(reading, known, found)


def _all_votes(reading: Reading, known: Known, found: Fit | None) -> list[tuple[Vote, ...]]:
    new = [block.index for block in reading.blocks if _tells(block, known)]
    first_new = min(new, default=-1)
    marks = _end_marks(reading, known, first_new)
    new_lines = frozenset(b.index for b in reading.blocks if _is_new_line(b, known))
    here = Here(
        titles=forms.titles_of(reading),
        authors=known.habits.authors,
        stories=known.stories,
        weight=known.weight,
        fit=found,
        first_new=first_new,
        new_lines=new_lines,
        last_new=max(new, default=-1),
        over=marks[END_MARKS - 1][0] if len(marks) >= END_MARKS else len(reading.blocks),
        within=frozenset(_within_sentences(reading.blocks, new_lines)),
    )
    return [
        (*_votes(block, known, here), *_beyond(marks[: bisect_left(marks, (block.index,))]))
        for block in reading.blocks
    ]


def _within_sentences(blocks: Sequence[Block], new_lines: Set[int]) -> Iterator[int]:
    """Indexes of the lines amid a sentence of this page: where links broke it into lines, the name
    of a site stands in one of its own."""
    for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
        new = above.index in new_lines or below.index in new_lines
        if new and above.text[-1:].isalnum() and _goes_on(below.text):
            yield block.index


def _goes_on(text: str) -> bool:
    """Whether a line begins within a sentence."""
    return text[:1].islower() or text[:1] in GOES_ON


def _end_marks(reading: Reading, known: Known, first_new: int) -> list[tuple[int, int, int]]:
    """``(index, key, stories)`` of the texts that stand behind the article on all other pages, each
    where it first stands behind some of this page's prose."""
    found: dict[int, tuple[int, int, int]] = {}
    for block in reading.blocks[first_new + 1 :] if first_new >= 0 else ():
        key = forms.exact_key(block)
        repeat = known.texts.get(key)
        if repeat is not None and _ends(repeat):
            found.setdefault(key, (block.index, key, repeat.stories))
    return list(found.values())


def _ends(repeat: Repeat) -> bool:
    known = repeat.late >= END_SHARE and repeat.stories >= END_STORIES
    return known and repeat.kept <= END_KEPT and not repeat.ruling


def _beyond(marks: Sequence[tuple[int, int, int]]) -> Iterator[Vote]:
    """The vote on a block that stands behind some end marks."""
    if len(marks) >= END_MARKS:
        _, key, stories = marks[0]
        said = f"profile:end:{key:010x} {stories} stories, {len(marks)} such texts above"
        yield Vote("chrome", min(END_MOST, END * len(marks)), "site-repeat", said)


def fitting(reading: Reading, profile: Profile | None) -> tuple[Reading, Profile | None]:
    """The page with the profile if it fits, else without it and with a warning that says so.

    A page of a template that the profile does not know is better read without it. Texts have no
    template and always fit.
    """
    if profile is None or reading.page.kind == "text" or _fits(reading, _known(reading, profile)):
        return reading, profile
    warning = f"{NO_FIT} {profile.site or 'this site'}"
    page = replace(reading.page, warnings=(*reading.page.warnings, warning))
    return replace(reading, page=page), None


def _known(reading: Reading, profile: Profile) -> Known:
    return profile.known_in(year_of(day_of(reading)))


def _fits(reading: Reading, known: Known) -> bool:
    keys = {forms.exact_key(block) for block in reading.blocks}
    return len(keys & known.texts.keys()) >= FITS_TEXTS or fit(reading, known) is not None


def fit(reading: Reading, known: Known) -> Fit | None:
    """The innermost container of the profile that holds the text of this page, if one does."""
    held: dict[str, _Held] = {}
    placed: dict[str, int] = {}
    total = own = 0
    for block in reading.blocks:
        size = len(block.text) if _tells(block, known) else 0
        sure = _own(block, known)
        total += size
        own += sure
        place = forms.place(block.path)
        placed[place] = placed.get(place, 0) + size
        around = forms.enclosing(block.path)
        for name in set(around):
            found = held.get(name)
            if found is None:
                found = held[name] = _Held(block.index)
            found.add(block.index, size, sure)
        for at, name in enumerate(around[:-1]):
            held[name].depth = max(held[name].depth, at)
    names = [
        name
        for name, found in held.items()
        if _is_container(name, known)
        and found.depth >= 0
        and not found.parted
        and found.own >= OWN_SHARE * own
        and (found.size >= FITS * total or (_is_proven(name, known) and found.size >= ENOUGH))
    ]
    if not names or not total:
        return None
    best = max(names, key=lambda name: (held[name].depth, held[name].size, name))
    large = frozenset(place for place, size in placed.items() if size >= LARGE * total)
    return Fit(best, known.containers[best], large, held[best].first)


@dataclass(slots=True)
class _Held:
    """What stands on a page in the elements of one name."""

    first: int
    depth: int = -1
    """How deep the innermost of them stands that has blocks within; -1 without any."""
    size: int = 0
    own: int = 0
    last: int = -1
    parted: bool = False

    def add(self, index: int, size: int, own: int) -> None:
        self.parted |= 0 <= self.last < index - 1
        self.last = index
        self.size += size
        self.own += own


def _own(block: Block, known: Known) -> int:
    """The characters of a block that only this page has, in a place where the article stands on
    all pages that have it."""
    place = known.places.get(forms.place(block.path))
    if place is None or place.odds < SURE_PLACE or forms.exact_key(block) in known.texts:
        return 0
    return max(0, len(block.text) - block.link_chars)


def _tells(block: Block, known: Known) -> bool:
    """Whether a block is prose that is not the site's."""
    return forms.is_prose(block.text) and forms.exact_key(block) not in known.texts


def _is_new_line(block: Block, known: Known) -> bool:
    """Whether a line of some length is not the site's."""
    long = len(block.text) >= LINE
    return long and forms.exact_key(block) not in known.texts


def _is_container(name: str, known: Known) -> bool:
    container = known.containers.get(name)
    return container is not None and container.pages > 1 and container.main >= SURE_CONTAINER


def _is_proven(name: str, known: Known) -> bool:
    """Whether an element holds the article on all pages of a template that is well known."""
    container = known.containers[name]
    return container.main >= PROVEN and container.weight >= PROVEN_PAGES


def _votes(block: Block, known: Known, here: Here) -> Iterator[Vote]:
    key = forms.exact_key(block)
    key, repeat, trust = _found(block, key, known, here)
    if repeat is not None:
        yield from _repeated(block, key, repeat, here, trust)
    elif block.structure is None:
        yield from _new(block, key, known, here)
    if known.habits.bylines and block.index <= here.first_new + BYLINE_REACH:
        yield from _signed(block, known)
    if block.structure is not None:
        yield from _placed(block, known, here.fit, repeated=repeat is not None)


def _found(block: Block, key: int, known: Known, here: Here) -> tuple[int, Repeat | None, float]:
    """``(key, repeat, trust)`` of the most exact form of a block that the site repeats."""
    if key in known.texts:
        return key, known.texts[key], 1.0
    for form, looseness in forms.slotted(block.text, here.titles).items():
        slots = forms.key_of(form)
        repeat = known.texts.get(slots)
        if repeat is not None and (not looseness or _is_furniture(repeat)):
            return slots, repeat, SLOTTED[looseness]
    return key, None, 0.0


def _is_furniture(repeat: Repeat) -> bool:
    """Whether nearly all that has a form of names and dates was chrome on its own page."""
    return repeat.kept <= LOOSE_KEPT and repeat.stories >= LOOSE_STORIES


def _repeated(block: Block, key: int, repeat: Repeat, here: Here, trust: float) -> Iterator[Vote]:
    said = f"profile:text:{key:010x} {repeat.stories}/{here.stories} stories"
    inside = block.index < here.last_new
    if repeat.ruling == "body":
        yield Vote("body", RULING, "", said)
        return
    if repeat.ruling == "chrome":
        yield Vote("chrome", RULING, "site-repeat", said)
        return
    if inside and (_is_rubric(repeat) or block.index in here.within):
        return
    if repeat.kept >= RUBRIC_SHARE and is_agency_notice(block.text):
        return
    if _is_of_some(repeat, here) and not (repeat.prose and _names_author(block, here)):
        return
    weight = REPEAT + REPEAT_STEP * math.log2(max(1.0, repeat.weight))
    weight *= trust
    weight *= min(1.0, 0.5 + 0.5 * repeat.weight / here.weight / RARE_SHARE)
    weight *= _protection(block)
    if inside or (not repeat.prose and (_opens_more(block, here) or _is_rare(repeat, here))):
        weight *= 1.0 - SETTLED * min(repeat.kept, repeat.inline)
    yield Vote("chrome", round(min(MOST, weight), 3), "site-repeat", said)


def _signed(block: Block, known: Known) -> Iterator[Vote]:
    """The vote on a header line that has the form of the site's bylines."""
    if form := form_of(block.text, known.habits.bylines):
        share = known.habits.bylines[form]
        weight = min(BYLINE_MOST, BYLINE + math.log2(share.stories))
        said = f"profile:byline:{form} {share.stories}/{share.of} stories"
        yield Vote("byline", round(weight, 3), "byline", said)


def _opens_more(block: Block, here: Here) -> bool:
    """Whether right below a block stands what is on this page only: it opens a last part."""
    return not here.new_lines.isdisjoint(range(block.index + 1, block.index + 1 + OPENS))


def _is_rare(repeat: Repeat, here: Here) -> bool:
    """Whether a text stands on a small part of the stories, as short sentences of articles do."""
    return repeat.weight <= SOME_SHARE * here.weight


def _is_of_some(repeat: Repeat, here: Here) -> bool:
    """Whether a text is kept on the few stories that have it, and at the same end of them: what a
    law or an agency asks for, the last words of a column. A teaser stands above its own story."""
    one_end = repeat.late >= RUBRIC_SHARE or repeat.late <= 1.0 - RUBRIC_SHARE
    return _is_rare(repeat, here) and repeat.kept >= RUBRIC_SHARE and one_end


def _names_author(block: Block, here: Here) -> bool:
    """Whether a block names one of those who write for the site, as their portraits do."""
    return not here.authors.isdisjoint(map(forms.key_of, forms.may_name(block.text)))


def _is_rubric(repeat: Repeat) -> bool:
    """Whether a text is a standing part of articles: an editor's note, a column's opening."""
    return repeat.prose and repeat.kept >= RUBRIC_SHARE and repeat.inline >= RUBRIC_SHARE


def _protection(block: Block) -> float:
    """What is left of the weight for blocks that repeat by their nature."""
    if sum(c.isalpha() for c in block.text) < BARE_LETTERS:
        return BARE
    return HEADING if block.kind == "heading" else 1.0


def _new(block: Block, key: int, known: Known, here: Here) -> Iterator[Vote]:
    """The vote for what stands on no other page of the site: prose, and lines among it. The last of
    it may be a portrait or an offer that others of the site have in other words; behind the end of
    the article more is said against that already."""
    if not known.stories or key in known.seen_once:
        return
    prose = forms.is_prose(block.text)
    among = here.first_new < block.index < here.last_new
    last = block.index == here.last_new and block.index <= here.over
    if among or (prose and not last):
        weight = min(NEW_MOST, NEW * math.log2(1 + known.stories / NEW_PAGES))
        weight *= 1.0 if prose else NEW_LINE
        yield Vote("body", round(weight, 3), "", f"profile:new 0/{known.stories} stories")


def _placed(block: Block, known: Known, found: Fit | None, *, repeated: bool) -> Iterator[Vote]:
    name = forms.place(block.path)
    place = known.places.get(name)
    if place is not None:
        weight = PLACE * place.odds * place.weight / (place.weight + PLACE_DOUBT)
        said = f"profile:place:{name} {place.pages}/{known.pages} pages"
        if weight > 0 and forms.is_named(name):
            yield Vote("body", round(weight * _unlinked(block), 3), "", said)
        elif weight < 0:
            yield Vote("chrome", round(-weight, 3), "site-repeat", said)
    if found is not None:
        yield from _contained(block, place, known, found, repeated=repeated)


def _contained(
    block: Block, place: Place | None, known: Known, found: Fit, *, repeated: bool
) -> Iterator[Vote]:
    said = f"profile:container:{found.name} {found.container.pages}/{known.pages} pages"
    around = forms.enclosing(block.path)
    if found.name not in around:
        if block.index > found.first or not _is_deck(place, known):
            doubt = _doubt(place) if block.index < found.first else 1.0
            weight = OUTSIDE * found.container.main * doubt
            yield Vote("chrome", round(weight, 3), "site-repeat", said)
        return
    boxes = forms.named_steps(block.path)[around.index(found.name) + 1 :]
    if not any(boxes):
        if not repeated and (place is None or place.odds > 0):
            yield Vote("body", round(INSIDE * _unlinked(block), 3), "", said)
    elif (place is None or _is_insert(place)) and not _is_large(block, found):
        yield Vote("chrome", INSERT, "site-repeat", said)


def _doubt(place: Place | None) -> float:
    """1 for places that are surely chrome or never seen, 0 for those that are mostly kept."""
    return 1.0 if place is None else max(0.0, min(1.0, (-DOUBT_FROM - place.odds) / DOUBT_RANGE))


def _unlinked(block: Block) -> float:
    """The share of the block's text that stands in no link."""
    return 1.0 - min(1.0, block.link_chars / max(1, len(block.text)))


def _is_insert(place: Place) -> bool:
    return place.share < INSERT_SHARE and place.odds < 0


def _is_large(block: Block, found: Fit) -> bool:
    return forms.place(block.path) in found.large


def _is_deck(place: Place | None, known: Known) -> bool:
    return (
        place is not None
        and place.pages >= max(DECK_PAGES, DECK_SHARE * known.pages)
        and place.kept >= DECK_KEPT
        and place.share < 0.2
    )
