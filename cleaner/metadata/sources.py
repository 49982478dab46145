"""Where metadata comes from: JSON-LD, meta tags, microdata and the visible header, made ready."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from cleaner.grammar.letters import UNSPACED
from cleaner.records import Block, Candidate, Decision, Field, Label, Options, Reading

MAX_SCRIPT = 400_000
"""Longer JSON-LD scripts are data dumps and stay unread."""
MAX_NODES = 2000
HEADER: frozenset[Label] = frozenset(("title", "subtitle", "byline", "date", "place"))
WEAK, STRONG = 2.0, 5.0
"""Log-odds from which the vote for a header label counts on a removed and on a kept block."""
CERTAIN = 8.0
"""Log-odds from which a known phrase of a site's frame is no line of the header, whatever it looks
like."""
PICTURES = frozenset(("photo-credit", "caption"))
"""Reasons for which names and dates of a block belong to a picture."""
OTHERS = frozenset(("comments", "related-link", "related-list"))
"""Reasons for which names and dates of a block belong to readers and to other stories."""
SMALL_PRINT = frozenset(("disclaimer", "copyright", "boilerplate", "byline"))
"""Reasons for which the notice of an agency may have gone."""
KNOWN_WORDS, STEM = 0.5, 5
"""Share of a headline's words that a page has at least where it is that of its story, and how many
characters of a word are compared."""
ON_KEPT: dict[Label, float] = {"title": 3.0, "byline": 3.5}
"""A first line that may be a subheading stays in the body, and is the best title there is; so does
a last line that may be a name."""

LONGEST_HOST = 253
"""Characters that a name in the domain name system may have."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*$"
)
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|^\s*//[^\n]*$", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SALVAGE = re.compile(
    r'"(headline|datePublished|dateModified|description|articleSection)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_ARTICLE = re.compile(r"Article|BlogPosting|SocialMediaPosting|Report$|LiveBlog|Posting$|NewsStory")
