"""What phrases say of the blocks of a page: votes, and what is cut out of longer lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile
from typing import TypeAlias

from cleaner.evidence.phrases.book import Phrasebook
from cleaner.evidence.phrases.fronts import find_front
from cleaner.evidence.phrases.records import (
    FULL_TRUST_AT_LENGTH,
    FULL_TRUST_WORDS,
    NO_TRUST_AT_LENGTH,
    NO_TRUST_WORDS,
    WEIGHTS,
    PhraseMatch,
    is_at_length,
)
from cleaner.evidence.phrases.subheads import subheads
from cleaner.evidence.phrases.tails import OTHER_STORIES, find_tail
from cleaner.evidence.phrases.tokens import is_blank, longer, size
from cleaner.grammar.tables import words
from cleaner.records import Block, Reading, Vote

DIGEST_ITEMS = 4
"""From so many sentences on a page that an ``end`` phrase closes, they are the items of a digest
("... Read more" after each): the phrase then counts half, and what it closes may be the story."""

FEWEST_ENTRIES = 2
"""A line that is no ``heading`` but speaks of other stories heads a list of so many at least."""
LAST_LIST = 6.0
"""Weight of a list under its heading behind which no prose stands."""
FIRST_LINK = 2.0
"""Weight of the first line below the label of other stories, where more short lines and then prose
follow: of these the others may be subheadings."""
LAST_LINE = 2.0
"""Weight of the last line of a list in a text, where prose follows: it may be its heading."""
FEWEST_HEADING_WORDS = 3
"""Words of such a line: a button has fewer."""
LIST_BLOCKS = 30
"""How many blocks after a ``heading`` can go with it."""

LIST_WORDS = 30
"""The longest entry, in words, of a list under a ``heading``."""

FINISHED, FINISHED_WORDS = 4.5, 7
"""From more words on, a finished sentence that fills a phrase with a gap is in doubt."""

ROWS = 2
"""So many rows with a name and a number show that what is between or beside them is one, too."""
NUMBER = re.compile(r"\d")
LABELLED = re.compile(r"[^\W\d_]{3}[^\d\n]{0,60}\d.{0,60}")

ANNOUNCED = 2
"""Sentences below a line with a colon that show that it announces them."""

GLUED_WORDS = 14
"""The longest part of a line, in words, for which the phrase that opens it can speak: where line
breaks are lost, "Read also: ..." and the sentence of the story after it come as one."""

OPENING_QUOTES = '"“”„«‹「『‟〝＂'
QUOTATIONS = (("“„", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"))
"""Marks that open and close a quotation; the simple ones are counted."""
QUOTATION_MARK = re.compile('["“”„«»「」『』]')
LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")
"""A link in Markdown."""
TITLE_BEHIND_COLON = re.compile(r"[:：]\s*[\"'“„«‘»]?(\w)")
SENTENCE_END = re.compile(r"[.;。．।।।؛…]['\"’”»」』)\]]*\s*$")

FULL_STOP = re.compile(r"[.。।।]['\"’”»」』)\]]*\s*$")
QUESTION = re.compile(r"[?？؟]['\"’”»」』)\]]*\s*$")
NAMING = frozenset({"author-bio", "photo-credit", "tags"})
"""What is named behind a label and a colon; no one tells it in sentences."""
TOLD_WORDS = 5
"""Words of such a sentence: "Photo: Reuters." has fewer."""
ANSWER = re.compile(r"[^\W\d_]+\.")
"""One word as a sentence: "No." is what someone says ..."""
BUTTONS = frozenset({"cookie-notice", "form-message", "navigation", "sign-in-prompt"})
"""... where buttons have no full stop."""
DRAWN = re.compile(r"[\W_]*(?:[xX][\W_]*){2,}")
"""A row of crosses is a pattern, though one cross is a network's name."""

NEVER_SAID = OTHER_STORIES | {"author-bio", "photo-credit", "ad-marker"}
"""Reasons of lines that may tell who said something, as headlines do."""

