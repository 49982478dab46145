"""Rules of shape: what shows itself in any language, chrome above all. Named, switchable."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from cleaner.grammar import joints
from cleaner.grammar.credits import is_file_of_picture, says_twice
from cleaner.grammar.letters import HAN
from cleaner.grammar.notes import is_note
from cleaner.records import Kind, Label, Reading, Vote


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule; ``test`` says whether a block's text has the shape."""

    name: str
    reason: str
    weight: float
    test: Callable[[str], bool]
    why: str
    signs: tuple[str, ...] = ()
    """Case-folded; any text of the shape has one of them. Without signs every text is looked at."""
    label: Label = "chrome"
    kinds: tuple[Kind, ...] = ("html", "text")
    """On which kinds of page the rule votes."""


LONGEST = 600
"""Characters up to which a block is looked at: the shapes are those of short lines."""
LAID_OUT = frozenset({"table-row", "preformatted"})
"""Kinds of block that no rule looks at: bars part the cells of a table, and code is no residue."""

_COUNTER = re.compile(
    r"(?!\d{1,2}[.,]\d{1,2}\s*/\s*(?:5|10|100)(?:[.,]0)?$)(?:\d{1,4}\s*/\s*\d{1,4}|\d[\d.,]*\s?[kKmM]?(?:\s?[|/·•]\s?\d[\d.,]*\s?[kKmM]?)+)"
)
"""Counts; "4.7/5" is a mark that a review gives."""
_MARK = re.compile(r"(\d{1,2})\s*/\s*(5|10)")
_PLACE_IN_ROW = re.compile(r"(\d{1,3}) ?([^\W\d_]{1,8}) ?(\d{1,3})")
_CLOCK = re.compile(r"(?:-?\d{1,2}:\d{2}(?::\d{2})?\s*[/|·-]?\s*){1,3}")
_STRONG_NETWORKS = (
    "facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest", "reddit", "instagram",
    "bluesky", "flipboard", "tumblr", "viber", "messenger", "вконтакте", "одноклассники",
    "телеграм",
)  # fmt: skip
_NETWORKS = frozenset(_STRONG_NETWORKS) | {
    "x.com", "youtube", "tiktok", "vkontakte", "mastodon", "threads", "weibo", "wechat", "line",
    "snapchat", "mail", "email", "e-mail", "print", "rss", "sms", "pocket", "xing", "blogger",
    "digg", "stumbleupon", "google", "google+", "skype", "odnoklassniki", "telegramm", "copy",
    "link", "url", "via", "on", "share", "icon", "tweet", "post", "pin", "save", "x", "vk", "ok",
    "fb",
}  # fmt: skip
_RESIDUE = re.compile(
    r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|<%.*%>|\[\[[\w.\s]+\]\]"
    r"|(?:var|let|const)\s+\w+\s*=|function\s*\(|window\.\w+|document\.(?:write|getElement)"
    r"|^function\s+\w+\s*\([^()]*\)\s*\{|^(?:\$|jQuery)\(['\"].*[{;]$"
    r"|googletag\.|\(adsbygoogle|\bdataLayer\b"
)
_PLACEHOLDERS = re.compile(r"(?:[-–—|·•,:/]\s)*(?:\{\{[^{}]*\}\}[-–—|·•,:/\s]*)+")
_BRACKETED = re.compile(r"\[\s?[^\s\[\]]+(?:\s[^\s\[\]]+){4,90}\s?\]\.?")
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|&copy;|ⓒ)\s*.{0,160}|(?:copyright\s*)?\(c\)\s*(?:copyright\s*)?\d{4}\b.{0,160}"
    r"|copyright\s+\(c\).{0,160}",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"(?:[«‹<←]\s*)?(?:\d{1,3}\s+){2,}\d{1,3}(?:\s*(?:\.{3}|…)\s*\d{1,4})?(?:\s*[»›>→])?"
)
_HASHTAGS = re.compile(r"(?:#[\w·-]+[\s,]*){2,}")
_URL = re.compile(r"(?!https?://(?:dx\.)?doi\.org/)(?:https?://|www\.)\S+")
"""The address of a paper by its DOI is the source that a story of science names."""
_EMAIL = re.compile(r"(?:[\w ]{1,20}:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:[^\W\d]{1,12}\.?:\s*\+?|\+)[\d\s()/-]{9,20}")
_FILE = re.compile(
    r"(?:[^\s/:?]{1,40}\s){0,2}[^\s/:?]{1,80}\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?|heic)",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"(?:.{1,380}\s)?\d{1,2}[./]\d{1,2}[./]\d{2,4}\s?[|·•]\s?\d{1,3}:\d{2}\s?"
    r"(?:min|sek|sec|мин|хв|dk|daq)\w{0,4}\.?",
    re.IGNORECASE,
)
"""What a film shows, its day and how long it is ("Smoke over the port. 18.04.2024 | 0:21 min")."""
_REACHED = re.compile(r"\+?\d[\d ()/-]{7,13}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PICTURE = re.compile(r"(?:!\[[^\[\]]*\]\([^()\s]*\)|\[!\[[^\[\]]*\]\([^()\s]*\)\]\([^()\s]*\))")
_POST = re.compile(
    r"pic\.(?:twitter|x)\.com/\w|[—–]\s?\S.{0,60}\(@\w{1,30}\)\s.{0,20}\b20[012]\d\b",
    re.IGNORECASE,
)
_VOTES_CAST = (
    "vote", "votes", "rating", "ratings", "review", "reviews", "stimme", "stimmen", "bewertung",
    "bewertungen", "avis", "note", "notes", "voto", "votos", "valoraciones", "opiniones",
    "avaliações", "voti", "recensioni", "valutazioni", "stem", "stemmen", "beoordelingen", "röst",
    "röster", "betyg", "stemme", "stemmer", "anmeldelser", "ääntä", "arvostelua", "głos", "głosy",
    "głosów", "ocena", "oceny", "ocen", "hlas", "hlasy", "hlasů", "hlasov", "hodnocení",
    "szavazat", "értékelés", "voturi", "evaluări", "glas", "glasova", "ocjena", "гласа", "гласова",
    "голос", "голоса", "голосов", "голоси", "голосів", "оценка", "оценки", "оценок", "оцінок",
    "отзыв", "отзыва", "отзывов", "ψήφοι", "κριτικές", "oy", "değerlendirme", "suara", "ulasan",
    "đánh giá", "lượt đánh giá", "票", "件", "件のレビュー", "人评价", "人評價", "条评价", "명",
    "개", "वोट", "रेटिंग", "โหวต", "รีวิว", "صوت", "أصوات", "تقييم", "رای", "رأی", "הצבעות",
    "דירוגים",
)  # fmt: skip
_MEAN_MARK = re.compile(
    r"(?:[★☆✩✭⭐][★☆✩✭⭐\s]{2,20}(?:\d{1,2}(?:[.,]\d{1,2})?)?|\d{1,2}[.,]\d{1,2})(?:\s?/\s?(?:5|10))?"
    rf"\s*[(（]\d[\d.,]*\s?(?:{'|'.join(_VOTES_CAST)})[)）]",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"[＜<\[【〈《［]\s?(?:PR|AD|広告|Anzeige|Werbung|Publicité|Publicidad|Publicidade|Pubblicità|Advertentie|"
    r"Annons|Reklama?|Реклама|광고|广告|廣告|推广|推廣)\s?[＞>\]】〉》］][^.。!?]{0,100}"
    rf"|PR[\s:：](?=[{HAN}])[^。]{{2,80}}",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r'(?:"[^"]{20,}"|[“„][^“”„"]{20,}[”“]|«[^«»]{20,}»|[「『][^「」『』]{15,}[」』])[.!?…؟।。]?'
)
_STOPPED = re.compile(r".*[.!?…؟।。！？](?:[\"”“»」』][.!?…؟।。]?)?")
_ARROWS = re.compile(r"[»›>→←«‹▸▶►➤\s]+")
_BARS = re.compile(r"[|•·›»]|(?<!\d)/|/(?!\d)")
"""What parts the items of a menu; a slash between digits belongs to a date."""
_WORD = re.compile(r"[^\W_][\w+.-]*", re.UNICODE)


def _said_twice(text: str) -> bool:
    if not says_twice(text) or _STOPPED.fullmatch(text):
        return False
    words = text.split()
    half = len(words) // 2
    return half >= LEAST_SAID and len(set(words)) > half // 2


def _contacts(text: str) -> bool:
    found = [m.group() for m in _REACHED.finditer(text)]
    mailed = any("@" in one for one in found)
    return mailed and len(found) >= 3 and sum(map(len, found)) * 4 >= len(text)


def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _inside(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


def _share_row(text: str) -> bool:
    folded = text.casefold()
    first = _WORD.search(folded)
    if first is None or first.group().rstrip(".") not in _NETWORKS:
        return False
    words = [word.rstrip(".") for word in _WORD.findall(folded)]
    if not 2 <= len(words) <= 30 or not _NETWORKS.issuperset(words):
        return False
    return len({word for word in words if word in _STRONG_NETWORKS}) >= 2


def _quotation(text: str) -> bool:
    return _QUOTED.fullmatch(text) is not None and _STOPPED.fullmatch(text) is not None


def _menu_row(text: str) -> bool:
    parts = [p.strip() for p in _BARS.split(text)]
    if len(parts) < 5:
        return False
    short = [p for p in parts if p and len(p) <= 24 and not p.endswith((".", "!", "?"))]
    return len(short) == len(parts)


def _page_numbers(text: str) -> bool:
    if text[:1].isalpha() or not _PAGES.fullmatch(text):
        return False
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    counted = all(b == a + 1 for a, b in pairwise(numbers))
    return counted or any(c in text for c in "«‹<←»›>→…")


LEAST_SAID = 4
"""Words of a headline that stands twice in its line."""
_RESIDUE_SIGNS = (
    "{{", "${", "<%", "[[", "=", "function", "$(", "jquery(", "window.", "document.", "googletag.",
    "(adsbygoogle", "datalayer",
)  # fmt: skip
_COPYRIGHT_SIGNS = ("©", "&copy;", "ⓒ", "(c)")
_ADDRESS_SIGNS = ("://", "www.")

RULES: tuple[Rule, ...] = (
    Rule(
        "embedded-post", "", 5, _inside(_POST), "Text or signature of a post that the story shows.",
        ("pic.twitter.com/", "pic.x.com/", "(@"), "body", ("text",),
    ),
    Rule(
        "quotation", "", 4, _quotation, "Finished sentences in quotation marks: someone speaks.",
        tuple('"”“»」』'), "body", ("text",),
    ),
    Rule(
        "picture", "caption", 8, _whole(_PICTURE), "Nothing but a picture, in Markdown.",
        ("![",), kinds=("text",),
    ),
    Rule(
        "file-name", "caption", 8, _whole(_FILE), "Nothing but the name of a picture's file.",
        (".jp", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".heic"),
        kinds=("text",),
    ),
    Rule(
        "film", "caption", 8, _whole(_FILM), "Ends with the day of a film and how long it is.",
        ("|", "·", "•"), kinds=("text",),
    ),
    Rule(
        "said-twice", "related-link", 8, _said_twice,
        "The same words twice: a headline, and what the page says of its picture.",
        kinds=("text",),
    ),
    Rule("counter", "counter", 8, _whole(_COUNTER), "Nothing but counts.", tuple("/|·•")),
    Rule(
        "clock", "player-control", 5, _whole(_CLOCK), "Nothing but the times of a player.",
        (":",),
    ),
    Rule(
        "share-row", "share-bar", 9, _share_row, "Names of two networks and nothing else.",
        _STRONG_NETWORKS,
    ),
    Rule(
        "placeholder", "template-residue", 8, _whole(_PLACEHOLDERS),
        "Nothing but where a script would put values in.", ("{{",), kinds=("text",),
    ),
    Rule(
        "residue", "template-residue", 7, _inside(_RESIDUE), "Code that was never rendered.",
        _RESIDUE_SIGNS,
    ),
    Rule(
        "copyright-sign", "copyright", 7, _whole(_COPYRIGHT), "Opens with a copyright sign.",
        _COPYRIGHT_SIGNS,
    ),
    Rule("page-numbers", "navigation", 7, _page_numbers, "A row of page numbers."),
    Rule("hashtags", "tags", 8, _whole(_HASHTAGS), "Nothing but hashtags.", ("#",)),
    Rule(
        "mean-mark", "counter", 8, _whole(_MEAN_MARK), "The mark that readers gave, and how many.",
        ("(", "（"),
    ),
    Rule(
        "file-of-picture", "caption", 8, is_file_of_picture,
        "What a picture shows, whose it is, its width and its day.", tuple("-–—"),
    ),
    Rule(
        "paid", "ad-marker", 8, _whole(_PAID), "Opens with a label of advertisements.",
        (*"＜<[【〈《［", "pr"),
    ),
    Rule(
        "bare-address", "related-link", 2.5, _whole(_URL), "Nothing but a web address.",
        _ADDRESS_SIGNS,
    ),
    Rule("bare-email", "contact-line", 5, _whole(_EMAIL), "Nothing but an e-mail address.", ("@",)),
    Rule(
        "contacts", "contact-line", 6, _contacts,
        "Telephone numbers and e-mail addresses, and little besides.", ("@",), kinds=("text",),
    ),
    Rule(
        "bare-phone", "contact-line", 4, _whole(_PHONE), "Nothing but a telephone number.",
        (":", "+"),
    ),
    Rule("arrows", "navigation", 6, _whole(_ARROWS), "Nothing but arrows.", tuple("»›>→←«‹▸▶►➤")),
    Rule(
        "run-together", "navigation", 8, joints.is_run,
        "The items of menus and buttons, run together.", kinds=("text",),
    ),
    Rule(
        "menu-row", "navigation", 5, _menu_row, "Five or more short items between bars.",
        tuple("|•·/›»"),
    ),
)  # fmt: skip


FEWEST_BRACKETED = 2
"""Lines in square brackets that a page puts between the paragraphs of its story."""
LEAST_SHOUTED = 6
"""Spaces in a headline in capitals."""
LEAST_TOPIC = 6
"""Characters of a word that tells what a line is about."""
LONGEST_PLACE = 18
LEAST_PLACES = 3
"""Lines that count on from one to the same number."""
LEAST_ROWS = 3
"""Lines with as many bars that may be a table."""
_VOTES = {
    rule.name: Vote(rule.label, rule.weight, rule.reason, f"rule:{rule.name}") for rule in RULES
}


def votes(reading: Reading, disabled: Set[str] = frozenset()) -> list[tuple[Vote, ...]]:
    """For each block the vote of the first rule that fits, if any."""
    rows = _rows(reading)
    laid_out = [b.kind in LAID_OUT or b.index in rows for b in reading.blocks]
    texts = _Texts(["" if out else b.text for b, out in zip(reading.blocks, laid_out, strict=True)])
    found: list[tuple[Vote, ...]] = [()] * len(reading.blocks)
    for rule in RULES:
        if rule.name not in disabled and reading.page.kind in rule.kinds:
            for index in texts.with_any(rule.signs):
                if not found[index] and rule.test(texts.texts[index]):
                    found[index] = (_VOTES[rule.name],)
    for index in _marks(texts.texts):
        found[index] = ()
    for name, vote, look in BY_OTHERS:
        if name not in disabled and (name == "counter" or reading.page.kind == "text"):
            for index in look(texts.texts):
                found[index] = found[index] or (vote,)
    return found


def _bracketed(texts: Sequence[str]) -> list[int]:
    """The lines that stand in square brackets as a whole, where there are several: pointers to
    other stories and offers, unless the labeller is sure that they tell what people did meanwhile.
    Notes of the editors say that they are."""
    found = [i for i, text in enumerate(texts) if text[:1] == "[" and _BRACKETED.fullmatch(text)]
    said = [i for i in found if not is_note(texts[i].strip("[] "))]
    return said if len(said) >= FEWEST_BRACKETED else []


def _shouted(texts: Sequence[str]) -> list[int]:
    """The headlines in capitals that stand between finished paragraphs in small letters;
    subheadings are shorter or numbered, or about what the page is about."""
    found = [index for index in range(1, len(texts) - 1) if _is_shouted(texts, index)]
    if not found:
        return []
    told = {word for text in texts if not text.isupper() for word in _topics(text)}
    about = sum(not told.isdisjoint(_topics(texts[index])) for index in found)
    return found if 2 * about < len(found) else []


def _is_shouted(texts: Sequence[str], index: int) -> bool:
    text = texts[index]
    if not text.isupper() or text.count(" ") < LEAST_SHOUTED or text[:1].isdigit():
        return False
    beside = texts[index - 1], texts[index + 1]
    told = all(len(other) > len(text) and _STOPPED.fullmatch(other) for other in beside)
    return told and not any(map(str.isupper, beside)) and text[-1].isalnum()


def _topics(text: str) -> set[str]:
    """The longer words of a text."""
    return {word for word in map(str.casefold, _WORD.findall(text)) if len(word) >= LEAST_TOPIC}


def _marks(texts: Sequence[str]) -> Iterator[int]:
    """The lines with nothing but marks out of five or ten that a review gives: two and more, and
    they do not count up from one, as the pictures of a gallery do. What they are given to stands in
    other lines."""
    given: dict[str, list[tuple[int, int]]] = {}
    for index, text in enumerate(texts):
        mark = _MARK.fullmatch(text) if len(text) <= LONGEST_PLACE else None
        if mark and int(mark[1]) <= int(mark[2]):
            given.setdefault(mark[2], []).append((index, int(mark[1])))
    for found in given.values():
        marks = [mark for _, mark in found]
        if (
            1 < len(marks) <= len(texts) / 2
            and max(marks) > 2
            and marks != list(range(1, len(marks) + 1))
        ):
            yield from (index for index, _ in found)


def _places_in_row(texts: Sequence[str]) -> Iterator[int]:
    """The lines that count the pictures of a gallery, in any language: "1 of 9", "2 of 9", ..."""
    rows: dict[tuple[str, str], dict[int, list[int]]] = {}
    for index, text in enumerate(texts):
        place = _PLACE_IN_ROW.fullmatch(text) if len(text) <= LONGEST_PLACE else None
        if place:
            row = rows.setdefault((place[2].casefold(), place[3]), {})
            row.setdefault(int(place[1]), []).append(index)
    for (_, last), row in rows.items():
        if LEAST_PLACES <= len(row) <= int(last) and set(row) == set(range(1, len(row) + 1)):
            yield from (index for indexes in row.values() for index in indexes)


BY_OTHERS: tuple[tuple[str, Vote, Callable[[Sequence[str]], Iterable[int]]], ...] = (
    ("bracketed", Vote("chrome", 2.8, "related-link", "link:bracketed"), _bracketed),
    ("shouted", Vote("chrome", 5.0, "related-link", "rule:shouted"), _shouted),
    ("counter", _VOTES["counter"], _places_in_row),
)
"""Rules that look at several lines of a page: the name, the vote and the test."""


def _rows(reading: Reading) -> set[int]:
    """The lines of a text that are rows of a table: several with as many bars, and a number in each
    but the first."""
    if " | " not in reading.page.source or reading.page.kind != "text":
        return set()
    found: set[int] = set()
    for bars, run in groupby(reading.blocks, key=lambda block: block.text.count(" | ")):
        lines = list(run)
        if bars and len(lines) >= LEAST_ROWS:
            head = not any(map(str.isdigit, lines[0].text))
            if head and all(any(map(str.isdigit, line.text)) for line in lines[1:]):
                found.update(line.index for line in lines)
    return found


class _Texts:
    """The short texts of a page, case-folded one after the other: a sign is looked for once."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._short = [i for i, text in enumerate(texts) if 0 < len(text) <= LONGEST]
        folded = [texts[i].casefold() for i in self._short]
        self._joined = "\n".join(folded)
        self._starts = [0, *accumulate(len(text) + 1 for text in folded)]
        self._held: dict[str, list[int]] = {}

    def with_any(self, signs: Iterable[str]) -> list[int]:
        """The short texts with one of the signs, all of them for no signs; in any order."""
        if not signs:
            return self._short
        return [index for sign in signs for index in self._with(sign)]

    def _with(self, sign: str) -> list[int]:
        if sign not in self._joined:
            return []
        held = self._held.get(sign)
        if held is None:
            held = self._held[sign] = [self._short[at] for at in self._find(sign)]
        return held

    def _find(self, sign: str) -> Iterator[int]:
        at = self._joined.find(sign)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._joined.find(sign, self._starts[line + 1])
