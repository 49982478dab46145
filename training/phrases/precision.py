"""Count, for every phrase, the chrome and body tokens on the lines that its strong votes hit.

    precision.py SET_FOLDER [SET_FOLDER ...] [--language en] [--worst 40]

A set folder holds ``gold.jsonl.gz`` with line labels. Prints counts and our own phrases only, never
the text of a page. Documents count alike: on each, tokens are shares of the document's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.evidence.phrases import STRONG, Phrasebook, Search, load, tokenize
from cleaner.records import Block, Page, Reading

Key = tuple[str, str, str, str]
"""Language, reason, where, phrase."""


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def reading(text: str) -> tuple[Reading, list[int]]:
    """The lines of a text that are not blank as blocks, and the line number of each."""
    blocks: list[Block] = []
    numbers: list[int] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block(len(blocks), " ".join(line.split()), at, at + len(line)))
            numbers.append(number)
        at += len(line) + 1
    return Reading(Page(text, "text"), tuple(blocks)), numbers


def side(document: dict[str, Any], number: int) -> str:
    """``chrome``, ``body`` or ``other`` (title, date, caption, not scored, mixed lines)."""
    if number in document["ambiguous"] or any(s["line"] == number for s in document["spans"]):
        return "other"
    label = document["lines"][number]
    return label if label in ("chrome", "body") else "other"


class Tally:
    """Tokens hit, by phrase and side."""

    def __init__(self) -> None:
        self.phrases: dict[Key, Counter[str]] = defaultdict(Counter)
        self.hit: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def add(self, book: Phrasebook, document: dict[str, Any]) -> None:
        page, numbers = reading(document["source_text"])
        votes = Search(book).votes(page)
        for block, number, cast in zip(page.blocks, numbers, votes, strict=True):
            where = side(document, number)
            size = len(tokenize(block.text))
            self.all[where] += size
            if not cast or cast[0].weight < STRONG:
                continue
            self.hit[where] += size
            self.phrases[self._key(book, block, cast[0].reason)][where] += size

    def _key(self, book: Phrasebook, block: Block, reason: str) -> Key:
        own = Search(book).vote(block.text)
        if own is None or own[0].weight < STRONG:
            return ("", reason, "under a heading", "")
        match = own[1]
        return (match.language, match.reason, match.where, match.phrase)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--language")
    parser.add_argument("--worst", type=int, default=40)
    options = parser.parse_args()
    tally = Tally()
    book = load(frozenset({options.language}) if options.language else None)
    for folder in options.sets:
        for document in documents(folder):
            tally.add(book, document)
    for name in ("chrome", "body", "other"):
        share = tally.hit[name] / max(1, tally.all[name])
        print(f"{name:7} {tally.hit[name]:7} of {tally.all[name]:8} tokens hit ({share:.4f})")
    rows = sorted(tally.phrases.items(), key=lambda row: (-row[1]["body"], -row[1]["chrome"]))
    print("  body chrome  other  phrase")
    for key, counts in rows[: options.worst]:
        print(f"{counts['body']:6} {counts['chrome']:6} {counts['other']:6}  {' | '.join(key)}")


if __name__ == "__main__":
    main()
