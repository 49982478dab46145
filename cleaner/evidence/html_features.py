"""Numbers that describe the blocks of an HTML page to the learned labeller.

Three kinds: dense features (``FEATURES``, one row a block), hashed class and id names, and hashed
words. Nothing here knows a site or a language. What blocks share (their element path, their names)
is looked at once a page; all else is NumPy.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, TypeVar
from zlib import crc32

from cleaner.evidence import html_words as hw
from cleaner.evidence.arrays import np, npt
from cleaner.evidence.html_words import Ints, Words
from cleaner.records import Block, Head, Reading, Structure

Array = npt.NDArray[np.float32]
Column = npt.NDArray[np.float64]

Value = TypeVar("Value", bound=Hashable)

NAME_BUCKETS = 4096
WORD_BUCKETS = 8192
_KINDS = ("paragraph", "heading", "list-item", "quote", "table-row", "caption", "preformatted")
_TAGS = (
    "article",
    "main",
    "aside",
    "footer",
    "nav",
    "header",
    "figure",
    "form",
    "ul",
    "ol",
    "table",
    "section",
    "a",
    "button",
    "blockquote",
    "dl",
    "figcaption",
    "details",
)
_SELF_TAGS = ("p", "div", "li", "td", "span", "h1", "h2", "h3", "h4", "a", "body")
_TEXT = (
    "chars",
    "words",
    "upper",
    "digits",
    "marks",
    "commas",
    "ends_sentence",
    "ends_colon",
    "ends_ellipsis",
    "starts_upper",
    "starts_lower",
    "starts_digit",
    "quotes",
    "short_words",
    "word_length",
    "capital_words",
    "other_letters",
    "sentences",
    "pipe",
    "copyright",
    "at",
    "slash",
    "question",
    "prose",
)
_LINK = (
    "link_share",
    "links",
    "all_link",
    "starts_with_link",
    "ends_with_link",
    "link_repeats",
    "link_leaves",
    "bold",
    "italic",
)
_PLACE = (
    "index",
    "from_end",
    "chars_before",
    "prose_before",
    "after_h1",
    "before_h1",
    "no_h1",
    "level",
    "depth",
    "hidden",
    "has_time",
    "since_prose",
    "until_prose",
    "blocks_on_page",
    "chars_on_page",
    "page_link_share",
)
_GROUPED = ("chars", "blocks", "prose_share", "link_share", "is_main")
_GROUPINGS = ("box", "path", "look")
_SIBLING = (
    "path_before",
    "path_after",
    "box_before",
    "box_after",
    "tag_before",
    "tag_after",
    "run_place",
    "run_rest",
    "box_place",
    "box_rest",
    "shared_before",
    "shared_after",
)
_ANCESTOR = (
    "main_common",
    "main_below",
    "main_inside",
    "main_share",
    "half_below",
    "half_inside",
    *(f"up{k}_{name}" for k in (1, 2, 4) for name in ("prose_share", "link_share", "chars")),
)
_LIKE = (
    "repeats",
    "first_of_repeats",
    "is_title",
    "like_title",
    "is_description",
    "like_description",
    "in_article_body",
    "has_article_body",
    "in_alt",
    "like_author",
)
_TREE = (
    *(f"kind_{k}" for k in _KINDS),
    *(f"in_{t}" for t in _TAGS),
    *(f"tag_{t}" for t in _SELF_TAGS),
)
GROUPS: dict[str, tuple[str, ...]] = {
    "text": _TEXT,
    "links": _LINK,
    "place": _PLACE,
    "groups": tuple(f"{g}_{name}" for g in _GROUPINGS for name in _GROUPED),
    "siblings": _SIBLING,
    "ancestors": _ANCESTOR,
    "likeness": _LIKE,
    "tags": _TREE,
}
"""Groups of features, as they are computed and for ablation."""
FEATURES: tuple[str, ...] = tuple(chain.from_iterable(GROUPS.values()))
"""Names of the columns of ``Features.dense``, in order."""
HEAD_WORDS, BODY_WORDS, TAIL_WORDS = 2, 32, 4
NAME_BAGS, WORD_BAGS = ("tags", "near", "far"), ("head", "words", "tail")
BAGS = (*NAME_BAGS, *WORD_BAGS)
"""Names of the bags in ``Features.bags``, in order."""
_HIDDEN = "[hidden]"
_PROSE_CHARS = 80
_NEAR = 3
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,400}?"name"\s*:\s*\[?\s*("(?:[^"\\]|\\.)*")')
_AUTHOR_METAS = frozenset(
    {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"}
)
_FAR = 400
_ALL_NAMES = 1 << 10
_LIKE_WORDS = 64


@dataclass(frozen=True, slots=True)
class Bag:
    """Ids of hashed tokens, block by block; blocks with the same ids may share one row."""

    ids: Ints
    """The ids of all distinct rows, one after the other."""
    starts: Ints
    """Where each row begins in ``ids``; no row is empty."""
    rows: Ints
    """(n,) The row of each block."""


@dataclass(frozen=True, slots=True)
class Features:
    """Features of the n blocks of one page."""

    dense: Array
    """(n, len(FEATURES)), unscaled."""
    bags: dict[str, Bag]
    """Hashed ``tags`` of the innermost elements, hashed names of the innermost (``near``) and of
    all (``far``) elements; hashed words at the
    ``head``, in the first part (``words``) and at the ``tail`` of the blocks."""
    groups: tuple[Ints, ...]
    """(n,) For each of box, path and look, the number of the group that a block is in, from 0."""
    sizes: Array
    """(n,) Characters of each block."""


def features(reading: Reading) -> Features:
    """The features of a page with at least one block."""
    blocks = reading.blocks
    places = [block.structure or Structure() for block in blocks]
    page = _Page(reading, places)
    dense = np.empty((len(FEATURES), len(blocks)), np.float32)
    makers = (
        _text_rows,
        _link_rows,
        _place_rows,
        _group_rows,
        _sibling_rows,
        _ancestor_rows,
        _like_rows,
        _tree_rows,
    )
    row = 0
    for make in makers:
        for values in make(page):
            dense[row] = values
            row += 1
    groups = (page.boxes.group, page.paths.group, page.looks.group)
    return Features(dense.T, _bags(page), groups, page.chars.astype(np.float32))


class _Distinct(Generic[Value]):
    """The distinct values among the blocks' values of one kind, each once."""

    def __init__(self, values: Sequence[Value]) -> None:
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        self.group = np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))
        self.values = list(numbers)

    def sums(self, weights: Column) -> Column:
        """The blocks' weights, summed for each distinct value."""
        found: Column = np.bincount(self.group, weights, len(self.values)).astype(np.float64)
        return found


