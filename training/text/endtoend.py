"""The whole product on text pages, with models that saw no page of the site: honest end figures.

    python -m training.text.endtoend --data FOLDER --score SCORE.PY [--cache FILE] [--cuts 2 3.4]

Every page goes through ``cleaner.clean`` as it is; only the model is the one of the other folds.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cleaner
from cleaner import label
from cleaner.evidence import text_model
from training.text.corpus import FOLDS, SETS, build
from training.text.crossval import calibrate, fold_models
from training.text.data import Marked, fold_of, load_set

TALLY = ("chrome_left", "chrome", "body_lost", "body", "clean", "documents")


def scoring_tool(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def cleaned(docs: Sequence[Marked], models: Sequence[text_model.Model]) -> Iterator[str]:
    """The text of each document as the product gives it, fold by fold."""
    for doc in docs:
        model = models[fold_of(doc.site, FOLDS)]
        text_model.shipped = lambda model=model: model
        yield cleaner.clean(doc.text, kind="text").text


def tally(tool: Any, doc: Marked, text: str) -> dict[str, int]:
    """What is left and lost of one document, counted as the scoring tool does."""
    labels = {-1: "free", 0: "body", 1: "chrome", 8: "chrome"}
    marked = [
        (m.group(), labels.get(int(doc.marks[m.start()]), "other"))
        for m in tool.TOKEN.finditer(doc.text)
    ]
    kept = tool.kept_mask([t for t, _ in marked], tool.tokens(text))
    pairs = [(label, k) for (_, label), k in zip(marked, kept, strict=True)]
    left = sum(k for kind, k in pairs if kind == "chrome")
    lost = sum(not k for kind, k in pairs if kind == "body")
    others = any(k for kind, k in pairs if kind == "other")
    return {
        "chrome_left": left,
        "chrome": sum(kind == "chrome" for kind, _ in pairs),
        "body_lost": lost,
        "body": sum(kind == "body" for kind, _ in pairs),
        "clean": int(not left and not lost and not others),
        "documents": 1,
    }


def summary(total: dict[str, int]) -> str:
    left = total["chrome_left"] / max(1, total["chrome"])
    lost = total["body_lost"] / max(1, total["body"])
    clean = total["clean"] / total["documents"]
    return f"chrome_left {left:.4f} body_lost {lost:.4f} clean_docs {clean:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--sets", nargs="+", default=["text-real"], choices=SETS)
    careful = label.THRESHOLDS["text"]["careful"]
    parser.add_argument("--cuts", nargs="+", type=float, default=[careful])
    given = parser.parse_args()
    tool, examples = scoring_tool(given.score), build(given.data, given.cache)
    models = calibrate(examples, fold_models(examples, range(1)))
    for name in given.sets:
        docs = list(load_set(given.data / name))
        for cut in given.cuts:
            label.THRESHOLDS["text"]["careful"] = cut
            total = dict.fromkeys(TALLY, 0)
            for doc, text in zip(docs, cleaned(docs, models), strict=True):
                for key, count in tally(tool, doc, text).items():
                    total[key] += count
            print(f"{name} cut {cut}: {summary(total)}", flush=True)


if __name__ == "__main__":
    main()
