"""What stands behind the end of a text: notes on authors, comments, teasers."""

from dataclasses import replace

import pytest

from cleaner import wholes
from cleaner.blocks.text import read
from cleaner.label import decide
from cleaner.records import Decision, Options, Page, Vote

SURE = Decision("body", "", 0.98, (Vote("body", 4.0, "", "model"),))
DOUBTFUL = Decision("body", "", 0.55, (Vote("body", 0.2, "", "model"),))
GONE = Decision("chrome", "boilerplate", 0.9, (Vote("chrome", 3.0, "boilerplate", "model"),))
BYLINE = Decision("byline", "byline", 0.95, (Vote("byline", 3.0, "byline", "model"),))


def said(reason: str) -> Decision:
    """The decision on a line that a phrase fills."""
    return Decision("chrome", reason, 0.95, (Vote("chrome", 9.0, reason, "phrase:en"),))


STORY = [
    ("The ferry to Skarholm lay at the quay all day because nobody could find the key.", SURE),
    ("A diver of the fire brigade brought it up from the harbour on Monday morning.", SURE),
    ("The council now wants to have a second key made, and to hang it up at the town hall.", SURE),
]
FOOT = [("Most read", said("related-list")), ("Privacy", GONE), ("Contact", GONE)]
TEASER = "Sheep have blocked the coast road for a third day, and the farmer is on holiday."


def behind(*lines: tuple[str, Decision]) -> list[tuple[str, str]]:
    """The texts that the votes are on, with their reasons."""
    reading = read(Page("\n\n".join(text for text, _ in lines), "text"))
    assert len(reading.blocks) == len(lines)
    found = wholes.votes(reading, [decision for _, decision in lines])
    return [(b.text, v[0].reason) for b, v in zip(reading.blocks, found, strict=True) if v]


@pytest.mark.parametrize("state", [SURE, DOUBTFUL])
@pytest.mark.parametrize(
    ("byline", "note"),
    [
        ("By Mary Ashdown", "Mary Ashdown has written about boats since 1994."),
        ("Jan Wolski", "Jan Wolski - dziennikarz działu Miasto. Zbiera stare mapy."),
        ("Text: Petra Lindner", "Zur Person: Dr. Petra Lindner, Jahrgang 1961, ist Ärztin."),
        ("रमेश तिवारी, नगर संवाददाता", "रमेश तिवारी दस साल से पत्रकारिता में हैं।"),
        ("Selin Tuncer", "SELİN TUNCER KİMDİR?"),
        ("Por Ana Lobo | Cultura", "*Ana Lobo es periodista y escribe de cine los viernes.*"),
    ],
)
def test_a_note_that_opens_with_the_name_of_the_author(byline, note, state):
    page = [(byline, BYLINE), *STORY, (note, state), *FOOT]
    assert behind(*page) == [(note, "author-bio")]


def test_doubtful_lines_below_the_note_go_too():
    page = [("By Mary Ashdown", BYLINE), *STORY, ("Mary Ashdown lives in Ottery.", SURE)]
    page += [("More on this", said("related-list")), ("Coast road", GONE), (TEASER, DOUBTFUL)]
    assert (TEASER, "boilerplate") in behind(*page, *FOOT)


def test_a_note_that_went_shows_the_end_too():
    note = [("By Mary Ashdown", BYLINE), *STORY, ("Mary Ashdown lives in Ottery.", GONE)]
    assert behind(*note, (TEASER, DOUBTFUL), *FOOT) == [(TEASER, "author-bio")]


@pytest.mark.parametrize(
    "lines",
    [
        [("Mary Ashdown: And what happened to the key?", SURE)],
        [("Mary Ashdown", SURE)],
        [("Mary Ashdowne was the first to dive.", SURE)],
        [("The key is back, writes Mary Ashdown.", SURE)],
        [("18:30: Mary Ashdown reports from the quay.", SURE)],
        [("Divers know Ashdown well.", SURE), ("Mary Ashdown has lived here since 1994.", SURE)],
        [("Mary Ashdown saw it all.", SURE), *STORY],
    ],
    ids=[
        "a question",
        "a signature",
        "another name",
        "not first",
        "a time",
        "in the story",
        "story below",
    ],
)
def test_what_is_no_note_on_the_author_stays(lines):
    assert behind(("By Mary Ashdown", BYLINE), *STORY, *lines, *FOOT) == []


@pytest.mark.parametrize(
    ("byline", "last"),
    [
        ("Associated Press", "Associated Press reporters at the quay saw the ferry leave."),
        ("Bergen", "Bergen is where the ferry goes in June."),
        ("New York, Reuters", "New York is where the ferry was built."),
        ("Redaktion", "Redaktion und Verlag des alten Blattes lagen am Kai."),
        ("The Associated Press", "The Associated Press asked the owner, who did not answer."),
    ],
)
def test_an_agency_or_a_town_in_the_byline_may_act_in_the_story(byline, last):
    assert behind((byline, BYLINE), *STORY, (last, SURE), *FOOT) == []


@pytest.mark.parametrize("sign", ["tags", "comments", "author-bio"])
def test_a_note_that_puts_something_right_stays_behind_the_end(sign):
    note = Vote("body", 3.0, "", "rubric:note")
    state = replace(DOUBTFUL, votes=(note, *DOUBTFUL.votes))
    lines = [*STORY, ("Behind the end", said(sign)), ("Correction: It was a Monday.", state)]
    assert behind(*lines, *FOOT) == []


