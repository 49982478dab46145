"""Work that goes wrong in every way; the workers of the runner's tests do it."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from cleaner.batch.items import Item, Limits, Outcome, Tally, Treatment
from cleaner.batch.runner import Workers


def work(item: Item, treatment: Treatment) -> Outcome:
    """Does what the item's source says."""
    name, _, argument = str(item.source).partition(" ")
    if name in DEEDS:
        DEEDS[name](argument)
    return Outcome(str(item.source).encode(), Tally(item.id, item.place))


def hang(_: str) -> None:
    time.sleep(60)


def spin(_: str) -> None:
    while True:
        pass


def deaf(_: str) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def leave(_: str) -> None:
    os._exit(3)


def segfault(_: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def greedy(_: str) -> None:
    bytearray(8 * 2**30)


def creeping(_: str) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(2**20))


def die_once(marker: str) -> None:
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def slow(_: str) -> None:
    time.sleep(0.3)


DEEDS = {
    "hang": hang,
    "spin": spin,
    "deaf": deaf,
    "exit": leave,
    "segfault": segfault,
    "greedy": greedy,
    "creeping": creeping,
    "once": die_once,
    "slow": slow,
}


class SlowToRead(int):
    """A number that every worker but the first needs a second for, when it begins."""

    def __reduce__(self) -> tuple[object, ...]:
        return wait_unless_first, ()


def wait_unless_first() -> int:
    first = Path("first")
    if first.exists():
        time.sleep(1)
    first.touch()
    return Limits().memory


def end_early() -> None:
    """A run that ends while its second worker is still beginning and its first one is deaf."""
    list(Workers(Treatment(), Limits(), work).outcomes(iter([Item(0, "", "a")])))  # a warm server
    limits = Limits(jobs=2, memory=SlowToRead())
    run = Workers(Treatment(), limits, work).outcomes(iter([Item(0, "", "deaf")]))
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with suppress(KeyboardInterrupt):
        next(run)
