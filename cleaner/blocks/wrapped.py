"""Texts whose paragraphs are broken into lines of one width, as e-mail and typewriters have them.

Such a break stands where the next word would not have fitted. Lines of a list, a poem or an
address end anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

LineSpan = tuple[int, int]

WIDTHS = range(40, 101)
"""Characters of the longest line that such a text may have."""
FEWEST = 6
"""Breaks for want of room that show a text to be wrapped ..."""
FULL, MID_SENTENCE, SMALL = 0.6, 0.75, 0.4
"""... the share of its lines with another right below that they end, the share of them that no
sentence ends, and the share before a small letter (in scripts that have them)."""
NEARLY = 0.75
"""Of the width a line must have for a small letter below it to go on its sentence."""
LEAST_WORDS = 4
"""Words a line has on average: scripts without spaces are not told."""

_STOP = re.compile(r"[.!?:…؟।॥。][\"'”’»)\]]*$")
_OWN_LINE = re.compile(r"[-*+]\s|\d{1,3}[.)]\s|[a-z]\)\s|[•·▪–—>|#]")
"""What begins an item of a list, a quote, a heading or a row."""


def unwrapped(source: str, lines: Sequence[LineSpan]) -> list[LineSpan]:
    """Spans of lines, trimmed and in order, with those of one wrapped paragraph as one."""
    width = _width(source, lines) if len(lines) > FEWEST else 0
    if not width:
        return list(lines)
    found = [lines[0]]
    for above, line in pairwise(lines):
        if _breaks(source, above, line, width) or _goes_on(source, above, line, width):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _width(source: str, lines: Sequence[LineSpan]) -> int:
    """How many characters the lines of a wrapped text have at most; 0 if it is none."""
    near = [pair for pair in pairwise(lines) if _is_below(source, *pair)]
    if len(near) < FEWEST:
        return 0
    lengths = Counter(end - start for (start, end), _ in near)
    tried = [n for n in lengths if n in WIDTHS]
    ends = {n: [p for p in near if _breaks(source, *p, n)] for n in tried}
    width = max(tried, key=lambda n: (len(ends[n]), n), default=0)
    return width if width and _is_wrapped(source, ends[width], len(near)) else 0


def _is_wrapped(source: str, broken: Sequence[tuple[LineSpan, LineSpan]], pairs: int) -> bool:
    if len(broken) < max(FEWEST, FULL * pairs):
        return False
    above = [source[start:end] for (start, end), _ in broken]
    first = [source[line[0]] for _, line in broken]
    cased = [char for char in first if char.lower() != char.upper()]
    small = sum(char.islower() for char in cased)
    return (
        sum(text.count(" ") + 1 for text in above) >= LEAST_WORDS * len(above)
        and sum(not _STOP.search(text) for text in above) >= MID_SENTENCE * len(above)
        and small >= SMALL * len(cased)
    )


def _is_below(source: str, above: LineSpan, line: LineSpan) -> bool:
    """Whether a line follows another without an empty one between them, and may go on with it."""
    return source.count("\n", above[1], line[0]) <= 1 and not _OWN_LINE.match(source, *line)


def _breaks(source: str, above: LineSpan, line: LineSpan, width: int) -> bool:
    """Whether the first word of a line would not have fitted on the line above it."""
    start, end = line
    size = above[1] - above[0]
    gap = source.find(" ", start, end)
    word = (gap if gap >= 0 else end) - start
    return _is_below(source, above, line) and size <= width < size + 1 + word


def _goes_on(source: str, above: LineSpan, line: LineSpan, width: int) -> bool:
    """Whether a line of nearly the width, that no sentence ends, has a small letter below it."""
    return (
        _is_below(source, above, line)
        and NEARLY * width <= above[1] - above[0] <= width
        and source[line[0]].islower()
        and not _STOP.search(source, *above)
    )
