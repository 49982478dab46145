"""The standfirst."""

from __future__ import annotations

from cleaner.metadata.sources import Sources, fold, text_of
from cleaner.records import Candidate


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
    alternative = text_of(sources.article.get("alternativeHeadline"))
    if alternative and fold(alternative) != fold(text_of(sources.article.get("headline"))):
        out.append(Candidate(alternative, alternative, "json-ld", 0.5))
    return out
