import gzip
import time

import pytest
from bs4 import BeautifulSoup

from cleaner import CleanerError
from cleaner.load import declared_charset, decode, load, tell_kind

RUSSIAN = "Совет города проголосовал во вторник за закрытие старого моста на ремонт."
KOREAN = "시의회는 화요일 오래된 다리를 십일 주 동안 폐쇄하기로 결정했다. "
FRENCH = "Le conseil a décidé mardi de fermer l’ancien pont, à la surprise des commerçants du quai."
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
        ((KOREAN * 3).encode("euc-kr"), KOREAN, "euc-kr"),
        (b"<meta charset=utf-8>" + (KOREAN * 3).encode("cp949"), KOREAN, "euc-kr"),
        ((KOREAN * 3).encode("johab"), KOREAN, "johab"),
        (KOREAN.encode("iso2022_kr"), KOREAN, "iso-2022-kr"),
        (JAPANESE.encode("iso2022_jp"), JAPANESE, "iso-2022-jp"),
        (b"\xef\xbb\xbf" + (RUSSIAN * 3).encode("cp1251"), RUSSIAN, "windows-1251"),
        (RUSSIAN.encode("utf-16-le"), RUSSIAN, "utf-16-le"),
        (f"<p>{JAPANESE}</p><p>a</p>".encode("utf-16-be"), JAPANESE, "utf-16-be"),
        (f"<meta charset=utf-16><p>{RUSSIAN}</p>".encode("utf-16-le"), RUSSIAN, "utf-16-le"),
        (b"\x1b[1mred\x1b[0m", "red", "utf-8"),
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


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, KOREAN, FRENCH, "© The Post", "Żółć"])
@pytest.mark.parametrize("opening", [b"<meta charset=utf-8>", b"\xef\xbb\xbf<p>"])
@pytest.mark.parametrize("stray", [b"\xff", b"\xa0", b"\xc3", b"<!-- \xe9 -->"])
def test_utf8_with_a_stray_byte_stays_utf8_and_says_so(text, opening, stray):
    for raw in (opening + stray + text.encode(), opening + text.encode() + stray):
        decoded, name, warnings = decode(raw)
        assert text in decoded
        assert (name, warnings) == ("utf-8", ("undecodable bytes replaced (read as utf-8)",))


@pytest.mark.parametrize("opening", [b"", b"<meta charset=iso-8859-1>", b"<meta charset=koi8-r>"])
def test_what_is_utf8_but_for_a_byte_is_utf8_whatever_is_declared(opening):
    assert RUSSIAN in decode(opening + RUSSIAN.encode() + b"\xd0")[0]


def test_a_page_cut_inside_a_character_is_read_to_its_end():
    assert decode(JAPANESE.encode()[:-1])[0] == f"{JAPANESE[:-1]}\ufffd"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN * 3, "cp1251"),
        (FRENCH * 3, "cp1252"),
        ("США» и «СССР» – это " * 20, "cp1251"),
        (KOREAN * 3, "euc-kr"),
        (JAPANESE * 3, "cp932"),
    ],
)
def test_what_is_wrongly_declared_utf8_is_not_taken_for_it(text, charset):
    assert text in decode(b"<meta charset=utf-8>" + text.encode(charset))[0]


def test_a_byte_order_mark_before_decoded_text_is_no_letter():
    page = load("\ufeffThe council met.")
    assert (page.source, page.warnings) == (" The council met.", ())


def test_bytes_with_zeros_are_not_all_utf16():
    assert decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0")[1] not in ("utf-16-le", "utf-16-be")


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
        ("<!-- a -->\n<!-- b > c -->\n<meta name=d>", "html"),
        ("<!-- -->" * 30 + "The council met.", "text"),
        ("<p>One</p><p>Two</p>", "html"),
        ("<div class=a>x", "text"),
        ("In HTML, <p> begins a paragraph and <br> a line. " + "More about this. " * 200, "text"),
        ("a < b and b > c", "text"),
        ("<p>The council voted on Tuesday.</p>", "html"),
        ("<blockquote>We waited.</blockquote>\n", "html"),
        ("<h1>Bridge</h1>It closes on Tuesday.", "html"),
        ("<!-- wp --><DIV class='a'>" + "It closes. " * 300 + "</DIV>", "html"),
        ("<pre>x = 1</pre>", "html"),
        ("North ramp<br />\nSouth ramp<br />\nEast quay", "html"),
        ("<p> begins a paragraph, says the manual.", "text"),
        ("In HTML, <p> begins a paragraph and <br> a line.", "text"),
        ("<h1>Bridge</h1>\n" + "It closes on Tuesday, said the clerk.\n\n" * 60, "text"),
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
@pytest.mark.parametrize("opening", ["x", ""])
def test_telling_the_kind_takes_no_longer_for_many_tags(opening, piece):
    started = time.process_time()
    tell_kind(opening + piece * 400_000)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", "It closes <b>on Tuesday</b>.", "html"),
        ("a.HTM", "<p>It closes.", "html"),
        ("a.txt", "<p>It closes.", "text"),
        ("a.html", "It closes if 3 < 4.", "text"),
    ],
)
def test_the_name_of_a_file_tells_html(tmp_path, name, content, kind):
    (tmp_path / name).write_text(content)
    assert load(tmp_path / name).kind == kind


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
    with pytest.raises(TypeError, match="url must be str or None, not int"):
        load("x", url=7)


@pytest.mark.parametrize("kind", ["xml", "HTML", None])
def test_other_kinds_are_refused(kind):
    with pytest.raises(ValueError, match="kind must be one of .'auto', 'html', 'text'.,"):
        load("x", kind=kind)


def test_lone_surrogates_are_replaced_one_for_one():
    page = load("a\ud800b")
    assert page.source == "a\ufffdb"
    assert page.warnings == ("lone surrogates replaced",)