def test_a_name_that_is_in_no_byline_stays():
    assert behind(("Mary Ashdown", GONE), *STORY, ("Mary Ashdown dives here.", SURE), *FOOT) == []


@pytest.mark.parametrize("reason", ["comments", "comment-policy", "tags", "author-bio"])
def test_doubtful_lines_below_a_line_that_shows_the_end(reason):
    sign = ("Behind the end", said(reason))
    assert behind(*STORY, sign, (TEASER, DOUBTFUL), *FOOT) == [(TEASER, reason)]
    assert behind(*STORY, sign, ("Jo — Well written!", DOUBTFUL), *FOOT)


def test_teasers_have_the_reason_of_their_headline():
    sign, head = ("3 comments", said("comments")), ("Sheep on the road", said("related-link"))
    assert behind(*STORY, sign, head, (TEASER, DOUBTFUL), *FOOT) == [(TEASER, "related-link")]


@pytest.mark.parametrize(
    "lines",
    [
        [*STORY, ("Read also", said("related-link")), (TEASER, DOUBTFUL), *FOOT],
        [*STORY, ("Newsletter", said("newsletter")), (TEASER, DOUBTFUL), *FOOT],
        [*STORY, (TEASER, DOUBTFUL), ("3 comments", said("comments")), *FOOT],
        [*STORY, ("3 comments", said("comments")), (TEASER, DOUBTFUL), *STORY, *FOOT],
        [*STORY, ("Tags", said("tags")), *[(TEASER, DOUBTFUL)] * 4],
        [*STORY[:2], ("3 comments", said("comments")), (TEASER, DOUBTFUL), *FOOT],
    ],
    ids=["a link", "an offer", "above", "story below", "most is kept", "hardly a story"],
)
def test_doubtful_lines_elsewhere_stay(lines):
    assert behind(*lines) == []


def test_a_sentence_in_a_text_on_one_line_shows_no_end():
    lines = [*STORY, ("3 comments", said("comments")), (TEASER, DOUBTFUL), *FOOT]
    reading = read(Page("\n\n".join(text for text, _ in lines), "text"))
    glued = tuple(replace(block, glued=block.index > 0) for block in reading.blocks)
    on_one_line = replace(reading, blocks=glued)
    assert not any(wholes.votes(on_one_line, [decision for _, decision in lines]))


def test_pages_in_html_have_no_such_end():
    lines = [*STORY, ("3 comments", said("comments")), (TEASER, DOUBTFUL), *FOOT]
    reading = read(Page("\n\n".join(text for text, _ in lines), "text"))
    page = replace(reading, page=replace(reading.page, kind="html"))
    assert any(wholes.votes(reading, [decision for _, decision in lines]))
    assert not any(wholes.votes(page, [decision for _, decision in lines]))


@pytest.mark.parametrize(("weight", "label"), [(0.5, "body"), (-0.5, "chrome")])
def test_what_the_labeller_leans_to_take_for_text_stays_below_a_sign(weight, label):
    model = Vote("body" if weight > 0 else "chrome", abs(weight), "", "model")
    leaning = Decision("body", "", 0.6, (model,))
    lines = [*STORY, ("3 comments", said("comments")), (TEASER, leaning), *FOOT]
    reading = read(Page("\n\n".join(text for text, _ in lines), "text"))
    votes = wholes.votes(reading, [decision for _, decision in lines])
    at = len(STORY) + 1
    assert decide([(model, *votes[at])], "text", Options())[0].label == label


HINT = Decision(
    "body", "", 0.98, (Vote("body", 4.0, "", "model"), Vote("chrome", 1.0, "author-bio", "phrase"))
)


@pytest.mark.parametrize(
    ("note", "decision", "goes"),
    [
        ("Otto Brandt is a reporter who covers the coast.", HINT, True),
        ("Otto Brandt covers the coast. Write to him at brandt@quaypost.example.", SURE, True),
        ("Otto Brandt covers the coast. He tweets as @ottobrandt.", SURE, True),
        ("Otto Brandt is a reporter who covers the coast.", SURE, False),
        ("Otto Brandt, who has no boat, collects for one: brandt@quaypost.example.", SURE, False),
        ("Otto Brandt wrote: “A quay is a promise.” He is on it as @ottobrandt.", SURE, False),
        ("The reporter of the Quay Post covers the coast.", HINT, False),
        ("Ada Ferrow is a reporter who covers the coast.", HINT, False),
    ],
)
def test_a_note_at_the_end_on_someone_whom_the_story_does_not_name(note, decision, goes):
    quoted = ("“We looked for three hours,” said the diver Ada Ferrow on the quay.", SURE)
    found = behind(*STORY, quoted, (note, decision), *FOOT)
    assert found == ([(note, "author-bio")] if goes else [])


def test_a_story_that_goes_through_several_people_has_no_note():
    names = ("Otto Brandt", "Jana Kowal", "Lucia Moreno")
    people = [(f"{name} is a reporter who covers the coast.", HINT) for name in names]
    assert behind(*STORY, *people, *FOOT) == []
    assert len(behind(*STORY, *people[:2], *FOOT)) == 2


def test_a_name_far_above_the_end_is_no_note():
    note = ("Otto Brandt is a reporter who covers the coast.", HINT)
    assert behind(*STORY[:2], note, *STORY, *STORY, *FOOT) == []
