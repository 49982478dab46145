"""Live blogs: which time each block of an entry belongs to.

A page is one if it says so, in JSON-LD or in the names of its elements, and if times at equal
places of the tree part its prose. Where it shows none, the entries of the JSON-LD are found by
their headlines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from cleaner.grammar import entries
from cleaner.grammar.letters import fold
from cleaner.records import Block, Head

_DECLARED = "LiveBlogPosting"
_LIVE = re.compile(
    r"live-?_?(?:blog|ticker|feed|updates?|post|entry|entries|coverage|text)|minute-by-minute"
    r"|minuto-a-minuto|minutebyminute"
)
_ID = re.compile(r"#[^/]*")
_COMMENT = re.compile(r"comment", re.IGNORECASE)
_LONGEST_SCRIPT = 2_000_000
_DEEPEST = 12
_FEWEST_DECLARED = 2


class _Start(NamedTuple):
    """Where an entry begins and when it was written."""

    block: int
    time: str


def with_entry_times(blocks: tuple[Block, ...], head: Head) -> tuple[Block, ...]:
    """The blocks, those in entries of a live blog with the time of their entry."""
    declared = any(_DECLARED in script for script in head.json_ld)
    if not declared and not any(map(_is_live, {block.path for block in blocks})):
        return blocks
    starts = _timed(blocks, head, declared=declared) or _declared(blocks, head)
    return _spread(blocks, starts) if starts else blocks


def _is_live(path: str) -> bool:
    """Whether an element on a path is named as live blogs and their parts are."""
    lower = path.lower()
    return ("live" in lower or "minut" in lower) and bool(_LIVE.search(lower))


def _timed(blocks: Sequence[Block], head: Head, *, declared: bool) -> list[_Start]:
    """The entries by the times that stand at equal places and part most prose."""
    marks = {mark.block: mark.value for mark in head.times}
    groups: dict[str, list[_Start]] = {}
    for block in blocks:
        place = block.path
        if not (block.index in marks or entries.is_clock_line(block.text)):
            continue
        if not _COMMENT.search(place) and (declared or _is_live(place)):
            time = marks.get(block.index) or fold(block.text)[: entries.LONGEST_LINE]
            groups.setdefault(_ID.sub("", place), []).append(_Start(block.index, time))
    fewest = _FEWEST_DECLARED if declared else entries.FEWEST
    told = [
        group
        for group in groups.values()
        if len(group) >= fewest and entries.are_told(blocks, [start.block for start in group])
    ]
    return _from_headings(blocks, max(told, key=len, default=[]))


def _from_headings(blocks: Sequence[Block], starts: list[_Start]) -> list[_Start]:
    """The same, beginning a block earlier if most times stand right below a heading."""
    firsts = {start.block for start in starts}
    below = [
        i - 1 not in firsts
        and blocks[i - 1].kind == "heading"
        and (i + 1 == len(blocks) or blocks[i + 1].kind != "heading")
        for i in firsts
        if i > 0
    ]
    if 2 * sum(below) <= len(starts):
        return starts
    return [
        _Start(i - (i > 0 and blocks[i - 1].kind == "heading" and i - 1 not in firsts), time)
        for i, time in starts
    ]


def _declared(blocks: Sequence[Block], head: Head) -> list[_Start]:
    """The entries of the JSON-LD that have a headline, or the opening of their text, as a block."""
    times = {opening: time for opening, time in _updates(head) if opening}
    return [
        _Start(block.index, time)
        for block in blocks
        if (time := times.get(fold(block.text))) is not None
    ]


def _updates(head: Head) -> Iterator[tuple[str, str]]:
    for script in head.json_ld:
        if "liveBlogUpdate" in script and len(script) <= _LONGEST_SCRIPT:
            try:
                value = json.loads(script, strict=False)
            except (ValueError, RecursionError):
                continue
            for update in _found(value, "liveBlogUpdate", 0):
                time = update.get("datePublished") or update.get("dateModified")
                if isinstance(time, str) and time:
                    yield fold(str(update.get("headline") or "")), time
                    yield fold(str(update.get("articleBody") or "").partition("\n")[0]), time


def _found(value: Any, name: str, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that a property of this name holds, wherever it stands."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                listed = inner if isinstance(inner, list) else [inner]
                yield from (item for item in listed if isinstance(item, dict))
            else:
                yield from _found(inner, name, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _found(inner, name, depth + 1)


def _spread(blocks: Sequence[Block], starts: Sequence[_Start]) -> tuple[Block, ...]:
    """The blocks with the time of the entry that they stand in."""
    timed = list(blocks)
    ends = [start.block for start in starts[1:]]
    for (first, time), end in zip(starts, [*ends, len(blocks)], strict=True):
        entry = _entry(blocks, first, end)
        for block in blocks[first:end]:
            if f"{block.path}/".startswith(entry):
                timed[block.index] = replace(block, entry_time=time)
            elif end == len(blocks):
                break
    return tuple(timed)


def _entry(blocks: Sequence[Block], first: int, end: int) -> str:
    """The path of the element that holds an entry's first block and its first prose, and "/"."""
    prose = next((b for b in blocks[first + 1 : end] if entries.is_prose(b)), blocks[first])
    shared = []
    for one, other in zip(blocks[first].path.split("/"), prose.path.split("/"), strict=False):
        if one != other:
            break
        shared.append(one)
    return "/".join(shared) + "/"
