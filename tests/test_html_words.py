"""Texts as arrays of characters and hashed words."""

from __future__ import annotations

import pytest

from cleaner.evidence import html_words as hw


def hashes(text: str) -> list[int]:
    words = hw.words_of([text])
    return words.hashes[:-1].tolist()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— | —", 0),
        ("Read more", 2),
        ("don't", 2),
        ("港の壁", 3),
        ("हिन्दी में", 2),
        ("x", 1),
        ("\ud800 a", 2),
    ],
)
def test_words_are_runs_of_letters_and_single_signs_of_scripts_without_spaces(
    text: str, count: int
) -> None:
    assert hw.words_of([text]).counts.tolist() == [count]


def test_case_and_the_digits_of_a_number_do_not_count() -> None:
    assert hashes("March 13") == hashes("MARCH 27")
    assert hashes("March 13") != hashes("March 7")
    assert hashes("no on") == hashes("no on") != hashes("on no")


def test_the_words_of_a_text_do_not_depend_on_its_neighbours() -> None:
    alone = hashes("two words")
    together = hw.words_of(["before", "two words", "", "after"])
    first, count = int(together.first[1]), int(together.counts[1])
    assert together.hashes[first : first + count].tolist() == alone


def test_head_and_tail_give_every_text_a_word() -> None:
    words = hw.words_of(["a b c", "", "d"])
    at, counts = words.head(2)
    assert (at.tolist(), counts.tolist()) == ([0, 1, 4, 3], [2, 1, 1])
    at, counts = words.tail(2)
    assert (at.tolist(), counts.tolist()) == ([1, 2, 4, 3], [2, 1, 1])
    assert words.hashes[4] == 0
