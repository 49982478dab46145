"""What stands or falls as one on an HTML page."""

from __future__ import annotations

import pytest

from cleaner import wholes
from cleaner.blocks import read
from cleaner.records import Decision, Page, Vote

PROSE = "<p>The ferry left the harbour at noon, and half the town stood on the quay.</p>"
ANNOUNCED = "<p>These boats sail on Monday:</p>"
GONE = Decision("chrome", "boilerplate", 0.6, (Vote("chrome", 0.4, "boilerplate", "model"),))
FOR = (Vote("chrome", 7.0, "photo-credit", "phrase:en"), Vote("body", 2.0, "", "model"))
SOURCE = Decision("chrome", "photo-credit", 0.9, FOR)
SHARE = Decision("chrome", "share-bar", 0.9, FOR)
KEPT = Decision("body", "", 0.9)


def gone_for(reason: str, weight: float) -> Decision:
    return Decision("chrome", reason, 0.9, (Vote("chrome", weight, reason, "phrase:en"),))


def changed(markup: str, gone: dict[str, Decision]) -> set[str]:
    """The texts that are voted on, where blocks with these texts were removed."""
    reading = read(Page(f"<html><body><main>{markup}</main></body></html>", "html"))
    decisions = [gone.get(block.text, KEPT) for block in reading.blocks]
    found = wholes.votes(reading, decisions)
    return {b.text for b, votes in zip(reading.blocks, found, strict=True) if votes}


def items(*texts: str, tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>"


BOATS = items("Alda", "Berit", "Cyra")


@pytest.mark.parametrize(
    "markup",
    [
        PROSE + BOATS + PROSE,
        PROSE + items("Alda", "Berit", "Cyra", tag="ol") + PROSE,
        PROSE + items("<p>Alda</p>", "<p>Berit</p>", "<p>Cyra</p>") + PROSE,
        f"{PROSE}<div>{PROSE}{BOATS}{PROSE}</div>",
        f"<div>{ANNOUNCED}{BOATS}</div><p>Gone</p>{PROSE}",
        BOATS + PROSE,
        f"<div>{BOATS}</div>{PROSE}",
    ],
    ids=["ul", "ol", "paragraphs in items", "box", "announced", "opens", "opens in a box"],
)
def test_a_list_of_the_story_of_which_an_item_is_kept_stays_whole(markup: str) -> None:
    gone = {"Alda": GONE, "Cyra": GONE, "Gone": GONE}
    assert changed(markup, gone) == {"Alda", "Cyra"}


@pytest.mark.parametrize(
    "markup",
    [
        f"{PROSE}<p>Gone</p>{BOATS}{PROSE}",
        f"<div>{PROSE}{BOATS}</div><p>Gone</p>{PROSE}",
        f"{PROSE}<aside>{BOATS}</aside>{PROSE}",
        f"{PROSE}{items('Alda')}{PROSE}",
        f"{PROSE}<p>Alda</p><p>Cyra</p>{PROSE}",
        PROSE + items("Alda", "Cyra") + PROSE,
        PROSE + items('<a href="/a">Alda</a>', "Berit", "Cyra") + PROSE,
    ],
    ids=["heading gone", "ends a box", "beside", "one", "no list", "none kept", "few and links"],
)
def test_other_lists_are_left_as_they_are(markup: str) -> None:
    assert changed(markup, {"Alda": GONE, "Cyra": GONE, "Gone": GONE}) == set()


@pytest.mark.parametrize("tag", ["ul", "ol", "dl"])
@pytest.mark.parametrize("why", [GONE, SHARE])
def test_an_announced_list_between_story_needs_no_kept_item(tag: str, why: Decision) -> None:
    boats = items("Alda", "Cyra", tag=tag).replace("li>", "dd>" if tag == "dl" else "li>")
    stays = {"Alda", "Cyra"} if why is GONE else set()
    assert changed(ANNOUNCED + boats + PROSE, {"Alda": why, "Cyra": why}) == stays
    assert changed(PROSE + boats + PROSE, {"Alda": why, "Cyra": why}) == set()
    assert changed(ANNOUNCED + boats, {"Alda": why, "Cyra": why}) == set()
    linked = boats.replace("Alda", '<a href="/a">Alda</a>')
    assert changed(ANNOUNCED + linked + PROSE, {"Alda": why, "Cyra": why}) == set()


ROWS = "<tr><th>Boat</th><th>Tons</th></tr><tr><td>Alda</td><td>9</td></tr>"
LINKED = '<tr><td><a href="/">All boats</a></td><td>2</td></tr>'


@pytest.mark.parametrize(
    ("markup", "stays"),
    [
        (f"{PROSE}<table>{ROWS}</table>{PROSE}", True),
        (f"<table>{ROWS}</table>{PROSE}", False),
        (f"{PROSE}<table>{ROWS}</table><p>Gone</p>{PROSE}", False),
        (f"{PROSE}<table>{ROWS}{LINKED}</table>{PROSE}", False),
    ],
    ids=["between", "opens", "ends", "a link"],
)
def test_a_table_of_the_story_of_which_a_row_is_kept_stays_whole(markup: str, stays: bool) -> None:
    assert changed(markup, {"Alda | 9": SHARE, "Gone": GONE}) == ({"Alda | 9"} if stays else set())


def test_a_link_comes_back_among_links_only() -> None:
    read_on = '<a href="/x">Read on</a>'
    words = PROSE + items("Alda", "Berit", read_on) + PROSE
    links = PROSE + items('<a href="/a">Alda</a>', '<a href="/b">Berit</a>', read_on) + PROSE
    assert changed(words, {"Read on": GONE}) == set()
    assert changed(links, {"Read on": GONE}) == {"Read on"}


TABLE = "<table><tr><th>Boat</th><th>Hour</th></tr><tr><td>Alda</td><td>9</td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "why", "stays"),
    [
        (f"{PROSE}<div>When they sail</div>{TABLE}", GONE, True),
        (f"{PROSE}<div>{TABLE}</div><div>When they sail</div>", GONE, False),
        (f"{PROSE}<div>When they sail</div>{PROSE}", GONE, False),
        (f'{PROSE}<div><a href="/b">When they sail</a></div>{TABLE}', GONE, False),
        (f"{PROSE}<aside><div>When they sail</div></aside>{TABLE}", GONE, False),
        (f"{TABLE}<div>When they sail</div>{PROSE}", GONE, False),
        (f"{TABLE}<div>When they sail</div>{PROSE}", SOURCE, True),
        (f"{PROSE}<div>When they sail</div>{PROSE}", SOURCE, False),
        (f"{TABLE}<div>When they sail</div>{PROSE}", SHARE, False),
    ],
)  # fmt: skip
def test_lines_right_above_and_below_a_table(markup: str, why: Decision, stays: bool) -> None:
    assert changed(markup, {"When they sail": why}) == ({"When they sail"} if stays else set())


