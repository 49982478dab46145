"""How the weights of the lines above the story are learned."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("lightgbm")
pytest.importorskip("matplotlib")
pytest.importorskip("sklearn")

from training.header import train
from training.header.pages import Choice, plain


def choice(site, right, *lines):
    return Choice(site, "pages", site, lines, tuple(right), any(right))


PAGES = [
    *(choice(f"a{i}", (False, True), ("menu",), ("long", "line")) for i in range(20)),
    *(choice(f"b{i}", (False, False), ("menu",), ("menu", "line")) for i in range(20)),
]


def test_training_finds_the_sign_of_the_right_line():
    weights = train.fit(PAGES, 0.0)
    assert weights["long"] > 0 > weights["menu"]
    assert train.chosen(PAGES[0], weights) == 1
    assert train.chosen(PAGES[-1], weights) is None


def test_caution_makes_nothing_likelier():
    cautious = train.fit(PAGES, 50.0)
    assert all(train.chosen(page, cautious) is None for page in PAGES)


def test_pages_are_tabled_with_a_row_for_none():
    tabled = train.tabled(PAGES[:1] + PAGES[-1:], ["line", "long", "menu", "none"])
    assert tabled.first.tolist() == [0, 3]
    assert tabled.right.tolist() == [0, 1, 0, 0, 0, 1]
    assert np.array_equal(tabled.signs.toarray()[2], [0, 0, 0, 1])


def test_marks_of_headings_do_not_count():
    assert plain("## **Fergen ble liggende**") == plain("Fergen ble liggende")
