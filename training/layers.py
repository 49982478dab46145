"""Layers in torch that both networks are made of, and how both are trained.

All pages of a batch stand one after the other: ``index`` numbers its blocks, ``place`` and ``rest``
say how many blocks of the same page stand before and after each; nothing is padded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

Batch = dict[str, Any]
CLIP = 1.0
"""The longest gradient."""
KEEP = 0.99
"""How slowly the running average of the weights moves, at most."""


class Convolution(nn.Module):
    """A convolution of width 3 over ``width`` channels, its taps ``apart`` blocks apart."""

    def __init__(self, width: int, apart: int) -> None:
        super().__init__()
        self.width, self.apart = width, apart
        self.norm, self.lin = nn.LayerNorm(width), nn.Linear(3 * width, width)

    def forward(self, h: Tensor, batch: Batch) -> Tensor:
        z = torch.cat([self.norm(h), torch.zeros(1, self.width)])
        index, place, rest = batch["index"], batch["place"], batch["rest"]
        before = torch.where(place >= self.apart, index - self.apart, len(h))
        after = torch.where(rest >= self.apart, index + self.apart, len(h))
        return functional.relu(self.lin(torch.cat([z[before], z[:-1], z[after]], 1)))


def sums(values: Tensor, owner: Tensor, size: int) -> Tensor:
    """(size, ...) sums over the rows of each owner."""
    return torch.zeros(size, *values.shape[1:]).index_add(0, owner, values)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far and how fast a network is trained."""

    steps: int
    rate: float
    """It grows over the first ``warm`` steps and then falls along a cosine."""
    decay: float
    warm: int


def descend(module: nn.Module, losses: Iterable[Tensor], pace: Pace) -> dict[str, Tensor]:
    """The running average of the weights over the steps down the losses.

    Each loss is asked for when the step before is done.
    """
    optimizer = torch.optim.AdamW(
        module.parameters(), lr=pace.rate, weight_decay=pace.decay, fused=True
    )
    average = {name: value.clone() for name, value in module.state_dict().items()}
    for step, loss in enumerate(losses):
        warmed = pace.rate * min(1, step / pace.warm)
        for group in optimizer.param_groups:
            group["lr"] = warmed * (1 + math.cos(math.pi * step / pace.steps)) / 2
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(module.parameters(), CLIP)
        optimizer.step()
        keep = min(KEEP, (step + 1) / (step + 11))
        for name, value in module.state_dict().items():
            average[name].mul_(keep).add_(value, alpha=1 - keep)
    return average
