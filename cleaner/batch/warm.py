"""Imported by the fork server alone: loads what every page needs, so that workers begin with it.

A worker is a copy of that server, so phrase books and models are read once a run and shared, and
the deadline of a worker's first page is not spent on them.
"""

from __future__ import annotations

from contextlib import suppress

from cleaner.batch.items import Item, Treatment
from cleaner.batch.work import clean_item

_PAGES = (
    b"<html><body><article><p>The bridge was opened on Monday.</p></article></body></html>",
    b"The bridge was opened on Monday.\n",
)

with suppress(Exception):  # what is broken shows itself, page by page, in the workers
    for _page in _PAGES:
        clean_item(Item("warm", "warm", _page), Treatment())
