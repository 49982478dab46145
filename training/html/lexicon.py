"""Counts of class and id words in the hand-made site rules: how often they name body or chrome.

``python -m training.html.lexicon RULES_JSONL_GZ OUT_JSON`` writes
``{word: [rules that keep it, rules that strip it]}``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from cleaner.evidence.html_features import name_parts

_QUOTED = re.compile(r"""['"]([^'"()@/]{2,80})['"]""")
_LEAST = 4
_LONGEST = 40


def count(rules: Path) -> dict[str, list[int]]:
    """Word -> [distinct body rules that name it, distinct strip rules that name it]."""
    kept: Counter[str] = Counter()
    stripped: Counter[str] = Counter()
    for name, value in sorted(_distinct(rules)):
        if name == "body":
            kept.update(_words(value))
        elif name.startswith("strip"):
            stripped.update(_words(value))
    return {
        word: [kept[word], stripped[word]]
        for word in sorted(kept | stripped)
        if kept[word] + stripped[word] >= _LEAST
    }


def _distinct(rules: Path) -> set[tuple[str, str]]:
    """The rules of all sites, each once: publishers repeat one file for all their sites."""
    with gzip.open(rules, "rt", encoding="utf-8") as lines:
        return {(name, value) for line in lines for name, value in json.loads(line)["rules"]}


def _words(value: str) -> set[str]:
    texts = _QUOTED.findall(value) if "@" in value else [value]
    tokens = {token for text in texts for token in text.split() if len(token) <= _LONGEST}
    parts = {part for token in tokens for part in name_parts(token) + name_parts(token.lower())}
    return {part for part in parts if part.isalpha() and len(part) > 2}


def main() -> None:
    counts = count(Path(sys.argv[1]))
    lines = ",\n".join(f"{json.dumps(w)}: {json.dumps(c)}" for w, c in counts.items())
    Path(sys.argv[2]).write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
