"""When a story was published and updated."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import TypeVar

from cleaner.grammar import calendars, headlines, places
from cleaner.grammar import dates as grammar
from cleaner.metadata import flattened
from cleaner.metadata.sources import Sources, text_of
from cleaner.records import Block, Candidate, Moment, Source

T = TypeVar("T")
Role = grammar.Role
Claims = list[tuple[Role | None, Candidate]]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.issued",
    "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publishdate", "pubdate",
    "publication_date", "publicationdate", "published-date", "article.published", "date.created",
    "article_date_original", "originalpublicationdate", "bt:pubdate", "cxense:publishtime",
    "article:published", "published_time", "iso-8601-publish-date", "dc.date", "dcterms.date",
    "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article.updated",
    "article:modified", "modified_time", "date.updated", "revised",
)  # fmt: skip
_KNOWN = frozenset((*_PUBLISHED, *_UPDATED))
_PUBLISHED_NAME = re.compile(
    r"(?:^|[-_.:])(?:publi(?:shed|sh|cation)|issued?|posted)[-_. ]?(?:on|at|date|time|datetime)?$"
)
_UPDATED_NAME = re.compile(
    r"(?:^|[-_.:])(?:last[-_]?)?(?:updated?|modified|modification)[-_. ]?"
    r"(?:on|at|date|time|datetime)?$"
)
"""Names that sites give to their own tags for the two dates."""
SHOWN_TWICE = ("visible-header", "visible-header")
"""Dates that stand in one list of teasers agree without saying anything."""
WESTERNMOST = dt.timezone(-dt.timedelta(hours=12))
"""Where a day ends last."""
IN_MONTH = 0.15
"""Trust that a shown date gains in the month that the address names."""
BELOW_TITLE = 3
"""How many blocks below a title its date stands in the first place."""
TWICE = 0.04
"""Trust that a day gains which a flattened page says twice."""
LONGEST_LINE = 160
"""Characters of a line with names and dates."""
MOST_TIMES = 30
"""How many ``<time>`` elements are looked at."""
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z)?)?$")
_LAST_DAY = r"(\d{1,2}(?=/|\.[a-z]|$)|0\d(?=[\-_]))"
"""The day behind a slash: a number that opens the last part ("/2024/06/7-ways-to-rest") counts
things, unless it has the zero of a day."""
_URL_DAY = re.compile(
    r"/((?:19|20)\d{2})(?:-(\d{1,2})-(\d{1,2})(?=[/\-_.]|$)|/(\d{1,2})/" + _LAST_DAY + "|"
    r"(\d{2})(\d{2})(?=[/\-_.]|$))"
)
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/")
_URL_NAMED = re.compile(r"/((?:19|20)\d{2})/([a-z]{3,9})/" + _LAST_DAY, re.IGNORECASE)


def candidates(
    sources: Sources, language: str | None, order: str = ""
) -> tuple[list[Candidate], list[Candidate]]:
    """``(published, updated)``: all claims, each trusted by its source and by who agrees.

    ``order`` is what ``order_of`` says of other pages of the site.
    """
    own = sources.without_others()
    claims = [
        *_machine(sources, language),
        *_visible(sources, language),
        *_times(own, language),
    ]
    if flattened.is_flattened(sources) and all(role == "updated" for role, _ in claims):
        claims += flattened.published(sources, language)
    published = [c for role, c in claims if role == "published"]
    updated = [c for role, c in claims if role == "updated"]
    updated = updated or _labelled_updates(sources, published, language)
    if not published:
        published = [c for role, c in claims if role is None][:1]
    if not published:
        published = [*_dateline(sources, language), *_in_title(sources, language)]
    if not published and sources.reading.page.kind == "html":
        published, more = _elsewhere(own, language, updated)
        updated += more
    published += list(_url(sources))
    unsure = {c.raw for c in (*published, *updated) if _is_guess(c, sources, language)}
    times = [t.value.strip() for t in sources.reading.head.times[:MOST_TIMES]]
    known = {_day(m) for raw in times if _ISO.match(raw) and (m := moment(raw))}
    ordered = _in_order(published, unsure, known, order)
    ordered = _in_month(_local(ordered, sources), sources)
    updated = _in_order(updated, unsure, set(), order) if order else updated
    return _ranked(_corrected(ordered)), _ranked(updated)


def order_of(claim: Candidate, others: Sequence[Candidate]) -> str:
    """``day-month`` or ``month-day``, as the digits of a claim show; "" where it was a guess.

    A day above 12 shows it, and so does another claim of the same day that is not in digits.
    """
    found = _DIGITS.search(claim.raw)
    if found is None or found[1] == found[3]:
        return ""
    told = any(_day(o.value) == _day(claim.value) and not _DIGITS.search(o.raw) for o in others)
    if not told and max(int(found[1]), int(found[3])) <= 12:
        return ""
    return _order(claim)


def _order(claim: Candidate) -> str:
    """The order in which the digits of a claim were read, "" if it has none."""
    found = _DIGITS.search(claim.raw)
    pair = (int(found[1]), int(found[3])) if found else (0, 0)
    day, month = claim.value.day, claim.value.month
    return {(day, month): "day-month", (month, day): "month-day"}.get(pair, "")


def _is_guess(claim: Candidate, sources: Sources, language: str | None) -> bool:
    shown = claim.source in ("visible-header", "text") and not any(c.isalpha() for c in claim.raw)
    return shown and any(not line.sure for line in _parse(sources, claim.raw, language))


def moment(raw: str, language: str | None = None, host: str = "") -> Moment | None:
    """A date of the machine layer: ISO 8601 in any state of repair, RFC 2822, or a date line."""
    text = raw.strip()
    iso = _ISO.match(text)
    if iso:
        return _from_parts(iso.groups(), language)
    compact = _COMPACT.match(text)
    if compact:
        y, mo, d, h, mi, s, z = compact.groups()
        return _from_parts((y, mo, d, h, mi, s, None, z), language)
    if text.isdecimal() and len(text) in (10, 13):
        return _from_epoch(int(text[:10]))
    if re.match(r"\w{3},\s\d", text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError):
            pass
    found = grammar.parse(text, language=language, host=host)
    return found[0].value if found else None


def _from_epoch(seconds: int) -> dt.datetime | None:
    """Seconds since 1970 as a moment, if they fall after the time of the first web pages."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds > 700_000_000 else None


