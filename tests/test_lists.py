"""Lists that a sentence of the article announces."""

import pytest

from cleaner.blocks import read
from cleaner.evidence.lists import (
    FACT,
    GOES_ON,
    HEAD,
    KNOWN_FACT,
    OPENS,
    RIGHT_ABOVE,
    STAYS,
    votes,
)
from cleaner.label import decide
from cleaner.records import Options, Page, Vote

SPEAKERS = [
    "Ada Ferrow, Head of Ports at Lind",
    "Ben Osei, Mayor of Sunholm",
    "Cy Dahl, Harbour Pilot",
]
PROSE = (
    "The meeting begins on Friday at nine in the old customs house, and anyone may come and listen."
)
ANNOUNCED = "The speakers of the first day are:"


def items(*lines, kind="text"):
    """The texts of the lines that are voted on."""
    source = "\n".join(lines) if kind == "text" else "".join(f"<p>{line}</p>" for line in lines)
    reading = read(Page(source, kind))
    found = votes(reading)
    known = {(KNOWN_FACT,), (HEAD,), (RIGHT_ABOVE,), (GOES_ON,)}
    assert set(found) <= {(), (STAYS,), (FACT,), *known}
    return [b.text for b, v in zip(reading.blocks, found, strict=True) if v]


def test_lines_below_a_sentence_with_a_colon_stay():
    assert items(PROSE, ANNOUNCED, *SPEAKERS, PROSE) == SPEAKERS


def test_a_list_in_a_script_without_spaces():
    lines = ["第一天的发言人名单如下所示：", "港口负责人林先生", "市长王女士"]
    prose = "会议于星期五上午九点在旧海关大楼开始，任何人都可以前来旁听。" * 4
    assert items(prose, *lines, prose) == lines[1:]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, ANNOUNCED, *SPEAKERS],
        [PROSE, "Read also:", *SPEAKERS, PROSE],
        [PROSE, "Zobacz także:", *SPEAKERS, PROSE],
        [PROSE, "The speakers of the first day are these", *SPEAKERS, PROSE],
        [PROSE, ANNOUNCED, SPEAKERS[0], PROSE],
        ["Three stories left", ANNOUNCED, *SPEAKERS, PROSE],
    ],
    ids=[
        "nothing below",
        "a heading of two words",
        "one with accents",
        "no colon",
        "one line",
        "no prose above",
    ],
)
def test_other_lines_are_not_voted_on(lines):
    assert items(*lines) == []


NUMBERED = ["1. Port reopens", PROSE, "2. Bridge closed", PROSE, "3. Fair put off", PROSE]


@pytest.mark.parametrize(
    "above",
    [
        "Five stories from the coast that you should know today.",
        "These are the stories of the day from the coast:",
        "在今天的简报中，我们为您整理了五条最重要的新闻。",
        "በዛሬው ማጠቃለያችን አምስት ዋና ዋና ዜናዎችን ከዚህ በታች አቅርበናል።",
    ],
)
def test_the_sentence_above_the_first_of_numbered_lines_stays(above):
    reading = read(Page("\n".join(["Harbour news", above, *NUMBERED]), "text"))
    assert [i for i, v in enumerate(votes(reading)) if v == (OPENS,)] == [1]


@pytest.mark.parametrize(
    "lines",
    [
        ["Most read stories of the day on this site", *NUMBERED],
        ["Most read:", *NUMBERED],
        ["These are the stories that were most read:", *NUMBERED[::2], PROSE],
        ["Five stories from the coast that you should know today.", *NUMBERED[:4]],
        NUMBERED,
    ],
    ids=["no stop", "no sentence", "no prose", "two lines", "nothing above"],
)
def test_other_lines_above_numbers_are_not_voted_on(lines):
    assert (OPENS,) not in votes(read(Page("\n".join(lines), "text")))


def test_html_is_not_voted_on():
    assert items(PROSE, ANNOUNCED, *SPEAKERS, PROSE, kind="html") == []


MASTHEAD = ["Herausgeber", "Chefredaktion", "Politik", "Wirtschaft", "Sport", "Kultur"]
FACTS = [
    "Venue: Quay House",
    "Place: Sunholm",
    "Starts: 4 May",
    "Author: Cy Dahl",
    "Cast: Ada Ferrow",
]


