"""Who wrote a story: people on one side, agencies and desks on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cleaner.grammar import bylines, credits, dates, leads, places, zones
from cleaner.grammar.bylines import Byline
from cleaner.grammar.letters import is_caseless
from cleaner.metadata import flattened, notice, site, text_title
from cleaner.metadata import title as titles
from cleaner.metadata.sources import (
    CERTAIN,
    Sources,
    fold,
    letters,
    resolve,
    squeeze,
    text_of,
    types_of,
)
from cleaner.records import Block, Candidate, Source

_META = (
    "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "dcterms.creator", "dc.contributor", "article:author", "citation_author", "cxenseparse:author",
    "vr:author", "og:article:author", "creator", "twitter:creator:name", "dc:creator",
)  # fmt: skip
_EDITORS = ("content_editor", "article:editor", "parsely-editor", "editor")
_INVERTED = frozenset(("citation_author", "dc.creator", "dcterms.creator", "dc.contributor"))
"""Tags in which libraries name people by their family name first."""
_COMPANY = re.compile(
    r"[\s,](?:Inc|LLC|L\.?L\.?C|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|KG|SE|S\.?A|S\.?p\.?A|"
    r"S\.?r\.?l|S\.?L|B\.?V|N\.?V|A/S|ASA|AB|Oyj?|Sp\. z o\.o|a\.s|s\.r\.o|Kft|Zrt|Ltda|Pty|Tbk|"
    r"Bhd)\.?$|^(?:PT|ООО|ПАО|АО|ТОВ)\s|株式会社|有限公司|주식회사"
)
"""The legal form of a company, which no agency has in its byline."""
_ON_WEB = re.compile(
    r"\s?(?:digital|online|web|net|news|デジタル|オンライン|電子版|ニュース|在线|新闻网|网|網|онлайн|온라인)"
)
"""What papers add to their names on the web."""
_JUNK = frozenset(
    (
        "admin",
        "administrator",
        "super user",
        "superuser",
        "root",
        "webmaster",
        "editor",
        "author",
        "none",
        "null",
        "undefined",
        "unknown",
        "n/a",
        "na",
        "by",
        "user",
        "test",
        "default",
        "guest",
    )
)
_ACCOUNT = re.compile(
    r"\w*admin\d*|web[-_ ]?(?:team|desk|master|editor)\d*|syndicated (?:content|feed)|"
    r"[^\W_]*[a-z][^\W_]*_[a-z\d_]+"
)
"""Names of accounts that several people use, folded ("wpadmin", "webteam", "desk_bn")."""
_URL = re.compile(r"://|^www\.|^/|\.(?:html?|php)$|^@|^[a-z_]+(?:\.[a-z_]+){2,}$")
_DOMAIN = re.compile(
    r"\b[\w\-]{2,40}\.(?:com|org|net|de|fr|at|ch|be|nl|is|co|it|es|pl|ru|news|tv|info|uk)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LOWER = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ][^\W\d_]+(?!\w)")
_GLUED = re.compile(r"([a-zà-ÿ]{3})([A-Z][a-z]{3})")
_UNNAMED = re.compile(r"\d|\s[|•·]\s|[()（）]")
"""What parts the names of a date line from counters and buttons."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:en|es)?|profile|people|staff|team|writers?|contributors?|by|journalists?|reporters?|columnists?|producers|redaktion)/[\w@%.~\-]+",
    re.I,
)
_AUTHOR = re.compile(r"author|byline|autor|auteur|writer|forfatter|kirjoittaja|penulis|yazar")
_MARKED = re.compile(
    _AUTHOR.pattern + r"|reporter|redactor|journalist|muhabir|"
    r"(?<![a-z])(?:auth|rpt-?name|firma|skribent)(?![a-z])"
)
"""Class names of those who wrote a story; the shorter ones are no sign beside other credits."""
_BY = re.compile(
    r"\s?(?:written |posted |words |story |text )?by\b|von |par |por |autor|автор|door |oleh|بقلم|"
    r"كتب|文|作者",
    re.I,
)

