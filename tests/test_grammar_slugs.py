"""The words of an address, and those of a line in all ways in which an address may spell them."""

import pytest

from cleaner.grammar import slugs

WORDS = [
    ("https://example.com/news/the-ferry-key-is-lost-1.5712.html", "the ferry key is lost"),
    ("https://example.com/ferry-key-lost-again/87830855/", "ferry key lost again"),
    ("https://example.com/a_ferry_without_its_key", "a ferry without its key"),
    ("https://example.com/2021/03/04/ferja-mista-nøkkelen-sin/amp", "ferja mista nokkelen sin"),
    ("https://example.com/%D1%87%D1%82%D0%BE-%D1%81-%D0%BF%D0%B0%D1%80%D0%BE%D0%BC", ""),
    ("https://example.com/news-and-views-today/ferry-lost-key", ""),
    ("https://example.com/news/article-4711", ""),
    ("https://example.com/?p=the-ferry-key-is-lost", ""),
    ("https://example.com", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "words"), WORDS)
def test_the_words_of_an_address(url, words):
    assert slugs.words(url) == frozenset(words.split())


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("Fähre für Störoya", "faehre fuer stoeroya"),
        ("Fähre für Störoya", "fahre fur storoya"),
        ("Łódź: prom wrócił", "lodz prom wrocil"),
        ("L'été du ferry d’Oslo", "lete du ferry doslo"),
        ("L'été du ferry d’Oslo", "l ete d oslo"),
        ("Паром вернулся", "паром вернулся"),
    ],
)
def test_a_line_has_the_words_however_they_are_spelled(line, spelled):
    assert set(spelled.split()) <= slugs.words_of(line)


@pytest.mark.parametrize(
    ("part", "line", "told"),
    [
        ("report-storoya-2-2-hamar", "Report: Storøya 2-2 Hamar", True),
        ("report-storoya-2-2-hamar-1.5712.html", "Report: Storøya 2-2 Hamar", True),
        ("report-storoya-2-2-hamar", "Report: Storøya 2-1 Hamar", False),
        ("report-storoya-2-2-hamar-away", "Report: Storøya 2-2 Hamar", False),
        ("match-report", "Match report", False),
        ("report-storoya-2-2-hamar/news", "Report: Storøya 2-2 Hamar", False),
        ("", "", False),
    ],
)
def test_an_address_that_is_a_line_word_for_word(part, line, told):
    assert slugs.spells(f"https://example.com/news/{part}", line) is told


@pytest.mark.parametrize(
    ("part", "line", "told"),
    [
        ("john-ole-haavik", 'John "Ole" Haavik, 91, ran the ferry for half a century', True),
        ("john-ole-haavik", "The ferry that John Ole Haavik ran for half a century", False),
        ("john-haavik", "John Haavik, 91, ran the ferry for half a century", False),
        ("at-an-end-4711", "At an end 4711 ferries later", False),
    ],
)
def test_a_line_may_begin_with_all_words_of_an_address(part, line, told):
    assert slugs.opens(f"https://example.com/people/{part}", line) is told
