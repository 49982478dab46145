"""Readers: a page becomes a list of blocks in source order."""

from __future__ import annotations

from cleaner.records import Page, Reading

__all__ = ["read"]


def read(page: Page) -> Reading:
    """The blocks of a page in source order; for HTML also its machine-readable head."""
    if page.kind == "html":
        from cleaner.blocks.html import read as read_html

        return read_html(page)
    from cleaner.blocks.text import read as read_text

    return read_text(page)
