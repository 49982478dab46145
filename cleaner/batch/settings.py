"""Settings from file, environment and command line, and the job that they make together."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import os
import sys
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cleaner.batch.items import BadCall, Columns, Limits, Treatment
from cleaner.batch.job import Job
from cleaner.batch.writers.target import target_of
from cleaner.records import Options

ENVIRONMENT = "CLEANER_"
OWN_FILE, SHARED_FILE = "cleaner.toml", "pyproject.toml"


def file_settings(folder: Path, chosen: Path | None, known: Collection[str]) -> dict[str, Any]:
    """What the settings file says, by setting name with underscores; empty if there is none.

    ``chosen`` is read if given, else ``cleaner.toml``, else ``[tool.cleaner]`` of
    ``pyproject.toml`` in the folder. Raises ``BadCall`` for a broken file or an unknown setting.
    """
    path = chosen or _found(folder)
    if path is None:
        return {}
    content = _toml(path)
    if path.name == SHARED_FILE:
        content = content.get("tool", {}).get("cleaner", {})
    for key in content:
        if key.replace("-", "_") not in known:
            raise BadCall(f"{path}: there is no setting {key!r}{_nearest(key, known)}")
    return {key.replace("-", "_"): value for key, value in content.items()}


def check_environment(environment: Iterable[str], known: Collection[str]) -> None:
    """Raises ``BadCall`` for a variable that looks like a setting spelled wrongly."""
    right = {ENVIRONMENT + name.upper() for name in known}
    for name in environment:
        if name.startswith(ENVIRONMENT) and name not in right and (near := _nearest(name, right)):
            raise BadCall(f"environment: there is no setting {name}{near}")


def job_of(given: Mapping[str, Any]) -> Job:
    """The job that the settings of a call make. Raises ``BadCall`` if they do not fit together."""
    shard_size, resume, overwrite = given["shard_size"], given["resume"], given["overwrite"]
    target = target_of(given["output"], given["format"], shard_size)
    extras = given["errors"] or given["report"]
    if target.path is None and (resume or (overwrite and not extras)):
        raise BadCall("--resume and --overwrite need an output file; name one with -o")
    if target.path is None and sys.stdout is None:
        raise BadCall("standard output is closed; name a file with -o")
    for name in ("sample", "deadline"):
        if given[name] is not None and not math.isfinite(given[name]):
            raise BadCall(f"--{name} {given[name]}: give a number")
    if resume and overwrite:
        raise BadCall("--resume goes on and --overwrite begins again; give one of them")
    return Job(
        inputs=tuple(given["inputs"]),
        target=target,
        columns=Columns(*(given[f"{c}_column"] for c in ("html", "text", "url", "id"))),
        treatment=Treatment(
            replace(options_of(given), fast_path=given["fast_path"]),
            given["kind"],
            target.format,
            given["removed"],
            profiles_of(given["profiles"]),
        ),
        learn=given["learn"] == "auto",
        limits=Limits(
            jobs_of(given["jobs"]),
            given["deadline"],
            given["memory"],
            given["limit"] and min(given["limit"], sys.maxsize),
            given["sample"],
            given["max_errors"],
        ),
        resume=resume,
        overwrite=overwrite,
        errors_file=_writable(given["errors"]),
        report_file=_writable(given["report"]),
        dry_run=given["dry_run"],
    )


def profiles_of(given: str | None) -> Path | None:
    """The folder or file of profiles. Raises ``BadCall`` if it cannot be used."""
    if given is None:
        return None
    from cleaner.profiles.store import ProfileError, check_folder

    try:
        check_folder(Path(given))
    except ProfileError as e:
        raise BadCall(f"--profiles: {e}") from e
    return Path(given)


def options_of(given: Mapping[str, Any]) -> Options:
    """How pages are cleaned. Raises ``BadCall`` for a rule that there is not."""
    time: dt.datetime | None = given["reference_time"]
    return Options(
        mode=given["mode"],
        second_opinion=given["second_opinion"],
        keep_dateline=not given["cut_dateline"],
        disabled_rules=frozenset(_rule(name) for name in given["disable_rule"]),
        reference_time=time.replace(tzinfo=dt.UTC) if time else None,
    )


def jobs_of(words: str) -> int:
    """A number of workers, or as many as there are processors for ``auto``."""
    if words == "auto":
        from cleaner.batch.runner import processors

        return processors()
    if not words.isdecimal() or int(words) < 1:
        raise BadCall(f"--jobs {words}: give a number from 1, or auto")
    return int(words)


def _rule(name: str) -> str:
    from cleaner.evidence.rules import RULES

    known = {rule.name for rule in RULES}
    if name not in known:
        raise BadCall(f"--disable-rule {name}: there is no such rule{_nearest(name, known)}")
    return name


def _writable(given: str | None) -> Path | None:
    if given is None:
        return None
    path = Path(given)
    if not given or path.is_dir():
        raise BadCall(f"{given or repr(given)}: is a folder; name a file")
    if not path.parent.is_dir():
        raise BadCall(f"{given}: the folder {path.parent} is not there; make it first")
    if not os.access(path.parent, os.W_OK):
        raise BadCall(f"{given}: no permission to write in {path.parent}; name another place")
    return path


def _found(folder: Path) -> Path | None:
    own, shared = folder / OWN_FILE, folder / SHARED_FILE
    if own.is_file():
        return own
    return shared if shared.is_file() else None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise BadCall(f"{path}: not usable TOML ({e})") from e
    except OSError as e:
        raise BadCall(f"{path}: cannot be read ({e.strerror or e})") from e


def _nearest(name: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {found[0]!r}?" if found else ""
