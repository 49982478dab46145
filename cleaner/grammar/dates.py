"""Date lines of news pages: what date a line gives, in what role, with what zone.

Only short lines are looked at. Every pattern has bounded repeats, so that the cost of a line is
linear in its length.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from cleaner.grammar import calendars, relative, zones
from cleaner.grammar.letters import begins_small
from cleaner.grammar.tables import table

MAX_LINE = 240
"""Longer lines are prose, not date lines."""
MAX_SCAN = 4000
"""How far into a flattened page a date line is looked for."""
MAX_GAP = 40
MAX_LABEL = 8
"""Words of a label."""
SAME_WEEKS = 60
"""How many days a story may be updated after it appeared in a line that gives one year for both."""
TWICE = 2
"""How many days two calendars may differ that a line gives for one day."""

Role = Literal["published", "updated"]
Moment = dt.datetime | dt.date

_WORD = r"[^\s\d.,:;/()\[\]{}|·•●<>«»\"'“”‘’–—\-+=،؛।@#&*!?%：，、（）【】│〡\u200e\u200f]"
_MONTH = rf"((?:(?:كانون|تشرين) )?{_WORD}{{1,16}}(?:\.{_WORD}{{1,2}}(?!{_WORD}))?)"
_DAY = r"(?<![\d:.,/])(?<!(?<![\u05d0-\u05ea])-)(\d{1,2})"
"""A day; Hebrew joins "on" to it with a hyphen."""
_SEP = r"\s?([-./–])\s?"
_YEARLESS = re.compile(
    r"(?<![\d:.,/\-])(?:(\d{1,2})[./](\d{1,2})\.?|(\d{1,2})月(\d{1,2})日)"
    r"(?=,?\s?\d{1,2}(?:[:.時时]\d{2}|[時时](?![间間代半])))"
)
_YEAR_FIRST = re.compile(r"\d{4}")
_COPYRIGHT = re.compile(
    r"©|\(c\)\s|copyright|all rights reserved|derechos reservados", re.IGNORECASE
)
_TOKEN = re.compile(rf"{_WORD}+(?:['’\-.]{_WORD}+)*|\d+|[^\s\w]")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Where a month begins that lost the space before it ("HealthMARCH 4, 2021")."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_PERSIAN = re.compile(r"[\u06f0-\u06f9]")
_NEAR = 48
"""Characters around a digit in which the rest of its date stands."""
_PRODUCT = re.compile(r"\b([A-Z]{2,12}|[a-z]{1,3}[A-Z][A-Za-z]{1,12})\s$")
"""A name in capitals, or with some inside, as programs have."""
_SIGNS = frozenset("-–—|,:·•")
"""What stands between a place and a date."""
_ASIDE = re.compile(r"[(（\[][^)）\]]*\d")
"""A bracket with a date or a time of its own."""
_PLACE = re.compile(r"[^\W\d_][^\d:;|!?]{1,39}")


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date in a line."""

    role: Role | None
    """What a label beside the date says of it; None if there is no label."""
    value: Moment
    """A datetime if the line gives a time, with zone if the line gives one; else a date."""
    raw: str
    start: int
    """First character of date and time in the line."""
    end: int
    place: str | None = None
    """A place that ends the line ("October 10, 2012 - MOSCOW:") or begins it ("Oslo | ...")."""
    rest: str = ""
    """What the line says besides dates, labels, weekdays and the place."""
    sure: bool = True
    """False if the order of day and month was a guess."""


@dataclass(frozen=True, slots=True)
class _Hints:
    language: str
    country: str | None
    month_first: bool
    zoned: bool
    """Whether a time zone tells that the day stands first."""
    thai: bool
    persian: bool


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    day: dt.date
    sure: bool = True
    other: bool = False
    """Whether the line has it in the Persian or the Islamic calendar."""


@dataclass(frozen=True, slots=True)
class _Clock:
    start: int
    end: int
    time: dt.time
    zone: str


_Timed = tuple[tuple[int, int], _Found, _Clock | None]
"""A day with its time, and where the two stand in the line."""


@dataclass(frozen=True, slots=True)
class _Words:
    labels: dict[tuple[str, ...], Role]
    weekdays: frozenset[str]
    glue: frozenset[str]
    before_noon: frozenset[str]
    after_noon: frozenset[str]
    clock_sign: re.Pattern[str]
    """What stands in any clock time, and is quickly looked for."""
    clock: re.Pattern[str]