def _from_parts(parts: tuple[str | None, ...], language: str | None = None) -> Moment | None:
    year, month, day, hour, minute, second, fraction, zone = parts
    date = calendars.of_data(int(year or 0), int(month or 0), int(day or 0), language)
    if date is None or hour is None:
        return date
    try:
        micro = int((fraction or "0").ljust(6, "0")[:6])
        local = dt.datetime(
            date.year, date.month, date.day, int(hour), int(minute or 0), int(second or 0), micro
        )
    except ValueError:
        return None
    return local.replace(tzinfo=_zone(zone)) if zone else local


def _zone(zone: str) -> dt.timezone:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:-2] or 0) * 60 + int(digits[-2:]) if len(digits) > 2 else int(digits) * 60
    delta = dt.timedelta(minutes=min(minutes, 14 * 60))
    return dt.timezone(-delta if zone[0] == "-" else delta)


def _machine(sources: Sources, language: str | None) -> Iterator[tuple[Role | None, Candidate]]:
    for role, raw, source, trust in _stated(sources) if sources.has_data else ():
        value = moment(raw, language, sources.host) if raw else None
        if value is not None:
            yield role, Candidate(value, raw, source, trust)


def _stated(sources: Sources) -> Iterator[tuple[Role, str, Source, float]]:
    """``(role, raw, source, trust)`` of all fields of the machine layer that hold dates."""
    node = sources.article
    yield "published", text_of(node.get("datePublished")), "json-ld", 0.85
    yield "published", text_of(node.get("dateCreated") or node.get("uploadDate")), "json-ld", 0.75
    yield "updated", text_of(node.get("dateModified")), "json-ld", 0.85
    fields: tuple[tuple[Role, tuple[str, ...], str], ...] = (
        ("published", _PUBLISHED, "datepublished"),
        ("updated", _UPDATED, "datemodified"),
    )
    for role, names, property_name in fields:
        for i, name in enumerate(names):
            for value in sources.metas.get(name, ())[:1]:
                yield role, value, "meta", 0.75 - 0.003 * i
        stated = sources.microdata(property_name)
        for value in stated[:1]:
            yield role, value, "microdata", 0.65 if len(set(stated)) == 1 else 0.5
    yield from _by_own_name(sources)


