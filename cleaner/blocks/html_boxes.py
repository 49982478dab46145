"""Small boxes of an HTML page that hold a form for an address or a slot for an advertisement.

What stands beside an e-mail field or an advertisement is about it, in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from turbohtml import Document, Element

from cleaner.records import Box

Boxes = dict[Element, Box]

_FIELD = 'input[type="email" i],input[name*="email" i],input[placeholder*="mail" i]'
_SLOT = (
    'ins.adsbygoogle,script[src*="adsbygoogle.js"],[id^="div-gpt-ad"],[id^="google_ads"],'
    "[data-ad-slot],[data-ad-unit],[data-google-query-id]"
)
_MOST = 100
"""Fields and slots that are looked at."""
_LONGEST: dict[Box, int] = {"sign-up": 250, "ad": 60}
"""Characters of an element beyond which it is a part of the page and no box."""
_PARTS = frozenset({"html", "body", "main", "article", "section", "p"})
"""Elements that are no boxes, however short."""


def find(document: Document) -> list[tuple[Element, Box]]:
    """The elements that fields and slots stand in; asked before those are taken out."""
    return [*_holders(document, _FIELD, "sign-up"), *_holders(document, _SLOT, "ad")]


def boxes(holders: Iterable[tuple[Element, Box]]) -> Boxes:
    """For each holder the next element around it that says more than its buttons."""
    found: Boxes = {}
    for holder, box in holders:
        element = _box(holder, _LONGEST[box])
        if element is not None:
            found.setdefault(element, box)
    return found


def _holders(document: Document, selector: str, box: Box) -> Iterator[tuple[Element, Box]]:
    for element in document.select(selector)[:_MOST]:
        if isinstance(element.parent, Element):
            yield element.parent, box


def _box(holder: Element, longest: int) -> Element | None:
    for element in (holder, *holder.ancestors):
        if not isinstance(element, Element) or len(element.text.strip()) > longest:
            return None
        if _says_more(element):
            is_part = element.tag in _PARTS or element.select_one("h1,h2") is not None
            return None if is_part else element
    return None


def _says_more(element: Element) -> bool:
    buttons = sum(len(button.text.strip()) for button in element.select("button"))
    return len(element.text.strip()) > buttons
