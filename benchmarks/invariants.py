"""Checks the invariants on every document of every development set.

python benchmarks/invariants.py [SET ...]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import cleaner

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "benchmarks"))

from gate import scorer, shared_folder  # noqa: E402
from test_invariants import check_account, check_text  # noqa: E402


def broken(source: bytes | str, url: str | None, kind: str) -> str:
    """The name of the first invariant that does not hold, or nothing."""
    article = cleaner.clean(source, url=url, kind=kind)
    try:
        check_account(article)
        if kind == "text":
            check_text(source, article)
    except AssertionError as e:
        return f"account {str(e)[:80]}"
    if article.replay(source) != article:
        return "replay"
    again = cleaner.clean(article.text, kind="text")
    return "again" if again.removed else ""


def main(names: list[str]) -> int:
    shared = shared_folder()
    score = scorer(shared)
    failed = 0
    for folder in sorted((shared / "data").glob("*/gold.jsonl.gz")):
        name = folder.parent.name
        if names and name not in names:
            continue
        found = Counter(
            broken(source, doc.get("url"), kind) for kind, doc, source in score.load(folder.parent)
        )
        good = found.pop("", 0)
        failed += sum(found.values())
        print(
            f"{name}: {good} documents hold, {sum(found.values())} do not {dict(found)}", flush=True
        )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
