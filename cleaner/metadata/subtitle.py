"""The standfirst: the sentence or two between the title and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.grammar import credits, places
from cleaner.metadata import flattened, story
from cleaner.metadata.sources import Sources, fold, text_of
from cleaner.records import Block, Candidate

SHORTEST, LONGEST = 20, 500
"""Characters of a standfirst that an HTML page sets apart."""
LONGEST_PARAGRAPH = 420
"""Characters up to which the first paragraph of a text is a standfirst."""
REACH = 30
"""How many blocks below a title its standfirst may stand (menus and buttons lie between)."""
FEWEST_WORDS, MOST_WORDS = 7, 40
"""Words of the line below a title that ends without a stop."""
SURE_WORDS = 14
"""Words from which such a line among the titles is no second title and no caption."""
LEAST_LEAD = 12
"""Words of the paragraph below such a line."""
RESTATED = 0.5
"""Share of a first paragraph's words from which the next one says the same again. Of the leads of
131 news stories none had that much in common with its second paragraph, of 99 standfirsts 18."""
MOST_TITLES = 2
"""More distinct titles than this are a list of stories."""

_NAME = re.compile(
    r"(?:^|[-_])(?:sub-?title|sub-?head(?:line|er|ing)?|standfirst|dek|deck|strapline|summary|"
    r"lead(?:-?text|in)?|intro(?:-?text|duction)?|preface|excerpt|abstract|chapo|chapeau|"
    r"entradilla|bajada|copete|sottotitolo|occhiello|sommario|catenaccio|vorspann|anriss(?:text)?|"
    r"einleitung|ingress|manchet|perex|spot|teaser-?text|zajawka|subtitulo|sous-titre)"
    r"(?:$|[-_\d])"
)
"""Names that sites of many countries give to their standfirsts."""
_STOP = re.compile(r"[.。।॥!?！？؟…։۔።:：;,]['\"”’»)\]]*$")
_FULL_STOP = re.compile(r"[.。।؟۔።…]['\"”’»)\]]*$")
_SENTENCES = re.compile(r"[.!?।。]['\"”’»)\]]*\s+[^\W\d_a-z]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def candidates(sources: Sources) -> list[Candidate]:
    """What the page shows as standfirst, and what its data and its text show to be one."""
    if sources.reading.page.kind == "html":
        return [*_labelled(sources), *_set_apart(sources)]
    found = [*_labelled(sources), *_taken_for_title(sources), *_opening(sources)]
    inside = flattened.standfirst(sources) if not found else None
    return [Candidate(inside, inside, "text", 0.5)] if inside else found


def is_sentence(block: Block, sources: Sources) -> bool:
    """Whether a line that stands as the title of a text is a standfirst: a whole sentence with its
    stop, or one that the story says again."""
    if sources.reading.page.kind == "html" or len(block.text.split()) < FEWEST_WORDS:
        return False
    closed = _FULL_STOP.search(block.text) is not None
    return closed or any(_repeats(b.text, block.text) for b in sources.body)


def _repeats(paragraph: str, line: str) -> bool:
    return paragraph.startswith(line) and _FULL_STOP.match(paragraph, len(line)) is not None


def _labelled(sources: Sources) -> Iterator[Candidate]:
    """The lines that were taken out as standfirst."""
    blocks = sources.labelled("subtitle")
    if blocks and (sources.reading.page.kind == "html" or _is_plausible(blocks[0], sources)):
        text = blocks[0].text
        for block in blocks[1:]:
            if block.index == blocks[0].index + 1 and block.glued:
                text += " " + block.text
        yield Candidate(text, text, "visible-header", 0.8)


def _is_plausible(block: Block, sources: Sources) -> bool:
    """Whether a line of a text's header is the standfirst of this story: a sentence, or a line too
    long for a second title that says other things than the first."""
    words = len(block.text.split())
    if credits.opens_credit(block.text):
        return False
    if _STOP.search(block.text) is None:
        enough = FEWEST_WORDS if _is_above_header(block, sources) else SURE_WORDS
        if words < enough or _is_variant(block, sources):
            return False
    return words >= FEWEST_WORDS and _is_of_story(block, sources)


def _is_above_header(block: Block, sources: Sources) -> bool:
    """Whether a byline or a date line follows directly."""
    lines = (*sources.labelled("byline"), *sources.labelled("date"))
    return any(0 < b.index - block.index <= 2 for b in lines)


# HTML


def _set_apart(sources: Sources) -> Iterator[Candidate]:
    """Blocks between title and story that look unlike the paragraphs of the story and whose text
    the page's data give as its description, or whose name says what they are."""
    described = {fold(text) for text in _descriptions(sources)}
    lengths = {len(text) + more for text in described for more in range(4)}
    for block, following in _below_title(sources):
        told = len(block.text) in lengths and fold(block.text) in described
        if (told or _says_so(block)) and _differs(block, following):
            yield Candidate(block.text, block.text, "visible-header", 0.85 if told else 0.65)


def _descriptions(sources: Sources) -> list[str]:
    said = sources.values("og:description", "description", "twitter:description")
    said.append(text_of(sources.article.get("description")))
    return [text for text in said if len(text) >= SHORTEST]


