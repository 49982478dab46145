"""Agency datelines: the place, and the agency, that open the first sentence of a story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cleaner.grammar import bylines, dates, zones
from cleaner.grammar.letters import MARKS, begins_small

MAX_OPENING = 110
"""A dateline ends within so many characters."""
SHORTEST, FIRST = 40, 3
"""Characters from which a block may be a paragraph of the story, and how many are looked at."""
FEWEST_NEXT = 4
"""Words of the sentence behind a city with a full stop."""
CITY = 5
"""Characters of the longest Chinese name of a well-known city."""
SURE = 0.9
"""Trust in a place in capitals, with a date or with a known agency."""

_EDGE = r"[\s\u200e\u200f]*"
_NAME = r"[^\W\d_][^\d:;!?()\[\]{}|=\n–—]{1,60}?"
_DASH = r"\s?(?:--|[-–—=|])(?!\w)\s?"
_AGENCY_FIRST = re.compile(
    rf"{_EDGE}(?P<agency>[\w.\-' ]{{2,30}})\s?[-–—]\s?"
    r"(?P<place>[^\W\d_][\w'’. \-]{1,40})[.:](?:\s|$)"
)
_BRACKET = re.compile(
    rf"{_EDGE}(?P<place>{_NAME}),?{_EDGE}[(\[（](?P<agency>[^()\[\]（）]{{1,50}})[)\]）]"
    rf"{_EDGE}(?:--|[-–—:=.|])?\s?"
)
_LED = re.compile(rf"{_EDGE}[(\[](?P<agency>[^()\[\]\d]{{2,30}})[)\]]\s?[-–—]?\s?")
_STOPPED = re.compile(rf"{_EDGE}(?P<place>[^\W\d_][^\d.।:;,!?()\n]{{1,30}})[.।]\s(?=\w)")
_CAPITALS = re.compile(
    rf"{_EDGE}(?P<place>[A-ZÀ-ÞĀ-Ž]{{4,20}}(?:[ -][A-ZÀ-ÞĀ-Ž]{{3,20}}){{0,2}}) (?=[A-ZÀ-Þ][a-zß-ÿ])"
)
_DANDA = re.compile(
    rf"{_EDGE}(?P<place>[\u0900-\u0963\u0970-\u09ff]{{3,20}}"
    r"(?: [\u0900-\u0963\u0970-\u09ff]{2,20})?)\s?।\s(?=\w)"
)
_NEXT_STOP = re.compile(r"[.!?।]")
_KOREAN = re.compile(
    rf"{_EDGE}\((?P<place>[\uac00-\ud7a3 .·,]{{1,20}})=(?P<agency>[\uac00-\ud7a3\w]{{2,10}})\)\s?"
)
_CHINESE = re.compile(
    r"\s*[(（〔【]?\s?(?P<agency>[\u4e00-\u9fff]{0,7}?(?:通讯社|通訊社|社|[报報](?![道导導])|[网網]|电台|電台|电视台|央视))"
    r"(?!记者|記者)(?P<place>[\u4e00-\u9fff]{2,8}?)\s?\d{1,2}(?:月\d{1,2})?日"
    r"[电電](?![影视視力话話子台池灯燈费費价價梯动動网網量厂廠站线線机機源])\s?[)）〕】]?\s?"
)
_WIRED = re.compile(
    r"\s*(?P<before>[\u4e00-\u9fff]{2,12}?)\s?\d{1,2}月\d{1,2}日[电電讯訊]"
    r"(?=\s|\s?[（(](?:本报|本報|见习|實習|实习)?(?:记者|記者|通讯员))"
)
"""Agency and place, the one or the other, with the day on which the story was sent."""
_DASHED = re.compile(
    rf"{_EDGE}(?P<place>{_NAME})(?P<more>,\s?[^–—|=:]{{2,45}}?)?(?:{_DASH}|(?<=\w)\s?[–—]\s?(?=\w))"
)
_COLON = re.compile(rf"{_EDGE}(?P<place>{_NAME})(?P<more>,\s?\d{{1,2}}\.?\s\w{{3,10}}\.?)?\s?:\s?")
_MONTH = rf"(?:[^\W\d_]|[{MARKS}])"
_DATED = re.compile(
    rf"{_EDGE}(?P<place>{_NAME}),\s"
    rf"(?P<date>(?:\d{{1,2}}\.?\s{_MONTH}{{3,14}}\.?|{_MONTH}{{3,10}}\.?\s\d{{1,2}})(?:,?\s\d{{4}})?)"
    r"(?:,?\s[(/](?P<marked>[^()/\d]{2,30})[)/]|"
    r"(?P<comma>,|\s[-–—]|)\s(?P<bare>[\w\- ]{2,30}?)(?=[.:]))?"
    r"[.:]?\s?[-–—]{0,2}\s"
)
_HINDI = re.compile(
    r"\s*(?:[^।,]{2,30}(?:संवाददाता|ब्यूरो|प्रतिनिधि),\s(?P<after>[\u0900-\u097f]{2,20})|"
    r"(?P<before>[\u0900-\u097f]{2,20}),\s[^।,]{0,20}(?:संवाददाता|ब्यूरो|प्रतिनिधि))\s?[।:.]\s?"
)
_INDIC = re.compile(r"[\u0900-\u0dff]{3,24}")
_INLINE = re.compile(
    r"(?:^|[.!?)\"”]\s|\s)(?P<place>[A-Z][A-Z.'\-]{2,20}(?: [A-Z][A-Z.'\-]{1,20}){0,2}"
    r"(?:, [A-Z][A-Za-z.]{1,14}(?: [A-Z][a-z]{2,9})?)?)\s?"
    r"(?:\((?P<agency>[A-Z][\w/. ]{1,30})\)\s?)?(?:—|--|–)\s?(?=[A-Z\"“])"
)
_CITY = re.compile(
    r"(?P<city>[A-ZÀ-Þ][\w.'\-]{2,20}(?: [A-ZÀ-Þ][\w.'\-]{1,20}){0,3})\s?"
    r"(?:\((?P<agency>[A-Z][\w/. ]{1,30})\)\s?)?(?::|—|–|--|(?<=\)\s)-)\s?(?=[A-ZÀ-Þ\"“])"
)
_STATE = re.compile(r"[A-Z][a-z]{1,9}\.|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?|[A-Z]{2}")
_SIGN = re.compile(r"[-–—:=|(\[（।\d]")
"""What every form of a dateline holds."""
_STOPPED_DATE = re.compile(
    rf"{_EDGE}(?P<place>[^\W\d_][^\d.:;,!?()\n]{{1,30}})[.,]\s(?P<date>\d{{1,2}}\s[^\W\d_]{{3,10}})\.?\s"
    r"(?:[-–—]\s)?/?(?P<agency>[^\W\d_][\w.\-]{1,20}?(?:\s[^\W\d_][\w\-]{1,14})?)/?\.?(?:\s[-–—]|(?<=[/.]))\s"
)
_SITE = re.compile(r"[\w\-]+\.(?:com|id|co\.id|net|org|ru|ua|by|kz)", re.IGNORECASE)
"""A site that signs as an agency does ("CONTOH.com")."""
_DATE_WORD = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a story that says where it was written."""

    place: str
    agency: str | None
    end: int
    """Where the sentence itself begins, in characters of the text."""
    confidence: float = 0.5


