"""What a worker does with one page: read it, clean it, account for it, render it. Never raises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from cleaner.batch.items import ErrorKind, Item, Outcome, Removals, Tally, Treatment, Unreadable
from cleaner.batch.jsonable import jsonable
from cleaner.batch.readers.files import load_page
from cleaner.batch.writers.render import render
from cleaner.evidence.profile import NO_FIT
from cleaner.learning.sites import site_of
from cleaner.load import load
from cleaner.pipeline import clean_page
from cleaner.profiles.shelf import Shelf
from cleaner.records import Article, CleanerError, Page, Removed

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")

ARTICLE_FIELDS = frozenset(Article.__dataclass_fields__) | {
    "id", "error", "error_kind", "removed_words",
}  # fmt: skip
"""Names that columns of the input may not take, so that a name always means the same."""


def clean_item(item: Item, treatment: Treatment) -> Outcome:
    """The page as it will stand in the output, and its account."""
    start = perf_counter()
    if item.error:
        return failed(item, treatment, "unreadable", item.error)
    try:
        article = _clean(item, treatment)
        record = article_record(article, item, treatment.removed)
        rendered = render(treatment.format, record, article)
    except (CleanerError, Unreadable) as e:
        return failed(item, treatment, "unreadable", str(e))
    except MemoryError:
        return failed(item, treatment, "memory", f"{item.place}: the page needs too much memory")
    except Exception as e:  # one page must not stop the others
        return failed(item, treatment, "internal", f"{item.place}: {type(e).__name__}: {e}")
    return Outcome(rendered, _tally(article, item, perf_counter() - start, len(rendered)))


def failed(item: Item, treatment: Treatment, kind: ErrorKind, problem: str) -> Outcome:
    """The record of a page that could not be cleaned."""
    message = " ".join(problem.split())
    record: dict[str, Any] = {"id": jsonable(item.id), "error": message, "error_kind": kind}
    if item.url:
        record["url"] = item.url
    rendered = render(treatment.format, _with_fields(record, item), None)
    tally = Tally(record["id"], item.place, error=message, error_kind=kind, size=len(rendered))
    return Outcome(rendered, tally)


def article_record(article: Article, item: Item, removals: Removals) -> dict[str, Any]:
    """The article as one flat record; ``docs/record.schema.json`` describes it.

    Of kept blocks the structure is left out: it would be half of the output. Columns of the input
    follow, under ``input_NAME`` where the record has one of that name.
    """
    record = {"id": jsonable(item.id), **article.to_dict()}
    for block in record["blocks"]:
        del block["structure"]
    if removals != "full":
        del record["removed"], record["suspects"]
    if removals == "summary":
        record["removed_words"] = words_by_reason(article.removed)
    if item.url and item.url != article.url:
        record["input_url"] = item.url
    return _with_fields(record, item)


def count_words(text: str) -> int:
    """Words between white space; each Chinese or Japanese character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def words_by_reason(removed: Sequence[Removed]) -> dict[str, int]:
    """How many words went for each reason, reasons in alphabetical order."""
    counts: dict[str, int] = {}
    for block in sorted(removed, key=lambda r: r.reason):
        counts[block.reason] = counts.get(block.reason, 0) + count_words(block.text)
    return counts


def source_of(item: Item) -> tuple[bytes | str, str | None]:
    """``(source, address)`` of an item; a file is read now. Raises ``Unreadable``."""
    if isinstance(item.source, (bytes, str)):
        return item.source, item.url
    source, named = load_page(item.source)
    return source, item.url or named


def page_of(item: Item) -> Page:
    """The decoded page of an item. Raises ``Unreadable`` or ``CleanerError``."""
    source, url = source_of(item)
    return load(source, url=url, kind=item.kind)


def _clean(item: Item, treatment: Treatment) -> Article:
    page = page_of(item)
    if treatment.profiles is None:
        return clean_page(page, treatment.options, lambda reading: None)
    shelf = _shelf(treatment.profiles)
    site = treatment.site
    return clean_page(
        page, treatment.options, lambda reading: shelf.find(reading, site or site_of(reading))
    )


@cache
def _shelf(path: Path) -> Shelf:
    return Shelf(path)


def _tally(article: Article, item: Item, seconds: float, size: int) -> Tally:
    return Tally(
        jsonable(item.id),
        item.place,
        count_words(article.text),
        words_by_reason(article.removed),
        article.verdict,
        article.site or "",
        _use_of_profile(article),
        round(seconds, 4),
        size=size,
    )


def _use_of_profile(article: Article) -> Literal["", "used", "unfit"]:
    if any(warning.startswith(NO_FIT) for warning in article.warnings):
        return "unfit"
    said = (e for r in (*article.removed, *article.suspects) for e in r.evidence)
    return "used" if any(e.startswith("profile:") for e in said) else ""


def _with_fields(record: dict[str, Any], item: Item) -> dict[str, Any]:
    taken = set(record) | ARTICLE_FIELDS
    for name, value in item.fields.items():
        record[f"input_{name}" if name in taken else name] = jsonable(value)
    return record
