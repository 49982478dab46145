"""Makes the files of this folder with the tools that people make such files with.

Run by hand (``python tests/batch_files/make.py``) where warcio, wget, pyarrow, duckdb, polars,
pandas and Scrapy are installed; the tests read what it left here.
"""

from __future__ import annotations

import gzip
import http.server
import io
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

TITLES = ("Aston", "Brücke", "Corfe")


def rows() -> list[dict[str, object]]:
    from command import page

    return [
        {"doc_id": n, "link": f"https://gazette.example/{n}", "body_html": page(t), "score": n / 2}
        for n, t in enumerate(TITLES, 1)
    ]


def warc_by_warcio() -> None:
    """A gzipped, a Latin-1 and a chunked response, an image, a 404, a request."""
    from command import page
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def record(
        writer: WARCWriter, name: str, body: bytes, *more: tuple[str, str], **how: str
    ) -> None:
        headers = [("Content-Type", how.get("type", "text/html; charset=utf-8")), *more]
        http_headers = StatusAndHeaders(how.get("status", "200 OK"), headers, protocol="HTTP/1.1")
        made = writer.create_warc_record(
            f"https://gazette.example/{name}",
            "response",
            payload=io.BytesIO(body),
            http_headers=http_headers,
            warc_headers_dict={
                "WARC-Date": "2021-11-17T04:43:00Z",
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{name:0>12}>",
            },
        )
        writer.write_record(made)

    one, two, three = (page(t) for t in TITLES)
    with (HERE / "warcio.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record("made.warc.gz", {"software": "test"}))
        packed = gzip.compress(one.encode(), mtime=0)
        record(writer, "1", packed, ("Content-Encoding", "gzip"))
        latin = two.replace('<meta charset="utf-8">', "").encode("latin-1")
        record(writer, "2", latin, type="text/html; charset=iso-8859-1")
        chunked = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (three.encode(), b"")) + b""
        record(writer, "3", chunked, ("Transfer-Encoding", "chunked"))
        record(writer, "4", b"\x89PNG", type="image/png")
        record(writer, "5", one.encode(), status="404 Not Found")
    with (HERE / "warcio.warc.wet.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        from command import text

        writer.write_record(
            writer.create_warc_record(
                "https://gazette.example/6",
                "conversion",
                payload=io.BytesIO(text("Deal").encode()),
                warc_content_type="text/plain",
                warc_headers_dict={
                    "WARC-Date": "2021-11-17T04:43:00Z",
                    "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000006>",
                },
            )
        )


def warc_by_wget() -> None:
    from command import page

    with tempfile.TemporaryDirectory() as folder:
        for number, title in enumerate(TITLES, 1):
            Path(folder, f"{number}.html").write_text(page(title), encoding="utf-8")

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: object, **how: object) -> None:
                super().__init__(*args, directory=folder, **how)  # type: ignore[arg-type]

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        urls = [f"http://127.0.0.1:{server.server_port}/{n}.html" for n in (1, 2, 3, 4)]
        with tempfile.TemporaryDirectory() as saved:
            command = ["wget", "-q", "--warc-file=wget", *urls]
            subprocess.run(command, cwd=saved, check=False)
            (HERE / "wget.warc.gz").write_bytes(Path(saved, "wget.warc.gz").read_bytes())
        server.shutdown()


def tables() -> None:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows()), HERE / "pyarrow.parquet")
    pl.DataFrame(rows()).write_parquet(HERE / "polars.parquet")
    frame = pd.DataFrame(rows())
    duckdb.sql("SELECT * FROM frame").write_parquet(str(HERE / "duckdb.parquet"))
    frame.to_csv(HERE / "pandas.csv", index=False)
    frame.to_csv(HERE / "pandas.tsv", index=False, sep="\t")


def scrapy_exports() -> None:
    from scrapy.exporters import JsonItemExporter, JsonLinesItemExporter

    for name, exporter in (("scrapy.jl", JsonLinesItemExporter), ("scrapy.json", JsonItemExporter)):
        with (HERE / name).open("wb") as out:
            made = exporter(out)
            made.start_exporting()
            for row in rows():
                made.export_item(row)
            made.finish_exporting()


if __name__ == "__main__":
    warc_by_warcio()
    warc_by_wget()
    tables()
    scrapy_exports()
