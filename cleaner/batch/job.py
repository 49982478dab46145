"""One run from its inputs to its output."""

from __future__ import annotations

import signal
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cleaner.batch import overlap, readers
from cleaner.batch.counters import Counts
from cleaner.batch.items import BadCall, Columns, Item, Limits, Outcome, Stopped, Tally, Treatment
from cleaner.batch.jsonable import dumps, jsonable
from cleaner.batch.screen import Screen
from cleaner.batch.writers.finish import check_packages
from cleaner.batch.writers.sink import Sink, is_complete, open_sink
from cleaner.batch.writers.target import Target, hidden
from cleaner.profiles.store import ProfileError
from cleaner.records import plain


@dataclass(frozen=True, slots=True)
class Job:
    """A call of the command line, understood."""

    inputs: tuple[str, ...]
    target: Target
    columns: Columns = field(default_factory=Columns)
    treatment: Treatment = field(default_factory=Treatment)
    limits: Limits = field(default_factory=Limits)
    resume: bool = False
    overwrite: bool = False
    errors_file: Path | None = None
    report_file: Path | None = None
    dry_run: bool = False
    learn: bool = False
    """Whether a first pass learns the profiles of sites that have enough pages."""


class Interrupted(BaseException):
    """A signal ended the run; ``signal`` is its number.

    No ``Exception``: it can be raised anywhere, and what catches the failures of a page or of a
    file must not take it for one of them.
    """

    def __init__(self, message: str, signal: int) -> None:
        super().__init__(message)
        self.signal = signal


@dataclass(slots=True)
class _Run:
    """What is known of a run while it goes on."""

    counts: Counts = field(default_factory=Counts)
    begun: float = field(default_factory=time.monotonic)
    errors: list[Tally] = field(default_factory=list)

    def add(self, tally: Tally, keep_errors: bool) -> None:
        self.counts.add(tally)
        if tally.error and keep_errors:
            self.errors.append(tally)


def run(job: Job, screen: Screen) -> Counts:
    """Clean all pages of the inputs into the output.

    Raises ``BadCall`` before anything is written, ``Stopped`` if the run ends early.
    """
    inputs = readers.check_inputs(job.inputs, job.columns)
    check_packages(job.target)
    overlap.check(inputs, job.target, _extras(job))
    _check_extras_free(job)
    state = _Run()
    if job.dry_run:
        _dry_run(job, inputs, state, screen)
    elif job.resume and is_complete(job.target):
        screen.note(f"{job.target.path}: is complete already, there is nothing to go on with")
    else:
        with _signals_raise():
            try:
                _carry_out(job, inputs, state, screen)
            except Stopped:
                with suppress(Stopped):  # on a full disk what ended the run is to be said
                    _write_extras(job, state)
                raise
            _write_extras(job, state)
        screen.closing(state.counts, time.monotonic() - state.begun)
    return state.counts


def _carry_out(job: Job, inputs: list[readers.Input], state: _Run, screen: Screen) -> None:
    sink, done = open_sink(job.target, heading_of(job), resume=job.resume, overwrite=job.overwrite)
    how = readers.Reading(job.columns, job.treatment.kind, screen.note)
    try:
        with ExitStack() as stack:
            treatment = stack.enter_context(_learned(inputs, how, job, screen))
            items = _chosen(readers.items(inputs, how), job.limits)
            items = _behind(items, done, job, state)
            if screen.shows_progress:
                _start_progress(inputs, how, screen, state)
            _clean_all(items, sink, replace(job, treatment=treatment), state, screen)
            sink.finish()
    except (BadCall, ProfileError) as e:
        sink.discard()
        raise BadCall(str(e)) from e
    except BaseException as e:
        _stopped(e, sink, job, state)
        raise
    finally:
        screen.close()


@contextmanager
def _learned(
    inputs: list[readers.Input], how: readers.Reading, job: Job, screen: Screen
) -> Iterator[Treatment]:
    """The treatment with what a first pass over the pages learns of their sites.

    Standard input can be read only once, and has no first pass.
    """
    from cleaner.batch import learning

    if not job.learn or any(entry.name == readers.STDIN for entry in inputs):
        yield job.treatment
        return
    quiet = replace(how, meter=readers.Meter())
    site = job.treatment.site
    choice = learning.choose(_chosen(readers.items(inputs, quiet), job.limits), site)
    if not learning.is_worth_it(choice):
        yield job.treatment
        return
    again = _chosen(readers.items(inputs, quiet), job.limits)
    pages = learning.chosen(again, choice, site, learning.LEAST_PAGES)
    learner = learning.learned(pages, job.treatment, job.limits)[0]
    with TemporaryDirectory(prefix="cleaner-profiles-") as name:
        folder, given = Path(name), job.treatment.profiles
        count = learning.write_folder(
            learner.each(), folder, least=learning.LEAST_PAGES, given=given
        )
        if count:
            screen.note(f"learned the profiles of {count:,} sites in a first pass (--learn auto)")
        yield replace(job.treatment, profiles=folder) if count else job.treatment


def _start_progress(
    inputs: list[readers.Input], how: readers.Reading, screen: Screen, state: _Run
) -> None:
    total = readers.count_pages(inputs)
    size = 0 if total is not None else readers.count_bytes(inputs)
    share = (lambda: how.meter.read / size) if size else None
    screen.start(total, state.counts.pages, share)


