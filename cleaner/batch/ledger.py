"""The ledger beside an unfinished output: which pages are in it, how long each is, what it counted.

The first line says of which call it is; each further line is one page, in the order of the output.
A page is written to the output before it is entered here, so what is entered is always there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.batch.items import Stopped, Tally
from cleaner.batch.jsonable import dumps


class Ledger:
    """A ledger that is open for writing."""

    def __init__(self, path: Path, *, heading: dict[str, Any] | None, keep_bytes: int = 0) -> None:
        """Begin a new ledger with the heading, or go on with the first ``keep_bytes`` of an old."""
        self.path = path
        self._file: BinaryIO = path.open("r+b" if heading is None else "wb")
        if heading is None:
            self._file.truncate(keep_bytes)
            self._file.seek(keep_bytes)
        else:
            self._file.write(dumps(heading) + b"\n")

    def enter(self, tally: Tally) -> None:
        self._file.write(dumps(asdict(tally)) + b"\n")

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def heading_of(path: Path) -> dict[str, Any]:
    """The call that an unfinished output belongs to. Raises ``Stopped`` if it cannot be read."""
    with path.open("rb") as file:
        line = file.readline()
    try:
        heading: dict[str, Any] = json.loads(line)
    except ValueError as e:
        raise Stopped(f"{path}: not a usable ledger; begin again with --overwrite") from e
    return heading


def entries(path: Path) -> Iterator[tuple[Tally, int]]:
    """The whole entries of a ledger, each with the position in the file where it ends."""
    with path.open("rb") as file:
        end = len(file.readline())
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                tally = Tally(**json.loads(line))
            except (ValueError, TypeError):
                return
            end += len(line)
            yield tally, end
