"""The command line through the real process: what goes in, what comes out, what is said."""

from __future__ import annotations

import gzip
import json
import os
import pty
import runpy
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from command import ROOT, cleaner_run, command, environment, fill, names, page, records, text

from cleaner import __version__, clean
from cleaner.cli import FORMATS, main
from cleaner.records import KEPT_LABELS


def test_without_arguments_the_help_is_shown(tmp_path: Path) -> None:
    done = cleaner_run(cwd=tmp_path)
    assert done.returncode == 0
    assert b"Commands:" in done.stdout and b"clean" in done.stdout


def test_version(tmp_path: Path) -> None:
    assert __version__.encode() in cleaner_run("--version", cwd=tmp_path).stdout


def test_folder_of_mixed_pages_in_sorted_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.htm").write_text(page("Aston"))
    (folder / "b" / "x.xhtml").write_text(page("Brill"))
    (folder / "b" / "y.txt.gz").write_bytes(gzip.compress(text("Corfe").encode()))
    (folder / "c.html.gz").write_bytes(gzip.compress(page("Deal").encode()))
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4")
    (folder / ".hidden.html").write_text(page("Hidden"))
    done = cleaner_run("clean", "in", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    got = records(tmp_path / "out.jsonl")
    assert [r["id"] for r in got] == ["a.htm", "b/x.xhtml", "b/y.txt.gz", "c.html.gz"]
    assert [r["kind"] for r in got] == ["html", "html", "text", "html"]
    assert "The council of Aston" in got[0]["text"]
    assert "The baker of Corfe" in got[2]["text"] and "Sign in" not in got[2]["text"]
    assert [r["text"] for r in got[2]["removed"]] == ["Sign in to comment"]
    assert names(tmp_path) == ["in", "out.jsonl"]


def test_a_record_is_the_article_of_the_library_call(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Aston"))
    cleaner_run("clean", "a.html", "-o", "out.jsonl", cwd=tmp_path)
    want = clean(page("Aston").encode()).to_dict()
    want["blocks"] = [{k: v for k, v in b.items() if k != "structure"} for b in want["blocks"]]
    assert records(tmp_path / "out.jsonl") == [{"id": "a.html", **want}]


def test_several_inputs_keep_their_order_and_give_distinct_ids(tmp_path: Path) -> None:
    for folder in ("z", "a"):
        fill(tmp_path / folder, 2)
    cleaner_run("clean", "z", "a", "a/p0000.html", "-o", "out.jsonl", cwd=tmp_path)
    assert [r["id"] for r in records(tmp_path / "out.jsonl")] == [
        "z/p0000.html",
        "z/p0001.txt",
        "a/p0000.html",
        "a/p0001.txt",
        "a/p0000.html",
    ]


def test_json_lines_with_ids_urls_and_other_fields(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "html": page("Aston"), "url": "https://gazette.example/a", "crawl": {"n": 1}},
        {"text": text("Brill"), "title": "given", "score": 0.5},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(r) for r in rows))
    cleaner_run("clean", "in.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    first, second = records(tmp_path / "out.jsonl")
    assert (first["id"], first["url"], first["crawl"]) == (7, "https://gazette.example/a", {"n": 1})
    assert first["kind"] == "html" and "html" not in first
    assert (second["id"], second["kind"], second["score"]) == ("in.jsonl:2", "text", 0.5)
    assert second["input_title"] == "given"


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_as_a_page(tmp_path: Path, packed: bool) -> None:
    raw = page("Aston").encode()
    done = cleaner_run("clean", "-", cwd=tmp_path, stdin=gzip.compress(raw) if packed else raw)
    (got,) = records(done.stdout)
    assert got["id"] == "stdin" and "The council of Aston" in got["text"]


def test_standard_input_as_json_lines(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": text(t), "id": t}) for t in ("Aston", "Brill"))
    done = cleaner_run("clean", "-", cwd=tmp_path, stdin=lines.encode())
    assert [r["id"] for r in records(done.stdout)] == ["Aston", "Brill"]


@pytest.mark.parametrize("name", ["out.json", "out.md", "out.txt", "out"])
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str) -> None:
    fill(tmp_path / "in", 2)
    cleaner_run("clean", "in", "-o", name, cwd=tmp_path)
    out = (tmp_path / name).read_text()
    if name == "out.json":
        assert [r["id"] for r in json.loads(out)] == ["p0000.html", "p0001.txt"]
    elif name == "out.md":
        assert out.count("---\nid: ") == 2 and '---\nid: "p0000.html"\n' in out
    elif name == "out.txt":
        first, second = out.split("\f\n")
        assert "The council of Town 0" in first and "The baker of Town 1" in second
    else:
        assert len(records(out.encode())) == 2


def test_format_goes_before_the_suffix(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    cleaner_run("clean", "in", "-o", "out.dat", "--format", "json", cwd=tmp_path)
    assert len(json.loads((tmp_path / "out.dat").read_text())) == 1


def test_kind_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("Not a tag in sight, only a sentence of plain text.")
    for kind in ("text", "html"):
        done = cleaner_run("clean", "a.html", "--kind", kind, cwd=tmp_path)
        assert records(done.stdout)[0]["kind"] == kind


def test_a_failed_page_is_a_record_and_the_rest_go_on(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 3)
    (folder / "p0001.txt").unlink()
    (folder / "p0001.txt.gz").write_bytes(gzip.compress(text("Town").encode() * 50)[:60])
    done = cleaner_run("clean", "in", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    got = records(tmp_path / "out.jsonl")
    assert ["error" in r for r in got] == [False, True, False]
    assert got[1]["id"] == "p0001.txt.gz" and got[1]["error_kind"] == "unreadable"
    assert b"error: in/p0001.txt.gz: the compressed data ends early" in done.stderr


def test_bad_json_lines_are_named_by_number(tmp_path: Path) -> None:
    good = json.dumps({"text": text("Aston")})
    (tmp_path / "in.jsonl").write_text(f'{good}\n{{"text": \n\n[1]\n{{"n": 1}}\n{good}\n')
    done = cleaner_run("clean", "in.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    errors = [r.get("error", "") for r in records(tmp_path / "out.jsonl")]
    assert [bool(e) for e in errors] == [False, True, True, True, False]
    assert errors[1].startswith("in.jsonl, line 2: not JSON")
    assert errors[2] == "in.jsonl, line 4: not a JSON object; mend or remove the line"
    assert errors[3].startswith("in.jsonl, line 5: no page in it; it has 'n'; name the column")


def test_json_lines_under_a_broken_gzip_keep_what_was_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": text(os.urandom(40).hex())}) + "\n" for _ in range(60))
    packed = gzip.compress(lines.encode())
    (tmp_path / "in.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    done = cleaner_run("clean", "in.jsonl.gz", "-o", "out.jsonl", cwd=tmp_path)
    got = records(tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert len(got) > 2 and not any("error" in r for r in got[:-1])
    assert got[-1]["error"].startswith(f"in.jsonl.gz, after line {len(got) - 1}: the compressed")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["empty"], "empty: no pages in this folder"),
        (["no*thing"], "no*thing: no file fits this pattern"),
        (["in", "-o", "gone/out.jsonl"], "gone/out.jsonl: the folder gone is not there"),
        (["in", "-o", "out.doc"], "out.doc: the suffix .doc names no format"),
        (["in", "-o", "there.jsonl"], "there.jsonl: is there already"),
        (["in", "-o", "empty"], "empty: is a folder"),
        (["in", "--jobs", "many"], "--jobs many: give a number from 1, or auto"),
        (["in", "--disable-rule", "countr"], "there is no such rule; did you mean 'counter'?"),
        (["-", "-"], "standard input (-) can be read once only"),
        (["there.jsonl", "-o", "there.jsonl", "--overwrite"], "is input and output at once"),
        (["in", "--format", "parquet"], "parquet cannot be written as a stream"),
        (["in", "--resume"], "--resume and --overwrite need an output file"),
    ],
)
def test_unusable_calls_end_with_2_one_line_and_nothing_written(
    tmp_path: Path, words: list[str], said: str
) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "there.jsonl").write_text("{}\n")
    before = names(tmp_path)
    done = cleaner_run("clean", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert done.stdout == b"" and names(tmp_path) == before
    assert (tmp_path / "there.jsonl").read_text() == "{}\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_missing_permissions_are_named(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "secret.html").write_text(page("Secret"))
    (tmp_path / "secret.html").chmod(0)
    (tmp_path / "closed").mkdir(mode=0o555)
    done = cleaner_run("clean", "secret.html", cwd=tmp_path)
    assert done.returncode == 2 and b"secret.html: no permission to read" in done.stderr
    done = cleaner_run("clean", "in", "-o", "closed/out.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and b"no permission to write in closed" in done.stderr


def test_overwrite_replaces_the_output(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "out.jsonl").write_text("old")
    done = cleaner_run("clean", "in", "-o", "out.jsonl", "--overwrite", cwd=tmp_path)
    assert done.returncode == 0 and len(records(tmp_path / "out.jsonl")) == 1


def test_the_same_bytes_for_any_number_of_jobs(tmp_path: Path) -> None:
    fill(tmp_path / "in", 40)
    for jobs in ("1", "2", "auto"):
        cleaner_run("clean", "in", "-o", f"{jobs}.jsonl", "--jobs", jobs, cwd=tmp_path)
    one, two, auto = ((tmp_path / f"{j}.jsonl").read_bytes() for j in ("1", "2", "auto"))
    assert len(records(one)) == 40
    assert one == two == auto


def test_the_summary_counts_documents_words_and_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    (tmp_path / "b.txt.gz").write_bytes(b"no gzip")
    done = cleaner_run("clean", "a.txt", "b.txt.gz", "-o", "out.jsonl", cwd=tmp_path)
    rows = dict(
        line.split()[:2] for line in done.stderr.decode().splitlines() if "error:" not in line
    )
    assert rows["documents"] == "2" and rows["errors"] == "1"
    assert rows["sign-in-prompt"] == "4"
    kept = len(records(tmp_path / "out.jsonl")[0]["text"].split())
    assert f"words kept     {kept:>12,}" in done.stderr.decode()


def test_quiet_leaves_errors_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    (tmp_path / "b.txt.gz").write_bytes(b"no gzip")
    done = cleaner_run("clean", "a.txt", "b.txt.gz", "-o", "o.jsonl", "--quiet", cwd=tmp_path)
    assert done.stderr.decode().splitlines() == [
        "error: b.txt.gz: damaged, or not what its suffix says (Not a gzipped file (b'no'))"
    ]


def test_lines_shows_label_reason_and_confidence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    done = cleaner_run("lines", "a.txt", "--format", "tsv", cwd=tmp_path)
    head, *rows = (line.split("\t") for line in done.stdout.decode().splitlines())
    assert head == ["line", "label", "reason", "confidence", "text"]
    assert [(r[0], r[1], r[2]) for r in rows] == [
        ("1", "chrome", "sign-in-prompt"),
        ("3", "body", ""),
        ("5", "body", ""),
    ]
    assert all(0.5 <= float(r[3]) <= 1 for r in rows)
    table = cleaner_run("lines", "-", cwd=tmp_path, stdin=text("Aston").encode()).stdout.decode()
    assert "sign-in-prompt" in table and len(table.splitlines()) == 3


@pytest.mark.parametrize("make", [page, text])
def test_lines_says_what_the_cleaning_does(tmp_path: Path, make: Callable[[str], str]) -> None:
    (tmp_path / "a").write_text(make("Aston"))
    done = cleaner_run("lines", "a", "--format", "tsv", cwd=tmp_path)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()[1:]]
    article = clean(make("Aston").encode())
    assert [r[4] for r in rows if r[1] in KEPT_LABELS] == [b.text for b in article.blocks]
    gone = [[r.label, r.reason, r.text] for r in article.removed]
    assert [[r[1], r[2], r[4]] for r in rows if r[1] not in KEPT_LABELS] == gone


def test_lines_of_a_missing_file(tmp_path: Path) -> None:
    done = cleaner_run("lines", "nowhere.txt", cwd=tmp_path)
    assert done.returncode == 2 and b"nowhere.txt: no such file" in done.stderr


def test_settings_file_environment_and_flags_in_that_order(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text(
        'jobs = "2"\nmode = "gentle"\nsecond-opinion = "never"\n'
    )
    env = environment(CLEANER_MODE="thorough", CLEANER_JOBS="3")
    done = cleaner_run("config", "--jobs", "4", cwd=tmp_path, env=env)
    shown = {
        line.split()[0]: line.split(maxsplit=1)[1] for line in done.stdout.decode().splitlines()
    }
    assert shown["jobs"].split(maxsplit=1) == ["4", "(command line)"]
    assert shown["mode"].split(maxsplit=1) == ["thorough", "(environment)"]
    assert shown["second-opinion"].split(maxsplit=1) == ["never", "(file)"]
    assert shown["kind"].split(maxsplit=1) == ["auto", "(default)"]


def test_settings_reach_the_run(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.cleaner]\nremoved = "none"\nformat = "json"\n')
    (tmp_path / "a.txt").write_text(text("Aston"))
    done = cleaner_run("clean", "a.txt", cwd=tmp_path)
    (got,) = json.loads(done.stdout)
    assert "removed" not in got


@pytest.mark.parametrize(
    ("content", "env", "said"),
    [
        ("jobz = 2", {}, "cleaner.toml: there is no setting 'jobz'; did you mean 'jobs'?"),
        ("jobs = ", {}, "cleaner.toml: not usable TOML"),
        ('kind = "pdf"', {}, "'pdf' is not one of"),
        ("", {"CLEANER_JOB": "2"}, "no setting CLEANER_JOB; did you mean 'CLEANER_JOBS'?"),
    ],
)
def test_wrong_settings_are_errors(
    tmp_path: Path, content: str, env: dict[str, str], said: str
) -> None:
    (tmp_path / "cleaner.toml").write_text(content)
    (tmp_path / "a.txt").write_text(text("Aston"))
    done = cleaner_run("clean", "a.txt", cwd=tmp_path, env=environment(**env))
    assert done.returncode == 2 and said in done.stderr.decode()


def test_the_reference_names_every_command_and_is_not_stale() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_cli.py"))["reference"]()
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made, (
        "docs/cli.md is stale: run python docs/make_cli.py"
    )
    for name, known in main.commands.items():
        assert f"\n## cleaner {name}\n" in made
        assert known.help and all(p.help for p in known.params if isinstance(p, click.Option)), (
            f"{name}: an option without help"
        )


def test_the_formats_offered_are_the_formats_known() -> None:
    from cleaner.batch.writers.render import formats

    assert set(FORMATS) == set(formats())


def on_a_terminal(folder: Path, *words: object) -> str:
    """What the command writes to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (25, 100))
    run = subprocess.Popen(
        command(*words), cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        seen += more
    os.close(ours)
    assert run.wait(60) in (0, 1)
    return seen.decode()


def test_a_terminal_shows_progress(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 20)
    (folder / "p0003.txt").unlink()
    (folder / "p0003.txt.gz").write_bytes(b"broken")
    seen = on_a_terminal(tmp_path, "clean", "in", "-o", "out.jsonl")
    assert "20/20" in seen and "pages/s" in seen and "errors=1" in seen
    assert "error: in/p0003.txt.gz" in seen
    assert seen.index("pages/s") < seen.index("documents")
    quiet = on_a_terminal(tmp_path, "clean", "in", "-o", "quiet.jsonl", "--quiet")
    assert "pages/s" not in quiet and "documents" not in quiet


def test_a_terminal_shows_an_estimate_for_containers(tmp_path: Path) -> None:
    rows = (json.dumps({"text": text(f"Town {n}")}) + "\n" for n in range(300))
    (tmp_path / "in.jsonl").write_text("".join(rows))
    seen = on_a_terminal(tmp_path, "clean", "in.jsonl", "-o", "out.jsonl")
    assert "300/300" in seen


@pytest.mark.parametrize("shell", ["2>&-", "2> >(true)", "<&- 2>&-", "2>/dev/full"])
def test_a_standard_error_that_is_closed_costs_nothing(tmp_path: Path, shell: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text("Aston")}))
    words = " ".join(command("clean", "a.jsonl", "--learn", "off"))
    done = subprocess.run(
        ["bash", "-c", f"{words} {shell}"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert [r["id"] for r in records(done.stdout)] == ["a.jsonl:1"]


@pytest.mark.parametrize(
    ("words", "shell", "code", "said"),
    [
        (("a.txt",), "> /dev/full", 3, "the output cannot be written"),
        (("a.txt", "-o", "/dev/full"), "", 3, "the output cannot be written"),
        (("a.txt",), ">&-", 2, "standard output is closed"),
        (("a.txt", "--report", "/dev/full"), "", 3, "/dev/full: cannot be written"),
        (("a.txt", "--sample", "nan"), "", 2, "--sample nan: give a number"),
        (("a.txt", "--deadline", "inf"), "", 2, "--deadline inf: give a number"),
        (("a.txt", "-o", "/", "--format", "md"), "", 2, "/: is no place for an output"),
        (("a.txt", "-o", ".", "--format", "md"), "", 2, "the folder holds files already"),
        (("a.txt", "--errors", "''"), "", 2, "name a file"),
        (("<(cat a.txt)",), "", 2, "is a pipe or a device"),
        (("/dev/stdin",), "< <(cat a.txt)", 0, ""),
    ],
)
def test_what_cannot_be_written_or_read_is_one_line(
    tmp_path: Path, words: tuple[str, ...], shell: str, code: int, said: str
) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    call = " ".join((*command("clean"), *words, "--quiet", shell))
    done = subprocess.run(
        ["bash", "-c", call], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (code, 1 if said else 0), done.stderr
    assert said in done.stderr.decode()
    if not code:
        assert "The baker of Aston" in records(done.stdout)[0]["text"]


@pytest.mark.parametrize("words", [("learn", "in", "-o", "p"), ("clean", "in", "--dry-run")])
def test_ctrl_c_ends_every_command_alike(tmp_path: Path, words: tuple[str, ...]) -> None:
    fill(tmp_path / "in", 3)
    code = (
        "import signal; from cleaner.batch import readers; from cleaner.cli import main\n"
        "readers.items = lambda *a: signal.raise_signal(signal.SIGINT)\n"
        f"main({words!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, b"cleaner: stopped by SIGINT\n")


@pytest.mark.parametrize("wait", [0.4, 0.8])
def test_ctrl_c_at_the_beginning_is_no_traceback(tmp_path: Path, wait: float) -> None:
    """All processes of a terminal hear of it, those too that are only beginning."""
    fill(tmp_path / "in", 30)
    run = subprocess.Popen(
        command("clean", "in", "-o", "out.jsonl", "--quiet"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    end = time.monotonic() + 20
    while not (tmp_path / ".out.jsonl.ledger").exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(wait)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode in (0, 130) and b"Traceback" not in said, said