@lru_cache(maxsize=64)
def parse(text: str) -> Dateline | None:
    """The dateline that opens a text, or None.

    Forms: ``WASHINGTON (AP) --``, ``MOSCOW:``, ``Berlin (dpa) -``, ``PARIS, le 3 mars -``,
    ``JAKARTA, Agency -``, ``AGENCY - JAKARTA.``, ``(ANSA) - ROMA, 14 GIU -``,
    ``(서울=연합뉴스)``, ``新华社北京5月3日电``, ``上海7月13日讯（记者``.
    Several fields ask about the same paragraphs: the last are remembered.
    """
    opening = text[:MAX_OPENING]
    if not _SIGN.search(opening):
        return None
    for read in _FORMS:
        found = read(opening)
        if found and found.end <= len(text):
            return found
    return None


def opening(texts: Iterable[str], trust: float) -> tuple[int, Dateline] | None:
    """The first dateline of at least this confidence that opens a story, and the position of its
    paragraph among ``texts``; only the first paragraphs of more than a few words are looked at.
    A city with a full stop ("Bremen. Der Senat") is a dateline in the first of them."""
    paragraphs = ((i, text) for i, text in enumerate(texts) if len(text) >= SHORTEST)
    for number, (i, text) in enumerate(islice(paragraphs, FIRST)):
        found = parse(text) or (None if number else _stopped(text))
        if found and found.confidence >= trust:
            return i, found
    return None


