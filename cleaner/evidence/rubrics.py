"""Short lines that are of the story of a text, by what stands around them.

A review says what is good and bad under rubrics of their own, and what it comes to
(``data/rubrics.toml``); a calendar, a menu and a timetable have the days of the week for headings;
a table whose columns are lost has as many numbers in each line; times of departure stand in a row.
Each of these lines alone looks like a menu's, so none is enough: they stand below prose, several
of them. What menus say heads sections of a guide, too, if a paragraph stands right above and right
below. A note that puts right what the paper had wrong, and a bracket that names the agency, belong
to the story above them, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise, takewhile

from cleaner.grammar import dates, entries, tables
from cleaner.grammar.letters import UNSPACED_LETTER
from cleaner.grammar.notes import folded, is_note
from cleaner.records import Block, Reading, Vote

RUBRIC = Vote("body", 3.0, "", "rubric:head")
ITEM = Vote("body", 2.0, "", "item:rubric")
"""Phrases outweigh it."""
MARK = Vote("body", 8.0, "", "rubric:mark")
"""As heavy as the rule that takes "2/5" for a counter."""
DAY = Vote("body", 2.0, "", "item:day")
ROW = Vote("body", 3.0, "", "rubric:row")
TIME = Vote("body", 4.0, "", "rubric:time")
SECTION = Vote("body", 7.0, "", "rubric:section")
"""Outweighs a phrase and a model that both take the line for a menu's."""
NOTE = Vote("body", 3.0, "", "rubric:note")
SOURCE = Vote("body", 4.0, "", "rubric:source")
SUPPLIED = Vote("body", 1.5, "", "rubric:supplied")

LONGEST = 120
"""Characters of a line under a rubric."""
PROSE, SENTENCE = 80, 40
"""Characters of a paragraph, and of a sentence that no list has for an item."""
SECTION_PROSE, QUESTION = 60, 12
"""Characters of what stands below a heading that menus have, too: of a paragraph, or of the first
of several questions."""
MOST_ITEMS = 8
"""Lines between a rubric and what ends its list: another rubric or a paragraph."""
FEWEST_DAYS, FEWEST_ROWS, FEWEST_TIMES = 3, 3, 3
FEWEST_SERVICES, FEWEST_HEADINGS = 2, 3
FEWEST_COUNTED = 2
"""Rows of a table above the line that says who counted."""
LONGEST_SECTION = 40
"""Characters of a heading that menus have, too."""
FEWEST_NUMBERS = 2
"""Columns of a table."""
LONGEST_DAY = 30
"""Characters of a heading that is a day."""
SHORTEST_DAY = 4
"""Letters of a day's name: a forecast of the weather shortens them."""
BELOW_PROSE = 3
"""How far below a paragraph a table or a calendar begins, counted in lines."""
LEAST_NOTE = 25
"""Characters of a note that says what was wrong."""

_MARK = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s*[/／]\s*(?:5|6|10|20|100)(?:[.,]0)?|[★☆✩✰⭐]{3,10}")
_NUMBER = r"[\s|]+[-+−–]?\d+(?:[.,:]\d+)*%?"
_ROW = re.compile(rf"(?:\d{{1,3}}[.)]?\s+)?[^\W\d_].*?((?:{_NUMBER}){{{FEWEST_NUMBERS},}})")
_CONTACT = re.compile(r"@|://|www\.|\+?\d[\d ()/-]{7,}\d")
_MIDNIGHT = re.compile(r"0?0[:.h]00")
_STOPS = (".", "…", "。", "।", "۔")
_ENDS = (".", "!", "?", "。", "！", "？", "…", "।", "॥", "؟", "۔", "።", "։")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """For each block of a text at most one vote, that it is of the story."""
    found: list[tuple[Vote, ...]] = [()] * len(reading.blocks)
    if reading.page.kind != "text":
        return found
    blocks = reading.blocks
    start = next((b.index for b in blocks if _is_prose(b)), len(blocks))
    for look in (_sections, _notes, _days, _rows, _times, _rubrics):
        for index, vote in look(blocks, start):
            found[index] = (vote,)
    return found


