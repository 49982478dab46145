"""Blocks that hold both article and chrome."""

from __future__ import annotations

import pytest

from cleaner.blocks import read
from cleaner.evidence.markup import votes
from cleaner.evidence.phrases import new_search
from cleaner.records import Page
from cleaner.split import split_glued_chrome

STORY = "The ferry left at noon."
TEASER = '<a href="/b">{}</a>'


def pieces(markup: str) -> list[str]:
    page = read(Page(f"<html><body><p>{markup}</p></body></html>", "html"))
    return [block.text for block in split_glued_chrome(page, new_search()).blocks]


@pytest.mark.parametrize(
    "teaser",
    [
        "READ ALSO: Harbour closed",
        "Read more: Harbour closed",
        "Xem thêm: Cảng đóng cửa",
        "Lesen Sie auch: Hafen gesperrt",
        "Leggi anche: Porto chiuso",
    ],
)
@pytest.mark.parametrize("gap", ["", " "])
def test_a_linked_teaser_behind_a_sentence_is_cut_off(teaser: str, gap: str) -> None:
    link = TEASER.format(teaser)
    assert pieces(f"{STORY}{gap}{link}") == [STORY, teaser]
    assert pieces(f"{STORY}{gap}{link} {STORY}") == [STORY, teaser, STORY]


@pytest.mark.parametrize(
    "markup",
    [
        f"{STORY} {TEASER.format('Read more')}",
        f"{STORY} {TEASER.format('The harbour was closed on Monday.')}",
        f"{STORY} Read also: Harbour closed",
        f"{STORY} {TEASER.format('Read more: Harbour closed')} and stay with us.",
        f"Those who wish to {TEASER.format('read more: Harbour closed')}",
    ],
    ids=["no title", "no phrase", "no link", "goes on", "in a sentence"],
)
def test_other_links_stay_in_their_paragraph(markup: str) -> None:
    assert len(pieces(markup)) == 1


def test_every_teaser_of_a_long_paragraph_is_cut_off() -> None:
    told = [f"Harbour {number} closed" for number in range(30)]
    links = [TEASER.format(f"Read also: {title}") for title in told]
    expected = [piece for title in told for piece in (STORY, f"Read also: {title}")]
    assert pieces(" ".join(f"{STORY} {link}" for link in links)) == expected


def test_what_is_left_of_a_paragraph_is_no_linked_headline() -> None:
    link = TEASER.format("Read more: Harbour closed until the end of the week")
    page = read(Page(f"<html><body><p>Who pays for this ferry? {link}</p></body></html>", "html"))
    assert not any(votes(split_glued_chrome(page, new_search())))


TOLD = "The mayor regained the town hall after three weeks of talks, the clerk said"


@pytest.mark.parametrize(("stories", "cut"), [(1, True), (3, True), (4, False)])
def test_the_buttons_of_a_digest_stay_with_its_sentences(stories: int, cut: bool) -> None:
    lines = [f"{TOLD} on day {day}. Continue reading …" for day in range(stories)]
    found = split_glued_chrome(read(Page("\n".join(lines), "text")), new_search()).blocks
    assert [b.text for b in found].count("Continue reading …") == (stories if cut else 0)
