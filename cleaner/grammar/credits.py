"""Captions of pictures, the notices of agencies, and who is credited in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from cleaner.grammar import bylines
from cleaner.grammar.letters import HAN, UNSPACED_LETTER, begins_small
from cleaner.grammar.tables import table

LONGEST_NOTICE = 420
LONGEST_CREDIT = 90
MOST_CREDIT_WORDS = 4
LONGEST_PART = 160
"""Characters of a sentence that tells an agency's part in a story."""
LONGEST_LIST = 50
MOST_SPACES = 9
"""A line that names a source has no more words than this; longer ones are prose."""
LONGEST_CAPTION, FEWEST_WORDS, FEWEST_UNSPACED = 420, 3, 6
"""Characters of a caption with its credit; words of one without, or letters of a script that does
not space them."""
LONGEST_SHOWN = 240
"""Characters of a caption within a story."""
MOST_HOUSE_WORDS = 5
"""Words of the name of a paper or a studio."""

_BRACKETED = re.compile(r"\s*[(\[（【]\s*(?P<inner>[^()\[\]（）【】]{2,90})\s*[)\]）】]\s*\.?\s*$")
_LAST_BAR = re.compile(r"\s*[|/]\s*(?P<inner>[^|/]{2,60})$")
_COLON = re.compile(r"[:：/／©|=＝]")
"""What stands between the opener of a credit and the name."""
_BRACKETS = re.compile(r"[()（）\[\]【】]")
_WORDS = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_SEPARATORS = re.compile(
    r"\s*(?:[,;/+&|、，·]|\s[-–—]\s|-(?=[A-Z]{2,})|\b(?:and|und|et|y|e|и|och|og|en)\b)\s*"
)

_ENDED = re.compile(r"[.!?…。।॥؟۔։][\"'”’»)\]]*\s+(?=\S)")
"""Where a sentence ends and something follows."""
_TO_BAR = re.compile(r".*\s[|]\s")
_TAKEN = re.compile(
    rf"(?:記者|记者|通訊員|通讯员|特派員|社发|社發|[（(／/|｜])\s*"
    rf"(?:[{HAN}]{{2,4}}[、\s])*[{HAN}]{{2,4}}(?<!拍)\s?[攝摄][)）。]*$"
)
"""Who took a picture, as the captions of Chinese papers end ("記者張三攝", "（张三摄）")."""
_AT_HOUR = re.compile(
    r"[＝=](?=[^。＝=]{4,80}$)(?=[^。]{0,20}(?:\d日(?:午前|午後|未明|早朝|朝|昼|夕|夜|深夜)|.*(?:撮影|写す|提供)$))"
)
"""When, where and by whom, as captions of Japanese papers end ("＝3日午後、港町、山田花子撮影")."""
_SLASHED = re.compile(
    r"(?<=[.!?…]\s)/\s(?P<house>[^/.]{3,40}|(?:[^\W\d_]\.\s?)+[^/.]{3,40})[*_ ]*$"
)
"""Whose a picture is, in capitals, as the captions of Spanish papers end (". / J. GARCÍA")."""
_FILE_OF_PICTURE = re.compile(r"\S.{0,250}\s[-–—]\s[^,]{2,50},\s\d{3,4},\s\d{1,2}\.\d{1,2}\.\d{4}")
_PERSON_FIRST = re.compile(r"(?<=[.!?…]\s)(?P<person>[^.!?()]{5,40})\s\((?P<house>[^()]{2,30})\)$")
_HOUSE_FIRST = re.compile(
    r"(?:(?<=[.!?…])\s?|\s)(?P<house>[^\W\d_]\w{1,15}(?:\s(?:Images|Photo))?)/(?P<person>[^/]{5,40})$"
)
"""Who took a picture and for whom, as captions of several agencies and papers end."""
_LETTER = re.compile(r"[^\W\d_]")
_MARKS = "*_ "
"""Signs of emphasis around a caption in Markdown."""
_FOR = re.compile(
    r"\s*[/|,;&]\s*|\s[-–—]\s|\s(?:for|pour|für|per|para|voor|dla|via|and|und|et|y|e|en)\s",
    re.IGNORECASE,
)
"""What stands between who took a picture and for whom."""
_PAIRED = re.compile(r"[/|]|\s(?:for|pour|für|per|para|voor|dla|via)\s", re.IGNORECASE)
"""The same where nothing else shows a credit: commas also stand between a speaker and a party."""
_LICENCE = re.compile(r"creative commons|\bcc[ -]by\b", re.IGNORECASE)
_OPENER_EDGES = " :：/／©|=＝"
_EDGES = " .:«»“”„\"'©()"


