"""The day of a page as its head or its address names it, as far as profiles need it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.records import Head, Reading

_DAY = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$)")
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")


def day_of(reading: Reading) -> str:
    """The page's ISO date from its head or address, "" if neither names one."""
    if found := _DAY.search(" ".join(_dates(reading.head))):
        return found.group()
    if found := _URL_DAY.search(reading.page.url or ""):
        year, month, day = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return ""


def year_of(day: str) -> int:
    """The year of an ISO date, 0 for ""."""
    return int(day[:4]) if day else 0


def _dates(head: Head) -> Iterator[str]:
    metas = dict(reversed(head.metas))
    return (metas[name] for name in _DATES if name in metas)
