"""Profiles: what is learned from a batch of pages, how it merges, is kept, and votes."""

import json
import random
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import cleaner
from cleaner import settle
from cleaner.blocks import read
from cleaner.cli import main
from cleaner.evidence.profile import fit
from cleaner.profiles import forms, merge, store
from cleaner.profiles.record import VERSION
from cleaner.records import Page

ROOT = Path(__file__).parent.parent
TOWNS = ["Alby", "Borg", "Crail", "Dunster", "Elton", "Fyvie", "Gorey", "Hythe"]
LINE = "The Harbour Post brings the coast together since the days of sail"
OFFER = "Subscribe to continue reading"
NOTE = (
    "Editor's note: this series looks at the towns of the coast and at the people who keep their "
    "harbours open in winter. It was written over one year."
)


def prose(town: str, number: int) -> str:
    return (
        f"In {town} the council of {number} members decided on Monday to repair the northern pier, "
        f"said the mayor of {town}, who had asked for the money in spring number {number}."
    )


def text_page(town: str, *, note: bool = False) -> str:
    body = [prose(town, n + len(town)) for n in range(3)]
    middle = [NOTE] if note else []
    return "\n\n".join([f"Pier of {town} to be repaired", body[0], *middle, *body[1:], LINE])


def html_page(town: str, *, box: str = "story-text") -> str:
    body = "".join(f"<p>{prose(town, n)}</p>" for n in range(6))
    return (
        f"<html><head><title>Pier of {town}</title></head><body><div class='top'>{LINE}</div>"
        f"<div class='main'><div class='{box}'>{body}</div><div class='teaser'><ul>"
        f"<li><a href='/a'>Storm over {town[::-1]}</a></li>"
        f"<li><a href='/b'>Fish of {town[::-1]}</a></li></ul></div></div></body></html>"
    )


def evidence(article: cleaner.Article) -> str:
    return " ".join(e for r in (*article.removed, *article.suspects) for e in r.evidence)


def test_a_line_of_other_stories_goes_and_says_why() -> None:
    profile = cleaner.learn([text_page(t) for t in TOWNS[:6]])
    page = text_page("Hythe")
    assert LINE not in cleaner.clean(page, kind="text", profile=profile).text
    article = cleaner.clean(page, kind="text", profile=profile)
    gone = next(r for r in article.removed if r.text == LINE)
    assert gone.reason == "site-repeat"
    assert any(e.startswith("profile:text:") and "6/6 stories" in e for e in gone.evidence)
    assert all(prose("Hythe", n + 5) in article.text for n in range(3))
    assert article.replay(page) == article


def test_cleaning_with_a_profile_settles() -> None:
    profile = cleaner.learn([text_page(t) for t in TOWNS[:6]])
    once = cleaner.clean(text_page("Hythe"), kind="text", profile=profile).text
    assert cleaner.clean(once, kind="text", profile=profile).text == once


def test_an_editors_note_stays_though_it_repeats() -> None:
    profile = cleaner.learn([text_page(t, note=True) for t in TOWNS[:6]])
    assert NOTE in cleaner.clean(text_page("Hythe", note=True), kind="text", profile=profile).text


PORTRAIT = (
    "Mary Quill has covered the harbours of the coast for the Post since she left the merchant "
    "navy. She lives in Crail with two dogs and has written three books on lighthouses."
)
NOTICE = (
    "The headline of this story was written by the Post. The rest has not been edited and is "
    "auto-generated from a syndicated feed of the agency Reuters."
)
INTRO = (
    "Harbour Diary is our weekly column on the people who live by the sea, their boats and their "
    "plans. It appears every Saturday morning."
)


@pytest.mark.parametrize("place", ["before", "within"])
def test_openings_of_columns_and_notes_within_articles_stay(place: str) -> None:
    at = {"before": 1, "within": 2}[place]

    def page(town: str) -> str:
        lines = text_page(town).split("\n\n")
        return "\n\n".join([*lines[:at], INTRO, *lines[at:]])

    profile = cleaner.learn([page(t) for t in TOWNS[:7]])
    assert INTRO in cleaner.clean(page("Hythe"), kind="text", profile=profile).text


