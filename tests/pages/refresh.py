"""Write the ``known_failures`` of every page anew and print what changed; run it after a fix.

    python tests/pages/refresh.py [--check]

A line with ``+`` is a check that failed anew: look at it before you commit. ``--check`` prints
only. The expected values themselves are never touched.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import test_pages as pages  # noqa: E402


def fails(slug: str, check: str) -> bool:
    try:
        pages.test_page(slug, check)
    except AssertionError:
        return True
    return False


def main() -> None:
    for slug in pages.SLUGS:
        page = pages.expected(slug)
        failing = [check for check in pages.checks(slug) if fails(slug, check)]
        before = set(page["known_failures"])
        for check in sorted(before ^ set(failing)):
            print("-" if check in before else "+", slug, check)
        if "--check" not in sys.argv:
            page["known_failures"] = failing
            text = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
            (pages.PAGES / slug / "expected.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
