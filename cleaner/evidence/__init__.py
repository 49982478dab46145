"""Evidence: each piece votes on every block and knows nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from cleaner.records import Options, Reading, Vote

BlockVotes = list[tuple[Vote, ...]]
"""``votes[i]`` are the votes on block ``i``."""


def gather(reading: Reading, options: Options) -> BlockVotes:
    """The votes of all evidence on a page, one tuple a block."""
    from cleaner.evidence import header, phrases, rules

    pieces = [
        rules.votes(reading, options.disabled_rules),
        phrases.votes(reading),
        header.votes(reading),
    ]
    if reading.page.kind == "text":
        from cleaner.evidence import text_model

        pieces.append(text_model.votes(reading))
    else:
        pieces += _html(reading, options)
    return merge(pieces)


def merge(pieces: Sequence[BlockVotes]) -> BlockVotes:
    """Several lists of votes as one, block by block."""
    return [tuple(chain.from_iterable(votes)) for votes in zip(*pieces, strict=True)]


def _html(reading: Reading, options: Options) -> list[BlockVotes]:
    from cleaner.evidence import html_model, second_opinion

    model = html_model.votes(reading)
    if options.second_opinion == "never":
        return [model]
    sure = html_model.page_confidence(reading, model)
    if options.second_opinion == "auto" and sure >= second_opinion.ASK_BELOW:
        return [model]
    return [model, second_opinion.votes(reading)]
