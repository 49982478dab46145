"""Where a text that lost its line breaks says who wrote it, and when: the lines of its header stand
between the title and the story, with no sign between them but the white space of any word.

"Ferry stays in port By Jane Doe 4 May 2021, 10:12 Share The ferry stays in port until Monday."
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.grammar import bylines, credits, dates, headlines, places
from cleaner.grammar.letters import UNSPACED_LETTER, begins_small, is_caseless
from cleaner.grammar.tables import table

Span = tuple[int, int]

REACH = 900
"""Characters of a page within which its header ends."""
BYLINE_WORDS = 10
"""Words before a date among which a byline begins."""
FEWEST_WORDS, MOST_WORDS = 3, 70
"""Words that stand before the date line: the title, and what a menu has before it."""
SHORTEST = 20
"""Characters of the story below."""
MOST_DATES, MOST_BUTTONS = 3, 12
LABEL_WORDS = 4
"""Words of the label before a date."""
MOST_LABEL = 8
"""Characters of the word that opens a byline or a source."""
LONGEST_DAY = 50
"""Characters of the day of a page."""
PATH_WORDS = 12
"""Words of the sections above a title."""
LEAST_TITLE, MOST_TITLE = 5, 26
"""Words of a title that stands twice."""
MENU_WORDS, FEWEST_ITEMS, SITE_WORDS = 80, 3, 4
"""Words and items of a menu, and words of the site's name before it."""

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"[\s|,;·•–—/-]*")
_SIGNS = " \t|>»›·•–—-,:"
"""What may stand behind a menu; a sentence, too, goes on behind some of them."""
_SIGNED = re.compile(r"【[^【】\s]{2,12}】")
"""The name of an East Asian reporter, on its own."""
_STOP = re.compile(r"[.!?…。！？।॥؟۔།።։။]$")
_GOES_ON = re.compile(r"[,.;:)\]!?%、，。]")


@lru_cache(maxsize=16)
def header(text: str) -> tuple[Span, ...]:
    """The menu at the begin of a flattened page, its title where a second one follows, and the
    bylines, dates and rows of buttons between the title and its story, in order.

    What stands before the first date or byline is the title; what stands behind the last is the
    story. Where a sentence or a dateline holds the date, there is only the menu. The reader of
    texts asks for the same line several times: the last are remembered.
    """
    head = text[:REACH]
    menu = _menu(head)
    twice = _said_twice(head)
    if twice:
        return (*twice, *_below(head, twice[-1][1]))
    lines = _lines(text, menu) if any(char.isdecimal() for char in head) else []
    return ((0, menu), *lines) if menu else tuple(lines)


def _said_twice(head: str) -> tuple[Span, ...]:
    """The path of sections that ends with the title of the page, and the title, which follows at
    once: what stands before the title, and it twice. What is said a third time is no title, nor is
    what goes on in small letters, in a sentence."""
    words = [m.span() for m in _WORD.finditer(head)]
    texts = [head[start:end].casefold() for start, end in words]
    for begin in range(min(PATH_WORDS, len(words)) + 1):
        for size in range(LEAST_TITLE, MOST_TITLE + 1):
            middle, end = begin + size, begin + 2 * size
            if end > len(words) or texts[begin:middle] != texts[middle:end]:
                continue
            if texts[end : end + LEAST_TITLE] == texts[begin : begin + LEAST_TITLE]:
                return ()
            goes_on = head[words[begin][0]] != head[words[middle][0]]
            if not goes_on and _is_title(texts[begin:middle]):
                first = words[begin][0], words[middle - 1][1]
                path = ((0, words[begin - 1][1]),) if begin else ()
                return (*path, first, (words[middle][0], words[end - 1][1]))
    return ()


def _is_title(words: list[str]) -> bool:
    """Whether words are no sentence, and not one word over and over."""
    return len(set(words)) >= LEAST_TITLE and not any(map(_STOP.search, words))


def _below(head: str, at: int) -> Iterator[Span]:
    """The byline, dates and buttons that follow at once where a title ends."""
    for line in dates.scan(head):
        start = _label(head, line.start + len(line.raw) - len(line.raw.lstrip()))
        if start >= at:
            signed = _byline(head, at, start)
            if not head[at : signed[0] if signed else start].strip(_SIGNS):
                end = _hour(head, line)
                yield from [*([signed] if signed else []), (start, end), *_behind(head, end)]
            return


