"""Pages that are no articles say so, with a reason; pages about such things are articles."""

import re
import tomllib
from importlib import resources

import pytest

import cleaner

PROSE = (
    "<p>The council of Lower Wending voted on Tuesday to close the ferry for the winter, after a "
    "report found that the landing had sunk by a hand's breadth in two years.</p>"
    "<p>Passengers will be taken across by a bus that needs forty minutes for the way round, the "
    "clerk said, and nobody will have to pay more than they did for the boat.</p>"
)


def html(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"


def judged(source: str) -> tuple[str, str]:
    article = cleaner.clean(source)
    return article.verdict, article.verdict_reason


@pytest.mark.parametrize(
    "title, line",
    [
        ("Page not found | Wending Post", "<h1>404</h1><p>Try our front page.</p>"),
        ("Seite nicht gefunden - Blatt", "<h1>Seite nicht gefunden</h1><p>Das tut uns leid.</p>"),
        ("Le Pont", "<h1>Oups ! Page introuvable</h1><p>Elle a changé d'adresse.</p>"),
        ("Noticias", "<h1>Página no encontrada</h1><p>Vuelva a la portada.</p>"),
        ("Вести", "<h1>Ошибка 404</h1><p>Такой страницы больше нет на сайте.</p>"),
        ("404", "<p>お探しのページは見つかりませんでした。</p>"),
        ("صفحة", "<h1>الصفحة غير موجودة</h1><p>عد إلى الصفحة الرئيسية من فضلك.</p>"),
        ("Just a moment...", "<p>Checking your browser before you go on.</p>"),
    ],
)
def test_an_error_page_is_no_article(title: str, line: str) -> None:
    assert judged(html(title, line)) == ("not-an-article", "error-page")


@pytest.mark.parametrize(
    "sentence, button",
    [
        ("We and our 90 partners use cookies to show you advertising.", "Accept all"),
        ("Wir und unsere Partner verarbeiten Daten wie Geräte-Kennungen.", "Alle akzeptieren"),
        ("Nos partenaires et nous utilisons des cookies et vos données.", "Tout accepter"),
        ("My i nasi partnerzy przetwarzamy dane osobowe.", "Akceptuję"),
    ],
)
def test_a_consent_wall_is_no_article(sentence: str, button: str) -> None:
    page = html("Wending Post", f"<h1>Hello</h1><p>{sentence}</p><button>{button}</button>")
    verdict, reason = judged(page)
    assert verdict == "not-an-article" and reason in {"consent-wall", "only-chrome"}


@pytest.mark.parametrize(
    "source, reason",
    [
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj", "not-text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\x08\2", "not-text"),
        (b"PK\3\4\x14\0\6\0\x08\0word/document.xml", "not-text"),
        (".", "no-sentence"),
        ("12 %", "no-sentence"),
        ("\ufeff", "no-text"),
    ],
)
def test_what_is_no_text_is_no_article(source: str, reason: str) -> None:
    verdict, why = judged(source)
    assert (verdict != "article", why) == (True, reason)


@pytest.mark.parametrize(
    "source", ["The ferry closes \0 today, they said on Tuesday.", "The %PDF-1 format.", "市議会"]
)
def test_text_with_a_stray_code_is_an_article(source: str) -> None:
    assert judged(source * 3) == ("article", "")


def card(n: int) -> str:
    return f'<h2><a href="/{n}">Ferry number {n} leaves for good</a></h2><p>A short teaser.</p>'


def test_linked_headlines_between_teasers_are_a_list() -> None:
    cards = "".join(card(n) for n in range(12))
    assert judged(html("Ferries", f"<h1>Ferries</h1>{cards}")) == ("not-an-article", "index-page")


def test_an_article_with_many_links_between_its_paragraphs_stays_one() -> None:
    cards = "".join(card(n) for n in range(8))
    page = html("Ferries", f"<h1>Ferry closes</h1>{PROSE}{cards}{PROSE}")
    assert judged(page) == ("article", "")


def test_a_page_that_declares_itself_an_article_is_not_taken_for_a_list() -> None:
    items = "".join(
        f'<h2><a href="/{n}">The best ferry number {n}</a></h2><p>It sails on each day with a "y" '
        "in it, and the tea on board is better than that in town, we found.</p>"
        for n in range(8)
    )
    head = '<meta property="og:type" content="article">'
    assert judged(html("Eight ferries", f"<h1>Eight ferries</h1>{items}", head))[0] == "article"


def test_a_page_that_needs_a_script_is_empty() -> None:
    page = html("Wending Post", "<p>You need to enable JavaScript to run this app.</p>")
    assert judged(page)[0] in {"empty", "not-an-article"}


@pytest.mark.parametrize(
    "title, sentence",
    [
        ("Page not found: how a library lost a leaf", "The page not found was number 404."),
        ("404 jobs go at the ferry yard", "Workers were told on Monday morning by letter."),
        ("Access denied: a river closed to swimmers", "The sign went up on Monday morning."),
        ("Why we click on accept all", "Cookies follow us through the web, a study has found."),
    ],
)
def test_an_article_about_errors_and_consent_is_an_article(title: str, sentence: str) -> None:
    page = html(f"{title} | Wending Post", f"<h1>{title}</h1><p>{sentence}</p>{PROSE}")
    assert judged(page) == ("article", "")


def test_every_pattern_is_one_and_matches_something() -> None:
    source = resources.files("cleaner") / "data" / "verdicts.toml"
    kinds = tomllib.loads(source.read_text("utf-8"))
    for kind, languages in kinds.items():
        for language, patterns in languages.items():
            for pattern in patterns:
                assert re.compile(pattern), (kind, language)
                assert not re.fullmatch(pattern, ""), (kind, language, pattern)