@dataclass(frozen=True, slots=True)
class _Words:
    photo: re.Pattern[str]
    """An opener of a credit and its colon ("Photo:", "Foto ©", "图:")."""
    photo_by: re.Pattern[str]
    """An opener of a credit without a colon, after a sentence ("Photo by", "Foto")."""
    photo_sign: re.Pattern[str]
    """The same and any sign."""
    source: re.Pattern[str]
    """An opener of a notice ("Source:", "With material from")."""
    pictures: frozenset[str]
    """Agencies of pictures."""
    feed: tuple[str, ...]
    """Words, lower case, that only notices of agencies hold ("syndicated feed", "wire")."""
    any_source: frozenset[str]
    """Openers that name the source of a figure or a text, too ("Quelle")."""
    alone: frozenset[str]
    """Lines that are nothing but whose a picture is ("Contributed", "Archivbild")."""
    positions: re.Pattern[str]
    """Where somebody stands in a picture, in brackets ("(centre)")."""
    numbered: re.Pattern[str]
    """What opens the caption of one of several pictures ("Photo 2:")."""
    provided: re.Pattern[str]
    """What opens a line that names the house whose text it is ("Provided by")."""
    part: re.Pattern[str]
    """What sentences say of an agency's part in a story ("contributed to this report")."""


@cache
def _words() -> _Words:
    data = table("bylines")["credits"]
    return _Words(
        _opener(data["photo"], rf"\s?{_COLON.pattern}\s?", r"(?:^|(?<=[\s()（）\[.]))"),
        _opener(
            data["photo"], r"(?:\s(?:by|von|par|por|di|door|av|af))?\s", r"(?:^|(?<=[.!?)\]|]\s))"
        ),
        _opener(data["photo"], r"\s?[^\w\s]", ""),
        _opener(data["source"], r"\s?[:：/©|]\s?|\s", ""),
        frozenset(name.casefold() for name in data["pictures"]),
        tuple(word.casefold() for word in data["feed"]),
        frozenset(data["any_source"]),
        frozenset(data["alone"]),
        _opener(data["positions"], r"\s*[)）]", r"[(（]\s*"),
        _opener(data["photo"], r"\s?\d{1,2}\s?[:：.]\s?", "^"),
        _opener(data["provided"], r"\s?[:：]\s?|\s", ""),
        _opener(data["part"], "", r"(?<!\w)"),
    )


def _opener(words: list[str], after: str, before: str) -> re.Pattern[str]:
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"{before}(?:{listed})(?:{after})", re.IGNORECASE)


@lru_cache(maxsize=256)
def split(caption: str) -> tuple[str, str]:
    """``(caption, credit)`` of the text under a picture; either may be empty.

    Forms: ``... (Photo: Jane Doe)``, ``... Foto: dpa``, ``... | Reuters``, ``© Jane Doe/AFP``.
    """
    text = " ".join(caption.split())
    for read in (_in_brackets, _after_opener, _after_bar):
        found = read(text)
        if found:
            return found
    if len(text) <= LONGEST_CREDIT and (
        text.casefold() in _words().pictures or _all_agencies(text)
    ):
        return "", text
    return text, ""


def holds_credit(text: str) -> bool:
    """Whether a line ends with who took a picture ("The bridge - Photo: Jane Doe")."""
    opened = next(_openers(text), None)
    return opened is not None and text[opened.end() :].count(" ") < MOST_CREDIT_WORDS


def opens_credit(text: str) -> bool:
    """Whether a line begins with the word for a picture and a sign ("Photo:", "Foto -")."""
    return _words().photo_sign.match(text) is not None


def is_credit(text: str) -> bool:
    """Whether a line is nothing but whose a picture is: "Contributed", "Photo: Jane Doe", "(Photo
    by Jane Doe)"."""
    bare = text.strip(_EDGES + "[]（）")
    if len(bare) > LONGEST_CREDIT:
        return False
    bracketed = text[0] in "(（" and _words().photo_by.match(bare) is not None
    return bracketed or opens_credit(text) or bare.casefold() in _words().alone


