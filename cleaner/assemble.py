"""Blocks, decisions and metadata become the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cleaner.asides import comments_of
from cleaner.blocks.quick import quick
from cleaner.metadata import warnings as metadata_warnings
from cleaner.records import (
    Article,
    Block,
    Decision,
    Field,
    Reading,
    Removed,
)
from cleaner.split import dressed
from cleaner.verdict import judge

_removed = quick(Removed)

FIELDS = (
    "title", "subtitle", "authors", "agencies", "agency_notice", "published", "updated", "place",
    "site", "section", "tags", "language", "url", "images", "paywalled",
)  # fmt: skip


def assemble(
    reading: Reading, decisions: Sequence[Decision], metadata: Mapping[str, Field]
) -> Article:
    """The article of a page; every block is either in ``blocks`` or in ``removed``."""
    pairs = list(zip(reading.blocks, decisions, strict=True))
    stay = [pair for pair in pairs if pair[1].kept]
    kept = tuple(dressed(block) for block, _ in stay)
    removed = tuple(_account(b, d) for b, d in pairs if not d.kept)
    suspects = tuple(_account(b, d) for b, d in map(_suspicion, stay) if d.reason)
    text, _ = body_text(reading, kept)
    values: dict[str, Any] = {name: metadata[name].value for name in FIELDS if name in metadata}
    values.setdefault("url", reading.page.url)
    judgement = judge(reading, text, kept, removed)
    if judgement.verdict == "paywall-stub":
        values.setdefault("paywalled", True)
    return Article(
        text=text,
        blocks=kept,
        removed=removed,
        suspects=suspects,
        comments=comments_of(reading, decisions),
        verdict=judgement.verdict,
        verdict_reason=judgement.reason,
        confidence=round(_confidence(pairs), 4),
        kind=reading.page.kind,
        metadata=dict(metadata),
        warnings=(*reading.page.warnings, *metadata_warnings(metadata)),
        **values,
    )


def body_text(reading: Reading, blocks: Sequence[Block]) -> tuple[str, list[int]]:
    """``(text, offset of each block's text in it)``: paragraphs separated by a blank line.

    Pieces of one source line stand in one paragraph again.
    """
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for i, block in enumerate(blocks):
        gap = _gap(reading, blocks[i - 1], block) if i else ""
        parts += (gap, block.text)
        offsets.append(length + len(gap))
        length += len(gap) + len(block.text)
    return "".join(parts), offsets


def _gap(reading: Reading, before: Block, block: Block) -> str:
    if not all(b.glued for b in reading.blocks[before.index + 1 : block.index + 1]):
        return "\n\n"
    return "" if before.end == block.start else " "


def _account(block: Block, decision: Decision) -> Removed:
    structure = block.structure
    return _removed(
        block.index,
        block.text,
        block.start,
        block.end,
        decision.label,
        decision.reason,
        tuple([f"{v.evidence} {v.label} {v.weight:+.2f}" for v in decision.votes]),
        round(decision.confidence, 4),
        structure.path if structure else "",
        structure.line if structure else 0,
        block.post,
    )


def _suspicion(pair: tuple[Block, Decision]) -> tuple[Block, Decision]:
    """A kept block and its decision, with the reason of the heaviest evidence against it if any."""
    block, decision = pair
    against = [vote for vote in decision.votes if vote.reason and vote.weight > 0]
    if not against:
        return pair
    return block, replace(decision, reason=max(against, key=lambda vote: vote.weight).reason)


def _confidence(pairs: Sequence[tuple[Block, Decision]]) -> float:
    """Mean confidence of the decisions, weighted by the length of the blocks."""
    total = sum(len(block.text) for block, _ in pairs)
    return sum(len(b.text) * d.confidence for b, d in pairs) / total if total else 1.0
