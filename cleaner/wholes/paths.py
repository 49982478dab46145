"""Paths of elements, and the text of blocks on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.records import Block


def tag(step: str) -> str:
    """The tag of one step of a path."""
    return step.partition(".")[0].partition("#")[0]


def holds(element: str, path: str) -> bool:
    """Whether an element is that of a path, or around it."""
    return path.startswith(element) and path[len(element) : len(element) + 1] in ("", "/")


def parent(path: str) -> str:
    return path.rpartition("/")[0]


def is_link(block: Block) -> bool:
    """Whether most of a block is link."""
    return 2 * block.link_chars > len(block.text)


def size(blocks: Sequence[Block], indexes: Iterable[int]) -> int:
    """The characters of those blocks."""
    return sum(len(blocks[i].text) for i in indexes)
