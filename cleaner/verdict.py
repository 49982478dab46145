"""Whether a page is an article at all: error pages, walls, lists and empty shells are none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from cleaner.records import Block, Reading, Removed, Verdict, VerdictReason

SHORT = 900
"""Characters from which a text is not taken for a stub or for what another page left."""
VERY_SHORT = 350
SPARSE_SHARE = 0.08
"""Below this share of kept characters a short text without a sentence is no article."""
MOSTLY_LINKS = 0.8
"""From this share of linked characters a text is a list of other stories."""
CARDS = 5
"""So many linked headlines with no two paragraphs together make a list of other stories."""
CARD_WORDS = 3
PROSE = 80
"""Characters from which an unlinked block with a sentence in it is a paragraph."""
OFFERS = frozenset({"subscription-offer", "sign-in-prompt"})
OFFER_REACH = 4
"""How many blocks after the text an offer may stand to be the reason why it ends."""
WALL = 3000
"""Characters of a whole page beyond which it is more than a wall of consent."""
LINE = 120
"""Longest line that can say what kind of page this is."""
CODE_SHARE = 0.05
"""From this share of control characters at its begin a page is no text, but a file of bytes."""
CODE_PRESCAN = 2000
CODE = re.compile(r"[\x00-\x08\x0e-\x1f]")
FILE_START = re.compile(r"\s*(?:%PDF-\d|%!PS-|\{\\rtf\d)")
"""How files begin that look like text and are none."""
SENTENCE_END = re.compile(r"[.!?。！？।؟…][\"'”’»)」』]*(?:\s|$)")
TITLE_PARTS = re.compile(r"\s+[|–—·:-]\s+")
EDGES = " .!…:\"'«»“”"


class Judgement(NamedTuple):
    verdict: Verdict
    reason: VerdictReason


ARTICLE = Judgement("article", "")


class Seen(NamedTuple):
    """What is looked at to judge a page."""

    reading: Reading
    text: str
    """What stands in the kept blocks."""
    kept: Sequence[Block]
    removed: Sequence[Removed]


def judge(
    reading: Reading, text: str, kept: Sequence[Block], removed: Sequence[Removed]
) -> Judgement:
    """What the page is; the first of ``TESTS`` that holds says it."""
    seen = Seen(reading, text, kept, removed)
    return next((judgement for test, judgement in TESTS if test(seen)), ARTICLE)


def _is_empty(seen: Seen) -> bool:
    return not seen.text and not seen.removed


def _is_no_text(seen: Seen) -> bool:
    """Whether the source is a document or picture in bytes, whatever was read out of it."""
    source = seen.reading.page.source
    head = source[:CODE_PRESCAN]
    code = sum(1 for _ in CODE.finditer(head))
    return code > CODE_SHARE * len(head) or bool(FILE_START.match(source))


def _says_error(seen: Seen) -> bool:
    """Whether title, a top heading, or the first line of page or text reports an error."""
    if len(seen.text) >= SHORT or _has_prose(seen.kept):
        return False
    title, blocks = seen.reading.head.title, seen.reading.blocks
    head = TITLE_PARTS.split(title)[:2] if title else []
    tops = [b.text for b in blocks if b.kind == "heading" and b.level <= 2][:2]
    first = [block.text for block in (*blocks[:1], *seen.kept[:1])]
    return any(_says("error", line) for line in (*head, *tops, *first))


def _is_consent_wall(seen: Seen) -> bool:
    """Whether there is a button to consent and little but sentences on what is consented to; an
    article on consent is not: it is declared to be one, and paragraphs of it are kept."""
    blocks = seen.reading.blocks
    if _declared_article(seen.reading) and _has_prose(seen.kept):
        return False
    if len(seen.text) >= SHORT or sum(len(block.text) for block in blocks) > WALL:
        return False
    if not any(_says("accept", block.text) for block in blocks):
        return False
    sentences = _sentences(seen.kept) or _sentences(blocks)
    about = sum(_mentions("consent", text) for text in sentences)
    return about > 0 and 2 * about >= len(sentences)


def _sentences(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if SENTENCE_END.search(block.text)]


def _needs_script(seen: Seen) -> bool:
    return bool(seen.text) and all(_says("shell", block.text) for block in seen.kept)


def _has_no_text(seen: Seen) -> bool:
    return not seen.text


def _is_cut_off(seen: Seen) -> bool:
    """Whether an offer follows at once on a short text: it stands where the text would go on. The
    captions between its paragraphs count as text of the page."""
    if len(seen.text) >= SHORT:
        return False
    among = range(seen.kept[0].index, seen.kept[-1].index)
    captions = [r for r in seen.removed if r.reason == "photo-credit" and r.index in among]
    length = len(seen.text) + sum(len(r.text) for r in captions)
    reach = range(seen.kept[-1].index + 1, seen.kept[-1].index + OFFER_REACH + 1)
    offered = any(r.reason in OFFERS and r.index in reach for r in seen.removed)
    return offered and (seen.text.endswith(("…", "...")) or length < VERY_SHORT)


def _is_list(seen: Seen) -> bool:
    """Whether it is links, or linked headlines between teasers and the page not an "article"."""
    if _share_in_links(seen.kept) >= MOSTLY_LINKS and len(seen.text) >= SHORT:
        return True
    among = range(seen.kept[0].index, seen.kept[-1].index + 1)
    cards = sum(_is_card(block) for block in seen.reading.blocks if block.index in among)
    if cards < CARDS or _declared_article(seen.reading):
        return False
    return not _has_prose(seen.kept)


def _says_nothing(seen: Seen) -> bool:
    """Whether little is left of the page, and no sentence in it, or no letter at all."""
    if not any(map(str.isalpha, seen.text)):
        return True
    gone = sum(len(r.text) for r in seen.removed)
    sparse = len(seen.text) < SPARSE_SHARE * (len(seen.text) + gone)
    return len(seen.text) < SHORT and sparse and not SENTENCE_END.search(seen.text)


TESTS: tuple[tuple[Callable[[Seen], bool], Judgement], ...] = (
    (_is_empty, Judgement("empty", "no-text")),
    (_is_no_text, Judgement("not-an-article", "not-text")),
    (_says_error, Judgement("not-an-article", "error-page")),
    (_is_consent_wall, Judgement("not-an-article", "consent-wall")),
    (_has_no_text, Judgement("not-an-article", "only-chrome")),
    (_needs_script, Judgement("empty", "needs-script")),
    (_is_list, Judgement("not-an-article", "index-page")),
    (_says_nothing, Judgement("not-an-article", "no-sentence")),
    (_is_cut_off, Judgement("paywall-stub", "offer-ends-text")),
)


def _share_in_links(kept: Sequence[Block]) -> float:
    return sum(b.link_chars for b in kept) / sum(len(b.text) for b in kept)


def _is_card(block: Block) -> bool:
    return block.link_chars >= 0.8 * len(block.text) and block.text.count(" ") >= CARD_WORDS - 1


def _has_prose(kept: Sequence[Block]) -> bool:
    """Whether two paragraphs stand together."""
    prose = [_is_prose(block) for block in kept]
    return any(first and second for first, second in pairwise(prose))


def _is_prose(block: Block) -> bool:
    text = block.text
    long = len(text) >= PROSE and 2 * block.link_chars < len(text)
    return long and bool(SENTENCE_END.search(text))


def _declared_article(reading: Reading) -> bool:
    head = reading.head
    if any(name == "og:type" and "article" in content.lower() for name, content in head.metas):
        return True
    return any('Article"' in script or 'BlogPosting"' in script for script in head.json_ld)


def _says(what: str, line: str) -> bool:
    return len(line) <= LINE and bool(_patterns()[what].fullmatch(line.strip(EDGES)))


def _mentions(what: str, text: str) -> bool:
    return bool(_patterns()[what].search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern for each kind of page, all languages together."""
    source = resources.files("cleaner") / "data" / "verdicts.toml"
    kinds = tomllib.loads(source.read_text("utf-8"))
    return {kind: re.compile("|".join(_all(by)), re.IGNORECASE) for kind, by in kinds.items()}


def _all(by_language: dict[str, list[str]]) -> Iterator[str]:
    for patterns in by_language.values():
        yield from (f"(?:{pattern})" for pattern in patterns)
