"""Links of texts: in Markdown a line that is nothing but a link to another page of the site leads
away from the story, and a list of links to places on the page is its table of contents. Other texts
show a link by its picture, with headline and time below.

A file to load down may be what the story is about, a heading that is a link heads a story, and a
link that stands on a line of its own in the middle of a sentence is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.grammar import credits
from cleaner.grammar.letters import begins_small
from cleaner.records import Block, Reading, Vote

LEADS_AWAY = Vote("chrome", 3.5, "related-link", "link:own-site")
CONTENTS = Vote("chrome", 5.0, "navigation", "link:contents")
PICTURED = Vote("chrome", 6.0, "related-link", "link:pictured")
FEWEST = 2
"""Links to places on the page, one below the other, that are a table of contents."""
HEAD_WORDS = 5
"""The longest heading of one."""

_LINK = re.compile(
    r"[*_]{0,2}\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]\(([^()\s]+)(?: \"[^\"]*\")?\)[*_]{0,2}"
)
_SITE = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|mp3|mp4|epub)(?:[?#].*)?$", re.IGNORECASE)
_OPEN = re.compile(r"[^\W\d_][*_]*$|[,;—–(-]$")
"""How a line ends whose sentence goes on."""
_GOES_ON = re.compile(r"[,.;:)!?]")
_TIME = re.compile(r".{0,30}\b\d{1,2}[:.]\d{2}")
"""A time of day, maybe behind its day ("Yesterday, 21:40")."""
HEADLINE = 160
"""Characters of a headline."""
HEADINGS, PROSE = 2, 80
"""So many such lines, each with a paragraph of so many characters below it, are subheadings."""
LINE = 60
"""Characters from which a line without a stop is the beginning of a sentence."""


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """A vote for each line of a text that is such a link, and for the heading of the contents."""
    blocks = reading.blocks
    found: list[tuple[Vote, ...]] = [()] * len(blocks)
    if reading.page.kind == "html":
        return found
    for index in _pictured(blocks):
        found[index] = (PICTURED,)
    if "](" not in reading.page.source:
        return found
    targets = [_target(block) for block in blocks]
    site = _site(reading.page.url or "")
    own = [
        index
        for index, target in enumerate(targets)
        if target and _is_own(target, site) and not _in_sentence(blocks, index)
    ]
    heading = {i for i in own if i + 1 < len(blocks) and len(blocks[i + 1].text) >= PROSE}
    for index in own:
        if index not in heading or len(heading) < HEADINGS:
            found[index] = (LEADS_AWAY,)
    for first, end in _contents(targets):
        heads = first > 0 and blocks[first - 1].kind == "heading"
        short = heads and len(blocks[first - 1].text.split()) <= HEAD_WORDS
        start = first - 1 if short else first
        found[start:end] = [(CONTENTS,)] * (end - start)
    return found


def _pictured(blocks: Sequence[Block]) -> Iterator[int]:
    """The lines of a headline and the time of its story below what tells of a picture."""
    for picture, headline, time in zip(blocks, blocks[1:], blocks[2:], strict=False):
        short = len(headline.text) <= HEADLINE and not headline.text.endswith(".")
        if short and credits.is_file_of_picture(picture.text) and _TIME.fullmatch(time.text):
            yield from (headline.index, time.index)


def _target(block: Block) -> str:
    """Where the link leads that is all of a block."""
    whole = block.kind != "heading" and _LINK.fullmatch(block.text)
    return whole[1] if whole else ""


def _is_own(target: str, site: str) -> bool:
    """Whether a page of the site is there; without its address that is only what begins with /."""
    if _FILE.search(target):
        return False
    inner = target.startswith("/") and not target.startswith("//")
    return inner or (bool(site) and _site(target) == site)


def _site(address: str) -> str:
    found = _SITE.match(address)
    return found[1].lower() if found else ""


def _in_sentence(blocks: Sequence[Block], index: int) -> bool:
    """Whether the link stands where a sentence was broken into lines."""
    above = blocks[index - 1].text if index else ""
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    opened = len(above) >= LINE and _OPEN.search(above) is not None
    return opened or begins_small(below) or _GOES_ON.match(below) is not None


def _contents(targets: Sequence[str]) -> list[tuple[int, int]]:
    """First line and end of each run of links to places on the page."""
    runs = []
    at = 0
    while at < len(targets):
        end = at
        while end < len(targets) and targets[end].startswith("#"):
            end += 1
        if end - at >= FEWEST:
            runs.append((at, end))
        at = max(end, at + 1)
    return runs