def _by_own_name(sources: Sources) -> Iterator[tuple[Role, str, Source, float]]:
    """Dates in tags whose names are the site's own but say plainly what they hold."""
    for name, values in sources.metas.items():
        if name in _KNOWN or len(name) > 40:
            continue
        if _PUBLISHED_NAME.search(name):
            yield "published", values[0], "meta", 0.64
        elif _UPDATED_NAME.search(name):
            yield "updated", values[0], "meta", 0.64


def _visible(sources: Sources, language: str | None) -> Claims:
    """Dates of the header lines; a date without a label counts as the day of publication."""
    out: Claims = []
    at: list[int] = []
    pending = ""
    for block in _nearest(
        sources.labelled("date"), [b.index for b in sources.labelled("date")], sources
    ):
        text = f"{pending} {block.text}" if pending else block.text
        found = _parse(sources, text, language)
        pending = "" if found or any(c.isdecimal() for c in text) else text
        for line in found:
            role = line.role or ("published" if line.sure else None)
            trust = (0.7 if line.role else 0.6) - 0.02 * min(len(out), 5)
            out.append((role, Candidate(line.value, text, "visible-header", trust)))
            at.append(block.index)
    if flattened.is_flattened(sources):
        out = _said_twice(out)
    return _with_lone_clock(sources, _after_labelled(out, at))


def _said_twice(claims: Claims) -> Claims:
    """A day that the header of a flattened page says twice goes before another, which may be that
    on which the page was shown."""
    days = [_day(c.value) for _, c in claims]
    return [
        (role, replace(c, confidence=c.confidence + TWICE * (days.count(_day(c.value)) > 1)))
        for role, c in claims
    ]


def _after_labelled(claims: Claims, at: Sequence[int]) -> Claims:
    """A later moment without a label in the line beside the one that says when the story was first
    published is that of its update; ``at[i]`` is the block of ``claims[i]``."""
    told = [i for i, (role, _) in enumerate(claims) if role == "published"]
    labelled = [i for i in told if _is_labelled(claims[i][1].raw)]
    if len(labelled) != 1 or any(role == "updated" for role, _ in claims):
        return claims
    since, here = claims[labelled[0]][1].value, at[labelled[0]]
    return [
        ("updated", c) if abs(i - here) == 1 and _is_timed_after(c.value, since) else (role, c)
        for i, (role, c) in zip(at, claims, strict=True)
    ]


def _is_labelled(raw: str) -> bool:
    return any(line.role for line in grammar.parse(raw))


def _is_timed_after(value: Moment, since: Moment) -> bool:
    """Whether both are times, of the same kind, and the first one is later."""
    if not isinstance(value, dt.datetime) or not isinstance(since, dt.datetime):
        return False
    return _has_zone(value) == _has_zone(since) and value > since


