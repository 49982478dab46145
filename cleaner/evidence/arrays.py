"""NumPy, with its linear algebra kept to one thread where we compute.

Our matrices are small: more threads only wait for one another, and a page takes several times as
long. Where we load NumPy first it gets one thread. Where the caller has loaded it before, its
threads are the caller's: ``one_thread`` takes them away while we compute and gives them back.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from threading import Lock
from typing import Any

THREADS = "OPENBLAS_NUM_THREADS"

CALLERS = "numpy" in sys.modules
"""Whether the caller has loaded NumPy before."""
_before = os.environ.get(THREADS)
os.environ.setdefault(THREADS, "1")  # read once, when the library is loaded
import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

if _before is None:
    del os.environ[THREADS]

__all__ = ["np", "npt", "one_thread"]


def one_thread() -> AbstractContextManager[None]:
    """While it is entered, by however many threads, linear algebra has one thread."""
    return _limit() if CALLERS else nullcontext()


@cache
def _limit() -> _Limit:
    return _Limit()


class _Limit(AbstractContextManager[None]):
    """The first who enters sets the limit, the last who leaves lifts it."""

    def __init__(self) -> None:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

        self._controller = ThreadpoolController()
        self._lock = Lock()
        self._inside = 0
        self._set: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._set = self._controller.limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._set.restore_original_limits()
