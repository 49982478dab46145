"""The hand-written training pages can be read: known labels, tabs, balanced brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.reasons import REASONS

TRAINING = Path(__file__).parent.parent / "training" / "text"
FILES = sorted([*TRAINING.glob("pages/*.txt"), *TRAINING.glob("traps/*.txt")])
CONTENT = frozenset({"body", "title", "subtitle", "byline", "date", "dateline", "caption"})
LABELS = CONTENT | {f"chrome/{reason}" for reason in REASONS}
OPEN, CLOSE = (
    "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}",
    "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}",
)


def faults_of_line(line: str) -> list[str]:
    """What is wrong with one labelled line; an empty line is a blank and right."""
    if not line:
        return []
    label, tab, text = line.partition("\t")
    faults = []
    if not tab or label not in LABELS:
        faults.append(f"unknown label: {label[:40]!r}")
    if not text.strip() or "\t" in text:
        faults.append("empty text or a second tab")
    brackets = "".join(mark for mark in text if mark in (OPEN, CLOSE))
    if brackets.replace(OPEN + CLOSE, ""):
        faults.append("unbalanced or nested brackets")
    if brackets and label.startswith("chrome/"):
        faults.append("brackets in a line that is chrome as a whole")
    return faults


def test_there_are_pages() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_page_parses(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert header == f"# lang={path.stem.partition('-')[0]}"
    faults = [
        f"{number}: {fault}"
        for number, line in enumerate(lines, 2)
        for fault in faults_of_line(line)
    ]
    assert not faults
    assert any(line.startswith("body\t") for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "text without a label",
        "chrome/unheard-of\tx",
        "body\ta ⟦b",
        "body\t⟦a ⟦b⟧⟧",
        "body\t ",
        "chrome/promo\t⟦a⟧ b",
    ],
)
def test_a_faulty_line_is_found(line: str) -> None:
    assert faults_of_line(line)
