"""Lists of other stories and written runs, as they are put into training pages."""

from random import Random

import numpy as np
import pytest

from training.text import augment, stories
from training.text.data import CODES, Marked
from training.text.runs import load_runs

BODY, TITLE, CHROME = CODES["body"], CODES["title"], CODES["chrome"]
PARAGRAPH = "The harbour ferry will run every ten minutes from Monday, the company said. {}"


def document(name, language="en"):
    rows = [
        (f"Ferry of {name} runs again", TITLE),
        (PARAGRAPH.format(f"{name} waited."), BODY),
        (PARAGRAPH.format(f"{name} rejoiced."), BODY),
    ]
    marks = [np.full(len(text) + 1, code, np.int8) for text, code in rows]
    text = "\n".join(text for text, _ in rows)
    return Marked(name, "pages", name, text, np.concatenate(marks)[:-1], language, rows[0][0])


DOCS = [document(f"Port {letter}") for letter in "ABCDEFG"]


def test_stories_have_the_title_and_the_first_paragraphs():
    found = stories.stories_of([*DOCS[:1], document("Hafen A", "de")])
    assert sorted(found) == ["de", "en"]
    assert found["en"][0].title == "Ferry of Port A runs again"
    assert len(found["en"][0].paragraphs) == 2


def test_a_list_of_stories_is_chrome_from_end_to_end():
    told = stories.stories_of(DOCS)["en"]
    for seed in range(40):
        for text, marks in stories.listed(told, "en", 3, Random(seed)):
            assert "\n" not in text
            assert (marks == CHROME).all()
            assert len(marks) == len(text)


def test_other_stories_leave_the_article_as_it_is():
    donors = augment.donors_of(DOCS, [])
    shaped = [augment.teased(DOCS[0], donors, Random(seed)) for seed in range(40)]
    for page in shaped:
        body = "".join(c for c, mark in zip(page.text, page.marks, strict=True) if mark == BODY)
        assert body == "".join(DOCS[0].text.split("\n")[1:])
        assert (page.marks == CHROME).any()


def test_chrome_of_other_pages_is_of_the_page_s_language():
    run = [("Abonnieren Sie jetzt", np.full(20, CHROME, np.int8))]
    donors = augment.Donors({"de": [run]}, {})
    assert augment.mixed(DOCS[0], donors, Random(1)) is None
    assert "Abonnieren" in augment.mixed(document("Hafen", "de"), donors, Random(1)).text


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("{lire|voir} aussi", {"Lire aussi", "Voir aussi"}),
        ("{plus|} sur le sujet", {"Plus sur le sujet", "Sur le sujet"}),
        ("lire aussi *", {""}),
        ("{# articles|}", {""}),
    ],
)
def test_phrases_are_spelled_out_where_they_have_no_open_slot(pattern, texts):
    assert {stories.spelled(pattern, Random(seed)) for seed in range(20)} == texts


def test_written_runs_are_chrome_in_many_languages():
    runs = list(load_runs())
    assert len({language for language, _ in runs}) > 40
    for language, run in runs:
        assert run, language
        for text, marks in run:
            assert text.strip()
            assert not text.startswith("# ")
            assert (marks == CHROME).all()
