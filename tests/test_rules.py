import pytest

import cleaner
from cleaner import reasons
from cleaner.blocks import read
from cleaner.evidence.rules import RULES, votes
from cleaner.records import Page

GO = [
    ("picture", "![The gates at night](https://quaypost.example/gates.jpg)"),
    ("picture", "[![](/gates.jpg)](https://quaypost.example/gates)"),
    ("file-name", "184412_quay_cover.jpg"),
    ("file-name", "Quay - front.png"),
    ("film", "Smoke over the port of Ottery. 18.04.2024 | 0:21 min"),
    ("film", "05.09.2024 | 2:03 min"),
    ("said-twice", "Old wall sold to a farmer Old wall sold to a farmer"),
    ("counter", "0 / 0"),
    ("counter", "12K | 340"),
    ("clock", "0:00 / 3:21"),
    ("share-row", "Facebook Twitter WhatsApp Email"),
    ("share-row", "Вконтакте Одноклассники Телеграм"),
    ("placeholder", "- - {{hitsCtrl.values.hits}}"),
    ("placeholder", "{{count}} | {{date}}"),
    ("residue", "Read {{count}} times"),
    ("residue", "window.ads = window.ads || [];"),
    ("residue", "function shareQuay(){"),
    ("residue", "$('.quay-share').click(function(e){"),
    ("copyright-sign", "© 2021 Morning Post Ltd."),
    ("copyright-sign", "(c) 2021 Morning Post"),
    ("page-numbers", "« 1 2 3 4 … 18 »"),
    ("page-numbers", "1 2 3 4"),
    ("hashtags", "#bridge #council"),
    ("hashtags", "#Brücke #Rat #MüggelSee"),
    ("mean-mark", "4.4 (37 votes)"),
    ("mean-mark", "4,1 / 5 (1.204 Bewertungen)"),
    ("mean-mark", "3.7 (52 głosy)"),
    ("mean-mark", "★★★☆☆ 3.2 (18 reviews)"),
    ("mean-mark", "4.6（83件）"),
    ("file-of-picture", "The quay at dawn - Quay Post, 1920, 04.11.2023"),
    ("file-of-picture", "Мост через Ловать — Вести Ловати, 1280, 3.02.2022"),
    ("paid", "＜PR＞港の見えるマンション、内覧会を開催"),
    ("paid", "[Anzeige] Fenster und Türen vom Fachbetrieb"),
    ("paid", "PR 春の靴が全品半額"),
    ("bare-address", "https://example.org/a/b"),
    ("bare-email", "Contact: desk@example.org"),
    ("contacts", "News desk: +94 0112 555 014, 0112 555 015, desk@quaypost.example"),
    ("contacts", "12 Quay Street, Ottery 7 post@quaypost.example 0115 555 016 0112 555 017"),
    ("bare-phone", "Tel.: +49 30 123456-7"),
    ("arrows", "» » »"),
    ("run-together", "BBQHome NewsSport ReelWorklifeTravelMore menuShare pageCopy link"),
    ("menu-row", "Home | News | Sport | Culture | Weather"),
]
STAY = [
    "The gates ![at night](/gates.jpg) are shut.",
    "YouTube, TikTok, PayPal and LinkedIn sued McDonald and the makers of the iPhone on Monday.",
    "Row, row, row, row, row, row, row, row",
    "Never again, they sang. Never again, they sang.",
    "The file is called quay-front-184412.jpg and shows the gates.",
    "Save it as quay.png.",
    "12.05.2021 | 10:30 Uhr",
    "The function f(x) is the height of the wall.",
    "Jane Doe, press office, tel. 0115 555 016, e-mail: press@quayport.example",
    "Ask at desk@quaypost.example, where two of the three answer on any day but Sunday.",
    "https://doi.org/10.5555/quay.2021.17",
    "2020",
    "1,200",
    "12.5",
    "They met at 10:30 / 11:30.",
    "Facebook and Twitter removed the post on Monday.",
    "He shared it on Facebook and WhatsApp.",
    "The copyright law was passed in 2021.",
    "Read the answer at www.example.org, she said.",
    "1 2",
    "A | B",
    "Dana Levi | 11/08/2021 | 10:30",
    "The law (c) applies to all.",
    "(C) None of the above",
    "+49",
    "6 4 7 5",
    "3-1 6-4 7-5",
    "4.7/5",
    "★★★★☆",
    "4.6 (71 metres)",
    "52.3% (1,482 votes)",
    "2 (40 votes)",
    "Ashdown - Ottery, 2 March 2021",
    "Ottery - Skarholm, 3:1, 04.11.2023",
    "(PR) The firm has a new head.",
    "[AD] Nobody knows what the two letters on the stone mean.",
    "PR会社の社長は会見を開かなかった",
    "PR firms had a good year",
    "#1 and #2 met again",
    "9,5 / 10",
    '"All of us will miss her"',
    '"Sit." The dog sat down and so did "the boss."',
    "「港が見える丘でもう一度会いたい」",
]
KEPT = [
    ("embedded-post", "Rain again over the harbour #kestrel pic.twitter.com/aB3xYz"),
    ("embedded-post", "— Mara Ellison (@mara_ellison) March 3, 2024"),
    ("quotation", '"You have read all your free articles. Subscribe to read on."'),
    ("quotation", "“We value your privacy,’ it says on all of them”."),
    ("quotation", "„Wir schätzen Ihre Privatsphäre.“"),
    ("quotation", "«Мы и наши партнёры храним файлы cookie.»"),
    ("quotation", "「このサイトは Cookie を使います。続けますか。」"),
]


