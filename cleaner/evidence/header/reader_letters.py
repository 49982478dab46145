"""Letters from readers, several on a page: their headings and signatures are body."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.marks import SURE, Marks
from cleaner.evidence.header.prose import is_prose
from cleaner.grammar import bylines
from cleaner.records import Block

FEWEST_LETTERS = 3
"""Signatures of a page of letters."""


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
