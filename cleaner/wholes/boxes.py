"""Elements of an HTML page that hold its story, stand in it, or stand below it: what of them was
decided otherwise than the rest.

Looked at when each block has its first decision.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from cleaner.records import Block, Decision
from cleaner.wholes.paths import holds, parent, size, tag

STORY_SHARE = 0.6
"""Of the kept text the story's element holds so much."""
MOST_KEPT, MOST_OF_STORY = 0.8, 0.25
"""Share of the text of a box below the story, and of the page's kept text, that may have been kept
for it to be removed ..."""
SMALL = 6
"""... if its first block, or any of so few blocks ..."""
SURE = 2.0
"""... goes with such log-odds, for one of these reasons."""
NAMES = frozenset({
    "author-bio", "comment-policy", "comments", "contact-line", "copyright", "navigation",
    "newsletter", "promo", "related-link", "related-list", "sign-in-prompt", "subscription-offer",
})  # fmt: skip
LARGEST = 12
"""Blocks of a box that stands in the story."""
LEAST_KEPT = 0.5
"""Share of its text that was kept."""
MOST_AGAINST = 4.0
"""Log-odds up to which the labeller alone may be against a block of it ..."""
MOST_SAID = 2.25
"""... and a phrase, by its weight: a hint, or one in a heading."""
DOUBTFUL = frozenset({"author-bio", "boilerplate", "navigation", "share-bar"})
"""What a block of it may have been taken for."""
LONGEST_BIO = 400
LAST = 4
"""Among so many of the last kept blocks stands what the page says of its author."""
LEAST_NAME, MOST_NAME = 2, 4
"""Words of a name."""
LEAST_LETTERS = 6
_OPEN = frozenset({"paragraph", "heading", "list-item"})
_NO_TEXT = frozenset({"button", "form", "label", "nav", "summary"})
_PAGE_FOOTER = re.compile(r"html[^/]*/body[^/]*/footer(?=[.#/]|$)[^/]*")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BYLINES = ("rule:header-byline", "rule:header-date", "rule:header-name")

Boxes = Mapping[str, Sequence[int]]
"""The blocks of elements, by the path of each."""


def story_element(blocks: Sequence[Block], decisions: Sequence[Decision]) -> str:
    """The path of the innermost element that holds most of the kept text; empty if none does."""
    sizes: Counter[str] = Counter()
    for block, decision in zip(blocks, decisions, strict=True):
        if decision.kept:
            sizes[parent(block.path)] += len(block.text)
    least = STORY_SHARE * sizes.total()
    element = ""
    while sizes:
        below: Counter[str] = Counter()
        for path, count in sizes.items():
            step = path.find("/", len(element) + 1)
            if len(path) > len(element):
                below[path if step < 0 else path[:step]] += count
        inner, held = max(below.items(), key=lambda pair: pair[1], default=("", 0))
        if not held or held < least:
            return element
        element = inner
        sizes = Counter({p: n for p, n in sizes.items() if holds(element, p)})
    return element


def left_below(blocks: Sequence[Block], decisions: Sequence[Decision], story: str) -> Iterator[int]:
    """The kept blocks of the page's footer, and of boxes below the story that open with a removed
    block, in which no fewer blocks go than stay, and of which the head, or any in a small one,
    names for sure what they are: teasers under "Related", comments, a newsletter. What names only a
    smaller box, all of which goes, does not speak for the rest."""
    kept = size(blocks, (i for i, d in enumerate(decisions) if d.kept))
    at = _last(blocks, decisions, story) + 1
    while at < len(blocks):
        inside = _leftovers(blocks, decisions, at, story)
        stay = [i for i in inside if decisions[i].kept]
        if size(blocks, stay) <= MOST_OF_STORY * kept:
            yield from stay
        at = max(inside.stop, at + 1)


def _last(blocks: Sequence[Block], decisions: Sequence[Decision], story: str) -> int:
    """The last kept block of the story."""
    kept = (b.index for b, d in zip(blocks, decisions, strict=True) if d.kept and _in(story, b))
    return max(kept, default=len(blocks))


def _leftovers(
    blocks: Sequence[Block], decisions: Sequence[Decision], at: int, story: str
) -> range:
    """The blocks of the box that opens with a block and of which the rest goes; none for others."""
    if footer := _footer(blocks[at], story):
        return _run(blocks, at, footer)
    boxes = () if decisions[at].kept else _opened(blocks, at, story)
    runs = {_run(blocks, at, box): box for box in boxes}
    held = (run for run, box in runs.items() if _is_gone(blocks, decisions, run, box))
    return next(held, range(at, at))


def _names_box(decision: Decision) -> bool:
    return not decision.kept and decision.reason in NAMES and _against(decision) > SURE


def _footer(block: Block, story: str) -> str:
    """The path of the page's footer if a block stands in it, else empty: footers further in are of
    articles, too."""
    footer = _PAGE_FOOTER.match(block.path)
    return footer[0] if footer and not _PAGE_FOOTER.match(story) else ""


def _opened(blocks: Sequence[Block], at: int, story: str) -> Iterator[str]:
    """The elements that begin with a block, outermost first, without those of the story."""
    steps = blocks[at].path.split("/")
    above = [_shared(steps, path) for path in (blocks[at - 1].path, story)]
    for length in range(max(above) + 1, len(steps)):
        yield "/".join(steps[:length])


