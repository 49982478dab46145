"""Which line of a plain-text page is its title, and which its standfirst: learned from the signs
that lines carry.

A sign is a short string ("stop", "words<=9"); ``data/header_lines.toml`` has a weight for each,
made by ``training/header``. A line's weights add up, and the line with the largest sum wins if that
is more than the weight of "none". The labeller's opinion is one sign among others, so that the
choice holds when the labeller is trained again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cleaner.grammar import credits
from cleaner.grammar.letters import HAN, THAI
from cleaner.grammar.tables import table
from cleaner.metadata import address, story
from cleaner.metadata.sources import Sources, fold
from cleaner.records import Block, Decision

Signs = list[str]
Lines = list[tuple[Block, Signs]]
"""Lines that may be it, each with its signs."""

NONE = "none"
"""The entry of the table with the sum that a line must exceed."""
PROSE_WORDS, PROSE_REACH = 14, 5
"""Words of a paragraph with which a story may begin, and how many blocks below the next one is."""
STORY_WORDS = 10
"""Words of a paragraph that lines are compared with."""
BARE = 4
"""With at most so many lines above the story, a text has no page around it: whether its first
sentence is a standfirst is nothing that signs of lines tell."""
LONGEST_TITLE, MOST_WORDS, MOST_TITLES = 240, 40, 60
LONGEST_STANDFIRST, STANDFIRST_REACH = 600, 16
RIVALS = 3
"""How many of the likeliest titles are tried with a standfirst."""
FRAMED = 1.0
"""What byline or date right below two lines add to the sum of the two as title and standfirst."""
SAME = 0.67
"""Share of the words of the shorter of two lines from which they say the same."""
SHORTEST_END, FEWEST_END = 12, 3
"""Characters and words of a title that the way to the story ends with."""
SWAPPED = 3
"""How many lines below the title a standfirst may stand that is taken for it."""
PARAGRAPHS = 12
"""How many paragraphs of the story the words of a line are looked for in."""

_EAST = re.compile(rf"[{HAN}\uac00-\ud7a3]")
_HAN = re.compile(f"[{HAN}]")
_ASCII_PIECE = re.compile(r"[a-z]{3,}|\d[\d.,]*")
_SPACED_PIECE = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
_UNSPACED = re.compile(f"[{THAI}]")
_SPECIAL = re.compile(f"[{HAN}{THAI}]")
"""What stands in texts whose words are not spaced, and in no other."""
_PIECE = re.compile(rf"[{HAN}]+|[{THAI}]+|[^\W\d_{THAI}{HAN}]{{3,}}|\d[\d.,]*")
_STOP = re.compile(r"[.。।॥؟…։۔።]['\"”’»)\]*_]*$")
_CRUMB = re.compile(r"\s[/|•·→]\s|[｜|>›]|::|^[^«]*»[^«]*$")
_STEP = re.compile(r"\s[/|>›»→]\s")
"""What stands between the steps of the way from the start page."""
_QUOTES = "\"'“„«‘»「『"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the signs of a page's lines are measured against."""

    start: int
    """Index of the block with which the story begins; that behind the last one if none does."""
    dates: tuple[int, ...]
    bylines: tuple[int, ...]
    story: tuple[tuple[int, frozenset[str]], ...]
    """Index and pieces of the first paragraphs."""
    common: dict[int, Signs]
    """By block index: the signs that do not depend on the field, of lines already looked at."""


@dataclass(frozen=True, slots=True)
class Header:
    """The lines that are title and standfirst, where their signs show them."""

    title: Block | None
    standfirst: Block | None
    bare: bool
    """Whether too little stands above the story for a standfirst to be told by its signs."""
    told: bool = False
    """Whether the page's address shows the title."""


