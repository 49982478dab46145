"""The ledger beside an unfinished output: which pages are in it, how long each is, what it counted.

The first line says of which call it is; each further line is one page, in the order of the output.
A page is written to the output before it is entered here, so what is entered is always there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.batch.items import BadCall, Tally
from cleaner.batch.jsonable import dumps


class Ledger:
    """A ledger that is open for writing; while it is, no other run has the same output."""

    def __init__(self, path: Path) -> None:
        """Take a ledger, and make an empty one where there is none; what it holds is not touched.

        Raises ``BadCall`` if another run has it.
        """
        self._path = path
        self._lines: list[bytes] = []
        self._file: BinaryIO = _taken(path)

    @property
    def is_new(self) -> bool:
        """Whether it holds nothing, so that there is nothing to go on with."""
        return os.fstat(self._file.fileno()).st_size == 0

    def begin(self, heading: dict[str, Any]) -> None:
        """Begin it anew with the call that it belongs to."""
        self.cut(0)
        self._file.write(dumps(heading) + b"\n")
        self._file.flush()

    def cut(self, keep_bytes: int) -> None:
        """Go on behind the first ``keep_bytes``."""
        self._file.truncate(keep_bytes)
        self._file.seek(keep_bytes)

    def enter(self, tally: Tally) -> None:
        """Note a page; the file does not have it before ``flush``."""
        self._lines.append(dumps(asdict(tally)) + b"\n")

    def flush(self) -> None:
        self._file.writelines(self._lines)
        self._file.flush()
        self._lines.clear()

    def close(self) -> None:
        self._file.close()

    def remove(self) -> None:
        """Take it away, as its last owner, so that no other run can take what is about to go."""
        with suppress(OSError):
            if os.name == "nt":  # where open files cannot be taken away
                self._file.close()
            self._path.unlink(missing_ok=True)
            self._file.close()


def heading_of(path: Path) -> dict[str, Any] | None:
    """The call that an unfinished output belongs to; None if it was cut off before all else."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        line = file.readline()
    try:
        heading = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return heading if isinstance(heading, dict) else None


def _taken(path: Path) -> BinaryIO:
    """The ledger's file, opened and locked, if it still has its name then.

    The run that had it before may have taken it away between the two.
    """
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        try:
            _lock(file, path)
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _lock(file: BinaryIO, path: Path) -> None:
    """Raises ``BadCall`` if another run has the lock; some file systems know of none."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as e:
        raise BadCall(f"{path}: another run is writing this output; wait or stop it") from e
    except OSError:
        return


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
