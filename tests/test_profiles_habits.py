"""Habits of a site in its metadata: what is learned, and what becomes of the claims of a page."""

import datetime as dt
import json
import random
from pathlib import Path

import jsonschema
import pytest

import cleaner
from cleaner.profiles import bylines, forms, merge, report, store
from cleaner.records import Image

ROOT = Path(__file__).parent.parent
TOWNS = ["Alby", "Borg", "Crail", "Dunster", "Elton", "Fyvie", "Gorey", "Hythe"]


def prose(town: str, number: int) -> str:
    return (
        f"In {town} the council of {number} members decided on Monday to repair the northern pier, "
        f"said the mayor of {town}, who had asked for the money in spring number {number}."
    )


def page(
    town: str,
    *,
    title: str = "Pier of {} to be repaired by the council",
    metas: str = "",
    header: str = "",
) -> str:
    body = "".join(f"<p>{prose(town, n)}</p>" for n in range(5))
    shown = f"Pier of {town} to be repaired by the council"
    return (
        f"<html><head><title>{title.format(town)}</title>{metas}</head><body><article>"
        f"<h1>{shown}</h1>{header}<div class='story'>{body}</div></article></body></html>"
    )


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def learned(**given: str) -> cleaner.Profile:
    pages = [page(t, **given) for t in TOWNS[:7]]
    return cleaner.learn(pages, site="post.example")


def test_a_titles_tail_is_learned_and_cut() -> None:
    def headless(town: str) -> str:
        return page(town, title="Pier of {} is saved - Coast and Sea").replace("<h1>", "<b>")

    profile = cleaner.learn([headless(t) for t in TOWNS[:7]])
    assert profile.known.habits.tails["coast and sea"].stories == 7
    without = cleaner.clean(headless("Hythe").replace("Pier of Hythe to", "Work to"))
    with_it = cleaner.clean(
        headless("Hythe").replace("Pier of Hythe to", "Work to"), profile=profile
    )
    titles = [without.metadata["title"], with_it.metadata["title"]]
    values = [{c.value for c in (t, *t.others)} for t in titles]
    assert "Pier of Hythe is saved - Coast and Sea" in values[0]
    assert "Pier of Hythe is saved - Coast and Sea" not in values[1]
    assert "Pier of Hythe is saved" in values[1]


def test_an_author_of_all_stories_is_the_sites() -> None:
    metas = meta("author", "Nora Quill")
    profile = learned(metas=metas)
    field = cleaner.clean(page("Hythe", metas=metas), profile=profile).metadata["authors"]
    assert (field.value, field.source) == ((), "profile")
    assert [(c.value, c.reason) for c in field.others] == [
        (("Nora Quill",), "site-repeat 7/7 stories")
    ]
    assert cleaner.clean(page("Hythe", metas=metas)).authors == ("Nora Quill",)


def test_the_author_of_this_story_goes_before_the_sites() -> None:
    metas = meta("author", "Nora Quill")
    profile = learned(metas=metas)
    given = page("Hythe", metas=metas, header="<p class='byline'>By Adam Shaw</p>")
    article = cleaner.clean(given, profile=profile)
    assert article.authors == ("Adam Shaw",)
    assert any(c.reason for c in article.metadata["authors"].others)


@pytest.mark.parametrize("number", [4, 7])
def test_only_five_stories_make_an_author_the_sites(number: int) -> None:
    metas = meta("author", "Nora Quill")
    profile = cleaner.learn([page(t, metas=metas) for t in TOWNS[:number]])
    authors = cleaner.clean(page("Hythe", metas=metas), profile=profile).authors
    assert authors == (("Nora Quill",) if number < 5 else ())


def test_a_site_of_one_person_keeps_its_author_whom_bylines_name() -> None:
    given = {"metas": meta("author", "Nora Quill"), "header": "<p class='byline'>By Nora Quill</p>"}
    profile = learned(**given)
    assert cleaner.clean(page("Hythe", **given), profile=profile).authors == ("Nora Quill",)


def test_logo_and_motto_are_no_storys() -> None:
    metas = meta("og:image", "https://post.example/logo.png") + meta("description", "All the coast")
    profile = learned(metas=metas)
    field = cleaner.clean(page("Hythe", metas=metas), profile=profile).metadata["images"]
    assert field.value == ()
    assert field.others[0].value == (Image("https://post.example/logo.png"),)


