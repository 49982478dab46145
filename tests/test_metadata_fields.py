"""The fields that pages made for these tests give through every kind of markup."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import jsonschema
import pytest

import cleaner
from cleaner import Image, Options

ROOT = Path(__file__).resolve().parent.parent
URL = "https://www.example.com/story"
PROSE = (
    "The council opened the new bridge on Thursday after nine years of work and two court cases, "
    "and the first buses crossed it at noon while the choir of the harbour school sang for them.",
    "Traffic had been led through the old town since the former bridge was closed, which shop "
    "owners there had often complained about, the mayor said in her speech at the ceremony.",
    "The next works are planned for the autumn, when the quay on the southern bank is to be raised "
    "by a metre so that the spring floods no longer reach the market hall and the old mill.",
)
BODY = "".join(f"<p>{p}</p>" for p in PROSE)
TITLE = "Council opens the new bridge after nine years"


def html(head="", above="", below="", body=BODY, lang="en"):
    return (
        f"<html lang={lang}><head>{head}</head><body><article><h1>{TITLE}</h1>"
        f"{above}{body}{below}</article></body></html>"
    )


def clean(source, url=URL, **options):
    return cleaner.clean(source, url=url, options=Options(second_opinion="never", **options))


def script(value):
    raw = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{raw}</script>'


def meta(name, content, key="name"):
    return f'<meta {key}="{name}" content="{content}">'


# JSON-LD

NODE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2021-03-04T17:30:00+01:00",
    "author": {"@type": "Person", "name": "Jane Doe"},
}
DAMAGED = {
    "trailing commas": json.dumps(NODE)[:-1] + ",}",
    "comments": "/* data */ " + json.dumps(NODE),
    "control characters": json.dumps(NODE).replace("Council", "Coun\x0bcil", 1),
    "line breaks in strings": json.dumps(NODE).replace("Jane Doe", "Jane\n Doe"),
    "wrapped": "<!--\n" + json.dumps(NODE) + "\n-->",
    "character data": "//<![CDATA[\n" + json.dumps(NODE) + "\n//]]>",
    "a list": json.dumps([{"@type": "Organization", "name": "Example"}, NODE]),
    "a graph": json.dumps({"@context": "https://schema.org", "@graph": [NODE]}),
    "two values": json.dumps({"@type": "WebSite", "name": "Example"}) + "\n" + json.dumps(NODE),
    "full type names": json.dumps(NODE | {"@type": "http://schema.org/NewsArticle"}),
    "prefixed names": json.dumps(
        {
            "@type": "schema:NewsArticle",
            "schema:headline": TITLE,
            "schema:datePublished": NODE["datePublished"],
            "schema:author": {"@type": "schema:Person", "name": "Jane Doe"},
        }
    ),
    "a type of its own": json.dumps(NODE | {"@type": ["Thing", "ReportageNewsArticle"]}),
    "lists for strings": json.dumps(
        NODE | {"headline": [TITLE], "datePublished": [NODE["datePublished"]]}
    ),
    "values as objects": json.dumps(
        NODE | {"datePublished": {"@value": NODE["datePublished"], "@type": "Date"}}
    ),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_json_ld_in_any_state_of_repair(kind):
    found = clean(html(script(DAMAGED[kind])))
    assert found.published == dt.datetime.fromisoformat(NODE["datePublished"])
    assert found.authors == ("Jane Doe",)
    assert found.metadata["published"].source == "json-ld"


def test_references_between_several_graphs():
    people = {"@graph": [{"@id": "#jane", "@type": "Person", "name": "Jane Doe"}]}
    pictures = {"@graph": [{"@id": "#lead", "@type": "ImageObject", "url": "https://e.org/a.jpg"}]}
    article = NODE | {"author": [{"@id": "#jane"}], "image": {"@id": "#lead"}}
    found = clean(html(script(people) + script({"@graph": [article]}) + script(pictures)))
    assert found.authors == ("Jane Doe",)
    assert found.images[0].url == "https://e.org/a.jpg"


def test_the_page_node_dates_an_article_without_dates():
    article = {k: v for k, v in NODE.items() if k != "datePublished"}
    page = {"@type": "WebPage", "datePublished": "2021-03-04", "dateModified": "2021-03-05"}
    found = clean(html(script({"@graph": [page, article]})))
    assert (found.published, found.updated) == (dt.date(2021, 3, 4), dt.date(2021, 3, 5))


LIGHTHOUSE = "New lighthouse receives its visitors"
OTHER = NODE | {"headline": "Lighthouse to receive visitors", "datePublished": "2018-02-12"}


@pytest.mark.parametrize(
    ("node", "authors"),
    [
        (OTHER, ("Rupert Gale",)),
        (OTHER | {"headline": LIGHTHOUSE, "url": "https://example.com/?p=7"}, ("Jane Doe",)),
        (OTHER | {"headline": "Buses cross the river: mayor ends closure"}, ("Jane Doe",)),
        (OTHER | {"headline": "Новый мост открыт"}, ("Jane Doe",)),
    ],
)
def test_a_node_of_another_story_says_nothing_of_this_one(node, authors):
    above = "<p class=byline>By Rupert Gale</p><p>March 10, 2022</p>"
    found = clean(html(script(node), above=above))
    assert found.authors == authors
    assert found.published.year == (2022 if authors == ("Rupert Gale",) else 2018)


def test_seconds_since_1970():
    found = clean(html(script(NODE | {"datePublished": 1614875400000})))
    assert found.published == dt.datetime(2021, 3, 4, 16, 30, tzinfo=dt.UTC)


# Other vocabularies


def test_rdfa():
    shown = (
        '<div vocab="https://schema.org/"><span property="schema:author">Jane Doe</span>'
        '<time property="datePublished" datetime="2021-03-04T17:30:00+01:00"></time></div>'
    )
    found = clean(html(above=shown))
    assert found.authors == ("Jane Doe",)
    assert found.published == dt.datetime.fromisoformat("2021-03-04T17:30:00+01:00")


def test_microdata():
    shown = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<span itemprop=author itemscope><span itemprop=name>Jane Doe</span></span>"
        "<meta itemprop=datePublished content='2021-03-04T17:30:00+01:00'>"
        "<meta itemprop=dateModified content='2021-03-05'>"
        "<meta itemprop=articleSection content=Local></div>"
    )
    found = clean(html(above=shown))
    assert (found.authors, found.section) == (("Jane Doe",), "Local")
    assert found.published == dt.datetime.fromisoformat("2021-03-04T17:30:00+01:00")
    assert found.updated == dt.date(2021, 3, 5)
    assert found.metadata["section"].source == "microdata"


def test_open_graph():
    found = clean(
        html(
            meta("og:title", f"{TITLE} | Example Gazette", "property")
            + meta("og:site_name", "Example Gazette", "property")
            + meta("article:published_time", "2021-03-04T17:30:00+01:00", "property")
            + meta("article:modified_time", "2021-03-05", "property")
            + meta("article:section", "Local", "property")
            + meta("article:tag", "bridges", "property")
            + meta("article:tag", "buses", "property")
            + meta("og:url", "https://www.example.com/shared", "property")
        )
    )
    assert (found.title, found.site, found.section) == (TITLE, "Example Gazette", "Local")
    assert found.tags == ("bridges", "buses")
    assert found.published == dt.datetime.fromisoformat("2021-03-04T17:30:00+01:00")
    assert found.updated == dt.date(2021, 3, 5)
    assert found.metadata["site"].source == "opengraph"
    assert [c.value for c in found.metadata["site"].others] == ["example.com"]


def test_the_canonical_address_goes_before_the_given_and_the_shared_one():
    canonical = "<link rel=canonical href='https://www.example.com/bridge'>"
    shared = meta("og:url", "https://www.example.com/shared", "property")
    field = clean(html(canonical + shared)).metadata["url"]
    assert field.value == "https://www.example.com/bridge"
    assert [c.value for c in field.others] == [URL, "https://www.example.com/shared"]
    assert clean(html()).url == URL


def test_the_language_of_the_root_and_its_source():
    field = clean(html()).metadata["language"]
    assert (field.value, field.raw, field.source) == ("en", "en", "html-lang")


@pytest.mark.parametrize("prefix", ["dc.", "DC:", "dc_"])
def test_dublin_core(prefix):
    found = clean(
        html(
            meta(prefix + "creator", "Doe, Jane")
            + meta(prefix + "date.issued", "2021-03-04")
            + meta(prefix + "publisher", "Example Gazette")
        )
    )
    assert found.authors == ("Jane Doe",)
    assert found.published == dt.date(2021, 3, 4)
    assert found.site == "Example Gazette"


def test_parsely():
    page = {
        "title": TITLE,
        "pub_date": "2021-03-04T16:30:00Z",
        "authors": ["Jane Doe", "John Roe"],
        "section": "Local",
        "image_url": "https://e.org/a.jpg",
    }
    found = clean(html(f"<meta name='parsely-page' content='{json.dumps(page)}'>"))
    assert found.authors == ("Jane Doe", "John Roe")
    assert found.published == dt.datetime(2021, 3, 4, 16, 30, tzinfo=dt.UTC)
    assert (found.section, found.images) == ("Local", (Image("https://e.org/a.jpg"),))


def test_sailthru():
    found = clean(
        html(
            meta("sailthru.author", "Jane Doe")
            + meta("sailthru.date", "2021-03-04 17:30:00 +0100")
            + meta("sailthru.image.full", "https://e.org/a.jpg")
        )
    )
    assert found.authors == ("Jane Doe",)
    assert found.published == dt.datetime.fromisoformat("2021-03-04T17:30:00+01:00")
    assert found.images == (Image("https://e.org/a.jpg"),)


@pytest.mark.parametrize("name", ["x-published-date", "published", "acme:publish_time"])
def test_dates_under_names_of_a_sites_own(name):
    assert clean(html(meta(name, "March 4, 2021"))).published == dt.date(2021, 3, 4)


@pytest.mark.parametrize("name", ["publisher", "publication", "republished-count"])
def test_names_that_say_nothing_of_a_date(name):
    assert clean(html(meta(name, "The Example of 4 March"))).published is None


def test_citations_name_people_by_family_name_first():
    head = meta("citation_author", "Doe, Jane") + meta("citation_author", "van Roe, John")
    assert clean(html(head)).authors == ("Jane Doe", "John van Roe")


# Authors


def test_the_visible_line_completes_the_first_author_of_the_data():
    found = clean(html(script(NODE), above="<p class=byline>By Jane Doe and John Roe</p>"))
    assert found.authors == ("Jane Doe", "John Roe")


def test_words_of_the_story_are_no_names():
    menu = "<div><p>Harbour School</p></div>"
    found = clean(html(above=menu, body=BODY + "<p>The harbour and the school are old.</p>"))
    assert found.authors == ()


def test_a_credit_that_says_itself_twice_belongs_to_a_picture():
    credit = "Ann Poe/AP Ann Poe/AP"
    text = f"{TITLE}\n\n{credit}\n\nMarch 4, 2021\n\n{PROSE[0]}\n\n{PROSE[1]}"
    found = cleaner.clean(text)
    assert found.authors == ()
    assert [r.reason for r in found.removed if r.text == credit] == ["photo-credit"]


def test_the_name_below_the_last_paragraph_signs_the_story():
    assert clean(html(below="<p><i>Jane Doe</i></p>")).authors == ("Jane Doe",)


def test_an_organisation_signs_where_no_person_does():
    node = NODE | {"author": {"@type": "Organization", "name": "Example Foundation"}}
    found = clean(html(script(node)))
    assert found.authors == ("Example Foundation",)
    assert found.agencies == ("Example Foundation",)
    signed = clean(html(script(node), above="<p class=byline>By Jane Doe</p>"))
    assert signed.authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("author", "above"),
    [
        ("Harrow Post", "<p>Marta Solis</p><p>8 August 2022</p>"),
        ("Harrow Post", "<p>Marta Solis 8 August 2022</p>"),
        ("Newsroom", "<p>Marta Solis</p><p>8 August 2022</p>"),
    ],
)
def test_a_name_below_the_title_goes_before_an_organisation_of_the_data(author, above):
    head = meta("author", author) + meta("og:site_name", "Harrow Post", "property")
    assert clean(html(head, above=above)).authors == ("Marta Solis",)


def test_the_site_is_no_agency_to_itself():
    site = meta("og:site_name", "Harrow Post", "property")
    own = clean(html(site + meta("author", "Harrow Post")))
    assert (own.authors, own.agencies) == (("Harrow Post",), ())
    wire = meta("og:site_name", "Reuters", "property") + meta("author", "Reuters")
    assert clean(html(wire)).agencies == ("Reuters",)


@pytest.mark.parametrize(
    ("publisher", "byline", "authors"),
    [
        ("Organization", "By Marta Solis", ("Marta Solis",)),
        ("Organization", "", ("Kabar Kali",)),
        ("Organization", "Marta Solis", ("Marta Solis",)),
        ("Person", "By Marta Solis", ("Marta Solis",)),
        ("Person", "", ("Kabar Kali",)),
    ],
)
def test_a_site_that_its_data_call_a_person_does_not_go_before_a_byline(publisher, byline, authors):
    node = NODE | {
        "author": {"@type": "Person", "name": "Kabar Kali"},
        "publisher": {"@type": publisher, "name": "Kabar Kali"},
    }
    found = clean(html(script(node), above=f"<p>{byline}</p><p>8 August 2022</p>"))
    assert found.authors == authors


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("Els De Smet, Bart Claes", ("Els De Smet", "Bart Claes"), ()),
        ("Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek"), ()),
        ("Ann Lee, Reuters", ("Ann Lee",), ("Reuters",)),
        ("Old roads and new bridges", (), ()),
    ],
)
def test_a_line_of_names_between_title_and_date_is_the_byline(line, authors, agencies):
    found = clean(html(above=f"<p>{line}</p><p>16 September 2022</p>"))
    assert (found.authors, found.agencies) == (authors, agencies)
    assert line not in found.text or not authors


def test_the_author_whom_the_standfirst_names():
    text = f"{PROSE[0][:-1]}, writes Jane Doe.\n\n{PROSE[1]}\n\n{PROSE[2]}"
    assert cleaner.clean(text).authors == ("Jane Doe",)


def test_who_reports_from_elsewhere_is_an_author_too():
    text = f"{TITLE}\n\nBy Jane Doe\n\n{PROSE[0]}\n\nJohn Roe reports from Oslo:\n\n{PROSE[1]}"
    found = cleaner.clean(text)
    assert found.authors == ("Jane Doe", "John Roe")
    assert "John Roe reports from Oslo:" in found.text


# Dates


def under_title(*lines, below=()):
    """What is made of a text with these lines under its title."""
    story = (
        "The harbour of the town stays open for another year, the council decided on Monday.",
        "Its gates had been due to close in spring, but the money for the new wharf was not there.",
        "Shopkeepers along the quay had asked for more time to move to the hall by the station.",
    )
    return cleaner.clean("\n".join(("Council puts off closure of harbour", *lines, *story, *below)))


@pytest.mark.parametrize(
    "lines",
    [
        ("Reported By: Jane Doe", "Edited By: John Roe"),
        ("Jane Doe", "Edited By: John Roe"),
        ("Reporter: Jane Doe", "Editor: John Roe"),
    ],
)
def test_an_editor_is_no_author_beside_the_writer(lines):
    assert under_title(*lines, "July 19, 2022").authors == ("Jane Doe",)


def test_who_saw_a_match_signs_with_its_ground():
    standfirst = "The goal that sends the town into the final comes in the last minute"
    found = under_title(standfirst, "Jane Doe at Mill Lane", "19 July 2022")
    assert found.authors == ("Jane Doe",)


def test_an_editor_signs_where_no_writer_does():
    assert under_title("Edited By: John Roe", "July 19, 2022").authors == ("John Roe",)


def test_the_editor_below_the_story_did_not_write_it():
    assert under_title("2022-07-19 10:30", below=("责任编辑:王小明",)).authors == ()


@pytest.mark.parametrize("city", ["London", "ROMA", "New Delhi"])
def test_a_city_alone_is_the_place_and_no_author(city):
    found = under_title("Jane Doe", city, "19 July 2022")
    assert (found.authors, found.place) == (("Jane Doe",), city)
    found = under_title(city, "19 July 2022")
    assert (found.authors, found.place) == ((), city)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("19 July 2022", "Society"), ()),
        (("19 July 2022", "Supriyanto"), ("Supriyanto",)),
        (("Society", "19 July 2022"), ()),
        (("FOR IMMEDIATE RELEASE", "19 July 2022"), ()),
        (("Real Estate", "19 July 2022"), ()),
        (("Jane Doe", "19 July 2022"), ("Jane Doe",)),
    ],
)
def test_a_section_or_a_label_beside_the_date_is_no_author(lines, authors):
    assert under_title(*lines).authors == authors


def test_a_single_word_above_the_title_or_twice_is_no_author():
    story = "\n".join(PROSE)
    assert cleaner.clean(f"19 July 2022\nSteelyard\n{TITLE}\n{story}").authors == ()
    menu = f"Steelyard\nSearch\n{TITLE}\nSteelyard\n19 July 2022\n{story}"
    assert cleaner.clean(menu).authors == ()


def test_a_name_and_an_agency_twice_are_the_byline_and_no_title():
    line = "Jane Doe, The Canadian Press"
    found = cleaner.clean("\n".join((TITLE, line, "19 July 2022", *PROSE, line)))
    assert (found.title, found.authors) == (TITLE, ("Jane Doe",))
    assert found.agencies == ("The Canadian Press",)


def test_a_name_far_below_the_story_is_of_the_frame():
    rule = "Tell us what you think, but keep it civil and to the point. Comments that attack "
    rule += "other readers will be taken down. For details see our guidelines."
    frame = ("More News", "Ferry sails again", "Comments (3)", rule, "Featured Flyer", "About Us")
    assert under_title("19 July 2022", below=frame).authors == ()
    assert under_title("19 July 2022", below=("Jane Doe",)).authors == ("Jane Doe",)


def test_those_who_signed_letters_did_not_write_the_page():
    letters = [
        f"{p}\n{name}"
        for p, name in zip(
            PROSE, ("Ann Poe, Ravelo", "Bo Ek, Oberau", "Ella Lund, Ravelo"), strict=True
        )
    ]
    found = cleaner.clean("\n".join((TITLE, "19 July 2022", *letters)))
    assert found.authors == ()
    assert "Ella Lund" in found.text


def test_a_list_of_names_is_the_byline_if_one_of_them_took_a_picture():
    lines = ("Jane Doe, John Roe", "The old quay on Monday. Photo: John Roe")
    standfirst = "Shopkeepers had asked for more time to move to the hall by the station"
    found = under_title("19 July 2022", standfirst, *lines)
    assert found.authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("Jane Doe", "Vila de Cima | 19 July 2022, 10:30"), ("Jane Doe",)),
        (("Jane Doe | 19 July 2022, 10:30",), ("Jane Doe",)),
        (("Jane Doe 19 July 2022, 10:30 Updated 20.07.2022, 09:15 17 views",), ("Jane Doe",)),
        (("19 July 2022, 10:30 By Jane Doe 12 comments",), ("Jane Doe",)),
        (("Jane Doe", "Columnist", "19 July 2022"), ("Jane Doe",)),
        (("19 July 2022, 10:30", "無料記事"), ()),
        (("2022年7月19日 10時30分　山田花子", "無料記事"), ("山田花子",)),
        (("2022年7月19日 10時30分　石川県",), ()),
    ],
)
def test_whom_a_date_line_names_and_what_beside_it_is_none(lines, authors):
    assert under_title(*lines).authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<span>Jane Doe / VILLAGE</span> <span>Published: 4.3.2021 - 17:30</span>", True),
        (
            "<time>4 March 2021, 17:30</time><span>Author: Jane Doe</span><span>12 views</span>",
            True,
        ),
        ("<span>Published by Example Gazette on March 4, 2021.</span>", False),
        ("<span>Harbour Quarter</span> <span>4.3.2021 - 17:30</span>", False),
    ],
)
def test_whom_a_line_with_the_date_and_buttons_names(line, authors):
    buttons = "<a href=#>Share on Facebook</a><a href=#>WhatsApp</a><a href=#>A+</a>"
    head = meta("og:site_name", "Example Gazette", "property")
    found = clean(html(head, above=f"<div>{line} {buttons}</div>"))
    assert found.authors == (("Jane Doe",) if authors else ())


def test_an_article_before_the_name_of_a_paper_opens_no_byline():
    story = "\n".join(PROSE)
    page = f"De Molenbode\nAbonneren\n{TITLE}\nJan Jansen\n19 July 2022\n{story}"
    assert cleaner.clean(page).authors == ("Jan Jansen",)
    page = f"Por Ana Gil\n{TITLE}\nLuis Pardo\n19 July 2022\n{story}"
    assert cleaner.clean(page).authors == ("Ana Gil",)


@pytest.mark.parametrize(
    ("link", "authors"),
    [
        *(("Tüm yazıları", ("Ayşe Yılmaz",)), ("More by this author", ("Ayşe Yılmaz",))),
        *(("Alle Artikel", ()), ("Weather", ())),
    ],
)
def test_a_name_with_the_link_to_all_its_bearer_wrote_is_the_author(link, authors):
    story = "\n".join(PROSE)
    page = f"Home\nColumnists\nAyşe Yılmaz\n{link}\n{TITLE}\nIts price has doubled\n{story}"
    assert cleaner.clean(page).authors == authors


@pytest.mark.parametrize(
    ("name", "authors"),
    [("Ayşe Yılmaz", ("Ayşe Yılmaz",)), ("Sport Lokal", ()), ("New Zealand", ())],
)
def test_sections_and_countries_before_a_date_are_no_authors(name, authors):
    story = "\n".join(PROSE)
    page = f"{TITLE}\n{name} Published 4 March 2021, 10:30 | 3 comments\n{story}"
    assert cleaner.clean(page).authors == authors


def test_a_button_in_the_box_of_a_desk_is_no_author():
    desk = "<b>온라인뉴스팀</b><p>곧 다시 전하겠습니다.</p><button>구독</button>"
    found = clean(html(below=f"<div class=writer-box>{desk}</div>"))
    assert (found.authors, found.agencies) == (("온라인뉴스팀",), ("온라인뉴스팀",))


def test_a_name_in_the_date_line_of_a_script_without_capitals():
    page = (
        "העירייה פתחה את הגשר החדש אחרי תשע שנים",
        "דנה ברקוביץ' | 4.3.2021 | 17:30",
        "הגשר החדש ביום הפתיחה. צילום: דנה ברקוביץ'",
        "העירייה פתחה ביום חמישי את הגשר החדש אחרי תשע שנות עבודה ושני משפטים בבית המשפט המחוזי.",
        "מאז סגירת הגשר הישן עברה התנועה דרך העיר העתיקה, ובעלי החנויות התלוננו על כך לעתים.",
    )
    assert cleaner.clean("\n".join(page)).authors == ("דנה ברקוביץ'",)
    assert cleaner.clean("\n".join((*page[:2], *page[3:]))).authors == ()


def test_the_paper_itself_beside_an_agency_is_no_author():
    page = "\n".join((TITLE, "The Ravelo Courier with AFP", "19 July 2022", *PROSE))
    found = cleaner.clean(page, url="https://www.theravelocourier.example/bridge")
    assert (found.authors, found.agencies) == ((), ("AFP",))


@pytest.mark.parametrize(
    ("first", "below", "agencies"),
    [
        ("OSLO (AFP) - ", (), ("AFP",)),
        ("OSLO - ", (), ()),
        ("", ("AFP contributed to this report.",), ("AFP",)),
        ("", ("Source: Reuters",), ("Reuters",)),
        ("", ("Photo: Reuters",), ()),
    ],
)
def test_the_agency_of_the_dateline_or_of_a_notice(first, below, agencies):
    page = (TITLE, "By Jane Doe", "19 July 2022", first + PROSE[0], *PROSE[1:], *below)
    found = cleaner.clean("\n".join(page))
    assert (found.authors, found.agencies) == (("Jane Doe",), agencies)


def test_a_town_and_its_country_below_the_date_are_the_place():
    found = under_title("By Jane Doe", "19 July 2022", "Ravelo City, Philippines")
    assert (found.authors, found.place) == (("Jane Doe",), "Ravelo City, Philippines")


@pytest.mark.parametrize("agency", ["Reuters", "AFP", "EFE"])
def test_the_agency_between_title_and_date(agency):
    assert under_title(agency, "July 19, 2022").agencies == (agency,)


def test_the_agency_below_the_byline():
    found = under_title("By JANE DOE", "Associated Press", "July 19, 2022")
    assert (found.authors, found.agencies) == (("JANE DOE",), ("Associated Press",))


def test_the_address_settles_the_order_of_day_and_month():
    shown = "<p class=date>03/04/2021</p>"
    british = clean(html(above=shown), url="https://example.com/2021/april/03/bridge")
    american = clean(html(above=shown), url="https://example.com/2021/03/04/bridge")
    assert (british.published, american.published) == (dt.date(2021, 4, 3), dt.date(2021, 3, 4))


def test_relative_dates_need_a_reference_time():
    page = html(above="<p class=date>2 hours ago</p>")
    assert clean(page).published is None
    now = dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC)
    assert clean(page, reference_time=now).published == now - dt.timedelta(hours=2)


def test_no_date_from_a_copyright_line():
    assert clean(html(below="<p>© 4 March 2021 Example Media</p>")).published is None


def test_candidates_that_lost_stay_beside_the_field():
    head = script(NODE) + meta("date", "2021-03-01")
    field = clean(html(head)).metadata["published"]
    assert [c.value for c in field.others] == [dt.date(2021, 3, 1)]
    assert field.others[0].source == "meta"
    assert field.confidence > field.others[0].confidence


def test_a_shown_day_goes_before_data_that_are_of_a_later_day_in_every_zone():
    shown = "<p class=date>March 4, 2021</p>"
    late = clean(html(script(NODE | {"datePublished": "2021-03-05T22:02:58Z"}), above=shown))
    assert late.published == dt.date(2021, 3, 4)
    near = clean(html(script(NODE | {"datePublished": "2021-03-05T02:02:58Z"}), above=shown))
    assert near.published == dt.datetime(2021, 3, 5, 2, 2, 58, tzinfo=dt.UTC)


def test_the_date_of_an_embedded_post_is_none_of_the_page():
    post = (
        "<blockquote class=social-embed><p>They smell of smoke and courage now, and of the bridge."
        "</p>— Ann Poe (@poe) March 4, 2021</blockquote>"
    )
    head = script(NODE | {"datePublished": "2021-03-08T17:30:00Z"})
    found = clean(html(head, above=post))
    assert found.published == dt.datetime(2021, 3, 8, 17, 30, tzinfo=dt.UTC)
    assert found.authors == ("Jane Doe",)
    assert clean(html(above=post)).published is None


def test_the_date_of_the_site_in_its_foot_is_no_update():
    data = meta("article:modified_time", "2021-03-04T09:00Z", "property")
    foot = "<footer><p>Page last updated: 12 June 2024</p></footer>"
    found = clean(html(data, below=foot))
    assert found.updated.date() == dt.date(2021, 3, 4)


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        (
            "Ann Poe Durmuş - Jane Roe Giriş: 04.03.2021 - 20:14 Güncelleme: 05.03.2021 - 09:02",
            dt.date(2021, 3, 5),
        ),
        ("Ann Poe Durmuş - Jane Doe Roe Güncelleme: 03.03.2021 - 09:02", None),
    ],
)
def test_an_update_that_stands_with_names_above_the_story(line, updated):
    node = NODE | {"datePublished": "2021-03-04"}
    assert clean(html(script(node), above=f"<p class=x3>{line}</p>", lang="tr")).updated == updated


@pytest.mark.parametrize(
    ("lines", "updated"),
    [
        (("Sun 7 Mar 2021 21.58 GMT", "First published on Sun 7 Mar 2021 19.30 GMT"), 21),
        (("Sun 7 Mar 2021 18.58 GMT", "First published on Sun 7 Mar 2021 19.30 GMT"), None),
        (("Sun 7 Mar 2021 21.58 GMT", "Sun 7 Mar 2021 19.30 GMT"), None),
    ],
)
def test_a_later_time_beside_the_one_of_first_publication_is_that_of_the_update(lines, updated):
    page = "\n".join((TITLE, "By Jane Doe", *lines, "", *PROSE))
    found = cleaner.clean(page, kind="text").updated
    assert (found and found.hour) == updated


def test_a_date_in_the_title_of_an_abbreviation():
    stamp = "2013-10-02T21:04:00+01:00"
    above = f'<p>At <abbr itemprop="datePublished" title="{stamp}">9:04 PM</abbr></p>'
    assert clean(html(above=above)).published == dt.datetime.fromisoformat(stamp)


def test_data_that_agree_with_the_page_do_not_keep_others_from_being_corrected():
    head = script(NODE | {"datePublished": "2021-03-20T17:30:00Z"}) + meta("date", "2021-03-04")
    assert clean(html(head, above="<p class=date>March 4, 2021</p>")).published == dt.date(
        2021, 3, 4
    )


def test_an_instant_is_given_in_the_zone_of_the_page_where_its_day_is_the_shown_one():
    comment = "<ul><li><time datetime='2021-03-04T21:46:01-05:00'>9:46 pm</time></li></ul>"
    shown = "<p class=date>Posted on March 4, 2021</p>"
    head = script(NODE | {"datePublished": "2021-03-05T02:41:00Z"})
    found = clean(html(head, above=shown, below=comment)).published
    assert found.isoformat() == "2021-03-04T21:41:00-05:00"


def test_the_month_in_the_address_chooses_between_shown_dates():
    above = "<p class=date>Released: June 17, 2020</p><p class=date>March 4, 2021</p>"
    inside = clean(html(above=above), url="https://example.com/2021/03/bridge")
    assert inside.published == dt.date(2021, 3, 4)
    assert clean(html(above=above)).published == dt.date(2020, 6, 17)


def test_the_date_below_the_title_goes_before_those_of_teasers_above():
    teasers = "".join(
        f"<div><a href=/{i}>Another story {i}</a></div><div><time datetime=2021-04-0{i}T12:00:00Z>"
        f"04/0{i}/2021</time></div>"
        for i in (3, 2, 1)
    )
    page = html(
        above="<div><time datetime=2021-03-04T12:00:00Z>03/04/2021</time> by Jane Doe</div>"
    )
    found = clean(page.replace("<article>", f"{teasers}<article>"))
    assert found.published == dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC)


COMMENTS = (
    '<section class="comments"><h3>2 comments</h3><div class="comment"><p>Barney Holt</p>'
    "<p>August 9, 2022 at 10:00</p><p>About time too, the detour was awful.</p></div></section>"
)
RELATED = (
    '<aside class="related"><h3>Related</h3><div class="card"><a href="/x">Lighthouse to open to '
    "visitors in June</a><p>By Zara Quill</p><p>{date}</p></div></aside>"
)


@pytest.mark.parametrize(
    "below",
    [
        COMMENTS,
        COMMENTS.replace("August", '<time datetime="2022-08-09">August').replace(
            "00<", "00</time><"
        ),
        RELATED.format(date="12 February 2018"),
        RELATED.format(date='<time datetime="2018-02-12">12 February 2018</time>'),
    ],
)
def test_names_and_dates_of_readers_and_other_stories_are_none_of_the_page(below):
    found = clean(html(below=below))
    assert found.authors == ()
    assert found.published is None


def test_the_one_time_element_of_a_page_dates_it():
    line = "<p>Posted by jd on <time datetime='on Thursday March 4, 2021 @06:30PM'>Thursday</time>"
    line += " from the office of bridges that are so long that nobody has counted their steps</p>"
    assert clean(html(below=line)).published.isoformat()[:10] == "2021-03-04"


def test_json_ld_in_a_meta_tag():
    head = f"<meta name='script:ld+json' content='{json.dumps(NODE)}'>"
    assert clean(html(head)).authors == ("Jane Doe",)


def test_years_of_other_calendars_in_page_data():
    node = NODE | {"datePublished": "2564-03-04T17:30:00+07:00"}
    assert clean(html(script(node), lang="th")).published.year == 2021


# Images and payment


def test_the_lead_image_with_its_caption_and_credit():
    figure = (
        '<figure><img src="/a.jpg"><figcaption>The bridge at noon (Photo: Ann Poe)</figcaption>'
        "</figure>"
    )
    head = meta("og:image", "/a.jpg", key="property")
    found = clean(html(head, above=figure))
    assert found.images == (Image(f"{URL[:-6]}/a.jpg", "The bridge at noon", "Ann Poe"),)


def test_a_byline_below_a_picture_is_no_caption():
    figure = "<figure><img src=/a.jpg><figcaption>By Jane Doe</figcaption></figure>"
    head = meta("og:image", "/a.jpg", key="property")
    assert clean(html(head, above=figure)).images[0].caption == ""


def test_an_address_is_no_name_of_a_site():
    head = meta("og:site_name", "https://www.example.com", key="property")
    assert clean(html(head)).site == "example.com"


@pytest.mark.parametrize(
    ("told", "shown", "site"),
    [
        (
            f"{TITLE} - Example Gazette",
            "<p>© 2021 Example Gazette. All rights reserved.</p>",
            "Example Gazette",
        ),
        (f"{TITLE} | Example Gazette", "<a href='/'>Example Gazette</a>", "Example Gazette"),
        (
            f"Example Gazette: {TITLE}",
            "<img src=l.png alt='Example Gazette logo'>",
            "Example Gazette",
        ),
        (f"{TITLE} – Example", "", "Example"),
        (f"{TITLE}_桥报网", "<p>Copyright © 2021 桥报网</p>", "example.com"),
        (f"{TITLE} | Local News", "<p>© 2021 Example Gazette</p>", "example.com"),
        (TITLE, "<p>© 2021 Example Gazette</p>", "example.com"),
    ],
)
def test_the_site_names_itself_in_its_title_and_its_frame(told, shown, site):
    assert clean(html(f"<title>{told}</title>", below=shown)).site == site


@pytest.mark.parametrize(
    ("shared", "published", "told", "site"),
    [
        (
            "All the news of the coast",
            "Example Gazette",
            f"{TITLE} | Example Gazette",
            "Example Gazette",
        ),
        ("Example Gazette | News you can use", "Example Gazette", TITLE, "Example Gazette"),
        ("My Site", "", f"{TITLE} | Example Gazette", "Example Gazette"),
        ("example.com", "Example Gazette", TITLE, "Example Gazette"),
        ("Gazette Online", "Example Media", f"{TITLE} | Gazette Online", "Gazette Online"),
        ("Gazette Online", "Example Media", TITLE, "Gazette Online"),
    ],
)
def test_a_motto_or_a_default_is_no_name_of_a_site(shared, published, told, site):
    node = {"@type": "NewsArticle", "headline": TITLE, "publisher": {"name": published}}
    head = meta("og:site_name", shared, "property") + script(node) + f"<title>{told}</title>"
    assert clean(html(head, below="<p>© 2021 Example Gazette</p>")).site == site


def test_the_reporter_in_the_lead_goes_before_the_organisation_of_the_data():
    story = "〔記者王小明／台中報導〕市政府昨天說，新橋將於秋天開放，工程歷時九年，費用多出一倍。"
    node = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "示例社"}}
    found = clean(html(script(node), body=f"<p>{story}</p>" + BODY))
    assert (found.authors, found.place) == (("王小明",), "台中")
    assert story in found.text


@pytest.mark.parametrize(
    ("name", "agencies"),
    [
        ("Example Gazette Desk", ()),
        ("Example Gazette", ()),
        ("Norvald Marine, Inc.", ()),
        ("Beispielwerke GmbH", ()),
        ("Example Foundation", ("Example Foundation",)),
        ("Reuters", ("Reuters",)),
    ],
)
def test_houses_and_companies_are_no_agencies(name, agencies):
    node = NODE | {"author": {"@type": "Organization", "name": name}}
    found = clean(html(script(node) + meta("og:site_name", "Example Gazette", "property")))
    assert (found.authors, found.agencies) == ((name,), agencies)


def test_the_paper_behind_a_site_is_no_agency():
    publisher = {"@type": "Organization", "name": "みなと例報デジタル"}
    node = NODE | {
        "author": {"@type": "Organization", "name": "みなと例報"},
        "publisher": publisher,
    }
    assert clean(html(script(node))).agencies == ()


@pytest.mark.parametrize("name", ["webdesk2", "Syndicated Content", "admin"])
def test_accounts_in_data_and_bylines_are_no_authors(name):
    node = NODE | {"author": {"@type": "Person", "name": name}}
    found = clean(html(script(node), above=f"<p class=meta>By {name} | 4 March 2021</p>"))
    assert found.authors == ()


@pytest.mark.parametrize(
    ("given", "line", "name"),
    [
        ("দৈনিক ভোরের পাতা", "<div class=rpt-name>নাজমুল করিম</div>", "নাজমুল করিম"),
        ("北例新報社", "<p class=author-date>佐々木花子 2021年3月4日</p>", "佐々木花子"),
        ("Example Gazette", "<p class=auth>இரா. மகிழ்நன்</p>", "இரா. மகிழ்நன்"),
    ],
)
def test_a_name_marked_as_author_goes_before_the_sites_own(given, line, name):
    node = NODE | {"author": {"@type": "Person", "name": given}, "publisher": {"name": given}}
    head = script(node) + meta("og:site_name", given, "property")
    assert clean(html(head, above=line)).authors == (name,)
    assert clean(html(head)).authors == (given,)


@pytest.mark.parametrize(
    "head",
    [
        script({"@type": "NewsArticle", "headline": TITLE, "editor": {"name": "Retno Ayu"}}),
        meta("content_editor", "Retno Ayu"),
    ],
)
def test_whom_the_data_call_editor_is_no_author_beside_the_writer(head):
    line = "<p class=author>Dimas Wicaksono, Retno Ayu</p>"
    assert clean(html(head, above=line)).authors == ("Dimas Wicaksono",)
    assert clean(html(head, above="<p class=author>By Retno Ayu</p>")).authors == ("Retno Ayu",)


def test_a_button_below_the_story_does_not_sign_it():
    assert clean(html(below="<p class=share>لینک کوتاه</p>", lang="fa")).authors == ()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("<p>2021/03/04 14:18 <a href=#>分享</a> <a href=#>LINE</a></p>", None),
        ("<p>4 March 2021, <a href='https://www.facebook.com/sharer'>Facebook</a></p>", None),
        ("<p class=place>ঢাকা</p><p>4 March 2021</p>", "ঢাকা"),
    ],
)
def test_places_beside_the_date(line, place):
    assert clean(html(above=line)).place == place


@pytest.mark.parametrize(
    ("opening", "elsewhere", "place"),
    [
        ("LJUNGBY Nu", "Det var kallt i Ljungby i natt, och ingen färja gick.", "LJUNGBY"),
        ("FOTBOLL Nu", "Fotboll är fortfarande störst i kommunen, säger ordföranden.", None),
        ("LJUNGBY Nu", "Det var kallt i natt, och ingen färja gick till öarna.", None),
        ("DEBATT Nu", "Hon skrev i Debatt att ingen färja går till öarna.", None),
        ("SERIE Nu", "Es war der dritte Ausfall der Fähre in Serie, sagt die Reederei.", None),
    ],
)
def test_a_town_in_capitals_before_the_first_sentence(opening, elsewhere, place):
    story = f"{opening} öppnar bron igen efter nio år av arbete och två rättegångar i hovrätten."
    body = f"<p>{story}</p><p>{elsewhere}</p>{BODY}"
    assert clean(html(body=body, lang="sv")).place == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("सोनपुर में नौ साल बाद खुला नया पुल", "सोनपुर"),
        ("नौ साल बाद खुला नया पुल, बसें फिर चलीं", None),
    ],
)
def test_a_town_before_a_danda_that_the_title_has_too(title, place):
    story = "सोनपुर। सोनपुर नगर निगम ने बुधवार को नौ साल के काम के बाद नया पुल खोल दिया।"
    more = "पहली बसें दोपहर में नदी के पार गईं और स्कूल के बच्चों ने किनारे पर गीत गाए।"
    page = f"<html lang=hi><body><article><h1>{title}</h1><p>{story}</p><p>{more}</p></article>"
    assert clean(page).place == place


def test_the_name_of_the_site_is_no_part_of_a_dateline():
    head = meta("og:site_name", "Suara Contoh", "property")
    body = f"<p>SURABAYA, SUARACONTOH - {PROSE[0]}</p>" + BODY
    assert clean(html(head, body=body, lang="id")).place == "SURABAYA"


BRIDGES = ("Bridges", "Harbour", "City council")
ROW = "".join(f"<li><a href='/tag/{n}'>{v}</a></li>" for n, v in enumerate(BRIDGES))


def links(base, *names, between=" "):
    return between.join(f"<a href='{base}{n}'>{v}</a>" for n, v in enumerate(names))


@pytest.mark.parametrize(
    "row",
    [
        f"<ul class=post-tags>{ROW}</ul>",
        f"<ul><li>Tags</li>{ROW}</ul>",
        f"<p class=newsTags>{links('/tag-', *BRIDGES)}</p>",
        f"<p>Labels: {links('/search/label/', *BRIDGES, between=', ')}</p>",
        f"<div>Etiquetas: {links('/', *BRIDGES, between='')}</div>",
        f"<p class=topics>{links('/', *(f'#{name}' for name in BRIDGES))}</p>",
        f"<ul class=tags>{ROW}<li><a href='/tags/'>All topics</a></li></ul>",
    ],
)
def test_tags_that_only_the_page_shows(row):
    found = clean(html(below=row))
    assert found.tags == BRIDGES
    assert found.metadata["tags"].source == "visible-header"


@pytest.mark.parametrize(
    "row",
    [
        f"<div class=tag-cloud><ul class=tags>{ROW}</ul></div>",
        f"<nav><ul class=tags>{ROW}</ul></nav>",
        f"<p>{links('/', *BRIDGES)}</p>",
        f"<p class=tags>{links('https://share.example.org/', *BRIDGES)}</p>",
        f"<p class=tags>{links('/tag/', 'The mayor opens another bridge in the old town')}</p>",
        f"<h3>Ferry runs again</h3><p class=tags>{links('/tag/', 'Harbour')}</p>"
        f"<h3>Mill burns down</h3><p class=tags>{links('/tag/', 'Old mill')}</p>",
    ],
)
def test_rows_that_are_no_tags_of_the_story(row):
    assert clean(html(below=row)).tags == ()


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("Example, news, weather, classifieds", BRIDGES),
        ("Example, coast", BRIDGES),
        ("bridges, harbour, buses, choir", ("bridges", "harbour", "buses", "choir")),
    ],
)
def test_shown_tags_and_keywords(keywords, tags):
    assert clean(html(meta("keywords", keywords), below=f"<ul class=tags>{ROW}</ul>")).tags == tags


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("Millfield, news, newspaper, weather, classifieds", ()),
        ("новости, погода, афиша, газета", ()),
        ("weather, storms, flood", ("weather", "storms", "flood")),
    ],
)
def test_keywords_of_any_newspaper_are_no_tags(keywords, tags):
    assert clean(html(meta("keywords", keywords))).tags == tags


CRUMBS = [("Home", "/"), ("News", "/news/"), ("Local", "/news/local/")]


def crumbs(steps):
    items = [{"position": n, "name": name, "item": href} for n, (name, href) in enumerate(steps)]
    return script({"@type": "BreadcrumbList", "itemListElement": items})


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        (CRUMBS, "Local"),
        ([*CRUMBS, (TITLE, URL)], "Local"),
        ([*CRUMBS[:2], ("Council opens bridge", None)], "News"),
        ([("Startseite", None), ("Lokales", None)], "Lokales"),
        ([*CRUMBS[:1], (TITLE, URL)], None),
        ([*CRUMBS[:1], ("Uncategorized", "/uncategorized/")], None),
        ([("Council opens bridge", None)], None),
    ],
)
def test_the_section_in_a_list_of_breadcrumbs(steps, section):
    assert clean(html(crumbs(steps))).section == section


@pytest.mark.parametrize(
    ("shown", "url", "section"),
    [
        (
            "<p class=breadcrumbs><a href='/'>Home</a> / <a href='/n/local'>Local</a></p>",
            URL,
            "Local",
        ),
        (
            "<ol class=topicpath><li><a href='/'>トップ</a><li><a href='/bunka/'>文化</a></ol>",
            URL,
            "文化",
        ),
        ("<p class=cat-links><a href='/nyheter/'>Nyheter</a></p>", URL, "Nyheter"),
        ("<p><a href='/local/'>Local</a></p>", "https://www.example.com/local/bridge", "Local"),
        ("<p><a href='/local/'>Back to all</a></p>", "https://www.example.com/local/bridge", None),
        (
            "<ul class=menu><li><a href='/local/'>Local</a></li></ul>",
            "https://www.example.com/local/b",
            None,
        ),
        ("<p class=cat><a href='/2021/03/'>4 March 2021</a></p>", URL, None),
        ("<p class=breadcrumbs><a href='/'>Home</a></p>", URL, None),
        ("<p class=cat><a href='/authors/jane'>Jane Doe</a></p>", URL, None),
    ],
)
def test_the_section_that_only_the_page_shows(shown, url, section):
    source = html().replace("<h1>", f"{shown}<h1>")
    assert clean(source, url=url).section == section


def test_image_data_of_json_ld():
    image = {
        "@type": "ImageObject",
        "contentUrl": "https://e.org/a.jpg",
        "caption": "The bridge",
        "creditText": "Ann Poe/AFP",
    }
    found = clean(html(script(NODE | {"image": [image]})))
    assert found.images == (Image("https://e.org/a.jpg", "The bridge", "Ann Poe/AFP"),)


def test_addresses_without_a_host_are_no_images():
    head = meta("og:image", "data:image/gif;base64,R0lGOD", key="property")
    assert clean(html(head)).images == ()


@pytest.mark.parametrize(
    ("data", "head", "paywalled"),
    [
        ({"isAccessibleForFree": False}, "", True),
        ({"isAccessibleForFree": "http://schema.org/True"}, "", False),
        ({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}}, "", True),
        ({}, meta("article:content_tier", "metered", key="property"), True),
        ({}, meta("article:content_tier", "free", key="property"), False),
        ({}, meta("article:content_tier", "gold", key="property"), None),
        ({}, "", None),
    ],
)
def test_paywalled(data, head, paywalled):
    assert clean(html(script(NODE | data) + head)).paywalled is paywalled


# Notices, datelines, languages


def test_a_notice_of_an_agency_is_kept_as_one():
    note = "(Except for the headline, this story has not been edited by Example staff and is "
    note += "published from a syndicated feed.)"
    found = cleaner.clean(f"{TITLE}\n\n{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n\n{note}")
    assert found.agency_notice == note
    assert found.metadata["agency_notice"].source == "text"


def test_buttons_for_the_size_of_letters_are_no_notice():
    buttons = "<div class=tools><span>A</span><span>A</span></div>"
    assert clean(html(above=buttons)).agency_notice is None
    assert clean(html(below="<p>(AA)</p>", lang="tr")).agency_notice == "(AA)"


def test_the_copyright_line_of_the_site_is_no_notice():
    head = meta("og:site_name", "Reuters", key="property")
    assert (
        clean(html(head, below="<p>© 2021 Reuters. All rights reserved.</p>")).agency_notice is None
    )


@pytest.mark.parametrize("line", ["2 hours ago", "120 min ago", "2 hours ago | 5 min read"])
def test_the_age_of_a_story_stands_below_its_title(line):
    now = dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC)
    text = "\n\n".join([TITLE, line, *PROSE])
    found = cleaner.clean(text, options=Options(reference_time=now))
    assert found.published == now - dt.timedelta(hours=2)
    assert found.text == "\n\n".join(PROSE)


@pytest.mark.parametrize("line", ["By Jane Doe, Lagos", "Par Jane Doe (à Lagos)"])
def test_the_place_behind_the_names_of_a_byline(line):
    article = cleaner.clean(text_of(TITLE, line, "4 March 2021"))
    assert (article.authors, article.place) == (("Jane Doe",), "Lagos")
    assert article.metadata["place"].source == "byline"
    filed = cleaner.clean(
        "\n\n".join((TITLE, line, "4 March 2021", f"OSLO: {PROSE[0]}", *PROSE[1:]))
    )
    assert filed.place == "OSLO"


def test_a_place_and_a_date_below_the_title_are_no_standfirst():
    found = cleaner.clean("\n\n".join([TITLE, "Lagos | July 19, 2022 10:15 PM WAT", *PROSE]))
    assert (found.place, found.authors, found.subtitle) == ("Lagos", (), None)
    assert found.published.isoformat() == "2022-07-19T22:15:00+01:00"


DATELINES = [
    "WASHINGTON (AP) — The house voted on the bridge, which had been closed since the spring.",
    "Berlin (dpa) - Der Rat stimmte über die Brücke ab, die seit dem Frühjahr geschlossen war.",
    "PARIS, le 3 mars - Le conseil a voté la réouverture du pont, fermé depuis le printemps.",
    "ТОМСК, 8 авг — Совет проголосовал за открытие моста, закрытого с прошлой весны.",
    "(서울=연합뉴스) 시는 지난 봄부터 닫혀 있던 다리를 다시 열기로 했다고 목요일에 밝혔다.",
]


@pytest.mark.parametrize("first", DATELINES)
def test_datelines_are_kept_or_cut(first):
    text = f"{first}\n\n{PROSE[1]}\n\n{PROSE[2]}"
    kept = cleaner.clean(text)
    cut = cleaner.clean(text, options=Options(keep_dateline=False))
    assert kept.text.startswith(first)
    assert first.endswith(cut.text.partition("\n")[0])
    assert cut.place == kept.place
    assert cut.place is not None
    (removed,) = [r for r in cut.removed if r.reason == "place-line"]
    assert first == f"{removed.text} {cut.text.partition(chr(10))[0]}"
    assert cut.replay(text) == cut
    assert cut.restore(text, removed.index).text == kept.text
    again = cleaner.clean(cut.text, options=Options(keep_dateline=False))
    assert again.text == cut.text


def test_words_before_a_colon_are_not_cut_as_datelines():
    text = f"Question: {PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}"
    assert cleaner.clean(text, options=Options(keep_dateline=False)).text == text


DATED_PROSE = [
    "Sunday, 4 July 2021 had been the last day on which the ferry crossed without a loss.",
    "Köprü, 17 Ağustos 1999 depreminde hasar görmüş ve o günden beri araçlara kapatılmıştı.",
]


@pytest.mark.parametrize("first", DATED_PROSE)
def test_prose_with_a_date_is_no_dateline(first):
    text = f"{first}\n\n{PROSE[1]}\n\n{PROSE[2]}"
    found = cleaner.clean(text, options=Options(keep_dateline=False))
    assert (found.place, found.published, found.text) == (None, None, text)


def test_a_page_in_another_language_than_it_declares():
    german = (
        "Der Rat der Stadt hat am Donnerstag nach neun Jahren Bauzeit die neue Brücke eröffnet, "
        "und die ersten Busse fuhren mittags darüber, während der Chor der Hafenschule sang. "
        "Die Händler der Altstadt hatten sich oft darüber beschwert, dass der Verkehr durch ihre "
        "Gassen geleitet wurde, seit die alte Brücke geschlossen war, sagte die Bürgermeisterin."
    )
    found = clean(html(body=f"<p>{german}</p><p>{german[::1]} Das ist auch noch so.</p>"))
    assert found.language == "de"
    assert [w for w in found.warnings if "declared language 'en'" in w]
    assert clean(html()).warnings == ()


# Titles and standfirsts


def test_the_section_is_no_part_of_the_title():
    head = meta("article:section", "Opinion", key="property")
    page = html(head).replace(f"<h1>{TITLE}", f"<h1>{TITLE} | Opinion")
    assert clean(page).title == TITLE


def test_a_heading_that_shares_no_word_with_the_page_title_is_none():
    head = f"<title>{TITLE}</title>" + meta("og:title", TITLE, key="property")
    page = html(head).replace(f"<h1>{TITLE}", "<h1>Open Menu Close Menu")
    assert clean(page).title == TITLE


@pytest.mark.parametrize(
    "rest",
    [
        "4 March 2021 17:30 Share",
        "Save Comment Share",
        "By Example News Agency Share",
        "Facebook Twitter WhatsApp",
    ],
)
def test_the_title_of_a_page_without_line_breaks(rest):
    assert cleaner.clean(f"{TITLE} {rest} {' '.join(PROSE)}").title == TITLE


def test_the_label_of_a_credit_in_a_page_without_line_breaks():
    head = f"{TITLE} Penulis: Budi Santoso/Antara Rabu, 13 Agustus 2025 14:22 WIB Font: A A A"
    found = cleaner.clean(f"{head} Ravelo (ANTARA) - {' '.join(PROSE)}")
    assert (found.title, found.authors, found.place) == (TITLE, ("Budi Santoso",), "Ravelo")


def test_a_sentence_is_no_title():
    assert cleaner.clean(" ".join(PROSE)).title is None


def test_the_paragraph_above_the_dateline_is_the_standfirst():
    above = "After nine years the buses cross the river again. The old town breathes."
    assert cleaner.clean(below_dateline(above)).subtitle == above


@pytest.mark.parametrize(
    "above",
    [
        "Two cyclists wait at the northern gate as workers take down the last piece of the fence.",
        "Two cyclists wait at the northern gate. Workers took the fence down on March 4, 2021.",
        "BERGEN, March 4 (Reuters) - After nine years the buses cross. The old town breathes.",
    ],
)
def test_a_caption_or_another_dateline_above_the_dateline_is_no_standfirst(above):
    assert cleaner.clean(below_dateline(above)).subtitle is None


def below_dateline(above):
    return f"{above}\n\nOSLO, March 4 (Reuters) - {PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}"


# Titles and standfirsts


def titled(heading, told="", above="", node=None):
    head = f"<title>{told}</title>" + meta("og:title", told, "property") if told else ""
    body = "".join(f"<p>{p}</p>" for p in PROSE)
    source = f"<html><head>{head}{script(node) if node else ''}</head><body>{above}<article>"
    return clean(f"{source}<h1>{heading}</h1>{body}</article></body></html>")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (f"Mar 4 2021 {TITLE}", TITLE),
        (f"Blog: {TITLE}", f"{TITLE} | Example"),
        (f"{TITLE} | Opinion", f"{TITLE} | Opinion"),
        (TITLE, f"{TITLE} | Things to know"),
    ],
)
def test_labels_and_tails_are_no_part_of_a_title(heading, told):
    assert titled(heading, told).title == TITLE


@pytest.mark.parametrize(
    ("label", "headline", "title"),
    [
        ("Port Ellen.", TITLE, TITLE),
        ("Fußball.", TITLE, TITLE),
        ("Port Ellen.", f"Port Ellen. {TITLE}", f"Port Ellen. {TITLE}"),
        ("It is over for the ferry.", TITLE, f"It is over for the ferry. {TITLE}"),
        *(("Mr.", TITLE, f"Mr. {TITLE}"), ("Genug ist genug.", TITLE, f"Genug ist genug. {TITLE}")),
    ],
)
def test_a_town_or_rubric_before_a_title_that_the_data_do_not_have(label, headline, title):
    node = {"@type": "NewsArticle", "headline": headline}
    assert titled(f"<b>{label}</b> {TITLE}", f"{label} {TITLE}", node=node).title == title


def test_a_short_title_keeps_its_bar():
    assert titled("The week | 11 March", "The week | 11 March").title == "The week | 11 March"


def test_the_only_heading_goes_before_titles_made_for_search_engines():
    told = "Why the bridge in Oslo matters for buses"
    node = {"@type": "Article", "headline": told}
    heading = "Nine years of work on a new bridge end today"
    assert titled(heading, told, node=node).title == heading
    assert titled(heading, told, node=node | {"@type": "NewsArticle"}).title == told


def test_the_name_of_the_site_in_a_heading_is_no_title():
    above = "<h1>Example Gazette</h1>"
    told = "Bridge opens in Oslo | Example Gazette"
    assert titled(TITLE, told, above).title == TITLE


LEAD = "Buses cross the river again after nine years, and the harbour school has sung for them."


@pytest.mark.parametrize(
    ("shown", "described", "found"),
    [
        (f'<p class="article-lead">{LEAD}</p>', "", LEAD),
        (f'<div class="x1"><p class="q">{LEAD}</p></div>', LEAD, LEAD),
        (f"<p>{LEAD}</p>", LEAD, None),
        (f'<p class="q">{LEAD}</p>', "", None),
    ],
)
def test_a_standfirst_is_set_apart_and_named_or_described(shown, described, found):
    head = meta("description", described) if described else ""
    assert clean(html(head, above=shown)).subtitle == found


def test_prose_above_the_title_hides_no_standfirst_below_it():
    notice = (
        "<p>The harbour radio is heard on all islands, and in the town on the old wave too.</p>"
    )
    page = html(above=f'<p class="ingress">{LEAD}</p>').replace("<h1>", f"{notice}<h1>")
    assert clean(page).subtitle == LEAD


@pytest.mark.parametrize("name", ["sommario", "teaser", "sub"])
def test_a_heading_below_the_title_that_is_named_so_is_the_standfirst(name):
    line = "Buses cross the river again, and shops are glad"
    above = f'<h2 class="{name}">{line}</h2><p>By Jane Doe</p>'
    assert clean(html(above=above)).subtitle == line
    again = f'<h2 class="{name}">{TITLE}</h2><p>By Jane Doe</p>'
    assert clean(html(f"<title>{TITLE}</title>", above=again)).subtitle is None


def test_one_point_of_a_list_is_no_standfirst():
    points = "<li>Nine years of work come to an end at noon</li><li>The quay is next</li>"
    named = f'<ul class="summary">{points}</ul>'
    assert clean(html(f"<title>{TITLE}</title>", above=named)).subtitle is None


def test_another_headline_in_the_data_is_no_standfirst():
    assert clean(html(script(NODE | {"alternativeHeadline": "Bridge opens"}))).subtitle is None


def text_of(*lines):
    return "\n\n".join((*lines, *PROSE))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "The new bridge was opened on Thursday by the council, and the first buses crossed.",
            True,
        ),
        (
            "The mill at the northern end of the town has been sold to two sisters from Bergen.",
            False,
        ),
    ],
)
def test_a_first_paragraph_that_the_next_one_says_again_is_the_standfirst(line, found):
    article = cleaner.clean(text_of(TITLE, line))
    assert article.subtitle == (line if found else None)
    assert line in article.text


def test_a_paragraph_that_stands_twice_is_no_standfirst():
    assert cleaner.clean("\n\n".join((TITLE, PROSE[0], *PROSE))).subtitle is None


def test_a_shorter_lead_may_say_again_what_a_long_standfirst_did():
    line = (
        "The new bridge, of which the council had dreamed for nine years and which cost more than "
        "the harbour school and the market hall together, was opened on Thursday. The first buses "
        "crossed it at noon. Engineers promise cheaper ferries, wider pavements, brighter lamps, "
        "quieter evenings, though nobody knows yet what comes next."
    )
    assert cleaner.clean(text_of(TITLE, line)).subtitle == line
    assert cleaner.clean(text_of(line)).subtitle is None


def test_the_paragraph_above_the_first_speaker_is_the_standfirst():
    line = "The mayor has moved three hundred lorries out of the old town. We ask how she did it."
    assert cleaner.clean(text_of(TITLE, line, "JANE DOE, HOST:")).subtitle == line
    assert cleaner.clean(text_of(TITLE, line)).subtitle is None


OPEN = "Buses cross the river again after nine years, while the harbour school sings for the mayor"


def test_a_line_without_a_stop_below_a_caption_or_above_lines_that_links_broke():
    head = (TITLE, "By Jane Doe", "4 March 2021", "Share", "Share")
    captioned = (*head, "Hear the mayor at the Bridge Days", OPEN)
    assert cleaner.clean(text_of(*captioned)).subtitle == OPEN
    torn = "You now have ten more days in which to walk across the highly praised"
    lines = [TITLE, OPEN, torn, "Example Bridge", ", which the council opened on Thursday.", *PROSE]
    assert cleaner.clean("\n".join(lines)).subtitle == OPEN


def test_a_button_behind_the_standfirst_is_no_part_of_it():
    line = (
        "Nine years of work end today, and the harbour school sings for the mayor and her council."
    )
    assert cleaner.clean(text_of(TITLE, f"{line} Share this story")).subtitle == line


@pytest.mark.parametrize(
    "line",
    [
        "The council opened the new bridge on Thursday, and the buses crossed. Photo: Jane Doe",
        "The council opened the new bridge on Thursday at noon. (AP Video by Jane Doe)",
        "- War The council opened the new bridge to the buses of the harbour on Thursday at noon",
    ],
)
def test_captions_and_items_of_lists_are_no_standfirsts(line):
    assert cleaner.clean(text_of(TITLE, line, "By Jane Doe", "4 March 2021")).subtitle is None


def test_a_line_that_goes_on_from_the_title():
    line = "…as shop owners of the old town cry foul"
    assert cleaner.clean(text_of(TITLE, line, "By Jane Doe")).subtitle == line
    half = "As shop owners of the old town fault the claims"
    alone = cleaner.clean(text_of(half, "By Jane Doe"))
    assert (alone.title, alone.subtitle) == (None, half)


@pytest.mark.parametrize(
    ("header", "story"),
    [
        (
            ("市の図書館、来春に移転へ", "2021年6月16日 10時30分"),
            (
                "新しい建物には子ども向けの部屋と喫茶店が入る見通し",
                "市は駅前の図書館を来年の春に港の近くへ移すと発表した。建物が古く、雨漏りが続いていた。",
                "新しい建物は三階建てで、一階に喫茶店、二階に子ども向けの部屋ができるという。",
            ),
        ),
        (
            ("नगर का पुराना पुल अगले साल बदलेगा", "6 मई 2021"),
            (
                "दुकानदारों को नई जगह पर जाने का समय मिलेगा",
                "नगर परिषद ने मंगलवार को पुराने पुल को बदलने का फैसला किया और दुकानदारों को समय दिया।",
                "परिषद के अनुसार नई जगह पर पचास दुकानें बनेंगी और काम मार्च में शुरू होगा।",
            ),
        ),
    ],
)
def test_words_of_standfirsts_are_counted_in_any_script(header, story):
    article = cleaner.clean("\n\n".join((*header, *story)), kind="text")
    assert (article.title, article.subtitle) == (header[0], story[0])


def test_the_title_below_a_line_that_says_nothing_of_the_story():
    source = text_of("3304 views 13 mins 0 comments", TITLE, "In Local News, News", "May 14, 2025")
    article = cleaner.clean(source)
    assert (article.title, article.subtitle) == (TITLE, None)


def test_a_page_without_line_breaks_may_begin_with_its_standfirst():
    line = "The bridge was opened about 2 p.m. March 4, 2021 at the harbour of the old town."
    source = f"{line} By Jane Doe | jdoe@example.com {' '.join(PROSE)}"
    article = cleaner.clean(source)
    assert (article.title, article.subtitle) == (None, line)
    again = "The council of the old town has nineteen members"
    first = f"{TITLE}{again} OSLO: {PROSE[0]}"
    assert cleaner.clean(f"{first}\n\n{PROSE[1]}\n\n{again}. {PROSE[2]}").subtitle == again


def test_a_sentence_in_the_place_of_a_title_is_the_standfirst():
    line = "The council opened the new bridge on Thursday with a choir of children."
    article = cleaner.clean(text_of(line, "By Jane Doe", "4 March 2021"))
    assert (article.title, article.subtitle) == (None, line)


def test_the_line_in_the_frame_of_a_page_announces_its_title():
    menu = "\n\n".join(["Home", "Local", "Sport", "Weather", "Tickets for the harbour concert"] * 4)
    source = f"{TITLE} | Example Gazette\n\n{menu}\n\n{TITLE}\n\n" + "\n\n".join(PROSE)
    assert cleaner.clean(source).title == TITLE


def test_a_line_that_credits_a_picture_is_no_title():
    line = "The new bridge on the day of its opening - Photo: Jane Doe"
    assert cleaner.clean(text_of(line)).title is None


def test_a_georgian_line_may_go_on_without_capitals():
    title = "საბჭომ ახალი ხიდი გახსნა ცხრა წლის შემდეგ"
    prose = (
        "საბჭომ ახალი ხიდი ხუთშაბათს გახსნა ცხრა წლის მუშაობის და ორი სასამართლო საქმის შემდეგ, "
        "და პირველმა ავტობუსებმა ის შუადღისას გადაკვეთეს."
    )
    assert (
        cleaner.clean("\n\n".join((title, prose, prose.replace("საბჭომ", "ქალაქმა")))).title
        == title
    )


@pytest.mark.parametrize(
    ("above", "below", "published", "sure"),
    [
        ("<p>Updated on March 5, 2021</p>", "", dt.date(2021, 3, 5), 0.4),
        ("", "<p>Page last updated on March 5, 2021</p>", None, 0.0),
    ],
)
def test_a_page_that_says_only_above_its_story_when_it_was_updated(above, below, published, sure):
    article = clean(html(above=above, below=below))
    assert article.updated == dt.date(2021, 3, 5)
    assert article.published == published
    assert published is None or article.metadata["published"].confidence < sure


def test_a_time_element_settles_the_order_of_day_and_month():
    shown = "<time datetime='02-12-2025'>02-12-2025</time>"
    below = "<ul><li><time datetime='2025-12-02'>Bridge</time></li></ul>"
    article = clean(html(above=f"<p>{shown}</p>", below=below))
    assert article.published == dt.date(2025, 12, 2)


# The record


def test_the_record_fits_its_schema():
    schema = json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    head = script(NODE | {"isAccessibleForFree": False, "image": "https://e.org/a.jpg"})
    for source in (html(head), html(), "\n\n".join(PROSE), ""):
        record = {"id": 1, **clean(source).to_dict()}
        jsonschema.validate(record, schema)
        assert record["images"] == [] or record["images"][0]["url"] == "https://e.org/a.jpg"


def text_page(*header):
    return cleaner.clean("\n\n".join([*header, *PROSE, *PROSE[::-1]]), kind="text")


@pytest.mark.parametrize(
    "url", ["http://[", "https://[foo/a-b-c-d-e", "https://ex.com]/the-old-bridge-is"]
)
def test_an_address_that_is_none_says_nothing(url):
    article = cleaner.clean("\n\n".join(["Old bridge stays closed", *PROSE]), url=url, kind="text")
    assert article.title == "Old bridge stays closed"


@pytest.mark.parametrize(
    "lead",
    [
        "Prime minister Ulf Ferry (M) said on Tuesday that the state must pay for the bridge.",
        "Sen. John Smith (R) said on Tuesday that the state must pay for the old bridge.",
        "The fastest goal of the season came after only eleven seconds (Jane Doe, Harbour).",
    ],
)
def test_a_lead_above_the_credit_of_a_picture_stays(lead):
    article = text_page(
        "Old bridge stays closed", "By Jane Doe", "4 March 2021", lead, "Photo: Getty"
    )
    assert lead in article.text


@pytest.mark.parametrize(
    ("header", "authors", "title"),
    [
        (("Old Bridge Closed Again", "By", "Jane Doe", "4 March 2021"), ("Jane Doe",), None),
        (("Black Friday Bargains", "Video", "4 March 2021"), (), "Black Friday Bargains"),
        (("Obituary", "Martha Ferry", "War correspondent", "4 March 2021"), (), "Martha Ferry"),
    ],
)
def test_titles_that_look_like_names_are_nobody(header, authors, title):
    article = text_page(*header)
    assert article.authors == authors
    assert title is None or article.title == title


def test_people_of_the_story_are_no_authors():
    people = [line for name in ("John Roe", "Ann Poe") for line in (name, "Reporter", PROSE[0])]
    article = text_page("Who is who in the newsroom", "4 March 2021", PROSE[1], *people)
    assert article.authors == () and article.agencies == ()


@pytest.mark.parametrize(
    ("title", "host", "site"),
    [
        ("Berlin: Alte Brücke bleibt geschlossen", "berliner-zeitung.de", "berliner-zeitung.de"),
        ("Boston | Old bridge stays closed", "bostonglobe.com", "bostonglobe.com"),
        ("Old bridge stays closed | Boston Globe", "bostonglobe.com", "Boston Globe"),
        ("Old bridge stays closed | The Boston Globe", "bostonglobe.com", "The Boston Globe"),
    ],
)
def test_a_name_that_the_host_only_begins_with_is_not_the_sites(title, host, site):
    page = html(f"<title>{title}</title>")
    assert clean(page, url=f"https://www.{host}/a").site == site


@pytest.mark.parametrize(
    "last",
    [
        "The picture was first published by AFP in 1994.",
        "The museum shows material from the Reuters archive until June.",
        "Sources at Reuters confirmed this story by phone.",
    ],
)
def test_a_sentence_about_an_agency_is_no_notice(last):
    article = cleaner.clean("\n\n".join([TITLE, "By Jane Doe", *PROSE, last]), kind="text")
    assert article.agencies == () and article.agency_notice is None


def test_a_button_to_change_the_place_is_none():
    assert clean(html(above="<div class=user-location>Change Location</div>")).place is None


def test_a_label_with_the_title_of_a_reviewed_work_stays():
    credits = f"<p>Film: {TITLE}</p><p>Director: John Roe</p>"
    assert f"Film: {TITLE}" in clean(html(body=BODY + credits)).text


def test_the_name_of_a_series_in_the_address_is_no_title():
    lines = ["Photo of the Day", "Old bridge stays closed", "By Jane Doe", *PROSE]
    url = "https://example.com/news/photo-of-the-day-312"
    title = cleaner.clean("\n\n".join(lines), url=url, kind="text").title
    assert title == "Old bridge stays closed"


@pytest.mark.parametrize(
    "story",
    [
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>",
        "<h2>When will it open?</h2><p>In March, she says, if the frost is over by then.</p>",
    ],
)
def test_a_story_beside_a_field_for_an_address_stays(story):
    form = "<form><input type=email placeholder='Your e-mail'><button>Subscribe</button></form>"
    without = clean(html(body=f"{BODY}<div>{story}</div>{BODY}"))
    assert clean(html(body=f"{BODY}<div>{story}{form}</div>{BODY}")).text == without.text