SLOTTED = ("start", "end", "hint")
"""Places of phrases that do not fill a line: their weight depends on its length."""

Found: TypeAlias = "tuple[Vote, PhraseMatch] | None"


def trust(words: float, full: int = FULL_TRUST_WORDS, none: int = NO_TRUST_WORDS) -> float:
    """How much of their weight phrases keep that do not fill a line of so many words."""
    return min(1.0, max(0.0, 1.0 - (words - full) / (none - full)))


class Marked:
    """Where the quotation marks and Markdown links of a text stand, found once for all matches."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._links = [link.span() for link in LINK.finditer(text)] if "](" in text else []
        self._link_ends = [end for _, end in self._links]
        self._places: dict[str, list[int]] = {}
        for mark in QUOTATION_MARK.finditer(text):
            self._places.setdefault(mark.group(), []).append(mark.start())

    def quoted(self, match: PhraseMatch) -> bool:
        """Whether someone quotes what was found: a quotation opens right before it or holds it.

        Markers of advertisements break off any sentence, also what someone says.
        """
        if match.start and self._text[match.start - 1] in OPENING_QUOTES + "'":
            return True
        return match.reason != "ad-marker" and self.in_quotation(match.start)

    def in_quotation(self, at: int) -> bool:
        """Whether a quotation that opens before the offset closes after it."""
        if self._count('"', at) % 2 and self._stands_after('"', at):
            return True
        return any(
            max(self._last(mark, at) for mark in opening) > self._last(closing, at)
            and self._stands_after(closing, at)
            for opening, closing in QUOTATIONS
        )

    def tears_link(self, match: PhraseMatch) -> bool:
        """Whether what was found is part of a Markdown link: one half of it would be left."""
        first = bisect_right(self._link_ends, match.start)
        last = bisect_left(self._links, (match.end,))
        return any(
            not match.start <= start < end <= match.end for start, end in self._links[first:last]
        )

    def _count(self, mark: str, at: int) -> int:
        return bisect_left(self._places.get(mark, ()), at)

    def _last(self, mark: str, at: int) -> int:
        """The last place of a mark before the offset; -1 if there is none."""
        count = self._count(mark, at)
        return self._places[mark][count - 1] if count else -1

    def _stands_after(self, mark: str, at: int) -> bool:
        return self._count(mark, at) < len(self._places.get(mark, ()))


def is_speech(text: str) -> bool:
    """Whether the line opens with a quotation mark: someone is speaking, not the site."""
    return text.lstrip()[:1] in OPENING_QUOTES and bool(text.strip())


class Search:
    """A book in use for one page: what was found in a text is remembered.

    The text of a page is asked about several times: where to cut it, how to vote on it, what the
    learned labeller makes of it, and again for what is left when chrome is gone.
    """

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._matches: dict[str, tuple[PhraseMatch, ...]] = {}
        self._votes: dict[str, Found] = {}
        self._tails: dict[str, PhraseMatch | None] = {}

    def match(self, text: str) -> tuple[PhraseMatch, ...]:
        """All phrases found in one line or paragraph, by place."""
        found = self._matches.get(text)
        if found is None:
            found = self._matches[text] = self._book.match(text)
        return found

    def cuts(self, text: str) -> tuple[PhraseMatch, ...]:
        """The ``cut`` matches inside a longer text, and its ``tail``, in order, without overlap.

        Nothing that stands in quotation marks, no part of a Markdown link, nothing that is the
        whole text and nothing of a paragraph that goes as a whole.
        """
        matches, tail = self.match(text), self.tail(text)
        if (not matches and tail is None) or self._is_standard(text):
            return ()
        found: list[PhraseMatch] = []
        marked = Marked(text)
        inside = [m for m in matches if m.where == "cut" and not _labels(text, m)]
        inside = [m for m in inside if not _is_asked(text, m) and not _is_aside(text, m)]
        inside = [m for m in inside + ([tail] if tail else []) if not marked.quoted(m)]
        inside = [m for m in inside if not marked.tears_link(m)]
        inside = [m for m in inside if not _said().match(text, m.end)]
        for m in sorted(inside, key=lambda m: (m.start, -m.end)):
            if not (found and m.start < found[-1].end):
                found.append(m)
        filled = len(found) == 1 and is_blank(text[: found[0].start] + text[found[0].end :])
        return () if filled else tuple(found)

    def _is_standard(self, text: str) -> bool:
        """Whether a phrase that is trusted at length opens the text."""
        sure = any(is_at_length(m.where, m.phrase) for m in self.match(text))
        found = self.vote(text) if sure else None
        return found is not None and found[0].weight >= WEIGHTS["start"]

    def tail(self, text: str) -> PhraseMatch | None:
        """The chrome behind the last sentence of a text, as ``tails`` finds it."""
        if text not in self._tails:
            self._tails[text] = find_tail(text, self.match)
        return self._tails[text]

    def front(self, text: str) -> int:
        """Where the chrome ends that stands before the sentence of a piece of a flattened line, as
        ``fronts`` finds it; 0 if there is none."""
        return 0 if is_speech(text) else find_front(text, self.match)

    def vote(self, text: str) -> Found:
        """The strongest vote that the phrases in one block justify, and the match behind it."""
        matches = self.match(text)
        if not matches:
            return None
        if text not in self._votes:
            said = is_speech(text) or DRAWN.fullmatch(text)
            self._votes[text] = None if said else _strongest(text, matches)
        return self._votes[text]

    def heads_list(self, text: str) -> bool:
        """Whether a block with this text takes along the list under it."""
        found = self.vote(text)
        return found is not None and _may_head(found[1])

    def announces_story(self, text: str) -> bool:
        """Whether a text opens like the line above another story, and goes on with its title."""
        found = self.vote(text)
        return (
            found is not None
            and found[1].where == "start"
            and found[1].reason == "related-link"
            and found[1].end < len(text.rstrip(" :"))
        )

    def votes(self, reading: Reading) -> list[tuple[Vote, ...]]:
        """For each block the votes that phrases in it or above it justify: for ``chrome``, but for
        lines that may well be subheadings of a text."""
        own = _spare_digest(
            reading, [self._vote_on(reading, i) for i in range(len(reading.blocks))]
        )
        best: list[Vote | None] = [one[0] if one else None for one in own]
        if reading.page.kind == "text":
            for index, weight in subheads(reading.blocks, self.match).items():
                best[index] = Vote("heading", weight, "", "phrase:subhead")
        end = end_of_prose(reading)
        for index, one in enumerate(own):
            behind = reading.blocks[index].glued and one is not None and one[1].where == "line"
            if one and _may_head(one[1]) and not behind:
                _spread(reading, index, one[1], best, end)
        return [(vote,) if vote else () for vote in best]

    def _vote_on(self, reading: Reading, index: int) -> Found:
        text = reading.blocks[index].text
        found = self.vote(text) or self._vote_on_joined(reading.blocks[index])
        if found and reading.page.kind == "text" and self._is_of_story(reading, index, found[1]):
            return None
        if found is None or found[1].where != "start" or not is_part(reading, index):
            return found
        mixed = longer(text, GLUED_WORDS) and SENTENCE_END.search(text) is not None
        return None if mixed else found

    def _is_of_story(self, reading: Reading, index: int, match: PhraseMatch) -> bool:
        """Whether what stands around a line shows that the story has written it."""
        if match.where != "line":
            return False
        return self._announces_prose(reading, index, match) or (
            match.reason == "promo" and self._is_row(reading, index)
        )

    def _is_row(self, reading: Reading, index: int) -> bool:
        """Whether a line with a number stands among others that tell what something costs or
        weighs: a list price is one of the facts of a review."""
        texts = [b.text for b in reading.blocks[max(0, index - ROWS) : index + ROWS + 1]]
        at = min(index, ROWS)
        above = takewhile(self._is_labelled, reversed(texts[:at]))
        below = takewhile(self._is_labelled, texts[at + 1 :])
        return NUMBER.search(texts[at]) is not None and len([*above, *below]) >= ROWS

    def _is_labelled(self, text: str) -> bool:
        """Whether a short line has a word and a number, and no phrase knows it."""
        row = LABELLED.fullmatch(text) is not None and not longer(text, FINISHED_WORDS)
        return row and not self.match(text)

    def _announces_prose(self, reading: Reading, index: int, match: PhraseMatch) -> bool:
        """Whether a line that leaves open what it is about ends in a colon, and sentences of the
        story come below, not headlines: "Here are the latest developments:"."""
        text = reading.blocks[index].text
        open_ended = match.reason in OTHER_STORIES and "*" in match.phrase
        if not open_ended or text.rstrip()[-1:] not in (":", "："):
            return False
        below = [b.text for b in reading.blocks[index + 1 : index + 1 + ANNOUNCED]]
        return len(below) == ANNOUNCED and all(
            FULL_STOP.search(one) and longer(one, FINISHED_WORDS) and not self.match(one)
            for one in below
        )

    def _vote_on_joined(self, block: Block) -> Found:
        """The vote on a block of HTML whose links stand without a space beside one another, or
        beside what comes before: buttons of which each is chrome, or the label of other stories and
        a headline."""
        if block.structure is None or not block.links:
            return None
        parts = _joined_parts(block)
        first = self.vote(parts[0]) if len(parts) > 1 else None
        if first is None or first[0].weight < WEIGHTS["start"]:
            return None
        labels = len(parts) == len(block.links) + 1 == 2 and first[1].reason in OTHER_STORIES
        if labels:
            return replace(first[0], reason="related-link"), replace(first[1], where="start")
        others = [self.vote(part) for part in parts[1:]]
        sure = all(other and other[0].weight >= WEIGHTS["line"] for other in [first, *others])
        return first if sure and first[1].where == "line" else None


def _joined_parts(block: Block) -> list[str]:
    """The links of a block and what stands before the first; none if spaces part them or text
    follows."""
    ends = [0, *(link.end for link in block.links)]
    starts = [*(link.start for link in block.links), len(block.text)]
    text = block.text
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if any(gaps[1:]) or len(gaps[0]) != len(gaps[0].strip()):
        return []
    linked = [text[link.start : link.end] for link in block.links]
    return [gaps[0], *linked] if gaps[0] else linked


def _labels(text: str, match: PhraseMatch) -> bool:
    """Whether what was found is the label of a headline that is the rest of the line: both go."""
    rest = text[match.end :]
    own = match.start == 0 and match.reason in OTHER_STORIES and not is_blank(rest)
    return own and not SENTENCE_END.search(rest) and not longer(rest, GLUED_WORDS)


def _is_asked(text: str, match: PhraseMatch) -> bool:
    """Whether what says that the story goes on elsewhere is a question, and the text answers it."""
    rest = text[match.end :].lstrip()
    says_where = match.reason == "ad-marker" or match.reason in OTHER_STORIES
    return says_where and rest[:1] in ("?", "？", "؟") and not is_blank(rest)


def _is_aside(text: str, match: PhraseMatch) -> bool:
    """Whether what a bracket inside a sentence says is the writer's: it has no label of another
    story, with its title behind the colon."""
    if not match.phrase.startswith("(") or match.reason not in OTHER_STORIES:
        return False
    before = text[: match.start]
    if is_blank(before) or SENTENCE_END.search(before):
        return False
    title = TITLE_BEHIND_COLON.search(text, match.start, match.end)
    return title is None or title[1].islower()


def _is_told(text: str, match: PhraseMatch) -> bool:
    """Whether a label opens a sentence of the story: "Source: it springs two hours above the
    village.", what the editor asks in an interview, "Preparation: 20 minutes"."""
    if match.where != "start" or not match.phrase.endswith(" :"):
        return False
    rest = text[match.end :].lstrip(" :：")
    if match.reason == "author-bio" and (QUESTION.search(rest) or rest[:1].isdigit()):
        return True
    if not FULL_STOP.search(rest) or not longer(rest, TOLD_WORDS):
        return False
    return match.reason in NAMING or (match.reason in OTHER_STORIES and rest[:1].islower())


