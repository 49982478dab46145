"""Whether a call would write over its own inputs, or read its own output as a page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cleaner.batch.items import BadCall
from cleaner.batch.readers import STDIN, Input
from cleaner.batch.readers.files import is_page
from cleaner.batch.readers.places import MARK, is_special
from cleaner.batch.writers.target import Target


def check(inputs: Sequence[Input], target: Target, extras: Sequence[Path]) -> None:
    """Raises ``BadCall`` if a file that is written is an input too, or is written twice.

    ``extras`` are the files that are written beside the output. Pipes and devices may be named
    more than once.
    """
    extras = [path for path in extras if not is_special(path)]
    outputs = [] if target.path is None or target.streams else _files(target)
    seen = {_real(path) for path in outputs}
    for path in extras:
        if _real(path) in seen:
            raise BadCall(f"{path}: two outputs would be this file; name another")
        seen.add(_real(path))
    for entry in inputs:
        if MARK not in str(entry.path):
            for out in outputs:
                _check_apart(entry, out, folder=target.folder)
            for out in extras:
                _check_apart(entry, out, folder=False)


def _files(target: Target) -> list[Path]:
    """The files of the output that are sure to be written, or are there to be replaced."""
    return [target.file(0), *([] if target.folder else target.files_there())]


def _real(path: Path) -> Path:
    """Where a path leads, also if its links go round in a circle."""
    return Path(os.path.realpath(path))


def _check_apart(entry: Input, out: Path, *, folder: bool) -> None:
    if _is_same(entry, out):
        raise BadCall(f"{out}: is input and output at once; name another output")
    if entry.folder and (folder or is_page(out.name)) and _is_read_in(entry.path, out):
        raise BadCall(
            f"{out}: lies in {entry.path}, of which all pages are read; name a place outside of it"
        )


def _is_same(entry: Input, out: Path) -> bool:
    if entry.name == STDIN:
        return _is_standard_input(out)
    there = entry.path.exists() and out.exists()
    return _real(entry.path) == _real(out) or (there and entry.path.samefile(out))


def _is_standard_input(out: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(0), out.stat())
    except OSError:  # closed, or not there yet
        return False


def _is_read_in(folder: Path, out: Path) -> bool:
    """Whether a file lies in a folder of pages, and in none in it that is hidden."""
    inside, whole = _real(out), _real(folder)
    if not inside.is_relative_to(whole):
        return False
    return not any(part.startswith(".") for part in inside.relative_to(whole).parts)
