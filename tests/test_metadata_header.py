"""Header lines of pages in sixteen languages: what is taken out, and what is made of it."""

from __future__ import annotations

import pytest

from cleaner import clean, metadata
from cleaner.blocks import text as text_blocks
from cleaner.evidence import header
from cleaner.records import Decision, Options, Page

STORY = (
    "The council of Ravelo opened the new bridge on Thursday, two years later than planned.",
    "Some 4,000 people crossed it on foot before the first cars were let through at noon.",
    "The bridge cost 12 million and replaces one that the river took in the spring of 2018.",
)
PAGES = {
    "de": [
        "Gemeinde eröffnet neue Brücke nach neun Jahren Bauzeit",
        "Von Anna Schmidt",
        "04.03.2021, 17:30 Uhr",
        "Die Gemeinde hat am Donnerstag nach neun Jahren Bauzeit und zwei "
        "Prozessen die neue Brücke eröffnet.",
        "Der Verkehr war seit der Sperrung der alten Brücke durch die Altstadt "
        "geleitet worden, worüber sich Händler beschwert hatten.",
    ],
    "fr": [
        "La commune inaugure son nouveau pont après neuf ans",
        "Par Anne Dupont",
        "Publié le 4 mars 2021 à 17h30, mis à jour le 5 mars 2021 à 8h00",
        "La commune a inauguré jeudi son nouveau pont après neuf ans de travaux "
        "et deux procès devant le tribunal.",
        "La circulation passait depuis la fermeture de l'ancien pont par la "
        "vieille ville, ce dont les commerçants se plaignaient.",
    ],
    "ar": [
        "البلدية تفتتح الجسر الجديد بعد تسع سنوات من العمل",
        "كتب: أحمد منصور",
        "الخميس 4 مارس 2021 - 5:30 مساءً",
        "افتتحت البلدية يوم الخميس الجسر الجديد بعد تسع سنوات من العمل وبعد "
        "قضيتين أمام المحكمة في المدينة.",
        "وكانت حركة المرور تمر عبر المدينة القديمة منذ إغلاق الجسر السابق وهو ما "
        "اشتكى منه أصحاب المحلات مرارا.",
    ],
    "hi": [
        "नौ साल बाद शहर में खुला नया पुल, लोगों ने ली राहत की सांस",
        "रिपोर्ट: राम शर्मा",
        "अपडेटेड: 4 मार्च 2021, 05:30 PM IST",
        "शहर में नौ साल के काम और दो मुकदमों के बाद गुरुवार को नया पुल आम लोगों के लिए खोल दिया गया है।",
        "पुराने पुल के बंद होने के बाद से यातायात पुराने शहर से होकर जाता था जिसकी दुकानदार शिकायत करते थे।",
    ],
    "zh": [
        "新桥历时九年终于正式通车 市民期待已久",
        "2021年3月4日 17:30 来源：某某日报",
        "记者 王小明",
        "经过九年的建设和两次诉讼，该市的新桥于星期四正式通"
        "车，第一批公交车在中午驶过大桥，合唱团在现场演唱。",
        "自旧桥关闭以来，交通一直绕行老城区，那里的店主经常抱怨，市长在仪式上的讲话中表示。",
    ],
    "ja": [
        "新しい橋が9年ぶりに開通、市民が祝う",
        "2021年3月4日 17時30分",
        "市は木曜日、9年間の工事と二つの裁判を経て新しい橋を開"
        "通させた。正午には最初のバスが橋を渡り、合唱団が歌った。",
        "旧橋が閉鎖されて以来、交通は旧市街を通っていたため"
        "、商店主たちは不満を述べていたと市長は式典で話した。",
    ],
    "ru": [
        "Городской мост открыли после девяти лет строительства",
        "Иван Петров",
        "4 марта 2021, 17:30",
        "Городские власти в четверг открыли новый мост после девяти лет "
        "строительства и двух судебных разбирательств.",
        "С момента закрытия старого моста движение шло через старый город, на "
        "что владельцы магазинов часто жаловались.",
    ],
    "th": [
        "เปิดสะพานใหม่หลังก่อสร้างเก้าปี ประชาชนดีใจ",
        "4 มี.ค. 2564 17:30 น.",
        "เทศบาลได้เปิดสะพานใหม่เมื่อวันพฤหัสบดีหลังจากใช้เวลาก่อสร้าง"
        "นานถึงเก้าปีและมีคดีความในศาลสองคดี โดยรถโดยสารคันแรกได้วิ่งข้ามสะพานในเวลาเที่ยงวัน",
        "การจราจรต้องผ่านเมืองเก่าตั้งแต่สะพานเดิมปิดตัวลง "
        "ซึ่งเจ้าของร้านค้าได้ร้องเรียนอยู่บ่อยครั้ง นายกเทศมนตรีกล่าวในพิธีเปิดสะพานแห่งใหม่นี้",
    ],
    "ko": [
        "9년 만에 새 다리 개통, 시민들 환영",
        "홍길동 기자",
        "입력 2021.03.04 17:30",
        "시는 9년의 공사와 두 번의 소송 끝에 목요일 새 다리"
        "를 개통했다고 밝혔다. 정오에 첫 버스가 다리를 건넜다.",
        "옛 다리가 폐쇄된 이후 교통은 구시가지를 지나야 했고 상"
        "인들은 이에 대해 자주 불만을 제기했다고 시장은 말했다.",
    ],
    "tr": [
        "Dokuz yıl sonra yeni köprü törenle hizmete açıldı",
        "Ayşe Yılmaz",
        "Yayınlanma: 04.03.2021 - 17:30 Güncelleme: 05.03.2021 - 08:00",
        "Belediye dokuz yıllık çalışma ve iki davanın ardından yeni köprüyü "
        "perşembe günü törenle hizmete açtı.",
        "Eski köprü kapatıldığından beri trafik eski şehirden geçiyordu ve "
        "dükkan sahipleri bundan sık sık şikayet ediyordu.",
    ],
    "fa": [
        "پل جدید شهر پس از نه سال افتتاح شد",
        "تاریخ انتشار: ۱۴ اسفند ۱۳۹۹ - ۱۷:۳۰",
        "پل جدید شهر پس از نه سال کار و دو پرونده قضایی روز پنجشنبه با حضور شهردار افتتاح شد.",
        "از زمان بسته شدن پل قدیمی رفت و آمد از شهر قدیم انجام می شد که مغازه "
        "داران بارها از آن شکایت کرده بودند.",
    ],
    "es": [
        "El municipio inaugura el nuevo puente tras nueve años",
        "Redacción",
        "04/03/2021 - 17:30h",
        "El municipio inauguró el jueves el nuevo puente tras nueve años de "
        "obras y dos pleitos en los tribunales.",
        "El tráfico pasaba desde el cierre del antiguo puente por el casco "
        "viejo, de lo que los comerciantes se quejaban.",
    ],
    "pl": [
        "Gmina otworzyła nowy most po dziewięciu latach",
        "Jan Kowalski",
        "4 marca 2021, 17:30",
        "Gmina otworzyła w czwartek nowy most po dziewięciu latach budowy i "
        "dwóch procesach sądowych.",
        "Ruch odbywał się od zamknięcia starego mostu przez stare miasto, na co "
        "sklepikarze często narzekali.",
    ],
    "vi": [
        "Thành phố khánh thành cây cầu mới sau chín năm xây dựng",
        "Thứ năm, 4/3/2021, 17:30 (GMT+7)",
        "Thành phố hôm thứ năm đã khánh thành cây cầu mới sau chín năm xây dựng "
        "và hai vụ kiện tại tòa án.",
        "Giao thông phải đi qua khu phố cổ kể từ khi cây cầu cũ đóng cửa, điều "
        "mà các chủ cửa hàng thường phàn nàn.",
        "Nguyễn Văn An",
    ],
    "id": [
        "Jembatan baru dibuka setelah sembilan tahun pembangunan",
        "Budi Santoso - Kompas",
        "Kamis, 4 Maret 2021 17:30 WIB",
        "JAKARTA, CONTOH.com - Pemerintah kota pada hari Kamis membuka jembatan "
        "baru setelah sembilan tahun pembangunan.",
        "Lalu lintas harus melewati kota tua sejak jembatan lama ditutup, yang "
        "sering dikeluhkan para pemilik toko di sana.",
    ],
    "he": [
        "העירייה פתחה את הגשר החדש אחרי תשע שנים",
        "מאת: דנה כהן",
        "פורסם: 4 במרץ 2021, 17:30",
        "העירייה פתחה ביום חמישי את הגשר החדש אחרי תשע שנות עבודה ושני משפטים בבית המשפט המחוזי.",
        "מאז סגירת הגשר הישן עברה התנועה דרך העיר העתיקה, ובעלי החנויות התלוננו "
        "על כך לעתים קרובות.",
    ],
}
AUTHORS = {
    "de": "Anna Schmidt",
    "fr": "Anne Dupont",
    "ar": "أحمد منصور",
    "hi": "राम शर्मा",
    "zh": "王小明",
    "ru": "Иван Петров",
    "ko": "홍길동",
    "tr": "Ayşe Yılmaz",
    "pl": "Jan Kowalski",
    "vi": "Nguyễn Văn An",
    "id": "Budi Santoso",
    "he": "דנה כהן",
}


