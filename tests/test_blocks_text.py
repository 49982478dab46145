import pytest

from cleaner.blocks import read
from cleaner.blocks.text import sentences
from cleaner.records import Page
from cleaner.split import split


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
