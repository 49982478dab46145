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

from cleaner.batch.items import BadCall, Tally
from cleaner.batch.jsonable import dumps


class Ledger:
    """A ledger that is open for writing."""

    def __init__(self, path: Path, *, heading: dict[str, Any] | None, keep_bytes: int = 0) -> None:
        """Begin a new ledger with the heading, or go on with the first ``keep_bytes`` of an old.

        Raises ``BadCall`` if another run has it open.
        """
        self._file: BinaryIO = path.open("r+b" if heading is None else "wb")
        self._lines: list[bytes] = []
        _lock(self._file, path)
        self._file.truncate(keep_bytes)
        self._file.seek(keep_bytes)
        if heading is not None:
            self._file.write(dumps(heading) + b"\n")
            self._file.flush()

    def enter(self, tally: Tally) -> None:
        """Note a page; the file does not have it before ``flush``."""
        self._lines.append(dumps(asdict(tally)) + b"\n")

    def flush(self) -> None:
        self._file.writelines(self._lines)
        self._file.flush()
        self._lines.clear()

    def close(self) -> None:
        self._file.close()


def heading_of(path: Path) -> dict[str, Any] | None:
    """The call that an unfinished output belongs to; None if it was cut off before all else."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        line = file.readline()
    try:
        heading: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return heading


def _lock(file: BinaryIO, path: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as e:
        raise BadCall(f"{path}: another run is writing this output; wait or stop it") from e


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
