"""The forms under which a block is counted: its text, its slotted text, its place in the page."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from cleaner.records import Block

LONG = 100
"""Characters from which a block with a sentence counts as prose that only one story has."""
MAX_SLOTTED = 160
"""Longer blocks have no slotted form: two that differ in a number only are two texts."""
SHARED_LINES, SHARED_SHARE = 3, 0.2
"""Lines of a page of no known site, and their share, that others must have to be of its site."""

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*[km]?\b|\d+")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"[.#][^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?。！？।؟…]")


def fold(text: str) -> str:
    """Case and white space folded."""
    return " ".join(text.casefold().split())


def key_of(form: str) -> int:
    """48 bits that stand for a form."""
    return int.from_bytes(blake2b(form.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def exact(block: Block) -> str:
    """The block's text as it is compared across pages; "" if it has no letter or digit."""
    form = fold(block.text)
    return form if any(c.isalnum() for c in form) else ""


def slotted(form: str, title: str) -> str:
    """The exact form with numbers and the page's own title as slots; "" if it has none.

    ``title`` is folded. A form that would be nothing but slots is none.
    """
    if len(form) > MAX_SLOTTED:
        return ""
    filled = form.replace(title, "{title}") if len(title) >= 12 and title != form else form
    filled = _NUMBER.sub("{#}", filled)
    if filled == form:
        return ""
    letters = sum(c.isalpha() for c in filled.replace("{title}", ""))
    return filled if letters >= 3 else ""


def is_prose(text: str) -> bool:
    """Whether a text is long and holds the end of a sentence."""
    return len(text) >= LONG and _SENTENCE_END.search(text) is not None


def of_one_site(shared: int, lines: int) -> bool:
    """Whether a page that shares so many of its short lines with others is of their site."""
    return shared >= max(SHARED_LINES, SHARED_SHARE * lines)


@lru_cache(4096)
def place(path: str) -> str:
    """The path from its last element with a name on, numbers as slots: a template repeats it."""
    return _from_named(_steps(path))


def is_named(place: str) -> bool:
    """Whether a place has a class or an id that tells it from others of the page."""
    return _NAMED.search(place) is not None


@lru_cache(4096)
def enclosing(path: str) -> tuple[str, ...]:
    """The places of all elements around and of a block that may be a container, outermost first."""
    steps = _steps(path)
    return tuple(_from_named(steps[:i]) for i in range(2, len(steps) + 1))


@lru_cache(4096)
def named_steps(path: str) -> tuple[bool, ...]:
    """For each element of ``enclosing``: whether it is a box with a class or id of its own."""
    return tuple(_is_box(step) for step in _steps(path)[1:])


_BOXES = frozenset(
    ("div", "aside", "table", "ul", "ol", "figure", "section", "form", "dl", "nav", "footer",
     "header", "article")
)  # fmt: skip


def _is_box(step: str) -> bool:
    tag = re.split(r"[.#]", step, maxsplit=1)[0]
    return tag in _BOXES and _NAMED.search(step) is not None


def _steps(path: str) -> list[str]:
    """The elements of a path with the numbers in class names and ids as slots; h1 to h6 stay."""
    return [_without_numbers(step) for step in path.split("/")]


def _without_numbers(step: str) -> str:
    tag, dot, name = _split(step)
    return tag + dot + _DIGITS.sub("#", name)


def _split(step: str) -> tuple[str, str, str]:
    at = min((i for i in (step.find("."), step.find("#")) if i >= 0), default=len(step))
    return step[:at], step[at : at + 1], step[at + 1 :]


def _from_named(steps: list[str]) -> str:
    """The steps from the last one that has a name, or all of them."""
    named = [at for at, step in enumerate(steps) if _NAMED.search(step)]
    return "/".join(steps[named[-1] :] if named else steps)