class _Page:
    """What several groups of features need to know of a page."""

    def __init__(self, reading: Reading, places: Sequence[Structure]) -> None:
        self.blocks: Sequence[Block] = reading.blocks
        self.head: Head = reading.head
        self.n = len(places)
        self.texts = list(map(attrgetter("text"), self.blocks))
        self.titles = [*_given(self.head, _TITLE_METAS), self.head.title]
        self.descriptions = _given(self.head, _DESCRIPTION_METAS)
        self.alts = [alt for _, alt in self.head.images if alt]
        self.authors = _authors(self.head)
        extra = [*self.titles, *self.descriptions, *self.alts, *self.authors]
        self.words: Words = hw.words_of([*self.texts, *extra])
        self.chars = np.maximum(self.words.lengths[: self.n], 1).astype(np.float64)
        linked = np.fromiter(map(attrgetter("link_chars"), places), np.float64, self.n)
        self.linked = np.minimum(linked, self.chars)
        self.paths = _Distinct(list(map(attrgetter("path"), places)))
        self.tree = _Tree(self.paths.values)
        self.boxes = _Distinct(list(map(attrgetter("container"), places)))
        self.names = _Distinct(list(map(attrgetter("names"), places)))
        self.class_names = _Names(self.names.values)
        self.tags = _Distinct(list(map(attrgetter("tag"), places)))
        steps = np.array([_number(path.rpartition("/")[2]) for path in self.paths.values], np.int64)
        self.looks = _Distinct(steps[self.paths.group].tolist())
        self.depth = np.fromiter(map(attrgetter("depth"), places), np.float64, self.n)
        self.prose = np.zeros(self.n)
        """1 for long blocks of sentences that are not links; set by the text features."""


