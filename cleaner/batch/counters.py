"""The account of a run: what was cleaned, what was removed and why, what failed."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.batch.items import Tally

SLOWEST = 10


@dataclass(slots=True)
class Counts:
    """Sums over the pages of a run so far."""

    pages: int = 0
    words_kept: int = 0
    seconds: float = 0.0
    """Time spent on pages by all workers together."""
    words_removed: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    profiles: Counter[str] = field(default_factory=Counter)
    """Pages that a profile was used on (``used``) and that fit none of its templates."""
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add(self, tally: Tally) -> None:
        """Count one more page."""
        self.pages += 1
        if tally.error:
            self.errors[tally.error_kind] += 1
            return
        self.words_kept += tally.words_kept
        self.words_removed.update(tally.words_removed)
        self.verdicts[tally.verdict] += 1
        self.sites[tally.site] += 1
        if tally.profile:
            self.profiles[tally.profile] += 1
        self.seconds += tally.seconds
        heapq.heappush(self.slowest, (tally.seconds, tally.place))
        if len(self.slowest) > SLOWEST:
            heapq.heappop(self.slowest)

    @property
    def failed(self) -> int:
        return self.errors.total()


def summary(counts: Counts, wall_seconds: float) -> str:
    """The closing table, for people."""
    return "\n".join(_rows(counts, wall_seconds))


def _rows(counts: Counts, wall_seconds: float) -> Iterator[str]:
    rate = counts.pages / wall_seconds if wall_seconds else 0.0
    yield f"documents      {counts.pages:>12,}   in {wall_seconds:.1f} s, {rate:,.1f} a second"
    for verdict, count in sorted(counts.verdicts.items()):
        if verdict != "article":
            yield f"  {verdict:<20} {count:>12,}"
    if counts.profiles:
        used, unfit = counts.profiles["used"], counts.profiles["unfit"]
        yield f"with a profile {used:>12,}   of their site; {unfit:,} more pages fit no template"
    yield f"words kept     {counts.words_kept:>12,}"
    yield f"words removed  {counts.words_removed.total():>12,}"
    for reason, count in sorted(counts.words_removed.items(), key=lambda x: (-x[1], x[0])):
        yield f"  {reason:<20} {count:>12,}"
    yield f"errors         {counts.failed:>12,}"
    for kind, count in sorted(counts.errors.items()):
        yield f"  {kind:<20} {count:>12,}"
