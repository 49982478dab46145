"""Evidence: each piece votes on every block and knows nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from cleaner.evidence.phrases import Search
from cleaner.profiles import Profile
from cleaner.records import Options, Reading, Vote, is_recovered

BlockVotes = list[tuple[Vote, ...]]
"""``votes[i]`` are the votes on block ``i``."""

HEADING_SHARE = 0.25
"""What phrases weigh that a page has in a heading: "FAQ" and "What's next" head sections too."""


def gather(
    reading: Reading, options: Options, profile: Profile | None, search: Search
) -> BlockVotes:
    """The votes of all evidence on a page, one tuple a block; ``profile`` is that of its site."""
    pieces = _without_models(reading, options, search)
    if reading.page.kind == "text":
        from cleaner.evidence.text_model import votes as model_votes

        pieces.append(model_votes(reading, search))
    else:
        pieces += _html(reading, options)
    if profile is not None:
        from cleaner.evidence.profile import votes as profile_votes

        pieces.append(profile_votes(reading, profile))
    return merge(pieces)


def gather_by_template(
    reading: Reading, options: Options, profile: Profile, search: Search
) -> tuple[BlockVotes, BlockVotes] | None:
    """The votes of all but the models and the phrases, and those of the phrases, on an HTML page
    of a template that the profile knows well.

    None where it does not, and for text that a script holds.
    """
    from cleaner.evidence.markup import votes as markup_votes
    from cleaner.evidence.profile import template_votes

    own = None if any(map(is_recovered, reading.blocks)) else template_votes(reading, profile)
    if own is None:
        return None
    rules, phrases, *rest = _without_models(reading, options, search)
    return merge([rules, *rest, markup_votes(reading), own]), phrases


def _without_models(reading: Reading, options: Options, search: Search) -> list[BlockVotes]:
    """The votes of the rules, of the phrases, and of the rest that looks at any page."""
    from cleaner.evidence.header import votes as header_votes
    from cleaner.evidence.links import votes as link_votes
    from cleaner.evidence.lists import votes as list_votes
    from cleaner.evidence.live import votes as live_votes
    from cleaner.evidence.rubrics import votes as rubric_votes
    from cleaner.evidence.rules import votes as rule_votes
    from cleaner.evidence.teasers import votes as teaser_votes

    phrases = search.votes(reading)
    return [
        rule_votes(reading, options.disabled_rules),
        phrases if reading.page.kind == "text" else _less_in_headings(reading, phrases),
        header_votes(reading),
        live_votes(reading),
        list_votes(reading),
        rubric_votes(reading),
        link_votes(reading),
        teaser_votes(reading, search),
    ]


def merge(pieces: Sequence[BlockVotes]) -> BlockVotes:
    """Several lists of votes as one, block by block."""
    return [tuple(chain.from_iterable(votes)) for votes in zip(*pieces, strict=True)]


def _less_in_headings(reading: Reading, votes: BlockVotes) -> BlockVotes:
    return [
        tuple(replace(vote, weight=HEADING_SHARE * vote.weight) for vote in found)
        if found and block.kind == "heading"
        else found
        for block, found in zip(reading.blocks, votes, strict=True)
    ]


def _html(reading: Reading, options: Options) -> list[BlockVotes]:
    from cleaner.evidence.html_model import page_confidence
    from cleaner.evidence.html_model import votes as model_votes
    from cleaner.evidence.markup import votes as markup_votes
    from cleaner.evidence.recovered import votes as recovered_votes
    from cleaner.evidence.second_opinion import ASK_BELOW
    from cleaner.evidence.second_opinion import votes as second_votes

    shown = tuple(block for block in reading.blocks if not is_recovered(block))
    model = model_votes(replace(reading, blocks=shown))
    if len(shown) < len(reading.blocks):
        unread: BlockVotes = [()] * (len(reading.blocks) - len(shown))
        return [[*model, *unread], recovered_votes(reading)]
    pieces = [model, markup_votes(reading)]
    if options.second_opinion == "never":
        return pieces
    if options.second_opinion == "auto" and page_confidence(reading, model) >= ASK_BELOW:
        return pieces
    return [*pieces, second_votes(reading)]