def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


# Text


def _text_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    words, n = page.words, page.n
    size = int(words.starts[n - 1] + words.lengths[n - 1] + 1)
    codes, flags = words.codes[:size], words.flags[:size]
    starts, lengths, chars = words.starts[:n], words.lengths[:n], page.chars
    ends = starts + np.maximum(lengths, 1) - 1

    owner = np.repeat(np.arange(n), lengths + 1)
    classes = len(hw.CLASSES)
    totals = np.bincount(owner * classes + flags, minlength=n * classes).reshape(n, classes)
    totals = totals.T.astype(np.float64)

    def has(signs: str) -> npt.NDArray[np.bool_]:
        found = np.zeros(n, bool)
        for sign in signs:
            found[owner[np.flatnonzero(codes == ord(sign))]] = True
        return found

    spaces = np.flatnonzero(flags == hw.SPACE)
    begins = np.append(0, spaces[:-1] + 1)
    ended = flags[np.maximum(spaces - 1, 0)] == hw.END
    pieces = owner[begins]
    count = np.bincount(pieces, minlength=n).astype(np.float64)
    short = np.bincount(pieces[spaces - begins <= 3], minlength=n)
    capitals = np.bincount(pieces[flags[begins] == hw.UPPER], minlength=n)
    sentences, commas = np.bincount(pieces[ended], minlength=n), totals[hw.COMMA]
    last, before = flags[ends], flags[np.maximum(ends - 1, 0)]
    dots = (codes[ends] == ord(".")) & (codes[np.maximum(ends - 1, 0)] == ord("."))
    prose = (chars >= _PROSE_CHARS) & ((sentences > 0) | (commas > 0))
    page.prose = (prose & (page.linked < 0.5 * chars)).astype(np.float64)
    return [
        np.log1p(chars),
        np.log1p(count),
        totals[hw.UPPER] / chars,
        totals[hw.DIGIT] / chars,
        totals[hw.SIGN] / chars,
        commas / count,
        (last == hw.END) | ((last == hw.QUOTE) & (before == hw.END)),
        codes[ends] == ord(":"),
        dots | (codes[ends] == ord("…")),
        flags[starts] == hw.UPPER,
        flags[starts] == hw.LOWER,
        flags[starts] == hw.DIGIT,
        np.minimum(totals[hw.QUOTE], 6) / 6,
        short / count,
        np.log(chars / count),
        capitals / count,
        totals[hw.OTHER] / chars,
        np.log1p(sentences),
        has("|•"),
        has("©"),
        has("@"),
        has("/"),
        has("?"),
        prose,
    ]


# Links and emphasis


def _link_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    share = page.linked / page.chars
    count, starts, ends, repeats, leaves = np.zeros((5, page.n))
    linked = [
        (i, block.links, len(block.text)) for i, block in enumerate(page.blocks) if block.links
    ]
    if linked:
        at = [i for i, _, _ in linked]
        addresses = [links[0].href for _, links, _ in linked]
        times = Counter(addresses)
        host = _host(page.head)
        count[at] = [len(links) for _, links, _ in linked]
        starts[at] = [links[0].start == 0 for _, links, _ in linked]
        ends[at] = [links[-1].end >= size - 1 for _, links, size in linked]
        repeats[at] = [times[address] > 1 for address in addresses]
        leaves[at] = [host not in a and a.startswith("http") for a in addresses]
    marks = [block.markdown.lstrip("| ")[:2] for block in page.blocks]
    bold = np.fromiter((mark == "**" for mark in marks), np.float64, page.n)
    italic = np.fromiter((mark[:1] in ("*", "_") for mark in marks), np.float64, page.n) - bold
    return [share, np.log1p(count), share > 0.95, starts, ends, repeats, leaves, bold, italic]


