"""Live blogs: entries keep the lines with their times, in text and Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.blocks.text import read
from cleaner.evidence.live import OPENS, STAYS, votes
from cleaner.records import Page

PAGES = Path(__file__).parent / "pages"
ENTRIES = [
    "The brass band has reached the quay, eleven minutes late and in the wrong order.",
    "The ferry has left without the mayor, who is still talking to the brass band.",
    "Police say that the missing tuba has been found in the lifeboat, unharmed and full.",
]


def live(clocks: list[str], entries: list[str]) -> str:
    return "\n".join(line for pair in zip(clocks, entries, strict=True) for line in pair)


def entry_times(text: str) -> list[str]:
    return [block.entry_time for block in read(Page(text, "text")).blocks]


@pytest.mark.parametrize(
    "clocks",
    [
        ["11:15", "10:40", "09:05"],
        ["11.15 GMT", "10.40 GMT", "9.05 GMT"],
        ["11:15 Uhr", "10:40 Uhr", "9:05 Uhr"],
        ["9h05", "10h40", "11h15"],
        ["9:05 a.m.", "10:40 a.m.", "1:15 p.m."],
    ],
)
def test_entries_of_a_text_have_the_time_above_them(clocks: list[str]) -> None:
    text = f"The regatta, live\n{live(clocks, ENTRIES)}"
    assert entry_times(text) == ["", *(clock for clock in clocks for _ in range(2))]


@pytest.mark.parametrize(
    "text",
    [
        live(["11:15", "10:40"], ENTRIES[:2]),
        live(["11:15", "10:40", "09:05"], ["Band late", "Ferry leaves", "Tuba found"]),
        live(["£11.15", "£10.40", "£9.05"], ENTRIES),
        live(["2 hours ago", "3 hours ago", "5 hours ago"], ENTRIES),
        live(["3 March 2023", "2 March 2023", "1 March 2023"], ENTRIES),
    ],
    ids=["two", "headlines", "prices", "ago", "days"],
)
def test_other_times_in_a_text_make_no_entries(text: str) -> None:
    assert set(entry_times(text)) == {""}


def test_the_lines_with_times_stay_and_what_stands_below_the_first() -> None:
    reading = read(Page(live(["11:15", "10:40", "09:05"], ENTRIES), "text"))
    assert votes(reading) == [(STAYS,), (OPENS,), (STAYS,), (), (STAYS,), ()]


def test_a_text_without_entries_gets_no_votes() -> None:
    assert votes(read(Page("11:15\n" + "\n".join(ENTRIES), "text"))) == [()] * 4


def test_cleaning_a_cleaned_live_blog_removes_nothing() -> None:
    article = cleaner.clean(PAGES / "en-storm-liveblog" / "source.html")
    again = cleaner.clean(article.text, kind="text")
    assert again.text == article.text
    assert [block.text for block in again.blocks if block.text == block.entry_time] == [
        "11.15", "09.48", "07.30", "05.40",
    ]  # fmt: skip


def test_blocks_and_markdown_of_a_live_blog() -> None:
    article = cleaner.clean(PAGES / "en-storm-liveblog" / "source.html")
    assert {block.entry_time for block in article.blocks} == {
        f"2024-01-21T{clock}:00Z" for clock in ("11:15", "09:48", "07:30", "05:40")
    }
    shown = article.to_markdown().split("\n\n")
    assert shown[shown.index("**09.48**") + 1] == "## “It took the roof like a lid”"


def test_markdown_shows_the_time_where_the_text_has_no_line_for_it() -> None:
    page = (PAGES / "en-storm-liveblog" / "source.html").read_text("utf-8")
    for clock in ("11.15", "09.48", "07.30", "05.40"):
        page = page.replace(f">{clock}</time>", "></time>")
    article = cleaner.clean(page)
    assert "11.15" not in article.text
    updates = "**2024-01-21T11:15:00Z**\n\n## Power back for a quarter"
    assert updates in article.to_markdown()
