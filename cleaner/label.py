"""The only place that decides: the votes on a block become its label."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from cleaner.records import KEPT_LABELS, Decision, Label, Options, Vote

THRESHOLDS: dict[str, dict[str, float]] = {
    "text": {"gentle": 6.0, "careful": 3.4, "thorough": 1.1},
    "html": {"gentle": 2.0, "careful": 0.0, "thorough": -0.7},
}
"""Log-odds above which a block goes. Text: a lost body word costs 30 chrome words (e^3.4) in
``careful``. HTML has menus and footers all around the article, and both errors weigh alike."""


def decide(votes: Sequence[tuple[Vote, ...]], kind: str, options: Options) -> list[Decision]:
    """One decision a block, in order. ``votes[i]`` are all votes on block ``i``."""
    threshold = THRESHOLDS[kind][options.mode]
    return [_decide(v, threshold) for v in votes]


def _decide(votes: tuple[Vote, ...], threshold: float) -> Decision:
    sums: defaultdict[Label, float] = defaultdict(float)
    for vote in votes:
        sums[vote.label] += vote.weight
    keeping = [label for label in sums if label in KEPT_LABELS]
    removing = [label for label in sums if label not in KEPT_LABELS]
    net = sum(sums[label] for label in removing) - sum(sums[label] for label in keeping)
    if not removing or net <= threshold:
        kept = max(keeping, key=lambda label: sums[label], default="body")
        return Decision(kept, "", max(0.5, probability(-net)), votes)
    label = max(removing, key=lambda label: sums[label])
    return Decision(label, _reason(votes, label), max(0.5, probability(net)), votes)


def probability(log_odds: float) -> float:
    """The probability that belongs to a log-odds."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _reason(votes: tuple[Vote, ...], label: Label) -> str:
    """The reason of the heaviest vote; "boilerplate" only where nobody names a kind."""
    named = [v for v in votes if v.label == label and v.reason]
    special = [v for v in named if v.reason != "boilerplate"]
    return max(special or named, key=lambda v: v.weight).reason
