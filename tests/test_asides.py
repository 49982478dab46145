"""Comments and embedded posts: named among the removed blocks, and put together for readers."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.asides import comments_of, name_asides
from cleaner.blocks.html import read
from cleaner.records import Comment, Decision, Page, Reading, Vote

PAGES = Path(__file__).parent / "pages"
GONE = Decision("chrome", "boilerplate", 0.9, (Vote("chrome", 3.0, "boilerplate", "model"),))
KEPT = Decision("body", "", 0.9, (Vote("body", 3.0, "", "model"),))
STORY = "<article><p>The vote was 23 to 17, with one spoilt paper.</p></article>"


def labelled(markup: str, kept: int = 1) -> tuple[Reading, list[Decision]]:
    """A page whose first blocks are kept and the others removed, named."""
    reading = read(Page(markup, "html"))
    decisions = [KEPT if block.index < kept else GONE for block in reading.blocks]
    return reading, name_asides(reading, decisions)


def reasons(markup: str, kept: int = 1) -> list[str]:
    return [decision.reason for decision in labelled(markup, kept)[1]]


def comments(markup: str, kept: int = 1) -> list[Comment]:
    return list(comments_of(*labelled(markup, kept)))


@pytest.mark.parametrize(
    "opening",
    [
        "<div id=comments>",
        "<section class='article-comments'>",
        "<ol class=commentlist>",
        "<div class='b-comments-list'>",
        "<div id=disqus_thread>",
        "<div class='artikel-kommentare'>",
        "<section id=comentarios>",
        "<ul class=commentaires>",
        "<div class=yorumlar>",
        "<div class=talkbacks>",
        "<div class=Comments__Root><div class=comment-item>",
    ],
)
def test_removed_blocks_in_boxes_of_comments_are_named(opening: str) -> None:
    assert reasons(f"{STORY}{opening}<p>I would have voted for it.</p>") == ["", "comments"]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=commentary><p>I would have voted for it.</p></div>",
        "<div class=tone-comment><p>I would have voted for it.</p></div>",
        "<ul class=comments><li><a href=/x>The ferry is not a museum at all</a></ul>",
        "<div class=comments><h1>Goose stays</h1><p>I would have voted for it.</p></div>",
    ],
    ids=["another word", "section", "links", "headline"],
)
def test_other_boxes_are_not(box: str) -> None:
    assert set(reasons(STORY + box)[1:]) == {"boilerplate"}


def test_a_box_that_holds_the_story_is_none_of_comments() -> None:
    page = f"<main class='comments-area'>{STORY}<p>Terms</p></main>"
    assert reasons(page) == ["", "boilerplate"]


def test_a_page_of_which_nothing_is_kept_has_no_comments() -> None:
    assert reasons("<div id=comments><p>I would have voted.</p></div>", kept=0) == ["boilerplate"]


def test_the_body_element_is_no_box() -> None:
    page = "<body class='comments-open'><p>Terms of use</p></body>"
    assert reasons(f"{STORY}{page}") == ["", "boilerplate"]


def test_naming_never_keeps_nor_removes() -> None:
    _, named = labelled(f"{STORY}<div id=comments><p>One.</p><p>Two.</p></div>", kept=2)
    assert [decision.kept for decision in named] == [True, True, False]


def test_a_reason_that_says_more_stays() -> None:
    reading = read(Page(f"{STORY}<div id=comments><p>Advertisement</p></div>", "html"))
    advert = Decision("chrome", "ad-marker", 0.9)
    assert name_asides(reading, [KEPT, advert])[1] is advert


def test_texts_that_microdata_or_json_ld_call_comments_are_named() -> None:
    said = "I would have voted for the goose."
    script = f'<script type="application/ld+json">{{"comment":[{{"text":"{said}"}}]}}</script>'
    assert reasons(f"{script}{STORY}<div><p>{said}</p></div>") == ["", "comments"]
    assert reasons(f"{STORY}<div itemprop=comment><p>{said}</p></div>") == ["", "comments"]
    assert reasons(f"{STORY}<div><p>{said}</p></div>") == ["", "boilerplate"]


ITEM = (
    '<li class="comment"><b class="fn">{who}</b><time datetime="{when}">{when}</time>'
    "<div class=comment-content>{text}</div><a class=reply>Reply</a></li>"
)


def test_comments_are_put_together() -> None:
    first = ITEM.format(who="Ann", when="2024-06-11", text="<p>One.</p><p>Two.</p>")
    second = ITEM.format(who="Ben Ito", when="2024-06-12", text="<p>Three.</p>")
    page = f"{STORY}<div id=comments><h2>2 comments</h2><ol>{first}{second}</ol></div>"
    found = comments(page.replace("</b>", "</b><br><br>").replace("</time>", "</time><hr>"))
    assert [(c.author, c.date, c.text) for c in found] == [
        ("Ann", "2024-06-11", "One.\n\nTwo."),
        ("Ben Ito", "2024-06-12", "Three."),
    ]


@pytest.mark.parametrize(
    ("item", "author"),
    [
        ("<li>Ann Poe<p>One.</p></li>", "Ann Poe"),
        ("<li><cite>Ann</cite> <span>says:</span><p>One.</p></li>", "Ann"),
        ("<div><b>~ann</b><p>One.</p></div>", "~ann"),
        ("<div>Ann Poe<p>One.</p></div>", "Ann Poe"),
        ("<li>Be kind.<p>One.</p></li>", ""),
        ("<li>Ann Poe</li><li>One.</li>", ""),
    ],
)
def test_the_name_above_a_comment_in_the_same_item(item: str, author: str) -> None:
    found = comments(f"{STORY}<div id=comments><h2>2 comments</h2>{item}</div>")
    assert [(c.author, c.text) for c in found] == ([(author, "One.")] if author else [])


def test_a_comment_ends_at_a_heading() -> None:
    form = "<h3>Leave a reply</h3><p>Your address will not be shown.</p>"
    found = comments(f"{STORY}<div id=comments><li>Ann<p>One.</p></li>{form}</div>")
    assert [(c.author, c.text) for c in found] == [("Ann", "One.")]


@pytest.mark.parametrize(
    ("line", "who", "when"),
    [
        ("<b>Ann</b>", "Ann", ""),
        ("<b>ann_77</b>", "ann_77", ""),
        ("<b>مهسا</b>", "مهسا", ""),
        ("<b>Serkan T.</b>", "Serkan T.", ""),
        ("<b>Ann Ito</b><i>August 8, 2019 at 7:02 AM</i>", "Ann Ito", "August 8, 2019 at 7:02 AM"),
        ("<b>Ann</b> <i>vor 40 Minuten</i>", "Ann", "vor 40 Minuten"),
        ("<b>Ann P.</b> <i>Apr 07, 2025 09:12am</i>", "Ann P.", "Apr 07, 2025 09:12am"),
        ("<b>Ann</b> ha detto:<i>20 Ottobre 2024</i>", "Ann", "20 Ottobre 2024"),
        ("<b>ناشناس</b> ۱۴۰۳/۰۹/۱۴ - ۱۱:۰۲", "ناشناس", "۱۴۰۳/۰۹/۱۴ - ۱۱:۰۲"),
    ],
)
def test_the_line_above_the_paragraphs_of_a_comment(line: str, who: str, when: str) -> None:
    item = f"<li class=comment>{line}<p>I would have voted for it.</p></li>"
    found = comments(f"{STORY}<div id=comments><ol>{item}{item}</ol></div>")
    assert [(c.author, c.date, c.text) for c in found] == 2 * [
        (who, when, "I would have voted for it.")
    ]


def test_a_line_of_a_comments_own_class() -> None:
    head = "<div class=comment-meta><a href=/u/1>Ann Ito</a> <a href=/c/1>Oct 17</a></div>"
    item = f"<div class=comment>{head}<div class=comment-body>I would have voted.</div></div>"
    (found,) = comments(f"{STORY}<div id=comments>{item}</div>")
    assert (found.author, found.date, found.text) == ("Ann Ito", "Oct 17", "I would have voted.")


@pytest.mark.parametrize(
    "line",
    [
        "Share your thoughts...",
        "The comments will be accepted",
        "Nobody asked us!",
        "It was a long day for all",
    ],
)
def test_other_lines_above_paragraphs_name_nobody(line: str) -> None:
    page = f"{STORY}<div id=comments><div>{line}<p>I would have voted.</p></div></div>"
    assert [c.author for c in comments(page) if c.author] == []


INLINE = (
    "<div class=comment><span class='comment-author'>{who}</span> <time datetime={when}>May</time>"
    "<p>{text}</p>{replies}</div>"
)


@pytest.mark.parametrize("box", ["replies", "children", "reply-list", "comment-replies"])
@pytest.mark.parametrize("gap", [" ", "", "<br><br>"])
def test_replies_are_comments_of_their_own(box: str, gap: str) -> None:
    reply = INLINE.format(who="Per D", when="2024-05-02", text="I agree.", replies="")
    nested = f"<div class='{box}'>{reply}</div>"
    first = INLINE.format(who="Ola N", when="2024-05-01", text="Run a ferry.", replies=nested)
    last = INLINE.format(who="Ida", when="2024-05-03", text="So do I.", replies="")
    page = f"{STORY}<section class=comments>{first}{last}</section>"
    found = comments(page.replace("</span> ", f"</span>{gap}"))
    assert [(c.author, c.date, c.text) for c in found] == [
        ("Ola N", "2024-05-01", "Run a ferry."),
        ("Per D", "2024-05-02", "I agree."),
        ("Ida", "2024-05-03", "So do I."),
    ]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<b class=fn>Ann</b> <time datetime=2024-05-01>1 May</time>", "Ann"),
        ("<i class=meta><a class=name>A &amp; B</a>, <time datetime=x>1 May</time></i>", "A & B"),
        ("<span class=author><a href=/u>Ann</a> says:</span> <time datetime=x>1 May</time>", "Ann"),
        ("<span class=user-info><time datetime=2024-05-01>1 May 2024</time></span>", ""),
        ("<span class=user-rating>Four stars</span> <time datetime=2024-05-01>1 May</time>", ""),
        ("Posted <time datetime=2024-05-01>1 May</time>", ""),
    ],
)  # fmt: skip
def test_who_stands_beside_the_date_is_told_by_the_markup(line: str, author: str) -> None:
    page = (
        f"{STORY}<div id=comments><div class=comment><div>{line}</div><p>I agree.</p></div></div>"
    )
    (found,) = comments(page)
    assert (found.author, found.text) == (author, "I agree.")


def test_comments_name_their_blocks_and_place() -> None:
    page = f"{STORY}<div id=comments><p class=user-name>Ann</p><p class=comment-text>One.</p></div>"
    (found,) = comments(page)
    assert found.blocks == (1, 2)
    assert page[found.start : found.end] == "Ann</p><p class=comment-text>One."


def test_rules_counts_and_forms_are_no_comments() -> None:
    page = (
        f"{STORY}<div id=comments><p>17</p><p>Please keep to the point and be kind.</p>"
        "<form class=comment-form><p class=comment-notes>Your address stays secret.</p></form>"
    )
    assert comments(page) == []


def test_the_json_ld_adds_who_and_when_and_comments_that_the_page_does_not_show() -> None:
    script = (
        '<script type="application/ld+json">{"@type":"NewsArticle","comment":[{"text":"One.",'
        '"author":{"name":"Ann"},"dateCreated":"2024-06-11","comment":{"text":"Unseen."}}]}</script>'
    )
    page = f"{script}{STORY}<div id=comments><p class=comment-text>One.</p></div>"
    assert comments(page) == [
        Comment(
            "One.", "Ann", "2024-06-11", (1,), page.index("One.</p>"), page.index("</p></div>")
        ),
        Comment("Unseen."),
    ]


def test_comments_of_a_page() -> None:
    article = cleaner.clean(PAGES / "en-reader-comments" / "source.html")
    who = [(comment.author, comment.date[:16]) for comment in article.comments]
    assert who == [
        ("Beanpole", "2024-06-11T12:02"),
        ("Owen Tarrant", "2024-06-11T14:20"),
        ("Alwyn Marsh", "2024-06-11T18:05"),
        ("Rosalind P.", "2024-06-12T07:45"),
    ]
    removed = {r.index: r for r in article.removed}
    assert {removed[i].reason for c in article.comments for i in c.blocks} == {"comments"}


def test_an_opinion_page_that_is_called_comment_loses_nothing_and_has_no_comments() -> None:
    article = cleaner.clean(PAGES / "en-comment-opinion" / "source.html")
    assert article.comments == ()
    assert len(article.blocks) == 5


def test_markdown_shows_posts_in_their_place_with_whom_they_are_by() -> None:
    article = cleaner.clean(PAGES / "en-embedded-post" / "source.html")
    text = article.to_markdown()
    quote = (
        "> They smell of smoke and courage now. Thank you, Lower Pruss. I owe you all a penalty."
    )
    credit = "> — Petra Vance (@pvance_1)"
    assert text.index("wasps' nest") < text.index(quote) < text.index(credit)
    assert text.index(credit) < text.index("The village has asked")
    assert text.count("Petra Vance (@pvance_1)") == 1