def _shared(steps: Sequence[str], path: str) -> int:
    pairs = zip(steps, path.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _run(blocks: Sequence[Block], at: int, box: str) -> range:
    end = at + 1
    while end < len(blocks) and _in(box, blocks[end]):
        end += 1
    return range(at, end)


def _is_gone(
    blocks: Sequence[Block], decisions: Sequence[Decision], inside: range, box: str
) -> bool:
    stay = [i for i in inside if decisions[i].kept]
    if 2 * len(stay) > len(inside) or size(blocks, stay) > MOST_KEPT * size(blocks, inside):
        return False
    titled = any(decisions[i].label == "title" for i in inside)
    naming = inside if len(inside) <= SMALL else inside[:1]
    names = [i for i in naming if _names_box(decisions[i])] if stay and not titled else []
    return bool(names) and not _are_apart(blocks, names, inside, stay, box)


def _are_apart(
    blocks: Sequence[Block], names: Sequence[int], inside: range, stay: Sequence[int], box: str
) -> bool:
    """Whether all that names a box stands in smaller boxes of which nothing stays, beside other
    blocks: it names those, as a newsletter above another part of the story."""
    around = {blocks[i].path: list(_around(blocks[i].path, box)) for i in inside}
    holding = {element for elements in around.values() for element in elements}
    staying = {e for i in stay for e in (*around[blocks[i].path], blocks[i].path)}
    outermost = {
        path: next((e for e in (*elements, path) if e in holding and e not in staying), "")
        for path, elements in around.items()
    }
    smaller = Counter(outermost[blocks[i].path] for i in inside)
    own = [outermost[blocks[i].path] for i in names]
    return all(element and smaller[element] > 1 for element in own)


def _around(path: str, box: str) -> Iterator[str]:
    """The elements of a box around a block, outermost first."""
    at = path.find("/", len(box) + 1)
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def torn_inside(
    blocks: Sequence[Block], decisions: Sequence[Decision], story: str
) -> Iterator[int]:
    """The removed blocks of small boxes in the story that are mostly kept, have no links, and about
    which there is little but the labeller's doubt: a letter's salutation, the head of facts."""
    last = _last(blocks, decisions, story)
    for inside in _boxes_in(blocks[: last + 1], story).values():
        gone = [i for i in inside if not decisions[i].kept]
        if not gone or len(inside) > LARGEST or inside[-1] == last:
            continue
        kept = size(blocks, inside) - size(blocks, gone)
        doubtful = kept >= LEAST_KEPT * size(blocks, inside) and all(
            _is_doubtful(decisions[i]) for i in gone
        )
        ends_in_list = inside[-1] == gone[-1] and blocks[gone[-1]].kind == "list-item"
        if doubtful and not ends_in_list and all(_is_text(blocks[i]) for i in inside):
            yield from gone


def _boxes_in(blocks: Sequence[Block], story: str) -> Boxes:
    boxes: dict[str, list[int]] = defaultdict(list)
    for block in blocks:
        if _in(story, block):
            for box in _around(block.path, story):
                boxes[box].append(block.index)
    return boxes


def _is_text(block: Block) -> bool:
    named = block.kind in _OPEN and not block.link_chars
    return named and _NO_TEXT.isdisjoint(map(tag, block.path.split("/")))


def _is_doubtful(decision: Decision) -> bool:
    return decision.reason in DOUBTFUL and all(
        vote.weight <= (MOST_AGAINST if vote.evidence == "model" else MOST_SAID)
        for vote in decision.votes
        if vote.label not in ("body", "heading")
    )


def of_author(blocks: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[int]:
    """The kept paragraphs at the end, other elements than those of the story, that open with the
    name of who signs the page and whom the story does not mention."""
    kept = [block for block, decision in zip(blocks, decisions, strict=True) if decision.kept]
    if len(kept) <= LAST:
        return
    signed = " ".join(
        block.text
        for block, decision in zip(blocks[: kept[2].index], decisions, strict=False)
        if not decision.kept and any(v.evidence.startswith(_BYLINES) for v in decision.votes)
    ).casefold()
    sizes: Counter[str] = Counter()
    for block in kept if signed else ():
        sizes[block.path] += len(block.text)
    for block in kept[-LAST:] if signed else ():
        name = _opening_name(block, signed)
        own = block.kind == "paragraph" and block.path != sizes.most_common(1)[0][0]
        if name and own and not any(name in other.text for other in kept if other is not block):
            yield block.index


def _opening_name(block: Block, signed: str) -> str:
    """The name that a paragraph opens with and that stands in the signature of the page."""
    if len(block.text) > LONGEST_BIO:
        return ""
    words = [match.span() for match in _WORD.finditer(block.text, 0, 100)][:MOST_NAME]
    if not words or words[0][0]:
        return ""
    for length in range(len(words), LEAST_NAME - 1, -1):
        name = block.text[: words[length - 1][1]]
        long_enough = len(name) >= LEAST_LETTERS and len(block.text) > 2 * len(name)
        if long_enough and name.casefold() in signed:
            return name
    return ""


def _against(decision: Decision) -> float:
    """The log-odds of all votes that a block goes."""
    return sum(-v.weight if v.label in ("body", "heading") else v.weight for v in decision.votes)


def _in(element: str, block: Block) -> bool:
    return holds(element, block.path)