_PAGE = frozenset(("WebPage", "ItemPage", "AboutPage", "Recipe", "Review", "VideoObject", "Event"))
_PREFIX = re.compile(r"(?:https?://)?(?:www\.)?schema(?:\.org/|:)", re.IGNORECASE)
"""What stands before a property's own name where the vocabulary is spelled out."""
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]{{3,}}")
_CORE = re.compile(r"dc(terms)?[:_]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})

Node = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """All that the fields are chosen from; each is equal to itself only."""

    reading: Reading
    options: Options
    host: str
    """Host of the page's address without "www."; "" if unknown."""
    metas: dict[str, list[str]]
    """Contents by lower-case name, in source order, white space folded."""
    nodes: tuple[Node, ...]
    """All JSON-LD nodes."""
    article: Node
    """The JSON-LD node of the article; empty if there is none."""
    header: tuple[tuple[Label, Block], ...]
    """Blocks that were taken out as title, subtitle, byline, date or place; those of embedded posts
    are none of the page's."""
    body: tuple[Block, ...]
    """The blocks that are kept."""
    captions: tuple[Block, ...]
    """Captions and credits of pictures, wherever they went."""
    notices: tuple[Block, ...]
    """Blocks that went as small print around the story."""
    decisions: tuple[Decision, ...]
    """One a block of the reading."""
    others: frozenset[int]
    """Indices of the blocks that belong to readers and to other stories."""

    @property
    def has_data(self) -> bool:
        """Whether the page has a machine-readable layer at all."""
        return bool(self.metas or self.nodes or self.reading.head.microdata)

    def values(self, *names: str) -> list[str]:
        """Contents of the meta tags of these names, in the order of the names."""
        if not self.metas:
            return []
        return [value for name in names for value in self.metas.get(name, ())]

    def labelled(self, label: Label) -> list[Block]:
        return [block for given, block in self.header if given == label]

    def microdata(self, *names: str) -> list[str]:
        return [value for prop, value in self.reading.head.microdata if prop in names and value]

    def without_others(self) -> Sources:
        """The same without what stands in comments and other stories."""
        reading = self.reading
        blocks = tuple(b for b in reading.blocks if b.index not in self.others)
        times = tuple(mark for mark in reading.head.times if mark.block not in self.others)
        own = replace(reading, blocks=blocks, head=replace(reading.head, times=times))
        return replace(self, reading=own)


def collect(reading: Reading, decisions: Sequence[Decision], options: Options) -> Sources:
    """The sources of a page; ``decisions[i]`` belongs to ``reading.blocks[i]``."""
    metas = _metas(reading)
    scripts = [text for name, text in reading.head.metas if name.endswith("ld+json")]
    nodes = (*json_ld((*reading.head.json_ld, *scripts)), *_parsely(metas))
    pairs = list(zip(reading.blocks, decisions, strict=True))
    others = _of_others(pairs)
    own = [(b, d) for b, d in pairs if d.votes and b.post is None and b.index not in others]
    header = tuple((label, b) for b, d in own if (label := header_label(d)))
    body = tuple(b for b, d in pairs if d.kept)
    host = host_of(reading.page.url or _canonical(reading, metas))
    return Sources(
        reading,
        options,
        host,
        metas,
        nodes,
        article=_main_node(nodes, metas, reading, body),
        header=header,
        body=body,
        captions=tuple(b for b, d in pairs if b.kind == "caption" or _is_of(d, PICTURES)),
        notices=tuple(b for b, d in pairs if d.reason in SMALL_PRINT),
        decisions=tuple(decisions),
        others=others,
    )


def _of_others(pairs: Sequence[tuple[Block, Decision]]) -> frozenset[int]:
    """Indices of the blocks of comments and other stories below the first one that is kept; above
    it the words of a menu make lines of the header look like those of lists."""
    start = next((b.index for b, d in pairs if d.kept), len(pairs))
    return frozenset(b.index for b, d in pairs if b.index > start and d.reason in OTHERS)


def _is_of(decision: Decision, reasons: frozenset[str]) -> bool:
    return decision.label == "caption" or decision.reason in reasons


def _metas(reading: Reading) -> dict[str, list[str]]:
    """Contents by name; Dublin Core names with a dot, however the page joins them."""
    metas: dict[str, list[str]] = {}
    for name, content in reading.head.metas:
        value = squeeze(content)
        if value:
            plain = _CORE.sub(r"dc\1.", name, count=1) if name.startswith("dc") else name
            metas.setdefault(plain, []).append(value)
    return metas


def _parsely(metas: dict[str, list[str]]) -> list[Node]:
    """The article in the JSON of a ``parsely-page`` tag, in the terms of JSON-LD."""
    names = {
        "title": "headline",
        "pub_date": "datePublished",
        "author": "author",
        "authors": "author",
        "section": "articleSection",
        "tags": "keywords",
        "image_url": "image",
    }
    nodes = []
    for content in metas.get("parsely-page", [])[:1]:
        for value in _values(content):
            if isinstance(value, dict):
                known = {names[k]: v for k, v in value.items() if k in names and v}
                nodes.append({"@type": "Article", **known})
    return nodes


def header_label(decision: Decision) -> Label | None:
    """The part of the header that a block is: as decided, or as the header evidence has it where
    the block went for another reason, or was kept against strong evidence."""
    if decision.label in HEADER:
        return decision.label
    if decision.reason in PICTURES:
        return None
    heads = [vote for vote in decision.votes if vote.label in HEADER]
    if not heads:
        return None
    label: Label | None = None
    known = [v.weight for v in decision.votes if v.evidence.startswith("phrase")]
    heaviest = max((weight for weight in known if weight >= CERTAIN), default=0.0)
    for vote in heads:
        needed = WEAK if not decision.kept else ON_KEPT.get(vote.label, STRONG)
        if vote.weight >= max(needed, heaviest):
            label, heaviest = vote.label, vote.weight
    return label


def squeeze(text: str) -> str:
    """Text with entities resolved and white space folded."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.replace("\u200b", "").split())


def letters(name: str) -> str:
    """The letters of a name, small and without accents, as a host would have them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def fold(text: str) -> str:
    """A text for comparison: lower case, plain quotes, no punctuation at its ends."""
    folded = text.casefold()
    plain = folded if text.isascii() else folded.translate(_QUOTES)
    return " ".join(plain.split()).strip(" .,:;-|\"'")


def host_of(url: str | None) -> str:
    """Host in lower case without port, "www." and final dot; "" if there is none that can be."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    host = host.rstrip(".")
    if len(host) > LONGEST_HOST or _SURROGATE.search(host):
        return ""
    return host.removeprefix("www.")


def choose(candidates: Sequence[Candidate]) -> Field | None:
    """The most trusted candidate as a field; the others are kept beside it, most trusted first.

    Where a reason speaks against all of them, the field is empty.
    """
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda c: (bool(c.reason), -c.confidence))
    best = ranked[0]
    if best.reason:
        empty = () if isinstance(best.value, tuple) else None
        return Field(empty, "", "profile", others=tuple(ranked))
    others = tuple(c for c in ranked[1:] if c.value != best.value)
    return Field(best.value, best.raw, best.source, round(min(best.confidence, 0.99), 3), others)


def _canonical(reading: Reading, metas: dict[str, list[str]]) -> str:
    links = [href for rel, href in reading.head.links if rel == "canonical"]
    return next(iter(links + metas.get("og:url", [])), "")


# JSON-LD


def json_ld(scripts: Sequence[str]) -> Iterator[Node]:
    """All nodes of all scripts, graphs opened, nested main entities included."""
    count = 0
    for script in scripts:
        for value in _values(script):
            for node in _flatten(value, 0):
                count += 1
                if count > MAX_NODES:
                    return
                yield node


def _values(script: str) -> list[Any]:
    """The JSON values of a script, repaired if needed."""
    if len(script) > MAX_SCRIPT:
        return []
    text = script.strip().rstrip(";")
    if text[:1] not in {"{", "["} or text[-1:] not in {"}", "]"}:
        text = _WRAPPER.sub("", _WRAPPER.sub("", text)).strip().rstrip(";")
    for attempt in (_as_is, _repaired, _unescaped):
        try:
            return [json.loads(attempt(text), strict=False)]
        except (ValueError, RecursionError):
            continue
    return _concatenated(_repaired(text)) or _salvaged(text)


def _as_is(text: str) -> str:
    return text


def _repaired(text: str) -> str:
    text = _COMMENT.sub("", _CONTROL.sub(" ", text))
    return _TRAILING_COMMA.sub(r"\1", text)


def _unescaped(text: str) -> str:
    return _repaired(html.unescape(text))


def _concatenated(text: str) -> list[Any]:
    """JSON values that stand one after the other, perhaps with commas between."""
    decoder, at = json.JSONDecoder(strict=False), 0
    out: list[Any] = []
    while at < len(text) and len(out) < 50:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        out.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return out


def _salvaged(text: str) -> list[Any]:
    """The plain string fields of a script that is beyond repair, as one article node."""
    node: Node = {}
    for match in _SALVAGE.finditer(text):
        node.setdefault(match[1], match[2].replace('\\"', '"').replace("\\/", "/"))
    return [node | {"@type": "Article"}] if node else []


def _flatten(value: Any, depth: int) -> Iterator[Node]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        value = _plain_names(value)
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "hasPart"):
            if isinstance(value.get(key), (dict, list)):
                yield from _flatten(value[key], depth + 1)


def _plain_names(node: Node) -> Node:
    """A node whose properties are named without their vocabulary ("schema:headline")."""
    if not any(":" in key for key in node):
        return node
    return {_PREFIX.sub("", key, count=1): value for key, value in node.items()}


def types_of(node: Node) -> list[str]:
    """The type names of a node, without their vocabulary."""
    kinds = node.get("@type", "")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [str(kind).rpartition("/")[2].rpartition(":")[2] for kind in listed]


def text_of(value: Any) -> str:
    """A JSON-LD value as text: strings, numbers, ``@value`` and first items of lists."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return squeeze(str(value)) if isinstance(value, (str, int, float)) else ""


def resolve(value: Any, nodes: Sequence[Node]) -> list[Any]:
    """A property's values as a list, ``@id`` references replaced by the nodes that they name."""
    listed = value if isinstance(value, list) else [value]
    return [_referred(item, nodes) for item in listed if item]


def _referred(item: Any, nodes: Sequence[Node]) -> Any:
    """The fullest node of the same ``@id``, where an item says little more than that."""
    if not isinstance(item, dict) or "@id" not in item or item.get("name") or item.get("url"):
        return item
    same = [n for n in nodes if n.get("@id") == item["@id"]]
    return max((item, *same), key=len)


def _main_node(
    nodes: Sequence[Node], metas: dict[str, list[str]], reading: Reading, body: Sequence[Block]
) -> Node:
    """The node that speaks of this page's article: by type, by its headline, by its fullness."""
    titles = {fold(t) for t in metas.get("og:title", [])} | {
        fold(b.text) for b in reading.blocks if b.kind == "heading" and b.level == 1
    }
    pages = {_path(u) for u in (reading.page.url, _canonical(reading, metas)) if u}
    told = " ".join((*titles, reading.head.title, *pages)) if titles else ""
    best: Node = {}
    best_score = 0.0
    for node in nodes:
        score = _article_score(node, titles)
        if score and told and _is_other_story(node, told, body):
            continue
        if score > best_score:
            best, best_score = node, score
    return _dated(best, nodes)


def _is_other_story(node: Node, told: str, body: Sequence[Block]) -> bool:
    """Whether a node speaks of a story to which the page only leads: its headline has no word of
    the page's titles and address and few of the text. A headline in another script than the titles
    may translate them."""
    headline = text_of(node.get("headline"))
    words, titles = _words(headline), _words(told)
    if not words or not titles or not set(headline.casefold()) & set(told.casefold()) - {" "}:
        return False
    if words & titles:
        return False
    said = _words(" ".join(b.text for b in body))
    return len(words & said) <= KNOWN_WORDS * len(words)


def _words(text: str) -> set[str]:
    """The beginnings of a text's longer words; each character where words are not spaced."""
    return {word[:STEM] for word in _WORD.findall(text.casefold())}


def _path(url: str) -> str:
    """Scheme, host and path of an address, without what software adds to it."""
    return url.partition("?")[0].partition("#")[0].rstrip("/")


def _dated(article: Node, nodes: Sequence[Node]) -> Node:
    """The article with the dates of the page's own node where it states none itself."""
    dates = ("datePublished", "dateModified")
    if not article or any(article.get(name) for name in dates):
        return article
    page = next((n for n in nodes if "WebPage" in types_of(n)), {})
    return article | {name: page[name] for name in dates if page.get(name)}


def _article_score(node: Node, titles: set[str]) -> float:
    kinds = types_of(node)
    if any(_ARTICLE.search(kind) for kind in kinds):
        score = 4.0
    elif any(kind in _PAGE for kind in kinds):
        score = 1.0
    else:
        return 0.0
    headline = fold(text_of(node.get("headline") or node.get("name")))
    score += 3.0 if headline and headline in titles else 0.0
    return score + 0.3 * sum(bool(node.get(k)) for k in ("headline", "datePublished", "author"))
