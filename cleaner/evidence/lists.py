"""Lists that the article announces stay: the lines below a sentence that ends in a colon.

Names of speakers, ingredients, results: each line alone looks like a menu's.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.records import Block, Reading, Vote

STAYS = Vote("body", 3.0, "", "list:announced")
LEAST_WORDS = 5
"""Words of the sentence that announces a list ..."""
LEAST_LETTERS = 12
"""... or letters, in scripts that put no spaces between words."""
LONGEST = 120
"""Characters of an item."""
LEAST_ITEMS = 2
BESIDE = 3
"""Among the sentence that announces a list and so many blocks above it is a paragraph."""
PROSE = 80
"""Characters that a paragraph has more than; one stands below the list, too."""
_COLONS = (":", "：")
_ENDS = (".", "!", "?", "。", "！", "？", "…", "।", "॥", "؟", "۔")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote for each item of a list that is announced and has prose below it.

    Of HTML the reader knows what a list is: there nothing is voted on.
    """
    found: list[tuple[Vote, ...]] = [()] * len(reading.blocks)
    if reading.page.kind == "text":
        for first, end in _announced(reading.blocks):
            found[first:end] = [(STAYS,)] * (end - first)
    return found


def _announced(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """First item and end of each list."""
    last_prose = max((i for i, block in enumerate(blocks) if _is_prose(block)), default=-1)
    lists = []
    for above, block in enumerate(blocks[:-1]):
        if _announces(block) and any(map(_is_prose, blocks[max(0, above - BESIDE) : above + 1])):
            end = above + 1
            while end < len(blocks) and _is_item(blocks[end]):
                end += 1
            if end - above > LEAST_ITEMS and last_prose >= end:
                lists.append((above + 1, end))
    return lists


def _announces(block: Block) -> bool:
    text = block.text
    if not text.endswith(_COLONS):
        return False
    words = text.count(" ") + 1
    return words >= LEAST_WORDS or (not text.isascii() and len(text) >= LEAST_LETTERS > words * 4)


def _is_item(block: Block) -> bool:
    return not block.glued and len(block.text) <= LONGEST and not block.text.endswith(_ENDS)


def _is_prose(block: Block) -> bool:
    return len(block.text) > PROSE
