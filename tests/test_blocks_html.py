"""The HTML reader: blocks in reading order, their kinds and places, and input that is no HTML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.blocks.html import HIDDEN_NAME, read
from cleaner.records import Block, Link, Page, Reading


def reading(markup: str) -> Reading:
    return read(Page(markup, "html"))


def blocks(markup: str) -> tuple[Block, ...]:
    return reading(markup).blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>bold</b>, <i>two</i>.</p>", ["One bold, two."]),
        ("<p>run<b>ning</b></p>", ["running"]),
        ("<p>a\n  b\t<span> c </span></p>", ["a b c"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<p>one<br><br>two<br> <br>three</p>", ["one", "two", "three"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<div>one<hr>two</div>", ["one", "two"]),
        ("<p>one<p>two<p>three", ["one", "two", "three"]),
        ("<li>a<li>b", ["a", "b"]),
        ("<p>x<script>var a</script><style>b{}</style> y</p>", ["x y"]),
        ("<p>x</p><noscript>turn it on</noscript><template>t</template>", ["x"]),
        ("<form><select><option>a</select><textarea>b</textarea><p>c</p></form>", ["c"]),
        ("<p hidden>no</p><p style='display: none'>no</p><p>yes</p>", ["yes"]),
        ("<table><tr><td>a<td>b</tr><tr><td><p>c</p><td>d</table>", ["a | b", "c | d"]),
        ("<table><tr><td><h2>a</h2><p>b</p><td>c</table>", ["a", "b", "c"]),
        ("<table><tr><td>a</table>", ["a"]),
        ("<a href=x><h3>head</h3><p>text</p></a>", ["head", "text"]),
        ("<p>fish &amp; chips &lt;hot&gt;</p>", ["fish & chips <hot>"]),
    ],
)
def test_text_of_blocks(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "kind", "level"),
    [
        ("<h1>x</h1>", "heading", 1),
        ("<h4><span>x</span></h4>", "heading", 4),
        ("<ul><li>x</ul>", "list-item", 1),
        ("<ul><li><ol><li>x</ol></ul>", "list-item", 2),
        ("<blockquote><p>x</p></blockquote>", "quote", 0),
        ("<figure><img><figcaption>x</figcaption></figure>", "caption", 0),
        ("<table><caption>x</caption></table>", "caption", 0),
        ("<table><tr><th>x<td>y</table>", "table-row", 0),
        ("<pre>x</pre>", "preformatted", 0),
        ("<p>x</p>", "paragraph", 0),
    ],
)
def test_kind_and_level(markup: str, kind: str, level: int) -> None:
    assert [(block.kind, block.level) for block in blocks(markup)] == [(kind, level)]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>\n one\n   two\n</pre>") == [" one\n   two"]


def test_hidden_prose_is_kept_and_marked() -> None:
    markup = f"<div hidden><p>{'A long sentence that scripts unfold. ' * 12}</p></div><p>seen</p>"
    first, second = blocks(markup)
    assert first.structure and HIDDEN_NAME in first.structure.names
    assert second.structure and HIDDEN_NAME not in second.structure.names


def test_links_and_markdown() -> None:
    (block,) = blocks("<p>See <a href='/a'>the <b>first</b></a> and <em>more</em>.</p>")
    assert block.text == "See the first and more."
    assert block.links == (Link(4, 13, "/a"),)
    assert block.markdown == "See [the **first**](/a) and *more*."
    assert block.structure and block.structure.link_chars == 9


def test_markdown_is_escaped_and_empty_where_it_would_say_nothing_new() -> None:
    assert blocks("<p>plain</p>")[0].markdown == ""
    assert blocks("<p><a href='u'>a*b</a></p>")[0].markdown == r"[a\*b](u)"


def test_spans_point_at_the_text_in_the_source() -> None:
    markup = "<html>\r\n<body>\r\n<div>lead<p>One <b>two</b></p>\n<p>three &amp; four</p></div>"
    found = [markup[block.start : block.end] for block in blocks(markup)]
    assert found == ["lead", "One <b>two", "three &amp; four"]
    assert [block.structure.line for block in blocks(markup) if block.structure] == [3, 3, 4]


def test_structure() -> None:
    first, second = blocks('<div id="Main" class="Story wide"><p class=x>a</p><p>b</p></div>')
    assert first.structure and second.structure
    assert first.structure.tag == "p"
    assert first.structure.path == "html/body/div.Story.wide#Main/p.x"
    assert first.structure.names == ("x", "story", "wide", "main")
    assert first.structure.container == second.structure.container
    assert first.structure.depth > 2


def test_names_of_inline_elements_around_the_whole_block_come_first() -> None:
    (block,) = blocks('<div class=box><span class="credit">By Ann</span></div>')
    assert block.structure and block.structure.names == ("credit", "box")


def test_head() -> None:
    head = reading(
        '<html lang="de"><head><title> A  title </title><meta property="og:Title" content="T">'
        '<link rel="Canonical" href="/c"><script type="application/ld+json">{"a": 1}</script>'
        '</head><body><p>x</p><p><time datetime="2024-05-06">May 6</time></p>'
        '<span itemprop="Author">Ann</span><img src="i.png" alt="A dog"></body></html>'
    ).head
    assert (head.title, head.lang) == ("A title", "de")
    assert head.metas == (("og:title", "T"),)
    assert head.links == (("canonical", "/c"),)
    assert head.json_ld == ('{"a": 1}',)
    assert [(t.value, t.text, t.block) for t in head.times] == [("2024-05-06", "May 6", 1)]
    assert head.microdata == (("author", "Ann"),)
    assert head.images == (("i.png", "A dog"),)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "\0",
        "<",
        "<p",
        "<p>\ud800 x \udfff",
        "<table><tr><td colspan=2147483648 rowspan=2147483648>x<td>y",
        "<div>" * 100_000 + "x",
        "<div>x" * 20_000,
        "<b><i>x" * 20_000,
        "<a href=x><p>x" * 5_000,
        "<table><tr><td>a<td>b" * 5_000,
        "<div itemprop=x hidden>" * 20_000,
    ],
)
def test_strange_input_is_read_quickly(markup: str) -> None:
    started = time.process_time()
    for block in blocks(markup):
        assert block.text
    assert time.process_time() - started < 5


def test_cost_grows_with_size_only() -> None:
    def cost(repeats: int) -> float:
        started = time.process_time()
        reading("<p>some words <b>here</b> and <a href=x>there</a></p>\n" * repeats)
        return time.process_time() - started

    cost(500)
    assert cost(20_000) < 12 * max(cost(4_000), 0.02)


_TAGS = ["p", "div", "a", "b", "td", "tr", "table", "li", "ul", "pre", "h2", "time", "figcaption"]
_OPENING = [f"<{tag} class=x href=u>" for tag in [*_TAGS, "br", "svg", "p hidden"]]
_CLOSING = [f"</{tag}>" for tag in _TAGS]
_PIECES = st.sampled_from([*_OPENING, *_CLOSING, "word", " ", "&lt;", "<!-- c -->", "\r\n", "é"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_markup(markup: str) -> None:
    for index, block in enumerate(blocks(markup)):
        assert block.index == index
        assert block.text.strip()
        assert 0 <= block.start <= block.end <= len(markup)
        for link in block.links:
            assert 0 <= link.start < link.end <= len(block.text)
