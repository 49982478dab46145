"""Inline Markdown in the lines of plain texts: what a reader of the rendered page sees."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.blocks import text
from cleaner.grammar.markdown import plain, plain_blocks
from cleaner.records import Page


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("By [Jane Doe](/staff/jane-doe/), Reporter", "By Jane Doe, Reporter"),
        ('By [**Jane Doe**](https://example.com/jane_doe "Jane")', "By Jane Doe"),
        ("**By [Jane Doe](/staff/a_(b))**", "By Jane Doe"),
        ("![](face.jpg) Jane Doe", "Jane Doe"),
        ("**Jane Doe**", "Jane Doe"),
        ("__Jane Doe__", "Jane Doe"),
        ("***Jane Doe***", "Jane Doe"),
        ("**Szerző:**Kovács Anna", "Szerző:Kovács Anna"),
        ("4/3/2021. *Updated 5/3/2021.*", "4/3/2021. Updated 5/3/2021."),
        ("2021\\. március 4.", "2021. március 4."),
        ("\\*\\*\\* The end", "*** The end"),
    ],
)
def test_marks_are_not_read(line, seen):
    assert plain(line) == seen


@pytest.mark.parametrize(
    "line",
    [
        "f**k this and s**t that",
        "2 * 3 * 4",
        "a 5* hotel and a 4* hotel",
        "snake_case_name",
        "the word [sic] (in the text)",
        "![A bridge](bridge.jpg)",
        "[](https://example.com/share)",
        "The bridge \\| Example Gazette",
        "",
    ],
)
def test_other_signs_stay(line):
    assert plain(line) == line


def test_single_asterisks_alone_make_no_page_markdown():
    blocks = text.read(Page("*NUMBER* bridges\n\nOn *Monday* they fell", "text")).blocks
    assert plain_blocks(blocks) == blocks
    marked = text.read(Page("# *Two* bridges\n\nOn *Monday* they fell", "text")).blocks
    assert [b.text for b in plain_blocks(marked)] == ["Two bridges", "On Monday they fell"]


@given(st.text(alphabet="ab *_[]()!\\#.", max_size=80))
def test_any_line_is_read_without_error(line):
    assert plain(line) or not line.strip()


@pytest.mark.parametrize("part", ["*a", "[a](", "**", "_a_", "![", "[](", "\\"])
def test_a_hostile_line_costs_little(part):
    begin = time.perf_counter()
    plain(part * 20_000)
    assert time.perf_counter() - begin < 1


STORY = [
    "The council of Ravelo opened the new bridge on Thursday, two years later than planned.",
    "Some 4,000 people crossed it on foot before the first cars were let through at noon.",
    "The bridge cost 12 million and replaces one that the river took in the spring of 2018.",
]


def test_a_header_in_markdown_is_read_and_its_raw_lines_are_those_of_the_page():
    header = [
        "# Council *finally* opens the bridge",
        "4\\. March 2021 | [12 Comments](#comments)",
        "By [Jane Doe](https://example.com/staff/jane-doe), Reporter",
    ]
    article = clean("\n\n".join([*header, *STORY]), kind="text")
    assert article.title == "Council finally opens the bridge"
    assert article.authors == ("Jane Doe",)
    assert article.published.isoformat() == "2021-03-04"
    assert not article.agencies
    raw = {name: article.metadata[name].raw for name in ("title", "authors", "published")}
    assert raw == {
        "title": header[0].removeprefix("# "),
        "authors": header[2],
        "published": header[1],
    }


@pytest.mark.parametrize("tags", [(), ("- [Second Division](/d)",)])
def test_the_only_first_heading_is_the_title_and_not_the_line_that_a_tag_repeats(tags):
    lines = [
        "Second Division | Round 10",
        "# Ravelo beat the champions of the second division in the last minute",
        *STORY,
        *tags,
    ]
    assert (
        clean("\n\n".join(lines), kind="text").title
        == "Ravelo beat the champions of the second division in the last minute"
    )
