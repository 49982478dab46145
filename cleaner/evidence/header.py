"""Votes for the lines that head an article: title, standfirst, byline, date and place.

The same lines at the very end of a text (a signature, "Updated ...") get votes too. Prose gets
none, so that cleaning cleaned text finds nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cleaner.grammar import bylines, credits, dates, entries, headlines, places, zones
from cleaner.grammar.letters import HAN, THAI, begins_small
from cleaner.grammar.markdown import plain_blocks
from cleaner.records import Block, Label, Reading, Vote

REACH = 14
"""How many blocks before the first prose may belong to the header."""
AFTER_TITLE = 8
MAX_TITLE = 220
MAX_TITLE_WORDS = 26
MOST_SUBTITLES = 2
"""More blocks than this under a name for standfirsts are a body in a box of that name."""
MAX_SUBTITLE = 420
SURE, LIKELY, GUESS, HINT = 8.0, 5.0, 4.2, 1.5
CERTAIN = 14.0
"""More than a phrase and the labeller have against it."""
FOOT = 12
"""How many of the last blocks may say whose text the page has."""
PROSE_OF_CAPTION = 2
"""Paragraphs for each caption within a story; where they are fewer, the pictures are the story."""
FEWEST_BRIEFS, LONGEST_BRIEF = 3, 6
"""Briefs of a digest, and lines of one with its heading."""
MAX_HEADING_WORDS = 16
FEWEST_LETTERS = 3
"""Signatures of a page of letters."""
LEAST_TITLE = 3
"""Words that a title above a name has more than."""
LONGEST_LABEL = 30
"""Characters before the colon of a line that names the story as a source."""
BELOW_TITLE = 3
"""How many blocks below the title it may say how long ago the story appeared."""

_SENTENCE_END = re.compile(r"[.。।॥؟…։۔።។။]['\"”’»)\]]*$|[.!?]['\"”’»)\]]+$")
_PROSE_END = re.compile(r"[.。।॥!?！？؟…։۔።។။:]['\"”’»)\]]*$")
_EAST = re.compile(f"[{HAN}]")
_UNSPACED = re.compile(f"[{THAI}]")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_CAPTION = re.compile(
    r"^(?:photo|image|foto|fotos|bild|pic|picture|credit|video|watch|фото|fotó|zdjęcie|kuva|"
    r"getty images|reuters|ap photo|imago|share|enlarge|advertisement|listen|फोटो|图|摄影)(?!\w)|"
    r"\((?:photo|foto|image|bild|file|source|credit|ap|afp|reuters)\b|摄$|[-–—]\s(?:ảnh|foto|photo|bild):",
    re.IGNORECASE,
)
_SUBTITLE_NAME = re.compile(
    r"sub-?_?(?:title|head(?:line)?|heading)|standfirst|\bdek\b|deck\b|summary|sottotitolo|"
    r"subtitulo|bajada|chapo|sous-titre|vorspann|ingress|excerpt|abstract|teaser-text",
)
_BYLINE_NAME = re.compile(r"byline|author|autor|auteur|writer|firma|signature|journalist")
_REASONS: dict[Label, str] = {
    "title": "title", "subtitle": "subtitle", "byline": "byline", "date": "date-line",
    "place": "place-line", "caption": "photo-credit", "body": "", "chrome": "duplicate",
}  # fmt: skip

Marks = dict[int, tuple[Label, float, str]]
"""By block index: label, weight and the rule that gave them."""


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """The votes on every block, in order of the blocks."""
    html = reading.page.kind == "html"
    marks = _html(reading) if html else _text(plain_blocks(reading.blocks))
    return [_votes(marks.get(block.index)) for block in reading.blocks]


def _votes(mark: tuple[Label, float, str] | None) -> tuple[Vote, ...]:
    if mark is None:
        return ()
    label, weight, rule = mark
    return (Vote(label, weight, _REASONS[label], f"rule:header-{rule}"),)


# Plain text


def _text(blocks: Sequence[Block]) -> Marks:
    start = first_prose(blocks)
    zone = [b for b in blocks[max(0, start - REACH) : start + 1] if len(b.text) <= MAX_SUBTITLE]
    tail = [b for b in blocks[start + 1 : start + 1 + AFTER_TITLE] if len(b.text) <= 160]
    marks: Marks = {}
    opening = [b for b in blocks[: max(0, min(6, start - REACH))] if len(b.text) <= 160]
    lines = opening + zone + tail
    _mark_dates(lines, marks)
    _mark_bylines(lines, blocks, marks)
    _mark_captions(blocks, start, marks)
    _mark_title(blocks, opening + zone, start, marks)
    _mark_age(blocks, marks)
    _mark_subtitle(blocks, start, marks)
    _mark_places(zone, marks)
    _mark_names(blocks, zone, marks)
    _mark_roles(tail, marks)
    _mark_places(zone + tail[:3], marks)
    _drop_stray(blocks, start, marks)
    _mark_end(blocks, start, marks)
    _mark_supplier(blocks, start, marks)
    _mark_shown(blocks, start, marks)
    _mark_letters(blocks, marks)
    _mark_briefs(blocks, start, marks)
    return marks


def first_prose(blocks: Sequence[Block]) -> int:
    """Index in the list of the first block of running text that more of it follows."""
    last = len(blocks)
    for i, block in enumerate(blocks):
        if is_prose(block.text) and (
            i + 1 >= last or any(is_prose(b.text) for b in blocks[i + 1 : i + 5])
        ):
            return i
    alone = next((i for i, b in enumerate(blocks) if is_prose(b.text)), None)
    return min(len(blocks) - 1, REACH - 2) if alone is None else alone


@lru_cache(maxsize=1024)
def is_prose(text: str) -> bool:
    """Whether a text is running prose: a long line, or a full sentence."""
    words = word_count(text)
    if words >= 30:
        return True
    return words >= 10 and bool(_PROSE_END.search(text)) and not text.endswith((":", "?", "!"))


@lru_cache(maxsize=1024)
def word_count(text: str) -> int:
    """Words of a text; where words are not spaced, two Chinese or four Thai characters are one."""
    words = len(text.split())
    if text.isascii():
        return words
    return words + len(_EAST.findall(text)) // 2 + len(_UNSPACED.findall(text)) // 4


def _mark_dates(lines: Sequence[Block], marks: Marks) -> None:
    for i, block in enumerate(lines):
        weight = headlines.date_weight(block.text)
        if weight:
            marks[block.index] = ("date", weight, "date")
            before = lines[i - 1] if i else None
            if before and before.index not in marks and headlines.is_date_label(before.text):
                marks[before.index] = ("date", LIKELY, "date-label")


def _mark_bylines(lines: Sequence[Block], blocks: Sequence[Block], marks: Marks) -> None:
    _mark_crafts([b for b in lines if b.index <= first_prose(blocks)], marks)
    for i, block in enumerate(lines):
        if block.index in marks or len(block.text) > 160:
            continue
        byline = _opened(block.text)
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


def _mark_crafts(lines: Sequence[Block], marks: Marks) -> None:
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


def _opened(text: str) -> bylines.Byline | None:
    """The byline of a line that says that it is one, and not who reports from where."""
    if not bylines.may_open(text) or headlines.is_contributor_line(text):
        return None
    byline = bylines.parse(text)
    return byline if byline and byline.opener else None


def _mark_captions(blocks: Sequence[Block], start: int, marks: Marks) -> None:
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


def _mark_shown(blocks: Sequence[Block], start: int, marks: Marks) -> None:
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


def _mark_title(blocks: Sequence[Block], zone: Sequence[Block], start: int, marks: Marks) -> None:
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
        and not _CAPTION.search(text)
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


def _mark_age(blocks: Sequence[Block], marks: Marks) -> None:
    """The line below the title that says how long ago the story appeared; elsewhere such lines
    belong to teasers and comments."""
    title = next((i for i, m in marks.items() if m[0] == "title" and m[1] >= GUESS), len(blocks))
    for block in blocks[title + 1 : title + 1 + BELOW_TITLE]:
        if is_prose(block.text):
            return
        if dates.is_relative(block.text):
            marks[block.index] = ("date", CERTAIN, "age-below-title")
            return


def _mark_subtitle(blocks: Sequence[Block], start: int, marks: Marks) -> None:
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
        if _CAPTION.search(text) or len(text) > MAX_SUBTITLE or word_count(text) < 3:
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
    return 7 <= len(text.split()) <= 40 and not _PROSE_END.search(text)


def _is_short_byline(text: str) -> bool:
    return word_count(text) <= 8 and (bylines.parse(text) or bylines.filed(text)) is not None


def _closed_prose_follows(blocks: Sequence[Block], block: Block) -> bool:
    """Whether the next block ends as sentences do, unlike this one, and is no shorter."""
    after = blocks[block.index + 1 : block.index + 2]
    return (
        bool(after)
        and not after[0].glued
        and bool(_PROSE_END.search(after[0].text) and word_count(after[0].text) >= 15)
    )


def _mark_names(blocks: Sequence[Block], zone: Sequence[Block], marks: Marks) -> None:
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


def _mark_roles(lines: Sequence[Block], marks: Marks) -> None:
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


def _mark_places(lines: Sequence[Block], marks: Marks) -> None:
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


def _drop_stray(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Weak marks behind the first prose are noise unless the header itself stands there."""
    for index in [i for i, m in marks.items() if i > start and m[1] < LIKELY]:
        if marks[index][0] != "title":
            del marks[index]


