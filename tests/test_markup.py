"""What the markup of a page sets apart from its story."""

import pytest

from cleaner.blocks import read
from cleaner.evidence import gather
from cleaner.evidence.markup import LONGEST_CAPTION, votes
from cleaner.evidence.phrases import new_search
from cleaner.records import Options, Page

PROSE = (
    "<p>The ferry left the harbour at noon, and half the town stood on the quay to see it.</p>" * 3
)
POST = '<blockquote class="twitter-tweet"><p>The ferry is away, and so are we.</p></blockquote>'


def named(markup):
    page = read(Page(f"<html><body><article>{markup}</article></body></html>", "html"))
    return [v[0].evidence.removeprefix("markup:") if v else "" for v in votes(page)]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<div class="photo-caption">The quay at noon</div>', "caption-by-name"),
        ('<div class="Caption__text"><p>The quay at noon</p></div>', "caption-by-name"),
        ('<p><a href="/b">NEW FERRY FOR THE NORTHERN ISLANDS</a></p>', "linked-headline"),
        ('<p><a href="/b">Who pays for the new ferry?</a></p>', "linked-headline"),
        ('<p><a href="/b">The council has published its report.</a></p>', ""),
        ('<p>See <a href="/b">what the council wrote in its report</a></p>', ""),
        ('<p><a href="/b">The report</a></p>', ""),
        ('<h2><a href="/b">Why the ferry was late again</a></h2>', ""),
        ('<ul><li><a href="/b">Ferries of the northern islands</a></li></ul>', ""),
        ('<table class="caption"><tr><td>Ferry</td><td>Noon</td></tr></table>', ""),
    ],
)
def test_what_stands_between_paragraphs(markup, name):
    assert named(PROSE + markup + PROSE) == [""] * 3 + [name] + [""] * 3


def test_a_long_text_under_a_name_for_captions_is_no_caption():
    long = "The ferry left at noon. " * (LONGEST_CAPTION // 20)
    assert named(f'{PROSE}<div class="image-with-caption"><p>{long}</p></div>') == [""] * 4


def test_posts_are_set_apart_unless_they_are_the_story():
    assert named(PROSE + POST) == ["", "", "", "post"]
    assert named(POST * 4 + "<p>Four posts.</p>") == [""] * 5


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("<h2>The old boat leaves the harbour for good.</h2>", "sentence-below-title"),
        ("<h2>What becomes of the old boat now?</h2>", "sentence-below-title"),
        ("<h2>The old boat leaves the harbour for good</h2>", ""),
        ("<h2>Old boat gone.</h2>", ""),
        ('<h2><a href="/b">The old boat leaves the harbour for good.</a></h2>', ""),
        ("<p>The old boat leaves the harbour for good.</p>", ""),
    ],
)
def test_a_sentence_in_a_heading_below_the_title_begins_the_story(heading, name):
    assert named(f"<h1>New ferry</h1>{heading}{PROSE}{heading}") == ["", name, *[""] * 4]


FIELD = '<input type="email" placeholder="Your address">'
SLOT = '<div id="div-gpt-ad-17"></div>'


@pytest.mark.parametrize(
    ("box", "names"),
    [
        (f"<div><p>Kula alfajiri.</p>{FIELD}<button>Nitumie</button></div>", ["sign-up-box"] * 2),
        (f"<div><h3>Asubuhi</h3><p>Kula siku.</p><form>{FIELD}</form></div>", ["sign-up-box"] * 2),
        (f"<div><form>{FIELD}<label>Nakubali</label></form></div>", ["sign-up-box"]),
        (f"<div>{FIELD}<button>Nitumie</button></div><p>The boat.</p>", ["", ""]),
        ("<div><input name=q><p>The boat.</p></div>", [""]),
        (f"<div><p>{'The boat. ' * 50}</p>{FIELD}</div>", [""]),
        (f"<div><h1>The boat</h1>{FIELD}</div>", [""]),
        (f"<div><span>Endelea kusoma</span>{SLOT}</div>", ["ad-box"]),
        ('<div><small>Tangazo</small><ins class="adsbygoogle"></ins></div>', ["ad-box"]),
        ('<div>Tangazo<script src="//x/js/adsbygoogle.js"></script></div>', ["ad-box"]),
        (f"<p>The boat is back.{SLOT}</p>", [""]),
        (f"<div><p>{'The boat is back. ' * 9}</p>{SLOT}</div>", [""]),
        (SLOT, []),
    ],
)
def test_what_stands_beside_a_field_or_an_advertisement(box, names):
    assert named(PROSE + box + PROSE) == [""] * 3 + names + [""] * 3


def test_texts_have_no_markup():
    page = read(Page("The ferry left the harbour at noon.\n\nNEW FERRY FOR THE ISLANDS", "text"))
    assert not any(votes(page))


def test_what_phrases_say_weighs_less_in_headings():
    page = read(
        Page("<html><body><h3>Related articles</h3><p>Related articles</p></body></html>", "html")
    )
    heading, line = (
        sum(vote.weight for vote in votes if vote.evidence.startswith("phrase"))
        for votes in gather(page, Options(), None, new_search())
    )
    assert 0 < heading < line / 2
