"""Labelling until cleaning the result would remove nothing more."""

from __future__ import annotations

import pytest

from cleaner import clean, settle

PROSE = (
    "The ferry to the northern islands was cancelled on Tuesday because of heavy swell.",
    "Passengers were asked to wait until the harbour master had looked at the forecast again.",
    "A spokeswoman said that the first boat would leave at noon if the wind went down.",
)


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of blocks in each round that evidence was gathered in."""
    found: list[int] = []
    gather = settle.gather

    def counted(reading, *rest):  # type: ignore[no-untyped-def]
        found.append(len(reading.blocks))
        return gather(reading, *rest)

    monkeypatch.setattr(settle, "gather", counted)
    return found


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_text_of_which_nothing_goes_is_labelled_once(rounds: list[int], gap: str) -> None:
    assert not clean(gap.join(PROSE), kind="text").removed
    assert rounds == [3]


def test_what_is_left_is_labelled_again(rounds: list[int]) -> None:
    text = "\n".join([*PROSE, "Share on Facebook", "Facebook Twitter WhatsApp"])
    assert clean(text, kind="text").text == "\n\n".join(PROSE)
    assert rounds == [5, 3]


def test_a_list_is_read_again_without_its_bullets(rounds: list[int]) -> None:
    clean("\n".join(f"- {line}" for line in PROSE), kind="text")
    assert rounds == [3, 3]


def test_lines_that_repeat_themselves_take_few_rounds(monkeypatch):
    rounds = []
    remove = settle._remove
    monkeypatch.setattr(settle, "_remove", lambda *a: rounds.append(a) or remove(*a))
    clean("Lamp\n£4.50\n" * 1000, kind="text")
    assert settle.SLOW < len(rounds) < 2 * settle.SLOW
