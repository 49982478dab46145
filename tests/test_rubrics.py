"""Short lines that are of the story by what stands around them."""

import pytest

from cleaner.blocks import read
from cleaner.evidence.rubrics import (
    DAY,
    ITEM,
    MARK,
    NOTE,
    ROW,
    RUBRIC,
    SECTION,
    SOURCE,
    SUPPLIED,
    TIME,
    votes,
)
from cleaner.label import decide
from cleaner.records import Options, Page, Vote

PROSE = (
    "The ferry was tried on a windy Friday in the old harbour, and four of the five who came along "
    "would sail on it again."
)


def voted(*lines, kind="text"):
    """The lines that are voted on, each with its vote."""
    source = "\n".join(lines) if kind == "text" else "".join(f"<p>{line}</p>" for line in lines)
    reading = read(Page(source, kind))
    found = votes(reading)
    return {b.text: v[0] for b, v in zip(reading.blocks, found, strict=True) if v}


@pytest.mark.parametrize(
    ("good", "bad", "verdict"),
    [
        ("Pros", "Cons:", "Verdict"),
        ("Pluspunten", "Minpunten", "Conclusie"),
        ("【良い点】", "【気になる点】", "総合評価"),
        ("الإيجابيات", "السلبيات", "الخلاصة"),
        ("Плюсы", "Минусы", "Вердикт"),
    ],
)
def test_rubrics_of_a_review_and_the_lines_under_them_are_of_the_story(good, bad, verdict):
    found = voted(PROSE, good, "Quiet", "Warm", bad, "Slow", verdict, PROSE)
    assert list(found.values()) == [RUBRIC, ITEM, ITEM, RUBRIC, ITEM, RUBRIC]


@pytest.mark.parametrize("mark", ["2/5", "8.2／10", "★★★☆☆"])
def test_a_mark_below_a_rubric_is_no_counter(mark):
    assert voted(PROSE, "Valoración", mark) == {"Valoración": RUBRIC, mark: MARK}
    counter = Vote("chrome", 8.0, "counter", "rule:counter")
    assert decide([(counter, MARK)], "text", Options())[0].kept


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, "Standings", "Fixtures", "Shop", "Contact"],
        [PROSE, "Verdict", *(f"Item {word}" for word in "abcdefghi"), PROSE],
        [PROSE, "Photo", "2/5"],
        ["Standings", "Fixtures", PROSE],
    ],
    ids=["nothing ends the list", "a long list", "a counter", "a menu above the story"],
)
def test_other_short_lines_are_not_voted_on(lines):
    assert voted(*lines) == {}


@pytest.mark.parametrize(
    "head",
    ["FAQs", "What’s next?", "Highlights", "Audio", "Optional:", "¿Qué sigue?", "Barrierefreiheit",
     "Et maintenant ?", "Saavutettavuus", "Tips"],
)  # fmt: skip
def test_words_of_menus_head_a_section_between_paragraphs(head):
    assert voted(PROSE, PROSE, head, PROSE) == {head: SECTION}
    menu = Vote("chrome", 9.0, "navigation", "phrase:en")
    model = Vote("chrome", 3.5, "navigation", "model")
    assert decide([(menu, SECTION, model)], "text", Options())[0].kept


def test_the_first_of_several_questions_stands_below_its_heading():
    assert voted(PROSE, PROSE, "FAQ", "Does it float?", PROSE) == {"FAQ": SECTION}


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, PROSE, "Podcasts", "Audio", PROSE],
        [PROSE, PROSE, "The ferry and its fare", "Podcasts", PROSE],
        [PROSE, PROSE, "Podcasts", "The ferry and its fare", PROSE],
        [PROSE, PROSE, "Podcasts"],
        ["Podcasts", PROSE, PROSE],
        [PROSE, PROSE, "Read more", PROSE],
        [PROSE, PROSE, "Facebook", PROSE],
    ],
)
def test_words_of_menus_elsewhere_are_not_voted_on(lines):
    assert voted(*lines) == {}


def test_names_of_services_head_sections_where_a_story_compares_them():
    lines = [PROSE, PROSE, "Facebook", PROSE, "TikTok", PROSE]
    assert voted(*lines) == {"Facebook": SECTION, "TikTok": SECTION}


def test_what_sites_put_between_paragraphs_heads_a_section_among_other_headings():
    heads = ["The deck", "The engine", "Video", "The crew"]
    lines = [PROSE, PROSE, *(line for head in heads for line in (head, PROSE))]
    assert voted(*lines) == {"Video": SECTION}
    assert voted(*lines[:-2]) == {}


@pytest.mark.parametrize("label", ["Source", "Quelle", "Source ", "Lähde"])
def test_the_source_below_a_table_is_of_the_story(label):
    line = f"{label}: Office of Ferries"
    assert voted(PROSE, "Bakers 12", "Millers 9", line, PROSE) == {line: SOURCE}
    assert voted(PROSE, "Bakers", "Millers", line, PROSE) == {}
    assert voted(PROSE, PROSE, line, PROSE) == {}