def points_out(text: str) -> bool:
    """Whether a line says where somebody stands in a picture ("Jane Doe (centre) waits")."""
    return _words().positions.search(text) is not None


def ends_in_credit(text: str) -> bool:
    """Whether a text ends with who took the picture that it is about, or with an agency in
    brackets ("(AP Video by Jane Doe)")."""
    if split(text)[1]:
        return True
    m = _BRACKETED.search(text)
    return m is not None and bylines.is_news_agency(m["inner"].split()[0])


@lru_cache(maxsize=256)
def is_credited(text: str) -> bool:
    """Whether a line says what a picture shows and ends with whose it is, so that no sentence of a
    story does: ``... (Jane Doe/Example)``, ``.... Photo: Jane Doe``, ``.... Photo courtesy of Jane
    Doe``, ``.... JANE DOE``, ``.... / J. DOE``, ``... | JANE DOE / EXAMPLE``, ``...。記者張三攝``,
    ``...＝3日午後、港町``.

    An agency alone in brackets or behind a slash may have written the story, and does not count.
    """
    line = " ".join(text.split()).strip(_MARKS)
    if len(line) > LONGEST_CAPTION or line.isupper():
        return False
    taken = _taken(line)
    if taken is not None:
        return _says_enough(line[:taken])
    return any(
        _says_enough(line[:at]) and _is_of_picture(line[at:], bare) for at, bare in _tails(line)
    )


def is_shown(text: str) -> bool:
    """Whether a line within a story is a caption: short, with its credit, and that with the word
    for a picture and a sign ("... (Photo: Jane Doe)"), with the sign of copyright, or with a person
    and an agency. A line with another colon lists things."""
    if len(text) > LONGEST_SHOWN:
        return False
    if is_signed(text) or _names_agency(text):
        return True
    if not is_credited(text):
        return False
    numbered = _words().numbered.match(text)
    text = text[numbered.end() if numbered else 0 :]
    opened = next(_openers(text), None)
    if opened is None or any(sign in text[: opened.start()] for sign in ":："):
        return opened is None and _taken(text) is not None
    return opened[0].strip(_OPENER_EDGES).casefold() not in _words().any_source


def is_signed(text: str) -> bool:
    """Whether a line says something and ends with the sign of copyright and a name ("The bridge at
    dawn. © Jane Doe/Example")."""
    before, sign, after = text.rpartition("©")
    if not sign or not before:
        return False
    names = [part.strip(_EDGES) for part in _FOR.split(after) if _LETTER.search(part)]
    return (
        bool(names)
        and len(after) <= LONGEST_CREDIT
        and "©" not in before
        and not any(map(str.isdecimal, after))
        and _says_enough(before)
        and all(_is_house(name) or _is_agency(name) for name in names)
    )


def _names_agency(text: str) -> bool:
    """Whether a line says something and ends with who took a picture and for which agency: "... on
    the quay. Jane Doe (REUTERS)", "... on the quay.Example/Jane Doe"."""
    tail = text[-LONGEST_CREDIT:]
    if tail[-1:] != ")" and "/" not in tail:
        return False
    line = " ".join(tail.split())
    found = _PERSON_FIRST.search(line) or _HOUSE_FIRST.search(line)
    if found is None or not _says_enough(text[: len(text) - len(found[0])]):
        return False
    house = found["house"]
    told = house.casefold() in _words().pictures or bylines.is_news_agency(house.split()[0])
    return told and _is_person(found["person"])


def is_bare(text: str) -> bool:
    """Whether a line is nothing but the word for a picture, a sign and whose it is ("Image: Jane
    Doe", "(Photo: Example / Doe)")."""
    bare = text.strip("()（）[] ")
    opened = _words().photo.match(bare) if len(bare) <= LONGEST_CREDIT else None
    if opened is None or opened[0].strip(_OPENER_EDGES).casefold() in _words().any_source:
        return False
    names = [part.strip(_EDGES) for part in _FOR.split(bare[opened.end() :])]
    return all(name and (_is_house(name) or _is_agency(name)) for name in names)


def _taken(line: str) -> int | None:
    """Where the end of a caption begins that tells by its form alone who took the picture."""
    found = _TAKEN.search(line) or _AT_HOUR.search(line)
    slashed = None if found else _SLASHED.search(line)
    house = slashed["house"] if slashed else ""
    if slashed and house.isupper() and not bylines.is_agency(house):
        return slashed.start()
    return found.start() if found else None