def _nearest(found: Sequence[T], indices: Sequence[int], sources: Sources) -> list[T]:
    """What stands right below a title first, else in the order of the page; ``indices[i]`` is the
    block of ``found[i]``."""
    titles = [b.index for b in sources.labelled("title")]
    below = [any(0 < i - title <= BELOW_TITLE for title in titles) for i in indices]
    ranked = sorted(range(len(found)), key=lambda i: not below[i])
    return [found[i] for i in ranked]


def _parse(sources: Sources, text: str, language: str | None) -> tuple[grammar.DateLine, ...]:
    return grammar.parse(
        text, language=language, host=sources.host or None, reference=sources.options.reference_time
    )


def _with_lone_clock(sources: Sources, claims: Claims) -> Claims:
    """A date whose time stands in the next line ("August 2, 2024" / "04:10 PM") gets it."""
    blocks = sources.labelled("date")
    if len(claims) != 1 or len(blocks) < 2 or isinstance(claims[0][1].value, dt.datetime):
        return claims
    for first, second in pairwise(blocks):
        if second.index - first.index <= 2 and first.text.endswith(claims[0][1].raw[-8:]):
            joined = grammar.parse(f"{first.text} {second.text}")
            if joined and isinstance(joined[0].value, dt.datetime) and len(joined) == 1:
                old = claims[0][1]
                raw = f"{first.text} {second.text}"
                return [(claims[0][0], Candidate(joined[0].value, raw, old.source, old.confidence))]
    return claims


def _times(sources: Sources, language: str | None) -> Claims:
    """``<time>`` elements of the header: those that stand in or beside lines taken out as such."""
    header = {b.index for _, b in sources.header}
    near = {i + d for i in header for d in (-2, -1, 0, 1, 2)}
    out: Claims = []
    marks = sources.reading.head.times[:MOST_TIMES]
    for mark in _nearest(marks, [m.block for m in marks], sources):
        if mark.block not in near:
            continue
        value = moment(mark.value, language, sources.host) if mark.value else None
        shown = _parse(sources, mark.text, language) if not value or len(mark.text) < 80 else ()
        role = shown[0].role if shown else None
        value = value or (shown[0].value if shown else None)
        if value is not None:
            trust = (0.68 if mark.block in header else 0.58) - 0.03 * min(len(out), 5)
            out.append(
                (
                    role or "published",
                    Candidate(value, mark.value or mark.text, "visible-header", trust),
                )
            )
    return out


def _dateline(sources: Sources, language: str | None) -> Iterator[Candidate]:
    """The full date of an agency dateline that opens the body ("PARIS, 3 March 2021 -")."""
    for block in sources.body[:4]:
        opening = places.parse(block.text)
        if opening and opening.confidence >= 0.9:
            raw = block.text[: opening.end]
            for line in _parse(sources, raw, language)[:1]:
                yield Candidate(line.value, raw.strip(), "text", 0.5)


def _in_title(sources: Sources, language: str | None) -> Iterator[Candidate]:
    """The date that closes the title of a daily edition ("The week in brief | 11.1.2026")."""
    for block in sources.labelled("title")[:1]:
        for line in _parse(sources, block.text, language)[-1:]:
            if line.end == len(block.text.rstrip()) and line.sure:
                yield Candidate(line.value, block.text, "visible-header", 0.4)


