"""Metadata: one candidate list per field, one ranked choice, with raw form and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleaner.grammar.markdown import plain_blocks
from cleaner.metadata import (
    authors,
    dates,
    habits,
    language,
    media,
    notice,
    place,
    section,
    site,
    subtitle,
    title,
)
from cleaner.metadata.sources import Sources, choose, collect
from cleaner.profiles.habits import Habits
from cleaner.records import Candidate, Decision, Field, Options, Reading

Metadata = dict[str, Field]
"""By field name: title, subtitle, authors, agencies, agency_notice, published, updated, place,
site, section, tags, language, url, images, paywalled; only fields that the page states."""


Claims = dict[str, list[Candidate]]
"""By field name: all that claims to be its value."""


def extract(
    reading: Reading,
    decisions: Sequence[Decision],
    options: Options,
    known: Habits = Habits(),  # noqa: B008 (frozen)
) -> Metadata:
    """The metadata of a page; ``decisions[i]`` is the decision on ``reading.blocks[i]``.

    ``known`` are the habits of the site that the page is of.
    """
    sources = collect(_plain(reading), decisions, options)
    found = habits.weeded(_shown(_claims(sources, known), reading, sources.reading), known)
    chosen = {name: field for name, claims in found.items() if (field := choose(claims))}
    return _with_contributors(_zoned_or_days(chosen, known), sources)


def claims(reading: Reading, decisions: Sequence[Decision], options: Options) -> Claims:
    """All that claims to be the value of a field, by its name."""
    sources = collect(_plain(reading), decisions, options)
    return _shown(_claims(sources, Habits()), reading, sources.reading)


def _plain(reading: Reading) -> Reading:
    """The reading with the lines of a plain text as they are without Markdown."""
    if reading.page.kind == "html":
        return reading
    return replace(reading, blocks=plain_blocks(reading.blocks))


def _shown(claims: Claims, reading: Reading, read: Reading) -> Claims:
    """Claims with the raw strings that the page has, for those from lines that Markdown was taken
    from."""
    marked = {
        new.text: old.text
        for old, new in zip(reading.blocks, read.blocks, strict=True)
        if new.text != old.text
    }
    if not marked:
        return claims
    return {
        name: [replace(claim, raw=_line_of(claim.raw, marked)) for claim in found]
        for name, found in claims.items()
    }


def _line_of(raw: str, marked: Mapping[str, str]) -> str:
    return marked.get(raw) or next((old for new, old in marked.items() if raw in new), raw)


def _claims(sources: Sources, known: Habits) -> Claims:
    sites = [*site.names(sources), *habits.sites(known)]
    names = site.known_names(sources, sites)
    languages = language.candidates(sources)
    languages += habits.languages(known, languages)
    spoken = choose(languages)
    order = known.date_order[0] if known.date_order else ""
    published, updated = dates.candidates(sources, spoken.value if spoken else None, order)
    sections = section.sections(sources)
    people, agencies = authors.candidates(sources, names)
    return {
        "title": title.candidates(sources, names, [*(c.raw for c in sections), *known.tails]),
        "subtitle": subtitle.candidates(sources),
        "authors": people or list(habits.credits(known, sources)),
        "agencies": agencies,
        "agency_notice": notice.candidates(sources, names),
        "published": published,
        "updated": updated,
        "place": place.candidates(sources, names),
        "site": sites,
        "section": sections,
        "tags": section.tags(sources),
        "language": languages,
        "url": site.urls(sources),
        "images": media.images(sources),
        "paywalled": media.paywalled(sources),
    }


def warnings(metadata: Mapping[str, Field]) -> tuple[str, ...]:
    """What about the metadata people should look at, one sentence each."""
    spoken = metadata.get("language")
    said = language.disagreement(spoken) if spoken else ""
    return (said,) if said else ()


def _zoned_or_days(chosen: Metadata, known: Habits) -> Metadata:
    """A time of which neither page nor site give a zone is no instant: its day can be cited."""
    found = {
        name: habits.zoned(chosen[name], known)
        for name in ("published", "updated")
        if name in chosen
    }
    days = {
        name: replace(field, value=field.value.date())
        for name, field in found.items()
        if isinstance(field.value, dt.datetime) and field.value.tzinfo is None
    }
    return chosen | found | days


def _with_contributors(chosen: Metadata, sources: Sources) -> Metadata:
    """Adds people whom the text names as reporting from elsewhere."""
    found = authors.contributors(sources)
    if not found:
        return chosen
    names = tuple(name for c in found for name in c.value)
    field = chosen.get("authors")
    if field is None:
        return chosen | {"authors": Field(names, found[0].raw, "text", found[0].confidence)}
    more = tuple(n for n in names if n not in field.value)
    merged = Field(
        (*field.value, *more), field.raw, field.source, field.confidence, (*field.others, *found)
    )
    return chosen | {"authors": merged}
