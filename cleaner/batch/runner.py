"""Worker processes that clean pages under a deadline and a memory limit, results in order.

A worker that hangs or dies is replaced by the pool; a page whose worker died is tried again, since
the page may not be to blame, and becomes an error when its workers keep dying.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from cleaner.batch.items import ErrorKind, Item, Limits, Outcome, Stopped, Treatment
from cleaner.batch.work import clean_item, failed

PAGES_PER_WORKER = 2000
"""Pages after which a worker is replaced, so that leaks of libraries stay small."""
WAITING_PER_WORKER = 16
"""Pages that wait for each worker."""
WAITING_BYTES = 64 * 2**20
"""Bytes of pages that wait at most, unless one page alone is larger."""
ATTEMPTS = 3
"""How often a page is tried whose worker dies."""
GRACE = 10.0
"""Seconds beyond the deadline after which the pool itself counts as stuck."""
RENEWALS = 10
"""Pools that may break one after another before the run gives up."""

Work = Callable[[Item, Treatment], Outcome]


@dataclass(slots=True)
class _Waiting:
    item: Item
    future: ProcessFuture[Outcome]
    attempts: int = 1


class _Pool(ProcessPool):
    """A pool that ends its workers before it gives up the locks that they share.

    pebble does it the other way round, and a worker that is still beginning then looks for a lock
    that is gone: its traceback stood on standard error whenever a run ended early.
    """

    def _stop_pool(self) -> None:
        if self._pool_manager_loop is not None:
            self._pool_manager_loop.join()
        self._pool_manager.worker_manager.force_stop_workers()  # type: ignore[no-untyped-call]
        super()._stop_pool()  # type: ignore[no-untyped-call]


class Workers:
    """The pool of worker processes of one run."""

    def __init__(self, treatment: Treatment, limits: Limits, work: Work = clean_item) -> None:
        self._work = work
        self._treatment = treatment
        self._limits = limits
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._renewals = 0
        self._pool = self._new_pool()

    def outcomes(self, items: Iterator[Item]) -> Iterator[Outcome]:
        """What became of each item, in the order of the items."""
        try:
            for item in items:
                self._add(item)
                while self._full:
                    yield self._next()
            while self._waiting:
                yield self._next()
        finally:
            self._stop_pool()

    @property
    def _full(self) -> bool:
        many = len(self._waiting) >= WAITING_PER_WORKER * self._limits.jobs
        return many or (self._bytes > WAITING_BYTES and len(self._waiting) > 1)

    def _add(self, item: Item) -> None:
        self._waiting.append(_Waiting(item, self._schedule(item)))
        self._bytes += _weight(item)

    def _next(self) -> Outcome:
        first = self._waiting[0]
        outcome = self._outcome(first)
        while outcome is None:
            outcome = self._outcome(first)
        self._waiting.popleft()
        self._renewals = 0
        self._bytes -= _weight(first.item)
        return outcome

    def _outcome(self, page: _Waiting) -> Outcome | None:
        """The outcome of the page that is longest waiting; None if it has to be tried again."""
        try:
            return page.future.result(timeout=self._limits.deadline + GRACE)
        except ProcessExpired as e:
            if page.attempts == ATTEMPTS:
                return self._failed(page, "crash", f"its worker died {ATTEMPTS} times, {_cause(e)}")
            page.attempts += 1
            page.future = self._schedule(page.item)
        except FutureTimeout:
            if page.future.done():
                took = f"took longer than {self._limits.deadline:g} seconds"
                return self._failed(page, "timeout", took)
            self._renew_pool()
        except BrokenProcessPool:
            self._renew_pool()
        except MemoryError:
            return self._failed(page, "memory", "needs too much memory")
        return None

    def _failed(self, page: _Waiting, kind: ErrorKind, problem: str) -> Outcome:
        return failed(page.item, self._treatment, kind, f"{page.item.place}: {problem}")

    def _schedule(self, item: Item) -> ProcessFuture[Outcome]:
        try:
            return self._pool.schedule(
                self._work, args=(item, self._treatment), timeout=self._limits.deadline
            )
        except RuntimeError:
            self._renew_pool()
            return self._schedule(item)

    def _new_pool(self) -> _Pool:
        return _Pool(
            max_workers=self._limits.jobs,
            max_tasks=PAGES_PER_WORKER,
            initializer=_begin_worker,
            initargs=(self._limits.memory,),
            context=_context(),
        )

    def _renew_pool(self) -> None:
        """A pool that broke loses its pages: begin a new one and hand them in again."""
        self._renewals += 1
        if self._renewals > RENEWALS:
            raise Stopped("the worker processes cannot be kept running; is there memory left?")
        self._stop_pool()
        self._pool = self._new_pool()
        for page in self._waiting:
            if not _is_settled(page.future):
                page.future = self._schedule(page.item)

    def _stop_pool(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a clean server process where that is possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["cleaner.batch.warm"])
    with _ctrl_c_is_ours():
        forkserver.ensure_running()
    _wait_for_server(context)
    return context


def _wait_for_server(context: Any) -> None:
    """Wait until the server has loaded what it should.

    A worker that it was asked for before that begins late, and would find nothing of a run that
    ended meanwhile.
    """
    first = context.Process(target=int)
    first.start()
    first.join()


@contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """What begins now does not hear of Ctrl-C, which a terminal sends to all; we end the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)


def _begin_worker(memory: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        _limit_memory(memory)


def _limit_memory(megabytes: int) -> None:
    """Let the system refuse memory beyond what the worker has now and so much more."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = now + megabytes * 2**20
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _is_settled(future: ProcessFuture[Outcome]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _weight(item: Item) -> int:
    return len(item.source) if isinstance(item.source, (bytes, str)) else 0


def _cause(error: ProcessExpired) -> str:
    code = error.exitcode
    try:
        return f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit {code}"
    except ValueError:
        return f"exit {code}"
