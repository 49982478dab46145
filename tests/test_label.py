import pytest

from cleaner.label import decide, decide_if_sure
from cleaner.records import Options, Vote


def chrome(weight, reason="boilerplate", who="model"):
    return Vote("chrome", weight, reason, who)


def body(weight, label="body"):
    return Vote(label, weight, "", "model")


def test_no_votes_keep_a_block():
    (decision,) = decide([()], "text", Options())
    assert decision.kept and decision.label == "body"


@pytest.mark.parametrize(
    ("mode", "kept"), [("gentle", True), ("careful", True), ("thorough", False)]
)
def test_doubt_keeps_text_except_in_thorough_mode(mode, kept):
    (decision,) = decide([(chrome(1.5),)], "text", Options(mode=mode))
    assert decision.kept is kept


def test_votes_add_up_and_weigh_against_each_other():
    votes = [(chrome(3.0), chrome(2.0)), (chrome(5.0), body(3.5)), (body(4.0),)]
    gone, stays, _ = decide(votes, "text", Options())
    assert not gone.kept and stays.kept
    assert gone.votes == votes[0]


@pytest.mark.parametrize(("rule", "kept"), [("header-byline", False), ("title-twice", True)])
def test_what_signs_a_text_weighs_more_than_what_its_model_has_read_too(rule, kept):
    votes = (Vote("byline", 2.8, "byline", f"rule:{rule}"), Vote("byline", 0.2, "byline", "model"))
    (decision,) = decide([votes], "text", Options())
    assert decision.kept is kept


def test_facts_of_the_story_have_their_full_weight_beside_a_phrase():
    votes = (chrome(7.0, "tags", "phrase:en"), Vote("body", 3.0, "", "facts:labelled"))
    (decision,) = decide([(*votes, Vote("chrome", 2.5, "boilerplate", "model"))], "text", Options())
    assert decision.kept


def test_the_first_link_below_a_label_has_its_full_weight():
    model = Vote("chrome", 0.5, "boilerplate", "model")
    for evidence, kept in (("first-link:phrase:en", False), ("phrase:en", True)):
        votes = (chrome(2.0, "related-link", evidence), model)
        (decision,) = decide([votes], "text", Options())
        assert decision.kept is kept


CERTAIN, SUSPECTED, BODY = (chrome(9.0),), (chrome(1.6),), (body(4.0),)


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ([BODY, CERTAIN, SUSPECTED, SUSPECTED, CERTAIN, BODY], [0, 5]),
        ([BODY, CERTAIN, SUSPECTED, SUSPECTED], [0]),
        ([SUSPECTED, CERTAIN, SUSPECTED, BODY], [0, 2, 3]),
        ([CERTAIN, SUSPECTED, BODY, SUSPECTED, CERTAIN], [1, 2, 3]),
        ([BODY, SUSPECTED, SUSPECTED], [0, 1, 2]),
    ],
)
def test_suspects_go_only_where_they_fill_a_run_of_chrome(page, kept):
    decisions = decide(page, "text", Options())
    assert [i for i, d in enumerate(decisions) if d.kept] == kept
    gentle = decide(page, "text", Options(mode="gentle"))
    assert all(d.kept for d, votes in zip(gentle, page, strict=True) if votes == SUSPECTED)


def test_the_heaviest_label_and_the_most_telling_reason_win():
    votes = (
        Vote("title", 4.0, "title", "header"),
        chrome(2.0),
        chrome(1.0, "newsletter", "phrase:en"),
    )
    (decision,) = decide([votes], "text", Options())
    assert (decision.label, decision.reason) == ("title", "title")
    (decision,) = decide([votes[1:]], "html", Options())
    assert (decision.label, decision.reason) == ("chrome", "newsletter")


def test_confidence_is_a_probability():
    (kept, gone) = decide([(body(4.0),), (chrome(9.0),)], "text", Options())
    assert 0.98 < kept.confidence < 0.99
    assert gone.confidence > 0.999


@pytest.mark.parametrize(("kind", "kept"), [("html", True), ("text", False)])
def test_the_standfirst_of_a_page_is_only_named(kind, kept):
    standfirst = Vote("subtitle", 3.5, "subtitle", "profile")
    stays, goes = decide([(standfirst, body(0.5)), (standfirst, chrome(3.0))], kind, Options())
    assert stays.kept is kept
    assert not goes.kept and goes.label == "subtitle"


def test_what_goes_in_spite_of_weak_votes_to_keep_it_has_a_reason():
    (decision,) = decide([(body(0.5),)], "html", Options(mode="thorough"))
    assert (decision.kept, decision.label, decision.reason) == (False, "chrome", "boilerplate")


STAYS, GOES = (body(1.0),), (chrome(1.1, "site-repeat", "profile:text"),)


def sure(*votes, phrases=None):
    return decide_if_sure(votes, phrases or [()] * len(votes))


def test_what_is_sure_is_decided_and_named_by_phrases():
    offer = (chrome(9.0, "newsletter", "phrase:en"),)
    kept, gone, named = sure(STAYS, GOES, GOES, phrases=[(), (), offer])
    assert kept.kept and not gone.kept
    assert (gone.reason, named.reason) == ("site-repeat", "newsletter")


@pytest.mark.parametrize("doubt", [(), (body(0.9),), (chrome(1.0),)])
def test_one_block_in_doubt_leaves_the_page_undecided(doubt):
    assert sure(STAYS, doubt, GOES) is None


def test_a_page_of_which_nothing_stays_is_undecided():
    assert sure(GOES, GOES) is None
    assert sure() is None


@pytest.mark.parametrize(
    ("reason", "weight", "undecided"),
    [
        ("ad-marker", 2.0, True),
        ("ad-marker", 1.0, False),
        ("related-link", 9.0, True),
        ("related-link", 7.0, False),
    ],
)
def test_phrases_leave_a_doubt_on_what_stays(reason, weight, undecided):
    said = (chrome(weight, reason, "phrase:en"),)
    assert (sure(STAYS, GOES, phrases=[said, ()]) is None) is undecided