BELOW = 6
"""How many lines below the title of a text may name its author."""
LONGEST_REPORT = 90
"""Characters up to which a line may say who reports from where."""
ORGANISATION = 0.6
"""Share of its trust that an organisation keeps as author, beside people."""
BELOW_PEOPLE = 0.7
"""Share of the trust in people below the title that an organisation has at most beside them."""
GUESSED = 0.5
"""Confidence in a line that is merely shaped like a name, at most."""
LONGEST_ARTICLE = 2
"""Letters of a word without a colon that may be an article as well as an opener ("De", "Da")."""
WEAK = 0.6
"""Confidence in a line that opens with a word that is common otherwise."""
SIGNED = 3
"""How many lines below the last kept one a name stands that signs the story."""
OPENING = 6
"""How many of the first kept blocks may open the story with a dateline."""
BUTTONS = frozenset(("share-bar", "navigation", "tags", "related-link", "related-list"))
"""Reasons for which no name went that signs a story."""
NEXT = 2
"""How many lines below a title a name stands that is plainly the author's."""
SURE = 0.6
"""Confidence from which a fuller list of authors may go before a shorter one, and a byline before a
person who is called as the site is."""

Credit = tuple[tuple[str, ...], tuple[str, ...]]
"""``(people, agencies)``."""


def candidates(sources: Sources, site_names: set[str]) -> tuple[list[Candidate], list[Candidate]]:
    """``(authors, agencies)``: claims whose values are tuples of names.

    Where nobody is named but the page's data credits an organisation, that one is the author too.
    """
    people: list[Candidate] = []
    desks: list[Candidate] = []
    claims = list(_claims(sources, site_names))
    signed = max(
        (trust for c, _, source, trust in claims if c[0] and source == "byline"), default=0
    )
    houses = _houses(sources) if signed else set()
    if signed >= SURE:
        houses |= site_names
    editors = _editors(sources)
    for credit, raw, source, trust in claims:
        names, others = map(_without_labels, credit)
        own = tuple(name for name in names if fold(name) in houses)
        writers = tuple(n for n in names if n not in own and fold(n) not in editors)
        persons = writers or tuple(name for name in names if name not in own)
        if persons:
            people.append(Candidate(persons, raw, source, trust))
        if others or own:
            desks.append(Candidate((*others, *own), raw, source, trust))
    if not people and sources.reading.page.kind == "text":
        people = flattened.credits(sources) or _below_title(sources) or _writes(sources)
    people = people or _in_dated_line(sources, site_names)
    if sources.reading.page.kind == "html":
        if all(fold(name) in site_names for c in people for name in c.value):
            found = _elsewhere(sources.without_others(), site_names)
            people = found or people or _signature(sources)
        organisations = [
            replace(c, confidence=(0.5 if c.source == "byline" else ORGANISATION) * c.confidence)
            for c in desks
        ]
        people += _below_shown(organisations, people, sources)
    elif not desks:
        desks = _above_date(sources)
    if not desks:
        desks = _of_story(sources, site_names)
    return _fullest(_agreed(people)), _foreign(desks, sources, site_names)


def _editors(sources: Sources) -> set[str]:
    """The folded names of those whom the data call editors of the article, and not authors too."""
    named = resolve(sources.article.get("editor"), sources.nodes)
    listed = [text_of(value) for value in named] + sources.values(*_EDITORS)
    editors = {fold(name) for value in listed for name in bylines.people(value)[0]}
    people, _, _ = _json_ld(sources, set())
    return editors - set(map(fold, people))


def _without_labels(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not bylines.is_label(name))


