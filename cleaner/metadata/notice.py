"""What an agency, or the site, says of an agency's part in the story."""

from __future__ import annotations

import re

from cleaner.grammar import credits
from cleaner.metadata.sources import Sources, fold
from cleaner.records import Block, Candidate

BEFORE, AFTER = 3, 6
"""How many blocks above and below the story a notice may stand."""
BELOW = 2
"""How many lines right below the story of a text may be one, whatever they went for."""
SHORT = 40
"""Characters up to which a line with the site's name is that name and no notice."""
LAST = 3
"""How many of the last kept blocks may be one."""


_LETTER_SIZE = re.compile(r"([A-Za-z])(?:[ +\-]*\1)+[ +\-]*")
"""The buttons that make letters larger ("A A", "AA"); an agency of that name stands in brackets."""


def candidates(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """The first notice beside the story, word for word; lines with the site's own name are none."""
    if not sources.body:
        return []
    first, last = sources.body[0].index, sources.body[-1].index
    beside = [b for b in sources.notices if first - BEFORE <= b.index <= last + AFTER]
    text = sources.reading.page.kind == "text"
    below = sources.reading.blocks[last + 1 : last + 1 + BELOW] if text else ()
    near = (*beside, *below, *sources.body[-LAST:])
    return [
        Candidate(block.text, block.text, "text", 0.7)
        for block in sorted(near, key=lambda b: b.index)
        if credits.is_agency_notice(block.text)
        and not _of_site(block, site_names)
        and not _LETTER_SIZE.fullmatch(block.text)
    ][:1]


def _of_site(block: Block, site_names: set[str]) -> bool:
    line = fold(block.text)
    return line in site_names or (
        (line.startswith(("©", "copyright")) or len(line) <= SHORT)
        and any(n in line for n in site_names if len(n) > 2)
    )
