"""WARC files of crawlers (responses) and WET files (extracted text)."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import webencodings

from cleaner.batch.items import PAGE_BYTES, BadCall, Item, KindChoice, Unreadable
from cleaner.batch.readers.compressed import reading, unpacking
from cleaner.batch.readers.http import unpacked_body
from cleaner.batch.readers.rows import Reading
from cleaner.load import UTF8_CHARACTERS, is_damaged_utf8

CHUNK = 2**20
"""Bytes that are read at a time behind the last record."""
GZIP = b"\x1f\x8b"
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
    number, last, whole = 0, 0, True
    packing = "" if path.suffix.lower() == ".gz" else path.name  # gzip is taken member by member
    with reading(name), path.open("rb") as raw, unpacking(raw, packing) as stream:
        try:
            for record in warc.ArchiveIterator(stream, record_types=wanted, parse_http=False):
                number += 1
                how.meter.at(raw.tell())
                item = _item(record, f"{name}:{number}", f"{name}, record {number}", how.kind, wet)
                last, whole = record.stream_pos, isinstance(item, str) or not item.error
                if isinstance(item, str):
                    passed[item] += 1
                    continue
                yield item
            if stream is raw and whole and _ends_early(raw, last):
                raise Unreadable(f"{name}, after record {number}: ends early; fetch it again")
        except (ValueError, OSError) as e:
            raise Unreadable(f"{name}, after record {number}: broken WARC file ({e})") from e
    for why, count in sorted(passed.items()):
        how.note(f"{name}: {count} responses passed over ({why})")


def _ends_early(raw: BinaryIO, last: int) -> bool:
    """Whether the file is cut off behind its last record, which begins at ``last``.

    The reader says nothing of a record that has lost part of its head. In a file that is packed as
    one piece the place of a record is none in the file, so all of it is looked at.
    """
    raw.seek(last)
    rest = raw.read(CHUNK)
    if not rest.startswith(GZIP):
        raw.seek(0)
        rest = raw.read(CHUNK)
    if not rest.startswith(GZIP):
        raw.seek(max(last, raw.seek(0, os.SEEK_END) - 4))
        return bool(rest) and not raw.read().endswith((b"\n\r\n", b"\n\n"))
    member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    while rest:
        try:
            member.decompress(rest, CHUNK)
        except zlib.error:
            return False  # something stands behind the last record that is none
        rest = member.unconsumed_tail or member.unused_data or raw.read(CHUNK)
        if member.eof and rest:
            member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    while member.decompress(b"", CHUNK):
        continue
    return not member.eof


def _passed_over(record: Any) -> str:
    """Why a response is no page; empty if it is one."""
    if not record.http_headers:
        return "not HTTP"
    status = record.http_headers.status_code
    if status is not None and not 200 <= status < 300:
        return "status other than 2xx"
    return "" if (record.http_content_type or "text/html") in PAGE_TYPES else "not HTML or text"


def _item(record: Any, name: str, place: str, kind: KindChoice, wet: bool) -> Item | str:
    """The page of a record, or why it is passed over."""
    headers = record.headers
    url = headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    identity = (headers.get("WARC-Record-ID") or name).strip("<>")
    fields = {"captured": headers.get("WARC-Date")}
    try:
        if not wet:
            record.parse_http()
            if why := _passed_over(record):
                return why
        raw = _content(record, wet)
    except (ValueError, OSError, Unreadable) as e:
        problem = f"{place}: content cannot be decoded ({e})"
        return Item(identity, place, b"", kind, url, fields, problem)
    if wet:
        chosen: KindChoice = "text" if kind == "auto" else kind
        return Item(identity, place, raw, chosen, url, fields)
    return Item(identity, place, decoded(raw, record.http_charset), kind, url, fields)


def _content(record: Any, wet: bool) -> bytes:
    """The page as the server meant it. Raises ``Unreadable``, also if the record is cut off."""
    length = record.content_length
    raw: bytes = record.reader.read(PAGE_BYTES + 1)
    if len(raw) > PAGE_BYTES:
        raise Unreadable(f"larger than {PAGE_BYTES // 2**20} MB, which no page is")
    if len(raw) < length:
        raise Unreadable(f"{len(raw):,} of {length:,} bytes are there; the file is cut off")
    if wet or not record.http_headers:
        return raw
    headers = record.http_headers
    transfer, content = headers.get("Transfer-Encoding", ""), headers.get("Content-Encoding", "")
    return unpacked_body(raw, transfer, content)


def decoded(raw: bytes, charset: str | None) -> bytes | str:
    """The text where HTTP names a charset that fits; else the bytes, for the ladder to decide.

    What is UTF-8 beyond ASCII but for a few bytes is left to it, too: many servers name Latin-1 for
    all their pages. So is what is called UTF-16, which hardly ever is and shows by itself.
    """
    encoding = webencodings.lookup(charset) if charset else None
    if encoding is None or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return raw
    if encoding.name.startswith("utf-16"):
        return raw
    if not raw.isascii() and is_damaged_utf8(raw, UTF8_CHARACTERS):
        return raw
    try:
        return str(encoding.codec_info.decode(raw, "strict")[0])
    except UnicodeError:
        return raw
