"""Anything that holds a page becomes a ``Page``: decoded text, its kind and where it came from."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import webencodings

from cleaner.records import CleanerError, Kind, Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

PageSource: TypeAlias = "bytes | str | Path | BeautifulSoup"

META_PRESCAN = 4096
"""Bytes in which a charset declaration counts."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:(?:!doctype\s+html|html|head|body)\b|script\s+(?:type|src|id|async|defer|data-)|meta\s|link\s)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|script|meta|table|article|section|br|h[1-6]|li|ul|img)"
    r"(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_UNSHOWN = re.compile(r"<(?:(script|style|svg)\b|!--)", re.IGNORECASE)
_END = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "svg")},
}
KIND_PRESCAN = 50_000
"""Characters that are looked at to tell HTML from text, not counting those in scripts."""
CHARACTERS_PER_TAG = 600
"""Text with at least one block-level or link tag in so many characters is HTML."""


def load(
    source: PageSource, *, url: str | None = None, kind: Literal["auto", "html", "text"] = "auto"
) -> Page:
    """Decode a source and decide what it is.

    ``bytes`` go through the charset ladder: byte-order mark, declaration, strict UTF-8, detector.
    A ``Path`` is read (``.gz`` is unpacked); a ``BeautifulSoup`` is HTML.
    Raises ``CleanerError`` for a file that cannot be read, ``TypeError`` for other types.
    """
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
    return Page(text, tell_kind(text) if kind == "auto" else kind, url, encoding, warnings)


def decode(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    """``(text, WHATWG name of the charset, warnings)`` of undecoded bytes; never fails."""
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _strip_bom(raw.decode(name, "replace")), name, ()
    declared = declared_charset(raw)
    utf8 = _strict(raw, "utf-8")
    if utf8 is not None and (declared is None or not raw.isascii()):
        return utf8, "utf-8", ()
    if declared and (text := _strict(raw, declared)) is not None:
        return text, declared, ()
    name = _detect(raw) or declared or "windows-1252"
    text = _lookup(name).decode(raw, "replace")[0]
    warning = f"undecodable bytes replaced (read as {name})"
    return text, name, (warning,) if "\ufffd" in text else ()


def declared_charset(raw: bytes) -> str | None:
    """The WHATWG name of the charset that the page's first bytes declare."""
    if not (m := _DECLARED.search(raw, 0, META_PRESCAN)):
        return None
    encoding = webencodings.lookup((m.group(1) or m.group(2)).decode("ascii", "replace"))
    if encoding is None or encoding.name.startswith("utf-16"):
        return None
    return str(encoding.name)


def tell_kind(text: str) -> Kind:
    """HTML if the text starts like it or is dense in its tags.

    Scripts, styles and comments do not count: a page may hold a megabyte of them before its text.
    """
    if _HTML_START.match(text):
        return "html"
    head = _without_scripts(text)
    if "<" not in head:
        return "text"
    tags = sum(1 for _ in _TAG.finditer(head))
    return "html" if tags > 2 and tags * CHARACTERS_PER_TAG >= len(head) else "text"


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
    """``(text that can be encoded, warnings)``."""
    if text.isascii() or not _SURROGATE.search(text):
        return text, ()
    return _SURROGATE.sub("\ufffd", text), ("lone surrogates replaced",)


def _strip_bom(text: str) -> str:
    return text.removeprefix("\ufeff")


def _lookup(name: str) -> codecs.CodecInfo:
    encoding = webencodings.lookup(name)
    return encoding.codec_info if encoding else codecs.lookup("utf-8")


def _strict(raw: bytes, name: str) -> str | None:
    try:
        return str(_lookup(name).decode(raw, "strict")[0])
    except (UnicodeError, ValueError):
        return None


def _detect(raw: bytes) -> str | None:
    import cchardet

    name = cchardet.detect(raw).get("encoding")
    encoding = webencodings.lookup(name) if name else None
    return str(encoding.name) if encoding else None
