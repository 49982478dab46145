"""Captions of pictures, above a text and within it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaner.evidence.header.marks import LIKELY, SURE, Marks
from cleaner.evidence.header.prose import is_prose, word_count
from cleaner.grammar import credits
from cleaner.records import Block

PROSE_OF_CAPTION = 2
"""Paragraphs for each caption within a story; where they are fewer, the pictures are the story."""
LEAST_SAID = 4
"""Words of a line that a page has twice, as the description of a picture and as its caption."""
_FACT = re.compile(r"([^\W\d_][^:：.]{1,24})[:：]\s?\S.{0,60}")
"""A label and what stands behind it."""


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
    whose it is, or are nothing else. Where there are many of them, the page is about its pictures,
    and they are its text; the credit behind the last paragraph may be that of the whole story."""
    plain = [b.index for b in blocks if is_prose(b.text) and not credits.is_shown(b.text)]
    within = blocks[start + 1 : plain[-1] if plain else 0]
    lines = [
        b
        for b in within
        if credits.is_shown(b.text) or (credits.is_bare(b.text) and not _is_fact(blocks, b.index))
    ]
    if len(lines) * PROSE_OF_CAPTION > len(plain):
        return
    for block in lines:
        if not any(b.glued for b in blocks[block.index : block.index + 2]):
            marks.setdefault(block.index, ("caption", SURE, "caption-in-story"))


def _is_fact(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line with a label stands beside one with another label, as the crew of a film and
    the parts of a device do."""
    labels = [_FACT.fullmatch(b.text) for b in blocks[max(0, index - 1) : index + 2]]
    return len({found[1] for found in labels if found}) > 1


def mark_described(blocks: Sequence[Block], marks: Marks) -> None:
    """Captions with their credit below the same line without it, which is what the page says of the
    picture to those who do not see it: both go."""
    for block, after in pairwise(blocks):
        said, again = block.text.strip(), after.text.strip()
        twice = len(again) > len(said) and again.startswith(said) and not after.glued
        if not twice or word_count(said) < LEAST_SAID:
            continue
        if credits.is_credited(again) or credits.is_signed(again):
            marks.setdefault(block.index, ("caption", SURE, "described-picture"))
            marks.setdefault(after.index, ("caption", SURE, "described-picture"))
