"""What a person sees of a run, on standard error: notes, errors, progress, the closing table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cleaner.batch.counters import Counts, summary
from cleaner.batch.items import Tally

ERRORS_SHOWN = 20
"""Failed pages that are named one by one; all are in the output."""

ESTIMATE_EVERY = 50
"""Pages after which the total is estimated anew."""


class Screen:
    """Standard error of one run. With ``quiet`` only errors appear."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Any = None
        self._errors = 0
        self._share: Callable[[], float] | None = None
        self._noted: set[str] = set()

    @property
    def shows_progress(self) -> bool:
        return not self._quiet and sys.stderr.isatty()

    def start(self, total: int | None, done: int, share: Callable[[], float] | None) -> None:
        """Show a progress bar with pages a second, time left and errors.

        ``total`` is the number of pages if it is known; ``share`` tells how much of the input has
        been read, from which the total is estimated otherwise.
        """
        from tqdm import tqdm

        self._share = share
        self._bar = tqdm(total=total, initial=done, unit=" pages", dynamic_ncols=True)

    def note(self, line: str) -> None:
        """One line about a choice that was made; each is shown once."""
        if not self._quiet and line not in self._noted:
            self._noted.add(line)
            self._print(line)

    def page(self, tally: Tally) -> None:
        """One more page is done."""
        if tally.error:
            self._errors += 1
            self._error(tally)
        if self._bar is not None:
            self._bar.update()
            if self._share is not None and self._bar.n % ESTIMATE_EVERY == 0:
                self._bar.total = max(self._bar.n, int(self._bar.n / max(self._share(), 1e-9)))

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def closing(self, counts: Counts, wall_seconds: float) -> None:
        """The closing table."""
        self.close()
        if not self._quiet:
            self._print(summary(counts, wall_seconds))

    def _error(self, tally: Tally) -> None:
        if self._bar is not None:
            self._bar.set_postfix(errors=self._errors, refresh=False)
        if self._errors <= ERRORS_SHOWN:
            self._print(f"error: {tally.error}")
        if self._errors == ERRORS_SHOWN + 1:
            self._print("error: more pages failed; they stand in the output as records with error")

    def _print(self, line: str) -> None:
        with suppress(OSError):  # whoever read it went away or is full, which is no reason to end
            if self._bar is not None:
                self._bar.write(line, file=sys.stderr)
            else:
                print(line, file=sys.stderr)
