"""Days of other calendars than the Gregorian one: Buddhist, Persian and Islamic years."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from cleaner.grammar.tables import table

FIRST_YEAR, LAST_YEAR = 1800, 2050
"""Gregorian years in which a page may be dated."""
BUDDHIST = range(2400, 2640)
"""Years that only the Buddhist calendar has."""
BEFORE_BUDDHIST = 543
ISLAMIC = range(1300, 1501)
"""Years that the Persian calendar and the Islamic one have."""
_PERSIAN_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_MARKS = re.compile(r"['’\u02bf\u02be‘`.\u200c\-]+")


def gregorian(year: int, month: int, day: int) -> dt.date | None:
    """The day, if there is such a one and a page may be of it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def from_buddhist(year: int, month: int, day: int) -> dt.date | None:
    """A day whose year counts from the death of the Buddha; months are Gregorian."""
    return gregorian(year - BEFORE_BUDDHIST, month, day)


def from_persian(year: int, month: int, day: int) -> dt.date | None:
    """A Solar Hijri day as a Gregorian one (33-year leap cycle, exact for 1300-1450)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leap_days = sum(y % 33 in _PERSIAN_LEAPS for y in range(1300, year))
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    days = (year - 1300) * 365 + leap_days + before + day - 1
    return dt.date(1921, 3, 21) + dt.timedelta(days=days)


def from_hijri(year: int, month: int, day: int) -> dt.date | None:
    """A day of the Umm al-Qura calendar, years 1370 to 1500 (1950 to 2077), as a Gregorian one.
    Countries that look for the moon may have had it a day later."""
    first = _starts().get((year, month))
    if first is None:
        return None
    longest = 30 if _is_long(year, month) else 29
    return first + dt.timedelta(days=day - 1) if 1 <= day <= longest else None


def hijri_month(name: str) -> int | None:
    """1-12 for a name of an Islamic month as Arabic, Persian, Urdu, Turkish, Indonesian and English
    pages have it."""
    return _month_names().get(_plain(name))


def of_data(year: int, month: int, day: int, language: str | None) -> dt.date | None:
    """The day that page data give in digits: a year that no page can be of in the Gregorian
    calendar is one of the calendar that the language uses."""
    if year in BUDDHIST:
        return from_buddhist(year, month, day)
    if year in ISLAMIC and language == "fa":
        return from_persian(year, month, day)
    if year in ISLAMIC and language == "ar":
        return from_hijri(year, month, day)
    return gregorian(year, month, day)


def _plain(name: str) -> str:
    return " ".join(_MARKS.sub(" ", name.casefold()).split())


def _data() -> dict[str, Any]:
    return table("dates/hijri")


@cache
def _month_names() -> dict[str, int]:
    months = enumerate(_data()["months"], 1)
    return {_plain(name): number for number, names in months for name in names.split("|")}


def _is_long(year: int, month: int) -> bool:
    """Whether a month has thirty days; each year is three hexadecimal digits, the first month
    the lowest bit."""
    at = 3 * (year - _data()["first_year"])
    digits: str = _data()["long_months"][at : at + 3]
    return bool(int(digits, 16) >> (month - 1) & 1)


@cache
def _starts() -> dict[tuple[int, int], dt.date]:
    """The first day of each month by year and month."""
    out: dict[tuple[int, int], dt.date] = {}
    day: dt.date = _data()["first_day"]
    first = _data()["first_year"]
    for year in range(first, first + len(_data()["long_months"]) // 3):
        for month in range(1, 13):
            out[year, month] = day
            day += dt.timedelta(days=30 if _is_long(year, month) else 29)
    return out