def test_a_repeated_heading_inside_the_article_stays() -> None:
    def page(town: str) -> str:
        body = "".join(f"<p>{prose(town, n)}</p>" for n in range(6))
        middle = f"<h3>What happens next</h3><p>{prose(town, 7)}</p>"
        return f"<html><body><div class='story-text'>{body}{middle}</div></body></html>"

    profile = cleaner.learn([page(t) for t in TOWNS[:7]])
    text = cleaner.clean(page("Hythe"), profile=profile).text
    assert "What happens next" in text


def test_bare_numbers_of_a_ranking_stay() -> None:
    def page(town: str) -> str:
        return "\n\n".join(f"{n}.\n\n{prose(town, n)}" for n in range(1, 6))

    profile = cleaner.learn([page(t) for t in TOWNS[:7]])
    with_profile = cleaner.clean(page("Hythe"), kind="text", profile=profile).text
    assert with_profile == cleaner.clean(page("Hythe"), kind="text").text


def test_a_portrait_behind_the_article_goes_and_an_agencys_notice_does_not() -> None:
    def page(town: str, tail: str) -> str:
        body = [prose(town, n + len(town)) for n in range(3)]
        return "\n\n".join([f"Pier of {town} to be repaired", *body, tail])

    for tail in (PORTRAIT, NOTICE):
        profile = cleaner.learn([page(t, tail) for t in TOWNS[:7]])
        article = cleaner.clean(page("Hythe", tail), kind="text", profile=profile)
        said = [e for r in article.removed if r.text == tail for e in r.evidence]
        assert any(e.startswith("profile:text:") for e in said) is (tail == PORTRAIT)


def test_a_standfirst_above_the_container_stays() -> None:
    def page(town: str) -> str:
        deck = f"<p class='lead'>The town of {town} has waited for its northern pier for years.</p>"
        body = "".join(f"<p>{prose(town, n)}</p>" for n in range(6))
        return f"<html><body><main>{deck}<div class='story-text'>{body}</div></main></body></html>"

    profile = cleaner.learn([page(t) for t in TOWNS[:7]])
    before = cleaner.clean(page("Hythe"))
    after = cleaner.clean(page("Hythe"), profile=profile)
    assert after.text == before.text


def test_what_was_learned_before_a_redesign_fades() -> None:
    def page(town: str, year: int) -> dict[str, str]:
        box = "old-look" if year < 2020 else "new-look"
        return {
            "html": html_page(town, box=box).replace(LINE, f"{LINE} {box}"),
            "url": f"https://post.example/{year}/03/0{1 + len(town) % 5}/{town}",
        }

    pages = [page(t, 2015) for t in TOWNS] + [page(t, 2024) for t in TOWNS]
    profile = cleaner.learn(pages)
    then, now = profile.known_in(2014), profile.known_in(2030)
    old, new = "div.old-look", "div.new-look"
    assert then.containers[old].weight > 100 * then.containers[new].weight
    assert now.containers[new].weight > 100 * now.containers[old].weight
    assert profile.known == now
    assert now.containers[old].pages == len(TOWNS)


def test_sister_pages_of_one_story_count_once() -> None:
    sisters = [text_page("Alby") + f"\n\nSeen {n} times" for n in range(5)]
    profile = cleaner.learn(sisters)
    assert (profile.known.pages, profile.known.stories) == (5, 1)
    assert prose("Alby", 4) in cleaner.clean(sisters[0], kind="text", profile=profile).text


def test_a_page_learned_twice_counts_once() -> None:
    pages = [text_page(t) for t in TOWNS]
    assert cleaner.learn(pages) == cleaner.learn(pages + pages)


def test_merging_is_the_union_in_any_order_and_grouping() -> None:
    pages = [html_page(t) for t in TOWNS]
    whole = store.dumps(cleaner.learn(pages, site="post.example"))
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        a, b, c = (cleaner.learn(pages[i::3], site="post.example") for i in range(3))
        assert store.dumps(merge([merge([a, b]), c])) == whole
        assert store.dumps(a | (c | b | a)) == whole


@pytest.mark.parametrize("seed", range(3))
def test_shards_that_were_stored_merge_to_the_same_facts(seed: int) -> None:
    pages = [html_page(t) for t in TOWNS] + [text_page(t) for t in TOWNS]
    whole = cleaner.learn(pages, site="post.example")
    random.Random(seed).shuffle(pages)
    shards = [cleaner.learn(pages[i::4], site="post.example") for i in range(4)]
    a, b, c, d = (store.loads(store.dumps(shard)) for shard in shards)
    first = store.loads(store.dumps(merge([a, b])))
    for merged in (merge([first, c, d]), merge([d, merge([c, first])]), merge([*shards, a])):
        assert merged.known == whole.known
        assert store.loads(store.dumps(merged)).known == whole.known


