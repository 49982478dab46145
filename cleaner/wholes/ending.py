"""What stands behind the end of a text: below the tags, the comments or the note on the author.

Looked at when each block has its first decision. Teasers of other stories and what readers write
are prose, and the labeller is in doubt about them; where the page itself shows that its story is
over, and all the rest is furniture or doubtful, the doubtful goes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.grammar import bylines, zones
from cleaner.grammar.letters import is_caseless
from cleaner.records import Block, Decision, Vote

SIGNS = frozenset({"author-bio", "comment-policy", "comments", "tags"})
"""Reasons of lines that stand behind stories, and hardly within them."""
CORRECTION = "rubric:note"
"""The evidence that a line puts something right."""
SAID = 5.0
"""Weight from which a vote names a line by itself."""
NOTE, BEHIND = 6.0, 1.7
"""Weight against a note on the author, and against what stands behind the end: that goes if no
more than the faintest doubt speaks for it, as a line above the story's last part may look like its
end."""
LEAST_STORY = 3
"""Blocks of a story, of which the page must be sure, above its end."""
SURE = 0.82
"""Confidence from which a block is surely of the story."""
MOST_KEPT = 0.5
"""Share of the blocks from the end on that may have been kept, and one more."""
LONGEST_BIO, LONGEST_BYLINE, SHORTEST_NAME = 600, 100, 3
"""Characters of a note on an author, of a line that names one, and of a name."""
HEADER = 40
"""Blocks above the story that a byline is looked for in."""
LABEL_WORDS = 3
"""Words of a label before a colon ("About the author: Jane Doe teaches ...")."""
LONGEST_OPENING = 120
"""Characters of a paragraph that its label and the name are among."""

LAST_LINES = 6
"""Blocks at the end of a page among which a note on any author may stand."""
MOST_AUTHORS = 2
"""Names that these blocks open with at most; a story of several people goes through them."""
LONGEST_ADDRESS = 60
"""Characters of an address at the end of a note, with a stop."""

_ADDRESS = re.compile(r"(?:(?<!\w)@\w{3,}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s?[.)]*$")
_SENTENCE = re.compile(r"[.!?…。։।؟]\s")
_QUOTES = re.compile(r"[\"“”„«»「」]")
_HEAD = re.compile(r"[,|/(–—·:：，、]|\s-\s")
"""What stands behind the name in a byline."""
_TITLES = re.compile(r"(?:[^\W\d_]{1,5}\.\s*){1,3}(?=[^\W\d_])")
"""Titles before a name ("Prof. Dr.")."""
_GOES_ON = re.compile(r"(?![\w:：])\W*\w")
"""What follows a name that opens a sentence; a colon follows that of who speaks."""

Votes = list[tuple[Vote, ...]]


def votes(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Votes:
    """For each block of a text at most one vote."""
    found: Votes = [()] * len(blocks)
    for index, reason in _behind(blocks, decisions):
        weight = NOTE if reason == "author-bio" else BEHIND
        found[index] = (Vote("chrome", weight, reason, "whole:behind-end"),)
    return found


def _behind(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[tuple[int, str]]:
    """The kept blocks from the first line on that shows the end of the story, and what they are: a
    note on the author, else what the removed line above them is.

    That line stands by itself, below all that is surely of the story: in a text on one line a
    sentence may look like such a line.
    """
    sure = [i for i, d in enumerate(decisions) if d.kept and d.confidence >= SURE]
    notes = _notes(blocks, decisions, sure)
    story = [i for i in sure if i not in notes]
    if len(story) < LEAST_STORY:
        return
    below = (i for i in range(story[-1] + 1, len(blocks)) if _is_line(blocks[i : i + 2]))
    end = next((i for i in below if i in notes or _shows_end(decisions[i])), len(blocks))
    if sum(d.kept for d in decisions[end:]) > MOST_KEPT * (len(blocks) - end) + 1:
        return
    reason = ""
    for index in range(end, len(blocks)):
        reason = "author-bio" if index in notes else decisions[index].reason or reason
        if decisions[index].kept and not _puts_right(decisions[index]):
            yield index, reason


def _is_line(blocks: Sequence[Block]) -> bool:
    """Whether the first of these blocks is all of its line."""
    return not any(block.glued for block in blocks)


def _puts_right(decision: Decision) -> bool:
    """Whether a block is of the story above the end, too: a note that says what was wrong."""
    return any(vote.evidence == CORRECTION for vote in decision.votes)


def _shows_end(decision: Decision) -> bool:
    return not decision.kept and any(
        v.reason in SIGNS and v.weight >= SAID and v.label == "chrome" for v in decision.votes
    )


def _notes(
    blocks: Sequence[Block], decisions: Sequence[Decision], sure: Sequence[int]
) -> frozenset[int]:
    """The paragraphs that open with the name of an author whom the story does not name; in the last
    lines also that of anyone, if a phrase or an address at their end speaks for such a note."""
    names = _names(blocks[max(0, sure[0] - HEADER) : sure[0]], decisions) if sure else set()
    below = blocks[max(sure[0] + 1, len(blocks) - LAST_LINES) :] if sure else ()
    last = [block for block in below if len(block.text) <= LONGEST_BIO]
    told = [block for block in last if _tells_of_author(block, decisions[block.index])]
    opening = {block.index: _opening_name(block.text) for block in last} if told else {}
    few = len({name for name in opening.values() if name}) <= MOST_AUTHORS
    found = {b.index: name for b in told if few and (name := opening[b.index])}
    found |= {
        block.index: name
        for block in (blocks[sure[0] + 1 :] if names else ())
        if len(block.text) <= LONGEST_BIO
        for start in _starts(block.text)
        for name in names
        if start.startswith(name) and _GOES_ON.match(start[len(name) :])
    }
    story = " ".join(bylines.plain(blocks[i].text) for i in sure if i not in found) if found else ""
    return frozenset(i for i, name in found.items() if name.split()[-1] not in story)


def _opening_name(text: str) -> str:
    """The full name that a paragraph opens with."""
    words = text[:LONGEST_OPENING].split()
    names = (" ".join(words[:size]) for size in (3, 2))
    return next((bylines.plain(name) for name in names if bylines.is_name(name)), "")


def _tells_of_author(block: Block, decision: Decision) -> bool:
    """Whether a paragraph ends with a sentence that tells where to reach someone, or has words that
    notes have. What people of a story say stands in quotation marks, and where to reach them in
    the sentence that opens with their name."""
    if any(v.reason == "author-bio" and v.label == "chrome" for v in decision.votes):
        return True
    if _QUOTES.search(block.text) or not _SENTENCE.search(block.text[:-1]):
        return False
    return bool(_ADDRESS.search(block.text, max(0, len(block.text) - LONGEST_ADDRESS)))


def _names(above: Sequence[Block], decisions: Sequence[Decision]) -> set[str]:
    """The names in the bylines above a story, in plain letters."""
    names: set[str] = set()
    for block in above:
        decision = decisions[block.index]
        signed = any(vote.label == "byline" for vote in decision.votes)
        if signed and not decision.kept and len(block.text) <= LONGEST_BYLINE:
            byline = bylines.parse(block.text)
            names.update(byline.names if byline else ())
            names.add(_HEAD.split(block.text, maxsplit=1)[0].strip())
    return set(map(bylines.plain, filter(_is_whole, names)))


def _is_whole(name: str) -> bool:
    """Whether this is the full name of a person: no agency, desk or town, which may act in a story,
    and of one word only in scripts that put no space into names."""
    if len(name) < SHORTEST_NAME or bylines.is_agency(name) or zones.place_country(name):
        return False
    return " " in name or (is_caseless(name[0]) and bylines.is_name(name))


def _starts(text: str) -> list[str]:
    """How a paragraph begins in plain letters, also behind a label and behind titles."""
    line = text[:LONGEST_OPENING].lstrip("*_ ")
    label, _, rest = line.partition(": ")
    starts = [line, rest] if _is_label(label) else [line]
    starts += [start[m.end() :] for start in starts if (m := _TITLES.match(start))]
    return [bylines.plain(start) for start in starts]


def _is_label(text: str) -> bool:
    return len(text.split()) <= LABEL_WORDS and not any(map(str.isdigit, text))
