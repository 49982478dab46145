"""The headline, without the site's tail and the section's prefix."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from cleaner.grammar import dates, heads
from cleaner.grammar.letters import begins_small
from cleaner.metadata import flattened, text_title
from cleaner.metadata.sources import Sources, fold, squeeze, text_of, types_of
from cleaner.records import Block, Candidate, Source

_TAIL = re.compile(
    r"\s+(?:[|–—·•»«:]|-{1,2})\s+|\s?[|»]\s?|(?<=[\u4e00-\u9fff])[-_—](?=[\u4e00-\u9fff])"
)
_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")

MOST_WORDS = 5
"""Words up to which a piece that holds the site's name is nothing but a form of that name."""
MOST_TAILS = 2
LONG = 60
"""Characters from which a title line of a text may hold more than the title."""

MOST_RUBRIC, SHORTEST_RUBRIC = 3, 4
"""Words of a town or a rubric with its stop before a title, and letters of the last."""
MOST_TITLE = 26
"""Words from which a heading is a paragraph."""
FEWEST_WORDS = 4
"""Words of a title that stands by itself."""

Claim = tuple[str, str, Source, float]
"""Value, raw string, source, trust."""
Raw = tuple[str, Source, float]


def candidates(
    sources: Sources, site_names: set[str], sections: Collection[str] = ()
) -> list[Candidate]:
    """Every string that claims to be the title, cleaned; agreement between sources adds trust."""
    raw = _raw(sources)
    if sources.reading.page.kind == "text":
        site_names = site_names | text_title.site_names(sources)
    names = frozenset(fold(section) for section in sections)
    cleaned = [
        (_at_bar(clean(text, site_names, names)), text, source, base) for text, source, base in raw
    ]
    cleaned = [(_unlabelled(item, cleaned), *item[1:]) for item in cleaned]
    keys = [fold(value) for value, _, _, _ in cleaned]
    out = []
    for (value, text, source, base), key in zip(cleaned, keys, strict=True):
        if not key or key in site_names:
            continue
        agreeing = len({s for (_, _, s, _), k in zip(cleaned, keys, strict=True) if k == key}) - 1
        out.append(Candidate(value, text, source, min(0.98, base + 0.08 * agreeing)))
    return out


def pieces(raw: str) -> list[str]:
    """What bars and dashes part in a title."""
    return [piece.strip() for piece in _TAIL.split(squeeze(raw)) if piece.strip()]


def tails(raw: str) -> list[str]:
    """The last short pieces of a title, behind bars or dashes, folded."""
    pieces = [fold(piece) for piece in _TAIL.split(squeeze(raw))[1:][-MOST_TAILS:]]
    return [piece for piece in pieces if piece and len(piece.split()) <= MOST_WORDS]


def _at_bar(text: str) -> str:
    """A title up to the bar behind which its site, section or series stands, if it is long."""
    head, bar, tail = text.rpartition(" | ")
    cut = bool(bar) and len(head.split()) >= FEWEST_WORDS and len(tail.split()) <= MOST_WORDS
    return head.strip() if cut else text


def _unlabelled(claim: Claim, claims: Sequence[Claim]) -> str:
    """A visible title without the date, the one word and its colon ("Blog:") or the few words and
    their stop ("Port Ellen.") before it that the page's data do not have there."""
    value, _, source, _ = claim
    if source != "visible-header":
        return value
    for other, _, origin, _ in claims:
        label = value[: len(value) - len(other)]
        told = origin != "visible-header" and other.count(" ") >= FEWEST_WORDS - 1
        if told and label and fold(value).endswith(fold(other)) and _is_label(label):
            return other
    return value


def _is_label(text: str) -> bool:
    word = text.strip()
    rubric = word.endswith(".") and _is_rubric(word)
    return bool(dates.parse(text)) or rubric or (word.endswith(":") and word[:-1].isalpha())


def _is_rubric(text: str) -> bool:
    """Whether words with a stop are a town or a rubric: none has a small initial, as those of
    sentences do, and the last is no abbreviation ("Mr.")."""
    words = text.split()
    small = any(map(begins_small, words)) or text[0].isdigit()
    return len(words) <= MOST_RUBRIC and not small and len(words[-1]) > SHORTEST_RUBRIC


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
    """What the page shows as its title."""
    return _shown(sources) if sources.reading.page.kind == "html" else _of_text(sources)


