"""Letters and white space: what has no capital form, what is small, what is folded."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3040-\u30ff\u3400-\u9fff"
"""Chinese characters and kana, as a regex class body."""
THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer letters, as a regex class body."""
UNSPACED = THAI + HAN + "\u3005\uf900-\ufaff\uff66-\uff9d"
"""Both, with the iteration mark, compatibility ideographs and half-width kana."""
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
"""A letter of a script that puts no spaces between words."""

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0970-\u09ff\u0a00-\u0df9"
)
"""Accents and vowel signs that follow a letter, as a regex class body: no letters themselves."""


def is_caseless(char: str) -> bool:
    """Whether a letter has no capital form that texts use (Georgian capitals are for display)."""
    return unicodedata.category(char) == "Lo" or "\u10d0" <= char <= "\u10ff"


def begins_small(text: str) -> bool:
    """Whether a text begins with a small letter of a script whose sentences begin with capitals."""
    return text[:1].islower() and not is_caseless(text[0])


def fold(text: str) -> str:
    """The text with every run of white space as one space and none at the ends."""
    return " ".join(text.split())
