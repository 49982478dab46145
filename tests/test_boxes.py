"""What of an HTML page's boxes, in the story and below it, was decided otherwise than the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from cleaner import clean
from cleaner.blocks import read
from cleaner.records import Block, Decision, Page, Vote
from cleaner.wholes import boxes

PROSE = "".join(
    f"<p>The ferry left harbour {number} at noon, and half the town stood on the quay.</p>"
    for number in range(5)
)
KEPT = Decision("body", "", 0.9, (Vote("body", 2.0, "", "model"),))


def gone(reason: str = "boilerplate", weight: float = 2.5, evidence: str = "model") -> Decision:
    return Decision("chrome", reason, 0.9, (Vote("chrome", weight, reason, evidence),))


NAMED = {
    "Related": gone("related-list", 9.0, "phrase:en"),
    "Comments": gone("comments", 9.0, "phrase:en"),
    "Advertisement": gone("ad-marker", 9.0, "phrase:en"),
    "Send": gone("newsletter", 9.0, "phrase:en"),
    "Mill burns": gone("related-link", 5.0, "phrase:en"),
}
"""Besides these, what has "Gone" in its text was removed."""


def read_page(markup: str) -> tuple[Sequence[Block], list[Decision], str]:
    blocks = read(Page(f"<html><body>{markup}</body></html>", "html")).blocks
    decisions = [
        NAMED.get(block.text, gone() if "Gone" in block.text else KEPT) for block in blocks
    ]
    return blocks, decisions, boxes.story_element(blocks, decisions)


def texts(blocks: Sequence[Block], indexes: Iterable[int]) -> list[str]:
    return [blocks[index].text for index in indexes]


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        (f"<main><div id=s>{PROSE}</div></main>", "html/body/main/div#s"),
        (f"<main>{PROSE}<div>{PROSE}</div></main>", "html/body/main"),
        (f"<div><h1>Title</h1><div class=a>{PROSE}</div></div><p>Kept</p>", "html/body/div/div.a"),
        ("<p>Gone</p>", ""),
    ],
    ids=["one", "two", "nested", "nothing kept"],
)
def test_the_storys_element_is_the_innermost_with_most_of_the_kept_text(
    markup: str, path: str
) -> None:
    assert read_page(markup)[2] == path


TEASER = "<p>It took three hours to put the fire out.</p>"


@pytest.mark.parametrize(
    ("box", "left"),
    [
        (
            f"<h3>Related</h3><p>Mill burns</p>{TEASER}",
            ["It took three hours to put the fire out."],
        ),
        ("<h3>Comments</h3><b>Gone Ida</b><p>Well said.</p>", ["Well said."]),
        ("<h4>Gone: by mail</h4><p>Every Friday.</p><b>Send</b>", ["Every Friday."]),
        (f"<h3>Related</h3>{TEASER}{TEASER}", []),
        (f"<p>Advertisement</p>{TEASER}", []),
        (f"<p>Gone</p><p>Gone</p>{TEASER}", []),
        ("<p>Gone</p>" * 4 + f"{TEASER}<p>Gone</p><p>Mill burns</p>", []),
        (f"<h3>What now</h3><p>Mill burns</p><p>Gone</p>{TEASER}", []),
        (f"<div><h4>Gone: by mail</h4><b>Send</b></div>{TEASER}", []),
        (
            f"<p>Gone: photo</p><section class=faq><h3>What now</h3>{TEASER}</section>"
            "<section><h3>Related</h3><p>Mill burns</p></section>",
            [],
        ),
        (
            f"<section><div><h3>Related</h3></div><p>Mill burns</p><div>{TEASER}</div></section>",
            ["It took three hours to put the fire out."],
        ),
        (
            f"<h4>Gone: more</h4><div><p>Mill burns</p>{TEASER}</div>",
            ["It took three hours to put the fire out."],
        ),
    ],
    ids=[
        "teasers",
        "comments",
        "newsletter",
        "more stay",
        "ad",
        "no name",
        "name far down",
        "head stays",
        "newsletter above",
        "beside related",
        "head in a box",
        "card",
    ],
)
def test_what_is_left_of_a_box_below_the_story_goes(box: str, left: list[str]) -> None:
    blocks, decisions, story = read_page(f"<main><div class=s>{PROSE}</div><div>{box}</div></main>")
    assert texts(blocks, boxes.left_below(blocks, decisions, story)) == left
    blocks, decisions, story = read_page(f"<main><div>{box}</div><div class=s>{PROSE}</div></main>")
    assert texts(blocks, boxes.left_below(blocks, decisions, story)) == []


def test_a_large_box_below_the_story_is_part_of_it() -> None:
    rest = PROSE.replace("noon", "night") + "<p>Mill burns</p>" * 5
    blocks, decisions, story = read_page(
        f"<main><div class=s>{PROSE * 2}</div><div><h3>Related</h3>{rest}</div></main>"
    )
    assert list(boxes.left_below(blocks, decisions, story)) == []


@pytest.mark.parametrize("tag", ["footer", "div"])
def test_what_is_left_of_the_pages_footer_goes(tag: str) -> None:
    foot = f"<{tag}><p>Printed and published by Quay Press.</p></{tag}>"
    blocks, decisions, story = read_page(f"<main>{PROSE}</main>{foot}")
    left = ["Printed and published by Quay Press."] if tag == "footer" else []
    assert texts(blocks, boxes.left_below(blocks, decisions, story)) == left
    blocks, decisions, story = read_page(f"<div><div class=s>{PROSE}</div>{foot}</div>")
    assert texts(blocks, boxes.left_below(blocks, decisions, story)) == []


def test_a_story_that_goes_on_in_the_pages_footer_stays() -> None:
    rest = PROSE.replace("noon", "night")
    blocks, decisions, story = read_page(f"<main>{PROSE * 2}</main><footer>{rest}</footer>")
    assert list(boxes.left_below(blocks, decisions, story)) == []
    blocks, decisions, story = read_page(f"<main>{PROSE}</main><footer-note>{TEASER}</footer-note>")
    assert list(boxes.left_below(blocks, decisions, story)) == []


LETTER = (
    "<p>Gone: Dear Ada,</p><p>My neighbour has built a wall across our garden.</p><p>Gone: Ida</p>"
)


@pytest.mark.parametrize(
    ("box", "back"),
    [
        (LETTER, 2),
        ("<h3>Gone: facts</h3><ul><li>The mill was built in 1871.</li></ul>", 1),
        (LETTER.replace("Ida", "Ida <a href='/i'>more</a>"), 0),
        (LETTER.replace("<p>Gone: Ida</p>", "<button>Gone: Ida</button>"), 0),
        (LETTER.replace("My neighbour", "Gone: my neighbour"), 0),
        ("<ul><li>The mill was built in 1871.</li><li>Gone: sport</li></ul>", 0),
        (f"{LETTER}<p>Advertisement</p>", 0),
    ],
    ids=["letter", "facts", "link", "button", "mostly gone", "end of a list", "named"],
)
def test_a_small_box_in_the_story_that_is_mostly_kept_stays_whole(box: str, back: int) -> None:
    blocks, decisions, story = read_page(f"<main>{PROSE}<div>{box}</div>{PROSE}</main>")
    assert len(list(boxes.torn_inside(blocks, decisions, story))) == back
    blocks, decisions, story = read_page(f"<main>{PROSE}<div>{box}</div></main>")
    assert list(boxes.torn_inside(blocks, decisions, story)) == []


@pytest.mark.parametrize(
    ("signed", "bio", "goes"),
    [
        ("By Ada Moor", "Ada Moor writes about harbours and lives on a boat.", True),
        ("Par Léa RIOU", "Léa Riou couvre la mer et les ports depuis 2011.", True),
        ("كتبت هدى سالم", "هدى سالم صحافية تكتب عن البحر منذ سنوات طويلة.", True),
        ("By Ada Moor", "Ada Moore left the quay at four, said the harbour master.", False),
        ("By Ada Moor", "The last boat left at four, Ada Moor writes in her log.", False),
        ("", "Ada Moor writes about harbours and lives on a boat.", False),
    ],
)
def test_a_box_at_the_end_that_opens_with_the_name_of_who_signs_goes(
    signed: str, bio: str, goes: bool
) -> None:
    def told(markup: str) -> list[str]:
        blocks, decisions, _ = read_page(markup)
        for block in blocks:
            if signed and block.text == signed:
                decisions[block.index] = gone("byline", 5.0, "rule:header-byline")
        return texts(blocks, boxes.of_author(blocks, decisions))

    head = f"<p>{signed}</p>" if signed else ""
    assert told(f"<main>{head}{PROSE}<div>{bio}</div></main>") == ([bio] if goes else [])
    assert told(f"<main>{head}{PROSE}<p>{bio}</p></main>") == []
    assert told(f"<main>{head}<p>{bio[:40]} told us.</p>{PROSE}<div>{bio}</div></main>") == []


def test_deep_and_long_pages_cost_little() -> None:
    page = "<div>" * 60 + "<p>The ferry left at noon.</p><p>Gone</p>" * 400 + "</div>" * 60
    blocks, decisions, story = read_page(page)
    assert list(boxes.left_below(blocks, decisions, story)) == []
    assert list(boxes.torn_inside(blocks, decisions, story)) == []


def test_a_page_without_its_comments() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    talk = "<h3>Comments (2)</h3><div><b>Ida</b><p>{}</p><a href='#'>Reply</a></div>"
    page = f"<main><h1>No ferry on Tuesday</h1><div class=s>{story}</div><div>{talk}</div></main>"
    text = clean(f"<html><body>{page.format('So it goes.')}</body></html>", kind="html").text
    assert "So it goes" not in text and text.endswith(STORY[-1])


STORY = (
    "The ferry to the northern islands was cancelled on Tuesday because of heavy swell, and some "
    "sixty passengers had to spend the night in the gymnasium of the school at the harbour.",
    "Passengers were asked to wait until the harbour master had looked at the forecast again.",
    "A spokeswoman said that the first boat would leave at noon if the wind went down.",
)
