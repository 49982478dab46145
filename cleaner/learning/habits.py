"""What is written down of a page's metadata: habits of the site show when many pages have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cleaner import metadata
from cleaner.metadata.dates import order_of
from cleaner.metadata.habits import values_of
from cleaner.metadata.title import tails
from cleaner.profiles import bylines, forms
from cleaner.profiles.habits import FIELDS, NO_MONTH, Habit
from cleaner.records import Decision, Options, Reading

LONGEST_OFFSET = dt.timedelta(hours=14)
QUARTER = dt.timedelta(minutes=15)
"""Zones differ from UTC by quarters of an hour."""

Claims = metadata.Claims


def habits(
    reading: Reading, decisions: Sequence[Decision], page: int
) -> dict[Habit, dict[int, int]]:
    """The values of one page by kind, each with what is remembered of it on that page."""
    claims = metadata.claims(reading, decisions, Options())
    found = dict.fromkeys(_values(claims), NO_MONTH)
    found |= dict.fromkeys(_plain(claims), NO_MONTH)
    found |= {("byline", form): NO_MONTH for form in _bylines(reading, decisions, claims) if form}
    found |= {("zone", offset): month for offset, month in _zones(claims)}
    return {habit: {page: value} for habit, value in found.items()}


def _values(claims: Claims) -> Iterator[Habit]:
    """All that claims to be the value of a field which no two stories should share."""
    for field, kind in FIELDS.items():
        for claim in claims[field]:
            yield from ((kind, forms.shown(value)) for value in values_of(field, claim))


def _plain(claims: Claims) -> Iterator[Habit]:
    for claim in claims["title"]:
        yield from (("title-tail", tail) for tail in tails(claim.raw))
    for claim in claims["language"][:1]:
        yield "language", str(claim.value)
    for claim in claims["site"][:1]:
        if claim.source != "url":
            yield "site", str(claim.value)
    days = [*claims["published"], *claims["updated"]]
    for claim in days:
        if order := order_of(claim, [c for c in days if c.raw != claim.raw]):
            yield "date-order", order


def _bylines(reading: Reading, decisions: Sequence[Decision], claims: Claims) -> Iterator[str]:
    """The forms of the header lines that name the authors."""
    names = [name for claim in claims["authors"][:1] for name in claim.value if " " in name]
    for block, decision in zip(reading.blocks, decisions, strict=True):
        found = [name for name in names if name in block.text]
        if found and not decision.kept:
            yield bylines.form(block.text, found)


def _zones(claims: Claims) -> Iterator[tuple[str, int]]:
    """``(offset, month)``: as a moment states it, or as the hour shown differs from UTC."""
    for field in ("published", "updated"):
        found = [c.value for c in claims[field] if isinstance(c.value, dt.datetime)]
        moments = [(moment, moment.utcoffset()) for moment in found]
        for moment, offset in moments:
            if offset:
                yield _offset(offset), moment.month
        instants = [moment for moment, offset in moments if offset is not None]
        for shown in (moment for moment, offset in moments if offset is None):
            for instant in instants:
                apart = shown - instant.astimezone(dt.UTC).replace(tzinfo=None)
                if abs(apart) <= LONGEST_OFFSET and not apart % QUARTER:
                    yield _offset(apart), shown.month


def _offset(apart: dt.timedelta) -> str:
    sign = "-" if apart < dt.timedelta(0) else "+"
    minutes = abs(apart) // dt.timedelta(minutes=1)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"
