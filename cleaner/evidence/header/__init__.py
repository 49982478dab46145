"""Votes for the lines that head an article: title, standfirst, byline, date and place.

The same lines at the very end of a text (a signature, "Updated ...") get votes too. Prose gets
none, so that cleaning cleaned text finds nothing here.

``text`` has the steps for plain texts in order, and each kind of line has a file: ``title``,
``subtitle``, ``date_lines``, ``byline_lines``, ``crafts``, ``name_lines``, ``place_lines``,
``captions``, ``end``, ``reader_letters``, ``briefs``. ``html`` reads the header of HTML pages. All
make ``marks``, and ask ``prose`` and ``lines`` what a line is.
"""

from __future__ import annotations

from cleaner.evidence.header.html import html_marks
from cleaner.evidence.header.marks import as_votes
from cleaner.evidence.header.text import text_marks
from cleaner.grammar.markdown import plain_blocks
from cleaner.records import Reading, Vote

__all__ = ["votes"]


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """The votes on every block, in order of the blocks."""
    html = reading.page.kind == "html"
    marks = html_marks(reading) if html else text_marks(plain_blocks(reading.blocks))
    return [as_votes(marks.get(block.index)) for block in reading.blocks]