def is_part(reading: Reading, index: int) -> bool:
    """Whether more of the same line stands before or after a block."""
    return any(block.glued for block in reading.blocks[index : index + 2])


def _strongest(text: str, matches: tuple[PhraseMatch, ...]) -> Found:
    if any(m.where == "end" for m in matches):
        marked = Marked(text)
        matches = tuple(m for m in matches if m.where != "end" or not marked.quoted(m))
    if not matches:
        return None
    share = trust(size(text)) if any(m.where in SLOTTED for m in matches) else 0.0
    weighed = [(_weight(m, text, share), m) for m in matches]
    weight, match = max(weighed, key=lambda pair: pair[0])
    named = is_at_length(match.where, match.phrase)
    plain = match.reason not in NEVER_SAID
    if plain and weight > WEIGHTS["hint"] and _is_reported(text, named=named):
        weight = WEIGHTS["hint"]
    if weight <= 0:
        return None
    return Vote("chrome", weight, match.reason, f"phrase:{match.language}"), match


def _weight(match: PhraseMatch, text: str, share: float) -> float:
    if match.where == "cut":
        filled = is_blank(text[: match.start] + " " + text[match.end :])
        return WEIGHTS["line"] if filled else 0.0
    opened = match.where == "heading" and "*" in match.phrase and SENTENCE_END.search(text)
    if opened or _is_told(text, match):
        return 0.0
    if match.where in ("line", "heading"):
        return _weight_of_line(match, text)
    if is_at_length(match.where, match.phrase):
        share = trust(size(text), FULL_TRUST_AT_LENGTH, NO_TRUST_AT_LENGTH)
        return round(WEIGHTS["line"] * share, 2)
    weight = WEIGHTS[match.where]
    gap = match.where == "start" and "*" in match.phrase and match.reason in OTHER_STORIES
    if gap and _is_finished(text):
        weight = FINISHED
    return round(weight * share, 2)


