"""Second opinion: which blocks trafilatura would keep. Asked about HTML pages we are unsure of."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress

from cleaner.records import Label, Reading, Vote

ASK_BELOW = 0.9
"""Page confidence of the model below which trafilatura is asked."""
WEIGHT = 2.0
NGRAM = 4

MOST_ATTRIBUTES = 20_000
"""Attributes of one tag up to which trafilatura is asked: its parser compares each with all."""

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"""<[a-z]((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)""", re.IGNORECASE)
_VALUE = re.compile(r"""="[^"]*"|='[^']*'""")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote of ``body`` or ``chrome`` for each block, none where trafilatura finds no text.

    Nor is there any for pages that it would take minutes for, nor against headings: it leaves out
    many that head what it keeps.
    """
    source = reading.page.source
    grams = _ngrams("" if _takes_too_long(source) else _extract(source))
    if not grams:
        return [() for _ in reading.blocks]
    opinions = [_vote(_share(block.text, grams)) for block in reading.blocks]
    return [
        () if block.kind == "heading" and vote.label == "chrome" else (vote,)
        for block, vote in zip(reading.blocks, opinions, strict=True)
    ]


def _takes_too_long(source: str) -> bool:
    """Whether a tag has more than ``MOST_ATTRIBUTES``."""
    long = (m[1] for m in _TAG.finditer(source) if len(m[1]) > MOST_ATTRIBUTES)
    return any(_attributes(inside) > MOST_ATTRIBUTES for inside in long)


def _attributes(inside: str) -> int:
    """How many attributes there are in what stands in a tag, roughly."""
    bare = _VALUE.sub("= ", inside)
    return max(bare.count("="), len(bare.split()))


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