def _elsewhere(
    sources: Sources, language: str | None, updated: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """``(published, updated)`` of a page whose header gives no date: the lone date line nearest to
    the title. Where a page shows above the story only when it was updated, that stands for both,
    at low trust."""
    title = next((b.index for b in sources.labelled("title")), 0)
    found = [
        (abs(block.index - title), line, block)
        for block in _lone_dates(sources)
        for line in _parse(sources, block.text, language)[:1]
        if line.sure
    ]
    found.sort(key=lambda f: f[0])
    out: list[Candidate] = _only_time(sources, language)
    more: list[Candidate] = []
    for _, line, block in found:
        kind = more if line.role == "updated" else out
        kind.append(Candidate(line.value, block.text, "visible-header", 0.5 - 0.02 * len(kind)))
    start = _start(sources)
    above = {b.text for b in sources.reading.blocks if b.index < start}
    shown = [c for c in (*updated, *more) if c.source == "visible-header" and c.raw in above]
    if not out and shown:
        out = [Candidate(shown[0].value, shown[0].raw, shown[0].source, 0.3)]
    return out[:3], more[:3]


def _start(sources: Sources) -> int:
    """Index of the first block of the story; a standfirst above the date line is none of it."""
    lines = [b.index for label, b in sources.header if label in ("byline", "date")]
    for block, following in pairwise(sources.body):
        if not any(block.index < line < following.index for line in lines):
            return block.index
    return sources.body[0].index if sources.body else 0


def _labelled_updates(
    sources: Sources, published: Sequence[Candidate], language: str | None
) -> list[Candidate]:
    """The full date labelled as that of an update in a short removed line between the title and
    the story that was not taken for a date line: on no earlier day than the page was published."""
    title = next((b.index for b in sources.labelled("title")), None)
    if title is None or not published:
        return []
    kept = {b.index for b in sources.body}
    first = min(_day(c.value) for c in published)
    for block in sources.reading.blocks[title + 1 : max(title, _start(sources))]:
        if block.index in kept or block.post is not None or len(block.text) > LONGEST_LINE:
            continue
        for line in _parse(sources, block.text, language):
            if line.role == "updated" and line.sure and _day(line.value) >= first:
                return [Candidate(line.value, block.text, "visible-header", 0.55)]
    return []


def _only_time(sources: Sources, language: str | None) -> list[Candidate]:
    """The one ``<time>`` element of a page."""
    marks = sources.reading.head.times
    value = moment(marks[0].value or marks[0].text, language, sources.host) if marks else None
    stands = any(b.index == mark.block for mark in marks[:1] for b in sources.reading.blocks)
    if len(marks) != 1 or value is None or not stands:
        return []
    return [Candidate(value, marks[0].value or marks[0].text, "visible-header", 0.45)]


def _lone_dates(sources: Sources) -> list[Block]:
    """Short blocks that are nothing but a date line; lists of dated teasers are left out."""
    dated = [
        b
        for b in sources.reading.blocks
        if b.post is None
        and len(b.text) <= 100
        and any(c.isdecimal() for c in b.text)
        and _is_dated(b.text)
    ]
    kinds = Counter(_names(b) for b in dated)
    return [b for b in dated if kinds[_names(b)] <= 2]


def _is_dated(text: str) -> bool:
    return headlines.date_weight(text) > 0 or any(
        line.role and len(line.rest.split()) <= 8 for line in grammar.parse(text)
    )


def _names(block: Block) -> tuple[str, ...]:
    return block.structure.names[:2] if block.structure else ()


def _corrected(published: list[Candidate]) -> list[Candidate]:
    """A page cannot show an earlier date than it was published: then the data has the wrong one."""
    shown = [c for c in published if c.source == "visible-header"]
    first = shown[0] if shown else None
    data = [
        c
        for c in published
        if first and c.source != "visible-header" and _day(c.value) != _day(first.value)
    ]
    if first and data and all(_is_later(c.value, first.value) for c in data):
        raised = Candidate(first.value, first.raw, first.source, 0.95)
        return [raised, *(c for c in published if c is not first)]
    return published


def _is_later(value: Moment, shown: Moment) -> bool:
    """Whether a moment falls on a later day than the shown one in every zone of the earth."""
    if (_day(value) - _day(shown)).days >= 2:
        return True
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return False
    return value.astimezone(WESTERNMOST).date() > _day(shown)


def _local(published: list[Candidate], sources: Sources) -> list[Candidate]:
    """Instants in UTC in the zone of the page's own ``<time>`` elements, where the page shows the
    day that it was there."""
    shown = {_day(c.value) for c in published if c.source == "visible-header"}
    times = [moment(mark.value) for mark in sources.reading.head.times[:MOST_TIMES]]
    zones = {t.tzinfo: t for t in times if isinstance(t, dt.datetime) and t.utcoffset()}
    return [replace(c, value=_where_shown(c.value, list(zones), shown)) for c in published]


def _where_shown(value: Moment, zones: Sequence[dt.tzinfo | None], shown: set[dt.date]) -> Moment:
    if not isinstance(value, dt.datetime) or value.tzinfo != dt.UTC or value.date() in shown:
        return value
    local = (value.astimezone(zone) for zone in zones)
    return next((moment for moment in local if moment.date() in shown), value)


def _url(sources: Sources) -> Iterator[Candidate]:
    url = sources.reading.page.url or ""
    match, value = _URL_DAY.search(url), None
    if match:
        value = _from_parts(tuple(g for g in match.groups() if g) + (None,) * 5)
    elif match := _URL_NAMED.search(url):
        month = grammar.month_number(match[2])
        value = _from_parts((match[1], str(month), match[3], *(None,) * 5)) if month else None
    if match and value:
        yield Candidate(value, match.group().strip("/"), "url", 0.45)


def _in_month(claims: list[Candidate], sources: Sources) -> list[Candidate]:
    """Shown dates with more trust if they fall into the month that the page's address names."""
    match = _URL_MONTH.search(sources.reading.page.url or "")
    month = (int(match[1]), int(match[2])) if match else None
    return [
        replace(c, confidence=c.confidence + IN_MONTH)
        if c.source == "visible-header" and (c.value.year, c.value.month) == month
        else c
        for c in claims
    ]


def _in_order(
    claims: list[Candidate], unsure: set[str], times: set[dt.date], order: str
) -> list[Candidate]:
    """Claims whose order of day and month was a guess turned round where another source, or one of
    the page's ``<time>`` elements, shows the other order to be right, or else where the site's
    ``order`` is the other one; ``unsure`` are their raw strings."""
    known = times | {_day(c.value) for c in claims if c.raw not in unsure}
    out = []
    for claim in claims:
        turned = _turned(claim.value) if claim.raw in unsure else None
        if turned is None or _day(claim.value) in known:
            out.append(claim)
            continue
        habitual = order not in ("", _order(claim))
        out.append(replace(claim, value=turned) if _day(turned) in known or habitual else claim)
    return out


def _turned(value: Moment) -> Moment | None:
    return value.replace(month=value.day, day=value.month) if value.day <= 12 else None


def _ranked(claims: list[Candidate]) -> list[Candidate]:
    """Claims with trust raised by agreement on the day, the more exact of equals first."""
    out = []
    for claim in claims:
        near = [c for c in claims if c is not claim and _near(c.value, claim.value)]
        agreeing = {c.source for c in near if (c.source, claim.source) != SHOWN_TWICE}
        exact = 0.02 * isinstance(claim.value, dt.datetime) + 0.04 * _has_zone(claim.value)
        trust = min(0.99, claim.confidence + 0.06 * len(agreeing) + exact)
        out.append(Candidate(claim.value, claim.raw, claim.source, trust))
    best = max(out, key=lambda c: c.confidence, default=None)
    if best is not None and not _has_zone(best.value):
        better = [c for c in out if _has_zone(c.value) and _day(c.value) == _day(best.value)]
        if better:
            top = max(better, key=lambda c: c.confidence)
            raised = Candidate(top.value, top.raw, top.source, min(0.99, best.confidence + 0.001))
            out = [raised, *(c for c in out if c is not top)]
    return out


def _day(value: Moment) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _near(a: Moment, b: Moment) -> bool:
    return abs((_day(a) - _day(b)).days) <= 1


def _has_zone(value: Moment) -> bool:
    return isinstance(value, dt.datetime) and value.tzinfo is not None