def read(code):
    """``(values, kept lines)`` of a page, with header evidence alone."""
    reading = text_blocks.read(Page("\n\n".join(PAGES[code]), "text"))
    decisions = []
    for votes in header.votes(reading):
        if votes and votes[0].weight > 3.4:
            decisions.append(Decision(votes[0].label, votes[0].reason, 0.9, votes))
        else:
            decisions.append(Decision("body", "", 0.9, votes))
    kept = [b.text for b, d in zip(reading.blocks, decisions, strict=True) if d.kept]
    found = metadata.extract(reading, decisions, Options())
    return {name: field.value for name, field in found.items()}, kept


@pytest.mark.parametrize("code", PAGES)
def test_title_date_author_and_language(code):
    values, _ = read(code)
    assert values["title"] == PAGES[code][0]
    stated = values["updated" if code == "hi" else "published"]
    assert stated.isoformat()[:16] in ("2021-03-04", "2021-03-04T17:30")  # zoned or a day
    assert values.get("authors", ()) == ((AUTHORS[code],) if code in AUTHORS else ())
    assert values["language"] == code
    assert "subtitle" not in values


@pytest.mark.parametrize("code", PAGES)
def test_the_prose_stays_and_only_the_prose(code):
    prose = [line for line in PAGES[code] if line.endswith((".", "。", "।")) or len(line) > 120]
    _, kept = read(code)
    assert kept == [line for line in prose if "17:30" not in line]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("Provided by University of Ravelo", True),
        ("Bereitgestellt von Universität Ravelo", True),
        ("Provided by Jane Doe", False),
        ("Provided by the University of Ravelo.", False),
        ("Provided that the university agrees", False),
    ],
)
def test_the_house_whose_text_a_page_has(line, marked):
    page = "\n\n".join((*PAGES["de"], line, "Citation: New bridge opened (2021)"))
    found = header.votes(text_blocks.read(Page(page, "text")))
    assert [vote.label for vote in found[-2]] == ["byline"] * marked


