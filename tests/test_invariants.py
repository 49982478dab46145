"""What holds for every page: the invariants of docs/architecture.md, on generated pages."""

import socket
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleaner
from cleaner import reasons
from cleaner.records import KEPT_LABELS

PAGES = sorted(Path(__file__).parent.glob("pages/*/source.*"))

LINES = [
    "The council voted on Tuesday to close the old bridge for repairs, officials said.",
    "“We have waited for this for twenty years,” said the mayor, Ana Horvat, after the vote.",
    "Sign up for our newsletter",
    "Sign in to unlock all benefits",
    "• Save stories for later",
    "0 / 0",
    "Read also: Bridge to reopen in May",
    "Advertisement",
    "Background",
    "Share Facebook Twitter WhatsApp",
    "© 2021 All rights reserved.",
    "Published - October 10, 2012 08:25 pm IST",
    "By Ana Horvat",
    "Комментарии закрыты",
    "Подписывайтесь на наш канал",
    "市議会は火曜日、古い橋を閉鎖することを決めた。",
    "صوّت المجلس يوم الثلاثاء على إغلاق الجسر القديم.",
    "",
    "   ",
    "\t- ",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=25).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=80)), max_size=12).map("\n".join),
    st.text(max_size=400),
    st.lists(st.sampled_from(LINES), max_size=25).map(lambda lines: fill("\n".join(lines), 60)),
)
TAGS = ["p", "div", "li", "h2", "span", "blockquote", "td", "figcaption", "a", "article", "nav"]
ELEMENTS = st.tuples(st.sampled_from(TAGS), st.one_of(st.sampled_from(LINES), st.text(max_size=40)))
MARKUP = st.lists(
    st.one_of(
        ELEMENTS.map(lambda e: f"<{e[0]} class='story {e[0]}'>{e[1]}</{e[0]}>"),
        ELEMENTS.map(lambda e: f"<{e[0]}>{e[1]}"),
        st.sampled_from(["</div>", "<br>", "<br><br>", "<table>", "<!--", "<script>", "<svg>"]),
    ),
    max_size=30,
).map(lambda parts: "<html><body>" + "".join(parts))
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def check_account(article: cleaner.Article) -> None:
    """Kept and removed blocks are all blocks, each once, in order, each removal with a reason."""
    indexes = sorted([b.index for b in article.blocks] + [r.index for r in article.removed])
    assert indexes == list(range(len(indexes)))
    for entries in (article.blocks, article.removed):
        assert [e.index for e in entries] == sorted(e.index for e in entries)
        assert all(0 <= e.start <= e.end for e in entries)
    for removed in article.removed:
        assert removed.reason in reasons.REASONS
        assert removed.label not in KEPT_LABELS
        assert removed.evidence
    assert article.text or article.verdict in ("empty", "not-an-article", "paywall-stub")


def check_text(source: str, article: cleaner.Article) -> None:
    """The spans of a text page and the white space between them rebuild it."""
    entries = sorted([*article.blocks, *article.removed], key=lambda e: e.index)
    at = 0
    for entry in entries:
        assert not source[at : entry.start].strip()
        assert entry.end > entry.start
        at = entry.end
    assert not source[at:].strip()


@QUICK
@given(TEXTS)
def test_text_pages(source):
    article = cleaner.clean(source, kind="text")
    check_account(article)
    check_text(source, article)
    assert article.replay(source) == article
    again = cleaner.clean(article.text, kind="text")
    assert again.removed == ()
    assert again.text == article.text


@QUICK
@given(MARKUP)
def test_html_pages(source):
    article = cleaner.clean(source, kind="html")
    check_account(article)
    assert article.replay(source) == article
    assert cleaner.clean(article.text, kind="text").removed == ()


@QUICK
@given(st.binary(max_size=600))
def test_any_bytes(source):
    article = cleaner.clean(source)
    check_account(article)
    article.to_json().encode("utf-8")
    article.to_markdown().encode("utf-8")


@QUICK
@given(st.lists(TEXTS, max_size=4), st.lists(MARKUP, max_size=2))
def test_earlier_pages_change_nothing(texts, pages):
    first = [cleaner.clean(p) for p in [*texts, *pages]]
    assert [cleaner.clean(p) for p in reversed([*texts, *pages])] == first[::-1]


def test_number_of_workers_changes_nothing():
    sources = PAGES[:12]
    assert list(cleaner.clean_many(sources, jobs=2)) == list(cleaner.clean_many(sources))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.parent.name)
def test_written_pages(path, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a page was cleaned with the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    article = cleaner.clean(path)
    check_account(article)
    assert article.replay(path) == article
    assert cleaner.clean(article.text, kind="text").removed == ()


def test_restoring_everything_gives_all_the_text():
    source = "\n".join(LINES)
    article = cleaner.clean(source, kind="text")
    assert article.removed
    whole = article.restore(source, *(r.index for r in article.removed))
    assert not whole.removed
    for removed in article.removed:
        assert removed.text in whole.text


def test_replay_refuses_another_source():
    article = cleaner.clean("\n".join(LINES), kind="text")
    with pytest.raises(cleaner.CleanerError, match="not the source"):
        article.replay("Another page altogether.")


@pytest.mark.parametrize("kind", ["text", "html"])
def test_replay_refuses_the_same_page_at_another_place(kind):
    source = "<p>" + "</p>\n<p>".join(LINES)
    article = cleaner.clean(source, kind=kind)
    with pytest.raises(cleaner.CleanerError, match="not the source"):
        article.replay("\n" + source)


@pytest.mark.parametrize("index", [99, -1, "1"])
def test_restoring_what_is_not_removed_is_refused(index):
    source = "\n".join(LINES)
    with pytest.raises(cleaner.CleanerError, match=f"no removed block has the index {index!r}"):
        cleaner.clean(source, kind="text").restore(source, index)


def test_suspects_say_why():
    suspects = [s for page in PAGES for s in cleaner.clean(page).suspects]
    assert suspects
    assert all(cleaner.explain(suspect.reason) for suspect in suspects)
