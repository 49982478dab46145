"""Metadata from head and header of pages made for these tests."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import metadata
from cleaner.blocks import html as html_blocks
from cleaner.blocks import text as text_blocks
from cleaner.evidence import header
from cleaner.metadata import dates as date_field
from cleaner.metadata import language, sources
from cleaner.metadata import title as title_field
from cleaner.records import (
    Block,
    Decision,
    Head,
    Image,
    Link,
    Options,
    Page,
    Reading,
    Structure,
    TimeMark,
    Vote,
)
from cleaner.split import split


def text_page(source, url=None, options=None):
    reading = text_blocks.read(Page(source, "text", url))
    return metadata.extract(reading, decided(reading, 3.4), options or Options())


def html_page(head=None, blocks=(), url="https://www.example.com/story", options=None):
    page = Page("<html></html>", "html", url)
    reading = Reading(page, tuple(blocks), head or Head())
    return metadata.extract(reading, decided(reading, 0), options or Options())


def decided(reading, threshold):
    out = []
    for votes in header.votes(reading):
        best = max(votes, key=lambda v: v.weight, default=None)
        if best and best.weight > threshold:
            out.append(Decision(best.label, best.reason, 0.9, votes))
        else:
            out.append(Decision("body", "", 0.9, votes))
    return out


def block(index, text, kind="paragraph", level=0, **more):
    structure = Structure(tag="p", names=more.get("names", ()))
    return Block(index, text, 0, 0, kind, level, links=more.get("links", ()), structure=structure)


def head(title="", ld=(), metas=(), **more):
    scripts = tuple(s if isinstance(s, str) else json.dumps(s) for s in ld)
    return Head(title=title, json_ld=scripts, metas=tuple(metas), **more)


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Council opens the new bridge",
    "datePublished": "2021-03-04T17:30:00+01:00",
    "dateModified": "2021-03-05T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}],
    "publisher": {"@type": "Organization", "name": "Example Gazette"},
    "articleSection": "Local",
    "keywords": ["bridges", "council"],
}
PROSE = (
    "The council opened the new bridge on Thursday after nine years of work and two court cases, "
    "and the first buses crossed it at noon while the choir of the harbour school sang."
)
MORE = (
    "Traffic had been led through the old town since the former bridge was closed, which shop "
    "owners there had often complained about, the mayor said in her speech at the ceremony."
)

NEWS = f"""Council opens the new bridge after nine years

Critics say that the old one was good enough

Updated - March 5, 2021 08:00 am IST

Published - March 4, 2021 05:30 pm IST - CHENNAI:

{PROSE}

Ann Poe reports from Madurai:

