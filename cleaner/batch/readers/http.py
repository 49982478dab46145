"""The body of an HTTP response as it was before it was packed for the way."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from importlib import import_module
from io import BytesIO

from cleaner.batch.items import PAGE_BYTES, Unreadable

FIRST_PIECE = 1024
"""Bytes of packed data that are looked at first; each further piece is twice as large."""
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")
_PLAIN = frozenset({"", "none", "identity", "utf-8", "utf8", "binary", "8bit", "chunked"})


def unpacked_body(raw: bytes, transfer: str, content: str) -> bytes:
    """The body without the encodings that its headers name, where it really has them.

    Crawlers often undo an encoding and keep its header, and servers name charsets there. Raises
    ``Unreadable`` for a body that is packed and broken, cut off, or packed as nobody knows.
    """
    if "chunked" in transfer.lower():
        raw = _joined(raw)
    for name in reversed([n.strip().lower() for n in content.split(",")]):
        try:
            raw = _decoder(name)(raw)
        except (Unreadable, OSError):
            if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise
        if len(raw) > PAGE_BYTES:
            raise Unreadable(f"larger than {PAGE_BYTES // 2**20} MB, which no page is")
    return raw


def _joined(raw: bytes) -> bytes:
    """The chunks of a body together; the body itself if it is not in chunks."""
    parts: list[bytes] = []
    at = 0
    while size := _SIZE.match(raw, at):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        part = raw[size.end() : size.end() + length]
        if len(part) < length:
            break
        parts.append(part)
        at = size.end() + length
    if parts and at < len(raw):
        raise Unreadable("its chunks end early")
    return b"".join(parts) or raw


def _decoder(name: str) -> Callable[[bytes], bytes]:
    match name.removeprefix("x-"):
        case "gzip":
            return _gunzipped
        case "deflate":
            return _inflated
        case "br":
            return _brotli
        case "zstd":
            return _zstandard
        case plain if plain in _PLAIN:
            return bytes
        case other:
            raise Unreadable(f"unknown Content-Encoding {other!r}")


def _gunzipped(raw: bytes) -> bytes:
    """All members together, up to what is more than a page; what stands behind them is left."""
    parts: list[bytes] = []
    at, room = 0, PAGE_BYTES + 1
    while room > 0 and raw.startswith(b"\x1f\x8b", at):
        content, at = _member(raw, at, room, 16 + zlib.MAX_WBITS)
        parts.append(content)
        room -= len(content)
    return b"".join(parts) if parts else raw


def _inflated(raw: bytes) -> bytes:
    """Deflate with its header, as the standard says, or without, as many servers send it."""
    headed = raw[:1] == b"\x78" and int.from_bytes(raw[:2], "big") % 31 == 0
    return _member(raw, 0, PAGE_BYTES + 1, zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)[0]


def _member(raw: bytes, at: int, room: int, bits: int) -> tuple[bytes, int]:
    """What is packed from ``at`` on, unpacked up to ``room`` bytes, and where it ends.

    Taken in pieces that grow, so that a million tiny members are no million copies of the body.
    """
    unpacking = zlib.decompressobj(bits)
    parts: list[bytes] = []
    size = FIRST_PIECE
    while room > 0 and not unpacking.eof:
        piece = raw[at : at + size]
        if not piece:
            raise Unreadable("the compressed data ends early")
        try:
            parts.append(unpacking.decompress(piece, room))
        except zlib.error as e:
            raise Unreadable(str(e)) from e
        room -= len(parts[-1])
        at += len(piece) - len(unpacking.unused_data)
        size *= 2
    return b"".join(parts), at


def _brotli(raw: bytes) -> bytes:
    reader = getattr(import_module("fastwarc.stream_io"), "BrotliReader", None)
    if reader is None:
        raise Unreadable("Brotli needs a newer package fastwarc")
    content: bytes = reader(BytesIO(raw)).read(PAGE_BYTES + 1)
    return content


def _zstandard(raw: bytes) -> bytes:
    if not raw.startswith(b"\x28\xb5\x2f\xfd"):
        return raw
    zstd = import_module("backports.zstd")
    try:
        with zstd.ZstdFile(BytesIO(raw)) as stream:
            content: bytes = stream.read(PAGE_BYTES + 1)
    except (zstd.ZstdError, EOFError) as e:
        raise Unreadable(str(e)) from e
    return content
