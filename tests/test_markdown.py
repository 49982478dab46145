"""The article as Markdown: what a Markdown reader shows is the text of the blocks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import cleaner
from cleaner.blocks.html import read
from cleaner.grammar.commonmark import Targets, cut, inline, row
from cleaner.grammar.letters import fold
from cleaner.markdown import markdown
from cleaner.records import Article, Block, BlockKind, Link, Mark, Page, Post, Structure

PARSER = MarkdownIt("commonmark").enable("table")
URL = "https://paper.example/news/bridge.html"


def body(article: Article) -> str:
    return markdown(article).partition('verdict: "article"\n---')[2].strip("\n")


def shown(markup: str, url: str | None = URL) -> str:
    """The Markdown of all blocks of a piece of HTML."""
    return body(Article("", blocks=read(Page(markup, "html", url)).blocks))


def rendered(markup: str) -> str:
    return PARSER.render(shown(markup)).strip()


def said(token: Token) -> str:
    """The text of an inline token."""
    breaks = {"softbreak", "hardbreak"}
    return "".join(" " if t.type in breaks else t.content for t in token.children or ())


def texts(source: str) -> Iterator[str]:
    """The texts of the paragraphs, headings, cells and blocks of code in a Markdown document."""
    for token in PARSER.parse(source):
        if token.type in ("fence", "code_block", "html_block"):
            yield f"{token.type}: {token.content}"
        elif token.type == "inline" and token.content:
            yield said(token)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>3*4*5 of __init__ and a_b</p>", r"3\*4\*5 of \_\_init\_\_ and a_b"),
        ("<p># one</p>", r"\# one"),
        ("<p>#one</p>", "#one"),
        ("<p>+ one</p>", r"\+ one"),
        ("<p>-5 degrees</p>", "-5 degrees"),
        ("<p>- said</p>", r"\- said"),
        ("<p>&gt; 50 people</p>", r"\> 50 people"),
        ("<p>a > b</p>", "a > b"),
        ("<p>1987. A year</p>", r"1987\. A year"),
        ("<p>1987.5 tonnes</p>", "1987.5 tonnes"),
        ("<p>&amp;lt; R&amp;D</p>", r"\&lt; R&D"),
        ("<p>[ref]: http://x</p>", r"\[ref\]: http://x"),
        ("<p>***</p>", r"\*\*\*"),
        ("<p>---</p>", r"\---"),
        ("<p>~~~</p>", r"\~\~\~"),
        ("<p>&lt;b&gt;</p>", r"\<b>"),
        ("<h2>one #</h2>", r"## one \#"),
        ("<h2>C#</h2>", "## C#"),
        ("<p>one<br>two</p>", "one\\\ntwo"),
        ("<p>one<br># two<br>===</p>", "one\\\n\\# two\\\n\\==="),
        ("<h2>one<br>two</h2>", "## one two"),
        ("<p>See <a href=/x><b>this</b></a> now</p>", f"See **[this]({URL[:21]}/x)** now"),
        ("<p>re<a href=/x><b>this</b></a>d</p>", f"re[**this**]({URL[:21]}/x)d"),
        ("<p><b>one</b><b>two</b></p>", "**onetwo**"),
        ("<p><b>“one”</b>two</p>", "**“one**”two"),
        ("<p><b>一、二。</b>三</p>", "**一、二**。三"),
        ("<p>x<b>!</b>y</p>", "x!y"),
        ("<p><b>one <i>two</i></b> <i>three</i></p>", "**one _two_** *three*"),
        ("<p><i>one</i><b>two</b></p>", "one**two**"),
        ("<p>hot!<a href=/x>go</a></p>", rf"hot\![go]({URL[:21]}/x)"),
        ("<p><code><a href=/x>f</a></code> x</p>", f"[`f`]({URL[:21]}/x) x"),
        ("<p>a <code>g[0]</code></p>", "a `g[0]`"),
        ("<p>a <code>a`b</code></p>", "a ``a`b``"),
        ("<p>a <code>`</code></p>", "a `` ` ``"),
        ("<p><code>a*b</code></p>", "`a*b`"),
        ("<pre>a\n```\n*b*</pre>", "````\na\n```\n*b*\n````"),
        ("<code>if x:<br>&nbsp;&nbsp;y</code>", "```\nif x:\n  y\n```"),
        (
            "<code>\n  a =\n    b;   c<br>\t&nbsp; &nbsp;d&nbsp;&nbsp;e</code>",
            "```\na = b; c\n   d  e\n```",
        ),
    ],
)
def test_escaping_and_emphasis(markup: str, expected: str) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://e.org/a?b=1#c", "https://e.org/a?b=1#c"),
        ("https://e.org/a b", "https://e.org/a%20b"),
        ("https://e.org/a)b(c", "https://e.org/a%29b%28c"),
        ("https://e.org/a<b>\\", "https://e.org/a%3Cb%3E%5C"),
        ("https://e.org/?a=1&copy;=2&b=3", "https://e.org/?a=1\\&copy;=2&b=3"),
        ("https://e.org/приклад", "https://e.org/приклад"),
        ("//e.org/a", "https://e.org/a"),
        ("/r.html", "https://paper.example/r.html"),
        ("r.html", "https://paper.example/news/r.html"),
        ("#part", URL + "#part"),
        ("mailto:a@e.org", "mailto:a@e.org"),
        ("TEL:+4712", "TEL:+4712"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_link_targets(href: str, target: str) -> None:
    assert Targets(URL)(href) == target


def test_links_count_from_the_base_of_the_page_and_stay_as_they_are_in_the_record() -> None:
    markup = "<base href='/b/'><p>See <a href='r'>this</a> and <a href='javascript:x'>that</a></p>"
    (block,) = read(Page(markup, "html", URL)).blocks
    assert block.markdown == "See [this](https://paper.example/b/r) and that"
    assert [link.href for link in block.links] == ["r", "javascript:x"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<blockquote><p>A</p><p>B</p></blockquote>", "> A\n>\n> B"),
        ("<blockquote>A</blockquote><blockquote>B</blockquote>", "> A\n\n> B"),
        ("<blockquote>A<br>B</blockquote>", "> A\\\n> B"),
        ("<ul><li>A<li>B</ul>", "- A\n- B"),
        ("<ol start=4><li>A<li>B</ol>", "4. A\n5. B"),
        ("<ol><li>A<li value=7>B<li>C</ol>", "1. A\n\n7) B\n8) C"),
        ("<ol reversed><li>A<li>B</ol>", "2. A\n\n1) B"),
        ("<ol><li>A</ol><ol><li>B</ol>", "1. A\n\n1) B"),
        ("<ol start=-1><li>A</ol>", "- A"),
        ("<ul><li><p>A</p><p>B</p><li>C</ul>", "- A\n\n  B\n- C"),
        ("<ul><li>A<ul><li>B<ul><li>C</ul></ul><li>D</ul>", "- A\n  - B\n    - C\n- D"),
        ("<ol><li>A<ul><li>B</ul>C</ol>", "1. A\n   - B\n\n   C"),
        ("<ul><li>A<ol><li>B</ol></ul>", "- A\n\n  1. B"),
        ("<ul><li>A<br>B</ul>", "- A\\\n  B"),
        ("<ul><li><ul><li>A</ul></ul>", "- A"),
        (
            "<table><tr><th>A<th>B<tr><td>c|d<td>e</table>",
            "| A | B |\n| --- | --- |\n| c\\|d | e |",
        ),
        ("<table><tr><td>a<td>b</table>", "|  |  |\n| --- | --- |\n| a | b |"),
        (
            "<table><tr><th><th>A<tr><th>b<td><b>c</b> d</table>",
            "|  | A |\n| --- | --- |\n| b | **c** d |",
        ),
        (
            "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
            "| A |  | B |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |",
        ),
        (
            "<table><tr><td>a<td rowspan=2>b<tr><td>c</table>",
            "|  |  |\n| --- | --- |\n| a | b |\n| c |  |",
        ),
        (
            "<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>",
            "|  |  |\n| --- | --- |\n| a | b |\n\n|  |  |\n| --- | --- |\n| c | d |",
        ),
    ],
)
def test_quotes_lists_and_tables(markup: str, expected: str) -> None:
    assert shown(markup) == expected


def test_numbers_of_items_are_in_the_record() -> None:
    markup = "<ol start=3><li><p>A</p><p>B</p><li>C<ul><li>D</ul></ol><p>E</p>"
    assert [b.number for b in read(Page(markup, "html")).blocks] == [3, 3, 4, None, None]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("About 10<sup>6</sup> litres", "About 10⁶ litres"),
        ("5×10<sup>−3</sup> bar", "5×10⁻³ bar"),
        ("12 m<sup>2</sup>.", "12 m²."),
        ("<sup>14</sup>C", "¹⁴C"),
        ("10<sup>1/2</sup>", "10^(1/2)"),
        ("the mayor<sup>12</sup>", "the mayor¹²"),
        ("the mayor<sup><a href='#n12'>12</a></sup>", "the mayor[12]"),
        ("the mayor<a href='x.html#n12'><sup>12</sup></a>", "the mayor[12]"),
        ("the mayor<sup>1,2</sup>", "the mayor[1,2]"),
        ("2<sup>1</sup>/<sub>2</sub> hours", "2¹/₂ hours"),
        ("2<math><mfrac><mn>3</mn><mn>4</mn></mfrac></math> hours", "2 3/4 hours"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi></math>", "x²+y"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>4</mn></mfrac></math>",
         "(a+1)/4"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢(かん)字(じ)"),
        ("<del>10</del><ins>8</ins> tonnes", "10 8 tonnes"),
        ("He said <q>yes</q>.", "He said “yes”."),
        (
            "y <span class=katex><span class=katex-mathml><math><semantics><mi>x</mi><annotation>"
            "x</annotation></semantics></math></span><span class=katex-html aria-hidden=true>x"
            "</span></span> z",
            "y x z",
        ),
    ],
)  # fmt: skip
def test_type_that_plain_text_lacks_keeps_numbers_and_words(markup: str, expected: str) -> None:
    assert [block.text for block in read(Page(f"<p>{markup}</p>", "html")).blocks] == [expected]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("le 1<sup>er</sup> mai, the 5<sup>th</sup>", "le 1er mai, the 5th"),
        ("Brand<sup>®</sup>", "Brand®"),
        ("<sup>Photo from 2020</sup>", "Photo from 2020"),
        ("<sup>12</sup>", "12"),
        ("the note <sup>3</sup>", "the note 3"),
        ("text<sup>[12]</sup>", "text[12]"),
        ("H<sub>2</sub>O and CO<sub>2</sub>-free", "H2O and CO2-free"),
        ("<del>colou</del><b>r</b>", "colour"),
        ("word<ins>s</ins>", "words"),
        ("<q>“yes”</q>, «<q>no</q>»", "“yes”, «no»"),
        ("<q></q>none", "none"),
        ("<math><msqrt><mspace></mspace></msqrt></math>it is", "it is"),
        ("<math><mfrac><mi></mi><mn> </mn></mfrac></math>half", "half"),
        ("so <math><msup><mi></mi><mn></mn></msup></math>it is", "so it is"),
    ],
)
def test_type_that_says_nothing_more_stays(markup: str, expected: str) -> None:
    assert [block.text for block in read(Page(f"<p>{markup}</p>", "html")).blocks] == [expected]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div><q><p>We ran.</p><p>It fell.</p></q></div>", ["We ran.", "It fell."]),
        ("<div><q><b><div>We ran.</div></b></q> she said</div>", ["We ran.", "she said"]),
        ("<div><q>We ran.<hr></q></div>", ["We ran."]),
        ("<div><q>We <b>ran</b>.<br>So</q></div><p>On", ["“We ran. So”", "On"]),
    ],
)
def test_quotation_marks_stand_within_a_block(markup: str, expected: list[str]) -> None:
    assert [block.text for block in read(Page(markup, "html")).blocks] == expected


def test_quotation_marks_are_those_of_the_language() -> None:
    for language, expected in (("de-AT", "„ja“"), ("fr", "« ja »"), ("xx", "“ja”")):
        (block,) = read(Page(f"<html lang={language}><p><q>ja</q></p>", "html")).blocks
        assert block.text == expected


def test_spans_of_changed_type_point_at_the_source() -> None:
    markup = "<p><sup>14</sup>C and 10<sup>6</sup></p><p><q>yes</q> he said</p><p>⁶ “ ¹⁴</p>"
    found = [markup[block.start : block.end] for block in read(Page(markup, "html")).blocks]
    assert found == ["14</sup>C and 10<sup>6", "yes</q> he said", "⁶ “ ¹⁴"]


def test_the_title_is_text() -> None:
    article = Article("x", title="<script>alert(1)</script> *one*\n#", subtitle="_two_ [x]")
    assert body(article) == ("# \\<script>alert(1)\\</script> \\*one\\* \\#\n\n*\\_two\\_ \\[x\\]*")


def test_the_standfirst_stands_once() -> None:
    blocks = (Block(0, "A steam whistle was heard again.", 0, 9), Block(1, "More.", 9, 12))
    article = Article(" ".join(b.text for b in blocks), blocks, subtitle="A steam  whistle was")
    assert body(article).count("whistle") == 1
    assert body(replace(article, subtitle="Else")).startswith("*Else*\n\nA steam")


def test_front_matter_has_no_control_characters() -> None:
    title = "a\x7f\x85\x9b\u2028\ufeff“b”"
    line = markdown(Article("", title=title)).splitlines()[1]
    assert line == 'title: "a\\u007f\\u0085\\u009b\\u2028\\ufeff“b”"'
    assert json.loads(line.removeprefix("title: ")) == title


def test_a_dateline_that_is_cut_off_leaves_links_and_emphasis() -> None:
    sentence = "was closed on Monday for repairs of its bearings, the council of the town said."
    page = (
        f"<article><h1>The bridge</h1><p>BERLIN (dpa) - <b>The</b> old <a href='/x'>bridge</a> "
        f"{sentence}</p>" + f"<p>The bridge {sentence}</p>" * 3
    )
    options = cleaner.Options(keep_dateline=False)
    article = cleaner.clean(page, kind="html", url=URL, options=options)
    first = article.blocks[0]
    assert first.text == f"The old bridge {sentence}"
    assert first.links == (Link(8, 14, "/x"),)
    assert first.markdown == f"**The** old [bridge](https://paper.example/x) {sentence}"
    assert article.replay(page) == article


def test_replay_does_not_depend_on_the_address_that_the_page_names() -> None:
    page = (
        "<link rel=canonical href='https://other.example/a'><article><h1>The bridge</h1>"
        + "<p>The bridge was closed on Monday, as <a href='/x'>the council</a> said.</p>" * 4
    )
    article = cleaner.clean(page, kind="html", url=URL)
    assert article.url != URL
    assert article.replay(page) == article


SIGNS = "*_`[]()<>#+-=|~\\!&;:.,\"'“”。、1a b"
WORDS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=24),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12),
    st.sampled_from(["***", "- - -", "===", "1. x", "&amp;", "<b>", "[^1]: x", "| a |", "```"]),
)
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).map(fold).filter(bool)
PLACES = st.integers(0, 40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text and marks anywhere in it."""
    text = draw(TEXT)
    marks = []
    kinds = st.sampled_from(["a", "em", "strong", "code", "em", "strong"])
    for kind, one, other in draw(st.lists(st.tuples(kinds, PLACES, PLACES), max_size=6)):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if text[start:end].strip():
            target = "https://e.org/x" if kind == "a" else ""
            marks.append(Mark(start, end, kind, target=target))
    spaces = [at for at, char in enumerate(text) if char == " "]
    breaks = draw(st.sets(st.sampled_from(spaces), max_size=2)) if spaces else set()
    return text, [*marks, *(Mark(at, at + 1, "br") for at in breaks)]


