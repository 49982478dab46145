"""Anything that holds a page becomes a ``Page``: decoded text, its kind and where it came from."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import webencodings

from cleaner.records import CleanerError, Kind, Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

PageSource: TypeAlias = "bytes | str | Path | BeautifulSoup"
KindAsked: TypeAlias = Literal["auto", "html", "text"]

META_PRESCAN = 4096
"""Bytes in which a charset declaration counts."""

_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UTF8_CHARACTERS = 10
"""So many UTF-8 characters beyond ASCII to one byte in error are UTF-8 whatever is declared: by
chance they are rare in other charsets. Where UTF-8 is declared, one is enough."""
WIDE_PRESCAN = 4096
"""Bytes in which UTF-16 without a byte-order mark shows by its zeros ..."""
WIDE_SHARE = 0.05
"""... of which so large a share of the characters has one, ..."""
WIDE_STRAYS = 0.02
"""... and of those at most this share in the other byte."""
_ESCAPE = b"\x1b$"
"""How Japanese and its like begin in charsets of seven bits, which look like ASCII."""
_UNWRITTEN = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DETECTED = {"uhc": "euc-kr", "maccyrillic": "x-mac-cyrillic", "utf-8-sig": "utf-8"}
"""WHATWG names for what the detector calls otherwise."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HTML_START = re.compile(
    r"\s*(?><\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:(?:!doctype\s+html|html|head|body)\b|script\s+(?:type|src|id|async|defer|data-)|meta\s|link\s)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|script|meta|table|article|section|br|h[1-6]|li|ul|img)"
    r"(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"\s*(?><!--.{0,2000}?-->\s*)*<(p|div|h[1-6]|blockquote|ul|ol|dl|table|pre|article|section|main"
    r"|header|figure|aside)(?:\s[^<>]{0,400})?>",
    re.IGNORECASE | re.DOTALL,
)
"""How a piece of a page begins."""
_BREAKS = re.compile(r"<br\s*/?>\s*(?:\n|<br\b)", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z!/]", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")
_UNSHOWN = re.compile(r"<(?:(script|style|svg)\b|!--)", re.IGNORECASE)
_END = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "svg")},
}
KIND_PRESCAN = 50_000
"""Characters that are looked at to tell HTML from text, not counting those in scripts."""
CHARACTERS_PER_TAG = 600
"""Text with at least one block-level or link tag in so many characters is HTML."""


