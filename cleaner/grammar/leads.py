"""Credits in brackets that open or close the text of East Asian stories: who reports, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.grammar import bylines

LONGEST = 60
"""Characters within which such a credit begins."""
PARAGRAPHS = 3
"""In how many first paragraphs of a story it stands."""
NAME = 3
"""Characters of most Chinese names; the place follows without a space."""

_HAN = "[\u3400-\u9fff]"
_OPEN, _CLOSE = r"[（(〔［\[【]", r"[)）〕］\]】]"
_INSIDE = r"(?P<credit>[^（()）〔〕［］\[\]【】。]{2,40})"
_FIRST = re.compile(
    rf"\s*(?:{_HAN}{{4,14}}\d{{1,2}}月\d{{1,2}}日[电電讯訊]\s?)?{_OPEN}{_INSIDE}{_CLOSE}|"
    rf"\s*(?P<bare>(?:本报|本報)?(?:记者|記者)\s?{_HAN}[^。，：:\s]{{1,24}}"
    r"(?:报道|報導|报导|報道))(?=[\s：:，])"
)
_LAST = re.compile(rf"{_OPEN}{_INSIDE}{_CLOSE}[。．]?$")
_SAYS_WHO = re.compile(r"记者|記者|通讯员|特派员|特派員|聞き手|取材|構成|執筆|文[・:：/／＝=]|기자")
_ASKS = re.compile(r"聞き手|構成|取材(?:・構成)?|執筆")
"""Words for who interviewed or wrote that stand before a Japanese name."""
_SIGNED = re.compile(
    r"[^\W\d_][^,.\d]{1,40},\s\d{1,2}\s[^\W\d_]{3,9}\.?\s[–—-]\s[^,.]{2,30},"
    r"\s(?P<names>[^\d.:—–]{5,80})\.\s"
)
"""Place, day, agency and who reports, before the first sentence ("МОСКВА, 5 мар — Агентство, Иван
Иванов. ...")."""
_WIRED = re.compile(
    rf"(?:{_HAN}{{2,8}}?)?(?P<role>记者|記者)(?P<names>{_HAN}{{4,7}}|{_HAN}{{2,4}}(?:[、,]{_HAN}{{2,7}})+)"
    r"\d{1,2}日(?:[专專])?[电電]"
)
"""Who wired from where on what day of the month ("中央社記者王小明台北6日電")."""
_FILED = re.compile(rf"[／/]\s?(?P<place>{_HAN}{{2,4}}?)(?:报道|報導|报导|報道)$")
_NO_PLACE = re.compile(
    "[综綜]合|[专專][题題]|外[电電]|整理|[编編][译譯]|即[时時]|[独獨]家|[采採][访訪]|[连連][线線]|特[别別]|[报報]"
)
"""What stands there for a story that was not filed from one place."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who reports a story, and from where, as its text says."""

    names: tuple[str, ...]
    place: str | None = None


def parse(text: str) -> Lead | None:
    """The credit that opens a paragraph, or stands in brackets at its end: "（记者王小明、李华）",
    "〔記者王小明／台中報導〕", "（中央社記者王小明台北6日電）", "【聞き手・山田花子】"."""
    signed = _SIGNED.match(text[: 4 * LONGEST])
    if signed and (byline := bylines.parse(signed["names"])) and byline.names:
        return Lead(byline.names)
    first = _FIRST.match(text[: 2 * LONGEST])
    if first and (found := _credit(first["credit"] or first["bare"])):
        return found
    last = _LAST.search(text[-LONGEST:])
    return _credit(last["credit"]) if last else None


def _credit(text: str) -> Lead | None:
    if not _SAYS_WHO.search(text):
        return None
    wired = _WIRED.fullmatch(text.strip())
    if wired:
        return _wired(wired)
    byline = bylines.parse(_ASKS.sub("文", text, count=1))
    if not byline or not byline.names or byline.editor:
        return None
    filed = _FILED.search(text)
    told = filed and not _NO_PLACE.match(filed["place"])
    return Lead(byline.names, filed["place"] if filed and told else byline.place)


def _wired(match: re.Match[str]) -> Lead | None:
    """Names, the last of which the place follows."""
    *names, last = re.split("[、,]", match["names"])
    size = NAME if len(last) > NAME + 1 else len(last) - 2
    byline = bylines.parse(match["role"] + "、".join((*names, last[:size])))
    return Lead(byline.names, last[size:]) if byline and size > 1 else None
