"""A story that is about the subjects of chrome: its paragraphs speak of subscriptions, comments or
consent as notices do, and what every paragraph says is no sign in one of them.

How far a page is such a story shows in the score that the words of its sure paragraphs get. There
a paragraph right below a kept sentence, or with one phrase of the site between ("Read also ..."),
goes on with the story, unless its own words speak for chrome much more than those of the story do,
phrases of sites cover it, or it shares no terms with the rest.

On any page a paragraph is spared that stands between two sure ones and of which nothing but its
place speaks for chrome: inserts above and below it do not make it one.
"""

from __future__ import annotations

from numpy.typing import NDArray

from cleaner.evidence.arrays import np
from cleaner.evidence.text_features import NAMES

Floats = NDArray[np.float32]

KEPT = 1.6
"""Log-odds up to which a block counts as kept."""
DOUBTFUL = 3.5
"""Log-odds up to which a paragraph may be spared ..."""
RELIEF = 2.5
"""... and what is taken off them."""
FEWEST = 3
"""Sure paragraphs without which nothing is known of a story."""
SUBJECT = -2.2
"""The score of the words of most stories is lower."""
MORE = 1.5
"""How much higher than the story's the score of a paragraph's words may be."""
COVERED = 0.3
"""The largest part of a paragraph that may be phrases."""
SHARED = 0.05
"""The least part of a paragraph's terms that other paragraphs have."""
PARAGRAPHS = 2
"""Paragraphs of the story that stand above: a standfirst has none."""
LEAST = 50
"""Letters of a paragraph."""
BETWEEN_DOUBT = 2.6
"""Log-odds up to which a paragraph between sure ones may be spared ..."""
BETWEEN_RELIEF = 1.0
"""... and what is taken off them."""
CERTAIN = -1.0
"""Log-odds of the sure ones, at most: comments and teasers that are kept have higher ones."""
ABOVE, BELOW = 2, 3
"""How far from it they may stand."""


def spare(odds: Floats, numbers: Floats, score: Floats, cover: Floats) -> Floats:
    """The log-odds that each of n blocks is not body, lowered where the story goes on.

    ``numbers`` are the blocks' (n, len(NAMES)), ``score`` is what their words get, ``cover`` how
    much of them phrases cover.
    """
    length, ends, shared = (numbers[:, NAMES.index(name)] for name in _COLUMNS)
    paragraph = (length >= np.log1p(LEAST)) & (ends > 0)
    kept = odds <= KEPT
    sure = paragraph & kept
    if sure.sum() < FEWEST:
        return odds
    subject = float(np.median(score[sure]))
    if subject <= SUBJECT:
        doubtful = paragraph & ~kept & (odds <= BETWEEN_DOUBT) & (cover <= 0)
        certain = np.flatnonzero(sure & (odds <= CERTAIN))
        return _spare_between(odds, certain, doubtful & (score <= subject + MORE))
    fitting = (score <= subject + MORE) & (cover <= COVERED) & (shared >= SHARED)
    goes_on = kept & (ends > 0)
    spared = odds.copy()
    for at in np.flatnonzero(paragraph & fitting & ~kept & (odds <= DOUBTFUL)):
        above = at - 2 if cover[at - 1] > COVERED else at - 1
        if above >= 0 and goes_on[above] and (goes_on & paragraph)[:at].sum() >= PARAGRAPHS:
            goes_on[at] = True
            spared[at] -= RELIEF
    return spared


def _spare_between(odds: Floats, certain: NDArray[np.int64], doubtful: NDArray[np.bool_]) -> Floats:
    """The odds, lowered where one of the doubtful blocks stands close between two certain ones."""
    spared = odds.copy()
    for at in np.flatnonzero(doubtful):
        below = int(np.searchsorted(certain, at))
        if PARAGRAPHS <= below < len(certain):
            close = at - certain[below - 1] <= ABOVE and certain[below] - at <= BELOW
            spared[at] -= BETWEEN_RELIEF * close
    return spared


_COLUMNS = ("log_length", "ends", "topic_prose")