def _host(head: Head) -> str:
    """The host that the page gives as its own, or ""."""
    given = [h for rel, h in head.links if rel == "canonical"] + _given(head, ("og:url",))
    for address in given:
        if "//" in address:
            host = address.split("//", 1)[1].partition("/")[0]
            return host.removeprefix("www.")
    return ""


# Place on the page


def _place_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    n, chars, prose = page.n, page.chars, page.prose
    index = np.arange(n, dtype=np.float64)
    level = np.fromiter(map(attrgetter("level"), page.blocks), np.float64, n)
    kinds = [block.kind == "heading" for block in page.blocks]
    heads = np.flatnonzero(np.array(kinds) & (level == 1))
    away = index - heads[0] if len(heads) else np.zeros(n)
    timed = np.zeros(n)
    timed[[mark.block for mark in page.head.times if 0 <= mark.block < n]] = 1.0
    hidden = np.array([_HIDDEN in names for names in page.names.values], np.float64)
    weight = chars * prose
    return [
        index / n,
        (n - index) / n,
        np.cumsum(chars) / chars.sum(),
        (np.cumsum(weight) - weight) / max(1.0, weight.sum()),
        np.log1p(np.maximum(away, 0)),
        np.log1p(np.maximum(-away, 0)),
        np.full(n, float(not len(heads))),
        level / 6,
        page.depth / 20,
        hidden[page.names.group],
        timed,
        _since(prose > 0),
        _since((prose > 0)[::-1])[::-1],
        np.full(n, math.log(n)),
        np.full(n, math.log1p(chars.sum())),
        np.full(n, page.linked.sum() / chars.sum()),
    ]


def _since(marked: npt.NDArray[np.bool_]) -> Column:
    """Log of the distance to the last marked block before each block."""
    index = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, index, -_FAR))
    before = np.concatenate([[-_FAR], last[:-1]])
    distance: Column = np.log(np.minimum(index - before, _FAR).astype(np.float64))
    return distance


# Groups of blocks


def _group_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    return [
        row for kind in (page.boxes, page.paths, page.looks) for row in _group_columns(page, kind)
    ]


def _group_columns(page: _Page, kind: _Distinct[Any]) -> list[Column]:
    """Five columns on the group of each block."""
    text, link = kind.sums(page.chars), kind.sums(page.linked)
    count, good = kind.sums(np.ones(page.n)), kind.sums(page.chars * page.prose)
    best = _best(good, text)
    table = np.stack(
        [
            np.log1p(text),
            np.log(count),
            good / max(1.0, good.sum()),
            link / text,
            np.arange(len(text)) == best,
        ]
    )
    return list(table[:, kind.group])


def _best(good: Column, text: Column) -> int:
    return int(good.argmax()) if good.any() else int(text.argmax())


def _sibling_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    path, box, tag = page.paths.group, page.boxes.group, page.tags.group
    n = page.n
    same = [_same_as_before(kind) for kind in (path, box, tag)]
    run, rest = _runs(same[0])
    place = _ranks(box)
    left = np.bincount(box)[box] - 1 - place
    depths = page.tree.sizes[path].astype(np.float64)
    shared = np.zeros(n)
    shared[1:] = page.tree.shared_steps(path[1:], path[:-1])
    rows: list[npt.NDArray[np.generic]] = []
    for before in same:
        rows += [before, np.append(before[1:], False)]
    return [
        *rows,
        np.log1p(run),
        np.log1p(rest),
        np.log1p(place),
        np.log1p(left),
        shared / depths,
        np.append(shared[1:], 0) / depths,
    ]


def _same_as_before(group: Ints) -> npt.NDArray[np.bool_]:
    same = np.zeros(len(group), bool)
    same[1:] = group[1:] == group[:-1]
    return same


