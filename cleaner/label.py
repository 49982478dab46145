"""The only place that decides: the votes on a block become its label."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cleaner.blocks.quick import quick
from cleaner.records import KEPT_LABELS, Decision, Label, Options, Vote

THRESHOLDS: dict[str, dict[str, float]] = {
    "text": {"gentle": 3.4, "careful": 1.6, "thorough": 1.1},
    "html": {"gentle": 2.0, "careful": 0.0, "thorough": -0.7},
}
"""Log-odds above which a block goes. In texts a lost body word costs 30 chrome words. HTML has
menus and footers all around the article, and both errors weigh alike."""

SURE_KEPT, SURE_GONE = -1.0, 1.1
"""Log-odds up to which a block of an HTML page is sure to stay, and from which it is sure to go,
where only a few voted: one weak vote is enough to keep it, and not to remove it."""
NEVER_BODY = frozenset(
    {"ad-marker", "app-promo", "cookie-notice", "newsletter", "share-bar", "sign-in-prompt",
     "subscription-offer"}
)  # fmt: skip
SAID = 2.0
"""Weight from which a phrase for one of these leaves a doubt on a block that is sure to stay."""
SAID_PLAINLY = 8.0
"""... and from which any other phrase does."""

READ_BY_MODEL = {"text": 0.3, "html": 1.0}
"""What a vote to remove weighs that rests on what the model has looked at too. The model of texts
has phrases, rules and header lines among its columns: their own votes say little that is new."""
HEADER = "rule:header"
HEADER_SHARE = {"text": 0.2, "html": 1.0}
"""What votes on the header weigh instead: a first paragraph may look like a title."""
SIGNED = frozenset({"rule:header-byline", "rule:header-date", "rule:header-name"})
SIGNED_SHARE = {"text": 0.6, "html": 1.0}
"""... and these: who signs a page, and when, is told by grammar better than by a model that has
learned from pages on one line."""
OWN = ("model", "profile", "last-list", "first-link", "facts", "link", "rubric", "whole")
"""Evidence that always has its full weight, by the first word of its name ..."""
NAMING: dict[str, frozenset[Label]] = {"text": frozenset(), "html": frozenset({"subtitle"})}
"""Votes for these say what a block is, should it go, and do not make it go: a standfirst that a
page shows may as well stay in its text."""
SUREST = 8.0
"""... and so have the votes of rules from this weight on: "0 / 0" is nothing else."""


_made = quick(Decision)

SUSPECT = 1.5
"""Log-odds from which a block between removed chrome counts as part of that run."""


def decide(votes: Sequence[tuple[Vote, ...]], kind: str, options: Options) -> list[Decision]:
    """One decision a block, in order. ``votes[i]`` are all votes on block ``i``."""
    odds, gone = _weighed(votes, kind, options)
    return [_decision(v, net, out) for v, net, out in zip(votes, odds, gone, strict=True)]


def decide_if_sure(
    votes: Sequence[tuple[Vote, ...]], phrases: Sequence[tuple[Vote, ...]]
) -> list[Decision] | None:
    """One decision a block of an HTML page, in order; None if a single one is in doubt, or none
    stays.

    ``phrases[i]`` are the votes of the phrases on block ``i``: they name what goes, and may leave a
    doubt on what stays.
    """
    odds = [_odds(v, "html") for v in votes]
    gone = [net >= SURE_GONE for net in odds]
    if all(gone) or any(SURE_KEPT < net < SURE_GONE for net in odds):
        return None
    if any(_doubted(p) for p, out in zip(phrases, gone, strict=True) if not out):
        return None
    return [
        _decision((*v, *p) if out else v, net, out)
        for v, p, net, out in zip(votes, phrases, odds, gone, strict=True)
    ]


def _doubted(phrases: tuple[Vote, ...]) -> bool:
    return any(
        vote.weight >= SAID if vote.reason in NEVER_BODY else vote.weight >= SAID_PLAINLY
        for vote in phrases
    )


def removals(votes: Sequence[tuple[Vote, ...]], kind: str, options: Options) -> dict[int, Decision]:
    """Only the decisions to remove a block, by its place in ``votes``."""
    odds, gone = _weighed(votes, kind, options)
    return {i: _decision(votes[i], odds[i], True) for i, out in enumerate(gone) if out}


def _weighed(
    votes: Sequence[tuple[Vote, ...]], kind: str, options: Options
) -> tuple[list[float], list[bool]]:
    """For each block the log-odds that it goes, and whether it does."""
    threshold = THRESHOLDS[kind][options.mode]
    odds = [_odds(v, kind) for v in votes]
    gone = [net > threshold for net in odds]
    if options.mode != "gentle":
        _close_runs(odds, gone)
    return odds, gone


def _odds(votes: tuple[Vote, ...], kind: str) -> float:
    """Log-odds that the block goes."""
    naming = NAMING[kind]
    own = others = header = 0.0
    for vote in votes:
        if vote.label in naming:
            continue
        signed = -vote.weight if vote.label in KEPT_LABELS else vote.weight
        sure = vote.weight >= SUREST and vote.evidence.startswith("rule:")
        if sure or vote.evidence.startswith(OWN):
            own += signed
        elif vote.evidence in SIGNED:
            own += SIGNED_SHARE[kind] * signed
        elif vote.evidence.startswith(HEADER) and signed > 0:
            header += signed
        else:
            others += signed
    own += HEADER_SHARE[kind] * header
    return own + (READ_BY_MODEL[kind] * others if others > 0 else others)


def _close_runs(odds: Sequence[float], gone: list[bool]) -> None:
    """Suspected blocks go when they fill the space between two removed blocks, or to the end.

    The list under a sign-in heading, the small print between two buttons: each alone is in doubt,
    together they are one piece of page furniture.
    """
    start = next((i for i, out in enumerate(gone) if out), len(gone))
    while start < len(gone):
        stop = start + 1
        while stop < len(gone) and not gone[stop] and odds[stop] > SUSPECT:
            stop += 1
        if stop == len(gone) or gone[stop]:
            gone[start:stop] = [True] * (stop - start)
            start = stop
        else:
            start = next((i for i in range(stop, len(gone)) if gone[i]), len(gone))


def _decision(votes: tuple[Vote, ...], net: float, gone: bool) -> Decision:
    fitting = [vote for vote in votes if (vote.label in KEPT_LABELS) is not gone]
    confidence = max(0.5, probability(net if gone else -net))
    if len(fitting) == 1 and len(votes) == 1:
        return _made(fitting[0].label, fitting[0].reason if gone else "", confidence, votes)
    sums: dict[Label, float] = {}
    for vote in fitting:
        sums[vote.label] = sums.get(vote.label, 0.0) + vote.weight
    label: Label = max(sums, key=sums.__getitem__, default="chrome" if gone else "body")
    return _made(label, _reason(votes, label) if gone else "", confidence, votes)


def probability(log_odds: float) -> float:
    """The probability that belongs to a log-odds."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _reason(votes: tuple[Vote, ...], label: Label) -> str:
    """The reason of the heaviest vote; "boilerplate" only where nobody names a kind.

    In ``thorough`` mode a block may go that only weak votes to keep it speak of.
    """
    special = [v for v in votes if v.label == label and v.reason not in ("", "boilerplate")]
    return max(special, key=lambda v: v.weight).reason if special else "boilerplate"
