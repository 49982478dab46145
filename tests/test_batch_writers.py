"""Writers: every form of output read back, and the schema of the record."""

from __future__ import annotations

import bz2
import csv
import errno
import gzip
import json
import lzma
import os
import socket
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import ROOT, cleaner_run, fill, names, page, records, text
from lxml import etree

from cleaner import Article, clean
from cleaner.batch.items import BadCall, Item, Outcome, Stopped, Tally
from cleaner.batch.job import _write_whole
from cleaner.batch.jsonable import dumps, jsonable
from cleaner.batch.work import article_record, count_words
from cleaner.batch.writers.finish import columns_of, finish
from cleaner.batch.writers.render import formats, render
from cleaner.batch.writers.sink import open_sink
from cleaner.batch.writers.target import Target

SCHEMA = json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
    ".zst": lambda raw: import_module("backports.zstd").decompress(raw),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of rows: two good ones with other columns, and a bad one."""
    folder = tmp_path_factory.mktemp("mixed")
    rows: list[dict[str, Any]] = [
        {"id": "é1", "html": page("Aston"), "url": "https://gazette.example/a", "n": 1},
        {"id": 2, "text": text("Brill"), "tagged": ["x"], "n": None},
        {"id": 3, "other": True, "n": 2.5},
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    return folder


def cleaned(folder: Path, out: Path, *words: str) -> Path:
    done = cleaner_run("clean", "in.jsonl", "-o", out, "--quiet", *words, cwd=folder)
    assert done.returncode == 1, done.stderr
    return out


@pytest.mark.parametrize("removed", ["full", "summary", "none"])
def test_records_keep_to_the_schema(mixed: Path, tmp_path: Path, removed: str) -> None:
    got = records(cleaned(mixed, tmp_path / "out.jsonl", "--removed", removed))
    checker = jsonschema.Draft202012Validator(SCHEMA)
    for record in got:
        checker.validate(record)
    assert ["removed" in r for r in got] == [removed == "full"] * 2 + [False]
    assert ["removed_words" in r for r in got] == [removed == "summary"] * 2 + [False]
    if removed == "summary":
        assert got[1]["removed_words"] == {"sign-in-prompt": 4}


def test_the_schema_refuses_what_is_no_record(mixed: Path, tmp_path: Path) -> None:
    good, _, bad = records(cleaned(mixed, tmp_path / "out.jsonl"))
    checker = jsonschema.Draft202012Validator(SCHEMA)
    for wrong in (
        {**good, "verdict": "maybe"},
        {**good, "published": "yesterday"},
        {**good, "error": "x"},
        {k: v for k, v in good.items() if k != "text"},
        {**bad, "error_kind": "odd"},
        {k: v for k, v in bad.items() if k != "error"},
    ):
        assert not checker.is_valid(wrong)


def test_the_schema_names_every_field_of_the_article() -> None:
    known = SCHEMA["$defs"]["cleaned"]["properties"]
    assert set(Article.__dataclass_fields__) <= set(known)


@pytest.mark.parametrize("suffix", UNPACK)
def test_packed_json_lines_hold_the_same_lines(mixed: Path, tmp_path: Path, suffix: str) -> None:
    plain = cleaned(mixed, tmp_path / "out.jsonl").read_bytes()
    first = cleaned(mixed, tmp_path / f"a.jsonl{suffix}").read_bytes()
    second = cleaned(mixed, tmp_path / f"b.jsonl{suffix}").read_bytes()
    assert UNPACK[suffix](first) == plain
    assert first == second, "the same run gave other bytes"


def test_csv_has_all_columns_and_reads_back(mixed: Path, tmp_path: Path) -> None:
    lines = records(cleaned(mixed, tmp_path / "out.jsonl"))
    with cleaned(mixed, tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [r["id"] for r in rows] == ["é1", "2", "3"]
    assert [r["text"] for r in rows] == [lines[0]["text"], lines[1]["text"], ""]
    assert json.loads(rows[1]["removed"]) == lines[1]["removed"]
    assert [r["n"] for r in rows] == ["1", "", "2.5"]
    assert rows[2]["error"] == lines[2]["error"] and rows[1]["tagged"] == "x"


def test_parquet_has_types_and_reads_back(mixed: Path, tmp_path: Path) -> None:
    lines = records(cleaned(mixed, tmp_path / "out.jsonl"))
    table = import_module("pyarrow.parquet").read_table(cleaned(mixed, tmp_path / "out.parquet"))
    rows = table.to_pylist()
    assert [r["id"] for r in rows] == ["é1", "2", "3"]
    assert [r["text"] for r in rows] == [r.get("text") for r in lines]
    assert json.loads(rows[1]["removed"]) == lines[1]["removed"]
    assert [r["n"] for r in rows] == [1.0, None, 2.5]
    assert (rows[1]["tagged"], rows[1]["authors"]) == (["x"], [])
    assert str(table.schema.field("confidence").type) == "double"


def test_tei_is_well_formed_and_whole(mixed: Path, tmp_path: Path) -> None:
    lines = records(cleaned(mixed, tmp_path / "out.jsonl"))
    tree = etree.parse(cleaned(mixed, tmp_path / "out.xml"))
    tei = "{http://www.tei-c.org/ns/1.0}"
    bodies = tree.getroot().findall(f"{tei}TEI/{tei}text/{tei}body")
    got = [" ".join("".join(b.itertext()).split()) for b in bodies]
    assert got == [" ".join(r["text"].split()) for r in lines[:2]]
    assert [i.text for i in tree.iter(f"{tei}idno") if i.get("type") == "id"] == ["é1", "2"]


def test_control_characters_do_not_break_xml() -> None:
    article = clean("A line with \x00, \x0b and \ufffe in it, and a bracket < or &.", kind="text")
    raw = render("xml", {"id": "a\x01"}, article)
    assert etree.fromstring(raw) is not None


@pytest.mark.parametrize("format", ["md", "txt", "html"])
def test_a_folder_gets_one_file_a_page(tmp_path: Path, format: str) -> None:
    folder = fill(tmp_path / "in", 2)
    (folder / "p0001.html").write_text(page("Twin"))
    (folder / "sub").mkdir()
    (folder / "sub" / "x.txt.gz").write_bytes(gzip.compress(text("Deal").encode()))
    out = tmp_path / "out"
    if format == "md":
        out.mkdir()
    done = cleaner_run("clean", "in", "-o", "out", "--format", format, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(out) == [f"p0000.{format}", f"p0001-2.{format}", f"p0001.{format}", "sub"]
    assert "The baker of Deal" in (out / "sub" / f"x.{format}").read_text()
    assert "The council of Twin" in (out / f"p0001.{format}").read_text()
    assert names(tmp_path) == ["in", "out"]


def test_ids_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    rows = [
        {"id": i, "text": text("Aston")} for i in ("../../up", "/etc/x", "a/./b", "", "..", 'q"?')
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    work = tmp_path / "work"
    work.mkdir()
    cleaner_run("clean", "../in.jsonl", "-o", "out", "--format", "txt", cwd=work)
    found = sorted(str(p.relative_to(work / "out")) for p in (work / "out").rglob("*.txt"))
    assert len(found) == 6
    assert names(tmp_path) == ["in.jsonl", "work"] and names(work) == ["out"]


def test_no_id_is_in_the_way_of_another(tmp_path: Path) -> None:
    ids = ("a", "a.md/b", "A.MD/c", "a/d", "a/" * 2100)
    rows = [{"id": i, "text": text("Aston")} for i in ids]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    done = cleaner_run("clean", "in.jsonl", "-o", "out", "--format", "md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len([p for p in (tmp_path / "out").rglob("*") if p.is_file()]) == len(ids)


def test_shards_have_so_many_pages_and_together_all(tmp_path: Path) -> None:
    fill(tmp_path / "in", 7)
    cleaner_run("clean", "in", "-o", "whole.jsonl", cwd=tmp_path)
    cleaner_run("clean", "in", "-o", "out.jsonl.gz", "--shard-size", 3, cwd=tmp_path)
    assert names(tmp_path) == [
        "in",
        "out-00001.jsonl.gz",
        "out-00002.jsonl.gz",
        "out-00003.jsonl.gz",
        "whole.jsonl",
    ]
    parts = [gzip.decompress((tmp_path / n).read_bytes()) for n in names(tmp_path)[1:4]]
    assert [len(records(p)) for p in parts] == [3, 3, 1]
    assert b"".join(parts) == (tmp_path / "whole.jsonl").read_bytes()
    done = cleaner_run("clean", "in", "-o", "out.jsonl.gz", "--shard-size", 3, cwd=tmp_path)
    assert done.returncode == 2 and b"is there already" in done.stderr


def test_overwrite_leaves_no_shard_of_the_earlier_run(tmp_path: Path) -> None:
    fill(tmp_path / "in", 6)
    for size in (1, 3):
        words = ("-o", "out.json", "--shard-size", size, "--overwrite")
        assert cleaner_run("clean", "in", *words, cwd=tmp_path).returncode == 0
    assert names(tmp_path) == ["in", "out-00001.json", "out-00002.json"]
    assert len(json.loads((tmp_path / "out-00002.json").read_text())) == 3


@pytest.mark.parametrize("format", ["json", "xml", "jsonl", "csv", "parquet", "md", "txt"])
def test_no_pages_still_give_a_whole_file(tmp_path: Path, format: str) -> None:
    (tmp_path / "in.jsonl").write_text("")
    done = cleaner_run("clean", "in.jsonl", "-o", f"out.{format}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / f"out.{format}"
    if format == "json":
        assert json.loads(out.read_text()) == []
    elif format == "xml":
        assert len(etree.parse(out).getroot()) == 0
    assert names(tmp_path) == ["in.jsonl", f"out.{format}"]


@pytest.mark.parametrize("format", sorted(formats()))
def test_failed_pages_render_in_every_format(format: str) -> None:
    raw = render(format, {"id": "a", "error": "a -- b <c>", "error_kind": "crash"}, None)
    assert raw or format == "txt"


@pytest.mark.parametrize("name", ["a", "a--b", "a---b-", "a-->b", "a\x01b", "a\ufffeb"])
def test_failed_pages_of_any_name_leave_xml_well_formed(name: str) -> None:
    raw = render("xml", {"id": name, "error": "e--", "error_kind": "crash"}, None)
    assert etree.fromstring(b"<a>" + raw + b"</a>") is not None


def test_pages_without_text_leave_no_separator(tmp_path: Path) -> None:
    rows = [{"text": ""}, {"text": text("Aston")}, {"n": 1}, {"text": text("Brill")}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    cleaner_run("clean", "in.jsonl", "-o", "out.txt", cwd=tmp_path)
    parts = (tmp_path / "out.txt").read_text().split("\f\n")
    assert ["Aston" in parts[0], "Brill" in parts[1], len(parts)] == [True, True, 2]


def test_columns_of_the_input_never_take_a_name_of_the_record() -> None:
    article = clean(text("Aston"), kind="text")
    fields = {"title": "t", "removed_words": 1, "error": "e", "mine": float("nan"), "raw": b"\xff"}
    record = article_record(article, Item("x", "x", b"", url="u", fields=fields), "full")
    assert record["input_title"] == "t" and record["input_error"] == "e" and "error" not in record
    assert record["input_removed_words"] == 1 and record["mine"] is None and record["raw"] == "/w=="
    assert record["url"] is None and record["input_url"] == "u"


def test_lone_surrogates_are_written_escaped() -> None:
    assert json.loads(dumps({"a": "x\ud800"})) == {"a": "x\ud800"}
    assert jsonable({1: (float("inf"), {"b"})}) == {"1": [None, ["b"]]}


def test_words_of_scripts_without_spaces() -> None:
    assert (count_words("The old  bridge."), count_words("橋が開いた"), count_words("")) == (
        3,
        5,
        0,
    )


def test_columns_stand_in_the_order_in_which_they_come(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_text('{"b": 1, "a": 2}\n{"a": 1, "c": 3}\n')
    assert columns_of(path) == ["b", "a", "c"]


def test_nothing_is_left_of_a_conversion_that_fails(tmp_path: Path) -> None:
    target = Target(tmp_path / "out.csv", "csv")
    target.spool(0).write_text('{"a": 1}\nnot json\n')
    with pytest.raises(ValueError):
        finish(target, 0)
    assert names(tmp_path) == [".out.csv.partial"]


def test_no_final_name_before_the_end(tmp_path: Path) -> None:
    target = Target(tmp_path / "out.jsonl", "jsonl")
    sink, _ = open_sink(target, {}, resume=False, overwrite=False)
    sink.write(Outcome(b'{"id": 1}\n', Tally(1, "1")))
    assert names(tmp_path) == [".out.jsonl.ledger", ".out.jsonl.partial"]
    sink.finish()
    sink.stop()
    sink.discard()
    assert names(tmp_path) == ["out.jsonl"]


def test_a_file_system_without_locks_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refused)
    open_sink(Target(tmp_path / "out.jsonl", "jsonl"), {}, resume=False, overwrite=False)
    assert (tmp_path / ".out.jsonl.ledger").exists()


def test_a_socket_is_no_place_for_an_output(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("out")
        with pytest.raises(BadCall, match="out: cannot be written"):
            open_sink(Target(Path("out"), "jsonl"), {}, resume=False, overwrite=False)


def test_no_half_of_a_report_is_left(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", _refused)
        with pytest.raises(Stopped, match="No space left"):
            _write_whole(tmp_path / "other.json", b"{}")
    assert names(tmp_path) == []


def _refused(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_links_that_go_round_in_a_circle_are_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    (tmp_path / "loop").symlink_to("loop")
    for words in (("-o", "loop"), ("-o", "o.jsonl", "--report", "loop")):
        done = cleaner_run("clean", "a.txt", *words, cwd=tmp_path)
        assert b"Traceback" not in done.stderr and done.returncode in (0, 2), done.stderr


def test_shards_replace_their_like_and_nothing_of_other_runs(tmp_path: Path) -> None:
    others = [
        "news-20240501.jsonl",
        ".news-20240502.jsonl.partial",
        ".news-00003.jsonl.partial",
        ".news-00003.jsonl.ledger",
    ]
    for name in (*others, "news-00001.jsonl", "news-00009.jsonl", ".news-00002.jsonl.partial"):
        (tmp_path / name).write_text("old")
    target = Target(tmp_path / "news.jsonl", "jsonl", shard_size=5)
    sink, _ = open_sink(target, {}, resume=False, overwrite=True)
    sink.discard()
    assert names(tmp_path) == sorted(others)


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        done = cleaner_run("clean", "a.txt", "-o", "pipe", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert reader.stdout is not None
        assert [r["id"] for r in records(reader.stdout.read())] == ["a.txt"]
    assert pipe.is_fifo() and names(tmp_path) == ["a.txt", "pipe"]


def test_a_link_to_a_file_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Aston"))
    (tmp_path / "real").mkdir()
    (tmp_path / "out.jsonl").symlink_to(tmp_path / "real" / "data.jsonl")
    assert cleaner_run("clean", "a.txt", "-o", "out.jsonl", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.jsonl").is_symlink()
    assert len(records(tmp_path / "real" / "data.jsonl")) == 1
