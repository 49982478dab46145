"""Time zone abbreviations, resolved by what is known of the page: host, country, language."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Any

from cleaner.grammar.tables import table

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−–])\s?(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)
_DOMAIN_COUNTRY = {"uk": "GB", "edu": "US", "gov": "US", "mil": "US"}
_MOSCOW_FOUR = (dt.datetime(2011, 3, 27, 2), dt.datetime(2014, 10, 26, 2))
"""Between these moments Moscow kept UTC+4."""


def _table() -> dict[str, Any]:
    return table("zones")


@cache
def _places() -> dict[str, str]:
    cities = table("places")["cities"]
    return {_folded(name): country for country, names in cities.items() for name in names}


def _folded(name: str) -> str:
    """A name for comparison; the Turkish letters i are one ("İZMİR", "Izmir")."""
    return name.casefold().replace("i̇", "i").replace("ı", "i")


@cache
def not_places() -> frozenset[str]:
    """Words, lower case, that open a line as a place does and are none."""
    return frozenset(table("places")["not_places"]["all"])


def host_country(host: str | None) -> str | None:
    """ISO code of the country that a host name's last label stands for; None for ``.com``."""
    label = (host or "").lower().rstrip(".").rpartition(".")[2].split(":")[0]
    if label in _DOMAIN_COUNTRY:
        return _DOMAIN_COUNTRY[label]
    return (
        label.upper() if len(label) == 2 and label not in _table()["domains"]["generic"] else None
    )


def place_country(place: str | None) -> str | None:
    """ISO code of the country of a well-known dateline city."""
    return _places().get(_folded(place or "").split(",")[0].strip())


@cache
def _countries() -> frozenset[str]:
    return frozenset(map(_folded, table("places")["countries"]["all"]))


def in_country(place: str) -> bool:
    """Whether a string is a place and, behind a comma, the name of a country."""
    town, _, country = place.rpartition(",")
    return bool(town.strip()) and _folded(country.strip(" .")) in _countries()


def is_country(name: str) -> bool:
    """Whether a string is the name of a country."""
    return _folded(name) in _countries()


@lru_cache(maxsize=256)
def country_of(
    *,
    country: str | None = None,
    host: str | None = None,
    place: str | None = None,
    language: str | None = None,
) -> str | None:
    """The best guess at a page's country: as given, else by host, place or language."""
    by_language = _table()["languages"].get((language or "")[:2].lower())
    guess = country or host_country(host) or place_country(place) or by_language
    return guess.upper() if guess else None


def is_zone(word: str) -> bool:
    """Whether a word is an abbreviation of the table: in capitals, or not in Latin letters."""
    word = _plain(word)
    return word in _table() and not word.islower()


def _plain(word: str) -> str:
    """An abbreviation as the table has it: outside Latin letters small ones stand for it too."""
    return word if word.isascii() else word.upper()


def writes_day_first(text: str) -> bool:
    """Whether a text gives a time in the zone of a country that writes the day before the month."""
    return _day_first().search(text) is not None


@cache
def _day_first() -> re.Pattern[str]:
    names = "|".join(_table()["order"]["day_first"])
    half = r"(?i:\s?[ap]\.?m\b\.?)"
    return re.compile(
        rf"(?:[:.]\d\d{half}?|\d{half})(?i:\shrs)?[\s(]{{1,2}}"
        rf"(?:(?:{names})\b|(?:GMT|UTC)\s?\+0?[1-7](?!\d))"
    )


def resolve(word: str, local: dt.datetime, country: str | None = None) -> dt.timezone | None:
    """The zone of an abbreviation or offset (``IST``, ``ET``, ``GMT+5:30``) at a local time."""
    word = _plain(word)
    if word in {"Z", "z"}:
        return dt.UTC
    numeric = _OFFSET.match(word)
    if numeric:
        return _numeric(numeric)
    entry = _table().get(word)
    if isinstance(entry, dict):
        entry = entry.get(country or "", entry.get("default"))
    if not isinstance(entry, str):
        return None
    if entry.startswith("US:"):
        return _shifted(entry[3:], 60 if _american_summer(local) else 0)
    if word in {"MSK", "МСК"} and _MOSCOW_FOUR[0] <= local.replace(tzinfo=None) < _MOSCOW_FOUR[1]:
        return _shifted(entry, 60)
    return _shifted(entry, 0)


def _numeric(match: re.Match[str]) -> dt.timezone | None:
    sign = 1 if match[1] == "+" else -1
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return dt.timezone(sign * dt.timedelta(minutes=minutes)) if minutes <= 14 * 60 else None


def _shifted(offset: str, minutes: int) -> dt.timezone:
    sign = -1 if offset[0] == "-" else 1
    total = sign * (int(offset[1:3]) * 60 + int(offset[4:6])) + minutes
    return dt.timezone(dt.timedelta(minutes=total))


def _american_summer(local: dt.datetime) -> bool:
    year, day = local.year, local.replace(tzinfo=None)
    if year >= 2007:
        start, end = _sunday(year, 3, 8), _sunday(year, 11, 1)
    else:
        start, end = _sunday(year, 4, 1), _sunday(year, 10, 25)
    return start <= day < end


def _sunday(year: int, month: int, first_day: int) -> dt.datetime:
    """Two o'clock on the first Sunday on or after a day of a month."""
    day = dt.datetime(year, month, first_day, 2)
    return day + dt.timedelta(days=(6 - day.weekday()) % 7)
