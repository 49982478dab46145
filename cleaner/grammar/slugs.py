"""The words of a story's address that people or software made from its title."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

FEWEST = 4
"""Words of a part of an address that says what the story is about; fewer name a section."""
LONG, FEWEST_LONG = 4, 2
"""Letters of a long word, and how many such words the beginning of a title has."""
MOST_NO_WORDS = 2
"""So many words may stand beside the number of a page, and say nothing."""

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_JOINED = re.compile(r"[-_+]")
_APOSTROPHES = re.compile(r"['’‘`ʼ]")
_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ħ": "h"}
)
"""Letters that are no other letter with an accent."""
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How some sites spell letters that they cannot write."""


@lru_cache(maxsize=16)
def words(url: str) -> frozenset[str]:
    """The words of the last part of an address that has more than two; none if they are few.

    ``https://example.com/news/the-bridge-is-closed-again-1.5712.html`` says "the", "bridge", "is",
    "closed" and "again".
    """
    parts = map(_of_part, reversed(_path(url).split("/")))
    last = next((words for words in parts if len(words) > MOST_NO_WORDS), frozenset[str]())
    return last if len(last) >= FEWEST else frozenset()


def spells(url: str, text: str) -> bool:
    """Whether the last part of an address is a line, word for word with its numbers, but for the
    number of the page behind it."""
    slug = _last_words(url)
    lines = [_WORD.findall(_plain(form)) for form in _forms(text)]
    return any(
        len(line) > MOST_NO_WORDS
        and slug[: len(line)] == line
        and all(map(_has_digit, slug[len(line) :]))
        for line in lines
    )


def size(url: str) -> int:
    """How many words the last part of an address has."""
    return len(_last_words(url))


def begins(url: str, word: str) -> bool:
    """Whether the last part of an address begins with a word."""
    slug = _last_words(url)[:1]
    return any(_WORD.findall(_plain(form))[:1] == slug for form in _forms(word))


def opens(url: str, text: str) -> bool:
    """Whether a line begins with all words of the last part of an address, of which it has two long
    ones or more and no number ("jane-ann-doe": "Jane Ann Doe, 91, ran the post office")."""
    slug = _last_words(url)
    lines = [_WORD.findall(_plain(form)) for form in _forms(text)]
    long = sum(len(word) >= LONG for word in slug)
    told = len(slug) > MOST_NO_WORDS and long >= FEWEST_LONG and not any(map(_has_digit, slug))
    return told and any(line[: len(slug)] == slug for line in lines)


@lru_cache(maxsize=16)
def _last_words(url: str) -> list[str]:
    part = _ENDING.sub("", unquote(_path(url).rstrip("/").rpartition("/")[2]).casefold())
    return _WORD.findall(_plain(part))


def _path(url: str) -> str:
    """The path of an address; empty if it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _of_part(part: str) -> frozenset[str]:
    text = _ENDING.sub("", unquote(part).casefold())
    if not _JOINED.search(text):
        return frozenset()
    return frozenset(w for w in _WORD.findall(_plain(text)) if not _has_digit(w))


def words_of(text: str) -> frozenset[str]:
    """The words of a line in all ways in which an address may spell them."""
    return frozenset(w for form in _forms(text) for w in _WORD.findall(_plain(form)))


def _forms(text: str) -> set[str]:
    small = unicodedata.normalize("NFC", text).casefold()
    forms = {small, small.translate(_SPELLED)}
    return forms | {_APOSTROPHES.sub("", form) for form in forms}


def _plain(text: str) -> str:
    """A text without accents."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)
