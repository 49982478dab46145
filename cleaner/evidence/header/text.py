"""The header of plain texts, and the lines at their end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaner.evidence.header.lines import (
    AFTER_TITLE,
    MAX_SUBTITLE,
    MAX_TITLE,
    fold,
    like_caption,
    opened_byline,
)
from cleaner.evidence.header.marks import CERTAIN, GUESS, HINT, LIKELY, SURE, Marks
from cleaner.evidence.header.prose import REACH, ends_as_prose, first_prose, is_prose, word_count
from cleaner.grammar import bylines, credits, dates, entries, headlines, places, zones
from cleaner.grammar.letters import begins_small
from cleaner.records import Block

MAX_TITLE_WORDS = 26
_SENTENCE_END = re.compile(r"[.。।॥؟…։۔።។။]['\"”’»)\]]*$|[.!?]['\"”’»)\]]+$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
BELOW_TITLE = 3
"""How many blocks below the title it may say how long ago the story appeared."""
LEAST_TITLE = 3
"""Words that a title above a name has more than."""
PROSE_OF_CAPTION = 2
"""Paragraphs for each caption within a story; where they are fewer, the pictures are the story."""
FOOT = 12
"""How many of the last blocks may say whose text the page has."""
FEWEST_LETTERS = 3
"""Signatures of a page of letters."""
FEWEST_BRIEFS, LONGEST_BRIEF = 3, 6
"""Briefs of a digest, and lines of one with its heading."""
MAX_HEADING_WORDS = 16


def text_marks(blocks: Sequence[Block]) -> Marks:
    """The marks on the header of a text and on the lines at its end."""
    start = first_prose(blocks)
    zone = [b for b in blocks[max(0, start - REACH) : start + 1] if len(b.text) <= MAX_SUBTITLE]
    tail = [b for b in blocks[start + 1 : start + 1 + AFTER_TITLE] if len(b.text) <= 160]
    marks: Marks = {}
    opening = [b for b in blocks[: max(0, min(6, start - REACH))] if len(b.text) <= 160]
    lines = opening + zone + tail
    mark_dates(lines, marks)
    mark_crafts([b for b in lines if b.index <= start], marks)
    mark_bylines(lines, marks)
    mark_captions(blocks, start, marks)
    mark_title(blocks, opening + zone, start, marks)
    mark_age(blocks, marks)
    mark_subtitle(blocks, start, marks)
    mark_places(zone, marks)
    mark_names(blocks, zone, marks)
    mark_roles(tail, marks)
    mark_places(zone + tail[:3], marks)
    _drop_stray(start, marks)
    mark_end(blocks, start, marks)
    mark_supplier(blocks, start, marks)
    mark_shown(blocks, start, marks)
    mark_letters(blocks, marks)
    mark_briefs(blocks, start, marks)
    return marks


def mark_title(blocks: Sequence[Block], zone: Sequence[Block], start: int, marks: Marks) -> None:
    """The title: a line that the page has twice, else the best of those that are like one."""
    repeated = _repeated(blocks)
    numbered = _numbered(blocks)
    lines = [b for b in zone if b.index not in marks | numbered and b.kind != "list-item"]
    candidates = [b for b in lines if _title_like(b.text)]
    likely = candidates[:2] if len(repeated) > 2 else candidates
    twice = [b for b in likely if fold(b.text) in repeated]
    if twice:
        said = fold(twice[-1].text)
        for block in blocks:
            short = len(block.text) <= MAX_TITLE
            if short and fold(block.text) == said and _title_like(block.text):
                marks[block.index] = ("title", SURE, "title-twice")
        return
    if not candidates:
        return
    best = _only_heading(blocks, candidates) or _best_title(candidates, marks)
    marks[best.index] = ("title", *_title_weight(blocks, best, start, marks))


def _only_heading(blocks: Sequence[Block], candidates: Sequence[Block]) -> Block | None:
    """The one heading of the first level that a Markdown text has, if it may be the title."""
    first = [b for b in blocks if b.kind == "heading" and b.level == 1]
    return next((b for b in candidates if [b] == first), None)


def _title_weight(
    blocks: Sequence[Block], best: Block, start: int, marks: Marks
) -> tuple[float, str]:
    """Weight and rule for the line that is the title if any is."""
    words = word_count(best.text)
    followed = any(
        mark[0] in ("date", "byline") and mark[1] >= LIKELY and best.index < i <= best.index + 8
        for i, mark in marks.items()
    )
    if followed and words >= 3:
        return (SURE if words >= 5 else LIKELY), "title-before-header"
    if best.kind == "heading" and best.level == 1:
        return SURE, "title-marked"
    if not _prose_follows(blocks, best):
        return HINT, "short-first"
    if 7 <= words <= MAX_TITLE_WORDS and best.index <= (1 if best.index < start - 3 else 6):
        asked = best.text.endswith(("?", "؟", "？"))
        return (3.0 if asked else GUESS), "title-first"
    return (3.0 if words >= 5 and best.index <= 2 else HINT), "short-first"


def _prose_follows(blocks: Sequence[Block], title: Block) -> bool:
    """Whether a text goes on below a line: prose soon, not the rest of the line's own sentence."""
    after = blocks[title.index + 1 : title.index + 8]
    if not after or after[0].glued or begins_small(after[0].text):
        return False
    return any(is_prose(b.text) for b in after)


