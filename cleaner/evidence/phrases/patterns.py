"""The little language in which phrases are written: words, ``*``, ``#`` and ``{a|b c|}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from cleaner.evidence.phrases.tokens import tokenize

GLUED_GROUP = re.compile(r"([^\s{}|*#]*)\{([^{}]*)\}([^\s{}|*#]*)")
WORDLESS = re.compile(r"[{|]\s*[^\w\s{}|*#©]+\s*(?=[|}])")
PARTS = re.compile(r"([{}|*#])")

Piece: TypeAlias = "str | list[list[Piece]]"
"""A token (``*`` and ``#`` included), or alternatives."""


def unglue(pattern: str) -> str:
    """Write ``newsletter{s|}`` as ``{newsletters|newsletter}``: groups of whole words."""

    def spread(match: re.Match[str]) -> str:
        before, group, after = match.groups()
        return "{" + "|".join(before + part + after for part in group.split("|")) + "}"

    return GLUED_GROUP.sub(spread, pattern)


def parse(pattern: str) -> list[Piece]:
    """A pattern as a list of tokens (``str``) and alternatives (``list`` of such lists).

    Raises ``ValueError`` if braces do not pair or an alternative has nothing but punctuation.
    """
    if WORDLESS.search(pattern):
        raise ValueError(f"cannot read phrase {pattern!r}: an alternative without a word")
    parts = [part for part in PARTS.split(unglue(pattern)) if part]
    pieces = _alternatives(parts)
    if parts or len(pieces) > 1:
        raise ValueError(f"cannot read phrase {pattern!r}: stray brace or bar")
    return pieces[0]


def _alternatives(parts: list[str]) -> list[list[Piece]]:
    """Take parts off the front up to the brace that closes the group, or to the end."""
    found: list[list[Piece]] = [[]]
    while parts and parts[0] != "}":
        part = parts.pop(0)
        if part == "{":
            found[-1].append(_alternatives(parts))
            if not parts:
                raise ValueError("cannot read phrase: brace without its partner")
            del parts[0]
        elif part == "|":
            found.append([])
        elif part in ("*", "#"):
            found[-1].append(part)
        else:
            for token in tokenize(part):
                signed = token.text == "copyright"
                found[-1].append([["copyright"], ["©"]] if signed else token.text)
    return found


def backwards(pieces: Iterable[Piece]) -> list[Piece]:
    """The pattern that reads the same tokens from the last to the first."""
    turned = [p if isinstance(p, str) else [backwards(part) for part in p] for p in pieces]
    return turned[::-1]


def vocabulary(pieces: Iterable[Piece]) -> set[str]:
    """The words of a pattern."""
    words: set[str] = set()
    for piece in pieces:
        if isinstance(piece, str):
            words.add(piece)
        else:
            for part in piece:
                words |= vocabulary(part)
    return words


def needs_word(pieces: Iterable[Piece]) -> bool:
    """Whether whatever the pattern matches has a word of it; numbers are none."""
    return any(
        piece not in ("*", "#") if isinstance(piece, str) else all(map(needs_word, piece))
        for piece in pieces
    )


def lengths(pieces: Iterable[Piece], wild: int) -> tuple[int, int]:
    """The fewest and the most tokens of what a pattern matches; ``*`` is up to ``wild``."""
    least = most = 0
    for piece in pieces:
        if isinstance(piece, str):
            least += 1
            most += wild if piece == "*" else 1
        else:
            parts = [lengths(part, wild) for part in piece]
            least += min(fewest for fewest, _ in parts)
            most += max(longest for _, longest in parts)
    return least, most


def last_words(pieces: Sequence[Piece]) -> frozenset[str] | None:
    """The tokens that what a pattern matches can end with; None for any."""
    words: set[str] = set()
    for piece in reversed(pieces):
        if piece == "*":
            return None
        if isinstance(piece, str):
            words.add(piece)
            break
        for part in piece:
            last = last_words(part)
            if last is None:
                return None
            words |= last
        if all(lengths(part, 1)[0] for part in piece):
            break
    return frozenset(words)
