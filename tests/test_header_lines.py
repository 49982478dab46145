"""Which line of a text is its title and which its standfirst, by the signs that lines carry."""

import re

import pytest

import cleaner
from cleaner import blocks
from cleaner.evidence import header
from cleaner.evidence.header import votes as votes_on
from cleaner.evidence.header.captions import mark_shown
from cleaner.grammar.tables import table
from cleaner.load import load
from cleaner.metadata import address, flattened, header_lines
from cleaner.metadata.sources import collect
from cleaner.records import Options
from cleaner.settle import label_until_settled

MENU = "Nyheter\nSport\nKultur\nVær\nPodkast"
STORY = (
    "Fergen til Storøya ble liggende ved kai i hele går, fordi mannskapet hadde mistet nøkkelen "
    "til broen i sjøen.\n\nEn dykker fra brannvesenet fant nøkkelen mandag, og fergen kunne gå "
    "igjen klokka ni.\n\nKommunen vil nå kjøpe en nøkkel til og henge den hos ordføreren."
)
TITLE = "Fergen ble liggende fordi nøkkelen falt i sjøen"
STANDFIRST = "Dykkere fant den igjen etter ett døgn. Nå vil kommunen ha to."
HEADER = f"{TITLE}\n{STANDFIRST}\nAv Kari Vik\n4. mars 2021 09:30"
PAGE = f"{MENU}\nHjem > Nyheter > Storøya\n{HEADER}\n\n{STORY}"


def test_the_way_from_the_start_page_is_no_title():
    article = cleaner.clean(PAGE, kind="text")
    assert article.title == TITLE
    assert article.subtitle == STANDFIRST


@pytest.mark.parametrize("crumbs", ["首页 > 民生 > 正文", "您当前的位置：云津网 > 民生"])
def test_a_chinese_title_below_its_crumbs(crumbs):
    title = "云津地铁二号线今起试运行，到高铁站只要二十分钟"
    story = "昨天上午，云津地铁二号线首班车从老城站驶出，全线十九座车站同步开放试乘，市民免费三天。"
    page = f"首页\n要闻\n民生\n楼市\n{crumbs}\n{title}\n2025-09-28 07:35\n\n{story}\n\n{story[5:]}"
    assert cleaner.clean(page, kind="text").title == title


def test_a_page_without_a_standfirst_gets_none():
    page = PAGE.replace(f"{STANDFIRST}\n", "")
    article = cleaner.clean(page, kind="text")
    assert (article.title, article.subtitle) == (TITLE, None)


def test_a_sentence_above_the_byline_of_a_page_without_a_title():
    page = PAGE.replace(f"{TITLE}\n{STANDFIRST}", "Dykkere fant nøkkelen igjen etter ett døgn.")
    assert (
        cleaner.clean(page, kind="text").subtitle == "Dykkere fant nøkkelen igjen etter ett døgn."
    )


def test_a_short_last_sentence_without_a_stop_is_part_of_the_standfirst():
    """Buttons are cut off where a standfirst is shown by other things than its signs."""
    whole = f"{STANDFIRST} Nøkkelen henger trygt"
    page = PAGE.replace(STANDFIRST, whole)
    assert cleaner.clean(page, kind="text").subtitle == whole


def test_the_path_to_a_page_does_not_make_its_title_a_standfirst():
    page = PAGE.replace("Hjem > Nyheter > Storøya", f"HjemNyheter{TITLE}")
    article = cleaner.clean(page.replace(f"{STANDFIRST}\n", ""), kind="text")
    assert (article.title, article.subtitle) == (TITLE, None)


def test_emphasis_is_no_part_of_a_name():
    page = PAGE.replace("Av Kari Vik", "Av **Kari Vik**")
    assert cleaner.clean(page, kind="text").authors == ("Kari Vik",)


def test_weights_are_small_numbers():
    for field in ("title", "subtitle"):
        weights = table("header_lines")[field]
        assert header_lines.NONE in weights
        assert all(isinstance(w, float) and abs(w) < 10 for w in weights.values())


OF_STANDFIRSTS = {"header below", "under title", "between", "said again", "lead"}


