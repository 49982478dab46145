"""The network over the blocks of a page in torch; ``cleaner.evidence.text_network`` runs it.

All pages of a batch stand one after the other, with ``page`` as the number of the page of each
block; nothing is padded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cleaner.evidence.concepts.reader import SIZE
from cleaner.evidence.text_network import (
    AFTER,
    BEFORE,
    CONTEXT_AFTER,
    FARTHEST,
    ROWS,
    STEEPEST,
    Network,
)
from training.layers import Batch, Convolution, Pace, descend, sums
from training.text.data import Labelled

HIDDEN, WORD_SIZE, HEAD, SKETCH = 80, 8, 32, 6
TABLES = ("words.weight", "meant.weight")
"""Weights that are looked up; all others are multiplied with."""
EPOCHS, PAGES, RATE, DECAY = 5, 16, 2e-3, 0.2
WARM = 100
"""Steps until the rate is full."""
DROP, WORD_DROP, BAG_DROP = 0.3, 0.5, 0.5
"""Shares of channels, of single words and of the channels of all words that training hides."""
GUESS = 0.3
"""Weight of the first stage's own loss."""


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled page; n blocks."""

    doc: Labelled
    weights: Any
    """(n,) what each block weighs."""


@dataclass(frozen=True, slots=True)
class Found:
    """The words, or the concepts, of the blocks of a batch, one after the other."""

    ids: Tensor
    """Rows of the table."""
    rows: Tensor
    """The block of each, ascending."""
    starts: Tensor
    """Where those of each block begin."""
    known: Tensor
    """1 for those that count, else 0."""


def _found(ids: Any, rows: Any, known: Any, blocks: int) -> Found:
    starts = np.searchsorted(rows, np.arange(blocks))
    return Found(*map(torch.from_numpy, (ids, rows, starts, known.astype(np.float32))))


class Layers(nn.Module):
    """One logit a block: above 0 the block is not body."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.words = nn.Embedding(ROWS, WORD_SIZE)
        nn.init.normal_(self.words.weight, std=0.1)
        self.meant = nn.Embedding(SIZE, WORD_SIZE)
        nn.init.normal_(self.meant.weight, std=0.1)
        self.inp = nn.Linear(columns + 2 * WORD_SIZE, HIDDEN)
        self.before = nn.ModuleList(Convolution(HIDDEN, apart) for apart in BEFORE)
        self.after = nn.ModuleList(Convolution(HIDDEN, apart) for apart in AFTER)
        self.context = nn.Linear(2 * HIDDEN, HIDDEN)
        self.guess, self.sketch = nn.Linear(HIDDEN, 1), nn.Linear(SKETCH + HIDDEN, HIDDEN)
        self.out1, self.out2 = nn.Linear(HIDDEN, HEAD), nn.Linear(HEAD, 1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The logits of the second and of the first stage."""
        words = [self._bag(self.words, "ids", batch), self._bag(self.meant, "meant", batch)]
        dropped = [self._drop(bag, batch, BAG_DROP) for bag in words]
        h = functional.relu(self.inp(torch.cat([batch["numbers"], *dropped], 1)))
        h = self._drop(h, batch)
        for number, convolve in enumerate(self.before):
            h = h + self._drop(convolve(h, batch), batch)
            if number == CONTEXT_AFTER:
                h = h + self._context(h, batch)
        guess = self.guess(h)[:, 0]
        h = h + functional.relu(self.sketch(_sketch(h, guess, batch)))
        for convolve in self.after:
            h = h + self._drop(convolve(h, batch), batch)
        return self.out2(functional.relu(self.out1(h)))[:, 0], guess

    def _bag(self, table: nn.Embedding, name: str, batch: Batch) -> Tensor:
        """The sum of what the table says of the words, or concepts, of each block."""
        found: Found = batch[name]
        kept = found.known
        if self.training:
            kept = kept * (torch.rand(len(kept)) > WORD_DROP)
        count = sums(kept, found.rows, len(batch["page"])).clamp(min=1)
        share = kept / count[found.rows].sqrt()
        return functional.embedding_bag(
            found.ids, table.weight, found.starts, mode="sum", per_sample_weights=share
        )

    def _drop(self, h: Tensor, batch: Batch, rate: float = DROP) -> Tensor:
        """Dropout that hits a channel on all blocks of a page."""
        if not self.training:
            return h
        kept = (torch.rand(batch["pages"], h.shape[1]) > rate).float() / (1 - rate)
        return h * kept[batch["page"]]

    def _context(self, h: Tensor, batch: Batch) -> Tensor:
        page, pages = batch["page"], batch["pages"]
        mean = sums(h, page, pages) / sums(torch.ones(len(h)), page, pages)[:, None]
        most = torch.full((pages, HIDDEN), -1e4)
        most = most.scatter_reduce(0, page[:, None].expand_as(h), h, "amax")
        return functional.relu(self.context(torch.cat([mean, most], 1)))[page]


def _sketch(h: Tensor, guess: Tensor, batch: Batch) -> Tensor:
    """Where the guessed body lies; as ``text_network`` has it."""
    page, pages, lengths = batch["page"], batch["pages"], batch["lengths"]
    guess = guess.clamp(-STEEPEST, STEEPEST)
    chance = torch.sigmoid(-guess)
    mass = chance * lengths
    total = sums(mass, page, pages) + 1
    so_far = mass.double().cumsum(0) - mass.double()
    before = (so_far - so_far[batch["first"]][page]).float() / total[page]
    columns = [
        guess / 4,
        before,
        1 - before - mass / total[page],
        torch.log1p(total)[page] / 10,
        (total / sums(lengths, page, pages).clamp(min=1))[page],
        mass / total[page],
    ]
    centre = sums(h * chance[:, None], page, pages) / (sums(chance, page, pages) + 0.1)[:, None]
    return torch.cat([torch.stack(columns, 1), centre[page]], 1)


class Batches:
    """Pages as tensors; the columns scaled by those of the training pages."""

    def __init__(self, pages: Sequence[Page], known: Any) -> None:
        numbers = np.concatenate([page.doc.measures.numbers for page in pages])
        self.mean, self.spread = numbers.mean(0), numbers.std(0) + 1e-3
        self.known = known
        self.norm = sum(float(page.weights.sum()) for page in pages) / len(pages)

    def of(self, pages: Sequence[Page]) -> Batch:
        measures = [page.doc.measures for page in pages]
        sizes = np.array([len(m.numbers) for m in measures])
        first = np.cumsum(sizes) - sizes
        page = np.repeat(np.arange(len(pages)), sizes)
        place = np.arange(len(page)) - first[page]
        numbers = (np.concatenate([m.numbers for m in measures]) - self.mean) / self.spread
        placed = list(zip(measures, first, strict=True))
        ids = np.concatenate([m.ids for m in measures])
        rows = np.concatenate([m.rows + at for m, at in placed])
        meant = np.concatenate([m.concepts for m in measures])
        meant_rows = np.concatenate([m.concept_rows + at for m, at in placed])
        single = meant < SIZE
        target = np.concatenate([p.doc.target for p in pages])
        weights = np.concatenate([p.weights for p in pages]) * (target >= 0) / self.norm
        arrays = {
            "page": page,
            "index": np.arange(len(page)),
            "first": first,
            "place": place,
            "rest": sizes[page] - 1 - place,
            "numbers": np.clip(numbers, -FARTHEST, FARTHEST).astype(np.float32),
            "lengths": np.concatenate([m.lengths for m in measures]),
            "labels": (target != 0).astype(np.float32),
            "weights": weights.astype(np.float32),
        }
        return {
            "pages": len(pages),
            "ids": _found(ids % ROWS, rows, self.known[ids], len(page)),
            "meant": _found(meant[single], meant_rows[single], np.ones(single.sum()), len(page)),
        } | {k: torch.from_numpy(v) for k, v in arrays.items()}


def fit(docs: Sequence[Labelled], weights: Any, known: Any, seed: int) -> Network:
    """A network trained on all pages, with warm-up and cosine decay; a running average.

    ``weights`` are those of the blocks of all pages, one after the other.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    ends = np.cumsum([len(doc.blocks) for doc in docs])[:-1]
    pages = [Page(doc, own) for doc, own in zip(docs, np.split(weights, ends), strict=True)]
    batches = Batches(pages, known)
    layers = Layers(len(batches.mean))
    steps = EPOCHS * math.ceil(len(pages) / PAGES)

    def losses() -> Iterator[Tensor]:
        for _ in range(EPOCHS):
            order = random.permutation(len(pages))
            for at in range(0, len(order), PAGES):
                yield _loss(layers, batches.of([pages[i] for i in order[at : at + PAGES]]))

    average = descend(layers, losses(), Pace(steps, RATE, DECAY, WARM))
    return _exported(average, batches)


def _loss(layers: Layers, batch: Batch) -> Tensor:
    both = [
        functional.binary_cross_entropy_with_logits(
            logits, batch["labels"], batch["weights"], reduction="sum"
        )
        for logits in layers(batch)
    ]
    return (both[0] + GUESS * both[1]) / batch["pages"]


def _exported(state: dict[str, Tensor], batches: Batches) -> Network:
    """The weights as the product holds them: matrices as (inputs, outputs)."""
    weights = {"mean": batches.mean, "scale": 1 / batches.spread}
    for name, tensor in state.items():
        value = tensor.numpy()
        is_matrix = value.ndim == 2 and name not in TABLES
        weights[name] = np.ascontiguousarray(value.T) if is_matrix else value
    return Network({k: np.asarray(v, np.float32) for k, v in weights.items()})
