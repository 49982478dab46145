"""What stands beside the story and is no page furniture: readers' comments, embedded posts.

Here removed blocks get their name and comments are put together. Nothing is removed that was kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from itertools import zip_longest
from typing import Any

from cleaner.grammar import bylines, dates, headlines
from cleaner.grammar.letters import begins_small, fold
from cleaner.metadata.sources import json_ld, squeeze, text_of
from cleaner.records import Block, Comment, Decision, Reading, Vote

STAYS = frozenset({
    "ad-marker", "comment-policy", "cookie-notice", "sign-in-prompt", "site-repeat",
    "subscription-offer", "template-residue",
})  # fmt: skip
"""Reasons that say more than that a block is of a comment or a post."""
IN_COMMENTS = Vote("chrome", 0.0, "comments", "structure:comments")
IN_POST = Vote("chrome", 0.0, "embedded-post", "structure:post")
MOST_KEPT = 0.05
"""Share of an element's text that may have been kept for it to be a box of comments."""
LONG_ENOUGH = 20
"""Characters from which a block is known again in the text of a comment."""
MOSTLY_LINKED = 0.8
SHORT = 80
"""Longest line that names who commented, or when."""
MOST_WORDS = 4
"""Words of a name above a comment."""
MOST_COMMENTS = 1000
MOST_SAID = 200_000
"""Characters of declared comments in which blocks are looked for."""

_BOX = re.compile(
    r"(?:^|[-_])(?:comments|commentlist|commentaires|comentarios|kommentare|commenti|komentar\w*"
    r"|reacties|disqus\w*|hypercomments|livefyre\w*|viafoura\w*|yorumlar|talkbacks|hozzaszolasok)(?:$|[-_])"
    r"|comments?[-_]{0,2}(?:list|section|area|thread|feed|stream|tree|form|respond|box|wrap|block"
    r"|container|holder|app|pane|items?|bod(?:y|ies))"
    r"|^comment-\d|^(?:respond|fb-comments)$"
)
_MENTIONED = (
    "omment",
    "coment",
    "koment",
    "reacties",
    "disqus",
    "livefyre",
    "viafoura",
    "respond",
    "yorum",
    "talkback",
    "hozzaszol",
)
"""What every name of a box of comments contains."""
_NAMES = re.compile(r"[.#]")
_WHO = re.compile(r"author|user|name|vcard|nick|byline|poster|commenter|^(?:fn|autor|who)$")
_WHEN = re.compile(r"date|time|posted|meta|permalink|^ago$")
_TOOL = re.compile(
    r"reply|replies|report|vote|like|share|flag|rating|action|tool|button|count|avatar|form|submit"
    r"|title|heading|label|paginat|nav|sort"
)
_FORM = re.compile(r"form|respond|editor|login")
_ITEM = re.compile(
    r"comment[-_]{0,2}(?:content|body|text|message|item)|^comment(?:-\d+)?$|^(?:user|reader)[-_]?comment$"
)
_BEFORE = re.compile(r"(?:<[^<>]*>\s*)+$")
_NAMED = re.compile(
    r"<\w+\b[^<>]*?\sclass\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))[^<>]*>"
    r"(?=\s*(?:<[^<>]*>\s*)*([^<>]+))"
)
"""An element with its classes, and the first text in it."""
_OPENED = 300
"""Characters before a block's text in which the elements begin that it stands in."""
_HEAD = re.compile(r"comment[-_]{0,2}(?:meta|head|header|info|top|author)")
"""Class names of the line above a comment."""
_SAYS = re.compile(
    r"\s+(?:says|said|sagt|dice|dit|a dit|diz|disse|ha detto|ha scritto|schreef|zegt|pisze|napisał|"
    r"skriver|написал|пишет|yazdı|diyor)?\s*:$|:$"
)
_STOP = re.compile(r"\w{3}[.!?…]+$")
_BETWEEN = " ,|·•–-"
_GLUED = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z]{2,8}\.? \d)|(?<=[^\W\d_])(?=\d)|(?<=[^\W\d_][:.])(?=\d)"
)
"""Where a name and a date lost the space between them ("JaneAugust 8, 2019")."""


