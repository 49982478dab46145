"""Labelled texts as pages of lines that may be the title or the standfirst, with their signs.

The labels of the lines are those of the product with models that saw no page of the site, and again
with the shipped one, so that no weight leans on what one training of the labeller happened to say.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner import blocks
from cleaner.asides import name_asides
from cleaner.evidence import text_model
from cleaner.load import load
from cleaner.metadata import header_lines
from cleaner.metadata.sources import Sources, collect, fold
from cleaner.records import Options
from cleaner.settle import label_until_settled
from training.text import pages, relabel
from training.text.corpus import FOLDS
from training.text.data import KINDS, Marked, fold_of, lines_of, load_set

SETS = ("text-real", "text-seed")
WEIGHT = {"text-real": 2.0}
"""How much a page of a set of real texts counts beside one written for the project."""
FRAMED = 2.2
"""How many times as long as the title a line may be that holds it."""
LEAST_LINES = 12
"""A page with fewer lines and no title line may have its title in a line of everything."""
FIELDS = ("title", "subtitle")

Gold = dict[str, tuple[str, ...]]
"""By field: what it may be, folded; nothing if the page states none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The lines of a page among which a field's is looked for."""

    id: str
    set: str
    site: str
    signs: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    """Which lines are it; none if the page states none."""
    stated: bool
    """Whether the page states the field at all."""


def choices(data: Path, models: Sequence[text_model.Model]) -> dict[str, list[Choice]]:
    """The choices of every labelled page by field, labelled with the model of the other folds."""
    found: dict[str, list[Choice]] = {field: [] for field in FIELDS}
    shipped = text_model.shipped
    try:
        for document, gold in documents(data):
            model = models[fold_of(document.site, FOLDS)]
            text_model.shipped = lambda model=model: model
            for field, choice in _choices(document, gold):
                found[field].append(choice)
    finally:
        text_model.shipped = shipped
    return found


def documents(data: Path) -> Iterator[tuple[Marked, Gold]]:
    """Every text whose title and standfirst are known."""
    for name in SETS:
        with gzip.open(data / name / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
            stated = {row["id"]: row["meta"] for row in map(json.loads, lines)}
        for document in load_set(data / name):
            meta = stated[document.id]
            yield document, {f: (plain(meta[f]),) if meta.get(f) else () for f in FIELDS}
    for document in (*relabel.by_hand(data), *pages.load_pages()):
        yield document, {field: _labelled(document, field) for field in FIELDS}


def _labelled(document: Marked, field: str) -> tuple[str, ...]:
    """The lines of a page that have a label, but for those that hold another and more."""
    code, lines = KINDS.index(field), lines_of(document.text, document.marks)
    found = dict.fromkeys(plain(line) for line, own in lines if own[0] == code)
    return tuple(a for a in found if not any(b in a for b in found if b and b != a))


def plain(text: str) -> str:
    """A text folded, without the marks of headings and emphasis around it."""
    return fold(text.strip(" *_#>"))


def _choices(document: Marked, gold: Gold) -> Iterator[tuple[str, Choice]]:
    """The choice of the title, and that of the standfirst that belongs to it."""
    sources = _sources(document.text)
    page = header_lines.layout(sources)
    lines = header_lines.title_lines(sources, page)
    right = _right([b.text for b, _ in lines], gold["title"], FRAMED)
    if any(right) if gold["title"] else len(sources.reading.blocks) >= LEAST_LINES:
        yield "title", _choice(document, lines, right, gold["title"])
    headline = lines[right.index(True)][0] if any(right) else None
    found = header_lines.standfirst_lines(sources, page, headline)
    right = _right([b.text for b, _ in found], gold["subtitle"], 1.0)
    if page.start <= header_lines.BARE:
        return
    if any(right) == bool(gold["subtitle"]):
        yield "subtitle", _choice(document, found, right, gold["subtitle"])


def _sources(text: str) -> Sources:
    options = Options()
    reading, decisions = label_until_settled(blocks.read(load(text, kind="text")), options)
    return collect(reading, name_asides(reading, decisions), options)


def _right(lines: Sequence[str], gold: Sequence[str], framed: float) -> list[bool]:
    """Which lines say what the gold says, or, if none does, hold it and not much more."""
    folded = [plain(line) for line in lines]
    right = [line in gold for line in folded]
    if any(right):
        return right
    return [any(g in line and len(line) <= framed * len(g) for g in gold) for line in folded]


def _choice(
    document: Marked, lines: header_lines.Lines, right: Sequence[bool], gold: Sequence[str]
) -> Choice:
    signs = tuple(tuple(signs) for _, signs in lines)
    return Choice(document.id, document.set, document.site, signs, tuple(right), bool(gold))
