"""The second opinion: which pages trafilatura is asked about, and at what cost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import cleaner
from cleaner.blocks import read
from cleaner.evidence import second_opinion
from cleaner.evidence.second_opinion import votes
from cleaner.records import Page

BODY = "".join(
    f"<p>The council voted on Tuesday to close bridge {n} for repairs, said the mayor.</p>"
    for n in range(12)
)


def is_asked(markup: str) -> bool:
    return any(votes(read(Page(f"<html><body>{markup}{BODY}</body></html>", "html"))))


def test_nothing_is_said_against_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "_extract", lambda source: "The mayor said so on Tuesday.")
    markup = "<h2>Bridge closed</h2><p>The mayor said so on Tuesday.</p><p>Read on here</p>"
    found = votes(read(Page(f"<html><body>{markup}</body></html>", "html")))
    assert [vote.label for each in found for vote in each] == ["body", "chrome"]
    assert found[0] == ()


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"<div data-props='{'a = b ' * 5_000}'>x</div>",
        f'<img alt="{"a b > c < d = " * 5_000}">',
        "<p class=a>x</p>" * 3_000,
    ],
)
def test_long_tags_with_few_attributes_are_no_reason_not_to_ask(markup: str) -> None:
    assert is_asked(markup)


@pytest.mark.parametrize(
    "attribute",
    [lambda n: f"a{n}=x", lambda n: f"a{n}", lambda n: f'a{n}=">"', lambda n: f"a{n}='b c'"],
)
def test_a_tag_with_very_many_attributes_is(attribute: Callable[[int], str]) -> None:
    assert not is_asked(f"<p {' '.join(map(attribute, range(25_000)))}>x</p>")


@pytest.mark.parametrize("gap", [" ", ""])
def test_half_a_million_attributes_cost_no_more_than_other_characters(gap: str) -> None:
    attributes = gap.join(f'a{n}="x"' for n in range(500_000))
    started = time.process_time()
    article = cleaner.clean(f"<html><body><p {attributes}>A line of text.</p>{BODY}</body></html>")
    assert "The council voted on Tuesday to close bridge 3" in article.text
    assert time.process_time() - started < 10
