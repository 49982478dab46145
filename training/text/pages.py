"""Pages that were written and labelled line by line for this project.

A file is one page and counts as a site of its own. The articles of ``traps/`` read like chrome; as
such pages are rarer on the web than they are here, they weigh little. The first line of a file is
``# lang=xx``; each other line is a label, a tab and the text of the line. Labels are body,
title, subtitle, byline, date, dateline, caption, ``chrome/<reason>`` and blank; what stands between
U+27E6 and U+27E7 inside a line is chrome.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.text.data import CODES, FREE, Marked

SETS = ("pages", "traps")
HERE = Path(__file__).parent
FOLDERS = tuple(HERE / name for name in SETS)
OPEN, CLOSE = "\u27e6", "\u27e7"


def load_pages(*sets: str) -> Iterator[Marked]:
    """The pages of these sets, by default of all, each in the order of their names.

    Raises ``ValueError`` naming file and line for a label that does not exist.
    """
    for name in sets or SETS:
        yield from map(_page, sorted((HERE / name).glob("*.txt")))


def _page(path: Path) -> Marked:
    lines, marks = [], []
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        if row.startswith("# ") and number == 1:
            continue
        label, _, text = row.partition("\t")
        kind = label.strip().partition("/")[0] or "blank"
        if kind not in CODES:
            raise ValueError(f"{path.name}, line {number}: no such label as {label!r}")
        line, own = _line(text, CODES[kind])
        lines.append(line)
        marks += [own, np.full(1, FREE, np.int8)]
    joined = np.concatenate(marks)[:-1] if marks else np.zeros(0, np.int8)
    language = path.stem.partition("-")[0]
    site, text = f"pages/{path.stem}", "\n".join(lines)
    return Marked(path.stem, path.parent.name, site, text, joined, language)


def _line(text: str, code: int) -> tuple[str, NDArray[np.int8]]:
    """The line without its brackets, and a label for each of its characters."""
    kept, marks, inside = [], [], False
    for character in text:
        if character in (OPEN, CLOSE):
            inside = character == OPEN
            continue
        kept.append(character)
        marks.append(CODES["chrome"] if inside else code)
    return "".join(kept), np.array(marks, np.int8)
