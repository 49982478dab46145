"""What repeats on a site and is no chrome: with a profile as much of it stays as without one.

Each page has chrome that repeats as well, so that a profile which removed nothing would fail.
"""

import pytest

import cleaner

TOWNS = ["Alby", "Borg", "Crail", "Dunster", "Elton", "Fyvie", "Gorey", "Hythe"]
CHROME = "The Harbour Post brings the coast together since the days of sail"


def prose(town: str, number: int) -> str:
    verbs = [
        "decided to repair",
        "asked the county for",
        "put off",
        "paid for",
        "looked at",
        "sold",
    ]
    return (
        f"In {town} the council of {number + len(town)} members {verbs[number % 6]} the northern "
        f"pier on Monday, said the mayor of {town}, who had asked for money in spring {number}."
    )


def lines(town: str, *, above: str = "", within: str = "", below: str = "") -> list[str]:
    body = [prose(town, n) for n in range(4)]
    return [
        f"Pier of {town} to be repaired",
        *filter(None, [above]),
        *body[:2],
        *filter(None, [within]),
        *body[2:],
        *filter(None, [below]),
        CHROME,
    ]


def as_text(given: list[str]) -> str:
    return "\n\n".join(given)


def as_html(given: list[str]) -> str:
    title, *rest, chrome = given
    tags = [
        f"<h3>{line}</h3>" if len(line) < 40 and line[-1] not in ".:)" else f"<p>{line}</p>"
        for line in rest
    ]
    return (
        f"<html><head><title>{title}</title></head><body><div class='top'><a href='/'>Start</a>"
        f"</div><h1>{title}</h1><div class='story-text'>{''.join(tags)}</div>"
        f"<div class='motto'>{chrome}</div></body></html>"
    )


FORMS = {"text": as_text, "html": as_html}

