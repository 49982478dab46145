"""The learned labeller of plain-text pages: a score of the words, trees over it, and a network.

A linear model reads the hashed words of each block and the concepts that they stand for. Its
score, the numbers of the block and those of its neighbours go to boosted trees that say whether
the block is body; a small network over the blocks of the page has a share in that. A second, small
forest says what the rest is.
``training/text`` makes the file that is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from numpy.typing import NDArray

from cleaner.blocks.quick import quick
from cleaner.evidence.arrays import np
from cleaner.evidence.concepts import IDS
from cleaner.evidence.phrases import Search
from cleaner.evidence.text_features import BUCKETS, NAMES, Measures, measure
from cleaner.evidence.text_inserts import inserts, without
from cleaner.evidence.text_network import Network
from cleaner.evidence.text_story import KEPT, spare
from cleaner.evidence.text_topics import FILE
from cleaner.records import KEPT_LABELS, Block, Label, Reading, Vote

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_made = quick(Vote)
REST: tuple[Label, ...] = ("chrome", "title", "subtitle", "byline", "date", "caption", "place")
"""What a block can be that is not body, in the order of the second forest's outputs."""
REASONS: dict[Label, str] = {
    "chrome": "boilerplate",
    "title": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "date": "date-line",
    "caption": "caption",
    "place": "place-line",
}
SHARED = [
    "log_length",
    "log_words",
    "share_capital",
    "is_prose",
    "last_end",
    "share_digit",
    "n_bar",
    "phrase_line",
    "phrase_heading",
    "phrase_start",
    "phrase_end",
    "phrase_cover",
    "opening",
    "topical",
    "known",
    "is_item",
    "glued",
    "words_per_end",
    "all_caps",
    "has_time",
    "has_year",
    "inside",
    "joined",
    "terms",
    "topic_prose",
    "topic_core",
    "topic_lead",
]
"""Columns that are seen of the neighbours, too."""
REACH = 3
"""How many neighbours on each side are seen."""
OUTSIDE = -9.0
"""Stands for the columns of neighbours beyond the page's ends."""
NETWORK_SHARE = 0.5
"""What the network has to say in the log-odds; the trees have the rest."""
GUARD_ODDS = 1.0
GUARD_FROM = 0.8
"""From this share of a page in blocks with odds above GUARD_ODDS the guard goes up ..."""
DIGEST_FROM, DIGEST = 0.5, 0.3
"""... or from this one, if more than DIGEST of the page is in blocks that end as teasers do,
"Continue reading" ..."""
GUARD_RAMP = 0.1
"""... and is fully up at so much more."""
GUARD_STEP = 4.0
"""How much it takes off, in log-odds, of all odds up to GUARD_BELOW."""
GUARD_BELOW = 6.0
GUARD_COVER = 0.5
"""It stays down where phrases cover more than this of what would go."""
LIMIT = 12.0
"""Votes weigh no more than this, in log-odds."""


def _column_names() -> tuple[str, ...]:
    shared = [*SHARED, "lexical"]
    steps = [s for k in range(1, REACH + 1) for s in (-k, k)]
    return (*NAMES, "lexical", *(f"{name}{step:+d}" for step in steps for name in shared))


