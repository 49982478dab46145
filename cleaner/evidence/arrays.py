"""NumPy, loaded so that its linear algebra keeps to one thread.

Our matrices are small: more threads only wait for one another, and a page takes ten times as
long. Where the caller has loaded NumPy before, its threads are the caller's to set.
"""

from __future__ import annotations

import os

THREADS = "OPENBLAS_NUM_THREADS"

_before = os.environ.get(THREADS)
os.environ.setdefault(THREADS, "1")  # read once, when the library is loaded
import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

if _before is None:
    del os.environ[THREADS]

__all__ = ["np", "npt"]