def fired(line):
    (vote,) = votes(read(Page(line, "text")))
    return [v.evidence for v in vote]


@pytest.mark.parametrize(("name", "line"), GO)
def test_shapes_that_go(name, line):
    assert fired(line) == [f"rule:{name}"]


@pytest.mark.parametrize("line", STAY)
def test_shapes_that_stay(line):
    assert fired(line) == []


@pytest.mark.parametrize(("name", "line"), KEPT)
def test_shapes_that_are_kept_in_texts(name, line):
    (vote,) = votes(read(Page(line, "text")))
    assert [(v.evidence, v.label) for v in vote] == [(f"rule:{name}", "body")]
    assert votes(read(Page(f"<p>{line}</p>", "html"))) == [()]


def test_every_rule_has_a_case_and_a_known_reason():
    assert {rule.name for rule in RULES} == {name for name, _ in GO + KEPT}
    assert {rule.reason for rule in RULES if rule.label == "chrome"} <= set(reasons.REASONS)


def test_rules_can_be_switched_off_by_name():
    reading = read(Page("0 / 0", "text"))
    assert votes(reading, frozenset({"counter"})) == [()]


def test_long_hostile_lines_cost_nothing():
    for line in ("1 " * 50_000, "a|" * 50_000, "{{" * 50_000, "#a " * 50_000):
        assert fired(line) == []


TABLE = "<table>" + "<tr><td>6 rooms</td><td>2</td><td>3</td><td>4 h</td><td>90</td></tr>" * 3
CODE = "<pre>var boat = harbour.boats[0];\n1 2 3 4</pre>"


@pytest.mark.parametrize("markup", [f"{TABLE}</table>", CODE])
def test_tables_and_code_are_no_menus_and_no_residue(markup):
    page = read(Page(f"<html><body>{markup}</body></html>", "html"))
    assert page.blocks and not any(votes(page))


TABLE = ["Year | Boats", "2019 | 4,100", "2020 | 3,900"]


