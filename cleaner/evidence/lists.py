"""Lists of the article stay: the lines below a sentence that ends in a colon, and the facts under
a heading.

Names of speakers, ingredients, results: each line alone looks like a menu's. So do the facts of a
play or a car ("Venue: ...", "Director: ...") under their heading below the story. The sentence
above the first of the story's numbered lines stays, too. Where the labels are those of reviews,
recipes and matches (``data/facts.toml``), two lines are enough, wherever on the page they stand,
and what stands right above them belongs to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache

from cleaner.grammar import entries
from cleaner.grammar.letters import UNSPACED_LETTER
from cleaner.grammar.tables import table
from cleaner.records import Block, Reading, Vote

STAYS = Vote("body", 3.0, "", "list:announced")
FACT = Vote("body", 3.0, "", "facts:labelled")
OPENS = Vote("body", 3.0, "", "list:opened")
LEAST_NUMBERED = 3
KNOWN_FACT = Vote("body", 4.0, "", "facts:known")
HEAD = Vote("body", 2.5, "", "facts:head")
"""On the lines above such facts: what the film is called, where and when it is from."""
RIGHT_ABOVE = Vote("body", 5.0, "", "facts:head")
"""On the line right above several of them, which may say what sites say in their menus, too."""
GOES_ON = Vote("body", 2.5, "", "facts:goes-on")
"""On lines with other labels right below them."""
MOST_MORE = 3
"""So many lines."""
HEADS = 2
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
LEAST_FACTS = 5
"""So many lines at least, each with a label of its own, are the facts of a story ..."""
LEAST_KNOWN = 2
"""... if so many of the labels are known, since mastheads look the same ..."""
FACT_LETTERS = 60
"""... and their mean length is no more: headlines have colons, too. A contact or imprint has
addresses and numbers of telephones."""
_FACT = re.compile(r"([^\W\d_][^:：.!?|]{1,28})[:：]\s*\S.{0,110}")
_CONTACT = re.compile(r"@|://|www\.|\+?\d[\d ()/-]{7,}\d")
_COLONS = (":", "：")
_ENDS = (".", "!", "?", "。", "！", "？", "…", "।", "॥", "؟", "۔", "።", "։", "။", "។")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote for each item of a list that is announced and has prose below it, for each fact, and
    for the sentence above numbered lines.

    Of HTML the reader knows what a list is: there nothing is voted on.
    """
    found: list[tuple[Vote, ...]] = [()] * len(reading.blocks)
    if reading.page.kind == "text":
        for first, end in _announced(reading.blocks):
            found[first:end] = [(STAYS,)] * (end - first)
        for first, end in _facts(reading.blocks):
            found[first:end] = [(FACT,)] * (end - first)
        above = _above_numbered(reading.blocks)
        if above is not None and not found[above]:
            found[above] = (OPENS,)
        for index, vote in _known(reading.blocks):
            found[index] = (vote,)
    return found


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for labels in table("facts").values() for label in labels)


def _label(block: Block) -> str:
    """The known label that a line opens with."""
    fact = None if block.glued else _FACT.fullmatch(block.text.replace("*", ""))
    label = fact[1].strip().casefold() if fact else ""
    return label if label in _labels() else ""


def _known(blocks: Sequence[Block]) -> list[tuple[int, Vote]]:
    """The lines with known labels, if two of them stand together and no label comes twice, as in
    lists of films; and the lines above the first, up to prose."""
    labels = {block.index: label for block in blocks if (label := _label(block))}
    pairs = [index for index in labels if index + 1 in labels or _says_several(blocks[index])]
    if not pairs or max(Counter(labels.values()).values()) > 1:
        return []
    reach = HEADS if pairs[0] + 1 in labels else 1
    above = range(max(0, pairs[0] - reach), pairs[0])
    heads = [index for index in above if _is_item(blocks[index]) and index not in labels]
    return [
        *((index, RIGHT_ABOVE if index + 1 == pairs[0] else HEAD) for index in heads),
        *((index, KNOWN_FACT) for index in labels),
        *((index, GOES_ON) for index in _more(blocks, labels, pairs[-1])),
    ]


def _says_several(block: Block) -> bool:
    """Whether one line holds several facts with known labels ("Cast: ... . Running time: ...")."""
    said = re.split(r"[.;|]\s+", block.text)
    known = {part.partition(":")[0].strip().casefold() for part in said if ":" in part}
    return len(known & _labels()) >= LEAST_KNOWN


def _more(blocks: Sequence[Block], labels: Container[int], last: int) -> Iterator[int]:
    """The lines right below the last of several known facts that have the shape of facts, too."""
    at = last + 1 if last + 1 not in labels else last + 2
    for block in blocks[at : at + MOST_MORE]:
        if block.glued or not _FACT.fullmatch(block.text) or _CONTACT.search(block.text):
            return
        yield block.index


def _facts(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """First line and end of each list of facts: below prose, right under a short heading."""
    first_prose = next((i for i, block in enumerate(blocks) if _is_prose(block)), len(blocks))
    lists = []
    at = first_prose + 2
    while at < len(blocks):
        end = at
        while end < len(blocks) and not blocks[end].glued and _FACT.fullmatch(blocks[end].text):
            end += 1
        known = sum(bool(_label(block)) for block in blocks[at:end]) >= LEAST_KNOWN
        if known and _heads(blocks[at - 1]) and _are_facts([b.text for b in blocks[at:end]]):
            lists.append((at, end))
        at = max(end, at + 1)
    return lists


def _heads(block: Block) -> bool:
    return _is_item(block) and not _is_prose(block) and block.text[-1:].isalnum()


def _are_facts(lines: Sequence[str]) -> bool:
    labels = {re.split("[:：]", line, maxsplit=1)[0] for line in lines}
    few = len(lines) < LEAST_FACTS or sum(map(len, lines)) > FACT_LETTERS * len(lines)
    return not few and len(labels) == len(lines) and not any(map(_CONTACT.search, lines))


def _above_numbered(blocks: Sequence[Block]) -> int | None:
    """The sentence right above the line "1. ...", where "2. ..." and "3. ..." follow, and prose
    below the first: the most read stories have none."""
    numbers = entries.numbers(blocks)
    first = next((at for at, number in numbers.items() if number == 1), 0)
    following = {number for at, number in numbers.items() if at >= first}
    if not first or not following.issuperset(range(1, LEAST_NUMBERED + 1)):
        return None
    if not any(map(_is_prose, blocks[first : first + 3])):
        return None
    text = blocks[first - 1].text
    closed = text.endswith((*_ENDS, *_COLONS))
    return first - 1 if closed and _has_words(text) else None


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
    return text.endswith(_COLONS) and _has_words(text)


def _has_words(text: str) -> bool:
    """Whether a text has the words of a short sentence."""
    words = text.count(" ") + 1
    unspaced = UNSPACED_LETTER.search(text) is not None
    return words >= LEAST_WORDS or (unspaced and len(text) >= LEAST_LETTERS)


def _is_item(block: Block) -> bool:
    return not block.glued and len(block.text) <= LONGEST and not block.text.endswith(_ENDS)


def _is_prose(block: Block) -> bool:
    return len(block.text) > PROSE
