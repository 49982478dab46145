"""Section and topic tags."""

from __future__ import annotations

import re

from cleaner.metadata.sources import Sources, squeeze, text_of
from cleaner.records import Candidate

MAX_TAGS = 40
_LIST = re.compile(r"\s*[,;|、，]\s*")


def sections(sources: Sources) -> list[Candidate]:
    section = text_of(sources.article.get("articleSection"))
    out = [Candidate(section, section, "json-ld", 0.8)] if section else []
    metas = sources.values(
        "article:section", "parsely-section", "section", "sailthru.section", "dc.subject.section"
    )
    out += [Candidate(v, v, "meta", 0.75) for v in metas[:1]]
    out += [Candidate(v, v, "microdata", 0.6) for v in sources.microdata("articlesection")[:1]]
    return [c for c in out if 1 < len(c.raw) <= 80 and "://" not in c.raw]


def tags(sources: Sources) -> list[Candidate]:
    """Tag lists, each as a tuple of strings without repetitions."""
    lists = [
        ("json-ld", _strings(sources.article.get("keywords")), 0.8),
        ("meta", sources.values("article:tag"), 0.75),
        ("meta", sources.values("news_keywords")[:1], 0.7),
        ("meta", sources.values("parsely-tags", "keywords")[:1], 0.6),
    ]
    out = []
    for source, values, sure in lists:
        found = _unique(values)
        if found:
            out.append(Candidate(found, "; ".join(values), source, sure))  # type: ignore[arg-type]
    return out


def _strings(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [squeeze(v) for v in listed if isinstance(v, str)]


def _unique(values: list[str]) -> tuple[str, ...]:
    pieces = _LIST.split(values[0]) if len(values) == 1 else values
    seen = {p.casefold(): p.strip() for p in reversed(pieces) if 1 < len(p.strip()) <= 80}
    return tuple(reversed(seen.values()))[:MAX_TAGS]
