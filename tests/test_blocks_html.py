"""The HTML reader: blocks in reading order, their kinds and places, and input that is no HTML."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.blocks.html import HIDDEN_NAME, read
from cleaner.records import Block, Link, Page, Post, Reading, is_recovered


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


TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">We found the gloves. <a href="https://t.co/x">'
    "pic.example/x</a></p>&mdash; Petra Vance (@pvance_1) "
    '<a href="https://twitter.com/pvance_1/status/99?ref=x">May 18, 2024</a></blockquote>'
)
INSTAGRAM = (
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/B1/">'
    '<p><a href="https://www.instagram.com/p/B1/">Gloves on the line</a></p>'
    '<p>Ein Beitrag geteilt von <a href="https://www.instagram.com/pv/">Petra Vance</a> (@pv.one) '
    'am <time datetime="2024-05-18T07:00:00+00:00">18. Mai 2024</time></p></blockquote>'
)
TIKTOK = (
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@pv.one/video/7">'
    '<section><a href="https://www.tiktok.com/@pv.one">@pv.one</a><p>How to dry gloves</p>'
    "<a>♬ original sound</a></section></blockquote>"
)
BLUESKY = (
    '<blockquote class="bluesky-embed"><p>We found them.</p>— Petra Vance (<a href='
    '"https://bsky.app/profile/did:plc:1">@pv.example.social</a>) <a href='
    '"https://bsky.app/profile/did:plc:1/post/3k">18 mai 2024 à 09:15</a></blockquote>'
)
MASTODON = (
    '<blockquote class="mastodon-embed" data-embed-url="https://kolektiv.example/@pv/1117/embed">'
    '<a href="https://kolektiv.example/@pv/111700"><div>Post by @pv@kolektiv.example</div>'
    "<div>View on Mastodon</div></a></blockquote>"
)
REDDIT = (
    '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/keepers/comments/1/x/">'
    'Gloves found</a><br> by<a href="https://www.reddit.com/user/pv_1/">u/pv_1</a> in'
    '<a href="https://www.reddit.com/r/keepers/">keepers</a></blockquote>'
)
FACEBOOK = (
    '<div class="fb-post" data-href="https://www.facebook.com/pv/posts/5"><blockquote '
    'class="fb-xfbml-parse-ignore" cite='
    '"https://www.facebook.com/pv/posts/5"><p>We found <a href="https://www.facebook.com/hashtag">'
    '#them</a>.</p>Posted by <a href="https://www.facebook.com/pv">Petra Vance</a> on&nbsp;'
    '<a href="https://www.facebook.com/pv/posts/5">Saturday, 18 May 2024</a></blockquote></div>'
)
FIGURE = (
    '<figure class="wp-block-embed"><div><p>We found them.</p><p>— Petra Vance (@pvance_1) '
    "18 May 2024</p></div></figure>"
)
TELEGRAM = (
    '<blockquote class="telegram-post"><p>We found them.</p><a href="https://t.me/pvance_1/82">'
    "Telegram: The keepers</a></blockquote>"
)
ELEMENT = "<bsky-post><p>We found them.</p><p>— Petra Vance (@pv.example.social)</p></bsky-post>"


@pytest.mark.parametrize(
    ("markup", "post"),
    [
        (
            TWEET,
            Post(
                "twitter",
                "Petra Vance",
                "@pvance_1",
                "May 18, 2024",
                "https://twitter.com/pvance_1/status/99?ref=x",
            ),
        ),
        (
            INSTAGRAM,
            Post(
                "instagram",
                "Petra Vance",
                "@pv.one",
                "2024-05-18T07:00:00+00:00",
                "https://www.instagram.com/p/B1/",
            ),
        ),
        (TIKTOK, Post("tiktok", "", "@pv.one", "", "https://www.tiktok.com/@pv.one/video/7")),
        (
            BLUESKY,
            Post(
                "bluesky",
                "Petra Vance",
                "@pv.example.social",
                "18 mai 2024 à 09:15",
                "https://bsky.app/profile/did:plc:1/post/3k",
            ),
        ),
        (
            MASTODON,
            Post("mastodon", "", "@pv@kolektiv.example", "", "https://kolektiv.example/@pv/111700"),
        ),
        (
            REDDIT,
            Post("reddit", "", "u/pv_1", "", "https://www.reddit.com/r/keepers/comments/1/x/"),
        ),
        (
            FACEBOOK,
            Post(
                "facebook",
                "Petra Vance",
                "",
                "Saturday, 18 May 2024",
                "https://www.facebook.com/pv/posts/5",
            ),
        ),
        (TELEGRAM, Post("telegram", "", "@pvance_1", "", "https://t.me/pvance_1/82")),
        (FIGURE, Post("", "Petra Vance", "@pvance_1", "18 May 2024", "")),
        (ELEMENT, Post("", "Petra Vance", "@pv.example.social", "", "")),
    ],
)
def test_embedded_posts_know_whom_they_are_by(markup: str, post: Post) -> None:
    first, *inside, last = blocks(f"<p>Before.</p>{markup}<p>After.</p>")
    assert inside
    assert {block.post for block in inside} == {post}
    assert first.post is last.post is None


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>“We found them,” said Petra Vance (@pvance_1).</p></blockquote>",
        '<figure class="wp-block-embed"><iframe></iframe><figcaption>A film.</figcaption></figure>',
        '<blockquote class="wp-embedded-content"><p>— Another (@story) here</p></blockquote>',
        "<twitter-share>Tweet this</twitter-share>",
        '<blockquote><p>“We found them,” she wrote <a href="https://t.me/pv_1/8">here</a>.</p></blockquote>',
        '<p class="twitter-handle">@pvance_1</p>',
    ],
)
def test_other_quotes_figures_and_buttons_are_no_posts(markup: str) -> None:
    found = blocks(f"<p>Before.</p>{markup}")
    assert len(found) == 2
    assert found[1].post is None


def test_two_posts_in_a_row_are_two() -> None:
    other = TWEET.replace("Petra Vance", "Ana Horvat").replace("pvance_1", "horvat")
    authors = [block.post.author for block in blocks(TWEET + other) if block.post]
    assert authors == ["Petra Vance", "Petra Vance", "Ana Horvat", "Ana Horvat"]


SAID = "Engineers have brought the power back to ten thousand homes in the valley, they say."
DECLARED = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'


def entry(time: str, more: str = "") -> str:
    return f'<div class="entry">{time}<p>{SAID}</p>{more}</div>'


def entry_times(markup: str) -> list[str]:
    return [block.entry_time for block in blocks(markup)]


MACHINE = [f'<time datetime="2024-01-21T{h}:15Z">{h}.15</time>' for h in (11, 10, 9)]
CLOCKS = [f"<h3>{h}.15 GMT</h3>" for h in (11, 10, 9)]


def test_entries_of_a_live_blog_have_the_time_of_their_machine_readable_mark() -> None:
    page = DECLARED + entry(MACHINE[0]) + "<p>Advert</p>" + entry(MACHINE[1], "<p>More</p>")
    first, second = "2024-01-21T11:15Z", "2024-01-21T10:15Z"
    assert entry_times(page + "<p>Terms</p>") == [first, first, "", second, second, second, ""]


def test_entries_of_a_live_blog_have_the_time_of_their_clock_line() -> None:
    page = f'<div class="live-blog">{"".join(map(entry, CLOCKS))}</div><p>Terms</p>'
    first, second, third = "11.15 GMT", "10.15 GMT", "9.15 GMT"
    assert entry_times(page) == [first, first, second, second, third, third, ""]


def test_a_heading_above_the_time_belongs_to_its_entry() -> None:
    entries = [entry(f"<h2>{SAID}</h2>{time}") for time in MACHINE]
    assert entry_times(DECLARED + "".join(entries))[:4] == [
        *["2024-01-21T11:15Z"] * 3,
        *["2024-01-21T10:15Z"],
    ]


def test_entries_without_a_visible_time_have_that_of_the_json_ld() -> None:
    updates = (
        '{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"Power back",'
        '"datePublished":"2024-01-21T11:15Z"},{"articleBody":"Both bridges closed\\nDo not go.",'
        '"datePublished":"2024-01-21T09:15Z"}]}'
    )
    page = f'<script type="application/ld+json">{updates}</script><p>Live</p>'
    page += entry("<h2>Power back</h2>") + "<div><p>Both bridges closed</p><p>Do not go.</p></div>"
    first, second = "2024-01-21T11:15Z", "2024-01-21T09:15Z"
    assert entry_times(page) == ["", first, first, second, second]


@pytest.mark.parametrize(
    "page",
    [
        "".join(map(entry, MACHINE)),
        "".join(map(entry, CLOCKS)),
        f'<p class="live-blog-link">Live</p>{"".join(map(entry, MACHINE))}',
        DECLARED + "".join(f"<div><h3>{time}</h3><h2>{SAID}</h2></div>" for time in MACHINE),
        DECLARED + "".join(f"<div>{time}<p><a href=x>{SAID}</a></p></div>" for time in MACHINE),
        DECLARED + f'<div class="comments">{"".join(map(entry, MACHINE))}</div>',
        DECLARED + entry(MACHINE[0]),
    ],
    ids=["undeclared", "clocks", "elsewhere", "headlines", "links", "comments", "one time"],
)
def test_pages_that_are_no_live_blog_have_no_entries(page: str) -> None:
    assert set(entry_times(page)) == {""}


BODY = [
    "The last hand-cranked bridge on the canal will be turned by a motor from Monday.",
    "“It is 214 turns up and 214 turns down,” said the man who cranked it. “Each time.”",
    "The trust said the motor would lift the bridge in ninety seconds, or less.",
    "Boat owners have asked for a ceremony. The trust has agreed to one. Nobody will speak.",
    "The handle goes to the man who has turned it since 1988, with a letter of thanks.",
]
OTHER = "In the next town the swimming pool opens on Friday, warmer than it was before. " * 3
ARTICLE = '<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":{}}}</script>'


def json_ld(body: str) -> str:
    return ARTICLE.format(json.dumps(body).replace("</", "<\\/"))


def recovered(markup: str) -> list[str]:
    return [block.text for block in blocks(markup) if is_recovered(block)]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(BODY),
        "\r\n".join(BODY),
        "".join(f"<p class='x'>{text}</p>\n" for text in BODY),
        "<div>" + "<br><br>".join(text.replace("“", "&ldquo;") for text in BODY) + "</div>",
        "<p>" + "</p><script>a > b;</script><!-- c --><p>".join(BODY) + "</p>",
        "\n".join(text.replace("“", "&amp;ldquo;") for text in BODY),
        "".join(BODY),
    ],
    ids=["blank lines", "lines", "paragraphs", "breaks", "unread", "escaped twice", "glued"],
)
def test_a_body_that_only_json_ld_has_becomes_blocks(body: str) -> None:
    glued = "said the man who cranked it. “Each time.”The trust"
    assert "".join(recovered(f"<p>Loading</p>{json_ld(body)}")) == "".join(BODY)
    assert (len(recovered(json_ld(body))) == len(BODY)) != (glued in body)


def test_recovered_blocks_stand_behind_the_others_with_the_spans_of_the_raw_characters() -> None:
    page = json_ld("Fünf\U0001f986 \\ " + "\n".join(BODY)) + "<p>Loading</p>"
    first, *found = blocks(page)
    assert (first.text, first.index, page[first.start : first.end]) == ("Loading", 0, "Loading")
    assert [block.index for block in found] == [1, 2, 3, 4, 5]
    assert found[0].text == f"Fünf\U0001f986 \\ {BODY[0]}"
    raw = [page[block.start : block.end] for block in found]
    assert raw == [json.dumps(block.text)[1:-1] for block in found]
    assert found[0].structure and (found[0].structure.path, found[0].structure.line) == (
        "script",
        1,
    )


def test_headings_items_and_quotes_of_a_recovered_body_are_told() -> None:
    markup = f"<h3>Ninety seconds</h3><p>{BODY[0]}</p><ul><li>{BODY[1]}</li></ul>"
    markup += f"<blockquote><p>{BODY[2]}</p></blockquote><p>{BODY[3]} {BODY[4]}</p>"
    kinds = [(block.kind, block.level) for block in blocks(json_ld(markup))]
    assert kinds == [
        ("heading", 3), ("paragraph", 0), ("list-item", 1), ("quote", 0), ("paragraph", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("shown", [0, 1])
def test_what_a_page_shows_little_of_is_recovered(shown: int) -> None:
    visible = "".join(f"<p>{text}</p>" for text in BODY[:shown])
    assert recovered(visible + json_ld("\n".join(BODY))) == BODY


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<p>{text}</p>" for text in BODY) + json_ld("\n".join(BODY)),
        "".join(f"<p>{text}</p>" for text in BODY[:3]) + json_ld("\n".join(BODY)),
        f"<p>{OTHER}</p>" + json_ld("\n".join(BODY)),
        json_ld(BODY[0]),
        json_ld("word " * 200),
        json_ld("\n".join(BODY)) + json_ld("\n".join(reversed(BODY))),
        "<script>var a = " + json.dumps({"articleBody": "\n".join(BODY)}) + "</script><p>Hello</p>",
    ],
    ids=["whole", "half", "other", "short", "no sentences", "two stories", "untitled state"],
)
def test_nothing_is_recovered_otherwise(page: str) -> None:
    assert recovered(page) == []


def test_the_entries_of_a_live_blog_are_recovered_together() -> None:
    updates = [{"articleBody": text} for text in BODY]
    script = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    page = f'<script type="application/ld+json">{script}</script>'
    assert recovered(page) == BODY


@pytest.mark.parametrize("key", ["body", "content", "bodyHtml"])
def test_the_state_of_an_empty_page_is_read_if_it_is_about_the_title(key: str) -> None:
    state = json.dumps({"props": {key: "".join(f"<p>{text}</p>" for text in BODY)}})
    state = state.replace("<", "\\u003c")
    title = "<title>Bridge on the canal gets a motor</title>"
    script = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    assert recovered(f"{title}<p>Loading</p>{script}") == BODY
    assert recovered(f"<title>Swimming pool warmer than ever</title>{script}") == []
    assert recovered(f"{title}<p>{OTHER}</p>{script}") == []


@pytest.mark.parametrize(
    "script",
    [
        '"articleBody":"' * 100_000,
        '"articleBody":"' + "\\" * 1_000_000,
        '"articleBody":"' + "\\ud83d" * 200_000 + '"',
        '"articleBody":"' + "<script>" * 100_000 + '"',
        '"articleBody":"' + "A b.C" * 150_000 + '"',
        '"articleBody":"' + "a. " * 250_000 + '","articleBody":"' + "b. " * 250_000 + '"',
    ],
)
def test_strange_scripts_are_read_quickly(script: str) -> None:
    started = time.process_time()
    blocks(f'<script type="application/ld+json">{script}</script>')
    blocks("<script>" * 100_000 + script)
    assert time.process_time() - started < 6
