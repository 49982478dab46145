"""The nouns of the project: plain, frozen records that every other module passes along.

Nothing here imports anything of ours, with one stated exception: ``Article.replay`` and
``Article.to_markdown`` reach for ``cleaner.audit`` and ``cleaner.markdown`` when they are called.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

Kind = Literal["html", "text"]
Label = Literal[
    "body", "heading", "title", "subtitle", "byline", "date", "place", "caption", "chrome"
]
BlockKind = Literal[
    "paragraph", "heading", "list-item", "quote", "table-row", "caption", "preformatted", "line"
]
Verdict = Literal["article", "not-an-article", "empty", "paywall-stub"]
VerdictReason = Literal[
    "",
    "index-page",
    "error-page",
    "consent-wall",
    "only-chrome",
    "no-sentence",
    "no-text",
    "not-text",
    "needs-script",
    "offer-ends-text",
]
Mode = Literal["careful", "thorough", "gentle"]
SecondOpinion = Literal["auto", "never", "always"]
FastPath = Literal["auto", "never"]
Source = Literal[
    "json-ld",
    "opengraph",
    "meta",
    "microdata",
    "visible-header",
    "byline",
    "url",
    "html-lang",
    "text",
    "profile",
]
Box = Literal["", "sign-up", "ad"]
Moment = dt.datetime | dt.date

KEPT_LABELS: frozenset[str] = frozenset({"body", "heading"})
"""Labels whose blocks stand in ``Article.text``; blocks of every other label are in ``removed``."""


RECOVERED = "script"
"""``Structure.tag`` of blocks that only a script of the page holds."""


class CleanerError(Exception):
    """Input that cannot be read at all; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """How one call of ``clean`` behaves; the defaults are what most callers want."""

    mode: Mode = "careful"
    """How much doubt a block gets: ``gentle`` removes only what strong evidence names."""
    second_opinion: SecondOpinion = "auto"
    """Whether trafilatura is asked about an HTML page: when we are unsure, never, or always."""
    fast_path: FastPath = "auto"
    """Whether an HTML page is labelled without the models if its site's profile and its markup
    tell every block of it, or never. It never is in other modes than ``careful``, nor with a
    second opinion ``always``."""
    keep_dateline: bool = True
    """Keep an agency dateline ("MOSCOW:") that opens the first sentence; else it is removed."""
    disabled_rules: frozenset[str] = frozenset()
    """Names of rules that do not vote (see ``cleaner.evidence.rules.RULES``)."""
    reference_time: dt.datetime | None = None
    """What "2 hours ago" counts from; relative dates stay unread without it."""

    def __post_init__(self) -> None:
        """Raises ``ValueError`` or ``TypeError`` for what cannot be meant."""
        for name, kind in (
            ("mode", Mode),
            ("second_opinion", SecondOpinion),
            ("fast_path", FastPath),
        ):
            if (given := getattr(self, name)) not in (allowed := get_args(kind)):
                raise ValueError(f"{name} must be one of {allowed}, not {given!r}")
        if not isinstance(self.disabled_rules, frozenset | set | list | tuple):
            raise TypeError(f"disabled_rules must be a set of names, not {self.disabled_rules!r}")
        object.__setattr__(self, "disabled_rules", frozenset(self.disabled_rules))
        if not isinstance(self.reference_time, dt.datetime | None):
            raise TypeError(f"reference_time must be a datetime, not {self.reference_time!r}")


@dataclass(frozen=True, slots=True)
class Page:
    """One decoded input."""

    source: str
    """The decoded text or markup, in which all spans count (characters, from 0)."""
    kind: Kind
    url: str | None = None
    encoding: str | None = None
    """WHATWG name of the charset that was used, Python's name if WHATWG has none for it; None when
    the caller gave decoded text."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink inside a block."""

    start: int
    """Character offset in the block's text."""
    end: int
    href: str
    """The address as the page has it; in Markdown it is a whole one."""


