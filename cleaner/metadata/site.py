"""The name of the site and the address of the page."""

from __future__ import annotations

from cleaner.metadata.sources import Sources, fold, resolve, squeeze, text_of, types_of
from cleaner.records import Candidate


def names(sources: Sources) -> list[Candidate]:
    """The site's name as the page gives it, else its host."""
    shared = [v for v in sources.values("og:site_name")[:1] if "://" not in v]
    out = [Candidate(v, v, "opengraph", 0.9) for v in shared]
    for value in resolve(sources.article.get("publisher"), sources.nodes)[:1]:
        name = text_of(value)
        if name and "://" not in name:
            out.append(Candidate(name, name, "json-ld", 0.8))
    for node in sources.nodes:
        if any(kind in ("WebSite", "NewsMediaOrganization") for kind in types_of(node)):
            name = text_of(node.get("name"))
            if name and "://" not in name:
                out.append(Candidate(name, name, "json-ld", 0.7))
    out += [
        Candidate(v, v, "meta", 0.6)
        for v in sources.values("application-name", "publisher", "dc.publisher")[:1]
    ]
    if sources.host:
        out.append(Candidate(sources.host, sources.host, "url", 0.4))
    return out


def known_names(sources: Sources, sites: list[Candidate]) -> set[str]:
    """All folded names under which the site may sign, host and its first label included."""
    known = {fold(str(site.value)) for site in sites}
    if sources.host:
        labels = sources.host.split(".")
        known |= {sources.host, "www." + sources.host, labels[-2] if len(labels) > 1 else labels[0]}
        known.add(labels[0])
    known |= {fold(v).lstrip("@") for v in sources.values("twitter:site")}
    return {name for name in known if name}


def urls(sources: Sources) -> list[Candidate]:
    """The canonical address, the shared one, and the one that the caller gave."""
    out = [
        Candidate(href, href, "meta", 0.9)
        for rel, href in sources.reading.head.links
        if rel == "canonical" and "://" in href
    ][:1]
    out += [Candidate(v, v, "opengraph", 0.7) for v in sources.values("og:url")[:1] if "://" in v]
    page = sources.reading.page.url
    if page:
        out.append(Candidate(page, squeeze(page), "url", 0.8))
    return out