def load(source: PageSource, *, url: str | None = None, kind: KindAsked = "auto") -> Page:
    """Decode a source and decide what it is.

    ``bytes`` go through the charset ladder: byte-order mark, UTF-8, declaration, detector.
    A ``Path`` is read (``.gz`` is unpacked); a ``BeautifulSoup`` is HTML.
    Raises ``CleanerError`` for a file that cannot be read, ``TypeError`` for other types of source
    and address, ``ValueError`` for another kind.
    """
    if kind not in get_args(KindAsked):
        raise ValueError(f"kind must be one of {get_args(KindAsked)}, not {kind!r}")
    if not isinstance(url, str | None):
        raise TypeError(f"url must be str or None, not {type(url).__name__}")
    named = isinstance(source, Path) and source.name.lower().endswith(_HTML_NAMES)
    if isinstance(source, Path):
        source = _read_file(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        text, encoding, warnings = decode(bytes(source))
    elif isinstance(source, str):
        text, warnings, encoding = *_scrub(source), None
    elif type(source).__module__.partition(".")[0] == "bs4":
        text, warnings, encoding, kind = *_scrub(str(source)), None, "html"
    else:
        raise TypeError(
            f"source must be bytes, str, pathlib.Path or BeautifulSoup, not {type(source).__name__}"
        )
    if kind == "auto":
        kind = "html" if named and _MARKUP.search(text) else tell_kind(text)
    return Page(text, kind, url, encoding, warnings)


def decode(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    """``(text, name of the charset, warnings)`` of undecoded bytes; never fails.

    What is UTF-8 but for a few bytes is read as UTF-8: a page cut in the middle of a character, or
    with one line from elsewhere, must not become another language.
    """
    if name := _wide(raw):
        return _read(raw, name)
    marked = raw.startswith(codecs.BOM_UTF8)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    declared = "utf-8" if marked else declared_charset(raw)
    utf8 = _strict(raw, "utf-8")
    if utf8 is not None and not (raw.isascii() and (declared or _ESCAPE in raw)):
        return utf8, "utf-8", ()
    if utf8 is None and is_damaged_utf8(raw, 1 if declared == "utf-8" else UTF8_CHARACTERS):
        return _read(raw, "utf-8")
    if declared and (text := _strict(raw, declared)) is not None:
        return text, declared, ()
    return _read(raw, _detect(raw) or declared or "windows-1252")


def _read(raw: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """``(text, name, warnings)``, with what cannot be decoded replaced."""
    text = _lookup(name).decode(raw, "replace")[0].removeprefix("\ufeff")
    warning = f"undecodable bytes replaced (read as {name})"
    return text, name, (warning,) if "\ufffd" in text else ()


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 by the byte-order mark; UTF-16 also by the zeros of its ASCII characters,
    that all stand in the same byte."""
    for bom, name in _WIDE_BOMS:
        if raw.startswith(bom):
            return name
    head = raw[: min(WIDE_PRESCAN, len(raw) // 2 * 2)]
    first, second = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((first, second))
    if 2 * many <= WIDE_SHARE * len(head) or few > WIDE_STRAYS * many:
        return None
    name = "utf-16-le" if second > first else "utf-16-be"
    return None if _UNWRITTEN.search(head.decode(name, "ignore")) else name


def is_damaged_utf8(raw: bytes, characters: int) -> bool:
    """Whether there are at least so many UTF-8 characters beyond ASCII to each error."""
    text = raw.decode("utf-8", "replace")
    errors = text.count("\ufffd") - raw.count("\ufffd".encode())
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return beyond - errors >= characters * errors


def declared_charset(raw: bytes) -> str | None:
    """The WHATWG name of the charset that the page's first bytes declare."""
    if not (m := _DECLARED.search(raw, 0, META_PRESCAN)):
        return None
    encoding = webencodings.lookup((m.group(1) or m.group(2)).decode("ascii", "replace"))
    if encoding is None or encoding.name.startswith(("utf-16", "replacement")):
        return None
    return str(encoding.name)


def tell_kind(text: str) -> Kind:
    """HTML if the text starts like it, begins with an element that it closes, or is dense in tags.

    Scripts, styles and comments do not count: a page may hold a megabyte of them before its text.
    """
    if _HTML_START.match(text):
        return "html"
    head = _without_scripts(text)
    if "<" not in head:
        return "text"
    dense = len(head) <= CHARACTERS_PER_TAG * (tags := sum(1 for _ in _TAG.finditer(head)))
    if _is_fragment(text) and (dense or text.rstrip().endswith(">")):
        return "html"
    return "html" if dense and (tags > 2 or (tags == 2 and _BREAKS.search(head))) else "text"


def _is_fragment(text: str) -> bool:
    """Whether a text begins with an element of a page and closes it."""
    start = _FRAGMENT.match(text)
    return start is not None and f"</{start[1].lower()}" in text.lower()


def _without_scripts(text: str) -> str:
    """The first ``KIND_PRESCAN`` characters without what scripts, styles and comments hold.

    Their start and end tags stay, and so does one that does not end.
    """
    pieces: list[str] = []
    at, room = 0, KIND_PRESCAN
    while start := _UNSHOWN.search(text, at, at + room):
        name = start[1].lower() if start[1] else ""
        end = _END[name].search(text, start.end())
        if end is None:
            break
        pieces.append(text[at : start.end()])
        room -= len(pieces[-1])
        at = end.start()
    return "".join([*pieces, text[at : at + room]])


def _read_file(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if path.suffix == ".gz" else raw
    except (EOFError, gzip.BadGzipFile, zlib.error) as e:
        raise CleanerError(
            f"{path}: broken gzip file ({e}); unpack it by hand or fetch it again"
        ) from e
    except OSError as e:
        raise CleanerError(f"{path}: {e.strerror or e}") from e


def _scrub(text: str) -> tuple[str, tuple[str, ...]]:
    """``(text that can be encoded, warnings)``. A byte-order mark becomes a space, so that what
    follows keeps its place."""
    if text.startswith("\ufeff"):
        text = f" {text[1:]}"
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text), ("lone surrogates replaced",)
    return text, ()


def _lookup(name: str) -> codecs.CodecInfo:
    encoding = webencodings.lookup(name)
    if encoding is None or encoding.name == "replacement":
        return codecs.lookup(name)
    return encoding.codec_info


def _strict(raw: bytes, name: str) -> str | None:
    try:
        return str(_lookup(name).decode(raw, "strict")[0])
    except (UnicodeError, ValueError):
        return None


def _detect(raw: bytes) -> str | None:
    """What the detector says: a charset of the web, or one that fits to the last byte."""
    import cchardet

    name = str(cchardet.detect(raw).get("encoding") or "").lower()
    name = _DETECTED.get(name, name)
    encoding = webencodings.lookup(name)
    if encoding and encoding.name != "replacement":
        return str(encoding.name)
    try:
        return name if _strict(raw, name) is not None else None
    except LookupError:
        return None
