"""Lists that a sentence of the article announces."""

import pytest

from cleaner.blocks import read
from cleaner.evidence.lists import STAYS, votes
from cleaner.records import Page

SPEAKERS = [
    "Ada Ferrow, Head of Ports at Lind",
    "Ben Osei, Mayor of Sunholm",
    "Cy Dahl, Harbour Pilot",
]
PROSE = (
    "The meeting begins on Friday at nine in the old customs house, and anyone may come and listen."
)
ANNOUNCED = "The speakers of the first day are:"


def items(*lines, kind="text"):
    """The texts of the lines that are voted on."""
    source = "\n".join(lines) if kind == "text" else "".join(f"<p>{line}</p>" for line in lines)
    reading = read(Page(source, kind))
    found = votes(reading)
    assert set(found) <= {(), (STAYS,)}
    return [b.text for b, v in zip(reading.blocks, found, strict=True) if v]


def test_lines_below_a_sentence_with_a_colon_stay():
    assert items(PROSE, ANNOUNCED, *SPEAKERS, PROSE) == SPEAKERS


def test_a_list_in_a_script_without_spaces():
    lines = ["第一天的发言人名单如下所示：", "港口负责人林先生", "市长王女士"]
    prose = "会议于星期五上午九点在旧海关大楼开始，任何人都可以前来旁听。" * 4
    assert items(prose, *lines, prose) == lines[1:]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, ANNOUNCED, *SPEAKERS],
        [PROSE, "Read also:", *SPEAKERS, PROSE],
        [PROSE, "The speakers of the first day are these", *SPEAKERS, PROSE],
        [PROSE, ANNOUNCED, SPEAKERS[0], PROSE],
        ["Three stories left", ANNOUNCED, *SPEAKERS, PROSE],
    ],
    ids=["nothing below", "a heading of two words", "no colon", "one line", "no prose above"],
)
def test_other_lines_are_not_voted_on(lines):
    assert items(*lines) == []


def test_html_is_not_voted_on():
    assert items(PROSE, ANNOUNCED, *SPEAKERS, PROSE, kind="html") == []
