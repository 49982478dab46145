"""CSV, TSV and Parquet tables that hold a page a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.batch.items import PAGE_BYTES, BadCall, Columns, Item, Unreadable
from cleaner.batch.readers.compressed import opened
from cleaner.batch.readers.rows import (
    BAD_BYTES,
    Reading,
    check_columns,
    describe,
    guess,
    has_bad_bytes,
    item_of,
)

ROWS = 32
"""Rows of a Parquet file that are in memory at a time."""


def csv_header(path: Path, suffix: str) -> list[str]:
    """The column names of a CSV or TSV file. Raises ``Unreadable``."""
    with opened(path) as stream:
        return _table(_decoded(stream), suffix, str(path))[1]


def csv_items(stream: BinaryIO, suffix: str, name: str, how: Reading) -> Iterator[Item]:
    """One item a row. Raises ``Unreadable`` if the file breaks off."""
    text = _decoded(stream)  # held here, since it closes the stream when it goes
    rows, header = _table(text, suffix, name)
    how.note(f"{name}: {describe(guess(header, how.columns), header)}")
    try:
        for row in rows:
            if not row:
                continue
            place = f"{name}, line {rows.line_num}"
            problem = _row_problem(row, header, rows)
            if problem:
                error = f"{place}: {problem}"
                yield Item(f"{name}:{rows.line_num}", place, b"", error=error)
                continue
            fields = dict(zip(header, row, strict=True))
            yield item_of(fields, f"{name}:{rows.line_num}", place, how)
    except csv.Error as e:
        raise Unreadable(f"{name}, line {rows.line_num}: not usable CSV ({e})") from e


def parquet_header(path: Path) -> list[str]:
    """The column names of a Parquet file. Raises ``Unreadable``, ``BadCall`` without pyarrow."""
    return list(_parquet(path, str(path)).schema_arrow.names)


def parquet_items(path: Path, name: str, how: Reading) -> Iterator[Item]:
    """One item a row. Raises ``Unreadable`` if the file is broken."""
    file = _parquet(path, name)
    pa = import_module("pyarrow")
    names = file.schema_arrow.names
    how.note(f"{name}: {describe(guess(names, how.columns), names)}")
    number = 0
    try:
        for batch in file.iter_batches(batch_size=ROWS):
            for row in _parquet_rows(batch, pa):
                number += 1
                place = f"{name}, row {number}"
                if isinstance(row, str):
                    yield Item(f"{name}:{number}", place, b"", error=f"{place}: {row}")
                else:
                    yield item_of(row, f"{name}:{number}", place, how)
    except (OSError, ValueError) as e:
        raise Unreadable(f"{name}, after row {number}: broken Parquet file ({_line(e)})") from e


def check_table(path: Path, suffix: str, name: str, columns: Columns, *, alone: bool) -> None:
    """Raises ``BadCall`` if the table lacks a column that is needed.

    So too if it cannot be read and is the only input; beside others it is an error among theirs.
    """
    try:
        header = parquet_header(path) if suffix == ".parquet" else csv_header(path, suffix)
    except Unreadable as e:
        if alone:
            raise BadCall(str(e)) from e
        return
    check_columns(header, columns, name)


def _decoded(stream: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors=BAD_BYTES, newline="")


class _Rows:
    """The rows of a CSV file; of the present one the lines are kept that it was read from."""

    def __init__(self, text: io.TextIOWrapper, suffix: str) -> None:
        first = text.readline(PAGE_BYTES)
        self._mark = "\t" if suffix == ".tsv" else max(",;\t", key=first.count)
        self._lines: list[str] = []
        self._at_end = False
        self._reader = csv.reader(self._kept(chain([first], text)), delimiter=self._mark)

    def _kept(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._lines.append(line)
            yield line
        self._at_end = True

    @property
    def line_num(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self._lines.clear()
        return next(self._reader)

    @property
    def is_cut_off(self) -> bool:
        """Whether the file ended within the quotation marks of the present row."""
        if not self._at_end:
            return False
        try:
            list(csv.reader(self._lines, delimiter=self._mark, strict=True))
        except csv.Error as e:
            return "unexpected end of data" in str(e)
        return False


def _row_problem(row: list[str], header: list[str], rows: _Rows) -> str:
    """Why a row is none, without its place; empty if it is one."""
    if rows.is_cut_off:
        return "a quotation mark is never closed; fetch or copy the file again, or mend the line"
    if len(row) != len(header):
        return f"{len(row)} cells, but the header has {len(header)}"
    bad = any(has_bad_bytes(cell) for cell in row)
    return "not UTF-8; convert the file to UTF-8" if bad else ""


def _table(text: io.TextIOWrapper, suffix: str, name: str) -> tuple[_Rows, list[str]]:
    """The rows behind the header, and the header. Raises ``Unreadable`` if there is none."""
    csv.field_size_limit(PAGE_BYTES)
    try:
        rows = _Rows(text, suffix)
        header = next(rows, [])
    except csv.Error as e:
        raise Unreadable(f"{name}: not usable CSV ({e})") from e
    if not header:
        raise Unreadable(f"{name}: empty; a table begins with the names of its columns")
    if has_bad_bytes("".join(header)):
        raise Unreadable(f"{name}: the header is not UTF-8; convert the file to UTF-8")
    return rows, header


def _parquet_rows(batch: Any, pa: Any) -> Iterator[dict[str, Any] | str]:
    """The rows, or why one cannot be read; a value that Python does not know is text."""
    rows = None
    with suppress(Exception):  # whatever pyarrow raises for a value that it cannot turn
        rows = batch.to_pylist()
    if rows is not None:
        yield from rows
        return
    names, columns = batch.schema.names, batch.columns
    for at in range(batch.num_rows):
        try:
            yield {n: _value(c[at], pa) for n, c in zip(names, columns, strict=True)}
        except Exception as e:
            yield f"a value cannot be read ({type(e).__name__}: {_line(e)})"


def _value(scalar: Any, pa: Any) -> Any:
    """A value as Python knows it, else as text, else as its bytes."""
    with suppress(Exception):
        return scalar.as_py()
    with suppress(Exception):
        return scalar.cast(pa.string()).as_py()
    return scalar.as_buffer().to_pybytes()


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