def _weight_of_line(match: PhraseMatch, text: str) -> float:
    """What a phrase weighs that fills the whole text."""
    if match.where == "line":
        open_ended = "*" in match.phrase and not match.phrase.startswith("{*}")
        if open_ended and _is_finished(text):
            return FINISHED
        if match.reason in BUTTONS and ANSWER.fullmatch(text.strip()):
            return 0.0
    return WEIGHTS["end" if match.end - match.start < 3 and text.isascii() else match.where]


def _is_finished(text: str) -> bool:
    """Whether a text is a finished sentence of some length: what a phrase leaves open may be what
    the story tells."""
    return longer(text, FINISHED_WORDS) and SENTENCE_END.search(text) is not None


def _is_reported(text: str, *, named: bool = False) -> bool:
    """Whether a finished sentence tells who says it, by name if that is asked for: what looks like
    a notice is quoted. Long notices speak of what their readers say."""
    said = _said().search(text) if SENTENCE_END.search(text) else None
    if said is None or not named:
        return said is not None
    return any(a.istitle() and b.istitle() for a, b in pairwise(text[said.end() :].split()))


@cache
def _said() -> re.Pattern[str]:
    any_verb = "|".join(sorted(words("speech", "says")))
    return re.compile(rf",[\"'”»“]*\s(?:[^\W\d][\w'’-]*\s){{0,4}}(?:{any_verb})\b", re.IGNORECASE)


