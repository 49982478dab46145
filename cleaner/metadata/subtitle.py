"""The standfirst."""

from __future__ import annotations

from cleaner.grammar import places
from cleaner.metadata.sources import Sources, fold, text_of
from cleaner.records import Block, Candidate

LONGEST = 320
"""Characters up to which the paragraph above a dateline is a standfirst."""


def candidates(sources: Sources) -> list[Candidate]:
    """What the page shows as standfirst, and what its data calls so."""
    blocks = sources.labelled("subtitle")
    out = []
    if blocks:
        text = blocks[0].text
        for block in blocks[1:]:
            if block.index == blocks[0].index + 1 and block.glued:
                text += " " + block.text
        out.append(Candidate(text, text, "visible-header", 0.8))
    elif above := _above_dateline(sources):
        out.append(Candidate(above.text, above.text, "text", 0.6))
    alternative = text_of(sources.article.get("alternativeHeadline"))
    if alternative and fold(alternative) != fold(text_of(sources.article.get("headline"))):
        out.append(Candidate(alternative, alternative, "json-ld", 0.5))
    return out


def _above_dateline(sources: Sources) -> Block | None:
    """The one paragraph that stands above the dateline with which the story begins."""
    body = [b for b in sources.body[:2] if b.kind in ("line", "paragraph")]
    if len(body) < 2 or body[1].glued or not places.SHORTEST <= len(body[0].text) <= LONGEST:
        return None
    sure = 0.9
    opened = places.opening([body[1].text], sure) and not places.opening([body[0].text], 0.55)
    return body[0] if opened else None