def _says_enough(text: str) -> bool:
    """Whether what stands before a credit says what the picture shows."""
    return (
        len(text.split()) >= FEWEST_WORDS or len(UNSPACED_LETTER.findall(text)) >= FEWEST_UNSPACED
    )


def is_file_of_picture(text: str) -> bool:
    """Whether a line tells of a picture what it shows, whose it is, its width and its day ("The
    quay at dawn - Example, 1920, 04.11.2023")."""
    return _FILE_OF_PICTURE.fullmatch(text) is not None


def is_licence(text: str) -> bool:
    """Whether a line says under which free licence a picture is shown ("Photo of the bridge by Jane
    Doe used under a Creative Commons license.")."""
    opened = _words().photo_by.match(text) or _words().photo.match(text)
    return opened is not None and _LICENCE.search(text) is not None


def _tails(line: str) -> Iterator[tuple[int, bool]]:
    """Where the credit of a caption may begin, and whether it stands in no brackets there."""
    bracketed = _BRACKETED.search(line)
    if bracketed:
        yield bracketed.start("inner"), False
        return
    ends = [m.end() for m in _ENDED.finditer(line)]
    yield from ((at, True) for at in ends if len(line) - at <= LONGEST_CREDIT)
    bar = _TO_BAR.match(line)
    if bar:
        yield bar.end(), True


def _is_of_picture(text: str, bare: bool) -> bool:
    """Whether the end of a caption is a credit; one in brackets has its opener, or names both who
    took the picture and for whom."""
    sign = _words().photo.match(text)
    opened = sign or _words().photo_by.match(text)
    parts = _FOR.split(text[opened.end() if opened else 0 :])
    names = [name for part in parts if _LETTER.search(name := part.strip(_EDGES))]
    if not names or not (opened or text[0] == "©" or len(names) > 1):
        return bare and text.isupper() and bool(names) and _signs_alone(names[0])
    people = [_is_person(name) for name in names]
    if any(people[:-1]) and " " not in names[-1]:
        names.pop()
    if opened or text[0] == "©":
        told = sign or text[0] == "©" or not bare or any(people) or any(map(_is_agency, names))
        return bool(told) and all(map(_is_house, names))
    paired = _PAIRED.search(text) is not None or any(map(_is_agency, names))
    spoken = bare and text.isupper()
    told = paired and (spoken or not all(people))
    return told and any(people) and all(map(_is_house, names))


def _signs_alone(name: str) -> bool:
    """Whether capitals at the end of a caption are a house of pictures: the words on a banner look
    like a person's name, and an agency may have written the story."""
    return name.casefold() in _words().pictures


def _is_person(name: str) -> bool:
    shaped = bylines.is_name(name.title() if name.isupper() else name)
    return " " in name and shaped and not _is_agency(name)


def _is_agency(name: str) -> bool:
    return bylines.is_agency(name) or bylines.is_agency(name.removeprefix("THE "))


def _is_house(name: str) -> bool:
    """Whether a part of a credit may be a name: all its words but small ones like "of" begin with
    a capital, where the script has them."""
    words = name.split()
    small = sum(begins_small(word) for word in words)
    return len(words) <= MOST_HOUSE_WORDS and not begins_small(name) and 2 * small <= len(words)


def _in_brackets(text: str) -> tuple[str, str] | None:
    m = _BRACKETED.search(text)
    if not m:
        return None
    inner = m["inner"]
    opened = _words().photo.match(inner) or _words().photo_by.match(inner)
    if opened or inner[0] == "©" or _all_agencies(inner):
        return text[: m.start()].strip(), inner[opened.end() if opened else 0 :].strip(" ©:")
    return None


def _after_opener(text: str) -> tuple[str, str] | None:
    """A credit behind its opener; one without a colon must be nothing but a name or agencies."""
    sign = text.rfind("©")
    openers = [(m.start(), m.end()) for m in _openers(text)][-1:]
    openers += [(sign, sign + 1)] if sign >= 0 and not openers else []
    if not openers:
        for m in _words().photo_by.finditer(text):
            name = text[m.end() :].strip(" .")
            if _all_agencies(name) or (" " in name and bylines.is_name(name)):
                openers = [(m.start(), m.end())]
    for start, end in openers:
        credit = text[end:].strip(" :.©)")
        if 2 <= len(credit) <= LONGEST_CREDIT and ". " not in credit:
            return text[:start].strip(" ([|–—-"), credit
    return None


