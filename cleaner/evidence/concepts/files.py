"""The words of the concepts, and the form of them that is quick to open.

``data/concepts/*.toml`` is what people write: for each concept the words of a language, ``word``
for a whole one and ``stem*`` for all that begin so. What is written without spaces, as Chinese and
Thai are, is looked for inside the text. ``data/concepts.json`` holds the same;
``python -m cleaner.evidence.concepts`` makes it. Where it is older than the files it is not used.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from cleaner.evidence import word_files
from cleaner.evidence.concepts.names import CONCEPTS, GROUPS
from cleaner.grammar.letters import UNSPACED_LETTER

FOLDER = "concepts"
KINDS = ("words", "stems", "pieces")


@dataclass(frozen=True, slots=True)
class Table:
    """All words; the codes of one stand as numbers with commas between: the place of the language
    in ``languages``, times the number of concepts, plus the place of the concept."""

    languages: tuple[str, ...]
    words: dict[str, str]
    stems: dict[str, str]
    pieces: dict[str, str]
    longest_stem: int
    lengths: tuple[int, ...]
    """Of the pieces, the longest first."""


def compiled() -> Traversable:
    """The file that holds the words of all languages."""
    return word_files.data() / "concepts.json"


def sources() -> dict[str, bytes]:
    """The file of each language."""
    names = sorted(word_files.languages(FOLDER))
    return {name: word_files.source(FOLDER, name) for name in names}


def words_of(language: str, text: bytes) -> Iterator[tuple[str, str]]:
    """Concept and word, as written, of one file.

    Raises ``ValueError`` naming language and concept if one is missing, unknown, or has a word that
    is not in small letters.
    """
    found: dict[str, dict[str, str]] = tomllib.loads(text.decode("utf-8"))
    have, want = ({(g, c) for g, own in t.items() for c in own} for t in (found, GROUPS))
    if have != want:
        raise ValueError(f"concepts of {language!r}: missing or unknown: {sorted(have ^ want)}")
    for own in found.values():
        for concept, words in own.items():
            for word in words.split():
                if word != word.lower() or not word.strip("*"):
                    raise ValueError(f"concepts of {language!r}, {concept}: bad word {word!r}")
                yield concept, word


def table(made_from: dict[str, bytes]) -> dict[str, Any]:
    """What ``data/concepts.json`` should hold."""
    held: dict[str, dict[str, set[int]]] = {kind: {} for kind in KINDS}
    for place, (language, text) in enumerate(made_from.items()):
        for concept, word in words_of(language, text):
            bare = word.rstrip("*")
            kind = (
                "pieces" if UNSPACED_LETTER.search(word) else "stems" if word != bare else "words"
            )
            code = place * len(CONCEPTS) + CONCEPTS.index(concept)
            held[kind].setdefault(bare, set()).add(code)
    rows = {kind: _rows(held[kind]) for kind in KINDS}
    return {"made_from": word_files.fingerprint(FOLDER), "languages": list(made_from), **rows}


def _rows(held: dict[str, set[int]]) -> list[str]:
    """All words in one string and all codes in another: quick to read and to split."""
    words = sorted(held)
    codes = (",".join(map(str, sorted(held[word]))) for word in words)
    return [" ".join(words), " ".join(codes)]


@cache
def load() -> Table:
    """The words of all languages. Raises ``ValueError`` for a bad file."""
    held = json.loads(compiled().read_bytes()) if compiled().is_file() else {}
    if held.get("made_from") != word_files.fingerprint(FOLDER):
        held = table(sources())
    words, stems, pieces = (
        dict(zip(*(row.split(" ") for row in held[kind]), strict=True)) for kind in KINDS
    )
    lengths = tuple(sorted({len(piece) for piece in pieces}, reverse=True))
    return Table(
        tuple(held["languages"]), words, stems, pieces, max(map(len, stems), default=0), lengths
    )
