"""Numbers that describe the blocks of an HTML page to the learned labeller.

Three kinds: dense features (``FEATURES``, one row a block), hashed class and id names, and hashed
words of short blocks. Nothing here knows a site or a language.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from zlib import crc32

from cleaner.evidence.arrays import np, npt
from cleaner.records import Block, Head, Reading, Structure

Array = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

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
    "starts_upper",
    "starts_lower",
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
_LINK = ("link_share", "links", "all_link")
_PLACE = (
    "index",
    "from_end",
    "chars_before",
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
)
_GROUP = (
    "box_chars",
    "box_blocks",
    "box_prose_share",
    "box_link_share",
    "box_is_main",
    "path_chars",
    "path_blocks",
    "path_prose_share",
    "path_link_share",
    "path_is_main",
    "main_common",
    "main_below",
    "main_inside",
    "main_share",
    "page_link_share",
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
)
_LEXICON = ("name_near", "name_most", "name_least", "name_mean")
FEATURES: tuple[str, ...] = (
    *_TEXT,
    *_LINK,
    *_PLACE,
    *_GROUP,
    *_LIKE,
    *_LEXICON,
    *(f"kind_{k}" for k in _KINDS),
    *(f"in_{t}" for t in _TAGS),
    *(f"tag_{t}" for t in _SELF_TAGS),
)
"""Names of the columns of ``Features.dense``, in order."""
GROUPS: dict[str, tuple[str, ...]] = {
    "text": _TEXT,
    "links": _LINK,
    "place": _PLACE,
    "containers": _GROUP,
    "likeness": _LIKE,
    "lexicon": _LEXICON,
    "tags": FEATURES[len(_TEXT + _LINK + _PLACE + _GROUP + _LIKE + _LEXICON) :],
}
"""Groups of features for ablation."""
_NAMES = Path(__file__).parents[1] / "data" / "models" / "html_names.json"
_HIDDEN = "[hidden]"
_PROSE_CHARS = 80
_NEAR = 3
_SHORT_WORDS = 12
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')
_NOT_WORD = re.compile(r"[\W_]+")
_FAR = 400


@dataclass(frozen=True, slots=True)
class Bag:
    """Ids of hashed tokens, block by block; blocks with the same ids share one row."""

    ids: Ids
    """The ids of all distinct rows, one after the other."""
    starts: Ids
    """Where each row begins in ``ids``; no row is empty."""
    rows: Ids
    """(n,) The row of each block."""


@dataclass(frozen=True, slots=True)
class Features:
    """Features of the n blocks of one page."""

    dense: Array
    """(n, len(FEATURES)), unscaled."""
    near: Bag
    """Hashed names and tags of the innermost elements."""
    far: Bag
    """Hashed names of all enclosing elements."""
    words: Bag
    """Hashed words of short blocks."""


def features(reading: Reading) -> Features:
    """The features of a page with at least one block."""
    blocks = reading.blocks
    places = [block.structure or Structure() for block in blocks]
    text = _text_columns([block.text for block in blocks])
    links = _link_columns(blocks, places)
    prose = text[:, _TEXT.index("prose")] * (links[:, 0] < 0.5)
    dense = np.concatenate(
        [
            text,
            links,
            _place_columns(reading, places, prose),
            _group_columns(blocks, places, prose),
            _like_columns(reading),
            *_named_columns(blocks, places),
        ],
        axis=1,
    ).astype(np.float32)
    return Features(
        dense,
        _bag([_near_ids(place) for place in places]),
        _bag([_far_ids(place.names) for place in places]),
        _bag([_word_ids(block.text) for block in blocks]),
    )


def _bag(rows: Sequence[tuple[int, ...]]) -> Bag:
    """Rows of ids, each distinct row once."""
    numbers: dict[tuple[int, ...], int] = {}
    owners = [numbers.setdefault(row, len(numbers)) for row in rows]
    lengths = np.array([len(row) for row in numbers], np.int64)
    starts = np.cumsum(lengths) - lengths
    return Bag(np.array(list(chain.from_iterable(numbers)), np.int64), starts, np.array(owners))


# Text


_UPPER, _LOWER, _DIGIT, _OTHER, _SPACE, _END, _COMMA, _QUOTE = (1 << bit for bit in range(8))
_TABLE_SIZE = 0x3400
_ENDS = ".!?…。！？؟।"
_COMMAS = ",;、，،؛"
_QUOTES = "\"'“”„«»‘’「」"


@cache
def _char_table() -> npt.NDArray[np.uint8]:
    """Flags of each character below ``_TABLE_SIZE``; those above count as other letters."""
    table = np.zeros(_TABLE_SIZE + 1, np.uint8)
    for code in range(_TABLE_SIZE):
        table[code] = _flags(chr(code))
    table[_TABLE_SIZE] = _OTHER
    return table


def _flags(char: str) -> int:
    for characters, flag in ((_ENDS, _END), (_COMMAS, _COMMA), (_QUOTES, _QUOTE)):
        if char in characters:
            return flag
    if char.isspace():
        return _SPACE
    if char.isupper():
        return _UPPER
    if char.islower():
        return _LOWER
    if char.isdigit():
        return _DIGIT
    return _OTHER if char.isalpha() else 0


def _text_columns(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    starts = np.cumsum(lengths + 1) - lengths - 1
    ends = starts + lengths - 1
    joined = " ".join(texts) + " "
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    flags = _char_table()[np.minimum(codes, _TABLE_SIZE)]

    def total(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        return np.add.reduceat(mask, starts, dtype=np.float64)

    space = flags == _SPACE
    first = np.concatenate([[True], space[:-1]])
    upper = flags == _UPPER
    end = flags == _END
    words = np.maximum(total(space), 1.0)
    chars = np.maximum(lengths.astype(np.float64), 1.0)
    word_starts, word_ends = np.flatnonzero(first), np.flatnonzero(space)
    short = np.zeros(len(codes), bool)
    short[word_starts[word_ends - word_starts <= 3]] = True
    sentence = total(end[:-1] & space[1:]) if len(end) > 1 else total(end)
    commas = total(flags == _COMMA)
    last = flags[ends]
    quote_after = flags[np.maximum(ends - 1, 0)]
    columns = [
        np.log1p(chars),
        np.log1p(words),
        total(upper) / chars,
        total(flags == _DIGIT) / chars,
        total(flags == 0) / chars,
        commas / words,
        (last == _END) | ((last == _QUOTE) & (quote_after == _END)),
        codes[ends] == ord(":"),
        flags[starts] == _UPPER,
        flags[starts] == _LOWER,
        np.minimum(total(flags == _QUOTE), 6) / 6,
        total(short) / words,
        np.log(chars / words),
        total(upper & first) / words,
        total(flags == _OTHER) / chars,
        np.log1p(sentence),
        total((codes == ord("|")) | (codes == ord("•"))) > 0,
        total(codes == ord("©")) > 0,
        total(codes == ord("@")) > 0,
        total(codes == ord("/")) > 0,
        total(codes == ord("?")) > 0,
        (chars >= _PROSE_CHARS) & ((sentence > 0) | (commas > 0) | (last == _END)),
    ]
    return np.stack([np.asarray(c, np.float64) for c in columns], axis=1)


def _link_columns(blocks: Sequence[Block], places: Sequence[Structure]) -> npt.NDArray[np.float64]:
    n = len(blocks)
    chars = np.fromiter((max(1, len(block.text)) for block in blocks), np.float64, n)
    linked = np.fromiter((place.link_chars for place in places), np.float64, n)
    count = np.fromiter((len(block.links) for block in blocks), np.float64, n)
    share = np.minimum(linked / chars, 1.0)
    return np.stack([share, np.log1p(count), share > 0.95], axis=1)


# Place on the page


def _place_columns(
    reading: Reading, places: Sequence[Structure], prose: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    blocks, n = reading.blocks, len(reading.blocks)
    index = np.arange(n, dtype=np.float64)
    chars = np.fromiter((len(block.text) for block in blocks), np.float64, n)
    heads = [i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    away = index - heads[0] if heads else np.zeros(n)
    timed = np.zeros(n)
    timed[[mark.block for mark in reading.head.times if 0 <= mark.block < n]] = 1.0
    columns = [
        index / n,
        (n - index) / n,
        np.cumsum(chars) / max(1.0, chars.sum()),
        np.log1p(np.maximum(away, 0)),
        np.log1p(np.maximum(-away, 0)),
        np.full(n, float(not heads)),
        np.fromiter((block.level for block in blocks), np.float64, n) / 6,
        np.fromiter((place.depth for place in places), np.float64, n) / 20,
        np.fromiter((_HIDDEN in place.names for place in places), np.float64, n),
        timed,
        _since(prose > 0),
        _since((prose > 0)[::-1])[::-1],
        np.full(n, math.log(n)),
        np.full(n, math.log1p(chars.sum())),
    ]
    return np.stack(columns, axis=1)


def _since(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Log of the distance to the last marked block before each block."""
    index = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, index, -_FAR))
    before = np.concatenate([[-_FAR], last[:-1]])
    distance: npt.NDArray[np.float64] = np.minimum(index - before, _FAR).astype(np.float64)
    return np.log(distance)


