"""Layers in torch that both networks are made of.

All pages of a batch stand one after the other: ``index`` numbers its blocks, ``place`` and ``rest``
say how many blocks of the same page stand before and after each; nothing is padded.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

Batch = dict[str, Any]


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