COLUMNS = _column_names()
"""Names of the columns of ``describe``."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Binary trees, the nodes of all of them in one row; leaves lead to themselves."""

    feature: NDArray[np.int64]
    """(nodes,) the column that a node asks about."""
    border: Floats
    """(nodes,) above it the walk goes to the node after ``below``; infinite for a leaf."""
    below: NDArray[np.int64]
    """(nodes,) where the walk goes else; the two children stand side by side."""
    value: Floats
    """(nodes,) what a leaf adds."""
    roots: NDArray[np.int64]
    """(trees,) tree i speaks for output i modulo ``outputs``."""
    depth: int
    """Steps from a root to the farthest leaf."""
    outputs: int

    def scores(self, columns: Floats) -> Floats:
        """(n, outputs) sums over the trees for (n, len(COLUMNS))."""
        n, width = columns.shape
        flat = np.ascontiguousarray(columns).ravel()
        row = (np.arange(n) * width)[:, None]
        at = np.repeat(self.roots[None], n, 0)
        for _ in range(self.depth):  # no index is out of bounds, and "clip" takes without a copy
            asked = self.feature.take(at, mode="clip")
            asked += row
            right = flat.take(asked, mode="clip") > self.border.take(at, mode="clip")
            at = self.below.take(at, mode="clip")
            at += right
        return np.asarray(
            self.value.take(at).reshape(n, len(self.roots) // self.outputs, self.outputs).sum(1),
            np.float32,
        )


@dataclass(frozen=True, slots=True)
class Model:
    """All that was learned."""

    words: Floats
    """(BUCKETS,) weight of each hashed word for "not body"; 0 for words of few sites."""
    words_known: NDArray[np.bool_]
    """(BUCKETS,) which words count."""
    words_bias: float
    concepts: Floats
    """(IDS,) weight of each concept, and of each two that follow one another; 0 if on few sites."""
    concepts_known: NDArray[np.bool_]
    """(IDS,) which of them count."""
    body: Forest
    """One output: log-odds that the block is not body."""
    network: Network
    rest: Forest
    """Outputs as ``REST``."""
    calibration: tuple[float, float]
    """Factor and addend that make the log-odds as sure as they are right."""


def load(path: Any = None) -> Model:
    """Read a model file, by default the one that is shipped.

    Raises ``ValueError`` if the file was made for other features than this version measures.
    """
    source = path or resources.files("cleaner") / "data" / "models" / FILE
    with source.open("rb") as file, np.load(file, allow_pickle=False) as data:
        sizes = int(data["buckets"]), len(data["concepts"])
        if tuple(data["columns"]) != COLUMNS or sizes != (BUCKETS, IDS):
            raise ValueError(f"{source}: made for other features; run training/text/train.py")
        factor, addend = data["calibration"]
        return Model(
            words=data["words"].astype(np.float32),
            words_known=np.unpackbits(data["words_known"])[:BUCKETS].astype(bool),
            words_bias=float(data["words_bias"]),
            concepts=data["concepts"].astype(np.float32),
            concepts_known=np.unpackbits(data["concepts_known"])[:IDS].astype(bool),
            body=_forest(data, "body"),
            network=_network(data),
            rest=_forest(data, "rest"),
            calibration=(float(factor), float(addend)),
        )


def _network(data: Any) -> Network:
    mark = "network/"
    found = {k.removeprefix(mark): data[k] for k in data.files if k.startswith(mark)}
    return Network({name: value.astype(np.float32) for name, value in found.items()})


def _forest(data: Any, name: str) -> Forest:
    return Forest(
        feature=data[f"{name}_feature"].astype(np.int64),
        border=data[f"{name}_border"],
        below=data[f"{name}_below"].astype(np.int64),
        value=data[f"{name}_value"],
        roots=data[f"{name}_roots"].astype(np.int64),
        depth=int(data[f"{name}_depth"]),
        outputs=int(data[f"{name}_outputs"]),
    )


@cache
def shipped() -> Model:
    """The model that comes with the package, read once."""
    return load()


def votes(reading: Reading, search: Search | None = None) -> list[tuple[Vote, ...]]:
    """One vote for each block of a plain-text page, with the log-odds that it is right.

    From the first insert on, the page is read again without what is inserted.
    """
    if not reading.blocks:
        return []
    found = _votes(reading, search)
    kept = [v.label in KEPT_LABELS or v.weight <= KEPT for (v,) in found]
    hidden = inserts(reading, search, kept) if search else frozenset()
    if not hidden:
        return found
    told = iter(_votes(without(reading, hidden), search))
    again = [found[b.index] if b.index in hidden else next(told) for b in reading.blocks]
    return [*found[: min(hidden) - 1], *again[min(hidden) - 1 :]]


def _votes(reading: Reading, search: Search | None) -> list[tuple[Vote, ...]]:
    model = shipped()
    measures = measure(reading, search)
    columns = describe(measures, model)
    odds = doubt(model, measures, columns)
    gone = np.flatnonzero(odds > 0)
    kinds = dict(
        zip(gone.tolist(), model.rest.scores(columns[gone]).argmax(1).tolist(), strict=True)
    )
    return [(_vote(reading.blocks, i, value, kinds),) for i, value in enumerate(odds.tolist())]


def describe(measures: Measures, model: Model) -> Floats:
    """(n, len(COLUMNS)): the numbers of a block, the score of its words, and its neighbours'."""
    return spread(measures.numbers, lexical(measures, model))


def lexical(measures: Measures, model: Model) -> Floats:
    """(n,) the score of each block's words and concepts."""
    n = len(measures.numbers)
    words = _bag(model.words, model.words_known, measures.ids, measures.rows, n)
    meant = measures.concepts, measures.concept_rows
    total = words + _bag(model.concepts, model.concepts_known, *meant, n) + model.words_bias
    return np.asarray(total, np.float32)


def _bag(weights: Floats, known: NDArray[np.bool_], ids: Ints, rows: Ints, n: int) -> Any:
    """(n,) the sum of the weights that count in each row, over the root of their number."""
    counted = known[ids]
    ids, rows = ids[counted], rows[counted]
    total = np.bincount(rows, weights=weights[ids], minlength=n)
    return total / np.sqrt(np.maximum(1, np.bincount(rows, minlength=n)))


@cache
def _shared() -> NDArray[np.int64]:
    return np.array([NAMES.index(name) for name in SHARED])


def spread(numbers: Floats, score: Floats) -> Floats:
    """(n, len(COLUMNS)) from (n, len(NAMES)) and (n,): neighbours side by side."""
    n = len(numbers)
    shared = np.concatenate([numbers[:, _shared()], score[:, None]], 1)
    wide = np.full((n + 2 * REACH, shared.shape[1]), OUTSIDE, np.float32)
    wide[REACH : REACH + n] = shared
    steps = [s for k in range(1, REACH + 1) for s in (-k, k)]
    beside = [wide[REACH + s : REACH + s + n] for s in steps]
    return np.concatenate([numbers, score[:, None], *beside], 1)


def doubt(model: Model, measures: Measures, columns: Floats) -> Floats:
    """(n,) calibrated log-odds that a block is not body, on guard where most would go and where
    the story is about what chrome speaks of."""
    factor, addend = model.calibration
    odds = guard(raw_doubt(model, measures, columns) * factor + addend, columns)
    return spare(odds, measures.numbers, columns[:, len(NAMES)], measures.covered)


def raw_doubt(model: Model, measures: Measures, columns: Floats) -> Floats:
    """(n,) log-odds as the forest and the network give them."""
    trees = model.body.scores(columns)[:, 0] * (1 - NETWORK_SHARE)
    return trees + model.network.odds(measures, model.words_known) * np.float32(NETWORK_SHARE)


def guard(odds: Floats, columns: Floats) -> Floats:
    """The odds, lowered on a page of which too large a share would go.

    Such a page is as likely a digest, whose lists of links are the article, as an article
    drowned in chrome: what is not all but certain needs more evidence there. No digest is made
    of consent notices and other phrases of sites.
    """
    length = np.expm1(columns[:, NAMES.index("log_length")])
    going = np.where(odds > GUARD_ODDS, length, 0)
    share = going.sum() / max(1.0, float(length.sum()))
    covered = (going * columns[:, NAMES.index("phrase_cover")]).sum()
    if covered > GUARD_COVER * going.sum():
        return odds
    teasers = length[columns[:, NAMES.index("phrase_end")] > 0].sum() / max(1.0, length.sum())
    start = DIGEST_FROM if teasers > DIGEST else GUARD_FROM
    step = GUARD_STEP * min(1.0, max(0.0, (share - start) / GUARD_RAMP))
    return np.asarray(np.where(odds < GUARD_BELOW, odds - step, odds), np.float32)


def _vote(blocks: Sequence[Block], index: int, odds: float, kinds: dict[int, int]) -> Vote:
    weight = round(min(LIMIT, abs(odds)), 3)
    if index not in kinds:
        return _made("heading" if _is_heading(blocks, index) else "body", weight, "", "model")
    label = REST[kinds[index]]
    return _made(label, weight, REASONS[label], "model")


def _is_heading(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block of the article reads as a subheading: short, unfinished, prose below."""
    block = blocks[index]
    if block.kind == "heading":
        return True
    if block.kind != "line" or block.glued or index + 1 == len(blocks):
        return False
    short = len(block.text) <= 70 and block.text[-1:].isalnum()
    return short and len(blocks[index + 1].text) > 2 * len(block.text)