def test_a_point_of_a_summary_is_no_title():
    page = (
        "• Families moved from the whole harbour quarter\n"
        "• Schools closed in three districts until Monday\n\n"
        "2 May 2024, 14:10\n\n"
        "The wind has eased since noon, the weather office said, and the first ferry left port.\n\n"
        "Its crew had waited for eleven hours with two hundred passengers on board."
    )
    reading = text_blocks.read(Page(page, "text"))
    found = header.votes(reading)
    assert [vote.label for votes in found[:2] for vote in votes] == []
    assert [vote.label for vote in found[2]] == ["date"]


HEADERS = {
    "label below": (["Jane Doe", "Text", "John Roe", "Foto", "4 March 2021"], ("Jane Doe",)),
    "label above": (["Text", "Jane Doe", "4 March 2021"], ("Jane Doe",)),
    "pictures": (["Recipe Jane Doe", "Photography John Roe", "4 March 2021"], ("Jane Doe",)),
    "two lines": (["4 March 2021", "By Jane Doe", "and John Roe"], ("Jane Doe", "John Roe")),
    "cut": (["4 March 2021", "By Jane Doe and", "John Roe"], ("Jane Doe", "John Roe")),
    "desk": (
        ["Mill Gazette, 4 March 2021, 07:15", "Share", "Jane Doe, John Roe", "Staff Writers"],
        ("Jane Doe", "John Roe"),
    ),
    "role": (["Jane Doe", "Political correspondent, London", "4 March 2021"], ("Jane Doe",)),
    "button": (["4 March 2021", "Udostępnij"], ()),
    "graphic": (["By The Mill Editorial Board", "Graphic by Jo Roe | Mill Gazette"], ()),
}


