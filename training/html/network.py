"""The labeller in torch: hashed names and words, dense features, dilated convolutions."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cleaner.evidence.html_features import NAME_BUCKETS, WORD_BUCKETS, Bag
from training.html.dataset import Example

HIDDEN, NAME_SIZE, WORD_SIZE, HEAD = 96, 24, 16, 48
DILATIONS = (1, 2, 4, 8)
CONTEXT_AFTER = 1
BAGS = ("near", "far", "words")


class Network(nn.Module):
    """One logit a block: above 0 the block is body."""

    def __init__(self, dense: int) -> None:
        super().__init__()
        self.names = nn.Embedding(NAME_BUCKETS, NAME_SIZE)
        self.words = nn.Embedding(WORD_BUCKETS, WORD_SIZE)
        for table in (self.names, self.words):
            nn.init.normal_(table.weight, std=0.1)
        self.inp = nn.Linear(dense + 2 * NAME_SIZE + WORD_SIZE, HIDDEN)
        self.convs = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=d, padding=d) for d in DILATIONS
        )
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in DILATIONS)
        self.ctx = nn.Linear(2 * HIDDEN, HIDDEN)
        self.out1, self.out2 = nn.Linear(HIDDEN, HEAD), nn.Linear(HEAD, 1)
        self.drop, self.bag_drop = nn.Dropout(0.2), nn.Dropout(0.3)

    def bag(self, table: nn.Embedding, ids: Tensor, owner: Tensor, rows: int) -> Tensor:
        """Mean of the vectors of each row's ids; in training a fifth of the ids is left out."""
        keep = torch.rand(len(ids)) > 0.2 if self.training else torch.ones(len(ids), dtype=bool)
        kept = keep.float()
        total = torch.zeros(rows, table.embedding_dim)
        total = total.index_add(0, owner, table(ids) * kept[:, None])
        count = torch.zeros(rows).index_add(0, owner, kept)
        return self.bag_drop(total / count.clamp(min=1)[:, None])

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        rows = len(batch["dense"])
        tables = (self.names, self.names, self.words)
        bags = [
            self.bag(t, batch[k], batch[k + "_owner"], rows)
            for t, k in zip(tables, BAGS, strict=True)
        ]
        first = self.drop(functional.relu(self.inp(torch.cat([batch["dense"], *bags], 1))))
        inside = batch["mask"]
        h = torch.zeros(*inside.shape, HIDDEN)
        h[inside] = first
        mask = inside[:, :, None].float()
        for layer, (conv, norm) in enumerate(zip(self.convs, self.norms, strict=True)):
            z = (norm(h) * mask).transpose(1, 2)
            h = (h + self.drop(functional.relu(conv(z).transpose(1, 2)))) * mask
            if layer == CONTEXT_AFTER:
                mean = h.sum(1) / mask.sum(1)
                most = (h + (mask - 1) * 1e4).max(1).values
                page = functional.relu(self.ctx(torch.cat([mean, most], 1)))
                h = (h + page[:, None, :]) * mask
        return self.out2(functional.relu(self.out1(h[inside])))[:, 0]


class Scaler:
    """Mean and spread of the dense features of the training pages."""

    def __init__(self, pages: list[Example]) -> None:
        dense = np.concatenate([page.features.dense for page in pages])
        self.mean, self.spread = dense.mean(0), dense.std(0) + 1e-3

    def batch(self, pages: list[Example]) -> dict[str, Tensor]:
        sizes = [len(page.labels) for page in pages]
        mask = torch.zeros(len(pages), max(sizes), dtype=torch.bool)
        for row, size in enumerate(sizes):
            mask[row, :size] = True
        dense = np.concatenate([page.features.dense for page in pages])
        out = {
            "mask": mask,
            "dense": torch.from_numpy(np.clip((dense - self.mean) / self.spread, -5, 5)),
            "labels": torch.from_numpy(np.concatenate([page.labels for page in pages])),
            "weights": torch.from_numpy(np.concatenate([page.weights for page in pages])),
        }
        for key in BAGS:
            bags = [_rows(getattr(page.features, key)) for page in pages]
            flat = [row for bag in bags for row in bag]
            owners = np.repeat(np.arange(len(flat)), [len(row) for row in flat])
            out[key] = torch.from_numpy(np.concatenate(flat))
            out[key + "_owner"] = torch.from_numpy(owners)
        return out


def _rows(bag: Bag) -> list[np.ndarray]:
    """The ids of each block."""
    distinct = np.split(bag.ids, bag.starts[1:])
    return [distinct[row] for row in bag.rows]


def train(
    pages: list[Example], seed: int, epochs: int, *, rate: float = 2e-3, size: int = 12
) -> tuple[Network, Scaler]:
    """A network trained with warm-up and cosine decay; its weights are a running average."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    scaler = Scaler(pages)
    network = Network(pages[0].features.dense.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.02)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    steps, step = epochs * math.ceil(len(pages) / size), 0
    for _ in range(epochs):
        network.train()
        for chosen in _batches(pages, random, size):
            batch = scaler.batch([pages[i] for i in chosen])
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, step / 50) * (1 + math.cos(math.pi * step / steps)) / 2
            loss = functional.binary_cross_entropy_with_logits(
                network(batch), batch["labels"], batch["weights"], reduction="sum"
            ) / len(chosen)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(0.99, step / (step + 10))
            for k, v in network.state_dict().items():
                average[k].mul_(keep).add_(v, alpha=1 - keep)
    network.load_state_dict(average)
    network.eval()
    return network, scaler


def _batches(pages: list[Example], random: np.random.Generator, size: int) -> list[np.ndarray]:
    """Pages of like length together, in random order."""
    order = random.permutation(len(pages))
    lengths = np.array([len(pages[i].labels) for i in order]) * (
        1 + 0.2 * random.random(len(order))
    )
    order = order[np.argsort(lengths)]
    batches = [order[at : at + size] for at in range(0, len(order), size)]
    return [batches[i] for i in random.permutation(len(batches))]


def predict(model: tuple[Network, Scaler], pages: list[Example]) -> list[np.ndarray]:
    """The logits of each page."""
    network, scaler = model
    with torch.no_grad():
        return [network(scaler.batch([page])).numpy() for page in pages]
