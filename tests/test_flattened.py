"""Texts that lost their line breaks: where the header ends and what is glued before a sentence."""

import datetime as dt
import itertools
import time

import pytest

import cleaner
from cleaner import blocks
from cleaner.evidence.phrases import new_search
from cleaner.evidence.phrases.fronts import find_front
from cleaner.grammar import heads, joints
from cleaner.load import load
from cleaner.metadata import flattened

STORY = (
    "The locks of the old canal were opened again on Monday, after they had stood dry for nine "
    "years. Some forty boats were waiting at the basin. “I had painted mine four times,” said "
    "Ottilie Marsh, who lives on one of them. The county paid for the gates and the village for "
    "the oak. Boats may pass from April to October, and the keeper works at weekends, too. He has "
    "a kettle, a bell and a list of those who never say thanks. "
)


def pieces(text):
    return [text[start:end] for start, end in heads.header(text)]


@pytest.mark.parametrize(
    ("title", "lines", "story"),
    [
        ("Locks open after nine dry years", ["By Ottilie Marsh", "3 May 2021, 7:10 am", "Share"],
         "The locks of the old canal were opened."),
        ("Schleusen öffnen nach neun Jahren", ["Von Ute Marsch", "03.05.2021, 07:10 Uhr", "Teilen"],
         "Die Schleusen am alten Kanal sind offen."),
        ("Les écluses rouvrent après neuf ans", ["Par Odile Marais", "Publié le 3 mai 2021 à 7h10",
         "mis à jour le 4 mai 2021", "Partager Imprimer"], "Les bateaux passent de nouveau."),
        ("Reabren las esclusas del canal viejo", ["Por Olga Marín",
         "Actualizado 3 de mayo de 2021 - 07:10", "Compartir"], "Los barcos pasan de nuevo."),
        ("В Устье открыли старые шлюзы", ["Автор: Ольга Маркова", "3 мая 2021, 07:10",
         "Поделиться ВКонтакте"], "Старые шлюзы открыли в понедельник."),
        ("Eski kanalın kapakları açıldı", ["Haber: Oya Mert", "03.05.2021 - 07:10", "Paylaş"],
         "Kanalın kapakları pazartesi açıldı."),
        ("فتح أهوسة القناة القديمة بعد تسع سنوات", ["كتب: سامي مراد", "3 مايو 2021 - 7:10 صباحا"],
         "فتحت أهوسة القناة القديمة يوم الاثنين."),
        ("नौ साल बाद पुरानी नहर के फाटक खुले", ["प्रकाशित: 3 मई 2021, 07:10 AM", "शेयर करें"],
         "पुरानी नहर के फाटक सोमवार को खुले।"),
        ("旧運河の水門が九年ぶりに開く", ["2021年5月3日 7時10分", "【森下央】", "シェア"],
         "旧運河の水門が三日、九年ぶりに開いた。見物人も多かった。"),
    ],
)  # fmt: skip
def test_the_header_of_a_flattened_page_is_found_between_title_and_story(title, lines, story):
    assert pieces(" ".join([title, *lines, story])) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat der Stadt tagt am 12.05.2021 Stadthalle und Bühne sind dann offen für alle.",
        "Der Bericht des Rates, veröffentlicht am 12.05.2021 14:32 Uhr, nennt viele Gründe dafür.",
        "OSLO, 12 May 2021 (AP) - The council voted on Monday to open the locks again.",
        "Oslo, 4 May 2021, 10:12 - The council of the city voted on Monday to open the locks.",
        "El consejo de la villa informó el 7 de mayo de 2021 a las 10:45 Madrid tiene un plan.",
        "أعلنت وزارة النقل الجديدة يوم الأحد 12 مارس 2021 الساعة 10:15 صباحا أن الطريق مفتوح.",
        "气象台宣布台风于 2021年9月13日 18:40 登陆海岸。风力很大，港口已经关闭，船只全部回港。",
        "मंत्री ने संसद में बताया कि 18 जून 2021 08:40 बजे पुल बंद होगा और नावें चलेंगी।",
        "The council met in the town hall on March 3, 2021 at 5:40 PM Mayor Jane Doe spoke first.",
        "Reading in the Town Hall: Friday, 12 June 2023, 19:30 The doors open at seven o'clock.",
        "Großes Fest im Alten Hafen: 12. Juni 2023, 19.30 Uhr Der Eintritt kostet neun Kronen.",
    ],
)
def test_a_date_inside_a_sentence_or_a_dateline_is_no_header(text):
    assert pieces(text) == []


