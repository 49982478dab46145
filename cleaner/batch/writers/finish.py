"""The last step of an output: from the file that was written page by page to the final name."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from cleaner.batch import ledger
from cleaner.batch.items import BadCall
from cleaner.batch.readers.compressed import COMPRESSIONS
from cleaner.batch.readers.files import is_page
from cleaner.batch.writers.target import Target, hidden

MOST_FOLDERS = 8
"""Folders that a file of a page may stand in, within the length of a path that systems allow."""
PARQUET_ROWS = 512
"""Rows in a row group, which are in memory together."""


def finish(target: Target, shard: int) -> None:
    """Give a complete shard its final form and name; the partial file is gone afterwards."""
    spool, final = target.spool(shard), target.file(shard)
    if target.folder:
        _into_folder(target, spool, final)
    elif target.form.table or target.compression:
        whole = hidden(final, "finishing")
        try:
            _convert(target, spool, whole)
        except BaseException:
            whole.unlink(missing_ok=True)
            raise
        _onto_disk(whole)
        os.replace(whole, final)
        _onto_disk(final.parent)
        spool.unlink()
    else:
        os.replace(spool, final)
        _onto_disk(final.parent)


def _onto_disk(path: Path) -> None:
    """Wait until a file or folder is safe from a power failure, where the system knows how."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_packages(target: Target) -> None:
    """Raises ``BadCall`` if the output needs a package that is not there."""
    try:
        if target.format == "parquet":
            import_module("pyarrow")
        if target.compression == ".zst":
            import_module("backports.zstd")
    except ImportError as e:
        raise BadCall(
            f"{target.path}: needs the package {e.name}: pip install 'cleaner[formats]'"
        ) from e


def _convert(target: Target, spool: Path, whole: Path) -> None:
    if target.format == "parquet":
        _to_parquet(spool, whole)
        return
    with spool.open("rb") as source, _packed(whole, target.compression) as out:
        if target.format == "csv":
            _to_csv(spool, out)
        else:
            shutil.copyfileobj(source, out, 2**20)
        out.flush()


def _packed(path: Path, compression: str) -> BinaryIO:
    """A file for writing under a compression; the same bytes in give the same bytes out."""
    match compression:
        case ".gz":
            return cast(BinaryIO, _Gzip(path))
        case ".bz2":
            import bz2

            return cast(BinaryIO, bz2.BZ2File(path, "wb"))
        case ".xz":
            import lzma

            return cast(BinaryIO, lzma.LZMAFile(path, "wb"))
        case ".zst":
            return cast(BinaryIO, import_module("backports.zstd").ZstdFile(path, "wb"))
        case _:
            return path.open("wb")


class _Gzip(gzip.GzipFile):
    """A gzip file without name and time in its header."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("wb")
        super().__init__("", "wb", 6, self._raw, 0)

    def close(self) -> None:
        super().close()
        self._raw.close()


def _rows(spool: Path) -> Iterator[dict[str, Any]]:
    with spool.open("rb") as file:
        for line in file:
            yield json.loads(line)


def columns_of(spool: Path) -> list[str]:
    """All names in the records, each at the place where it first came."""
    names: dict[str, None] = {}
    for row in _rows(spool):
        names.update(dict.fromkeys(row))
    return list(names)


def _to_csv(spool: Path, out: BinaryIO) -> None:
    """One row a record; lists of text are joined by "; ", other structures are JSON."""
    names = columns_of(spool)
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for row in _rows(spool):
        writer.writerow([_cell(row.get(name)) for name in names])
    text.flush()
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _to_parquet(spool: Path, whole: Path) -> None:
    """One row a record; columns are text, whole number, number or truth, structures are JSON."""
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")

    types = _column_types(spool)
    arrow = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
             "texts": pa.list_(pa.string())}  # fmt: skip
    schema = pa.schema([(name, arrow[kind]) for name, kind in types.items()])
    with pq.ParquetWriter(whole, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for row in _rows(spool):
            batch.append({n: _as(row.get(n), kind) for n, kind in types.items()})
            if len(batch) == PARQUET_ROWS:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema))


def _column_types(spool: Path) -> dict[str, str]:
    """The narrowest type of each column that holds all its values."""
    types: dict[str, str] = {}
    for row in _rows(spool):
        for name, value in row.items():
            seen, now = types.get(name, ""), _type(value)
            types[name] = now if not seen else seen if not now else _wider(seen, now)
    return {name: kind or "str" for name, kind in types.items()}


def _type(value: Any) -> str:
    """``""`` for null; structures count as text, as they are written as JSON."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "texts"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return "str"
    name = type(value).__name__
    return name if name in ("bool", "int", "float") else "str"


def _wider(one: str, other: str) -> str:
    if one == other:
        return one
    return "float" if {one, other} == {"int", "float"} else "str"


def _as(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "str":
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return text.encode("utf-8", "replace").decode()
    return float(value) if kind == "float" else value


def _into_folder(target: Target, spool: Path, final: Path) -> None:
    """One file a page, named by its id, in a folder that appears when all are there."""
    building = hidden(final, "finishing")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    taken: set[str] = set()
    with spool.open("rb") as file:
        for tally, _ in ledger.entries(target.ledger):
            content = file.read(tally.size)
            if content.strip():
                path = building / _file_name(str(tally.id), target.format, taken)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    if final.is_dir():
        _move_into(building, final)
    else:
        os.replace(building, final)
    if hasattr(os, "sync"):
        os.sync()
    spool.unlink()


def _move_into(building: Path, final: Path) -> None:
    """Move what was built into a folder that is there, which may hold part of it already."""
    for path in sorted(building.rglob("*")):
        there = final / path.relative_to(building)
        if path.is_dir():
            there.mkdir(exist_ok=True)
        else:
            os.replace(path, there)
    shutil.rmtree(building)


def _file_name(identity: str, suffix: str, taken: set[str]) -> str:
    """A file name for an id, inside the folder and not given before.

    No folder is named as a file could be, since an id may go on where another ends.
    """
    inside = PurePosixPath(identity.replace("\\", "/"))
    while inside.suffix.lower() in COMPRESSIONS or is_page(inside.name):
        inside = inside.with_suffix("")
    *folders, last = [p for p in map(_safe, inside.parts) if p] or ["page"]
    above = [f"{p}_" if p.casefold().endswith(f".{suffix}") else p for p in folders]
    stem = "/".join([*above[-MOST_FOLDERS:], last])
    name, count = f"{stem}.{suffix}", 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}.{suffix}"
    taken.add(name.casefold())
    return name


def _safe(part: str) -> str:
    """A path part without the characters that some file system refuses."""
    kept = "".join("_" if c in '<>:"|?*/' or c < " " else c for c in part).strip(". ")
    return kept.encode("utf-8", "replace")[:180].decode("utf-8", "ignore")
