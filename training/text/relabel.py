"""Labels by hand for documents of other sets, and lines of them whose label is in doubt.

The derived sets are labelled by alignment to a gold text that leaves out lists, tables and whole
passages of many articles, so that they call these chrome; ``text-sites`` says nothing of the lines
that only one page of a site has. The documents in ``labels/`` train as a set of their own, every
line labelled by one who read it; of the others the lines in ``doubtful/`` train nothing. A file
has the name of a set. ``### ID CHECK`` begins a document, CHECK being the CRC-32 of its text; below
stand a letter of ``LETTERS`` and the lines that it holds for, counted from 0, single or as ranges.
No text of others is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from training.text.data import CODES, FREE, Marked, load_set

SET = "by-hand"
HERE = Path(__file__).parent
LABELS, DOUBTFUL = HERE / "labels", HERE / "doubtful"
LETTERS = {
    "c": CODES["chrome"],
    "t": CODES["title"],
    "s": CODES["subtitle"],
    "y": CODES["byline"],
    "d": CODES["date"],
    "p": CODES["caption"],
    "?": FREE,
}


@dataclass(slots=True)
class Named:
    """The lines of one document that are named, and the CRC-32 of its text."""

    check: int
    codes: dict[int, int] = field(default_factory=dict)

    def of(self, document: Marked) -> dict[int, int]:
        """Their codes. Raises ``ValueError`` if the document is not the one that was read."""
        if check_of(document) != self.check:
            raise ValueError(f"{document.set}/{document.id}: not the text that was labelled")
        return self.codes


def check_of(document: Marked) -> int:
    """The CRC-32 of a document's text."""
    return crc32(document.text.encode())


@cache
def read(path: Path) -> dict[str, Named]:
    """The lines of a file by document.

    Raises ``ValueError`` naming file and line for what is no heading, letter or range.
    """
    found: dict[str, Named] = {}
    own = Named(0)
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            first, *rest = row.split()
            if first == "###":
                head, *more, check = rest
                document = " ".join((head, *more))
                own = found[document] = Named(int(check, 16))
            else:
                code = LETTERS[first]
                own.codes |= {line: code for part in rest for line in _range(part)}
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path.name}, line {number}: cannot read {row!r}") from error
    return found


def _range(part: str) -> range:
    first, dash, last = part.partition("-")
    return range(int(first), int(last if dash else first) + 1)


def write(path: Path, found: Mapping[str, Named]) -> None:
    """The file that ``read`` reads, documents and lines in order."""
    letters = {code: letter for letter, code in LETTERS.items()}
    rows = []
    for document, lines in sorted(found.items()):
        rows.append(f"### {document} {lines.check:08x}")
        for code, letter in letters.items():
            own = sorted(line for line, other in lines.codes.items() if other == code)
            if own:
                rows.append(" ".join([letter, *_ranges(own)]))
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")


def _ranges(lines: list[int]) -> Iterator[str]:
    first = last = lines[0]
    for line in [*lines[1:], None]:
        if line == last + 1:
            last = line
            continue
        yield str(first) if first == last else f"{first}-{last}"
        if line is not None:
            first = last = line


def of_set(folder: Path, name: str) -> dict[str, Named]:
    """What the file of a set holds; nothing where there is none."""
    path = folder / f"{name}.txt"
    return read(path) if path.exists() else {}


def by_hand(data: Path, name: str = "*") -> Iterator[Marked]:
    """The documents with labels by hand, set by set, or those of one set."""
    for path in sorted(LABELS.glob(f"{name}.txt")):
        labels = read(path)
        for document in load_set(data / path.stem):
            if document.id in labels:
                body = dict.fromkeys(range(document.text.count("\n") + 1), CODES["body"])
                marks = _marks(document, body | labels[document.id].of(document))
                named = f"{document.set}/{document.id}"
                yield replace(document, set=SET, id=named, marks=marks)


def undoubted(document: Marked) -> Marked:
    """The document without labels on the lines that are in doubt."""
    lines = of_set(DOUBTFUL, document.set).get(document.id)
    if lines is None:
        return document
    return replace(document, marks=_marks(document, lines.of(document)))


def _marks(document: Marked, codes: Mapping[int, int]) -> NDArray[np.int8]:
    """The marks of a document with these codes on these lines; blank ones stay free."""
    marks, at = document.marks.copy(), 0
    for number, row in enumerate(document.text.split("\n")):
        if number in codes:
            marks[at : at + len(row)] = codes[number] if row.strip() else FREE
        at += len(row) + 1
    return marks
