"""Names above a line that says what their bearer made or does ("Jane Doe" / "Text")."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence.header.marks import LIKELY, SURE, Marks
from cleaner.grammar import bylines
from cleaner.records import Block

LEAST_TITLE = 3
"""Words that a title above a name has more than."""


def mark_crafts(lines: Sequence[Block], marks: Marks) -> None:
    """Names with a line below each that says what its bearer made ("Jane Doe" / "Text" / "John Roe"
    / "Photo") or does ("Jane Doe" / "Reporter, Oslo"); the first line is no name but the title."""
    labels: set[int] = set()
    for i, block in enumerate(lines[2:], 2):
        above = lines[i - 1]
        made = bylines.craft(block.text)
        labelled = i - 2 not in labels and bylines.craft(lines[i - 2].text)
        if made and " " in above.text and bylines.is_name(above.text) and not labelled:
            labels.add(i)
            marks[block.index] = ("byline", SURE, "craft-below-name")
            marks[above.index] = ("byline", SURE, "name-of-craft")
            if made == "pictures":
                marks[above.index] = ("caption", LIKELY, "photographer")
        elif _has_role_below(above.text, block.text, lines[i - 2].text):
            marks[block.index] = ("byline", LIKELY, "role-below-name")
            marks[above.index] = ("byline", LIKELY, "name-above-role")


def _has_role_below(name: str, role: str, above: str) -> bool:
    """Whether two lines are a name and what its bearer does, below a title: whom a portrait or an
    obituary is about stands in its title, and a short title looks like a name."""
    if (
        not 2 <= len(name.split()) <= 4
        or not bylines.name_alone(name)
        or not bylines.role_line(role)
    ):
        return False
    return len(above.split()) > max(LEAST_TITLE, len(name.split()))
