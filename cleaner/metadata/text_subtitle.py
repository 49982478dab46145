"""The standfirst of a plain-text page: only where something shows that a line is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from cleaner.grammar import bylines, credits, dates, places
from cleaner.grammar.letters import MARKS, begins_small
from cleaner.grammar.tables import table
from cleaner.metadata import flattened, header_lines, story
from cleaner.metadata.header_lines import is_mostly_small, words
from cleaner.metadata.sources import Sources, fold
from cleaner.records import Block, Candidate

LONGEST_PARAGRAPH = 420
"""Characters up to which the first paragraph of a text is a standfirst."""
FEWEST_WORDS, MOST_WORDS = 7, 40
"""Words of the line below a title that ends without a stop."""
SURE_WORDS = 14
"""Words from which such a line among the titles is no second title and no caption."""
PICTURE = 3
"""How many lines the caption of a picture and its buttons take between standfirst and byline."""
UNKNOWN = ("boilerplate", "related-link", "title", "subtitle", "low-content")
"""Reasons of removed lines that say nothing of what kind of chrome they are."""
FEWEST_SMALL, SMALL = 3, 0.4
"""Number and share of the words with a small initial in a line that is no name and no menu."""
FEWEST_FRAMED = 5
"""Words of a line right between title and byline."""
LONG = 120
"""Characters of a paragraph that says again what the one above it did."""
LEAST_LEAD = 12
"""Words of the paragraph below such a line."""
RESTATED = 0.5
"""Share of the words of a first paragraph or of the next one, whichever has fewer, from which the
next one says the same again. Of the leads of 131 news stories none had that much in common with its
second paragraph, of 99 standfirsts 18."""
SUMMED_UP = ((0.1, 2.0), (0.2, 1.5))
"""Shares of such words, each with how many times as long the next paragraph is, from which a first
paragraph of several sentences below title and header sums the story up. Of 310 leads 2 did that, of
105 standfirsts 27."""
SUMMED_UP_ALONE = ((0.35, 1.5),)
"""The same below a title only."""
MOST_TITLES = 2
"""More distinct titles than this are a list of stories."""
MOST_BUTTON = 4
"""Words of a button that stands behind a standfirst in its line."""
NEAR, FEWEST_RIDER = 3, 4
"""How many lines below the title one may go on from it, and its fewest words."""
FEWEST_PLACED = 3
"""Paragraphs with a dateline in a text of briefs."""
LABEL = 24
"""Characters of a label in front of a paragraph."""
FRAGMENTS = 10
"""Among how many lines of the body the pieces of a sentence show that links broke its lines."""

_STOP = re.compile(r"[.。।॥!?！？؟…։۔።:：;,]['\"”’»)\]]*$")
_FULL_STOP = re.compile(r"[.。।؟۔።…]['\"”’»)\]]*$")
_SENTENCES = re.compile(r"[.!?।。]['\"”’»)\]]*\s+[^\W\d_a-z]")
_NEXT_SENTENCE = re.compile(r"[\w\"”’»)]{4}[.!?…।॥؟۔։]['\"”’»)\]]*\s+(?=[^\W\d_])")
"""Where a sentence begins below the first one, not behind the stop of a short title ("Mr.")."""
_GLUED = re.compile(r"[^\W\d_]{3}[.!?。।]['\"”’»)]*(?=[^\W\d_a-z])[^.!?。।]{1,40}$")
"""A label that stands behind the last stop of a paragraph without a space."""
_STRONG = re.compile(r"(\*\*|__)(?P<text>.+)\1", re.DOTALL)
_LAST_STOP = re.compile(r"(.*[.।。۔]['\"”’»)\]]*)\s+(\S[^.!?।。۔]*)$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ELLIPSIS = re.compile(r"(?:…|\.{3})\s?[^\W\d_]")
_RIDER = re.compile(r"As [^,;:?!–—]+")
"""A clause that needs another one: what stands below the titles of some papers."""
_CUT = re.compile(r"…|\.\.\.|\s[/|•·→>»]\s|\d:\d\d")
"""What lines cut short, rows of links, ways from the start page and times hold."""
_SIGNED = re.compile(
    r"[)）]$|(?<!\w)[a-zß-ÿ]{1,4}\s[^\W\d_a-zß-ÿ]\w+(?:[ -][^\W\d_a-zß-ÿ]\w+){1,2}$"
)
"""What ends with a bracket, or with a name behind a small word ("text by Jane Doe")."""
_LONG_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}]){{2,}}")
_PIECE = re.compile(r"[,.;:)]\s|[,.;)]$")


def candidates(sources: Sources) -> list[Candidate]:
    """What the lines show as standfirst."""
    found = _above_story(sources)
    rest = [*_above_button(sources), *_going_on(sources), *_opening(sources)]
    found += [replace(c, value=_without_button(c.value)) for c in rest]
    inside = flattened.standfirst(sources) if not found else None
    if inside:
        return [Candidate(inside, inside, "text", 0.5)]
    return found or [*_between(sources, header_lines.choose(sources).title)]


def _above_story(sources: Sources) -> list[Candidate]:
    """The line that its signs show to be one, else what was taken out as standfirst; where next to
    nothing stands above the story, also what was taken out as title."""
    header = header_lines.choose(sources)
    line = header.standfirst
    if line is None and not header.bare:
        line = sentence_above_header(sources, header.title)
    if line is not None:
        shown = Candidate(line.text, line.text, "visible-header", 0.75)
        return [] if _is_caption(line.text) else [shown]
    found = [*_labelled(sources, header)]
    if header.bare:
        found += _taken_for_title(sources)
    return [replace(c, value=_without_button(c.value)) for c in found]


def sentence_above_header(sources: Sources, title: Block | None) -> Block | None:
    """The whole sentence right above the first byline or date line, where no title stands above."""
    header = (*sources.labelled("byline"), *sources.labelled("date"))
    first = min([b.index for b in header], default=0)
    above = sources.reading.blocks[first - 1] if first else None
    if above is None or _is_caption(above.text) or len(above.text) > LONGEST_PARAGRAPH:
        return None
    if title and title.index < above.index and not is_sentence(title, sources):
        return None
    if above.glued or _begins_as_title(above, sources):
        return None
    return above if is_sentence(above, sources) else None


def _begins_as_title(block: Block, sources: Sources) -> bool:
    """Whether the first piece of a flattened page has the title before its first stop."""
    opens = block.index == 0 and flattened.is_flattened(sources)
    return opens and flattened.opening_title(block.text) is not None


def joined(blocks: Sequence[Block]) -> str:
    """The text of the first of some lines with that of those that go on in it."""
    text = blocks[0].text
    for block in blocks[1:]:
        if block.index == blocks[0].index + 1 and block.glued:
            text += " " + block.text
    return text


def is_sentence(block: Block, sources: Sources) -> bool:
    """Whether a line that stands as the title of a text is a standfirst: a whole sentence with its
    stop, half a sentence, or one that the story says again."""
    if sources.reading.page.kind == "html" or words(block.text) < FEWEST_WORDS:
        return False
    closed = _FULL_STOP.search(block.text) is not None or _RIDER.fullmatch(block.text)
    return bool(closed) or any(_repeats(b.text, block.text) for b in sources.body)


def _repeats(paragraph: str, line: str) -> bool:
    return paragraph.startswith(line) and _FULL_STOP.match(paragraph, len(line)) is not None


def _labelled(sources: Sources, header: header_lines.Header) -> Iterator[Candidate]:
    """The lines that were taken out as standfirst, without one that is the title, or stands above
    the one that the address tells."""
    titles = (header.title, story.title_below(sources))
    first = header.title.index if header.title and header.told else 0
    below = [b for b in sources.labelled("subtitle") if b.index >= first]
    blocks = [b for b in below if b not in titles]
    if blocks and not blocks[0].glued and _is_plausible(blocks[0], header.title, sources):
        text = joined(blocks)
        yield Candidate(text, text, "visible-header", 0.8)


def _is_plausible(block: Block, title: Block | None, sources: Sources) -> bool:
    """Whether a line of a text's header is the standfirst of this story: a sentence, or a line too
    long for a second title that says other things than the first. Right between the title and a
    byline it may be short, and need not say what the story says."""
    if block.kind == "list-item" or _is_caption(block.text):
        return False
    if _FULL_STOP.search(block.text) is None and _is_variant(block, sources):
        return False
    if title and _is_framed(block, title, sources):
        return words(block.text) >= FEWEST_FRAMED
    placed = _STOP.search(block.text) is not None or _is_at_header(block, sources)
    enough = FEWEST_WORDS if placed else SURE_WORDS
    return words(block.text) >= enough and _is_of_story(block, sources)


def _is_framed(block: Block, title: Block, sources: Sources) -> bool:
    """Whether a whole sentence stands right between the title and a byline or date line, or a line
    with small letters right between title and byline (the date of a blog has its menu above)."""
    below = sources.labelled("byline")
    if _FULL_STOP.search(block.text) is not None:
        below += sources.labelled("date")
    elif not is_mostly_small(block.text):
        return False
    return title.index + 1 == block.index and any(b.index == block.index + 1 for b in below)


def _between(sources: Sources, title: Block | None) -> Iterator[Candidate]:
    """The removed line right between the title and the byline, whatever it was taken for; above
    a date, or with the caption of a picture between, if the story says words of it."""
    blocks = sources.reading.blocks
    lines = blocks[title.index + 1 : title.index + 3 + PICTURE] if title else ()
    if len(lines) < 2 or lines[1].glued or not _may_stand_between(lines[0], sources):
        return
    block, *below = lines
    signed = {b.index for b in sources.labelled("byline")}
    header = signed | {b.index for b in sources.labelled("date")}
    if below[0].index in header:
        told = below[0].index in signed or _words_told(block, sources) > 0
    else:
        shown = credits.is_credited(below[0].text) and not credits.is_credit(below[0].text)
        goes_on = any(b.index in header for b in below)
        told = shown and goes_on and _words_told(block, sources) >= story.SHARED
    if told:
        yield Candidate(block.text, block.text, "visible-header", 0.6)


def _may_stand_between(block: Block, sources: Sources) -> bool:
    """Whether a removed line that no rule knows may be a standfirst: of some length, mostly small
    letters, not the title again, no credit and no date."""
    decision, text = sources.decisions[block.index], block.text
    known = decision.kept or decision.reason not in UNKNOWN or block.kind == "list-item"
    if known or block.glued or len(text) > LONGEST_PARAGRAPH or ":" in text[-1:]:
        return False
    if words(text) < FEWEST_FRAMED or _is_variant(block, sources) or _is_caption(text):
        return False
    if begins_small(text) or _SIGNED.search(text) or (_is_caseless(text) and " - " in text):
        return False
    if dates.parse(text) or bylines.parse(text) or bylines.is_role(text) or _CUT.search(text):
        return False
    small = sum(map(begins_small, text.split()))
    return _is_caseless(text) or small >= max(FEWEST_SMALL, SMALL * len(text.split()))


def _is_caseless(text: str) -> bool:
    return text.upper() == text.lower()


def _words_told(block: Block, sources: Sources) -> int:
    """How many words of a line the story says; those of scripts without capitals may stand
    in longer ones, with the endings of their languages."""
    told = len(story.shared(block, sources))
    if told or not _is_caseless(block.text):
        return told
    said = " ".join(b.text for b in sources.body[: story.PARAGRAPHS])
    return len({word for word in _LONG_WORD.findall(block.text) if word in said}) - 1


def _is_at_header(block: Block, sources: Sources) -> bool:
    """Whether a byline or a date line follows directly, or stands above with the story below."""
    lines = (*sources.labelled("byline"), *sources.labelled("date"))
    steps = {b.index - block.index for b in lines}
    below = sources.body[0].index - block.index if sources.body else 0
    return not steps.isdisjoint((1, 2)) or (-1 in steps and below == 1)


def _taken_for_title(sources: Sources) -> Iterator[Candidate]:
    """A line among the titles that is a sentence, or stands without a stop below the title."""
    first = sources.body[0].index if sources.body else 0
    titles = [b for b in _distinct(sources) if b.index <= first]
    if len(titles) == 1:
        titles += _right_between(titles[0], first, sources)
    for i, block in enumerate(titles[:2]):
        near = block.index - titles[0].index <= 3 or block.index + 1 == first
        second = i == 1 and near and _is_open(block.text)
        whole = is_sentence(block, sources) and not block.glued
        if _is_pictured(block, sources) or _begins_as_title(block, sources):
            continue
        if whole or (second and _is_plausible(block, titles[0], sources)):
            yield Candidate(block.text, block.text, "visible-header", 0.6)


def _right_between(title: Block, first: int, sources: Sources) -> list[Block]:
    """The removed line that alone stands between the title and the story, and speaks of it."""
    between = sources.reading.blocks[title.index + 1 : first]
    told = [
        b
        for b in between
        if _may_stand_between(b, sources) and _words_told(b, sources) >= story.SHARED
    ]
    return told if len(between) == 1 else []


def _above_button(sources: Sources) -> Iterator[Candidate]:
    """The sentence right below the title that went for the button behind it in its line."""
    first = sources.body[0].index if sources.body else 0
    titles = [b.index for b in sources.labelled("title") if b.index < first]
    for block in sources.reading.blocks[titles[-1] + 1 : first][:1] if titles else ():
        line = " ".join(b.text for b in _of_line(block, sources))
        parts = _LAST_STOP.match(line)
        if parts is None or not _is_button(parts[2]) or _is_caption(block.text):
            continue
        whole = places.SHORTEST <= len(parts[1]) <= LONGEST_PARAGRAPH
        if whole and not _is_variant(block, sources) and _is_of_story(block, sources):
            yield Candidate(parts[1], line, "visible-header", 0.6)


def _of_line(block: Block, sources: Sources) -> Iterator[Block]:
    """A block and what was cut off behind it in the same line."""
    yield block
    yield from takewhile(lambda b: b.glued, sources.reading.blocks[block.index + 1 :])


def _going_on(sources: Sources) -> Iterator[Candidate]:
    """The line below the title that goes on from it ("…as shop owners cry foul")."""
    titles = [b.index for b in sources.labelled("title")]
    for block in sources.reading.blocks[titles[-1] + 1 : titles[-1] + 1 + NEAR] if titles else ():
        few = FEWEST_RIDER <= words(block.text) <= MOST_WORDS
        if few and _ELLIPSIS.match(block.text):
            yield Candidate(block.text, block.text, "visible-header", 0.6)
            return


def _without_button(text: str) -> str:
    parts = _LAST_STOP.match(text)
    return parts[1] if parts and _is_button(parts[2]) else text


def _is_button(text: str) -> bool:
    """Whether a few words have no capital but the first, as buttons and unlike names."""
    return len(text.split()) <= MOST_BUTTON and ":" not in text and text[1:].islower()


def _opening(sources: Sources) -> Iterator[Candidate]:
    """The first paragraph, where the next one shows that the story begins there only. It stays in
    the body."""
    titles = {fold(b.text) for b in sources.labelled("title")}
    below = [b for b in sources.body[:4] if fold(b.text) not in titles and _has_letters(b.text)]
    body = [b for b in below[:3] if b.kind in ("line", "paragraph")]
    if len(body) < 2 or body[:2] != below[:2] or body[1].glued:
        return
    first = body[0]
    if _hides_another(first, sources):
        return
    if _summaries().match(first.text) and len(first.text) <= LONGEST_PARAGRAPH:
        yield Candidate(first.text, first.text, "text", 0.7)
    elif _may_open(first) and _is_standfirst(first, body[1:], sources):
        strong = _STRONG.fullmatch(first.markdown)
        yield Candidate(strong["text"] if strong else first.text, first.text, "text", 0.55)


def _has_letters(text: str) -> bool:
    """Whether a line is no mere number, as counters of readers are."""
    return any(map(str.isalpha, text))


def _may_open(first: Block) -> bool:
    """Whether a first paragraph is neither too short nor too long for a standfirst, not cut short
    and no caption."""
    if not places.SHORTEST <= len(first.text) <= LONGEST_PARAGRAPH:
        return False
    return not first.text.endswith(("…", "...")) and not _is_caption(first.text)


def _is_standfirst(first: Block, below: Sequence[Block], sources: Sources) -> bool:
    """Whether the paragraphs below a first one, or it itself, show that the story begins below it.
    Counters and names may stand between, but for the signs of the next line itself."""
    lead = next((b for b in below if words(b.text) >= LEAST_LEAD), below[0])
    if lead.text.startswith(tuple(table("bylines")["standfirsts"]["reports"])):
        return True
    if places.opening([first.text], 0.55):
        return False
    return (
        _begins_story(first, below[0], sources)
        or _is_above_byline(first, sources)
        or _begins_talk(first, below[0])
        or _is_restated(first, below[0], sources)
        or _sums_up(first, lead, sources)
        or _is_strong(first, lead, sources)
        or _names_author(first, sources)
        or _is_bare(sources, first, below[0])
    )


def _sums_up(first: Block, lead: Block, sources: Sources) -> bool:
    """Whether a paragraph of several sentences below the title stands above a longer one that
    speaks of the same: leads are one sentence, or as long as what follows."""
    titles = [*sources.labelled("title"), header_lines.choose(sources).title]
    if not any(b and b.index < first.index for b in titles) or not _sentences(first.text):
        return False
    said, again = story.stems(first.text), story.stems(lead.text)
    fewer, long = min(len(said), len(again)), len(lead.text) / len(first.text)
    headed = any(
        label in ("byline", "date") and b.index < first.index for label, b in sources.header
    )
    return fewer >= story.FEWEST_STEMS and any(
        len(said & again) >= share * fewer and long >= times
        for share, times in (SUMMED_UP if headed else SUMMED_UP_ALONE)
    )


def _sentences(text: str) -> list[str]:
    """The beginnings of a closed paragraph's sentences below the first one."""
    if _FULL_STOP.search(text) is None and not text.endswith(("!", "?", "؟", "？")):
        return []
    found = (text[m.end() :] for m in _NEXT_SENTENCE.finditer(text))
    return [rest for rest in found if not begins_small(rest)]