@lru_cache(maxsize=1)
def choose(sources: Sources) -> Header:
    """The likeliest title with the likeliest standfirst for it. A line that would be the title is
    the standfirst of another one if the two together are likelier so. The line that the page's
    address was made from is its title, whatever else shows another."""
    page = layout(sources)
    bare = page.start <= BARE
    lines = title_lines(sources, page)
    found = _weighed("title", lines)
    odds, title = found[0] if found else (0.0, None)
    rivals = [*(b for b, _ in lines), *sources.labelled("title")]
    told = _end_of_way(sources, page)
    told = told or address.title(sources.reading.page.url or "", rivals, title)
    if told:
        line = None if bare else _standfirst(sources, page, told)[1]
        return Header(told, line, bare, told=True)
    above = [f for f in found[1:RIVALS] if title and 0 < title.index - f[1].index <= SWAPPED]
    more, line = _standfirst(sources, page, title) if above or not bare else (0.0, None)
    for rival, headline in above:
        added, below = _standfirst(sources, page, headline)
        likelier = rival + added + _bonus(sources, page, headline, title) > odds + more
        if below is title and likelier:
            title, line = headline, below
            break
    return Header(title, None if bare else line, bare)


def _bonus(sources: Sources, page: Layout, headline: Block, line: Block | None) -> float:
    """How much likelier title and standfirst are where the byline or date stands right below the
    two, and the first speaks of the story and does not say what the other does: menus, offers and
    other stories' titles stand above titles, too."""
    if line is None or line.index != headline.index + 1 or _CRUMB.search(headline.text):
        return 0.0
    own, other = story.stems(headline.text), story.stems(line.text)
    again = len(own & other) >= SAME * min(len(own), len(other))
    told = any(len(stem) >= story.LONG for stem in story.shared(headline, sources))
    framed = line.index + 1 in (*page.dates, *page.bylines)
    return FRAMED if framed and told and not again else 0.0


def _end_of_way(sources: Sources, page: Layout) -> Block | None:
    """The line above the story that the way to it from the start page, which stands above, ends
    with ("Home / Town / Bridge closed again until May"). Below the name of a section, with which
    many ways end, stands the title: the story says more of its words."""
    lines = sources.reading.blocks[: page.start]
    ends = {
        steps[-1].strip()
        for block in lines
        if (steps := _STEP.split(block.text)) and len(steps) > 1
    }
    long = (b for b in lines if len(b.text) >= SHORTEST_END and words(b.text) >= FEWEST_END)
    found = next((b for b in long if b.text.strip() in ends), None)
    said = story.in_story(found, sources)[1] if found else 0
    rivals = lines[found.index + 1 :][:SWAPPED] if found else ()
    return None if any(story.in_story(b, sources)[1] > said for b in rivals) else found


def _standfirst(
    sources: Sources, page: Layout, headline: Block | None
) -> tuple[float, Block | None]:
    """The standfirst that belongs to a title and how much more likely than none it is."""
    found = _weighed("subtitle", standfirst_lines(sources, page, headline))
    return found[0] if found else (0.0, None)


def _weighed(field: str, lines: Lines) -> list[tuple[float, Block]]:
    """The lines that are more likely than none, with how much more; the likeliest first."""
    weights: dict[str, float] = table("header_lines")[field]
    totals = [(sum([weights.get(s, 0.0) for s in signs]), block) for block, signs in lines]
    found = [(total - weights[NONE], block) for total, block in totals if total > weights[NONE]]
    return sorted(found, key=lambda f: -f[0])


def layout(sources: Sources) -> Layout:
    """Where the story of a page begins, and what stands around."""
    prose = (b for b in sources.body if words(b.text) >= STORY_WORDS)
    return Layout(
        start=_start(sources),
        dates=tuple(b.index for b in sources.labelled("date")),
        bylines=tuple(b.index for b in sources.labelled("byline")),
        story=tuple((b.index, pieces(b.text)) for b in islice(prose, PARAGRAPHS)),
        common={},
    )


