"""Bylines: names without openers, roles and addresses; agencies apart; other lines are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.grammar import bylines

NAMED = [
    ("By Jane Doe", ("Jane Doe",)),
    ("BY JANE DOE AND JOHN ROE", ("JANE DOE", "JOHN ROE")),
    ("By Jane Doe, Senior Reporter", ("Jane Doe",)),
    ("By Jane Doe | jane.doe@example.com", ("Jane Doe",)),
    ("Written by J. R. van der Berg Jr.", ("J. R. van der Berg Jr",)),
    ("Posted by Jane Doe @janedoe", ("Jane Doe",)),
    ("Von Anna-Lena Müller und Jörg von der Heide", ("Anna-Lena Müller", "Jörg von der Heide")),
    ("Par Jean-Pierre de La Tour (avec AFP)", ("Jean-Pierre de La Tour",)),
    ("Por María José Ñúñez y Luis Gil", ("María José Ñúñez", "Luis Gil")),
    ("Di Marco D'Amico", ("Marco D'Amico",)),
    ("Door Jan van den Berg", ("Jan van den Berg",)),
    ("Av Åsa Öberg", ("Åsa Öberg",)),
    ("Autor: Jan Kowalski", ("Jan Kowalski",)),
    ("Автор: Иван Петров", ("Иван Петров",)),
    ("Γράφει η Μαρία Παπαδοπούλου", ("Μαρία Παπαδοπούλου",)),
    ("Yazan: Ayşe Yılmaz", ("Ayşe Yılmaz",)),
    ("Oleh: Budi Santoso", ("Budi Santoso",)),
    ("Tác giả: Nguyễn Văn An", ("Nguyễn Văn An",)),
    ("كتب: أحمد منصور", ("أحمد منصور",)),
    ("بقلم ليلى حسن", ("ليلى حسن",)),
    ("מאת: דנה כהן", ("דנה כהן",)),
    ("लेखक: राम शर्मा", ("राम शर्मा",)),
    ("โดย สมชาย ใจดี", ("สมชาย ใจดี",)),
    ("文/王小明", ("王小明",)),
    ("（记者 王小明 李华）", ("王小明", "李华")),
    ("홍길동 기자", ("홍길동",)),
    ("Jane Doe reports from Oslo:", ("Jane Doe",)),
]


@pytest.mark.parametrize(("line", "names"), NAMED)
def test_names(line, names):
    found = bylines.parse(line)
    assert found is not None
    assert found.names == names
    assert found.opener


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("By Staff Writer", ("Staff Writer",)),
        ("Special Correspondent", ("Special Correspondent",)),
        ("PTI", ("PTI",)),
        ("Agencies", ("Agencies",)),
        ("Redaktion", ("Redaktion",)),
        ("By Example News Service", ("Example News Service",)),
    ],
)
def test_agencies_and_desks_are_no_people(line, agencies):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies) == ((), agencies)


def test_people_and_agency_of_one_line_are_kept_apart():
    found = bylines.parse("By ASSOCIATED PRESS and JANE DOE FOR THE GAZETTE")
    assert found is not None
    assert (found.names, found.agencies) == (("JANE DOE",), ("ASSOCIATED PRESS",))


def test_a_name_alone_is_a_guess():
    found = bylines.parse("Jane Doe")
    assert found is not None
    assert found.confidence < 0.5
    assert not found.opener


@pytest.mark.parametrize(
    "line",
    [
        "By the time he arrived, it was late.",
        "By night, all cats are grey",
        "Por el momento no hay datos",
        "Von der Leyen kritisiert den Haushalt",
        "Border tensions",
        "Turkey warned",
        "Sign in",
        "Read More",
        "Share Article",
        "Jane Doe said on Monday that she would not stand again.",
        "Additional reporting from PA",
        "",
        "7",
    ],
)
def test_other_lines_are_no_bylines(line):
    assert bylines.parse(line) is None


@pytest.mark.parametrize(
    ("raw", "people", "agencies"),
    [
        ("Jane Doe, Ph.D.", ("Jane Doe",), ()),
        ("Jane Doe, MS, RD, FAND", ("Jane Doe",), ()),
        ("Jane Doe, Gardening Expert", ("Jane Doe",), ()),
        ("dpa", (), ("dpa",)),
        ("Jane Doe, John Roe and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe"), ()),
        ("https://example.com/authors/jane", (), ()),
        ("jane@example.com (Jane Doe)", (), ()),
        ("Jane Doe & John Roe, AFP", ("Jane Doe", "John Roe"), ("AFP",)),
    ],
)
def test_author_strings_of_page_data(raw, people, agencies):
    assert bylines.people(raw) == (people, agencies)


@given(st.text(max_size=250))
def test_any_line_is_read_without_error(text):
    found = bylines.parse(text)
    assert found is None or found.names or found.agencies
    bylines.people(text)


@pytest.mark.parametrize(
    "line",
    ["Compiled by Jane Doe", "Беседовала Анна Лесная", "Rozmawiała Ewa Dąb", "gan Elin Môr"],
)
def test_who_compiled_a_text_or_led_a_talk_signs_it(line):
    assert bylines.parse(line).names == (" ".join(line.split()[-2:]),)


PICTURES = [
    ("Text: Ann Poe | Pictures: John Roe", ("Ann Poe",)),
    ("Text: Lena Öberg, Foto: Jon Ek", ("Lena Öberg",)),
    ("Tekst: Ewa Dąb, fot. Jan Lis", ("Ewa Dąb",)),
    ("Texte : Anne Petit / Photos : Luc Brun", ("Anne Petit",)),
    ("Testo di Maria Rossi - Foto di Luca Bianchi", ("Maria Rossi",)),
    ("Текст: Анна Лесная. Фото: Пётр Речной", ("Анна Лесная",)),
    ("By Jane Doe. Photos: John Roe", ("Jane Doe",)),
    ("Bài và ảnh: Nguyễn Văn An", ("Nguyễn Văn An",)),
    ("Text und Fotos: Karl Groß", ("Karl Groß",)),
    ("Texto y fotos: Luis Pardo", ("Luis Pardo",)),
    ("Words and pictures by Jane Doe", ("Jane Doe",)),
    ("Foto och text: Lena Öberg", ("Lena Öberg",)),
    ("เรื่อง สมชาย ใจดี ภาพ มานี รักไทย", ("สมชาย ใจดี",)),
    ("글·사진 홍길동 선임기자", ("홍길동",)),
    ("글 홍길동 사진 김영희", ("홍길동",)),
    ("文/王小明 李华 图/张伟", ("王小明", "李华")),
    ("文・写真=山田太郎", ("山田太郎",)),
    ("取材・文=山田太郎 撮影=鈴木花子", ("山田太郎",)),
    ("Par Anne Petit (envoyée spéciale) et Luc Brun (photos)", ("Anne Petit",)),
    ("Von Karl Groß (Fotos) und Anna Klein (Text)", ("Anna Klein",)),
    ("By Jane Doe (words) and John Roe (pictures)", ("Jane Doe",)),
    ("Por Luis Pardo (texto) y Ana Gil (fotografía)", ("Luis Pardo",)),
    ("Von Karl Groß (Fotos)", ("Karl Groß",)),
]


@pytest.mark.parametrize(("line", "names"), PICTURES)
def test_who_took_the_pictures_is_no_author(line, names):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies, found.opener) == (names, (), True)


@pytest.mark.parametrize("line", ["Jane Doe. Photo: John Roe", "Da Silva. Foto: Luis Pardo"])
def test_the_caption_of_a_picture_is_no_byline(line):
    assert bylines.parse(line) is None


@pytest.mark.parametrize(
    ("line", "names", "editor"),
    [
        ("Edited By: John Roe", ("John Roe",), True),
        ("Reported By: Jane Doe", ("Jane Doe",), False),
        ("责任编辑:王小明", ("王小明",), True),
        ("责编：王小明", ("王小明",), True),
        ("记者 李华 编辑 王小明", ("李华",), False),
        ("来源:晨报 作者:李华", ("李华",), False),
        ("Penulis Budi Santoso | Editor Siti Rahayu", ("Budi Santoso",), False),
        ("إعداد ليلى حسن للنشرة العربية - تحرير سامي الخطيب", ("ليلى حسن",), False),
        ("Por Ana Gil; editado por Luis Pardo", ("Ana Gil",), False),
        ("Von Anna Klein - redigiert von Karl Groß", ("Anna Klein",), False),
        ("Автор Анна Лесная. Редактор Иван Петров", ("Анна Лесная",), False),
    ],
)
def test_editors_are_told_from_writers(line, names, editor):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies, found.editor) == (names, (), editor)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe at Mill Lane", ("Jane Doe", "John Roe")),
        (
            "By Jane Doe and John Roe, with additional reporting by Ann Poe",
            ("Jane Doe", "John Roe"),
        ),
        ("By Jane Doe and John Roe of Acme", ("Jane Doe", "John Roe")),
        ("By José Pérez y Gómez of Acme", ("José Pérez y Gómez",)),
        ("Por: Luis Pardo y Ana Gil, enviados especiales", ("Luis Pardo", "Ana Gil")),
        ("Par Anne Petit et Luc Brun, envoyés spéciaux", ("Anne Petit", "Luc Brun")),
        ("Karl Groß, Redakteur Lokales", ("Karl Groß",)),
        ("기자명 홍길동", ("홍길동",)),
        ("Των Μαρίας Λάππα και Γιώργου Ρήγα", ("Μαρίας Λάππα", "Γιώργου Ρήγα")),
        ("From Jane Doe in Nairobi", ("Jane Doe",)),
        ("מאת: דנה כהן ואורי לביא", ("דנה כהן", "אורי לביא")),
        ("מאת: דנה כהן ורד", ("דנה כהן ורד",)),
        ("מאת: רות כהן ורד לביא", ("רות כהן ורד לביא",)),
        ("كتب أحمد منصور وليلى حسن", ("أحمد منصور", "ليلى حسن")),
        ("كتب أحمد منصور وليد حسن", ("أحمد منصور وليد حسن",)),
        ("نویسنده: علی احمدی و وحید کریمی", ("علی احمدی", "وحید کریمی")),
    ],
)
def test_people_of_one_line_are_told_apart_and_from_what_follows(line, names):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies) == (names, ())


def test_a_sentence_that_begins_like_a_byline_is_none_in_a_script_without_capitals():
    assert bylines.parse("كتب الشعر، وفيها ما يكفي من الملح للجميع.") is None
    found = bylines.parse("كتب: محمد بن عبد الله.")
    assert found is not None and found.names == ("محمد بن عبد الله",)


@pytest.mark.parametrize("line", ["New Delhi", "SÃO PAULO", "Testo Unico"])
def test_cities_and_single_words_are_no_people(line):
    assert bylines.parse(line) is None


def test_the_city_of_an_agency_is_no_person():
    found = bylines.parse("Reuters, London")
    assert found is not None
    assert (found.names, found.agencies) == ((), ("Reuters",))


@pytest.mark.parametrize(
    ("line", "names", "place"),
    [
        ("By Jane Doe, Lagos", ("Jane Doe",), "Lagos"),
        ("By Jane Doe in Madrid", ("Jane Doe",), "Madrid"),
        ("By Jane Doe and John Roe in New York", ("Jane Doe", "John Roe"), "New York"),
        ("From Jane Doe in Nairobi", ("Jane Doe",), "Nairobi"),
        ("Anne Petit (à Paris)", ("Anne Petit",), "Paris"),
        ("Por José da Silva, de Lisboa", ("José da Silva",), "Lisboa"),
        ("Анна Лесная (Москва)", ("Анна Лесная",), "Москва"),
        ("记者王小明北京报道", ("王小明",), "北京"),
        ("【記者王小明／台北報導】", ("王小明",), "台北"),
        ("[서울=홍길동 기자]", ("홍길동",), "서울"),
        ("Reuters, London", (), "London"),
        ("BERLIN - Anna Klein", ("Anna Klein",), "BERLIN"),
        ("Por Luis Pardo — Recife", ("Luis Pardo",), "Recife"),
        ("Por Luis Pardo — Ravelo", ("Luis Pardo",), None),
        ("Ali CAN - Ayşe YILMAZ/DİYARBAKIR, (DHA)", ("Ali CAN", "Ayşe YILMAZ"), "DİYARBAKIR"),
        ("Ayşe YILMAZ/RAVELO (Bursa), (DHA)", ("Ayşe YILMAZ",), "RAVELO"),
        ("By Jane Doe and Tom", ("Jane Doe", "Tom"), None),
        ("By Jane Doe", ("Jane Doe",), None),
        ("By Jane Doe, Mill Lane", ("Jane Doe", "Mill Lane"), None),
    ],
)
def test_the_city_behind_the_names(line, names, place):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.place) == (names, place)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Reporter: Supriyanto", ("Supriyanto",)),
        ("Par Plantu", ("Plantu",)),
        ("بقلم محمد بن واسع العلي", ("محمد بن واسع العلي",)),
        ("كتب سامي الخطيب ونهى فوزي", ("سامي الخطيب", "نهى فوزي")),
        ("文・山田太郎 写真・鈴木一郎", ("山田太郎",)),
    ],
)
def test_one_word_behind_a_sign_and_letters_that_belong_to_names(line, names):
    assert bylines.parse(line).names == names


@pytest.mark.parametrize("line", ["Texte de Loi", "图文直播", "—" * 20_000])
def test_what_only_begins_as_a_byline_does(line):
    assert bylines.parse(line) is None


@pytest.mark.parametrize(
    ("line", "names", "agencies"),
    [
        ("Anna Klein und Karl Groß, mit Material von dpa", ("Anna Klein", "Karl Groß"), ("dpa",)),
        ("Anna Klein mit Material von dpa", ("Anna Klein",), ("dpa",)),
        ("By Jane Doe, with files from The Canadian Press", ("Jane Doe",), ("The Canadian Press",)),
        ("By Jane Doe with files from AP and Reuters", ("Jane Doe",), ("AP", "Reuters")),
        ("Budi Santoso - contohNews", ("Budi Santoso",), ("contohNews",)),
        ("By Acme Water Works, Inc.", (), ("Acme Water Works, Inc",)),
        ("By Jane Doe, Corp. Reporter", ("Jane Doe",), ()),
        ("نگار امینی - خبرنگار ورزشی", ("نگار امینی",), ()),
        ("autorka: Anna Leśna", ("Anna Leśna",), ()),
    ],
)
def test_whose_material_a_story_uses_and_houses_are_no_people(line, names, agencies):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies) == (names, agencies)


def test_data_that_name_an_agency_beside_the_author():
    found = bylines.people("Anna Klein, mit Material von dpa")
    assert found == (("Anna Klein",), ("dpa",))


@pytest.mark.parametrize(
    ("line", "name", "place"),
    [
        ("بيروت - ليلى حسن", "ليلى حسن", "بيروت"),
        ("أحمد منصور - القاهرة", "أحمد منصور", "القاهرة"),
        ("القاهرة - وكالات", None, None),
        ("القاهرة - افتتاح الجسر الجديد بعد تسع سنوات", None, None),
        ("ليلى حسن - شاعرة", None, None),
        ("राम शर्मा, लखनऊ", "राम शर्मा", "लखनऊ"),
        ("ক্রীড়া প্রতিবেদক, ঢাকা", None, None),
        ("दिल्ली, मुंबई", None, None),
        ("ঢাকা: সেতু খুলেছে", None, None),
    ],
)
def test_a_city_shows_a_name_in_a_script_without_capitals(line, name, place):
    assert bylines.parse(line) is None
    found = bylines.filed(line)
    assert (found and found.names, found and found.place) == (name and (name,), place)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Общество", True),
        ("ΕΛΛΑΔΑ", True),
        ("Ελλάδα", True),
        ("Real Estate", True),
        ("Jane Doe", False),
        ("Supriyanto", False),
        ("Ann Sport", False),
    ],
)
def test_names_of_sections(line, section):
    assert bylines.is_section(line) is section


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("PRESS RELEASE", True),
        ("For Immediate Release:", True),
        ("Pressemitteilung", True),
        ("Jane Release", False),
    ],
)
def test_labels_of_a_text_name_nobody(line, label):
    assert bylines.is_label(line) is label


def test_data_that_name_a_house_are_not_taken_apart():
    assert bylines.people("وزارة الصحة والسكان المصرية")[0] == ("وزارة الصحة والسكان المصرية",)


@pytest.mark.parametrize(
    ("line", "names", "agencies", "place"),
    [
        ("القاهرة - ليلى حسن، رويترز", ("ليلى حسن",), ("رويترز",), "القاهرة"),
        ("Anna Nowak, oprac. (PAP)", ("Anna Nowak",), ("PAP",), None),
        ("Recipe Jane Doe", ("Jane Doe",), (), None),
        ("Words Jane Doe", ("Jane Doe",), (), None),
        ("Essay Musgrove", ("Essay Musgrove",), (), None),
    ],
)
def test_who_signs_without_an_opener(line, names, agencies, place):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies, found.place) == (names, agencies, place)


@pytest.mark.parametrize(
    "line", ["Photography Jane Doe", "Fotos Luis Pardo", "Illustration Jo Roe"]
)
def test_who_made_the_pictures_without_a_sign(line):
    assert bylines.parse(line) is None
    assert bylines.name_alone(line) is None
    assert bylines.tells_picture(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Udostępnij", "印刷", "シェア", "Text", "Foto", "Jane Doe, Oslo", "Columnist"),
        *("कृपया प्रतीक्षा करें।", "곧 다시 전하겠습니다."),
    ],
)
def test_buttons_labels_and_lists_are_no_name_alone(line):
    assert bylines.name_alone(line) is None


@pytest.mark.parametrize(
    ("line", "told", "place"),
    [
        ("ক্রীড়া প্রতিবেদক, ঢাকা", True, "ঢাকা"),
        ("Political correspondent, London", True, "London"),
        ("Redaktor", True, None),
        ("Jane Doe", False, None),
        ("Jane Doe, Reporter", False, None),
        ("London", False, None),
        ("The reporter said so, London", False, None),
        ("Tim Redaksi", False, None),
    ],
)
def test_lines_that_say_what_somebody_does(line, told, place):
    found = bylines.role_line(line)
    assert (found is not None, found and found.place) == (told, place)


@pytest.mark.parametrize(
    ("line", "above", "continues"),
    [
        ("and Jane Doe", "By John Roe", True),
        ("und Anna Schmidt", "Von Karl Groß", True),
        ("& Jane Doe", "By John Roe", True),
        ("Jane Doe", "By John Roe and", True),
        ("Jane Doe", "By John Roe", False),
        ("and Comments", "By John Roe", False),
        ("And Jane Doe said", "By John Roe", False),
        ("y Luis Pardo", "Por Ana Gil", False),
    ],
)
def test_a_byline_that_goes_on_in_the_next_line(line, above, continues):
    assert bylines.goes_on(line, above) is continues


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Eine Kolumne von Anna Schmidt", ("Anna Schmidt",)),
        ("Een column van Jan Jansen", ("Jan Jansen",)),
        ("Une chronique de Jean Dupont", ("Jean Dupont",)),
        ("Una columna de Ana Gil", ("Ana Gil",)),
        ("Testo e foto di Marco Rossi", ("Marco Rossi",)),
        ("Text und Fotos von Anna Schmidt", ("Anna Schmidt",)),
        ("Texte et photos de Jean Dupont", ("Jean Dupont",)),
        ("Text & Foto: de Vries", ("de Vries",)),
        ("Aus Neustadt berichtet Anna Schmidt", ("Anna Schmidt",)),
        ("Из Заречья передаёт Иван Петров", ("Иван Петров",)),
        ("Anna Schmidt, vom Tagesboten", ("Anna Schmidt",)),
        ("Ana Souza, do g1", ("Ana Souza",)),
        ("Ana Souza, da Gazeta Nova", ("Ana Souza",)),
        ("Jane Doe, of the Mill Gazette", ("Jane Doe",)),
        ("mgr inż. Jan Kowalski", ("Jan Kowalski",)),
        ("mec. Anna Nowak", ("Anna Nowak",)),
        ("डॉ. राम शर्मा", ("डॉ. राम शर्मा",)),
        ("ড. রহিম উদ্দিন", ("ড. রহিম উদ্দিন",)),
        ("[山田 太郎，電子通信]", ("山田 太郎",)),
    ],
)
def test_titles_works_and_houses_around_a_name(line, names):
    found = bylines.parse(line)
    assert found is not None
    assert found.names == names


@pytest.mark.parametrize(
    "line",
    [
        "Une chronique de la vie ordinaire",
        "Aus Neustadt berichtet die Polizei",
        "Da domani informa Maria Rossi",
        "Jane Doe, of all people",
        "dr Oetker",
        "राम शर्मा",
        "[東京，電子通信]",
        "[写真一覧，続き]",
    ],
)
def test_lines_that_only_look_like_names_with_titles_works_and_houses(line):
    assert bylines.parse(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("राम शर्मा, सीता वर्मा", ("राम शर्मा", "सीता वर्मा")),
        ("राम शर्मा, लखनऊ", ()),
        ("राम शर्मा, वरिष्ठ संवाददाता", ()),
        ("राम शर्मा", ()),
        ("Jane Doe, John Roe", ()),
    ],
)
def test_several_names_alone_in_a_script_without_capitals(line, names):
    assert bylines.names_alone(line) == names


@pytest.mark.parametrize("name", ["山田太郎", "山田 太郎", "佐々木希", "高橋まゆみ", "山本学"])
def test_japanese_names(name):
    assert bylines.is_japanese_name(name)


@pytest.mark.parametrize(
    "text",
    [
        *("スポーツ", "無料記事", "会員のみ", "写真まとめ", "続きを読む", "国内政治"),
        *("松山市", "石川県", "東京本社", "西日本", "山本記者", "岡山大学", "関東地方"),
        *("高校野球", "国内ニュース", "県内総合", "広島カープ", "地下鉄"),
    ],
)
def test_labels_sections_and_places_are_no_japanese_names(text):
    assert not bylines.is_japanese_name(text)


@pytest.mark.parametrize(
    ("name", "desk"),
    [
        ("온라인뉴스팀", True),
        ("디지털뉴스부", True),
        ("経済部取材班", True),
        ("本社新闻中心", True),
        ("홍길동", False),
        ("王小明", False),
    ],
)
def test_desks_of_scripts_that_put_no_space_before_the_word(name, desk):
    assert bylines.is_agency(name) is desk


@pytest.mark.parametrize(
    ("line", "agencies"),
    [("Ayşe Yılmaz / YENİKÖY", ()), ("Ayşe Yılmaz / Haberci", ("Haberci",))],
)
def test_a_town_in_capitals_behind_a_slash_is_no_agency(line, agencies):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies) == (("Ayşe Yılmaz",), agencies)


@pytest.mark.parametrize(
    ("line", "house"),
    [
        ("Published by Mill Gazette on 4 March", "Mill Gazette on 4 March"),
        ("Publicado por La Gaceta", "La Gaceta"),
        ("By Jane Doe", None),
    ],
)
def test_who_published_a_story(line, house):
    assert bylines.publisher(line) == house