def _is_strong(first: Block, lead: Block, sources: Sources) -> bool:
    """Whether a whole paragraph of Markdown is set bold and the next one is not, and it has no
    label in front ("Update:") and speaks of the story."""
    strong = _STRONG.fullmatch(first.markdown)
    if strong is None or strong[1] in strong["text"] or ":" in strong["text"][:LABEL]:
        return False
    closed = _FULL_STOP.search(strong["text"]) is not None
    return (
        closed
        and not (lead.markdown or lead.text).startswith(strong[1])
        and _is_of_story(first, sources)
    )


def _names_author(first: Block, sources: Sources) -> bool:
    """Whether a sentence below the first one begins with the name of the byline, as that of a
    standfirst may ("... Jane Doe asks why."): no story speaks of its author so."""
    lines = [bylines.parse(b.text) for b in sources.labelled("byline")]
    names = tuple(f"{name} " for line in lines if line for name in line.names if " " in name)
    return any(sentence.startswith(names) for sentence in _sentences(first.text))


def _hides_another(first: Block, sources: Sources) -> bool:
    """Whether a paragraph that is no header line and no caption was removed right above."""
    above = sources.reading.blocks[max(0, first.index - 1) : first.index]
    known = {b.index for b in (*sources.captions, *(b for _, b in sources.header))}
    return any(len(b.text) >= places.SHORTEST and b.index not in known for b in above)


