"""Tables of the story: the lines right above and below their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.records import Block, Decision
from cleaner.wholes.paths import is_link, tag

LONGEST_LINE = 100
"""Characters of a line that heads a table or names its source."""
MOST_DOUBT = 1.0
"""Log-odds to go up to which a line right above a table heads it."""
_SOURCES = frozenset({"photo-credit", "related-link"})
"""What phrases take "Source: ..." for."""


def lines_at_tables(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The removed lines right above and below the rows of kept tables."""
    if not any([block.kind == "table-row" for block in blocks]):
        return
    for index in range(1, len(blocks) - 1):
        above, block, below = blocks[index - 1 : index + 2]
        decision = decisions[index]
        if decision.kept or len(block.text) > LONGEST_LINE or is_link(block):
            continue
        heads = _is_row_beside(below, block) and decisions[index + 1].kept
        if (heads and _is_doubtful(decision)) or (
            _is_row_beside(above, block) and decisions[index - 1].kept and _names_source(decision)
        ):
            yield index


def _is_row_beside(row: Block, block: Block) -> bool:
    """Whether a block is a row of a table that the other stands beside."""
    if row.kind != "table-row" or block.kind == "table-row":
        return False
    steps = row.path.split("/")
    tables = [at for at, step in enumerate(steps) if tag(step) == "table"]
    return bool(tables) and "/".join(steps[: tables[-1]]) == block.path.rpartition("/")[0]


def _is_doubtful(decision: Decision) -> bool:
    """Whether only weak evidence, and nothing that names a kind, is against a block."""
    against = [vote for vote in decision.votes if vote.label == "chrome"]
    return sum(v.weight for v in against) <= MOST_DOUBT and decision.reason == "boilerplate"


def _names_source(decision: Decision) -> bool:
    """Whether a phrase alone is against a block that the labeller takes for text."""
    by_model = any(v.evidence == "model" and v.label == "body" for v in decision.votes)
    return by_model and decision.reason in _SOURCES
