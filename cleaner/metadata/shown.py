"""Section and topics as the page shows them: links in rows whose markup, label or addresses say
what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from cleaner.grammar import dates
from cleaner.grammar.tables import table
from cleaner.metadata import story
from cleaner.metadata.sources import (
    Node,
    Sources,
    fold,
    host_of,
    letters,
    squeeze,
    text_of,
    types_of,
)
from cleaner.records import Block, Candidate, Link

NEAR = 6
"""How many of the nearest class names of a block may say what it is."""
BELOW = 30
"""How many blocks below the story its tags may stand."""
ABOVE, UNDER = 6, 3
"""How many blocks above the title, and below it, the link to its section may stand."""
SIGNS = 2
"""How many signs a row has at least that is one of tags."""
LONGEST_ROW, LONGEST = 400, 45
"""Characters of a block of tags, and of a tag or section; headlines are longer."""
MOST_WORDS = 5
LINKED = 0.5
"""Share of a row's letters that stand in links, without its label."""
KNOWN = 0.5
"""Share of a row that the data have as well where they are believed."""
STEM = 3
"""Letters in which the name of a section and its address begin alike."""
MOST = 30
"""Tags of a row; a page with more shows those of the site."""

_TAGS = re.compile(
    r"^(?:.*[-_])?[a-z]*tags$|(?:^|[-_])tags[-_]|^(?:.*[-_])?taglist|"
    r"(?:^|[-_])tag[-_]{1,2}(?:list|links?|rows?|items?|container|wrap|bar|block|group|area|section|"
    r"content|box|article)|(?:^|[-_])(?:post|entry|article|story|news)[-_]{1,2}(?:tag|topic|label|"
    r"keyword)s?(?:$|[-_])|^tag$|"
    r"(?:^|[-_])(?:topics|keywords|labels|tagi|etiquetas|schlagworte|schlagwoerter|stichworte|temas|"
    r"themen|temi|argomenti|assuntos|trefwoorden|mots-cles|emneord|avainsanat|stitky|cimkek|"
    r"etiketler)$|^entities__"
)
"""Class names of rows of tags."""
_TAG_PAGE = re.compile(
    r"/(?:(?:hash)?tags?|topics?|label|keywords?|etiquetas?|temas?|thema|themen|theme|schlagwort|"
    r"stichwort|mots?-cles?|tagi|tema|teg|tegi|temi|argomenti|argomento|assuntos?|trefwoord|onderwerp|"
    r"emne|amne|avainsana|aihe|stitek|stitky|cimke|etiket|etiketler|konu|tudo-sobre)[/\-=]\w|[?&](?:tags?|topic)="
)
"""Addresses of pages on a topic."""
_OTHER_ROWS = re.compile(
    r"cloud|trend|popular|tagdiv|widget_|side-?bar|menu|navbar|navigation|masthead|site-footer|"
    r"page-footer|colophon|teaser|card|related-(?:posts?|articles?|stor|news)|newsletter|share|social"
)
"""Class names of rows that belong to the site or to other stories."""
_CRUMB = re.compile(r"crumb|ariane|migas|brotkrume|kruimel|okruszk|topic-?path|pankuzu")
_MENU = re.compile(r"menu|nav|header-?(?:top|bar|links)|gnb|tabs")
_SECTION = re.compile(
    r"^(?:cat|cats|category|categories|cat-?links?|section|rubric|rubrik|rubrika|rubrique|rubro|seccion|"
    r"categoria|kategorie|kategoria|kategori|ressort)$|"
    r"(?:^|[-_])(?:post|entry|article|news|story|field)[-_]{1,2}(?:cat|category|categories|section|"
    r"rubric|rubrik|rubrique)(?:$|[-_])|[-_](?:section|category|rubric)[-_](?:name|label|title|link)$"
)
"""Class names of the link to the section of a story."""
_NO_SECTION = re.compile(
    r"/(?:authors?|user|profile|search|login|feed)/|/articles?/?$|\d{5}|^(?:mailto|javascript|#)"
)
_ARROWS = ("<", "←", "‹", "«", "⟵")
_ENDS = " #,;.:|/·•»>›"


class Row(NamedTuple):
    """Links that stand together and are all that there is, but for a label."""

    blocks: tuple[Block, ...]
    values: tuple[str, ...]
    signs: int
    """How many signs say that it is a row of tags."""


# Tags