def in_capitals(text: str) -> str:
    """The words in capitals before a capitalised word with which a text begins without any sign
    ("LJUNGBY Ta fram skidorna."): a place if the text says it elsewhere. "" if there are none."""
    m = _CAPITALS.match(text)
    name = m["place"] if m else ""
    known = bylines.is_agency(name) or bylines.is_section(name)
    return name if name and _place_name(name) and not known else ""


def before_danda(text: str) -> str:
    """The one or two words before a danda with which a text begins ("सोनपुर। नगर निगम ..."): a
    place if the page names it elsewhere. "" if there are none."""
    m = _DANDA.match(text)
    told = m is not None and len(text) - m.end() >= SHORTEST
    return m["place"] if m and told and not bylines.is_section(m["place"]) else ""


def is_place_line(text: str) -> bool:
    """Whether a whole short line may be nothing but a place ("New Delhi", "MOSCOW:")."""
    line = text.strip().rstrip(":.,")
    return 2 < len(line) <= 40 and _place_name(line) and not bylines.is_agency(line)


def _korean(opening: str) -> Dateline | None:
    m = _KOREAN.match(opening)
    return Dateline(m["place"].strip(), m["agency"], m.end(), 0.95) if m else None


def _chinese(opening: str) -> Dateline | None:
    m = _CHINESE.match(opening)
    return Dateline(m["place"], m["agency"], m.end(), 0.9) if m else None


def _wired(opening: str) -> Dateline | None:
    """A known city before day and wire, whatever the house before it is called
    ("示例财讯上海7月13日讯（记者")."""
    m = _WIRED.match(opening)
    if m is None:
        return None
    for size in range(CITY, 1, -1):
        city = m["before"][-size:]
        if zones.place_country(city):
            return Dateline(city, None, m.end(), SURE)
    return None


def _bracket(opening: str) -> Dateline | None:
    m = _BRACKET.match(opening)
    if not m or not _place_name(m["place"]):
        return None
    agency = m["agency"].strip()
    known = any(_is_agency(a.strip()) for a in re.split(r"[/,]", agency))
    marked = opening[m.end("agency") + 1 : m.end()].strip() != ""
    if not known and not (marked and (m["place"].isupper() or len(agency) <= 8)):
        return None
    return Dateline(m["place"].strip(" ,"), agency, m.end(), 0.95 if known else 0.7)


def _is_agency(name: str) -> bool:
    """Whether a bracket names an agency or a desk; in small letters it tells where somebody stands
    in a picture ("(centre)"), unless it is a known agency ("dpa")."""
    return bylines.is_news_agency(name) or (bylines.is_agency(name) and not begins_small(name))


def _led(opening: str) -> Dateline | None:
    """A known agency in brackets before place and dash."""
    m = _LED.match(opening)
    if not m or not bylines.is_agency(m["agency"]):
        return None
    found = _dashed(opening[m.end() :])
    if not found or not (found.confidence >= SURE or zones.place_country(found.place)):
        return None
    return Dateline(found.place, m["agency"], m.end() + found.end, SURE)