def _runs(same: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Place of each block in its run of like neighbours, and how many follow in the run."""
    index = np.arange(len(same))
    begins = np.flatnonzero(~same)
    run = np.cumsum(~same) - 1
    ends = np.append(begins[1:], len(same))
    return index - begins[run], ends[run] - 1 - index


def _ranks(group: Ints) -> Ints:
    """How many blocks of the same group stand before each block."""
    order = np.argsort(group, kind="stable")
    counts = np.bincount(group)
    ranks = np.empty(len(group), np.int64)
    ranks[order] = np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)
    return ranks


# Ancestors


class _Tree:
    """The element paths of a page and all that lead to them."""

    def __init__(self, paths: Sequence[str]) -> None:
        known: dict[str, list[int]] = {"": []}
        lists = [_steps(path, known) for path in paths]
        self.sizes = np.array([len(steps) for steps in lists], np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.flat = np.fromiter(chain.from_iterable(lists), np.int64, int(self.sizes.sum()))
        self.owner = np.repeat(np.arange(len(lists)), self.sizes)
        self.size = len(known)
        self.tags = [_tag(path) for path in known]
        """The tag that each prefix ends in."""

    def shared_steps(self, some: Ints, others: Ints) -> Ints:
        """How many steps from the root each of some paths shares with the other beside it."""
        grid = np.full((len(self.sizes), int(self.sizes.max())), -1)
        grid[self.owner, np.arange(len(self.flat)) - self.starts[self.owner]] = self.flat
        left, right = grid[some], grid[others]
        found: Ints = ((left == right) & (left >= 0)).sum(axis=1)
        return found

    def sums(self, weights: Column) -> Column:
        """Weights of paths, summed for each prefix."""
        found: Column = np.bincount(self.flat, weights[self.owner], self.size).astype(np.float64)
        return found

    def up(self, steps: int) -> Ints:
        """For each path the prefix that is so many steps shorter, the root at the shortest."""
        found: Ints = self.flat[self.starts + np.maximum(self.sizes - 1 - steps, 0)]
        return found

    def shared(self, path: int, depth: int) -> Column:
        """For each path how many of the first ``depth`` steps of one path it shares."""
        own = np.zeros(self.size, bool)
        own[self.flat[self.starts[path] : self.starts[path] + depth]] = True
        found: Column = np.bincount(self.owner, own[self.flat], len(self.sizes)).astype(np.float64)
        return found


def _steps(path: str, known: dict[str, list[int]]) -> list[int]:
    """Numbers of the prefixes of a path, shortest first, and of the path itself."""
    missing = []
    while path not in known:
        missing.append(path)
        path = path.rpartition("/")[0]
    steps = known[path]
    for longer in reversed(missing):
        steps = known[longer] = [*steps, len(known)]
    return steps


@lru_cache(16384)
def _step_tag(step: str) -> str:
    return step.partition(".")[0].partition("#")[0]


def _tag(path: str) -> str:
    return _step_tag(path.rpartition("/")[2])


def _ancestor_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    tree, paths = page.tree, page.paths
    good = paths.sums(page.chars * page.prose)
    text = paths.sums(page.chars)
    main = _best(good, text)
    total = max(1.0, good.sum())
    good_in, text_in = tree.sums(good), tree.sums(text)
    link_in = tree.sums(paths.sums(page.linked))
    deep = max(1, int(tree.sizes[main]) - 1)
    common = tree.shared(main, deep)
    inside = common >= deep
    trail = tree.flat[tree.starts[main] : tree.starts[main] + tree.sizes[main]]
    half = max(1, int((good_in[trail] >= 0.5 * total).sum()))
    half_common = tree.shared(main, half)
    table = [
        common / deep,
        np.log1p(tree.sizes - common),
        inside,
        np.full(len(good), good[inside].sum() / total),
        np.log1p(tree.sizes - half_common),
        half_common >= half,
    ]
    for steps in (1, 2, 4):
        up = tree.up(steps)
        table += [
            good_in[up] / total,
            link_in[up] / np.maximum(text_in[up], 1),
            np.log1p(text_in[up]),
        ]
    return list(np.stack(table)[:, paths.group])


# Likeness to other text of the page


_TITLE_METAS = ("og:title", "twitter:title")
_DESCRIPTION_METAS = ("og:description", "description", "twitter:description")


def _like_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    words, n = page.words, page.n
    at, counts = words.head(_LIKE_WORDS)
    starts = np.cumsum(counts) - counts
    place = np.arange(len(at)) - np.repeat(starts, counts)
    summed = np.cumsum(words.hashes[at] * hw.powers(_LIKE_WORDS)[place], dtype=np.uint64)
    prefix = summed - np.repeat(summed[starts] - words.hashes[at[starts]] * hw.powers(1)[0], counts)
    whole = prefix[starts + counts - 1] + words.counts.astype(np.uint64)
    parts = np.cumsum([n, len(page.titles), len(page.descriptions), len(page.alts)])
    bounds = np.append(starts, len(at))[np.append(parts, len(words.counts))]
    mine = slice(0, int(bounds[0]))

    def is_start(part: int) -> npt.NDArray[np.bool_]:
        known = prefix[bounds[part] : bounds[part + 1]]
        return _is_among(prefix[starts[:n] + counts[:n] - 1], known) & (page.chars > 3)

    def share(part: int) -> Column:
        known = words.hashes[at[bounds[part] : bounds[part + 1]]]
        if not len(known):
            return np.zeros(n)
        held = _is_among(words.hashes[at[mine]], known)
        return np.add.reduceat(held, starts[:n], dtype=np.float64) / counts[:n]

    _, first, inverse, times = np.unique(
        whole[:n], return_index=True, return_inverse=True, return_counts=True
    )
    body = _article_body(page.head)
    return [
        np.minimum(times[inverse] - 1, 3),
        first[inverse] == np.arange(n),
        is_start(0),
        share(0),
        is_start(1),
        share(1),
        _held_in(words, n, body),
        np.full(n, float(bool(body))),
        _is_among(whole[:n], whole[parts[2] : parts[3]]),
        share(3),
    ]


def _is_among(values: hw.Hashes, known: hw.Hashes) -> npt.NDArray[np.bool_]:
    """Which of the values are known; for these few hashes quicker than ``np.isin``."""
    if not len(known):
        return np.zeros(len(values), bool)
    known = np.sort(known)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: npt.NDArray[np.bool_] = known[at] == values
    return found


def _held_in(words: Words, n: int, body: str) -> Column:
    """Share of each block's pairs of words that the body has."""
    if not body:
        return np.zeros(n)
    known = hw.words_of([body]).hashes
    at, counts = words.head(_LIKE_WORDS)
    size = int(counts[:n].sum())
    at, starts = at[:size], np.cumsum(counts[:n]) - counts[:n]
    pairs = words.hashes[at] + words.hashes[np.minimum(at + 1, len(words.hashes) - 1)] * np.uint64(
        3
    )
    held = _is_among(pairs, known[:-1] + known[1:] * np.uint64(3))
    last = starts + counts[:n] - 1
    held[last] = held[last - (counts[:n] > 1)] & (counts[:n] > 1)
    return np.add.reduceat(held, starts, dtype=np.float64) / counts[:n]


def _given(head: Head, names: Iterable[str]) -> list[str]:
    return [content for name, content in head.metas if name in names]


def _authors(head: Head) -> list[str]:
    """Names of authors that the head gives."""
    found = [name for name in _given(head, _AUTHOR_METAS) if "/" not in name]
    for script in head.json_ld:
        if '"author"' in script:
            found += [match.strip('"') for match in _AUTHOR.findall(script)]
    return found


def _article_body(head: Head) -> str:
    """The longest ``articleBody`` in the page's JSON-LD."""
    longest = ""
    for script in head.json_ld:
        if '"articleBody"' in script:
            longest = max([longest, *_ARTICLE_BODY.findall(script)], key=len)
    try:
        return str(json.loads(longest, strict=False)) if longest else ""
    except ValueError:
        return ""


# Names and tags


class _Names:
    """The class and id names of a page, and those of each distinct place, nearest first."""

    def __init__(self, places: Sequence[tuple[str, ...]]) -> None:
        flat = list(chain.from_iterable(places))
        kinds = _Distinct(flat)
        self.flat = kinds.group
        self.sizes = np.array([len(names) for names in places], np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes
        known = [_name(name) for name in kinds.values]
        counts = np.array([len(ids) for ids in known], np.int64)
        self.id_counts = counts
        self.id_starts = np.cumsum(counts) - counts
        self.ids = np.array(list(chain.from_iterable(known)), np.int64)

    def bag(self, most: int, rows: Ints) -> Bag:
        """Ids of the nearest ``most`` names of each place, 0 where there are none."""
        sizes = np.minimum(self.sizes, most)
        names = self.flat[hw.ranges(self.starts, sizes)]
        ids = self.ids[hw.ranges(self.id_starts[names], self.id_counts[names])]
        ends = np.cumsum(np.append(0, self.id_counts[names]))
        last = np.cumsum(sizes)
        counts = ends[last] - ends[last - sizes]
        bare = np.flatnonzero(counts == 0)
        ids = np.insert(ids, ends[last[bare]], 0)
        counts[bare] = 1
        return Bag(ids, np.cumsum(counts) - counts, rows)


@lru_cache(32768)
def _name(name: str) -> tuple[int, ...]:
    """The ids of a name and of its parts."""
    return tuple(sorted({_number(name) % NAME_BUCKETS, *map(_part, _PARTS.findall(name))}))


@lru_cache(32768)
def _part(part: str) -> int:
    """The id of a part of a name."""
    return _number(part.lower()) % NAME_BUCKETS


def _tree_rows(page: _Page) -> list[npt.NDArray[np.generic]]:
    tree = page.tree
    kinds = np.array([_KIND_NUMBERS[block.kind] for block in page.blocks])
    own = np.array([_SELF_NUMBERS.get(tag, -1) for tag in page.tags.values])[page.tags.group]
    numbers = np.array([_TAG_NUMBERS.get(tag, len(_TAGS)) for tag in tree.tags])
    inside = np.zeros((len(_TAGS) + 1, len(tree.sizes)), bool)
    inside[numbers[tree.flat], tree.owner] = True
    return [
        *(kinds == number for number in range(len(_KINDS))),
        *inside[:-1, page.paths.group],
        *(own == number for number in range(len(_SELF_TAGS))),
    ]


_KIND_NUMBERS = {kind: number for number, kind in enumerate((*_KINDS, "line"))}
_SELF_NUMBERS = {tag: number for number, tag in enumerate(_SELF_TAGS)}
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_TAGS)}


