"""The steps for plain texts, in order: later ones ask what earlier ones found beside a line."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.briefs import mark_briefs
from cleaner.evidence.header.byline_lines import mark_bylines
from cleaner.evidence.header.captions import mark_captions, mark_described, mark_shown
from cleaner.evidence.header.crafts import mark_crafts
from cleaner.evidence.header.date_lines import mark_age, mark_dates
from cleaner.evidence.header.end import mark_end, mark_supplier
from cleaner.evidence.header.lines import AFTER_TITLE, MAX_SUBTITLE
from cleaner.evidence.header.marks import LIKELY, Marks
from cleaner.evidence.header.name_lines import mark_names, mark_roles
from cleaner.evidence.header.place_lines import mark_places
from cleaner.evidence.header.prose import REACH, first_prose
from cleaner.evidence.header.reader_letters import mark_letters
from cleaner.evidence.header.subtitle import mark_subtitle
from cleaner.evidence.header.title import mark_title
from cleaner.records import Block


def text_marks(blocks: Sequence[Block]) -> Marks:
    """The marks on the header of a text and on the lines at its end."""
    start = first_prose(blocks)
    zone = [b for b in blocks[max(0, start - REACH) : start + 1] if len(b.text) <= MAX_SUBTITLE]
    tail = [b for b in blocks[start + 1 : start + 1 + AFTER_TITLE] if len(b.text) <= 160]
    marks: Marks = {}
    opening = [b for b in blocks[: max(0, min(6, start - REACH))] if len(b.text) <= 160]
    lines = opening + zone + tail
    mark_dates(blocks, lines, marks)
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
    mark_described(blocks, marks)
    mark_letters(blocks, marks)
    mark_briefs(blocks, start, marks)
    return marks


def _drop_stray(start: int, marks: Marks) -> None:
    """Weak marks behind the first prose are noise unless the header itself stands there."""
    for index in [i for i, m in marks.items() if i > start and m[1] < LIKELY]:
        if marks[index][0] != "title":
            del marks[index]