def sources_of(page, url=None):
    options = Options()
    reading = blocks.read(load(page, url=url, kind="text"))
    return collect(*label_until_settled(reading, options), options)


def kind_of(sign):
    """A sign without its number."""
    return re.split(r"[<>]| \d", sign)[0]


def test_lines_carry_the_signs_that_have_weights():
    """A sign that is renamed without training anew has no weight any more."""
    sources = sources_of(PAGE)
    layout = header_lines.layout(sources)
    titles = header_lines.title_lines(sources, layout)
    headline = next(block for block, _ in titles if block.text == TITLE)
    for field, lines, own in (
        ("title", titles, {"date", "above", "below", "model title"}),
        ("subtitle", header_lines.standfirst_lines(sources, layout, headline), OF_STANDFIRSTS),
    ):
        known = {kind_of(sign) for sign in table("header_lines")[field]}
        carried = {kind_of(sign) for _, signs in lines for sign in signs}
        strong = {"words", "to story", "in story", "stop", "crumb", *own}
        assert strong <= carried & known


def test_no_line_carries_a_sign_twice():
    sources = sources_of(PAGE.replace(MENU, f"{MENU}\n> «Vi fant nøkkelen i går kveld», sier hun"))
    lines = header_lines.title_lines(sources, header_lines.layout(sources))
    assert any({"quote", "marked quote"} <= set(signs) for _, signs in lines)
    assert all(len(signs) == len(set(signs)) for _, signs in lines)


def test_pieces_of_words_and_of_unspaced_text():
    assert header_lines.pieces("The harbours of 1987") == {"the", "harbo", "1987"}
    assert header_lines.pieces("云津地铁") == {"云津", "津地", "地铁"}
    assert len(header_lines.pieces("Гавань гавани")) == 1


ADDRESS = "https://example.com/fergen-ble-liggende-fordi-nokkelen-falt-i-sjoen-1.4711.html"
WRONG = "En offisiell side fra øyas styre"
NEW = "Nøkkelen på havets bunn holdt en hel øy fast"
SHORTER = "https://example.com/fergen-nokkelen-sjoen-storoya-kai_4711"
LIFE = "https://example.com/minneord/kari-ann-haavik"
BRIEF = "https://example.com/nyheter/kort-fortalt-4-mars-2021-1.4711"
LINES = [
    (ADDRESS, [WRONG, "4. mars", TITLE], 0, TITLE),
    (ADDRESS, [TITLE, "4. mars", "Delt", "Likt", WRONG], 4, TITLE),
    (SHORTER, [TITLE, STANDFIRST, "Alle rederiets dykkere får lønn"], 2, TITLE),
    (ADDRESS, [WRONG, f"{TITLE}."], 0, None),
    (ADDRESS, [WRONG, TITLE.lower()], 0, None),
    (ADDRESS, [WRONG, f"{TITLE}. Foto: Kari Vik"], 0, None),
    (ADDRESS, [NEW, "4. mars", TITLE], 0, None),
    (ADDRESS, [TITLE, "4. mars", "Delt", "Likt", NEW], 4, None),
    (SHORTER, [WRONG, TITLE], 0, None),
    (SHORTER, [TITLE, "4. mars", "Delt", "Likt", WRONG], 4, None),
    ("https://example.com/article-4711", [WRONG, TITLE], 0, None),
    ("", [WRONG, TITLE], 0, None),
    (ADDRESS, [], None, None),
    (
        BRIEF,
        [WRONG, "Kort fortalt: 4. mars 2021", "Delt", "Likt", "4. mars"],
        0,
        "Kort fortalt: 4. mars 2021",
    ),
    (
        BRIEF,
        ["Kort fortalt: 4. mars 2021", "Kort om fergen og nøkkelen"],
        1,
        "Kort fortalt: 4. mars 2021",
    ),
    (BRIEF, ["Kort om fergen og nøkkelen", "Kort fortalt: 4. mars 2021"], 0, None),
    (BRIEF, ["Kort fortalt: 4. mars 2021", "Delt", "Kort fortalt: 4. mars 2021"], 2, None),
    (BRIEF, [WRONG, "Kort fortalt: 5. mars 2021"], 0, None),
    ("https://example.com/kort-fortalt/4711", [WRONG, "Kort fortalt"], 0, None),
    (
        LIFE,
        [WRONG, "4. mars", "Kari Ann Haavik, 91, styrte fergen"],
        0,
        "Kari Ann Haavik, 91, styrte fergen",
    ),
    (LIFE, ["Kari Haavik er død", "4. mars", "Kari Ann Haavik, 91, styrte fergen"], 0, None),
]
"""Address, lines, which of them the title would be otherwise, and what the address says."""