@pytest.mark.parametrize(
    ("lines", "spared"),
    [
        (TABLE, True),
        (TABLE[:2], False),
        ([*TABLE[1:], "2021 | 12"], False),
        (["Home | News | Sport | Culture | Weather"] * 3, False),
        ([TABLE[0], "", "1 | 2", "3 | 4 | 5"], False),
    ],
    ids=["table", "two lines", "no head", "menu", "other widths"],
)
def test_rows_of_a_table_are_no_counters(lines, spared):
    found = votes(read(Page("\n".join(lines), "text")))
    assert (not any(found)) is spared


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        (["1 di 4", "2 di 4", "3 di 4", "4 di 4"], 4),
        (["1 von 12", "2 von 12", "3 von 12"], 3),
        (["1 из 30", "The old mill", "2 из 30", "3 ИЗ 30"], 3),
        (["1 of 3", "2 of 3"], 0),
        (["1 to 3", "2 to 5", "3 to 4"], 0),
        (["4 eggs 12", "5 eggs 12", "6 eggs 12"], 0),
        (["1 goal 2", "2 goal 2", "3 goal 2"], 0),
    ],
    ids=["italian", "german", "russian", "two", "other totals", "not from one", "beyond the last"],
)
def test_lines_that_count_the_pictures_of_a_gallery_go_in_any_language(lines, counted):
    found = votes(read(Page("\n".join(lines), "text")))
    assert sum(vote.evidence == "rule:counter" for (*own,) in found for vote in own) == counted
    assert not any(votes(read(Page("\n".join(lines), "text")), frozenset({"counter"})))


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        (["Sound", "4/5", "Screen", "5/5"], 0),
        (["The pier", "5/5", "The mill", "1/5", "The quay", "5/5"], 0),
        (["Звук", "7/10", "Экран", "8/10"], 0),
        (["1/5", "The gates", "2/5", "The quay", "3/5"], 3),
        (["1/5", "The gates", "1/5"], 2),
        (["4/7", "5/7"], 2),
        (["12/5", "13/5"], 2),
        (["4/5"], 1),
        (["3/5"] * 20, 20),
    ],
)
def test_marks_of_a_review_are_no_counters(lines, counted):
    found = votes(read(Page("\n".join(lines), "text")))
    assert sum(vote.evidence == "rule:counter" for (*own,) in found for vote in own) == counted


PROSE = (
    "The council met on Monday evening and talked about the wall for three hours, the mayor said."
)
INSERTS = ["[ Ten walls to see this year ]", "[The wall in pictures, by our readers.]"]


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (INSERTS, "link:bracketed"),
        (INSERTS[:1], None),
        (["[Applause]", "[Music]"], None),
        (["[Correction: The wall is nine feet high.]", "[Editor's note: She has no wall.]"], None),
        (["[Ten walls](https://quay.example/a)", "[The wall](https://quay.example/b)"], None),
        (["OLD WALL SOLD TO FARMER WHO WANTS TO KEEP SHEEP THERE"], "rule:shouted"),
        (["WHY THE MAYOR TALKED ABOUT IT FOR SO LONG"], None),
        (["WHAT THE WALL COSTS"], None),
        (["3. HOW TO BUILD A WALL THAT LASTS FOR TEN YEARS"], None),
        (["WHO PAYS FOR THE WALL THAT NOBODY WANTED TO HAVE?"], None),
    ],
)  # fmt: skip
def test_lines_between_paragraphs(lines, rule):
    page = read(Page("\n\n".join([PROSE, *(x for line in lines for x in (line, PROSE))]), "text"))
    found = {b.text: v[0].evidence for b, v in zip(page.blocks, votes(page), strict=True) if v}
    assert found == dict.fromkeys(lines if rule else [], rule)


def test_what_people_did_meanwhile_stands_in_brackets_in_a_story():
    acts = ["[She drinks from a glass of water.]", "[The cat jumps on the table and looks at us.]"]
    story = [PROSE, "“We will have to walk,” said Peter Lorne, who bakes on the north bank."]
    text = "\n\n".join([*story, acts[0], *story, acts[1], *story])
    assert not {r.text for r in cleaner.clean(text, kind="text").removed} & {*acts}
