"""The forms of the header lines that credit authors: names and dates in them are slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cleaner.grammar.bylines import is_name
from cleaner.profiles.forms import dated, fold, numbered

LONGEST = 160
"""Characters up to which a line may be a byline."""
FEWEST_LETTERS = 2
"""Letters that stand in no slot: a name alone is no form."""


def form(text: str, names: Sequence[str]) -> str:
    """A header line with its date and the given names as slots, folded; "" if it has no form."""
    if len(text) > LONGEST:
        return ""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "{name}")
    found = fold(numbered(dated(text)))
    rest = found.replace("{name}", "")
    return found if rest != found and sum(c.isalpha() for c in rest) >= FEWEST_LETTERS else ""


def form_of(text: str, forms: Iterable[str]) -> str:
    """The first of some forms that a line has; "" if it has none."""
    return next((given for given in forms if names_in(text, given)), "")


def names_in(text: str, form: str) -> tuple[str, ...]:
    """The people whom a line of a form credits; none for other lines."""
    if len(text) > LONGEST:
        return ()
    found = _pattern(form).fullmatch(" ".join(numbered(dated(text)).split()))
    names = tuple(name.strip() for name in found.groups()) if found else ()
    return names if all(map(is_name, names)) else ()


@lru_cache(256)
def _pattern(form: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in form.split("{name}")]
    return re.compile(r"([^\d|{}:;]{3,60}?)".join(parts), re.IGNORECASE)
