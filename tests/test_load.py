import gzip
import time

import pytest
from bs4 import BeautifulSoup

from cleaner import CleanerError
from cleaner.load import declared_charset, decode, load, tell_kind

RUSSIAN = "Совет города проголосовал во вторник за закрытие старого моста на ремонт."
JAPANESE = "市議会は火曜日、古い橋を閉鎖して修理することを決めた。住民は反対している。"


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (b"\xef\xbb\xbfabc", "abc", "utf-8"),
        ("abc".encode("utf-16"), "abc", "utf-16-le"),
        ("\ufeffabc".encode("utf-16-be"), "abc", "utf-16-be"),
        (RUSSIAN.encode(), RUSSIAN, "utf-8"),
        (f"<meta charset=windows-1251>{RUSSIAN}".encode("cp1251"), RUSSIAN, "windows-1251"),
        (f'<meta charset="Shift_JIS">{JAPANESE}'.encode("cp932"), JAPANESE, "shift_jis"),
        (b"<meta charset=iso-8859-1>caf\xe9 \x93x\x94", "caf\u00e9 \u201cx\u201d", "windows-1252"),
        (f"<meta charset=iso-8859-1>{RUSSIAN}".encode(), RUSSIAN, "utf-8"),
        ((RUSSIAN * 3).encode("cp1251"), RUSSIAN, "windows-1251"),
    ],
)
def test_charset_ladder(raw, text, encoding):
    decoded, name, warnings = decode(raw)
    assert text in decoded
    assert (name, warnings) == (encoding, ())


def test_wrong_declaration_is_survived_and_said():
    text, _, warnings = decode(b"<meta charset=utf-8>\xff\xfe\xfd bad \x81")
    assert "bad" in text
    assert not warnings or "undecodable" in warnings[0]


def test_unknown_and_impossible_declarations_do_not_count():
    assert declared_charset(b"<meta charset=klingon>") is None
    assert declared_charset(b"<meta charset=utf-16>") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "text"),
        ("A plain line.\nAnother one.", "text"),
        ("<!DOCTYPE html><title>x</title>", "html"),
        ("<?xml version='1.0'?><!-- c --><html>", "html"),
        ("<p>One</p><p>Two</p>", "html"),
        ("<div class=a>x", "text"),
        ("In HTML, <p> begins a paragraph and <br> a line. " + "More about this. " * 200, "text"),
        ("a < b and b > c", "text"),
        ("<script type='application/ld+json'>" + "{}" * 500_000 + "</script>One", "html"),
        ("\n<script>" + "a < b;" * 200_000 + "</SCRIPT ><p>One</p><p>Two</p>", "html"),
        (
            "<!--"
            + "c > d" * 200_000
            + "--><STYLE>"
            + "b{}" * 100_000
            + "</style><div><p>x</p></div>",
            "html",
        ),
        ("<svg>" + "<g/>" * 100_000 + "</svg><div><p>x</p></div>", "html"),
        ("<meta charset=utf-8>" + "x" * 60_000 + "<p>y</p>", "html"),
        ("<script> opens a script, says the manual. " + "More about this. " * 200, "text"),
        ("The tag <script src=a></script> is old, <!-- so --> to say. " + "More. " * 900, "text"),
    ],
)
def test_html_or_text(text, kind):
    assert tell_kind(text) == kind


@pytest.mark.parametrize("piece", ["<script>", "<script></script>", "<!--", "<!-- -->", "<a href="])
def test_telling_the_kind_takes_no_longer_for_many_tags(piece):
    started = time.process_time()
    tell_kind("x" + piece * 400_000)
    assert time.process_time() - started < 1


def test_files(tmp_path):
    plain = tmp_path / "page.txt"
    plain.write_text(RUSSIAN, encoding="utf-8")
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(b"<html><body><p>x"))
    assert load(plain).source == RUSSIAN
    assert load(packed).kind == "html"


def test_unreadable_files_say_which_and_why(tmp_path):
    with pytest.raises(CleanerError, match="missing.html: No such file"):
        load(tmp_path / "missing.html")
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(b"x" * 1000)[:20])
    with pytest.raises(CleanerError, match=r"broken.gz: broken gzip file"):
        load(broken)


def test_soup_is_html():
    page = load(BeautifulSoup("<p>One &amp; two</p>", "html.parser"))
    assert page.kind == "html"
    assert "One &amp; two" in page.source


def test_other_types_are_refused():
    with pytest.raises(TypeError, match="not int"):
        load(7)


def test_lone_surrogates_are_replaced_one_for_one():
    page = load("a\ud800b")
    assert page.source == "a\ufffdb"
    assert page.warnings == ("lone surrogates replaced",)