def _spare_digest(reading: Reading, own: list[Found]) -> list[Found]:
    items = [
        index
        for index, found in enumerate(own)
        if found and found[1].where == "end" and _is_item(reading.blocks[index].text, found[1])
    ]
    if len(items) < DIGEST_ITEMS:
        return own
    spared = set(items)
    return [
        (replace(found[0], weight=found[0].weight / 2), found[1])
        if found and index in spared
        else found
        for index, found in enumerate(own)
    ]


def _is_item(text: str, match: PhraseMatch) -> bool:
    """Whether what stands before a closing phrase is a sentence of its own."""
    before = text[: match.start].rstrip()
    return SENTENCE_END.search(before) is not None and size(before) > 4


def _may_head(match: PhraseMatch) -> bool:
    """Whether a line may have a list under it: a heading, or "Also read" and its like."""
    related = match.where == "line" and match.reason in ("related-link", "related-list")
    return related or match.where == "heading"


def _spread(
    reading: Reading, index: int, match: PhraseMatch, best: list[Vote | None], end: int
) -> None:
    """Let a heading take along the list under it, any other line only one that stands behind the
    ``end`` of the page's prose."""
    head = best[index]
    assert head is not None
    reason = "related-link" if head.reason == "related-list" else head.reason
    entries = list_under(reading, index)
    ends_page = index + len(entries) >= end
    weight = LAST_LIST if ends_page else _list_weight(reading, index, len(entries))
    if match.where != "heading" and not (ends_page and len(entries) >= FEWEST_ENTRIES):
        return
    said = f"last-list:{head.evidence}" if ends_page else head.evidence
    for at in entries:
        vote = best[at]
        if vote is None or vote.weight < weight:
            best[at] = Vote("chrome", weight, reason, said)
    several = reading.page.kind == "text" and len(entries) >= FEWEST_ENTRIES
    first = best[entries[0]] if several and match.reason in OTHER_STORIES else None
    listed = Vote("chrome", weight, reason, said)
    if first == listed and not ends_page:
        best[entries[0]] = Vote("chrome", FIRST_LINK, reason, f"first-link:{said}")
    if (
        several
        and not ends_page
        and best[entries[-1]] == listed
        and size(reading.blocks[entries[-1]].text) >= FEWEST_HEADING_WORDS
    ):
        best[entries[-1]] = Vote("chrome", LAST_LINE, reason, said)