def _houses(sources: Sources) -> set[str]:
    """The folded names of the article's publishers, but for those that the data call persons."""
    named = resolve(sources.article.get("publisher"), sources.nodes)
    return {
        fold(text_of(value))
        for value in named
        if not (isinstance(value, dict) and "Person" in types_of(value))
    }


def _below_shown(
    organisations: list[Candidate], people: list[Candidate], sources: Sources
) -> list[Candidate]:
    """Organisations, trusted less than the people with whom a line right below the title begins."""
    titles = [b.index for b in sources.labelled("title")]
    lines = {
        block.text
        for label, block in sources.header
        if label in ("byline", "date")
        and not block.links
        and any(0 < block.index - title <= NEXT for title in titles)
    }
    shown = [
        c.confidence
        for c in people
        if c.source == "byline" and c.raw in lines and c.raw.startswith(c.value[0])
    ]
    if not shown:
        return organisations
    most = BELOW_PEOPLE * max(shown)
    return [replace(c, confidence=min(c.confidence, most)) for c in organisations]


def _foreign(desks: list[Candidate], sources: Sources, site_names: set[str]) -> list[Candidate]:
    """Claims without companies and the site's own names and desks: it is no agency to itself unless
    it is known as one."""
    given = {fold(c.value) for c in site.names(sources) if c.source != "url"} if desks else set()
    out = []
    for claim in desks:
        names = tuple(
            n
            for n in claim.value
            if bylines.is_news_agency(n) or not _is_house(n, site_names, given)
        )
        if names:
            out.append(replace(claim, value=names))
    return out


def _is_house(name: str, site_names: set[str], given: set[str]) -> bool:
    """Whether a name is that of a company, of the site or, where it says that it is the one on the
    web, of the paper behind it."""
    own = fold(name)
    on_web = any(known.startswith(own) and _ON_WEB.fullmatch(known[len(own) :]) for known in given)
    own_name = own in site_names or titles.is_site(name, given)
    return on_web or own_name or _COMPANY.search(name) is not None


def _claims(sources: Sources, site_names: set[str]) -> Iterator[tuple[Credit, str, Source, float]]:
    if sources.has_data:
        yield from _stated(sources, site_names)
    yield from _visible(sources, site_names)
    yield from _in_text(sources)


def _in_text(sources: Sources) -> Iterator[tuple[Credit, str, Source, float]]:
    """Who is named as reporter by brackets in the first paragraphs of the text, or in its last."""
    for block in (*sources.body[: leads.PARAGRAPHS], *sources.body[-1:]):
        lead = leads.parse(block.text)
        if lead:
            yield (lead.names, ()), block.text[: leads.LONGEST], "text", SURE
            return


def _stated(sources: Sources, site_names: set[str]) -> Iterator[tuple[Credit, str, Source, float]]:
    """What the machine-readable layer says."""
    people, desks, raw = _json_ld(sources, site_names)
    yield (people, desks), raw, "json-ld", 0.8 - _strangeness(people)
    for i, name in enumerate(_META):
        values = [_in_order(v) if name in _INVERTED else v for v in sources.values(name)]
        if values:
            credit = _merge(_credit(v, site_names) for v in values[:8])
            yield credit, "; ".join(values), "meta", 0.7 - 0.01 * i - _strangeness(credit[0])
    values = [v for v in sources.microdata("author", "creator") if len(v) <= 60]
    if values:
        yield _merge(_credit(v, site_names) for v in values[:4]), values[0], "microdata", 0.5


