"""Runs that are cut off: killed at any moment, a full disk, signals. Nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import cleaner_run, command, environment, fill, names, page, records, text

KILLS = 20
PAGES = 400
LONG = 1600
"""Pages of a run that is still under way when its account is first written, after a second."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many short pages in one file, two of them bad, and the undisturbed output."""
    return drill(tmp_path_factory.mktemp("drill"), PAGES)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with more pages."""
    return drill(tmp_path_factory.mktemp("long"), LONG)


def drill(folder: Path, count: int) -> Path:
    rows = [{"id": n, "text": text(f"Town {n}")} for n in range(count)]
    lines = [json.dumps(r) for r in rows]
    lines[17], lines[203] = "not json", '{"id": 203}'
    (folder / "in.jsonl").write_text("\n".join(lines))
    done = cleaner_run("clean", "in.jsonl", "-o", "good.jsonl", "--jobs", 2, cwd=folder)
    assert done.returncode == 1, done.stderr
    assert len(records(folder / "good.jsonl")) == count
    return folder


def begin(folder: Path, *words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("clean", "in.jsonl", "--jobs", 2, *words),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def offspring(pid: int) -> list[int]:
    """The processes that a process began, and those that they began."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found += [child, *offspring(child)]
    return found


def workers(pid: int) -> Iterator[int]:
    """The processes that do the work: children of the fork server."""
    for child in offspring(pid):
        yield from offspring(child)