@lru_cache(maxsize=512)
def parse(
    text: str,
    *,
    language: str | None = None,
    host: str | None = None,
    country: str | None = None,
    reference: dt.datetime | None = None,
) -> tuple[DateLine, ...]:
    """All dates of a line, in order.

    ``language`` is ISO 639-1, ``country`` ISO 3166; both and the host decide the order of day and
    month and what a zone abbreviation means. Relative dates ("2 hours ago") are read only against
    ``reference``. Lines of more than ``MAX_LINE`` characters and copyright lines give
    nothing. Evidence and metadata ask about the same lines: the last are remembered.
    """
    if len(text) > MAX_LINE:
        return ()
    hints = _hints(text, language, host, country)
    days = _days(text, hints) if _has_digit(text) else []
    if (days or reference) and _COPYRIGHT.search(text):
        return ()
    if not days:
        return _relative(text, reference) if reference else ()
    return _lines(text, days, hints, located=country is not None or host is not None)


def scan(
    text: str, *, language: str | None = None, host: str | None = None
) -> tuple[DateLine, ...]:
    """The dates in the first ``MAX_SCAN`` characters of a page that lost its line breaks which
    stand there as a date line would: with a label, a time, or all in digits, and not inside
    a sentence; their ``rest`` stays empty."""
    head = text[:MAX_SCAN]
    hints = _hints(head, language, host, None)
    days = [
        d for d in _days(head, hints) if not _COPYRIGHT.search(head[max(0, d.start - 40) : d.start])
    ]
    lines = _lines(head, days, hints, located=host is not None, rest=False) if days else ()
    return tuple(line for line in lines if _stands_alone(head, line))


def _stands_alone(text: str, line: DateLine) -> bool:
    """Whether a date in running text stands there as a date line would."""
    before = text[: line.start].rsplit(maxsplit=1)[-1:] or [""]
    after = text[line.end :].split(maxsplit=1)[:1] or [""]
    timed = isinstance(line.value, dt.datetime)
    if line.role or (isinstance(line.value, dt.datetime) and line.value.tzinfo):
        return True
    in_digits = line.start < 400 and not any(c.isalpha() for c in line.raw)
    if in_digits and after[0][:1].isupper():
        return True
    if any(begins_small(w) and not _skippable(w) for w in (*before, *after)):
        return False
    past = is_relative(" ".join(text[line.end :].split(maxsplit=3)[:3]))
    return timed or past or in_digits or after[0] in {"|", "-", "–"}


def beside(text: str, lines: Sequence[DateLine]) -> list[str]:
    """What stands before, between and behind the dates of a line, without their labels."""
    starts = [0, *(line.end for line in lines)]
    ends = [*(line.start for line in lines), len(text)]
    return [_without_labels(text[a:b]) for a, b in zip(starts, ends, strict=True)]


def _lines(
    text: str, days: list[_Found], hints: _Hints, *, located: bool, rest: bool = True
) -> tuple[DateLine, ...]:
    clocks = _clocks(text)
    pairs = [(day, _clock_of(text, day, days, clocks)) for day in days]
    found = [(_span(day, clock), day, clock) for day, clock in pairs]
    if len(found) == 1:
        found = sorted(found + _labelled_clocks(text, *found[0], clocks), key=lambda f: f[0])
    spans = [span for span, _, _ in found]
    roles = _roles(text, spans)
    first = 0
    place, last = _place(text, spans[-1][1])
    if rest and place is None and (roles[0] or found[0][2]):
        place, first = _leading_place(text[: spans[0][0]])
    if place and not located:
        hints = _hints(text, hints.language, None, zones.place_country(place))
    left = _rest(text, spans, first, last) if rest else ""
    return tuple(
        DateLine(
            role,
            _moment(text, day, clock, hints),
            text[start:end],
            start,
            end,
            place,
            left,
            day.sure,
        )
        for ((start, end), day, clock), role in zip(found, roles, strict=True)
    )


def is_relative(text: str) -> bool:
    """Whether a short line says nothing but how long ago something was ("7 years ago"), or on what
    day with a label ("Published yesterday")."""
    if len(text) > 60:
        return False
    words = _label_tokens(text)
    known = _words()
    day = relative.day(words)
    if day and day.first + day.size == len(words) and tuple(words[: day.first]) in known.labels:
        return True
    return relative.says_only_ago(words, [w in known.glue or (w,) in known.labels for w in words])


