"""The first of two passes: which pages to learn from, and what is learned from them.

Pages are told apart by their raw bytes, so that none has to be decoded to be chosen.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleaner.batch import readers
from cleaner.batch.items import (
    BadCall,
    Columns,
    Item,
    Limits,
    Outcome,
    Tally,
    Treatment,
    Unreadable,
)
from cleaner.batch.screen import Screen
from cleaner.batch.settings import jobs_of
from cleaner.batch.work import failed, page_of, source_of
from cleaner.learning import Learner
from cleaner.learning.learner import Notes, noted
from cleaner.learning.notes import page_id
from cleaner.learning.sample import Sample
from cleaner.metadata.sources import host_of
from cleaner.profiles import Profile, merge
from cleaner.profiles.store import SUFFIX, file_name, paths_in, read, write
from cleaner.records import CleanerError

LEAST_PAGES = 5
"""Pages that a site must have for a profile to be made in passing."""


Choice = Sample[None]
"""The pages of each site that are learned from."""


def choose(items: Iterable[Item], site: str) -> Choice:
    """The pages to learn from; ``site`` is given if all are of one site, else ""."""
    choice = Choice()
    for item in items:
        if (page := source_hash(item)) is not None:
            choice.add(site_of_item(item, site), page, None)
    return choice


def is_worth_it(choice: Choice) -> bool:
    """Whether any site has the pages that a profile made in passing needs."""
    return any(choice.count(site) >= LEAST_PAGES for site in choice.sites())


def chosen(items: Iterable[Item], choice: Choice, site: str, least: int) -> Iterator[Item]:
    """The items that were chosen, each page once, of sites with at least so many of them."""
    seen: set[int] = set()
    for item in items:
        page = source_hash(item)
        if page is None or page in seen:
            continue
        own = site_of_item(item, site)
        if choice.has(own, page) and choice.count(own) >= least:
            seen.add(page)
            yield item


def site_of_item(item: Item, site: str) -> str:
    """The site that is given for all, else the host of the item's address, else ""."""
    return site or host_of(item.url)


def source_hash(item: Item) -> int | None:
    """64 bits that stand for the raw page; None where there is none."""
    if item.error:
        return None
    try:
        return page_id(source_of(item)[0])
    except Unreadable:
        return None


def note_item(item: Item, treatment: Treatment) -> Outcome:
    """What a worker does with a page in the first pass: its notes, packed. Never raises."""
    try:
        notes = noted(page_of(item), treatment.site)
    except (CleanerError, Unreadable) as e:
        return failed(item, treatment, "unreadable", str(e))
    except Exception as e:  # the second pass gives this page its error
        return failed(item, treatment, "internal", f"{item.place}: {type(e).__name__}: {e}")
    return Outcome(pickle.dumps(notes), Tally(item.id, item.place, site=notes[0]))


def learned(items: Iterator[Item], treatment: Treatment, limits: Limits) -> tuple[Learner, int]:
    """``(notes of all pages, how many could not be read)``."""
    from cleaner.batch.runner import Workers

    learner, bad = Learner(), 0
    for outcome in Workers(treatment, limits, note_item).outcomes(items):
        if outcome.tally.error:
            bad += 1
        else:
            notes: Notes = pickle.loads(outcome.rendered)
            learner.add(notes)
    return learner, bad


def write_folder(
    profiles: Iterable[Profile], folder: Path, *, least: int = 1, given: Path | None = None
) -> int:
    """Write one file a site of at least so many pages; return how many there are.

    What is known already, in the folder or in the ``given`` one, is merged into it.
    """
    with _writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if given is not None:
            for path in paths_in(given):
                old = read(path)
                write(old, folder / file_name(old.site))
        count = 0
        for profile in profiles:
            if len(profile.pages) >= least:
                _add(profile, folder / file_name(profile.site))
                count += 1
        return count


def _add(profile: Profile, path: Path) -> None:
    """Write a profile, merged with that of the same site that is there already."""
    old = read(path) if path.is_file() else None
    if old is not None and old.site != profile.site:
        raise BadCall(f"{path}: is the profile of {old.site}, not of {profile.site}")
    write(profile if old is None else merge((old, profile)), path)


@contextmanager
def _writable(place: Path) -> Iterator[None]:
    """Turns what the system refuses into a ``BadCall``."""
    try:
        yield
    except OSError as e:
        raise BadCall(
            f"{place}: profiles cannot be written ({e.strerror or e}); "
            "make room or name another place (TMPDIR for a first pass; --learn off does without)"
        ) from e


def learn_inputs(given: Mapping[str, Any], output: Path, screen: Screen) -> None:
    """Learn the sites of all inputs and write their profiles, merged with those there already.

    Raises ``BadCall``, and ``ProfileError`` before any page is read if a file that is there already
    is no profile of this version.
    """
    columns = Columns(*(given[f"{c}_column"] for c in ("html", "text", "url", "id")))
    inputs = readers.check_inputs(given["inputs"], columns)
    if any(entry.name == readers.STDIN for entry in inputs):
        raise BadCall("standard input cannot be learned from; it is read twice, name a file")
    for path in _there(output):
        read(path)
    how = readers.Reading(columns, given["kind"], screen.note)
    site = str(given["site"] or "")
    choice = choose(readers.items(inputs, how), site)
    pages = chosen(readers.items(inputs, how), choice, site, least=1)
    limits = Limits(jobs=jobs_of(given["jobs"]))
    learner, bad = learned(pages, Treatment(kind=given["kind"], site=site), limits)
    count = _write(learner, output)
    if not count:
        raise BadCall("no page that could be learned from")
    screen.note(f"learned {count:,} sites; {bad:,} pages could not be read")


def _there(output: Path) -> list[Path]:
    """The files that what is learned may have to be merged with."""
    if output.suffix != SUFFIX:
        return sorted(output.glob(f"*{SUFFIX}"))
    return [output] if output.is_file() else []


def _write(learner: Learner, output: Path) -> int:
    if output.suffix != SUFFIX:
        return write_folder(learner.each(), output)
    profiles = list(learner.each())
    if len(profiles) > 1:
        raise BadCall(f"{output}: the pages are of {len(profiles)} sites; name a folder, or --site")
    with _writable(output):
        for profile in profiles:
            _add(profile, output)
    return len(profiles)
