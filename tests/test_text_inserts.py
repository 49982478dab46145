"""What the labeller of texts need not see."""

import pytest

from cleaner.blocks.text import read
from cleaner.evidence.phrases import new_search
from cleaner.evidence.text_inserts import inserts, without
from cleaner.evidence.text_model import votes
from cleaner.records import KEPT_LABELS, Page
from cleaner.split import split_glued_chrome

PROSE = [
    "The harbour town of Kestrel Bay woke to flooded streets on Tuesday, after a night in which "
    "more rain fell than in the whole of the month before, officials said.",
    '"We have pumps running at every corner, and still the water comes," said Mara Ellison, who '
    "has led the town's fire brigade for eleven years.",
    "Schools stayed closed, and the ferry to the islands was cancelled until Thursday. The mayor "
    "asked residents of the lower quarter to spend the night with relatives.",
]
LINK = ["Read also", "Kestrel Bay harbour reopens after storm"]


def page(*lines):
    search = new_search()
    return split_glued_chrome(read(Page("\n".join(lines), "text")), search), search


def inserted(*lines, gone=()):
    """The texts of the inserts, where all blocks but those with the texts ``gone`` are kept."""
    reading, search = page(*lines)
    hidden = inserts(reading, search, [b.text not in gone for b in reading.blocks])
    return [b.text for b in reading.blocks if b.index in hidden]


def test_a_label_glued_to_a_paragraph_is_an_insert():
    assert inserted(PROSE[0] + "Share this story", *PROSE[1:]) == ["Share this story"]
    assert inserted(PROSE[0] + "Share this story", gone=PROSE[:1]) == []


def test_one_link_within_the_story_is_an_insert():
    assert inserted(PROSE[0], *LINK, *PROSE[1:]) == LINK
    assert inserted(PROSE[0], *LINK, *PROSE[1:], gone=PROSE[:1]) == []
    assert inserted(PROSE[0], *LINK, *PROSE[1:], gone=PROSE[1:2]) == []


@pytest.mark.parametrize(
    "lines",
    [
        [*PROSE, *LINK],
        [PROSE[0], *LINK, "Mayor opens new fish market", *PROSE[1:]],
        [PROSE[0], "Share this story", *PROSE[1:]],
        [PROSE[0], *LINK[1:], *PROSE[1:]],
    ],
    ids=["at the end", "two links", "a button on its own", "no label"],
)
def test_other_chrome_is_seen(lines):
    assert inserted(*lines) == []


def test_blocks_are_counted_anew():
    reading, _ = page(*PROSE)
    shown = without(reading, frozenset({1}))
    assert [(b.index, b.text) for b in shown.blocks] == [(0, PROSE[0]), (1, PROSE[2])]


def test_a_subheading_below_a_glued_label_is_read_as_without():
    reading, search = page(*PROSE, PROSE[0] + "Follow us on Facebook", "What is next", *PROSE[1:])
    plain, _ = page(*PROSE, PROSE[0], "What is next", *PROSE[1:])
    found, wanted = votes(reading, search), votes(plain, search)
    assert found[5:] == wanted[4:]
    assert found[4][0].label not in KEPT_LABELS
