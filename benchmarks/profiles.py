"""How much a profile is worth by the number of pages that it was learned from.

    python benchmarks/profiles.py html|flat|text [--pages 0,5,20] [--plot FILE.png]
    python benchmarks/profiles.py fast [--pages 5,20]
    python benchmarks/profiles.py memory
    python benchmarks/profiles.py sizes [--most 100]

HTML (``html-sites``): each page is cleaned with a profile of n other pages, of its own template
first, then of others of its site; where a site has fewer, of all of them. ``flat`` does the
same with the text of all their blocks, a line each: there all that is left and lost counts. Text
(``text-sites``): of each site the last pages are scored, and n of those before them learned. Gold
is used for scoring only. ``fast`` says how many pages of ``html-sites`` a profile of n others tells
by itself, and what result and time these have with and without that. ``memory`` learns copies of
pages as if they were of 200 sites, and says how much memory and time that takes beside cleaning.
``sizes`` says how large the files of profiles are by the number of pages, site by site, and that of
as many pages of all sites as a profile has.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from gate import scorer, shared_folder  # noqa: E402

import cleaner  # noqa: E402
from cleaner import blocks  # noqa: E402
from cleaner.evidence.phrases import new_search  # noqa: E402
from cleaner.evidence.profile import fitting  # noqa: E402
from cleaner.learning.learner import Learner, Notes, noted  # noqa: E402
from cleaner.load import load  # noqa: E402
from cleaner.settle import by_template  # noqa: E402

SHARED = shared_folder()
SCORE = scorer(SHARED)
FOLDERS = {"html": "html-sites", "flat": "html-sites", "fast": "html-sites", "text": "text-sites"}
COPIES, SITES = 100_000, 200
SIZES = (10, 20, 40, 50, 100)


@dataclass(frozen=True)
class Seen:
    """A page with its gold and what its notes are."""

    doc: dict[str, Any]
    source: Any
    notes: cleaner.Profile


def documents(name: str, most: int) -> list[Seen]:
    """The pages of a set, at most so many of each site."""
    counts: Counter[str] = Counter()
    found = []
    for kind, doc, source in SCORE.load(SHARED / "data" / FOLDERS[name]):
        counts[doc["site"]] += 1
        if counts[doc["site"]] <= most:
            given = flattened(doc, source) if name == "flat" else source
            page = {"text" if name == "flat" else kind: given, "url": doc.get("url")}
            found.append(Seen(doc, given, cleaner.learn([page], site=doc["site"])))
    return found


def flattened(doc: dict[str, Any], source: Any) -> str:
    """The text of all blocks of an HTML page, a line each."""
    reading = blocks.read(load(source, url=doc.get("url"), kind="html"))
    return "\n".join(block.text for block in reading.blocks if block.text)


def profile(pages: Sequence[Seen]) -> cleaner.Profile | None:
    from cleaner.profiles import merge

    return merge(page.notes for page in pages) if pages else None


def others(page: Seen, pages: Sequence[Seen], count: int) -> list[Seen]:
    """``count`` other pages of the site, those of the same template first, else at random."""
    site = [p for p in pages if p is not page and p.doc["site"] == page.doc["site"]]
    random.Random(page.doc["id"]).shuffle(site)
    template = page.doc.get("template")
    return sorted(site, key=lambda p: p.doc.get("template") != template)[:count]


def html_row(pages: Sequence[Seen], count: int, kind: Any = "html") -> dict[str, float]:
    texts = []
    for page in pages:
        learned = profile(others(page, pages, count))
        url = page.doc.get("url")
        texts.append(cleaner.clean(page.source, url=url, kind=kind, profile=learned).text)
    return scored(pages, texts)


def scored(pages: Sequence[Seen], texts: Sequence[str]) -> dict[str, float]:
    """Words left and the rest, of pages that were cleaned to these texts."""
    left = lost = total = exact = 0
    precision, recall = [], []
    for page, text in zip(pages, texts, strict=True):
        gold, got = SCORE.tokens(page.doc["body"]), SCORE.tokens(text)
        left += (Counter(got) - Counter(gold)).total()
        lost += (Counter(gold) - Counter(got)).total()
        total += len(gold)
        exact += gold == got
        p, r = SCORE.shingle_scores(page.doc["body"], text)
        precision += [p] if p is not None else []
        recall += [r] if r is not None else []
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return {
        "left": left, "body_lost": lost / total, "f4": 2 * p * r / (p + r),
        "exact": exact / len(pages),
    }  # fmt: skip


def text_row(pages: Sequence[Seen], count: int, scored: int) -> dict[str, float]:
    chrome, body = [0, 0], [0, 0]
    for learned, page in _split(pages, count, scored):
        text = cleaner.clean(page.source, kind="text", profile=learned).text
        marked = SCORE.token_labels(page.doc, page.source)
        kept = SCORE.kept_mask([token for token, _ in marked], SCORE.tokens(text))
        for (_, label), keep in zip(marked, kept, strict=True):
            for name, counts in (("chrome", chrome), ("body", body)):
                if label == name:
                    counts[0] += 1
                    counts[1] += keep
    return {"chrome_left": chrome[1] / chrome[0], "body_lost": 1 - body[1] / body[0]}


def _split(
    pages: Sequence[Seen], count: int, scored: int
) -> Iterator[tuple[cleaner.Profile | None, Seen]]:
    sites: defaultdict[str, list[Seen]] = defaultdict(list)
    for page in pages:
        sites[page.doc["site"]].append(page)
    for site in sites.values():
        random.Random(7).shuffle(site)
        learned = profile(site[:-scored][:count])
        yield from ((learned, page) for page in site[-scored:])


def fast(pages: Sequence[Seen], count: int) -> None:
    """Print how many pages take the fast path, and what it gives and costs on these."""
    import trafilatura

    options = cleaner.Options()
    taken: list[tuple[Seen, cleaner.Profile]] = []
    for page in pages:
        learned = profile(others(page, pages, count))
        reading = blocks.read(load(page.source, url=page.doc["url"], kind="html"))
        reading, learned = fitting(reading, learned)
        if learned and by_template(reading, options, learned, new_search()) is not None:
            taken.append((page, learned))
    print(f"fast path  learned {count:>3}  {len(taken)} of {len(pages)} pages")
    if not taken:
        return

    def ours(page: Seen, learned: cleaner.Profile, fast_path: Any) -> str:
        own = cleaner.Options(fast_path=fast_path)
        url = page.doc["url"]
        return cleaner.clean(page.source, url=url, kind="html", profile=learned, options=own).text

    systems: dict[str, Callable[[Seen, cleaner.Profile], Any]] = {
        "fast": lambda page, learned: ours(page, learned, "auto"),
        "slow": lambda page, learned: ours(page, learned, "never"),
        "trafilatura": lambda page, _: trafilatura.bare_extraction(
            page.source, url=page.doc["url"], with_metadata=True
        ),
    }
    texts = {name: [system(*given) for given in taken] for name, system in systems.items()}
    seconds = {name: _seconds(system, taken) for name, system in systems.items()}
    for name in ("fast", "slow"):
        ratio = seconds["trafilatura"] / seconds[name]
        cost = seconds[name] / len(taken) * 1000
        row = shown(scored([page for page, _ in taken], texts[name]))
        print(f"{name}  {row}  {cost:.1f} ms a page, {ratio:.1f} times as fast as trafilatura")


def shown(row: dict[str, float]) -> str:
    """The measures of a row and their values."""
    return "  ".join(f"{name} {value:.4f}" for name, value in row.items())


def plot(rows: dict[int, dict[str, float]], path: Path) -> None:
    """The curve of each measure against the number of pages."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = list(next(iter(rows.values())))
    figure, axes = pyplot.subplots(1, len(names), figsize=(4 * len(names), 3))
    for axis, name in zip(axes, names, strict=True):
        axis.plot(list(rows), [row[name] for row in rows.values()], marker="o")
        axis.set(title=name, xlabel="pages learned from")
    figure.tight_layout()
    figure.savefig(path)


