"""Runs of chrome that were written for this project, to be put into training pages.

A file of ``runs/`` holds those of one language. A line ``# <family>`` begins a run, the lines below
it up to the next empty line are the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training.text.data import CODES, Lines

FOLDER = Path(__file__).parent / "runs"


def load_runs(folder: Path = FOLDER) -> Iterator[tuple[str, Lines]]:
    """Language and lines of each run, in the order of the files."""
    for path in sorted(folder.glob("*.txt")):
        run: Lines = []
        for row in [*path.read_text("utf-8").splitlines(), ""]:
            if row.startswith("# "):
                continue
            if row.strip():
                run.append((row, np.full(len(row), CODES["chrome"], np.int8)))
            elif run:
                yield path.stem, run
                run = []
