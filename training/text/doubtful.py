"""Which lines of the derived sets are labelled against all that models of other sites say.

    python -m training.text.doubtful --data FOLDER --folds FILE [--cache FILE]

Writes ``training/text/doubtful``. The folds are those of ``training.text.endtoend``; documents with
labels by hand are left out, as those train instead.
"""

from __future__ import annotations

import argparse
import pickle
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from training.text.corpus import build
from training.text.data import DERIVED, FREE, Marked, load_set, to_blocks
from training.text.relabel import DOUBTFUL, LABELS, Named, check_of, of_set, write

BODY_FROM, REST_FROM = 2.0, -1.0
"""Log-odds of not being body above which a label of body is in doubt, below which another is."""


def doubted(documents: Iterable[Marked], odds: Mapping[str, Any]) -> dict[str, Named]:
    """The lines of a set's documents whose blocks' own labels are all in doubt.

    ``odds`` are the (n,) log-odds of the blocks by document.
    """
    out: dict[str, Named] = {}
    for document in documents:
        if document.id not in odds or document.id in of_set(LABELS, document.set):
            continue
        doc = to_blocks(document)
        starts = list(accumulate((len(row) + 1 for row in document.text.split("\n")), initial=0))
        against = np.where(doc.target == 0, odds[doc.id] > BODY_FROM, odds[doc.id] < REST_FROM)
        lines: dict[int, bool] = {}
        for block, doubt in zip(doc.blocks, (against & (doc.target != FREE)).tolist(), strict=True):
            line = bisect_right(starts, block.start) - 1
            lines[line] = lines.get(line, True) and doubt
        if codes := {line: FREE for line, doubt in lines.items() if doubt}:
            out[doc.id] = Named(check_of(document), codes)
    return out


def main() -> None:
    from training.text.crossval import out_of_fold  # needs what is installed for training only

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    found = out_of_fold(build(given.data, given.cache), pickle.loads(given.folds.read_bytes()))
    DOUBTFUL.mkdir(exist_ok=True)
    for name in DERIVED:
        odds = {doc.id: values for doc, values in found if doc.set == name}
        write(DOUBTFUL / f"{name}.txt", doubted(load_set(given.data / name), odds))


if __name__ == "__main__":
    main()
