"""The runner: bad pages are errors in time, their neighbours are unharmed, order is kept."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import poison
import pytest

from cleaner.batch.items import Item, Limits, Outcome, Treatment
from cleaner.batch.runner import WAITING_PER_WORKER, Workers


def outcomes(
    *sources: str, jobs: int = 2, deadline: float = 1.5, memory: int = 256
) -> list[Outcome]:
    items = (Item(n, f"page {n}", source) for n, source in enumerate(sources))
    limits = Limits(jobs=jobs, deadline=deadline, memory=memory)
    return list(Workers(Treatment(), limits, poison.work).outcomes(items))


@pytest.mark.parametrize(
    ("bad", "kind", "said"),
    [
        ("hang", "timeout", "page 2: took longer than 1.5 seconds"),
        ("spin", "timeout", "page 2: took longer than 1.5 seconds"),
        ("deaf", "timeout", "page 2: took longer than 1.5 seconds"),
        ("exit", "crash", "page 2: its worker died 3 times, exit 3"),
        ("segfault", "crash", "page 2: its worker died 3 times, signal SIGSEGV"),
        ("greedy", "memory", "page 2: needs too much memory"),
        ("creeping", "memory", "page 2: needs too much memory"),
    ],
)
def test_a_bad_page_is_an_error_and_its_neighbours_are_unharmed(
    bad: str, kind: str, said: str
) -> None:
    begun = time.monotonic()
    got = outcomes("a", "b", bad, "c", "d", deadline=1.5 if kind == "timeout" else 10)
    assert time.monotonic() - begun < 15
    assert [o.tally.id for o in got] == [0, 1, 2, 3, 4]
    assert [o.rendered for n, o in enumerate(got) if n != 2] == [b"a", b"b", b"c", b"d"]
    assert (got[2].tally.error_kind, got[2].tally.error) == (kind, said)
    assert b'"error_kind": ' + f'"{kind}"'.encode() in got[2].rendered


def test_a_worker_that_dies_once_costs_no_page(tmp_path: Path) -> None:
    got = outcomes("a", f"once {tmp_path / 'one'}", "b", f"once {tmp_path / 'two'}", "c")
    assert [o.tally.error for o in got] == [""] * 5


def test_many_bad_pages_in_a_row() -> None:
    got = outcomes(*["exit", "greedy", "a"] * 4, jobs=2)
    assert [o.tally.error_kind for o in got] == ["crash", "memory", ""] * 4


def test_order_is_kept_whatever_takes_long() -> None:
    got = outcomes("slow", "a", "b", "slow", "c", jobs=2)
    assert [o.rendered for o in got] == [b"slow", b"a", b"b", b"slow", b"c"]


@pytest.mark.parametrize(("size", "most"), [(1, 2 * WAITING_PER_WORKER), (300, 5), (1001, 2)])
def test_only_so_many_pages_and_bytes_wait(
    size: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleaner.batch.runner.WAITING_BYTES", 1000)
    taken = 0

    def items() -> Iterator[Item]:
        nonlocal taken
        for number in range(3 * most):
            taken += 1
            yield Item(number, "", bytes(size))

    ahead = []
    work = Workers(Treatment(), Limits(jobs=2), poison.work)
    for done, _ in enumerate(work.outcomes(items()), 1):
        ahead.append(taken - done)
    assert max(ahead) <= most
    assert len(ahead) == 3 * most


def test_the_worker_of_a_stuck_pool_is_found_by_the_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool whose manager never reports is renewed and its pages are handed in again."""
    monkeypatch.setattr("cleaner.batch.runner.GRACE", 0.5)
    work = Workers(Treatment(), Limits(jobs=1, deadline=1.0), poison.work)
    lost = iter([True])

    def schedule(item: Item) -> object:
        future = original(item)
        if next(lost, False):
            future.cancel()
            from pebble import ProcessFuture

            return ProcessFuture()
        return future

    original = work._schedule
    monkeypatch.setattr(work, "_schedule", schedule)
    got = list(work.outcomes(iter([Item(0, "", "a"), Item(1, "", "b")])))
    assert [o.rendered for o in got] == [b"a", b"b"]


def test_a_run_that_ends_while_a_worker_begins_is_quiet(tmp_path: Path) -> None:
    """The locks that workers share outlive the workers, or those that begin end in a traceback."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import poison; "
    code += "poison.end_early()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stderr == b""
    assert (tmp_path / "first").exists()
