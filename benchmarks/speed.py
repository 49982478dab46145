"""CPU time against the peers, in turn on the same pages.

    speed.py SET_FOLDER ... [--limit 60] [--rounds 3] [--growth]

A set folder holds ``gold.jsonl.gz`` and its pages. Prints pages per CPU second and how many times
trafilatura's time each system takes (median, lowest and highest of the rounds); for sets of texts
the peers get the lines wrapped in paragraphs. At the end, time against page size up to 20 MB.
"""

from __future__ import annotations

import argparse
import html
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from gate import scorer, shared_folder

from cleaner import Options, clean
from cleaner.records import SecondOpinion

System = Callable[[str], Any]
SIZES = (0.1, 0.5, 2, 8, 20)
"""Megabytes of the pages of the last table."""


def peers() -> dict[str, System]:
    """The peers that are installed; the others are named aloud."""
    found: dict[str, System] = {}
    for name, module, make in (
        ("trafilatura", "trafilatura", lambda m: m.bare_extraction),
        ("trafilatura fast", "trafilatura", lambda m: lambda s: m.bare_extraction(s, fast=True)),
        (
            "resiliparse",
            "resiliparse.extract.html2text",
            lambda m: lambda s: m.extract_plain_text(s, main_content=True),
        ),
        ("readability", "readability", lambda m: lambda s: m.Document(s).summary()),
    ):
        try:
            found[name] = make(import_module(module))
        except ImportError:
            print(f"not installed, skipped: {name}")
    return found


def ours(kind: Any) -> dict[str, System]:
    opinions: tuple[SecondOpinion, ...] = ("never", "auto") if kind == "html" else ("never",)
    return {
        f"cleaner {opinion}": partial(clean, kind=kind, options=Options(second_opinion=opinion))
        for opinion in opinions
    }


def pages(folder: Path, limit: int) -> tuple[list[str], str]:
    """Evenly spaced documents of a set, and their kind."""
    documents = list(scorer(shared_folder()).load(folder))
    chosen = documents[:: max(1, len(documents) // limit)][:limit]
    sources = [s if isinstance(s, str) else s.decode("utf-8", "replace") for _, _, s in chosen]
    return sources, chosen[0][0]


def wrapped(text: str) -> str:
    lines = (f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body><article>{''.join(lines)}</article></body></html>"


def seconds(system: System, sources: list[str]) -> float:
    start = time.process_time()
    for source in sources:
        system(source)
    return time.process_time() - start


def compare(folder: Path, limit: int, rounds: int) -> None:
    sources, kind = pages(folder, limit)
    given = [wrapped(s) for s in sources] if kind == "text" else sources
    systems = [(name, system, given) for name, system in peers().items()]
    systems += [(name, system, sources) for name, system in ours(kind).items()]
    for _, system, mine in systems:
        system(mine[0])
    times: dict[str, list[float]] = {name: [] for name, _, _ in systems}
    for _ in range(rounds):
        for name, system, mine in systems:
            times[name].append(seconds(system, mine))
    base = times.get("trafilatura", next(iter(times.values())))
    print(f"{folder.name}: {len(sources)} pages, {sum(map(len, sources)) / len(sources):.0f} chars")
    for name, taken in times.items():
        ratios = [t / b for t, b in zip(taken, base, strict=True)]
        spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
        rate = len(sources) / statistics.median(taken)
        print(f"{name:18} {rate:8.1f} pages/s  {statistics.median(ratios):6.2f} x  ({spread})")


def growth() -> None:
    """Time against size, for a page of many paragraphs; linear cost keeps the last column level."""
    prose = "<p>The council of the town met on Monday and settled the matter of bridge {}.</p>\n"
    system = ours("html")["cleaner never"]
    for size in SIZES:
        count = int(size * 1e6 / len(prose))
        page = f"<html><body><article>{''.join(map(prose.format, range(count)))}</article>"
        taken = seconds(system, [page])
        print(f"{size:5.1f} MB {taken:8.2f} s {taken / size:7.2f} s/MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="time against page size as well")
    options = parser.parse_args()
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import cleaner"], check=True)
    print(f"a process that imports cleaner: {time.perf_counter() - start:.2f} s")
    for folder in options.folders:
        compare(folder, options.limit, options.rounds)
    if options.growth:
        growth()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, peers included: {peak:.0f} MB")


if __name__ == "__main__":
    main()
