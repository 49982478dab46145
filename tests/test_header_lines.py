"""Which line of a text is its title and which its standfirst, by the signs that lines carry."""

import re

import pytest

import cleaner
from cleaner import blocks
from cleaner.grammar.tables import table
from cleaner.load import load
from cleaner.metadata import header_lines
from cleaner.metadata.sources import collect
from cleaner.records import Options
from cleaner.settle import label_until_settled

MENU = "Nyheter\nSport\nKultur\nVær\nPodkast"
STORY = (
    "Fergen til Storøya ble liggende ved kai i hele går, fordi mannskapet hadde mistet nøkkelen "
    "til broen i sjøen.\n\nEn dykker fra brannvesenet fant nøkkelen mandag, og fergen kunne gå "
    "igjen klokka ni.\n\nKommunen vil nå kjøpe en nøkkel til og henge den hos ordføreren."
)
TITLE = "Fergen ble liggende fordi nøkkelen falt i sjøen"
STANDFIRST = "Dykkere fant den igjen etter ett døgn. Nå vil kommunen ha to."
HEADER = f"{TITLE}\n{STANDFIRST}\nAv Kari Vik\n4. mars 2021 09:30"
PAGE = f"{MENU}\nHjem > Nyheter > Storøya\n{HEADER}\n\n{STORY}"


def test_the_way_from_the_start_page_is_no_title():
    article = cleaner.clean(PAGE, kind="text")
    assert article.title == TITLE
    assert article.subtitle == STANDFIRST


@pytest.mark.parametrize("crumbs", ["首页 > 民生 > 正文", "您当前的位置：云津网 > 民生"])
def test_a_chinese_title_below_its_crumbs(crumbs):
    title = "云津地铁二号线今起试运行，到高铁站只要二十分钟"
    story = "昨天上午，云津地铁二号线首班车从老城站驶出，全线十九座车站同步开放试乘，市民免费三天。"
    page = f"首页\n要闻\n民生\n楼市\n{crumbs}\n{title}\n2025-09-28 07:35\n\n{story}\n\n{story[5:]}"
    assert cleaner.clean(page, kind="text").title == title


def test_a_page_without_a_standfirst_gets_none():
    page = PAGE.replace(f"{STANDFIRST}\n", "")
    article = cleaner.clean(page, kind="text")
    assert (article.title, article.subtitle) == (TITLE, None)


def test_a_sentence_above_the_byline_of_a_page_without_a_title():
    page = PAGE.replace(f"{TITLE}\n{STANDFIRST}", "Dykkere fant nøkkelen igjen etter ett døgn.")
    assert (
        cleaner.clean(page, kind="text").subtitle == "Dykkere fant nøkkelen igjen etter ett døgn."
    )


def test_a_short_last_sentence_without_a_stop_is_part_of_the_standfirst():
    """Buttons are cut off where a standfirst is shown by other things than its signs."""
    whole = f"{STANDFIRST} Nøkkelen henger trygt"
    page = PAGE.replace(STANDFIRST, whole)
    assert cleaner.clean(page, kind="text").subtitle == whole


def test_the_path_to_a_page_does_not_make_its_title_a_standfirst():
    page = PAGE.replace("Hjem > Nyheter > Storøya", f"HjemNyheter{TITLE}")
    article = cleaner.clean(page.replace(f"{STANDFIRST}\n", ""), kind="text")
    assert (article.title, article.subtitle) == (TITLE, None)


def test_emphasis_is_no_part_of_a_name():
    page = PAGE.replace("Av Kari Vik", "Av **Kari Vik**")
    assert cleaner.clean(page, kind="text").authors == ("Kari Vik",)


def test_weights_are_small_numbers():
    for field in ("title", "subtitle"):
        weights = table("header_lines")[field]
        assert header_lines.NONE in weights
        assert all(isinstance(w, float) and abs(w) < 10 for w in weights.values())


OF_STANDFIRSTS = {"header below", "under title", "between", "said again", "lead"}


def sources_of(page):
    options = Options()
    reading = blocks.read(load(page, kind="text"))
    return collect(*label_until_settled(reading, options), options)


def kind_of(sign):
    """A sign without its number."""
    return re.split(r"[<>]| \d", sign)[0]


def test_lines_carry_the_signs_that_have_weights():
    """A sign that is renamed without training anew has no weight any more."""
    sources = sources_of(PAGE)
    layout = header_lines.layout(sources)
    titles = header_lines.title_lines(sources, layout)
    headline = next(block for block, _ in titles if block.text == TITLE)
    for field, lines, own in (
        ("title", titles, {"date", "above", "below", "model title"}),
        ("subtitle", header_lines.standfirst_lines(sources, layout, headline), OF_STANDFIRSTS),
    ):
        known = {kind_of(sign) for sign in table("header_lines")[field]}
        carried = {kind_of(sign) for _, signs in lines for sign in signs}
        strong = {"words", "to story", "in story", "stop", "crumb", *own}
        assert strong <= carried & known


def test_no_line_carries_a_sign_twice():
    sources = sources_of(PAGE.replace(MENU, f"{MENU}\n> «Vi fant nøkkelen i går kveld», sier hun"))
    lines = header_lines.title_lines(sources, header_lines.layout(sources))
    assert any({"quote", "marked quote"} <= set(signs) for _, signs in lines)
    assert all(len(signs) == len(set(signs)) for _, signs in lines)


def test_pieces_of_words_and_of_unspaced_text():
    assert header_lines.pieces("The harbours of 1987") == {"the", "harbo", "1987"}
    assert header_lines.pieces("云津地铁") == {"云津", "津地", "地铁"}
    assert len(header_lines.pieces("Гавань гавани")) == 1
