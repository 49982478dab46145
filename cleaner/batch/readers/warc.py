"""WARC files of crawlers (responses) and WET files (extracted text)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import webencodings

from cleaner.batch.items import PAGE_BYTES, BadCall, Item, KindChoice, Unreadable
from cleaner.batch.readers.compressed import reading
from cleaner.batch.readers.rows import Reading

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def require_fastwarc(name: str) -> None:
    """Raises ``BadCall`` if the package that reads WARC files is not there."""
    try:
        import_module("fastwarc")
    except ImportError as e:
        raise BadCall(
            f"{name}: WARC needs the package fastwarc: pip install 'cleaner[formats]'"
        ) from e


def warc_items(path: Path, name: str, wet: bool, how: Reading) -> Iterator[Item]:
    """One item a response with a page in it (a conversion record for WET), with its capture date.

    Records of other types, of other media and of failed requests are counted and passed over.
    Raises ``Unreadable`` if the file is broken.
    """
    warc = import_module("fastwarc.warc")
    wanted = warc.WarcRecordType.conversion if wet else warc.WarcRecordType.response
    passed: Counter[str] = Counter()
    number = 0
    with reading(name), path.open("rb") as raw:
        try:
            for record in warc.ArchiveIterator(raw, record_types=wanted, auto_decode="all"):
                number += 1
                how.meter.at(raw.tell())
                why = "" if wet else _passed_over(record)
                if why:
                    passed[why] += 1
                    continue
                yield _item(record, f"{name}:{number}", f"{name}, record {number}", how.kind, wet)
        except (ValueError, OSError) as e:
            raise Unreadable(f"{name}, after record {number}: broken WARC file ({e})") from e
    for why, count in sorted(passed.items()):
        how.note(f"{name}: {count} responses passed over ({why})")


def _passed_over(record: Any) -> str:
    """Why a response is no page; empty if it is one."""
    if not record.http_headers:
        return "not HTTP"
    status = record.http_headers.status_code
    if status is not None and not 200 <= status < 300:
        return "status other than 2xx"
    return "" if (record.http_content_type or "text/html") in PAGE_TYPES else "not HTML or text"


def _item(record: Any, name: str, place: str, kind: KindChoice, wet: bool) -> Item:
    headers = record.headers
    url = headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    identity = (headers.get("WARC-Record-ID") or name).strip("<>")
    fields = {"captured": headers.get("WARC-Date")}
    try:
        raw = record.reader.read(PAGE_BYTES + 1)
    except (ValueError, OSError) as e:
        problem = f"{place}: content cannot be decoded ({e})"
        return Item(identity, place, b"", kind, url, fields, problem)
    if len(raw) > PAGE_BYTES:
        problem = f"{place}: larger than {PAGE_BYTES // 2**20} MB, which no page is"
        return Item(identity, place, b"", kind, url, fields, problem)
    if wet:
        chosen: KindChoice = "text" if kind == "auto" else kind
        return Item(identity, place, raw, chosen, url, fields)
    return Item(identity, place, decoded(raw, record.http_charset), kind, url, fields)


def decoded(raw: bytes, charset: str | None) -> bytes | str:
    """The text where HTTP names a charset that fits; else the bytes, for the ladder to decide."""
    encoding = webencodings.lookup(charset) if charset else None
    if encoding is None or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return raw
    try:
        return str(encoding.codec_info.decode(raw, "strict")[0])
    except UnicodeError:
        return raw
