"""Writing the pages of a run so that a run that is cut off can be gone on with.

A page goes to the partial file first and into the ledger after it; both reach the disk together
every ``SYNC_SECONDS``, the partial file before the ledger. Whatever the ledger names is whole.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cleaner.batch import ledger
from cleaner.batch.items import BadCall, Outcome, Stopped, Tally
from cleaner.batch.writers.finish import finish
from cleaner.batch.writers.target import Target

SYNC_SECONDS = 1.0


class Sink(Protocol):
    """Takes the pages of a run in order."""

    def write(self, outcome: Outcome) -> None: ...

    def finish(self) -> None:
        """All pages are written: give the output its final name."""

    def stop(self) -> None:
        """No more pages will come: keep what is there so that ``--resume`` can go on."""

    def discard(self) -> None:
        """The call turned out to be unusable: leave nothing of this run behind."""


def open_sink(
    target: Target, heading: dict[str, Any], *, resume: bool, overwrite: bool
) -> tuple[Sink, Iterator[Tally]]:
    """The sink of a run, and the tallies of the pages that an earlier run already wrote.

    Raises ``BadCall`` if the output is there already or belongs to another call.
    """
    with _writable(target):
        if target.streams:
            return StreamSink(target), iter(())
        taken = ledger.Ledger(target.ledger)
        is_new = taken.is_new
        try:
            return _file_sink(target, taken, heading, resume=resume, overwrite=overwrite)
        except BaseException:
            if is_new:
                taken.remove()
            taken.close()
            raise


def _file_sink(
    target: Target, taken: ledger.Ledger, heading: dict[str, Any], *, resume: bool, overwrite: bool
) -> tuple[Sink, Iterator[Tally]]:
    """As ``open_sink``, with a ledger that no other run has any more."""
    begun = ledger.heading_of(target.ledger)
    if resume and begun is not None:
        _same_call(begun, heading, target)
        pages, end = _recover(target)
        taken.cut(end)
        return FileSink(target, taken, resumed=True, pages=pages), _first(pages, target)
    _make_free(target, begun=begun is not None, overwrite=overwrite)
    taken.begin(heading)
    return FileSink(target, taken), iter(())


def is_complete(target: Target) -> bool:
    """Whether the output is there and nothing of it is unfinished."""
    there = target.path is not None and target.file(0).exists() and not _is_empty(target.file(0))
    return there and not target.ledger.exists()


class StreamSink:
    """Standard output, a pipe or a device: pages go out as they come."""

    def __init__(self, target: Target) -> None:
        self._form = target.form
        self._out = sys.stdout.buffer if target.path is None else target.path.open("wb")
        self._empty = True
        self._opened = False

    def write(self, outcome: Outcome) -> None:
        with self._full():
            if not self._opened:
                self._out.write(self._form.opening)
                self._opened = True
            if outcome.rendered:
                self._out.write((b"" if self._empty else self._form.between) + outcome.rendered)
                self._empty = False
            self._out.flush()

    def finish(self) -> None:
        with self._full():
            if not self._opened:
                self._out.write(self._form.opening)
            self._out.write(self._form.closing)
            self._out.flush()

    @contextmanager
    def _full(self) -> Iterator[None]:
        """Turns a device that takes no more into ``Stopped``; a reader that went away stays."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as e:
            with suppress(OSError):  # what is left must not be written again at the very end
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())
            raise Stopped(f"the output cannot be written ({e.strerror or e})") from e

    def stop(self) -> None:
        return

    def discard(self) -> None:
        return


class FileSink:
    """A file, several numbered files, or a folder."""

    def __init__(
        self,
        target: Target,
        taken: ledger.Ledger,
        *,
        resumed: bool = False,
        pages: int = 0,
    ) -> None:
        """Begin with a new ledger, or go on behind ``pages`` pages of an old one."""
        self._target = target
        self._resumed = resumed
        self._pages = pages
        self._ledger = taken
        self._spool: BinaryIO | None = None
        self._empty = True
        self._synced = time.monotonic()
        self._finished = False
        if not resumed or target.spool(self._shard).exists():
            self._open_spool(new=not resumed)

    @property
    def _at_shard_start(self) -> bool:
        size = self._target.shard_size
        return size is not None and self._pages % size == 0

    @property
    def _shard(self) -> int:
        return self._pages // self._target.shard_size if self._target.shard_size else 0

    def write(self, outcome: Outcome) -> None:
        with _full_disk(self._target):
            if self._spool is None:
                self._open_spool(new=True)
            assert self._spool is not None
            content = outcome.rendered
            if content and not self._empty and not self._target.folder:
                content = self._target.form.between + content
            self._spool.write(content)
            self._empty = self._empty and not content
            self._ledger.enter(replace(outcome.tally, size=len(content)))
            self._pages += 1
            if self._at_shard_start:
                self._close_shard(self._shard - 1)
            elif time.monotonic() - self._synced > SYNC_SECONDS:
                self._sync()

    def finish(self) -> None:
        with _full_disk(self._target):
            if self._spool is not None:
                self._close_shard(self._shard)
            self._finished = True
            self._ledger.remove()

    def stop(self) -> None:
        if self._finished:
            return
        try:
            self._sync()
        except OSError:
            return  # a full disk: what was synced before is whole
        finally:
            self._close_quietly()

    def discard(self) -> None:
        if self._resumed or self._finished:
            self.stop()
            return
        with suppress(OSError):
            if self._spool is not None:
                self._spool.close()
        self._target.spool(self._shard).unlink(missing_ok=True)
        self._ledger.remove()

    def _open_spool(self, *, new: bool) -> None:
        path = self._target.spool(self._shard)
        self._spool = path.open("wb" if new else "r+b")
        if new:
            self._spool.write(self._target.form.opening)
        else:
            self._spool.seek(0, os.SEEK_END)
        self._empty = self._spool.tell() == len(self._target.form.opening)

    def _close_shard(self, shard: int) -> None:
        assert self._spool is not None
        self._spool.write(self._target.form.closing)
        self._sync()
        self._spool.close()
        self._spool = None
        finish(self._target, shard)

    def _sync(self) -> None:
        if self._spool is not None:
            self._spool.flush()
            os.fsync(self._spool.fileno())
        self._ledger.flush()
        self._synced = time.monotonic()

    def _close_quietly(self) -> None:
        for file in (self._spool, self._ledger):
            try:
                if file is not None:
                    file.close()
            except OSError:
                continue


