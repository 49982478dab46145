"""Whole pages, written for this project, against what a careful editor would keep of them.

``tests/pages/<slug>/`` holds ``source.html`` or ``source.txt`` and ``expected.json``. Only the
fields that stand in ``expected.json`` are checked. ``known_failures`` lists the checks that fail
today; they are strict, so that a fix makes the list shrink (``tests/pages/refresh.py`` does it).
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.reasons import REASONS
from cleaner.records import Article

PAGES = Path(__file__).parent / "pages"
SLUGS = sorted(path.parent.name for path in PAGES.glob("*/expected.json"))
FIELDS = (
    "text", "title", "subtitle", "authors", "published", "updated", "place", "language", "site",
    "url", "verdict", "kind",
)  # fmt: skip


@cache
def expected(slug: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAGES / slug / "expected.json").read_text("utf-8"))
    return loaded


@cache
def article(slug: str) -> Article:
    (source,) = (PAGES / slug).glob("source.*")
    return cleaner.clean(source.read_bytes(), url=expected(slug).get("url"))


def removal_checks(slug: str) -> list[str]:
    return [f"removed:{item['contains']}" for item in expected(slug)["removed"]]


def checks(slug: str) -> list[str]:
    return [name for name in FIELDS if name in expected(slug)] + removal_checks(slug)


def cases() -> list[Any]:
    found = []
    for slug in SLUGS:
        known = expected(slug)["known_failures"]
        for check in checks(slug):
            reason = "a known failure, see expected.json"
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if check in known else []
            found.append(pytest.param(slug, check, marks=marks, id=f"{slug}-{check}"))
    return found


def same_moment(got: dt.date | None, want: str | None) -> bool:
    """A wanted date asks for the calendar day, a wanted datetime with zone for the instant.

    A datetime without zone is never right: the page gave no instant, so a date is due.
    """
    if want is None or got is None:
        return want is None and got is None
    if isinstance(got, dt.datetime) and got.tzinfo is None:
        return False
    if len(want) == len("2020-01-31"):
        return got.isoformat()[:10] == want
    return isinstance(got, dt.datetime) and got == dt.datetime.fromisoformat(want)


def check_removed(slug: str, contains: str) -> None:
    (item,) = (i for i in expected(slug)["removed"] if i["contains"] == contains)
    assert contains not in article(slug).text
    hits = [r for r in article(slug).removed if contains in r.text]
    assert hits, f"no removed block holds {contains!r}"
    if "reason" in item:
        assert item["reason"] in [r.reason for r in hits]


@pytest.mark.parametrize(("slug", "check"), cases())
def test_page(slug: str, check: str) -> None:
    if check.startswith("removed:"):
        check_removed(slug, check.removeprefix("removed:"))
        return
    got, want = getattr(article(slug), check), expected(slug)[check]
    if check == "text":
        assert [part for part in got.split("\n\n") if part] == want
    elif check in ("published", "updated"):
        assert same_moment(got, want), f"{got!r} is not {want!r}"
    elif check == "authors":
        assert list(got) == want
    else:
        assert got == want


def test_there_are_enough_pages_and_languages() -> None:
    languages = {expected(slug).get("language") for slug in SLUGS} - {None}
    assert len(SLUGS) >= 36
    assert len(languages) >= 13


@pytest.mark.parametrize("slug", SLUGS)
def test_expectations_are_well_formed(slug: str) -> None:
    page = expected(slug)
    allowed = {*FIELDS, "removed", "known_failures"}
    assert set(page) <= allowed
    assert {i["reason"] for i in page["removed"] if "reason" in i} <= set(REASONS)
    assert set(page["known_failures"]) <= set(checks(slug)), "a known failure of no check"
