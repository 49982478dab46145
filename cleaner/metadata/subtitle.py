"""The standfirst: the sentence or two between the title and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.metadata import text_subtitle
from cleaner.metadata.sources import Sources, fold, text_of
from cleaner.records import Block, Candidate

SHORTEST, LONGEST = 20, 500
"""Characters of a standfirst that an HTML page sets apart."""
REACH = 30
"""How many blocks below a title its standfirst may stand (menus and buttons lie between)."""

_NAME = re.compile(
    r"(?:^|[-_])(?:sub-?title|sub-?head(?:line|er|ing)?|standfirst|dek|deck|strapline|summary|"
    r"lead(?:-?text|in)?|intro(?:-?text|duction)?|preface|excerpt|abstract|chapo|chapeau|"
    r"entradilla|bajada|copete|sottotitolo|occhiello|sommario|catenaccio|vorspann|anriss(?:text)?|"
    r"einleitung|ingress|manchet|perex|spot|teaser(?:-?text)?|zajawka|subtitulo|sous-titre)"
    r"(?:$|[-_\d])|^sub$"
)
"""Names that sites of many countries give to their standfirsts."""


def candidates(sources: Sources) -> list[Candidate]:
    """What the page shows as standfirst, and what its data and its text show to be one."""
    if sources.reading.page.kind == "text":
        return text_subtitle.candidates(sources)
    return [*_labelled(sources), *_set_apart(sources)]


def _labelled(sources: Sources) -> Iterator[Candidate]:
    """The lines that were taken out as standfirst; one item of a list of points is none."""
    blocks = [b for b in sources.labelled("subtitle") if not _is_one_of_list(sources, b)]
    if blocks:
        text = text_subtitle.joined(blocks)
        yield Candidate(text, text, "visible-header", 0.8)


def _is_one_of_list(sources: Sources, block: Block) -> bool:
    around = sources.reading.blocks[max(0, block.index - 1) : block.index + 2]
    return [b.kind for b in around].count("list-item") > 1 and block.kind == "list-item"


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
        b
        for b in sources.body
        if b.kind in ("paragraph", "line")
        and len(b.text) >= SHORTEST
        and b.index > min(titles, default=-1)
    ]
    told = fold(" ".join((sources.reading.head.title, *sources.values("og:title"))))
    taken = {
        b.index
        for label, b in sources.header
        if label != "title" or b.index in titles[:1] or fold(b.text) in told
    }
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
