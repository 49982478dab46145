"""Files under gzip, bzip2, xz and Zstandard, read as if they were plain."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO, BinaryIO, cast

from cleaner.batch.items import PAGE_BYTES, Unreadable

COMPRESSIONS = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "Zstandard"}


def plain_suffix(name: str) -> str:
    """The suffix in lower case that is left when that of a compression is taken off."""
    path = PurePath(name)
    if path.suffix.lower() in COMPRESSIONS:
        path = path.with_suffix("")
    return path.suffix.lower()


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turns whatever goes wrong while bytes are read into one ``Unreadable`` line."""
    try:
        yield
    except EOFError as e:
        raise Unreadable(f"{place}: the compressed data ends early; fetch or copy it again") from e
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError) as e:
        raise Unreadable(f"{place}: damaged, or not what its suffix says ({e})") from e
    except FileNotFoundError as e:
        raise Unreadable(f"{place}: no such file; check the name") from e
    except PermissionError as e:
        raise Unreadable(f"{place}: no permission to read it; change its mode or owner") from e
    except OSError as e:
        what = "cannot be read" if e.errno else "damaged, or not what its suffix says"
        raise Unreadable(f"{place}: {what} ({e.strerror or e})") from e


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked as its suffix says. Raises ``Unreadable``."""
    with reading(str(path)), path.open("rb") as raw, unpacking(raw, path.name) as stream:
        yield stream


@contextmanager
def unpacking(raw: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """A stream of the bytes under the compression that the name's suffix tells."""
    match PurePath(name).suffix.lower():
        case ".gz":
            with gzip.GzipFile(fileobj=raw) as stream:
                yield cast(BinaryIO, stream)
        case ".bz2":
            with bz2.BZ2File(raw) as stream:
                yield cast(BinaryIO, stream)
        case ".xz":
            with lzma.LZMAFile(raw) as stream:
                yield cast(BinaryIO, stream)
        case ".zst":
            with _zstandard(raw, name) as stream:
                yield stream
        case _:
            yield raw


@contextmanager
def _zstandard(raw: BinaryIO, name: str) -> Iterator[BinaryIO]:
    try:
        zstd = import_module("backports.zstd")
    except ImportError as e:
        raise Unreadable(
            f"{name}: Zstandard needs one more package: pip install 'cleaner[formats]'"
        ) from e
    try:
        with zstd.ZstdFile(raw) as stream:
            yield cast(BinaryIO, stream)
    except zstd.ZstdError as e:
        raise Unreadable(f"{name}: damaged, or not what its suffix says ({e})") from e


def read_page(path: Path) -> bytes:
    """All bytes of a file that is one page. Raises ``Unreadable``, also if it is too large."""
    with opened(path) as stream:
        return read_all(stream, str(path))


def read_all(stream: IO[bytes], place: str) -> bytes:
    """The rest of a stream. Raises ``Unreadable`` if it is larger than ``PAGE_BYTES``."""
    raw = stream.read(PAGE_BYTES + 1)
    if len(raw) > PAGE_BYTES:
        raise Unreadable(
            f"{place}: unpacks to more than {PAGE_BYTES // 2**20} MB, which no page does"
        )
    return raw


def unpacked(raw: bytes, name: str, place: str) -> bytes:
    """Bytes that stand under a compression by the name's suffix. Raises ``Unreadable``."""
    with reading(place), unpacking(BytesIO(raw), name) as stream:
        return read_all(stream, place)
