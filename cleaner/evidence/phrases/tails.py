"""Chrome glued behind the last sentence of a paragraph: "... he said. Read also: Harbour reopens".

A label of another story, a marker of an advertisement or a button stands there without a stop of
its own: no sentence of the story ends so. What has its own stop may as well be the story's
("Follow the coast."), but for the offer of a newsletter or app that a phrase fills.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cleaner.evidence.phrases.records import PhraseMatch
from cleaner.evidence.phrases.tokens import size
from cleaner.grammar.credits import opens_credit

Match = Callable[[str], tuple[PhraseMatch, ...]]

FRONT_WORDS = 12
"""Before a tail stand so many words at least, else the whole line may be chrome."""
TAIL_WORDS = 25
"""The longest tail."""
OFFER_WORDS = 5
"""The shortest tail with a stop of its own."""
LAST = 3
"""After how many of the last stops a tail is looked for: a headline may have stops, too."""

OTHER_STORIES = frozenset({"related-link", "related-list"})
OFFERS = frozenset({"newsletter", "app-promo"})
UNFINISHED = (
    OTHER_STORIES | OFFERS | {"ad-marker", "share-bar", "sign-in-prompt", "subscription-offer"}
)

_CLOSING = r"[\"'”’»」』)）\]]*"
_STOP = re.compile(
    rf"(?:(?<!\.)[.!?]{_CLOSING}(?:\s+|(?=[A-Z]{{4,}}\s*$))|[।॥。！？۔؟]{_CLOSING}\s*)(?=\w)"
)
"""The end of a sentence that another follows; right behind it only if that is all capitals."""
_STOPPED = re.compile(rf"[.!?…।॥。！？۔؟]{_CLOSING}\s*$")


def find_tail(text: str, match: Match) -> PhraseMatch | None:
    """The phrase by which the end of a longer text is chrome, with the place of that end.

    ``match`` finds the phrases in a text. None for a text that begins as chrome: it goes as a
    whole. A last sentence with its stop is only looked at where an offer is spoken of.
    """
    stops = list(_STOP.finditer(text))[-LAST:]
    if not stops or any(m.where in ("line", "heading", "start") for m in match(text)):
        return None
    if _STOPPED.search(text):
        offers = [m.start for m in match(text) if m.reason in OFFERS]
        stops = [stop for stop in stops[-1:] if offers and offers[-1] >= stop.end()]
    for stop in stops:
        tail = text[stop.end() :].rstrip()
        if size(text[: stop.end()]) >= FRONT_WORDS and size(tail) <= TAIL_WORDS:
            found = _speaks_for(tail, match(tail))
            if found is not None:
                start, end = stop.end(), stop.end() + len(tail)
                return replace(found, where="cut", start=start, end=end)
    return None


def _speaks_for(tail: str, matches: tuple[PhraseMatch, ...]) -> PhraseMatch | None:
    """The first phrase that makes a tail chrome."""
    if opens_credit(tail):
        return None
    stopped = _STOPPED.search(tail) is not None
    fills = opens = OFFERS if stopped else UNFINISHED
    if stopped and any(m.reason in OFFERS for m in matches):
        opens = OFFERS | OTHER_STORIES  # "More news in our free newsletter."
    if _STOP.search(tail) or (stopped and size(tail) < OFFER_WORDS):
        fills = frozenset[str]()
    allowed = {"line": fills, "heading": fills, "start": opens}
    return next((m for m in matches if m.reason in allowed.get(m.where, ())), None)
