"""HTML page -> blocks in reading order and the machine-readable head.

The tree comes from turbohtml, which builds it by the HTML standard, never recurses in Python and was
the fastest of the parsers measured in this loop. Elements that hold no reading text are taken out
by one selector; the rest of the tree is walked once.

Spans are exact at the start of a block's element; the end is where its last piece of text ends in
the source, or the next markup if character references hide that piece.
"""

from __future__ import annotations

from cleaner.blocks.html_head import read_head
from cleaner.blocks.html_walk import Walk
from cleaner.records import Page, Reading

_UNREAD = (
    "script,style,svg,template,noscript,head,object,canvas,audio,video,iframe,map,"
    "select,textarea,button,datalist,input,rp,dialog:not([open])"
)
_HIDDEN = '[hidden],[style*="display:none" i],[style*="display: none" i]'


def read(page: Page) -> Reading:
    """The blocks of an HTML page. Never raises for any text."""
    from turbohtml import parse

    document = parse(page.source, scripting=True)
    head = read_head(document)
    document.remove(_UNREAD)
    document.remove(_HIDDEN)
    walk = Walk(page.source)
    walk.run(document)
    return Reading(page, tuple(walk.blocks), walk.completed(head))
