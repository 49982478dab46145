"""Bylines: who is named as author by a short line, in many languages and scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from cleaner.grammar import zones
from cleaner.grammar.letters import begins_small, is_caseless
from cleaner.grammar.tables import table

MAX_LINE = 200
MAX_WORDS = 24
MAX_NAME_WORDS = 6
MAX_LEADING = 14
"""Words of a line that goes on behind the names."""

LONGEST_CASELESS = 4
"""Spaces in what is too long for a name where a line ends with a stop."""
LONGEST_PREPOSITION = 4
"""Letters of an opener ("por", "par") behind which one word may be a name without a colon."""
MAX_ROLE_LINE = 60
LONGEST_PAIR = 6
"""Words of a line that names two people with a joiner of one letter."""

_AND = frozenset(("and", "&", "und", "et", "y", "e", "og", "och", "en", "и"))
_STOPS = ",;|"
_CLOSING = frozenset(".!?。！？।")
"""What ends a sentence, and no name in a script without capitals."""
_PERSIAN = re.compile("[پچژگکی]")
"""Letters of Persian and Urdu, which write "and" as a word."""
_EMAIL = re.compile(r"[(<\[]?\s?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}\s?[)>\]]?")
_HANDLE = re.compile(r"[(\[]?@[A-Za-z0-9_]{2,30}[)\]]?")
_URL = re.compile(
    r"https?://\S{1,200}|www\.\S{1,100}|\b[\w\-]{2,40}\.(?:com|org|net|co|in|de|fr|news|tv|info)\b\S{0,80}",
    re.IGNORECASE,
)
_OPENER = re.compile(r"[\s\-–—:|/：.•·・=＝]*")
_SPLIT = re.compile(
    r"\s*(?:[;|/•·、，؛]|\s[-–—]\s|,(?!\s?(?:(?:Jr|Sr)\b|"
    r"(?:Inc|LLC|Ltd|Corp|PLC|plc|GmbH)\.?(?:$|\s?[,;|)])))|،|\n)\s*"
)
_OF_WORK = re.compile(r"(?:by|von|par|por|di|de|door|av|af)\s(?=\w)")
"""What stands between the word for a work and who made it ("testo e foto di Jane Doe")."""
_LAST_WORD = re.compile(r"\s[-–—|]\s([^\W\d_]+)$")
"""A single word behind the dash or bar that closes a byline: a city or a paper, and no person."""
_CITY_FIRST = re.compile(r"(?P<first>[^-–—/|:,،]{2,50}?)\s?[-–—/|,،]\s?(?P<last>[^-–—/|:,،]{2,50})")
_FROM_CITY = re.compile(
    r"(?P<names>[^/()]{3,90}?)\s?/\s?(?P<place>[^\W\d_]{3,25})\s?(?:\([^\W\d_]{3,25}\))?"
    r"\s?[,-]?\s?\(?(?P<agency>[^\W\d_]{2,12})\)?"
)
"""Names, a city in capitals and an agency, as those of Turkey sign ("Ali CAN/BOLU, (DHA)")."""
_SIGNED_DASH = re.compile(r"-\s|\s-")
_OUTLET = re.compile(r"[a-z]{1,12}[A-Z][^\W\d_]+")
"""The name of a part of a site ("exampleNews")."""
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]\s*")
_OPEN = re.compile(r"[(\[（【]")
_GAPS = re.compile(r"[\s\-/]+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.){1,3}(?:-[^\W\d_]\.)?$")
_REVIEWERS = re.compile(
    r"(?<=\S)(?:[\s|,;–—•·(/-]+(?:(?:editor|editing|penyunting|redaktur|biên tập)\s?:.*|"
    r"(?:fact[- ]?checked|(?:medically |clinically |legally )?reviewed|"
    r"edited|updated|photograph(?:s|y|ed)|illustrat(?:ed|ions?)|translated|translation|"
    r"geprüft|übersetzt|fotos?|bilder|illustrationen|relu|vérifié|traduit|photographies|"
    r"revisado|traducido|fotografías|traduzido|tradotto|vertaald|översatt|oversatt|przetłumaczył|перевод)"
    r"\s(?:by|von|par|por|da|di|door|av)\s.*)|"
    r"\s?[|/•·]\s?(?:editor|penyunting|redaktur|biên tập)\s.*|"
    r"[\s|;；，]+(?:责任|責任)?(?:编辑|編輯|责编|責編)[:：/\s].*|"
    r"[\s.,;–—(-]+(?:with\s)?(?:additional|further)\s(?:reporting|research)\s(?:by|from)\s.*)",
    re.IGNORECASE,
)
"""Who checked, translated, illustrated or helped with a story, behind those who wrote it."""
_BEFORE_PICTURES = r"(?<=\S)[\s|,;.–—•·・(/-]+"
_SIGN = r"\s?[:：/=＝©・]|\s(?:by|von|par|por|di|de|da|door|av|af)\s"
"""What stands between the word for a picture and who took it."""
_HAN = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,6})?|(?=[\u3400-\u9fff]{1,3}々)[々\u3400-\u9fff]{3,5}"
)
_DISTRICTS = frozenset("県縣县府市区區町")
"""What the names of districts end with, and those of people do not."""
_JAPANESE = "\u3400-\u9fff々ツヶノ"
"""What Japanese family names are written with, as a regex class body."""
_KANA = re.compile(r"(?=[\u3400-\u9fff]{0,5}[\u3040-\u30ff])[\u3400-\u9fff\u3040-\u30ff・]{2,10}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_EAST_ROLE = re.compile(
    r"\s*(?:本报|本社|新华社|特约|见习|责任|責任|실습|선임|인턴)?"
    r"(?:记者|記者|编辑|編輯|责编|責編|通讯员|特派员|特派員|기자명?|특파원)\s*"
)
_EAST_SOURCE = re.compile(r"(?:来源|來源)\s?[:：]\s?\S+\s+(?=作者|记者|記者|撰文|文[:：/])")
"""What stands before a Chinese byline in the line of the source."""
_EAST_EDITOR = re.compile(r"编辑|編輯|责编|責編")
_EAST_OPENER = re.compile(
    r"(?:文|作者|撰文|글)(?:[·・/]?(?:图|圖|写真|사진))?(?:\s?[/:：|・=＝]\s?|\s)"
)
_KOREAN_PLACE = re.compile(r"[\[(（【]?[\uac00-\ud7a3]{2,6}\s?=\s?")
"""What opens a Korean byline that says where it was filed ("[서울=홍길동 기자]")."""
_REPORTED = re.compile(r"(?P<place>\s?[／/]\s?[\u3400-\u9fff]{2,4})?(?:报道|報導|报导|報道)$")
"""What closes a Chinese byline that says so ("記者王小明／台北報導", "记者王小明北京报道")."""
_FILED = re.compile(r"From\s(?P<names>[^\d:]{3,60}?)\sin\s(?P<place>[^\d:.]{2,30})$", re.IGNORECASE)
"""Who filed a story, and where ("From Jane Doe in Lagos")."""
_CREDITED = re.compile(
    r"[\[［【](?P<name>[^\[\]［］【】，,]{3,12})[，,]\s?(?P<outlet>[^\[\]［］【】，,]{2,20})[\]］】]"
)
"""A Japanese name and the outlet in brackets ("[山田太郎，編集部]")."""
_EAST_ASIAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_GLUED_NAME = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ][a-zà-ÿ]")
"""The end of an opener and a name that lost the space between them ("ByJane Doe")."""
REPORTS = re.compile(
    r"^(?P<names>[^:]{3,80}?),?\s(?:(?:is\s)?reports?|reporting|writes|berichtet|berichten|aus|rapporte|"
    r"rapportent|informa|informan|reporta|relata|riferisce|riporta|bericht|rapporterar|rapporterer|"
    r"raportoi|relacjonuje|relacjonują|donosi|informuje|informují|hlásí|tudósít|relatează|transmite|"
    r"izvještava|izveštava|poroča|съобщава|известува|јавља|сообщает|сообщают|передает|передаёт|"
    r"повідомляє|передає|μεταδίδει|αναφέρει|bildiriyor|aktarıyor|melaporkan)\s"
    r"(?:from|in|aus|de|desde|depuis|da|uit|из|från|fra|z|ze|iz|din|з|із|από(?:\sτη[νς]?)?|dari|od|от)\s"
    r"(?P<place>[^\d:.]{2,40})[:.]?$"
)
"""Who reports from where ("Jane Doe reports from Oslo:"), where languages say it in this order."""
_VERBS = (
    r"berichtet|berichten|rapporte|rapportent|informa|informan|reporta|relata|riferisce|riporta|"
    r"bericht|rapporterar|rapporterer|relacjonuje|relacjonują|informuje|informují|relatează|"
    r"сообщает|сообщают|передает|передаёт|повідомляє|передає"
)
_REPORTED_FROM = re.compile(
    r"(?:aus|vanuit|uit|från|fra|da|desde|depuis|из|з|із|z|ze|din)\s(?P<place>[^\d:.,]{2,40}?)\s"
    rf"(?:{_VERBS})\s(?P<names>[^\d:.!?]{{3,80}})",
    re.IGNORECASE,
)
"""The same where the place comes first ("Aus Berlin berichtet Jane Doe")."""
WRITES = re.compile(
    r"[,–—-]\s?(?:writes|argues|reports|schreibt|berichtet|écrit|explique|escribe|escreve|scrive|schrijft|"
    r"skriver|kirjoittaa|pisze|píše|piše|írja|scrie|yazıyor|tulis|пишет|пише|γράφει)\s"
    r"(?:(?:ο|η)\s)?([^\W\d_][^\d,;:.!?]{4,40})[.!]?$"
)
"""A sentence that ends with who wrote the essay below ("..., writes Jane Doe.")."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline names."""

    names: tuple[str, ...]
    """People, without openers, roles, e-mail addresses and handles."""
    agencies: tuple[str, ...] = ()
    """News agencies, desks and anonymous staff."""
    confidence: float = 0.5
    """0.9 with an opener ("By"), about 0.4 for a line that is merely shaped like a name."""
    opener: bool = False
    """Whether the line says that it is a byline."""
    editor: bool = False
    """Whether the line says that those it names only edited the story."""
    place: str | None = None
    """The well-known city that stands behind the names: where the story was filed."""