def _lines(text: str, begin: int) -> list[Span]:
    """The lines below a title that begins at ``begin``."""
    head = text[:REACH]
    for line in dates.scan(head):
        start = _label(head, line.start + len(line.raw) - len(line.raw.lstrip()))
        end = _hour(head, line)
        if start < begin:
            continue
        signed = _byline(head, begin, start)
        if _is_alone(head, line, (start, end), signed):
            spans = [*([signed] if signed else []), (start, end), *_behind(head, end)]
            told = len(spans) > 1 or line.role or _begins_credit(head[end:])
            told = told or not _is_caseless(head[:start].split()[-1:])
            return _with_story(text, begin, spans) if told else []
    return []


def _is_caseless(last: list[str]) -> bool:
    """Whether a date behind this word may stand in a sentence, of which no capital tells."""
    return bool(last) and is_caseless(last[0][0])


def _begins_credit(text: str) -> bool:
    """Whether words begin with one that opens a byline or a source, and is not part of another."""
    word = re.split("[:：]", (text.split(maxsplit=1) or [""])[0])[0]
    short = 0 < len(word) <= MOST_LABEL
    return short and (bylines.may_open(f"{word} ") or credits.opens_source(word))


def _with_story(text: str, begin: int, spans: list[Span]) -> list[Span]:
    """The spans, if a title stands above and a story below, which may take the last one's words."""
    for found in (spans, spans[:-1]):
        if found and _is_header(text, begin, found):
            return found
    return []


def word_count(text: str) -> int:
    """Words of a text; where words are not spaced, three characters are one more."""
    return len(text.split()) + len(UNSPACED_LETTER.findall(text)) // 3


def is_menu(text: str) -> bool:
    """Whether a line is nothing but the names of some sections, and of the site before."""
    return len(text) <= REACH and _items_end(text) == len(text)


def _menu(head: str) -> int:
    """Where the menu ends that opens a page, also behind the day of the page; 0 if none does."""
    day = _day(head)
    items = _items_end(head[day:])
    end = day + items if items else 0
    rest = head[end:].lstrip(_SIGNS)
    return end if len(rest) >= SHORTEST and not begins_small(rest) else 0


def _day(head: str) -> int:
    """Where the day ends that a page begins with; 0 if it does not."""
    words = list(_WORD.finditer(head[:LONGEST_DAY]))
    if not any(char.isdecimal() for word in words[:4] for char in word.group()):
        return 0
    for word in reversed(words[:8]):
        parsed = dates.parse(head[: word.end()])
        if parsed and not parsed[0].rest:
            return word.end()
    return 0


def _items_end(head: str) -> int:
    """Where the items of a menu end with which a text begins."""
    words = list(_WORD.finditer(head))[:MENU_WORDS]
    known = unknown = at = end = 0
    while at < len(words):
        size = _item(words, at)
        if size:
            at, known = at + size, known + 1
            end = words[at - 1].end()
            unknown = 0
        elif unknown < (1 if known else SITE_WORDS) and _may_be_item(words[at].group(), known):
            at, unknown = at + 1, unknown + 1
        else:
            break
    return end if known >= FEWEST_ITEMS else 0


def _may_be_item(word: str, known: int) -> bool:
    """Whether a word that no list has may stand in a menu, or in the name of the site before."""
    return not known or word[0].isupper()


def _item(words: list[re.Match[str]], at: int) -> int:
    """Of how many words the item of a menu is that begins here; 0 if none does."""
    small = begins_small(words[at].group())
    for size in (4, 3, 2, 1):
        text = " ".join(w.group() for w in words[at : at + size]).strip(" |>»›·•/:")
        told = not text or text in _items() or (bylines.is_section(text) and not small)
        if told and len(words) >= at + size:
            return size
    return 0


@cache
def _items() -> frozenset[str]:
    frame = table("bylines")["frame"]
    return frozenset((*frame["home"], *frame["sections"], *frame["menu"]))


def _hour(head: str, line: dates.DateLine) -> int:
    """Where a date ends, with the word for hours behind its time."""
    found = _hours().match(head, line.end) if _is_timed(line) else None
    return found.end() if found else line.end


@cache
def _hours() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("dates/words")["clock"]["before_zone"]))
    return re.compile(rf"\s(?:{words})\b\.?", re.IGNORECASE)


def _is_alone(head: str, line: dates.DateLine, span: Span, signed: Span | None) -> bool:
    """Whether no sentence holds a date: it has a label or a time, or a byline stands before. Behind
    a colon that is no such label's it tells when something is."""
    start, end = span
    before, after = head[:start].rstrip(), head[end:]
    if _is_inside(head[:start][-1:], after[:1]) or _ends_clause(head, end):
        return False
    last = before.rsplit(maxsplit=1)[-1:] or [""]
    if last[0].endswith((":", "：")) and not line.role and not signed:
        return False
    inside = begins_small(head[start:]) and begins_small(last[0])
    told = (bool(line.role) and not inside) or signed is not None
    if not told and (begins_small(last[0]) or (last[0] and not _is_timed(line))):
        return False
    return bool(told or _is_timed(line))


