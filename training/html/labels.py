"""Gold labels for the blocks of a page, by aligning its tokens with the gold body."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Sequence

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+"
)
_LIKELY = 0.34
"""Share of a block's word pairs that the gold must hold for the block to be aligned at all."""
_LEAST_MOVED = 6
"""Tokens in a run that may stand in another order than the gold has it."""


def tokens(text: str) -> list[str]:
    """Words, or characters of scripts without spaces, as the scorer counts them."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text))


def matched_shares(texts: Sequence[str], gold: str) -> list[float]:
    """For each block the share of its tokens that the alignment finds in the gold, 0 to 1."""
    return [sum(mask) / len(mask) if mask else 0.0 for mask in matched_masks(texts, gold)]


def matched_masks(texts: Sequence[str], gold: str) -> list[list[bool]]:
    """For each block and each of its tokens, whether an alignment finds it in the gold.

    Aligned twice: what the gold holds in another order than the page is found by the second pass.
    """
    blocks = [tokens(text) for text in texts]
    masks = [[False] * len(block) for block in blocks]
    rest = _align(blocks, masks, tokens(gold), 1)
    _align(blocks, masks, rest, _LEAST_MOVED)
    return masks


def _align(
    blocks: list[list[str]], masks: list[list[bool]], wanted: list[str], least: int
) -> list[str]:
    """Mark what matches in runs of ``least`` tokens or more; the wanted tokens that are left."""
    known = set(itertools.pairwise(wanted)) | {(t,) for t in wanted}
    flat, owners = [], []
    for index, block in enumerate(blocks):
        if not any(masks[index]) and _likely(block, known):
            flat += block
            owners += [(index, at) for at in range(len(block))]
    matcher = difflib.SequenceMatcher(None, flat, wanted, autojunk=False)
    used = [False] * len(wanted)
    for start, there, size in matcher.get_matching_blocks():
        if size < least:
            continue
        used[there : there + size] = [True] * size
        for index, at in owners[start : start + size]:
            masks[index][at] = True
    return [token for token, done in zip(wanted, used, strict=True) if not done]


def _likely(block: list[str], known: set[tuple[str, ...]]) -> bool:
    if len(block) < 2:
        return bool(block) and (block[0],) in known
    pairs = list(itertools.pairwise(block))
    return sum(pair in known for pair in pairs) >= _LIKELY * len(pairs)


def is_body(share: float, size: int) -> bool:
    """Whether a block with this matched share and this many tokens belongs to the body."""
    return share >= (0.99 if size <= 3 else 0.5)


def body_blocks(texts: Sequence[str], gold: str) -> list[bool]:
    """Which blocks belong to the body that a gold text holds."""
    shares = matched_shares(texts, gold)
    return [is_body(s, len(tokens(t))) for s, t in zip(shares, texts, strict=True)]