def _below_title(sources: Sources) -> Iterator[tuple[Block, Block]]:
    """Blocks that may be a standfirst, each with the first long paragraph of the story below."""
    titles = [b.index for b in sources.labelled("title")]
    paragraphs = [
        b for b in sources.body if b.kind in ("paragraph", "line") and len(b.text) >= SHORTEST
    ]
    taken = {b.index for _, b in sources.header}
    for block in sources.reading.blocks:
        if block.index in taken or not SHORTEST <= len(block.text) <= LONGEST or block.links:
            continue
        if not any(0 < block.index - title <= REACH for title in titles):
            continue
        following = next((b for b in paragraphs if b.index > block.index), None)
        if following is None or paragraphs[0].index < block.index:
            return
        yield block, following


def _says_so(block: Block) -> bool:
    names = block.structure.names[:2] if block.structure else ()
    return block.kind != "list-item" and any(_NAME.search(name) for name in names)


def _differs(block: Block, following: Block) -> bool:
    """Whether a block is set otherwise than the paragraph of the story that follows."""
    one, other = block.structure, following.structure
    if one is None or other is None:
        return False
    apart = one.tag != other.tag or one.names[:2] != other.names[:2]
    return apart or _is_bold(block) > _is_bold(following)


def _is_bold(block: Block) -> bool:
    marked = block.markdown
    return marked.startswith("**") and marked.endswith("**") and "**" not in marked[2:-2]


# Plain text


def _taken_for_title(sources: Sources) -> Iterator[Candidate]:
    """A line among the titles that is a sentence, or stands without a stop below the title."""
    story = sources.body[0].index if sources.body else 0
    titles = [b for b in _distinct(sources) if b.index <= story]
    for i, block in enumerate(titles[:2]):
        second = i == 1 and block.index - titles[0].index <= 3 and _is_open(block.text)
        if is_sentence(block, sources) or (second and _is_plausible(block, sources)):
            yield Candidate(block.text, block.text, "visible-header", 0.6)


def _opening(sources: Sources) -> Iterator[Candidate]:
    """The first paragraph, where the next one shows that the story begins there only. It stays in
    the body."""
    titles = {fold(b.text) for b in sources.labelled("title")}
    below = [b for b in sources.body[:3] if fold(b.text) not in titles][:2]
    body = [b for b in below if b.kind in ("line", "paragraph")]
    if len(body) < 2 or body[1].glued or _hides_another(body[0], sources):
        return
    first, lead = body
    if not places.SHORTEST <= len(first.text) <= LONGEST_PARAGRAPH:
        return
    if places.opening([first.text], 0.55) or first.text.endswith(("…", "...")):
        return
    if _begins_story(first, lead) or _is_restated(first, lead) or _is_bare(sources, first, lead):
        yield Candidate(first.text, first.text, "text", 0.55)


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


def _begins_story(first: Block, second: Block) -> bool:
    """Whether a dateline opens the second paragraph. A single sentence above it, or one that gives
    a year, is the caption of a picture more often than not."""
    if not _SENTENCES.search(first.text) or _YEAR.search(first.text):
        return False
    return bool(places.opening([second.text], 0.9))


def _is_bare(sources: Sources, first: Block, second: Block) -> bool:
    """Whether the line below the header has no stop and the paragraph below it has."""
    headed = any(b.index < first.index for _, b in sources.header)
    return (
        headed
        and _is_open(first.text)
        and _is_closed(second.text)
        and not _is_variant(first, sources)
        and _is_of_story(first, sources)
    )


def _is_variant(block: Block, sources: Sources) -> bool:
    """Whether a line says what the title says in other words, or itself twice as credits do."""
    words = block.text.split()
    half = len(words) // 2
    said = story.stems(block.text)
    titles = [story.stems(b.text) for b in sources.labelled("title") if b.index != block.index]
    return words[:half] == words[half:] or any(2 * len(said & t) >= len(said) for t in titles)


def _is_restated(first: Block, second: Block) -> bool:
    """Whether the second paragraph says what the first did, at some length: it is the lead."""
    said = story.stems(first.text)
    shared = said & story.stems(second.text)
    longer = len(second.text) >= 0.8 * len(first.text)
    return longer and len(said) >= story.FEWEST_STEMS and len(shared) >= RESTATED * len(said)


def _is_open(text: str) -> bool:
    """Whether a line of some length ends without a stop, and is neither cut short nor a credit."""
    whole = "..." not in text and "…" not in text and not credits.opens_credit(text)
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not _STOP.search(text) and whole


def _is_closed(text: str) -> bool:
    return len(text.split()) >= LEAST_LEAD and _FULL_STOP.search(text) is not None


def _is_of_story(block: Block, sources: Sources) -> bool:
    """Whether a line speaks of the story, and does not stand in a list of other stories' titles."""
    if len(_distinct(sources)) > MOST_TITLES:
        return False
    said, shared = story.in_story(block, sources)
    return said < story.FEWEST_STEMS or shared >= story.SHARED