@pytest.mark.parametrize(("url", "lines", "chosen", "told"), LINES)
def test_the_line_that_the_address_was_made_from(url, lines, chosen, told):
    found = blocks.read(load("\n\n".join(lines), kind="text")).blocks
    line = address.title(url, found, None if chosen is None else found[chosen])
    assert (line.text if line else None) == told


def test_the_address_shows_a_title_below_the_banner_of_a_government():
    title = "Ferry to the outer islands sails again as divers find the key"
    page = (
        "An official website of the county council\nHere's how you know\nFOR IMMEDIATE RELEASE\n"
        f"March 4, 2021\n{title}\n\nSTOROYA – The ferry will sail again from 9 a.m. on Friday, the "
        "Office of Island Roads announced today. It had been at its pier since Monday.\n\nDivers "
        "looked for the key for three days, and more of them are expected before the end of the "
        'month.\n\n"People have been patient, and we thank them for it," Deputy Director Jane Doe '
        'said. "Please keep your tickets."\n\nTickets are good for one trip only.'
    )
    url = "https://example.com/news/ferry-to-the-outer-islands-sails-again"
    article = cleaner.clean(page, url=url, kind="text")
    assert cleaner.clean(page, kind="text").title != title
    assert (article.title, article.subtitle) == (title, None)


CAPTION = "Fergen ved kai i Storøya, mandag 4. mars 2021. THE CANADIAN PRESS/Kari Vik"


def test_a_caption_above_the_story_is_neither_body_nor_title_nor_standfirst():
    article = cleaner.clean(
        PAGE.replace(f"{STANDFIRST}\n", "").replace(f"\n\n{STORY}", f"\nDel\n{CAPTION}\n{STORY}"),
        kind="text",
    )
    assert (article.title, article.subtitle) == (TITLE, None)
    assert article.text.startswith("Fergen til Storøya ble liggende")


@pytest.mark.parametrize(
    "sentence",
    [
        "Fergen fra Storøya kunne gå igjen mandag morgen, melder rederiet. (NTB)",
        "Fergen fra Storøya kunne gå igjen mandag morgen, melder rederiet. (Reuters)",
    ],
)
def test_a_first_paragraph_with_its_agency_stays(sentence):
    page = PAGE.replace(STORY, f"{sentence}\n\n{STORY}")
    assert sentence in cleaner.clean(page, kind="text").text


@pytest.mark.parametrize(
    ("below", "label"), [("By Jane Doe\n", "caption"), ("", None), ("Listen to this story\n", None)]
)
def test_a_line_above_a_credit_is_a_caption_if_the_header_goes_on(below, label):
    """A credit may stand below the first paragraph, too."""
    line = "Divers on the pier of Storoya, Example County. They want two days of rest now."
    head = "The ferry stayed at its pier because the key was lost\nWednesday, March 4, 2021"
    story = "A diver found the key on Monday, and the ferry could sail again at nine o'clock."
    page = f"{head}\n{line}\nPhoto credit: John Doe | Media\n{below}\n{story}\n\n{story[8:]}"
    found = header.votes(blocks.read(load(page, kind="text")))[2]
    assert (found[0].label if found else None) == label


