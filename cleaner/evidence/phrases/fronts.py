"""Chrome glued before a sentence, where line breaks are lost: "Read also: Harbour reopens The mayor
said ...", "ADVERTISEMENT Two boats sank".

A label and the headline behind it have no stop. Where the sentence begins shows in a word that
opens sentences and has a capital in none, behind a word without a stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from cleaner.evidence.phrases.records import PhraseMatch
from cleaner.evidence.phrases.tails import OTHER_STORIES
from cleaner.evidence.phrases.tokens import size
from cleaner.grammar.letters import begins_small, is_caseless
from cleaner.grammar.tables import table

Match = Callable[[str], tuple[PhraseMatch, ...]]

LABELS = frozenset({"ad-marker", "share-bar"})
"""What stands alone and is followed by the story; a label of other stories has a headline."""
LABEL_WORDS = 6
"""The longest label."""
FEWEST, MOST = 2, 25
"""Words of the headline behind a label."""
STORIES_WORDS = 4
"""The longest label above a list of other stories."""
MOST_HEADLINES = 50
"""Words of the headlines behind it, most of which have capitals."""
SENTENCE = 4
"""The shortest sentence behind."""
_WORD = re.compile(r"\S+")
_OPENING = r"[«„“\"»‚'‘]?\s?"
_REACH = 400
"""Characters within which label and headline end."""


def find_front(text: str, match: Match) -> int:
    """Where the chrome ends with which a piece of a flattened line begins; 0 if it has none or
    the begin of the sentence does not show."""
    head = text[:_REACH]
    return _label(head, match) or _headline(head, match) or _headlines(head, match)


def _label(head: str, match: Match) -> int:
    """The end of a label that fills the first words, with a sentence behind it."""
    end = 0
    for word in list(_WORD.finditer(head))[:LABEL_WORDS]:
        found = match(head[: word.end()])
        if any(m.where == "line" and m.reason in LABELS for m in found):
            end = word.end()
    rest = head[end:].lstrip()
    told = end and size(rest) >= SENTENCE and _parted(head[:end], rest)
    return end if told else 0


def _parted(label: str, rest: str) -> bool:
    """Whether a sentence begins behind a label, and the label not the sentence."""
    if _opener().match(rest):
        return True
    if is_caseless(label[0]) or begins_small(rest) or not rest[0].isalpha():
        return False
    shouted = label.isupper() and len(label) > FEWEST and not rest.split(maxsplit=1)[0].isupper()
    return shouted or " " in label


def _headline(head: str, match: Match) -> int:
    """The end of the headline behind the label of another story."""
    found = next((m for m in match(head) if _opens(m)), None)
    if found is None:
        return 0
    for opener in _inner_opener().finditer(head, found.end):
        words = size(head[found.end : opener.start()])
        if FEWEST <= words <= MOST and size(head[opener.start() :]) >= SENTENCE:
            return opener.start()
    return 0


def _headlines(head: str, match: Match) -> int:
    """The end of the headlines, each in capitals as titles are, behind the label of a list."""
    words = list(_WORD.finditer(head))
    if len(words) < 3 * STORIES_WORDS or not words[1].group()[0].isupper():
        return 0
    labels = [
        word.end() for word in words[:STORIES_WORDS] if _names_list(head[: word.end()], match)
    ]
    for opener in _inner_opener().finditer(head, labels[-1]) if labels else ():
        titles = head[labels[-1] : opener.start()].split()
        high = sum(not begins_small(title) for title in titles)
        if FEWEST <= len(titles) <= MOST_HEADLINES and high * 4 >= len(titles) * 3:
            return opener.start() if size(head[opener.start() :]) >= SENTENCE else 0
    return 0


def _names_list(label: str, match: Match) -> bool:
    """Whether words are the heading of a list of other stories, and nothing else."""
    return any(
        m.where in ("line", "heading") and m.reason == "related-list" and m.end == len(label)
        for m in match(label)
    )


def _opens(match: PhraseMatch) -> bool:
    return match.where == "start" and match.reason in OTHER_STORIES


@cache
def _openers() -> str:
    frame = table("bylines")["frame"]
    words = sorted({*frame["sentence_openers"], *frame["more_openers"]}, key=len, reverse=True)
    return "|".join(map(re.escape, words))


@cache
def _opener() -> re.Pattern[str]:
    """A word that opens a sentence, at the begin of one."""
    return re.compile(rf"{_OPENING}(?:{_openers()})\s(?!\s)")


@cache
def _inner_opener() -> re.Pattern[str]:
    """The same inside a line, before a small letter; articles of German stand before capitals."""
    articles = "|".join(table("bylines")["frame"]["articles_before_capitals"])
    return re.compile(
        rf"(?<=[^\W\d_][^\W_] )(?:(?:{_openers()}) (?=[^\W\d_A-ZÀ-ÞΑ-ΩА-Я])|(?:{articles}) (?=\w))"
    )
