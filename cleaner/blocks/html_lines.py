"""Offsets of lines in a source, found where they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

_CHUNK = 4096


class Lines:
    """Where the lines of a source begin; a carriage return ends a line as a line feed does.

    Newlines are only counted, chunk by chunk; a chunk is cut into lines when one of them is asked
    for. Most lines of a page are script, and nobody asks for them.
    """

    def __init__(self, source: str) -> None:
        if "\r" in source:
            source = source.replace("\r\n", " \n").replace("\r", "\n")
        self._source = source
        starts = range(0, len(source) + 1, _CHUNK)
        self._counts = list(accumulate(source.count("\n", at, at + _CHUNK) for at in starts))
        """Newlines up to the end of each chunk."""
        self._lengths: dict[int, list[int]] = {}

    def start(self, line: int) -> int:
        """The offset of the first character of a line, from 1; of the last if there are fewer."""
        newline = min(line - 1, self._counts[-1])
        if newline < 1:
            return 0
        chunk = bisect_left(self._counts, newline)
        lengths = self._lengths.get(chunk)
        if lengths is None:
            lengths = self._lengths[chunk] = self._cut(chunk)
        nth = newline - (self._counts[chunk - 1] if chunk else 0)
        return chunk * _CHUNK + lengths[nth - 1] + nth

    def _cut(self, chunk: int) -> list[int]:
        """For each newline in a chunk the characters before it that are none."""
        start = chunk * _CHUNK
        lines = self._source[start : start + _CHUNK].split("\n")
        return list(accumulate(map(len, lines)))
