"""The training corpus: all text sets in folds by site, their reshaped copies, measured once."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.evidence.text_features import measure, terms
from cleaner.evidence.text_topics import TERMS
from cleaner.records import Reading
from training.text import pages, relabel, runs
from training.text.augment import donors_of, reshape
from training.text.data import DERIVED, REAL, Labelled, Marked, fold_of, load_set, to_blocks

FOLDS = 5
SETS = REAL + DERIVED
WEIGHTS = {
    "text-real": 8.0,
    "text-seed": 8.0,
    "pages": 2.8,
    "traps": 0.8,
    relabel.SET: 2.5,
    "text-sites": 1.5,
    "text-wcxb-near": 0.6,
    "text-fundus-near": 1.0,
    "text-wcxb-full": 0.3,
    "text-fundus-full": 0.5,
}
"""What a document of a set weighs. Hand-made labels carry to other sites, derived ones less."""
THIN = {"text-wcxb-full": 3, "text-fundus-full": 2, "text-wcxb-near": 2}
"""Of these sets every so-manieth page (of -near: reshaped page) trains; all are scored."""
SITE_CAPS = {"text-sites": 15, relabel.SET: 4}
"""Of these sets no site weighs more than so many documents."""


@dataclass(slots=True)
class Example:
    """One document, where it belongs and what it weighs; with weight 0 it is scored only."""

    doc: Labelled
    fold: int
    reshaped: bool
    weight: float = 1.0


def read_sets(folder: Path, sets: Sequence[str] = SETS) -> list[Marked]:
    """The documents of the sets, those labelled by hand again, and the written pages."""
    own = [doc for name in sets for doc in load_set(folder / name)]
    return [*own, *relabel.by_hand(folder), *pages.load_pages()]


def digest(folder: Path, sets: Sequence[str] = SETS) -> str:
    """One SHA-256 over the gold files of the sets, in their order, and what was written."""
    total = hashlib.sha256()
    for name in sets:
        total.update((folder / name / "gold.jsonl.gz").read_bytes())
    folders = (*pages.FOLDERS, runs.FOLDER, relabel.LABELS, relabel.DOUBTFUL)
    for path in (path for folder in folders for path in sorted(folder.glob("*.txt"))):
        total.update(path.read_bytes())
    return total.hexdigest()


def build(folder: Path, cache: Path | None = None) -> list[Example]:
    """The whole corpus. With a cache file it is read from there, or written there."""
    if cache and cache.exists():
        examples: list[Example] = pickle.loads(cache.read_bytes())
        return examples
    marked = read_sets(folder)
    examples = [e for fold in range(FOLDS) for e in _fold(marked, fold)]
    sites = sites_of_terms(examples)
    for e in examples:
        e.doc.measures = measure(Reading(e.doc.page, e.doc.blocks), sites=sites)
    _weigh(examples)
    if cache:
        cache.write_bytes(pickle.dumps(examples, 4))
    return examples


def sites_of_terms(examples: Sequence[Example]) -> NDArray[np.uint16]:
    """(TERMS,) on how many sites each term of the topics stands."""
    seen: dict[str, NDArray[np.bool_]] = {}
    for e in examples:
        if not e.reshaped:
            found = terms([block.text for block in e.doc.blocks])
            seen.setdefault(e.doc.site, np.zeros(TERMS, bool))[found.id] = True
    return np.sum(list(seen.values()), axis=0).astype(np.uint16)


def _fold(marked: Sequence[Marked], fold: int) -> list[Example]:
    mine = [m for m in marked if fold_of(m.site, FOLDS) == fold]
    again = {m.id for m in mine if m.set == relabel.SET}
    taught = {f"{m.set}/{m.id}": relabel.undoubted(m) for m in mine}
    givers = [m for m in mine if m.set in ("text-real", relabel.SET, *pages.SETS)] * 3
    givers += [m for m in mine if m.set == "text-sites"][::15]
    shaped = reshape([m for k, m in taught.items() if k not in again], donors_of(givers), fold)
    out = []
    for page in mine:
        doc, name = to_blocks(page), f"{page.set}/{page.id}"
        if doc.blocks:
            if taught[name] is not page:
                doc.target = to_blocks(taught[name]).target
            out.append(Example(doc, fold, reshaped=False, weight=float(name not in again)))
    for page in shaped:
        doc = to_blocks(page)
        if doc.blocks:
            out.append(Example(doc, fold, reshaped=True))
    return out


def _weigh(examples: Sequence[Example]) -> None:
    documents = Counter((e.doc.set, e.doc.site) for e in examples if not e.reshaped)
    for i, e in enumerate(examples):
        thin = THIN.get(e.doc.set, 1) if e.reshaped or "near" not in e.doc.set else 1
        e.weight *= WEIGHTS[e.doc.set] if i % thin == 0 else 0.0
        if e.doc.set in SITE_CAPS:
            share = SITE_CAPS[e.doc.set] / documents[e.doc.set, e.doc.site]
            e.weight *= min(1.0, share)