@dataclass(frozen=True, slots=True)
class _Words:
    openers: dict[str, tuple[str, ...]]
    """By first character, longest first."""
    weak: frozenset[str]
    editors: tuple[str, ...]
    """Openers of those who edited a story."""
    publishers: tuple[str, ...]
    """Openers of those who published a story."""
    pictures: re.Pattern[str]
    """Who took the pictures, behind those who wrote the story ("| Photos: Jane Doe")."""
    pictured: re.Pattern[str]
    """The same among the names, told by a word in brackets ("and Jane Doe (photos)")."""
    supplied: re.Pattern[str]
    """What stands before the agency whose material a story uses ("with material from")."""
    picture_words: frozenset[str]
    crafts: frozenset[str]
    """Words for what somebody wrote that may stand before a name without a sign ("Recipe")."""
    reviewers: re.Pattern[str]
    """Who edited or translated a story, behind those who wrote it."""
    audience: tuple[str, ...]
    """Beginnings of words, in scripts without capitals, that say for whom a story was written."""
    writings: frozenset[str]
    """Links to all that somebody wrote."""
    labels: frozenset[str]
    """Words above a text that say what it is, and name nobody ("PRESS RELEASE")."""
    sections: frozenset[str]
    """Names of the sections of a paper, without accents."""
    joiners: frozenset[str]
    attached: frozenset[str]
    """Joiners that are a letter before the next word."""
    attached_names: frozenset[str]
    """First and family names that begin with such a letter."""
    particles: frozenset[str]
    roles: frozenset[str]
    desks: frozenset[str]
    agencies: frozenset[str]
    short_agencies: frozenset[str]
    desk_endings: tuple[str, ...]
    """What the names of desks end with where words stand without spaces ("온라인뉴스팀")."""
    small_titles: frozenset[str]
    """Titles in small letters before a name, which they are no part of ("mgr")."""
    titles: frozenset[str]
    """Titles before a name in scripts without capitals."""
    belonging: frozenset[str]
    """Words between a name and what its bearer belongs to ("Jane Doe, of the Gazette")."""
    surnames: frozenset[str]
    japanese: re.Pattern[str]
    """The shape of a Japanese name, family name first."""
    not_names: frozenset[str]
    professions: frozenset[str]


