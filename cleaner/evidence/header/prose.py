"""Running text: what is prose, and where the first of it ends the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cleaner.grammar.letters import HAN, THAI
from cleaner.records import Block

REACH = 14
"""How many blocks before the first prose may belong to the header."""
_PROSE_END = re.compile(r"[.。।॥!?！？؟…։۔።។။:]['\"”’»)\]]*$")
_EAST = re.compile(f"[{HAN}]")
_UNSPACED = re.compile(f"[{THAI}]")


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
    return words >= 10 and ends_as_prose(text) and not text.endswith((":", "?", "!"))


@lru_cache(maxsize=1024)
def word_count(text: str) -> int:
    """Words of a text; where words are not spaced, two Chinese or four Thai characters are one."""
    words = len(text.split())
    if text.isascii():
        return words
    return words + len(_EAST.findall(text)) // 2 + len(_UNSPACED.findall(text)) // 4


def ends_as_prose(text: str) -> bool:
    """Whether a text ends as sentences do, or with a colon."""
    return _PROSE_END.search(text) is not None