def time_only(text: str) -> bool:
    """Whether a line is a clock time and its label, without a date ("Updated at 6:10 a.m. ET")."""
    if len(text) > 60 or not _has_digit(text):
        return False
    clocks = _clocks(text)
    if len(clocks) != 1:
        return False
    left = text[: clocks[0].start] + " " + text[clocks[0].end :]
    known = _words()
    words = [t.casefold() for t in _TOKEN.findall(left) if t[0].isalnum()]
    day = relative.day(words)
    words = words[: day.first] + words[day.first + day.size :] if day else words
    named = [w for w in words if (w,) in known.labels or w in known.weekdays]
    return len(words) <= 4 and all(w in known.glue or w in named for w in words)


def is_filler(word: str) -> bool:
    """Whether a word is a weekday, a connecting word or a relative unit as date lines use them."""
    return _skippable(word.casefold().strip(".,"))


def is_weekday(word: str) -> bool:
    """Whether a word is the name of a weekday in any known language."""
    return word.casefold().strip(".,،") in _words().weekdays


def month_number(word: str, language: str = "") -> int | None:
    """1-12 for a month's name in any known language; the given one wins where names differ."""
    key = word.casefold().strip(". ")
    entry = _months().get(key) or _months().get(_plain(key))
    if entry is None and "." in key:
        entry = _months().get(key.partition(".")[0])
    if entry is None:
        return None
    return entry.get(language) or next(iter(entry.values()))


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _plain(word: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if not "\u0300" <= c <= "\u036f")


@cache
def _months() -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for language, names in table("dates/months").items():
        if isinstance(names, list):
            for number, variants in enumerate(names, 1):
                for name in variants.split("|"):
                    out.setdefault(name.casefold(), {})[language] = number
                    out.setdefault(_plain(name.casefold()), {})[language] = number
    return out


@cache
def _persian_months() -> dict[str, int]:
    names = table("dates/months")["persian"]["names"]
    return {n: i for i, found in enumerate(names, 1) for n in found.split("|")}


@cache
def _words() -> _Words:
    data = table("dates/words")
    labels: dict[tuple[str, ...], Role] = {}
    roles: tuple[Role, Role] = ("published", "updated")
    for role in roles:
        for label in data["labels"][role]:
            labels[tuple(t.casefold() for t in _TOKEN.findall(label) if t[0].isalnum())] = role
    clock = data["clock"]
    halves = "|".join(
        map(re.escape, sorted(clock["before_noon"] + clock["after_noon"], key=len, reverse=True))
    )
    return _Words(
        labels,
        frozenset(map(str.casefold, data["weekdays"]["all"])),
        frozenset(map(str.casefold, data["glue"]["all"])),
        frozenset(clock["before_noon"]),
        frozenset(clock["after_noon"]),
        re.compile(
            rf"\d(?:\s?(?:[:時时시点點]\s?\d\d|h(?![^\W\d_])|{halves})|\.\d\d)", re.IGNORECASE
        ),
        _clock_pattern(halves, "|".join(map(re.escape, clock["before_zone"]))),
    )


def _clock_pattern(halves: str, before_zone: str) -> re.Pattern[str]:
    half = rf"(?:{halves})\.?(?!{_WORD})"
    zone = (
        rf"(?P<tail>(?:\s?(?:{before_zone})\.?(?=[\s,(]))?"
        r"[\s,(]{1,2}(?P<named>(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d{2})?|[A-ZİМСК]{1,4})\b|"
        r"\s?(?P<offset>[+\-−]\d{2}:?\d{2})(?!\d)|(?P<zulu>Z)\b)?"
    )
    return re.compile(
        rf"(?<![\d:.,])(?P<pre>(?<![A-Za-z\u0370-\u06ff])(?:{halves})\s?)?(?P<hour>\d{{1,2}})"
        r"(?:\s?[:時时시点點]\s?(?P<minute>\d{2})(?:[:分분]\s?(?P<second>\d{2})(?:[.,]\d{1,9}|秒|초)?)?"
        r"[分분]?|[.](?P<dotted>\d{2})(?![\d.]\d)|\s?[hH](?:\s?(?P<french>\d{2}))?(?![^\W\d_])|"
        rf"[時时时시点點](?![间間代])(?=\D|$)|(?=\s?(?:{half})))(?!\d)"
        rf"(?:\s?(?P<post>{half}))?{zone}",
        re.IGNORECASE,
    )