@pytest.mark.parametrize(
    ("line", "credit", "label"),
    [
        ("Jane Doe (centre) waits for the ferry at Storoya yesterday.", "Contributed", "caption"),
        ("Jane Doe (centre) waits for the ferry at Storoya yesterday.", "", None),
        ("Jane Doe waited for the ferry at Storoya all day yesterday.", "Contributed", None),
    ],
)
def test_who_stands_where_above_a_credit_is_a_caption(line, credit, label):
    head = "The ferry stayed at its pier because the key was lost\nWednesday, March 4, 2021"
    story = "A diver found the key on Monday, and the ferry could sail again at nine o'clock."
    found = header.votes(
        blocks.read(load(f"{head}\n{line}\n{credit}\n{story}\n{story}", kind="text"))
    )
    assert [v[0].label if v else None for v in found[2:4]] == [label, label]


SHOWN = "Fergen ved kai i Storøya. Foto: Kari Vik"


@pytest.mark.parametrize(
    ("story", "stays"),
    [
        (STORY.replace("\n\n", f"\n\n{SHOWN}\n\n", 1), False),
        (f"{STORY}\n\n{SHOWN}", True),
        (STORY.replace("\n\n", f"\n\n{SHOWN}\n\nOg nå. {SHOWN}\n\n"), True),
    ],
)
def test_a_caption_within_the_story_goes(story, stays):
    """Below the last paragraph the credit may be that of the story, and where every other line is
    a caption, the pictures are the story."""
    page = load(f"{HEADER}\n\n{story}", kind="text")
    found = blocks.read(page)
    labels = {
        b.text: v[0].label if v else None
        for b, v in zip(found.blocks, header.votes(found), strict=True)
    }
    assert (labels[SHOWN] != "caption") is stays


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Rederiet vil nå bygge en bro i stedet.", True),
        ("Om nøkler, i begge betydninger", True),
        ("Havnen tanker turer bilder lenker\n4. mars 2021", False),
        ("Kari Vik Hansen", False),
        ("Nyheter Fra Øya Vår", False),
    ],
)
def test_a_short_line_right_between_title_and_byline(line, shown):
    page = f"{TITLE}\n{line}\nAv Kari Vik\n4. mars 2021\n\n{STORY}"
    assert cleaner.clean(page, kind="text").subtitle == (line if shown else None)


SHARES = "Brannvesenet måtte hente dykkerne fra Storøya"
"""A line of which the story says words."""


@pytest.mark.parametrize(
    ("line", "below", "shown"),
    [
        (SHARES, "Av Kari Vik\n4. mars 2021", True),
        (SHARES, "4. mars 2021", True),
        ("Slik ble det en lang dag", "4. mars 2021", False),
        ("Fergen Ble Liggende Ved Kai", "4. mars 2021", False),
        (SHARES, "Fergen ved kai. / AVISEN\nUtvid bildet\nAv Kari Vik\n4. mars 2021", True),
        (SHARES, "Foto: Kari Vik\nUtvid bildet\nAv Kari Vik\n4. mars 2021", False),
    ],
)
def test_a_removed_line_between_title_and_header_that_speaks_of_the_story(line, below, shown):
    page = f"{MENU}\nMeninger\nTips oss\nAnnonse\n{TITLE}\n{line}\n{below}\n\n{STORY}"
    assert cleaner.clean(page, kind="text").subtitle == (line if shown else None)


@pytest.mark.parametrize(
    ("way", "told"),
    [(f"Hjem / Nyheter / {TITLE}", True), ("Hjem / Nyheter / Storøya", False), (MENU, False)],
)
def test_the_last_step_of_the_way_is_the_title(way, told):
    line = "Vi svarer på sju spørsmål om fergen og nøkkelen"
    header = header_lines.choose(
        sources_of(f"{MENU}\n{way}\n{TITLE}\n{line}\n4. mars 2021 09:30\n\n{STORY}")
    )
    assert header.title.text == TITLE
    assert header.told is told


def test_the_name_of_a_section_at_the_end_of_the_way_is_no_title():
    section = "Nyheter fra hele kysten"
    page = f"{MENU}\nHjem / Nyheter / {section}\n{section}\n{TITLE}\n4. mars 2021 09:30\n\n{STORY}"
    assert header_lines.choose(sources_of(page)).title.text == TITLE


