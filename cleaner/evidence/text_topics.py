"""Whether a block speaks of what the page speaks of: the teaser of another story does not.

Words are compared by their beginnings, in scripts without spaces (and in Korean) by pairs of
characters. A word counts the more the rarer it is, on the sites that the model was trained on,
beside the common words of its page: words as common as those, in any language, count nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from numpy.typing import NDArray

from cleaner.evidence.arrays import np

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FILE = "text.npz"
TERM_BITS = 15
TERMS = 1 << TERM_BITS
"""How many hashed terms are told apart."""
STEM = 5
"""A word is known by so many first letters ..."""
SHORTEST = 4
"""... if it has at least so many."""
COMMON = 0.9
"""Terms on as many sites as this quantile of the page's terms count nothing."""
RAREST = 4.0
"""No term counts more than this."""
LEAD = 3
"""The first paragraphs, with all that stands above them, are the lead."""
CASED = (range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
"""Characters of the basic plane among which capitals are; the rest is Chinese and Korean."""
NAMES = (
    "terms",
    "topic",
    "topic_prose",
    "topic_core",
    "topic_lead",
    "topic_before",
    "topic_after",
    "topic_previous",
    "topic_next",
    "topic_near",
    "topic_ahead",
    "topic_behind",
    "topic_rest",
)
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3], np.uint64
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of n texts, one after the other."""

    points: NDArray[np.uint32]
    """Code points."""
    row: Ints
    """The text of each, ascending."""
    word: Flags
    """Which are letters of words between spaces."""
    solo: Flags
    """Which are letters that are known by pairs."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Which of n texts have which hashed terms, each pair once."""

    row: Ints
    """Ascending."""
    id: Ints
    """0 <= id < TERMS."""


@cache
def _small() -> NDArray[np.uint64]:
    """The small letter of each character of the basic plane."""
    small = np.arange(0x10000, dtype=np.uint64)
    for point in chain(*CASED):
        lowered = chr(point).lower()
        if len(lowered) == 1:
            small[point] = ord(lowered)
    return small


@cache
def sites_of_terms() -> Floats:
    """(TERMS,) on how many of the sites of the training each term stands."""
    path = resources.files("cleaner") / "data" / "models" / FILE
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        return np.asarray(data["term_sites"], np.float64)


def terms_of(letters: Letters) -> Terms:
    """The terms of each text."""
    small = _small()[np.minimum(letters.points, 0xFFFF)]
    begins, sizes = _runs(letters.word)
    begins, sizes = begins[sizes >= SHORTEST], sizes[sizes >= SHORTEST]
    hashes = np.zeros(len(begins), np.uint64)
    last = len(small) - 1
    for k in range(STEM):
        letter = small[np.minimum(begins + k, last)] * _MULTIPLIERS[k]
        hashes += np.where(k < sizes, letter, np.uint64(0))
    pairs = np.flatnonzero(letters.solo[:-1] & letters.solo[1:])
    paired = small[pairs] * _MULTIPLIERS[STEM] + small[pairs + 1] * _MULTIPLIERS[STEM + 1]
    ids = (np.concatenate([hashes, paired]) >> np.uint64(64 - TERM_BITS)).astype(np.int64)
    keys = np.unique(letters.row[np.concatenate([begins, pairs])] * TERMS + ids)
    return Terms(keys // TERMS, keys % TERMS)


def _runs(mask: Flags) -> tuple[Ints, Ints]:
    """Where each run of true begins, and how long it is."""
    edges = np.diff(mask.astype(np.int8), prepend=0, append=0)
    begins = np.flatnonzero(edges > 0)
    return begins, np.flatnonzero(edges < 0) - begins


def topics(terms: Terms, prose: Flags, sites: Floats | None = None) -> dict[str, Any]:
    """Columns ``NAMES`` for the n texts: shares of a text's weighed terms that stand elsewhere.

    ``prose`` (n,) says which texts are running text; -1 stands for texts without terms. ``sites``
    are, in training, the counts that ``sites_of_terms`` gives else.
    """
    n, rows = len(prose), terms.row
    weight = _weights(terms.id, sites_of_terms() if sites is None else sites)
    mass = np.asarray(np.bincount(rows, weight, minlength=n), np.float64)
    some = np.maximum(mass, 1e-6)

    def share(held: Any) -> Floats:
        sums = np.bincount(rows, weight * held, minlength=n)
        return np.where(mass > 0, sums / some, -1.0)

    out: dict[str, Any] = {"terms": np.log1p(mass)}
    out |= _elsewhere(terms, prose, share)
    out |= _beside(terms, share)
    return out | _around(np.where(mass > 0, out["topic_prose"] * mass, 0.0), mass)


def _weights(ids: Ints, sites: Floats) -> Floats:
    if not len(ids):
        return np.zeros(0)
    seen = sites[ids]
    common = np.quantile(seen, COMMON)
    return np.asarray(np.clip(np.log((1 + common) / (1 + seen)), 0, RAREST))


def _elsewhere(terms: Terms, prose: Flags, share: Callable[[Any], Floats]) -> dict[str, Floats]:
    """Shares of terms that other texts have: all, running text, the lead, those before or after."""
    rows, n = terms.row, len(prose)
    known, which = np.unique(terms.id, return_inverse=True)
    size = len(known)
    running = prose[rows]
    texts = np.bincount(which, minlength=size)[which] - 1
    others = np.bincount(which, running, minlength=size)[which] - running
    first, last = np.full(size, n), np.full(size, -1)
    np.minimum.at(first, which[running], rows[running])
    np.maximum.at(last, which[running], rows[running])
    paragraphs = np.flatnonzero(prose)[:LEAD]
    leading = rows <= (paragraphs[-1] if len(paragraphs) else LEAD)
    in_lead = np.bincount(which, leading, minlength=size)[which] - leading
    return {
        "topic": share(texts > 0),
        "topic_prose": share(others > 0),
        "topic_core": share(np.minimum(others, 3) / 3),
        "topic_lead": share(in_lead > 0),
        "topic_before": share(first[which] < rows),
        "topic_after": share(last[which] > rows),
    }


def _beside(terms: Terms, share: Callable[[Any], Floats]) -> dict[str, Floats]:
    """Shares of terms that stand in one of the two texts before, or after."""
    keys = terms.row * TERMS + terms.id

    def there(step: int) -> Flags:
        at = np.searchsorted(keys, keys + step * TERMS)
        return np.asarray(np.append(keys, -1)[at] == keys + step * TERMS)

    return {
        "topic_previous": share(there(-1) | there(-2)),
        "topic_next": share(there(1) | there(2)),
    }


def _around(known: Floats, mass: Floats) -> dict[str, Floats]:
    """The share of terms known from running text, over stretches of the page."""
    n = len(mass)
    sums = [np.concatenate(([0.0], np.cumsum(values))) for values in (known, mass)]
    index = np.arange(n)

    def stretch(low: Ints, high: Ints) -> Floats:
        part, whole = (s[np.clip(high, 0, n)] - s[np.clip(low, 0, n)] for s in sums)
        return np.asarray(part / np.maximum(1.0, whole))

    return {
        "topic_near": stretch(index - 2, index + 3),
        "topic_ahead": stretch(index + 1, index + 5),
        "topic_behind": stretch(index - 4, index),
        "topic_rest": stretch(index, np.full(n, n)),
    }