{MORE}
"""


def test_the_header_of_a_text_page():
    found = text_page(NEWS)
    values = {name: field.value for name, field in found.items()}
    assert values["title"] == "Council opens the new bridge after nine years"
    assert values["subtitle"] == "Critics say that the old one was good enough"
    assert values["published"].isoformat() == "2021-03-04T17:30:00+05:30"
    assert values["updated"].isoformat() == "2021-03-05T08:00:00+05:30"
    assert values["place"] == "CHENNAI"
    assert values["authors"] == ("Ann Poe",)
    assert values["language"] == "en"
    assert found["published"].raw == "Published - March 4, 2021 05:30 pm IST - CHENNAI:"
    assert found["published"].source == "visible-header"
    assert found["authors"].source == "text"


def test_a_text_that_states_nothing_gives_nothing():
    found = text_page(f"{PROSE}\n\n{MORE}\n\n© 2021 Example Media, 4 March 2021")
    assert set(found) == {"language"}


def test_prose_alone_gets_no_header_votes():
    reading = text_blocks.read(Page(f"{PROSE}\n\n{MORE}\n\n{PROSE}", "text"))
    assert all(vote.weight < 2 for votes in header.votes(reading) for vote in votes)


def test_a_subheading_that_opens_a_body_is_only_hinted_at():
    reading = text_blocks.read(Page(f"Border tensions\n\n{PROSE}\n\n{MORE}", "text"))
    assert all(vote.weight <= 3 for votes in header.votes(reading) for vote in votes)


def test_a_line_with_a_number_and_sisters_is_no_title():
    counted = [f"1. Border tensions on the river\n\n{PROSE}", f"2. The bridge\n\n{MORE}"]
    three = [*counted, f"3. Fair put off\n\n{PROSE}"]
    for lines, marked in ((three, False), (counted, True)):
        reading = text_blocks.read(Page("\n\n".join(lines), "text"))
        assert bool(header.votes(reading)[0]) is marked


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("<p>Source: Council opens the new bridge</p>", True),
        ("<p>Źródło: Council opens the new bridge</p>", True),
        ("<p>Source: Council opens the new bridge, says the mayor</p>", False),
        ("<p>The mayor says to all who ask him: Council opens the new bridge</p>", False),
        ("<h2>Introduction: Council opens the new bridge</h2>", False),
    ],
)
def test_a_line_that_gives_the_title_as_its_source(line, marked):
    title = "Council opens the new bridge"
    source = f"<html><head><title>{title}</title></head><h1>{title}</h1><p>{PROSE}</p>{line}"
    votes = header.votes(html_blocks.read(Page(source, "html")))
    assert bool(votes[-1]) is marked


def test_the_contributors_line_stays_in_the_body():
    reading = text_blocks.read(Page(NEWS, "text"))
    votes = header.votes(reading)
    (index,) = [b.index for b in reading.blocks if b.text.startswith("Ann Poe")]
    assert votes[index] == ()


def test_relative_dates_are_read_against_the_reference_time():
    source = f"Council opens the new bridge after nine years\n\n2 hours ago\n\n{PROSE}\n\n{MORE}"
    assert "published" not in text_page(source)
    options = Options(reference_time=dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC))
    found = text_page(source, options=options)
    assert found["published"].value.isoformat() == "2021-03-04T10:00:00+00:00"


def test_json_ld():
    found = html_page(head(title="Council opens the new bridge | Example Gazette", ld=[ARTICLE]))
    assert found["title"].value == "Council opens the new bridge"
    assert found["authors"].value == ("Jane Doe",)
    assert found["authors"].source == "json-ld"
    assert found["published"].value.isoformat() == "2021-03-04T17:30:00+01:00"
    assert found["updated"].value.isoformat() == "2021-03-05T08:00:00+01:00"
    assert found["site"].value == "Example Gazette"
    assert found["section"].value == "Local"
    assert found["tags"].value == ("bridges", "council")


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Article", "headline": "Council opens the new bridge"} -->',
        '{"@type": "Article", "headline": "Council opens the new bridge",}',
        '/* data */ {"@type": "Article", "headline": "Council opens the new bridge"}',
        '{"@type": "Article",\n// the title\n"headline": "Council opens the new bridge"}',
        '{"@type": "Article", "headline": "Council opens\n the new bridge"}',
        '{"@type": "Article", "headline": "Council opens the new\x0b bridge"}',
        '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "headline": '
        '"Council opens the new bridge"}]}',
        '[{"@type": "Article", "headline": ["Council opens the new bridge"]}]',
        '{"@type": "WebPage"}{"@type": "Article", "headline": "Council opens the new bridge"}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Council opens the "
        "new bridge&quot;}",
        '{"@type": "Article", "headline": "Council opens the new bridge", "broken": ',
    ],
)
def test_damaged_json_ld_is_repaired(script):
    assert html_page(head(ld=[script]))["title"].value == "Council opens the new bridge"


def test_references_are_followed():
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Bridge", "author": {"@id": "#jane"}},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        ]
    }
    assert html_page(head(ld=[graph]))["authors"].value == ("Jane Doe",)


@pytest.mark.parametrize("author", [5, {"name": None}, [[]], {"@id": 7}, True, {"name": {}}])
def test_authors_of_wrong_type_do_not_matter(author):
    assert "authors" not in html_page(head(ld=[ARTICLE | {"author": author}]))


@pytest.mark.parametrize(
    "author",
    [
        *("admin", "https://example.com/jane", "jane@example.com", "12345", "undefined"),
        *("Super User", "webteam", "Web Team", "wpadmin", "admin2", "redazione_bn"),
    ],
)
def test_junk_is_no_author(author):
    assert "authors" not in html_page(head(ld=[ARTICLE | {"author": author}]))


def test_agencies_stand_apart():
    found = html_page(head(ld=[ARTICLE | {"author": [{"name": "Jane Doe"}, {"name": "AFP"}]}]))
    assert found["authors"].value == ("Jane Doe",)
    assert found["agencies"].value == ("AFP",)


def test_an_organisation_is_the_author_only_where_nobody_is_named():
    found = html_page(head(ld=[ARTICLE | {"author": {"name": "Example Gazette"}}]))
    assert found["authors"].value == ("Example Gazette",)
    assert "agencies" not in found
    lines = [
        block(0, "Council opens the new bridge", "heading", 1),
        block(1, "By Jane Doe"),
        block(2, PROSE),
    ]
    found = html_page(head(ld=[ARTICLE | {"author": {"name": "Example Gazette"}}]), lines)
    assert found["authors"].value == ("Jane Doe",)
    assert found["authors"].source == "byline"


@pytest.mark.parametrize("cut", [False, True])
def test_the_standfirst_of_a_line_that_went_for_the_button_behind_it(cut):
    line = "Buses cross the bridge again, and the choir of the harbour school sings."
    lines = ["Council opens the new bridge", f"{line} Share this", PROSE, MORE]
    reading = text_blocks.read(Page("\n\n".join(lines), "text"))
    title = (Vote("title", 8.0, "title", "test"),)
    share = Decision("chrome", "share-bar", 0.9, ())
    if cut:
        reading, _ = split(reading, {1: [(len(line) + 1, len(line) + 11)]})
    decisions = [Decision("title", "title", 0.9, title), *[share] * (2 if cut else 1)]
    decisions += [Decision("body", "", 0.9, ())] * 2
    assert metadata.extract(reading, decisions, Options())["subtitle"].value == line


@pytest.mark.parametrize(("between", "found"), [((), True), (("Share",), False)])
def test_a_short_line_between_the_header_and_the_story_is_the_standfirst(between, found):
    line = "The first buses cross at noon, to the cheers of the harbour school"
    labels = {"Council opens the new bridge": "title", "By Jane Doe": "byline"}
    labels |= {line: "subtitle", **dict.fromkeys(between, "chrome")}
    reading = text_blocks.read(Page("\n\n".join([*labels, PROSE, MORE]), "text"))
    decisions = [
        Decision(name, name, 0.9, (Vote(name, 4.0, name, "model"),)) for name in labels.values()
    ]
    decisions += [Decision("body", "", 0.9, ())] * 2
    values = metadata.extract(reading, decisions, Options())
    assert (values["subtitle"].value if "subtitle" in values else None) == (line if found else None)


def test_an_update_below_a_kept_standfirst_stands_above_the_story():
    lines = [
        block(0, "Council opens the new bridge", "heading", 1),
        block(1, "Buses cross the river again after nine years."),
        block(2, "Updated March 5, 2021"),
        block(3, PROSE),
        block(4, MORE),
    ]
    found = html_page(head(title="Council opens the new bridge"), lines)
    assert found["published"].value == found["updated"].value == dt.date(2021, 3, 5)
    below = [*lines[:2], block(2, PROSE), block(3, MORE), block(4, "Updated March 5, 2021")]
    assert "published" not in html_page(head(title="Council opens the new bridge"), below)


def test_a_site_of_ones_own_name_has_a_person_as_author():
    own = ARTICLE | {"author": {"@type": "Person", "name": "Jane Doe"}}
    found = html_page(head(ld=[own], metas=[("og:site_name", "Jane Doe")]))
    assert found["authors"].value == ("Jane Doe",)
    assert "agencies" not in found


def test_names_come_from_links_to_author_pages():
    text = "Jane DoeChief of the harbour desk"
    lines = [
        block(0, "Council opens the new bridge", "heading", 1),
        block(1, text, names=("byline",), links=(Link(0, 8, "/authors/jane-doe"),)),
        block(2, PROSE),
    ]
    assert html_page(head(title="Council opens the new bridge"), lines)["authors"].value == (
        "Jane Doe",
    )


def test_the_more_exact_source_of_the_same_day_wins():
    found = html_page(
        head(
            ld=[ARTICLE | {"datePublished": "2021-03-04"}],
            metas=[("article:published_time", "2021-03-04T17:30:00Z")],
        )
    )
    assert found["published"].value.isoformat() == "2021-03-04T17:30:00+00:00"
    assert any(c.source == "json-ld" for c in found["published"].others)


def test_an_earlier_date_on_the_page_corrects_the_data():
    lines = [
        block(0, "Council opens the new bridge", "heading", 1),
        block(1, "Published March 4, 2021"),
        block(2, PROSE),
    ]
    data = head(
        title="Council opens the new bridge", ld=[ARTICLE | {"datePublished": "2023-08-01"}]
    )
    found = html_page(data, lines)
    assert found["published"].value == dt.date(2021, 3, 4)
    assert found["published"].source == "visible-header"


def test_the_time_element_and_the_address():
    lines = [
        block(0, "Council opens the new bridge", "heading", 1),
        block(1, "4 March"),
        block(2, PROSE),
    ]
    mark = TimeMark("2021-03-04T17:30:00+01:00", "4 March", 1)
    data = head(title="Council opens the new bridge", times=(mark,))
    assert "published" not in html_page(data, lines[2:])
    dated = html_page(Head(), lines[2:], url="https://www.example.com/2021/03/04/bridge")
    assert dated["published"].value == dt.date(2021, 3, 4)
    assert dated["published"].source == "url"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2021/03/04/bridge", "2021-03-04"),
        ("2021/3/4/bridge", "2021-03-04"),
        ("2021/03/04-bridge", "2021-03-04"),
        ("2021-03-14-bridge", "2021-03-14"),
        ("20210314/bridge", "2021-03-14"),
        ("2021/03/14.html", "2021-03-14"),
        ("2021/mar/04/bridge", "2021-03-04"),
        ("2021/03/4-ways-to-cross-a-bridge", None),
        ("2021/03/10-ways-to-cross-a-bridge", None),
        ("2021/mar/4-ways-to-cross-a-bridge", None),
    ],
)
def test_the_day_in_an_address(path, day):
    found = text_page(f"{PROSE}\n\n{MORE}", url=f"https://www.example.com/{path}")
    assert (found["published"].value.isoformat() if "published" in found else None) == day


def test_a_title_that_is_a_colon_names_no_site():
    found = html_page(head(title=": "), [block(0, PROSE)])
    assert found["site"].value == "example.com"


def test_the_site_that_signs_a_byline_or_a_dateline_is_neither_author_nor_place():
    source = f"By Jane Doe, Mill Gazette\n\nRAVELO, MILL GAZETTE - {PROSE}\n\n{MORE}"
    found = text_page(source, url="https://www.mill-gazette.co.uk/news/bridge")
    assert (found["authors"].value, found["place"].value) == (("Jane Doe",), "RAVELO")
    own = text_page(f"By Jane Doe\n\n{PROSE}\n\n{MORE}", url="https://janedoe.com/bridge")
    assert own["authors"].value == ("Jane Doe",)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2021-03-04T17:30:00.123Z", "2021-03-04T17:30:00.123000+00:00"),
        ("2021-03-04 17:30", "2021-03-04T17:30:00"),
        ("2021-03-04T17:30:00+0100", "2021-03-04T17:30:00+01:00"),
        ("2021-3-4", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("20210304T173000Z", "2021-03-04T17:30:00+00:00"),
        ("Thu, 04 Mar 2021 17:30:00 GMT", "2021-03-04T17:30:00+00:00"),
        ("March 4, 2021", "2021-03-04"),
        ("0001-01-01T00:00:00Z", None),
        ("2021-13-40", None),
        ("2021-03-04T99:99", None),
        ("soon", None),
    ],
)
def test_machine_dates(raw, value):
    found = date_field.moment(raw)
    assert (found.isoformat() if found else None) == value


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Bridge opens | Example Gazette", "Bridge opens"),
        ("Bridge opens - Local - Example Gazette", "Bridge opens - Local"),
        ("Example Gazette: Bridge opens", "Example Gazette: Bridge opens"),
        ("Example Gazette - Bridge opens", "Bridge opens"),
        ("Bridge opens – www.example.com", "Bridge opens"),
        ("North – South bridge", "North – South bridge"),
    ],
)
def test_titles_lose_the_site_not_their_own_words(text, cleaned):
    assert title_field.clean(text, {"example gazette", "www.example.com"}) == cleaned


LANGUAGES = {
    "en": "The bridge was opened by the mayor and it is the first that the town has built",
    "de": "Die Brücke wurde von der Stadt gebaut und ist nach neun Jahren für alle offen",
    "fr": "Le pont est ouvert et la ville dit que les travaux ont duré plus de neuf ans",
    "es": "El puente de la ciudad ya está abierto y los vecinos dicen que es muy largo",
    "pt": "A ponte da cidade foi aberta e os moradores dizem que não é tão longa como a outra",
    "it": "Il ponte della città è aperto e gli abitanti dicono che non è più lungo di prima",
    "nl": "De brug van de stad is open en het werk heeft meer dan negen jaar geduurd voor een",
    "pl": "Most w mieście jest otwarty i nie jest to tak długi most jak ten, który był przed",
    "sv": "Bron är öppen och det är inte den första som staden har byggt för att korsa ån",
    "fi": "Silta on avattu ja kaupunki sanoi että se oli pitkä mutta hyvä myös kun",
    "tr": "Köprü bugün açıldı ve bu şehir için çok önemli bir gün olarak daha sonra",
    "ru": "Мост открыли в четверг, и это первый мост, который город построил за девять лет",
    "uk": "Міст відкрили у четвер, і це перший міст, який місто збудувало за дев'ять років",
    "el": "Η γέφυρα άνοιξε την Πέμπτη",
    "ar": "تم فتح الجسر في المدينة من قبل رئيس البلدية على الرغم من أن العمل كان",
    "fa": "پل شهر در روز پنجشنبه باز شد و این از آن کارها است که به مردم",
    "he": "הגשר נפתח ביום חמישי",
    "hi": "शहर के नए पुल को गुरुवार को खोल दिया गया है और यह शहर में पहला पुल है",
    "bn": "সেতুটি খুলে দেওয়া হয়েছে এবং এই শহরের জন্য এটি একটি বড় দিন",
    "th": "สะพานเปิดแล้ว",
    "zh": "新桥周四通车，这是该市九年来建成的第一座桥",
    "ja": "新しい橋が木曜日に開通しました",
    "ko": "새 다리가 목요일에 열렸다",
    "id": "Jembatan yang baru ini tidak dibuka untuk umum dan akan ada di kota pada hari",
    "vi": "Cây cầu mới của thành phố đã được mở và là một trong những cây cầu cho người",
}


@pytest.mark.parametrize(("code", "text"), LANGUAGES.items())
def test_languages_are_told_apart(code, text):
    assert language.detect(text) == code


def test_a_declared_language_wins():
    assert html_page(Head(lang="en-GB"), [block(0, PROSE)])["language"].value == "en"
    assert html_page(Head(lang="nb"), [block(0, PROSE)])["language"].value == "no"


def test_too_little_text_has_no_language():
    assert language.detect("12 : 7") is None
    assert language.detect("Zxq") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "@id", "author", "name", "headline", "datePublished"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(JSON, st.text(max_size=60))
def test_any_machine_layer_is_survived(value, junk):
    tree = {"@type": "Article", "x": value, "author": value, "headline": value, "keywords": value}
    metas = [("og:title", junk), ("article:published_time", junk), ("author", junk)]
    data = head(title=junk, ld=[tree, junk], metas=metas, microdata=(("author", junk),))
    for field in html_page(data, [block(0, PROSE)]).values():
        assert 0 <= field.confidence <= 1
    list(sources.json_ld([junk]))


FLAT = (
    "Council opens the new bridge - Example Gazette Home News Sport Council opens the new bridge "
    "By Jane Doe | 4 March 2021 17:30 GMT. SEATTLE (AP) — "
)


def test_a_page_without_line_breaks():
    found = text_page(FLAT + " ".join([PROSE, MORE] * 3))
    assert found["title"].value == "Council opens the new bridge"
    assert found["authors"].value == ("Jane Doe",)
    assert found["published"].value.isoformat() == "2021-03-04T17:30:00+00:00"
    assert found["place"].value == "SEATTLE"
    assert {found[name].source for name in ("title", "authors", "published", "place")} == {"text"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("built in a small town Jane Doe 4 March 2021 17:30 GMT", "Jane Doe"),
        ("built in a small town Jane Doe , London 4 March 2021 17:30 GMT", "Jane Doe"),
        ("4 March 2021 17:30 GMT Jane Doe 12 Comments", "Jane Doe"),
        ("Council Opens The New Bridge Jane Doe 4 March 2021 17:30 GMT", "Jane Doe"),
        ("Council Opens The New Viaduct Jane Doe 4 March 2021 17:30 GMT", None),
    ],
)
def test_a_name_beside_the_date_counts_only_where_its_bounds_show(line, name):
    found = text_page(f"{line} {' '.join([PROSE, MORE] * 3)}")
    assert (found["authors"].value if name else "authors" in found) == ((name,) if name else False)


@pytest.mark.parametrize("line", ["By Staff Writer", "PTI", "By Example News Service", "Redaktion"])
def test_desks_of_a_text_are_agencies_and_no_authors(line):
    source = "\n\n".join([NEWS.split("\n", maxsplit=1)[0], line, "4 March 2021", PROSE, MORE])
    found = text_page(source)
    assert "authors" not in found
    assert len(found["agencies"].value) == 1


def test_the_name_that_signs_a_text():
    found = text_page(f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\nJane Doe")
    assert found["authors"].value == ("Jane Doe",)


def test_a_text_that_says_another_language_than_its_software():
    russian = "Мост открыли в четверг, и это первый мост, который город построил за девять лет, "
    found = html_page(Head(lang="en-US"), [block(0, russian * 8)])
    assert found["language"].value == "ru"
    assert [c.value for c in found["language"].others] == ["en"]


def test_a_missing_label_line_is_joined_with_its_date():
    source = "\n\n".join([NEWS.split("\n", maxsplit=1)[0], "Updated", "4 March 2021", PROSE, MORE])
    found = text_page(source)
    assert found["updated"].value == dt.date(2021, 3, 4)
    assert "published" not in found


@pytest.mark.parametrize(
    ("given_value", "paywalled"),
    [
        (False, True),
        ("False", True),
        ("http://schema.org/False", True),
        (True, False),
        (None, None),
    ],
)
def test_paywall_and_image(given_value, paywalled):
    story = ARTICLE | {
        "isAccessibleForFree": given_value,
        "image": [{"url": "https://e.org/a.jpg"}],
    }
    found = html_page(head(ld=[story]))
    assert (found["paywalled"].value if "paywalled" in found else None) is paywalled
    assert found["images"].value == (Image("https://e.org/a.jpg"),)


PIECES = st.sampled_from(
    ["By", "Jane Doe", "Published", "4 March 2021", "17:30 IST", "MOSCOW:", "|", "©", "记者", "كتب"]
)


@settings(max_examples=60)
@given(st.lists(st.lists(PIECES | st.text(max_size=12), max_size=6).map(" ".join), max_size=12))
def test_any_text_page_is_survived(lines):
    source = "\n".join(lines)
    reading = text_blocks.read(Page(source, "text"))
    votes = header.votes(reading)
    assert len(votes) == len(reading.blocks)
    for field in text_page(source).values():
        assert field.value