def _hints(text: str, language: str | None, host: str | None, country: str | None) -> _Hints:
    lang = (language or "")[:2].lower()
    where = zones.country_of(country=country, host=host, language=lang)
    plain = text.isascii()
    thai = lang == "th" or where == "TH" or (not plain and _THAI.search(text) is not None)
    persian = lang == "fa" or where == "IR" or (not plain and _PERSIAN.search(text) is not None)
    english = lang == "en" or (not lang and text.isascii())
    american = english and where in (None, "US", "PH")
    zoned = american and zones.writes_day_first(text)
    return _Hints(lang, where, american and not zoned, zoned, thai, persian)


# Days


def _iso(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _found(m, int(m[1]), int(m[3]), int(m[4]), hints)


def _east_asian(m: re.Match[str], hints: _Hints) -> _Found | None:
    base = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}.get(m[1] or "", 0)
    year = 1 if m[2] == "元" else int(m[2])
    return _found(m, base + year, int(m[3]), int(m[4]), hints) if base or year > 99 else None


def _numeric(m: re.Match[str], hints: _Hints) -> _Found | None:
    if len(m[4]) == 2 and m[2] == "." and _is_version(m):
        return None
    first, second, year = int(m[1]), int(m[3]), _year(m[4], hints)
    swap = m[2] in "/-" and hints.month_first
    if first > 12 or (second <= 12 and not swap):
        day, month = first, second
    else:
        day, month = second, first
    sure = first > 12 or second > 12 or first == second or bool(hints.country) or m[2] == "."
    sure = sure or hints.zoned or hints.language not in ("en", "")
    found = _found(m, year, month, day, hints)
    return replace(found, sure=sure) if found else None


def _is_version(m: re.Match[str]) -> bool:
    """Whether digits with dots number a version ("PHP 8.4.13"): a name stands before them."""
    if m[1][0] == "0" or m[3][0] == "0":
        return False
    before = _PRODUCT.search(m.string[max(0, m.start() - 24) : m.start()])
    word = before[1].casefold() if before else ""
    return bool(word) and not _skippable(word) and (word,) not in _words().labels