# Bags


def _bags(page: _Page) -> dict[str, Bag]:
    names = page.class_names
    found = {
        "tags": _tag_bag(page),
        "near": names.bag(_NEAR, page.names.group),
        "far": names.bag(_ALL_NAMES, page.names.group),
    }
    return found | word_bags(page.words, page.n)


def word_bags(words: Words, n: int) -> dict[str, Bag]:
    """Ids of words at the head, in the first part and at the tail of the first n texts."""
    ids = 1 + (words.hashes % np.uint64(WORD_BUCKETS - 1)).astype(np.int64)
    ids[-1] = 0
    spans = (words.head(HEAD_WORDS), words.head(BODY_WORDS), words.tail(TAIL_WORDS))
    return {name: _word_bag(ids, span, n) for name, span in zip(WORD_BAGS, spans, strict=True)}


def _tag_bag(page: _Page) -> Bag:
    """Ids of the tags of the three innermost elements."""
    tree = page.tree
    table = np.array([_tag_ids(tag) for tag in tree.tags])
    ids = np.stack([table[tree.up(steps), steps] for steps in range(3)], axis=1)
    return Bag(ids.ravel(), np.arange(0, ids.size, 3), page.paths.group)


@lru_cache(4096)
def _tag_ids(tag: str) -> tuple[int, int, int]:
    first, second, third = (_number(f"<{up}{tag}") % NAME_BUCKETS for up in range(3))
    return first, second, third


def _word_bag(ids: Ints, words: tuple[Ints, Ints], n: int) -> Bag:
    at, counts = words
    counts = counts[:n]
    starts = np.cumsum(counts) - counts
    return Bag(ids[at[: counts.sum()]], starts, np.arange(n))