def _make_free(target: Target, *, begun: bool, overwrite: bool) -> None:
    """Take away what an earlier run left, if that is wished. Raises ``BadCall`` if it is not."""
    first = target.file(0)
    if begun and not overwrite:
        raise BadCall(
            f"{target.path}: an unfinished run is here; --resume goes on with it, "
            "--overwrite begins again"
        )
    if target.folder and not _is_empty(first):
        raise BadCall(f"{first}: the folder holds files already; name a new or empty one")
    there = [] if target.folder else target.files_there()
    if there and not overwrite:
        raise BadCall(f"{there[0]}: is there already; --overwrite replaces it, or name another")
    if target.shard_size is not None:
        for old in there:
            old.unlink()
    for old in target.spools_there():
        old.unlink()


def _is_empty(path: Path) -> bool:
    """Whether a path is a folder without anything in it, or is not there."""
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))


def _same_call(old: dict[str, Any], new: dict[str, Any], target: Target) -> None:
    for key in sorted(set(old) | set(new)):
        if old.get(key) != new.get(key):
            raise BadCall(
                f"{target.path}: the unfinished run had {key} {old.get(key)!r}, this call has "
                f"{new.get(key)!r}; give the same call again, or --overwrite to begin again"
            )


def _first(pages: int, target: Target) -> Iterator[Tally]:
    return (tally for tally, _ in islice(ledger.entries(target.ledger), pages))


def _recover(target: Target) -> tuple[int, int]:
    """Bring partial file and ledger to the last page that both have.

    Returns how many pages that is and where the ledger ends with them.
    """
    size = target.shard_size
    opening = len(target.form.opening)
    pages, ledger_end, length = 0, len(_first_line(target.ledger)), opening
    have = _size(target.spool(0))
    for tally, end in ledger.entries(target.ledger):
        if size and pages and pages % size == 0:
            _finish_left(target, pages // size - 1, length)
            have, length = _size(target.spool(pages // size)), opening
        final_there = have is None and not _is_empty(target.file(pages // size if size else 0))
        if not final_there and (have is None or length + tally.size > have):
            break
        length += tally.size
        pages, ledger_end = pages + 1, end
    return _cut(target, pages, length, ledger_end)


def _cut(target: Target, pages: int, length: int, ledger_end: int) -> tuple[int, int]:
    size = target.shard_size
    if size and pages and pages % size == 0:
        _finish_left(target, pages // size - 1, length)
        return pages, ledger_end
    shard = pages // size if size else 0
    spool = target.spool(shard)
    if not spool.exists() and pages and not _is_empty(target.file(shard)):
        return pages, ledger_end
    if not spool.exists():
        spool.write_bytes(target.form.opening)
    with spool.open("r+b") as file:
        file.truncate(max(length, len(target.form.opening)))
    return pages, ledger_end


def _finish_left(target: Target, shard: int, length: int) -> None:
    """Finish a full shard that the earlier run could not finish any more."""
    spool = target.spool(shard)
    if not spool.exists():
        return
    with spool.open("r+b") as file:
        file.truncate(length)
        file.seek(length)
        file.write(target.form.closing)
    finish(target, shard)


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline()


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.exists() else None


@contextmanager
def _writable(target: Target) -> Iterator[None]:
    """Turns what the system refuses before the first page into a ``BadCall``."""
    try:
        yield
    except OSError as e:
        raise BadCall(
            f"{target.path}: cannot be written ({e.strerror or e}); make room or name another place"
        ) from e


@contextmanager
def _full_disk(target: Target) -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise Stopped(
            f"{target.path}: cannot be written ({e.strerror or e}); "
            "make room, then go on with --resume"
        ) from e
