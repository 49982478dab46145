"""ZIP and TAR archives of pages."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from cleaner.batch.items import Item, KindChoice, Unreadable
from cleaner.batch.readers.compressed import plain_suffix, read_all, reading, unpacked
from cleaner.batch.readers.files import MHTML, from_mhtml, is_page
from cleaner.batch.readers.rows import Note, Reading


def zip_items(path: Path, name: str, how: Reading) -> Iterator[Item]:
    """One item a page in the archive, in the archive's order. Raises ``Unreadable``."""
    passed = 0
    try:
        with reading(name), path.open("rb") as raw, zipfile.ZipFile(raw) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                if not is_page(member.filename):
                    passed += 1
                    continue
                yield _zip_item(archive, member, name, how.kind)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as e:
        raise Unreadable(f"{name}: damaged, or not a ZIP file ({e}); fetch or copy it again") from e
    _passed_over(passed, name, how.note)


class _Member(tarfile.TarInfo):
    """The header of a member; where one is damaged, the next that is not."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        begin = archive.offset
        while True:
            try:
                return super().fromtarfile(archive)
            except tarfile.HeaderError as e:
                kind = type(e).__name__
                if not begin or kind == "EOFHeaderError":
                    raise
                if kind != "InvalidHeaderError":
                    raise tarfile.ReadError("it ends early") from e
                assert isinstance(archive, _Archive)
                archive.is_damaged = True


class _Archive(tarfile.TarFile):
    """An archive that does not take a damaged header, or none where one should be, for its end."""

    tarinfo = _Member
    is_damaged = False


def tar_items(stream: BinaryIO, name: str, how: Reading) -> Iterator[Item]:
    """One item a page in the archive, in the archive's order. Raises ``Unreadable``."""
    passed = 0
    try:
        with reading(name), _Archive.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if not member.isfile():
                    continue
                if not is_page(member.name):
                    passed += 1
                    continue
                content = archive.extractfile(member)
                raw = read_all(content, f"{name}, member {member.name}") if content else b""
                yield _item(raw, member.name, name, how.kind)
            if archive.is_damaged:
                raise tarfile.ReadError("members whose headers are broken are missing")
    except tarfile.TarError as e:
        raise Unreadable(f"{name}: damaged, or not a TAR file ({e}); fetch or copy it again") from e
    _passed_over(passed, name, how.note)


def _zip_item(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, kind: KindChoice
) -> Item:
    place = f"{name}, member {member.filename}"
    try:
        with reading(place), archive.open(member) as content:
            raw = read_all(content, place)
    except Unreadable as e:
        return Item(member.filename, place, b"", error=str(e))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as e:
        return Item(member.filename, place, b"", error=f"{place}: cannot be unpacked ({e})")
    return _item(raw, member.filename, name, kind)


def _item(raw: bytes, member: str, name: str, kind: KindChoice) -> Item:
    place, url = f"{name}, member {member}", None
    try:
        raw = unpacked(raw, member, place)
        if plain_suffix(member) in MHTML:
            raw, url = from_mhtml(raw, place)
    except Unreadable as e:
        return Item(member, place, b"", error=str(e))
    return Item(member, place, raw, kind, url)


def _passed_over(count: int, name: str, note: Note) -> None:
    if count:
        note(f"{name}: {count} files that are no pages by their names were passed over")