def tags(sources: Sources, told: Collection[str]) -> list[Candidate]:
    """The row of tags beside the story that has most signs to be one; ``told`` are the topics,
    folded, that the page's data give: where they hold most of the row, they are the fuller list."""
    rows = [row for row in _rows(sources) if row.signs >= SIGNS and len(row.values) <= MOST]
    shapes = Counter(row.blocks[0].path for row in {row.values: row for row in rows}.values())
    own = [row for row in rows if shapes[row.blocks[0].path] == 1]
    best = max(own, key=lambda row: row.signs, default=None)
    if best is None:
        return []
    raw = " ".join(block.text for block in best.blocks)
    known = sum(fold(value) in told for value in best.values)
    sure = best.signs > SIGNS and known < KNOWN * len(best.values)
    return [Candidate(best.values, raw, "visible-header", 0.62 if sure else 0.5)]


def _rows(sources: Sources) -> Iterator[Row]:
    """Runs of blocks between the title and the foot of the page that may be tags."""
    if not sources.body:
        return
    first = max((b.index for b in sources.labelled("title")), default=sources.body[0].index)
    last = sources.body[-1].index + BELOW
    blocks = [b for b in sources.reading.blocks if first < b.index <= last]
    for fits, run in groupby(blocks, lambda block: _may_be_tag(block, sources)):
        row = _row(tuple(run), sources) if fits else None
        if row:
            yield row


def _may_be_tag(block: Block, sources: Sources) -> bool:
    if len(block.text) > LONGEST_ROW or "/nav" in block.path or block.post:
        return False
    if sources.decisions[block.index].reason == "comments":
        return False
    if any(map(_OTHER_ROWS.search, _names(block, NEAR))) or _leads_away(block, sources):
        return False
    return (
        _is_named(block)
        or _is_labelled(block, sources)
        or _leads_to_topics(block)
        or _is_hashed(block)
    )


def _row(blocks: tuple[Block, ...], sources: Sources) -> Row | None:
    linked = [b for b in blocks if b.links]
    values = [v for b in linked for link in b.links if not _is_more(v := _bare(b, link))]
    whole = all(_is_short(value) for value in values) and all(map(_is_of_links, linked))
    unique = tuple({fold(v): v for v in reversed(values) if len(v) > 1}.values())[::-1]
    if not unique or not whole:
        return None
    said = f"{sources.reading.head.title} {' '.join(b.text for b in sources.body)}".casefold()
    signs = (
        all(map(_is_named, linked)),
        any(_is_labelled(b, sources) for b in blocks),
        all(map(_leads_to_topics, linked)),
        all(map(_is_hashed, linked)),
        any(_is_said(value, said) for value in unique),
    )
    return Row(blocks, unique, sum(signs))


def _is_named(block: Block) -> bool:
    return any(map(_TAGS.search, _names(block, NEAR)))


def _is_labelled(block: Block, sources: Sources) -> bool:
    """Whether the words of a block say that tags stand there ("Tags: ...", "#bridges #buses")."""
    votes = sources.decisions[block.index].votes
    return any(v.reason == "tags" and v.evidence.startswith(("phrase", "rule")) for v in votes)


def _leads_to_topics(block: Block) -> bool:
    return bool(block.links) and all(_TAG_PAGE.search(link.href.lower()) for link in block.links)


def _is_more(value: str) -> bool:
    """Whether a link leads to all topics ("All topics") and names none."""
    return value.casefold().partition(" ")[0] in _frame("more")


def _is_hashed(block: Block) -> bool:
    return bool(block.links) and all(block.text[link.start] == "#" for link in block.links)


def _leads_away(block: Block, sources: Sources) -> bool:
    """Whether a link leads to another site."""
    own = sources.host.split(".")[-2:]
    hosts = (host_of(link.href) for link in block.links)
    return any(host and sources.host and host.split(".")[-2:] != own for host in hosts)


def _is_of_links(block: Block) -> bool:
    """Whether a block holds little but links, and a label before the first of them."""
    text = block.text[block.links[0].start :]
    linked = sum(link.end - link.start for link in block.links)
    return linked >= LINKED * len(text) and block.links[0].start <= LONGEST


def _is_said(value: str, said: str) -> bool:
    """Whether a text names a topic, or speaks of the words of it."""
    key = value.casefold()
    return key in said or any(stem in said for stem in story.stems(value))


# Section


def sections(sources: Sources) -> list[Candidate]:
    """The last step before the story on the way to it, as data and as shown; else the link to the
    section beside the title."""
    told = next(filter(None, (_last_item(n, sources) for n in sources.nodes)), "")
    out = [Candidate(told, told, "json-ld", 0.55)] if told else []
    shown = _last_crumb(sources) or _beside_title(sources)
    return [*out, Candidate(shown, shown, "visible-header", 0.45)] if shown else out


