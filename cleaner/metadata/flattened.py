"""Header lines of a text page that lost its line breaks: title, byline and date run together."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from cleaner.grammar import bylines, dates, heads, places, slugs, zones
from cleaner.grammar.letters import begins_small
from cleaner.grammar.tables import table
from cleaner.metadata.sources import Sources
from cleaner.records import Candidate

FEWEST_WORDS, MOST_WORDS = 5, 30
CRUMBS = 12
"""How many of the first words may be the way to the title, from the start page."""
MOST_STEP_WORDS = 3
"""Words of a step of that way."""
LONGEST_STANDFIRST = 40
"""Words of a standfirst."""
SHORTEST_LABEL = 5
"""Letters of a word that names an author."""
SHORTEST_SENTENCE = 30
"""Characters of a sentence that a page says twice."""
SHORTEST_TITLE, LONGEST_TITLE = 4, 150
"""Words and characters of a title, above the header of a page without line breaks."""
SHORTEST_COPY = 8
"""Characters of a title that a text repeats."""
ROOT = 4
"""Letters by which a word is known again."""
LAST = 4
"""How many of the last blocks may hold the name that signs the story."""
SIGNS = 4
"""How many words of a title an address may leave out that are no words ("&", "–")."""
FIRST = 6
"""How many of the first blocks show whether a page is flattened, and may hold its title."""
HEAD = 1200
"""Characters at the start of the page that may hold its header."""


class _Mark(NamedTuple):
    """One way in which a text names its author."""

    signs: tuple[str, ...]
    """Of these strings any such text holds one; they are quickly looked for."""
    pattern: re.Pattern[str]

    def may_stand_in(self, text: str) -> bool:
        return any([sign in text for sign in self.signs])

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may_stand_in(text) else None


_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’\-]{1,20}\s){1,3}[A-ZÀ-ÞĀ-Ž][\w'’\-]{1,20}"
_CHINESE = _Mark(
    ("记者", "記者"),
    re.compile(r"[（(](?:本报|新华社)?(?:记者|記者)\s?([\u3400-\u9fff][^()（）]{1,40})[)）]"),
)
"""Stands behind the story, too."""
_LABELS = tuple(table("bylines")["frame"]["credits"])
_CREDITS = (
    _Mark(
        ("By", "BY", "Por", "Von", "Par"),
        re.compile(
            rf"\b(?:By|BY|Por|Von|Par)\s({_NAME})"
            r"(?=\s?[|(,•·–—-]|\s\d|\s(?:Published|Updated|FOR)\b)"
        ),
    ),
    _Mark(
        tuple(f"{label}:" for label in _LABELS),
        re.compile(
            rf"(?<![\w/])(?:{'|'.join(_LABELS)}):\s({_NAME})"
            r"(?=\s?[|(,/•·–—-]|\s\d|\s[^\W\d_]{3,20}:)"
        ),
    ),
    _Mark(("|",), re.compile(rf"(?<![Gg]raphic )(?<![Gg]raphics )\bby\s({_NAME})(?=\s?\|)")),
    _CHINESE,
    _Mark(
        ("특파원", "기자"),
        re.compile(r"\([^()=]{1,20}=[^()]{2,12}\)\s([\uac00-\ud7a3]{2,4})\s(?:특파원|기자)\s?="),
    ),
    _Mark(
        ("كتب",),
        re.compile(
            r"(?:^|\s)(?:كتب|كتبت)\s?[-|:]\s?([\u0621-\u064a]{2,12}\s[\u0621-\u064a]{2,12})"
            r"(?=[\s:|])"
        ),
    ),
    _Mark(
        ("بقلم",),
        re.compile(
            r"(?:^|\s)بقلم\s?:?\s((?:عبد\s)?[\u0621-\u064a]{2,12}\s[\u0621-\u064a]{2,12})"
            r"(?=[\s:|])"
        ),
    ),
)
_OPENERS = (
    _Mark(
        ("By", "BY"),
        re.compile(
            r"(?<=\s)(?:By|BY)\s+(?:(?:The|the)\s)?(?:[A-Z][\w.&]*\s){0,3}"
            r"(?:Staff|Agency|Desk|Reporter|AFP|AP|Reuters|Correspondent)\b"
        ),
    ),
    _Mark(
        ("بقلم", "كتب", "إعداد", "تحرير"),
        re.compile(r"(?<=\s)(?:بقلم|كتبت?|إعداد|تحرير)\s?[-|:]?\s"),
    ),
    _Mark(
        ("记者", "記者", "작성자", "입력"),
        re.compile(r"(?<=\s)[（(]?(?:本报|新华社)?(?:记者|記者)|작성자|입력"),
    ),
)
"""Where a credit begins, also one that names an agency or stands in a script without capitals."""
_WORD = re.compile(r"\S+")
_SIGNATURE = re.compile(rf"(?:^|[.!?…\"”]\s)\(({_NAME})\)(?=\s|$)")
_SENTENCE = re.compile(r"[.!?।。]\s+[^\W\d_a-z]")
_STOP = re.compile(r"[.!?।。۔]['\"”’»)\]]*$")
_FIRST_SENTENCE = re.compile(rf"([^.!?।。۔]{{{SHORTEST_SENTENCE},300}})[.।。۔](?:\s|$)")
_CRUMBS = frozenset(["-", "–", "—", "»", ">", "|", "/", "·", ":"])


def is_flattened(sources: Sources) -> bool:
    """Whether the page begins with a line that was cut into sentences."""
    blocks = sources.reading.blocks[:FIRST]
    return sources.reading.page.kind == "text" and any(b.glued for b in blocks)


def spelled_title(sources: Sources) -> str | None:
    """The words in the head of the page that its address is made of."""
    url = sources.reading.page.url or ""
    size = slugs.size(url)
    if size < FEWEST_WORDS:
        return None
    text = " ".join(sources.reading.page.source[: 4 * HEAD].split())[:HEAD]
    words = list(_WORD.finditer(text))
    for first, opener in enumerate(words):
        if not slugs.begins(url, opener.group()):
            continue
        for last in words[first + FEWEST_WORDS - 1 : first + size + SIGNS]:
            piece = text[opener.start() : last.end()].rstrip(" -–—|·,")
            if slugs.spells(url, piece) and not begins_small(piece):
                return piece
    return None


def title(sources: Sources) -> str | None:
    """The words near the start of the page that it says again: the title in the page's frame
    and above the story; else the words before the first thing that no title holds."""
    text = " ".join(sources.reading.page.source[: 4 * HEAD].split())
    spans = heads.header(text)
    begin = spans[0][1] if spans and spans[0][0] == 0 else 0
    lines = spans[1:] if begin else spans
    if lines:
        found = before_header(text[begin : lines[0][0]])
        return found if _is_title(found) else None
    text = text[begin:].strip()
    words = list(islice(_WORD.finditer(text[:HEAD]), CRUMBS + MOST_WORDS))
    for first in range(min(CRUMBS, len(words))):
        if first and words[first - 1].group() not in _CRUMBS:
            continue
        best = None
        for last in range(first + FEWEST_WORDS - 1, min(first + MOST_WORDS, len(words))):
            piece = text[words[first].start() : words[last].end()]
            if text.find(piece, words[last].end()) < 0:
                break
            best = piece
        if best and not _SENTENCE.search(best) and not best.endswith("."):
            return best.strip(" -–—|·:")
    return opening_title(text[:HEAD])


def _is_title(text: str) -> bool:
    """Whether words above a header may be a title alone, without the standfirst."""
    whole = heads.word_count(text) >= SHORTEST_TITLE and len(text) <= LONGEST_TITLE
    return whole and not _SENTENCE.search(f"{text} X") and not _is_date(text)


def _is_date(text: str) -> bool:
    """Whether words are dates and nothing else."""
    lines = dates.parse(text)
    return bool(lines) and not any(dates.beside(text, lines))


def opening_title(text: str) -> str | None:
    """The title that begins a line of title, byline, date and buttons; None if its end does not
    show. It ends before a date, a credit, a button, or the article that opens a sentence."""
    text = " ".join(text.split())
    ends = _ends(text)
    if " " in text and (opener := _sentence_openers().search(text)):
        ends.append(opener.start())
    end = min(ends, default=0)
    found = _without_crumb(_without_weekday(text[:end])).strip(" -–—|·:,")
    found = found.removesuffix(_unrepeated_name(found, text[end:])).strip(" -–—|·:,")
    words = found.split()
    whole = FEWEST_WORDS <= len(words) <= MOST_WORDS and not _SENTENCE.search(f"{found} X")
    numbers = sum(w.isdecimal() for w in words)
    plain = whole and 3 * numbers < len(words) and not _is_credit(found)
    return found if plain and not begins_small(found) else None


def before_header(text: str) -> str:
    """The title in the words between the menu and the first byline or date of such a page: without
    the way to it, its own first copy, and the opener of a byline that names nobody."""
    found = (opening_title(text) or text)[:HEAD].strip(" -–—|·:,")
    words = found.split()
    while len(words) > FEWEST_WORDS and words[-1].casefold().strip(":") in _strong_openers():
        words.pop()
    return _second_copy(words) or " ".join(words)


def _second_copy(words: list[str]) -> str:
    """The longest row of words that ends a text and stands before, too; "" if there is none."""
    text = " ".join(words)
    for first in range(len(words) // 2, len(words)):
        piece = " ".join(words[first:])
        if len(piece) < SHORTEST_COPY:
            break
        if text.find(piece) < len(text) - len(piece):
            return piece
    return ""


@cache
def _strong_openers() -> frozenset[str]:
    openers = table("bylines")["openers"]
    return frozenset({*openers["strong"]} - {*openers["weak"]})


def _is_credit(text: str) -> bool:
    byline = bylines.parse(text)
    return byline is not None and byline.opener


def _ends(text: str) -> list[int]:
    """Where credits, dates and buttons begin in a text."""
    days = [line.start for line in dates.scan(text)[:1]]
    marks = (*_CREDITS, *_OPENERS, _buttons(), *((_labels(),) if days else ()))
    return [*days, *(m.start() for p in marks if (m := p.search(text)))]


def standfirst(sources: Sources) -> str | None:
    """The sentence that stands between the title of such a page and its date line or credit; where
    there is no title, the one that opens the page above a credit, or that the story says again."""
    first = sources.reading.blocks[0].text if sources.reading.blocks else ""
    found = opening_title(first) if is_flattened(sources) else None
    if not found:
        return _above_credit(sources) or _said_again(sources)
    rest = first[first.index(found) + len(found) :]
    between = _without_weekday(rest[: min(_ends(rest), default=0)]).strip(" -–—|·:,")
    whole = _is_short(between) and not begins_small(between) and not _SENTENCE.search(between)
    return between if whole else None


def _is_short(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= LONGEST_STANDFIRST


def _above_credit(sources: Sources) -> str | None:
    """The whole sentences that open a page without line breaks and that a credit follows."""
    blocks = sources.reading.blocks
    for block in blocks[1:FEWEST_WORDS]:
        if not block.glued:
            return None
        if _CREDITS[0].pattern.match(block.text):
            text = " ".join(b.text for b in blocks[: block.index])
            return text if _is_short(text) and _STOP.search(text) else None
    return None


def _said_again(sources: Sources) -> str | None:
    """The words above the dateline in the first line of a page with which a later paragraph begins,
    as a whole sentence."""
    blocks = sources.reading.blocks
    head = blocks[0].text[:HEAD] if blocks else ""
    for block in blocks[1:]:
        if block.text[:SHORTEST_SENTENCE] not in head:
            continue
        sentence = _FIRST_SENTENCE.match(block.text)
        if sentence and _is_short(sentence[1]) and (at := head.find(sentence[1])) > 0:
            story = places.parse(head[at + len(sentence[1]) :].lstrip())
            return sentence[1] if story else None
    return None


def _without_weekday(text: str) -> str:
    words = text.split()
    while words and dates.is_weekday(words[-1]):
        words.pop()
    return " ".join(words)


def _without_crumb(text: str) -> str:
    """The text without the words of a menu in which it begins: the way from the start page, names
    of sections, or a section that the title says again ("PUNO Puno: Rain")."""
    words = _without_way(text).split()
    while size := _crumb(words):
        words = words[size:]
    bare = [w.strip(":,.|–-").casefold() for w in words]
    for size in (3, 2, 1):
        if len(words) > 2 * size and bare[:size] == bare[size : 2 * size]:
            return " ".join(words[size:])
    return " ".join(words)


def _without_way(text: str) -> str:
    """The text without the way from the start page ("Home » City » "), each step with its sign."""
    start = _start_page().match(text)
    if start is None:
        return text
    *steps, rest = re.split(rf"\s{re.escape(start[1])}\s", text[start.end() :])
    short = all(len(step.split()) <= MOST_STEP_WORDS for step in steps)
    return rest if short and len(rest.split()) >= FEWEST_WORDS else text


def _crumb(words: list[str]) -> int:
    """How many of the first words are a name that menus give to a page; a title goes on with
    a capital letter where its script has them."""
    for size in (3, 2, 1):
        known = " ".join(words[:size]) in _crumbs()
        if known and len(words) > size + FEWEST_WORDS - 1 and not begins_small(words[size]):
            return size
    return 0


@cache
def _start_page() -> re.Pattern[str]:
    """The name of the start page with the sign that stands between it and the next step."""
    words = "|".join(map(re.escape, _frame()["home"]))
    return re.compile(rf"(?:{words})\s([»›>/|→·])\s")


@cache
def _crumbs() -> frozenset[str]:
    return frozenset((*_frame()["home"], *_frame()["sections"]))


def _frame() -> dict[str, list[str]]:
    frame: dict[str, list[str]] = table("bylines")["frame"]
    return frame


@cache
def _buttons() -> re.Pattern[str]:
    """Words of buttons that stand behind a title."""
    words = "|".join(re.escape(w) for w in sorted(_frame()["buttons"], key=len, reverse=True))
    return re.compile(rf"(?<=\s)(?:{words})(?![\w’'])")


@cache
def _labels() -> re.Pattern[str]:
    """The words that name an author with a colon behind ("Penulis: "), beside a date."""
    openers = table("bylines")["openers"]
    told = {w for w in openers["strong"] if len(w) >= SHORTEST_LABEL} - {*openers["weak"]}
    words = "|".join(re.escape(w.capitalize()) for w in sorted(told))
    return re.compile(rf"(?<=\s)(?:{words})\s?:\s")


@cache
def _sentence_openers() -> re.Pattern[str]:
    """A capitalised article or preposition before a lower-case word: a sentence begins there."""
    words = "|".join(re.escape(w) for w in _frame()["sentence_openers"])
    return re.compile(rf"(?<= )(?<=[^\W\d_][^\W\d_] )(?:{words}) (?=[^\W\d_A-ZÀ-Þ])")


def published(sources: Sources, language: str | None) -> list[tuple[dates.Role | None, Candidate]]:
    """``(role, claim)`` for the date lines inside the head of the page."""
    found = dates.scan(sources.reading.page.source, language=language, host=sources.host or None)
    days = [line.value.isoformat()[:10] for line in found]
    out: list[tuple[dates.Role | None, Candidate]] = []
    for i, line in enumerate(found[:8]):
        trust = 0.45 + 0.12 * (line.role is not None) + 0.08 * isinstance(line.value, dt.datetime)
        trust += 0.04 * (days.count(days[i]) > 1) - 0.01 * i
        if line.sure or line.role:
            claim = Candidate(line.value, line.raw, "text", trust)
            out.append((line.role or "published", claim))
    return out


def credits(sources: Sources) -> list[Candidate]:
    """People whom a credit inside running text names."""
    page = sources.reading.page.source
    marks = [mark for mark in _CREDITS if mark.may_stand_in(page)]
    below = [mark for mark in marks if mark is _CHINESE]
    for block in sources.reading.blocks if marks else ():
        for mark in marks if block.start < HEAD else below:
            match = mark.search(block.text[:HEAD])
            names = _names(match) if match else ()
            if match and names:
                return [Candidate(names, match.group().strip(), "text", 0.5)]
    return _beside_date(sources) or _signed(sources)


def _signed(sources: Sources) -> list[Candidate]:
    """The name in brackets that signs the last sentences of a story ("... said. (Jane Doe)")."""
    if not is_flattened(sources):
        return []
    for block in reversed(sources.body[-LAST:]):
        for match in _SIGNATURE.finditer(block.text):
            if _as_name(match[1].split()):
                return [Candidate((match[1],), match.group().strip(), "text", 0.45)]
    return []


def _beside_date(sources: Sources) -> list[Candidate]:
    """The name directly before the date line, or after it and before a number ("2 Comments"),
    where the words around it show where it begins."""
    text = sources.reading.page.source
    for line in _head_dates(sources):
        before = text[max(0, line.start - 90) : line.start].rpartition("\n")[2]
        before = before.rstrip(" ,|–-")
        city = _last_city(before)
        before = before.removesuffix(city).rstrip(" ,|–-")
        name = (
            _last_name(before)
            or _first_name(text[line.end : line.end + 60])
            or _behind_title(sources, line, before)
        )
        if name:
            return [Candidate((name,), name, "text", 0.42)]
    return []


def _last_name(text: str) -> str | None:
    words = text.split()
    while words and dates.is_filler(words[-1]):
        words.pop()
    run: list[str] = []
    while words and len(run) < 4 and _continues(run, words[-1]):
        run.insert(0, words.pop().strip("|,–-"))
    return _as_name(run) if words and len(run) in (2, 3) else None


def _continues(run: list[str], word: str) -> bool:
    """Whether a word may stand before those taken so far: a capitalised one of the same style."""
    style = not run or word.isupper() == (run[0].isupper() and len(run[0]) > 2)
    return word[:1].isupper() and style and bylines.is_name(word.strip("|,–-"))


def _last_city(text: str) -> str:
    """The well-known city of up to three words that ends a text; "" if none does."""
    words = text.split()
    for size in (3, 2, 1):
        city = " ".join(words[-size:])
        if len(words) >= size and zones.place_country(city):
            return city
    return ""


def _behind_title(sources: Sources, line: dates.DateLine, before: str) -> str:
    """The name between the title that opens a page and its date line; "" if there is none."""
    text = sources.reading.page.source
    opens = is_flattened(sources) and not _SENTENCE.search(text[: line.start])
    return _unrepeated_name(before, text[line.end :]) if opens else ""


def _unrepeated_name(text: str, rest: str) -> str:
    """The two words in capitals that end a text of such words, where the page says neither again
    but the word before them: the name of who wrote it, behind a title. "" if there are none."""
    words = text.split()
    name, before = words[-2:], words[-3:-2]
    if not before or not before[0][:1].isupper() or not _as_name(name):
        return ""
    said = {w[:ROOT].casefold() for w in (*words[:-3], *rest.split())}
    if before[0][:ROOT].casefold() not in said:
        return ""
    fresh = all(w[:ROOT].casefold() not in said for w in name)
    return " ".join(name) if fresh else ""


def _first_name(text: str) -> str | None:
    words = text.split()
    if "|" in words[1:5] and not any(begins_small(w) for w in words[: words.index("|")]):
        return _behind_bar(words[words.index("|") + 1 :])
    while words and (words[0].isdecimal() or dates.is_filler(words[0])):
        words.pop(0)
    run: list[str] = []
    while words and words[0][:1].isupper():
        run.append(words.pop(0))
    return _as_name(run) if words and words[0].isdecimal() and len(run) in (2, 3) else None


def _behind_bar(words: list[str]) -> str | None:
    """The name after "4 May 2021 Example Radio |"; the sentence behind it begins with a word that
    is no name's."""
    openers = set(_frame()["sentence_openers"])
    run: list[str] = []
    while words and words[0][:1].isupper() and words[0] not in openers and words[0][-1] != ":":
        run.append(words.pop(0))
    return _as_name(run) if words and len(run) in (2, 3) else None


