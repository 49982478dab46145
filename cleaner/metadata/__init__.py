"""Metadata: one candidate list per field, one ranked choice, with raw form and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleaner.metadata import (
    authors,
    dates,
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
from cleaner.records import Candidate, Decision, Field, Options, Reading

Metadata = dict[str, Field]
"""By field name: title, subtitle, authors, agencies, agency_notice, published, updated, place,
site, section, tags, language, url, images, paywalled; only fields that the page states."""


def extract(reading: Reading, decisions: Sequence[Decision], options: Options) -> Metadata:
    """The metadata of a page; ``decisions[i]`` is the decision on ``reading.blocks[i]``."""
    sources = collect(reading, decisions, options)
    sites = site.names(sources)
    known = site.known_names(sources, sites)
    languages = language.candidates(sources)
    spoken = choose(languages)
    published, updated = dates.candidates(sources, spoken.value if spoken else None)
    sections = section.sections(sources)
    people, agencies = authors.candidates(sources, known)
    fields: dict[str, list[Candidate]] = {
        "title": title.candidates(sources, known, [c.raw for c in sections]),
        "subtitle": subtitle.candidates(sources),
        "authors": people,
        "agencies": agencies,
        "agency_notice": notice.candidates(sources, known),
        "published": published,
        "updated": updated,
        "place": place.candidates(sources),
        "site": sites,
        "section": sections,
        "tags": section.tags(sources),
        "language": languages,
        "url": site.urls(sources),
        "images": media.images(sources),
        "paywalled": media.paywalled(sources),
    }
    chosen = {name: field for name, found in fields.items() if (field := choose(found))}
    return _with_contributors(_zoned_or_days(chosen), sources)


def warnings(metadata: Mapping[str, Field]) -> tuple[str, ...]:
    """What about the metadata people should look at, one sentence each."""
    spoken = metadata.get("language")
    said = language.disagreement(spoken) if spoken else ""
    return (said,) if said else ()


def _zoned_or_days(chosen: Metadata) -> Metadata:
    """A time of which the page gives no zone is no instant: its day is what can be cited."""
    found = {name: chosen[name] for name in ("published", "updated") if name in chosen}
    return chosen | {
        name: replace(field, value=field.value.date())
        for name, field in found.items()
        if isinstance(field.value, dt.datetime) and field.value.tzinfo is None
    }


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
