"""Readers: every container, made by the tools that people make them with, gives its pages."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from command import cleaner_run, page, records, text

from cleaner.batch import readers
from cleaner.batch.items import PAGE_BYTES, BadCall, Columns, Item, Unreadable
from cleaner.batch.job import Interrupted
from cleaner.batch.readers import http
from cleaner.batch.readers.compressed import opened, read_page
from cleaner.batch.readers.files import load_page
from cleaner.batch.readers.http import unpacked_body
from cleaner.batch.readers.warc import decoded

FILES = Path(__file__).parent / "batch_files"
TITLES = ["Aston", "Brücke", "Corfe"]
MADE = Columns(html="body_html", url="link", id="doc_id")


def zstd(raw: bytes) -> bytes:
    return import_module("backports.zstd").compress(raw)  # type: ignore[no-any-return]


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}


def read(*inputs: Path | str, columns: Columns | None = None) -> tuple[list[Item], list[str]]:
    """The items of the inputs and the notes that were given."""
    notes: list[str] = []
    columns = columns or Columns()
    found = readers.check_inputs([str(i) for i in inputs], columns)
    how = readers.Reading(columns, "auto", notes.append)
    return list(readers.items(found, how)), notes


def towns(items: list[Item]) -> list[bool]:
    """Whether each item is the page of its town."""
    sources = [i.source.decode() if isinstance(i.source, bytes) else str(i.source) for i in items]
    return [f"The council of {t} agreed" in s for t, s in zip(TITLES, sources, strict=True)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_pages_and_json_lines_under_every_compression(tmp_path: Path, suffix: str) -> None:
    pack = PACKERS[suffix]
    (tmp_path / f"a.html{suffix}").write_bytes(pack(page("Aston").encode()))
    assert read_page(tmp_path / f"a.html{suffix}") == page("Aston").encode()
    lines = b"".join(json.dumps({"text": t}).encode() + b"\n" for t in TITLES)
    (tmp_path / f"in.jsonl{suffix}").write_bytes(pack(lines))
    items, _ = read(tmp_path / f"in.jsonl{suffix}")
    assert [i.source for i in items] == TITLES


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("spoil", ["cut", "wrong"])
def test_broken_compressions_are_named(tmp_path: Path, suffix: str, spoil: str) -> None:
    raw = PACKERS[suffix](page("Aston").encode() * 20)
    path = tmp_path / f"a.html{suffix}"
    path.write_bytes(raw[:-9] if spoil == "cut" else b"plain text, not packed at all")
    said = "ends early" if spoil == "cut" else "damaged, or not what its suffix says"
    with pytest.raises(Unreadable, match=said) as e:
        read_page(path)
    assert str(path.name) in str(e.value) and "\n" not in str(e.value)


def test_a_page_that_unpacks_to_too_much_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    with gzip.open(path, "wb", 9) as out:
        for _ in range(PAGE_BYTES // 2**20 + 1):
            out.write(bytes(2**20))
    with pytest.raises(Unreadable, match="unpacks to more than 256 MB"):
        read_page(path)


@pytest.mark.parametrize("name", ["pyarrow.parquet", "polars.parquet", "duckdb.parquet"])
def test_parquet_of_three_makers(name: str) -> None:
    items, notes = read(FILES / name, columns=MADE)
    assert towns(items) == [True] * 3
    assert [(i.id, i.url, i.fields) for i in items] == [
        (n, f"https://gazette.example/{n}", {"score": n / 2}) for n in (1, 2, 3)
    ]
    assert {i.kind for i in items} == {"html"}
    assert notes == [f"{name}: html from 'body_html', url from 'link', id from 'doc_id'"]


@pytest.mark.parametrize("name", ["pandas.csv", "pandas.tsv"])
def test_csv_of_pandas_with_line_breaks_in_cells(name: str) -> None:
    items, _ = read(FILES / name, columns=MADE)
    assert towns(items) == [True] * 3
    assert [(i.id, i.fields) for i in items] == [(str(n), {"score": str(n / 2)}) for n in (1, 2, 3)]


@pytest.mark.parametrize("name", ["scrapy.jl", "scrapy.json"])
def test_exports_of_scrapy(name: str) -> None:
    items, _ = read(FILES / name, columns=MADE)
    assert towns(items) == [True] * 3 and [i.id for i in items] == [1, 2, 3]


def test_warc_of_warcio_encodings_charsets_and_what_is_passed_over() -> None:
    items, notes = read(FILES / "warcio.warc.gz")
    assert towns(items) == [True] * 3
    assert items[1].url == "https://gazette.example/2"
    assert items[1].fields == {"captured": "2021-11-17T04:43:00Z"}
    assert items[1].id == "urn:uuid:00000000-0000-0000-0000-000000000002"
    assert isinstance(items[1].source, str), "the HTTP charset was not honoured"
    assert notes == [
        "warcio.warc.gz: 1 responses passed over (not HTML or text)",
        "warcio.warc.gz: 1 responses passed over (status other than 2xx)",
    ]


def test_warc_of_wget() -> None:
    items, _ = read(FILES / "wget.warc.gz")
    assert towns(items) == [True] * 3
    assert str(items[0].url).endswith("/1.html") and "<" not in str(items[0].url)


def test_wet_gives_its_texts() -> None:
    (item,), _ = read(FILES / "warcio.warc.wet.gz")
    assert item.kind == "text" and item.source == text("Deal").encode()


def test_the_http_charset_yields_to_the_byte_order_mark_and_to_what_cannot_be() -> None:
    assert decoded("é".encode("latin-1"), "iso-8859-1") == "é"
    assert decoded(b"\xef\xbb\xbf\xc3\xa9", "iso-8859-1") == b"\xef\xbb\xbf\xc3\xa9"
    assert decoded(b"\xff\xe9", "utf-8") == b"\xff\xe9"
    assert decoded("é".encode(), "iso-8859-1") == "é".encode()
    damaged = ("é" * 20).encode() + b"\xe9"
    assert decoded(damaged, "iso-8859-1") == damaged
    assert decoded(b"\xe9\xe8 caf\xe9", "iso-8859-1") == "éè café"
    assert decoded(b"abcd", "utf-16") == decoded(b"abcd", "utf-16be") == b"abcd"
    assert decoded("日本".encode("iso2022_jp"), "iso-2022-jp") == "日本"
    assert decoded(b"abc", "no-such-charset") == b"abc"
    assert decoded(b"abc", None) == b"abc"


def test_a_warc_that_breaks_off_keeps_what_was_read(tmp_path: Path) -> None:
    raw = gzip.decompress((FILES / "wget.warc.gz").read_bytes())
    path = tmp_path / "cut.warc.gz"
    path.write_bytes((FILES / "wget.warc.gz").read_bytes()[:-2000])
    assert len(raw) > 3000
    items, _ = read(path)
    assert [bool(i.error) for i in items][:2] == [False, False]
    assert len(items) < 5


def archive(folder: Path, name: str) -> Path:
    """An archive with two pages (one packed), a picture and a broken page."""
    members = {
        "a.html": page("Aston").encode(),
        "sub/b.txt.gz": gzip.compress(text("Brill").encode()),
        "sub/c.txt.gz": b"broken",
        "picture.png": b"\x89PNG",
    }
    path = folder / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as out:
            for member, raw in members.items():
                out.writestr(member, raw)
        return path
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for member, raw in members.items():
            info = tarfile.TarInfo(member)
            info.size = len(raw)
            tar.addfile(info, io.BytesIO(raw))
    packed = next((p for s, p in PACKERS.items() if name.endswith(s)), None)
    if name.endswith(".tgz"):
        packed = gzip.compress
    path.write_bytes(packed(buffer.getvalue()) if packed else buffer.getvalue())
    return path


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.tar.gz", "a.tar.bz2", "a.tar.zst"])
def test_archives(tmp_path: Path, name: str) -> None:
    items, notes = read(archive(tmp_path, name))
    assert [i.id for i in items] == ["a.html", "sub/b.txt.gz", "sub/c.txt.gz"]
    assert items[1].source == text("Brill").encode()
    assert items[2].error.startswith(f"{name}, member sub/c.txt.gz: damaged")
    assert notes == [f"{name}: 1 files that are no pages by their names were passed over"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.parquet", "a.warc"])
def test_containers_that_are_not_what_they_are_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"This is a letter and no container at all.\n" * 40)
    done = cleaner_run("clean", name, "-o", "out.jsonl", cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode in (1, 2), said
    assert name in said and "Traceback" not in said


def test_mhtml_gives_its_page_and_address(tmp_path: Path) -> None:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/a\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><p>The caf=C3=A9 by the bridge.</p></body></html>\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n"
        b"--x--\r\n"
    )
    raw, url = load_page(path)
    assert "The café by the bridge." in raw.decode() and url == "https://gazette.example/a"
    path.write_bytes(b"Content-Type: text/plain\r\n\r\nno page")
    with pytest.raises(Unreadable, match="no HTML part"):
        load_page(path)


@pytest.mark.parametrize(
    ("row", "kind", "source", "identity", "fields"),
    [
        ({"html": "<p>a</p>", "text": "b", "n": 1}, "html", "<p>a</p>", "x", {"text": "b", "n": 1}),
        ({"HTML": "", "Text": "b", "ID": "k"}, "text", "b", "k", {"HTML": ""}),
        ({"content": "c", "link": "u", "id": 0}, "auto", "c", 0, {}),
        ({"text": "", "id": None}, "text", "", "x", {}),
    ],
)
def test_columns_are_guessed(
    row: dict[str, Any], kind: str, source: str, identity: object, fields: dict[str, Any]
) -> None:
    how = readers.Reading(Columns(), "auto", lambda line: None)
    item = readers.rows.item_of(row, "x", "in.jsonl, line 1", how)
    assert (item.kind, item.source, item.id, item.fields) == (kind, source, identity, fields)
    assert not item.error


def test_a_column_that_the_first_record_lacks_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b", "nr": 7}\n')
    items, notes = read(tmp_path / "a.jsonl", columns=Columns(id="nr"))
    assert [i.id for i in items] == ["a.jsonl:1", 7]
    assert notes == ["a.jsonl: text from 'text', id: no 'nr' in the first record"]


def test_rows_without_a_page_say_which_columns_there_are() -> None:
    how = readers.Reading(Columns(), "auto", lambda line: None)
    assert "it has 'a', 'b'" in readers.rows.item_of({"a": 1, "b": 2}, "x", "p", how).error
    assert "not text but int" in readers.rows.item_of({"html": 5}, "x", "p", how).error
    how = replace(how, kind="text")
    assert readers.rows.item_of({"html": "a"}, "x", "p", how).kind == "text"


def test_a_wrong_column_is_a_bad_call_before_anything_is_read() -> None:
    for name in ("pandas.csv", "pyarrow.parquet"):
        with pytest.raises(BadCall, match="no column 'page'; it has 'doc_id', 'link'"):
            read(FILES / name, columns=Columns(html="page"))
        with pytest.raises(BadCall, match="no column looks like a page"):
            read(FILES / name)


def test_csv_rows_of_the_wrong_length_and_other_charsets(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text;id\none;1\ntwo\nthree;3\n")
    items, _ = read(tmp_path / "a.csv")
    assert [(i.id, i.error) for i in items] == [
        ("1", ""),
        ("a.csv:3", "a.csv, line 3: 1 cells, but the header has 2"),
        ("3", ""),
    ]
    (tmp_path / "b.csv").write_bytes("text,id\none,1\ncafé,2\nthree,3\n".encode("latin-1"))
    items, _ = read(tmp_path / "b.csv")
    assert [(i.source, i.error) for i in items] == [
        ("one", ""),
        (b"", "b.csv, line 3: not UTF-8; convert the file to UTF-8"),
        ("three", ""),
    ]
    (tmp_path / "c.csv").write_bytes("text,né\na,1\n".encode("latin-1"))
    with pytest.raises(BadCall, match="not UTF-8"):
        read(tmp_path / "c.csv")


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        ('id,text\n1,"a"\n2,"b\n3,c\n', [False, True]),
        ('id,text\n1,"a"\n2,"b\n3,c"\n', [False, False]),
        ('id,text\n1,5" of snow\n2,6" of snow', [False, False]),
        ('id,text\n1,"a"b\n2,"c"d', [False, False]),
    ],
)
def test_csv_that_ends_within_quotation_marks(
    tmp_path: Path, content: str, errors: list[bool]
) -> None:
    (tmp_path / "a.csv").write_text(content)
    items, _ = read(tmp_path / "a.csv")
    assert [bool(i.error) for i in items] == errors


def test_what_is_broken_among_other_inputs_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a"}))
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "c.csv").write_bytes(b"")
    (tmp_path / "d.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.csv").write_text("text\ne\n")
    items, _ = read(tmp_path / "*")
    unread = [bool(i.error) or i.source == tmp_path / "d.html" for i in items]
    assert unread == [False, True, True, True, False]
    for name in ("b.parquet", "c.csv", "d.html"):
        with pytest.raises(BadCall, match=name):
            read(tmp_path / name)
    with pytest.raises(BadCall, match="no such file"):
        read(tmp_path / "a.jsonl", tmp_path / "x.jsonl")


def test_values_of_parquet_that_python_does_not_know_are_text_or_bytes(tmp_path: Path) -> None:
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    bad = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"a\xe9b")]
    )
    columns = {
        "text": ["one", "two"],
        "nanoseconds": pa.array([0, 1], pa.timestamp("ns")),
        "far": pa.array([0, 9_999_999], pa.date32()),
        "bytes": bad,
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    items, _ = read(tmp_path / "a.parquet")
    assert [(i.source, i.error) for i in items] == [("one", ""), ("two", "")]
    assert items[1].fields["bytes"] == "b" and items[0].fields["bytes"] == b"a\xe9"
    assert "00:00:00.000000001" in str(items[1].fields["nanoseconds"])


@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
def test_rows_nested_too_deeply_are_errors(tmp_path: Path, suffix: str) -> None:
    deep = '{"text": "a", "x": ' + "[" * 600 + "]" * 600 + "}"
    flat = '{"text": "b", "x": ' + "[" * 100 + "]" * 100 + "}"
    (tmp_path / f"a{suffix}").write_text(f"{deep}\n{flat}\n")
    items, _ = read(tmp_path / f"a{suffix}")
    assert ["nested too deeply" in i.error for i in items] == [True, False]


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text("Aston"))
    os.mkfifo(tmp_path / "in" / "z.html")
    done = cleaner_run("clean", "in", cwd=tmp_path)
    assert ["is a pipe" in r.get("error", "") for r in records(done.stdout)] == [False, True]
    with pytest.raises(BadCall, match="give - and lead it into standard input"):
        read(tmp_path / "in" / "z.html")


@pytest.mark.parametrize(
    ("spoil", "ids", "said"),
    [
        ("header", ["a", "c", "d", "a.tar:unread"], "headers are broken"),
        ("cut", ["a", "b", "a.tar:unread"], "it ends early"),
        ("none", ["a", "b", "c", "d"], ""),
    ],
)
def test_tar_files_with_a_damaged_header_or_without_an_end(
    tmp_path: Path, spoil: str, ids: list[str], said: str
) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name in "abcd":
            info = tarfile.TarInfo(f"{name}.txt")
            info.size = 600
            tar.addfile(info, io.BytesIO(b"a" * 600))
    raw = bytearray(buffer.getvalue())
    if spoil == "header":
        raw[3 * 512 + 5] ^= 1
    elif spoil == "cut":
        del raw[6 * 512 :]
    (tmp_path / "a.tar").write_bytes(raw)
    items, _ = read(tmp_path / "a.tar")
    assert [str(i.id).removesuffix(".txt") for i in items] == ids
    assert said in items[-1].error and bool(said) == bool(items[-1].error)


BODY = page("Aston").encode() * 20


def response(body: bytes, *headers: str) -> bytes:
    """A WARC record of a response with the headers given."""
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", *headers]
    http = "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(http)}\r\n"
    return f"{head}Content-Type: application/http\r\n\r\n".encode() + http + b"\r\n\r\n"


def raw_deflate(raw: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(raw) + packing.flush()


def in_chunks(raw: bytes) -> bytes:
    parts = (raw[at : at + 1000] for at in range(0, len(raw), 1000))
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "header", "whole"),
    [
        (BODY, "Content-Encoding: none", True),
        (BODY, "Content-Encoding: utf-8", True),
        (BODY, "Content-Encoding: gzip", True),
        (BODY, "Content-Encoding: br", True),
        (BODY, "Content-Encoding: zstd", True),
        (BODY, "Content-Encoding: something", True),
        (BODY, "Transfer-Encoding: chunked", True),
        (in_chunks(BODY), "Transfer-Encoding: chunked", True),
        (gzip.compress(BODY), "Content-Encoding: x-gzip", True),
        (gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]), "Content-Encoding: gzip", True),
        (
            in_chunks(gzip.compress(BODY)),
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            True,
        ),
        (zlib.compress(BODY), "Content-Encoding: deflate", True),
        (raw_deflate(BODY), "Content-Encoding: deflate", True),
        (zstd(BODY), "Content-Encoding: zstd", True),
        (gzip.compress(BODY)[:-30], "Content-Encoding: gzip", False),
        (zstd(BODY)[:-30], "Content-Encoding: zstd", False),
        (in_chunks(BODY)[:-500], "Transfer-Encoding: chunked", False),
        (b"\x00\x01", "Content-Encoding: something", False),
        (b"\x00\x01", "Content-Encoding: br", False),
    ],
)
def test_a_response_packed_oddly_costs_itself_only(
    tmp_path: Path, body: bytes, header: str, whole: bool
) -> None:
    (tmp_path / "a.warc").write_bytes(response(body, header) + response(BODY))
    items, _ = read(tmp_path / "a.warc")
    assert [i.source == BODY and not i.error for i in items] == [whole, True]
    assert whole or "record 1: content cannot be decoded" in items[0].error


def test_many_members_of_gzip_take_no_longer_and_no_more_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = time.process_time()
    tiny = gzip.compress(b"") * 60_000 + gzip.compress(BODY) + b"\0\0behind"
    assert unpacked_body(tiny, "", "gzip") == BODY
    assert time.process_time() - started < 2
    monkeypatch.setattr(http, "PAGE_BYTES", 2**20)
    large = gzip.compress(bytes(2**19)) * 100
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="which no page is"):
            unpacked_body(large, "", "gzip")
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("suffix", ["", *PACKERS])
@pytest.mark.parametrize("cut", [0, 40])
def test_a_warc_under_every_compression_is_whole_or_said_to_be_cut(
    tmp_path: Path, suffix: str, cut: int
) -> None:
    raw = response(BODY) + response(random.Random(1).randbytes(300_000).hex().encode())
    raw = PACKERS[suffix](raw) if suffix else raw
    path = tmp_path / f"a.warc{suffix}"
    path.write_bytes(raw[: len(raw) - cut])
    items, _ = read(tmp_path / "*")
    if cut:
        assert "cut off" in items[-1].error or "ends early" in items[-1].error
    else:
        assert [(i.source == BODY, i.error) for i in items] == [(True, ""), (False, "")]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_page_cut_off_with_its_warc_is_an_error(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    body = random.Random(1).randbytes(3000).hex().encode()
    raw = pack(response(BODY)) + pack(response(body))
    (tmp_path / "a.warc").write_bytes(raw[:-1500])
    items, _ = read(tmp_path / "a.warc")
    assert [bool(i.error) for i in items] == [False, True]
    assert "the file is cut off" in items[1].error


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("left", [0, 12, 25, 70])
def test_a_warc_cut_off_in_the_head_of_a_record_says_so(
    tmp_path: Path, pack: Callable[[bytes], bytes], left: int
) -> None:
    first = pack(response(BODY))
    (tmp_path / "a.warc").write_bytes(first + pack(response(BODY))[:left])
    items, _ = read(tmp_path / "a.warc")
    assert [bool(i.error) for i in items] == [False, True][: 2 if left else 1]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_csv_without_a_line_break_at_its_end(tmp_path: Path, suffix: str) -> None:
    raw = b"text,id\none,1\ntwo,2"
    (tmp_path / f"a.csv{suffix}").write_bytes(PACKERS[suffix](raw) if suffix else raw)
    items, _ = read(tmp_path / f"a.csv{suffix}")
    assert [(i.id, i.source, i.error) for i in items] == [("1", "one", ""), ("2", "two", "")]


def spoiled(raw: bytes, chance: random.Random) -> bytes:
    """The bytes cut, with some changed, or with others put in."""
    content = bytearray(raw)
    match chance.randrange(3):
        case 0:
            del content[chance.randrange(len(content)) :]
        case 1:
            for _ in range(chance.choice([1, 3, 20])):
                content[chance.randrange(len(content))] = chance.randrange(256)
        case _:
            at = chance.randrange(len(content))
            content[at:at] = chance.randbytes(50)
    return bytes(content)


@pytest.mark.parametrize("seed", range(4))
def test_no_container_however_spoiled_stops_the_reading(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole = {p.name: p.read_bytes() for p in FILES.iterdir() if p.suffix != ".py" and p.is_file()}
    for name in ("a.zip", "a.tgz", "a.tar.zst"):
        whole[name] = archive(tmp_path, name).read_bytes()
    for suffix, pack in PACKERS.items():
        whole[f"b.jl{suffix}"] = pack(whole["scrapy.jl"])
    for name, raw in whole.items():
        columns = Columns() if "warc" in name or name.startswith("a.") else MADE
        for _ in range(8):
            path = tmp_path / name
            path.write_bytes(spoiled(raw, chance))
            try:
                items, _ = read(path, columns=columns)
            except BadCall as e:
                assert "\n" not in str(e) and str(path.name) in str(e)
            else:
                assert all("\n" not in i.error for i in items)


def test_json_arrays_are_read_piece_by_piece(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(readers.jsonl, "CHUNK", 7)
    rows = [{"text": t * 9, "id": n} for n, t in enumerate(TITLES)]
    for name, content in (
        ("a.json", json.dumps(rows, indent=2)),
        ("b.json", "\n".join(map(json.dumps, rows))),
        ("c.json", json.dumps(rows[0])),
    ):
        (tmp_path / name).write_text(content)
    assert [i.source for i in read(tmp_path / "a.json")[0]] == [r["text"] for r in rows]
    assert [i.id for i in read(tmp_path / "b.json")[0]] == [0, 1, 2]
    assert len(read(tmp_path / "c.json")[0]) == 1
    (tmp_path / "d.json").write_text('[{"text": "a"}, {"text": ')
    items, _ = read(tmp_path / "d.json")
    assert items[0].source == "a" and "d.json: not JSON" in items[1].error
    (tmp_path / "e.json").write_text('[{"text": "a"}, {"text": "b"}')
    items, _ = read(tmp_path / "e.json")
    assert [i.error for i in items][:2] == ["", ""] and "the array has no end" in items[2].error
    (tmp_path / "f.json").write_bytes(b'[{"text": "a"}, {"text": "\xe9"}, {"text": "\xc3\xa9"}]')
    items, _ = read(tmp_path / "f.json")
    assert [(i.source, "record 2: not UTF-8" in i.error) for i in items] == [
        ("a", False),
        (b"", True),
        ("é", False),
    ]


def test_globs_are_spelled_out_in_order(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text(json.dumps({"text": name}))
    items, _ = read(tmp_path / "*.jsonl")
    assert [i.source for i in items] == ["a.jsonl", "b.jsonl"]


def test_a_folder_of_containers_says_how_to_name_them(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(b"")
    with pytest.raises(BadCall, match=r"no single pages but \.jsonl files; name them: '.*/\*'"):
        read(tmp_path)


def test_a_file_that_goes_away_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a"}))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "b"}))
    found = readers.check_inputs([str(tmp_path / n) for n in ("a.jsonl", "b.jsonl")], Columns())
    (tmp_path / "a.jsonl").unlink()
    items = list(readers.items(found, readers.Reading(Columns(), "auto", lambda line: None)))
    assert "a.jsonl: no such file" in items[0].error and items[1].source == "b"


def test_only_one_line_is_in_memory_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "endless.jsonl.gz"
    line = json.dumps({"text": "x" * 1000}).encode() + b"\n"
    with gzip.open(path, "wb") as out:
        for _ in range(50_000):
            out.write(line)
    with opened(path) as stream:
        how = readers.Reading(Columns(), "auto", lambda line: None)
        taken = readers.jsonl.jsonl_items(stream, "endless", how)
        assert next(taken).source == "x" * 1000
        assert stream.tell() < 1_000_000


def test_the_cli_reads_a_warc_to_records(tmp_path: Path) -> None:
    done = cleaner_run("clean", FILES / "warcio.warc.gz", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    got = records(tmp_path / "out.jsonl")
    assert [t in r["text"] for t, r in zip(TITLES, got, strict=True)] == [True] * 3
    assert got[0]["captured"] == "2021-11-17T04:43:00Z"
    assert got[0]["url"] == "https://gazette.example/1"


def test_addresses_that_fsspec_knows(tmp_path: Path) -> None:
    remote = import_module("upath").UPath("memory://bucket")
    (remote / "pages").mkdir(parents=True, exist_ok=True)
    (remote / "pages" / "b.txt").write_bytes(text("Brill").encode())
    (remote / "pages" / "a.html.gz").write_bytes(gzip.compress(page("Aston").encode()))
    for name in ("pandas.csv", "pyarrow.parquet", "warcio.warc.gz"):
        (remote / name).write_bytes((FILES / name).read_bytes())
    (remote / "a.zip").write_bytes(archive(tmp_path, "a.zip").read_bytes())
    items, _ = read("memory://bucket/pages")
    assert [i.id for i in items] == ["a.html.gz", "b.txt"]
    assert load_page(items[0].source)[0] == page("Aston").encode()
    items, _ = read("memory://bucket/p*.*", columns=MADE)
    assert towns(items[:3]) == [True] * 3 and towns(items[3:]) == [True] * 3
    assert towns(read("memory://bucket/warcio.warc.gz")[0]) == [True] * 3
    assert len(read("memory://bucket/a.zip")[0]) == 3


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://nothing/here.html", "no such file or folder"),
        ("nosuch://a/b.html", "this kind of address cannot be read"),
    ],
)
def test_addresses_that_cannot_be_read(address: str, said: str) -> None:
    with pytest.raises(BadCall, match=said):
        read(address)


def test_the_cli_reads_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Aston"))
    done = cleaner_run("clean", (tmp_path / "a.html").as_uri(), cwd=tmp_path)
    (got,) = records(done.stdout)
    assert got["id"] == "a.html" and "The council of Aston" in got["text"]


def test_a_folder_that_cannot_be_opened_is_an_error_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.html").write_text(page("Aston"))
    iterdir = Path.iterdir

    def closed(folder: Path) -> Any:
        if folder.name == "a":
            raise PermissionError(13, "Permission denied")
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    items, _ = read(tmp_path)
    assert [i.id for i in items] == ["a", "b/x.html"]
    with pytest.raises(Unreadable, match="cannot be read"):
        load_page(tmp_path / "a")


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Aston"))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [i.id for i in read(tmp_path)[0]] == ["a.html"]


def test_the_meter_tells_how_much_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"text": "x" * 9000}) + "\n" for _ in range(100)))
    found = readers.check_inputs([str(path), str(path)], Columns())
    how = readers.Reading(Columns(), "auto", lambda line: None)
    shares = [how.meter.read / readers.count_bytes(found) for _ in readers.items(found, how)]
    assert shares == sorted(shares) and len(shares) == 200
    assert shares[50] == pytest.approx(0.25, abs=0.05) and shares[150] == pytest.approx(
        0.75, abs=0.05
    )


def test_a_fault_inside_a_library_ends_its_container_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jsonl", "b.json"):
        (tmp_path / name).write_text(json.dumps({"text": name}))

    def broken(*_: object) -> Any:
        raise AssertionError("not my day")

    monkeypatch.setattr(readers, "jsonl_items", broken)
    items, _ = read(tmp_path / "a.jsonl", tmp_path / "b.json")
    assert items[0].error.endswith("a.jsonl: cannot be read further (AssertionError: not my day)")
    assert items[1].source == "b.json"


def test_a_signal_while_an_input_is_read_is_no_fault_of_the_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise Interrupted("stopped by SIGTERM", 15)

    monkeypatch.setattr(readers, "_items", interrupted)
    how = readers.Reading(MADE, "auto", print)
    inputs = readers.check_inputs((str(FILES / "pandas.csv"),), MADE)
    with pytest.raises(Interrupted):
        list(readers.items(inputs, how))