def _distinct(sources: Sources) -> list[Block]:
    """Title lines without those that hold another one, or are held by it."""
    titles = sources.labelled("title")
    folded = [fold(b.text) for b in titles]
    return [
        b
        for i, b in enumerate(titles)
        if not any(i != j and (t in folded[i] or folded[i] in t) for j, t in enumerate(folded))
    ]


@cache
def _summaries() -> re.Pattern[str]:
    """What labels a summary in its own line ("核心提示：")."""
    labels = "|".join(map(re.escape, table("bylines")["standfirsts"]["labels"]))
    return re.compile(rf"[【\[]?(?:{labels})\s?(?:[:：]|[】\]][:：]?)\s?\S", re.IGNORECASE)


def _begins_story(first: Block, second: Block, sources: Sources) -> bool:
    """Whether a dateline opens the second paragraph: a sure one, or that of a place which a line
    above the story names. A single sentence above it, or one that gives a year, is the caption of a
    picture more often than not."""
    if not _SENTENCES.search(first.text) or _YEAR.search(first.text):
        return False
    found = places.opening([second.text], 0.55)
    if found is None or found[1].confidence >= 0.9:
        return found is not None
    above = sources.reading.blocks[: first.index]
    return any(fold(b.text) == fold(found[1].place) for b in above)


