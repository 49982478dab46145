"""Metadata against the peers, field by field, with invented values counted.

    python benchmarks/metadata.py SET [SET ...] [--system NAME ...] [--limit N] [--table | --cost]

Systems: cleaner, trafilatura, htmldate, newspaper4k, goose3, extruct, turbohtml. Those that are not
installed are left out with a word. A set is a folder as the scorer in ``../shared/tools`` reads it
(or ``$SHARED_FOLDER/tools``). Figures are those of that scorer: share of documents with the right
value, for authors the mean F1; ``.spurious`` is the share of documents that state no value and got
one. Milliseconds are processor time a document, the parse included. ``--table`` prints a Markdown
table of each set instead; a dash is what a system does not give, or what no document of a set has.
``--cost`` prints only what metadata adds to the time of ``cleaner.clean``: the time of the metadata
and of the header evidence (which labels lines too), over the time of all the rest.
"""

from __future__ import annotations

import argparse
import html
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from gate import scorer, shared_folder

from cleaner.load import load

ROOT = Path(__file__).resolve().parent.parent
System = Callable[[bytes, str | None, str], dict[str, Any]]


def cleaner_system() -> System:
    import cleaner

    fields = ("title", "subtitle", "authors", "published", "updated", "place")

    def run(source: Any, url: str | None, kind: Any) -> dict[str, Any]:
        article = cleaner.clean(source, url=url, kind=kind)
        return {name: getattr(article, name) for name in fields}

    return run


def trafilatura_system() -> System:
    import trafilatura

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        found = trafilatura.extract_metadata(as_markup(source, kind), default_url=url)
        authors = found.author.split("; ") if found and found.author else []
        return {"title": found.title, "authors": authors, "published": found.date} if found else {}

    return run


def htmldate_system() -> System:
    from htmldate import find_date

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        markup = as_markup(source, kind)
        return {
            "published": find_date(markup, url=url, original_date=True),
            "updated": find_date(markup, url=url, original_date=False),
        }

    return run


def newspaper4k_system() -> System:
    import newspaper

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        settings = newspaper.Config()
        settings.fetch_images = False
        article = newspaper.Article(url or "https://example.org/", config=settings)
        article.download(input_html=as_markup(source, kind))
        article.parse()
        return {
            "title": article.title,
            "authors": article.authors,
            "published": article.publish_date and article.publish_date.isoformat(),
        }

    return run


def goose3_system() -> System:
    from goose3 import Goose

    reader = Goose({"enable_image_fetching": False})

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        found = reader.extract(raw_html=as_markup(source, kind))
        date = found.publish_datetime_utc or found.publish_date
        return {"title": found.title, "authors": found.authors, "published": date}

    return run


def extruct_system() -> System:
    """The first article in the page's JSON-LD, else OpenGraph: what most scripts do."""
    import extruct

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        data = extruct.extract(as_markup(source, kind), syntaxes=["json-ld", "opengraph"])
        nodes = [n for top in data["json-ld"] for n in top.get("@graph", [top])]
        article = next((n for n in nodes if "Article" in str(n.get("@type"))), {})
        graph = dict(data["opengraph"][0]["properties"]) if data["opengraph"] else {}
        authors = article.get("author") or []
        listed = authors if isinstance(authors, list) else [authors]
        return {
            "title": article.get("headline") or graph.get("og:title"),
            "authors": [a.get("name", "") if isinstance(a, dict) else str(a) for a in listed],
            "published": article.get("datePublished") or graph.get("article:published_time"),
            "updated": article.get("dateModified") or graph.get("article:modified_time"),
        }

    return run


def turbohtml_system() -> System:
    import turbohtml

    def run(source: Any, url: str | None, kind: str) -> dict[str, Any]:
        found = turbohtml.parse(as_markup(source, kind)).article()
        authors = [found.byline] if found.byline else []
        return {"title": found.title, "authors": authors, "published": found.date}

    return run