def heading_of(job: Job) -> dict[str, Any]:
    """What two calls must share for one to go on with the output of the other."""
    from cleaner import __version__

    treatment = asdict(job.treatment)
    treatment["options"] = plain(job.treatment.options)
    treatment["profiles"] = str(job.treatment.profiles or "")
    treatment["learn"] = job.learn
    treatment["options"]["disabled_rules"] = sorted(job.treatment.options.disabled_rules)
    return {
        "cleaner": __version__,
        "inputs": list(job.inputs),
        "columns": asdict(job.columns),
        **treatment,
        "shard_size": job.target.shard_size,
        "sample": job.limits.sample,
        "limit": job.limits.pages,
    }


def _clean_all(items: Iterator[Item], sink: Sink, job: Job, state: _Run, screen: Screen) -> None:
    """Clean the pages that are left; ``--max-errors`` counts those that fail in this call."""
    before = state.counts.failed
    for outcome in _outcomes(items, job):
        sink.write(outcome)
        state.add(outcome.tally, job.errors_file is not None)
        screen.page(outcome.tally)
        if job.limits.errors is not None and state.counts.failed - before > job.limits.errors:
            raise Stopped(f"more than {job.limits.errors} pages failed (--max-errors)")


def _outcomes(items: Iterator[Item], job: Job) -> Iterator[Outcome]:
    from cleaner.batch.runner import Workers

    return Workers(job.treatment, job.limits).outcomes(items)


def _chosen(items: Iterator[Item], limits: Limits) -> Iterator[Item]:
    """The pages that ``--sample`` and ``--limit`` leave."""
    if limits.sample is not None:
        bar = int(limits.sample * 2**32)
        items = (i for i in items if zlib.crc32(dumps(jsonable(i.id))) < bar)
    return islice(items, limits.pages)


def _behind(items: Iterator[Item], done: Iterator[Tally], job: Job, state: _Run) -> Iterator[Item]:
    """The items behind those that an earlier run has done, which are counted."""
    for tally in done:
        item = next(items, None)
        if item is None or jsonable(item.id) != tally.id:
            now = "nothing" if item is None else item.id
            raise BadCall(
                f"the input has changed since the unfinished run: page {state.counts.pages + 1} "
                f"was {tally.id}, now it is {now}; begin again with --overwrite"
            )
        state.add(tally, job.errors_file is not None)
    return items


def _stopped(error: BaseException, sink: Sink, job: Job, state: _Run) -> None:
    """Keep what is done, or nothing if nothing is; say where it is."""
    if not state.counts.pages:
        sink.discard()
        return
    sink.stop()
    if not job.target.streams and isinstance(error, (Stopped, Interrupted)):
        error.add_note(
            f"{state.counts.pages:,} pages are kept beside {job.target.path}; "
            "the same call with --resume goes on"
        )


def _extras(job: Job) -> list[Path]:
    """The files that are written beside the output."""
    return [path for path in (job.errors_file, job.report_file) if path is not None]


def _check_extras_free(job: Job) -> None:
    """Raises ``BadCall`` for a file that is there, if it is not that of the run that is resumed."""
    target = job.target
    resumes = job.resume and (
        is_complete(target) or (target.path is not None and target.ledger.exists())
    )
    for path in _extras(job):
        if path.is_file() and not (job.overwrite or resumes or job.dry_run):
            raise BadCall(f"{path}: is there already; --overwrite replaces it, or name another")


def _dry_run(job: Job, inputs: list[readers.Input], state: _Run, screen: Screen) -> None:
    """Read all inputs and say what would be done."""
    how = readers.Reading(job.columns, job.treatment.kind, screen.note)
    for item in _chosen(readers.items(inputs, how), job.limits):
        tally = Tally(item.id, item.place, error=item.error, error_kind="unreadable")
        state.add(tally, keep_errors=False)
        screen.page(tally)
    good = state.counts.pages - state.counts.failed
    where = job.target.path or "standard output"
    screen.note(f"would clean {good:,} pages into {where} as {job.target.format}")


def _write_extras(job: Job, state: _Run) -> None:
    if job.errors_file is not None:
        lines = [_error_line(tally) for tally in state.errors]
        _write_whole(job.errors_file, b"".join(lines))
    if job.report_file is not None:
        from cleaner.batch.report import report

        took = time.monotonic() - state.begun
        content = report(heading_of(job), asdict(job.limits), state.counts, took)
        _write_whole(job.report_file, content)


def _error_line(tally: Tally) -> bytes:
    return (
        dumps(
            {
                "id": tally.id,
                "place": tally.place,
                "error": tally.error,
                "error_kind": tally.error_kind,
            }
        )
        + b"\n"
    )


def _write_whole(path: Path, content: bytes) -> None:
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device, which must not be replaced
            return
        partial = hidden(path, "partial")
        try:
            partial.write_bytes(content)
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
    except OSError as e:
        raise Stopped(f"{path}: cannot be written ({e.strerror or e})") from e


@contextmanager
def _signals_raise() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the run as an exception, so that the output stays resumable."""

    def stop(number: int, frame: object) -> None:
        raise Interrupted(f"stopped by {signal.Signals(number).name}", number)

    old = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
