"""Section and topic tags: what the data say, and behind them what the page shows."""

from __future__ import annotations

import re
from functools import cache

from cleaner.grammar.tables import table
from cleaner.metadata import shown
from cleaner.metadata.sources import Sources, fold, squeeze, text_of
from cleaner.records import Candidate

MAX_TAGS = 40
SITE_WORDS = 3
"""How many words for what any newspaper has make keywords those of the site, not of the page."""
_LIST = re.compile(r"\s*[,;|、，]\s*")


def sections(sources: Sources) -> list[Candidate]:
    section = text_of(sources.article.get("articleSection"))
    out = [Candidate(section, section, "json-ld", 0.8)] if section else []
    metas = sources.values(
        "article:section",
        "parsely-section",
        "section",
        "sailthru.section",
        "dc.subject.section",
        "content_category",
    )
    out += [Candidate(v, v, "meta", 0.75) for v in metas[:1]]
    out += [Candidate(v, v, "microdata", 0.6) for v in sources.microdata("articlesection")[:1]]
    out += shown.sections(sources)
    return [c for c in out if 1 < len(c.raw) <= 80 and "://" not in c.raw]


def tags(sources: Sources) -> list[Candidate]:
    """Tag lists, each as a tuple of strings without repetitions."""
    keywords = sources.values("keywords")[:1]
    lists = [
        ("json-ld", _strings(sources.article.get("keywords")), 0.8),
        ("meta", sources.values("article:tag"), 0.75),
        ("meta", sources.values("news_keywords")[:1], 0.7),
        ("meta", sources.values("parsely-tags", "content_tags")[:1], 0.65),
        ("meta", [] if _are_of_site(keywords) else keywords, 0.6),
        ("meta", sources.values("sailthru.tags")[:1], 0.55),
    ]
    out = []
    for source, values, sure in lists:
        found = _unique(values)
        if found:
            out.append(Candidate(found, "; ".join(values), source, sure))  # type: ignore[arg-type]
    told = {fold(name) for claim in out for name in claim.value}
    return out + shown.tags(sources, told)


def _strings(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [squeeze(v) for v in listed if isinstance(v, str)]


def _are_of_site(keywords: list[str]) -> bool:
    """Whether keywords tell what the site has on all its days ("news, weather, classifieds")."""
    return len(_site_words().intersection(map(fold, _unique(keywords)))) >= SITE_WORDS


@cache
def _site_words() -> frozenset[str]:
    return frozenset(map(fold, table("bylines")["frame"]["keywords"]))


def _unique(values: list[str]) -> tuple[str, ...]:
    pieces = _LIST.split(values[0]) if len(values) == 1 else values
    seen = {p.casefold(): p.strip() for p in reversed(pieces) if 1 < len(p.strip()) <= 80}
    return tuple(reversed(seen.values()))[:MAX_TAGS]