@cache
def _words() -> _Words:
    data = table("bylines")
    openers: dict[str, tuple[str, ...]] = {}
    for opener in sorted(
        {str.casefold(o.rstrip(":/・")) for o in data["openers"]["strong"]}, key=len
    ):
        openers[opener[0]] = (opener, *openers.get(opener[0], ()))
    agencies = data["agencies"]["all"]
    return _Words(
        openers,
        frozenset(map(str.casefold, data["openers"]["weak"])),
        tuple(map(str.casefold, data["openers"]["editors"])),
        tuple(data["openers"]["publishers"]),
        _pictures(data["credits"]["photo"]),
        _pictured(data["credits"]["by_pictures"], data["joiners"]["all"]),
        _supplied(data["credits"]["source"]),
        frozenset(map(str.casefold, data["credits"]["by_pictures"])),
        frozenset(data["openers"]["crafts"]),
        _reviewers(data["openers"]["reviewers"]),
        tuple(data["joiners"]["audience"]),
        frozenset(map(str.casefold, data["labels"]["writings"])),
        frozenset(map(str.casefold, data["labels"]["all"])),
        frozenset(map(plain, data["sections"]["all"])),
        frozenset(map(str.casefold, data["joiners"]["all"])),
        frozenset(data["joiners"]["attached"]),
        frozenset(data["joiners"]["attached_names"]),
        frozenset(map(str.casefold, data["particles"]["all"])),
        frozenset(map(str.casefold, data["roles"]["all"])),
        frozenset(map(str.casefold, data["desks"]["all"])),
        frozenset(a.casefold() for a in agencies if len(a) > 4 or not a.isascii()),
        frozenset(a for a in agencies if len(a) <= 4 and a.isascii()),
        tuple(data["desks"]["endings"]),
        frozenset(map(str.casefold, data["titles"]["small"])),
        frozenset(data["titles"]["caseless"]),
        frozenset(data["joiners"]["belonging"]),
        frozenset(data["surnames"]["chinese"]),
        _japanese(data["surnames"]),
        frozenset(map(str.casefold, data["not_names"]["all"])),
        frozenset(map(str.casefold, data["professions"]["all"])),
    )


