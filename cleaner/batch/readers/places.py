"""Where an input lies: a local path, or an address that fsspec knows (``s3://``, ``hf://``)."""

from __future__ import annotations

import glob
import os
from importlib import import_module
from pathlib import Path
from typing import cast

from cleaner.batch.items import BadCall, Unreadable

MARK = "://"


def located(given: str) -> Path:
    """The path, or what behaves like one for an address. Raises ``BadCall`` for an unknown kind."""
    if MARK not in given:
        return Path(given)
    try:
        upath = import_module("upath")
    except ImportError as e:
        raise BadCall(f"{given}: addresses need: pip install 'cleaner[remote]'") from e
    try:
        return cast(Path, upath.UPath(given))
    except (ValueError, ImportError) as e:
        raise BadCall(f"{given}: this kind of address cannot be read ({e})") from e


def is_special(path: Path) -> bool:
    """Whether a local path is a pipe, a socket or a device, which may never give a byte."""
    return MARK not in str(path) and path.exists() and not (path.is_file() or path.is_dir())


def found(given: str) -> Path:
    """The path of an input that is there and may be read.

    Raises ``BadCall`` if there is nothing of this name, ``Unreadable`` if there is but cannot be
    read: a link that leads nowhere, a file without permission.
    """
    path = located(given)
    try:
        there = path.exists()
    except Exception as e:  # whatever the library behind an address raises
        raise BadCall(f"{given}: cannot be reached ({type(e).__name__}: {e})") from e
    if not there and MARK not in given and os.path.islink(path):
        raise Unreadable(f"{given}: the link leads nowhere; mend or remove it")
    if not there:
        raise BadCall(f"{given}: no such file or folder; check the name")
    if is_special(path):
        raise BadCall(f"{given}: is a pipe or a device; give - and lead it into standard input")
    if MARK not in given and not os.access(path, os.R_OK):
        raise Unreadable(f"{given}: no permission to read it; change its mode or owner")
    return path


def spelled_out(given: str) -> list[str]:
    """The files that a pattern means, sorted; what is no pattern means itself."""
    if not glob.has_magic(given) or (MARK not in given and os.path.lexists(given)):
        return [given]
    if MARK in given:
        scheme, _, rest = given.partition(MARK)
        head, _, tail = rest.partition("/")
        names = sorted(str(p) for p in located(f"{scheme}{MARK}{head}").glob(tail))
    else:
        names = sorted(glob.glob(given, recursive=True))
    if not names:
        raise BadCall(f"{given}: no file fits this pattern")
    return names