HEADED = Decision("chrome", "comments", 0.9)
COMMENTS = (
    "<h2>Comments (2)</h2><div><b>ole</b><p>Nonsense!</p></div><div><b>kari</b><p>So?</p></div>"
)


@pytest.mark.parametrize("tag", ["div", "li"])
def test_comments_go_together(tag: str) -> None:
    page = f'{PROSE * 2}<section id="comments">{COMMENTS.replace("div", tag)}</section>'
    assert changed(page, {"Comments (2)": HEADED, "ole": GONE, "Nonsense!": GONE}) == {
        "kari",
        "So?",
    }


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (f'{PROSE * 2}<section id="comments">{COMMENTS}</section>', GONE),
        (f'{PROSE * 2}<section id="remarks">{COMMENTS}</section>', HEADED),
        (f'<section id="comments">{COMMENTS}<h1>The ferry</h1></section>{PROSE}', HEADED),
        (f'<section id="comments">{COMMENTS}{PROSE * 2}</section>', HEADED),
    ],
    ids=["not headed so", "not named so", "holds the title", "holds the story"],
)
def test_what_is_no_box_of_comments_is_left_as_it_is(page: str, why: Decision) -> None:
    assert changed(page, {"Comments (2)": why, "ole": GONE, "Nonsense!": GONE}) == set()


def test_texts_are_not_looked_at() -> None:
    reading = read(Page("The ferry left.\n\n- Alda\n- Berit\n\nNobody came.", "text"))
    assert not any(wholes.votes(reading, [GONE, KEPT, GONE, KEPT][: len(reading.blocks)]))


@pytest.mark.parametrize("between", ["", "<p>Ad</p>", "<p>Ad</p><p>Link</p>", "<p>Other</p>"])
def test_an_advertisement_may_stand_between_a_list_and_the_story_below_it(between: str) -> None:
    gone = {"Alda": GONE, "Cyra": GONE, "Other": GONE}
    gone |= {"Ad": gone_for("ad-marker", 9.0), "Link": gone_for("related-link", 9.0)}
    stays = set() if "Other" in between else {"Alda", "Cyra"}
    assert changed(PROSE + BOATS + between + PROSE, gone) == stays


def test_a_list_right_below_a_heading_of_the_story_needs_no_kept_item() -> None:
    prices = items("Gold: 71", "Silber: 24")
    gone = {"Gold: 71": GONE, "Silber: 24": GONE}
    assert changed(f"{PROSE}<h3>Preise</h3>{prices}{PROSE}", gone) == set(gone)
    assert changed(f"{PROSE}<h3>Preise</h3>{prices}", gone) == set()
    assert changed(f"{PROSE}<h3>Preise</h3>{prices}{PROSE}", {**gone, "Preise": GONE}) == set()
    named = dict.fromkeys(gone, gone_for("tags", 5.0))
    assert changed(f"{PROSE}<h3>Themen</h3>{prices}{PROSE}", named) == set()
    linked = prices.replace("Gold", "<a href='/g'>G</a>old")
    assert changed(f"{PROSE}<h3>Preise</h3>{linked}{PROSE}", gone) == set()
