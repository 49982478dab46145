"""CSV, TSV and Parquet tables that hold a page a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.batch.items import PAGE_BYTES, BadCall, Columns, Item, Unreadable
from cleaner.batch.readers.compressed import opened
from cleaner.batch.readers.rows import Reading, check_columns, describe, guess, item_of

ROWS = 32
"""Rows of a Parquet file that are in memory at a time."""


def csv_header(path: Path, suffix: str) -> list[str]:
    """The column names of a CSV or TSV file. Raises ``Unreadable``."""
    with opened(path) as stream:
        return _table(_decoded(stream), suffix, str(path))[1]


def csv_items(stream: BinaryIO, suffix: str, name: str, how: Reading) -> Iterator[Item]:
    """One item a row. Raises ``Unreadable`` if the file breaks off or is not UTF-8."""
    text = _decoded(stream)  # held here, since it closes the stream when it goes
    rows, header = _table(text, suffix, name)
    how.note(f"{name}: {describe(guess(header, how.columns))}")
    try:
        for row in rows:
            if not row:
                continue
            place = f"{name}, line {rows.line_num}"
            if len(row) != len(header):
                problem = f"{place}: {len(row)} cells, but the header has {len(header)}"
                yield Item(f"{name}:{rows.line_num}", place, b"", error=problem)
                continue
            fields = dict(zip(header, row, strict=True))
            yield item_of(fields, f"{name}:{rows.line_num}", place, how)
    except csv.Error as e:
        raise Unreadable(f"{name}, line {rows.line_num}: not usable CSV ({e})") from e
    except UnicodeDecodeError as e:
        raise Unreadable(
            f"{name}, after line {rows.line_num}: not UTF-8 ({e.reason}); convert it to UTF-8"
        ) from e


def parquet_header(path: Path) -> list[str]:
    """The column names of a Parquet file. Raises ``Unreadable``, ``BadCall`` without pyarrow."""
    return list(_parquet(path, str(path)).schema_arrow.names)


def parquet_items(path: Path, name: str, how: Reading) -> Iterator[Item]:
    """One item a row. Raises ``Unreadable`` if the file is broken."""
    file = _parquet(path, name)
    how.note(f"{name}: {describe(guess(file.schema_arrow.names, how.columns))}")
    number = 0
    try:
        for batch in file.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                number += 1
                yield item_of(row, f"{name}:{number}", f"{name}, row {number}", how)
    except (OSError, ValueError) as e:
        raise Unreadable(f"{name}, after row {number}: broken Parquet file ({_line(e)})") from e


def check_table(path: Path, suffix: str, name: str, columns: Columns) -> None:
    """Raises ``BadCall`` if the table cannot be read or lacks a column that is needed."""
    try:
        header = parquet_header(path) if suffix == ".parquet" else csv_header(path, suffix)
    except Unreadable as e:
        raise BadCall(str(e)) from e
    check_columns(header, columns, name)


def _decoded(stream: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _table(text: io.TextIOWrapper, suffix: str, name: str) -> tuple[Any, list[str]]:
    """A csv reader behind the header, and the header."""
    csv.field_size_limit(PAGE_BYTES)
    try:
        first = text.readline(PAGE_BYTES)
        mark = "\t" if suffix == ".tsv" else max(",;\t", key=first.count)
        rows = csv.reader(chain([first], text), delimiter=mark)
        return rows, next(rows, [])
    except UnicodeDecodeError as e:
        raise Unreadable(f"{name}: not UTF-8 ({e.reason}); convert it to UTF-8") from e
    except csv.Error as e:
        raise Unreadable(f"{name}: not usable CSV ({e})") from e


def _parquet(path: Path, name: str) -> Any:
    try:
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as e:
        raise BadCall(
            f"{name}: Parquet needs the package pyarrow: pip install 'cleaner[formats]'"
        ) from e
    try:
        return pq.ParquetFile(path if isinstance(path, Path) else path.open("rb"))
    except (pa.ArrowException, OSError, ValueError) as e:
        raise Unreadable(f"{name}: broken Parquet file ({_line(e)}); fetch or copy it again") from e


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
