"""Date labels, bylines, datelines and credits of many languages, as their news pages have them."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from cleaner.grammar import bylines, credits, dates, places

DAY = dt.date(2021, 3, 4)

LABELLED = [
    ("en", "First published: 4 March 2021", "published"),
    ("en", "Last modified on Thu 4 Mar 2021", "updated"),
    ("de", "Veröffentlicht am 4. März 2021", "published"),
    ("de", "Stand: 04.03.2021", "updated"),
    ("de", "Aktualisiert am 4. März 2021", "updated"),
    ("fr", "Publié le 4 mars 2021", "published"),
    ("fr", "Mis à jour le 04/03/2021", "updated"),
    ("es", "Publicado el 4 de marzo de 2021", "published"),
    ("es", "Actualizado: 4 de marzo de 2021", "updated"),
    ("pt", "Publicado em 04/03/2021", "published"),
    ("pt", "Atualizado em 4 de março de 2021", "updated"),
    ("it", "Pubblicato il 4 marzo 2021", "published"),
    ("it", "Aggiornato il 4 marzo 2021", "updated"),
    ("nl", "Gepubliceerd op 4 maart 2021", "published"),
    ("nl", "Bijgewerkt op 4 maart 2021", "updated"),
    ("sv", "Publicerad 4 mars 2021", "published"),
    ("sv", "Uppdaterad 4 mars 2021", "updated"),
    ("da", "Offentliggjort 4. marts 2021", "published"),
    ("da", "Opdateret 4. marts 2021", "updated"),
    ("no", "Publisert 4. mars 2021", "published"),
    ("no", "Oppdatert 4. mars 2021", "updated"),
    ("fi", "Julkaistu 4.3.2021", "published"),
    ("fi", "Päivitetty 4.3.2021", "updated"),
    ("pl", "Opublikowano: 4 marca 2021", "published"),
    ("pl", "Aktualizacja: 4 marca 2021", "updated"),
    ("cs", "Publikováno 4. března 2021", "published"),
    ("cs", "Aktualizováno 4. března 2021", "updated"),
    ("hu", "Frissítve: 2021. március 4.", "updated"),
    ("ro", "Publicat: 4 martie 2021", "published"),
    ("ro", "Actualizat: 4 martie 2021", "updated"),
    ("ru", "Опубликовано: 4 марта 2021", "published"),
    ("ru", "Обновлено: 4 марта 2021", "updated"),
    ("uk", "Опубліковано 4 березня 2021", "published"),
    ("uk", "Оновлено 4 березня 2021", "updated"),
    ("bg", "Публикувана на 4 март 2021", "published"),
    ("el", "Δημοσιεύθηκε: 4 Μαρτίου 2021", "published"),
    ("el", "Τελευταία ενημέρωση: 4 Μαρτίου 2021", "updated"),
    ("tr", "Yayınlanma: 4 Mart 2021", "published"),
    ("tr", "Güncelleme: 04.03.2021", "updated"),
    ("id", "Diterbitkan 4 Maret 2021", "published"),
    ("id", "Diperbarui 4 Maret 2021", "updated"),
    ("vi", "Cập nhật: 04/03/2021", "updated"),
    ("ar", "آخر تحديث: 4 مارس 2021", "updated"),
    ("ar", "نشر في 4 مارس 2021", "published"),
    ("fa", "به‌روزرسانی: ۱۴ اسفند ۱۳۹۹", "updated"),
    ("he", "פורסם: 04.03.2021", "published"),
    ("he", "עודכן: 04.03.2021", "updated"),
    ("hi", "प्रकाशित: 4 मार्च 2021", "published"),
    ("hi", "अपडेटेड 4 मार्च 2021", "updated"),
    ("bn", "প্রকাশিত: ৪ মার্চ ২০২১", "published"),
    ("th", "เผยแพร่: 4 มีนาคม 2564", "published"),
    ("th", "ปรับปรุงล่าสุด 4 มี.ค. 2564", "updated"),
    ("zh", "发布时间：2021-03-04", "published"),
    ("zh", "更新：2021年3月4日", "updated"),
    ("ja", "公開日：2021年3月4日", "published"),
    ("ja", "更新 2021年3月4日", "updated"),
    ("ko", "입력 2021.03.04", "published"),
    ("ko", "수정 2021.03.04", "updated"),
]


@pytest.mark.parametrize(("language", "line", "role"), LABELLED)
def test_labelled_dates(language, line, role):
    (found,) = dates.parse(line, language=language)
    assert (found.value, found.role, found.rest) == (DAY, role, "")


BYLINES = [
    ("By Jane van der Doe and J. P. Roe", ("Jane van der Doe", "J. P. Roe"), ()),
    ("By JANE DOE, Staff Writer", ("JANE DOE",), ()),
    ("Von Anna Groß und Karl Meier-Schmidt", ("Anna Groß", "Karl Meier-Schmidt"), ()),
    ("Par Anne-Laure Petit avec AFP", ("Anne-Laure Petit",), ("AFP",)),
    ("Por María de la Cruz Gómez y Luis Pardo", ("María de la Cruz Gómez", "Luis Pardo"), ()),
    ("Di Maria Rossi e Luca De Santis", ("Maria Rossi", "Luca De Santis"), ()),
    ("Door Jan de Vries en Sanne van Dijk", ("Jan de Vries", "Sanne van Dijk"), ()),
    ("Av Kari Nordmann og Ola Berg", ("Kari Nordmann", "Ola Berg"), ()),
    ("Text: Lena Öberg", ("Lena Öberg",), ()),
    ("Autor: Katarzyna Nowak-Zielińska", ("Katarzyna Nowak-Zielińska",), ()),
    ("Autor: Jan Novák, ČTK", ("Jan Novák",), ("ČTK",)),
    ("Írta: Kovács Anna", ("Kovács Anna",), ()),
    ("Scris de: Ion Popescu", ("Ion Popescu",), ()),
    ("Автор: Иван Петров", ("Иван Петров",), ()),
    ("Текст: Анна Смирнова, Интерфакс", ("Анна Смирнова",), ("Интерфакс",)),
    ("Автор: Олена Шевченко", ("Олена Шевченко",), ()),
    ("Γράφει ο Γιώργος Παπαδόπουλος", ("Γιώργος Παπαδόπουλος",), ()),
    ("Yazan: Ayşe Yılmaz", ("Ayşe Yılmaz",), ()),
    ("Oleh: Siti Rahayu", ("Siti Rahayu",), ()),
    ("Tác giả: Nguyễn Văn An", ("Nguyễn Văn An",), ()),
    ("بقلم: أحمد خالد", ("أحمد خالد",), ()),
    ("نویسنده: علی احمدی", ("علی احمدی",), ()),
    ("লিখেছেন: রহিম উদ্দিন", ("রহিম উদ্দিন",), ()),
    ("取材・文 山田太郎", ("山田太郎",), ()),
    ("מאת: דנה כהן", ("דנה כהן",), ()),
    ("लेखक: रमेश कुमार", ("रमेश कुमार",), ()),
    ("โดย: สมชาย ใจดี", ("สมชาย ใจดี",), ()),
    ("记者 王小明 李华", ("王小明", "李华"), ()),
    ("홍길동 기자", ("홍길동",), ()),
    ("By Agencies", (), ("Agencies",)),
    ("Redaktion", (), ("Redaktion",)),
    ("By Our Special Correspondent", (), ("Our Special Correspondent",)),
    ("By Jane Doe, London", ("Jane Doe",), ()),
    ("By Jane Doe in Fargo", ("Jane Doe",), ()),
    ("By Jane Doe and Tim Low", ("Jane Doe", "Tim Low"), ()),
    ("By Jane Doe@janedoe", ("Jane Doe",), ()),
    ("Von Anna Groß, Berlin", ("Anna Groß",), ()),
    ("Por José da Silva, de Brasília", ("José da Silva",), ()),
    ("Ayşe YILMAZ / ANKARA", ("Ayşe YILMAZ",), ()),
    ("Reporter: Budi Santoso | Editor: Siti Rahayu", ("Budi Santoso",), ()),
    ("Της Μαρίας Παπαδοπούλου", ("Μαρίας Παπαδοπούλου",), ()),
    ("דנה כהן, כתבת", ("דנה כהן",), ()),
    ("文・山田太郎", ("山田太郎",), ()),
    ("记者王小明北京报道", ("王小明",), ()),
    ("【記者王小明／台北報導】", ("王小明",), ()),
    ("[서울=홍길동 기자]", ("홍길동",), ()),
    ("(서울=연합뉴스) 홍길동 기자 =", ("홍길동",), ("연합뉴스",)),
]


@pytest.mark.parametrize(("line", "names", "agencies"), BYLINES)
def test_bylines(line, names, agencies):
    found = bylines.parse(line)
    assert found is not None
    assert (found.names, found.agencies) == (names, agencies)


DESKS = [
    "Special Correspondent", "Web Desk", "Von der Redaktion", "Von unserem Korrespondenten",
    "De notre envoyé spécial", "La rédaction", "Enviado especial", "Por Redacción", "Da Redação",
    "Dal nostro inviato", "A cura della redazione", "Van onze redactie", "Redaksjonen", "Toimitus",
    "Redakcja", "Zvláštní zpravodaj", "Redacția", "Специальный корреспондент", "Соб. корр.",
    "Власний кореспондент", "Σύνταξη", "Haber Merkezi", "Tim Redaksi", "Ban biên tập", "مراسل خاص",
    "هيئة التحرير", "خبرنگار ویژه", "نمائندہ خصوصی", "מערכת", "विशेष संवाददाता", "নিজস্ব প্রতিবেদক",
    "กองบรรณาธิการ", "本报特约记者", "編集部", "편집부",
]  # fmt: skip


@pytest.mark.parametrize("line", DESKS)
def test_desks_and_special_correspondents_are_no_people(line):
    found = bylines.parse(line)
    assert found is not None
    assert found.names == ()
    assert len(found.agencies) == 1


def test_those_who_only_checked_or_translated_are_no_authors():
    for line in (
        "By Jane Doe | Fact-checked by John Roe",
        "By Jane Doe, edited by John Roe",
        "Von Jane Doe, übersetzt von Karl Groß",
        "Par Jane Doe, photographies par Luc Brun",
    ):
        found = bylines.parse(line)
        assert found is not None
        assert found.names == ("Jane Doe",)


REPORTS = [
    ("Jane Doe reports from Oslo:", "Jane Doe"),
    ("Jane Doe and John Roe report from Cape Town", "Jane Doe"),
    ("Anna Groß berichtet aus Madrid:", "Anna Groß"),
    ("Luis Pardo informa desde Quito:", "Luis Pardo"),
    ("Anne Petit rapporte de Dakar:", "Anne Petit"),
    ("Maria Rossi riferisce da Milano:", "Maria Rossi"),
    ("Иван Петров сообщает из Минска:", "Иван Петров"),
    ("Kari Berg rapporterer fra Bergen:", "Kari Berg"),
]


@pytest.mark.parametrize(("line", "name"), REPORTS)
def test_contributors(line, name):
    found = bylines.parse(line)
    assert found is not None
    assert bylines.REPORTS.match(line)
    assert name in found.names


ESSAYS = [
    ("The river gives the town its bread, writes Jane Doe.", "Jane Doe"),
    ("Der Fluss nährt die Stadt, schreibt Anna Groß.", "Anna Groß"),
    ("Le fleuve nourrit la ville, écrit Anne Petit.", "Anne Petit"),
    ("El río da de comer a la ciudad, escribe Luis Pardo.", "Luis Pardo"),
    ("Река кормит город, пишет Иван Петров.", "Иван Петров"),
]


@pytest.mark.parametrize(("sentence", "name"), ESSAYS)
def test_the_author_that_a_standfirst_names(sentence, name):
    found = bylines.WRITES.search(sentence)
    assert found is not None
    assert found[1] == name


DATELINES = [
    ("LONDON (Reuters) - The bank said", "LONDON", "Reuters"),
    ("Hamburg (dpa) – Der Senat hat", "Hamburg", "dpa"),
    ("LYON, le 4 mars - Le maire", "LYON", None),
    ("Madrid, 4 mar (EFE).- El alcalde", "Madrid", "EFE"),
    ("BRASÍLIA (Agência Brasil) - O senado", "BRASÍLIA", "Agência Brasil"),
    ("ROMA (ANSA) - Il sindaco", "ROMA", "ANSA"),
    ("OSLO (NTB): Regjeringen sier", "OSLO", "NTB"),
    ("Stockholm (TT) – Regeringen säger", "Stockholm", "TT"),
    ("WARSZAWA (PAP) - Rada miasta", "WARSZAWA", "PAP"),
    ("Praha (ČTK) - Rada města", "Praha", "ČTK"),
    ("МОСКВА, 4 мар — Совет", "МОСКВА", None),
    ("МИНСК, 4 марта /БелТА/. Совет", "МИНСК", "БелТА"),
    ("КИЇВ. 4 березня. УНІАН. Рада", "КИЇВ", "УНІАН"),
    ("ANKARA (AA) - Belediye", "ANKARA", "AA"),
    ("JAKARTA (ANTARA) - Warga kota", "JAKARTA", "ANTARA"),
    ("القاهرة (رويترز) - قال", "القاهرة", "رويترز"),
    ("नई दिल्ली (भाषा): परिषद ने", "नई दिल्ली", "भाषा"),
    ("新华社上海3月4日电 市政府", "上海", "新华社"),
    ("(부산=연합뉴스) 시는", "부산", "연합뉴스"),
]


@pytest.mark.parametrize(("opening", "place", "agency"), DATELINES)
def test_datelines(opening, place, agency):
    found = places.parse(opening + " the rest of the sentence")
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert found.confidence >= 0.7


CREDITS = [
    ("The bridge (Photo: Jane Doe)", "The bridge", "Jane Doe"),
    ("Die Brücke. Foto: dpa", "Die Brücke.", "dpa"),
    ("Le pont. Crédit photo : Anne Petit", "Le pont.", "Anne Petit"),
    ("El puente (EFE)", "El puente", "EFE"),
    ("O puente. Foto: Divulgação", "O puente.", "Divulgação"),
    ("Мост. Фото: ТАСС", "Мост.", "ТАСС"),
    ("桥梁（新华社）", "桥梁", "新华社"),
    ("橋 写真：共同通信", "橋", "共同通信"),
    ("पुल (फोटो: पीटीआई)", "पुल", "पीटीआई"),
    ("The bridge | Reuters", "The bridge", "Reuters"),
    ("© Jane Doe/AFP", "", "Jane Doe/AFP"),
    ("Getty Images", "", "Getty Images"),
    ("Die Brücke (neu)Quelle: Jane Doe/dpa", "Die Brücke (neu)", "Jane Doe/dpa"),
    ("The bridge at night. Photo by Jane Doe", "The bridge at night.", "Jane Doe"),
    ("Photo of the bridge at night.", "Photo of the bridge at night.", ""),
    ("A man holds a picture by Rembrandt", "A man holds a picture by Rembrandt", ""),
]


@pytest.mark.parametrize(("text", "caption", "credit"), CREDITS)
def test_captions_and_credits(text, caption, credit):
    assert credits.split(text) == (caption, credit)


CREDITED = [
    "A diver holds the key in the harbour of Storoya, March 4, 2021. (Jane Doe/Example24)",
    "Divers rest on the pier of Storoya, March 4, 2021. PHOTO COURTESY OF FR. JOHN DOE",
    "The ferry lies at its pier on Tuesday, March 4, 2021. THE CANADIAN PRESS/Jane Doe",
    "Le ferry à quai, samedi matin. | ANNE PETIT / LE COURRIER DU PORT",
    "El transbordador, ayer en el muelle. / EL CORREO DEL PUERTO",
    "Le plongeur sur le quai, le 4 mars. ANNE PETIT POUR « LE JOURNAL DU PORT »",
    "Il traghetto al molo di Storoya (foto Interporto)",
    "Prom przy nabrzeżu w Storoya. Fot. Jan Kowalski",
    "Un buzo con la llave en el puerto. GETTY",
    "Kapal feri di dermaga, Minggu (4/3/2021). Foto: Budi Santoso/kabarferi",
    "Die Fähre lag einen Tag lang am Kai. © Schmidt",
    "Водолаз нашёл ключ на дне гавани. Фото: Иван Петров / «Порт»",
    "Το πλοίο δεμένο στην προβλήτα του νησιού. (Φωτ.: Άννα Παππά)",
    "घाट पर खड़ी नाव और यात्री। फोटो: संवाद",
    "*Chuyến phà nằm ở bến cả ngày. Ảnh: Ngọc Lan*",
    "渡輪停在碼頭邊，旅客等候。記者王大明攝",
    "渡轮停靠在小岛的码头。新华社发（张三摄）",
    "渡輪停在碼頭邊，旅客等候。（圖／航港局提供）",
    "Straddle carriers on the pier of Storoya at dusk. Permission granted by Harbour Group",
]
"""Captions with their credits."""
NOT_CREDITED = [
    "Die Fähre fuhr am Montag wieder. (dpa)",
    "The ferry sailed again on Monday, police said. (Reuters)",
    "The pair won the title on Sunday (John Doe/Jane Roe)",
    "The court ruled on Monday that the ferry may sail. NASA",
    "El barco llegó ayer a la ciudad. EFE",
    "El barco llegó ayer a la ciudad. EUROPA PRESS",
    "The ferry sailed again on Monday. READ MORE",
    "The ferry sailed again on Monday. THE END",
    "Das zeigt ein neues Bild: Immer mehr Fähren fahren leer",
    "Es war ein trauriges Bild. Foto und Film zeigten es der Welt.",
    "The ferry lay at its pier for a day (photo above).",
    "They lost the key. Photo editing is what they do.",
    "Police named the diver on Monday. JOHN DOE is 42.",
    "Ferry lies at its pier for a year | EXAMPLE NEWS",
    "JANE DOE / EXAMPLE",
    "Die Kamera des Telefons ist gut. Foto: 8/10",
    "碼頭上的照片由記者王大明拍攝。",
    "記者王大明攝",
    "The ferry at its pier. The crew waited for a day, the company says. JANE DOE",
    "Thousands marched through the harbour with one message. NO FERRY TODAY",
    "They chanted one line. NO FERRY, NO PEACE",
    "Die Kritik kommt nun auch aus den eigenen Reihen (Anna Müller, SPD).",
    "The ferry sails at noon or at six. / The council has not said which",
    "'We will never pay for this ferry again.' (Jane Doe, Harbour Party)",
    "The fastest goal of the season came after eleven seconds (Jane Doe, Harbour).",
]
"""Sentences of a story, titles, credits without a caption."""


@pytest.mark.parametrize("text", CREDITED)
def test_captions_that_end_with_whose_the_picture_is(text):
    assert credits.is_credited(text)


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_sentences_that_end_otherwise(text):
    assert not credits.is_credited(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Die Fähre lag einen Tag lang am Kai (Foto: Anna Schmidt)", True),
        ("渡輪停在碼頭邊，旅客等候。記者王大明攝", True),
        ("桟橋で船を待つ人たち＝３日午後、港町2丁目", True),
        ("桟橋で船を待つ人たち＝3日午後、港町2丁目、山田花子撮影", True),
        ("開港当時の桟橋＝市立博物館提供", True),
        ("男子決勝＝３日、港町球場", False),
        ("桟橋＝市内＝は３日午後、閉じられた。", False),
        ("写真2：船を待つ列は駅まで続いた（撮影：山田花子）", True),
        ("Foto 3: Der Kai am Abend (Foto: Anna Schmidt)", True),
        ("Colas en el muelle, ayer por la tarde. / J. GARCÍA", True),
        ("*Una de las cartas que recibió el puerto. / DIARIO DEL MUELLE*", True),
        ("Die Schleuse am Morgen nach dem Sturm.© NORDBILD", True),
        ("Die Schleuse am Morgen. Bild © Anna Schmidt (nb)", True),
        ("Queues at the lock yesterday © Jane Doe / Example", True),
        ("© Jane Doe / Example", False),
        ("Colas en el muelle, el 11 de octubre. Ana Lobo Pérez (REUTERS)", True),
        ("Die Fähre am Kai.Unsplash/Anna Schmidt", True),
        ("The ferry lay at its pier all day AP Photo/Jane H. Doe", True),
        ("선착장에서 배를 기다리는 사람들. [사진 출처 = 연합뉴스]", True),
        ("The council met again on Monday. Nothing was said (REUTERS)", False),
        ("The ferry sails on Monday, the council said. (REUTERS)", False),
        ("Der Preis stieg im Mai um zwei Euro/Kilowatt Stunde", False),
        ("The lock opens on Monday, the keeper said. © 2021 Example", False),
        ("The sign shows a © and nobody knows what it is for", False),
        ("The bells were ringing. / And we went home", False),
        ("Colas en el muelle. / García", False),
        ("El barco no saldrá hasta el lunes, dijo ayer el alcalde. / EFE", False),
        ("Drei Millionen fuhren im Jahr 2023 mit der Fähre. Quelle: Hafenamt", False),
        ("Video: Good. Display: Bright. Photo: Excellent", False),
        ("The ferry at its pier. The crew waited for a day, the company says. JANE DOE", False),
        ("The ferry lay at its pier for a day." + " It was cold." * 20 + " Photo: Jane Doe", False),
    ],
)
def test_captions_within_a_story(text, shown):
    assert credits.is_shown(text) is shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jane Doe (centre) is led from the court.", True),
        ("Jana Nováková (vlevo) čeká na přívoz.", True),
        ("王大明（右二）在碼頭邊等候。", True),
        ("He played for the left (and the right).", False),
        ("(c) 2021 Jane Doe", False),
    ],
)
def test_where_somebody_stands_in_a_picture(text, told):
    assert credits.points_out(text) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Photo of the ferry by Jane Doe used under a Creative Commons license.", True),
        ("Foto: Jane Doe (CC BY-SA 4.0)", True),
        ("Photo of the ferry by Jane Doe.", False),
        ("Creative Commons licences are free, the lawyer said.", False),
    ],
)
def test_licences_of_pictures(text, told):
    assert credits.is_licence(text) is told


@pytest.mark.parametrize(
    "line",
    [
        "(AFP)",
        "dpa/lno",
        "(PTI) ABC DEF",
        "Source: Reuters",
        "Mit Material der dpa",
        "© 2021 AFP. All rights reserved",
        "(This story was not edited by our staff and came from a syndicated feed.)",
        "avec AFP",
        "Con información de EFE",
        "Com informações da Agência Brasil",
        "По материалам ТАСС",
        "Kaynak: AA",
        "المصدر: رويترز",
        "来源：新华社",
        "출처: 연합뉴스",
        "AFP contributed to this report.",
        "This report by The Canadian Press was first published Nov. 8, 2022.",
        "Reuters a contribué à cet article.",
        "При подготовке материала использованы сообщения ТАСС",
    ],
)
def test_agency_notices(line):
    assert credits.is_agency_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "The Reuters building stands near the harbour.",
        "Source: the minister said on Monday that the AP would be told about it soon.",
        "Sources of the river dried up in March.",
        "© 2021 Example Gazette",
        "© Jane Doe / dpa",
        "AP AP",
        "The ferry company contributed to this report.",
        "The AP was told that the report would be published on Monday.",
        "",
    ],
)
def test_other_lines_are_no_notices(line):
    assert not credits.is_agency_notice(line)


def test_signs_of_captions_in_a_row_take_no_time():
    started = time.process_time()
    for size in range(200, 400):
        assert not credits.is_credited("＝" * size)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Image: Jane Doe", True),
        ("(Foto: Nordbild / Anna Schmidt)", True),
        ("Фото: Анна Шмидт", True),
        ("Photo: the lock had been opened on the day before", False),
        ("Quelle: Hafenamt", False),
        ("Bild der Woche", False),
    ],
)
def test_credits_that_stand_alone(text, bare):
    assert credits.is_bare(text) is bare