def plain(text: str) -> str:
    """A text in lower case without accents, which capitals often lack ("ΕΛΛΑΔΑ", "Ελλάδα")."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not "\u0300" <= c <= "\u036f").replace("ς", "σ")


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _pictures(words: list[str]) -> re.Pattern[str]:
    """A pattern of the credit of pictures inside a line; scripts without capitals need no sign."""
    listed = _alternatives(words)
    unsigned = _alternatives([w for w in words if is_caseless(w[0]) or w.endswith(".")])
    return re.compile(
        rf"{_BEFORE_PICTURES}(?:(?:{listed})(?:{_SIGN})|(?<=[\s,])(?:{unsigned})\s).*",
        re.IGNORECASE,
    )


def _pictured(words: list[str], joiners: list[str]) -> re.Pattern[str]:
    letters = _alternatives([word for word in joiners if len(word) == 1])
    words_between = _alternatives([word for word in joiners if len(word) > 1])
    joined = rf"(?:\s?[,;/&|+]\s?|\s(?:{words_between}|(?-i:{letters}))\s)"
    name = rf"(?:(?!{joined})[^()])+?\s?\((?:{_alternatives(words)})\)"
    return re.compile(rf"{joined}{name}|^{name}{joined}", re.IGNORECASE)


def _supplied(words: list[str]) -> re.Pattern[str]:
    words = [*words, *(w.partition(" ")[2] for w in words if " " in w)]
    small = r"(?:\s(?:von|vom|der|de|del|della|da|do|du|di|af|av|från|fra|van|z|от|від))?"
    return re.compile(rf"(?:{_alternatives(words)}){small}(?:\s|\s?[:：]\s?)", re.IGNORECASE)


def _reviewers(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<=\S)\s?[,;،.|–—(-]\s?(?:{_alternatives(words)})[\s:].*", re.IGNORECASE)


def _japanese(data: dict[str, Any]) -> re.Pattern[str]:
    """A family name, by the character that it ends with, and a first name, which ends unlike those
    of places, houses and sections and is in Chinese characters or in one kind of kana, katakana
    behind a space only ("国内ニュース")."""
    family = rf"(?:[{_JAPANESE}]{{1,2}}[{data['japanese_ends']}]|[{data['japanese_single']}])"
    first = rf"[々\u3400-\u9fff]{{0,2}}[^\u3040-\u30ff{data['japanese_not_last']}]"
    hiragana, katakana = "[\u3041-\u309f]{2,4}", "[ \u3000][\u30a1-\u30ff]{2,4}"
    no_name = "|".join(data["japanese_not_first"])
    return re.compile(
        rf"(?=.{{3}})(?!{no_name}){family}(?:[ \u3000]?(?:{first}|{hiragana})|{katakana})"
    )


@lru_cache(maxsize=512)
def parse(text: str) -> Byline | None:
    """The names of a byline, or None if the line is none.

    Lines of more than ``MAX_LINE`` characters, lines that end like a sentence and lines with words
    that belong to no name, role or agency give None. Evidence and metadata ask about the same
    lines: the last are remembered.
    """
    line = " ".join(text[: 2 * MAX_LINE].split())
    line = _without_reviewers(line)
    if not 2 <= len(line) <= MAX_LINE or line.count(" ") > MAX_WORDS:
        return None
    report = REPORTS.match(line) or _REPORTED_FROM.fullmatch(line)
    if report and not begins_small(report["place"]):
        found = _named(report["names"], 0.9, opener=True)
        return found if found and all(" " in name for name in found.names) else None
    line = _without_addresses(line).strip(' |,;-–—•·"“”')
    filed = _FILED.match(line)
    if filed and zones.place_country(filed["place"]):
        line = f"{filed['names']}, {filed['place']}"
    body, opener = _after_opener(line)
    eastern = _EAST_ASIAN.search(line) is not None
    writers = _writers(body, opener) if opener or eastern else body
    byline = _east_asian(line[: len(line) - len(body)] + writers) if eastern else None
    if byline:
        return byline
    if not opener:
        return _from_city(line) or _named(line, 0.4, opener=False) or _with_role(line)
    if opener in _words().weak:
        found = _named(writers, 0.6, opener=True)
        told = len(opener) <= LONGEST_PREPOSITION or line[len(opener) :].lstrip()[:1] in (":", "：")
        single = found and any(" " not in n and not is_caseless(n[0]) for n in found.names)
        if single and not (told and writers == body):
            return None
    else:
        found = _named(writers, 0.9, opener=True) or _leading(writers)
    byline = None if found and _is_sentence(text, found) else found
    return replace(byline, editor=opener in _words().editors) if byline else None


def _is_sentence(text: str, byline: Byline) -> bool:
    """Whether a line with a stop goes on as no name does, where no capitals tell: "wrote" and
    "books" may be one word."""
    long = any(is_caseless(n[0]) and n.count(" ") >= LONGEST_CASELESS for n in byline.names)
    return long and text.rstrip().endswith((".", "؟", "۔", "!"))


def _without_reviewers(line: str) -> str:
    """A line without who checked or illustrated the story; an opener may say "photos by", too."""
    reviewers = _words().reviewers
    left = reviewers.sub("", _REVIEWERS.sub("", line))
    if left == line:
        return line
    body, _ = _after_opener(line)
    return line[: len(line) - len(body)] + reviewers.sub("", _REVIEWERS.sub("", body))


def filed(text: str) -> Byline | None:
    """The byline of a line that is a well-known city and a name in a script without capitals, where
    the lines around it show it to be one ("بيروت - ليلى حسن")."""
    m = _CITY_FIRST.fullmatch(" ".join(text.split()))
    if not m or not (_city(m["first"]) or _city(m["last"])):
        return None
    place, name = (m["first"], m["last"]) if _city(m["first"]) else (m["last"], m["first"])
    person = is_caseless(name[0]) and 2 <= len(name.split()) <= 4 and is_name(name)
    if not person or _city(name) or is_agency(name) or is_role(name) or _ends_in_role(name):
        return None
    return Byline((name,), (), 0.4, place=place)


def role_line(text: str) -> Byline | None:
    """A line that says what the one named above it does, and maybe where, and names nobody
    ("Sports reporter, Oslo")."""
    line = text.strip()
    found = parse(line) if len(line) <= MAX_ROLE_LINE else None
    if len(line) > MAX_ROLE_LINE or (found and (found.names or found.agencies)):
        return None
    parts = list(_parts(line))
    cities = [city for part in parts if (city := _city(part))]
    roles = [part for part in parts if not _city(part)]
    told = bool(roles) and len(cities) <= 1 and all(_ends_in_role(part) for part in roles)
    return Byline((), (), 0.4, place=next(iter(cities), None)) if told else None


def craft(text: str) -> Literal["words", "pictures"] | None:
    """What a line says that somebody made, if it says nothing else ("Text", "Foto")."""
    word = text.strip(" :").casefold()
    if word in _words().picture_words:
        return "pictures"
    return "words" if word in _words().openers.get(word[:1], ()) else None


def tells_picture(text: str) -> bool:
    """Whether a line is the word for pictures and a name ("Photography Jane Doe")."""
    word, _, name = text.partition(" ")
    return word.casefold() in _words().picture_words and " " in name and is_name(name)


def goes_on(text: str, above: str) -> bool:
    """Whether a line goes on with the names of the byline above it ("and Jane Doe"), or that one is
    cut behind an "and"."""
    first, _, rest = text.partition(" ")
    names = rest if _joins(first) else text if _joins(above.rpartition(" ")[2]) else ""
    return " " in names and is_name(names)


def _joins(word: str) -> bool:
    return word == "&" or (len(word) > 1 and word in _words().joiners)


def is_section(text: str) -> bool:
    """Whether a line is the name of a section that many papers have ("Politics")."""
    return len(text) <= 40 and plain(text.strip(" :.»>/|")) in _words().sections


def is_label(text: str) -> bool:
    """Whether a line says what a text is and names nobody ("PRESS RELEASE")."""
    return text.casefold().strip(" .:") in _words().labels


def publisher(text: str) -> str | None:
    """What follows "Published by" in a line that begins so."""
    folded = text.casefold()
    said = next((w for w in _words().publishers if folded.startswith(f"{w} ")), None)
    return text[len(said) :].strip() if said else None


def lists_writings(text: str) -> bool:
    """Whether a line is the link to all that the person named above it wrote ("All articles")."""
    return text.casefold().strip(" .:»›>→") in _words().writings


def is_button(word: str) -> bool:
    """Whether a word is one of buttons and boxes, and no name ("Comments")."""
    return word.casefold() in _words().not_names


def _from_city(line: str) -> Byline | None:
    """The byline of names, a city in capitals and an agency."""
    signed = _FROM_CITY.fullmatch(line) if "/" in line else None
    if not signed or not signed["place"].isupper() or not is_news_agency(signed["agency"]):
        return None
    found = _named(_SIGNED_DASH.sub(" - ", signed["names"]), 0.6, opener=False)
    if found is None or not found.names:
        return None
    agencies = _unique([*found.agencies, signed["agency"]])
    return replace(found, agencies=agencies, place=signed["place"])


def may_open(text: str) -> bool:
    """A cheap look before a line is parsed: whether it may say that it is a byline."""
    line = text.lstrip(' |,;-–—•·"“”')
    folded = line[:32].casefold()
    if folded.startswith(_words().openers.get(folded[:1], ())):
        return True
    return not text.isascii() and _EAST_ASIAN.search(text) is not None


def _writers(body: str, opener: str) -> str:
    """What an opener stands before, without who took the pictures."""
    words = _words()
    writers = words.pictures.sub("", body)
    if opener and "(" in writers:
        writers = words.pictured.sub(" ", writers).strip()
    return _apart(writers) if opener else writers


def end_of_writers(text: str) -> int:
    """Where in a byline those begin who only checked, translated or illustrated the story."""
    if len(text) > 2 * MAX_LINE:
        return len(text)
    found = [m.start() for p in (_REVIEWERS, _words().reviewers) if (m := p.search(text))]
    return min(found, default=len(text))


def people(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``(names, agencies)`` of a string that a page's data gives as author, however it looks."""
    line = " ".join(_without_addresses(text).split()).strip(" |,;-–—•·")
    body, _ = _after_opener(line)
    east = _east_asian(line)
    if east:
        return east.names, east.agencies
    names: list[str] = []
    agencies: list[str] = []
    for part in _parts(body):
        supplier = _supplier(part)
        if supplier or is_agency(part):
            agencies.append(supplier or part)
        elif (names or agencies) and _city(part):
            continue
        elif not is_role(part) and not (names and (_is_degree(part) or _ends_in_role(part))):
            names.append(part.strip(" ,;:|"))
    return _unique(names), _unique(agencies)