def name_asides(reading: Reading, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, those to remove a comment or a post with that as their reason."""
    comments = _in_comments(reading, decisions)
    return [
        _named(decision, IN_COMMENTS)
        if block.index in comments
        else _named(decision, IN_POST)
        if block.post
        else decision
        for block, decision in zip(reading.blocks, decisions, strict=True)
    ]


def _named(decision: Decision, vote: Vote) -> Decision:
    if decision.kept or decision.reason in STAYS:
        return decision
    votes = (*decision.votes, vote)
    return replace(decision, label=vote.label, reason=vote.reason, votes=votes)


# Where comments stand


def _in_comments(reading: Reading, decisions: Sequence[Decision]) -> set[int]:
    """The removed blocks that stand in a box of comments or that the page's code calls comments."""
    if not any(decision.kept for decision in decisions):
        return set()  # then they cannot be told from the story
    pairs = list(zip(reading.blocks, decisions, strict=True))
    found = _in_boxes(pairs)
    said = "\n".join(_said(reading))[:MOST_SAID]
    if said:
        gone = [b for b, d in pairs if not d.kept and len(b.text) >= LONG_ENOUGH]
        found |= {block.index for block in gone if block.text in said}
    return found


def _said(reading: Reading) -> Iterator[str]:
    """The texts that microdata and JSON-LD call comments."""
    yield from (value for name, value in reading.head.microdata if name == "comment")
    yield from (comment.text for comment in _declared(reading))


def _in_boxes(pairs: Sequence[tuple[Block, Decision]]) -> set[int]:
    """The blocks in elements that are named for comments and hold none of the story."""
    named = {path: named_boxes(path) for path in {block.path for block, _ in pairs}}
    if not any(named.values()):
        return set()
    boxes: dict[str, _Box] = defaultdict(_Box)
    for block, decision in pairs:
        for name in named[block.path]:
            boxes[name].add(block, decision)
    return {
        block.index
        for block, _ in pairs
        if any(not boxes[name].holds_story for name in named[block.path]) and not _leads_away(block)
    }


def _leads_away(block: Block) -> bool:
    """Whether a block is the linked headline of another story."""
    if block.link_chars < MOSTLY_LINKED * len(block.text) or block.text.count(" ") < 4:
        return False
    return not headlines.date_weight(block.text)


@dataclass(slots=True)
class _Box:
    """What stands in an element that is named for comments."""

    kept: int = 0
    """Characters that were kept."""
    total: int = 0
    headline: bool = False

    def add(self, block: Block, decision: Decision) -> None:
        self.total += len(block.text)
        self.kept += len(block.text) if decision.kept else 0
        self.headline |= decision.label == "title" or (block.kind, block.level) == ("heading", 1)

    @property
    def holds_story(self) -> bool:
        return self.headline or self.kept > MOST_KEPT * self.total


@lru_cache(4096)
def named_boxes(path: str) -> tuple[str, ...]:
    """The paths of the elements on a path that are named for comments."""
    lower = path.lower()
    if not any(word in lower for word in _MENTIONED):
        return ()
    steps = path.split("/")
    return tuple(
        "/".join(steps[: at + 1]) for at, step in enumerate(steps) if _is_named(step.lower())
    )


def _is_named(step: str) -> bool:
    tag, *names = _NAMES.split(step)
    return tag not in ("html", "body") and any(map(_BOX.search, names))


# What they say


@dataclass(slots=True)
class _Draft:
    """A comment that is being put together."""

    author: str = ""
    date: str = ""
    texts: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def is_comment(self) -> bool:
        """Whether it is no rule, count or message of the comment section."""
        if not any(c.isalpha() for block in self.texts for c in block.text):
            return False
        return bool(self.author or self.date) or any(map(_is_item, self.texts))


def comments_of(reading: Reading, decisions: Sequence[Decision]) -> tuple[Comment, ...]:
    """The comments of readers, in source order; then those that only the JSON-LD has."""
    removed = [
        block
        for block, decision in zip(reading.blocks, decisions, strict=True)
        if IN_COMMENTS in decision.votes
    ]
    times = {mark.block: mark.value for mark in reading.head.times if mark.value}
    found = [
        _comment(draft)
        for draft in _drafts(removed, times, reading.page.source)
        if draft.is_comment
    ]
    return tuple(_with_declared(found, _declared(reading)))[:MOST_COMMENTS]


def _drafts(removed: Iterable[Block], times: Mapping[int, str], source: str) -> Iterator[_Draft]:
    """A comment ends where, after its text, another author, date or heading comes."""
    draft = _Draft()
    before = -1
    blocks = list(removed)
    for block, following in zip_longest(blocks, blocks[1:]):
        part = _part(block, times)
        marked = _marked(block, source) if part == "date" else ""
        head = _head(block, following, times) if part != "author" else ("", "")
        head = (marked, times.get(block.index, block.text)) if marked else head
        part = "author" if head[0] else part
        begins = bool(draft.texts) and (part in ("author", "date") or block.kind == "heading")
        apart = block.index != before + 1 and bool(draft.texts)
        if begins or apart or (part == "author" and draft.author):
            yield draft
            draft = _Draft()
        before = block.index
        if part == "tool":
            continue
        draft.blocks.append(block)
        if part == "author":
            draft.author, draft.date = head if head[0] else (_SAYS.sub("", block.text), draft.date)
        elif part == "date":
            draft.date = times.get(block.index, block.text)
        else:
            draft.texts.append(block)
    yield draft


def _marked(block: Block, source: str) -> str:
    """Whom the markup of a line with a date names beside it."""
    before = _BEFORE.search(source[max(0, block.start - _OPENED) : block.start])
    for found in _NAMED.finditer((before[0] if before else "") + source[block.start : block.end]):
        names = (found[1] or found[2] or found[3] or "").lower().split()
        who = fold(unescape(found[4]))
        if _is_author(names) and who in block.text and not headlines.date_weight(who):
            return _SAYS.sub("", who)
    return ""


def _is_author(names: Sequence[str]) -> bool:
    """Whether an element with these names holds who wrote something."""
    others = any(_WHEN.search(name) or _TOOL.search(name) for name in names)
    return not others and any(map(_WHO.search, names))


def _part(block: Block, times: Mapping[int, str]) -> str:
    """What a block is of a comment: ``author``, ``date``, ``text``, or ``tool`` for the rest."""
    names = _names(block, 4)
    short = len(block.text) <= SHORT
    if any(map(_FORM.search, _names(block, 8))):
        return "tool"
    if short and (block.index in times or headlines.date_weight(block.text)):
        return "date"
    if short and any(map(_TOOL.search, _own(block)[:3])) and not _is_who(block, names):
        return "tool"
    if short and _is_who(block, names):
        return "author"
    if block.kind == "heading" or 2 * block.link_chars > len(block.text):
        return "tool"
    return "text"


def _head(block: Block, following: Block | None, times: Mapping[int, str]) -> tuple[str, str]:
    """Name and date of the line above a comment, where its place or its class shows it to be that:
    it stands in the element that holds the comment's paragraphs too."""
    if following is None or len(block.text) > SHORT or block.kind == "heading":
        return "", ""
    inside = following.path.startswith(f"{block.path}/") and not block.links
    above = inside or any(map(_HEAD.search, _names(block, 1)))
    name, date = _name_and_date(_GLUED.sub(" ", block.text))
    if name not in block.text:
        name = "".join(name.rsplit(" ", 1))
    if not above or not name or _STOP.search(name) or not name.lstrip("~@")[:1].isalpha():
        return "", ""
    return name, times.get(block.index, date)


def _name_and_date(text: str) -> tuple[str, str]:
    """A line up to where a date begins, and that date; no name if it is more than a few words or
    ends in a small one, as a sentence does."""
    words = text.split()
    starts = [n for n in range(1, MOST_WORDS + 2) if _is_date(words[n:])]
    plain = [n for n in starts if _opens_date(words[n])]
    size = next(iter(plain or starts), len(words))
    name = _SAYS.sub("", " ".join(words[:size])).strip(_BETWEEN)
    first, _, last = name.rpartition(" ")
    if _opens_date(words[0]) or len(name.split()) > MOST_WORDS or (first and begins_small(last)):
        return "", ""
    return name, " ".join(words[size:]).strip(_BETWEEN)


def _opens_date(word: str) -> bool:
    month = dates.month_number(word.strip(".,"))
    return word[0].isdigit() or month is not None or dates.is_weekday(word.strip(".,"))


def _is_date(words: Sequence[str]) -> bool:
    """Whether words are a date; the year may be missing ("Oct 17")."""
    if len(words) == 2 and any(map(dates.month_number, words)):
        return any(word.strip(".,").isdigit() for word in words)
    return bool(words) and headlines.date_weight(" ".join(words)) > 0


def _names(block: Block, number: int) -> tuple[str, ...]:
    """The nearest class names and ids of a block."""
    return block.structure.names[:number] if block.structure else ()


def _own(block: Block) -> tuple[str, ...]:
    """The names of a block's elements within the comment, without those of what the comment stands
    in: a reply is no button to reply."""
    names = _names(block, 8)
    items = [name for name in names if _ITEM.search(name) and not _TOOL.search(name)]
    if not items:
        return names
    steps = [step for step in block.path.lower().split("/") if items[0] in _NAMES.split(step)]
    beside = set(_NAMES.split(steps[-1])) if steps else set()
    return tuple(name for name in names[: names.index(items[0])] if name not in beside)


def _is_item(block: Block) -> bool:
    return any(map(_ITEM.search, _names(block, 6)))


def _is_who(block: Block, names: Sequence[str]) -> bool:
    words = block.text.split()
    if len(words) > 6 or (len(words) > 1 and block.text[0].islower()):
        return False
    nearest = [name for name in names if not _WHEN.search(name)][:2]
    return any(map(_WHO.search, nearest)) or bool(
        _SAYS.search(block.text) and bylines.parse(_SAYS.sub("", block.text))
    )


def _comment(draft: _Draft) -> Comment:
    return Comment(
        "\n\n".join(block.text for block in draft.texts),
        draft.author,
        draft.date,
        tuple(block.index for block in draft.blocks),
        min(block.start for block in draft.blocks),
        max(block.end for block in draft.blocks),
    )


def _declared(reading: Reading) -> list[Comment]:
    """The comments in the JSON-LD."""
    scripts = [script for script in reading.head.json_ld if '"comment"' in script]
    found: list[Comment] = []
    for node in json_ld(scripts) if scripts else ():
        _collect(node.get("comment"), found)
    return found


def _collect(value: Any, into: list[Comment]) -> None:
    waiting = value if isinstance(value, list) else [value]
    while waiting and len(into) < MOST_COMMENTS:
        item, *waiting = waiting
        if isinstance(item, dict):
            text = squeeze(str(item.get("text") or item.get("commentText") or ""))
            date = text_of(item.get("dateCreated") or item.get("datePublished"))
            if text:
                into.append(Comment(text, text_of(item.get("author")), date))
            replies = item.get("comment")
            waiting = [*(replies if isinstance(replies, list) else [replies]), *waiting]


def _with_declared(found: list[Comment], declared: list[Comment]) -> Iterator[Comment]:
    """The comments of the page, with what the JSON-LD adds to them, then those it alone has."""
    known = {squeeze(comment.text): comment for comment in declared}
    for comment in found:
        same = known.pop(squeeze(comment.text), None)
        author, date = (same.author, same.date) if same else ("", "")
        yield replace(comment, author=author or comment.author, date=date or comment.date)
    yield from known.values()
