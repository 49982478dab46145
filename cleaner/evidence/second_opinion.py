"""Second opinion: which blocks trafilatura would keep. Asked about HTML pages we are unsure of."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress

from cleaner.records import Label, Reading, Vote

ASK_BELOW = 0.93
"""Page confidence of the model below which trafilatura is asked."""
WEIGHT = 2.0
NGRAM = 4

_WORD = re.compile(r"\w+")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote of ``body`` or ``chrome`` for each block, none where trafilatura finds no text."""
    grams = _ngrams(_extract(reading.page.source))
    if not grams:
        return [() for _ in reading.blocks]
    return [(_vote(_share(block.text, grams)),) for block in reading.blocks]


def _extract(source: str) -> str:
    """Trafilatura's text, empty where it fails.

    Its ``deduplicate`` keeps state between pages and stays off.
    """
    import trafilatura

    with suppress(Exception):  # whatever goes wrong in there, its opinion is then missing
        return (
            trafilatura.extract(source, include_comments=False, deduplicate=False, fast=True) or ""
        )
    return ""


def _ngrams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    size = min(NGRAM, len(words))
    return Counter(
        tuple(words[i : i + n]) for n in range(1, size + 1) for i in range(len(words) - n + 1)
    )


def _share(text: str, grams: Counter[tuple[str, ...]]) -> float:
    """Share of the text's n-grams that trafilatura kept too."""
    words = _WORD.findall(text)
    n = min(NGRAM, len(words))
    mine = [tuple(words[i : i + n]) for i in range(len(words) - n + 1)] if n else []
    return sum(g in grams for g in mine) / len(mine) if mine else 0.0


def _vote(share: float) -> Vote:
    label: Label = "body" if share > 0.5 else "chrome"
    reason = "" if label == "body" else "boilerplate"
    return Vote(label, WEIGHT * abs(2 * share - 1), reason, "second-opinion")
