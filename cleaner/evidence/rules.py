"""Rules of shape: chrome that shows itself in any language. Ordered, named, switchable."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import pairwise

from cleaner.records import Block, Reading, Vote


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule; ``test`` says whether a block's text has the shape."""

    name: str
    reason: str
    weight: float
    test: Callable[[str], bool]
    why: str


LONGEST = 400
"""Characters up to which a block is looked at: the shapes are those of short lines."""

_COUNTER = re.compile(
    r"\d{1,4}\s*/\s*\d{1,4}|\d[\d.,]*\s?[kKmM]?(?:\s?[|/·•]\s?\d[\d.,]*\s?[kKmM]?)+"
)
_CLOCK = re.compile(r"(?:-?\d{1,2}:\d{2}(?::\d{2})?\s*[/|·-]?\s*){1,3}")
_NETWORK = re.compile(
    r"facebook|twitter|x\.com|whatsapp|telegram|linkedin|pinterest|reddit|instagram|youtube|tiktok"
    r"|messenger|flipboard|tumblr|vkontakte|viber|bluesky|mastodon|threads|weibo|wechat|line"
    r"|snapchat|mail|e-?mail|print|rss|sms|pocket|xing|blogger|digg|stumbleupon|google\+?|skype"
    r"|odnoklassniki|вконтакте|одноклассники|telegramm|телеграм|copy|link|url|via|on|share|icon"
    r"|tweet|post|pin|save|x|vk|ok|fb",
)
_STRONG_NETWORK = re.compile(
    r"facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|instagram|bluesky|flipboard"
    r"|tumblr|viber|messenger|вконтакте|одноклассники|телеграм"
)
_RESIDUE = re.compile(
    r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|<%.*%>|\[\[[\w.\s]+\]\]"
    r"|(?:var|let|const)\s+\w+\s*=|function\s*\(|window\.\w+|document\.(?:write|getElement)"
    r"|googletag\.|\(adsbygoogle|\bdataLayer\b"
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|&copy;|ⓒ)\s*.{0,160}|(?:copyright\s*)?\(c\)\s*(?:copyright\s*)?\d{4}\b.{0,160}"
    r"|copyright\s+\(c\).{0,160}",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"(?:[«‹<←]\s*)?(?:\d{1,3}\s+){2,}\d{1,3}(?:\s*(?:\.{3}|…)\s*\d{1,4})?(?:\s*[»›>→])?"
)
_HASHTAGS = re.compile(r"(?:#[\w·-]+[\s,]*){2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_EMAIL = re.compile(r"(?:[\w ]{1,20}:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:[^\W\d]{1,12}\.?:\s*\+?|\+)[\d\s()/-]{9,20}")
_ARROWS = re.compile(r"[»›>→←«‹▸▶►➤\s]+")
_BARS = re.compile(r"[|•·/›»]")
_WORD = re.compile(r"[^\W_][\w+.-]*", re.UNICODE)


def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _share_row(text: str) -> bool:
    folded = text.casefold()
    first = _WORD.search(folded)
    if first is None or not _NETWORK.fullmatch(first.group().rstrip(".")):
        return False
    words = _WORD.findall(folded)
    if not 2 <= len(words) <= 30 or not all(_NETWORK.fullmatch(w.rstrip(".")) for w in words):
        return False
    return len({w for w in words if _STRONG_NETWORK.fullmatch(w)}) >= 2


def _menu_row(text: str) -> bool:
    parts = [p.strip() for p in _BARS.split(text)]
    if len(parts) < 5:
        return False
    short = [p for p in parts if p and len(p) <= 24 and not p.endswith((".", "!", "?"))]
    return len(short) == len(parts)


def _page_numbers(text: str) -> bool:
    if not _PAGES.fullmatch(text):
        return False
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    counted = all(b == a + 1 for a, b in pairwise(numbers))
    return counted or any(c in text for c in "«‹<←»›>→…")


def _unrendered(text: str) -> bool:
    return _RESIDUE.search(text) is not None


RULES: tuple[Rule, ...] = (
    Rule("counter", "counter", 8, _whole(_COUNTER), "Nothing but counts."),
    Rule("clock", "player-control", 5, _whole(_CLOCK), "Nothing but the times of a player."),
    Rule("share-row", "share-bar", 9, _share_row, "Names of two networks and nothing else."),
    Rule("residue", "template-residue", 7, _unrendered, "Code that was never rendered."),
    Rule("copyright-sign", "copyright", 7, _whole(_COPYRIGHT), "Opens with a copyright sign."),
    Rule("page-numbers", "navigation", 7, _page_numbers, "A row of page numbers."),
    Rule("hashtags", "tags", 5, _whole(_HASHTAGS), "Nothing but hashtags."),
    Rule("bare-address", "related-link", 2.5, _whole(_URL), "Nothing but a web address."),
    Rule("bare-email", "contact-line", 5, _whole(_EMAIL), "Nothing but an e-mail address."),
    Rule("bare-phone", "contact-line", 4, _whole(_PHONE), "Nothing but a telephone number."),
    Rule("arrows", "navigation", 6, _whole(_ARROWS), "Nothing but arrows."),
    Rule("menu-row", "navigation", 5, _menu_row, "Five or more short items between bars."),
)


def votes(reading: Reading, disabled: Set[str] = frozenset()) -> list[tuple[Vote, ...]]:
    """For each block the vote of the first rule that fits, if any."""
    rules = tuple(rule for rule in RULES if rule.name not in disabled)
    return [_first(block, rules) for block in reading.blocks]


def _first(block: Block, rules: tuple[Rule, ...]) -> tuple[Vote, ...]:
    if len(block.text) > LONGEST:
        return ()
    for rule in rules:
        if rule.test(block.text):
            return (Vote("chrome", rule.weight, rule.reason, f"rule:{rule.name}"),)
    return ()