MarkKind = Literal["a", "em", "strong", "code", "br", "td", "th"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A link, an emphasis, code, a line break or a cell of a table in a block's text."""

    start: int
    """Character offset in the block's text."""
    end: int
    """Equal to ``start`` for the cells of a table that are empty or that a wider one covers."""
    kind: MarkKind
    href: str = ""
    """Of a link: its address as the page has it."""
    target: str = ""
    """Of a link: its address as Markdown has it; empty where Markdown has none."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What an HTML page says of a block besides its text."""

    tag: str = ""
    """The element that makes the block, lower case."""
    path: str = ""
    """Element path from the root, as ``tag.class1.class2#id`` joined by ``/``."""
    line: int = 0
    """Line of the element in the source, from 1; 0 where unknown."""
    names: tuple[str, ...] = ()
    """Class and id tokens of the element and its ancestors, nearest first, lower case."""
    link_chars: int = 0
    """How many characters of the text stand inside links."""
    container: int = 0
    """A number that blocks of the same parent element share."""
    depth: int = 0
    box: Box = ""
    """What the small box is there for that the block stands in: a form for an e-mail address, or
    an advertisement; empty outside of such boxes."""
    unit: int = 0
    """A number that the blocks of one list item, one quotation or one table share; 0 elsewhere."""
    marks: tuple[Mark, ...] = ()
    """What ``Block.markdown`` is made of."""


@dataclass(frozen=True, slots=True)
class Post:
    """Who wrote a post of a social network that an article shows, as the page credits it.

    Empty strings are what the page does not say.
    """

    network: str = ""
    """Name in lower case: ``twitter``, ``instagram``, ``bluesky``, ..."""
    author: str = ""
    handle: str = ""
    """The account, as ``@name``, ``@name@server`` or ``u/name``."""
    date: str = ""
    """The date as the page has it, unread."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quote, table row, caption or text line."""

    index: int
    """Position in source order, from 0."""
    text: str
    """White space folded to single spaces, bullets and numbers of list items taken off.

    What raised or lowered type tells apart stays apart: exponents are superscript digits (10⁶),
    note marks that link down the page stand in brackets (``[12]``), so do readings of ruby.
    Lines of preformatted text end with a newline; other line breaks are spaces."""
    start: int
    """First character of the block in ``Page.source``."""
    end: int
    """One past the last character of the block in ``Page.source``."""
    kind: BlockKind = "line"
    level: int = 0
    """Heading level 1-6, or nesting depth of a list item from 1; 0 otherwise."""
    glued: bool = False
    """True if the block goes on in the same source line or paragraph as the block before it."""
    links: tuple[Link, ...] = ()
    structure: Structure | None = None
    """Present for HTML only."""
    markdown: str = ""
    """The block as Markdown where it has more than the text (links, emphasis, code, line breaks,
    cells of a table); ``Article.to_markdown`` adds the marks of headings, lists and quotes."""
    post: Post | None = None
    """The embedded post that the block is part of; all blocks of one post have equal ones."""
    entry_time: str = ""
    """Time of the live-blog entry that the block is part of: ISO 8601 where the page's code has
    it, else as it stands in the text; empty outside of live blogs."""
    number: int | None = None
    """Number of the item of an ordered list that the block is part of."""

    @property
    def path(self) -> str:
        """The elements that the block stands in, outermost first; empty for text."""
        return self.structure.path if self.structure else ""

    @property
    def link_chars(self) -> int:
        """Characters that stand in links."""
        return self.structure.link_chars if self.structure else 0


def is_recovered(block: Block) -> bool:
    """Whether a block was recovered from a script: the page does not show it."""
    return block.structure is not None and block.structure.tag == RECOVERED


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A ``<time>`` element."""

    value: str
    """Its ``datetime`` attribute, raw."""
    text: str
    block: int
    """Index of the block it stands in, -1 if in none."""


@dataclass(frozen=True, slots=True)
class Head:
    """The machine-readable layer of an HTML page, raw."""

    title: str = ""
    """Text of ``<title>``."""
    lang: str = ""
    """``lang`` of the root element, else of ``<body>``."""
    metas: tuple[tuple[str, str], ...] = ()
    """``(name | property | http-equiv | itemprop in lower case, content)`` in source order."""
    links: tuple[tuple[str, str], ...] = ()
    """``(rel in lower case, href)`` of ``<link>`` elements."""
    json_ld: tuple[str, ...] = ()
    """Raw text of ``application/ld+json`` scripts."""
    times: tuple[TimeMark, ...] = ()
    microdata: tuple[tuple[str, str], ...] = ()
    """``(itemprop in lower case, content, datetime or text)`` of elements in the body."""
    images: tuple[tuple[str, str], ...] = ()
    """``(src, alt)`` of ``<img>`` elements in source order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a page: its blocks in source order and its machine-readable head."""

    page: Page
    blocks: tuple[Block, ...]
    head: Head = Head()


@dataclass(frozen=True, slots=True)
class Vote:
    """What one piece of evidence says of one block."""

    label: Label
    weight: float
    """Log-odds in favour of the label; 8 and above is as good as certain."""
    reason: str
    """A name from ``cleaner.reasons``; empty for votes to keep."""
    evidence: str
    """Who voted and why, as ``rule:name``, ``phrase:en``, ``model`` or ``second-opinion``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The label that a block got, why, and all votes on it."""

    label: Label
    reason: str
    """A name from ``cleaner.reasons``; empty if the block is kept."""
    confidence: float
    """0.5 (a coin toss) to 1."""
    votes: tuple[Vote, ...] = ()

    @property
    def kept(self) -> bool:
        return self.label in KEPT_LABELS


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that some source gives for a metadata field."""

    value: Any
    raw: str
    """The string as the page has it."""
    source: Source
    confidence: float = 0.5
    reason: str = ""
    """Why it cannot be the value, where more than its low confidence speaks against it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata field: the value chosen, where it came from, and what lost against it."""

    value: Any
    raw: str
    source: Source
    confidence: float = 0.5
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to the article; an empty string is what the page does not say."""

    url: str
    caption: str = ""
    credit: str = ""
    """Photographer and picture agency, as the page has them."""


@dataclass(frozen=True, slots=True)
class Removed:
    """One block that is not in the text, with the account of why."""

    index: int
    text: str
    start: int
    end: int
    label: Label
    reason: str
    evidence: tuple[str, ...]
    confidence: float
    path: str = ""
    line: int = 0
    post: Post | None = None
    """The embedded post that the block is part of; all blocks of one post have equal ones."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment on the article; empty strings are what the page does not say."""

    text: str
    """Paragraphs separated by a blank line."""
    author: str = ""
    date: str = ""
    """As the page's code gives it (ISO 8601), else as it stands in the text."""
    blocks: tuple[int, ...] = ()
    """``Removed.index`` of the blocks it is made of; empty if only the JSON-LD has it."""
    start: int = 0
    """First character of its blocks in ``Page.source``."""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """The result of cleaning one page."""

    text: str
    """The body only, without the title; paragraphs separated by a blank line."""
    blocks: tuple[Block, ...] = ()
    """The kept blocks in source order."""
    removed: tuple[Removed, ...] = ()
    """The blocks that were taken out, in source order."""
    suspects: tuple[Removed, ...] = ()
    """Kept blocks that some evidence held to be chrome; the reason is that of the evidence."""
    comments: tuple[Comment, ...] = ()
    """Readers' comments that stand on the page, from the removed blocks."""
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    """People, without "By", roles and agencies; an organisation where no person is credited."""
    agencies: tuple[str, ...] = ()
    """News agencies and desks named in the byline."""
    agency_notice: str | None = None
    """What an agency or the site says of an agency's part in the text, word for word."""
    published: Moment | None = None
    """A datetime with zone where the page gives one, else a date."""
    updated: Moment | None = None
    place: str | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    """ISO 639-1 code, lower case."""
    url: str | None = None
    """The canonical address if the page names one, else the one given."""
    images: tuple[Image, ...] = ()
    """The lead image, if the page names one."""
    paywalled: bool | None = None
    """Whether the text is for payers; None if the page does not say."""
    verdict: Verdict = "article"
    verdict_reason: VerdictReason = ""
    """Why the page is no (whole) article; empty if it is one."""
    confidence: float = 1.0
    """How sure we are of the text as a whole, 0 to 1."""
    kind: Kind = "text"
    metadata: dict[str, Field] = field(default_factory=dict, hash=False)
    """For each field found: value, raw string, source and the candidates that lost."""
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON-ready types: moments as ISO 8601, tuples as lists."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}

    def to_json(self, *, indent: int | None = None) -> str:
        """The article as one JSON object; characters outside ASCII are kept."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_markdown(self) -> str:
        """YAML front matter with the metadata, the title as heading, then the body.

        CommonMark with the tables of GFM: characters that would be marks are escaped, so what a
        Markdown reader shows is the text of the blocks. The standfirst stands under the title in
        italics unless the body has it.
        """
        from cleaner.markdown import markdown

        return markdown(self)

    def replay(self, source: Any) -> Article:
        """Apply the recorded removals to the source again; equals this article.

        Raises ``CleanerError`` if the source is not the one that this article was made from.
        """
        from cleaner.audit import replay

        return replay(self, source)

    def restore(self, source: Any, *indexes: int) -> Article:
        """This article with some removed blocks (by ``Removed.index``) back in the text.

        Raises ``CleanerError`` if the source is not the one that this article was made from, or no
        removed block has one of the indexes.
        """
        from cleaner.audit import replay

        return replay(self, source, put_back=indexes)


def plain(value: Any) -> Any:
    """A record, moment or collection as the types that JSON knows."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
