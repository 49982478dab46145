"""The phrase files, and the form of them that is quick to open.

``data/phrases/*.toml`` is what people write. ``data/phrases.json`` holds the same phrases with
their keys; ``python -m cleaner.evidence.phrases`` makes it. Where it is older than the files
that people write it is not used, and opening the book takes seconds instead of milliseconds.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import get_args

from cleaner.evidence import word_files
from cleaner.evidence.phrases.book import Phrasebook
from cleaner.evidence.phrases.index import Group, phrase_keys
from cleaner.evidence.phrases.records import Phrase, Where
from cleaner.reasons import REASONS

FOLDER = "phrases"


def compiled() -> Traversable:
    """The file that holds all phrases with their keys."""
    return word_files.data() / "phrases.json"


def known_languages() -> frozenset[str]:
    """The languages that have a phrase file."""
    return word_files.languages(FOLDER)


@cache
def read_phrases(language: str) -> tuple[Phrase, ...]:
    """The phrases of one language's file.

    Raises ``ValueError`` for a reason or place that does not exist, or a phrase given twice.
    """
    phrases = []
    for reason, table in tomllib.loads(word_files.source(FOLDER, language).decode("utf-8")).items():
        for where, texts in table.items():
            if reason not in REASONS or where not in get_args(Where):
                raise ValueError(f"phrases of {language!r}: no such table as {reason}.{where}")
            phrases += [Phrase(reason, where, language, text) for text in texts]
    if len(set(phrases)) < len(phrases):
        twice = sorted({p.text for p in phrases if phrases.count(p) > 1})
        raise ValueError(f"phrases of {language!r} given twice: {twice}")
    return tuple(phrases)


@cache
def load(languages: frozenset[str] | None = None) -> Phrasebook:
    """The phrases of some languages, by default of all, in one book.

    Raises ``FileNotFoundError`` for a language without a file, ``ValueError`` for a bad file.
    """
    if languages is not None:
        return Phrasebook(p for language in sorted(languages) for p in read_phrases(language))
    held = json.loads(compiled().read_bytes()) if compiled().is_file() else {}
    if held.get("made_from") != word_files.fingerprint(FOLDER):
        return load(known_languages())
    return Phrasebook.of_groups(Group(*group) for group in held["groups"])


def compile_phrases() -> str:
    """What ``data/phrases.json`` should hold: one phrase a line, so that changes can be seen."""
    phrases = (p for language in sorted(known_languages()) for p in read_phrases(language))
    groups = groupby(phrases, key=lambda p: (p.language, p.reason, p.where))
    parts = [_group(*names, list(members)) for names, members in groups]
    head = json.dumps(word_files.fingerprint(FOLDER))
    return f'{{"made_from": {head},\n"groups": [\n' + ",\n".join(parts) + "\n]}\n"


def _group(language: str, reason: str, where: str, phrases: Iterable[Phrase]) -> str:
    lines = [json.dumps([p.text, *phrase_keys(p)], ensure_ascii=False) for p in phrases]
    return f'["{language}", "{reason}", "{where}", [\n' + ",\n".join(lines) + "\n]]"