def _without_addresses(text: str) -> str:
    if "@" in text:
        text = _HANDLE.sub(" ", _EMAIL.sub(" ", text))
    return _URL.sub(" ", text) if "." in text else text


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency, a desk or anonymous staff."""
    words = _words()
    folded = name.casefold().strip(" .")
    if (
        name.strip(" .") in words.short_agencies
        or folded in words.agencies
        or folded in words.desks
    ):
        return True
    if _lower_share(name) > 0.4:
        return False
    return _is_unspaced_desk(name) or any(
        t.strip(".,()") in words.desks for t in _GAPS.split(folded)
    )


def _is_unspaced_desk(name: str) -> bool:
    """Whether a name in a script without spaces ends with the word for a desk ("온라인뉴스팀")."""
    endings = _words().desk_endings
    return name.endswith(endings) and " " not in name and name not in endings


def is_news_agency(name: str) -> bool:
    """Whether a name is that of a known news agency, not merely of a desk."""
    words = _words()
    bare = name.strip(" .")
    return bare in words.short_agencies or bare.casefold() in words.agencies


def is_role(part: str) -> bool:
    """Whether a string says what somebody does and names nobody."""
    roles = _words().roles
    tokens = [t.strip(".,()").casefold() for t in part.split()]
    known = sum(t in roles for t in tokens)
    if len(tokens) > 2 and tokens[0] in roles and begins_small(part.split()[1]):
        return True
    return bool(tokens) and (known == len(tokens) or (known > 0 and _lower_share(part) > 0.5))


def _says_role(part: str) -> bool:
    """Whether a part tells what somebody does, at its end or with a profession before a field
    ("Reporter Politics")."""
    tokens = part.casefold().split()
    return _ends_in_role(part) or (len(tokens) == 2 and tokens[0] in _words().professions)


def _ends_in_role(part: str) -> bool:
    """Whether what follows a name says what its bearer is ("Former Acme Consultant")."""
    return part.rsplit(maxsplit=1)[-1].strip(".,()").casefold() in _words().roles


def is_name(part: str) -> bool:
    """Whether a string has the shape of one person's name."""
    if len(part) > 50 or any(map(str.isdigit, part)) or _closes(part):
        return False
    tokens = part.split()
    if not tokens or len(tokens) > MAX_NAME_WORDS or is_button(part):
        return False
    if _HAN.fullmatch(part) or _HANGUL.fullmatch(part):
        return True
    if any(t.strip(".,:").casefold() in _words().not_names for t in tokens):
        return False
    if not part.isascii() and any(
        _is_han(t) and not _HAN.fullmatch(t) and not _KANA.fullmatch(t) for t in tokens
    ):
        return False
    full = [t for t in tokens if not _small(t)]
    return 1 <= len(full) <= 5 and all(_capitalised(t) for t in full) and _small_inside(tokens)