@pytest.mark.parametrize(
    ("menu", "title"),
    [
        ("Home News Sport Business Subscribe Log in", "Locks of the old canal open again"),
        ("The Daily Eel | News | Politics | Sport |", "Locks of the old canal open again"),
        ("Startseite Politik Wirtschaft Sport Anmelden", "Schleusen am Kanal wieder offen"),
        ("Главная Новости Политика Спорт Поиск", "В Устье снова открыли старые шлюзы"),
        ("الرئيسية سياسة اقتصاد رياضة", "فتح أهوسة القناة القديمة بعد تسع سنوات"),
        ("首页 新闻 国内 国际 财经", "旧运河的水闸时隔九年后终于在星期一重新打开，船只开始通行"),
    ],
)
def test_the_menu_before_the_title_is_apart(menu, title):
    assert pieces(f"{menu} {title}") == [menu]
    assert heads.is_menu(menu.removesuffix(" |"))
    assert not heads.is_menu(title)


@pytest.mark.parametrize(
    "menu",
    [
        "Thursday, 14 September 2023 Subscribe Log in Home News Sport Opinion",
        "Jueves, 14 de septiembre de 2023 Suscríbete Iniciar sesión Portada Local Cultura Opinión",
        "14.09.2023 Startseite Politik Wirtschaft Sport",
    ],
)
def test_the_menu_below_the_day_of_the_page_is_apart(menu):
    assert pieces(f"{menu} Locks of the old canal open again") == [menu]
    assert pieces("14 September 2023 was the day on which the locks of the canal opened.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sport Kultur Wirtschaft Politik – alles hängt am Geld, sagte der Minister am Montag.",
        "Politique, Culture, Sport, Économie : tout tient à l'argent, dit le maire de la ville.",
        "World News Politics Sport are the names of four boats in the harbour of Westhaven.",
        "Sport und Politik gehören zusammen, sagte der Minister am Montag in Oberlauen.",
        "News Corp, Sport England and World Vision signed the treaty on Monday in Westhaven.",
        "देश में खेल और शिक्षा पर खर्च बढ़ेगा, मंत्री ने सोमवार को संसद में यह बात कही।",
    ],
)
def test_a_sentence_that_names_sections_is_no_menu(text):
    assert pieces(text) == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("بس گاؤں والوں نے خریدی۔ ", 30), ("ဈေးကို တနင်္လာနေ့ ဖွင့်သည်။ ", 30),
        ("የድሮው ቦይ ሰኞ ዕለት ተከፈተ። ", 40), ("Հին ջրանցքը բացվեց երկուշաբթի։ ", 30),
    ],
)  # fmt: skip
def test_sentences_of_every_script_are_told_apart(text, size):
    found = blocks.read(load(text * size, kind="text")).blocks
    assert len(found) == size


def test_a_space_parts_words_only_where_the_script_has_none():
    story = "旧运河的水闸时隔九年重新打开。" * 20
    texts = [
        b.text
        for b in blocks.read(
            load(
                f"{story} 相关阅读：水闸的历史 “我等了很久。”记者 王小明 摄 村民说，船很多。",
                kind="text",
            )
        ).blocks
    ]
    assert "相关阅读：水闸的历史" in texts
    assert "记者 王小明 摄" in texts[-2]


def test_short_lines_of_a_flattened_page_are_split_too():
    ending = "The keeper has a bell. Boats may pass again from April on. " * 4
    source = f"{STORY}{STORY}\n{ending}Sign up to our newsletter"
    found = blocks.read(load(source, kind="text")).blocks
    assert found[-1].text == "Sign up to our newsletter"
    assert len(blocks.read(load(f"{ending}\n{ending}", kind="text")).blocks) == 2


FRONTS = [
    ("ADVERTISEMENT", "Officials in the village said the gates were new."),
    ("Advertisement", "The gates were built in a yard nearby."),
    ("Anzeige", "Die Tore wurden in der Nähe gebaut."),
    ("Continua depois da publicidade", "Uma vistoria está marcada para quinta-feira."),
    ("Read more: Ten canals to see this year", "The gates were built in a yard nearby."),
    (
        "Lesen Sie auch: Die schönsten Kanäle des Landes",
        "Ein Tor wurde gestern in der Nähe gebaut.",
    ),
    ("Lire aussi : Dix canaux qu’il faut avoir vus", "Le chantier a duré deux ans et demi."),
    ("Te puede interesar: Los canales más bellos", "El consejo pagó las puertas de roble."),
    ("Leia também: Dez canais para ver ainda este ano", "O carpinteiro fez todas as portas."),
    ("Читайте также: Десять каналов нашей области", "На шлюзах снова работает смотритель."),
]


