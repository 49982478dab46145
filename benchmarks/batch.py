"""What the batch costs, and whether it stays boring over many pages.

    python benchmarks/batch.py overhead [--pages N]      batch with one worker against bare clean()
    python benchmarks/batch.py workers [--pages N]       two workers against one
    python benchmarks/batch.py warc [--records N]        our WARC reader against bare fastwarc
    python benchmarks/batch.py soak [--pages N]          memory and throughput over a long run

Pages are those of the development sets (``../shared`` or ``$SHARED_FOLDER``), repeated, each time
mutated in another way. All runs are of the installed ``cleaner`` command.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from gate import scorer, shared_folder  # noqa: E402

SETS = {"html-fundus": 132, "html-wcxb": 150, "text-real": 238, "text-sites": 1500}
"""How many documents of each set are the stock of pages."""
TURN = 10
"""Every so-manieth page is HTML, the others are text."""
SAMPLES = 400
"""How often memory is looked at in a soak."""
PLAIN = ("--learn", "off")
"""Without the first pass, which bare ``clean`` has not either."""
DIGIT = re.compile(r"\d")
DAMAGE = 0.05
"""Share of pages that are cut off in the middle, and of pages with noise in them."""


def stock() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows of the sets: (HTML pages, texts)."""
    shared = shared_folder()
    score = scorer(shared)
    html, text = [], []
    for name, limit in SETS.items():
        documents = score.load(shared / "data" / name)
        for _, (kind, doc, source) in zip(range(limit), documents, strict=False):
            page = source if isinstance(source, str) else source.decode("utf-8", "replace")
            (html if kind == "html" else text).append({kind: page, "url": doc.get("url") or ""})
    return html, text


def pages(count: int) -> Iterator[bytes]:
    """Lines of JSON, the same ones for the same count."""
    html, text = stock()
    for n in range(count):
        dice = random.Random(n)
        row = dict(dice.choice(html if n % TURN == 0 else text), id=n)
        for kind in ("html", "text"):
            if kind in row:
                row[kind] = mutated(row[kind], dice)
        yield json.dumps(row).encode() + b"\n"


def mutated(page: str, dice: random.Random) -> str:
    """The page with other digits, and now and then damaged."""
    shift = dice.randrange(10)
    page = DIGIT.sub(lambda m: str((int(m[0]) + shift) % 10) if m[0].isascii() else m[0], page)
    if dice.random() < DAMAGE:
        page = page[: dice.randrange(len(page) + 1)] or " "
    if dice.random() < DAMAGE:
        at = dice.randrange(len(page) + 1)
        page = page[:at] + "".join(chr(dice.randrange(1, 0xD800)) for _ in range(20)) + page[at:]
    return page


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "cleaner", "clean", *map(str, words), "--overwrite", *PLAIN]


def run_seconds(source: Path, folder: Path, jobs: int) -> float:
    begun = time.perf_counter()
    subprocess.run(
        command(source, "-o", folder / "out.jsonl", "--jobs", jobs), check=True, capture_output=True
    )
    return time.perf_counter() - begun


def corpus(folder: Path, count: int) -> Path:
    path = folder / "pages.jsonl"
    with path.open("wb") as file:
        file.writelines(pages(count))
    return path


def bare_seconds(source: Path) -> float:
    """A process of its own that cleans the pages, one after another, and writes the same JSON."""
    code = (
        "import json, sys, cleaner\n"
        "for line in open(sys.argv[1], 'rb'):\n"
        "    row = json.loads(line)\n"
        "    kind = 'html' if 'html' in row else 'text'\n"
        "    a = cleaner.clean(row[kind], url=row['url'] or None, kind=kind)\n"
        "    sys.stdout.write(json.dumps(a.to_dict(), ensure_ascii=False) + '\\n')\n"
    )
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, str(source)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:surrogatepass"},
    )
    return time.perf_counter() - begun