def _openers(text: str) -> Iterator[re.Match[str]]:
    """The openers of credits in a text that have their colon."""
    return _words().photo.finditer(text) if _COLON.search(text) else iter(())


def _after_bar(text: str) -> tuple[str, str] | None:
    m = _LAST_BAR.search(text)
    if m and _all_agencies(m["inner"]):
        return text[: m.start()].strip(), m["inner"].strip()
    return None


def _all_agencies(text: str) -> bool:
    return bool(agencies_in_list(text))


def agencies_in_list(text: str) -> tuple[str, ...]:
    """The agencies of a string that is nothing but a list of them with their signs."""
    bare = _BRACKETS.sub(" / ", text)
    parts = [p.strip(" .") for p in _SEPARATORS.split(bare) if p.strip(" .")]
    if text.isupper():
        parts = [word for part in parts for word in part.split()]
    named = tuple(p for p in parts if bylines.is_news_agency(p))
    return named if named and all(p in named or _is_sign(p) for p in parts) else ()


def _is_sign(part: str) -> bool:
    """Whether a part of an agency's line is the sign of an editor ("lno", "JD")."""
    return len(part) <= 4 and part.isalpha()


def is_agency_notice(text: str) -> bool:
    """Whether a short text says that an agency wrote or supplied the story.

    Such are ``(AFP)``, ``dpa/lno``, ``Source: Reuters``, ``Mit Material der dpa``, ``© 2021 AFP.
    All rights reserved`` and ``... auto-generated from a syndicated feed``.
    """
    line = " ".join(text.split())
    told = 2 <= len(line) <= LONGEST_NOTICE and _tells_agency(line)
    return told and not says_twice(line)


def says_twice(text: str) -> bool:
    """Whether a line says the same twice, as the credits of pictures do ("Jo Doe/AP Jo Doe/AP")."""
    words = text.split()
    half = len(words) // 2
    return half > 0 and words[:half] == words[half:]


def _tells_agency(line: str) -> bool:
    if len(line) <= LONGEST_LIST and agencies_in_list(line.strip("()[]（）【】 .=")):
        return True
    folded = line.casefold()
    if any(word in folded for word in _words().feed):
        return True
    opened = line.count(" ") < MOST_SPACES and _opens_notice(line.lstrip("(（[* "))
    dated = "©" in line[:20] and any(c.isdecimal() for c in line)
    told = len(line) <= LONGEST_PART and _words().part.search(line)
    return bool(opened or dated or told) and agency_of_notice(line) is not None


def _opens_notice(line: str) -> bool:
    """Whether a line begins with whose material it is; behind a single word without a sign ("Source
    Reuters") the agency stands at once: "Sources at Reuters said" is a sentence."""
    opener = _words().source.match(line)
    if opener is None or " " in opener[0].strip() or not opener[0].endswith(" "):
        return opener is not None
    words = line[opener.end() :].rstrip(" .)").split()
    return any(bylines.is_news_agency(" ".join(words[:size])) for size in (1, 2, 3))


def opens_source(label: str) -> bool:
    """Whether what stands before a colon says that a source follows ("Source")."""
    return _words().source.fullmatch(f"{label.strip()}:") is not None


def names_supplier(line: str) -> bool:
    """Whether a line says only which house supplied the text ("Provided by Example University")."""
    opened = _words().provided.match(line)
    house = line[opened.end() :] if opened else ""
    short = len(line) <= LONGEST_CREDIT and line.count(" ") < MOST_SPACES
    return short and not house.endswith((".", "!", "?")) and bylines.is_agency(house)


def agency_of_notice(line: str) -> str | None:
    """The news agency that a line names first, by its longest name."""
    words = _WORDS.findall(line)[:40]
    names = (
        " ".join(words[i : i + size])
        for i in range(len(words))
        for size in (3, 2, 1)
        if i + size <= len(words)
    )
    parts = (p for p in re.split(r"[-/]", line) if len(p) <= 30)
    return next(filter(bylines.is_news_agency, (*names, *parts)), None)
