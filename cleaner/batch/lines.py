"""What became of each block of one page, line by line, for people who look or label."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleaner import blocks
from cleaner.batch.items import BadCall, KindChoice, Unreadable
from cleaner.batch.readers.files import load_page
from cleaner.load import load
from cleaner.records import Block, Decision, Options
from cleaner.settle import label_until_settled

HEADER = ("line", "label", "reason", "confidence", "text")


def lines_of(source: Path | bytes, kind: KindChoice, options: Options) -> Iterator[tuple[str, ...]]:
    """``HEADER`` fields of every block in source order. Raises ``BadCall`` for a bad file."""
    url = None
    if isinstance(source, Path):
        try:
            source, url = load_page(source)
        except Unreadable as e:
            raise BadCall(str(e)) from e
    page = load(source, url=url, kind=kind)
    reading, decisions = label_until_settled(blocks.read(page), options)
    for block, decision in zip(reading.blocks, decisions, strict=True):
        yield _row(page.source, block, decision)


def as_table(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Aligned columns for the eye."""
    for number, name, reason, confidence, text in rows:
        yield f"{number:>5}  {name:<9} {reason:<18} {confidence:>5}  {text}"


def as_tsv(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Tab-separated values under a header line."""
    yield "\t".join(HEADER)
    for row in rows:
        yield "\t".join(" ".join(cell.split()) for cell in row)


def _row(source: str, block: Block, decision: Decision) -> tuple[str, ...]:
    line = block.structure.line if block.structure else 0
    number = line or source.count("\n", 0, block.start) + 1
    return (
        str(number), decision.label, decision.reason, f"{decision.confidence:.2f}", block.text,
    )  # fmt: skip