def _mark_end(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Dates and credits in the last lines, and the name that signs the last paragraph."""
    for block in blocks[max(start + 2, len(blocks) - 3) :]:
        text = block.text
        if block.index in marks or len(text) > 120 or "@" in text or text[0] in "—–":
            continue
        date = headlines.date_weight(text)
        byline = None if date else _opened(text)
        if credits.is_licence(text):
            marks[block.index] = ("caption", SURE, "licence-of-picture")
        elif date:
            marks[block.index] = ("date", min(date, LIKELY), "date-at-end")
        elif byline:
            marks[block.index] = ("byline", LIKELY, "byline-at-end")
    _mark_signature(blocks, start, marks)


def _mark_supplier(blocks: Sequence[Block], start: int, marks: Marks) -> None:
    """Lines in the foot of a page that name the house whose text it is."""
    for block in blocks[max(start + 2, len(blocks) - FOOT) :]:
        if block.index not in marks and credits.names_supplier(block.text):
            marks[block.index] = ("byline", LIKELY, "supplier")


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
        if not byline or ("," in text and _is_signed(blocks[start + 1 : last], blocks)):
            return
        marks[block.index] = ("byline", 3.6, "name-at-end")


def _is_signed(story: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether so many of these lines sign letters that the one below them signs the last."""
    return sum(_is_signature(block, blocks) for block in story) >= FEWEST_LETTERS - 1


def _mark_letters(blocks: Sequence[Block], marks: Marks) -> None:
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


def _mark_briefs(blocks: Sequence[Block], start: int, marks: Marks) -> None:
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
    if not below or not is_prose(below[0].text) or _PROSE_END.search(block.text):
        return False
    short = 2 <= word_count(block.text) <= MAX_HEADING_WORDS
    return short and places.opening([below[0].text], 0.55) is not None


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


# HTML


def _html(reading: Reading) -> Marks:
    names = title_strings(reading)
    marks: Marks = {}
    title = _html_title(reading.blocks, names, marks)
    if title is None:
        return marks
    for block in reading.blocks[max(0, title - 4) : title + 2 * AFTER_TITLE]:
        if block.index not in marks:
            mark = _html_header(block)
            if mark:
                marks[block.index] = mark
    _html_names(reading.blocks, title, marks)
    for block in reading.blocks[title + 1 :]:
        if _names_title(block, names):
            marks[block.index] = ("chrome", 6.0, "title-as-source")
    subtitles = [i for i, mark in marks.items() if mark[0] == "subtitle"]
    if len(subtitles) > MOST_SUBTITLES:
        for index in subtitles:
            del marks[index]
    return marks


def title_strings(reading: Reading) -> set[str]:
    """What the head of a page calls its title, folded; with and without the site's tail."""
    wanted = {
        "og:title",
        "twitter:title",
        "headline",
        "dc.title",
        "parsely-title",
        "sailthru.title",
    }
    strings = [content for name, content in reading.head.metas if name in wanted]
    strings += [text for prop, text in reading.head.microdata if prop == "headline"]
    strings.append(reading.head.title)
    strings += [s for string in strings for s in re.split(r"\s+[|–—-]\s+", string)[:1]]
    return {key for s in strings if len(key := fold(s)) >= 8}


def fold(text: str) -> str:
    """A text for comparison: lower case, plain quotes, no punctuation at its ends."""
    text = text.casefold()
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("\xa0", " ")
        text = text.replace("“", '"').replace("”", '"')
    return " ".join(text.split()).strip(" .\"'")


def _html_title(blocks: Sequence[Block], names: set[str], marks: Marks) -> int | None:
    """Marks the title and its repetitions; the index of the one that heads the article."""
    head: int | None = None
    first_h1: int | None = None
    lengths = {n for name in names for n in range(len(name), len(name) + 4)}
    for block in blocks:
        if len(block.text) > 300 or not (len(block.text) in lengths or block.kind == "heading"):
            continue
        is_h1 = block.kind == "heading" and block.level == 1
        if fold(block.text) in names:
            if is_h1 or head is None:
                marks[block.index] = ("title", 9.0 if is_h1 else 6.0, "title-as-in-head")
            head = block.index if is_h1 or head is None else head
        elif is_h1 and first_h1 is None:
            first_h1 = block.index
    if head is None and first_h1 is not None:
        marks[first_h1] = ("title", 3.0, "first-h1")
        return first_h1
    return head


def _html_header(block: Block) -> tuple[Label, float, str] | None:
    text = block.text
    if len(text) > MAX_SUBTITLE:
        return None
    weight = headlines.date_weight(text)
    if weight:
        return ("date", min(weight, LIKELY), "date")
    byline = _html_byline(text, _names(block, 8))
    if byline:
        return byline
    if _SUBTITLE_NAME.search(_names(block, 2)) and word_count(text) >= 4:
        return ("subtitle", 2.0, "subtitle-by-name")
    return None


def _names_title(block: Block, titles: set[str]) -> bool:
    """Whether a line below the title gives it again as that of the story ("Source: <title>")."""
    label, colon, text = block.text.partition(":")
    if not colon or len(label) > LONGEST_LABEL or block.kind == "heading":
        return False
    if not credits.opens_source(label):
        return False
    return len(text) <= MAX_TITLE and word_count(text) >= 3 and fold(text) in titles


def _names(block: Block, number: int) -> str:
    """The nearest class names and ids of a block, as one string."""
    return " ".join(block.structure.names[:number]) if block.structure else ""


def _html_byline(text: str, names: str) -> tuple[Label, float, str] | None:
    named = _BYLINE_NAME.search(names) is not None
    if len(text) > headlines.MAX_LINE or not (named or bylines.may_open(text)):
        return None
    byline = None if headlines.is_contributor_line(text) else bylines.parse(text)
    if byline and (byline.opener or named):
        return ("byline", LIKELY, "byline" if byline.opener else "byline-by-name")
    return None


def _html_names(blocks: Sequence[Block], title: int, marks: Marks) -> None:
    """Name-shaped lines directly below the title or beside the date; people named above the story
    beside its date are sure to be its authors."""
    start = next((b.index for b in blocks[title + 1 :] if is_prose(b.text)), title)
    for block in blocks[title + 1 : title + AFTER_TITLE]:
        if block.index in marks or len(block.text) > 100 or block.kind == "heading":
            continue
        dated = any(marks.get(i, ("",))[0] == "date" for i in (block.index - 1, block.index + 1))
        byline = bylines.parse(block.text) if dated or block.index == title + 1 else None
        if byline:
            sure = dated and byline.names and not block.links and block.index < start
            marks[block.index] = ("byline", 6.0 if sure else 2.0, "name-in-header")
