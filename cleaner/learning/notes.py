"""What is written down of one page: a profile that knows this page alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from cleaner.learning.habits import habits
from cleaner.profiles import Profile, forms
from cleaner.profiles.days import day_of
from cleaner.profiles.known import EARLY, INLINE, KEPT, PROSE, pack
from cleaner.profiles.record import Text
from cleaner.records import KEPT_LABELS, Block, Decision, Reading

LEAST_SHARE = 0.1
"""Elements with less of the kept characters are no containers."""
LATE_SHARE = 0.75
"""Share of the kept characters before which a text is early."""
MOST_BLOCKS = 1500
"""Blocks of a page that are written down."""

Labelled = list[tuple[Block, Decision]]


def notes(reading: Reading, decisions: Sequence[Decision], site: str) -> Profile:
    """The profile of one page; ``decisions`` are the general labeller's, without a profile."""
    labelled = list(zip(reading.blocks, decisions, strict=True))[:MOST_BLOCKS]
    page = page_id(reading.page.source)
    is_html = reading.page.kind == "html"
    return Profile(
        site=site,
        pages={page: day_of(reading)},
        texts=_texts(page, labelled, forms.titles_of(reading)),
        places=_places(page, labelled) if is_html else {},
        containers=_containers(page, labelled) if is_html else {},
        habits=habits(reading, decisions, page),
    )


def page_id(source: str | bytes) -> int:
    """64 bits that stand for a page; the same page has the same wherever it is learned."""
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def _texts(page: int, labelled: Labelled, titles: Sequence[str]) -> dict[int, Text]:
    kept = [i for i, (_, decision) in enumerate(labelled) if decision.kept]
    first, last = (kept[0], kept[-1]) if kept else (len(labelled), -1)
    marks: defaultdict[str, int] = defaultdict(int)
    total, before = _kept_characters(labelled), 0
    for i, (block, decision) in enumerate(labelled):
        before += len(block.text) if decision.kept else 0
        where = INLINE if first <= i <= last else 0
        where |= EARLY if not kept or before < LATE_SHARE * total else 0
        for form in _forms(block, titles):
            marks[form] |= where | _verdict(block, decision)
    return {
        forms.key_of(form): Text(forms.shown(form), {page: value}) for form, value in marks.items()
    }


def _forms(block: Block, titles: Sequence[str]) -> Iterator[str]:
    if form := forms.exact(block):
        yield form
        yield from forms.slotted(block.text, titles)


def _verdict(block: Block, decision: Decision) -> int:
    return (PROSE if forms.is_prose(block.text) else 0) | (KEPT if decision.kept else 0)


def odds(decision: Decision) -> float:
    """Log-odds that the block is kept; below 0 if it is not."""
    total = sum(v.weight if v.label in KEPT_LABELS else -v.weight for v in decision.votes)
    return total if decision.kept else min(total, -1.0)


def _places(page: int, labelled: Labelled) -> dict[str, dict[int, int]]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    total = _kept_characters(labelled)
    for block, decision in labelled:
        if block.structure is None or not block.text:
            continue
        size = len(block.text)
        entry = sums[forms.place(block.structure.path)]
        entry[0] += size
        entry[1] += size * max(-8.0, min(8.0, odds(decision)))
        entry[2] += size if decision.kept else 0
    return {
        name: {page: pack(weighted / size, kept / total)}
        for name, (size, weighted, kept) in sums.items()
    }


def _containers(page: int, labelled: Labelled) -> dict[str, dict[int, int]]:
    held: defaultdict[str, int] = defaultdict(int)
    total = _kept_characters(labelled)
    for block, decision in labelled:
        if block.structure is not None:
            for name in filter(forms.may_contain, set(forms.enclosing(block.structure.path))):
                held[name] += len(block.text) if decision.kept else 0
    return {
        name: {page: round(100 * size / total)}
        for name, size in held.items()
        if size >= LEAST_SHARE * total
    }


def _kept_characters(labelled: Labelled) -> int:
    return max(1, sum(len(block.text) for block, decision in labelled if decision.kept))