@settings(max_examples=600, deadline=None)
@given(marked())
def test_marks_never_change_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    block = Block(0, text, 0, 1, "paragraph", markdown=inline(text, marks))
    source = body(Article("", blocks=(block,)))
    assert list(texts(source)) == [text], source


KINDS: list[BlockKind] = ["paragraph", "heading", "list-item", "quote", "preformatted", "line"]


@given(marked(), st.lists(st.integers(0, 60)))
def test_parts_of_a_text_have_what_lies_in_them_of_its_marks(
    case: tuple[str, list[Mark]], points: list[int]
) -> None:
    text, marks = case
    marks += [Mark(point, point, "td") for point in points[:3] if point <= len(text)]
    edges = sorted({0, len(text), *(point for point in points if point < len(text))})
    spans = [*pairwise(edges), (len(text), len(text))]
    expected = [
        [
            replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start)
            for m in marks
            if max(m.start, start) < min(m.end, end)
            or (m.start == m.end and start <= m.start <= end)
        ]
        for start, end in spans
    ]
    assert cut(marks, spans) == expected


class Counting(int):
    """A place in a text that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: int) -> bool:
        Counting.compared += 1
        return int(self) < other

    def __gt__(self, other: int) -> bool:
        Counting.compared += 1
        return int(self) > other


def test_marks_are_not_looked_at_for_every_part() -> None:
    spans = [(at, at + 1) for at in range(0, 2000, 2)]
    marks = [Mark(Counting(start), Counting(end), "a", "/x", "/x") for start, end in spans]
    Counting.compared = 0
    assert [len(found) for found in cut(marks, spans)] == [1] * len(spans)
    assert 0 < Counting.compared < 40 * len(spans)


@st.composite
def block(draw: st.DrawFn) -> Block:
    text, marks = draw(marked())
    kind = draw(st.sampled_from(KINDS))
    level = {"heading": 6, "list-item": 4}.get(kind, 0)
    number = draw(st.none() | st.integers(-1, 12)) if kind == "list-item" else None
    if kind in ("heading", "preformatted"):
        marks = [mark for mark in marks if mark.kind != "br"]
    return Block(
        0,
        text,
        0,
        1,
        kind,
        draw(st.integers(1, level)) if level else 0,
        structure=Structure(unit=draw(st.integers(0, 3)), marks=tuple(marks)),
        markdown="" if kind == "preformatted" else inline(text, marks),
        number=number,
        post=draw(st.none() | st.none() | st.just(Post("x"))) if kind == "quote" else None,
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(block(), min_size=1, max_size=6))
def test_every_block_stands_in_the_markdown_as_it_is(blocks: list[Block]) -> None:
    numbered = [replace(block, index=index) for index, block in enumerate(blocks)]
    source = body(Article("", blocks=tuple(numbered)))
    expected = [f"fence: {b.text}\n" if b.kind == "preformatted" else b.text for b in blocks]
    assert list(texts(source)) == expected, source


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=3), min_size=1, max_size=3), st.booleans())
def test_every_cell_stands_in_the_table(rows: list[list[str]], heads: bool) -> None:
    width = max(len(row) for row in rows)
    blocks, expected = [], []
    for number, cells in enumerate(rows):
        kind = "th" if heads and not number else "td"
        text, marks = "", []
        for at, words in enumerate(cells):
            text += " | " * (at > 0)
            marks.append(Mark(len(text), len(text) + len(words), kind))
            text += words
        structure = Structure(unit=1, marks=tuple(marks))
        blocks.append(
            Block(number, text, 0, 1, "table-row", structure=structure, markdown=row(text, marks))
        )
        expected.append([*cells, *[""] * (width - len(cells))])
    tokens = PARSER.parse(body(Article("", blocks=tuple(blocks))))
    cells = iter([said(token) for token in tokens if token.type == "inline"])
    found = [list(group) for _, group in groupby(enumerate(cells), key=lambda e: e[0] // width)]
    table = [[text for _, text in group] for group in found]
    assert table == (expected if heads else [[""] * width, *expected])


TAGS = ["p", "b", "i", "code", "ul", "li", "blockquote", "h3", "sup", "q"]
MARKUP = st.lists(
    st.one_of(
        TEXT.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
        st.sampled_from(
            [
                *[f"<{mark}{tag}>" for tag in TAGS for mark in ("", "/")],
                *["<a href=/x>", "</a>", "<br>", "<ol start=3>", "</ol>"],
            ]
        ),
    ),
    max_size=24,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_markdown_of_any_page_says_what_its_blocks_say(markup: str) -> None:
    blocks = read(Page(markup, "html", URL)).blocks
    source = body(Article("", blocks=blocks))
    expected = [f"fence: {b.text}\n" if b.kind == "preformatted" else b.text for b in blocks]
    assert list(texts(source)) == expected, source