DATED = '<p class="date">{}</p>'


@pytest.mark.parametrize(("others", "day"), [("25/{}/2021", 4), ("{}/25/2021", 3)])
def test_the_order_of_day_and_month_is_the_sites(others: str, day: int) -> None:
    pages = [
        page(t, header=DATED.format(others.format(n)), metas='<meta name="x">')
        for n, t in enumerate(TOWNS[:7], 1)
    ]
    profile = cleaner.learn(pages)
    article = cleaner.clean(page("Hythe", header=DATED.format("04/03/2021")), profile=profile)
    published = article.published
    assert isinstance(published, dt.date)
    assert published.day == day
    assert article.metadata["published"].source == "visible-header"


def test_a_site_with_both_orders_has_none() -> None:
    shown = ["25/1/2021", "1/25/2021", "26/1/2021", "1/26/2021", "27/1/2021"]
    pages = [page(t, header=DATED.format(d)) for t, d in zip(TOWNS, shown, strict=False)]
    assert cleaner.learn(pages).known.habits.date_order is None


def zoned_page(town: str, month: int, hour: int) -> str:
    instant = meta("article:published_time", f"2021-{month:02}-10T{hour:02}:30:00Z")
    return page(town, metas=instant, header=DATED.format(f"10.{month:02}.2021, 15:30"))


def test_a_time_gets_the_zone_of_the_site_in_that_month() -> None:
    pages = [zoned_page(t, 1, 14) for t in TOWNS[:4]] + [zoned_page(t, 7, 13) for t in TOWNS[4:7]]
    profile = cleaner.learn(pages)
    for month, hours in ((2, 1), (7, 2)):
        given = page("Hythe", header=DATED.format(f"11.{month:02}.2021, 15:30"))
        field = cleaner.clean(given, profile=profile).metadata["published"]
        assert field.value.utcoffset() == dt.timedelta(hours=hours)
        assert (field.source, field.others[0].source) == ("profile", "visible-header")
    between = page("Hythe", header=DATED.format("11.10.2021, 15:30"))
    assert cleaner.clean(between, profile=profile).published == dt.date(2021, 10, 11)


def test_the_sites_language_and_name_stand_in_where_a_page_is_silent() -> None:
    metas = meta("og:site_name", "Harbour Post")
    pages = [page(t, metas=metas).replace("<html>", "<html lang='en'>") for t in TOWNS[:7]]
    profile = cleaner.learn(pages)
    silent = "<html><body><article><div class='story'><p>{}</p></div></article></body></html>"
    given = silent.format("Zzz Kkk Xxx Qqq Www. " * 30)
    article = cleaner.clean(given, profile=profile)
    assert {"language", "site"} <= article.metadata.keys()
    assert [article.metadata[name].source for name in ("language", "site")] == ["profile"] * 2
    assert (article.language, article.site) == ("en", "Harbour Post")
    assert cleaner.clean(given).language is None


def test_no_source_is_the_profile_where_the_page_says_it_all() -> None:
    profile = learned(metas=meta("author", "Nora Quill"), title="Pier of {} - Coast and Sea")
    given = page("Hythe", metas=meta("author", "Adam Shaw")).replace("<html>", "<html lang='en'>")
    fields = cleaner.clean(given, url="https://post.example/a", profile=profile).metadata
    assert "profile" not in {field.source for field in fields.values()}


def test_forms_of_bylines() -> None:
    form = bylines.form("Words: Nora Quill | 12 March 2021", ["Nora Quill"])
    assert form == "words: {name} | {date}"
    assert bylines.names_in("Words: Adam Shaw | 3 May 2022", form) == ("Adam Shaw",)
    assert bylines.names_in("Words: a word | 3 May 2022", form) == ()
    assert bylines.names_in("Adam Shaw", form) == ()
    assert bylines.form("Nora Quill", ["Nora Quill"]) == ""