@pytest.mark.parametrize(("front", "sentence"), FRONTS)
def test_a_label_glued_before_a_sentence_is_apart(front, sentence):
    found = find_front(f"{front} {sentence}", new_search().match)
    assert f"{front} {sentence}"[:found].strip() == front


@pytest.mark.parametrize(
    "text",
    [
        "Advertising Standards Authority rules were broken, said the keeper.",
        "Anzeige erstattete die Frau noch am selben Abend bei der Polizei.",
        "Реклама «Жигулей» на шлюзах не понравилась смотрителю канала.",
        "Read more books, said the keeper, who has a shelf of them in The Hague.",
        "The keeper read more: ten canals, then a list of boats that pass.",
        "“Advertisement,” he said. The word was new to the keeper.",
    ],
)
def test_a_sentence_that_begins_like_a_label_stays_whole(text):
    assert new_search().front(text) == 0


def test_only_pieces_of_a_flattened_line_are_cut():
    line = "Read more: Ten canals to see this year The gates were built nearby."
    article = cleaner.clean(
        f"{STORY}\n\n{line}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}", kind="text"
    )
    assert line in article.text or line in [r.text for r in article.removed]


@pytest.mark.parametrize(
    "path", ["Home > News >", "Startseite - Nachrichten -", "الرئيسية - حوادث -", ""]
)
@pytest.mark.parametrize("date", ["3 May 2021 - 7:10 am", ""])
def test_a_title_that_stands_in_the_path_of_its_page_too(path, date):
    title = "Locks of the old canal open again after nine years"
    story = "The locks of the old canal were opened on Monday."
    expected = [part for part in (path, title, title, date) if part]
    assert pieces(" ".join([*expected, story])) == expected


def test_sentences_that_say_the_same_are_no_titles():
    said = "The keeper of the lock has a bell. Boats may pass again from April on."
    assert pieces(f"{said} {said} {STORY}") == []
    assert pieces("One boat and two old eels " * 40) == []
    sung = "We shall not be moved by the river we shall not be moved by the river"
    assert pieces(f"{sung}, the town sang on Monday. {STORY}") == []


def test_headlines_behind_the_label_of_a_list_are_apart():
    front = "Related Stories News Ten Canals To See This Year Boats 'Eel' Is Back In The Lock"
    sentence = "The gates were built in a yard nearby, the keeper said, from oak of the region."
    found = find_front(f"{front} {sentence}", new_search().match)
    assert f"{front} {sentence}"[:found].strip() == front
    for stays in (
        f"Related stories of the lock fill nine books. {sentence}",
        f"Related Stories Ltd of Ottery said on Monday that it would sell. {sentence}",
    ):
        assert find_front(stays, new_search().match) == 0


def test_what_no_script_has_filled_in_goes_from_a_flattened_line():
    article = cleaner.clean(f"{STORY}- - {{{{eels.views}}}} {STORY}{STORY}{STORY}", kind="text")
    assert [r.text for r in article.removed] == ["- - {{eels.views}}"]


def test_a_sentence_about_templates_keeps_its_placeholders():
    told = "In the template, write {{ user.name }} where the name stands, and {{ user.url }}. "
    article = cleaner.clean(f"{STORY}{told}{STORY}{STORY}{STORY}", kind="text")
    assert not any("{{" in r.text for r in article.removed)


def test_menus_run_together_are_apart():
    menu = "Eel NewsEel HomepageSkip to contentYour accountHomeNewsSportTravelMore menuSearch"
    source = f"Locks open again - {menu} {STORY}{STORY}"
    found = [b.text for b in blocks.read(load(source, kind="text")).blocks]
    assert found[:2] == ["Locks open again", f"- {menu}"]
    assert not joints.is_run("YouTube, TikTok, PayPal, LinkedIn and WhatsApp were down on Monday.")
    assert not joints.is_run("#BringBackOurGirls, #BlackLivesMatter, #YesAllWomen and #MeToo grew")
    assert not joints.is_run("HttpServletRequestWrapper, ServletContext, ServletRequest, MapEntry")
    assert not joints.is_run("a.addHttpMessage(b => { b.logLevelOf.theUserName = aListOfNames; })")