def test_what_stands_on_the_same_pages_shares_an_entry() -> None:
    stored = json.loads(store.dumps(cleaner.learn([html_page(t) for t in TOWNS])))
    for part in ("texts", "places", "containers"):
        on = [json.dumps(entry["on"]) for entry in stored[part]]
        assert len(on) == len(set(on)) > 0
    numbers = store.numbers(stored["texts"][0]["on"]["gone early"])
    assert forms.shown(forms.fold(LINE)) in stored["texts"][0]["texts"]
    assert numbers == list(range(len(TOWNS)))


def test_pages_of_one_template_stand_beside_each_other() -> None:
    given = [html_page(t).replace("<html>", "<html lang='en'>") for t in TOWNS]
    pages = [page.replace(LINE, f"{LINE} {n % 2}") for n, page in enumerate(given)]
    stored = json.loads(store.dumps(cleaner.learn(pages)))
    halves = {
        store.numbers(on)[0]: on
        for entry in stored["texts"]
        for on in entry["on"].values()
        if len(store.numbers(on)) == len(TOWNS) // 2
    }
    assert halves == {0: "0-3", 4: "4-7"}
    assert {"what": "language", "value": "en", "on": "0-7"} in stored["habits"]


@pytest.mark.parametrize("stories", [2, 3])
def test_forms_with_names_are_written_out_when_they_count(stories: int) -> None:
    seen = ["Seen by Nora Quill", "Seen by Adam Shaw", "Seen by Eve Stone"]
    pages = [f"{text_page(t)}\n\n{line}" for t, line in zip(TOWNS, seen, strict=False)]
    profile = cleaner.learn(pages[:stories])
    assert ("seen by {name}" in store.dumps(profile)) is (stories == 3)
    assert forms.key_of("seen by {name}") in store.loads(store.dumps(profile)).known.texts


def test_a_page_adds_little_to_a_profile() -> None:
    """Its own words, title and image are there as hashes, its template is there already."""
    pages = [html_page(f"{t}{u.lower()}") for t in TOWNS for u in TOWNS]
    sizes = [len(store.dumps(cleaner.learn(pages[:n]))) for n in (10, 60)]
    assert sizes[1] - sizes[0] < 50 * 600
    assert "Alby" not in store.dumps(cleaner.learn(pages[:1]))


def test_only_places_that_may_be_containers_are_remembered() -> None:
    paths = cleaner.learn([html_page(t) for t in TOWNS]).containers
    assert "div.story-text" in paths
    assert not [p for p in paths if p.startswith(("html", "body"))]


def test_long_texts_show_their_beginning_and_keep_their_key() -> None:
    long = "the harbour of " + "the northern coast " * 20
    assert len(forms.shown(long)) == forms.LONGEST_NAME
    assert forms.key_in(forms.shown(long)) == forms.key_of(long)
    assert forms.key_in("12 march") == forms.key_of("12 march")
    assert forms.shown(forms.shown(long)) == forms.shown(long)


def test_profiles_of_two_sites_do_not_merge() -> None:
    one, two = (cleaner.learn([text_page("Alby")], site=s) for s in ("a.example", "b.example"))
    with pytest.raises(ValueError, match=r"a\.example, b\.example"):
        merge([one, two])


