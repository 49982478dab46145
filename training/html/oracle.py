"""How well perfect labels on our blocks would score:

``python -m training.html.oracle SCORE_PY SET...``.

SCORE_PY is the path of the scorer, whose measures are used as they are. What the oracle misses is
the reader's fault, not the labeller's.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
from itertools import compress
from pathlib import Path
from types import ModuleType
from typing import Any

from cleaner.blocks.html import read
from cleaner.records import Page
from training.html.labels import body_blocks, tokens


def scorer(path: Path) -> ModuleType:
    """The scorer as a module, from wherever it lies."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def measure(score: ModuleType, pairs: list[tuple[str, str]]) -> dict[str, float]:
    """f4, exact and word_f1 of (gold, got) pairs, macro averaged as the scorer does."""
    both = [score.shingle_scores(gold, got) for gold, got in pairs]
    precision = statistics.mean([p for p, _ in both if p is not None] or [0.0])
    recall = statistics.mean([r for _, r in both if r is not None] or [0.0])
    return {
        "f4": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "exact": statistics.mean(tokens(gold) == tokens(got) for gold, got in pairs),
        "word_f1": statistics.mean(score.word_f1(gold, got) for gold, got in pairs),
    }


def best(doc: dict[str, Any], got: str, score: ModuleType) -> str:
    """The gold body that counts for this text: a standfirst may stand in it or not."""
    options = [doc["body"], doc.get("body_without_summary") or doc["body"]]
    return max(options, key=lambda gold: float(score.word_f1(gold, got)))


def oracle(doc: dict[str, Any], raw: bytes) -> str:
    """The text of the blocks that align with the gold body."""
    texts = [block.text for block in read(Page(raw.decode("utf-8", "replace"), "html")).blocks]
    return "\n\n".join(compress(texts, body_blocks(texts, doc["body"])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("score", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--limit", type=int, default=None)
    args = parser.parse_args()
    score = scorer(args.score)
    for folder in args.sets:
        pairs, names = [], []
        for _, doc, raw in score.load(folder):
            got = oracle(doc, raw)
            pairs.append((best(doc, got, score), got))
            names.append(doc["id"])
            if len(pairs) == args.limit:
                break
        figures = measure(score, pairs)
        print(folder.name, "  ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
        ranked = sorted(
            (score.word_f1(*pair), name) for pair, name in zip(pairs, names, strict=True)
        )
        for value, name in ranked[: args.worst]:
            print(f"  {value:.4f} {name}")


if __name__ == "__main__":
    main()
