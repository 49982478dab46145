"""Which lines that read like a label of the site head a part of the story: "Menu", "Video",
"Contact" between two paragraphs, with the text that they announce right below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from cleaner.evidence.phrases.records import PhraseMatch
from cleaner.evidence.phrases.tokens import longer, size
from cleaner.records import Block

FREE = frozenset({"contact-line", "form-message", "navigation", "tags"})
"""What such a line may be the name of in any story: a place, a person, a thing, a topic."""
AMONG_OTHERS = frozenset(
    {"app-promo", "cookie-notice", "copyright", "player-control", "promo", "related-link",
     "related-list", "sign-in-prompt", "subscription-offer"}
)  # fmt: skip
"""... and where the story has other subheadings too."""
NEVER = frozenset(
    {"ad-marker", "author-bio", "comment-policy", "comments", "counter",
     "disclaimer", "donation-appeal", "newsletter", "photo-credit", "share-bar"}
)  # fmt: skip
"""What stands alone between paragraphs, or above a paragraph of the site's own."""
OTHERS = 2
WEIGHTS = {False: 1.0, True: 2.5}
"""Log-odds that such a line belongs to the story, by whether it has other subheadings."""

LONGEST = 3
"""Words of such a line."""
LONGEST_OTHER = 9
"""Words of a subheading that no phrase knows."""
LONGEST_TEXT = 100
"""Characters of any."""
PARAGRAPH = 9
"""A paragraph has more words than that."""

MOST_ROWS = 8
"""Rows with a number that may stand between: prices of a menu, whom to call."""
NUMBER = re.compile(r"\d")

FINISHED = re.compile(r"[.;!?。．।।؛…？！؟]['\"’”»」』)\]]*\s*$")
ASKED = re.compile(r"[?？؟;]['\"’”»」』)\]]*\s*$")

Known = Callable[[str], Sequence[PhraseMatch]]


def subheads(blocks: Sequence[Block], known: Known) -> dict[int, float]:
    """The places of lines that phrases take for chrome and that may well be subheadings, with
    the log-odds that they are.

    A paragraph of which no phrase speaks stands above and below; a question or rows with
    numbers may come between.
    """
    short = [i for i in range(1, len(blocks) - 1) if len(blocks[i].text) <= LONGEST_TEXT]
    named = {index: matches for index in short if (matches := known(blocks[index].text))}
    if not any(_may_name(matches, FREE | AMONG_OTHERS) for matches in named.values()):
        return {}
    found = [index for index in short if _between(blocks, index, known)]
    several = sum(1 for index in found if index not in named) >= OTHERS
    allowed = FREE | AMONG_OTHERS if several else FREE
    return {
        index: WEIGHTS[several]
        for index in found
        if index in named
        and not longer(blocks[index].text, LONGEST)
        and _may_name(named[index], allowed)
    }


def _between(blocks: Sequence[Block], index: int, known: Known) -> bool:
    text = blocks[index].text
    if FINISHED.search(text) or longer(text, LONGEST_OTHER) or not size(text):
        return False
    below = index + 1
    if ASKED.search(blocks[below].text):
        below += 1
    rows = takewhile(lambda block: _is_row(block, known), blocks[below : below + MOST_ROWS])
    below += sum(1 for _ in rows)
    return (
        below < len(blocks)
        and _is_paragraph(blocks[below], known)
        and _is_paragraph(blocks[index - 1], known)
    )


def _is_row(block: Block, known: Known) -> bool:
    text = block.text
    return not longer(text, LONGEST_OTHER) and NUMBER.search(text) is not None and not known(text)


def _is_paragraph(block: Block, known: Known) -> bool:
    text = block.text
    return longer(text, PARAGRAPH) and FINISHED.search(text) is not None and not known(text)


def _may_name(matches: Sequence[PhraseMatch], allowed: frozenset[str]) -> bool:
    reasons = {m.reason for m in matches}
    return bool(reasons & allowed) and not reasons & NEVER and not any(map(_says_more, matches))


def _says_more(match: PhraseMatch) -> bool:
    """Whether a match is no name of a thing: "Read also" opens lines, "more on *" is a link."""
    if match.where == "start":
        return not match.phrase.endswith(" :")
    return match.where in ("cut", "end") or "*" in match.phrase
