"""The machine-readable layer of an HTML document, read with selectors that run outside Python."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cleaner.grammar.letters import fold
from cleaner.records import Head, TimeMark

if TYPE_CHECKING:
    from turbohtml import Document, Element

_MOST = 500
"""Entries of one kind that are read from a page; pages beyond it are made by machines."""
_NODES = 60
_TEXT = 400


def read_head(document: Document) -> Head:
    """Everything but the times, which need the blocks; scripts must still be in the tree."""
    title = document.find("title")
    return Head(
        title=fold(title.text) if title is not None else "",
        lang=_lang(document),
        metas=_metas(document),
        links=_links(document),
        json_ld=_json_ld(document),
        microdata=_microdata(document),
        images=_images(document),
    )


def time_mark(element: Element, block: int) -> TimeMark:
    """A ``<time>`` element as a record."""
    return TimeMark(element.attr("datetime") or "", short_text(element), block)


def short_text(element: Element) -> str:
    """The folded text at the start of an element, at a bounded cost."""
    return fold(" ".join(getattr(n, "data", "") for n in islice(element.descendants, _NODES)))[
        :_TEXT
    ]


def _lang(document: Document) -> str:
    for tag in ("html", "body"):
        element = document.find(tag)
        lang = element.attr("lang") or element.attr("xml:lang") if element is not None else None
        if lang:
            return lang.strip()
    return ""


def _metas(document: Document) -> tuple[tuple[str, str], ...]:
    found = []
    for meta in document.find_all("meta")[:_MOST]:
        content = meta.attr("content")
        if content is None:
            continue
        for key in ("name", "property", "http-equiv", "itemprop"):
            if name := meta.attr(key):
                found.append((name.strip().lower(), content))
    return tuple(found)


def _links(document: Document) -> tuple[tuple[str, str], ...]:
    found = []
    for link in document.find_all("link")[:_MOST]:
        rel, href = link.attrs.get("rel"), link.attr("href")
        if rel and href:
            name = rel if isinstance(rel, str) else " ".join(rel)
            found.append((name.lower(), href))
    return tuple(found)


def _json_ld(document: Document) -> tuple[str, ...]:
    scripts = document.select('script[type*="ld+json" i]')
    return tuple(script.text for script in scripts[:_MOST])


def _microdata(document: Document) -> tuple[tuple[str, str], ...]:
    """Properties that elements of the body carry: of microdata, and of RDFa, without prefix."""
    found = []
    for element in document.select("body [itemprop],body [property]:not(meta)")[:_MOST]:
        value = (
            element.attr("content")
            or element.attr("datetime")
            or (element.attr("href") if element.tag == "link" else None)
            or (element.attr("title") if element.tag == "abbr" else None)
            or short_text(element)
        )
        name = element.attr("itemprop") or element.attr("property") or ""
        found.append((name.rpartition(":")[2].strip().lower(), value))
    return tuple(found)


def _images(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple(
        (image.attr("src") or image.attr("data-src") or "", image.attr("alt") or "")
        for image in document.find_all("img")[:_MOST]
    )
