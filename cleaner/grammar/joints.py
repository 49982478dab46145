"""Where the items of a page's menus and buttons were run together, as a page's text comes out when
nothing is put between its elements: "HomeNewsSportMore menuShare pageCopy link".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

FEWEST_WORDS = 4
"""Words with a capital behind a small letter in a run."""
MOST_JOINTS = 3
"""Such capitals that one word of a run has at least: names of firms have fewer."""
REACH = 40
"""Characters between two such words of one run."""
_WORD = re.compile(r"\S+")
_WRITTEN = re.compile(r"[#@]|.*(?:://|[,;:.!?)\"'”’»،；、]$)", re.DOTALL)
"""Words of a writer: hashtags, users, addresses, and what a comma or a stop stands behind."""
_BEFORE = re.compile(r"\s[-–—|]\s\S+(?:\s\S+){0,2}\s?$")
"""What stands between a title and the first two items: the rest of the first."""
_CODE = re.compile(r"[{}<>=;]|\w\(")
_JOINT = re.compile(r"[a-zà-öø-ÿа-я](?=[A-ZÀ-ÖØ-ÞА-Я])")


def runs(text: str) -> list[Span]:
    """The stretches of a text in which items stand without a space between them, in order."""
    found: list[Span] = []
    run: list[tuple[Span, int]] = []
    for span, joints in _joined_words(text):
        if run and span[0] - run[-1][0][1] > REACH:
            found += _span(text, run)
            run = []
        run.append((span, joints))
    return found + _span(text, run)


def is_run(text: str) -> bool:
    """Whether a text is such a stretch."""
    return any(2 * (end - start) > len(text) for start, end in runs(text))


def _joined_words(text: str) -> Iterator[tuple[Span, int]]:
    """The words in which capitals stand behind small letters, and how many; menus have neither
    hashtags nor commas, as lists of classes or of firms in a sentence do."""
    if len(_JOINT.findall(text)) < FEWEST_WORDS + MOST_JOINTS - 1:
        return
    for word in _WORD.finditer(text):
        joints = len(_JOINT.findall(word.group()))
        if joints and not _WRITTEN.match(word.group()):
            yield word.span(), joints


def _span(text: str, run: list[tuple[Span, int]]) -> list[Span]:
    """From the first word of a run to the last, if it is one; code joins words, too."""
    if len(run) < FEWEST_WORDS or max(joints for _, joints in run) < MOST_JOINTS:
        return []
    start, end = run[0][0][0], run[-1][0][1]
    before = _BEFORE.search(text, max(0, start - REACH), start)
    start = before.start() + 1 if before else start
    return [] if _CODE.search(text, start, end) else [(start, end)]