def some_progress(folder: Path, out: str, patience: float) -> None:
    """Wait for a random while, but until the run has begun to write."""
    end = time.monotonic() + 10
    while not (folder / f".{out}.partial").exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(random.uniform(0, patience))


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes through /proc")
@pytest.mark.parametrize("words", [(), ("--shard-size", 50)], ids=["one file", "shards"])
def test_kill_9_of_the_parent_at_random_moments(pages: Path, tmp_path: Path, words: tuple) -> None:
    random.seed(len(words))
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    good = (pages / "good.jsonl").read_bytes()
    cut = 0
    while cut < KILLS:
        run = begin(tmp_path, "-o", "out.jsonl", "--resume", *words)
        some_progress(tmp_path, "out-00001.jsonl" if words else "out.jsonl", 0.25)
        run.kill()
        run.wait()
        if (tmp_path / ".out.jsonl.ledger").exists():
            cut += 1
        elif found := sorted(tmp_path.glob("out*.jsonl")):
            assert b"".join(p.read_bytes() for p in found) == good
            for path in found:
                path.unlink()
    begin(tmp_path, "-o", "out.jsonl", "--resume", *words).communicate(timeout=60)
    assert b"".join(p.read_bytes() for p in sorted(tmp_path.glob("out*.jsonl"))) == good
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes through /proc")
def test_kill_9_of_workers_at_random_moments(pages: Path, tmp_path: Path) -> None:
    random.seed(3)
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    run = begin(tmp_path, "-o", "out.jsonl")
    killed = 0
    while run.poll() is None and killed < KILLS:
        time.sleep(random.uniform(0.05, 0.3))
        victims = list(workers(run.pid))
        if victims:
            try:
                os.kill(random.choice(victims), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                continue
    assert run.wait(60) == 1
    assert killed > 2
    assert (tmp_path / "out.jsonl").read_bytes() == (pages / "good.jsonl").read_bytes()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes through /proc")
def test_no_worker_outlives_a_killed_parent(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    run = begin(tmp_path, "-o", "out.jsonl")
    while not list(workers(run.pid)) and run.poll() is None:
        time.sleep(0.01)
    children = offspring(run.pid)
    assert len(children) > 2
    run.kill()
    run.wait()
    end = time.monotonic() + 15
    while any(alive(c) for c in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [c for c in children if alive(c)]


def entered(ledger: Path) -> int:
    """Lines in a ledger, which may not be there yet."""
    return ledger.read_bytes().count(b"\n") if ledger.exists() else 0


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_cleanly_and_the_run_goes_on(
    long: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "in.jsonl").write_bytes((long / "in.jsonl").read_bytes())
    run = begin(tmp_path, "-o", "out.jsonl")
    while entered(tmp_path / ".out.jsonl.ledger") < 3 and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(number)
    _, said = run.communicate(timeout=30)
    assert run.returncode == code, said
    last = said.decode().strip().splitlines()[-2:]
    assert last[0] == f"cleaner: stopped by {number.name}"
    assert last[1].endswith("the same call with --resume goes on")
    assert names(tmp_path) == [".out.jsonl.ledger", ".out.jsonl.partial", "in.jsonl"]
    again = begin(tmp_path, "-o", "out.jsonl")
    _, said = again.communicate(timeout=60)
    assert again.returncode == 2 and b"--resume goes on with it" in said
    begin(tmp_path, "-o", "out.jsonl", "--resume").communicate(timeout=60)
    assert (tmp_path / "out.jsonl").read_bytes() == (long / "good.jsonl").read_bytes()


def test_a_full_disk_is_a_clear_error_and_the_run_goes_on(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    limit = (pages / "good.jsonl").stat().st_size // 2

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = subprocess.run(
        command("clean", "in.jsonl", "-o", "out.jsonl", "--jobs", 2),
        cwd=tmp_path,
        env=environment(),
        preexec_fn=small_disk,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 3, run.stderr
    assert b"cleaner: out.jsonl: cannot be written (File too large); make room" in run.stderr
    assert not (tmp_path / "out.jsonl").exists()
    begin(tmp_path, "-o", "out.jsonl", "--resume").communicate(timeout=60)
    assert (tmp_path / "out.jsonl").read_bytes() == (pages / "good.jsonl").read_bytes()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_small_tmpfs_fills_up(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us mount")
    try:
        done = begin(tmp_path, "-o", "disk/out.jsonl")
        _, said = done.communicate(timeout=60)
        assert done.returncode == 3, said
        assert b"disk/out.jsonl: cannot be written (No space left on device)" in said
        grow = ["mount", "-o", "remount,size=50m", str(disk)]
        subprocess.run(grow, check=True, capture_output=True)
        begin(tmp_path, "-o", "disk/out.jsonl", "--resume").communicate(timeout=60)
        assert (disk / "out.jsonl").read_bytes() == (pages / "good.jsonl").read_bytes()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def cut_off(folder: Path, pages_done: int = 5) -> None:
    """Leave a run in the folder that stopped after some pages."""
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--max-errors", 0, cwd=folder)
    assert done.returncode == 3, done.stderr
    assert b"more than 0 pages failed (--max-errors)" in done.stderr
    assert f"{pages_done} pages are kept".encode() in done.stderr


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A folder with a run that stopped at its fifth page, which is broken."""
    fill(tmp_path / "in", 8)
    (tmp_path / "in" / "p0004.html").unlink()
    (tmp_path / "in" / "p0004.html.gz").write_bytes(b"broken")
    cut_off(tmp_path)
    return tmp_path


def test_a_refused_call_leaves_no_ledger(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "out.jsonl").write_text("mine")
    done = cleaner_run("clean", "in", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and names(tmp_path) == ["in", "out.jsonl"]
    assert (tmp_path / "out.jsonl").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("s-00001.jsonl", "-o", "s.jsonl", "--shard-size", 2, "--overwrite"), "input and output"),
        (("s-00003.jsonl", "-o", "s.jsonl", "--shard-size", 2, "--overwrite"), "input and output"),
        (("s-00001.jsonl", "-o", "o.jsonl", "--errors", "s-00001.jsonl"), "input and output"),
        (("s-00001.jsonl", "-o", "o.jsonl", "--report", "in/../s-00001.jsonl"), "input and output"),
        (("s-00001.jsonl", "-o", "o.jsonl", "--report", "o.jsonl"), "two outputs"),
        (("s-00001.jsonl", "-o", "o.jsonl", "--report", "r", "--errors", "r"), "two outputs"),
        (("s-00001.jsonl", "-o", "o.jsonl", "--report", "mine.json"), "is there already"),
        (("in", "-o", "t.jsonl", "--shard-size", 2), "t-00002.jsonl: is there already"),
        (("in", "-o", "in/all.txt"), "of which all pages are read"),
        (("in", "-o", "in/pages", "--format", "md"), "of which all pages are read"),
        (("in", "-o", "o.jsonl", "--errors", "."), "is a folder"),
    ],
)
def test_no_call_writes_over_its_inputs_or_what_is_there(
    tmp_path: Path, words: tuple, said: str
) -> None:
    fill(tmp_path / "in", 1)
    for name in ("s-00001.jsonl", "s-00003.jsonl", "t-00002.jsonl", "mine.json"):
        (tmp_path / name).write_text(json.dumps({"text": text("Aston")}))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    done = cleaner_run("clean", *words, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr.decode()
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    "words", [("-o", "in.jsonl"), ("-o", "o.jsonl", "--report", "linked.json")]
)
def test_standard_input_is_not_written_over(tmp_path: Path, words: tuple) -> None:
    whole = json.dumps({"text": text("Aston")})
    (tmp_path / "in.jsonl").write_text(whole)
    (tmp_path / "linked.json").hardlink_to(tmp_path / "in.jsonl")
    with (tmp_path / "in.jsonl").open("rb") as given:
        done = subprocess.run(
            command("clean", "-", *words, "--overwrite"),
            cwd=tmp_path,
            env=environment(),
            stdin=given,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2 and b"is input and output at once" in done.stderr
    assert (tmp_path / "in.jsonl").read_text() == whole


def test_resume_replaces_no_report_of_another_run(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "r.json").write_text("mine")
    words = ("-o", "out.jsonl", "--report", "r.json", "--resume")
    done = cleaner_run("clean", "in", *words, cwd=tmp_path)
    assert done.returncode == 2 and b"r.json: is there already" in done.stderr
    assert (tmp_path / "r.json").read_text() == "mine" and names(tmp_path) == ["in", "r.json"]


def test_a_report_that_cannot_be_written_hides_no_hint(stopped: Path) -> None:
    for name in names(stopped):
        if name.startswith("."):
            (stopped / name).unlink()
    words = ("-o", "out.jsonl", "--max-errors", 0, "--report", "/dev/full")
    done = cleaner_run("clean", "in", *words, cwd=stopped)
    assert done.returncode == 3 and b"(--max-errors)" in done.stderr
    assert b"--resume goes on" in done.stderr


def test_outputs_beside_the_pages_of_a_folder_are_fine(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    words = ("-o", "in/out.jsonl", "--report", "in/r.json", "--learn", "off")
    for more in ((), ("--overwrite",)):
        assert cleaner_run("clean", "in", *words, *more, cwd=tmp_path).returncode == 0
    assert len(records(tmp_path / "in" / "out.jsonl")) == 1


def test_max_errors_counts_what_fails_in_this_call(tmp_path: Path) -> None:
    rows = [{"text": 5}, {"text": 5}, {"text": text("Aston")}, {"text": 5}, {"text": 5}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    words = ("-o", "out.jsonl", "--max-errors", 1, "--errors", "bad.jsonl", "--resume")
    assert cleaner_run("clean", "in.jsonl", *words, cwd=tmp_path).returncode == 3
    assert len(records(tmp_path / "bad.jsonl")) == 2
    assert cleaner_run("clean", "in.jsonl", *words, cwd=tmp_path).returncode == 3
    assert len(records(tmp_path / "bad.jsonl")) == 4
    assert cleaner_run("clean", "in.jsonl", *words, cwd=tmp_path).returncode == 1
    assert len(records(tmp_path / "out.jsonl")) == 5


def test_max_errors_stops_and_resume_goes_on(stopped: Path) -> None:
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", cwd=stopped)
    assert done.returncode == 1 and b"documents                 8" in done.stderr
    got = records(stopped / "out.jsonl")
    assert [r["id"][:5] for r in got] == [f"p000{n}" for n in range(8)]
    assert [r["id"] for r in got if "error" in r] == ["p0004.html.gz"]


def test_resume_refuses_another_call(stopped: Path) -> None:
    before = {n: (stopped / n).read_bytes() for n in names(stopped) if n.startswith(".")}
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", "--kind", "text", cwd=stopped)
    assert done.returncode == 2
    assert b"the unfinished run had kind 'auto', this call has 'text'" in done.stderr
    assert {n: (stopped / n).read_bytes() for n in before} == before


def test_resume_refuses_another_input(stopped: Path) -> None:
    before = {n: (stopped / n).read_bytes() for n in names(stopped) if n.startswith(".")}
    (stopped / "in" / "a.html").write_text(page("Early"))
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", cwd=stopped)
    assert done.returncode == 2 and b"goes on" not in done.stderr
    assert b"page 1 was p0000.html, now it is a.html; begin again with --overwrite" in done.stderr
    assert {n: (stopped / n).read_bytes() for n in before} == before
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--overwrite", cwd=stopped)
    assert done.returncode == 1 and len(records(stopped / "out.jsonl")) == 9


@pytest.mark.parametrize("name", ["partial", "ledger"])
def test_resume_after_the_end_of_a_file_was_lost(stopped: Path, name: str) -> None:
    """As after a power failure: one of the two files is shorter than it was."""
    path = stopped / f".out.jsonl.{name}"
    path.write_bytes(path.read_bytes()[:-7])
    cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", cwd=stopped)
    resumed = (stopped / "out.jsonl").read_bytes()
    cleaner_run("clean", "in", "-o", "out.jsonl", "--overwrite", cwd=stopped)
    assert resumed == (stopped / "out.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["ledger", "partial", "both"])
def test_resume_when_there_is_nothing_left_to_resume(stopped: Path, name: str) -> None:
    for lost in ("ledger", "partial"):
        if name in (lost, "both"):
            (stopped / f".out.jsonl.{lost}").write_bytes(b"")
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", cwd=stopped)
    assert done.returncode == 1 and len(records(stopped / "out.jsonl")) == 8


def test_resume_of_a_complete_run_does_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2)
    cleaner_run("clean", "in", "-o", "out.jsonl", cwd=tmp_path)
    before = (tmp_path / "out.jsonl").stat()
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--resume", cwd=tmp_path)
    assert done.returncode == 0 and b"is complete already" in done.stderr
    assert (tmp_path / "out.jsonl").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("format", ["json", "csv", "txt", "xml", "jsonl.gz"])
def test_every_format_goes_on_to_the_same_bytes(stopped: Path, format: str) -> None:
    name = f"other.{format}"
    cleaner_run("clean", "in", "-o", name, "--max-errors", 0, cwd=stopped)
    assert (stopped / f".{name}.ledger").exists()
    cleaner_run("clean", "in", "-o", name, "--resume", cwd=stopped)
    cleaner_run("clean", "in", "-o", f"whole.{format}", cwd=stopped)
    assert (stopped / name).read_bytes() == (stopped / f"whole.{format}").read_bytes()


def test_a_folder_goes_on_too(stopped: Path) -> None:
    words = ("-o", "pages", "--format", "md")
    assert cleaner_run("clean", "in", *words, "--max-errors", 0, cwd=stopped).returncode == 3
    assert cleaner_run("clean", "in", *words, "--resume", cwd=stopped).returncode == 1
    assert names(stopped / "pages") == [f"p000{n}.md" for n in range(8)]


@pytest.mark.parametrize("words", [("--resume",), ("--overwrite",), ()])
def test_two_runs_at_once_do_not_mix(pages: Path, tmp_path: Path, words: tuple) -> None:
    """The second leaves the files of the first as they are, with more in them than it entered."""
    (tmp_path / "in.jsonl").write_bytes((pages / "in.jsonl").read_bytes())
    first = begin(tmp_path, "-o", "out.jsonl")
    while not entered(tmp_path / ".out.jsonl.ledger") and first.poll() is None:
        time.sleep(0.01)
    some_progress(tmp_path, "out.jsonl", 0)
    second = begin(tmp_path, "-o", "out.jsonl", *words)
    _, said = second.communicate(timeout=60)
    first.communicate(timeout=60)
    assert second.returncode == 2 and b"another run is writing this output" in said
    assert (tmp_path / "out.jsonl").read_bytes() == (pages / "good.jsonl").read_bytes()


def test_errors_file_report_sample_and_limit(pages: Path, tmp_path: Path) -> None:
    words = ("--errors", tmp_path / "bad.jsonl", "--report", tmp_path / "run.json")
    cleaner_run("clean", "in.jsonl", "-o", tmp_path / "out.jsonl", *words, cwd=pages)
    bad = records(tmp_path / "bad.jsonl")
    assert [(b["id"], b["error_kind"]) for b in bad] == [
        ("in.jsonl:18", "unreadable"),
        (203, "unreadable"),
    ]
    report = json.loads((tmp_path / "run.json").read_text())
    assert report["documents"] == PAGES and report["errors"] == {"unreadable": 2}
    assert report["words_removed"]["sign-in-prompt"] == 4 * (PAGES - 2)
    assert report["versions"]["trafilatura"] and len(report["slowest"]) == 10
    assert all(len(digest) == 64 for digest in report["data"].values()) and report["data"]
    some = cleaner_run("clean", "in.jsonl", "--sample", 0.25, "--quiet", cwd=pages)
    again = cleaner_run("clean", "in.jsonl", "--sample", 0.25, "--quiet", cwd=pages)
    assert some.stdout == again.stdout and 60 < len(records(some.stdout)) < 140
    few = cleaner_run("clean", "in.jsonl", "--limit", 3, cwd=pages)
    assert [r["id"] for r in records(few.stdout)] == [0, 1, 2]


def test_dry_run_writes_nothing(pages: Path) -> None:
    before = names(pages)
    done = cleaner_run("clean", "in.jsonl", "-o", "dry.jsonl", "--dry-run", cwd=pages)
    assert done.returncode == 1 and names(pages) == before
    assert f"would clean {PAGES - 2} pages into dry.jsonl as jsonl".encode() in done.stderr


def test_a_closed_pipe_ends_quietly(pages: Path) -> None:
    run = begin(pages)
    assert run.stdout is not None and run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    assert run.wait(30) == 141
    assert b"Traceback" not in run.stderr.read()


def test_poison_pages_harm_no_neighbour(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 2)
    good = page("Aston").encode()
    for name, raw in {
        "nested.html": b"<div>" * 1_000_000 + b"x",
        "wide.html": b"<table><tr><td colspan=9007199254740991 rowspan=2147483648>x</td></table>",
        "entities.html": b"<p>" + b"&amp;" * 200_000 + b"&#x" + b"9" * 100_000,
        "nul.html": b"\0" * 1_000_000,
        "utf7.html": b"<meta charset=utf-7>+ADw-script+AD4-" + good,
        "cut.html": good[:300],
        "regex.txt": (b"a" * 5000 + b"!\n") * 20 + b"By " + b"A. " * 20_000,
        "random.html": random.Random(1).randbytes(200_000),
        "attributes.html": b"<p " + b"a=1 " * 50_000 + b">x</p>",
        "empty.html": b"",
    }.items():
        (folder / name).write_bytes(raw)
    rows = b'{"id": "lone", "text": "A lone surrogate \\ud800 in a sentence of text."}\n'
    (tmp_path / "rows.jsonl").write_bytes(rows)
    begun = time.monotonic()
    done = cleaner_run(
        "clean", "in", "rows.jsonl", "-o", "out.jsonl", "--deadline", 3, "--jobs", 2, cwd=tmp_path
    )
    assert done.returncode in (0, 1), done.stderr
    assert time.monotonic() - begun < 60
    got = {r["id"]: r for r in records(tmp_path / "out.jsonl")}
    assert len(got) == 13
    assert "The council of Town 0" in got["in/p0000.html"]["text"]
    assert "The baker of Town 1" in got["in/p0001.txt"]["text"]
    for identity, record in got.items():
        assert record.get("error_kind") in (None, "timeout", "memory"), (identity, record["error"])
