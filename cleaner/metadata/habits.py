"""What is known of a site's habits, applied to the claims of one of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cleaner.metadata.sources import Sources, fold
from cleaner.profiles.bylines import form_of, names_in
from cleaner.profiles.habits import FIELDS, Habits, Share
from cleaner.records import Candidate, Field, Image

LANGUAGE = 0.72
"""Trust in the site's language: more than in a text that tells its own weakly, less than in what
the page declares and in a text that is plainly in another one."""
SITE = 0.5
"""Trust in the site's name, above that of the host and below all that the page says."""
BYLINE = 0.5

Claims = dict[str, list[Candidate]]


def values_of(field: str, claim: Candidate) -> tuple[str, ...]:
    """The values of a claim as they are compared between pages: each author by itself."""
    if field == "authors":
        return tuple(fold(name) for name in claim.value)
    if field == "images":
        return tuple(image.url for image in claim.value if isinstance(image, Image))
    if field == "tags":
        return (" | ".join(claim.value),)
    return (fold(str(claim.value)),)


def weeded(claims: Mapping[str, Sequence[Candidate]], habits: Habits) -> Claims:
    """The claims, those marked as lost whose value is the same on all stories of the site.

    An author stays whom a byline on the page names: some sites are written by one person.
    """
    credited = {
        name
        for claim in claims["authors"]
        if claim.source == "byline"
        for name in values_of("authors", claim)
        if " " in name
    }
    return {
        field: [_marked(field, claim, habits, credited) for claim in found]
        for field, found in claims.items()
    }


def _marked(field: str, claim: Candidate, habits: Habits, credited: set[str]) -> Candidate:
    if field not in FIELDS:
        return claim
    values = values_of(field, claim)
    shares = [habits.constant(field, v) for v in values if v not in credited]
    constant = [share for share in shares if share]
    if len(constant) < len(values) or not constant:
        return claim
    return replace(claim, reason=f"site-repeat {_said(constant[0])}")


def _said(share: Share) -> str:
    return f"{share.stories}/{share.of} stories"


def languages(habits: Habits, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The language of the site where the page declares none."""
    if habits.language and all(claim.source == "text" for claim in found):
        language, _ = habits.language
        yield Candidate(language, "", "profile", LANGUAGE)


def sites(habits: Habits) -> Iterator[Candidate]:
    """The name that other pages of the site give it."""
    if habits.site:
        yield Candidate(habits.site[0], "", "profile", SITE)


def credits(habits: Habits, sources: Sources) -> Iterator[Candidate]:
    """Whom a header line names that has the form of the site's bylines."""
    for _, block in sources.header:
        if form := form_of(block.text, habits.bylines):
            yield Candidate(names_in(block.text, form), block.text, "byline", BYLINE)


def zoned(field: Field, habits: Habits) -> Field:
    """A moment without a zone in the zone that the site has in that month, if one is known."""
    moment = field.value
    if not isinstance(moment, dt.datetime) or moment.tzinfo or moment.month not in habits.zones:
        return field
    offset, _ = habits.zones[moment.month]
    zone = dt.datetime.strptime(offset, "%z").tzinfo
    page = Candidate(moment, field.raw, field.source, field.confidence, "states no zone")
    return replace(
        field, value=moment.replace(tzinfo=zone), source="profile", others=(page, *field.others)
    )
