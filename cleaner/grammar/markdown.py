"""Lines of plain texts that keep inline Markdown, as a reader of the rendered page sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaner.records import Block

_SIGN = re.compile(r"[\\*_\[]")
"""What stands in any of these marks."""
_TARGET = (
    r"\(\s?<?[^\s()]{0,600}(?:\([^\s()]{0,80}\)[^\s()]{0,200})?>?"
    r"(?:\s[\"'][^\"']{0,200}[\"'])?\s?\)"
)
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,400}}\]{_TARGET}")
_LINK = re.compile(rf"(?<![\\!])\[([^\[\]]{{0,400}})\]{_TARGET}")
_STRONG = re.compile(
    r"(?<![\w\\*])\*{2,3}(?=[^\s*])([^*]{1,400}?)(?<=[^\s*\\])(?:(?<=[:：])\*{2,3}|\*{2,3}(?![\w*]))|"
    r"(?<![\w\\_])_{2,3}(?=[^\s_])([^_]{1,400}?)(?<=[^\s_\\])_{2,3}(?![\w_])"
)
_EMPHASIS = re.compile(
    r"(?<![\w\\*])\*(?=[^\s*])([^*]{1,400}?)(?<=[^\s*\\])\*(?![\w*])|"
    r"(?<![\w\\_])_(?=[^\s_])([^_]{1,400}?)(?<=[^\s_\\])_(?![\w_])"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{}~])")
"""A sign that is none of Markdown's. A bar stays escaped: it is not what parts a title from the
name of its site."""
_MARKED = re.compile(r"\]\(\S|\*\*[^\s*][^*]{0,200}\*\*|\d\\\.")
"""What shows that a page is Markdown; single asterisks stand on others too."""


def plain(text: str) -> str:
    """A line without its pictures, the addresses of its links, marks of emphasis and the backslash
    before a sign ("By [**Jane Doe**](/staff/doe)", "4\\. March"); one that would be empty then as
    it is. Asterisks inside words ("f**k") and signs with spaces around ("2 * 3") are no marks."""
    if _SIGN.search(text) is None:
        return text
    line = _LINK.sub(r"\1", _IMAGE.sub("", text))
    line = _EMPHASIS.sub(_inner, _STRONG.sub(_inner, line))
    return " ".join(_ESCAPED.sub(r"\1", line).split()) or text


def _inner(match: re.Match[str]) -> str:
    return match[1] or match[2]


def plain_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a text with the lines that a reader of the rendered page sees, if it is
    Markdown; ``Block.markdown`` holds what they were."""
    if not any(b.kind == "heading" or _MARKED.search(b.text) for b in blocks):
        return tuple(blocks)
    seen = [(block, plain(block.text)) for block in blocks]
    return tuple(
        b if text == b.text else replace(b, text=text, markdown=b.text) for b, text in seen
    )