def test_json_keeps_the_facts_and_the_schema() -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS], site="post.example")
    stored = store.dumps(profile)
    schema = json.loads((ROOT / "docs" / "profile.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(stored))
    again = store.loads(stored)
    assert again.known == profile.known
    assert store.dumps(again) == stored


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"version": 9}', '{"version": 3}'])
def test_what_is_no_profile_is_refused(broken: str) -> None:
    with pytest.raises(store.ProfileError, match="x.json"):
        store.loads(broken, "x.json")


@pytest.mark.parametrize(
    ("part", "damaged"),
    [
        ("pages", {"00000000000000aa": "yesterday"}),
        ("pages", {"00000000000000aa": None}),
        ("places", [{"on": {"2 101": "0"}, "paths": ["div.a"]}]),
        ("texts", [{"on": {"gone": "99"}, "texts": ["read more"]}]),
        ("once", {"gone": {"counts": [2], "keys": "00000"}}),
    ],
)
def test_a_damaged_profile_is_refused_when_it_is_read(part: str, damaged: object) -> None:
    content = json.loads(store.dumps(cleaner.learn([text_page("Alby")])))
    with pytest.raises(store.ProfileError, match="x.json"):
        store.loads(json.dumps(content | {part: damaged}), "x.json")


def test_endless_brackets_are_no_profile() -> None:
    with pytest.raises(store.ProfileError, match="x.json"):
        store.loads("[" * 100_000, "x.json")


def test_a_profile_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json.dumps({"url": "https://post.example/1", "text": text_page("Alby")}))
    old = tmp_path / "profiles" / "post.example.json"
    old.parent.mkdir()
    old.write_text('{"version": 3}')
    refused = CliRunner().invoke(main, ["learn", str(pages), "-o", str(old.parent), "--quiet"])
    assert refused.exit_code != 0
    assert refused.output == (
        f"cleaner: {old}: version 3 of a profile, this program reads version {VERSION}; "
        "move it away and learn the site again\n"
    )
    more = {"url": "https://alby.example/1", "text": text_page("Alby")}
    pages.write_text(pages.read_text() + "\n" + json.dumps(more))
    refused = CliRunner().invoke(main, ["learn", str(pages), "-o", str(old.parent), "--quiet"])
    assert refused.exit_code != 0
    assert list(old.parent.iterdir()) == [old]
    old.rename(tmp_path / "old.json")
    again = CliRunner().invoke(main, ["learn", str(pages), "-o", str(old.parent), "--quiet"])
    assert (again.exit_code, store.read(old).site) == (0, "post.example")


def test_places_that_a_person_took_all_pages_from_are_left_out() -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS])
    content = json.loads(store.dumps(profile))
    content["places"].append({"on": {}, "paths": ["div.emptied"]})
    content["containers"].append({"on": {"90": ""}, "paths": ["div.emptied"]})
    assert store.loads(json.dumps(content)).known == profile.known


def ruled(profile: cleaner.Profile, **rulings: str) -> cleaner.Profile:
    content = json.loads(store.dumps(profile))
    content["rulings"] = rulings
    return store.loads(json.dumps(content))


def test_the_ruling_of_a_person_goes_before_the_counts() -> None:
    profile = cleaner.learn([text_page(t) for t in TOWNS[:6]])
    kept = ruled(profile, **{LINE: "body"})
    assert LINE in cleaner.clean(text_page("Hythe"), kind="text", profile=kept).text
    said = json.loads(store.dumps(kept))
    assert said["rulings"] == {forms.shown(forms.fold(LINE)): "body"}
    assert store.loads(store.dumps(kept)).known == kept.known
    with pytest.raises(store.ProfileError, match="'boddy'"):
        ruled(profile, **{LINE: "boddy"})


def test_the_ruling_of_a_person_goes_before_what_stands_or_falls_as_one() -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:6]])
    last = "Printed and published in the old customs house of the northern harbour."
    page = html_page("Hythe").replace("</body>", f"<footer><p>{last}</p></footer></body>")
    slow = cleaner.Options(fast_path="never")
    kept = ruled(profile, **{last: "body"})
    assert last in cleaner.clean(page, profile=kept, options=slow).text
    assert last not in cleaner.clean(page, profile=profile, options=slow).text


def test_texts_can_be_ruled_that_the_profile_has_no_words_for() -> None:
    """By the key that the evidence names, or in a person's own words before any page had them."""
    profile = cleaner.learn([text_page(t) for t in TOWNS[:6]], site="post.example")
    first = prose("Hythe", 5)
    by_key = ruled(profile, **{forms.nameless(forms.key_of(forms.fold(first))): "chrome"})
    in_words = ruled(profile, **{first: "chrome"})
    for given in (by_key, in_words, merge([profile, by_key])):
        article = cleaner.clean(text_page("Hythe"), kind="text", profile=given)
        assert first not in article.text
        assert prose("Hythe", 6) in article.text


def test_a_text_that_is_ruled_by_its_key_gets_its_words_from_another_shard() -> None:
    line = forms.fold(LINE)
    pages = [text_page(t) for t in TOWNS[:6]]
    without = cleaner.learn([p.replace(LINE, "") for p in pages], site="post.example")
    by_key = ruled(without, **{forms.nameless(forms.key_of(line)): "body"})
    merged = merge([by_key, cleaner.learn(pages, site="post.example")])
    assert json.loads(store.dumps(merged))["rulings"] == {forms.shown(line): "body"}


