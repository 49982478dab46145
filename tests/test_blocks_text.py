import time

import pytest

from cleaner.blocks import read
from cleaner.blocks.text import sentences
from cleaner.records import Page
from cleaner.split import dressed, split


def blocks(source):
    return read(Page(source, "text")).blocks


def test_every_line_with_text_is_a_block_with_its_span():
    source = "  One \n\n\tTwo  words\r\n \u2028Three"
    found = blocks(source)
    assert [b.text for b in found] == ["One", "Two words", "Three"]
    assert [source[b.start : b.end] for b in found] == ["One", "Two  words", "Three"]
    assert [b.index for b in found] == [0, 1, 2]


@pytest.mark.parametrize(
    ("line", "text", "kind", "level"),
    [
        ("• Save stories", "Save stories", "list-item", 1),
        ("- Save stories", "Save stories", "list-item", 1),
        ("## Background", "Background", "heading", 2),
        ("> He said so.", "He said so.", "quote", 0),
        ("– Yes, she said.", "– Yes, she said.", "line", 0),
        ("-", "-", "line", 0),
        ("#hashtag", "#hashtag", "line", 0),
    ],
)
def test_marks_of_kind(line, text, kind, level):
    (block,) = blocks(line)
    assert (block.text, block.kind, block.level) == (text, kind, level)
    assert (block.start, block.end) == (0, len(line))


@pytest.mark.parametrize(
    "source",
    [
        "- Nie - powiedział i zamknął za sobą drzwi.",
        "- Ждали, - сказал мэр.\n\n- Кого?\n\n- Всех.",
        "-\u00a0Je ne sais pas -\u00a0dit-il.\n-\u00a0Moi non plus !",
        "- 12 degrees at noon.",
        "> 50 people were on the bridge.",
        "> $2m were spent.",
        "# 10 Downing Street is where they met.",
    ],
)
def test_marks_that_are_of_the_text_stay(source):
    lines = [" ".join(line.split()) for line in source.splitlines() if line]
    assert [b.text for b in blocks(source)] == lines
    assert {b.kind for b in blocks(source)} == {"line"}


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("## A\n# 10 things\n> 50 people\n- 12 degrees", "heading heading quote list-item"),
        ("- 12 eggs\n- 200 g of flour", "list-item list-item"),
        ("- Council closes bridge - Video\n- It opens in May.", "list-item list-item"),
        ("See [the plan](https://e.org/x).\n- Nie - powiedział.", "line list-item"),
        ("* The figure was corrected.", "list-item"),
    ],
)  # fmt: skip
def test_marks_of_lists_and_markdown_are_taken_off(source, kinds):
    assert " ".join(b.kind for b in blocks(source)) == kinds


def test_several_marks_in_a_row_are_taken_off_at_once():
    assert [b.text for b in blocks("- - One\n> > Two\n• # 3")] == ["One", "Two", "3"]


@pytest.mark.parametrize("stop", [*".!?…؟।'", "?!"])
def test_a_long_run_of_stops_takes_no_time(stop):
    started = time.process_time()
    blocks("The council met. " + stop * 60_000)
    assert time.process_time() - started < 1


def test_flattened_page_is_split_into_glued_sentences():
    sentence = "The council met in St. Mary on Tuesday and voted for the bridge. "
    source = sentence * 12 + "  Share this"
    found = blocks(source)
    assert [b.glued for b in found] == [False] + [True] * 12
    assert found[3].text == sentence.strip()
    assert found[-1].text == "Share this"


def test_ordinary_paragraphs_stay_whole():
    paragraph = "The council met on Tuesday. It voted for the bridge. " * 8
    found = blocks("\n\n".join([paragraph] * 6))
    assert [b.text for b in found] == [paragraph.strip()] * 6


WRAPPED = """\
Two bridges close for repairs

Westhaven, 4 May - The council of Westhaven has closed the two old
bridges over the Orne until the end of the summer, because the piers
have to be underpinned. A ferry takes pedestrians to the other bank
every ten minutes.

"We could not wait for another flood," said the mayor, who had asked
for the money three years ago and was given half of it last autumn.
The other half has been promised for next year, if the county finds
the means to pay its own share of the work on time.

Open in the meantime:
- the footbridge at the mill
- the railway bridge, for cyclists who have got a permit of the town
  or of the county
- the locks
"""