def test_title_and_standfirst_right_above_the_byline():
    title = "नाव पंजीकरण पर रोक का आदेश रद्द, हाई कोर्ट ने कहा- पहले सुनना होगा"
    line = "पांच मोहल्लों में नई नावों के पंजीकरण पर लगी थी रोक"
    page = (
        "होम\nई-पेपर\nशहर चुनें\nराशिफल\nवीडियो\nलॉग इन\nब्रेकिंग न्यूज़\nहोम / प्रदेश / अदालत\n"
        f"{title}\n{line}\nएजेंसी\nराजपुर | प्रकाशित: 11 सितंबर 2024, 04:51 PM\n"
        "पढ़ने का समय: 3 मिनट\nशेयर करें\nFacebook\n\nराजपुर, 11 सितंबर (भाषा)। हाई कोर्ट ने बुधवार को नगर "
        "परिषद का वह आदेश रद्द कर दिया, जिसमें पांच मोहल्लों में नई नावों के पंजीकरण पर रोक लगाई गई थी।\n\n"
        "अदालत ने कहा कि रोज़गार छीनने से पहले सुनना होगा और परिषद को छह सप्ताह में नई नीति बनाने का "
        "निर्देश दिया।\n\nयाचिका नाव चालक संघ ने दाख़िल की थी, जिसमें कहा गया कि परिषद ने किसी को नहीं सुना।"
    )
    article = cleaner.clean(page, kind="text")
    assert (article.title, article.subtitle) == (title, line)


@pytest.mark.parametrize(
    ("above", "line"),
    [
        (
            "Redaktøren svarer ikke på alle leserbrev denne uken",
            "Fergen til Storøya ble liggende ved kai hele dagen",
        ),
        (
            "Sommersalg: abonner for 99 kroner i året og få et trekk til telefonen helt gratis",
            "Dykker finner nøkkelen, kommunen vil kjøpe én til og henge den hos ordføreren",
        ),
        (
            "Nyheter - Havn og fiske",
            "Dykker finner nøkkelen, kommunen vil kjøpe én til og henge den hos ordføreren",
        ),
    ],
)
def test_what_does_not_speak_of_the_story_is_no_title_above_title_and_date(above, line):
    page = f"{MENU}\n{above}\n{line}\n4. mars 2021 09:30\n\n{STORY}"
    article = cleaner.clean(page, kind="text")
    assert (article.title, article.subtitle) == (line, None)


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("Hjem » Nyheter » Storøya", True),
        ("Nyheter › Storøya", True),
        ("Dykkere fant «den store» nøkkelen", False),
        ("Dykkere fant »den store« nøkkelen", False),
    ],
)
def test_quotation_marks_are_no_way_from_the_start_page(line, way):
    sources = sources_of(PAGE.replace(STANDFIRST, line))
    lines = header_lines.title_lines(sources, header_lines.layout(sources))
    assert next("crumb" in signs for block, signs in lines if block.text == line) is way


SUMMARY = "Fergen ble liggende i ett døgn. En dykker fant nøkkelen på bunnen av havna mandag."
"""A first paragraph that is no standfirst by itself."""


def first_paragraph(summary, story=STORY, header=f"{TITLE}\nAv Kari Vik\n4. mars 2021"):
    return cleaner.clean(f"{header}\n\n{summary}\n\n{story}", kind="text")


def test_a_first_paragraph_is_no_standfirst():
    article = first_paragraph(SUMMARY)
    assert article.subtitle is None and SUMMARY in article.text


def test_a_first_paragraph_above_the_byline_is_one():
    article = first_paragraph(SUMMARY, f"Skrevet av Kari Vik\n\n{STORY}", f"{TITLE}\n4. mars 2021")
    assert article.subtitle == SUMMARY


def test_a_first_paragraph_above_the_dateline_of_a_place_that_the_page_names():
    story = f"Storøya – {STORY}"
    assert first_paragraph(SUMMARY, story).subtitle is None
    header = f"Storøya\n{TITLE}\nAv Kari Vik\n4. mars 2021"
    assert first_paragraph(SUMMARY, story, header).subtitle == SUMMARY


