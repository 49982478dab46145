"""Written runs of chrome, and how they are put into training pages."""

from random import Random

import numpy as np

from training.text import augment
from training.text.data import CODES, Marked
from training.text.runs import load_runs

BODY, CHROME = CODES["body"], CODES["chrome"]
TEXT = "The harbour ferry will run every ten minutes.\nThe mayor rejoiced."
RUN = [("Abonnieren Sie jetzt", np.full(20, CHROME, np.int8))]


def document(language):
    return Marked("a", "pages", "a", TEXT, np.full(len(TEXT), BODY, np.int8), language)


def test_chrome_of_other_pages_is_of_the_page_s_language():
    donors = augment.Donors({"de": [RUN]}, {})
    assert augment.mixed(document("en"), donors, Random(1)) is None
    assert "Abonnieren" in augment.mixed(document("de"), donors, Random(1)).text


def test_written_runs_are_drawn_though_found_ones_are_many():
    found = [("Mehr aus Kiel", np.full(13, CHROME, np.int8))]
    donors = augment.Donors({"de": [found] * 1000}, {"de": [RUN]})
    made = [augment.mixed(document("de"), donors, Random(seed)).text for seed in range(40)]
    assert 10 < sum("Abonnieren" in text for text in made) < 30


def test_what_is_put_in_leaves_the_article_as_it_is():
    for seed in range(20):
        page = augment.mixed(document("de"), augment.donors_of([]), Random(seed))
        body = "".join(c for c, mark in zip(page.text, page.marks, strict=True) if mark == BODY)
        assert body == TEXT.replace("\n", "")
        assert (page.marks == CHROME).any()


def test_chrome_of_givers_is_kept_by_language():
    giver = Marked("b", "pages", "b", RUN[0][0], RUN[0][1], "qq")
    assert [text for run in augment.donors_of([giver]).every["qq"] for text, _ in run] == [
        RUN[0][0]
    ]


def test_written_runs_are_chrome_in_many_languages():
    runs = list(load_runs())
    assert len({language for language, _ in runs}) > 40
    for language, run in runs:
        assert run, language
        for text, marks in run:
            assert text.strip()
            assert not text.startswith("# ")
            assert (marks == CHROME).all()
