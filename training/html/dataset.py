"""Pages of a data set as features and labels, one ``Example`` a page, with a fold for each site.

The gold of some pages leaves out lists and passages of the article. Where the text of a page was
labelled by hand (``training/text/labels``), the blocks that hand and gold disagree on weigh little.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np

from cleaner.blocks.html import read
from cleaner.evidence.html_features import Features, features
from cleaner.records import Page
from training.html.labels import body_blocks, tokens
from training.text import relabel
from training.text.data import CODES, lines_of

FOLDS = 5
_OPTIONAL = 0.25
"""Weight of a standfirst whose gold says that it may be kept or not."""
_ONLY_BY_HAND, _ONLY_IN_GOLD = 0.1, 0.25
"""Weights of blocks that are body by hand and not in the gold, and the other way round."""
TEXTS = {"html-wcxb": "text-wcxb-full"}
"""The texts of the pages of a set, some of them labelled by hand."""
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "gob"}


@dataclass
class Example:
    """One page: features, a label and a weight for each block, and what scoring needs."""

    name: str
    dataset: str
    site: str
    features: Features
    labels: np.ndarray
    weights: np.ndarray
    texts: list[str]
    gold: dict[str, str]

    @property
    def fold(self) -> int:
        return crc32(self.site.encode()) % FOLDS


def examples(folder: Path) -> Iterator[Example]:
    """The pages of a set that have any block."""
    by_hand = _by_hand(folder)
    for doc, raw in documents(folder):
        reading = read(Page(raw.decode("utf-8", "replace"), "html"))
        if not reading.blocks:
            continue
        texts = [block.text for block in reading.blocks]
        sizes = np.array([len(tokens(text)) for text in texts])
        labels = np.array(body_blocks(texts, doc["body"]), np.float32)
        weights = np.where(sizes > 0, np.log1p(sizes) + 0.3, 0.05)
        weights = weights / np.sqrt(weights.sum()) / 10
        weights = np.where(_optional(doc, texts, labels), _OPTIONAL, 1) * weights
        if doc["id"] in by_hand:
            weights = _trust(texts, labels, by_hand[doc["id"]]) * weights
        site = doc.get("site") or registered(doc["url"])
        gold = {key: doc[key] for key in ("body", "body_without_summary") if doc.get(key)}
        yield Example(
            doc["id"],
            folder.name,
            site,
            features(reading),
            labels,
            weights.astype(np.float32),
            texts,
            gold,
        )


def _by_hand(folder: Path) -> dict[str, tuple[str, str]]:
    """Of pages whose text was labelled by hand the body, and the same with the standfirst."""
    name = TEXTS.get(folder.name)
    found = {}
    for doc in relabel.by_hand(folder.parent, name) if name else ():
        rows = [(row, int(marks[0])) for row, marks in lines_of(doc.text, doc.marks)]
        body = "\n".join(row for row, code in rows if code == CODES["body"])
        both = (CODES["body"], CODES["subtitle"])
        found[doc.id.partition("/")[2]] = body, "\n".join(r for r, code in rows if code in both)
    return found


def _trust(texts: list[str], labels: np.ndarray, by_hand: tuple[str, str]) -> np.ndarray:
    """What the gold's label of each block counts, for what was labelled by hand."""
    body, with_standfirst = (np.array(body_blocks(texts, other)) for other in by_hand)
    trust = np.where((labels == 0) & body, _ONLY_BY_HAND, 1.0)
    return np.where((labels > 0) & ~with_standfirst, _ONLY_IN_GOLD, trust)


def _optional(doc: dict, texts: list[str], labels: np.ndarray) -> np.ndarray:
    """Which body blocks the gold also allows to be missing."""
    if not doc.get("body_without_summary"):
        return np.zeros(len(texts), bool)
    return (labels > 0) & ~np.array(body_blocks(texts, doc["body_without_summary"]))


def documents(folder: Path) -> Iterator[tuple[dict, bytes]]:
    """Gold record and raw bytes of each page."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            yield doc, gzip.decompress((folder / doc["file"]).read_bytes())


def registered(url: str) -> str:
    """The registered domain of an address, near enough to keep a site in one fold."""
    parts = (urlsplit(url).hostname or "").split(".")
    size = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-size:])


def digest(folders: list[Path]) -> str:
    """SHA-256 over the gold files and pages of the sets, and their labels by hand."""
    total = hashlib.sha256()
    for folder in folders:
        by_hand = [relabel.LABELS / f"{TEXTS[folder.name]}.txt"] if folder.name in TEXTS else []
        for path in (*sorted(folder.rglob("*.gz")), *by_hand):
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
