"""HTML page -> blocks in reading order and the machine-readable head.

The tree comes from turbohtml, which builds it by the HTML standard, never recurses in Python
and was the fastest of the parsers measured in this loop. Elements that hold no reading text are
taken out by one selector; the rest of the tree is walked once.

Spans are exact at the start of a block's element; the end is where its last piece of text ends in
the source, or the next markup if the text cannot be followed that far.
"""

from __future__ import annotations

from urllib.parse import urljoin

from turbohtml import Document, Element, parse

from cleaner.blocks.html_boxes import boxes, find
from cleaner.blocks.html_head import read_head
from cleaner.blocks.html_live import with_entry_times
from cleaner.blocks.html_posts import with_posts
from cleaner.blocks.html_recover import with_recovered
from cleaner.blocks.html_walk import Walk
from cleaner.records import Page, Reading

_UNREAD = (
    "script,style,svg,template,noscript,head,canvas,audio,video,iframe,map,"
    "select,textarea,datalist,input,dialog:not([open]),annotation,annotation-xml,"
    ".katex-mathml + .katex-html"
)
_HIDDEN = '[hidden],[style*="display:none" i],[style*="display: none" i]'
HIDDEN_NAME = "[hidden]"
"""The name that blocks in a hidden element carry in their structure."""
_MOST_HIDDEN = 300
_MOST_BASES = 20
_PROSE = 300


def read(page: Page) -> Reading:
    """The blocks of an HTML page. Never raises for any text."""
    document = parse(page.source, scripting=True)
    head = read_head(document)
    base = _base(document, page.url or "")
    holders = find(document)
    document.remove(_UNREAD)
    _drop_hidden(document)
    walk = Walk(page.source, boxes(holders), head.lang, base)
    walk.run(document)
    head = walk.completed(head)
    blocks = with_entry_times(with_posts(walk.blocks, walk.posts), head)
    return Reading(page, with_recovered(page.source, blocks, head), head)


def _base(document: Document, url: str) -> str:
    """The address that the links of a page count from."""
    elements = document.find_all("base", limit=_MOST_BASES)
    given = next((href for e in elements if (href := (e.attr("href") or "").strip())), "")
    try:
        return urljoin(url, given) if given else url
    except ValueError:
        return url


def _drop_hidden(document: Document) -> None:
    """Take hidden elements out, but mark those that hold prose: scripts unfold them for readers."""
    for at, element in enumerate(document.select(_HIDDEN)):
        if at < _MOST_HIDDEN and _is_prose(element):
            element.add_class(HIDDEN_NAME)
        else:
            element.decompose()


def _is_prose(element: Element) -> bool:
    paragraphs = element.find_all("p", limit=20)
    return sum(len(p.text) for p in paragraphs) >= _PROSE