Found = Iterator[tuple[int, Vote]]

_words = partial(tables.words, "rubrics")


# Rubrics


def _rubrics(blocks: Sequence[Block], start: int) -> Found:
    """Rubrics below prose or right above it, and the lines under those that another rubric or a
    paragraph ends."""
    heads = [b.index for b in blocks if _is_rubric(b, blocks, start)]
    for head in heads:
        below = blocks[head + 1 : head + 2]
        if below and _MARK.fullmatch(below[0].text):
            yield head, RUBRIC
            yield below[0].index, MARK
    for head, following in pairwise([*heads, len(blocks)]):
        under = blocks[head + 1 : min(following, head + 2 + MOST_ITEMS)]
        items = list(takewhile(_is_item, under))
        end = head + 1 + len(items)
        closed = end < len(blocks) and (end == following or _is_sentence(blocks[end]))
        if closed and len(items) <= MOST_ITEMS:
            yield head, RUBRIC
            yield from ((b.index, ITEM) for b in items if not _MARK.fullmatch(b.text))


def _is_rubric(block: Block, blocks: Sequence[Block], start: int) -> bool:
    if block.glued or len(block.text) > LONGEST_DAY or folded(block.text) not in _words("heads"):
        return False
    below = blocks[block.index + 1 : block.index + 2]
    return bool(below) and (block.index > start or _is_sentence(below[0]))


# Headings that menus have, too


def _sections(blocks: Sequence[Block], start: int) -> Found:
    """Words of menus between two paragraphs; names of services if several of them head sections,
    and what sites put between paragraphs if several other headings stand so."""
    heads = {
        block.index: _asked(block.text)
        for block in blocks[start + 1 :]
        if len(block.text) <= LONGEST_SECTION
        and not block.text.endswith(_STOPS)
        and _stands_between(blocks, block.index)
    }
    headed = sum(head not in _words("among") for head in heads.values()) >= FEWEST_HEADINGS
    services = {head for head in heads.values() if head in _words("services")}
    for index, head in heads.items():
        compared = head in services and len(services) >= FEWEST_SERVICES
        among = headed and head in _words("among")
        if compared or among or head in _words("sections"):
            yield index, SECTION


def _asked(text: str) -> str:
    """A heading without the marks of a question around it."""
    return folded(text).strip("?¿!¡ ")