EDITORS_NOTE = (
    "Editor's note: this series looks at the towns of the coast and at the people who keep their "
    "harbours open in winter. It was written over one year."
)
COLUMN = (
    "Harbour Diary is our weekly column on the people who live by the sea, their boats and their "
    "plans. It appears every Saturday morning."
)
GENERIC = "The mayor could not be reached for comment."
RUBRIC = "A place for good news from the pier, and for boats with odd names."
SUMMARY = "Here is what happened today:"
KINDS = {
    "editor's note above": {"above": EDITORS_NOTE},
    "editor's note within": {"within": EDITORS_NOTE},
    "column's opening above": {"above": COLUMN},
    "column's opening within": {"within": COLUMN},
    "standing rubric": {"within": RUBRIC},
    "heading": {"within": "What happens next"},
    "generic paragraph": {"within": GENERIC},
    "agency's notice": {"below": "(Reuters)"},
    "agency's notice in a sentence": {"below": "With material from Reuters and the AFP."},
    "summary of a live blog": {"within": SUMMARY},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_repeats_by_its_nature_stays(kind: str, form: str) -> None:
    given = KINDS[kind]
    page = FORMS[form](lines("Hythe", **given))
    profile = cleaner.learn([FORMS[form](lines(t, **given)) for t in TOWNS[:7]])
    before, after = (cleaner.clean(page, kind=form, profile=p).text for p in (None, profile))
    for line in lines("Hythe", **given)[1:-1]:
        assert (line in after) >= (line in before), line
    assert CHROME not in after


@pytest.mark.parametrize("form", FORMS)
def test_a_line_of_half_of_the_stories_stays_where_it_is_part_of_them(form: str) -> None:
    pages = [
        FORMS[form](lines(t, within=GENERIC if n % 2 else "")) for n, t in enumerate(TOWNS[:7])
    ]
    page = FORMS[form](lines("Hythe", within=GENERIC))
    assert GENERIC in cleaner.clean(page, kind=form, profile=cleaner.learn(pages)).text


@pytest.mark.parametrize("form", FORMS)
def test_a_short_last_paragraph_of_some_stories_stays(form: str) -> None:
    towns = [*TOWNS[:7], "Iver", "Jarrow"]
    pages = [FORMS[form](lines(t, below=GENERIC if n < 3 else "")) for n, t in enumerate(towns)]
    page = FORMS[form](lines("Hythe", below=GENERIC))
    text = cleaner.clean(page, kind=form, profile=cleaner.learn(pages)).text
    assert GENERIC in text
    assert CHROME not in text


@pytest.mark.parametrize("form", FORMS)
def test_bare_numbers_stay(form: str) -> None:
    def given(town: str) -> str:
        numbered = [part for n in range(5) for part in (f"{n + 1}.", prose(town, n))]
        return FORMS[form]([f"Five piers of {town}", *numbered, CHROME])

    profile = cleaner.learn([given(t) for t in TOWNS[:7]])
    before, after = (cleaner.clean(given("Hythe"), kind=form, profile=p) for p in (None, profile))
    assert CHROME not in after.text
    left = [line for line in before.text.split("\n\n") if line != CHROME]
    assert after.text.split("\n\n") == left


@pytest.mark.parametrize("form", FORMS)
def test_sister_pages_of_one_story_keep_what_they_share(form: str) -> None:
    def sister(n: int) -> str:
        first = f"The council of Alby met {n} times this week, more often than in any other year."
        given = lines("Alby", above=first)
        return FORMS[form]([f"Pier of Alby, part {n}", *given[1:]])

    others = [FORMS[form](lines(t)) for t in TOWNS[1:7]]
    profile = cleaner.learn([*map(sister, range(2, 6)), *others])
    assert profile.known.stories == 7
    text = cleaner.clean(sister(7), kind=form, profile=profile).text
    assert all(prose("Alby", n) in text for n in range(4))
    assert CHROME not in text


@pytest.mark.parametrize("form", FORMS)
def test_the_entries_of_a_live_blog_that_its_later_pages_repeat_stay(form: str) -> None:
    """Pages of one live blog show the same summary and, each, some more entries below."""
    points = [
        f"The pier of Alby was closed at {n} o'clock, said the harbour master." for n in (7, 9)
    ]

    def blog(n: int) -> str:
        entries = [prose("Alby", i) for i in range(n)]
        return FORMS[form](["Pier of Alby live", SUMMARY, *points, *entries, CHROME])

    others = [FORMS[form](lines(t)) for t in TOWNS[1:7]]
    profile = cleaner.learn([blog(4), blog(5), *others])
    before, after = (cleaner.clean(blog(6), kind=form, profile=p).text for p in (None, profile))
    assert all((line in after) >= (line in before) for line in (*points, SUMMARY))
    assert all(prose("Alby", i) in after for i in range(6))


def test_the_last_part_of_a_column_is_no_end_of_the_article() -> None:
    """Lines that open the last part of a column stand behind most of it on every page."""
    opener, rubric = "One more thing from the harbour", RUBRIC

    def column(town: str) -> str:
        last = f"A boat called {town} Lady won the race and a cake of {len(town)} pounds."
        return as_text([*lines(town)[:-1], opener, rubric, last, CHROME])

    profile = cleaner.learn([column(t) for t in TOWNS[:7]])
    before, after = (
        cleaner.clean(column("Hythe"), kind="text", profile=p).text for p in (None, profile)
    )
    for line in (opener, rubric, "A boat called Hythe Lady won the race and a cake of 5 pounds."):
        assert (line in after) >= (line in before)


def test_what_stands_behind_lines_that_end_articles_goes() -> None:
    """A box below the article has a text of its own on each page: its frame gives it away."""
    frame = [
        "Comments",
        "Please log in or sign up to comment.",
        "Most read",
        "Follow us on Twitter",
    ]

    def page(town: str) -> str:
        view = f"We from {town} have waited for a pier like this for years, and we will use it."
        return as_text([*lines(town)[:-1], *frame, view, CHROME])

    profile = cleaner.learn([page(t) for t in TOWNS[:7]])
    article = cleaner.clean(page("Hythe"), kind="text", profile=profile)
    assert all(prose("Hythe", n) in article.text for n in range(4))
    said = [e for r in article.removed if r.text.startswith("We from Hythe") for e in r.evidence]
    assert any(e.startswith("profile:end:") and "7 stories" in e for e in said)


def test_a_line_of_this_page_only_among_its_prose_is_spoken_for() -> None:
    """Names that a line break cuts out of a sentence look like tags, and stand on no other page."""
    from cleaner.blocks import read
    from cleaner.evidence.profile import votes as profile_votes
    from cleaner.records import Page

    profile = cleaner.learn([as_text(lines(t, within="Tags")) for t in TOWNS[:7]])
    given = as_text([*lines("Hythe", within="Old Quay")[:-1], "New Quay", CHROME])
    reading = read(Page(given, "text"))
    said = dict(zip([b.text for b in reading.blocks], profile_votes(reading, profile), strict=True))
    assert [(v.label, v.evidence) for v in said["Old Quay"]] == [
        ("body", "profile:new 0/7 stories")
    ]
    assert said["New Quay"] == ()
    longer = next(v for v in said[prose("Hythe", 1)] if v.evidence.startswith("profile:new"))
    assert 0 < said["Old Quay"][0].weight < longer.weight


def votes_on(given: str, pages: list[str]) -> dict[str, list[str]]:
    """For each line of a text what the profile of some pages says of it."""
    from cleaner.blocks import read
    from cleaner.evidence.profile import votes as profile_votes
    from cleaner.records import Page

    reading = read(Page(given, "text"))
    found = profile_votes(reading, cleaner.learn(pages))
    return {
        b.text: [f"{v.label} {v.evidence.partition(' ')[0]}" for v in said]
        for b, said in zip(reading.blocks, found, strict=True)
    }


NOTICES = {
    "law": "Until a court has spoken, all who are named in this report are held to be innocent, "
    "and the paper prints the outcome of every case.",
    "Gesetz": "Bis zu einer rechtskräftigen Entscheidung gilt die Unschuldsvermutung für alle, die "
    "in diesem Bericht genannt werden.",
    "sign-off": "So long, and mind the tide. Until next week.",
    "rating": "Verdict: four gulls of five",
    "día": "Las leyes citadas son las vigentes el día de esta publicación.",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("notice", NOTICES)
def test_what_few_stories_end_with_stays_where_the_labeller_keeps_it(
    notice: str, form: str
) -> None:
    """Two stories of nine have it, and are among those that the profile is learned from."""
    line = NOTICES[notice]
    pages = [
        FORMS[form](lines(t, below=line if n < 2 else "")) for n, t in enumerate([*TOWNS, "Iver"])
    ]
    profile = cleaner.learn(pages)
    for page in pages[:2]:
        before, after = (cleaner.clean(page, kind=form, profile=p).text for p in (None, profile))
        assert (line in after) >= (line in before)
        assert CHROME not in after


@pytest.mark.parametrize(
    ("by", "line"),
    [
        (
            "By Nora Quill",
            "Nora Quill has written about piers, boats and those who mend them since she came to "
            "the coast, and keeps two dogs.",
        ),
        (
            "Von Jörg Mühlbach",
            "Seit vielen Jahren schreibt Jörg Mühlbach über Häfen und über die Menschen, die an "
            "ihnen leben und arbeiten.",
        ),
    ],
)
def test_a_portrait_is_told_though_few_stories_have_it(by: str, line: str) -> None:
    def page(town: str, *, signed: bool) -> str:
        given = lines(town, above=by if signed else "By Tom Reed", below=line if signed else "")
        return as_text(given)

    pages = [page(t, signed=n < 2) for n, t in enumerate([*TOWNS, "Iver"])]
    assert [v.partition(":")[0] for v in votes_on(pages[0], pages)[line]] == ["chrome profile"]
    nobody = [p.replace(by, "By Tom Reed") for p in pages]
    assert votes_on(nobody[0], nobody)[line] == []


def test_the_teaser_of_another_story_is_told_though_few_have_it() -> None:
    """It opens its own story, and stands behind the other one."""
    teased = prose("Borg", 0)
    first = as_text([*lines("Alby")[:-1], teased, CHROME])
    pages = [first, *(as_text(lines(t)) for t in [*TOWNS[1:], "Iver"])]
    said = votes_on(first, pages)[teased]
    assert [v.partition(":")[0] for v in said] == ["chrome profile"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The keeper of the northern light has told", ", and nobody else, why he left."),
        ("Der Wärter des nördlichen Leuchtturms hat der", "erzählt, warum er gegangen ist."),
        ("Le gardien du phare du nord a raconté au", "pourquoi il était parti en hiver."),
    ],
)
def test_the_sites_name_within_a_sentence_that_links_broke_into_lines_stays(
    above: str, below: str
) -> None:
    name = "The Harbour Post"
    pages = ["\n".join([name, *lines(t)]) for t in TOWNS[:7]]
    body = [prose("Hythe", n) for n in range(4)]
    given = "\n".join([name, "Pier of Hythe", *body[:2], above, name, below, *body[2:], CHROME])
    assert votes_on(given, pages)[name] == []
    ended = given.replace(above, above + " it all.")
    assert any(v.startswith("chrome profile:text:") for v in votes_on(ended, pages)[name])


def test_the_last_prose_of_a_page_is_not_spoken_for_as_new() -> None:
    """A portrait or an offer is new as well where the site has it in other words elsewhere."""
    pages = [as_text(lines(t)) for t in TOWNS[:7]]
    last = (
        "Nora Quill has written about piers, boats and those who mend them since she came to the "
        "coast, and keeps two dogs."
    )
    said = votes_on(as_text([*lines("Hythe")[:-1], last, CHROME]), pages)
    assert said[last] == []
    assert said[prose("Hythe", 3)] == ["body profile:new"]
