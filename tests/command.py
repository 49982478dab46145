"""Runs the real command in a process of its own; shared by the tests of command line and batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cleaner

ROOT = Path(cleaner.__file__).parents[1]
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{title}</h1>
<p>The council of {title} agreed on Tuesday to mend the long bridge over the river by winter.</p>
<p>Work on the first of the four arches will begin in March, the engineer told a full town hall.</p>
<p>Until then a ferry will carry people and bicycles across, and the fare stays at one crown.</p>
</article><footer><p>Copyright 2021 The Harbour Gazette</p></footer></body></html>
"""
TEXT = """Sign in to comment

The baker of {title} opened his shop again on Monday, seven weeks after the flood had filled it.

He said that the oven had been the last thing to dry, and that the first loaves went to neighbours.
"""


def environment(**more: str) -> dict[str, str]:
    """The environment of the command, without settings of the person who runs the tests."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CLEANER_")}
    path = os.pathsep.join(p for p in (str(ROOT), kept.get("PYTHONPATH", "")) if p)
    return {**kept, "PYTHONPATH": path, **more}


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "cleaner", *map(str, words)]


def cleaner_run(
    *words: object, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The finished process of ``cleaner WORDS``."""
    return subprocess.run(
        command(*words),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=env or environment(),
        timeout=120,
        check=False,
    )


def records(content: bytes | Path) -> list[dict[str, Any]]:
    """The records of JSON Lines."""
    raw = content.read_bytes() if isinstance(content, Path) else content
    return [json.loads(line) for line in raw.decode().split("\n") if line]


def page(title: str) -> str:
    return PAGE.format(title=title)


def text(title: str) -> str:
    return TEXT.format(title=title)


def fill(folder: Path, count: int) -> Path:
    """A folder with so many pages, HTML and text in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        name = f"p{number:04d}"
        make, suffix = (page, "html") if number % 2 == 0 else (text, "txt")
        (folder / f"{name}.{suffix}").write_text(make(f"Town {number}"), encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    """All files and folders in a folder, hidden ones too."""
    return sorted(p.name for p in folder.iterdir())
