"""The labeller in torch: hashed names and words, dense features, convolutions over the blocks.

A first stage guesses for each block whether it is body; the second sees where on the page and in
which groups of blocks the guessed body lies. All pages of a batch stand one after the other, with
``page`` as the number of the page of each block; nothing is padded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cleaner.evidence.html_features import BAGS, NAME_BAGS, NAME_BUCKETS, WORD_BUCKETS
from training.html.dataset import Example
from training.html.lines import Lines
from training.layers import Convolution, Pace, descend, sums

HIDDEN, NAME_SIZE, WORD_SIZE, HEAD, LINE_HEAD = 96, 24, 16, 48, 32
BEFORE, AFTER = (1, 3, 9), (1,)
"""How far apart the taps of each convolution stand, in the first and in the second stage."""
CONTEXT_AFTER = 1
"""The convolution after which blocks learn of their page and groups."""
GROUPINGS = 3
SKETCH = 4 + 2 * GROUPINGS + 2
"""Figures on the guessed body that the second stage sees."""
LEAST_LOGIT = 8.0
WARM = 50
"""Steps until the rate is full."""

Batch = dict[str, Tensor]
Grouped = list[tuple[Tensor, int]]


@dataclass(frozen=True)
class Settings:
    """How the network is trained."""

    epochs: int = 12
    rate: float = 2e-3
    decay: float = 0.02
    pages: int = 12
    """Pages of a batch."""
    dropout: float = 0.2
    bag_dropout: float = 0.3
    word_dropout: float = 0.2
    name_dropout: float = 0.25
    """Share of a page's class and id names that is hidden from training, on all its blocks."""
    nameless: float = 0.1
    """Share of the pages whose names are nearly all hidden."""
    guess: float = 0.3
    """Weight of the first stage's own loss."""
    lines: float = 0.5
    """Weight of the loss on lines of plain text."""


