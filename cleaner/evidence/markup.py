"""Votes for what the markup of a page sets apart from its story: captions by their names, linked
headlines among the paragraphs, embedded posts, what stands beside the field for an e-mail address
or beside an advertisement; and for the sentence in a heading that begins it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.records import Block, Reading, Vote

CAPTION = 2.0
LINKED = 2.5
POST = 6.0
SIGN_UP, AD = 3.0, 3.0
STANDFIRST = 1.5
NEAR = 3
"""How many of the nearest class names and ids may call a block a caption."""
LONGEST_CAPTION = 300
"""Characters beyond which what a name calls a caption is taken for text of the story."""
FEWEST_WORDS = 4
"""Words from which a paragraph that is one link is a headline and no item of a list."""

_CAPTION = (Vote("caption", CAPTION, "caption", "markup:caption-by-name"),)
_LINKED = (Vote("chrome", LINKED, "related-link", "markup:linked-headline"),)
_POST = (Vote("chrome", POST, "embedded-post", "markup:post"),)
_BOXES = {
    "sign-up": (Vote("chrome", SIGN_UP, "newsletter", "markup:sign-up-box"),),
    "ad": (Vote("chrome", AD, "ad-marker", "markup:ad-box"),),
}
_STANDFIRST = (Vote("heading", STANDFIRST, "", "markup:sentence-below-title"),)
_OPEN = frozenset({"paragraph", "list-item", "heading"})


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """At most one vote a block; blocks of other pages than HTML get none."""
    posts = () if _is_mostly_posts(reading.blocks) else _POST
    found = [_vote(block, posts) for block in reading.blocks]
    for title, block in pairwise(reading.blocks):
        if not found[block.index] and _is_standfirst(title, block):
            found[block.index] = _STANDFIRST
    return found


def _is_standfirst(title: Block, block: Block) -> bool:
    """Whether a heading right below the title is a sentence with its stop."""
    if block.kind != "heading" or (title.kind, title.level) != ("heading", 1):
        return False
    closed = block.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…", "。"))
    return closed and block.text.count(" ") >= FEWEST_WORDS and not block.link_chars


def _vote(block: Block, posts: tuple[Vote, ...]) -> tuple[Vote, ...]:
    if block.post is not None:
        return posts
    if block.structure is None or block.kind not in _OPEN:
        return ()
    if block.structure.box:
        return _BOXES[block.structure.box]
    if _is_caption(block, block.structure.names[:NEAR]):
        return _CAPTION
    return _LINKED if _is_linked_headline(block) else ()


def _is_caption(block: Block, names: Sequence[str]) -> bool:
    return len(block.text) <= LONGEST_CAPTION and "caption" in " ".join(names)


def _is_linked_headline(block: Block) -> bool:
    """Whether a paragraph is one link with the words of a headline: no sentence with its stop.

    Of the pieces of a paragraph it is not known how much is linked.
    """
    text = block.text
    if block.kind != "paragraph" or not block.links or block.link_chars < len(text):
        return False
    return text.count(" ") >= FEWEST_WORDS - 1 and not text.rstrip("\"'”’»)").endswith(".")


def _is_mostly_posts(blocks: Sequence[Block]) -> bool:
    """Whether the embedded posts are the story: they hold most of the paragraphs."""
    return 2 * sum(_sizes(blocks, True)) > sum(_sizes(blocks, False))


def _sizes(blocks: Sequence[Block], only_posts: bool) -> Iterator[int]:
    return (
        len(block.text)
        for block in blocks
        if block.kind in ("paragraph", "quote") and (block.post is not None or not only_posts)
    )
