"""Whether a block speaks of what the page speaks of: the teaser of another story does not.

Words are compared by their beginnings, in scripts without spaces (and in Korean) by pairs of
characters. A word counts the more the rarer it is, on the sites that the model was trained on,
beside the common words of its page: words as common as those, in any language, count nothing.
"""

from __future__ import annotations

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
    begins, sizes = _runs(letters.word)
    long = sizes >= SHORTEST
    begins, sizes = begins[long], sizes[long]
    place = np.arange(STEM)
    stems = _small_at(letters, np.minimum(begins[:, None] + place, len(letters.points) - 1))
    stems *= _MULTIPLIERS[:STEM]
    stems *= place < sizes[:, None]
    hashes = stems.sum(axis=1)
    pairs = np.flatnonzero(letters.solo[:-1] & letters.solo[1:])
    paired = _small_at(letters, pairs) * _MULTIPLIERS[STEM]
    paired += _small_at(letters, pairs + 1) * _MULTIPLIERS[STEM + 1]
    ids = (np.concatenate([hashes, paired]) >> np.uint64(64 - TERM_BITS)).astype(np.int64)
    keys = np.sort(letters.row[np.concatenate([begins, pairs])] * TERMS + ids)
    keys = keys[_new(keys)]
    return Terms(keys >> TERM_BITS, keys & (TERMS - 1))


def _small_at(letters: Letters, places: Ints) -> NDArray[np.uint64]:
    """The small letters that stand there."""
    return _small()[np.minimum(letters.points[places], 0xFFFF)]


def _new(ordered: Ints) -> Flags:
    """Which of some ordered numbers are not the same as the one before."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _runs(mask: Flags) -> tuple[Ints, Ints]:
    """Where each run of true begins, and how long it is."""
    wide = np.zeros(len(mask) + 2, bool)
    wide[1:-1] = mask
    edges = np.flatnonzero(wide[1:] != wide[:-1])
    return edges[::2], edges[1::2] - edges[::2]


def topics(terms: Terms, prose: Flags, sites: Floats | None = None) -> dict[str, Any]:
    """Columns ``NAMES`` for the n texts: shares of a text's weighed terms that stand elsewhere.

    ``prose`` (n,) says which texts are running text; -1 stands for texts without terms. ``sites``
    are, in training, the counts that ``sites_of_terms`` gives else.
    """
    n, rows = len(prose), terms.row
    weight = _weights(terms.id, sites_of_terms() if sites is None else sites)
    mass = np.asarray(np.bincount(rows, weight, minlength=n), np.float64)
    some = np.maximum(mass, 1e-6)

    held = _elsewhere(terms, prose) | _beside(terms)
    bins = (rows + n * np.arange(len(held))[:, None]).ravel()
    parts = (np.array(list(held.values())) * weight).ravel()
    sums = np.bincount(bins, parts, minlength=n * len(held)).reshape(len(held), n)
    shares = dict(zip(held, np.where(mass > 0, sums / some, -1.0), strict=True))
    known = np.where(mass > 0, shares["topic_prose"] * mass, 0.0)
    return {"terms": np.log1p(mass)} | shares | _around(known, mass)


def _weights(ids: Ints, sites: Floats) -> Floats:
    if not len(ids):
        return np.zeros(0)
    seen = sites[ids]
    common = _quantile(seen, COMMON)
    return np.minimum(np.maximum(np.log((1 + common) / (1 + seen)), 0), RAREST)


def _quantile(values: Floats, share: float) -> float:
    """``np.quantile`` of one share above a half, without what that spends on all other cases."""
    ordered = np.sort(values)
    place = share * (len(ordered) - 1)
    at = int(place)
    low, high = float(ordered[at]), float(ordered[min(at + 1, len(ordered) - 1)])
    rest = place - at
    return high - (high - low) * (1 - rest) if rest >= 0.5 else low + (high - low) * rest


def _elsewhere(terms: Terms, prose: Flags) -> dict[str, NDArray[Any]]:
    """How far each term is one that other texts have: all, running text, the lead, those before
    or after; 0 to 1."""
    rows, n = terms.row, len(prose)
    order = terms.id.argsort(kind="stable")
    which = np.empty(len(order), np.int64)
    which[order] = np.cumsum(_new(terms.id[order])) - 1
    size = len(order)
    running = prose[rows]
    texts = np.bincount(which, minlength=size)[which] - 1
    others = np.bincount(which, running, minlength=size)[which] - running
    first, last = np.full(size, n), np.full(size, -1)
    where, when = which[running], rows[running]
    first[where[::-1]] = when[::-1]
    last[where] = when
    paragraphs = np.flatnonzero(prose)[:LEAD]
    leading = rows <= (paragraphs[-1] if len(paragraphs) else LEAD)
    in_lead = np.bincount(which, leading, minlength=size)[which] - leading
    return {
        "topic": texts > 0,
        "topic_prose": others > 0,
        "topic_core": np.minimum(others, 3) / 3,
        "topic_lead": in_lead > 0,
        "topic_before": first[which] < rows,
        "topic_after": last[which] > rows,
    }


def _beside(terms: Terms) -> dict[str, NDArray[Any]]:
    """Which terms stand in one of the two texts before, or after."""
    keys = terms.row * TERMS + terms.id
    ended = np.append(keys, -1)

    def there(step: int) -> Flags:
        wanted = keys + step * TERMS
        return np.asarray(ended[keys.searchsorted(wanted)] == wanted)

    return {
        "topic_previous": there(-1) | there(-2),
        "topic_next": there(1) | there(2),
    }


STRETCHES = {
    "topic_near": (-2, 3),
    "topic_ahead": (1, 5),
    "topic_behind": (-4, 0),
}
"""First text of a stretch and one past its last, counted from each text."""


def _around(known: Floats, mass: Floats) -> dict[str, Floats]:
    """The share of terms known from running text, over stretches of the page."""
    n = len(mass)
    sums = np.zeros((2, n + 1))
    np.cumsum(known, out=sums[0, 1:])
    np.cumsum(mass, out=sums[1, 1:])
    index = np.arange(n)
    ends = np.array([*STRETCHES.values(), (0, n)])[:, :, None] + index
    ends = np.minimum(np.maximum(ends, 0), n)
    part, whole = sums[:, ends[:, 1]] - sums[:, ends[:, 0]]
    return dict(zip((*STRETCHES, "topic_rest"), part / np.maximum(1.0, whole), strict=True))
