"""Other shapes that the same page could have reached us in, and pages mixed from two.

Donors of foreign chrome are always pages of the same fold, so that nothing of a site that is
scored reaches the training; the runs that were written for it serve all folds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np
from numpy.typing import NDArray

from training.text import relabel
from training.text.data import FREE, Line, Lines, Marked, lines_of
from training.text.runs import load_runs

BROKEN = 0.4
"""Share of the longer lines that a page in pieces breaks ..."""
LEAST_SPACES = 6
"""... longer meaning more spaces than that."""

FOREIGN = 0.1
"""Share of runs that are of any language, as on sites in two languages."""

WRITTEN = 0.5
"""Share of the mixed pages that get a written run besides the others."""

Runs = dict[str, list[Lines]]
"""By language runs of chrome lines."""


@dataclass(frozen=True)
class Donors:
    """What can be put into a page."""

    every: Runs
    """The chrome of other pages, and the runs that were written: too few to be drawn often ..."""
    written: Runs
    """... which is why they have a draw of their own."""

    @cached_property
    def of_any_language(self) -> list[Lines]:
        """All runs of ``every``."""
        return [run for own in self.every.values() for run in own]


def donors_of(givers: Sequence[Marked]) -> Donors:
    """The chrome of the givers, and the runs that were written."""
    found = [(giver.language, run) for giver in givers for run in chrome_runs(giver)]
    written = list(load_runs())
    return Donors(_by_language([*written, *found]), _by_language(written))


def _by_language(runs: Sequence[tuple[str, Lines]]) -> Runs:
    found: Runs = {}
    for language, run in runs:
        found.setdefault(language, []).append(run)
    return found


def to_lines(doc: Marked) -> Lines:
    return lines_of(doc.text, doc.marks)


def from_lines(doc: Marked, lines: Lines, tag: str, glue: str = "\n") -> Marked:
    gap = np.full(len(glue), FREE, np.int8)
    parts = [p for _, marks in lines for p in (marks, gap)][:-1]
    marks = np.concatenate(parts) if parts else np.zeros(0, np.int8)
    return Marked(f"{doc.id}+{tag}", doc.set, doc.site, glue.join(t for t, _ in lines), marks)


def _main(line: Line) -> int:
    marks = line[1]
    return int(np.bincount(marks.astype(int) + 1, minlength=1).argmax()) - 1


def body_only(doc: Marked, _donors: Donors, _random: Random) -> Marked | None:
    """The article as we would give it out: cleaning it again must take nothing."""
    lines = [line for line in to_lines(doc) if (line[1] == 0).all()]
    return from_lines(doc, lines, "body") if len(lines) > 2 else None


def flattened(doc: Marked, _donors: Donors, _random: Random) -> Marked | None:
    """Everything on one line."""
    lines = to_lines(doc)
    if len(lines) < 3 or len(doc.text) > 20000:
        return None
    return from_lines(doc, lines, "flat", " ")


def thinned(doc: Marked, _donors: Donors, random: Random) -> Marked | None:
    """Some runs of lines that are not body left out, as another extractor would."""
    keep = random.random()
    lines, going, last = [], True, 0
    for line in to_lines(doc):
        kind = _main(line)
        if kind != last:
            going = random.random() < keep
        last = kind
        if kind == 0 or going:
            lines.append(line)
    return from_lines(doc, lines, "thin") if lines else None


def broken(doc: Marked, _donors: Donors, random: Random) -> Marked | None:
    """Paragraphs in pieces: each link and each emphasis on a line of its own."""
    lines: Lines = []
    for text, marks in to_lines(doc):
        spaces = [i for i, c in enumerate(text) if c == " "]
        cuts: list[int] = []
        if len(spaces) > LEAST_SPACES and random.random() < BROKEN:
            for _ in range(random.choice((1, 1, 2))):
                first = random.randrange(len(spaces))
                last = first + random.choice((1, 1, 2, 3, 4))
                cuts += [spaces[first], spaces[min(last, len(spaces) - 1)]]
        at = 0
        for cut in [*sorted(set(cuts)), len(text)]:
            if text[at:cut].strip():
                lines.append((text[at:cut].strip(" "), _inner(text, marks, at, cut)))
            at = cut
    return from_lines(doc, lines, "broken") if lines else None


def _inner(text: str, marks: NDArray[np.int8], start: int, stop: int) -> NDArray[np.int8]:
    """The marks of a piece without the spaces at its ends."""
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip(" "))
    return marks[start : start + len(piece.strip(" "))]


def mixed(doc: Marked, donors: Donors, random: Random) -> Marked | None:
    """Runs of chrome of other pages put in between, before and after."""
    lines = to_lines(doc)
    runs, written = donors.every.get(doc.language), donors.written.get(doc.language)
    if not lines or not runs:
        return None
    for _ in range(random.choice((1, 1, 2, 3))):
        drawn = donors.of_any_language if random.random() < FOREIGN else runs
        _put_in(lines, random.choice(drawn), random)
    if written and random.random() < WRITTEN:
        _put_in(lines, random.choice(written), random)
    return from_lines(doc, lines, "mix")


def _put_in(lines: Lines, run: Lines, random: Random) -> None:
    """Some lines of the run, at the head, the tail or anywhere."""
    size = random.choice((1, 1, 2, 3, 5, 8))
    start = random.randrange(max(1, len(run) - size + 1))
    at = random.choice((0, len(lines), len(lines), random.randrange(len(lines) + 1)))
    lines[at:at] = run[start : start + size]


def chrome_runs(doc: Marked) -> list[Lines]:
    """Runs of hand-labelled chrome lines, to be put into other pages."""
    runs: list[Lines] = []
    run: Lines = []
    for line in [*to_lines(doc), ("", np.zeros(1, np.int8))]:
        if (line[1] == 1).all():
            run.append(line)
        elif run:
            runs.append(run)
            run = []
    return runs


SHAPES: dict[str, Callable[[Marked, Donors, Random], Marked | None]] = {
    "body": body_only,
    "flat": flattened,
    "thin": thinned,
    "mix": mixed,
    "broken": broken,
}
PLAN = {
    "text-real": ("body", "flat", "thin", "thin", "mix", "mix", "mix", "broken"),
    "text-seed": ("body", "flat", "thin", "mix"),
    "pages": ("body", "flat", "thin", "mix", "broken"),
    "traps": ("body", "flat", "thin", "mix", "broken"),
    relabel.SET: ("body", "flat", "mix", "broken"),
    "text-sites": (),
    "text-wcxb-near": ("body", "flat", "thin", "mix"),
    "text-fundus-near": ("body", "flat", "thin", "mix", "broken"),
    "text-wcxb-full": (),
    "text-fundus-full": ("thin",),
}
WHOLE = {"text-wcxb-full", "text-fundus-full", "text-sites"}
"""Sets of whole pages: labelled by hand ..."""
SHAPES_WHOLE = ("flat", "thin", "mix", "mix")
"""... each is reshaped in one of these ways, as they are long."""


def reshape(docs: Sequence[Marked], donors: Donors, seed: int) -> list[Marked]:
    """The extra pages that ``PLAN`` and ``SHAPES_WHOLE`` ask for."""
    random, out = Random(seed), []
    for doc in docs:
        for shape in _shapes(doc, random):
            made = SHAPES[shape](doc, donors, random)
            if made is not None and made.text.strip():
                out.append(made)
    return out


def _shapes(doc: Marked, random: Random) -> tuple[str, ...]:
    whole = doc.set == relabel.SET and doc.id.partition("/")[0] in WHOLE
    return (random.choice(SHAPES_WHOLE),) if whole else PLAN[doc.set]