def _day_month_year(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _named(m, m[3], m[2], m[1], hints)


def _month_day_year(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _named(m, m[3], m[1], m[2], hints)


def _year_month_day(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _named(m, m[1], m[2], m[3], hints)


def _year_day_month(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _named(m, m[1], m[3], m[2], hints)


def _vietnamese(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _found(m, int(m[3]), int(m[2]), int(m[1]), hints)


def _hijri(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _hijri_named(m, m[3], m[2], m[1])


def _hijri_month_first(m: re.Match[str], hints: _Hints) -> _Found | None:
    return _hijri_named(m, m[3], m[1], m[2])


def _hijri_named(m: re.Match[str], year: str, month: str, day: str) -> _Found | None:
    number = calendars.hijri_month(month)
    value = calendars.from_hijri(int(year), number, int(day)) if number else None
    return _Found(m.start(), m.end(), value, other=True) if value else None


def _hijri_digits(m: re.Match[str], hints: _Hints) -> _Found | None:
    year, month, day = (m[1], m[2], m[3]) if m[1] else (m[6], m[5], m[4])
    value = calendars.from_hijri(int(year), int(month), int(day))
    return _Found(m.start(), m.end(), value, other=True) if value else None


class _Pattern(NamedTuple):
    """One way to write a date."""

    build: Callable[[re.Match[str], _Hints], _Found | None]
    digits: int
    """How many digits such a date has at least."""
    sign: re.Pattern[str]
    """What stands in any such date, and is quickly looked for."""
    pattern: re.Pattern[str]


_LAST_YEAR = re.compile(r"\d(?:st|nd|rd|th|\.)?\s?[,،.\-]?\s{0,2}(?:of\s)?\d{4}(?!\d)")
_ERA = r"(?:هـ|ه|ھ|ہ|AH|H)(?![^\W\d_])\.?"
_HIJRI_MONTH = r"([^\W\d_]{2,14}(?:[ '’\-\u200c]{1,2}[^\W\d_]{2,10}){0,2})"
_HIJRI_YEAR = re.compile(r"[1١۱][345٣٤٥۳۴۵]\d\d")
_PATTERNS = (
    _Pattern(
        _hijri,
        5,
        _HIJRI_YEAR,
        re.compile(
            _DAY + r"\s?(?:من\s)?" + _HIJRI_MONTH + r"\s?[،,]?\s?(\d{4})(?!\d)(?:\s?" + _ERA + ")?"
        ),
    ),
    _Pattern(
        _hijri_month_first,
        5,
        _HIJRI_YEAR,
        re.compile(_HIJRI_MONTH + r"\s(\d{1,2}),?\s(\d{4})(?!\d)(?:\s?" + _ERA + ")?"),
    ),
    _Pattern(
        _hijri_digits,
        6,
        _HIJRI_YEAR,
        re.compile(
            r"(?<!\d)(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](\d{4}))"
            r"\s?" + _ERA
        ),
    ),
    _Pattern(
        _iso,
        6,
        re.compile(r"\d{4}\s?[-./–]"),
        re.compile(r"(?<!\d)(\d{4})" + _SEP + r"(\d{1,2})\2\s?(\d{1,2})(?!\d)"),
    ),
    _Pattern(
        _east_asian,
        2,
        re.compile("[年년]"),
        re.compile(
            r"(令和|平成|昭和|民國|民国)?\s?(\d{1,4}|元)\s?[年년]\s?(\d{1,2})\s?[月월]\s?"
            r"(\d{1,2})\s?[日일号號]?(?!\d)"
        ),
    ),
    _Pattern(
        _vietnamese,
        6,
        re.compile("tháng"),
        re.compile(_DAY + r"\s?tháng\s(\d{1,2})(?:,\s|\snăm\s|,\snăm\s|\s)(\d{4})(?!\d)"),
    ),
    _Pattern(
        _numeric,
        4,
        re.compile(r"\d\s?[-./–]\s?\d"),
        re.compile(_DAY + _SEP + r"(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d|[:.]\d)"),
    ),
    _Pattern(
        _day_month_year,
        3,
        re.compile(r"\d\D{1,50}\d\d"),
        re.compile(
            _DAY + r"(?:st|nd|rd|th|er|ème|º|ª|°|-го|:e|-е)?[\s\-/.,]{0,2}"
            r"(?:(?:de|of|di|d['’]|tháng)\s?)?"
            + _MONTH
            + r"[\s.,،/\-’']{0,3}(?:(?:de|del|of|do|พ\.ศ\.|ค\.ศ\.)\s?)?"
            r"(\d{4}|\d{2}(?![\d:h]))(?!\d)"
        ),
    ),
    _Pattern(
        _month_day_year,
        5,
        _LAST_YEAR,
        re.compile(
            _MONTH + r"[.\s\-]{1,2}(\d{1,2})(?:st|nd|rd|th|\.)?\s?[,،.\-]?\s{0,2}(?:of\s)?"
            r"(\d{4})(?!\d)"
        ),
    ),
    _Pattern(
        _year_month_day,
        5,
        re.compile(r"\d{4}\D{2,50}\d"),
        re.compile(
            r"(?<!\d)(\d{4})[.,]?[\s\-](?:m\.\s|y\.\s)?" + _MONTH + r"[\s.\-]{1,2}(\d{1,2})(?!\d)"
        ),
    ),
    _Pattern(
        _year_day_month,
        5,
        re.compile(r"\d{4}\.?\s(?:gada\s|m\.\s)?\d"),
        re.compile(r"(?<!\d)(\d{4})\.?\s(?:gada\s|m\.\s)?(\d{1,2})\.?\s" + _MONTH),
    ),
)


def _year(digits: str, hints: _Hints) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    if hints.thai and year >= 40:
        return 2500 + year
    return 2000 + year if year < 50 else 1900 + year


def _named(m: re.Match[str], year: str, month: str, day: str, hints: _Hints) -> _Found | None:
    number = _persian_months().get(month)
    if number:
        return _found(m, int(year), number, int(day), hints)
    number = month_number(month, hints.language) or month_number(_GLUED.split(month)[-1])
    return _found(m, _year(year, hints), number, int(day), hints) if number else None


def _found(m: re.Match[str], year: int, month: int, day: int, hints: _Hints) -> _Found | None:
    if hints.thai and year in calendars.BUDDHIST:
        value = calendars.from_buddhist(year, month, day)
    elif year in calendars.ISLAMIC:
        language = "fa" if hints.persian else hints.language
        value = calendars.of_data(year, month, day, language)
    else:
        value = calendars.gregorian(year, month, day)
    other = year in calendars.ISLAMIC
    return _Found(m.start(), m.end(), value, other=other) if value else None


def _days(text: str, hints: _Hints) -> list[_Found]:
    """Dates that do not overlap, in order; earlier patterns win over later ones."""
    taken: list[_Found] = []
    windows = [(span, len(_DIGIT.findall(text, *span))) for span in _windows(text)]
    for build, fewest, sign, pattern in _PATTERNS:
        for window, digits in windows:
            if digits < fewest or not sign.search(text, *window):
                continue
            for match in pattern.finditer(text, *window):
                if any(f.start < match.end() and match.start() < f.end for f in taken):
                    continue
                found = build(match, hints)
                if found and _alone(text, found):
                    taken.append(found)
    taken += _without_year(text, taken, hints) if len(taken) == 1 else []
    return _one_a_day(text, sorted(taken, key=lambda f: f.start))


def _without_year(text: str, days: list[_Found], hints: _Hints) -> list[_Found]:
    """The day with a time but no year beside the one full date of a line, which is of the same
    weeks ("2021/3/4 16:22 (3/5 17:40 updated)", "4.3. 16:22 | Updated 5.3.2021 17:40")."""
    whole = days[0]
    for m in _YEARLESS.finditer(text) if len(text) <= MAX_LINE else ():
        if m.start() < whole.end and whole.start < m.end():
            continue
        behind = m.start() > whole.start
        years = (whole.day.year, whole.day.year + (1 if behind else -1))
        month, day = _month_and_day(m, whole, hints)
        near = (calendars.gregorian(year, month, day) for year in years)
        value = next((d for d in near if d and abs((d - whole.day).days) <= SAME_WEEKS), None)
        if value and (value == whole.day or (value > whole.day) == behind):
            return [_Found(m.start(), m.end(), value)]
    return []


def _month_and_day(m: re.Match[str], whole: _Found, hints: _Hints) -> tuple[int, int]:
    """The numbers of a day without a year, in the order of the full date beside it."""
    if m[3]:
        return int(m[3]), int(m[4])
    year_first = _YEAR_FIRST.match(m.string, whole.start) is not None
    slashed = m.string[m.end(1)] == "/"
    first, second = int(m[1]), int(m[2])
    return (first, second) if slashed and (year_first or hints.month_first) else (second, first)


def _one_a_day(text: str, days: list[_Found]) -> list[_Found]:
    """Days that a line says in two calendars as one, the Gregorian; countries differ by a day or
    two about when an Islamic month begins."""
    out: list[_Found] = []
    for day in days:
        last = out[-1] if out else None
        if last and _is_same(last, day) and _glued(text[last.end : day.start]):
            plain = last if day.other else day
            out[-1] = replace(plain, start=last.start, end=day.end)
        else:
            out.append(day)
    return out


def _is_same(one: _Found, next_one: _Found) -> bool:
    """Whether two dates are one day in two calendars."""
    return one.other != next_one.other and abs((one.day - next_one.day).days) <= TWICE


def _windows(text: str) -> list[tuple[int, int]]:
    """A short text as a whole; of a long one the stretches near digits."""
    if len(text) <= MAX_LINE:
        return [(0, len(text))]
    out: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(text):
        start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _alone(text: str, found: _Found) -> bool:
    """False for digits inside a longer code, amount or address ("1.2.2019.45", "v2019-1-2-b")."""
    before = text[found.start - 1 : found.start]
    if before in {"$", "€", "£", "=", "_", "~"}:
        return False
    return "://" not in text[max(0, found.start - 60) : found.start].rpartition(" ")[2]


# Clock times


def _clocks(text: str) -> list[_Clock]:
    known = _words()
    windows = [w for w in _windows(text) if known.clock_sign.search(text, *w)]
    found = (m for window in windows for m in known.clock.finditer(text, *window))
    return [c for m in found if (c := _clock(m)) is not None]


def _clock(m: re.Match[str]) -> _Clock | None:
    hour = int(m["hour"])
    minute = int(m["minute"] or m["dotted"] or m["french"] or 0)
    half = (m["post"] or m["pre"] or "").strip(" .").casefold()
    known = _words()
    if half in known.after_noon and 1 <= hour < 12:
        hour += 12
    elif half in known.before_noon and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    zone, end = _zone_of(m)
    start = m.start() if not m["pre"] or half else m.start("hour")
    return _Clock(start, end, dt.time(hour % 24, minute, int(m["second"] or 0) % 60), zone)


def _zone_of(m: re.Match[str]) -> tuple[str, int]:
    """The zone word after a time, and where time and zone end."""
    word = m["named"]
    if word and not _is_zone(word):
        return "", m.start("tail")
    return word or m["offset"] or m["zulu"] or "", m.end()


def _is_zone(word: str) -> bool:
    return bool(re.match(r"(?:UTC|GMT|Z)\s?(?:[+\-−]|$)", word)) or zones.is_zone(word)


def _clock_of(text: str, day: _Found, days: list[_Found], clocks: list[_Clock]) -> _Clock | None:
    """The time beside a date: after it, or before it where the line begins with a time."""
    free = [c for c in clocks if not any(d.start < c.end and c.start < d.end for d in days)]
    after = next((c for c in free if c.start >= day.end and _glued(text[day.end : c.start])), None)
    before = next(
        (c for c in reversed(free) if c.end <= day.start and _glued(text[c.end : day.start])), None
    )
    leading = bool(free) and free[0].start < days[0].start
    chosen = (before or after) if leading else (after or before)
    if chosen and chosen is before and not chosen.zone:
        return _late_zone(text, chosen, day)
    return chosen


def _late_zone(text: str, clock: _Clock, day: _Found) -> _Clock:
    """A time whose zone stands behind the date ("9:26 pm, 23 August 2018 BST")."""
    word = re.match(r"[\s(]{1,2}([A-Z]{2,4})\b", text[day.end : day.end + 8])
    zone = word[1] if word and zones.is_zone(word[1]) else ""
    return _Clock(clock.start, clock.end, clock.time, zone)


def _glued(gap: str) -> bool:
    """Whether only connecting words and punctuation stand between a date and a time."""
    if len(gap) > MAX_GAP:
        return False
    known = _words()
    return all(
        t in known.glue or t in known.weekdays or t == "t"
        for t in (t.casefold() for t in _TOKEN.findall(gap))
        if t[0].isalnum()
    )


def _labelled_clocks(
    text: str, span: tuple[int, int], day: _Found, beside: _Clock | None, clocks: list[_Clock]
) -> list[_Timed]:
    """Times near the one date of a line that have a label of their own, and are of its day
    ("March 4, 2021 9:20, first published at 5:51", "2021/6/16 10:30 (updated 6/16 11:15)")."""
    out: list[_Timed] = []
    for clock in clocks:
        away = max(clock.start - span[1], span[0] - clock.end)
        edges = [end for _, end in (span, *(s for s, _, _ in out)) if end <= clock.start]
        before = text[max(edges, default=0) : clock.start]
        role = _label_before(before) if 0 <= away <= MAX_GAP else None
        numbers = sorted(map(int, _NUMBER.findall(before)))
        same_day = numbers in ([], sorted((day.day.month, day.day.day)))
        in_turn = beside is None or (role == "updated") == (clock.time >= beside.time)
        if role and same_day and in_turn:
            zone = clock.zone or (beside.zone if beside else "")
            out.append(((clock.start, clock.end), day, replace(clock, zone=zone)))
    return out


def _span(day: _Found, clock: _Clock | None) -> tuple[int, int]:
    if clock is None:
        return day.start, day.end
    return min(day.start, clock.start), max(day.end, clock.end)


def _moment(text: str, day: _Found, clock: _Clock | None, hints: _Hints) -> Moment:
    if clock is None:
        return day.day
    local = dt.datetime.combine(day.day, clock.time)
    zone = zones.resolve(clock.zone, local, hints.country) if clock.zone else None
    return local.replace(tzinfo=zone) if zone else local


# Labels, place and rest


def _roles(text: str, spans: list[tuple[int, int]]) -> list[Role | None]:
    edges = [0, *(end for _, end in spans)]
    before = [_label_before(text[edges[i] : start]) for i, (start, _) in enumerate(spans)]
    if before[0] is None:
        starts = [*(start for start, _ in spans[1:]), len(text)]
        after = [_label_after(text[end:s]) for (_, end), s in zip(spans, starts, strict=True)]
        if after[-1] is not None:
            return after
    return before


def _label_before(segment: str) -> Role | None:
    known = _words()
    tokens = _label_tokens(segment[-MAX_LINE:])
    if 0 < len(tokens) <= MAX_LABEL and segment.rstrip().endswith(":"):
        for size in range(min(4, len(tokens)), 1, -1):
            if tuple(tokens[:size]) in known.labels:
                return known.labels[tuple(tokens[:size])]
    while tokens:
        for size in range(min(4, len(tokens)), 0, -1):
            role = known.labels.get(tuple(tokens[-size:]))
            if role:
                return role
        if not _skippable(tokens[-1]):
            return None
        tokens.pop()
    return None


def _label_after(segment: str) -> Role | None:
    known = _words()
    aside = _ASIDE.search(segment)
    tokens = _label_tokens(segment[: aside.start() if aside else MAX_LINE])[:MAX_LABEL]
    while tokens:
        for size in range(min(4, len(tokens)), 0, -1):
            role = known.labels.get(tuple(tokens[:size]))
            if role:
                return None if _begins_ago(tokens[size:]) else role
        if not _skippable(tokens[0]):
            return None
        tokens.pop(0)
    return None


def _begins_ago(tokens: list[str]) -> bool:
    """Whether words begin with how long ago something was ("6 hrs ago 0 comments"): a label before
    them is theirs."""
    return any(
        relative.says_only_ago(tokens[:size], [w in _words().glue for w in tokens[:size]])
        for size in range(2, min(relative.LONGEST, len(tokens)) + 1)
    )


def _label_tokens(segment: str) -> list[str]:
    return [t.casefold() for t in _TOKEN.findall(segment) if t[0].isalnum()]


def _skippable(token: str) -> bool:
    known = _words()
    return (
        token.isdecimal()
        or token in known.glue
        or token in known.weekdays
        or relative.words().holds(token)
    )


def _place(text: str, end: int) -> tuple[str | None, int]:
    """A place that closes the line after its last date, and where it starts."""
    tail = text[end:]
    stripped = tail.strip(" \t-–—|,:;.()·•")
    start = end + tail.find(stripped) if stripped else len(text)
    if not stripped or not _PLACE.fullmatch(stripped) or len(stripped.split()) > 5:
        return None, len(text)
    tokens = _label_tokens(stripped)
    if all(_skippable(t) or (t,) in _words().labels for t in tokens) or zones.is_zone(stripped):
        return None, len(text)
    capitals = stripped.isupper() and len(stripped) > 3
    known = zones.place_country(stripped) is not None
    named = tail.rstrip().endswith(":") and stripped[0].isupper()
    return (stripped, start) if capitals or known or named else (None, len(text))


def _leading_place(head: str) -> tuple[str | None, int]:
    """The well-known city that opens a line before its first date ("New Delhi | June 8, ..."), and
    where it ends."""
    name = _without_labels(head)
    start = len(head) - len(head.lstrip())
    end = start + len(name)
    stands = bool(name) and head.startswith(name, start) and head[end:].lstrip()[:1] in _SIGNS
    return (name, end) if stands and zones.place_country(name) else (None, 0)


def _rest(text: str, spans: list[tuple[int, int]], first: int, last: int) -> str:
    edges = [first, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), last]
    parts = [_without_labels(text[a:b]) for a, b in zip(edges, ends, strict=True)]
    return " ".join(p for p in parts if p)


def _without_labels(segment: str) -> str:
    """A stretch between dates without labels, weekdays, connecting words and edge punctuation."""
    known = _words()
    tokens = list(_TOKEN.finditer(segment))
    words = [t.group().casefold() for t in tokens]
    drop = [not w[0].isalnum() for w in words]
    for i in range(len(words)):
        for size in range(min(4, len(words) - i), 0, -1):
            if tuple(words[i : i + size]) in known.labels:
                drop[i : i + size] = [True] * size
                break
    left = [
        t for t, w, gone in zip(tokens, words, drop, strict=True) if not gone and not _skippable(w)
    ]
    return segment[left[0].start() : left[-1].end()].strip() if left else ""


# Relative dates


def _relative(text: str, reference: dt.datetime) -> tuple[DateLine, ...]:
    """The date of a line that says how long ago something was, or that it was today or yesterday
    and nothing else."""
    tokens = [m for m in _TOKEN.finditer(text) if m.group()[0].isalnum()]
    words = [t.group().casefold() for t in tokens]
    found = relative.find(words)
    if found is None:
        return _of_day(text, tokens, relative.day(words), reference)
    moment = reference - found.step
    start, end = _extent(tokens, found)
    rest = (_without_labels(text[:start]) + " " + _without_labels(text[end:])).strip()
    value: Moment = moment if found.exact else moment.date()
    return (DateLine(_label_before(text[:start]), value, text[start:end], start, end, None, rest),)


def _extent(tokens: list[re.Match[str]], found: relative.Ago) -> tuple[int, int]:
    return tokens[found.first].start(), tokens[found.first + found.size - 1].end()


def _of_day(
    text: str, tokens: list[re.Match[str]], found: relative.Ago | None, reference: dt.datetime
) -> tuple[DateLine, ...]:
    """The date of "yesterday, 17:30": a line with any other words is prose."""
    if found is None:
        return ()
    start, end = _extent(tokens, found)
    day = _Found(start, end, (reference - found.step).date())
    lines = _lines(text, [day], _hints(text, None, None, None), located=True)
    return () if lines[0].rest or lines[0].place else lines