def _is_above_byline(first: Block, sources: Sources) -> bool:
    """Whether the first line below a paragraph says that it is a byline, and none stands above."""
    lines = sources.labelled("byline")
    if not lines or lines[0].index != first.index + 1 or _FULL_STOP.search(first.text) is None:
        return False
    byline = bylines.parse(lines[0].text)
    return byline is not None and byline.opener


def _begins_talk(first: Block, second: Block) -> bool:
    """Whether the line below is who speaks first in a transcript ("JANE DOE, HOST:")."""
    talks = second.text.isupper() and second.text.endswith(":")
    return talks and _FULL_STOP.search(first.text) is not None


def _is_caption(text: str) -> bool:
    """Whether a line credits a picture."""
    opened = credits.opens_credit(text) or credits.ends_in_credit(text)
    return opened or credits.is_credited(text)


def _is_pictured(block: Block, sources: Sources) -> bool:
    """Whether a line credits a picture, or the line below it is the credit."""
    below = sources.reading.blocks[block.index + 1 : block.index + 2]
    return _is_caption(block.text) or any(credits.is_credit(b.text) for b in below)


def _is_bare(sources: Sources, first: Block, second: Block) -> bool:
    """Whether the line below the header has no stop and the paragraph below it has, or would have
    if links did not break the lines of the page."""
    headed = any(b.index < first.index for _, b in sources.header)
    return (
        headed
        and _is_open(first.text)
        and (_is_closed(second.text) or _is_torn(sources, second))
        and not _is_variant(first, sources)
        and _is_of_story(first, sources)
        and not _is_digest(sources)
    )


