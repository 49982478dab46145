"""Chrome glued behind the last sentence of a paragraph: "... he said. Read also: Harbour reopens".

With white space between or without ("... he said.Share this story"). A label of another story, a
marker of an advertisement or a button stands there without a stop of its own: no sentence of the
story ends so. What has its own stop may as well be the story's
("Follow the coast."), but for the offer of a newsletter or app that a phrase fills.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cleaner.evidence.phrases.records import PhraseMatch, asks_for_stop
from cleaner.evidence.phrases.tokens import size
from cleaner.grammar.credits import opens_credit

Match = Callable[[str], tuple[PhraseMatch, ...]]

FRONT_WORDS = 12
"""Before a tail stand so many words at least, else the whole line may be chrome."""
TAIL_WORDS = 25
"""The longest tail."""
TEASER_WORDS = 30
"""The longest teaser of another story, with its button."""
OFFER_WORDS = 5
"""The shortest tail with a stop of its own."""
LAST = 3
"""After how many of the last stops a tail is looked for: a headline may have stops, too."""

OTHER_STORIES = frozenset({"related-link", "related-list"})
OFFERS = frozenset({"newsletter"})
UNFINISHED = OTHER_STORIES | OFFERS
UNFINISHED |= {"ad-marker", "share-bar", "subscription-offer"}
"""Not to sign in, to comment or to load an app down: steps of instructions say so, with no stop."""

_CLOSING = r"[\"'”’»」』)）\]]*"
_SPACED = rf"(?<!\.)[.!?]{_CLOSING}\s+"
_GLUED = rf"(?<!\.)[.!?]{_CLOSING}(?![\da-z])"
_STOP = re.compile(rf"(?:{_SPACED}|{_GLUED}|[।॥。！？۔؟]{_CLOSING}\s*)(?=\[?\w)")
"""The end of a sentence that another follows; right behind it only what begins no small word."""
_STOPPED = re.compile(rf"[.!?…।॥。！？۔؟]{_CLOSING}\s*$")
_OPEN = re.compile(r"(?:\.{3}|…)\s*$")
"""What shows that a text goes on elsewhere, and is no stop of its own."""
_ENDING = 5
"""Characters at the end of a text that show whether it has a stop."""
_REACH = 400
"""Characters at the end of a text that a tail is among."""


def find_tail(text: str, match: Match) -> PhraseMatch | None:
    """The phrase by which the end of a longer text is chrome, with the place of that end.

    ``match`` finds the phrases in a text. None for a text that begins as chrome, it goes as a
    whole, and for the teaser of another story, which is one sentence with a button behind it. A
    last sentence with its stop is only looked at where an offer is spoken of, and one that asks or
    cries also where it is glued to the stop before it, as headlines are.
    """
    offer, cries = -1, text[-1:] in ("?", "!")
    ending = max(0, len(text) - _ENDING)
    stopped = _STOPPED.search(text, ending) is not None and not _OPEN.search(text, ending)
    if stopped:
        offer = max((m.start for m in match(text) if m.reason in OFFERS), default=-1)
        if offer < 0 and not cries:
            return None
    stops = list(_STOP.finditer(text, max(0, len(text) - _REACH)))[-LAST:]
    if not stops or any(m.where in ("line", "heading", "start") for m in match(text)):
        return None
    if len(stops) == 1 and _is_teaser(text, match):
        return None
    for stop in stops:
        open_end = not stopped or (cries and not stop.group()[-1].isspace())
        if open_end or (stop is stops[-1] and offer >= stop.end()):
            found = _tail(text, stop.end(), match, stopped=not open_end)
            if found is not None:
                return found
    return None


def _is_teaser(text: str, match: Match) -> bool:
    """Whether a button of its own closes a text of one short sentence."""
    found = any(asks_for_stop(m.where, m.phrase) for m in match(text))
    return found and size(text) <= TEASER_WORDS


def _tail(text: str, start: int, match: Match, *, stopped: bool) -> PhraseMatch | None:
    """The phrase by which all from that place on is chrome."""
    tail = text[start:].rstrip()
    if size(text[:start]) < FRONT_WORDS or size(tail) > TAIL_WORDS or opens_credit(tail):
        return None
    matches = match(tail)
    fills = opens = OFFERS if stopped else UNFINISHED
    if stopped and any(m.reason in OFFERS for m in matches):
        opens = OFFERS | OTHER_STORIES  # "More news in our free newsletter."
    if _STOP.search(tail) or (stopped and size(tail) < OFFER_WORDS):
        fills = frozenset[str]()
    allowed = {"line": fills, "heading": fills, "start": opens}
    found = next((m for m in matches if m.reason in allowed.get(m.where, ())), None)
    return found and replace(found, where="cut", start=start, end=start + len(tail))
