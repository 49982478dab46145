"""Fitting: the linear score of the words, the forests over it, and the network beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from cleaner.evidence.concepts import IDS
from cleaner.evidence.text_features import BUCKETS
from cleaner.evidence.text_model import REST, Forest, Model, spread
from training.text import network, pages, relabel
from training.text.corpus import Example
from training.text.data import KINDS, Labelled

WORD_SITES, CONCEPT_SITES = 4, 6
"""A hashed word, or concept, must stand on so many training sites to count."""
BODY_COST = 2.0
"""How many times a body block weighs what another block weighs in training."""
COMMON = {
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
}
TREES = COMMON | {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 8,
    "learning_rate": 0.07,
    "min_data_in_leaf": 40,
}
TREES_COUNT = 250
TREES_REST = COMMON | {
    "objective": "multiclass",
    "num_class": len(REST),
    "num_leaves": 7,
    "max_depth": 4,
    "learning_rate": 0.1,
    "min_data_in_leaf": 10,
    "seed": 0,
}
TREES_REST_COUNT = 30


@dataclass(frozen=True, slots=True)
class Words:
    """The linear model."""

    weights: Any
    """(BUCKETS + IDS,) those of the hashed words, then those of the concepts."""
    known: Any
    """(BUCKETS + IDS,) which count."""
    bias: float


def block_weights(examples: Sequence[Example]) -> Any:
    """A block weighs the root of its length, a document little more with more blocks."""
    out = []
    for e in examples:
        size = np.sqrt(1 + e.doc.tokens.sum(1)) * (e.doc.target >= 0)
        size = np.where(e.doc.target == 0, size * BODY_COST, size)
        out.append(size / max(1.0, size.sum()) ** 0.6 * e.weight)
    return np.concatenate(out)


def not_body(docs: Sequence[Labelled]) -> Any:
    return np.concatenate([d.target != 0 for d in docs]).astype(int)


def fit_words(examples: Sequence[Example]) -> Words:
    """A linear model of the words and concepts alone."""
    docs = [e.doc for e in examples]
    known = known_words(docs)
    weight = block_weights(examples)
    use = weight > 0
    model = SGDClassifier(
        "log_loss", alpha=1e-5, max_iter=8, tol=None, random_state=0, average=True
    )
    share = weight[use] * use.sum() / weight.sum()
    model.fit(bags(docs, known)[use], not_body(docs)[use], sample_weight=share)
    return Words(model.coef_[0].astype(np.float32), known, float(model.intercept_[0]))


def known_words(docs: Sequence[Labelled]) -> Any:
    """Which words and concepts stand on enough sites to mean something elsewhere."""
    seen: dict[str, Any] = {}
    for doc in docs:
        own = seen.setdefault(doc.site, np.zeros(BUCKETS + IDS, bool))
        own[doc.measures.ids] = True
        own[BUCKETS + doc.measures.concepts] = True
    least = np.repeat([WORD_SITES, CONCEPT_SITES], [BUCKETS, IDS])
    return sum(mask.astype(int) for mask in seen.values()) >= least


def bags(docs: Sequence[Labelled], known: Any) -> Any:
    """(blocks, BUCKETS + IDS) sparse; as ``text_model.lexical`` weighs them."""
    words = _bag(docs, [(d.measures.ids, d.measures.rows) for d in docs], known[:BUCKETS])
    meant = [(d.measures.concepts, d.measures.concept_rows) for d in docs]
    return sparse.hstack([words, _bag(docs, meant, known[BUCKETS:])]).tocsr()


def _bag(docs: Sequence[Labelled], found: Sequence[tuple[Any, Any]], known: Any) -> Any:
    offsets = np.cumsum([0] + [len(d.blocks) for d in docs])
    ids = np.concatenate([ids for ids, _ in found])
    rows = np.concatenate([rows + at for (_, rows), at in zip(found, offsets, strict=False)])
    ids, rows = ids[known[ids]], rows[known[ids]]
    share = 1 / np.sqrt(np.maximum(1, np.bincount(rows, minlength=offsets[-1])))
    shape = offsets[-1], len(known)
    return sparse.csr_matrix((share[rows].astype(np.float32), (rows, ids)), shape)


def word_scores(words: Words, docs: Sequence[Labelled]) -> list[Any]:
    """(n,) for each document."""
    flat = bags(docs, words.known) @ words.weights + words.bias
    return np.split(flat.astype(np.float32), np.cumsum([len(d.blocks) for d in docs])[:-1])


def honest_scores(examples: Sequence[Example]) -> list[Any]:
    """Scores of the words by models that did not see the document's site."""
    out: list[Any] = [None] * len(examples)
    for fold in {e.fold for e in examples}:
        words = fit_words([e for e in examples if e.fold != fold])
        own = [i for i, e in enumerate(examples) if e.fold == fold]
        for i, score in zip(own, word_scores(words, [examples[i].doc for i in own]), strict=True):
            out[i] = score
    return out


