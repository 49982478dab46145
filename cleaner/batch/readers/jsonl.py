"""JSON Lines and JSON arrays of records that hold a page each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.batch.items import PAGE_BYTES, Item, Unreadable
from cleaner.batch.readers.rows import BAD_BYTES, Reading, describe, guess, has_bad_bytes, item_of

CHUNK = 2**20
"""Characters of a JSON array that are read at a time."""


def jsonl_items(stream: BinaryIO, name: str, how: Reading) -> Iterator[Item]:
    """One item a line; a line that is not a JSON object gives an item with error.

    Raises ``Unreadable`` if the stream breaks off.
    """
    noted = False
    for number, line in _lines(stream, name):
        place = f"{name}, line {number}"
        row = _object(line, place)
        if isinstance(row, str):
            yield Item(f"{name}:{number}", place, b"", error=row)
            continue
        if not noted:
            noted = True
            how.note(f"{name}: {describe(guess(row, how.columns), row)}")
        yield item_of(row, f"{name}:{number}", place, how)


def json_items(stream: BinaryIO, name: str, how: Reading) -> Iterator[Item]:
    """One item an object of a JSON array, or of objects one after another."""
    noted = False
    for number, (row, source) in enumerate(_values(stream, name), 1):
        place = f"{name}, record {number}"
        if has_bad_bytes(source):
            problem = f"{place}: not UTF-8; convert the file to UTF-8"
            yield Item(f"{name}:{number}", place, b"", error=problem)
            continue
        if not isinstance(row, dict):
            yield Item(f"{name}:{number}", place, b"", error=f"{place}: not a JSON object")
            continue
        if not noted:
            noted = True
            how.note(f"{name}: {describe(guess(row, how.columns), row)}")
        yield item_of(row, f"{name}:{number}", place, how)


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        while line := stream.readline(PAGE_BYTES + 1):
            number += 1
            if line.strip():
                yield number, line
            while len(line) > PAGE_BYTES and not line.endswith(b"\n"):
                line = stream.readline(PAGE_BYTES + 1)
    except EOFError as e:
        raise Unreadable(
            f"{name}, after line {number}: the compressed data ends early; fetch or copy it again"
        ) from e


def _object(line: bytes, place: str) -> dict[str, Any] | str:
    """The object of a line, or the sentence that says why there is none."""
    if len(line) > PAGE_BYTES:
        return f"{place}: longer than {PAGE_BYTES // 2**20} MB, which no page is"
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        return f"{place}: not usable JSON (nested too deeply)"
    except UnicodeDecodeError as e:
        return f"{place}: not UTF-8 (byte {e.start + 1}); convert the file to UTF-8"
    except ValueError as e:
        return f"{place}: not JSON ({e}); mend or remove the line"
    return row if isinstance(row, dict) else f"{place}: not a JSON object; mend or remove the line"


def _values(stream: BinaryIO, name: str) -> Iterator[tuple[Any, str]]:
    """Each value and its source. Raises ``Unreadable`` if the array has no end."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors=BAD_BYTES)
    decoder, rest, size, opened = json.JSONDecoder(), "", CHUNK, 0
    while True:
        between, rest = _split(rest)
        opened += between.count("[") - between.count("]")
        value, end, problem = _one_value(decoder, rest)
        if end:
            yield value, rest[:end]
            rest, size = rest[end:], CHUNK
            continue
        more = text.read(size)
        if not more and rest:
            raise Unreadable(f"{name}: not JSON ({problem}); is it JSON Lines? name it .jsonl")
        if not more and opened > 0:
            raise Unreadable(f"{name}: the array has no end; fetch or copy it again")
        if not more:
            return
        rest, size = rest + more, size * 2


def _split(rest: str) -> tuple[str, str]:
    """What stands before the next value, and the rest from there."""
    value = rest.lstrip(" \t\r\n,[]")
    return rest[: len(rest) - len(value)], value


def _one_value(decoder: json.JSONDecoder, rest: str) -> tuple[Any, int, str]:
    """The first value, where it ends (0 if it is not whole) and what is wrong with it."""
    try:
        value, end = decoder.raw_decode(rest) if rest else (None, 0)
    except (ValueError, RecursionError) as e:
        return None, 0, str(e)
    return value, end, ""