def test_a_lead_that_stands_in_the_container_without_a_paragraph_is_held_by_it() -> None:
    def page(town: str) -> str:
        lead = " ".join(prose(town, number) for number in (7, 8, 9))
        return html_page(town).replace("<p>", f"{lead}<p>", 1)

    profile = cleaner.learn([page(t) for t in TOWNS[:6]])
    reading = read(Page(page("Hythe"), "html"))
    found = fit(reading, profile.known_in(None))
    assert found is not None and found.name == "div.story-text"
    assert prose("Hythe", 7) in reading.blocks[found.first].text


def test_what_stands_outside_the_container_goes() -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:6]])
    article = cleaner.clean(html_page("Hythe"), profile=profile)
    assert "profile:container:" in evidence(article)
    assert "div.story-text" in evidence(article)
    assert all(prose("Hythe", n) in article.text for n in range(4))


def recipe(town: str, *, cooks: bool) -> str:
    """A site that has one class for each paragraph, and lists of some stories beside them."""

    def box(text: str) -> str:
        return f"<div class='c-x1'><p class='c-t0'>{text}</p></div>"

    parts = "".join(
        f"<li class='c-i2'>{n}00 g of {town} flour, sieved and mixed with {n} spoons of sea water, "
        f"then left to rest until the {n}th bell of {town} has rung</li>"
        for n in range(2, 8)
    )
    made = f"<h2 class='c-h3'>Method</h2><ol class='c-l4'>{parts}</ol>" if cooks else ""
    body = "".join(box(prose(town, n)) for n in range(6))
    return (
        f"<html><head><title>Bread of {town}</title></head><body><div class='c-n5'>{LINE}</div>"
        f"<div class='c-m6'><h1>Bread of {town}</h1>{body}{made}</div><div class='c-f7'><ul>"
        f"<li><a href='/a'>Storm over {town[::-1]}</a></li></ul></div></body></html>"
    )


def test_the_elements_of_single_paragraphs_are_no_container() -> None:
    """What they hold is nearly all of most stories, and not of those with a list behind it."""
    pages = [recipe(t, cooks=n < 2) for n, t in enumerate(TOWNS)]
    profile = cleaner.learn(pages)
    for page in pages[:2]:
        before, after = (cleaner.clean(page, profile=p) for p in (None, profile))
        assert "Method" in before.text
        assert after.text == before.text
        assert LINE not in after.text
    assert "Storm over" not in cleaner.clean(pages[2], profile=profile).text