class Sharing(nn.Module):
    """What the blocks of each group have in common, given back to each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.lin = nn.Linear(GROUPINGS * HIDDEN, HIDDEN)

    def forward(self, h: Tensor, groups: Grouped) -> Tensor:
        means = [sums(h, g, n)[g] / sums(torch.ones(len(h)), g, n)[g, None] for g, n in groups]
        return functional.relu(self.lin(torch.cat(means, 1)))


class Network(nn.Module):
    """One logit a block: above 0 the block is body."""

    def __init__(self, dense: int, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.names = nn.Embedding(NAME_BUCKETS, NAME_SIZE)
        self.words = nn.Embedding(WORD_BUCKETS, WORD_SIZE)
        for table in (self.names, self.words):
            nn.init.normal_(table.weight, std=0.1)
        sizes = [NAME_SIZE if name in NAME_BAGS else WORD_SIZE for name in BAGS]
        self.inp = nn.Linear(dense + sum(sizes), HIDDEN)
        self.before = nn.ModuleList(Convolution(HIDDEN, apart) for apart in BEFORE)
        self.after = nn.ModuleList(Convolution(HIDDEN, apart) for apart in AFTER)
        self.context = nn.Linear(2 * HIDDEN, HIDDEN)
        self.share, self.share_again = Sharing(), Sharing()
        self.guess, self.sketch = nn.Linear(HIDDEN, 1), nn.Linear(SKETCH + HIDDEN, HIDDEN)
        self.out1, self.out2 = nn.Linear(HIDDEN, HEAD), nn.Linear(HEAD, 1)
        self.line1, self.line2 = nn.Linear(3 * WORD_SIZE, LINE_HEAD), nn.Linear(LINE_HEAD, 1)

    def forward(self, batch: Batch, groups: Grouped) -> tuple[Tensor, Tensor]:
        """The logits of the second and of the first stage."""
        h = self._input(batch)
        for number, convolve in enumerate(self.before):
            h = h + self._drop(convolve(h, batch), batch)
            if number == CONTEXT_AFTER:
                h = h + self._context(h, batch)
                h = h + self._drop(self.share(h, groups), batch)
        guess = self.guess(h)[:, 0]
        h = h + self._overview(h, guess, batch, groups)
        h = h + self._drop(self.share_again(h, groups), batch)
        for convolve in self.after:
            h = h + self._drop(convolve(h, batch), batch)
        return self.out2(functional.relu(self.out1(h)))[:, 0], guess

    def lines(self, lines: Lines) -> Tensor:
        """A logit for each line of plain text, from its words alone."""
        means = [
            self._mean(self.words, ids, counts, self._kept_words(ids))
            for ids, counts in lines.tensors()
        ]
        h = functional.dropout(torch.cat(means, 1), 0.2)
        h = functional.dropout(functional.relu(self.line1(h)), 0.2)
        return self.line2(h)[:, 0]

    def _input(self, batch: Batch) -> Tensor:
        parts = [batch["dense"]]
        for name in BAGS:
            ids, counts = batch[f"{name}_ids"], batch[f"{name}_counts"]
            if name in NAME_BAGS:
                page = batch[f"{name}_page"].repeat_interleave(counts)
                kept = batch["names_kept"][page, ids].float()
                means = self._mean(self.names, ids, counts, kept)
            else:
                means = self._mean(self.words, ids, counts, self._kept_words(ids))
            rows = means[batch[f"{name}_rows"]]
            parts.append(self._drop(rows, batch, self.settings.bag_dropout))
        return self._drop(functional.relu(self.inp(torch.cat(parts, 1))), batch)

    def _kept_words(self, ids: Tensor) -> Tensor:
        if not self.training:
            return torch.ones(len(ids))
        return (torch.rand(len(ids)) > self.settings.word_dropout).float()

    def _overview(self, h: Tensor, guess: Tensor, batch: Batch, groups: Grouped) -> Tensor:
        return functional.relu(self.sketch(_sketch(h, guess, batch, groups)))

    @staticmethod
    def _mean(table: nn.Embedding, ids: Tensor, counts: Tensor, kept: Tensor) -> Tensor:
        """Mean of the vectors of each row's ids, of those that are kept."""
        owner = torch.arange(len(counts)).repeat_interleave(counts)
        share = kept / sums(kept, owner, len(counts)).clamp(min=1)[owner]
        starts = counts.cumsum(0) - counts
        return functional.embedding_bag(
            ids, table.weight, starts, mode="sum", per_sample_weights=share
        )

    def _drop(self, h: Tensor, batch: Batch, rate: float | None = None) -> Tensor:
        """Dropout that hits a channel on all blocks of a page."""
        if not self.training:
            return h
        rate = self.settings.dropout if rate is None else rate
        kept = (torch.rand(len(batch["sizes"]), h.shape[1]) > rate).float() / (1 - rate)
        return h * kept[batch["page"]]

    def _context(self, h: Tensor, batch: Batch) -> Tensor:
        page, sizes = batch["page"], batch["sizes"]
        mean = sums(h, page, len(sizes)) / sizes[:, None]
        most = torch.full((len(sizes), HIDDEN), -1e4)
        most = most.scatter_reduce(0, page[:, None].expand_as(h), h, "amax")
        return functional.relu(self.context(torch.cat([mean, most], 1)))[page]


def _sketch(h: Tensor, guess: Tensor, batch: Batch, groups: Grouped) -> Tensor:
    """Where the guessed body lies, as seen from each block."""
    page, chars, pages = batch["page"], batch["chars"], len(batch["sizes"])
    chance = torch.sigmoid(guess)
    mass = chance * chars
    total = sums(mass, page, pages) + 1
    so_far = mass.double().cumsum(0) - mass.double()
    before = (so_far - so_far[batch["first"]][page]).float() / total[page]
    columns = [
        guess.clamp(-LEAST_LOGIT, LEAST_LOGIT) / 4,
        before,
        1 - before - mass / total[page],
        torch.log1p(total)[page] / 10,
    ]
    for group, size in groups:
        shared = sums(mass, group, size) / sums(chars, group, size)
        mean = sums(chance, group, size) / sums(torch.ones(len(h)), group, size)
        columns += [shared[group], mean[group]]
    columns += [sums(mass, group, size)[group] / total[page] for group, size in groups[:2]]
    centre = sums(h * chance[:, None], page, pages) / (sums(chance, page, pages) + 0.1)[:, None]
    return torch.cat([torch.stack(columns, 1), centre[page]], 1)