def _ends_clause(head: str, at: int) -> bool:
    """Whether a sentence goes on at once: no comma parts a date from another one."""
    return _GOES_ON.match(head[at:].lstrip()) is not None and _next_date(head, _gap(head, at)) <= at


def _is_timed(line: dates.DateLine) -> bool:
    return isinstance(line.value, dt.datetime)


def _is_inside(before: str, after: str) -> bool:
    """Whether letters or signs of a script without spaces stand right beside a date."""
    return bool(before.strip() + after.strip()) and not _GAP.fullmatch(before + after)


def _label(head: str, start: int) -> int:
    """Where the label before a date begins ("Published on 4 May"), or its weekday."""
    words = list(_WORD.finditer(head, max(0, start - 60), start))[-LABEL_WORDS:]
    for word in words:
        label = head[word.start() : start].strip(" :,|-–")
        if dates.is_weekday(label) or headlines.is_date_label(label):
            return word.start()
    return start


def _byline(head: str, begin: int, stop: int) -> Span | None:
    """The byline that ends where a date begins; it says that it is one."""
    begin = max(begin, stop - 160)
    for word in list(_WORD.finditer(head, begin, stop))[-BYLINE_WORDS:]:
        if bylines.may_open(word.group()):
            end = len(head[:stop].rstrip(" |,·•–—-"))
            byline = bylines.parse(head[word.start() : end]) if end > word.end() else None
            if byline and byline.opener and (byline.names or byline.agencies):
                return word.start(), end
    return None


def _behind(head: str, at: int) -> Iterator[Span]:
    """What of the header stands behind the first date: more dates, a name in brackets, buttons."""
    for _ in range(MOST_DATES):
        at = _gap(head, at)
        signed = _SIGNED.match(head, at)
        line = _next_date(head, at)
        end = signed.end() if signed else line
        if end <= at:
            break
        yield at, end
        at = end
    end = _buttons(head, _gap(head, at))
    if end > _gap(head, at):
        yield _gap(head, at), end


def _gap(head: str, at: int) -> int:
    found = _GAP.match(head, at)
    return found.end() if found else at


def _next_date(head: str, at: int) -> int:
    """Where another date that begins here, with its label, or a relative one ends."""
    words = list(_WORD.finditer(head, at, min(len(head), at + 90)))[:9]
    end = at
    for word in words:
        text = head[at : word.end()]
        parsed = dates.parse(text)
        whole = bool(parsed) and not parsed[0].rest and bool(parsed[0].role)
        if whole or dates.is_relative(text):
            end = word.end()
    return end


def _buttons(head: str, at: int) -> int:
    """Where a row of buttons that begins here ends."""
    end = at
    for _ in range(MOST_BUTTONS):
        found = _button().match(head, _gap(head, end))
        if found is None:
            break
        end = found.end()
    return end


@cache
def _button() -> re.Pattern[str]:
    frame = table("bylines")["frame"]
    told = [w for w in frame["buttons"] + frame["row_buttons"] if not begins_small(w)]
    words = "|".join(re.escape(w) for w in sorted(told, key=len, reverse=True))
    return re.compile(rf"(?:\d{{1,4}}\s)?(?:{words})(?:\s?[:：])?(?:\s?\(\d+\))?(?![\w’'])")


def _is_header(text: str, begin: int, spans: list[Span]) -> bool:
    """Whether a title stands before the header, or nothing, and a story behind it, or nothing."""
    start, end = spans[0][0], spans[-1][1]
    front, rest = text[begin:start].strip(), text[end:].strip(" |·•–—-")
    if front and not FEWEST_WORDS <= word_count(front) <= MOST_WORDS:
        return False
    if not rest:
        return bool(front)
    begins = len(rest) >= SHORTEST and not begins_small(rest) and not _GOES_ON.match(rest)
    return begins and not _is_dateline(text, start, end)


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date belongs to a dateline ("OSLO, 4 May 2021 (AP) - ")."""
    words = text[:start].split()
    for size in range(min(4, len(words)) + 1):
        opening = " ".join(words[len(words) - size :]) + " " + text[start : end + 60]
        found = places.parse(opening.strip())
        if found and found.end > end - start:
            return True
    return False