def memory() -> None:
    """Fill a learner with as many pages as it takes of 200 sites, and more, and make profiles."""
    import resource

    def now() -> str:
        return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"

    given = [
        (doc, source)
        for at, (_, doc, source) in enumerate(SCORE.load(SHARED / "data" / "html-sites"))
        if at % 4 == 0
    ]
    cleaning = _seconds(lambda d, s: cleaner.clean(s, url=d["url"], kind="html"), given)
    notes: list[Notes] = []
    learning = _seconds(
        lambda d, s: notes.append(noted(load(s, url=d["url"], kind="html"), "copies")), given
    )
    print(f"notes of a page take {learning / cleaning:.2f} of the time of cleaning it; {now()}")
    learner, rng = Learner(), random.Random(7)
    started = time.process_time()
    for number in range(1, COPIES + 1):
        _, _, packed = notes[number % len(notes)]
        learner.add((f"site-{number % SITES}", rng.getrandbits(64), bytes(bytearray(packed))))
        if number in (COPIES // 10, COPIES // 5, COPIES // 2, COPIES):
            print(f"{number:>7} pages of {SITES} sites: {now()}", flush=True)
    made = sum(len(profile.pages) for profile in learner.each())
    seconds = time.process_time() - started
    print(f"profiles of {made} pages in {seconds:.0f} s ({seconds / COPIES * 1000:.1f} ms for each")
    print(f"page given, cleaning one takes {cleaning / len(given) * 1000:.1f} ms); {now()}")


def sizes(name: str, most: int) -> None:
    """Print the kilobytes of the profiles of each site, and of one of pages of all sites."""
    from cleaner.profiles import merge, store

    sites: defaultdict[str, list[cleaner.Profile]] = defaultdict(list)
    for page in documents(name, most):
        sites[page.doc["site"]].append(page.notes)
    mixed = [replace(notes, site="") for site in sites.values() for notes in site]
    for site, pages in [*sites.items(), ("all of them", mixed)]:
        random.Random(7).shuffle(pages)
        learned = [merge(pages[:count]) for count in SIZES if count <= len(pages)]
        kilobytes = {len(p.pages): len(store.dumps(p).encode()) / 1000 for p in learned}
        print(site, *(f"{count}: {size:.1f} kB" for count, size in kilobytes.items()), sep="  ")


def _seconds(work: Callable[[Any, Any], object], given: Sequence[tuple[Any, Any]]) -> float:
    started = time.process_time()
    for doc, source in given:
        work(doc, source)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["html", "flat", "text", "fast", "memory", "sizes"])
    parser.add_argument("--pages", default="0,2,3,5,10,20,40")
    parser.add_argument("--scored", type=int, default=10, help="pages scored of a site of texts")
    parser.add_argument("--most", type=int, default=60, help="pages read of a site")
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    if given.kind == "memory":
        memory()
        return
    if given.kind == "sizes":
        for name in ("html", "text"):
            sizes(name, given.most)
        return
    pages = documents(given.kind, given.most)
    if given.kind == "fast":
        for count in map(int, given.pages.split(",")):
            fast(pages, count)
        return
    rows: dict[int, dict[str, float]] = {}
    for count in map(int, given.pages.split(",")):
        if given.kind != "text":
            rows[count] = html_row(pages, count, "html" if given.kind == "html" else "text")
        else:
            rows[count] = text_row(pages, count, given.scored)
        print(f"{given.kind}  learned {count:>3}  {shown(rows[count])}", flush=True)
    if given.plot:
        plot(rows, given.plot)


if __name__ == "__main__":
    main()
