"""The headline, without the site's tail and the section's prefix."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from cleaner.metadata import flattened, text_title
from cleaner.metadata.sources import Sources, fold, squeeze, text_of
from cleaner.records import Block, Candidate, Source

_TAIL = re.compile(
    r"\s+(?:[|–—·•»«:]|-{1,2})\s+|\s?[|»]\s?|(?<=[\u4e00-\u9fff])[-_—](?=[\u4e00-\u9fff])"
)
_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")

MOST_WORDS = 5
"""Words up to which a piece that holds the site's name is nothing but a form of that name."""
LONG = 60
"""Characters from which a title line of a text may hold more than the title."""

Raw = tuple[str, Source, float]


def candidates(
    sources: Sources, site_names: set[str], sections: Collection[str] = ()
) -> list[Candidate]:
    """Every string that claims to be the title, cleaned; agreement between sources adds trust."""
    raw = _raw(sources)
    if sources.reading.page.kind == "text":
        site_names = site_names | text_title.site_names(sources)
    names = frozenset(fold(section) for section in sections)
    cleaned = [(clean(text, site_names, names), text, source, base) for text, source, base in raw]
    keys = [fold(value) for value, _, _, _ in cleaned]
    out = []
    for (value, text, source, base), key in zip(cleaned, keys, strict=True):
        if not key or key in site_names:
            continue
        agreeing = len({s for (_, _, s, _), k in zip(cleaned, keys, strict=True) if k == key}) - 1
        out.append(Candidate(value, text, source, min(0.98, base + 0.08 * agreeing)))
    return out


def _raw(sources: Sources) -> list[Raw]:
    head = sources.reading.head
    found = _visible(sources)
    headline = text_of(sources.article.get("headline"))
    if headline:
        found.append((headline, "json-ld", 0.66))
    for i, name in enumerate(_META):
        found += [(v, _source(name), 0.64 - 0.05 * i) for v in sources.values(name)[:1]]
    found += [(squeeze(v), "microdata", 0.55) for v in sources.microdata("headline")[:1]]
    if head.title:
        found.append((squeeze(head.title), "meta", 0.45))
    return found


def _visible(sources: Sources) -> list[Raw]:
    """Lines taken out as title, else the first heading; the head says how far to trust them."""
    html = sources.reading.page.kind == "html"
    blocks = sources.labelled("title") if html else text_title.lines(sources)
    blocks = blocks or _first_h1(sources)
    if not blocks and flattened.is_flattened(sources):
        again = flattened.title(sources)
        return [(again, "text", 0.6)] if again else []
    told = [sources.reading.head.title, *sources.values("og:title")]
    words = {w for text in told for w in fold(text).split()}
    tails = {fold(piece) for text in told for piece in _TAIL.split(text)[1:]}
    shorter = {b.text for b in blocks for other in blocks if _frames(other.text, b.text)}
    out: list[Raw] = []
    for i, block in enumerate(blocks[:6]):
        trust = 0.4 if fold(block.text) in tails else _trust(block, words)
        trust += 0.08 if block.text in shorter else 0.0
        text = block.text if html else text_title.whole(block, sources)
        if not html and len(text) > LONG:
            text = flattened.opening_title(text) or text
        out.append((text, "visible-header", trust - 0.02 * i))
    return out


def _trust(block: Block, told: set[str]) -> float:
    """How far to believe a title line; ``told`` are the words of the titles in the head."""
    own = fold(block.text).split()
    shared = sum(word in told for word in own)
    is_h1 = block.kind == "heading" and block.level == 1
    if not told or shared >= 0.5 * len(own):
        return 0.88 if is_h1 or not told else 0.82
    if is_h1 and len(own) >= 4:
        return 0.75 if shared else 0.6
    return 0.5


def _frames(longer: str, title: str) -> bool:
    """Whether a line is a title with the path to it before or the site's name behind."""
    return len(longer) > len(title) and (longer.startswith(title) or longer.endswith(title))


def _first_h1(sources: Sources) -> list[Block]:
    blocks = sources.reading.blocks
    return [b for b in blocks if b.kind == "heading" and b.level == 1][:1]


def _source(name: str) -> Source:
    return "opengraph" if name.startswith("og:") else "meta"


def clean(text: str, site_names: set[str], sections: Collection[str] = ()) -> str:
    """A title without a tail or prefix that names the site or the section (folded)."""
    text = squeeze(text).lstrip("#").strip()
    while True:
        pieces = list(_TAIL.finditer(text))
        if not pieces:
            return text
        last, first = pieces[-1], pieces[0]
        tail, prefix = text[last.end() :], text[: first.start()]
        if fold(tail) in sections or is_site(tail, site_names):
            text = text[: last.start()].strip()
        elif fold(prefix) in sections or is_site(prefix, site_names):
            text = text[first.end() :].strip()
        else:
            return text


def is_site(part: str, site_names: set[str]) -> bool:
    """Whether a piece of a title is the site's name, or its host."""
    key = fold(part)
    if key in site_names:
        return True
    bare = _bare(key)
    names = {_bare(name) for name in site_names}
    if len(bare) < 2:
        return False
    return bare in names or (len(key.split()) <= MOST_WORDS and _begins_so(bare, names))


def _begins_so(bare: str, names: set[str]) -> bool:
    """Whether a short piece begins or ends with the site's name ("Example Gazette Online")."""
    return any(len(n) >= 5 and (bare.startswith(n) or bare.endswith(n)) for n in names)


@cache
def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name)
