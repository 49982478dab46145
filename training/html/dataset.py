"""Pages of a data set as features and labels, one ``Example`` a page, with a fold for each site."""

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
from training.html.labels import is_body, matched_shares, tokens

FOLDS = 5
_OPTIONAL = 0.25
"""Weight of a standfirst whose gold says that it may be kept or not."""
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
    for doc, raw in documents(folder):
        reading = read(Page(raw.decode("utf-8", "replace"), "html"))
        if not reading.blocks:
            continue
        texts = [block.text for block in reading.blocks]
        sizes = np.array([len(tokens(text)) for text in texts])
        shares = matched_shares(texts, doc["body"])
        labels = np.array([is_body(s, n) for s, n in zip(shares, sizes, strict=True)], np.float32)
        weights = np.where(sizes > 0, np.log1p(sizes) + 0.3, 0.05)
        weights = weights / np.sqrt(weights.sum()) / 10
        weights = np.where(_optional(doc, texts, labels), _OPTIONAL, 1) * weights
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


def _optional(doc: dict, texts: list[str], labels: np.ndarray) -> np.ndarray:
    """Which body blocks the gold also allows to be missing."""
    if not doc.get("body_without_summary"):
        return np.zeros(len(texts), bool)
    shares = matched_shares(texts, doc["body_without_summary"])
    kept = [is_body(s, len(tokens(t))) for s, t in zip(shares, texts, strict=True)]
    return (labels > 0) & ~np.array(kept)


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
    """SHA-256 over the gold files and pages of the sets."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.gz")):
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
