"""A page of one's own for the training: what ``cleaner lines`` prints, corrected by hand.

    cleaner lines PAGE --format tsv > PAGE.tsv
    python -m training.text.own PAGE.tsv en-harbour-ferry

Writes ``training/text/pages/en-harbour-ferry.txt``. In between, the columns ``label`` and
``reason`` are put right in an editor or a spreadsheet; the others stay as they are.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from cleaner.batch.lines import HEADER
from cleaner.reasons import REASONS
from cleaner.records import KEPT_LABELS
from training.text.data import CODES
from training.text.pages import CLOSE, FOLDERS, OPEN

Row = dict[str, str]


def page(rows: Sequence[Row], language: str) -> Iterator[str]:
    """The lines of the page's file. Raises ``ValueError`` naming the line whose label is none."""
    yield f"# lang={language}"
    for _, group in groupby(rows, key=lambda row: row["line"]):
        pieces = [(_label(row), row["text"]) for row in group]
        kept = [label for label, _ in pieces if not label.startswith("chrome")]
        label = kept[0] if kept else pieces[0][0]
        texts = [
            f"{OPEN}{text}{CLOSE}" if kept and own.startswith("chrome") else text
            for own, text in pieces
        ]
        yield f"{label}\t{' '.join(texts)}"


def _label(row: Row) -> str:
    label, reason = row["label"], row["reason"]
    if label in KEPT_LABELS:
        return "body"
    if label == "chrome" and reason in REASONS:
        return f"chrome/{reason}"
    if label == "chrome" or label not in CODES:
        raise ValueError(f"line {row['line']}: no such label and reason as {label!r}, {reason!r}")
    return label


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tsv", type=Path)
    parser.add_argument("name", help="LANGUAGE-TOPIC, as the pages are called")
    given = parser.parse_args()
    with given.tsv.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(table.fieldnames or ()) != HEADER:
            parser.error(f"{given.tsv}: not the columns of cleaner lines --format tsv")
        try:
            lines = list(page(list(table), given.name.partition("-")[0]))
        except ValueError as error:
            parser.error(f"{given.tsv}, {error}")
    target = FOLDERS[0] / f"{given.name}.txt"
    try:
        with target.open("x", encoding="utf-8") as made:
            made.writelines(f"{line}\n" for line in lines)
    except FileExistsError:
        parser.error(f"{target}: there is such a page; choose another name or remove it first")


if __name__ == "__main__":
    main()