def test_paragraphs_broken_into_lines_of_one_width_are_whole():
    found = blocks(WRAPPED)
    assert [b.text.split()[0] for b in found] == [
        "Two", "Westhaven,", '"We', "Open", "the", "the", "the",
    ]  # fmt: skip
    assert found[1].text.endswith("to the other bank every ten minutes.")
    assert found[5].text.endswith("permit of the town or of the county")
    assert WRAPPED[found[5].start : found[5].end].count("\n") == 1


@pytest.mark.parametrize(
    "source",
    [
        # verse, whose lines end anywhere
        "The river took the lower field,\nthe gate, the lane, the wall,\nand left us what the "
        "hill could yield\nand silt upon it all.\n\nWe ploughed again before the frost,\nwe "
        "sowed what we could borrow,\nand did not speak of what was lost\nor might be lost.\n",
        # a paragraph a line
        "The council met on Tuesday evening and voted for the new bridge.\n" * 12,
        # a menu
        "\n".join(["Home", "News from the county", "Sport and leisure", "Culture", "Weather"] * 4),
        # scripts without spaces, in lines of one length
        "市議会は火曜日に古い橋を閉鎖することを決め、修理は夏の終わりまで続く見込みであると説明した\n"
        * 12,
    ],
)
def test_lines_that_end_anywhere_stay_lines(source):
    assert len(blocks(source)) == sum(bool(line) for line in source.split("\n"))


def test_chrome_is_cut_out_of_a_wrapped_paragraph_at_its_place():
    reading = read(Page(WRAPPED, "text"))
    at = reading.blocks[1].text.index("because")
    divided, _ = split(reading, {1: [(at, at + 7)]})
    assert WRAPPED[divided.blocks[2].start : divided.blocks[2].end] == "because"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He met Dr. Stein. She left.", ["He met Dr. Stein.", "She left."]),
        ("“Go!” she said. “Why?” he asked.", ["“Go!”", "she said.", "“Why?”", "he asked."]),
        (
            "これは一つ。二つ目！「三つ。」と言った。",
            ["これは一つ。", "二つ目！", "「三つ。」", "と言った。"],
        ),
        ("पहला वाक्य। दूसरा वाक्य।", ["पहला वाक्य।", "दूसरा वाक्य।"]),
        ("It cost 3.50 euros. Done", ["It cost 3.50 euros.", "Done"]),
    ],
)
def test_sentences(text, parts):
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("inner", "pieces"),
    [
        ("<b>BERLIN</b> - The vote was close.", ["BERLIN</b> -", "The vote was close."]),
        ("BERLIN&nbsp;- It <i>is &amp;\n was</i>.", ["BERLIN&nbsp;-", "It <i>is &amp;\n was</i>."]),
        ("BER<wbr>LIN -<br>It was.", ["BER<wbr>LIN -", "It was."]),
        ("BER<!-- - --> <script>x</script>- It.", ["BER<!-- - --> <script>x</script>-", "It."]),
    ],
)  # fmt: skip
def test_split_follows_markup(inner, pieces):
    source = f"<main><p>{inner}</p></main>"
    reading = read(Page(source, "html"))
    after, _ = split(reading, {0: [(0, reading.blocks[0].text.index("-") + 1)]})
    assert [source[b.start : b.end] for b in after.blocks] == pieces


def test_pieces_of_a_table_row_keep_the_place_of_the_row():
    source = "<table><tr><td>Ana - <td>Ben</table>"
    reading = read(Page(source, "html"))
    after, _ = split(reading, {0: [(0, 5)]})
    assert {(b.start, b.end) for b in after.blocks} == {(source.index("Ana"), source.index("</t"))}


def test_pieces_get_their_links_back():
    reading = read(Page("<p>BERLIN - The <a href=/x>vote</a> was <a href=/y>close</a>.", "html"))
    first, second = map(dressed, split(reading, {0: [(0, 8)]})[0].blocks)
    assert first.links == ()
    assert [second.text[link.start : link.end] for link in second.links] == ["vote", "close"]


def test_split_keeps_exact_spans():
    source = "  The vote   was close. Story Continued Below The mayor\twon.  "
    reading = read(Page(source, "text"))
    text = reading.blocks[0].text
    at = text.index("Story")
    after, origins = split(reading, {0: [(at, at + len("Story Continued Below"))]})
    assert [b.text for b in after.blocks] == [
        "The vote was close.", "Story Continued Below", "The mayor won.",
    ]  # fmt: skip
    assert [source[b.start : b.end] for b in after.blocks] == [
        "The vote   was close.", "Story Continued Below", "The mayor\twon.",
    ]  # fmt: skip
    assert [b.glued for b in after.blocks] == [False, True, True]
    assert [index for index, _ in origins] == [0, 0, 0]
