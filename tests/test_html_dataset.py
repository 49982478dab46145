"""Labels and weights of the pages that the HTML labeller learns from."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from zlib import crc32

import numpy as np

from training.html import dataset
from training.text import relabel
from training.text.data import CODES

STORY = "The ferry to the island ran again on Monday after three weeks in the yard."
MORE = "Its crew said that the new engine had been tried on two nights without a passenger."
STEPS = "Bring your ticket and one small bag to the pier before eight in the morning."
PROMO = "Our letter on ships comes every Friday and costs nothing at all for a year."
TEXT = f"{STORY}\n{MORE}\n{STEPS}\n{PROMO}"


def write_rows(path: Path, row: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def a_set(folder: Path) -> Path:
    """One page whose gold leaves out ``STEPS`` and holds ``PROMO``."""
    html = "".join(f"<p>{row}</p>" for row in TEXT.split("\n"))
    page = folder / "html-wcxb" / "pages" / "7.html.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(gzip.compress(f"<body><article>{html}</article></body>".encode()))
    row = {"id": "7", "url": "https://ferry.example/7", "file": "pages/7.html.gz"}
    write_rows(folder / "html-wcxb" / "gold.jsonl.gz", row | {"body": f"{STORY}\n{MORE}\n{PROMO}"})
    lines = ["body", "body", "chrome", "body"]
    text = {"id": "7", "url": row["url"], "source_text": TEXT, "lines": lines}
    write_rows(folder / "text-wcxb-full" / "gold.jsonl.gz", text)
    return folder / "html-wcxb"


def test_blocks_that_hand_and_gold_disagree_on_weigh_little(tmp_path, monkeypatch):
    folder, labels = a_set(tmp_path), tmp_path / "labels"
    labels.mkdir()
    monkeypatch.setattr(relabel, "LABELS", labels)
    (plain,) = dataset.examples(folder)
    by_hand = relabel.Named(crc32(TEXT.encode()), {3: CODES["chrome"]})
    relabel.write(labels / "text-wcxb-full.txt", {"7": by_hand})
    (trusted,) = dataset.examples(folder)
    assert plain.texts == TEXT.split("\n")
    assert plain.labels.tolist() == trusted.labels.tolist() == [1, 1, 0, 1]
    np.testing.assert_allclose(trusted.weights / plain.weights, [1, 1, 0.1, 0.25], rtol=1e-5)
