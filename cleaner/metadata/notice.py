"""What an agency, or the site, says of an agency's part in the story."""

from __future__ import annotations

from cleaner.grammar import credits
from cleaner.metadata.sources import Sources, fold
from cleaner.records import Block, Candidate

AFTER = 6
"""How many blocks below the story a notice may stand."""
LAST = 3
"""How many of the last kept blocks may be one."""


def candidates(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """The first notice beside the story, word for word; the site's own copyright line is none."""
    last = sources.body[-1].index if sources.body else -1
    near = [b for b in (*sources.notices, *sources.body[-LAST:]) if b.index <= last + AFTER]
    return [
        Candidate(block.text, block.text, "text", 0.7)
        for block in sorted(near, key=lambda b: b.index)
        if credits.is_agency_notice(block.text) and not _of_site(block, site_names)
    ][:1]


def _of_site(block: Block, site_names: set[str]) -> bool:
    line = fold(block.text)
    return line.startswith(("©", "copyright")) and any(n in line for n in site_names if len(n) > 2)