@pytest.mark.parametrize("name", HEADERS)
def test_whom_lines_below_a_title_name(name):
    lines, authors = HEADERS[name]
    page = "\n\n".join(["Town opens its new bridge after nine years", *lines, *STORY])
    article = clean(page, url="https://www.millgazette.com/bridge", kind="text")
    assert article.authors == authors
    assert article.text.endswith("\n\n".join(STORY))


def test_the_name_of_a_paper_above_the_title_is_no_author():
    menu = ["Skip to main content", "Sign in", "Menu", "Home", "Traffic", "Election guide"]
    head = [*menu, "The Mill Sentinel", "Breaking", "Town opens its new bridge after nine years"]
    page = "\n".join([*head, "Jane Doe, Staff Writer", "4 March 2021, 5:15 p.m. ET", *STORY])
    assert clean(page, kind="text").authors == ("Jane Doe",)


def test_names_and_titles_in_scripts_without_capitals():
    story = PAGES["hi"][3:]
    header = ["पुल खुला", "राम शर्मा, लखनऊ", "4 मार्च 2021, 05:30 PM IST"]
    named = clean("\n\n".join([PAGES["hi"][0], *header[1:], *story]), kind="text")
    assert (named.authors, named.place) == (("राम शर्मा",), "लखनऊ")
    untold = clean("\n\n".join([header[0], "संवाददाता, लखनऊ", header[2], *story]), kind="text")
    assert untold.authors == ()


PARAGRAPH = (
    "The ferry was tried on a windy Friday in the old harbour, and four of the five who came along "
    "would sail on it again, the company said."
)


def marked(*lines):
    """The labels that the header gives to the lines of a text."""
    found = header.votes(text_blocks.read(Page("\n\n".join(lines), "text")))
    return [votes[0].label if votes else "" for votes in found]


def test_rows_that_begin_with_days_are_no_date_lines_and_no_titles():
    rows = [f"{month}/1/2021\t\t+{month}.5%" for month in range(1, 7)]
    talks = [f"September {day}  12pm - 1pm  Room 217  Jane Doe" for day in (3, 10, 17)]
    assert marked(PARAGRAPH, *rows, PARAGRAPH) == [""] * 8
    assert "title" not in marked(*talks, PARAGRAPH, PARAGRAPH)
    assert marked("Ferry tried in the old harbour", "3/1/2021", PARAGRAPH)[1] == "date"


def test_a_paragraph_that_stands_twice_is_no_title():
    said = "Once only the towns spoke of it. Today every column does. But what is it, and who pays?"
    said = f"{said} And how long will it last, ask those who live at the harbour?"
    assert "title" not in marked(said, said, PARAGRAPH, PARAGRAPH)


def test_what_a_page_says_of_a_picture_to_those_who_do_not_see_it_goes_with_the_caption():
    shown = "The ferry at its pier on the morning after the storm"
    lines = [PARAGRAPH, PARAGRAPH, shown, f"{shown} © dpa | Jane Doe", PARAGRAPH, PARAGRAPH]
    assert marked(*lines) == ["", "", "caption", "caption", "", ""]
    assert marked(PARAGRAPH, PARAGRAPH, shown, f"{shown} and on the next", PARAGRAPH) == [""] * 5