def _as_name(words: list[str]) -> str | None:
    name = " ".join(words)
    clear = bylines.is_name(name) and not bylines.is_agency(name) and not bylines.is_role(name)
    return name if clear and zones.place_country(name) is None else None


def _names(match: re.Match[str]) -> tuple[str, ...]:
    if re.match(r"[\u3400-\u9fff]", match[1]):
        found = bylines.parse("记者 " + match[1])
        return found.names if found else ()
    people, _ = bylines.people(_without_weekday(match[1]))
    return tuple(p for p in people if bylines.is_name(p))


def place(sources: Sources) -> list[Candidate]:
    """The agency dateline in capitals that begins the story somewhere in the head."""
    first = sources.body[0].index if sources.body else 0
    for block in sources.reading.blocks:
        if block.start > HEAD and block.index > first:
            break
        found = places.find_inside(block.text[:HEAD])
        if found:
            return [Candidate(found.place, found.place, "text", found.confidence)]
    return _place_beside_date(sources)


@lru_cache(maxsize=1)
def _head_dates(sources: Sources) -> tuple[dates.DateLine, ...]:
    """The first date lines in the head of the page."""
    return dates.scan(sources.reading.page.source[:HEAD], host=sources.host or None)[:3]


def _place_beside_date(sources: Sources) -> list[Candidate]:
    """A well-known city after a comma before the date line, or directly behind it."""
    text = sources.reading.page.source
    for line in _head_dates(sources):
        before = _last_city(text[max(0, line.start - 60) : line.start])
        words = text[line.end : line.end + 60].split()
        for city in (before, *(" ".join(words[:size]) for size in (3, 2, 1))):
            if zones.place_country(city):
                return [Candidate(city, city, "text", 0.6)]
    return []