SYSTEMS: dict[str, Callable[[], System]] = {
    "cleaner": cleaner_system,
    "trafilatura": trafilatura_system,
    "htmldate": htmldate_system,
    "newspaper4k": newspaper4k_system,
    "goose3": goose3_system,
    "extruct": extruct_system,
    "turbohtml": turbohtml_system,
}


def as_markup(source: bytes | str, kind: str) -> str:
    """The source as a string of HTML; lines of a text page become paragraphs."""
    text = load(source, kind="html" if kind == "html" else "text").source
    if kind == "html":
        return text
    lines = (f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<html><body><article>{''.join(lines)}</article></body></html>"


def measure(score: Any, folder: Path, run: System, limit: int | None) -> dict[str, float]:
    """Mean of every figure of the scorer, errors and milliseconds."""
    figures: dict[str, list[float]] = {}
    errors, seconds, number = 0, 0.0, 0
    for kind, document, source in score.load(folder):
        if limit and number >= limit:
            break
        number += 1
        start = time.process_time()
        try:
            got = run(source, document.get("url"), kind)
        except Exception as error:
            got, errors = {}, errors + 1
            print(f"{folder.name}/{document['id']}: {error!r:.120}", file=sys.stderr)
        seconds += time.process_time() - start
        score.metadata_scores(document.get("meta", document), got, figures)
    means = {name: statistics.mean(values) for name, values in sorted(figures.items())}
    return means | {"errors": errors, "ms": 1000 * seconds / max(1, number)}


def cost(score: Any, folder: Path, limit: int | None) -> str:
    """What metadata and header evidence add to ``clean``, in processor time of the same run."""
    import cleaner
    from cleaner import metadata
    from cleaner.evidence import header

    spent = {"metadata": 0.0, "header": 0.0}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            start = time.process_time()
            try:
                return function(*arguments)
            finally:
                spent[name] += time.process_time() - start

        return run

    originals = metadata.extract, header.votes
    documents = list(islice(score.load(folder), limit))
    cleaner.clean(documents[0][2], url=documents[0][1].get("url"), kind=documents[0][0])
    metadata.extract = timed("metadata", metadata.extract)
    header.votes = timed("header", header.votes)
    start = time.process_time()
    for kind, document, source in documents:
        cleaner.clean(source, url=document.get("url"), kind=kind)
    whole = time.process_time() - start
    metadata.extract, header.votes = originals
    added = sum(spent.values())
    parts = ", ".join(f"{k} {1000 * v / len(documents):.1f}" for k, v in spent.items())
    return (
        f"{folder.name}: clean {1000 * whole / len(documents):.1f} ms a page, of these {parts}: "
        f"adds {added / (whole - added):.1%}"
    )


def table(rows: dict[str, dict[str, float]]) -> str:
    """Systems by figures, as Markdown."""
    names = sorted({name for figures in rows.values() for name in figures} - {"errors", "ms"})
    lines = [["system", *names, "errors", "ms"], ["---"] * (len(names) + 3)]
    for system, figures in rows.items():
        cells = [f"{figures[name]:.3f}" if name in figures else "-" for name in names]
        lines.append([system, *cells, f"{figures['errors']:.0f}", f"{figures['ms']:.1f}"])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--system", action="append", choices=SYSTEMS)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--table", action="store_true", help="print Markdown tables")
    parser.add_argument("--cost", action="store_true", help="print what metadata adds to clean()")
    args = parser.parse_args()
    score = scorer(shared_folder())
    for folder in args.sets:
        if args.cost:
            print(cost(score, folder, args.limit), flush=True)
            continue
        rows: dict[str, dict[str, float]] = {}
        for name in args.system or SYSTEMS:
            try:
                run = SYSTEMS[name]()
            except ImportError as error:
                print(f"{name}: not installed ({error})", file=sys.stderr)
                continue
            rows[name] = measure(score, folder, run, args.limit)
            if not args.table:
                row = "  ".join(f"{k} {v:.3f}" for k, v in rows[name].items())
                print(f"{folder.name:12} {name:12} {row}", flush=True)
        if args.table:
            print(f"\n{folder.name}\n\n{table(rows)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