def test_what_stands_between_the_elements_of_single_paragraphs_stays() -> None:
    """However little it is: a list of few lines is no part of any such element."""
    line = "Verdict: four gulls of five"

    def rated(town: str) -> str:
        page = recipe(town, cooks=False)
        return page.replace("</p></div>", f"</p></div><p class='c-r8'>{line}</p>", 4).replace(
            f"<p class='c-r8'>{line}</p>", "", 3
        )

    pages = [rated(t) if n < 2 else recipe(t, cooks=False) for n, t in enumerate(TOWNS)]
    profile = cleaner.learn(pages)
    before, after = (cleaner.clean(pages[0], profile=p) for p in (None, profile))
    assert line in before.text
    assert after.text == before.text


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time the models and all other evidence are asked."""
    found: list[str] = []
    gather = settle.gather

    def noted(reading, *rest):  # type: ignore[no-untyped-def]
        found.append(reading.page.kind)
        return gather(reading, *rest)

    monkeypatch.setattr(settle, "gather", noted)
    return found


def test_a_page_that_the_profile_tells_block_by_block_is_read_by_it_alone(asked: list[str]) -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:7]])
    asked.clear()
    article = cleaner.clean(html_page("Hythe"), profile=profile)
    assert not asked
    assert article.text == "\n\n".join(prose("Hythe", n) for n in range(6))
    assert {r.text for r in article.removed} == {LINE, "Storm over ehtyH", "Fish of ehtyH"}
    assert article.replay(html_page("Hythe")) == article


@pytest.mark.parametrize(
    "options",
    [
        cleaner.Options(fast_path="never"),
        cleaner.Options(second_opinion="always"),
        cleaner.Options(mode="gentle"),
        cleaner.Options(mode="thorough"),
    ],
)
def test_the_models_look_at_every_page_where_asked_for(
    asked: list[str], options: cleaner.Options
) -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:7]])
    asked.clear()
    cleaner.clean(html_page("Hythe"), profile=profile, options=options)
    assert asked[0] == "html"


def test_a_template_of_few_pages_is_not_enough(asked: list[str]) -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:4]])
    asked.clear()
    cleaner.clean(html_page("Hythe"), profile=profile)
    assert asked[0] == "html"


@pytest.mark.parametrize(
    "more",
    [
        "<div class='pull'>At dusk the pier is closed.</div>",
        "<p>Advertisement</p>",
        "<p>Sign up for our newsletter</p>",
    ],
    ids=["unknown box", "ad marker", "newsletter"],
)
def test_a_block_in_doubt_sends_the_page_to_the_models(asked: list[str], more: str) -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:7]])
    asked.clear()
    cleaner.clean(html_page("Hythe").replace("</p></div>", f"</p>{more}</div>", 1), profile=profile)
    assert asked[0] == "html"


def stub(town: str) -> str:
    """A page that breaks off, with an offer behind it."""
    page = html_page(town)
    for n in range(2, 6):
        page = page.replace(f"<p>{prose(town, n)}</p>", "")
    return page.replace(
        "<div class='teaser'>", f"<div class='wall'>{OFFER}</div><div class='teaser'>"
    )


def test_the_offer_behind_a_stub_is_named_and_the_page_known_as_one(asked: list[str]) -> None:
    profile = cleaner.learn([stub(t) for t in TOWNS[:7]])
    asked.clear()
    article = cleaner.clean(stub("Hythe"), profile=profile)
    assert not asked
    assert next(r.reason for r in article.removed if r.text == OFFER) == "subscription-offer"
    assert article.verdict == "paywall-stub" and article.paywalled


def live_page(town: str) -> str:
    """A live blog: entries with their times."""
    entries = "".join(
        f"<div class='live-entry'><p class='when'><time>{10 + n}:05</time></p>"
        f"<p>{prose(town, n)}</p></div>"
        for n in range(6)
    )
    page = html_page(town)
    body = "".join(f"<p>{prose(town, n)}</p>" for n in range(6))
    return page.replace(body, entries)


def test_times_of_a_live_blog_stay(asked: list[str]) -> None:
    profile = cleaner.learn([live_page(t) for t in TOWNS[:7]])
    slow = cleaner.clean(
        live_page("Hythe"), profile=profile, options=cleaner.Options(fast_path="never")
    )
    assert "10:05" in slow.text
    assert cleaner.clean(live_page("Hythe"), profile=profile).text == slow.text


def test_a_page_of_another_template_is_cleaned_without_the_profile() -> None:
    profile = cleaner.learn([html_page(t) for t in TOWNS[:6]], site="post.example")
    page = html_page("Hythe", box="new-design").replace(LINE, "Welcome to the new pages")
    page = page.replace("main", "columns")
    article = cleaner.clean(page, profile=profile)
    assert any("fits no template" in w and "post.example" in w for w in article.warnings)
    assert article.text == cleaner.clean(page).text


def test_sites_are_told_by_address_and_else_by_shared_lines() -> None:
    pages = [{"text": text_page(t), "url": f"https://www.a.example/{t}"} for t in TOWNS[:3]]
    furniture = "\n".join(
        f"Desk {w} of the other paper" for w in ("north", "south", "east", "west")
    )
    pages += [{"text": f"{prose(t, 1)}\n{furniture}"} for t in TOWNS[3:]]
    found = cleaner.learn_sites(pages)
    assert sorted(found) == ["a.example", "group-1"]
    assert len(found["group-1"].pages) == 5


def rows(path: Path, order: list[str]) -> Path:
    lines = [
        json.dumps({"id": t, "url": f"https://post.example/{t}", "html": html_page(t)})
        for t in order
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*words: object) -> str:
    result = CliRunner().invoke(main, [str(w) for w in words])
    assert result.exit_code == 0, result.output
    return result.output


def test_order_and_workers_change_neither_profiles_nor_articles(tmp_path: Path) -> None:
    one = rows(tmp_path / "one.jsonl", TOWNS)
    two = rows(tmp_path / "two.jsonl", TOWNS[::-1])
    for given, jobs, name in ((one, 1, "a"), (two, 2, "b")):
        run("learn", given, "-o", tmp_path / name, "--jobs", jobs)
        run("clean", given, "-o", tmp_path / f"{name}.jsonl", "--jobs", jobs)
    profiles = [(tmp_path / n / "post.example.json").read_bytes() for n in "ab"]
    assert profiles[0] == profiles[1]
    articles = [sorted((tmp_path / f"{n}.jsonl").read_text().splitlines()) for n in "ab"]
    assert articles[0] == articles[1]
    assert "profile:container" in articles[0][0]


def test_learning_can_be_switched_off(tmp_path: Path) -> None:
    given = rows(tmp_path / "in.jsonl", TOWNS)
    run("clean", given, "-o", tmp_path / "out.jsonl", "--learn", "off")
    assert "profile:" not in (tmp_path / "out.jsonl").read_text()


@pytest.mark.parametrize(("fast_path", "asked"), [("auto", False), ("never", True)])
def test_the_fast_path_can_be_switched_off(tmp_path: Path, fast_path: str, asked: bool) -> None:
    given = rows(tmp_path / "in.jsonl", TOWNS)
    run("clean", given, "-o", tmp_path / "out.jsonl", "--fast-path", fast_path)
    assert ("model " in (tmp_path / "out.jsonl").read_text()) is asked


def test_the_commands_for_profiles(tmp_path: Path) -> None:
    for name, order in (("a", TOWNS[:5]), ("b", TOWNS[4:]), ("all", TOWNS)):
        given = rows(tmp_path / f"{name}.jsonl", order)
        run("learn", given, "-o", tmp_path / f"{name}.json")
    a, b, whole = (tmp_path / f"{n}.json" for n in ("a", "b", "all"))
    assert "8 pages, 8 stories" in run("profile", "show", whole)
    assert "fine, post.example" in run("profile", "check", a, b)
    assert "~ 5 -> 8 pages" in run("profile", "diff", a, whole)
    run("profile", "merge", b, a, "-o", tmp_path / "merged.json")
    assert store.read(tmp_path / "merged.json").known == store.read(whole).known
    run("clean", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl", "--profiles", whole)
    assert CliRunner().invoke(main, ["profile", "check", str(tmp_path / "a.jsonl")]).exit_code == 2


def rows_of(*hosts: str) -> str:
    """JSON lines of six pages of each host."""
    rows = (
        {"url": f"http://{host}/{town}", "text": text_page(f"{town} {number}")}
        for number, host in enumerate(hosts)
        for town in TOWNS[:6]
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_hosts_of_any_spelling_do_not_stop_a_first_pass(tmp_path: Path) -> None:
    hosts = ("news.example", "news.example.", "a!b.com", "a_b.com", "x" * 300, "a\ud800b.com")
    (tmp_path / "in.jsonl").write_text(rows_of(*hosts))
    words = ["clean", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl")]
    assert CliRunner().invoke(main, words).exit_code == 0
    words = ["learn", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "profiles")]
    assert CliRunner().invoke(main, words).exit_code == 0
    sites = [store.read(p).site for p in (tmp_path / "profiles").iterdir()]
    assert {"news.example", "a!b.com", "a_b.com"} <= set(sites)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a.com", "a.com", True),
        ("a!b.com", "a_b.com", False),
        ("a?b.com", "a!b.com", False),
        ("x" * 90, "x" * 91, False),
        ("a.com", "a.com.", False),
        ("\ud800", "\ud801", False),
    ],
)
def test_no_two_sites_share_a_file(one: str, other: str, alike: bool) -> None:
    assert (store.file_name(one) == store.file_name(other)) is alike
    assert len(store.file_name("\U00020000" * 90).encode()) + len("..partial") <= 255
    assert len(store.file_name(one)) < 100 and store.file_name("a.com") == "a.com.json"


@pytest.mark.parametrize("learn", ["auto", "off"])
def test_a_profile_that_was_cut_off_is_a_bad_call(tmp_path: Path, learn: str) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of("a.com"))
    profiles = tmp_path / "profiles"
    CliRunner().invoke(main, ["learn", str(tmp_path / "in.jsonl"), "-o", str(profiles)])
    path = profiles / "a.com.json"
    path.write_bytes(path.read_bytes()[:700])
    words = ["clean", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl")]
    done = CliRunner().invoke(main, [*words, "--profiles", str(profiles), "--learn", learn])
    assert done.exit_code == 2 and "a.com.json: no profile" in done.output
    assert not (tmp_path / "out.jsonl").exists()
