"""What the figures on the HTML labeller are computed with."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from training.html.unseen import likeliest


def worth(logits: np.ndarray, labels: tuple[bool, ...], begin: float, end: float) -> float:
    """Log-odds of the body blocks less the price of each change inside the page."""
    pairs = list(pairwise(labels))
    changes = begin * pairs.count((False, True)) + end * pairs.count((True, False))
    return float(logits[list(labels)].sum()) - changes


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("begin", "end"), [(0.0, 0.0), (0.5, 0.0), (0.0, 2.0), (1.0, 0.5)])
def test_the_likeliest_labels_are_the_best_of_all(seed: int, begin: float, end: float) -> None:
    logits = np.random.default_rng(seed).normal(0, 1.5, 7)
    found = worth(logits, tuple(likeliest(logits, begin, end).tolist()), begin, end)
    best = max(worth(logits, labels, begin, end) for labels in product((False, True), repeat=7))
    assert found == pytest.approx(best)


def test_a_lone_doubt_within_the_body_is_overruled_only_at_a_price() -> None:
    logits = np.array([-3.0, 2.0, -0.4, 2.0, -3.0])
    assert likeliest(logits, 0.0, 0.0).tolist() == [False, True, False, True, False]
    assert likeliest(logits, 0.5, 0.5).tolist() == [False, True, True, True, False]
