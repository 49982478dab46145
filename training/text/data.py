"""Labelled texts for training and scoring: every page as blocks with a label for each block.

A page is first text with a label on every character, so that it can be reshaped (lines joined,
parts left out, foreign chrome put in) before the product's own reader makes blocks of it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cleaner.blocks.text import read
from cleaner.evidence.phrases import new_search
from cleaner.metadata.language import detect
from cleaner.records import Block, Page
from cleaner.split import split_glued_chrome

KINDS = ("body", "chrome", "title", "subtitle", "byline", "date", "caption", "place")
FREE = -1
ANY_REST = len(KINDS)
"""Target of derived chrome: anything but body, since derived sets call bylines chrome as well."""
REAL = ("text-real", "text-seed", "text-sites")
DERIVED = ("text-wcxb-near", "text-wcxb-full", "text-fundus-near", "text-fundus-full")
CODES = {kind: i for i, kind in enumerate(KINDS)} | {
    "dateline": KINDS.index("place"),
    "blank": FREE,
}
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+"
)
Line = tuple[str, NDArray[np.int8]]
"""The text of a line and a label for each of its characters."""
Lines = list[Line]
_SAME_SITE = {"nation": "thenation", "fox": "foxnews"}


@dataclass(slots=True)
class Marked:
    """A text with a label for each of its characters."""

    id: str
    set: str
    site: str
    text: str
    marks: NDArray[np.int8]
    language: str = ""
    """As the set states it, else as the text reads; empty where neither tells."""

    def __post_init__(self) -> None:
        if len(self.text) != len(self.marks):
            raise ValueError(
                f"{self.set}/{self.id}: {len(self.text)} characters, {len(self.marks)} marks"
            )


@dataclass(slots=True)
class Labelled:
    """The same as blocks."""

    id: str
    set: str
    site: str
    page: Page
    blocks: tuple[Block, ...]
    target: NDArray[np.int8]
    """(n,) index into KINDS, FREE or ANY_REST."""
    tokens: NDArray[np.int32]
    """(n, 4) tokens that are body, chrome, other, free, counted as the scoring tool does."""
    measures: Any = field(default=None, repr=False)


def site_key(name: str) -> str:
    """One key for a site under all the names that the sets give it."""
    host = name.split(" ", maxsplit=1)[0].lower()
    for prefix in ("guns-", "neil-"):
        host = host.removeprefix(prefix)
    parts = [
        p for p in host.split(".") if len(p) > 3 and p not in ("com", "info", "news")
    ] or host.split(".")
    key = max(parts[-2:], key=len)
    return _SAME_SITE.get(key, key)


def fold_of(site: str, folds: int) -> int:
    return crc32(f"fold {site}".encode()) % folds


def load_set(folder: Path) -> Iterator[Marked]:
    """The documents of a text set, label by character."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _marked(json.loads(line), folder.name)


def _marked(doc: dict[str, Any], name: str) -> Marked:
    text, ambiguous = doc["source_text"], set(doc.get("ambiguous", []))
    marks = np.full(len(text), FREE, np.int8)
    starts, at = [], 0
    for i, (row, label) in enumerate(zip(text.split("\n"), doc["lines"], strict=True)):
        starts.append(at)
        code = CODES[label]
        if name in DERIVED and label == "chrome":
            code = ANY_REST
        marks[at : at + len(row)] = FREE if i in ambiguous else code
        at += len(row) + 1
    for span in doc.get("spans", []):
        at = starts[span["line"]]
        end = min(at + span["end"], len(text))
        marks[at + span["start"] : end] = CODES[span["label"]]
    site = site_key(doc.get("site") or urlsplit(doc["url"]).hostname or doc["id"])
    prose = [row.strip() for row, own in lines_of(text, marks) if (own == 0).all()]
    language = doc.get("language") or detect(" ".join(prose) or text) or ""
    return Marked(doc["id"], name, site, text, marks, language)


def lines_of(text: str, marks: NDArray[np.int8]) -> Lines:
    """The lines that are not blank, each with its labels."""
    lines, at = [], 0
    for row in text.split("\n"):
        if row.strip():
            lines.append((row, marks[at : at + len(row)]))
        at += len(row) + 1
    return lines


def to_blocks(doc: Marked) -> Labelled:
    """Blocks as the product reads them; the label of a block is that of most of its letters."""
    reading = split_glued_chrome(read(Page(doc.text, "text")), new_search())
    target = np.full(len(reading.blocks), FREE, np.int8)
    tokens = np.zeros((len(reading.blocks), 4), np.int32)
    at = [(m.start(), doc.marks[m.start()]) for m in _TOKEN.finditer(doc.text)]
    place = 0
    for i, block in enumerate(reading.blocks):
        found: Counter[int] = Counter()
        while place < len(at) and at[place][0] < block.end:
            found[int(at[place][1])] += 1
            place += 1
        target[i] = _target(found, doc, block)
        rest = sum(found.values()) - found[0] - found[1] - found[ANY_REST] - found[FREE]
        tokens[i] = found[0], found[1] + found[ANY_REST], rest, found[FREE]
    return Labelled(doc.id, doc.set, doc.site, reading.page, reading.blocks, target, tokens)


def _target(found: Counter[int], doc: Marked, block: Block) -> int:
    if not found:
        marks = Counter(int(x) for x in doc.marks[block.start : block.end])
        found = marks
    scored = {k: v for k, v in found.items() if k != FREE}
    if not scored or sum(scored.values()) * 2 < sum(found.values()):
        return FREE
    if scored.get(0, 0) * 3 >= sum(scored.values()):
        return 0
    return max(scored, key=lambda k: (scored[k], -k))
