"""The header lines of the pages written for training, language by language.

    python benchmarks/text_headers.py [LANGUAGE ...] [--misses]

Counts over ``training/text/pages``, whose lines are labelled: share of pages whose title and
standfirst are the labelled lines; of pages with a byline, those for which somebody or an agency is
found, and of these those whose names all stand in labelled lines; of pages with a date line, those
with a date. ``.made_up`` is the share of pages without such a line that got a value all the same
(names and dates may stand in other lines: there the figure is no error by itself). The labeller has
learned from these pages. ``--misses`` prints each page that counts against a figure.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "training" / "text" / "pages"
MARKS = str.maketrans("", "", "\u27e6\u27e7")
"""What stands around chrome inside a line."""
FIGURES = (
    "title", "title.made_up", "subtitle", "subtitle.made_up", "byline", "byline.names",
    "byline.made_up", "date", "date.made_up",
)  # fmt: skip

Labelled = dict[str, list[str]]
"""The lines of a page by label."""
Verdict = tuple[str, bool, str]
"""Figure, whether the page counts for it, and what was found."""


def labelled(path: Path) -> tuple[str, Labelled]:
    """A page as text, and its lines by label."""
    lines: list[str] = []
    found: Labelled = {}
    for row in path.read_text("utf-8").splitlines()[1:]:
        label, _, text = row.partition("\t")
        lines.append(text.translate(MARKS))
        found.setdefault(label.strip().partition("/")[0], []).append(lines[-1])
    return "\n".join(lines), found


def fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split()).strip(" .,:;-|\"'*_#>")


def verdicts(gold: Labelled, article: Any) -> Iterator[Verdict]:
    """What the metadata of a page say for each figure."""
    for name in ("title", "subtitle"):
        found, lines = getattr(article, name), gold.get(name)
        if lines:
            yield name, fold(found) in map(fold, lines), f"{lines} got {found!r}"
        else:
            yield f"{name}.made_up", bool(found), f"{found!r}"
    people = (*article.authors, *article.agencies)
    header = fold(" ".join(t for n in ("byline", "date", "dateline") for t in gold.get(n, ())))
    if gold.get("byline"):
        yield "byline", bool(people), f"{gold['byline']}"
        if people:
            inside = all(fold(name) in header for name in people)
            yield "byline.names", inside, f"{gold['byline']} got {people}"
    else:
        yield "byline.made_up", bool(article.authors), f"{article.authors}"
    moment = article.published or article.updated
    yield ("date" if gold.get("date") else "date.made_up"), bool(moment), f"{gold.get('date')}"


def table(figures: dict[str, dict[str, list[bool]]]) -> str:
    """Languages by figures, as Markdown."""
    lines = [["language", *FIGURES], ["---"] * (len(FIGURES) + 1)]
    for language, found in sorted(figures.items()):
        cells = [
            f"{statistics.mean(found[name]):.2f} ({len(found[name])})" if name in found else "-"
            for name in FIGURES
        ]
        lines.append([language, *cells])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def main() -> int:
    import cleaner

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("languages", nargs="*", help="only pages in these (ISO 639-1)")
    parser.add_argument("--misses", action="store_true", help="print what counts against a figure")
    given = parser.parse_args()
    figures: dict[str, dict[str, list[bool]]] = {}
    for path in sorted(PAGES.glob("*.txt")):
        language = path.stem.partition("-")[0]
        if given.languages and language not in given.languages:
            continue
        text, gold = labelled(path)
        for name, counts, what in verdicts(gold, cleaner.clean(text, kind="text")):
            for row in (language, "all"):
                figures.setdefault(row, {}).setdefault(name, []).append(counts)
            if given.misses and counts == name.endswith("made_up"):
                print(f"{path.stem}: {name}: {what}", file=sys.stderr)
    print(table(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