def _in_order(name: str) -> str:
    """ "Doe, Jane" as "Jane Doe"."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def _strangeness(people: tuple[str, ...]) -> float:
    """How much less to trust names that look like those of accounts ("jane.doe", "ADMIN2")."""
    account = any(" " not in n and (n.islower() or "." in n) and n.isascii() for n in people)
    return 0.25 if account else 0.0


def _json_ld(
    sources: Sources, site_names: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
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
    if _COMPANY.search(raw):
        return (), (raw,)
    people, desks = bylines.people(raw)
    people = tuple(p for p in people if not _is_account(p) and len(p) > 1 and ":" not in p)
    own = tuple(p for p in people if fold(p) in site_names and not (personal and _two_words(p)))
    desks = tuple(d for d in desks if not _is_account(d))
    return tuple(p for p in people if p not in own), (*desks, *own)


def _is_account(name: str) -> bool:
    key = fold(name)
    return key in _JUNK or _ACCOUNT.fullmatch(key) is not None


def _two_words(name: str) -> bool:
    titled = name.startswith(("The ", "the "))
    return len(name.split()) in (2, 3, 4) and bylines.is_name(name) and not titled


def _merge(credits: Any) -> Credit:
    people: dict[str, str] = {}
    desks: dict[str, str] = {}
    for names, others in credits:
        for name in names:
            people.setdefault(fold(name), name)
        for name in others:
            desks.setdefault(fold(name), name)
    return tuple(people.values()), tuple(desks.values())


def _visible(sources: Sources, site_names: set[str]) -> Iterator[tuple[Credit, str, Source, float]]:
    found = [(b, block) for block in sources.labelled("byline") if (b := _read(block))]
    for block in sources.labelled("date"):
        rest = _rest_of_date_line(block) or _credited_in_date_line(block, sources)
        if rest:
            found.append((rest, block))
    found = [f for f in _near(found, sources) if not _names_section(*f, sources)]
    found = [f for f in found if not _is_place_of(*f, found) and not _publishes(f[1], site_names)]
    found = _without_editors(_without_masthead(found, sources), sources)
    if any(f[0].opener for f in found):
        found = [f for f in found if f[0].opener or _is_agency_alone(f[0]) or _goes_on(f, found)]
    else:
        found = _no_common_words(found, sources)
    found = _together(found)
    if found:
        credit = _merge((b.names, b.agencies) for b, _ in found)
        own = tuple(n for n in credit[0] if fold(n) in site_names)
        house = _house(credit, site_names)
        people = tuple(n for n in credit[0] if n not in (*own, *house))
        trust = max(_trust(b, block) for b, block in found)
        yield (people, (*credit[1], *own)), found[0][1].text, "byline", trust


def _is_place_of(byline: Byline, block: Block, found: list[tuple[Byline, Block]]) -> bool:
    """Whether what a date line says is merely shaped like a name, while the line beside it names
    somebody: then it is from where the story is."""
    if byline.confidence > GUESSED or len(byline.names) != 1:
        return False
    dated = bool(dates.parse(block.text))
    beside = (b.names for b, other in found if other.index == block.index - 1)
    return dated and any(" " in name for names in beside for name in names)


def _publishes(block: Block, site_names: set[str]) -> bool:
    """Whether a line only says that the site published the story ("Published by the Gazette on
    4 March")."""
    house = bylines.publisher(block.text)
    return house is not None and any(fold(house).startswith(name) for name in site_names if name)


def _goes_on(line: tuple[Byline, Block], found: list[tuple[Byline, Block]]) -> bool:
    """Whether a line goes on with the names of the one above it."""
    above = (block.text for _, block in found if block.index == line[1].index - 1)
    return any(bylines.goes_on(line[1].text, text) for text in above)


def _house(credit: Credit, site_names: set[str]) -> tuple[str, ...]:
    """The names of a credit that are the site's, as its address has them, where it names others
    beside them: people have sites under their names."""
    house = tuple(n for n in credit[0] if letters(n) in site_names)
    return house if credit[1] or len(house) < len(credit[0]) else ()


def _near(found: list[tuple[Byline, Block]], sources: Sources) -> list[tuple[Byline, Block]]:
    """Lines without those that are merely shaped like names and stand, in a text, further below
    the story than a signature does."""
    if sources.reading.page.kind != "text" or not sources.body:
        return found
    last = sources.body[-1].index + SIGNED
    return [f for f in found if f[0].confidence > GUESSED or f[1].index <= last]


def _names_section(byline: Byline, block: Block, sources: Sources) -> bool:
    """Whether a line without an opener is the name of a section: a common one, or a single word
    that stands above the title, or above its line, too."""
    if byline.confidence > GUESSED or bylines.is_section(block.text):
        return byline.confidence <= GUESSED
    if block.text not in byline.names or bylines.is_whole_name(block.text):
        return False
    titles = [b.index for b in sources.labelled("title")]
    said = fold(block.text)
    before = sources.reading.blocks[: block.index]
    return block.index < min(titles, default=0) or any(fold(b.text) == said for b in before)


def _without_masthead(
    found: list[tuple[Byline, Block]], sources: Sources
) -> list[tuple[Byline, Block]]:
    """Lines of a text without those above the title that are merely shaped like names, where one
    below it names somebody: the name of a paper is shaped like those of people."""
    titles = [b.index for b in sources.labelled("title")]
    if sources.reading.page.kind != "text" or not titles:
        return found
    below = any(byline.names and block.index > titles[-1] for byline, block in found)
    return [f for f in found if not below or f[1].index > titles[0] or _is_told(*f)]


def _is_told(byline: Byline, block: Block) -> bool:
    """Whether a line says that it is a byline by more than two letters that may be an article ("De
    Courant")."""
    article = byline.opener and len(block.text.partition(" ")[0]) <= LONGEST_ARTICLE
    return byline.confidence > (WEAK if article else GUESSED)


def _without_editors(
    found: list[tuple[Byline, Block]], sources: Sources
) -> list[tuple[Byline, Block]]:
    """Lines without those who only edited what others wrote, or who are named below the story."""
    last = sources.body[-1].index if sources.body else len(sources.reading.blocks)
    written = any(byline.names and not byline.editor for byline, _ in found)
    return [f for f in found if not f[0].editor or not (written or f[1].index > last)]


def _is_agency_alone(byline: Byline) -> bool:
    """Whether a line names nothing but news agencies."""
    return not byline.names and all(map(bylines.is_news_agency, byline.agencies))


def _no_common_words(
    found: list[tuple[Byline, Block]], sources: Sources
) -> list[tuple[Byline, Block]]:
    """Lines that are merely shaped like names, but for those whose words the story uses as words
    ("Product Reviews")."""
    return [f for f in found if not any(_is_common(name, sources) for name in f[0].names)]


def _is_common(name: str, sources: Sources) -> bool:
    """Whether the text of the page uses all words of a name in lower case."""
    words = {w.casefold() for w in _WORD.findall(name)}
    if not words or any(c.isascii() is False and not c.isupper() for c in name[:1]):
        return False
    used: set[str] = set()
    for block in sources.body:
        if any(word in block.text for word in words - used):
            used |= words.intersection(_LOWER.findall(block.text))
    return words == used


def _of_story(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """The news agency that the dateline of the story names, or else the notice beside it."""
    opened = places.opening([b.text for b in sources.body[:OPENING]], places.SURE)
    agency = opened[1].agency if opened else None
    if agency and bylines.is_news_agency(agency):
        return [Candidate((agency,), agency, "text", 0.4)]
    return [
        Candidate((agency,), claim.raw, "text", 0.35)
        for claim in notice.candidates(sources, site_names)
        if (agency := credits.agency_of_notice(claim.raw))
    ]


def _above_date(sources: Sources) -> list[Candidate]:
    """The agency whose name alone is the line between title and date of a text."""
    label = {block.index: label for label, block in sources.header}
    return [
        Candidate((block.text,), block.text, "byline", 0.5)
        for block in sources.captions
        if label.get(block.index - 1) in ("title", "subtitle")
        and label.get(block.index + 1) == "date"
        and bylines.is_news_agency(block.text)
    ][:1]


def _together(found: list[tuple[Byline, Block]]) -> list[tuple[Byline, Block]]:
    """The first credit and those right below it; others belong to parts of the page."""
    found.sort(key=lambda f: f[1].index)
    return [f for f in found if f[1].structure is None or f[1].index - found[0][1].index <= 3]


def _read(block: Block) -> Byline | None:
    """The byline of a header line: the names in links to author pages, else what the line says."""
    linked = _linked_names(block)
    if linked:
        return Byline(linked, (), 0.9, True)
    byline = bylines.parse(_unglued(_bare(block.text)))
    if byline is None and (name := bylines.name_alone(block.text)):
        return Byline((name,), (), 0.4)
    if byline is None and (names := bylines.names_alone(block.text)):
        return Byline(names, (), 0.4)
    return _of_people(byline or bylines.filed(block.text))


def _of_people(byline: Byline | None) -> Byline | None:
    """The byline, if no account of the site's software is what it names."""
    desks = [a for a in byline.agencies if a.islower()] if byline else []
    return None if byline and any(map(_is_account, (*byline.names, *desks))) else byline


def _rest_of_date_line(block: Block) -> Byline | None:
    lines = dates.parse(block.text)
    if not lines or not lines[0].rest:
        return None
    linked = _linked_names(block)
    if linked:
        return Byline(linked, (), 0.9, True)
    rest = _unglued(lines[0].rest)
    marked = _AUTHOR.search(" ".join(_names(block)[:1])) and is_caseless(rest[0])
    alone = bylines.name_alone(rest) if marked and " " not in rest else None
    if said := bylines.parse(rest):
        return _of_people(said)
    name = alone or _japanese_name(rest)
    return Byline((name,), (), 0.4) if name else _beside_dates(block, lines)


def _beside_dates(block: Block, lines: Sequence[dates.DateLine]) -> Byline | None:
    """Whom a line names before its dates, or, with a word that says so, behind them, whatever
    counters and buttons it ends with."""
    before, *behind = (_UNNAMED.split(part) for part in dates.beside(block.text, lines))
    named = [b for part in before[:1] if (b := _of_people(bylines.parse(part.strip(" ,–—-"))))]
    whole = [b for b in named if b.names and all(" " in n and not _is_rubric(n) for n in b.names)]
    if whole or len(block.text) > LONGEST_REPORT:
        return whole[0] if whole else None
    parts = [part.strip() for stretch in behind for part in stretch]
    told = [b for part in parts if (b := bylines.parse(part)) and b.opener and b.names]
    alone = [name for part in parts if (name := _japanese_name(part))]
    return next(iter(told), None) or (Byline((alone[0],), (), 0.4) if alone else None)


def _japanese_name(text: str) -> str | None:
    """The text without the white space around it, if it is a Japanese name."""
    name = text.strip()
    return name if bylines.is_japanese_name(name) else None


def _credited_in_date_line(block: Block, sources: Sources) -> Byline | None:
    """The name, in a script without capitals, of a date line ("Name | 4.3.2021 | 12:18") that the
    credit of a picture repeats."""
    lines = dates.parse(block.text)
    name = lines[0].rest.strip(" |·•,-–—") if lines and lines[0].rest else ""
    if not name or not is_caseless(name[0]) or " " not in name or not bylines.is_name(name):
        return None
    with_mark = re.compile(re.escape(name) + "['׳]?")
    pictures = (b.text for b in sources.reading.blocks if credits.holds_credit(b.text))
    shown = next(filter(None, map(with_mark.search, pictures)), None)
    return Byline((shown.group(),), (), 0.4) if shown else None


def _linked_names(block: Block) -> tuple[str, ...]:
    end = bylines.end_of_writers(block.text) if block.links else 0
    return tuple(
        name
        for link in block.links
        if link.start < end
        and _AUTHOR_PAGE.search(link.href)
        and bylines.is_name(name := _without_by(block.text[link.start : link.end]))
        and not bylines.is_agency(name)
    )


def _without_by(text: str) -> str:
    return text.strip(" ,|·").removeprefix("By ").removeprefix("by ")


def _trust(byline: Byline, block: Block) -> float:
    """0.67 for "By Jane Doe"; a line that is only shaped like a name needs its markup to say so."""
    if byline.opener or block.structure is None:
        return 0.4 + 0.3 * byline.confidence
    return 0.52 if _AUTHOR.search(" ".join(_names(block))) else 0.36


def _names(block: Block) -> tuple[str, ...]:
    return block.structure.names[:3] if block.structure else ()


def _bare(text: str) -> str:
    """A credit without the brackets, dashes or marks of emphasis around it and its names."""
    text = text.replace("**", "").strip("—–*_ ")
    return text[1:-1] if text[:1] in "(（" and text[-1:] in ")）" else text


def _unglued(text: str) -> str:
    """Words of inline elements that stand without a space ("Jane DoeTwitter") apart again."""
    return _GLUED.sub(r"\1 | \2", text)


def _elsewhere(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """Credits outside the header: a line marked up as author, or one that says "Written by"; else
    the desk that a link to an author page names."""
    title = next((b.index for b in sources.labelled("title")), 0)
    people = []
    desks = []
    for block in sources.reading.blocks:
        if len(block.text) > 100 or not _may_credit(block):
            continue
        distance = abs(block.index - title)
        byline = _rest_of_date_line(block) or _read(block)
        if not byline or any(_is_common(name, sources) for name in byline.names):
            pass
        elif byline.names and _is_credit(byline, block) and not _is_known(block, sources):
            people.append((distance, byline.names, block.text))
        desks += [(distance, (name,), block.text) for name in _linked_desks(block)]
    credits = sorted(people)[:1] or sorted(desks)[:1]
    return [
        Candidate(names, text, "byline", _credit_trust(distance) if people else 0.3)
        for distance, names, text in credits
        if not people or not all(fold(n) in site_names for n in names)
    ]


def _is_known(block: Block, sources: Sources) -> bool:
    """Whether a line is a button or label that sites have, as a phrase says."""
    return any(
        vote.label == "chrome" and vote.weight >= CERTAIN and vote.evidence.startswith("phrase")
        for vote in sources.decisions[block.index].votes
    )


def _credit_trust(distance: int) -> float:
    """That in a credit so many blocks from the title; right beside it, it goes before an
    organisation of the data."""
    return 0.52 if distance <= NEXT else 0.45


def _in_dated_line(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """Whom a line right below the title names before the day of publication, although the buttons
    in it hide that it is of the header."""
    title = next((b.index for b in sources.labelled("title")), None)
    if title is None:
        return []
    for block in sources.reading.blocks[title + 1 : title + 1 + BELOW]:
        gone = not sources.decisions[block.index].kept and block.index not in sources.others
        lines = dates.parse(block.text) if gone and len(block.text) <= bylines.MAX_LINE else ()
        byline = _beside_dates(block, lines) if lines else None
        told = byline is not None and (byline.opener or lines[0].role is not None)
        named = byline.names if byline and told and not _publishes(block, site_names) else ()
        own = any(fold(name) in site_names or _is_common(name, sources) for name in named)
        if named and not own:
            return [Candidate(named, block.text, "byline", 0.4)]
    return []


def _is_rubric(name: str) -> bool:
    """Whether what stands before a date is a section or country, or has a word of one: "Sport
    Lokal"."""
    return zones.is_country(name) or any(map(bylines.is_section, (name, *name.split())))


def _signature(sources: Sources) -> list[Candidate]:
    """The name that stands alone right below the last paragraph and signs the story."""
    last = sources.body[-1].index if sources.body else len(sources.reading.blocks)
    below = sources.reading.blocks[last + 1 : last + 2]
    return [
        Candidate((block.text,), block.text, "byline", 0.35)
        for block in below
        if sources.decisions[block.index].reason not in BUTTONS
        and _two_words(block.text)
        and not block.links
        and block.kind in ("paragraph", "line")
        and not bylines.is_agency(block.text)
        and not _is_common(block.text, sources)
    ]


def _linked_desks(block: Block) -> list[str]:
    shown = [
        _without_by(block.text[link.start : link.end])
        for link in block.links
        if _AUTHOR_PAGE.search(link.href)
    ]
    names = [name for name in shown if bylines.is_agency(name) and not _is_account(name)]
    return [name for name in names if len(name.split()) <= 4]


def _may_credit(block: Block) -> bool:
    """A cheap look before a line is parsed."""
    if _BY.match(block.text) or _MARKED.search(" ".join(_names(block))):
        return True
    return any(_AUTHOR_PAGE.search(link.href) for link in block.links)


def _is_credit(byline: Byline, block: Block) -> bool:
    whole = all(" " in n or not n.isascii() for n in byline.names)
    marked = bool(_MARKED.search(" ".join(_names(block)))) and whole
    return (byline.opener and byline.confidence >= 0.9 and whole) or marked


def contributors(sources: Sources) -> list[Candidate]:
    """People whom lines of the body name as reporting from elsewhere ("X reports from Y:")."""
    out = []
    for block in sources.body:
        if len(block.text) <= LONGEST_REPORT and bylines.REPORTS.match(block.text):
            byline = bylines.parse(block.text)
            if byline and byline.names:
                out.append(Candidate(byline.names, block.text, "text", 0.6))
    return out


def _below_title(sources: Sources) -> list[Candidate]:
    """Whom a line right below the title of a text credits."""
    blocks = sources.reading.blocks
    for line in text_title.ranked(sources)[:1]:
        for block in blocks[line.index + 1 : line.index + 1 + BELOW]:
            text = _bare(block.text)
            if not bylines.may_open(text) or bylines.REPORTS.match(text):
                continue
            byline = bylines.parse(text)
            if byline and byline.opener and byline.names and not byline.editor:
                return [Candidate(byline.names, block.text, "byline", 0.5)]
    return []


def _writes(sources: Sources) -> list[Candidate]:
    """The author whom the standfirst of an essay names at its end ("..., writes Jane Doe.")."""
    out = []
    for block in sources.body[:2]:
        match = bylines.WRITES.search(block.text)
        if match and bylines.is_name(match[1]) and " " in match[1]:
            out.append(Candidate((match[1],), match.group().strip(" ,"), "text", 0.45))
    return out[:1]


def _fullest(claims: list[Candidate]) -> list[Candidate]:
    """Claims with the trust of another one raised over it that names the same people and more in
    one line or tag: some pages' data hold the first author only."""
    best = max(claims, key=lambda c: c.confidence, default=None)
    if best is None or not all(bylines.is_name(n) for n in best.value):
        return claims
    known = {fold(n) for n in best.value}
    for claim in claims:
        whole = all(bylines.is_name(n) and " " in n for n in claim.value)
        sure = claim.confidence >= SURE and whole and fold(claim.value[-1]) in fold(claim.raw)
        if sure and known < {fold(n) for n in claim.value}:
            raised = replace(claim, confidence=min(0.99, best.confidence + 0.001))
            return [raised, *(c for c in claims if c is not claim)]
    return claims


def _agreed(claims: list[Candidate]) -> list[Candidate]:
    """Claims with trust raised where other sources name the same people."""
    out = []
    for claim in claims:
        key = {fold(n) for n in claim.value}
        agreeing = {c.source for c in claims if c is not claim and key & {fold(n) for n in c.value}}
        trust = min(0.98, claim.confidence + 0.08 * len(agreeing))
        out.append(Candidate(claim.value, claim.raw, claim.source, trust))
    return out
