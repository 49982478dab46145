"""What a page costs, ours and the peers', in turn on the same pages.

    python benchmarks/speed.py SET ... [--limit 60] [--rounds 3] [--memory] [--growth plot.png]
    python benchmarks/speed.py SET ... --long 5000

Processor time of one process. Each system first reads a quarter as many other pages, so that what
it loads is loaded; then each page once: a round takes its own share of the pages, so that nobody
profits from having seen them. For sets of texts the peers get the lines as paragraphs. Printed are
pages a second and how many times trafilatura's time a system takes: of all pages, and of the rounds
the lowest and the highest. ``--memory`` runs each system in a process of its own and prints its
peak and what importing it costs; ``--long`` cleans so many pages in one process and prints its
memory on the way; ``--growth`` measures time against page size up to 20 MB and draws it. Peers that
are not installed are named and left out (``pip install -e .[benchmarks]``).
"""

from __future__ import annotations

import argparse
import gzip
import html
import itertools
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from gate import scorer, shared_folder

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # whoever loads NumPy first: one thread for all

System = Callable[[str], Any]
SIZES = (0.1, 0.3, 1, 3, 8, 20)
"""Megabytes of the pages that show growth."""
PATIENCE = 25.0
"""Seconds for one page from which a system gets no larger ones."""


def trafilatura(kind: str, *, fast: bool = False) -> System:
    from trafilatura import bare_extraction

    return lambda page: bare_extraction(page, fast=fast, with_metadata=True)


def resiliparse(kind: str) -> System:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page, main_content=True)


def readability(kind: str) -> System:
    from readability import Document

    return lambda page: Document(page).summary()


def newspaper(kind: str) -> System:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False  # it would open connections
    address = "https://news.example/a"
    return lambda page: Article(address, config=config).download(input_html=page).parse()


def ours(kind: str, *, opinion: Any) -> System:
    from cleaner import Options, clean

    options = Options(second_opinion=opinion)
    return lambda page: clean(page, kind=kind, options=options)  # type: ignore[arg-type]


SYSTEMS: dict[str, Callable[[str], System]] = {
    "trafilatura": trafilatura,
    "trafilatura fast": partial(trafilatura, fast=True),
    "resiliparse": resiliparse,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "cleaner never": partial(ours, opinion="never"),
    "cleaner auto": partial(ours, opinion="auto"),
}
"""What makes each system, given the kind of the pages; the first is the yardstick."""
IMPORTS = ("trafilatura", "resiliparse.extract.html2text", "readability", "newspaper", "cleaner")


def systems(kind: str) -> dict[str, System]:
    """The systems that are installed; the others are named aloud."""
    found: dict[str, System] = {}
    for name, make in SYSTEMS.items():
        if kind == "text" and name == "cleaner auto":
            continue
        try:
            found[name] = make(kind)
        except ImportError:
            print(f"not installed, left out: {name}")
    return found