def test_a_first_paragraph_with_a_label():
    title = "云津地铁二号线今起试运行，到高铁站只要二十分钟"
    story = "昨天上午，云津地铁二号线首班车从老城站驶出，全线十九座车站同步开放试乘，市民免费三天。"
    summary = "核心提示：新线全长三十公里。市民试乘三天免费。"
    page = f"{title}\n2025-09-28 07:35\n收藏\n分享\n{{}}\n\n{story}\n\n{story[5:]}"
    assert cleaner.clean(page.format(summary), kind="text").subtitle == summary
    assert cleaner.clean(page.format(summary[5:]), kind="text").subtitle is None


def test_a_persian_summary_above_the_report_of_an_agency():
    title = "کلید کشتی جزیره پس از یک روز در دریا پیدا شد"
    summary = (
        "فرماندار جزیره گفت: کشتی از روز دوشنبه دوباره به راه می‌افتد و مردم می‌توانند سفر کنند."
    )
    story = (
        "{}غواصان آتش‌نشانی صبح امروز کلید گم‌شده کشتی جزیره را در ته بندر پیدا کردند و به ناخدا "
        "دادند.\n\n"
        "وی افزود: از این پس کلید دومی نیز در دفتر فرمانداری نگهداری خواهد شد تا چنین اتفاقی نیفتد."
    )
    page = f"دوشنبه ۱۵ اردیبهشت ۱۴۰۴ - ۱۰:۴۲\n{title}\n\n{summary}\n\n{story}"
    assert cleaner.clean(page.format("به گزارش ایسنا، "), kind="text").subtitle == summary
    assert cleaner.clean(page.format(""), kind="text").subtitle is None
    placed, button = f"یاسوج- {summary}", "دریافت ۲ مگابایت"
    page = page.replace(f"{summary}\n\n", f"{placed}\n\n{button}\n\n")
    assert cleaner.clean(page.format("به گزارش ایسنا، "), kind="text").subtitle == placed


SUMMED = "Dykkere lette i havna etter en nøkkel. Nå vil kommunen gi ordføreren en til."
RETOLD = (
    "Det begynte med et plask mandag kveld: Nøkkelen til broen gled ut av hånda på styrmannen, og "
    "fergen til Storøya ble liggende ved kai. Tidlig i går gikk dykkere fra brannvesenet ned i "
    "vannet, og klokka ni kunne de første reisende gå om bord igjen."
)


@pytest.mark.parametrize(
    ("summary", "story", "shown"),
    [
        (SUMMED, RETOLD, True),
        (f"1820\n\n{SUMMED}", RETOLD, True),
        (SUMMED, f"Del\n\n{RETOLD}", True),
        (SUMMED.replace(". Nå vil", ", og nå vil"), RETOLD, False),
        (SUMMED.replace("en nøkkel. Nå", "en for Hr. Ås, og nå"), RETOLD, False),
        (SUMMED, RETOLD[: len(SUMMED) + 20], False),
        (SUMMED, "Været blir fint i hele landet i dag, sier meteorologene. " * 4, False),
        (f"Storøya (NTB): {SUMMED}", RETOLD, False),
    ],
)
def test_a_paragraph_of_several_sentences_that_the_next_one_tells_at_length(summary, story, shown):
    article = first_paragraph(summary, f"{story}\n\n{STORY}")
    assert article.subtitle == (SUMMED if shown else None)
    assert SUMMED[-20:] in article.text


def test_without_byline_and_date_a_summary_needs_more_words_of_the_story():
    assert first_paragraph(SUMMED, f"{RETOLD}\n\n{STORY}", TITLE).subtitle is None


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("**Fergen lå ved kai i ett døgn, og kommunen lover en nøkkel til.**", True),
        ("**Oppdatert: Fergen lå ved kai i ett døgn, og kommunen lover en nøkkel til.**", False),
        ("**Fergen** lå ved kai i ett døgn, og kommunen lover en nøkkel til **nå.**", False),
        ("**Alle våre abonnenter får en kopp kaffe når de besøker redaksjonen.**", False),
    ],
)
def test_a_bold_first_paragraph_of_markdown(summary, shown):
    assert first_paragraph(summary).subtitle == (summary.strip("*") if shown else None)


