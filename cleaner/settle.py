"""Labels text until cleaning the result again would remove nothing more.

What a site's profile tells without the models is labelled once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from cleaner import wholes
from cleaner.assemble import body_text
from cleaner.blocks import read
from cleaner.evidence import gather, gather_by_template, merge
from cleaner.evidence.phrases import Search, new_search
from cleaner.label import decide, decide_if_sure, removals
from cleaner.profiles import Profile
from cleaner.records import Block, Decision, Options, Page, Reading
from cleaner.split import TextSpan, split, split_glued_chrome

Labelled = tuple[Reading, list[Decision]]
SLOW = 8
"""Rounds after which what goes takes along all lines like it: where lines repeat themselves, the
labeller takes a few from the edges each time."""
_DIGITS = re.compile(r"\d+")


def label(reading: Reading, options: Options, profile: Profile | None, search: Search) -> Labelled:
    """The reading, its blocks split where one label would not fit, with a decision a block.

    ``search`` holds what other rounds on the same page have found in its texts.
    """
    reading = split_glued_chrome(reading, search)
    found = gather(reading, options, profile, search)
    decisions = decide(found, reading.page.kind, options)
    again = wholes.votes(reading, decisions)
    if any(again):
        decisions = decide(merge([found, again]), reading.page.kind, options)
    return reading, decisions


def label_until_settled(
    reading: Reading, options: Options, profile: Profile | None = None
) -> Labelled:
    """Like ``label``, then again on the text that is left, until nothing more goes.

    What a later round removes is removed from the first reading too. Each round but the last
    takes away at least one block, so it ends. A page whose every block is told without the models,
    by a template that its site's ``profile`` knows well, is labelled once.
    """
    search = new_search()
    told = by_template(reading, options, profile, search)
    if told is not None:
        return told
    labelled = label(reading, options, profile, search)
    rounds = 0
    while gone := _removed_again(labelled, options, profile, search):
        rounds += 1
        if rounds > SLOW:
            gone = _with_alike(labelled, gone)
        labelled = _without_leftovers(_remove(labelled, gone), options)
    return labelled


def _without_leftovers(labelled: Labelled, options: Options) -> Labelled:
    """Without what is left of boxes of an HTML page of which a later round removed the rest."""
    reading, decisions = labelled
    again = wholes.votes_to_remove(reading, decisions)
    votes = merge([[d.votes for d in decisions], again])
    return reading, [
        decide([found], reading.page.kind, options)[0] if own else before
        for found, own, before in zip(votes, again, decisions, strict=True)
    ]


def by_template(
    reading: Reading, options: Options, profile: Profile | None, search: Search
) -> Labelled | None:
    """The fast path: no model and no second reading. None if a single block is left in doubt."""
    models_wanted = options.fast_path == "never" or options.second_opinion == "always"
    if profile is None or reading.page.kind == "text" or options.mode != "careful" or models_wanted:
        return None
    found = gather_by_template(reading, options, profile, search)
    decisions = None if found is None else decide_if_sure(*found)
    return None if decisions is None else (reading, decisions)


Gone = dict[int, list[tuple[TextSpan, Decision]]]
"""By block index: spans in the block's text that a later round removes, with its decision."""


def _removed_again(
    labelled: Labelled, options: Options, profile: Profile | None, search: Search
) -> Gone:
    """What cleaning the assembled text would remove, in terms of the blocks it came from."""
    first, verdicts = labelled
    kept = [block for block, d in zip(first.blocks, verdicts, strict=True) if d.kept]
    text, offsets = body_text(first, kept)
    again = split_glued_chrome(read(Page(text, "text")), search)
    if profile is None and _is_settled(first, kept, again, search):
        return {}
    gone: Gone = {}
    for index, decision in removals(
        gather(again, options, profile, search), "text", options
    ).items():
        for origin, span in _origins(again.blocks[index], kept, offsets):
            gone.setdefault(origin.index, []).append((span, decision))
    return gone


def _with_alike(labelled: Labelled, gone: Gone) -> Gone:
    """What goes, and the kept blocks that differ from one that goes whole in numbers alone."""
    reading, verdicts = labelled
    whole = {
        _DIGITS.sub("0", reading.blocks[index].text): spans
        for index, spans in gone.items()
        if sum(end - start for (start, end), _ in spans) >= len(reading.blocks[index].text.strip())
    }
    alike: Gone = {
        block.index: [((0, len(block.text)), spans[0][1])]
        for block, decision in zip(reading.blocks, verdicts, strict=True)
        if decision.kept and (spans := whole.get(_DIGITS.sub("0", block.text)))
    }
    return alike | gone


def _is_settled(first: Reading, kept: list[Block], again: Reading, search: Search) -> bool:
    """Whether nothing went and the text reads as before: then it is labelled as before, too.

    Evidence looks at the blocks of a text and nothing else but the blank lines in lists under a
    heading; those are gone here.
    """
    return (
        first.page.kind == "text"
        and len(kept) == len(first.blocks)
        and list(map(_as_evidence_sees, first.blocks)) == list(map(_as_evidence_sees, again.blocks))
        and not any(search.heads_list(block.text) for block in kept)
    )


def _as_evidence_sees(block: Block) -> tuple[str, str, int, bool, str]:
    return block.text, block.kind, block.level, block.glued, block.entry_time


def _origins(
    block: Block, kept: list[Block], offsets: list[int]
) -> Iterator[tuple[Block, TextSpan]]:
    """The kept blocks that a block of the assembled text covers, with the span in each."""
    at = max(0, bisect_right(offsets, block.start) - 1)
    while at < len(kept) and offsets[at] < block.end:
        start = max(0, block.start - offsets[at])
        end = min(len(kept[at].text), block.end - offsets[at])
        if start < end:
            yield kept[at], (start, end)
        at += 1


def _remove(labelled: Labelled, gone: Gone) -> Labelled:
    """The first reading with those spans as blocks of their own, and removed."""
    before, verdicts = labelled
    after, origins = split(
        before, {index: [span for span, _ in spans] for index, spans in gone.items()}
    )
    decisions = [
        next((d for outer, d in gone.get(index, ()) if _covers(outer, span)), verdicts[index])
        for index, span in origins
    ]
    return after, decisions


def _covers(outer: TextSpan, inner: TextSpan) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
