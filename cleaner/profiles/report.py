"""Profiles for people: what one knows, and how two differ."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.profiles.forms import nameless
from cleaner.profiles.habits import Share, hashed
from cleaner.profiles.known import Container, Known, Repeat
from cleaner.profiles.record import Profile

WIDTH = 90


def shown(profile: Profile) -> Iterator[str]:
    """What a profile knows, line by line, the most frequent first."""
    known = profile.known
    yield f"{profile.site or '(no site)'}: {known.pages} pages, {known.stories} stories"
    days = sorted(day for day in profile.pages.values() if day)
    if days:
        yield f"pages of {days[0]} to {days[-1]}"
    yield "containers of the article (pages, share of them on which it holds the article)"
    for path, container in _containers(known):
        yield f"{container.pages:>6} {container.main:>5.0%}  {path}"
    habits = _habits(profile)
    yield from ["habits of its metadata (stories that have it, of those that have any)"] * bool(
        habits
    )
    yield from (f"{share.stories:>6} of {share.of}  {name}" for name, share in habits.items())
    yield "repeated texts (stories, share of them on which it was kept)"
    for text, repeat in _repeats(profile):
        ruling = f"  [{repeat.ruling}]" if repeat.ruling else ""
        yield f"{repeat.stories:>6} {repeat.kept:>5.0%}  {text[:WIDTH]}{ruling}"


def checked(profile: Profile, name: str) -> Iterator[str]:
    """One line that a profile is fine."""
    known = profile.known
    yield (
        f"{name}: fine, {profile.site}, {known.stories} stories, {len(known.texts)} texts, "
        f"{len(_habits(profile))} habits"
    )


def differences(old: Profile, new: Profile) -> Iterator[str]:
    """Lines for what came (+), went (-) and changed (~) from one profile to another."""
    if len(old.pages) != len(new.pages):
        yield f"~ {len(old.pages)} -> {len(new.pages)} pages"
    before = {text: f"{r.stories} stories" for text, r in _repeats(old)}
    after = {text: f"{r.stories} stories" for text, r in _repeats(new)}
    before |= {path: f"{c.pages} pages, {c.main:.0%}" for path, c in _containers(old.known)}
    after |= {path: f"{c.pages} pages, {c.main:.0%}" for path, c in _containers(new.known)}
    before |= {name: f"{s.stories} of {s.of} stories" for name, s in _habits(old).items()}
    after |= {name: f"{s.stories} of {s.of} stories" for name, s in _habits(new).items()}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was is None:
            yield f"+ {name[:WIDTH]} ({now})"
        elif now is None:
            yield f"- {name[:WIDTH]} ({was})"
        elif was != now:
            yield f"~ {name[:WIDTH]} ({was} -> {now})"


def _repeats(profile: Profile) -> list[tuple[str, Repeat]]:
    found = [
        (profile.texts[key].form or nameless(key), r) for key, r in profile.known.texts.items()
    ]
    return sorted(found, key=lambda item: (-item[1].stories, item[0]))


def _habits(profile: Profile) -> dict[str, Share]:
    """The habits of a site by what a person calls them."""
    habits = profile.known.habits
    shares = [(h, habits.constants.get(hashed(h))) for h in sorted(profile.habits)]
    found = {f"{kind} {value!r}": share for (kind, value), share in shares if share}
    found |= {f"title-tail {tail!r}": share for tail, share in habits.tails.items()}
    found |= {f"byline {form!r}": share for form, share in habits.bylines.items()}
    single = {"date-order": habits.date_order, "language": habits.language, "site": habits.site}
    found |= {f"{name} {fact[0]}": fact[1] for name, fact in single.items() if fact}
    zones = habits.zones.items()
    return found | {f"zone {zone} in month {month}": share for month, (zone, share) in zones}


def _containers(known: Known) -> list[tuple[str, Container]]:
    found = [(path, c) for path, c in known.containers.items() if c.pages > 1 and c.main >= 0.5]
    return sorted(found, key=lambda item: (-item[1].pages, item[0]))
