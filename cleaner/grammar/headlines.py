"""The lines that head an article, as wholes: is a line nothing but a date, a label, a credit?"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from cleaner.grammar import bylines, dates
from cleaner.grammar.letters import begins_small

MAX_LINE, SHORT = 160, 40
"""Characters of a header line, and of one that gives no number ("an hour ago")."""
SURE, LIKELY, GUESS = 8.0, 5.0, 4.2

_DIGIT = re.compile(r"\d")
_LABEL_ALONE = re.compile(r"[^\W\d_][^\d]{2,24}:?")
_CLOCK_ALONE = re.compile(r"\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?")


def date_weight(text: str) -> float:
    """How surely a line is nothing but a date line, as log-odds; 0 if it is none."""
    if len(text) > MAX_LINE:
        return 0.0
    if _DIGIT.search(text) is None:
        return LIKELY if len(text) <= SHORT and dates.is_relative(text) else 0.0
    return _weight(text)


@lru_cache(maxsize=512)
def _weight(text: str) -> float:
    found = dates.parse(text)
    if not found:
        return _undated(text)
    if not found[0].rest:
        return SURE
    return _with_rest(text, found)


def _with_rest(text: str, found: tuple[dates.DateLine, ...]) -> float:
    """The same for a line that says something besides its dates: a credit, a label, a source,
    the number of its comments."""
    rest = found[0].rest
    words = rest.split()
    byline = bylines.parse(rest) if len(words) <= 12 else None
    if byline and byline.opener:
        return SURE
    if len(words) <= 4 and (any(line.role for line in found) or _has_source(text, found[0])):
        return LIKELY
    if bylines.is_button(rest) and re.search(rf"(?<!\d)\d{{1,3}}\s{re.escape(rest)}", text):
        return LIKELY
    return GUESS if byline and len(words) <= 5 else 0.0


def _has_source(text: str, line: dates.DateLine) -> bool:
    """Whether date and time begin a line, or stand behind a bar, and no sentence goes on ("4 March
    2021 17:30 Gazette")."""
    begins = line.start <= 3 or text[: line.start].rstrip().endswith("|")
    timed = begins and isinstance(line.value, dt.datetime)
    sentence = text.endswith(".") or any(begins_small(word) for word in line.rest.split())
    return timed and not sentence and len(text) <= 80


def _undated(text: str) -> float:
    if dates.is_relative(text) or dates.time_only(text):
        return LIKELY
    return GUESS if _CLOCK_ALONE.fullmatch(text.strip()) else 0.0


def holds_moment(text: str) -> bool:
    """Whether a line gives a date with its time: then it is more than a title."""
    return any(isinstance(line.value, dt.datetime) for line in dates.parse(text))


def is_date_label(text: str) -> bool:
    """Whether a line is a label like "Published" whose date stands in the next line."""
    return bool(_LABEL_ALONE.fullmatch(text)) and any(
        line.role for line in dates.parse(f"{text} 2001-01-01") if not line.rest
    )


def is_contributor_line(text: str) -> bool:
    """Whether a line names who reports from where ("Jane Doe reports from Oslo:"): it is body."""
    return bool(bylines.REPORTS.match(text.strip()))
