"""Labels by hand for documents of others, and lines in doubt: read, written, put on a document."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
import pytest

from training.text import doubtful, own, relabel
from training.text.data import CODES, FREE, Marked, to_blocks
from training.text.pages import CLOSE, OPEN

FILES = sorted([*relabel.LABELS.glob("*.txt"), *relabel.DOUBTFUL.glob("*.txt")])
ROW = re.compile(r"### [\w./-]+( [\w./-]+)* [0-9a-f]{8}|[ctsydp?]( \d+(-\d+)?)+")
TEXT = "Share\n\nThe ferry ran again on Monday.\nRead also"
CHROME = CODES["chrome"]


def document(text: str = TEXT) -> Marked:
    return Marked("7", "text-wcxb-near", "a", text, np.full(len(text), CHROME, np.int8))


def lines_of(*codes: tuple[int, int]) -> relabel.Named:
    return relabel.Named(crc32(TEXT.encode()), dict(codes))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_files_hold_numbers_and_no_text(path):
    assert not [row for row in path.read_text("utf-8").splitlines() if not ROW.fullmatch(row)]


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "text-wcxb-near.txt"
    found = {"site 2008/7": lines_of((0, CHROME), (3, CHROME), (4, CHROME), (5, CHROME), (2, FREE))}
    relabel.write(path, found)
    assert path.read_text("utf-8").splitlines()[1:] == ["c 0 3-5", "? 2"]
    assert relabel.read(path) == found


@pytest.mark.parametrize("row", ["x 1", "c one", "c 1-", "", "### 7", "### 7 word"])
def test_a_bad_line_is_named(tmp_path, row):
    path = tmp_path / "set.txt"
    path.write_text(f"### 1 00000000\n{row}\n", "utf-8")
    with pytest.raises(ValueError, match=re.escape(f"set.txt, line 2: cannot read {row!r}")):
        relabel.read(path)


def put_in(monkeypatch, tmp_path, folder, lines):
    relabel.write(tmp_path / "text-wcxb-near.txt", {"7": lines})
    monkeypatch.setattr(relabel, folder, tmp_path)


def test_lines_in_doubt_have_no_label(monkeypatch, tmp_path):
    put_in(monkeypatch, tmp_path, "DOUBTFUL", lines_of((2, FREE)))
    marks = relabel.undoubted(document()).marks
    prose = TEXT.index("The"), TEXT.index("Read")
    assert (marks[prose[0] : prose[1] - 1] == FREE).all()
    assert (marks[: prose[0]] == CHROME).all() and (marks[prose[1] :] == CHROME).all()


def test_of_a_document_by_hand_all_that_is_not_named_is_body(monkeypatch, tmp_path):
    put_in(monkeypatch, tmp_path, "LABELS", lines_of((0, CHROME)))
    monkeypatch.setattr(relabel, "load_set", lambda path: [document()])
    (found,) = relabel.by_hand(tmp_path)
    assert (found.set, found.id) == (relabel.SET, "text-wcxb-near/7")
    assert (found.marks[:5] == CHROME).all()
    assert (found.marks[TEXT.index("The") : -10] == CODES["body"]).all()


def test_another_text_than_the_one_that_was_labelled_is_an_error(monkeypatch, tmp_path):
    put_in(monkeypatch, tmp_path, "DOUBTFUL", lines_of((2, FREE)))
    with pytest.raises(ValueError, match="text-wcxb-near/7: not the text that was labelled"):
        relabel.undoubted(document(TEXT + "!"))


def test_a_line_is_in_doubt_if_all_its_blocks_are_labelled_against_the_odds():
    page = document()
    page.marks[TEXT.index("The") : TEXT.index("Read")] = CODES["body"]
    doc = to_blocks(page)
    assert [int(code) for code in doc.target] == [CHROME, CODES["body"], CHROME]
    odds = np.array([-5.0, 5.0, 5.0])
    (lines,) = doubtful.doubted([page], {"7": odds}).values()
    assert lines == lines_of((0, FREE), (2, FREE))
    assert not doubtful.doubted([page], {"7": np.array([5.0, -5.0, 5.0])})
    assert not doubtful.doubted([page], {"8": odds})


def rows(*cells: tuple[str, str, str, str]) -> list[dict[str, str]]:
    return [dict(zip(("line", "label", "reason", "text"), row, strict=True)) for row in cells]


def test_corrected_lines_become_a_page():
    found = own.page(
        rows(
            ("1", "chrome", "share-bar", "Share"),
            ("3", "heading", "", "At sea"),
            ("4", "body", "", "It ran."),
            ("4", "chrome", "related-link", "Read also"),
        ),
        "en",
    )
    assert list(found) == [
        "# lang=en",
        "chrome/share-bar\tShare",
        "body\tAt sea",
        f"body\tIt ran. {OPEN}Read also{CLOSE}",
    ]


@pytest.mark.parametrize("cells", [("7", "chrom", "", "x"), ("7", "chrome", "junk", "x")])
def test_a_label_that_does_not_exist_is_named(cells):
    with pytest.raises(ValueError, match="line 7: no such label and reason"):
        list(own.page(rows(cells), "en"))


def test_a_page_of_that_name_is_not_written_over(monkeypatch, tmp_path, capsys):
    table, there = tmp_path / "page.tsv", tmp_path / "en-ferry.txt"
    table.write_text("\t".join(own.HEADER) + "\n", "utf-8")
    there.write_text("# lang=en\nbody\tAs it was.\n", "utf-8")
    monkeypatch.setattr(own, "FOLDERS", (tmp_path,))
    monkeypatch.setattr("sys.argv", ["own", str(table), "en-ferry"])
    with pytest.raises(SystemExit):
        own.main()
    assert "en-ferry.txt: there is such a page" in capsys.readouterr().err
    assert there.read_text("utf-8").endswith("As it was.\n")