def table(docs: Sequence[Labelled], scores: Sequence[Any]) -> Any:
    return np.concatenate(
        [spread(d.measures.numbers, s) for d, s in zip(docs, scores, strict=True)]
    )


def fit_body(examples: Sequence[Example], scores: Sequence[Any], seed: int) -> Forest:
    """The forest that tells body from the rest."""
    weight = block_weights(examples)
    use = weight > 0
    docs = [e.doc for e in examples]
    share = weight[use] * use.sum() / weight.sum()
    data = lightgbm.Dataset(table(docs, scores)[use], not_body(docs)[use], weight=share)
    return forest(lightgbm.train(TREES | {"seed": seed}, data, TREES_COUNT))


def fit_rest(examples: Sequence[Example], scores: Sequence[Any]) -> Forest:
    """The forest that tells chrome, title, byline and so on apart: hand-made labels only."""
    own = [
        (e, s)
        for e, s in zip(examples, scores, strict=True)
        if e.doc.set in ("text-real", "text-seed", relabel.SET, *pages.SETS)
    ]
    docs = [e.doc for e, _ in own]
    target = np.concatenate([d.target for d in docs])
    use = target > 0
    label = np.array([REST.index(KINDS[t]) for t in target[use]])
    data = lightgbm.Dataset(table(docs, [s for _, s in own])[use], label)
    return forest(lightgbm.train(TREES_REST, data, TREES_REST_COUNT))


def forest(model: Any) -> Forest:
    """The trees of a fitted model as the product holds them."""
    rows: list[list[float]] = []
    roots = []
    depth = 0
    trees = model.dump_model()["tree_info"]
    for tree in trees:
        roots.append(len(rows))
        rows.append([])
        depth = max(depth, _lay(tree["tree_structure"], roots[-1], rows))
    feature, border, below, value = np.array(rows).T
    return Forest(
        feature.astype(np.int64),
        border.astype(np.float32),
        below.astype(np.int64),
        value.astype(np.float32),
        np.array(roots),
        depth,
        model.num_model_per_iteration(),
    )


def _lay(node: dict[str, Any], at: int, rows: list[list[float]]) -> int:
    """Write a node and all below it into the rows; how many steps it is to the farthest leaf."""
    if "leaf_value" in node:
        rows[at] = [0, np.inf, at, node["leaf_value"]]
        return 0
    below = len(rows)
    rows[at] = [node["split_feature"], node["threshold"], below, 0]
    rows += [[], []]
    left = _lay(node["left_child"], below, rows)
    right = _lay(node["right_child"], below + 1, rows)
    return 1 + max(left, right)


def joined(forests: Sequence[Forest]) -> Forest:
    """Several forests as one that gives their mean."""
    offsets = np.cumsum([0] + [len(f.feature) for f in forests])
    return Forest(
        np.concatenate([f.feature for f in forests]),
        np.concatenate([f.border for f in forests]),
        np.concatenate([f.below + o for f, o in zip(forests, offsets, strict=False)]),
        np.concatenate([f.value for f in forests]) / len(forests),
        np.concatenate([f.roots + o for f, o in zip(forests, offsets, strict=False)]),
        max(f.depth for f in forests),
        forests[0].outputs,
    )


def fit(examples: Sequence[Example], seeds: Sequence[int]) -> Model:
    """A model trained on all of the examples, not yet calibrated."""
    examples = [e for e in examples if e.weight > 0]
    scores = honest_scores(examples)
    words = fit_words(examples)
    weights = np.where(words.known, words.weights, 0).astype(np.float16).astype(np.float32)
    known = words.known[:BUCKETS]
    return Model(
        words=weights[:BUCKETS],
        words_known=known,
        words_bias=words.bias,
        concepts=weights[BUCKETS:],
        concepts_known=words.known[BUCKETS:],
        body=joined([fit_body(examples, scores, seed) for seed in seeds]),
        network=network.fit([e.doc for e in examples], block_weights(examples), known, seeds[0]),
        rest=fit_rest(examples, scores),
        calibration=(1.0, 0.0),
    )
