"""Small tests of a line that several rooms of the header ask, and how long its lines may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.grammar import bylines, headlines
from cleaner.records import Block

AFTER_TITLE = 8
"""How many blocks below the title, or below the first prose of a text, may belong to the header."""
MAX_TITLE, MAX_SUBTITLE = 220, 420
"""Characters of a title and of a standfirst."""
ROWS = 3
"""Lines alike but for their numbers that make a table."""
_DIGITS = re.compile(r"\d+")
_CAPTION = re.compile(
    r"^(?:photo|image|foto|fotos|bild|pic|picture|credit|video|watch|фото|fotó|zdjęcie|kuva|"
    r"getty images|reuters|ap photo|imago|share|enlarge|advertisement|listen|फोटो|图|摄影)(?!\w)|"
    r"\((?:photo|foto|image|bild|file|source|credit|ap|afp|reuters)\b|摄$|[-–—]\s(?:ảnh|foto|photo|bild):",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """A text for comparison: lower case, plain quotes, no punctuation at its ends."""
    text = text.casefold()
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("\xa0", " ")
        text = text.replace("“", '"').replace("”", '"')
    return " ".join(text.split()).strip(" .\"'")


def like_caption(text: str) -> bool:
    """Whether a line begins with a word for a picture or a button, or holds a credit."""
    return _CAPTION.search(text) is not None


def opened_byline(text: str) -> bylines.Byline | None:
    """The byline of a line that says that it is one, and not who reports from where."""
    if not bylines.may_open(text) or headlines.is_contributor_line(text):
        return None
    byline = bylines.parse(text)
    return byline if byline and byline.opener else None


def is_row(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is one of several in a row that differ in their numbers alone: of a table."""
    shape = _shape(blocks[index])
    run = 1
    for step in (-1, 1):
        at = index + step
        while run < ROWS and 0 <= at < len(blocks) and _shape(blocks[at]) == shape:
            run += 1
            at += step
    return run >= ROWS and len(shape.split()) > 1


def _shape(block: Block) -> str:
    return _DIGITS.sub("0", block.text)