def _best_title(candidates: Sequence[Block], marks: Marks) -> Block:
    """The first candidate, unless it is short and a longer one stands nearer to the header."""
    first = candidates[0]
    short = next((b for b in candidates[1:4] if first.text.endswith(b.text)), None)
    if short:
        return short
    anchors = [i for i, mark in marks.items() if mark[0] in ("date", "byline")]
    if word_count(first.text) >= 5:
        return first
    if not anchors:
        return next((b for b in reversed(candidates) if word_count(b.text) >= 7), first)
    return max(candidates[:6], key=lambda b: min(word_count(b.text), 8))


def _numbered(blocks: Sequence[Block]) -> dict[int, int]:
    """The lines that count the items of the story ("1. ...") by index, where there are three."""
    found = entries.numbers(blocks)
    return found if {1, 2, 3} <= set(found.values()) else {}


def _repeated(blocks: Sequence[Block]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for block in blocks:
        if len(block.text) <= MAX_TITLE and word_count(block.text) >= 5:
            key = fold(block.text)
            (twice if key in seen else seen).add(key)
    return twice


def _title_like(text: str) -> bool:
    return (
        8 <= len(text) <= MAX_TITLE
        and word_count(text) >= 2
        and not _SENTENCE_END.search(text)
        and not like_caption(text)
        and not text.endswith((":", ";", ","))
        and "©" not in text
        and "http" not in text
        and not (_CLOCK.search(text) and headlines.holds_moment(text))
        and not _names_agency(text)
    )


def _names_agency(text: str) -> bool:
    """Whether a line is a name and the news agency that its bearer works for."""
    byline = bylines.parse(text)
    return (
        byline is not None
        and bool(byline.names)
        and any(map(bylines.is_news_agency, byline.agencies))
    )


def mark_subtitle(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The line below the title, if byline or date follow, or if it ends unlike the prose below."""
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= 3), None)
    if title is None:
        return
    after = [i for i, m in marks.items() if m[0] in ("date", "byline") and m[1] >= LIKELY]
    for block in blocks[title + 1 : title + 4]:
        if block.index in marks:
            if marks[block.index][0] == "title":
                continue
            return
        text = block.text
        followed = any(block.index < i <= block.index + 4 for i in after)
        if like_caption(text) or len(text) > MAX_SUBTITLE or word_count(text) < 3:
            continue
        if block.kind == "list-item" or (followed and _is_short_byline(text)):
            return
        if followed and block.index <= start + 1:
            marks[block.index] = ("subtitle", 6.0, "subtitle-before-header")
        elif _is_open_line(text) and _closed_prose_follows(blocks, block):
            marks[block.index] = ("subtitle", 3.6, "subtitle-no-stop")
        return


def _is_open_line(text: str) -> bool:
    """Whether a line of some length does not end as sentences do."""
    return 7 <= len(text.split()) <= 40 and not ends_as_prose(text)


def _is_short_byline(text: str) -> bool:
    return word_count(text) <= 8 and (bylines.parse(text) or bylines.filed(text)) is not None


def _closed_prose_follows(blocks: Sequence[Block], block: Block) -> bool:
    """Whether the next block ends as sentences do, unlike this one, and is no shorter."""
    after = blocks[block.index + 1 : block.index + 2]
    return (
        bool(after)
        and not after[0].glued
        and ends_as_prose(after[0].text)
        and word_count(after[0].text) >= 15
    )


def mark_dates(lines: Sequence[Block], marks: Marks) -> None:
    """Lines that are dates, each with a label above it that only announces it."""
    for i, block in enumerate(lines):
        weight = headlines.date_weight(block.text)
        if weight:
            marks[block.index] = ("date", weight, "date")
            before = lines[i - 1] if i else None
            if before and before.index not in marks and headlines.is_date_label(before.text):
                marks[before.index] = ("date", LIKELY, "date-label")


def mark_age(blocks: Sequence[Block], marks: Marks) -> None:
    """The line below the title that says how long ago the story appeared; elsewhere such lines
    belong to teasers and comments."""
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS), len(blocks))
    for block in blocks[title + 1 : title + 1 + BELOW_TITLE]:
        if is_prose(block.text):
            return
        if dates.is_relative(block.text):
            marks[block.index] = ("date", CERTAIN, "age-below-title")
            return


def mark_bylines(lines: Sequence[Block], marks: Marks) -> None:
    """Lines that open as bylines do, and names below a line that is nothing but the opener."""
    for i, block in enumerate(lines):
        if block.index in marks or len(block.text) > 160:
            continue
        byline = opened_byline(block.text)
        if i and lines[i - 1].index in marks and bylines.goes_on(block.text, lines[i - 1].text):
            label, weight, _ = marks[lines[i - 1].index]
            if label == "byline":
                marks[block.index] = ("byline", weight, "byline-goes-on")
                continue
        if byline:
            marks[block.index] = ("byline", SURE if byline.confidence >= 0.7 else LIKELY, "byline")
        elif block.text.casefold().rstrip(":") in ("by", "von", "par", "por", "autor", "text"):
            following = lines[i + 1] if i + 1 < len(lines) else None
            if following and bylines.is_name(following.text):
                marks[block.index] = ("byline", LIKELY, "byline-opener")
                marks[following.index] = ("byline", SURE, "byline")


def mark_crafts(lines: Sequence[Block], marks: Marks) -> None:
    """Names with a line below each that says what its bearer made ("Jane Doe" / "Text" / "John Roe"
    / "Photo") or does ("Jane Doe" / "Reporter, Oslo"); the first line is no name but the title."""
    labels: set[int] = set()
    for i, block in enumerate(lines[2:], 2):
        above = lines[i - 1]
        made = bylines.craft(block.text)
        labelled = i - 2 not in labels and bylines.craft(lines[i - 2].text)
        if made and " " in above.text and bylines.is_name(above.text) and not labelled:
            labels.add(i)
            marks[block.index] = ("byline", SURE, "craft-below-name")
            marks[above.index] = ("byline", SURE, "name-of-craft")
            if made == "pictures":
                marks[above.index] = ("caption", LIKELY, "photographer")
        elif _has_role_below(above.text, block.text, lines[i - 2].text):
            marks[block.index] = ("byline", LIKELY, "role-below-name")
            marks[above.index] = ("byline", LIKELY, "name-above-role")


def _has_role_below(name: str, role: str, above: str) -> bool:
    """Whether two lines are a name and what its bearer does, below a title: whom a portrait or an
    obituary is about stands in its title, and a short title looks like a name."""
    if (
        not 2 <= len(name.split()) <= 4
        or not bylines.name_alone(name)
        or not bylines.role_line(role)
    ):
        return False
    return len(above.split()) > max(LEAST_TITLE, len(name.split()))


def mark_names(blocks: Sequence[Block], zone: Sequence[Block], marks: Marks) -> None:
    """Lines that are merely shaped like a name, beside lines known to be of the header, or twice
    on the page."""
    short = Counter(b.text for b in blocks if len(b.text) <= 40)
    repeated = {text for text, number in short.items() if number == 2}
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS), -1)
    for block in zone:
        if block.index in marks or len(block.text) > 80:
            continue
        beside = [marks[i][0] for i in (block.index - 1, block.index + 1) if i in marks]
        byline = bylines.parse(block.text)
        if byline and credits.says_twice(block.text):
            marks[block.index] = ("caption", LIKELY, "credit-twice")
            continue
        if byline is None:
            alone = bylines.name_alone(block.text) or bylines.filed(block.text)
            if "byline" in beside and bylines.tells_picture(block.text):
                marks[block.index] = ("caption", LIKELY, "pictures-beside-byline")
            elif "date" in beside and alone and block.index > 0:
                marks[block.index] = ("byline", GUESS, "name-beside-date")
            continue
        weight = HINT
        twice = block.text in repeated and block.index > title and bool(byline.names)
        listed = len(byline.names) > 1 and _is_credited(byline.names, zone)
        named = byline.confidence >= 0.6 or twice or listed
        below = blocks[block.index + 1 : block.index + 2]
        edited = "byline" in beside and _is_edited(below)
        desked = len(byline.names) > 1 and _is_of_desk(below)
        shown = edited or desked or any(bylines.tells_picture(b.text) for b in below)
        if {"date", "subtitle", "place"} & set(beside) or named or shown:
            weight = LIKELY
        elif byline.agencies and not byline.names and block.index == 0:
            weight = GUESS
        marks[block.index] = ("byline", weight, "name")


def _is_credited(names: Sequence[str], lines: Sequence[Block]) -> bool:
    """Whether the credit of a picture in the header repeats one of these names: who wrote a story
    together with a photographer is named beside them."""
    pictures = [b.text for b in lines if credits.holds_credit(b.text)]
    return any(name in text for name in names for text in pictures)


def _is_edited(below: Sequence[Block]) -> bool:
    """Whether the line below names who edited a story: the one above wrote it."""
    byline = bylines.parse(below[0].text) if below else None
    return byline is not None and byline.editor


def _is_of_desk(below: Sequence[Block]) -> bool:
    """Whether the line below is the name of a desk: the people above it work there."""
    byline = bylines.parse(below[0].text) if below else None
    if byline is None or byline.names or bylines.is_section(below[0].text):
        return False
    return not any(map(bylines.is_news_agency, byline.agencies))


def mark_roles(lines: Sequence[Block], marks: Marks) -> None:
    """Lines below the first paragraph that name somebody with a profession of the press, or beside
    a date with a city."""
    for block in lines:
        if block.index not in marks and len(block.text) <= 100:
            byline = bylines.parse(block.text)
            beside = (marks.get(i, ("",))[0] for i in (block.index - 1, block.index + 1))
            if byline and byline.names and 0.5 < byline.confidence < 0.9:
                marks[block.index] = ("byline", LIKELY, "name-with-role")
            elif byline is None and "date" in beside and bylines.filed(block.text):
                marks[block.index] = ("byline", LIKELY, "name-with-city")


def mark_places(lines: Sequence[Block], marks: Marks) -> None:
    """Known cities beside bylines and dates: asked for before the names, which they show to be
    bylines, and behind them."""
    for block in lines:
        if block.index in marks and marks[block.index][1] > HINT:
            continue
        beside = any(
            marks[i][0] in ("date", "byline") and marks[i][1] >= GUESS
            for i in range(block.index - 2, block.index + 2)
            if i in marks and i != block.index
        )
        line = block.text.strip(" :.")
        known = zones.place_country(line) is not None or zones.in_country(line)
        if beside and known and places.is_place_line(block.text):
            marks[block.index] = ("place", LIKELY, "place")


def mark_captions(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Captions between the header and the story: with their credits in their own line, or in the
    line below. One that says where somebody stands in the picture needs no more."""
    header = min((i for i, m in marks.items() if m[1] >= LIKELY), default=len(blocks))
    for block in blocks[header + 1 : start + 2]:
        after = blocks[block.index + 1 : block.index + 4]
        if block.index in marks or block.glued or not after or after[0].glued:
            continue
        if any(is_prose(b.text) for b in after) and credits.is_credited(block.text):
            marks[block.index] = ("caption", SURE, "caption-above-story")
        elif _goes_on(block.index, marks) and credits.opens_credit(after[0].text):
            marks[block.index] = ("caption", LIKELY, "caption-above-credit")
        elif credits.points_out(block.text) and credits.is_credit(after[0].text):
            marks[block.index] = ("caption", SURE, "caption-above-credit")
            marks.setdefault(after[0].index, ("caption", SURE, "credit-below-caption"))


def _goes_on(index: int, marks: Marks) -> bool:
    """Whether the header goes on below a line and the credit of a picture: the first paragraph of a
    story may have a credit below it, but no byline then."""
    below = range(index + 2, index + 4)
    return any(marks[i][0] in ("byline", "date") for i in below if i in marks)


def mark_shown(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Captions within the story, up to its last paragraph, that end with the word for a picture and
    whose it is. Where there are many of them, the page is about its pictures, and they are its
    text; the credit behind the last paragraph may be that of the whole story."""
    plain = [b.index for b in blocks if is_prose(b.text) and not credits.is_shown(b.text)]
    within = blocks[start + 1 : plain[-1] if plain else 0]
    lines = [b for b in within if credits.is_shown(b.text)]
    if len(lines) * PROSE_OF_CAPTION > len(plain):
        return
    for block in lines:
        if not any(b.glued for b in blocks[block.index : block.index + 2]):
            marks.setdefault(block.index, ("caption", SURE, "caption-in-story"))


def mark_end(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Dates and credits in the last lines, and the name that signs the last paragraph."""
    for block in blocks[max(start + 2, len(blocks) - 3) :]:
        text = block.text
        if block.index in marks or len(text) > 120 or "@" in text or text[0] in "—–":
            continue
        date = headlines.date_weight(text)
        byline = None if date else opened_byline(text)
        if credits.is_licence(text):
            marks[block.index] = ("caption", SURE, "licence-of-picture")
        elif date:
            marks[block.index] = ("date", min(date, LIKELY), "date-at-end")
        elif byline:
            marks[block.index] = ("byline", LIKELY, "byline-at-end")
    _mark_signature(blocks, start, marks)


def _mark_signature(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The line below the last prose, if it is shaped like a name and the page ends soon."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if is_prose(blocks[i].text)), -1)
    if last < start + 1 or len(blocks) - last > 8:
        return
    for block in blocks[last + 1 : last + 3]:
        text = block.text.strip("()（）—– ")
        if block.index in marks or block.text.endswith(".") or len(text) > 60:
            return
        byline = bylines.parse(text)
        if not byline or ("," in text and is_signed(blocks[start + 1 : last], blocks)):
            return
        marks[block.index] = ("byline", 3.6, "name-at-end")


def mark_supplier(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Lines in the foot of a page that name the house whose text it is."""
    for block in blocks[max(start + 2, len(blocks) - FOOT) :]:
        if block.index not in marks and credits.names_supplier(block.text):
            marks[block.index] = ("byline", LIKELY, "supplier")


def mark_letters(blocks: Sequence[Block], marks: Marks) -> None:
    """Where several letters from readers follow one another, the heading of the first one and the
    signature of the last are body, like those between."""
    signed = [b.index for b in blocks if _is_signature(b, blocks)]
    if len(signed) < FEWEST_LETTERS or not all(_heads_letter(blocks, i + 1) for i in signed[:-1]):
        return
    marks[signed[-1]] = ("body", SURE, "letter-signature")
    prose = next((b.index for b in blocks if is_prose(b.text)), 0)
    dated = max((i for i, m in marks.items() if m[0] == "date" and i < prose), default=-1)
    headings = [b.index for b in blocks[dated + 1 : prose] if not b.text.endswith(":")]
    if headings:
        marks[headings[-1]] = ("body", SURE, "letter-heading")


def is_signed(story: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether so many of these lines sign letters that the one below them signs the last."""
    return sum(_is_signature(block, blocks) for block in story) >= FEWEST_LETTERS - 1


def _is_signature(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a line below prose is a name with a place ("Jane Doe, Oslo")."""
    name, comma, place = block.text.partition(", ")
    above = blocks[max(0, block.index - 2) : block.index]
    if not comma or len(block.text) > 60 or not any(is_prose(b.text) for b in above):
        return False
    return " " in name and bylines.is_name(name) and bylines.is_name(place)


def _heads_letter(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is no prose, and prose follows."""
    below = blocks[index + 1 : index + 3]
    return not is_prose(blocks[index].text) and any(is_prose(b.text) for b in below)


def mark_briefs(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """The heading of the first of several briefs from other places, below title and date of their
    page or with nothing above, is body like those of the others."""
    titles = [i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS and i < start - 1]
    dated = any(m[0] == "date" and titles and min(titles) < i < start for i, m in marks.items())
    if start != 1 and not (dated and start):
        return
    heads = [b.index for b in blocks[start - 1 :] if _heads_brief(b, blocks)]
    apart = [below - above for above, below in pairwise(heads[:FEWEST_BRIEFS])]
    if len(heads) >= FEWEST_BRIEFS and heads[0] == start - 1 and max(apart) <= LONGEST_BRIEF:
        marks[heads[0]] = ("body", SURE, "brief-heading")


def _heads_brief(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a short line without a stop stands above a paragraph with a dateline."""
    below = blocks[block.index + 1 : block.index + 2]
    if not below or not is_prose(below[0].text) or ends_as_prose(block.text):
        return False
    short = 2 <= word_count(block.text) <= MAX_HEADING_WORDS
    return short and places.opening([below[0].text], 0.55) is not None


def _drop_stray(start: int, marks: Marks) -> None:
    """Weak marks behind the first prose are noise unless the header itself stands there."""
    for index in [i for i, m in marks.items() if i > start and m[1] < LIKELY]:
        if marks[index][0] != "title":
            del marks[index]