def test_a_line_in_the_form_of_the_sites_bylines_is_one() -> None:
    def given(town: str, name: str, *, data: bool = True) -> str:
        metas = meta("author", name) if data else ""
        return page(town, metas=metas, header=f"<p>Words from the pier: {name} | 12 March 2021</p>")

    names = ["Ann Ford", "Bob Hill", "Cleo Marsh", "Dan Vale", "Eve Stone", "Finn Wood", "Gus Lake"]
    profile = cleaner.learn([given(t, n) for t, n in zip(TOWNS, names, strict=False)])
    form = "words from the pier: {name} | {date}"
    assert profile.known.habits.bylines[form].stories == 7
    article = cleaner.clean(given("Hythe", "Adam Shaw", data=False), profile=profile)
    line = next(r for r in article.removed if "Adam Shaw" in r.text)
    assert any(f"profile:byline:{form} 7/7 stories" in said for said in line.evidence)
    assert article.authors == ("Adam Shaw",)


def test_slots_for_numbers_titles_names_dates_and_rests() -> None:
    titles = (forms.fold("Pier of Hythe to be repaired"),)

    def slots(text: str) -> dict[str, int]:
        return forms.slotted(text, titles)

    assert slots("1.2k shares") == {"{#} shares": 0}
    assert slots("Print: Pier of Hythe to be repaired")["print: {title}"] == 0
    assert slots("Read more: Storm over the bay")["read more: {…}"] == 2
    assert slots("Seen by Nora Quill on 12 March 2021")["seen by {name} on {date}"] == 1
    assert slots("Nora Quill") == {}
    assert slots("No slot in here") == {}


def mixed() -> list[str]:
    zoned = [zoned_page(t, 1 + n, 14) for n, t in enumerate(TOWNS)]
    authored = [page(t[::-1], metas=meta("author", f"{t} Quill")) for t in TOWNS]
    return zoned + authored


def test_habits_merge_in_any_order_and_grouping() -> None:
    pages = mixed()
    whole = store.dumps(cleaner.learn(pages, site="post.example"))
    assert '"zone"' in whole
    for seed in range(4):
        random.Random(seed).shuffle(pages)
        a, b, c = (cleaner.learn(pages[i::3], site="post.example") for i in range(3))
        assert store.dumps(merge([merge([a, b]), c])) == whole
        assert store.dumps(merge([c, merge([a, b, a])])) == whole


def test_json_keeps_habits() -> None:
    profile = cleaner.learn(mixed(), site="post.example")
    stored = store.dumps(profile)
    schema = json.loads((ROOT / "docs" / "profile.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(stored))
    again = store.loads(stored)
    assert again.known.habits == profile.known.habits
    assert store.dumps(again) == stored
    for entry in json.loads(stored)["habits"]:
        positions = store.numbers(entry["on"])
        assert positions == sorted(positions)
    several = {habit for habit, pages in profile.habits.items() if len(pages) > 1}
    assert several <= again.habits.keys()


def test_values_of_single_pages_are_stored_as_hashes_and_still_merge() -> None:
    def given(town: str) -> str:
        return page(town, metas=meta("author", "Nora Quill") + meta("description", f"Of {town}"))

    shards = [cleaner.learn([given(t)], site="post.example") for t in TOWNS[:6]]
    stored = [store.dumps(shard) for shard in shards]
    assert not any("quill" in text or "of alby" in text for text in stored)
    merged = merge(map(store.loads, stored))
    whole = cleaner.learn([given(t) for t in TOWNS[:6]], site="post.example")
    for half in (merged, merge([*map(store.loads, stored[:3]), *shards[3:]])):
        assert half.known == whole.known
    assert merged.known.habits.constant("authors", "nora quill") is not None
    assert merged.known.habits.constant("subtitle", "of alby") is None
    assert "     6 of 6  author 'nora quill'" in list(report.shown(merge([merged, shards[0]])))


def test_people_can_read_habits_and_compare_them() -> None:
    few = cleaner.learn([page(t, metas=meta("author", "Nora Quill")) for t in TOWNS[:5]])
    more = learned(metas=meta("author", "Nora Quill"), title="Pier of {} - Coast and Sea")
    assert "     5 of 5  author 'nora quill'" in list(report.shown(few))
    assert any("habits" in line for line in report.checked(few, "a.json"))
    changes = list(report.differences(few, more))
    assert "~ author 'nora quill' (5 of 5 stories -> 7 of 7 stories)" in changes
    assert "+ title-tail 'coast and sea' (7 of 7 stories)" in changes
