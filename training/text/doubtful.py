"""Which lines of the derived sets are labelled against all that models of other sites say.

    python -m training.text.doubtful --data FOLDER --folds FILE [--cache FILE]

Writes ``training/text/doubtful``. The folds are those of ``training.text.endtoend``; documents with
labels by hand are left out, as those train instead.
"""

from __future__ import annotations

import argparse
import pickle
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from training.text.corpus import build
from training.text.data import DERIVED, FREE, Labelled
from training.text.relabel import DOUBTFUL, LABELS, Named, read, write

BODY_FROM, REST_FROM = 2.0, -1.0
"""Log-odds of not being body above which a label of body is in doubt, below which another is."""


def doubted(found: Sequence[tuple[Labelled, Any]], name: str) -> dict[str, Named]:
    """The lines of a set's documents whose blocks' labels are all in doubt."""
    path = LABELS / f"{name}.txt"
    known = read(path) if path.exists() else {}
    out: dict[str, Named] = {}
    for doc, odds in found:
        if doc.set != name or doc.id in known:
            continue
        text = doc.page.source
        starts = list(accumulate((len(row) + 1 for row in text.split("\n")), initial=0))
        wrong = np.where(doc.target == 0, odds > BODY_FROM, odds < REST_FROM) & (doc.target != FREE)
        lines: dict[int, bool] = {}
        for block, doubt in zip(doc.blocks, wrong.tolist(), strict=True):
            line = bisect_right(starts, block.start) - 1
            lines[line] = lines.get(line, True) and doubt
        if codes := {line: FREE for line, doubt in lines.items() if doubt}:
            out[doc.id] = Named(crc32(text.encode()), codes)
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
        write(DOUBTFUL / f"{name}.txt", doubted(found, name))


if __name__ == "__main__":
    main()