def _closes(part: str) -> bool:
    """Whether a text in a script without capitals ends as sentences do."""
    return part[-1:] in _CLOSING and is_caseless(part[0])


def is_whole_name(name: str) -> bool:
    """Whether a name alone in a line has more than one word, or is a Chinese or Korean one; other
    single words are more often names of sections."""
    return " " in name or _east_asian_name(name)


def name_alone(line: str) -> str | None:
    """The name of a line that is nothing but one, or one and the ground of a match ("Jane Doe at
    Mill Lane"); None for cities. Only the lines around it can tell whether it is a byline."""
    name, at, ground = line.partition(" at ")
    whole = not at or (" " in name and is_name(ground))
    told = is_name(name) and not craft(name) and not tells_picture(name) and not is_role(name)
    single = _SPLIT.search(name) is None and not zones.place_country(line)
    return name if whole and told and single else None


def names_alone(line: str) -> tuple[str, ...]:
    """The names of a line that is nothing but two or three of them in a script without capitals.
    Only the lines around it can tell whether it is a byline."""
    parts = list(_parts(line)) if line and is_caseless(line[0]) else []
    told = 2 <= len(parts) <= 3 and all(
        2 <= len(part.split()) <= 4
        and is_name(part)
        and not (is_agency(part) or _ends_in_role(part) or zones.place_country(part))
        for part in parts
    )
    return _unique(parts) if told else ()


def is_japanese_name(text: str) -> bool:
    """Whether a text has the shape of one Japanese name, family name first."""
    if is_section(text) or is_label(text) or zones.place_country(text):
        return False
    return _words().japanese.fullmatch(text) is not None


def _after_opener(line: str) -> tuple[str, str]:
    """The line without its opener, and the opener ("" if there is none)."""
    folded = line.casefold()
    for word in _words().openers.get(folded[:1], ()):
        if not folded.startswith(word):
            continue
        rest = line[len(word) :]
        cut = _OPENER.match(rest)
        gap = cut.end() if cut else 0
        if gap or _is_han(word[-1]) or _GLUED_NAME.match(line[len(word) - 1 :]):
            return _made_by(rest, gap, word), word
    return line, ""


def _made_by(rest: str, gap: int, opener: str) -> str:
    """What follows an opener, without the "by" behind the word for text and pictures."""
    works = not rest[:gap].strip() and opener.rpartition(" ")[2] in _words().picture_words
    by = _OF_WORK.match(rest, gap) if works else None
    return rest[by.end() if by else gap :]


def _named(body: str, confidence: float, *, opener: bool) -> Byline | None:
    """Names of a string that must be nothing but names, roles, cities and agencies."""
    found = _told_apart(body)
    if found is None or (not opener and tells_picture(body)):
        return None
    names, agencies, described, place = found
    last = _LAST_WORD.search(body) if opener else None
    if last and len(names) > 1 and last[1] == names[-1] and " " in names[0]:
        names.pop()
    if not opener:
        names = [_uncrafted(n) for n in names]
        outlets = [n for n in names[1:] if " " not in n and not is_caseless(n[0])]
        names = [n for n in names if n not in outlets]
        agencies += [n for n in outlets if not _is_town(n, body)]
        described = described or any(map(is_news_agency, agencies))
        if zones.place_country(body) or not _plausible(names, agencies, described):
            return None
    return Byline(_unique(names), _unique(agencies), confidence, opener, place=place)


def _is_town(name: str, line: str) -> bool:
    """Whether a word in capitals behind a slash is rather a town than an outlet ("Jane Doe /
    VILLAGE")."""
    return "/" in line and len(name) > LONGEST_PREPOSITION and name.isupper()


def _uncrafted(name: str) -> str:
    """A name without the word for what its bearer wrote ("Recipe Jane Doe")."""
    word, _, rest = name.partition(" ")
    return rest if word.casefold() in _words().crafts and " " in rest else name


