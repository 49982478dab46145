"""Date lines in many languages: value, role, zone, place, and what is never a date."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.grammar import calendars, dates, headlines, zones

LINES = [
    # line, hints, role, value as ISO 8601
    ("Published March 4, 2021", {}, "published", "2021-03-04"),
    ("Updated: 4 March 2021 9:05 pm GMT", {}, "updated", "2021-03-04T21:05:00+00:00"),
    ("First published on 4th of March, 2021", {}, "published", "2021-03-04"),
    ("Last modified: Thu, 4 Mar 2021 12:15 AM UTC", {}, "updated", "2021-03-04T00:15:00+00:00"),
    ("Stand: 04.03.2021, 17:30 Uhr", {"language": "de"}, "updated", "2021-03-04T17:30:00"),
    ("Veröffentlicht am 4. März 2021", {"language": "de"}, "published", "2021-03-04"),
    ("Mis à jour le 1er mars 2021 à 17h30", {"language": "fr"}, "updated", "2021-03-01T17:30:00"),
    ("Publié le 4 mars 2021", {"language": "fr"}, "published", "2021-03-04"),
    ("Actualizado el 4 de marzo de 2021 a las 17:30", {}, "updated", "2021-03-04T17:30:00"),
    ("Publicado em 04/03/2021 às 17h30", {"language": "pt"}, "published", "2021-03-04T17:30:00"),
    ("Aggiornato il 4 marzo 2021 alle ore 17:30", {}, "updated", "2021-03-04T17:30:00"),
    ("Gepubliceerd op 4 maart 2021 om 17:30 uur", {}, "published", "2021-03-04T17:30:00"),
    ("Uppdaterad 4 mars 2021 kl. 17.30", {"language": "sv"}, "updated", "2021-03-04T17:30:00"),
    ("Opdateret 4. marts 2021", {"language": "da"}, "updated", "2021-03-04"),
    ("Publisert 4. mars 2021", {"language": "no"}, "published", "2021-03-04"),
    ("Julkaistu 4.3.2021 klo 17.30", {"language": "fi"}, "published", "2021-03-04T17:30:00"),
    ("Opublikowano: 4 marca 2021, godz. 17:30", {}, "published", "2021-03-04T17:30:00"),
    ("Aktualizováno 4. března 2021", {"language": "cs"}, "updated", "2021-03-04"),
    ("Megjelent: 2021. március 4. 17:30", {}, "published", "2021-03-04T17:30:00"),
    ("Publicat: 4 martie 2021, ora 17:30", {}, "published", "2021-03-04T17:30:00"),
    ("Обновлено: 4 марта 2021, 17:30 МСК", {}, "updated", "2021-03-04T17:30:00+03:00"),
    ("Опубліковано 4 березня 2021", {"language": "uk"}, "published", "2021-03-04"),
    ("Τελευταία ενημέρωση: 4 Μαρτίου 2021", {}, "updated", "2021-03-04"),
    ("Güncelleme: 4 Mart 2021 17:30", {"language": "tr"}, "updated", "2021-03-04T17:30:00"),
    ("Diterbitkan 4 Maret 2021, 17:30 WIB", {}, "published", "2021-03-04T17:30:00+07:00"),
    ("Cập nhật: Thứ năm, 4/3/2021, 17:30 (GMT+7)", {}, "updated", "2021-03-04T17:30:00+07:00"),
    ("تاريخ النشر: 4 مارس 2021 - 5:30 مساءً", {}, "published", "2021-03-04T17:30:00"),
    ("עודכן: 4 במרץ 2021, 17:30", {}, "updated", "2021-03-04T17:30:00"),
    ("प्रकाशित: 4 मार्च 2021, 17:30 IST", {}, "published", "2021-03-04T17:30:00+05:30"),
    ("প্রকাশ: ৪ মার্চ ২০২১, ১৭:৩০", {}, "published", "2021-03-04T17:30:00"),
    ("เผยแพร่ 4 มี.ค. 2564 17:30 น.", {}, "published", "2021-03-04T17:30:00"),
    ("发布时间：2021年3月4日 17:30", {}, "published", "2021-03-04T17:30:00"),
    ("2021年3月4日 午後5時30分 更新", {}, "updated", "2021-03-04T17:30:00"),
    ("2021-03-04 17:30 发布", {}, "published", "2021-03-04T17:30:00"),
    ("입력 2021.03.04 오후 5:30", {}, "published", "2021-03-04T17:30:00"),
    ("令和3年3月4日", {}, None, "2021-03-04"),
    ("۱۴ اسفند ۱۳۹۹", {"language": "fa"}, None, "2021-03-04"),
    ("2021-03-04T17:30:00+05:30", {}, None, "2021-03-04T17:30:00+05:30"),
    ("4. März 2021, 17:30 Uhr MEZ", {}, None, "2021-03-04T17:30:00+01:00"),
    ("4 марта 2021, 17:30 мск", {}, None, "2021-03-04T17:30:00+03:00"),
    ("04.03.2021 17:30 по мск", {"language": "ru"}, None, "2021-03-04T17:30:00+03:00"),
    ("4 March 2021, 17:30 hrs IST", {}, None, "2021-03-04T17:30:00+05:30"),
    ("פורסם ב-04.03.21, 17:30", {}, "published", "2021-03-04T17:30:00"),
    ("Data actualizării: 04.03.2021 17:30", {}, "updated", "2021-03-04T17:30:00"),
    ("Fecha de actualización: 04.03.2021", {}, "updated", "2021-03-04"),
    ("Updated at 5:30 p.m. ET on 2021-03-04", {}, "updated", "2021-03-04T17:30:00-05:00"),
    ("Updated at 5:30 p.m. ET on 2021-07-04", {}, "updated", "2021-07-04T17:30:00-04:00"),
]


@pytest.mark.parametrize(("line", "hints", "role", "value"), LINES)
def test_a_date_line_gives_its_date(line, hints, role, value):
    found = dates.parse(line, **hints)
    assert [(d.role, d.value.isoformat()) for d in found] == [(role, value)]
    assert line[found[0].start : found[0].end] == found[0].raw


def test_a_month_that_lost_the_space_before_it():
    first, second = dates.parse("Mental HealthMARCH 4, 2021Updated: MARCH 5, 2021")
    assert (first.value, second.value) == (dt.date(2021, 3, 4), dt.date(2021, 3, 5))
    assert (first.role, second.role) == (None, "updated")


def test_languages_covered():
    assert len({hints.get("language") for _, hints, _, _ in LINES if hints}) >= 10


def test_two_dates_of_one_line_keep_their_labels():
    line = "Published: 08:00 BST, 4 July 2021 | Updated: 22:10 BST, 5 July 2021"
    assert [(d.role, d.value.isoformat()) for d in dates.parse(line, host="example.co.uk")] == [
        ("published", "2021-07-04T08:00:00+01:00"),
        ("updated", "2021-07-05T22:10:00+01:00"),
    ]


SAME_DAY = [
    ("Updated March 4, 2022 — 9.20am first published at 5.51am", "05:51", "09:20"),
    ("Published 5:51am, updated 9:20am, March 4, 2022", "05:51", "09:20"),
    ("March 4, 2022 5:51 am (Updated 9:20 am)", "05:51", "09:20"),
    ("2022/3/4 5:51(最終更新 3/4 9:20)", "05:51", "09:20"),
    ("Publicerad 4 mars 2022 kl 5.51 Uppdaterad kl 9.20", "05:51", "09:20"),
    ("Published: 4 March 2022 5:51, updated 1:30", "05:51", None),
    ("Published March 4 2022 5:51 Updated 3 min read", "05:51", None),
]


@pytest.mark.parametrize(("line", "published", "updated"), SAME_DAY)
def test_a_time_with_a_label_of_its_own_belongs_to_the_day_of_the_line(line, published, updated):
    found = {d.role or "published": d.value.isoformat() for d in dates.parse(line)}
    times = {"published": published, "updated": updated}
    assert found == {role: f"2022-03-04T{time}:00" for role, time in times.items() if time}


YEARLESS = [
    ("2021/3/4 16:22（3/5 17:40 更新）", "2021-03-04T16:22", "2021-03-05T17:40"),
    ("2021年3月4日 16時22分（最終更新 3月5日 17時40分）", "2021-03-04T16:22", "2021-03-05T17:40"),
    ("2020/12/31 23:00（1/1 07:40 更新）", "2020-12-31T23:00", "2021-01-01T07:40"),
    ("12/31 23:00（2021/1/1 07:40 更新）", "2020-12-31T23:00", "2021-01-01T07:40"),
    ("4.3. 16:22 | Päivitetty 5.3.2021 17:40", "2021-03-04T16:22", "2021-03-05T17:40"),
    ("Publisert 4.3.2021 16:22, oppdatert 5.3. 17:40", "2021-03-04T16:22", "2021-03-05T17:40"),
    ("2021年3月4日 16時22分（3月5日 9時更新）", "2021-03-04T16:22", "2021-03-05T09:00"),
    ("2021年3月4日 16時22分（3月5日 9時間停電）", "2021-03-04T16:22", None),
    ("4 marca 2021, 16:22 (akt. 5 marca 2021, 17:40)", "2021-03-04T16:22", "2021-03-05T17:40"),
    ("4.3.2021 16:22 | 2/5 17:40", "2021-03-04T16:22", None),
    ("4.3.2021 16:22 | 1.3. 17:40", "2021-03-04T16:22", None),
    ("4.3.2021 16:22 (runde 5/3)", "2021-03-04T16:22", None),
]


@pytest.mark.parametrize(("line", "published", "updated"), YEARLESS)
def test_the_second_date_of_a_line_may_lack_the_year(line, published, updated):
    found = {d.role or "published": d.value.isoformat() for d in dates.parse(line)}
    moments = {"published": published, "updated": updated}
    assert found == {role: f"{moment}:00" for role, moment in moments.items() if moment}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("March 4, 2021 Updated 6 hrs ago 0 Comments", None),
        ("4 de março de 2021 Atualizado há 6 meses Compartilhe", None),
        ("4 марта 2021 Обновлено 5 минут назад", None),
        ("4 March 2021 updated", "updated"),
        ("4 March 2021 Updated 5 comments", "updated"),
    ],
)
def test_a_label_before_a_time_back_is_not_that_of_the_date(line, role):
    assert [d.role for d in dates.parse(line)] == [role]


def test_a_labelled_time_has_the_zone_of_the_other():
    found = dates.parse("Published on 4 March 2021 - 13:55 GMT+1 • Updated 14:20")
    assert [str(d.value.utcoffset()) for d in found] == ["1:00:00", "1:00:00"]


LEADING = [
    ("Valencia - 18 MAY 2021 - 05:30 CEST", "Valencia", ""),
    ("New Delhi | June 8, 2021 10:15 PM IST | Updated: June 9, 2021", "New Delhi", ""),
    ("नई दिल्ली, शुक्रवार, 3 सितंबर 2021 10:30 AM IST", "नई दिल्ली", ""),
    ("Lagos, updated: July 19, 2022", "Lagos", ""),
    ("London - 4 July 2021", None, "London"),
    ("Business | 4 July 2021 10:30", None, "Business"),
    ("Nice 4 July 2021 10:30", None, "Nice"),
]


@pytest.mark.parametrize(("line", "place", "rest"), LEADING)
def test_a_known_city_may_open_the_line(line, place, rest):
    assert {(d.place, d.rest) for d in dates.parse(line)} == {(place, rest)}


def test_a_place_may_close_the_line():
    (found,) = dates.parse("Published - October 10, 2012 08:25 pm IST - MOSCOW:")
    assert (found.place, found.rest) == ("MOSCOW", "")


@pytest.mark.parametrize(
    ("line", "hints", "offset"),
    [
        ("4 March 2021 17:30 IST", {"host": "paper.example.in"}, 330),
        ("4 March 2021 17:30 IST", {"host": "paper.example.ie"}, 60),
        ("4 March 2021 17:30 IST", {"host": "paper.example.il"}, 120),
        ("4 March 2021 17:30 IST", {"language": "he"}, 120),
        ("4 March 2021 17:30 IST", {}, 330),
        ("4 March 2021 17:30 IST - DUBLIN:", {}, 60),
        ("4 March 2021 17:30 BST", {"country": "BD"}, 360),
        ("4 July 2021 17:30 BST", {}, 60),
        ("4 March 2021 17:30 CST", {"language": "zh"}, 480),
        ("4 March 2021 17:30 CST", {"host": "daily.example.us"}, -360),
        ("4 March 2021 17:30 AST", {"language": "ar"}, 180),
        ("4 March 2021 17:30 AST", {}, -240),
        ("4 March 2021 17:30 EST", {"host": "daily.example.com.au"}, 600),
        ("4 March 2021 17:30 EST", {}, -300),
        ("4 March 2021 17:30 UTC-3", {}, -180),
        ("4 March 2021 17:30 +0545", {}, 345),
    ],
)
def test_zones_are_resolved_by_what_is_known_of_the_page(line, hints, offset):
    (found,) = dates.parse(line, **hints)
    assert isinstance(found.value, dt.datetime)
    assert found.value.utcoffset() == dt.timedelta(minutes=offset)


@pytest.mark.parametrize(
    ("hints", "day"),
    [
        ({"language": "en"}, "2021-03-04"),
        ({"host": "paper.example.co.uk"}, "2021-04-03"),
        ({"language": "en", "country": "IN"}, "2021-04-03"),
        ({"language": "pt"}, "2021-04-03"),
        ({"country": "US"}, "2021-03-04"),
    ],
)
def test_order_of_day_and_month_follows_language_and_country(hints, day):
    (found,) = dates.parse("03/04/2021", **hints)
    assert found.value.isoformat() == day


@pytest.mark.parametrize("line", ["Stand 4.3.21", "STAND 4.3.21", "Wien 4.3.21", "DPA 04.03.21"])
def test_words_before_short_years_are_not_all_programs(line):
    assert [d.value for d in dates.parse(line, language="de")] == [dt.date(2021, 3, 4)]


@pytest.mark.parametrize(
    ("line", "day", "sure"),
    [
        ("08/06/2021 20:32 IST", "2021-06-08", True),
        ("08-06-2021 20:32 IST", "2021-06-08", True),
        ("8:32 pm (AEST), 08/06/2021", "2021-06-08", True),
        ("08/06/2021 - 20:32 GMT+1", "2021-06-08", True),
        ("08/06/2021 20:32 GMT+8", "2021-08-06", False),
        ("08/06/2021 20:32 ET", "2021-08-06", False),
        ("08/06/2021 West Coast", "2021-08-06", False),
    ],
)
def test_a_zone_tells_the_order_of_day_and_month(line, day, sure):
    (found,) = dates.parse(line, language="en")
    assert (str(found.value)[:10], found.sure) == (day, sure)


def test_a_guessed_order_says_so():
    assert dates.parse("03/04/2021", language="en")[0].sure is False
    assert dates.parse("13/04/2021", language="en")[0].sure is True
    assert dates.parse("03.04.2021", language="de")[0].sure is True


@pytest.mark.parametrize(
    "line",
    [
        "© 2021 The Example, 4 March 2021",
        "Copyright 4/3/2021 Example Media",
        "$12.10.2018",
        "version 1.2.3.4",
        "PHP 8.4.13 Release Announcement",
        "iOS 12.1.22",
        "30 February 2021",
        "44.13.2021",
        "4 March 3021",
        "4 Marchland 2021",
        "https://example.com/2021/03/04/story",
        "Updated at 6:10 a.m. ET",
        "2 hours ago",
        "no digits here",
        "4 March 2021 " + "x" * 300,
    ],
)
def test_nothing_is_invented(line):
    assert dates.parse(line) == ()


NOON = dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC)


RELATIVE = [
    ("2 hours ago", "2021-03-04T10:00:00+00:00"),
    ("Updated 5 minutes ago", "2021-03-04T11:55:00+00:00"),
    ("an hour ago", "2021-03-04T11:00:00+00:00"),
    ("1 week ago", "2021-02-25"),
    ("Published yesterday", "2021-03-03"),
    ("Yesterday at 17:30 GMT", "2021-03-03T17:30:00+00:00"),
    ("vor 3 Stunden", "2021-03-04T09:00:00+00:00"),
    ("vor einer Stunde", "2021-03-04T11:00:00+00:00"),
    ("Gestern, 17:30 Uhr", "2021-03-03T17:30:00"),
    ("il y a 2 jours", "2021-03-02"),
    ("Aujourd'hui à 08h15", "2021-03-04T08:15:00"),
    ("hace 2 días", "2021-03-02"),
    ("ontem às 17h30", "2021-03-03T17:30:00"),
    ("2 ore fa", "2021-03-04T10:00:00+00:00"),
    ("2 uur geleden", "2021-03-04T10:00:00+00:00"),
    ("för 2 timmar sedan", "2021-03-04T10:00:00+00:00"),
    ("i går 17:30", "2021-03-03T17:30:00"),
    ("2 tuntia sitten", "2021-03-04T10:00:00+00:00"),
    ("wczoraj, 17:30", "2021-03-03T17:30:00"),
    ("před 2 hodinami", "2021-03-04T10:00:00+00:00"),
    ("2 órája", "2021-03-04T10:00:00+00:00"),
    ("acum 2 ore", "2021-03-04T10:00:00+00:00"),
    ("2 дня назад", "2021-03-02"),
    ("час назад", "2021-03-04T11:00:00+00:00"),
    ("вчора 17:30", "2021-03-03T17:30:00"),
    ("πριν από 2 ώρες", "2021-03-04T10:00:00+00:00"),
    ("dün 17:30", "2021-03-03T17:30:00"),
    ("2 jam yang lalu", "2021-03-04T10:00:00+00:00"),
    ("2 giờ trước", "2021-03-04T10:00:00+00:00"),
    ("منذ ساعتين", "2021-03-04T10:00:00+00:00"),
    ("اليوم 08:15", "2021-03-04T08:15:00"),
    ("۲ ساعت پیش", "2021-03-04T10:00:00+00:00"),
    ("2 گھنٹے پہلے", "2021-03-04T10:00:00+00:00"),
    ("אתמול 17:30", "2021-03-03T17:30:00"),
    ("2 घंटे पहले", "2021-03-04T10:00:00+00:00"),
    ("২ ঘণ্টা আগে", "2021-03-04T10:00:00+00:00"),
    ("2 ชั่วโมงที่แล้ว", "2021-03-04T10:00:00+00:00"),
    ("2小时前", "2021-03-04T10:00:00+00:00"),
    ("昨日 17:30", "2021-03-03T17:30:00"),
    ("2시간 전", "2021-03-04T10:00:00+00:00"),
]


@pytest.mark.parametrize(("line", "value"), RELATIVE)
def test_relative_dates_need_a_reference(line, value):
    assert dates.parse(line) == ()
    (found,) = dates.parse(line, reference=NOON)
    assert (found.value.isoformat(), found.rest) == (value, "")
    assert headlines.date_weight(line) > 0


@pytest.mark.parametrize(
    "line", ["Yesterday the council met at 17:30", "hours ago", "Today", "12 people a day", "2 ago"]
)
def test_words_for_days_and_hours_in_prose_are_no_dates(line):
    assert headlines.date_weight(line) == 0
    assert line == "Today" or dates.parse(line, reference=NOON) == ()


def test_a_half_of_the_day_is_a_word_of_its_own():
    (found,) = dates.parse("4 March 2021, Team 5:30")
    assert found.value.isoformat() == "2021-03-04"
    (found,) = dates.parse("2021年3月4日下午5:30")
    assert found.value.isoformat() == "2021-03-04T17:30:00"


HIJRI = [
    ("20 رجب 1442 هـ", "2021-03-04"),
    ("٢٠ رجب ١٤٤٢هـ", "2021-03-04"),
    ("الخميس 20 رجب 1442 هـ - 4 مارس 2021", "2021-03-04"),
    ("4 مارس 2021 - 20 رجب 1442 هـ", "2021-03-04"),
    ("نشر: 20 رجب 1442 هـ الموافق 4 مارس 2021، 5:30 مساءً", "2021-03-04T17:30:00"),
    ("20-07-1442 هـ", "2021-03-04"),
    ("1442/07/20 هـ", "2021-03-04"),
    ("1 رمضان المبارك 1442", "2021-04-13"),
    ("10 ذو الحجة 1445 هـ", "2024-06-16"),
    ("30 ذو الحجة 1446 هـ", None),
    ("20 Rajab 1442 AH", "2021-03-04"),
    ("Ramadan 1, 1442", "2021-04-13"),
    ("۲۰ رجب ۱۴۴۲ھ", "2021-03-04"),
    ("۱۴ اسفند ۱۳۹۹ - ۴ مارس ۲۰۲۱", "2021-03-04"),
    ("20 رجب 1242 هـ", None),
]


@pytest.mark.parametrize(("line", "value"), HIJRI)
def test_islamic_dates_and_lines_that_give_two_calendars(line, value):
    found = dates.parse(line)
    assert [(d.value.isoformat(), d.rest) for d in found] == ([(value, "")] if value else [])


def test_two_days_of_two_calendars_stay_two():
    first, second = dates.parse("20 رجب 1442 هـ - 9 مارس 2021")
    assert (second.value - first.value).days == 5


@pytest.mark.parametrize(
    ("day", "language", "value"),
    [
        ((2564, 3, 4), "th", dt.date(2021, 3, 4)),
        ((1399, 12, 14), "fa", dt.date(2021, 3, 4)),
        ((1442, 7, 20), "ar", dt.date(2021, 3, 4)),
        ((1442, 7, 20), "en", None),
        ((1342, 7, 20), "ar", None),
        ((1442, 13, 1), "ar", None),
        ((2021, 3, 4), None, dt.date(2021, 3, 4)),
    ],
)
def test_years_of_page_data_that_no_page_can_be_of(day, language, value):
    assert calendars.of_data(*day, language) == value


def test_months_and_years_ago_are_too_coarse_for_a_date():
    assert dates.parse("7 years ago", reference=NOON) == ()
    assert dates.is_relative("7 years ago")


@pytest.mark.parametrize("line", ["Updated at 6:10 a.m. ET", "Updated Tuesday at 1:15 p.m."])
def test_a_time_without_a_date_is_known_as_such(line):
    assert dates.time_only(line)
    assert headlines.date_weight(line) > 0


@pytest.mark.parametrize(
    "line",
    [
        "The ship sank on 4 March 2021 off the coast of Norway, officials said on Friday.",
        "He was born in 1950 and left at 9:30 that night",
        "Turnout was 12 per cent",
    ],
)
def test_prose_is_no_date_line(line):
    assert headlines.date_weight(line) == 0


def test_a_reading_time_does_not_spoil_a_date_line():
    assert headlines.date_weight("4 March 2021 · 5 min read") > 5


def test_a_flattened_page_gives_the_date_that_stands_alone():
    text = (
        "Mayor opens bridge Jane Doe 4 March 2021 17:30 GMT The mayor said on 2 March 2021 that it"
    )
    assert [d.value.isoformat() for d in dates.scan(text)] == ["2021-03-04T17:30:00+00:00"]


def test_host_countries():
    assert zones.host_country("news.example.co.uk") == "GB"
    assert zones.host_country("example.tv") is None
    assert zones.host_country("example.com") is None
    assert zones.host_country(None) is None


@given(st.text(max_size=300))
def test_any_line_is_read_without_error(text):
    for line in dates.parse(text, reference=NOON):
        assert text[line.start : line.end] == line.raw
    headlines.date_weight(text)
    dates.scan(text)


@pytest.mark.parametrize("part", ["1 ", "12 de ", "1-1-1-", "م 1 ", "4 March ", "1:1", ". ", "年1"])
def test_a_hostile_line_costs_little(part):
    line = (part * 300)[: dates.MAX_LINE]
    dates.parse(line)
    start = time.perf_counter()
    for _ in range(20):
        dates.parse(line)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        ("March 4, 2021 | 12 Comments", True),
        ("4. März 2021 | 3 Kommentare", True),
        ("4 marca 2021, 5 komentarzy", True),
        ("March 4, 2021 | 12 dead", False),
        ("March 4, 2021 Comments", False),
    ],
)
def test_the_number_of_comments_beside_a_date(line, counted):
    assert bool(headlines.date_weight(line)) is counted
