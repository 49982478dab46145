"""Files that are one page each, and folders of them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from cleaner.batch.items import Unreadable
from cleaner.batch.readers.compressed import plain_suffix, read_page
from cleaner.batch.readers.places import is_special

MHTML = frozenset({".mhtml", ".mht"})
PAGE_SUFFIXES = MHTML | {".html", ".htm", ".xhtml", ".txt", ".md"}


def is_page(name: str) -> bool:
    """Whether a file in a folder or archive counts as a page, by its name."""
    return plain_suffix(name) in PAGE_SUFFIXES and not name.rpartition("/")[2].startswith(".")


def pages_under(folder: Path) -> Iterator[Path]:
    """The pages in a folder and the folders in it, sorted by name.

    Hidden ones are left out and links to folders are not followed. A folder that cannot be opened
    is given itself, so that it is not passed over in silence: reading it is an error.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda e: e.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from pages_under(entry)
        elif is_page(entry.name):
            yield entry


def load_page(path: Path) -> tuple[bytes, str | None]:
    """The bytes of the page that a file holds and its address if the file names one.

    Raises ``Unreadable``.
    """
    if is_special(path):
        raise Unreadable(f"{path}: is a pipe or a device and no file; remove it from the folder")
    raw = read_page(path)
    if plain_suffix(path.name) in MHTML:
        return from_mhtml(raw, str(path))
    return raw, None


def from_mhtml(raw: bytes, place: str) -> tuple[bytes, str | None]:
    """The main HTML part of a page that a browser saved as MHTML, and its address."""
    message = message_from_bytes(raw, policy=policy.compat32)
    url = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                address = url or part.get("Content-Location")
                return payload, str(address) if address else None
    raise Unreadable(f"{place}: no HTML part in this MHTML file")
