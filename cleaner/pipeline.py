"""``clean``: the steps from a source to an article, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from cleaner import blocks, metadata
from cleaner.asides import name_asides
from cleaner.assemble import assemble
from cleaner.dateline import cut_dateline
from cleaner.evidence.profile import fitting
from cleaner.evidence.rules import RULES
from cleaner.load import KindAsked, PageSource, load
from cleaner.profiles import Profile
from cleaner.profiles.habits import Habits
from cleaner.records import Article, CleanerError, Options, Page, Reading
from cleaner.settle import label_until_settled


def clean(
    source: PageSource,
    *,
    url: str | None = None,
    kind: KindAsked = "auto",
    options: Options | None = None,
    profile: Profile | None = None,
) -> Article:
    """The article of one page.

    ``source`` is the page as ``bytes`` (decoded by byte-order mark, declaration or detection),
    ``str``, the ``pathlib.Path`` of a file, or a ``BeautifulSoup``. ``url`` is where the page came
    from; it helps with dates, zones and the site's name and is never fetched. ``kind`` says
    whether the source is HTML or already-extracted text; ``auto`` looks at the text and the name
    of the file. ``profile`` is what ``cleaner.learn`` made of pages of the same site.

    Raises ``CleanerError`` for a file that cannot be read, ``TypeError`` for arguments of other
    types, and ``ValueError`` for a kind or a disabled rule that there is not.
    """
    _check(options, profile)
    page = load(source, url=url, kind=kind)
    return clean_page(page, options or Options(), lambda reading: profile)


def clean_page(
    page: Page, options: Options, choose: Callable[[Reading], Profile | None]
) -> Article:
    """The article of a decoded page; ``choose`` names the profile of the site it is of."""
    reading = blocks.read(page)
    reading, profile = fitting(reading, choose(reading))
    reading, decisions = label_until_settled(reading, options, profile)
    decisions = name_asides(reading, decisions)
    known = profile.known.habits if profile else Habits()
    found = metadata.extract(reading, decisions, options, known)
    if not options.keep_dateline:
        reading, decisions = cut_dateline(reading, decisions)
    return assemble(reading, decisions, found)


def clean_many(
    sources: Iterable[PageSource],
    *,
    jobs: int = 1,
    options: Options | None = None,
    profile: Profile | None = None,
) -> Iterator[Article]:
    """The articles of many pages, lazily and in the order of the sources.

    With a ``profile`` all pages are of the site that it was learned from.

    ``jobs`` worker processes share the work; the result does not depend on their number. As the
    workers import the program anew, one that asks for two or more has to keep its calls below
    ``if __name__ == "__main__":``, and cannot be typed into ``python -``.

    A page that cannot be read raises as it does in ``clean``, and ends the articles: where some may
    be unreadable, ``clean`` them one by one, or use ``cleaner clean``, which goes on.
    """
    if isinstance(sources, str | bytes | Path):
        raise TypeError(f"sources must be several pages, not one {type(sources).__name__}")
    _check(options, profile)
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    if jobs == 1:
        return (clean(source, options=options, profile=profile) for source in sources)
    return _in_processes(sources, jobs, partial(clean, options=options, profile=profile))


def _check(options: Options | None, profile: Profile | None) -> None:
    """Raises ``TypeError`` or ``ValueError`` for what ``clean`` cannot use."""
    for name, given, wanted in (("options", options, Options), ("profile", profile, Profile)):
        if not isinstance(given, wanted | None):
            raise TypeError(f"{name} must be {wanted.__name__}, not {type(given).__name__}")
    known = {rule.name for rule in RULES}
    if options and (unknown := options.disabled_rules - known):
        named = ", ".join(sorted(map(repr, unknown)))
        raise ValueError(f"disabled_rules: no rule {named}; there are {', '.join(sorted(known))}")


def _in_processes(
    sources: Iterable[PageSource], jobs: int, work: Callable[[PageSource], Article]
) -> Iterator[Article]:
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[Future[Article]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            for source in sources:
                waiting.append(pool.submit(work, source))
                if len(waiting) >= 4 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as e:
            raise CleanerError(
                "a worker process ended early: it had no memory left, or the program calls "
                'clean_many outside of `if __name__ == "__main__":`'
            ) from e
