"""Who wrote a story: people on one side, agencies and desks on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleaner.grammar import bylines, dates
from cleaner.metadata import flattened
from cleaner.metadata.sources import Sources, fold, resolve, squeeze, text_of, types_of
from cleaner.records import Candidate, Source

_META = (
    "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "dcterms.creator", "dc.contributor", "article:author", "citation_author", "cxenseparse:author",
    "vr:author", "og:article:author", "creator", "twitter:creator:name", "dc:creator",
)  # fmt: skip
_JUNK = frozenset(("admin", "administrator", "root", "webmaster", "editor", "author", "none", "null",
                   "undefined", "unknown", "n/a", "na", "by", "user", "test", "default", "guest"))
_URL = re.compile(r"://|^www\.|^/|\.(?:html?|php)$|^@")
_DOMAIN = re.compile(r"\b[\w\-]{2,40}\.(?:com|org|net|de|fr|at|ch|be|nl|is|co|it|es|pl|ru|news|tv|info|uk)\b", re.I)
_GLUED = re.compile(r"([a-zà-ÿ]{3})([A-Z][a-z]{3})")
_AUTHOR = re.compile(r"author|byline|autor|auteur|writer|forfatter|kirjoittaja|penulis|yazar")
_BY = re.compile(r"\s?(?:written |posted |words |story |text )?by\b|von |par |por |autor|автор|door |oleh|بقلم|كتب|文|作者", re.I)

Credit = tuple[tuple[str, ...], tuple[str, ...]]
"""``(people, agencies)``."""


def candidates(
    sources: Sources, site_names: set[str]
) -> tuple[list[Candidate], list[Candidate]]:
    """``(authors, agencies)``: claims whose values are tuples of names.

    Where nobody is named but the page's data credits an organisation, that one is the author too.
    """
    people: list[Candidate] = []
    agencies: list[Candidate] = []
    for (names, desks), raw, source, trust in _claims(sources, site_names):
        if names:
            people.append(Candidate(names, raw, source, trust))
        if desks:
            agencies.append(Candidate(desks, raw, source, trust))
    if not people and sources.reading.page.kind == "text":
        people = flattened.credits(sources)
    if sources.reading.page.kind == "html":
        people += _elsewhere(sources, site_names) if not people else []
        people += [
            Candidate(c.value, c.raw, c.source, 0.6 * c.confidence)
            for c in agencies
            if c.source != "byline"
        ]
    return _agreed(people), agencies


def _claims(
    sources: Sources, site_names: set[str]
) -> Iterator[tuple[Credit, str, Source, float]]:
    people, desks, raw = _json_ld(sources, site_names)
    username = all(n.islower() and n.isascii() and " " not in n for n in people)
    yield (people, desks), raw, "json-ld", 0.55 if username else 0.8
    for i, name in enumerate(_META):
        values = sources.values(name)
        if values:
            credit = _merge(_credit(v, site_names) for v in values[:8])
            yield credit, "; ".join(values), "meta", 0.7 - 0.01 * i
    values = sources.microdata("author", "creator")
    if values:
        yield _merge(_credit(v, site_names) for v in values[:4]), values[0], "microdata", 0.5
    yield from _visible(sources, site_names)


def _json_ld(sources: Sources, site_names: set[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    values = resolve(sources.article.get("author"), sources.nodes)
    if not values:
        values = resolve(sources.article.get("creator"), sources.nodes)
    credits = [_node_credit(v, site_names) for v in values[:20]]
    people, desks = _merge(credits)
    return people, desks, "; ".join(text_of(v) for v in values)


def _node_credit(value: Any, site_names: set[str]) -> Credit:
    if isinstance(value, dict):
        kinds = types_of(value)
        names = value.get("name")
        listed = names if isinstance(names, list) else [names]
        personal = "Person" in kinds
        credit = _merge(_credit(text_of(n), site_names, personal) for n in listed if n)
        if any(kind.endswith("Organization") for kind in kinds):
            return (), (*credit[0], *credit[1])
        return credit
    return _credit(squeeze(value), site_names) if isinstance(value, str) else ((), ())


def _credit(raw: str, site_names: set[str], personal: bool = False) -> Credit:
    """The names of one string of the machine layer; the site's own name is an agency, unless the
    data calls it a person and it looks like one (people have sites under their names)."""
    if not raw or len(raw) > 300 or _URL.search(raw) or not any(c.isalpha() for c in raw):
        return (), ()
    if _DOMAIN.search(raw):
        return (), ((raw,) if "@" not in raw else ())
    people, desks = bylines.people(raw)
    people = tuple(p for p in people if fold(p) not in _JUNK and len(p) > 1)
    own = tuple(p for p in people if fold(p) in site_names and not (personal and _two_words(p)))
    desks = tuple(d for d in desks if fold(d) not in _JUNK)
    return tuple(p for p in people if p not in own), (*desks, *own)


def _two_words(name: str) -> bool:
    return len(name.split()) in (2, 3, 4) and bylines.is_name(name)


def _merge(credits: Any) -> Credit:
    people: dict[str, str] = {}
    desks: dict[str, str] = {}
    for names, others in credits:
        for name in names:
            people.setdefault(fold(name), name)
        for name in others:
            desks.setdefault(fold(name), name)
    return tuple(people.values()), tuple(desks.values())


def _visible(
    sources: Sources, site_names: set[str]
) -> Iterator[tuple[Credit, str, Source, float]]:
    found = []
    for block in sources.labelled("byline"):
        byline = bylines.parse(_unglued(_bare(block.text)))
        if byline:
            found.append((byline, block.text))
        elif bylines.is_name(block.text):
            found.append((bylines.Byline((block.text,), (), 0.4), block.text))
    for block in sources.labelled("date"):
        lines = dates.parse(block.text)
        rest = bylines.parse(_unglued(lines[0].rest)) if lines and lines[0].rest else None
        if rest:
            found.append((rest, block.text))
    said = [f for f in found if f[0].opener]
    found = said or found
    if found:
        credit = _merge((b.names, b.agencies) for b, _ in found)
        own = tuple(n for n in credit[0] if fold(n) in site_names)
        people = tuple(n for n in credit[0] if n not in own)
        yield (people, (*credit[1], *own)), found[0][1], "byline", max(
            0.45 + 0.3 * b.confidence for b, _ in found
        )


def _bare(text: str) -> str:
    """A credit without the brackets or dashes around it."""
    text = text.strip("—– ")
    return text[1:-1] if text[:1] in "(（" and text[-1:] in ")）" else text


def _unglued(text: str) -> str:
    """Words of inline elements that stand without a space ("Jane DoeTwitter") apart again."""
    return _GLUED.sub(r"\1 | \2", text)


def _elsewhere(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """Credits outside the header: a line marked up as author, or one that says "Written by"."""
    title = next((b.index for b in sources.labelled("title")), 0)
    found = []
    for block in sources.reading.blocks:
        if len(block.text) > 100:
            continue
        names = block.structure.names[:3] if block.structure else ()
        byline = bylines.parse(_unglued(block.text)) if _may_credit(block.text, names) else None
        if byline and byline.names and (byline.confidence >= 0.9 or _AUTHOR.search(" ".join(names))):
            found.append((abs(block.index - title), byline.names, block.text))
    found.sort(key=lambda f: f[0])
    return [
        Candidate(people, text, "byline", 0.45)
        for _, people, text in found[:1]
        if not all(fold(n) in site_names for n in people)
    ]


def _may_credit(text: str, names: tuple[str, ...]) -> bool:
    """A cheap look before a line is parsed."""
    return bool(_AUTHOR.search(" ".join(names))) or bool(_BY.match(text))


def contributors(sources: Sources) -> list[Candidate]:
    """People whom lines of the body name as reporting from elsewhere ("X reports from Y:")."""
    out = []
    for block in sources.body:
        if len(block.text) <= 120 and bylines.REPORTS.match(block.text):
            byline = bylines.parse(block.text)
            if byline and byline.names:
                out.append(Candidate(byline.names, block.text, "text", 0.6))
    return out


def _agreed(claims: list[Candidate]) -> list[Candidate]:
    """Claims with trust raised where other sources name the same people."""
    out = []
    for claim in claims:
        key = {fold(n) for n in claim.value}
        agreeing = {
            c.source for c in claims if c is not claim and key & {fold(n) for n in c.value}
        }
        trust = min(0.98, claim.confidence + 0.08 * len(agreeing))
        out.append(Candidate(claim.value, claim.raw, claim.source, trust))
    return out
