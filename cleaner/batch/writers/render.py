"""One record as bytes in a text format: JSON, Markdown, plain text, HTML, TEI."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from cleaner.batch.jsonable import dumps
from cleaner.records import Article, Block

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of output: how a page is rendered and what stands around the pages."""

    render: Callable[[Record, Article | None], bytes]
    opening: bytes = b""
    between: bytes = b""
    closing: bytes = b""
    table: bool = False
    """Whether the pages are first kept as JSON lines, since the columns are known at the end."""
    one_file_a_page: bool = False
    """Whether a folder of such files makes sense."""


def render(format: str, record: Record, article: Article | None) -> bytes:
    """The record in the format of that name; ``article`` is None for a page that failed."""
    return formats()[format].render(record, article)


def formats() -> dict[str, Format]:
    """All formats by their names, which are also their suffixes."""
    return {
        "jsonl": Format(_json_line),
        "json": Format(_json_value, b"[\n", b",\n", b"\n]\n"),
        "md": Format(_markdown, between=b"\n", one_file_a_page=True),
        "txt": Format(_text, between=b"\f\n", one_file_a_page=True),
        "html": Format(_html, between=b"\n", one_file_a_page=True),
        "xml": Format(_tei, TEI_OPENING, closing=b"</teiCorpus>\n"),
        "csv": Format(_json_line, table=True),
        "parquet": Format(_json_line, table=True),
    }


TEI_OPENING = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
)


def _json_line(record: Record, article: Article | None) -> bytes:
    return dumps(record) + b"\n"


def _json_value(record: Record, article: Article | None) -> bytes:
    return dumps(record)


def _text(record: Record, article: Article | None) -> bytes:
    return _encoded(article.text.strip("\n") + "\n") if article and article.text else b""


def _markdown(record: Record, article: Article | None) -> bytes:
    head = f"---\nid: {json.dumps(record['id'], ensure_ascii=False)}\n"
    if article is None:
        return _encoded(f"{head}error: {json.dumps(record['error'], ensure_ascii=False)}\n---\n")
    page = article.to_markdown().removeprefix("---\n")
    return _encoded(head + page.rstrip("\n") + "\n")


def _html(record: Record, article: Article | None) -> bytes:
    if article is None:
        return _encoded(f"<!-- {escape(str(record['id']))}: {escape(record['error'])} -->\n")
    title = escape(article.title or str(record["id"]))
    lang = f' lang="{escape(article.language)}"' if article.language else ""
    body = "\n".join(_html_blocks(article.blocks))
    return _encoded(
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n<article>\n<h1>{title}</h1>\n{body}\n</article>\n</body>\n</html>\n"
    )


def _html_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        texts = [escape(b.text) for b in group]
        match kind:
            case "list-item":
                yield "<ul>\n" + "\n".join(f"<li>{t}</li>" for t in texts) + "\n</ul>"
            case "table-row":
                rows = "\n".join(f"<tr><td>{t}</td></tr>" for t in texts)
                yield f"<table>\n{rows}\n</table>"
            case "quote":
                yield "<blockquote>\n" + "\n".join(f"<p>{t}</p>" for t in texts) + "\n</blockquote>"
            case "heading" | "preformatted":
                tag = "h2" if kind == "heading" else "pre"
                yield "\n".join(f"<{tag}>{t}</{tag}>" for t in texts)
            case _:
                yield "\n".join(f"<p>{t}</p>" for t in texts)


def _tei(record: Record, article: Article | None) -> bytes:
    if article is None:
        note = re.sub("-(?=-)", "- ", f"{record['id']}: {record['error']}")
        return _encoded(f"<!-- {_xml(note)} -->\n")
    authors = "".join(f"<author>{_xml(a)}</author>" for a in article.authors)
    date = f'<date when="{article.published.isoformat()}"/>' if article.published else ""
    title = _xml(article.title or "")
    lang = f' xml:lang="{_xml(article.language)}"' if article.language else ""
    publisher = f"<publisher>{_xml(article.site or '')}</publisher>"
    address = f'<idno type="URL">{_xml(article.url or "")}</idno>'
    name = f'<idno type="id">{_xml(str(record["id"]))}</idno>'
    body = "\n".join(_tei_blocks(article.blocks)) or "<p/>"
    return _encoded(
        f"<TEI{lang}>\n<teiHeader><fileDesc>"
        f"<titleStmt><title>{title}</title>{authors}</titleStmt>"
        f"<publicationStmt>{publisher}{date}{name}</publicationStmt>"
        f"<sourceDesc><bibl><title>{title}</title>{address}</bibl></sourceDesc>"
        f"</fileDesc></teiHeader>\n<text><body>\n{body}\n</body></text>\n</TEI>\n"
    )


def _tei_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        texts = [_xml(b.text) for b in group]
        match kind:
            case "list-item":
                yield "<list>" + "".join(f"<item>{t}</item>" for t in texts) + "</list>"
            case "quote":
                yield "<quote>" + "".join(f"<p>{t}</p>" for t in texts) + "</quote>"
            case "heading":
                yield "\n".join(f'<ab type="heading">{t}</ab>' for t in texts)
            case _:
                yield "\n".join(f"<p>{t}</p>" for t in texts)


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 does not allow."""
    return escape("".join(c for c in text if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