class Scaler:
    """Mean and spread of the dense features of the training pages."""

    def __init__(self, pages: Sequence[Example]) -> None:
        dense = np.concatenate([page.features.dense for page in pages])
        self.mean, self.spread = dense.mean(0), dense.std(0) + 1e-3

    def batch(self, pages: Sequence[Example], settings: Settings | None = None) -> Batch:
        """The pages as tensors; with settings, a part of their names is hidden."""
        sizes = np.array([len(page.labels) for page in pages])
        place = np.concatenate([np.arange(size) for size in sizes])
        owner = np.repeat(np.arange(len(pages)), sizes)
        dense = np.concatenate([page.features.dense for page in pages])
        arrays = {
            "sizes": sizes.astype(np.float32),
            "page": owner,
            "index": np.arange(len(owner)),
            "first": np.cumsum(sizes) - sizes,
            "place": place,
            "rest": sizes[owner] - 1 - place,
            "dense": np.clip((dense - self.mean) / self.spread, -5, 5).astype(np.float32),
            "chars": np.concatenate([page.features.sizes for page in pages]),
            "labels": np.concatenate([page.labels for page in pages]),
            "weights": np.concatenate([page.weights for page in pages]),
        }
        for name in BAGS:
            arrays |= _bag(pages, name)
        found = {key: torch.from_numpy(values) for key, values in arrays.items()}
        found["names_kept"] = torch.ones(len(pages), NAME_BUCKETS, dtype=torch.bool)
        if settings is not None:
            few = torch.rand(len(pages), 1) < settings.nameless
            rate = torch.where(few, 0.95, settings.name_dropout)
            found["names_kept"] = torch.rand(len(pages), NAME_BUCKETS) > rate
        return found


def _bag(pages: Sequence[Example], name: str) -> dict[str, np.ndarray]:
    """One bag of all pages: ids, their counts a row, the row of each block, the page of each."""
    bags = [page.features.bags[name] for page in pages]
    counts = [np.diff(bag.starts, append=len(bag.ids)) for bag in bags]
    before = np.cumsum([0, *(len(c) for c in counts)])
    return {
        f"{name}_ids": np.concatenate([bag.ids for bag in bags]),
        f"{name}_counts": np.concatenate(counts),
        f"{name}_rows": np.concatenate([b.rows + n for b, n in zip(bags, before, strict=False)]),
        f"{name}_page": np.repeat(np.arange(len(pages)), [len(c) for c in counts]),
    }


def grouped(pages: Sequence[Example]) -> Grouped:
    """For each way of grouping, the group of each block of all pages, and how many there are."""
    found = []
    for kind in range(GROUPINGS):
        groups = [page.features.groups[kind] for page in pages]
        before = np.cumsum([0, *(int(group.max()) + 1 for group in groups)])
        joined = np.concatenate([g + n for g, n in zip(groups, before, strict=False)])
        found.append((torch.from_numpy(joined), int(before[-1])))
    return found


def train(
    pages: Sequence[Example],
    documents: Sequence[Lines],
    seed: int,
    settings: Settings,
    make: type[Network] = Network,
) -> tuple[Network, Scaler]:
    """A network trained with warm-up and cosine decay; its weights are a running average."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    scaler = Scaler(pages)
    network = make(pages[0].features.dense.shape[1], settings)
    network.train()
    steps = settings.epochs * math.ceil(len(pages) / settings.pages)

    def losses() -> Iterator[Tensor]:
        for _ in range(settings.epochs):
            order = random.permutation(len(pages))
            for at in range(0, len(order), settings.pages):
                chosen = [pages[i] for i in order[at : at + settings.pages]]
                loss = _loss(network, scaler, chosen)
                if documents:
                    loss = loss + settings.lines * _line_loss(network, documents, random)
                yield loss

    pace = Pace(steps, settings.rate, settings.decay, WARM)
    average = descend(network, losses(), pace)
    network.load_state_dict(average)
    network.eval()
    return network, scaler


def _loss(network: Network, scaler: Scaler, pages: Sequence[Example]) -> Tensor:
    batch = scaler.batch(pages, network.settings)
    final, guess = network(batch, grouped(pages))
    both = [
        functional.binary_cross_entropy_with_logits(
            logits, batch["labels"], batch["weights"], reduction="sum"
        )
        for logits in (final, guess)
    ]
    return (both[0] + network.settings.guess * both[1]) / len(pages)


LINE_DOCUMENTS = 8


def _line_loss(network: Network, documents: Sequence[Lines], random: np.random.Generator) -> Tensor:
    chosen = [documents[i] for i in random.integers(0, len(documents), LINE_DOCUMENTS)]
    lines = Lines.joined(chosen)
    logits = network.lines(lines)
    return functional.binary_cross_entropy_with_logits(
        logits, torch.from_numpy(lines.labels), torch.from_numpy(lines.weights), reduction="sum"
    )


def predict(model: tuple[Network, Scaler], pages: Sequence[Example]) -> list[np.ndarray]:
    """The logits of each page."""
    network, scaler = model
    with torch.no_grad():
        return [network(scaler.batch([page]), grouped([page]))[0].numpy() for page in pages]
