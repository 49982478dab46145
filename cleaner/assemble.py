"""Blocks, decisions and metadata become the article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.records import (
    Article,
    Block,
    Decision,
    Field,
    Reading,
    Removed,
    Verdict,
)

SHORT = 900
"""Characters from which a text is not taken for a stub or for what a list page left."""
VERY_SHORT = 350
SPARSE_SHARE = 0.08
"""Below this share of kept characters a short text without a sentence is no article."""
MOSTLY_LINKS = 0.8
"""From this share of linked characters a text is a list of other stories."""
OFFERS = frozenset({"subscription-offer", "sign-in-prompt"})
OFFER_REACH = 4
"""How many blocks after the text an offer may stand to be the reason why it ends."""
SENTENCE_END = re.compile(r"[.!?。！？।؟…][\"'”’»)」』]*(?:\s|$)")
FIELDS = (
    "title", "subtitle", "authors", "agencies", "published", "updated", "place", "site",
    "section", "tags", "language", "url",
)  # fmt: skip


def assemble(
    reading: Reading, decisions: Sequence[Decision], metadata: Mapping[str, Field]
) -> Article:
    """The article of a page; every block is either in ``blocks`` or in ``removed``."""
    pairs = list(zip(reading.blocks, decisions, strict=True))
    kept = tuple(block for block, decision in pairs if decision.kept)
    removed = tuple(_account(b, d) for b, d in pairs if not d.kept)
    suspects = tuple(_account(b, d) for b, d in pairs if d.kept and _suspected(d))
    text, _ = body_text(reading, kept)
    values: dict[str, Any] = {name: metadata[name].value for name in FIELDS if name in metadata}
    values.setdefault("url", reading.page.url)
    return Article(
        text=text,
        blocks=kept,
        removed=removed,
        suspects=suspects,
        verdict=_verdict(text, kept, removed),
        confidence=round(_confidence(pairs), 4),
        kind=reading.page.kind,
        metadata=dict(metadata),
        warnings=reading.page.warnings,
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
    return Removed(
        index=block.index,
        text=block.text,
        start=block.start,
        end=block.end,
        label=decision.label,
        reason=decision.reason,
        evidence=tuple(f"{v.evidence} {v.label} {v.weight:+.2f}" for v in decision.votes),
        confidence=round(decision.confidence, 4),
        path=structure.path if structure else "",
        line=structure.line if structure else 0,
    )


def _suspected(decision: Decision) -> bool:
    return any(v.reason and v.weight > 0 for v in decision.votes)


def _verdict(text: str, kept: Sequence[Block], removed: Sequence[Removed]) -> Verdict:
    if not text:
        return "not-an-article" if removed else "empty"
    if len(text) >= SHORT:
        return "article" if _share_in_links(kept) < MOSTLY_LINKS else "not-an-article"
    if _cut_off(text, kept, removed):
        return "paywall-stub"
    gone = sum(len(r.text) for r in removed)
    sparse = len(text) < SPARSE_SHARE * (len(text) + gone)
    return "not-an-article" if sparse and not SENTENCE_END.search(text) else "article"


def _cut_off(text: str, kept: Sequence[Block], removed: Sequence[Removed]) -> bool:
    """Whether an offer follows at once on a short text: it stands where the text would go on."""
    last = kept[-1].index
    offered = any(r.reason in OFFERS and last < r.index <= last + OFFER_REACH for r in removed)
    return offered and (text.endswith(("…", "...")) or len(text) < VERY_SHORT)


def _share_in_links(kept: Sequence[Block]) -> float:
    linked = sum(b.structure.link_chars for b in kept if b.structure)
    return linked / sum(len(b.text) for b in kept)


def _confidence(pairs: Sequence[tuple[Block, Decision]]) -> float:
    """Mean confidence of the decisions, weighted by the length of the blocks."""
    total = sum(len(block.text) for block, _ in pairs)
    return sum(len(b.text) * d.confidence for b, d in pairs) / total if total else 1.0
