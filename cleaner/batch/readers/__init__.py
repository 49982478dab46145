"""Readers: whatever holds pages becomes a stream of items, one page in memory at a time."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from cleaner.batch.items import BadCall, Columns, Item, KindChoice, Unreadable
from cleaner.batch.readers.archives import tar_items, zip_items
from cleaner.batch.readers.compressed import plain_suffix, read_all, reading, unpacking
from cleaner.batch.readers.files import pages_under
from cleaner.batch.readers.jsonl import json_items, jsonl_items
from cleaner.batch.readers.places import found, located, spelled_out
from cleaner.batch.readers.rows import Meter, Reading
from cleaner.batch.readers.tables import check_table, csv_items, parquet_items
from cleaner.batch.readers.warc import require_fastwarc, warc_items

STDIN = "-"
OWN_INPUT = frozenset({STDIN, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
"""Names of standard input; a worker has another one of its own."""
JSONL = frozenset({".jsonl", ".ndjson", ".jl", ".jsonlines"})
TABLES = frozenset({".csv", ".tsv", ".parquet"})
WARCS = frozenset({".warc", ".wet"})
TARS = frozenset({".tar", ".tgz", ".tbz2", ".txz", ".tzst"})
CONTAINERS = JSONL | TABLES | WARCS | TARS | {".json", ".zip"}
SHORT_TAR = {".tgz": "tar.gz", ".tbz2": "tar.bz2", ".txz": "tar.xz", ".tzst": "tar.zst"}


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a call that was found to be there."""

    path: Path
    name: str
    """How the ids and messages of its pages call it."""
    folder: bool = False


def check_inputs(inputs: Sequence[str], columns: Columns) -> list[Input]:
    """The inputs of a call, globs spelled out. Raises ``BadCall`` for any that cannot be used.

    One of several that is there but broken is let through: reading it gives its error.
    """
    if not inputs:
        raise BadCall("no input; name files or folders, or - for standard input")
    names = [STDIN if n in OWN_INPUT else n for given in inputs for n in spelled_out(given)]
    if names.count(STDIN) > 1:
        raise BadCall("standard input (-) can be read once only")
    return [_checked(name, columns, alone=len(names) == 1) for name in names]


def count_pages(inputs: Iterable[Input]) -> int | None:
    """How many pages the inputs hold, where their number is known without reading them."""
    total = 0
    for entry in inputs:
        if entry.folder:
            total += sum(1 for _ in pages_under(entry.path))
        elif entry.name == STDIN or plain_suffix(entry.path.name) in CONTAINERS:
            return None
        else:
            total += 1
    return total


def count_bytes(inputs: Iterable[Input]) -> int:
    """The sizes of all inputs that are files, together."""
    files = (e.path for e in inputs if not e.folder and e.name != STDIN)
    return sum(path.stat().st_size for path in files if path.exists())


def items(inputs: Iterable[Input], how: Reading) -> Iterator[Item]:
    """The pages of all inputs in order; what cannot be read gives an item with its error."""
    for entry in inputs:
        last = entry.name
        try:
            for item in _items(entry, how):
                last = item.place
                yield item
        except Unreadable as e:
            yield Item(f"{entry.name}:unread", last, b"", error=str(e))
        except BadCall:
            raise
        except Exception as e:  # of a library, by a file so broken that it has no word for it
            problem = " ".join(f"{last}: cannot be read further ({type(e).__name__}: {e})".split())
            yield Item(f"{entry.name}:unread", last, b"", error=problem)
        if not entry.folder and entry.name != STDIN:
            how.meter.close(entry.path)


def _checked(given: str, columns: Columns, *, alone: bool) -> Input:
    if given == STDIN:
        return Input(Path(given), STDIN)
    try:
        path = found(given)
    except Unreadable as e:
        if alone:
            raise BadCall(str(e)) from e
        return Input(located(given), given)
    if path.is_dir():
        _check_folder(path, given)
        return Input(path, "" if alone else given, folder=True)
    suffix = plain_suffix(path.name)
    if suffix in TABLES:
        check_table(path, suffix, given, columns, alone=alone)
    if suffix in WARCS:
        require_fastwarc(given)
    return Input(path, path.name if alone else given)


def _check_folder(path: Path, given: str) -> None:
    with_pages = next(pages_under(path), None)
    if with_pages is not None:
        return
    containers = sorted({plain_suffix(p.name) for p in path.iterdir()} & CONTAINERS)
    if containers:
        raise BadCall(
            f"{given}: the folder holds no single pages but {', '.join(containers)} files; "
            f"name them: '{given.rstrip('/')}/*'"
        )
    raise BadCall(f"{given}: no pages in this folder (.html .htm .xhtml .mhtml .txt .md, also .gz)")


def _items(entry: Input, how: Reading) -> Iterator[Item]:
    suffix = plain_suffix(entry.path.name)
    if entry.name == STDIN:
        return _from_stdin(how)
    if entry.folder:
        return _from_folder(entry, how.kind)
    if suffix in CONTAINERS:
        return _from_container(entry, suffix, how)
    return iter([Item(entry.name, str(entry.path), entry.path, how.kind)])


def _from_container(entry: Input, suffix: str, how: Reading) -> Iterator[Item]:
    match suffix:
        case ".warc" | ".wet":
            return warc_items(entry.path, entry.name, suffix == ".wet", how)
        case ".parquet":
            return parquet_items(entry.path, entry.name, how)
        case ".zip":
            return zip_items(entry.path, entry.name, how)
        case _:
            return _from_stream(entry, suffix, how)


def _from_stream(entry: Input, suffix: str, how: Reading) -> Iterator[Item]:
    with (
        reading(str(entry.path)),
        entry.path.open("rb") as raw,
        unpacking(cast(BinaryIO, raw), SHORT_TAR.get(suffix, entry.path.name)) as stream,
    ):
        for item in _stream_items(stream, entry, suffix, how):
            how.meter.at(raw.tell())
            yield item


def _stream_items(stream: BinaryIO, entry: Input, suffix: str, how: Reading) -> Iterator[Item]:
    if suffix in JSONL:
        return jsonl_items(stream, entry.name, how)
    if suffix == ".json":
        return json_items(stream, entry.name, how)
    if suffix in TARS:
        return tar_items(stream, entry.name, how)
    return csv_items(stream, suffix, entry.name, how)


def _from_folder(entry: Input, kind: KindChoice) -> Iterator[Item]:
    for path in pages_under(entry.path):
        inside = path.relative_to(entry.path).as_posix()
        name = str(PurePath(entry.name, inside)) if entry.name else inside
        yield Item(name, str(path), path, kind)


def _from_stdin(how: Reading) -> Iterator[Item]:
    """JSON Lines if it begins with an object, else one page; gzip is unpacked."""
    with reading("standard input"):
        raw = BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
        packed = raw.peek(2)[:2] == b"\x1f\x8b"
        with unpacking(cast(BinaryIO, raw), "x.gz" if packed else "") as unpacked:
            stream = BufferedReader(cast(RawIOBase, unpacked))
            if stream.peek(16).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
                yield from jsonl_items(stream, "stdin", how)
            else:
                page = read_all(stream, "standard input")
                yield Item("stdin", "standard input", page, how.kind)


__all__ = [
    "STDIN",
    "Input",
    "Meter",
    "Reading",
    "check_inputs",
    "count_bytes",
    "count_pages",
    "items",
]