def test_facts_under_a_heading_below_the_story_stay():
    assert items(PROSE, PROSE, "The play", *FACTS) == FACTS
    shown = ["场地：老海关大楼", "地点：孙霍姆", "开始：五月四日", "编剧：林先生", "主演：王女士"]
    assert items("会议于星期五上午九点在旧海关大楼开始。" * 9, "演出信息", *shown) == shown


@pytest.mark.parametrize(
    "lines",
    [
        ["The play", *FACTS, PROSE],
        [PROSE, "They met and talked.", *FACTS],
        [PROSE, "Impressum", *(f"{part}: Jan Roe" for part in MASTHEAD)],
        [PROSE, "The play", *FACTS[:4]],
        [PROSE, "The play", *FACTS[:4], FACTS[0]],
        [PROSE, "The play", *FACTS[:4], "Mail: desk@sunholm.example"],
        [PROSE, "The play", *FACTS[:4], "Desk: +49 30 123456-7"],
        [PROSE, "News", *(f"{word}: {PROSE}" for word in ("Port", "Mail", "Tax", "Sea", "Art"))],
    ],
    ids=[
        "no story above",
        "no heading",
        "masthead",
        "four",
        "a label twice",
        "mail",
        "telephone",
        "headlines",
    ],
)
def test_other_labelled_lines_are_no_facts(lines):
    assert items(*lines) == []


@pytest.mark.parametrize(
    "box",
    [
        ["“The Quay” (96 mins.)", "Director: Ada Ferrow", "Starring: Ben Osei, Cy Dahl"],
        ["Nábřeží", "Česko, 2024", "Režie: Anna Říhová", "Hrají: Jan Dvořák"],
        ["Árbitro: Cy Dahl", "Goles: 0-1, Ferrow; 1-1, Osei"],
        ["**Режиссёр:** Анна Ветрова", "**В ролях:** Пётр Смирнов"],
        ["Ingredients: flour, eggs", "Serves: 4"],
        ["Funeral: Friday, St Olaf's", "Burial: Hill Road", "Gifts: Harbour Hospice"],
        ["Ficha técnica", "Dirección: Ana Paz. Duración: 90 minutos.", "Sala: Coliseo"],
    ],
)
def test_facts_with_known_labels_stay_wherever_they_stand(box):
    assert items(*box, PROSE, PROSE) == box
    assert items(PROSE, PROSE, *box) == box
    assert items(PROSE, PROSE, *box, kind="html") == []


def test_a_phrase_of_menus_right_above_facts_is_their_heading():
    assert items("Ficha técnica", "Elenco: Ada Ferrow", "Duração: 90 minutos")[0] == "Ficha técnica"
    against = (Vote("chrome", 9.0, "navigation", "phrase:pt"), Vote("chrome", 3.0, "", "model"))
    assert decide([(*against, RIGHT_ABOVE)], "text", Options())[0].kept
    assert not decide([against], "text", Options())[0].kept


@pytest.mark.parametrize("below", ["Mail: desk@quay.example", "They met.", "A: b", "x " * 70])
def test_what_has_no_shape_of_facts_does_not_go_on_with_them(below):
    box = ["Director: Ada Ferrow", "Starring: Ben Osei"]
    more = ["A: 1", "B: 2", "C: 3"] if below == "A: b" else []
    assert items(PROSE, *box, *more, below)[-1] != below


def test_one_more_fact_stays_where_there_is_a_box():
    box = ["Director: Ada Ferrow", "Starring: Ben Osei"]
    assert items(*box, PROSE, "Rating: 4 stars") == [*box, "Rating: 4 stars"]
    assert items(PROSE, "Rating: 4 stars") == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Director: Ada Ferrow", "Phone: 555 0100"],
        ["Director: Ada Ferrow", "Cast: Cy Dahl", "Director: Ben Osei", "Cast: Cy Dahl"],
        ["Editor: Ada Ferrow", "Publisher: Cy Dahl"],
    ],
    ids=["one known label", "a list of films", "an imprint"],
)
def test_other_boxes_are_not_voted_on(lines):
    assert items(PROSE, *lines) == []
