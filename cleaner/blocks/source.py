"""Where the characters of a block stand in the source: its text is followed through the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from cleaner.records import Block

SourceSpan = tuple[int, int]

_TOKEN = re.compile(
    r"(<!--.*?-->|<(script|style|noscript|iframe)\b.*?</\2\s*>|<[a-z/!?][^>]*>)"
    r"|&(?:#\w+|\w+);?|\s+|([^<&\s]+(?: [^<&\s]+)*)|[<&]",
    re.IGNORECASE | re.DOTALL,
)
"""Markup that shows nothing, a character reference, white space, or characters as they are: words
a space apart at once."""
_WORD = re.compile(r"[^ ]+| ")


def spans_of(source: str, block: Block) -> list[SourceSpan]:
    """For each character of the block's text where it stands in the source.

    Empty if the markup cannot be followed: the words of table cells, or text out of a script.
    """
    if block.structure is None:
        return _of_text(source, block)
    spans: list[SourceSpan] = []
    for start, end, length in _followed(source, block.text, block.start, block.end):
        whole = end - start == length
        spans += [(start + i, start + i + 1) if whole else (start, end) for i in range(length)]
    return spans if len(spans) == len(block.text) else []


def end_of(source: str, text: str, start: int, limit: int) -> int:
    """Where the last character of a text ends in the source; -1 if it cannot be followed."""
    done = 0
    for _, end, length in _followed(source, text, start, limit):
        done += length
        if done == len(text):
            return end
    return -1


def _of_text(source: str, block: Block) -> list[SourceSpan]:
    at, where = block.end, []
    for char in reversed(block.text):
        at -= 1
        if char == " ":  # one space stands for a run of white space
            while source[at - 1].isspace():
                at -= 1
        where.append((at, at + 1))
    return where[::-1]


def _followed(source: str, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Pieces of the source with the number of characters of the text that each shows, as far as
    the two agree."""
    done = 0
    for token in _TOKEN.finditer(source, start, end):
        if token[1]:
            continue
        is_gap = text[done : done + 1] == " "
        parted = token[3] and not text.startswith(token[3], done + is_gap)
        for piece in _WORD.finditer(source, *token.span()) if parted else (token,):
            shown = unescape(piece[0])
            is_gap = text[done : done + 1] == " "
            if shown.isspace():
                if is_gap:
                    done += 1
                    yield *piece.span(), 1
                continue
            if is_gap:  # a line break, or the gap between two elements
                done += 1
                yield piece.start(), piece.start(), 1
            if not text.startswith(shown, done):
                return
            done += len(shown)
            yield *piece.span(), len(shown)