# Containers


def _group_columns(
    blocks: Sequence[Block], places: Sequence[Structure], prose: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    n = len(blocks)
    chars = np.fromiter((len(block.text) for block in blocks), np.float64, n)
    linked = np.fromiter((place.link_chars for place in places), np.float64, n)
    boxes, _box_main = _groups([place.container for place in places], chars, linked, prose)
    paths, path_main = _groups([place.path for place in places], chars, linked, prose)
    main_path = places[path_main].path
    parent = main_path.rsplit("/", 1)[0]
    deep = max(1, parent.count("/") + 1)
    common, below = _relation([place.path for place in places], parent)
    total = max(1.0, chars.sum())
    inside = common >= deep
    columns = [
        *boxes,
        *paths,
        common / deep,
        np.log1p(np.maximum(below, 0)),
        inside,
        np.full(n, float((chars * prose * inside).sum() / max(1.0, (chars * prose).sum()))),
        np.full(n, linked.sum() / total),
    ]
    return np.stack(columns, axis=1)


def _groups(
    keys: Sequence[int | str],
    chars: npt.NDArray[np.float64],
    linked: npt.NDArray[np.float64],
    prose: npt.NDArray[np.float64],
) -> tuple[list[npt.NDArray[np.float64]], int]:
    """Five columns on the group of each block, and a block of the group with most prose."""
    numbers: dict[int | str, int] = {}
    group = np.fromiter((numbers.setdefault(k, len(numbers)) for k in keys), np.int64, len(keys))
    size = len(numbers)
    text = np.bincount(group, chars, size)
    count = np.bincount(group, None, size).astype(np.float64)
    good = np.bincount(group, chars * prose, size)
    link = np.bincount(group, linked, size)
    best = int(good.argmax()) if good.any() else int(text.argmax())
    columns = [
        np.log1p(text)[group],
        np.log(count)[group],
        (good / max(1.0, good.sum()))[group],
        (link / np.maximum(text, 1.0))[group],
        (group == best).astype(np.float64),
    ]
    return columns, int((group == best).argmax())


def _relation(
    paths: Sequence[str], main: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Steps that each path shares with the main one, and steps it goes on after them."""
    steps = main.split("/")
    known: dict[str, tuple[int, int]] = {}
    for path in paths:
        if path not in known:
            mine = path.split("/")
            shared = 0
            for a, b in zip(mine, steps, strict=False):
                if a != b:
                    break
                shared += 1
            known[path] = (shared, len(mine) - shared)
    both = np.array([known[path] for path in paths], np.float64)
    return both[:, 0], both[:, 1]


# Likeness to other text of the page


def _like_columns(reading: Reading) -> npt.NDArray[np.float64]:
    keys = [_NOT_WORD.sub(" ", block.text.lower()).strip() for block in reading.blocks]
    counts = Counter(keys)
    titles = [*_given(reading.head, ("og:title", "twitter:title")), reading.head.title]
    descriptions = _given(reading.head, ("og:description", "description", "twitter:description"))
    title, description = _WordSet(titles), _WordSet(descriptions)
    alts = {_NOT_WORD.sub(" ", alt.lower()).strip() for _, alt in reading.head.images if alt}
    body = _article_body(reading.head)
    seen: set[str] = set()
    rows = []
    for key in keys:
        words = key.split()
        rows.append(
            (
                min(counts[key] - 1, 3),
                key not in seen,
                title.holds(key),
                title.share(words),
                description.holds(key),
                description.share(words),
                bool(body) and len(key) > 8 and key.replace(" ", "") in body,
                bool(body),
                key in alts,
            )
        )
        seen.add(key)
    return np.array(rows, np.float64)


class _WordSet:
    """The texts that a page's head gives for one thing, and their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = {_NOT_WORD.sub(" ", text.lower()).strip() for text in texts}
        self._words = {word for text in self._texts for word in text.split()}

    def holds(self, key: str) -> bool:
        return len(key) > 3 and any(text.startswith(key) for text in self._texts)

    def share(self, words: Sequence[str]) -> float:
        if not words or not self._words:
            return 0.0
        return sum(map(self._words.__contains__, words[:60])) / min(len(words), 60)


def _given(head: Head, names: tuple[str, ...]) -> list[str]:
    return [content for name, content in head.metas if name in names]


def _article_body(head: Head) -> str:
    """Letters and digits of the longest ``articleBody`` in the page's JSON-LD, lower case."""
    longest = ""
    for script in head.json_ld:
        for quoted in _ARTICLE_BODY.findall(script):
            if len(quoted) > len(longest):
                longest = quoted
    try:
        return _NOT_WORD.sub("", str(json.loads(longest, strict=False)).lower()) if longest else ""
    except ValueError:
        return ""


# Names, tags and words


def _named_columns(
    blocks: Sequence[Block], places: Sequence[Structure]
) -> tuple[npt.NDArray[np.float64], ...]:
    lexicon = np.array([_lexicon_row(place.names) for place in places], np.float64)
    kinds = np.array([_one_hot(block.kind, _KINDS) for block in blocks], np.float64)
    tags = np.array([_tag_row(place.path) for place in places], np.float64)
    own = np.array([_one_hot(place.tag, _SELF_TAGS) for place in places], np.float64)
    return lexicon, kinds, tags, own


@cache
def _one_hot(value: str, values: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(float(value == v) for v in values)


@lru_cache(4096)
def _tag_row(path: str) -> tuple[float, ...]:
    tags = {step.partition(".")[0].partition("#")[0] for step in path.split("/")}
    return tuple(float(tag in tags) for tag in _TAGS)


@cache
def _lexicon() -> dict[str, float]:
    raw = _NAMES.read_text("utf-8")
    return {w: math.log((strip + 1) / (keep + 1)) for w, (keep, strip) in json.loads(raw).items()}


@lru_cache(16384)
def _name_weight(name: str) -> float:
    lexicon = _lexicon()
    values = [lexicon[part] for part in name_parts(name) if part in lexicon]
    return max(values, key=abs, default=0.0)


@lru_cache(4096)
def _lexicon_row(names: tuple[str, ...]) -> tuple[float, float, float, float]:
    values = list(map(_name_weight, names))
    if not values:
        return 0.0, 0.0, 0.0, 0.0
    return sum(values[:_NEAR]), max(values), min(values), sum(values) / len(values)


@lru_cache(16384)
def name_parts(name: str) -> tuple[str, ...]:
    """The words in a class or id name, lower case."""
    return tuple(part.lower() for part in _PARTS.findall(name))


@lru_cache(16384)
def _name_ids(name: str) -> tuple[int, ...]:
    parts = {name, *name_parts(name)}
    return tuple(sorted(crc32(part.encode("utf-8", "replace")) % NAME_BUCKETS for part in parts))


@lru_cache(4096)
def _far_ids(names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(chain.from_iterable(map(_name_ids, names))) or (0,)


def _near_ids(place: Structure) -> tuple[int, ...]:
    return _tag_ids(place.path) + _far_ids(place.names[:_NEAR])


@lru_cache(4096)
def _tag_ids(path: str) -> tuple[int, ...]:
    steps = path.rsplit("/", 3)[-3:]
    tags = [step.partition(".")[0].partition("#")[0] for step in steps]
    return tuple(
        crc32(f"<{up}{tag}".encode("utf-8", "replace")) % NAME_BUCKETS
        for up, tag in enumerate(reversed(tags))
    )


def _word_ids(text: str) -> tuple[int, ...]:
    words = text.lower().split(None, _SHORT_WORDS + 1)
    if len(words) > _SHORT_WORDS:
        return (0,)
    return tuple(map(_word_id, words)) or (0,)


@lru_cache(16384)
def _word_id(word: str) -> int:
    bare = _NOT_WORD.sub("", word)
    if bare.isdigit():
        bare = "0"
    return 1 + crc32(bare.encode("utf-8", "replace")) % (WORD_BUCKETS - 1)