def _start(sources: Sources) -> int:
    """Index of the first paragraph that another one follows soon, else of the first of all, else
    that behind the last block."""
    found: list[int] = []
    for block in sources.body:
        if block.kind == "list-item" or words(block.text) < PROSE_WORDS:
            continue
        if found and block.index - found[-1] <= PROSE_REACH:
            return found[-1]
        found.append(block.index)
    return found[0] if found else len(sources.reading.blocks)


def title_lines(sources: Sources, page: Layout) -> Lines:
    """The lines down to the story that may be the title: no captions with their credit."""
    blocks = sources.reading.blocks
    seen = Counter([b.text for b in blocks])
    found = [b for b in _whole_lines(blocks, 0, page.start + 2) if len(b.text) <= LONGEST_TITLE]
    lines: Lines = []
    plain = [b for b in found if words(b.text) <= MOST_WORDS and not credits.is_credited(b.text)]
    for block in plain[-MOST_TITLES:]:
        signs = _common(block, sources, page)
        beside = [words(b.text) for b in blocks[max(0, block.index - 1) : block.index + 2]]
        signs.append(_step("date", _below(block, page.dates), (1, 2, 3, 5, 8)))
        if block.index:
            signs.append(_step("above", beside[0], (2, 4, 9, 20)))
        if block.index + 1 < len(blocks):
            signs.append(_step("below", beside[-1], (2, 6, 14, 30)))
        if block.index < 3:
            signs.append("first" if block.index == 0 else "among first")
        if seen[block.text] > 1 and words(block.text) >= 3:
            signs.append("twice")
        lines.append((block, signs))
    return lines


def standfirst_lines(sources: Sources, page: Layout, headline: Block | None) -> Lines:
    """The lines around the title and down to the story that may be the standfirst: no captions
    with their credit."""
    blocks = sources.reading.blocks
    at = headline.index if headline else -1
    last = max(at + 1, min(page.start + 3, at + STANDFIRST_REACH))
    first = max(0, at - 2) if headline else max(0, page.start + 2 - STANDFIRST_REACH)
    header = sorted((*page.dates, *page.bylines))
    own = fold(headline.text) if headline else ""
    lines: Lines = []
    for block in _whole_lines(blocks, first, last):
        told = words(block.text) >= 3 and len(block.text) <= LONGEST_STANDFIRST
        strange = "://" in block.text or credits.is_credited(block.text)
        if not told or strange or fold(block.text) in own:
            continue
        signs = _common(block, sources, page)
        signs += _place_signs(block, headline, blocks, header)
        below = (b for b in sources.body if b.index > block.index and words(b.text) >= 6)
        signs += _lead_signs(block, next(below, None))
        lines.append((block, signs))
    return lines


def _place_signs(
    block: Block, headline: Block | None, blocks: Sequence[Block], header: Sequence[int]
) -> Iterator[str]:
    """Where a line stands between the title and the lines of the header."""
    above = headline.index if headline else -1
    yield _step("header below", _below(block, header), (1, 2, 4, 8))
    if any(above < i < block.index for i in header):
        yield "header above"
    if headline is None:
        yield "no title"
    elif block.index > above:
        yield _step("under title", block.index - above, (1, 2, 3, 5, 8))
        between = [b for b in blocks[above + 1 : block.index] if b.index not in header]
        yield _step("between", sum(words(b.text) >= 4 for b in between), (0, 1, 2, 4))


def _lead_signs(block: Block, lead: Block | None) -> Iterator[str]:
    """How a line compares with the paragraph that follows."""
    if lead is None:
        return
    own, other = pieces(block.text), pieces(lead.text)
    shared = len(own & other) / max(1, min(len(own), len(other)))
    yield _step("said again", shared, (0.1, 0.2, 0.35, 0.5))
    yield _step("lead", words(lead.text), (9, 20, 40))
    if words(lead.text) > 2 * words(block.text):
        yield "lead longer"


def _whole_lines(blocks: Sequence[Block], first: int, last: int) -> list[Block]:
    """Blocks that are lines of their own and hold more than a word or two."""
    return [
        b
        for b in blocks[first:last]
        if len(b.text) >= 4
        and not b.glued
        and not any(a.glued for a in blocks[b.index + 1 : b.index + 2])
    ]