def test_a_phrase_outweighs_a_rubric_above_it():
    advert = Vote("chrome", 9.0, "ad-marker", "phrase:en")
    model = Vote("chrome", 2.0, "boilerplate", "model")
    assert not decide([(advert, ITEM, model)], "text", Options())[0].kept
    assert decide([(ITEM, model)], "text", Options())[0].kept


@pytest.mark.parametrize(
    "rubric", ["Pytanie Czytelnika", "Reader's question", "Question du lecteur", "読者の質問"]
)
def test_the_rubric_of_a_readers_question_is_no_byline(rubric):
    asked = "May my neighbour fell a tree that stands on my side of the fence?"
    assert voted(rubric, asked) == {rubric: RUBRIC}
    byline = Vote("byline", 5.0, "byline", "rule:header-name")
    assert decide([(byline, RUBRIC)], "text", Options())[0].kept


@pytest.mark.parametrize(
    "days",
    [
        ["Lundi", "Mardi 5 mars", "Jeudi"],
        ["FRIDAY", "SATURDAY", "SUNDAY"],
        ["Piątek, 1 marca", "Sobota, 2 marca", "Niedziela, 3 marca"],
    ],
)
def test_days_head_the_lines_under_them(days):
    lines = [days[0], "Soup", "Rice", days[1], "Fish", days[2], "Stew", "Pears", "Share", "About"]
    found = voted(PROSE, *lines)
    assert set(found.values()) == {DAY}
    assert list(found) == lines[:8]


@pytest.mark.parametrize(
    "lines",
    [
        ["Monday", "Soup", "Tuesday", "Fish"],
        ["Mon", "12°", "Tue", "9°", "Wed", "11°"],
        ["Monday", "Tuesday", "Wednesday"],
        ["Share", "More", "About", "Shop", "Monday", "a", "Tuesday", "b", "Friday", "c"],
        ["Monday 4 March 2024", "a", "Tuesday 5 March 2024", "b", "Friday 8 March 2024", "c"],
    ],
    ids=["two days", "a forecast", "nothing under them", "far below", "dates of teasers"],
)
def test_other_days_head_nothing(lines):
    assert voted(PROSE, *lines) == {}


@pytest.mark.parametrize(
    "rows",
    [
        ["Norvik 58 28 17", "Åbyn 56 27 17", "Ek 51 28 15"],
        ["1. Norvik\t58\t+17", "2. Åbyn\t56\t-5", "3. Ek\t51\t-15"],
        ["Norvik | 58 | 3,5%", "Åbyn | 56 | 2,1%", "Ek | 51 | 1,0%"],
    ],
)
def test_lines_with_as_many_numbers_are_rows_of_a_table(rows):
    assert set(voted(PROSE, "The table", *rows, "Share").values()) == {ROW}
    assert len(voted(PROSE, "The table", *rows, "Share")) == 3
    assert voted(PROSE, "Share", "More", "About", "Shop", *rows) == {}
    assert voted(PROSE, *rows[:2], "Norvik 1") == {}


def test_times_in_a_row_are_no_dates():
    times = ["05h40", "06h10", "10h20"]
    assert voted(PROSE, "North quay", *times) == dict.fromkeys(times, TIME)
    assert voted(PROSE, "North quay", *times[:2]) == {}
    assert voted(PROSE, "0:00", "01:10", "03:20") == {}
    assert voted(PROSE, "05:40", "Fire in the mill", "06:10", "Sea falls", "10:20", "Ends") == {}
    date = Vote("date", 5.0, "date-line", "rule:header-date")
    model = Vote("chrome", 1.2, "boilerplate", "model")
    assert decide([(date, TIME, model)], "text", Options())[0].kept


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version gave the wrong year for the ferry.",
        "Fe de errores: la barca zarpó en marzo, no en abril, como se decía.",
        "Rättelse: färjan byggdes 1951 och inte 1915 som det stod.",
        "訂正：初出時に船の名前を誤って記していました。おわびします。",
    ],
)
def test_a_note_that_puts_something_right_is_of_the_story(note):
    assert voted(PROSE, PROSE, note) == {note: NOTE}


def test_a_bracket_that_names_the_agency_is_of_the_story():
    for text in ("(With inputs from Harbour News)", "(Con información de Agencia Puerto)"):
        assert voted(PROSE, PROSE, text) == {text: SUPPLIED}
        assert voted(PROSE, "Share", text) == {}


@pytest.mark.parametrize(
    "text", ["Corrections", "Correction: read here", "(Photo: Ada Ferrow)", "[Read more: The sea]"]
)
def test_other_notes_and_brackets_are_not_voted_on(text):
    assert voted(PROSE, PROSE, text) == {}


def test_html_is_not_voted_on():
    assert voted(PROSE, "Pros", "Quiet", "Cons", "Slow", "Verdict", PROSE, kind="html") == {}
