"""Agency datelines: place, agency, and where the sentence begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.grammar import leads, places


@pytest.mark.parametrize(
    ("text", "place", "agency", "sentence"),
    [
        ("WASHINGTON (AP) -- The house voted", "WASHINGTON", "AP", "The house voted"),
        ("Berlin (dpa) - Der Rat tagte", "Berlin", "dpa", "Der Rat tagte"),
        ("PARIS, le 3 mars - Le conseil", "PARIS", None, "Le conseil"),
        ("JAKARTA, CONTOH.com - Warga", "JAKARTA", "CONTOH.com", "Warga"),
        ("CONTOH.CO.ID - JAKARTA. Warga", "JAKARTA", "CONTOH.CO.ID", "Warga"),
        ("NEW DELHI: The court said", "NEW DELHI", None, "The court said"),
        ("New Delhi, Aug 23 (PTI) The court", "New Delhi", "PTI", "The court"),
        ("RAVELO, Dec 20, 2025 (BSS) - The council", "RAVELO", "BSS", "The council"),
        ("TBILISI, 1 September, Agency. The court", "TBILISI", "Agency", "The court"),
        ("Bergen, 3. mai: Byen har", "Bergen", None, "Byen har"),
        ("BREMEN–Der Senat", "BREMEN", None, "Der Senat"),
        ("London—The council", "London", None, "The council"),
        ("AUGUSTA, Ga. – The eyes", "AUGUSTA, Ga.", None, "The eyes"),
        ("(ANSA) - ROMA, 14 GIU - Il ponte", "ROMA", "ANSA", "Il ponte"),
        ("(dpa) - Berlin - Der Rat", "Berlin", "dpa", "Der Rat"),
        ("NEWPORT NEWS, Va. (AP) — A ship", "NEWPORT NEWS, Va.", "AP", "A ship"),
        ("WEST FARGO — The city", "WEST FARGO", None, "The city"),
        ("ТОМСК, 8 авг — Совет", "ТОМСК", None, "Совет"),
        ("(서울=연합뉴스) 시는", "서울", "연합뉴스", "시는"),
        ("新华社北京5月3日电 会议", "北京", "新华社", "会议"),
        ("示例财讯上海7月13日讯（记者 王小明）周四", "上海", None, "（记者 王小明）周四"),
        ("上海7月13日电 周四", "上海", None, " 周四"),
        ("देहरादून, वरिष्ठ संवाददाता। सभा", "देहरादून", None, "सभा"),
        ("इंदौर, 21 सितंबर (भाषा) नगर में", "इंदौर", "भाषा", "नगर में"),
        ("Томск. 8 апреля. ИНТЕРФАКС - Совет", "Томск", "ИНТЕРФАКС", "Совет"),
        ("ТОМСК, 8 августа. /ТАСС/. Совет", "ТОМСК", "ТАСС", "Совет"),
        ("Томск. 8 апреля. PRIMER.RU - Совет", "Томск", "PRIMER.RU", "Совет"),
        ("DİYARBAKIR (DHA) - Belediye", "DİYARBAKIR", "DHA", "Belediye"),
        (
            "Dubai, United Arab Emirates: The port",
            "Dubai, United Arab Emirates",
            None,
            "The port",
        ),
        ("Ravelo, India: The council", "Ravelo, India", None, "The council"),
        ("دمشق، سوريا (CNN)-- قال", "دمشق، سوريا", "CNN", "قال"),
    ],
)
def test_datelines(text, place, agency, sentence):
    found = places.parse(text)
    assert found is not None
    assert (found.place, found.agency, text[found.end :]) == (place, agency, sentence)
    assert found.confidence >= 0.55


@pytest.mark.parametrize(
    "text",
    [
        "Turkey warned",
        "Question: What is next?",
        "Read: The best of the week",
        "Jane Doe (Labour) said she would stand",
        "He said: The bridge is closed",
        "The council met on Monday - and voted",
        "Watch — The mayor speaks",
        "Sunday, 4 July 2021 had been the last day on which the ferry crossed",
        "Sunday, 4 July 2021 - The ferry crossed the river",
        "Friday, 22 Nov 2024 4:55 PM MYT",
        "Köprü, 17 Ağustos 1999 depreminde hasar görmüş",
        "Paris, 4 July had been hot. The river",
        "Paris, 4 July, Sunday. The river",
        "Томск. 8 апреля. Река - Совет",
        "London, Paris, Rome and Madrid: The tour",
        "Jane Doe, India correspondent: The council",
        "Effective, Friday, Oct. 16, the state has rescinded a policy",
        "Editor’s Note, December 19, 2025: We’ve added",
        "Monday: The library opens",
        "(AP) — The house — and the senate",
        "(Reuters) - Smith - The minister said",
        "Forbindelsen Fjordby–Nesvik er innstilt",
        "Berlin–Hamburg ist gesperrt",
        "Sir – On Friday evening I waited",
        "Señora: El puente sigue cerrado",
        "示例财讯小河7月13日讯（记者 王小明）周四",
        "上海7月13日讯息称渡轮停航",
        "Jane Doe-Roe (centre) is led from the court",
        "Max Muster (Zentrum) wird begrüßt",
        "",
    ],
)
def test_other_openings(text):
    found = places.parse(text)
    assert found is None or found.confidence < 0.55


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("LJUNGBY Ta fram skidorna, för snart kommer snön.", "LJUNGBY"),
        ("LJUNGBY ta fram skidorna", ""),
        ("A BURGLAR Who stole", ""),
        ("NTB Fergen ble liggende", ""),
        ("LJUNGBY: Ta fram", ""),
        ("REUTERS Fergen ble liggende", ""),
    ],
)
def test_words_in_capitals_before_a_sentence(text, town):
    assert places.in_capitals(text) == town


STOPPED = [
    ("Bremen. Der Senat hat am Donnerstag die neue Brücke eröffnet.", "Bremen"),
    ("भोपाल। शहर का पुराना बाजार अब एक साल और खुला रहेगा।", "भोपाल"),
    ("Yesterday. The river ferry crossed without a loss.", None),
    ("Moscow. everyone talked about the bridge and the ferry.", None),
]


@pytest.mark.parametrize(("first", "place"), STOPPED)
def test_a_known_city_with_a_full_stop_opens_a_first_paragraph_only(first, place):
    found = places.opening([first], 0.55)
    assert (found and found[1].place) == place
    above = "The ferry will run through the winter, the council said."
    assert places.opening([above, first], 0.55) is None


def test_a_speaker_before_a_colon_is_not_trusted_as_a_place():
    found = places.parse("DR. DOE: The results are good")
    assert found is None or found.confidence < 0.55


def test_a_dateline_inside_a_flattened_page():
    found = places.find_inside("Photo by Jane Doe. SEATTLE (AP) — The mayor said")
    assert found is not None
    assert (found.place, found.agency) == ("SEATTLE", "AP")
    assert places.find_inside("The mayor — a Democrat — said") is None
    found = places.find_inside("14:22 WIB Font: A A A Ravelo (ANTARA) - Warga kota")
    assert (found.place, found.agency) == ("Ravelo", "ANTARA")
    assert places.find_inside("Font: A A A Ravelo (Antik) - Warga kota") is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text):
    found = places.parse(text)
    assert found is None or 0 < found.end <= len(text)
    places.find_inside(text)


def test_a_row_of_names_with_stops_is_no_dateline():
    story = "The fashion house opened its fourth shop this week and has plans for two more."
    assert places.opening([f"London. Paris. New York. {story}"], 0.5) is None
    assert places.opening([f"London. {story}"], 0.5)[1].place == "London"


def test_the_agency_behind_the_dash_of_a_dated_line():
    found = places.parse("МОСКВА, 23 авг - РИА Новости. Совет открыл новый мост через реку.")
    assert (found.place, found.agency) == ("МОСКВА", "РИА Новости")


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("新华社哈尔滨1月14日电（记者王小明）", "哈尔滨", "新华社"),
        ("本报乌鲁木齐1月14日电 市政府", "乌鲁木齐", "本报"),
        ("光明日报呼和浩特3月4日电 市政府", "呼和浩特", "光明日报"),
        ("（中央社台北6日電）市政府", "台北", "中央社"),
        ("新华社北京5月3日电 会议", "北京", "新华社"),
    ],
)
def test_chinese_cities_of_any_length(text, place, agency):
    found = places.parse(text)
    assert (found.place, found.agency) == (place, agency)


@pytest.mark.parametrize("text", ["今天报道北京5月3日电影节开幕", "我们在上海5月3日电话采访了他"])
def test_chinese_prose_is_no_dateline(text):
    assert places.parse(text) is None


@pytest.mark.parametrize(
    ("text", "names", "place"),
    [
        ("新华社哈尔滨1月14日电（记者王小明、李华）市政府说。", ("王小明", "李华"), None),
        ("〔記者王小明／台中報導〕市政府說。", ("王小明",), "台中"),
        ("記者王小明／台中報導 市政府說。", ("王小明",), "台中"),
        ("【記者王小明／綜合報導】市政府說。", ("王小明",), None),
        ("记者王小明报道：市政府说。", ("王小明",), None),
        ("（中央社記者王小明台中6日電）市政府說。", ("王小明",), "台中"),
        ("（河岸新聞記者王小明基隆6日電）市政府說。", ("王小明",), "基隆"),
        ("（中央社記者王小明、李大同華盛頓6日專電）市政府。", ("王小明", "李大同"), "華盛頓"),
        ("三年ぶりに舞台へ。【聞き手・山田花子】", ("山田花子",), None),
        ("ЗАРЕЧЬЕ, 5 мар — Вестник, Анна Иванова. Мост открыли.", ("Анна Иванова",), None),
    ],
)
def test_reporters_in_the_brackets_of_a_lead(text, names, place):
    found = leads.parse(text)
    assert (found.names, found.place) == (names, place)


@pytest.mark.parametrize(
    "text",
    [
        "（哈尔滨市人民政府办公厅）昨天说。",
        "【記者會】市長昨天說。",
        "【本報訊】市長昨天說。",
        "他说（记者注）今天。",
        "市长对记者说：今天。",
        "舞台は三年ぶり（写真・山田花子）",
        "The mayor (centre) said so.",
        "ЗАРЕЧЬЕ, 5 мар — Вестник, Анна Иванова сообщила о мосте. Его открыли.",
        "ЗАРЕЧЬЕ, 5 мар — Вестник. Анна Иванова открыла мост.",
    ],
)
def test_brackets_that_name_no_reporter(text):
    assert leads.parse(text) is None


@pytest.mark.parametrize(("word", "place"), [("सोनपुर", "सोनपुर"), ("क्रिकेट", "")])
def test_a_section_before_a_danda_is_no_town(word, place):
    story = "नई टीम ने बुधवार को नौ साल के इंतज़ार के बाद पहला मैच जीत लिया।"
    assert places.before_danda(f"{word}। {story}") == place