def _stopped(text: str) -> Dateline | None:
    """A known city with a full stop ("Bremen. Der Senat"), and no row of names with stops."""
    m = _STOPPED.match(text)
    if not m or not zones.place_country(m["place"]) or not _starts_sentence(text, m.end()):
        return None
    sentence = _NEXT_STOP.split(text[m.end() :], maxsplit=1)[0]
    enough = len(sentence.split()) >= FEWEST_NEXT
    return Dateline(m["place"], None, m.end(), 0.6) if enough else None


def _dashed(opening: str) -> Dateline | None:
    m = _DASHED.match(opening)
    if not m or not _starts_sentence(opening, m.end()):
        return None
    place, tail = m["place"].strip(" ,"), (m["more"] or "").strip(" ,")
    bar = "|" in m.group() and not (tail or place.isupper() or zones.place_country(place))
    if bar or not _place_name(place) or (not tail and _is_route(m.group(), place)):
        return None
    return _with_tail(place, tail, m.end())


def _is_route(opened: str, place: str) -> bool:
    """Whether a dash without spaces joins two names ("Lakeside–Hilltown is closed"): behind a
    dateline it does so in capitals, or as a long dash behind a known city."""
    glued = opened[-1] in "–—" and not opened[-2].isspace()
    return glued and not (
        place.isupper() or (opened[-1] == "—" and zones.place_country(place) is not None)
    )


def _dated(opening: str) -> Dateline | None:
    """ "TBILISI, 1 September, Agency. The", "New Delhi, Aug 23 (PTI) The": what stands behind the
    date closes it, or the words are those of a sentence."""
    m = _DATED.match(opening)
    if not m or not _has_date(m["date"]) or not _starts_sentence(opening, m.end()):
        return None
    place, agency = m["place"].strip(" ,"), m["marked"] or m["bare"]
    named = bool(m["marked"] or (m["comma"] and bylines.is_name(m["bare"])))
    if agency and (dates.is_weekday(agency) or not (named or bylines.is_agency(agency))):
        return None
    closed = agency or m.group().rstrip().endswith(":")
    return Dateline(place, agency, m.end(), 0.9) if closed and _place_name(place) else None


def _stopped_date(opening: str) -> Dateline | None:
    """Place, date and a known agency with stops ("Томск. 8 августа. ИНТЕРФАКС - Совет")."""
    m = _STOPPED_DATE.match(opening)
    if not m or not _starts_sentence(opening, m.end()) or not _has_date(m["date"]):
        return None
    known = bylines.is_news_agency(m["agency"]) or _SITE.fullmatch(m["agency"])
    place = m["place"] if known and _place_name(m["place"]) else ""
    return Dateline(place, m["agency"], m.end(), 0.95) if place else None


def _hindi(opening: str) -> Dateline | None:
    m = _HINDI.match(opening)
    return Dateline(m["before"] or m["after"], None, m.end(), 0.8) if m else None


def find_inside(text: str) -> Dateline | None:
    """An agency dateline inside running text: in capitals ("... caption. SEATTLE (AP) — The"), a
    well-known city before a colon or dash ("... by Staff Hyderabad: The"), or one word before
    a news agency ("... 14:22 Gresik (ANTARA) - Warga")."""
    for m in _CITY.finditer(text):
        words = m["city"].split()
        for first in range(len(words)):
            city = " ".join(words[first:])
            if zones.place_country(city) or (len(words) == 1 and _is_filed(m["agency"])):
                return Dateline(city, m["agency"], m.end(), 0.75)
    inside = _INLINE.search(text)
    if inside is None:
        return None
    return _in_capitals(inside)


def _is_filed(agency: str | None) -> bool:
    return agency is not None and bylines.is_news_agency(agency)