def _common(block: Block, sources: Sources, page: Layout) -> Signs:
    """A list of its own of the signs that a line has for either field."""
    if block.index not in page.common:
        page.common[block.index] = _signs(block, sources.decisions[block.index], page)
    return page.common[block.index].copy()


def _signs(block: Block, decision: Decision, page: Layout) -> Signs:
    """The signs that titles and standfirsts have in common."""
    text = block.text
    signs = [
        _step("words", words(text), (2, 4, 6, 9, 14, 20, 28, 40)),
        _step("to story", page.start - block.index, (-2, -1, 0, 1, 2, 3, 5, 8, 14, 30)),
        _step("in story", _shared(block, page), (0, 0.2, 0.35, 0.5, 0.7)),
        *_opinions(decision),
    ]
    kind = "marked quote" if block.kind == "quote" else block.kind
    signs.append(f"{kind} {block.level}" if kind == "heading" else kind)
    if _STOP.search(text):
        signs.append("stop")
    if text[0] in _QUOTES:
        signs.append("quote")
    if _CRUMB.search(text):
        signs.append("crumb")
    if credits.opens_credit(text):
        signs.append("credit")
    if is_mostly_small(text):
        signs.append("small")
    return signs


def _opinions(decision: Decision) -> Iterator[str]:
    """What the evidence says of a line, in steps."""
    if decision.kept:
        yield "kept"
    phrase = 0.0
    for vote in decision.votes:
        if vote.evidence == "model":
            yield f"model {vote.label} {min(4, int(vote.weight))}"
        elif vote.evidence.startswith("rule:header"):
            yield _step(f"rule {vote.label}", vote.weight, (3.9, 5.9))
        elif vote.evidence.startswith("phrase"):
            phrase = max(phrase, vote.weight)
    if phrase >= 3:
        yield _step("phrase", phrase, (6.9,))


def is_mostly_small(text: str) -> bool:
    """Whether most words of a line begin with a small letter, as in sentences."""
    initials = [word[0] for word in text.split()]
    small, capital = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    return small + capital >= 3 and small > capital


def _shared(block: Block, page: Layout) -> float:
    """The share of a line's pieces that the story says."""
    own = pieces(block.text)
    said: set[str] = set()
    for index, found in page.story:
        if index != block.index:
            said |= own & found
    return len(said) / len(own) if own else 0.0


def _below(block: Block, indices: Sequence[int]) -> int:
    """How many lines below a block the next of some lines stands; 99 if none does."""
    return min((i - block.index for i in indices if i > block.index), default=99)


def _step(name: str, value: float, steps: Sequence[float]) -> str:
    """The sign for a number: the first step that it does not exceed."""
    at = bisect_left(steps, value)
    return f"{name}<={steps[at]}" if at < len(steps) else f"{name}>{steps[-1]}"


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """Words of a text; where they are not spaced, three Chinese or five Thai characters are one."""
    number = len(text.split())
    if text.isascii():
        return number
    return number + len(_EAST.findall(text)) // 3 + len(_UNSPACED.findall(text)) // 5


@lru_cache(maxsize=256)
def pieces(text: str) -> frozenset[str]:
    """What two texts on the same matter share: the beginnings of their longer words, their numbers,
    and all runs of two Chinese or three Thai characters."""
    text = text.casefold()
    if text.isascii():
        return frozenset([word[:5] for word in _ASCII_PIECE.findall(text)])
    if not _SPECIAL.search(text):
        return frozenset([word[:5] for word in _SPACED_PIECE.findall(text)])
    found = set()
    for word in _PIECE.findall(text):
        size = 2 if _HAN.match(word) else 3 if _UNSPACED.match(word) else 0
        if size:
            found.update([word[i : i + size] for i in range(max(1, len(word) - size + 1))])
        else:
            found.add(word[:5])
    return frozenset(found)