def _stands_between(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line of its own stands right below what may end a section, and right above a
    paragraph."""
    around = blocks[index - 1 : index + 2]
    if index == 0 or len(around) < 3 or any(block.glued for block in around[1:]):
        return False
    above = _is_sentence(around[0]) or _MARK.fullmatch(around[0].text) is not None
    question = "?" in around[2].text[-2:] or "？" in around[2].text[-2:]
    return above and _is_sentence(around[2], QUESTION if question else SECTION_PROSE)


# Days


def _days(blocks: Sequence[Block], start: int) -> Found:
    """Headings that are days of the week, and the lines under them; under the last no more than
    under any other."""
    days = [b.index for b in blocks[start:] if _is_day(b)]
    apart = [below - above for above, below in pairwise(days)]
    if len(days) < FEWEST_DAYS or min(apart) < 2 or max(apart) > MOST_ITEMS + 1:
        return
    if not any(map(_is_prose, blocks[max(0, days[0] - BELOW_PROSE) : days[0]])):
        return
    last = _end(blocks, days[-1] + 1, _is_item)
    for index in range(days[0], min(last, days[-1] + max(apart))):
        yield index, DAY


def _is_day(block: Block) -> bool:
    """Whether a line is a day of the week, alone or with the day and month of its date."""
    text = block.text.strip("*: ")
    if block.glued or len(text) > LONGEST_DAY:
        return False
    words = text.replace(",", " ").split()
    named = [word for word in words if dates.is_weekday(word)]
    others = [word for word in words if not dates.is_weekday(word)]
    if len(named) != 1 or (len(named[0]) < SHORTEST_DAY and not UNSPACED_LETTER.search(named[0])):
        return False
    return len(others) <= 3 and all(map(_is_of_date, others))


def _is_of_date(word: str) -> bool:
    day = re.fullmatch(r"\d{1,2}(?:[.°]|st|nd|rd|th|er)?", word)
    return day is not None or word.casefold() in ("de", "d") or bool(dates.month_number(word))


# Tables and times


def _rows(blocks: Sequence[Block], start: int) -> Found:
    """Lines with as many numbers at their end as those around them, not far below a paragraph."""
    at = start + 1
    while at < len(blocks):
        columns = _columns(blocks[at])
        end = _end(blocks, at, lambda block: bool(columns) and _columns(block) == columns)  # noqa: B023
        above = blocks[max(0, at - BELOW_PROSE) : at]
        if end - at >= FEWEST_ROWS and any(map(_is_prose, above)):
            yield from ((index, ROW) for index in range(at, end))
        at = max(end, at + 1)


def _columns(block: Block) -> int:
    """How many numbers a line of a table ends with; 0 if it is none."""
    row = None if block.glued or len(block.text) > LONGEST else _ROW.fullmatch(block.text)
    return len(re.split(r"[\s|]+", row[1].strip(" |\t"))) if row else 0


def _times(blocks: Sequence[Block], start: int) -> Found:
    """Times of day in lines of their own, one below the other; a player's begin at nought."""
    at = start + 1
    while at < len(blocks):
        end = _end(blocks, at, lambda block: entries.is_clock_line(block.text))
        if end - at >= FEWEST_TIMES and not _MIDNIGHT.match(blocks[at].text):
            yield from ((index, TIME) for index in range(at, end))
        at = end + 1


# What stands below a story


def _notes(blocks: Sequence[Block], start: int) -> Found:
    """Notes that put something right, and brackets that name an agency, below prose."""
    for block in blocks[start + 1 :]:
        text = block.text
        if len(text) >= LEAST_NOTE and text.endswith(_ENDS) and is_note(text):
            yield block.index, NOTE
        elif _says_who_counted(blocks, block.index):
            yield block.index, SOURCE
        elif text[0] in "([" and text[-1] in ")]" and len(text) <= LONGEST:
            said = text[1:-1].casefold()
            above = blocks[block.index - 1].text
            if above.endswith(_ENDS) and said.startswith(tuple(_words("supplied"))):
                yield block.index, SUPPLIED


def _says_who_counted(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line names a source, right below two rows with numbers at least."""
    label, colon, name = blocks[index].text.partition(":")
    if not colon or not name.strip() or folded(label) not in _words("sources"):
        return False
    rows = blocks[max(0, index - FEWEST_COUNTED) : index]
    counted = all(_is_item(row) and any(map(str.isdigit, row.text)) for row in rows)
    return counted and len(rows) == FEWEST_COUNTED


# Lines


def _end(blocks: Sequence[Block], at: int, fits: Callable[[Block], bool]) -> int:
    """The first block from ``at`` on that does not fit."""
    return next((i for i in range(at, len(blocks)) if not fits(blocks[i])), len(blocks))


def _is_item(block: Block) -> bool:
    return (
        not block.glued
        and len(block.text) <= LONGEST
        and not _is_sentence(block)
        and not _CONTACT.search(block.text)
    )


def _is_sentence(block: Block, least: int = SENTENCE) -> bool:
    """Whether a text ends as sentences do and is no shorter than this; in scripts that put no
    spaces between words, than a third of it."""
    if not block.text.rstrip("\"'”’»」』)]").endswith(_ENDS):
        return False
    return len(block.text) * (3 if UNSPACED_LETTER.search(block.text) else 1) >= least


def _is_prose(block: Block) -> bool:
    return _is_sentence(block, PROSE)