def _last_item(node: Node, sources: Sources) -> str:
    """The last name of a list of breadcrumbs that is neither the start page nor the story."""
    if "BreadcrumbList" not in types_of(node):
        return ""
    items = node.get("itemListElement")
    listed = items if isinstance(items, list) else []
    steps = [_step(item) for item in listed if isinstance(item, dict)]
    if any(href for _, href in steps):
        steps = [step for step in steps if step[1]]
    elif len(steps) == 1:
        return ""
    return _last(steps, sources)


def _step(item: Node) -> tuple[str, str]:
    """Name and address of an item; either may stand in the item or in what it is about."""
    about = item.get("item")
    inner = about if isinstance(about, dict) else {}
    href = inner.get("@id") or inner.get("url") or (about if isinstance(about, str) else "")
    return text_of(item.get("name") or inner.get("name")), squeeze(str(href))


def _last(steps: Sequence[tuple[str, str]], sources: Sources) -> str:
    named = [name for name, href in steps if _is_section(name, href, sources)]
    return named[-1] if named else ""


def _last_crumb(sources: Sources) -> str:
    """The last link of the breadcrumbs that the page shows above its story."""
    steps = [
        (_bare(block, link), link.href)
        for block in _above_story(sources)
        if any(map(_CRUMB.search, _names(block, NEAR)))
        for link in block.links
    ]
    return _last(steps, sources)


def _beside_title(sources: Sources) -> str:
    """The link beside the title that is named for a section, else the one that leads to where the
    page's own address lies and that is no menu's."""
    title = next((b.index for b in sources.labelled("title")), None)
    near = [
        b
        for b in reversed(_above_story(sources))
        if title is not None and -ABOVE <= b.index - title <= UNDER and _begins_with_link(b)
    ]
    named = [b for b in near if any(map(_SECTION.search, _names(b, 2)))]
    alone = [b for b in near if len(b.links) == 1 and not any(map(_MENU.search, _names(b, NEAR)))]
    holding = [b for b in alone if _holds_page(_bare(b, b.links[0]), b.links[0].href, sources)]
    for block in (*named, *holding):
        name = _bare(block, block.links[0])
        if _is_section(name, block.links[0].href, sources) and not _leads_away(block, sources):
            return name
    return ""


def _begins_with_link(block: Block) -> bool:
    return bool(block.links) and block.links[0].start == 0 and _is_of_links(block)


def _above_story(sources: Sources) -> list[Block]:
    first = sources.body[0].index if sources.body else 0
    return list(sources.reading.blocks[:first])


def _is_section(name: str, href: str, sources: Sources) -> bool:
    """Whether a link may lead to a section: not to the start page, the story, a topic, an author or
    back."""
    words = _frame("home") | _frame("unsorted")
    if not _is_short(name) or name.casefold() in words or len(name) < 2:
        return False
    if name.isdigit() or name.startswith(_ARROWS) or dates.parse(name):
        return False
    titles = {fold(sources.reading.head.title), fold(text_of(sources.article.get("headline")))}
    titles |= {fold(b.text) for b in sources.labelled("title")}
    if fold(name) in titles or _NO_SECTION.search(href) or _TAG_PAGE.search(href.lower()):
        return False
    return not href or not _is_start(href)


def _is_start(href: str) -> bool:
    """Whether an address is that of a start page, perhaps of one language ("/en/")."""
    try:
        path = urlsplit(href).path.strip("/")
    except ValueError:
        return True
    return len(path) <= 2 or path.startswith("index.")


def _holds_page(name: str, href: str, sources: Sources) -> bool:
    """Whether the page's address goes on from this one, which ends in the name of the link."""
    page = sources.reading.page.url or ""
    try:
        own, path = urlsplit(page).path, urlsplit(urljoin(page, href)).path.rstrip("/")
    except ValueError:
        return False
    named = path.rpartition("/")[2][:STEM] == letters(name)[:STEM]
    return bool(href and path) and named and own.rstrip("/").startswith(f"{path}/")


# Both


@cache
def _frame(name: str) -> frozenset[str]:
    """Words in the frame of pages, folded."""
    return frozenset(map(str.casefold, table("bylines")["frame"][name]))


def _names(block: Block, number: int) -> tuple[str, ...]:
    """The nearest class names and ids of a block."""
    return block.structure.names[:number] if block.structure else ()


def _bare(block: Block, link: Link) -> str:
    return block.text[link.start : link.end].strip(_ENDS)


def _is_short(value: str) -> bool:
    return 0 < len(value) <= LONGEST and len(value.split()) <= MOST_WORDS