def is_entry(block: Block) -> bool:
    """Whether a block may be an entry of a list: short and not a finished sentence."""
    return not SENTENCE_END.search(block.text) and not longer(block.text, LIST_WORDS)


def gap(reading: Reading, index: int) -> bool:
    """Whether a blank line stands before the block; HTML has none."""
    if reading.page.kind == "html" or index == 0:
        return False
    between = reading.page.source[reading.blocks[index - 1].end : reading.blocks[index].start]
    return between.count("\n") > 1


def list_under(reading: Reading, index: int) -> list[int]:
    """The blocks that make the list under the heading ``index``.

    It ends with the element that holds both the heading and the first entry.
    """
    entries: list[int] = []
    around = ""
    for at in range(index + 1, min(index + 1 + LIST_BLOCKS, len(reading.blocks))):
        block = reading.blocks[at]
        around = around if entries else _shared_path(reading.blocks[index], block)
        if not is_entry(block) or not f"{block.path}/".startswith(around):
            break
        if len(entries) > 1 and gap(reading, at) and not gap(reading, at - 1):
            break
        entries.append(at)
    return entries


def _shared_path(heading: Block, entry: Block) -> str:
    """The path of the element around a heading and what stands below it; empty for texts."""
    shared = takewhile(
        lambda steps: steps[0] == steps[1],
        zip(heading.path.split("/")[:-1], entry.path.split("/"), strict=False),
    )
    return "".join(f"{step}/" for step, _ in shared)


def end_of_prose(reading: Reading) -> int:
    """The last block that is longer than entries of lists are; -1 if there is none."""
    long = (b.index for b in reversed(reading.blocks) if longer(b.text, FULL_TRUST_WORDS))
    return next(long, -1)


def _list_weight(reading: Reading, index: int, length: int) -> float:
    """How sure a list above more prose is: least in lines that all stand apart."""
    return 3.0 if length and gap(reading, index + 1) else 4.0