def _shown(sources: Sources) -> list[Raw]:
    """Lines taken out as title, and the heading if there is one of its level only; the head says
    how far to trust them."""
    blocks = sources.labelled("title")
    told = [sources.reading.head.title, *sources.values("og:title")]
    words = {w for text in told for w in fold(text).split()}
    tails = {fold(piece) for text in told for piece in _TAIL.split(text)[1:]}
    taken = {b.index for b in blocks}
    blocks += [b for b in _heading(sources, tails) if b.index not in taken]
    shorter = {b.text for b in blocks for other in blocks if _frames(other.text, b.text)}
    out: list[Raw] = []
    for i, block in enumerate(blocks[:6]):
        trust = 0.4 if fold(block.text) in tails else _trust(block, words, sources)
        trust += 0.08 if block.text in shorter else 0.0
        out.append((block.text, "visible-header", trust - 0.02 * i))
    return out


def _of_text(sources: Sources) -> list[Raw]:
    """The title lines of a text; where it lost its line breaks, the words that open it."""
    spelled = flattened.spelled_title(sources) if flattened.is_flattened(sources) else None
    if spelled:
        return [(spelled, "visible-header", 0.9)]
    blocks = text_title.ranked(sources) or _headings(sources)[:1]
    blocks = [b for b in blocks if not heads.is_menu(b.text)]
    shorter = {b.text for b in blocks for other in blocks if _frames(other.text, b.text)}
    out: list[Raw] = []
    for i, block in enumerate(blocks[:6]):
        text = text_title.whole(block, sources)
        if flattened.is_flattened(sources) and block.index < flattened.FIRST:
            text = flattened.before_header(text)
        elif len(text) > LONG:
            text = flattened.opening_title(text) or text
        trust = 0.96 if block.text in shorter else 0.88
        out.append((text, "visible-header", trust - 0.02 * i))
    if not blocks and flattened.is_flattened(sources):
        again = flattened.title(sources)
        return [(again, "text", 0.6)] if again else []
    return out


def _trust(block: Block, told: set[str], sources: Sources) -> float:
    """How far to believe a title line; ``told`` are the words of the titles in the head."""
    own = fold(block.text).split()
    shared = sum(word in told for word in own)
    is_h1 = block.kind == "heading" and block.level == 1
    if block.kind == "list-item" or (not is_h1 and _is_below_heading(block, sources)):
        return 0.6
    if not told or shared >= 0.5 * len(own):
        return 0.88 if is_h1 or not told else 0.82
    if is_h1 and len(own) >= 4:
        alone = len(own) <= MOST_TITLE and _is_alone(block, sources) and not _is_news(sources)
        return (0.84 if alone else 0.75) if shared else 0.6
    return 0.5


def _frames(longer: str, title: str) -> bool:
    """Whether a line is a title with the path to it before or the site's name behind."""
    return len(longer) > len(title) and (longer.startswith(title) or longer.endswith(title))


def _heading(sources: Sources, tails: Collection[str]) -> list[Block]:
    """The first heading of the first level that is more than the name of the site or a section,
    whose folded forms are ``tails``, and does not lead to the next one by a colon; else the first
    of all."""
    found = _headings(sources)
    whole = [
        b
        for b in found
        if fold(b.text) not in tails
        and not b.text.endswith(":")
        and (len(b.text.split()) >= FEWEST_WORDS or sources.reading.head.title.startswith(b.text))
    ]
    return (whole or found)[:1]


def _headings(sources: Sources) -> list[Block]:
    """The headings of the first level."""
    return [b for b in sources.reading.blocks if b.kind == "heading" and b.level == 1]


def _is_below_heading(block: Block, sources: Sources) -> bool:
    """Whether a line that is no heading stands somewhere below a first-level one."""
    above = any(b.index < block.index for b in _headings(sources))
    return block.kind != "heading" and above


def _is_news(sources: Sources) -> bool:
    """Whether the data call the page news: then people wrote the headline in them. Elsewhere the
    software of the site makes all titles of the data from one that is meant for search engines."""
    return any("NewsArticle" in kind for kind in types_of(sources.article))


def _is_alone(heading: Block, sources: Sources) -> bool:
    """Whether the page has no other heading of the first level."""
    return all(b.text == heading.text for b in _headings(sources))


def _source(name: str) -> Source:
    return "opengraph" if name.startswith("og:") else "meta"


def clean(text: str, site_names: set[str], sections: Collection[str] = ()) -> str:
    """A title without a tail or prefix that names the site or the section (folded)."""
    text = squeeze(text).lstrip("#").strip()
    opening, _, rest = text.partition(" ")
    if "." in opening and rest and fold(opening) in site_names:
        text = rest
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
    """Whether a short piece begins or ends with the site's name ("Example Gazette Online"), or is
    most of it."""
    longer = any(len(n) >= 5 and (bare.startswith(n) or bare.endswith(n)) for n in names)
    return longer or any(len(n) > len(bare) >= 0.6 * len(n) and n.startswith(bare) for n in names)


@cache
def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name)