def test_of_bold_paragraphs_the_first_is_no_standfirst():
    bold = "**Fergen lå ved kai i ett døgn, og kommunen lover en nøkkel til.**"
    assert first_paragraph(bold, f"**{STORY[:120]}**\n\n{STORY}").subtitle is None


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("Hver dag går tusen med fergen. Kari Vik spør hva de gjør uten.", True),
        ("Hver dag går tusen med fergen, og Kari Vik er en av dem.", False),
        ("Hver dag går tusen med fergen. Ola Nes spør hva de gjør uten.", False),
    ],
)
def test_a_first_paragraph_that_speaks_of_the_author(summary, shown):
    assert first_paragraph(summary).subtitle == (summary if shown else None)


def test_a_button_behind_the_stop_makes_no_standfirst_of_a_lead():
    lead = STORY.partition("\n")[0]
    header = f"{TITLE}\nAv Kari Vik\n4. mars 2021"
    page = cleaner.clean(f"{header}\n\n{lead}AnnonseReklame\n\n{STORY[len(lead) :]}", kind="text")
    assert page.subtitle is None


@pytest.mark.parametrize(
    "line",
    [
        "Fergen ved kai i Storøya, der den ble liggende i ett døgn i går. (Foto: .)",
        "Fergen ved kai i Storøya, der den ble liggende i ett døgn i går.\n(Foto av Kari Vik)",
    ],
)
def test_a_caption_at_the_top_of_a_page_is_no_standfirst(line):
    assert first_paragraph(RETOLD, STORY, line).subtitle is None


BRIEFS = (
    "Fergen lå ved kai i ett døgn\n\nFergen til Storøya lå ved kai hele mandag, fordi nøkkelen til "
    "broen falt i sjøen. En dykker fant den, og reisende kom hjem i går.\n\nMann funnet i båt\n\n"
    "En mann som var meldt savnet fra sitt hjem i Hamar, ble funnet av en hundefører. Han satt i "
    "en båt og hadde det bra.\n\nNy bro koster mer\n\nBroen til Storøya blir dobbelt så dyr som "
    "ventet. Kommunen vil be staten om penger, og et svar er ventet før sommeren."
)
DIGEST = "Dette skjedde i natt"


@pytest.mark.parametrize(
    ("briefs", "title"),
    [
        (BRIEFS, DIGEST),
        (f"# {BRIEFS}", "Fergen lå ved kai i ett døgn"),
        (BRIEFS.partition("\n\nMann")[0], "Fergen lå ved kai i ett døgn"),
    ],
)
def test_the_heading_of_the_first_brief_is_not_the_title_of_a_digest(briefs, title):
    menu = f"{MENU}\nKundesenter\nNyhetsdøgnet"
    header = (
        "Her er nyhetene du trenger å få med deg torsdag morgen.\nNTB\nPublisert: 15.02.2024 06:12"
    )
    picture = "Fergen lå ved kai i flere timer natt til torsdag. Foto: Kari Vik"
    page = f"{menu}\n{DIGEST}\n{header}\nDel\n{picture}\n{briefs}"
    assert cleaner.clean(page, kind="text").title == title


PLACED = (
    "Bishop asks parishes to open doors\n\nCEBU City – The head of the archdiocese has asked all "
    "parishes along the coast to open their halls before the storm.\n\nSeminary marks 75 years\n\n"
    "ILOILO City – Alumni from as far as Toronto came home for the jubilee of the seminary.\n\n"
    "Sisters win case over farmland\n\nBACOLOD City – A regional court ruled that the farmland "
    "belongs to the sisters, who plan to hand it to the families."
)
PLACED_HEADER = "News briefs of the week from the islands\nBy Jane Doe\nMarch 4, 2021"


@pytest.mark.parametrize(
    ("header", "briefs", "label"),
    [
        (f"{PLACED_HEADER}\n", PLACED, "body"),
        ("", PLACED, "body"),
        (f"{PLACED_HEADER}\n", PLACED.replace("ILOILO City – ", ""), None),
        ("March 4, 2021\nBy Jane Doe\n", PLACED, "title"),
    ],
)
def test_the_heading_of_the_first_brief_from_elsewhere_is_body(header, briefs, label):
    found = blocks.read(load(f"{header}{briefs}", kind="text"))
    votes = next(
        v for b, v in zip(found.blocks, votes_on(found), strict=True) if b.text.startswith("Bi")
    )
    assert (votes[0].label if votes else None) == label