def overhead(count: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = corpus(Path(name), count)
        ratios = []
        for _ in range(rounds):
            bare = bare_seconds(source)
            batch = run_seconds(source, Path(name), 1)
            ratios.append(batch / bare)
            print(f"bare {bare:.1f} s, batch with one worker {batch:.1f} s: {ratios[-1]:.3f}")
        print(
            f"overhead {statistics.median(ratios) - 1:+.1%} ({min(ratios):.3f}-{max(ratios):.3f})"
        )


def workers(count: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = corpus(Path(name), count)
        ratios = []
        for _ in range(rounds):
            one, two = (run_seconds(source, Path(name), jobs) for jobs in (1, 2))
            ratios.append(one / two)
            print(f"1 worker {one:.1f} s, 2 workers {two:.1f} s: {ratios[-1]:.2f} x")
        print(f"speed-up {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


def warc_file(path: Path, records: int) -> None:
    """Responses that are no pages, written by warcio."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    dice = random.Random(1)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(records):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1"
            )
            body = io.BytesIO(dice.randbytes(20_000))
            address = f"http://example.org/{n}.png"
            writer.write_record(
                writer.create_warc_record(address, "response", payload=body, http_headers=headers)
            )


def warc(records: int, rounds: int) -> None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    from cleaner.batch.items import Columns
    from cleaner.batch.readers import Reading, check_inputs, items

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "images.warc.gz"
        warc_file(path, records)
        ratios = []
        for _ in range(rounds):
            begun = time.process_time()
            with path.open("rb") as raw:
                found = sum(1 for _ in ArchiveIterator(raw, record_types=WarcRecordType.response))
            bare = time.process_time() - begun
            assert found == records
            begun = time.process_time()
            how = Reading(Columns(), "auto", lambda _line: None)
            left = sum(1 for _ in items(check_inputs((str(path),), Columns()), how))
            ours = time.process_time() - begun
            assert left == 0
            ratios.append(bare / ours)
        print(f"speed of bare fastwarc reached: {statistics.median(ratios):.1%} of {rounds} rounds")
        print(f"range {min(ratios):.1%}-{max(ratios):.1%}, {records} records")


def soak(count: int) -> None:
    """One long run with two workers, pages through a pipe; resident memory of all processes."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out.jsonl"
        call = command("-", "-o", out, "--jobs", 2, "--removed", "summary")
        begun = time.perf_counter()
        run = subprocess.Popen(call, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        assert run.stdin
        watch, memory = psutil.Process(run.pid), []
        with contextlib.suppress(BrokenPipeError):  # what ended the run stands in its last words
            for n, line in enumerate(pages(count)):
                run.stdin.write(line)
                if n % max(1, count // SAMPLES) == 0:
                    memory.append(resident(watch))
            run.stdin.close()
        said = run.stderr.read().decode() if run.stderr else ""
        code = run.wait()
        took = time.perf_counter() - begun
        print(said.strip()[-2000:])
        print(f"exit code {code}; {count} pages in {took:.0f} s, {count / took:.1f} pages/s")
        written = sum(1 for _ in out.open("rb")) if out.exists() else 0
        print(f"{written} records, in order: {written == count and in_order(out)}")
    quarter = max(1, len(memory) // 4)
    means = [statistics.mean(memory[i * quarter : (i + 1) * quarter]) for i in range(4)]
    print("resident memory by quarter, MB:", ", ".join(f"{m / 2**20:.0f}" for m in means))
    print(f"last quarter against the second: {means[3] / means[1] - 1:+.1%}")


def resident(process: psutil.Process) -> int:
    """Proportional memory of a process and its offspring, in bytes (shared pages count once)."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total


def in_order(out: Path) -> bool:
    with out.open("rb") as file:
        return all(json.loads(line)["id"] == n for n, line in enumerate(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["overhead", "workers", "warc", "soak"])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if args.what == "soak":
        soak(args.pages)
    elif args.what == "warc":
        warc(args.records, args.rounds)
    else:
        {"overhead": overhead, "workers": workers}[args.what](args.pages, args.rounds)


if __name__ == "__main__":
    main()
