"""What the labeller scores when it is trained with less:

``python -m training.html.retrained DATA_FOLDER groups|curve [--folds N] [--epochs N]``.

``groups`` leaves out one group of features or part of the network at a time, ``curve`` leaves out
sites (and writes ``curve.png``). One network each, scored on the pages of the sites that it has not
seen, pooled over so many folds, and on the held-out set. Prints a table after each fold.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from matplotlib.figure import Figure
from torch import Tensor

from cleaner.evidence.html_features import (
    BAGS,
    FEATURES,
    GROUPS,
    NAME_BAGS,
    WORD_BAGS,
    Bag,
    Features,
)
from training.html import network as net
from training.html.dataset import FOLDS, Example, examples
from training.html.lines import Lines, documents
from training.html.scores import page_score, summary
from training.html.train import HELD, SEED, TRAIN
from training.html.unseen import header, row

HERE = Path(__file__).parent
_CLIP = 8.0


class WithoutOverview(net.Network):
    """A network whose blocks learn nothing of the page as a whole."""

    def _context(self, h: Tensor, batch: net.Batch) -> Tensor:
        return torch.zeros_like(h)

    def _overview(self, h: Tensor, guess: Tensor, batch: net.Batch, groups: net.Grouped) -> Tensor:
        return torch.zeros_like(h)


@dataclass(frozen=True)
class Without:
    """What is left out: groups of dense features, bags, the groups of blocks, the overview."""

    dense: tuple[str, ...] = ()
    bags: tuple[str, ...] = ()
    grouping: bool = False
    make: type[net.Network] = net.Network

    def page(self, page: Example) -> Example:
        found = page.features
        gone = {name for group in self.dense for name in GROUPS[group]}
        columns = [number for number, name in enumerate(FEATURES) if name not in gone]
        size = len(found.sizes)
        bags = {n: _empty(size) if n in self.bags else found.bags[n] for n in BAGS}
        alone = np.arange(size)
        groups = tuple(alone for _ in found.groups) if self.grouping else found.groups
        return replace(page, features=Features(found.dense[:, columns], bags, groups, found.sizes))


def _empty(size: int) -> Bag:
    return Bag(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(size, np.int64))


LEFT_OUT = {
    "nothing": Without(),
    "words": Without(bags=WORD_BAGS),
    "class and id names": Without(bags=tuple(name for name in NAME_BAGS if name != "tags")),
    "shapes of the text": Without(("text",)),
    "links and emphasis": Without(("links",)),
    "place on the page": Without(("place",)),
    "siblings, ancestors, tags": Without(("siblings", "ancestors", "tags"), ("tags",)),
    "groups of blocks": Without(("groups",), grouping=True),
    "likeness to title, description, alt, author": Without(("likeness",)),
    "the page as a whole": Without(make=WithoutOverview),
}
SHARES = (0.125, 0.25, 0.5, 1.0)


@dataclass
class Tally:
    """The scores and log-losses of the pages of each set."""

    scores: dict[str, list] = field(default_factory=dict)
    losses: dict[str, list[float]] = field(default_factory=dict)

    def add(self, pages: Sequence[Example], logits: Sequence[np.ndarray]) -> None:
        for page, values in zip(pages, logits, strict=True):
            self.scores.setdefault(page.dataset, []).append(page_score(page, values > 0))
            self.losses.setdefault(page.dataset, []).append(log_loss(page, values))

    def cells(self) -> list[str]:
        """For each set f4, exact and loss."""
        found = []
        for name in (*TRAIN, *HELD):
            score = summary(self.scores[name])
            loss = np.mean(self.losses[name])
            found.append(f"{score['f4']:.4f} / {score['exact']:.4f} / {loss:.3f}")
        return found


def log_loss(page: Example, logits: np.ndarray) -> float:
    """The loss that training makes small, of one page."""
    signs = np.clip(logits, -_CLIP, _CLIP) * (1 - 2 * page.labels)
    return float((page.weights * np.log1p(np.exp(signs))).sum())


@dataclass(frozen=True)
class Data:
    pages: list[Example]
    held: list[Example]
    lines: list[Lines]


@dataclass(frozen=True)
class Trial:
    """One way to train."""

    settings: net.Settings
    without: Without = Without()
    share: float = 1.0
    """Of the sites of the other folds."""


def run(data: Data, fold: int, trial: Trial, tally: Tally) -> None:
    """Train on the other folds, score on this one."""
    without = trial.without
    known = [p for p in data.pages if p.fold != fold and _drawn(p.site) < trial.share]
    new = [p for p in data.pages if p.fold == fold] + data.held
    lines = [] if set(WORD_BAGS) <= set(without.bags) else data.lines
    pages = list(map(without.page, known))
    model = net.train(pages, lines, SEED, trial.settings, without.make)
    tally.add(new, net.predict(model, list(map(without.page, new))))


def _drawn(site: str) -> float:
    """A number from 0 to 1 that belongs to the site."""
    return crc32(b"share" + site.encode()) / 2**32


def groups(data: Data, folds: int, settings: net.Settings) -> None:
    tallies = {name: Tally() for name in LEFT_OUT}
    for fold in range(folds):
        for name, without in LEFT_OUT.items():
            run(data, fold, Trial(settings, without), tallies[name])
            print(f"fold {fold} without {name}", *tallies[name].cells(), flush=True)
        print(header("without", *(f"{n} f4 / exact / loss" for n in (*TRAIN, *HELD))))
        for name, tally in tallies.items():
            print(row([name, *tally.cells()]), flush=True)


def curve(data: Data, folds: int, settings: net.Settings) -> None:
    tallies = {share: Tally() for share in SHARES}
    for fold in range(folds):
        for share, tally in tallies.items():
            more = min(3.0, share**-0.5)
            longer = replace(settings, epochs=round(settings.epochs * more))
            run(data, fold, Trial(longer, share=share), tally)
            print(f"fold {fold} share {share}", *tally.cells(), flush=True)
        print(header("share of sites", *(f"{n} f4 / exact / loss" for n in (*TRAIN, *HELD))))
        for share, tally in tallies.items():
            print(row([share, *tally.cells()]), flush=True)
        _plot(tallies)


def _plot(tallies: dict[float, Tally]) -> None:
    figure = Figure(figsize=(10, 4))
    for axes, measure in zip(figure.subplots(1, 2), ("f4", "exact"), strict=True):
        for name in (*TRAIN, *HELD):
            values = [summary(tally.scores[name])[measure] for tally in tallies.values()]
            axes.plot(list(tallies), values, "o-", label=name)
        axes.set(xlabel="share of the training sites", ylabel=measure, xscale="log")
        axes.set_xticks(SHARES, [f"{share:.3g}" for share in SHARES], minor=False)
        axes.minorticks_off()
        axes.legend()
    figure.tight_layout()
    figure.savefig(HERE / "curve.png", dpi=100, metadata={"Software": None})


TOPICS: dict[str, Callable[[Data, int, net.Settings], None]] = {"groups": groups, "curve": curve}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("topic", choices=TOPICS)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--epochs", type=int, default=net.Settings().epochs)
    args = parser.parse_args()
    torch.set_num_threads(1)
    data = Data(
        [page for name in TRAIN for page in examples(args.data / name)],
        [page for name in HELD for page in examples(args.data / name)],
        documents(args.data),
    )
    TOPICS[args.topic](data, args.folds, net.Settings(epochs=args.epochs))


if __name__ == "__main__":
    main()