def pages(folder: Path, limit: int) -> tuple[list[str], str]:
    """Evenly spaced documents of a set, and their kind."""
    with gzip.open(folder / "gold.jsonl.gz") as lines:
        step = max(1, sum(1 for _ in lines) // limit)
    documents = scorer(shared_folder()).load(folder)
    chosen = list(itertools.islice(documents, 0, step * limit, step))
    sources = [s if isinstance(s, str) else s.decode("utf-8", "replace") for _, _, s in chosen]
    return sources, chosen[0][0]


def given(name: str, page: str, kind: str) -> str:
    """The page as a system gets it."""
    if kind == "html" or name.startswith("cleaner"):
        return page
    lines = (f"<p>{html.escape(line)}</p>" for line in page.splitlines() if line.strip())
    return f"<html><body><article>{''.join(lines)}</article></body></html>"


def seconds(system: System, sources: list[str]) -> float:
    start = time.process_time()
    for source in sources:
        system(source)
    return time.process_time() - start


def forgiven(name: str, system: System, failures: Counter[str]) -> System:
    """The system, its failures counted: what one costs until it gives up counts too."""

    def run(page: str) -> None:
        try:
            system(page)
        except Exception:
            failures[name] += 1

    return run


def compare(folder: Path, limit: int, rounds: int) -> None:
    sources, kind = pages(folder, limit + limit // 4)
    warm, sources = sources[::5], [page for i, page in enumerate(sources) if i % 5]
    failures: Counter[str] = Counter()
    found = {name: forgiven(name, made, failures) for name, made in systems(kind).items()}
    times: dict[str, list[float]] = {name: [] for name in found}
    for name, system in found.items():
        seconds(system, [given(name, page, kind) for page in warm])
    for number in range(rounds):
        for name, system in found.items():
            mine = [given(name, page, kind) for page in sources[number::rounds]]
            times[name].append(seconds(system, mine))
    size = sum(map(len, sources)) / len(sources)
    print(f"\n{folder.name}: {len(sources)} pages of {size:.0f} characters")
    base = times["trafilatura"]
    for name, taken in times.items():
        ratios = [t / b for t, b in zip(taken, base, strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        rate, cost = len(sources) / sum(taken), 1000 * sum(taken) / len(sources)
        whole = sum(taken) / sum(base)
        print(f"{name:17} {rate:8.1f} pages/s {cost:8.2f} ms {whole:6.2f} x ({spread})", flush=True)


# Memory


def peak() -> float:
    """The highest memory of this process so far, in megabytes."""
    status = Path("/proc/self/status")  # what getrusage says begins with the parent's memory
    if status.is_file():
        words = status.read_text().split()
        return int(words[words.index("VmHWM:") + 1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def alone(name: str, folder: Path, limit: int) -> None:
    """Run by ``--memory`` in a process of its own."""
    sources, kind = pages(folder, limit)
    before = resident()
    system = forgiven(name, SYSTEMS[name](kind), Counter())
    start = time.process_time()
    system(given(name, sources[0], kind))
    first = time.process_time() - start
    for page in sources:
        system(given(name, page, kind))
    print(
        f"{name:17} peak {peak():5.0f} MB, of which {before:.0f} before; first page {first:.2f} s"
    )


def memory(folder: Path, limit: int) -> None:
    print(f"\nmemory on {limit} pages of {folder.name}, each system in its own process")
    for name in SYSTEMS:
        command = [sys.executable, __file__, str(folder), "--alone", name, "--limit", str(limit)]
        subprocess.run(command, check=False)
    print("\nprocessor time of a process that imports it, over one that imports nothing")
    empty = min(_importing("sys") for _ in range(5))
    for module in IMPORTS:
        print(f"{module:30} {min(_importing(module) for _ in range(5)) - empty:.2f} s")


def _importing(module: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", f"import {module}"], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def long_run(folders: list[Path], count: int) -> None:
    """Cleans pages of the sets, over and over, and prints the memory ten times."""
    print(f"\n{count} pages in one process, read from {len(folders)} sets in turn")
    options = {kind: ours(kind, opinion="never") for kind in ("html", "text")}
    before = resident()
    for number, (page, kind) in enumerate(itertools.islice(_forever(folders), count), 1):
        options[kind](page)
        if number % (count // 10) == 0:
            print(f"after {number:6} pages {resident():6.0f} MB ({before:.0f} before)", flush=True)


def _forever(folders: list[Path]) -> Iterator[tuple[Any, str]]:
    load = scorer(shared_folder()).load
    for folder in itertools.cycle(folders):
        for kind, _, page in load(folder):
            yield page, kind


# Growth


def long_page(megabytes: float, kind: str) -> str:
    """A page of so many megabytes, made of sentences that differ."""
    body = "".join(itertools.islice(_pieces(kind), int(megabytes * 1e6 / _mean(kind))))
    if kind == "text":
        return body
    return f"<html><head><title>Bridges</title></head><body><article>{body}</article></body></html>"


def _mean(kind: str) -> float:
    return sum(map(len, itertools.islice(_pieces(kind), 1000))) / 1000


def _pieces(kind: str) -> Iterator[str]:
    for n in itertools.count():
        prose = f"The council of town {n} met on Monday, she said, and settled case {n * 7}."
        if kind == "text":
            yield prose + "\n"
        elif n % 4:
            link = f'<a href="/b/{n}">More on {n}</a>'
            yield f'<div class="part c{n % 50}"><p>{prose} {link}.</p></div>\n'
        else:
            yield f"<h3>Headline {n} of the day</h3>\n"


def growth(drawing: Path) -> None:
    """Time against size; linear cost keeps the last column level."""
    lines = {
        "cleaner, HTML": (ours("html", opinion="never"), "html"),
        "cleaner, text": (ours("text", opinion="never"), "text"),
        "trafilatura, HTML": (trafilatura("html"), "html"),
    }
    points: dict[str, list[tuple[float, float]]] = {}
    print("\ntime against page size")
    for name, (system, kind) in lines.items():
        system(long_page(0.01, kind))
        for size in SIZES:
            taken = seconds(system, [long_page(size, kind)])
            points.setdefault(name, []).append((size, taken))
            print(f"{name:18} {size:5.1f} MB {taken:8.2f} s {taken / size:7.2f} s/MB", flush=True)
            if taken > PATIENCE:
                break
    draw(points, drawing)


def draw(points: dict[str, list[tuple[float, float]]], drawing: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for name, pairs in points.items():
        axes.plot(*zip(*pairs, strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="page, megabytes", ylabel="processor time, seconds")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(drawing, dpi=110, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=60, help="pages of each set")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--long", type=int, metavar="PAGES")
    parser.add_argument("--growth", type=Path, metavar="PNG")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        alone(options.alone, options.folders[0], options.limit)
        return
    if options.long:
        long_run(options.folders, options.long)
        return
    for folder in options.folders:
        compare(folder, options.limit, options.rounds)
    if options.memory:
        memory(options.folders[0], options.limit)
    if options.growth:
        growth(options.growth)


if __name__ == "__main__":
    main()
