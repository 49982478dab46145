"""The report of a run, by which a corpus can be cited and made again."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from cleaner.batch.counters import Counts

LIBRARIES = ("trafilatura", "lxml", "numpy", "faust-cchardet", "beautifulsoup4")
SITES = 100
"""Sites with the most pages that are listed."""


def report(
    call: dict[str, Any], limits: dict[str, Any], counts: Counts, wall_seconds: float
) -> bytes:
    """The report as JSON."""
    content = {
        "call": call,
        "limits": limits,
        "versions": {"python": platform.python_version(), **_versions()},
        "data": data_hashes(),
        "documents": counts.pages,
        "verdicts": dict(sorted(counts.verdicts.items())),
        "words_kept": counts.words_kept,
        "words_removed": dict(counts.words_removed.most_common()),
        "errors": dict(sorted(counts.errors.items())),
        "profiles": dict(sorted(counts.profiles.items())),
        "sites": dict(counts.sites.most_common(SITES)),
        "slowest": [{"seconds": s, "place": p} for s, p in sorted(counts.slowest, reverse=True)],
        "seconds": round(wall_seconds, 3),
        "page_seconds": round(counts.seconds, 3),
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def data_hashes() -> dict[str, str]:
    """SHA-256 of every phrase file, table and model that comes with the package."""
    root = resources.files("cleaner") / "data"
    found: dict[str, str] = {}
    folders = [("", root)]
    while folders:
        prefix, folder = folders.pop()
        for entry in folder.iterdir():
            name = prefix + entry.name
            if entry.is_dir():
                folders.append((name + "/", entry))
            else:
                found[name] = hashlib.sha256(entry.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def _versions() -> dict[str, str]:
    found = {}
    for name in ("cleaner", *LIBRARIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