def _in_capitals(m: re.Match[str]) -> Dateline | None:
    if not _place_name(m["place"].split(",")[0]) or bylines.is_agency(m["place"]):
        return None
    known = zones.place_country(m["place"].split(",")[0]) is not None
    sure = 0.8 if m["agency"] or known or "," in m["place"] else 0.6
    return Dateline(m["place"].strip(" ,"), m["agency"], m.end(), sure)


def _with_tail(place: str, tail: str, end: int) -> Dateline | None:
    """A place with what stands between it and the dash: a state, a date, an agency or nothing."""
    if not tail:
        sure = 0.9 if place.isupper() and len(place) > 3 else 0.6
        return Dateline(place, None, end, sure)
    first = tail.split(",", maxsplit=1)[0].strip()
    if _has_date(tail):
        state = first if not _DATE_WORD.search(first) and _STATE.fullmatch(first) else ""
        return Dateline(f"{place}, {state}" if state else place, None, end, 0.95)
    if bylines.is_agency(first) or _SITE.fullmatch(first):
        return Dateline(place, first, end, 0.9)
    if _STATE.fullmatch(first) or _place_name(first):
        return Dateline(f"{place}, {first}", None, end, 0.9 if place.isupper() else 0.6)
    return None


def _has_date(tail: str) -> bool:
    if not _DATE_WORD.search(tail):
        return False
    words = re.findall(rf"{_MONTH}+\.?", tail)
    return any(dates.month_number(w) for w in words) or bool(dates.parse(tail))


def _colon(opening: str) -> Dateline | None:
    m = _COLON.match(opening)
    if not m or not _starts_sentence(opening, m.end()):
        return None
    place = m["place"].strip(" ,")
    abroad = zones.in_country(place)
    if (len(place.split()) > 3 and not abroad) or not _place_name(place):
        return None
    if m["more"]:
        return Dateline(place, None, m.end(), 0.9) if _has_date(m["more"]) else None
    if abroad or zones.place_country(place):
        sure = 0.9
    elif _INDIC.fullmatch(place):
        sure = 0.6
    else:
        sure = 0.52 if place.isupper() and len(place) > 3 else 0.4
    return Dateline(place, None, m.end(), sure)


def _agency_first(opening: str) -> Dateline | None:
    m = _AGENCY_FIRST.match(opening)
    if not m or not _place_name(m["place"]) or not m["place"].isupper():
        return None
    known = bylines.is_agency(m["agency"]) or "." in m["agency"]
    return Dateline(m["place"], m["agency"].strip(), m.end(), 0.85) if known else None


def _place_name(name: str) -> bool:
    """Whether a string has the shape of a place: a few capitalised words, none a common opener."""
    tokens = name.replace("/", " ").split()
    if not 1 <= len(tokens) <= 5 or tokens[0].casefold().strip(".,:") in zones.not_places():
        return False
    if len(tokens) == 1 and _is_date_word(tokens[0]) and not zones.place_country(tokens[0]):
        return False
    if name.split(",", maxsplit=1)[0].isupper() and len(name) > 2:
        return True
    return bylines.is_name(re.sub(r"[,/،]", " ", name))


def _is_date_word(word: str) -> bool:
    """Whether a word is the name of a weekday, or of a month unless in capitals: AUGUSTA is a town
    and a month."""
    return dates.is_weekday(word) or (not word.isupper() and dates.month_number(word) is not None)


def _starts_sentence(opening: str, end: int) -> bool:
    """Whether a sentence follows: a capital, a quote or a script without case."""
    following = opening[end : end + 1]
    return bool(following) and not begins_small(following) and not following.isspace()


_FORMS = (
    _korean,
    _chinese,
    _wired,
    _bracket,
    _agency_first,
    _led,
    _stopped_date,
    _dated,
    _dashed,
    _colon,
    _hindi,
)
"""The readers of the forms of a dateline, in the order in which they are asked."""
