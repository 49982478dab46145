"""The times of live-blog entries stay: there they are part of the story, not its date line."""

from __future__ import annotations

from cleaner.grammar.entries import is_entry_line
from cleaner.records import Reading, Vote

STAYS = Vote("body", 20.0, "", "live:entry-time")
OPENS = Vote("body", 9.0, "", "live:first-entry")


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote for each line that gives an entry its time, and for what opens the first entry:
    it stands where other pages have a title below their date."""
    found: list[tuple[Vote, ...]] = [
        (STAYS,) if is_entry_line(block) else () for block in reading.blocks
    ]
    second = found.index((STAYS,)) + 1 if (STAYS,) in found else len(found)
    if second < len(found) and reading.blocks[second].entry_time and not found[second]:
        found[second] = (OPENS,)
    return found