def test_an_insert_in_brackets_stays_whole():
    insert = (
        "[More of the canal. More of the town. Read it for thirty days, and " + "more " * 20 + ".]"
    )
    source = f"{STORY}{STORY}{STORY}\n{insert}\n{STORY}{STORY}"
    found = [b.text for b in blocks.read(load(source, kind="text")).blocks]
    assert insert in found
    assert STORY.strip() not in found


PAGE = [
    "Home News Sport Business Opinion Subscribe Log in Search",
    "Locks of the old canal open after nine dry years",
    "By Ottilie Marsh",
    "3 May 2021, 7:10 am",
    "Share Facebook Twitter",
    STORY.strip(),
    "ADVERTISEMENT",
    "The gates were built in a yard nearby. They weigh four tonnes each.",
    "Read more: Ten canals to see this year",
    "A party is planned for June. There will be eels, and a band from the next village.",
]


@pytest.mark.parametrize("breaks", [(), (5,), (1, 6), (1, 5)])
def test_a_page_keeps_its_story_however_it_lost_its_lines(breaks):
    marks = ["\n" if i in breaks else " " for i in range(1, len(PAGE))]
    source = "".join(itertools.chain(*zip(PAGE, [*marks, ""], strict=True)))
    article = cleaner.clean(source, kind="text")
    assert article.title == PAGE[1]
    assert article.authors == ("Ottilie Marsh",)
    assert str(article.published)[:10] == "2021-05-03"
    told = " ".join([PAGE[5], PAGE[7], PAGE[9]])
    assert " ".join(article.text.split()) == told
    assert cleaner.clean(article.text, kind="text").removed == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Guide HomeNews Locks open again Locks open again", "Locks open again"),
        ("第十届运河节开幕 第十届运河节开幕", "第十届运河节开幕"),
        ("Locks of the old canal open again By", "Locks of the old canal open again"),
        ("Boats, boats and more boats", "Boats, boats and more boats"),
    ],
)
def test_the_title_above_a_header_stands_once(text, title):
    assert flattened.before_header(text) == title


@pytest.mark.parametrize(
    "text", ["3 May 2021 ", "News Sport ", "By Jane Doe ", "Anzeige ", "新闻 "]
)
def test_a_header_that_never_ends_takes_no_time(text):
    started = time.process_time()
    heads.header(text * 100_000)
    assert time.process_time() - started < 1


def test_the_day_of_the_page_before_that_of_its_story():
    said = "4 Mar 2021 | BY Staff Writer"
    page = (
        f"5th March, 2021 {said} {said} The harbour office has closed the pier for the ferries of "
        "the island until Monday. The warning will stay in force until the storm is over, it said. "
        "Passengers are asked to wait at home and to listen to the radio."
    )
    article = cleaner.clean(page, kind="text")
    assert (article.title, article.published) == (None, dt.date(2021, 3, 4))


@pytest.mark.parametrize("told", [True, False])
def test_a_line_between_title_and_story_of_a_page_of_few_lines(told):
    line = (
        "La sindaca promette il traghetto, la compagnia rinvia. Scambio di accuse in vista del voto"
    )
    other = "Scopri tutte le offerte del mese per la casa e per il giardino"
    page = "\n\n".join([
        "La sindaca vuole il nuovo traghetto: in prima persona ha garantito agli abitanti la nave",
        line if told else other,
        "Ci sta che la sindaca sia ferma sul traghetto, di cui conosce la storia: la compagnia "
        "rinvia da anni la nave nuova, e gli abitanti aspettano sul molo. O forse è coerenza. " * 2,
        "Seguici via Telegram, basta un clic QUI",
        "Gli abitanti dell'isola lo sanno. Da quando la nave si è fermata, ormai due mesi fa, i "
        "colloqui tra la sindaca e la compagnia sono costanti, e quasi sempre cordiali. " * 2,
    ])  # fmt: skip
    assert cleaner.clean(page, kind="text").subtitle == (line if told else None)


def test_what_is_said_a_third_time_is_no_title():
    line = "Row the ferry over the dark water "
    assert heads.header(f"{line * 2}The council of Harwick has kept it.")
    assert heads.header(line * 3 + "The council of Harwick has kept it.") == ()
    article = cleaner.clean(line * 300, kind="text")
    assert article.text == (line * 300).strip()