PLACES = (
    "NORTH ISLES\nInquiry opens into sinking\nA public inquiry into the sinking of the ferry "
    "opened on Monday in the old customs house of the town.\n{}\nBank trims its rate\nThe central "
    "bank cut its main rate by a quarter point on Tuesday, the first cut in four years.\n"
    "EAST PLAIN\nMiners end their strike\nMiners of the northern province went back to work on "
    "Friday after a raise of eleven percent."
)


@pytest.mark.parametrize(("second", "kept"), [("TARSOVIA", True), ("In Tarsovia", False)])
def test_place_and_heading_of_the_first_brief_under_a_place_are_body(second, kept):
    found = blocks.read(load(f"{PLACED_HEADER}\n{PLACES.format(second)}", kind="text"))
    votes = [v[0].label if v else None for v in votes_on(found)][3:5]
    assert (votes == ["body", "body"]) is kept


def test_the_heading_of_the_first_brief_is_no_standfirst():
    article = cleaner.clean(f"{PLACED_HEADER}\n\n{PLACED}", kind="text")
    assert article.text.startswith("Bishop asks") and article.subtitle is None


LETTERS = "\n\n".join(
    f"{heading}\n\n{text} I walk to the pier every day, and it was never so empty.\n\n{name}"
    for heading, text, name in (
        ("Keep the ferry where it is", "The plan to move the ferry is no good.", "Jane Doe, Oslo"),
        ("Keys are not the problem", "My neighbour lost his key in the sea.", "John Roe, Bergen"),
        ("Divers know better", "So we are to have a second key, I read.", "A. Smith, Hamar"),
    )
)


def test_the_first_heading_and_the_last_signature_of_letters_stay():
    page = f"Letters, March 14: The ferry, the key and the divers\n\nMar 14, 2023\n\n{LETTERS}"
    article = cleaner.clean(page, kind="text")
    assert article.text == LETTERS
    assert article.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Home » Cronaca » {} di Redazione 18 Giugno 2025, 09:12 Condividi",
        "Beranda / Ekonomi / {} Pewarta: Budi Santoso/Antara Rabu, 13 Agustus 2025 14:22 WIB",
    ],
)
def test_the_title_of_a_page_on_one_line(line):
    title = "Traghetto fermo al molo per una chiave persa, cento passeggeri a terra fino a sera"
    assert flattened.opening_title(line.format(title)) == title


def test_a_name_with_a_colon_ends_no_title_without_a_date():
    line = "The ferry stayed at its pier all day, says the man who is its Author: it lost its key"
    assert flattened.opening_title(line) is None


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("the-ferry-that-wouldnt-sail", "The ferry that wouldn't sail"),
        ("ferry-that", None),
        ("the-ferry-that-would-sail", None),
    ],
)
def test_the_address_spells_the_title_of_a_page_on_one_line(part, title):
    page = (
        "Example Review News Comment Money My account Log out Home > Travel > Boats & Co The ferry "
        "that wouldn't sail Three keys and one very honest diver Jane Doe Saturday March 18 2023 "
        "There is a ferry at the end of our road. It is not haunted. It has only lost its key. "
        "Everyone in the street knows it, and the man who sells the tickets knows it best."
    )
    url = f"https://example.com/travel/{part}"
    assert flattened.spelled_title(sources_of(page, url)) == title


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["Image: Jane Doe"], ["Image: Jane Doe"]),
        (["Sound: Plain", "Image: Bright"], []),
        (["Photo: Jane Doe", "Music: Max Grey"], []),
    ],
)
def test_facts_with_the_word_for_a_picture_are_no_credits(lines, gone):
    told = [f"The {x} of the ferry was two hours late on Monday, the mate said." for x in "abcdefg"]
    found = blocks.read(load("\n\n".join([*told, *lines, *told]), kind="text")).blocks
    marks = {}
    mark_shown(found, 0, marks)
    assert [found[index].text for index in marks] == gone