def _told_apart(body: str) -> tuple[list[str], list[str], bool, str | None] | None:
    """``(names, agencies, described, place)`` of such a string, ``described`` telling whether it
    says what the people do; None if it holds anything else, or names nobody."""
    names: list[str] = []
    agencies: list[str] = []
    described = False
    place = None
    parts = list(_parts(body))
    first = _city(parts[0]) if len(parts) > 1 else None
    if first and any(" " in part and is_name(part) for part in parts[1:]):
        place = first
        parts = parts[1:]
    for part, titled in map(_untitled, parts):
        described = described or titled
        city = _city(part) if names or agencies else None
        if city:
            place = place or city
        elif names and _says_role(part) and not is_news_agency(part):
            described = True
        elif agency := _agency(part):
            agencies.append(agency)
        elif names and _belongs(part):
            continue
        elif is_name(part) and not is_role(part):
            names.append(_tidy(part))
        elif not is_role(part):
            return None
    return (names, agencies, described, place) if names or agencies else None


def _untitled(part: str) -> tuple[str, bool]:
    """A name without the titles in small letters before it, and whether one of a script without
    capitals says that it is a person; those stay."""
    words = _words()
    tokens = part.split()
    while len(tokens) > 2 and tokens[0].islower() and tokens[0] in words.small_titles:
        tokens.pop(0)
    return " ".join(tokens), len(tokens) > 1 and tokens[0] in words.titles


def _belongs(part: str) -> bool:
    """Whether what follows a name says what its bearer belongs to ("of the Gazette")."""
    first, *rest = part.split()
    own = [token for token in rest if not (_small(token) or token == "the")]
    named = bool(own) and all(t[0].isupper() or t[-1].isdigit() for t in own)
    return first in _words().belonging and named and len(rest) <= 4


def _agency(part: str) -> str | None:
    """The agency, desk or part of a site that a part names, alone or as the one whose material the
    story uses."""
    named = part.count(" ") < MAX_NAME_WORDS and is_agency(part)
    return _supplier(part) or (part if named or _OUTLET.fullmatch(part) else None)


def _supplier(part: str) -> str | None:
    """The agency of "with material from Reuters"."""
    opened = _words().supplied.match(part)
    agency = part[opened.end() :] if opened else ""
    return agency if is_news_agency(agency) else None


def _city(part: str) -> str | None:
    """The city where the bearer of the name before it works ("Oslo", "de Lima"), if it is one."""
    city = part.partition(" ")[2] if begins_small(part) else part
    return city if zones.place_country(city) else None


def _plausible(names: list[str], agencies: list[str], described: bool) -> bool:
    """Whether names without an opener may be a byline: two capitalised words or more each, or
    a Chinese or Korean name; in scripts without capitals any two words look like a name, and only
    ``described`` ones, with what their bearers do, are taken."""
    return all(
        2 <= len(n.split()) <= 5 if described or not is_caseless(n[0]) else _east_asian_name(n)
        for n in names
    ) and (bool(names) or all(_words_are_agency(a) for a in agencies))


def _east_asian_name(name: str) -> bool:
    chinese = bool(_HAN.fullmatch(name)) and name[0] in _words().surnames
    return bool(_HANGUL.fullmatch(name)) or (chinese and name[-1] not in _DISTRICTS)


def _words_are_agency(name: str) -> bool:
    words = _words()
    folded = name.casefold()
    tokens = folded.split()
    return (
        name in words.short_agencies
        or folded in words.agencies
        or folded in words.desks
        or _is_unspaced_desk(name)
        or (len(tokens) <= 4 and not words.desks.isdisjoint((tokens[0], tokens[-1].rstrip("."))))
    )


def _with_role(line: str) -> Byline | None:
    """A name that a role follows without a comma ("Jane Doe Senior Reporter at the Gazette")."""
    tokens = line.split()
    if len(line) > 100 or line.isupper() or line.endswith((".", "!", "?")):
        return None
    if any(token.isupper() for token in tokens[:2]):
        return None
    for size in (2, 3):
        words = [t.strip(",:").casefold() for t in tokens[size : size + 2]]
        if not _words().professions.intersection(words):
            continue
        name = " ".join(tokens[:size])
        if words[0] in _words().roles and tokens[size][0].isupper() and is_name(name):
            return None if is_agency(name) or is_role(name) else Byline((name,), (), 0.6, False)
    return None


def _leading(body: str) -> Byline | None:
    """The names that begin a line after a strong opener ("By Jane Doe of the Gazette")."""
    tokens = body.split()
    if len(tokens) > MAX_LEADING or body.rstrip().endswith((".", "!", "?")):
        return None
    names: list[str] = []
    while taken := _first_name(tokens):
        name = " ".join(taken).rstrip(",;|")
        if is_agency(name) or any(t.casefold() in _words().not_names for t in name.split()):
            break
        names.append(_tidy(name))
        tokens = tokens[len(taken) :]
        if tokens[:1] and tokens[0] in _AND and taken[-1][-1] not in _STOPS:
            tokens = tokens[1:]
        else:
            break
    return Byline(_unique(names), (), 0.7, True) if names else None


def _first_name(tokens: list[str]) -> list[str]:
    """The words, two or more, that begin a line as a name does."""
    taken: list[str] = []
    for i, token in enumerate(tokens[:MAX_NAME_WORDS]):
        word = token.rstrip(_STOPS)
        if not (_capitalised(word) or (_small(word) and taken)):
            break
        if token in _AND and len(taken) > 1 and _first_name(tokens[i + 1 :]):
            break
        taken.append(token)
        if token != word:
            break
    while taken and _small(taken[-1]):
        taken.pop()
    return taken if len(taken) > 1 else []


def _parts(body: str) -> Iterator[str]:
    """The names, roles and agencies of a list, in order, joiners and brackets gone."""
    bracketed = _BRACKETS.findall(body) if _OPEN.search(body) else []
    for piece in _SPLIT.split(_BRACKETS.sub(" ", body) if bracketed else body):
        yield from _joined(piece)
    for piece in [b.strip(" ()[]（）【】") for b in bracketed]:
        if is_agency(piece) or _city(piece):
            yield piece


