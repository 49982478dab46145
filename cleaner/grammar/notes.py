"""What a paper puts into a story: notes, with corrections and what its editors say, and inserts."""

from __future__ import annotations

import re

from cleaner.grammar.tables import words

LONGEST_LABEL = 30
"""Characters of what stands before the colon."""
_LABELLED = re.compile(rf"([^\W\d_][^\d:：]{{1,{LONGEST_LABEL}}}?)\s*[:：]\s*\S.*")


def is_note(text: str) -> bool:
    """Whether a line says with its first words that it is such a note ("Correction: ...")."""
    found = _LABELLED.fullmatch(text)
    return found is not None and folded(found[1]) in words("rubrics", "notes")


def is_insert(text: str) -> bool:
    """Whether a text stands in square brackets as a whole: it stays or goes as one."""
    return text[:1] == "[" and text[-1:] == "]" and "[" not in text[1:]


def folded(text: str) -> str:
    """The words of a label, lower case, without signs around them."""
    return text.strip("*#:： 【】[]■●◆▼・").casefold().replace("’", "'")
