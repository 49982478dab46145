"""Where the output goes: its format, its name, and the names it has while unfinished."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from cleaner.batch.items import BadCall
from cleaner.batch.readers.compressed import COMPRESSIONS, plain_suffix
from cleaner.batch.writers.render import Format, formats

STDOUT = "-"
SUFFIXES = {".ndjson": "jsonl", ".jl": "jsonl", ".markdown": "md", ".htm": "html", ".tei": "xml"}


@dataclass(frozen=True, slots=True)
class Target:
    """One output of a call."""

    path: Path | None
    """None for standard output."""
    format: str
    folder: bool = False
    """Whether each page becomes a file of its own in the folder ``path``."""
    shard_size: int | None = None
    """Pages in each of several numbered files; None for one file."""

    @property
    def streams(self) -> bool:
        """Whether pages go out as they come: to standard output, a pipe or a device."""
        return self.path is None or (self.path.exists() and not _is_plain(self.path))

    @property
    def form(self) -> Format:
        return formats()[self.format]

    @property
    def compression(self) -> str:
        """The suffix of the compression that the output is put under, or an empty string."""
        suffix = self.path.suffix.lower() if self.path and not self.folder else ""
        return suffix if suffix in COMPRESSIONS else ""

    def file(self, shard: int) -> Path:
        """The final name of a shard, from 0; of the only file where there are no shards."""
        assert self.path is not None
        if self.shard_size is None:
            return self.path
        stem, dot, rest = self.path.name.partition(".")
        return self.path.with_name(f"{stem}-{shard + 1:05d}{dot}{rest}")

    def spool(self, shard: int) -> Path:
        """The name of a shard while it is written."""
        return hidden(self.file(shard), "partial")

    def files_there(self) -> list[Path]:
        """All files that have the final name of this output or of one of its shards."""
        return self._there("{}")

    def spools_there(self) -> list[Path]:
        """All files that have the name of this output, or of one of its shards, while written.

        What has a ledger of its own is another run's, whose output is called as a shard of ours is.
        """
        there = self._there(".{}.partial")
        if self.shard_size is None:
            return there
        return [path for path in there if not path.with_suffix(".ledger").exists()]

    def _there(self, form: str) -> list[Path]:
        """Files of such names; longer numbers than those of shards are dates and the like."""
        assert self.path is not None
        if self.shard_size is None:
            path = self.path.with_name(form.format(self.path.name))
            return [path] if path.exists() else []
        stem, dot, rest = self.path.name.partition(".")
        shard = f"{re.escape(stem)}-[0-9]{{5}}{re.escape(dot + rest)}"
        names = re.compile(re.escape(form).replace(r"\{\}", shard))
        return sorted(p for p in self.path.parent.iterdir() if names.fullmatch(p.name))

    @property
    def ledger(self) -> Path:
        assert self.path is not None
        return hidden(self.path, "ledger")


def hidden(path: Path, suffix: str) -> Path:
    """A name in the same folder that no reader takes for a page."""
    return path.with_name(f".{path.name}.{suffix}")


def target_of(output: str, format: str | None, shard_size: int | None) -> Target:
    """The target that the words of a call mean. Raises ``BadCall``."""
    if output == STDOUT:
        return _stdout(format or "jsonl", shard_size)
    path = Path(output)
    if path.is_symlink() or not path.name:
        path = Path(os.path.realpath(path))  # which also stands links that go round in a circle
    if not path.name:
        raise BadCall(f"{output}: is no place for an output; name a file or a folder")
    if path.exists() and not _is_plain(path):
        return replace(_stdout(format or "jsonl", shard_size), path=path)
    folder = path.is_dir() or output.endswith(("/", os.sep)) or _bare(path, format)
    if folder:
        return _folder(path, output, format, shard_size)
    if not path.parent.is_dir():
        raise BadCall(f"{output}: the folder {path.parent} is not there; make it first")
    if not os.access(path.parent, os.W_OK):
        raise BadCall(f"{output}: no permission to write in {path.parent}; name another place")
    return Target(path, format or _format_of(output), shard_size=shard_size)


def _bare(path: Path, format: str | None) -> bool:
    return bool(format) and not path.suffix and formats()[str(format)].one_file_a_page


def _is_plain(path: Path) -> bool:
    return path.is_file() or path.is_dir()


def _stdout(format: str, shard_size: int | None) -> Target:
    if shard_size:
        raise BadCall("--shard-size needs files to write; name one with -o")
    if formats()[format].table:
        raise BadCall(f"{format} cannot be written as a stream; name a file with -o")
    return Target(None, format)


def _folder(path: Path, output: str, format: str | None, shard_size: int | None) -> Target:
    if shard_size:
        raise BadCall(f"{output}: --shard-size is for files, but this is a folder")
    if format is None or not formats()[format].one_file_a_page:
        raise BadCall(
            f"{output}: is a folder; name a file in it, or give --format md, txt or html "
            "for one file a page"
        )
    if not path.parent.is_dir():
        raise BadCall(f"{output}: the folder {path.parent} is not there; make it first")
    if not os.access(path.parent, os.W_OK):
        raise BadCall(f"{output}: no permission to write in {path.parent}; name another place")
    return Target(path, format, folder=True)


def _format_of(output: str) -> str:
    suffix = plain_suffix(output)
    format = SUFFIXES.get(suffix, suffix.removeprefix("."))
    if not suffix:
        return "jsonl"
    if format not in formats():
        known = " ".join(f".{name}" for name in formats())
        raise BadCall(
            f"{output}: the suffix {PurePath(output).suffix} names no format; "
            f"use one of {known} or say --format"
        )
    return format