def _is_digest(sources: Sources) -> bool:
    """Whether paragraphs of the text are from several places: a line above one is its heading."""
    placed = [b for b in sources.body if places.opening([b.text], 0.55)]
    return len(placed) >= FEWEST_PLACED


def _is_variant(block: Block, sources: Sources) -> bool:
    """Whether a line says what the title says in other words, or itself twice as credits do."""
    own = block.text.split()
    half = len(own) // 2
    said = story.stems(block.text)
    titles = [story.stems(b.text) for b in sources.labelled("title") if b.index != block.index]
    again = any(2 * len(said & t) >= len(said) for t in titles) if said else False
    return own[:half] == own[half:] or again


def _is_restated(first: Block, second: Block, sources: Sources) -> bool:
    """Whether the second paragraph says what the first did, at some length and in other words: it
    is the lead. Without a title above, nothing but most of the first will do."""
    said, again = story.stems(first.text), story.stems(second.text)
    fewer = min(len(said), len(again)) if sources.labelled("title") else len(said)
    long = len(second.text) >= LONG and fewer >= story.FEWEST_STEMS
    return long and first.text != second.text and len(said & again) >= RESTATED * fewer


def _is_open(text: str) -> bool:
    """Whether a line of some length ends without a stop, and is neither cut short nor a credit."""
    text = text.strip("*_ ")
    cut = "..." in text or "…" in text or _GLUED.search(text) is not None
    whole = not cut and not credits.opens_credit(text)
    return FEWEST_WORDS <= words(text) <= MOST_WORDS and not _STOP.search(text) and whole


def _is_closed(text: str) -> bool:
    return words(text) >= LEAST_LEAD and _FULL_STOP.search(text) is not None


def _is_torn(sources: Sources, block: Block) -> bool:
    """Whether a paragraph of some length ends at a link, in a text whose lines end there."""
    after = [b for b in sources.body if b.index > block.index][:FRAGMENTS]
    torn = any(_PIECE.match(b.text) for b in after)
    return torn and words(block.text) >= LEAST_LEAD


def _is_of_story(block: Block, sources: Sources) -> bool:
    """Whether a line speaks of the story, and does not stand in a list of other stories' titles."""
    if len(_distinct(sources)) > MOST_TITLES:
        return False
    said, shared = story.in_story(block, sources)
    return said < story.FEWEST_STEMS or shared >= story.SHARED
