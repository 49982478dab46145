"""Teasers with labels below the label of other stories."""

import time

import pytest

from cleaner.blocks import read
from cleaner.evidence.phrases import new_search
from cleaner.evidence.teasers import TEASER, votes
from cleaner.records import Page

STORY = "The ferry to Skarholm lay at the quay all day because nobody could find the key."
TEASERS = [
    "Article: Sheep block the coast road for a third day",
    "The farmer is on holiday, and his neighbour has only one dog. The council asks for patience.",
    "Article: A second key for the ferry",
    "It will hang at the town hall.",
    "Article: Harbour wall gets a new lamp",
    "The old one went out in March.",
]


def marked(*lines, kind="text"):
    """The lines that are teasers."""
    source = "\n\n".join(lines) if kind == "text" else "".join(f"<p>{line}</p>" for line in lines)
    reading = read(Page(source, kind))
    found = votes(reading, new_search())
    assert all(vote == (TEASER,) for vote in found if vote)
    return [b.text for b, vote in zip(reading.blocks, found, strict=True) if vote]


@pytest.mark.parametrize(
    ("head", "label"),
    [("See also", "Article"), ("À lire aussi", "Article "), ("Читайте также", "Статья")],
)
def test_teasers_with_labels_go_on_to_the_end(head, label):
    lines = [line.replace("Article", label) for line in TEASERS]
    assert marked(STORY, STORY, head, *lines) == [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        [STORY, *TEASERS],
        [STORY, "See also", *TEASERS[:4]],
        [STORY, "See also", *TEASERS, STORY, STORY, STORY],
        [STORY, "See also", "The wall: it is old.", STORY, "The lamp: it is new.", STORY],
        [STORY, "See also", "Post: Who had the key?", "Ferrow: I had.", "Post: And now?",
         "Ferrow: The diver has.", "Post: Until when?", "Ferrow: Until Monday."],
    ],
)  # fmt: skip
def test_what_is_no_such_list_stays(lines):
    assert marked(*lines) == []


def test_the_story_goes_on_between_teasers():
    lines = [*TEASERS[:4], STORY, *TEASERS[4:], "Article: The lamp is lit", "At last.", STORY]
    expected = [*TEASERS, "Article: The lamp is lit", "At last."]
    assert marked(STORY, "See also", *lines) == expected


def test_pages_with_markup_have_other_signs():
    assert marked(STORY, "See also", *TEASERS, kind="html") == []


def test_many_labels_of_lists_are_looked_at_once():
    lines = ["See also", "Film: Eels", "a", "b", "c"] * 5000
    reading = read(Page("\n".join(lines), "text"))
    search = new_search()
    votes(reading, search)
    began = time.process_time()
    assert not any(votes(reading, search))
    assert time.process_time() - began < 1
