"""Accuracy gate: scores on the development sets must not fall below the pinned floors.

    python benchmarks/gate.py [SET ...]

Reads the sets and their scorer from ``../shared`` (or ``$SHARED_FOLDER``). Where that folder is
missing it says so and passes. The shipped models have seen these sets: the floors guard against
regressions, they are not accuracy claims (those are cross-validated, see training/).
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tomllib
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.toml")


def shared_folder() -> Path:
    """Where the development sets and their scorer are."""
    return Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared"))


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def misses(measured: dict, floors: dict) -> list[str]:
    """One line for each figure on the wrong side: ``min`` are floors, ``max`` ceilings."""
    figures = measured | {k: v for k, (v, _) in measured["metadata"].items()}
    low = [f"{k} {figures[k]:.4f} < {v}" for k, v in floors["min"].items() if figures[k] < v]
    high = [f"{k} {figures[k]:.4f} > {v}" for k, v in floors["max"].items() if figures[k] > v]
    return low + high


def main(names: list[str]) -> int:
    shared = shared_folder()
    if not (shared / "data").is_dir():
        print(f"accuracy gate SKIPPED: {shared / 'data'} is not there")
        return 0
    score = scorer(shared)
    failed = 0
    for name, floors in tomllib.loads(FLOORS.read_text()).items():
        if names and name not in names:
            continue
        limit = floors.get("limit")
        measured, _ = score.score(shared / "data" / name, score.system("cleaner"), limit)
        wrong = misses(measured, {"min": {}, "max": {"errors": 0}} | floors)
        failed += bool(wrong)
        print(f"accuracy gate {name}: {'; '.join(wrong) or 'ok'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