def _joined(piece: str) -> Iterator[str]:
    joiners = _words().joiners
    current: list[str] = []
    tokens = piece.split()
    for i, token in enumerate(tokens):
        low = token.casefold()
        whole = len(current) >= 2 or low in ("and", "&", "und", "et", "и", "และ", "和")
        spelled = token == low or low in ("and", "und")
        last = low == "in" and i + 2 == len(tokens) and not _city(tokens[-1])
        meant = low == "for" or token.startswith(_words().audience)
        if len(current) > 1 and (meant or last):
            break
        if low in joiners and spelled and whole and i + 1 < len(tokens):
            if current:
                yield " ".join(current)
            current = []
        else:
            current.append(token)
    if current:
        yield " ".join(current).strip(" .:-–—") if len(current[-1]) > 2 else " ".join(current)


def _apart(line: str) -> str:
    """A byline of four words or more with an "and" that is one letter before the next name apart:
    where two words or more stand on both sides of it and the letter does not belong to a name."""
    words = _words()
    tokens = line.split()
    if line.isascii() or len(tokens) > LONGEST_PAIR or _PERSIAN.search(line) or is_agency(line):
        return line
    for i in range(2, len(tokens) - 1):
        token = tokens[i]
        if token[0] not in words.attached or len(token) < 3 or token in words.attached_names:
            continue
        own = (*tokens[i - 2 : i], token, tokens[i + 1])
        if (words.joiners | words.particles).isdisjoint(own):
            return " ".join((*tokens[:i], token[0], token[1:], *tokens[i + 1 :]))
    return line


def _tidy(name: str) -> str:
    """A name without the role that ends it."""
    tokens = name.split()
    roles = _words().roles
    while len(tokens) > 2 and tokens[-1].strip(".,").casefold() in roles:
        tokens.pop()
    return " ".join(tokens).strip(" ,;:|")


def _is_degree(part: str) -> bool:
    """Whether what follows a name is a degree or licence ("MS", "CEPF®", "E-RYT 200")."""
    return any(c.isdigit() or c in "®™" for c in part) or (
        len(part) <= 6 and part.isupper() and " " not in part and part.isascii()
    )


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        if name:
            seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def _small(token: str) -> bool:
    return token.casefold() in _words().particles or bool(_INITIAL.fullmatch(token))


def _small_inside(tokens: list[str]) -> bool:
    return len(tokens) == 1 or not tokens[-1].islower() or not tokens[-1].isascii()


def _capitalised(token: str) -> bool:
    word = token.strip("'’‘\"“”.,-")
    if not word or not _letters(word):
        return False
    if is_caseless(word[0]):
        return len(word) >= 2
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def _letters(word: str) -> bool:
    return word.isalpha() or all(
        c in "'’‘-.‐·`´\u200c\u200d" or unicodedata.category(c)[0] in "LM" for c in word
    )


def _lower_share(text: str) -> float:
    tokens = text.split()
    return sum(begins_small(t) for t in tokens) / max(1, len(tokens))


def _is_han(token: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in token)


def _unplaced(line: str) -> tuple[str, str | None]:
    """An East Asian byline without the place where the story was filed and without its source, and
    that place, if it is a well-known city."""
    before = _KOREAN_PLACE.match(line) or _EAST_SOURCE.match(line)
    text = line[before.end() :] if before else line
    place = before.group().strip("[(（【 =") if before else ""
    text = text.strip(" ()（）[]【】")
    closed = _REPORTED.search(text)
    if closed:
        text = text[: closed.start()]
        cities = (text[-size:] for size in (4, 3, 2) if closed["place"] is None)
        last = next((c for c in cities if zones.place_country(c)), "")
        text = text.removesuffix(last)
        place = last or (closed["place"] or "").strip(" ／/")
    return text.strip(" ()（）[]【】="), place if zones.place_country(place) else None


def _east_asian(line: str) -> Byline | None:
    """Bylines around the word for reporter: "（记者 王小明 李华）", "홍길동 기자"."""
    if len(line) > 60 or not _EAST_ASIAN.search(line):
        return None
    credited = _CREDITED.fullmatch(line)
    if credited and is_japanese_name(credited["name"]):
        return Byline((credited["name"],), (credited["outlet"],), 0.9, True)
    text, place = _unplaced(line)
    roles = _EAST_ROLE.findall(text)
    opened = _EAST_OPENER.match(text)
    if not roles and not opened:
        return None
    bare = _EAST_ROLE.sub(" ", text[opened.end() if opened else 0 :])
    tokens = [t for t in re.split(r"[\s/、，,·:：()（）=|]+", bare) if t]
    words = _words()
    agencies = [t for t in tokens if is_agency(t) or t.casefold() in words.agencies]
    names = [t for t in tokens if t not in agencies]
    korean = all(_HANGUL.fullmatch(n) for n in names)
    chinese = all(_HAN.fullmatch(n) and n[0] in words.surnames for n in names)
    japanese = all(_KANA.fullmatch(n) or _HAN.fullmatch(n) for n in names) and len(names) <= 2
    if not names or len(names) > 8 or not (korean or chinese or japanese):
        return None
    editor = opened is None and all(map(_EAST_EDITOR.search, roles))
    return Byline(_unique(names), _unique(agencies), 0.9, True, editor, place)
