"""Raised, lowered, stacked and annotated type as plain text that says the same.

Plain text has no small print above or below the line; put straight into it, 10 to the power of 6
would be 106, and a word with a note mark another word.
"""

from __future__ import annotations

import re

from turbohtml import Element, Text

from cleaner.grammar.letters import fold
from cleaner.grammar.tables import table

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_NOTES = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_DIGIT = re.compile(r"\d")
_UPPER_HALF = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹][/⁄]$")
_QUOTES = frozenset("\"'«»‹›“”„‟‘’‚‛「」『』《》〈〉")


def raised(text: str, before: str, after: str, *, is_note: bool) -> str:
    """A ``<sup>``: ``before`` is the text up to it, ``after`` what follows.

    Numbers get superscript digits, a note mark (a number that links to a place on the page, or
    several numbers) brackets; what has no such digits is set off by a circumflex. Ordinals and
    signs (``1er``, ``5th``, ``®``) stay, and so does what touches no other character.
    """
    bare = text.strip()
    if not _DIGIT.search(bare):
        return text
    if is_note and _NOTES.fullmatch(bare):
        return f"[{bare}]"
    if not _touches(before, after):
        return text
    if _has_all(bare, _RAISED):
        return bare.translate(_RAISED)
    if before[-1:].isdigit():
        return f"^({bare})"
    return f"[{bare}]" if before and _NOTES.fullmatch(bare) else text


def lowered(text: str, before: str, after: str) -> str:
    """A ``<sub>``: subscript digits where it touches other digits or is the lower half of a
    fraction; behind letters (``H2O``, ``CO2``) it stays as people write it."""
    bare = text.strip()
    near_digit = before[-1:].isdigit() or after[:1].isdigit() or _UPPER_HALF.search(before)
    if near_digit and _DIGIT.search(bare) and _has_all(bare, _LOWERED):
        return bare.translate(_LOWERED)
    return text


def _touches(before: str, after: str) -> bool:
    return bool(before and not before[-1].isspace()) or after[:1].isalnum()


def _has_all(text: str, characters: dict[int, int]) -> bool:
    return all(ord(char) in characters for char in text)


def links_down(node: Element) -> bool:
    """Whether an element is a link to a place on its page, or stands in or around one."""
    link = node.select_one("a[href]") or node.closest("a[href]")
    return link is not None and "#" in (link.attr("href") or "")


def following(node: Element) -> str:
    """The text right behind an element."""
    after = node.next_sibling
    return after.data if isinstance(after, Text) else ""


def reading(node: Element) -> str:
    """The reading of a ruby (``<rt>``), in brackets if the page itself gives none."""
    text = fold(node.text)
    before = node.previous_sibling
    bracketed = isinstance(before, Element) and before.tag == "rp"
    return text if bracketed or not text else f"({text})"


def quotes(node: Element, language: str, before: str) -> tuple[str, str]:
    """The quotation marks that browsers put around a ``<q>``; none where the page has them."""
    text = node.text.strip()
    if not text or text[0] in _QUOTES or before[-1:] in _QUOTES:
        return "", ""
    marks = table("quotes")
    opening, closing = marks.get(language[:2].lower(), marks["default"])
    return opening, closing


def formula(node: Element) -> str:
    """A ``<math>`` in one line: fractions with a stroke, powers with a circumflex."""
    return fold(_linear(node, 0))


_DEEPEST_FORMULA = 60


def _linear(node: Element, depth: int) -> str:
    parts = [c for c in node if isinstance(c, Element)]
    if depth > _DEEPEST_FORMULA or not parts:
        return fold(node.text)
    inner = [_linear(part, depth + 1) for part in parts]
    if shape := _SHAPES.get((node.tag, len(inner))):
        grouped = [_grouped(part) for part in inner]
        return _power(*grouped) if node.tag == "msup" else shape.format(*grouped)
    return "".join(inner)


_SHAPES = {
    ("mfrac", 2): "{}/{}",
    ("msup", 2): "{}^{}",
    ("msub", 2): "{}_{}",
    ("msubsup", 3): "{}_{}^{}",
    ("msqrt", 1): "√{}",
    ("mroot", 2): "{1}√{0}",
}


def _power(base: str, exponent: str) -> str:
    bare = exponent.strip("()")
    return base + bare.translate(_RAISED) if _has_all(bare, _RAISED) else f"{base}^{exponent}"


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() or text[0] == "(" else f"({text})"
