"""What the labeller of plain-text pages sees of each block: numbers, and the words by hash.

All counting over characters is done for the whole page at once with numpy, because a page has
to be measured in a fraction of a millisecond.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any, TypeAlias
from unicodedata import category, name
from zlib import crc32

from numpy.typing import NDArray

from cleaner.evidence import concepts, phrases
from cleaner.evidence.arrays import np
from cleaner.evidence.text_topics import NAMES as TOPICS
from cleaner.evidence.text_topics import Letters, Terms, terms_of, topics
from cleaner.records import Block, Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BUCKETS = 1 << 18
"""How many hashed words are told apart."""
HEAD_CHARS = 400
"""Longer blocks show the model the words of this many first characters ..."""
TAIL_CHARS = 100
"""... and of this many last ones."""
CLASSES = [
    "symbol",
    "upper",
    "lower",
    "digit",
    "space",
    "end",
    "comma",
    "colon",
    "quote",
    "bar",
    "bracket",
    "dash",
    "special",
    "money",
    "newline",
    "bullet",
    "han",
    "kana",
    "hangul",
    "thai",
    "indic",
    "arabic",
    "hebrew",
    "letter",
    "upper2",
    "lower2",
]
_SETS = {
    "end": ".!?…。！？؟।॥۔։",
    "comma": ",;،、，；؛·",
    "colon": ":：",
    "quote": "\"'“”‘’«»„‚「」『』‹›`",
    "bar": "|/\\>→←»›‹«=+_~^",
    "bracket": "()[]{}（）【】《》",
    "dash": "-–—―",
    "special": "@#©®™&*",
    "money": "$€£¥%₹",
    "bullet": "•▪▫◦‣●○■□➤►▶✓✔▲▼★☆",
}
_SCRIPTS = {
    "CJK": "han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HANGUL": "hangul",
    "THAI": "thai",
    "LAO": "thai",
    "KHMER": "thai",
    "MYANMAR": "thai",
    "DEVANAGARI": "indic",
    "BENGALI": "indic",
    "TAMIL": "indic",
    "TELUGU": "indic",
    "MALAYALAM": "indic",
    "KANNADA": "indic",
    "GUJARATI": "indic",
    "GURMUKHI": "indic",
    "SINHALA": "indic",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
}
_ALIKE = (
    (0x3400, 0x4DC0, "han"),
    (0x4E00, 0xA000, "han"),
    (0xAC00, 0xD7A4, "hangul"),
    (0xD800, 0xF900, "symbol"),
)
"""Long ranges of one class, first and end; the last is of surrogates and private use."""
_CODE = {word: i for i, word in enumerate(CLASSES)}
_SCRIPT_LETTERS = [
    "upper",
    "lower",
    "han",
    "kana",
    "hangul",
    "thai",
    "indic",
    "arabic",
    "hebrew",
    "letter",
    "upper2",
    "lower2",
]
_LETTERS = tuple(_CODE[c] for c in _SCRIPT_LETTERS)
_INSIDE = (*_SCRIPT_LETTERS, "digit", "quote")
_WIDE = (_CODE["han"], _CODE["kana"], _CODE["hangul"])
_SOLO = ("han", "kana", "hangul", "thai")
"""Scripts whose words are known by pairs of letters."""
_SPACED = tuple(c for c in _SCRIPT_LETTERS if c not in _SOLO)
_SHARES = [
    "upper",
    "lower",
    "digit",
    "end",
    "comma",
    "quote",
    "bar",
    "bracket",
    "dash",
    "special",
    "money",
    "symbol",
]
_COUNTS = [
    "end",
    "comma",
    "colon",
    "quote",
    "bar",
    "bracket",
    "dash",
    "special",
    "money",
    "bullet",
    "digit",
]
_EDGES = {
    "upper": ("upper", "upper2"),
    "lower": ("lower", "lower2"),
    "digit": ("digit",),
    "end": ("end",),
    "quote": ("quote", "bracket"),
    "mark": ("bar", "dash", "bullet", "special", "money", "symbol"),
    "colon": ("colon", "comma"),
    "uncased": ("han", "kana", "hangul", "thai", "indic", "arabic", "hebrew", "letter"),
}
_GROUPS = {
    "related-link": "related",
    "related-list": "related",
    "sign-in-prompt": "account",
    "newsletter": "account",
    "subscription-offer": "account",
    "donation-appeal": "account",
    "app-promo": "account",
    "share-bar": "social",
    "comments": "social",
    "comment-policy": "social",
    "counter": "social",
    "ad-marker": "ad",
    "cookie-notice": "legal",
    "copyright": "legal",
    "disclaimer": "legal",
    "navigation": "menu",
    "tags": "menu",
    "photo-credit": "media",
    "player-control": "media",
    "author-bio": "author",
}
_WHERES = ("line", "heading", "start", "end", "cut", "hint")
_FAMILIES = {
    family: row for row, family in enumerate((*_WHERES, *sorted({*_GROUPS.values(), "other"})))
}
"""Columns of what the phrases say: by place, then by kind."""
_LIMITS = (20, 60, 150, 400)
_PAGE_SCRIPTS = ("han", "kana", "hangul", "thai", "indic", "arabic", "hebrew", "letter", "upper2")
_SHARE_CODES = [_CODE[c] for c in _SHARES]
_COUNT_CODES = [_CODE[c] for c in _COUNTS]
_PAGE_CODES = [_CODE[c] for c in _PAGE_SCRIPTS]
_INSIDE_CODES = sorted(_CODE[c] for c in _INSIDE)
_LENGTH_NAMES = [f"length_{limit}" for limit in _LIMITS]
_SHARE_NAMES = [f"share_{name}" for name in _SHARES]
_COUNT_NAMES = [f"n_{name}" for name in _COUNTS]
_EDGE_NAMES = [f"{end}_{edge}" for edge in _EDGES for end in ("first", "last")]
_PAGE_NAMES = [f"page_{name}" for name in (*_PAGE_SCRIPTS[:-1], "cased2")]
_FAMILY_NAMES = [f"phrase_{name}" for name in _FAMILIES]
_TIME = re.compile(r"\d[:.h]\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NET = re.compile(r"https?:|www\.|\.(?:com|org|net)\b", re.IGNORECASE)
_NET_SIGNS = ("http", "www.", ".com", ".org", ".net")
_MAIL = re.compile(r"\w@\w")
_HANDLE = re.compile(r"(?<!\w)@\w")
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+|\d+"
)

_ASCII_WORD = re.compile(r"[a-z]+|[0-9]+")
"""The same for small letters of ASCII."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A page as the model sees it; n blocks."""

    numbers: Floats
    """(n, len(NAMES)) unscaled."""
    ids: Ints
    """Hashed words of all blocks one after the other, 0 <= id < BUCKETS."""
    rows: Ints
    """For each id the block that it belongs to, ascending."""
    concepts: Ints
    """What the words of all blocks mean, as ``concepts.read`` numbers it ..."""
    concept_rows: Ints
    """... and the blocks that those belong to, ascending."""
    lengths: Floats
    """(n,) characters."""
    covered: Floats
    """(n,) how much of a block phrases cover, each character once; ``phrase_cover`` counts it for
    each phrase, which languages may share."""


@cache
def classes() -> NDArray[np.uint8]:
    """The class of each character of the basic plane, as an index into ``CLASSES``."""
    table = np.zeros(0x10000, np.uint8)
    alike: set[int] = set()
    for begin, end, kind in _ALIKE:
        table[begin:end] = _CODE[kind]
        alike.update(range(begin, end))
    for point in range(0x10000):
        if point not in alike:
            table[point] = _CODE[_class(chr(point))]
    for kind, characters in _SETS.items():
        for character in characters:
            table[ord(character)] = _CODE[kind]
    table[10] = _CODE["newline"]
    return table


def _class(character: str) -> str:
    kind = category(character)
    if kind[0] in "LM":
        script = name(character, "").partition(" ")[0]
        if script in _SCRIPTS:
            return _SCRIPTS[script]
        latin = "" if script == "LATIN" else "2"
        return {"Lu": "upper" + latin, "Ll": "lower" + latin}.get(kind, "letter")
    if kind == "Nd":
        return "digit"
    return "space" if kind[0] == "Z" or character.isspace() else "symbol"


_Word: TypeAlias = tuple[tuple[int, ...], bytes, int]
"""Hashes of a word and its pieces, whose stems and endings carry over to words never seen; its
bytes; and the check sum of them and a space, to be continued with the bytes of the next word."""


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> _Word:
    data = word.encode()
    if word.isdigit():
        ids = [crc32(f"0{min(len(word), 5)}".encode())]
    else:
        ids = [crc32(data)]
        if len(word) > 4:
            ids.append(crc32(("^" + word[:4]).encode()))
        if len(word) > 6:
            ids.append(crc32((word[-4:] + "$").encode()))
    return tuple(ids), data, crc32(data + b" ")


_BEGIN, _WHOLE = crc32(b"^ "), crc32(b"= ")


def _hash_words(words: Sequence[str], whole: bool) -> tuple[int, ...]:
    """Hashes of words, of neighbouring words and, for a short block, of the block itself."""
    if not words:
        return (crc32(b"", _WHOLE),) if whole else ()
    own, data, begun = zip(*map(_word, words), strict=True)
    ids = list(chain.from_iterable(own))
    ids.extend(map(crc32, data[1:], begun))
    ids.append(crc32(data[0], _BEGIN))
    ids.append(crc32(b"$", begun[-1]))
    if whole:
        ids.append(crc32(b" ".join(data), _WHOLE))
    return tuple(ids)


@lru_cache(maxsize=512)
def _read_words(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words at the ends of a text and their hashes; what is left of a page is read again.

    Both are tuples: the collector of garbage does not look into those again and again.
    """
    ends = _ends(text).lower()
    words = (_ASCII_WORD if ends.isascii() else _WORD).findall(ends)
    return tuple(words), _hash_words(words, len(words) <= 8)


def measure(
    reading: Reading,
    search: phrases.Search | None = None,
    sites: NDArray[np.float64] | None = None,
) -> Measures:
    """All that the model looks at. An empty page gives empty arrays.

    ``search`` holds what is known already of the phrases in its texts; ``sites`` are the counts
    of ``text_topics.sites_of_terms`` where they are not those that are shipped.
    """
    search = search or phrases.new_search()
    blocks = reading.blocks
    n = len(blocks)
    if not n:
        empty = np.zeros(0, np.int64)
        none = np.zeros((0, len(NAMES)), np.float32)
        zero = np.zeros(0, np.float32)
        return Measures(none, empty, empty, empty, empty, zero, zero)
    texts = [b.text.replace("\n", " ") or " " for b in blocks]
    words, ids = zip(*map(_read_words, texts), strict=True)
    rows = np.repeat(np.arange(n), [len(x) for x in ids])
    characters = _Characters(texts)
    columns = _shapes(texts, characters)
    length = columns["length"]
    columns |= _flags(texts, characters) | _blocks(blocks) | _likeness(texts, words)
    found = [search.match(t) for t in texts]
    columns |= _phrases(texts, found)
    columns |= _position(n) | _prose(length, columns["ends"], columns["n_comma"])
    columns |= _flow(characters) | topics(_terms(characters), columns["is_prose"] > 0, sites)
    numbers = np.empty((len(NAMES), n), np.float32)
    for row, key in enumerate(NAMES):
        numbers[row] = columns[key]
    flat = np.fromiter(chain.from_iterable(ids), np.int64, len(rows)) % BUCKETS
    lengths = (characters.breaks - characters.starts).astype(np.float32)
    meant, meant_rows = concepts.read([_ends(text) for text in texts])
    covered = np.array(
        [_covered(m) / len(t) for m, t in zip(found, texts, strict=True)], np.float32
    )
    return Measures(numbers.T, flat, rows, meant, meant_rows, lengths, covered)


def _covered(matches: Sequence[phrases.PhraseMatch]) -> int:
    """How many characters phrases cover that are in order."""
    total = end = 0
    for match in matches:
        total += max(0, match.end - max(end, match.start))
        end = max(end, match.end)
    return total


def terms(texts: Sequence[str]) -> Terms:
    """The terms by which the topics of texts are compared."""
    return _terms(_Characters([text.replace("\n", " ") for text in texts]))


def _terms(characters: _Characters) -> Terms:
    kinds = characters.kinds
    word, solo = _any_of(*_SPACED).take(kinds), _any_of(*_SOLO).take(kinds)
    return terms_of(Letters(characters.points, characters.row, word, solo))


def _ends(text: str) -> str:
    if len(text) <= HEAD_CHARS + TAIL_CHARS:
        return text
    return text[:HEAD_CHARS] + " " + text[-TAIL_CHARS:]


class _Characters:
    """The characters of a page's texts, one text after the other, a line feed behind each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "\n".join(texts) + "\n"
        self.points = np.frombuffer(self.joined.encode("utf-32-le", "replace"), np.uint32)
        self.breaks = np.flatnonzero(self.points == 10)
        self.starts = np.concatenate(([0], self.breaks[:-1] + 1))
        self.row = np.repeat(np.arange(len(texts)), self.breaks - self.starts + 1)
        self.kinds = classes()[np.minimum(self.points, 0xFFFF)].astype(np.int64)


def _shapes(texts: Sequence[str], characters: _Characters) -> dict[str, Any]:
    """Counts of character classes, in each block; length in letters and digits."""
    kinds, row = characters.kinds, characters.row
    breaks, starts = characters.breaks, characters.starts
    size = len(CLASSES)
    table = np.bincount(row * size + kinds, minlength=len(texts) * size).reshape(-1, size).T
    count = dict(zip(CLASSES, table, strict=True))
    letters = table[_LETTERS, :].sum(0)
    length = letters + table[_WIDE, :].sum(0) * 2 + count["digit"]
    upper, lower = count["upper"] + count["upper2"], count["lower"] + count["lower2"]
    out: dict[str, Any] = {"length": length, "log_length": np.log1p(length)}
    limits = np.array(_LIMITS)[:, None]
    out |= _named(_LENGTH_NAMES, np.minimum(length, limits) / limits)
    parts = table[_SHARE_CODES, :]
    parts[:2] = upper, lower
    out |= _named(_SHARE_NAMES, parts / np.maximum(1, breaks - starts))
    out |= _named(_COUNT_NAMES, np.log1p(table[_COUNT_CODES, :]))
    inside = table[_INSIDE_CODES, :].sum(0)
    out |= _word_shapes(characters, inside, count["end"])
    first, last = kinds[starts], kinds[np.maximum(starts, breaks - 1)]
    edges = np.stack([_edges()[:, first], _edges()[:, last]], 1).reshape(-1, len(texts))
    out |= _named(_EDGE_NAMES, edges)
    closing = kinds[np.maximum(starts, breaks - 2)]
    out["ends"] = out["last_end"] + out["last_quote"] * (closing == _CODE["end"])
    out["all_caps"] = ((upper > 3) & (lower == 0)).astype(float)
    shares = table[_PAGE_CODES, :].sum(1) / np.maximum(1, letters.sum())
    shares[-1] = (count["upper2"] + count["lower2"]).sum() / np.maximum(1, letters.sum())
    return out | _named(_PAGE_NAMES, np.repeat(shares[:, None], len(texts), 1))


def _named(names: Sequence[str], rows: NDArray[Any]) -> dict[str, Any]:
    """The rows by name."""
    return dict(zip(names, rows, strict=True))


@cache
def _edges() -> NDArray[np.float64]:
    """(len(_EDGES), len(CLASSES)) 1 where a class is one of the edge's."""
    return np.array([_any_of(*members) for members in _EDGES.values()], float)


@cache
def _any_of(*names: str) -> NDArray[np.bool_]:
    """(len(CLASSES),) true for these classes."""
    return np.array([c in names for c in CLASSES])


def _flow(characters: _Characters) -> dict[str, Any]:
    """Whether a block goes on in the middle of the sentence that the one before it broke off."""
    starts, stops = characters.starts, np.maximum(characters.starts, characters.breaks - 1)
    n = len(starts)
    first, last = characters.kinds[starts], characters.kinds[stops]
    inside = _any_of("lower", "lower2", "comma")[first]
    joined = np.zeros(n)
    broken = ~_any_of("end", "colon", "quote", "bracket")[last]
    joined[1:] = (inside[1:] & broken[:-1]) | _any_of("comma")[last[:-1]]
    index = np.arange(n)
    run = np.maximum.accumulate(np.where(joined > 0, 0, index))
    length = (characters.breaks - starts).astype(float)
    return {
        "inside": inside.astype(float),
        "joined": joined,
        "joins": np.append(joined[1:], 0.0),
        "flow": np.log1p(np.bincount(run, length, minlength=n)[run]),
        "flow_blocks": np.log1p(np.bincount(run, minlength=n)[run] - 1.0),
        "under_colon": np.append(0.0, _any_of("colon")[last[:-1]]),
    }


def _word_shapes(characters: _Characters, letters: Ints, ends: Ints) -> dict[str, Any]:
    """How many words there are and how many begin with a capital; ``letters`` are those of words,
    ``ends`` the marks that end sentences."""
    kinds, row, n = characters.kinds, characters.row, len(letters)
    cased, inside = _any_of("upper", "upper2").take(kinds), _any_of(*_INSIDE).take(kinds)
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    n_words = np.bincount(row[begins], minlength=n)
    n_capital = np.bincount(row[begins & cased], minlength=n)
    small = _any_of("lower", "lower2", "digit").take(kinds)
    n_glue = np.bincount(row[1:][cased[1:] & small[:-1]], minlength=n)
    tiny = begins.copy()
    tiny[:-4] &= small[:-4] & ~(inside[1:-3] & inside[2:-2] & inside[3:-1] & inside[4:])
    some = np.maximum(1, n_words)
    return {
        "glue_marks": np.log1p(n_glue),
        "share_tiny": np.bincount(row[tiny], minlength=n) / some,
        "words_per_end": np.log1p(n_words / (1 + ends)),
        "log_words": np.log1p(n_words),
        "share_capital": n_capital / some,
        "word_length": np.minimum(letters / some, 20) / 10,
    }


def _flags(texts: Sequence[str], characters: _Characters) -> dict[str, Any]:
    """Times, years, addresses and handles in each block, up to three."""
    out: dict[str, Any] = {}
    for key, pattern, places in _candidates(characters):
        column = np.zeros(len(texts))
        found = list(_matches(pattern, characters.joined, places))
        if found:
            np.add.at(column, characters.row[found], 1)
        out[f"has_{key}"] = np.minimum(column, 3)
    out["ellipsis"] = np.array([t.endswith(("...", "…")) for t in texts], float)
    return out


def _candidates(characters: _Characters) -> Iterator[tuple[str, re.Pattern[str], Iterable[int]]]:
    """Name and pattern of each flag, and all places where a match can begin, in order."""
    points = characters.points
    marked = (points[1:] == ord(":")) | (points[1:] == ord(".")) | (points[1:] == ord("h"))
    marked &= (characters.kinds[:-1] == _CODE["digit"]) | (points[:-1] > 0xFFFF)
    yield "time", _TIME, np.flatnonzero(marked).tolist()
    one, two = points == ord("1"), points == ord("2")
    years = (one[:-1] & (points[1:] == ord("9"))) | (two[:-1] & (points[1:] == ord("0")))
    yield "year", _YEAR, np.flatnonzero(years).tolist()
    lowered = characters.joined.lower()
    even = len(lowered) == len(characters.joined)
    signs = [at for sign in _NET_SIGNS for at in _places(sign, lowered)]
    yield "net", _NET, sorted(signs) if even else range(len(points))
    at = np.flatnonzero(points == ord("@"))
    yield "mail", _MAIL, (at[at > 0] - 1).tolist()
    yield "handle", _HANDLE, at.tolist()


def _places(sign: str, text: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[int]:
    """Where the matches begin that ``finditer`` would find, given all places where they can."""
    end = 0
    for at in places:
        if at >= end and (match := pattern.match(text, at)):
            end = match.end()
            yield at


def _blocks(blocks: Sequence[Block]) -> dict[str, Any]:
    glued = np.array([b.glued for b in blocks], float)
    return {
        "is_item": np.array([b.kind == "list-item" for b in blocks], float),
        "is_heading": np.array([b.kind == "heading" for b in blocks], float),
        "is_quote": np.array([b.kind == "quote" for b in blocks], float),
        "glued": glued,
        "glues": np.append(glued[1:], 0.0),
        "page_glued": np.full(len(blocks), glued.mean()),
    }


def _phrases(
    texts: Sequence[str], found: Sequence[Sequence[phrases.PhraseMatch]]
) -> dict[str, Any]:
    """What the phrase families find in each block, by place and by kind."""
    n = len(texts)
    rows, covered = np.zeros((len(_FAMILIES), n)), np.zeros(n)
    for i, matches in enumerate(found):
        for m in matches:
            rows[_FAMILIES[m.where], i] += 1
            rows[_FAMILIES[_GROUPS.get(m.reason, "other")], i] = 1
        if matches:
            covered[i] = sum(m.end - m.start for m in matches) / len(texts[i])
    out = _named(_FAMILY_NAMES, np.minimum(rows, 3))
    out["phrase_cover"] = np.minimum(covered, 1)
    index = np.arange(n)
    heads = np.maximum.accumulate(np.where(out["phrase_heading"] > 0, index, -99))
    out["since_heading"] = np.log1p(np.minimum(index - heads, 20))
    strong = sum(out[f"phrase_{k}"] for k in ("line", "heading", "start", "end"))
    out["page_phrases"] = np.full(n, (strong > 0).mean())
    out["near_phrases"] = _windowed((strong > 0).astype(float), 3) / 7
    return out


def _likeness(texts: Sequence[str], words: Sequence[Sequence[str]]) -> dict[str, Any]:
    """How far a block repeats the opening, another block, or the words of the page."""
    lowered = [t.lower() for t in texts]
    seen = Counter(lowered)
    long_words = [{w for w in line if len(w) > 3} or set(line) for line in words]
    document = Counter(chain.from_iterable(long_words))
    shared = {word for word, times in document.items() if times > 1}
    first = long_words[0]
    lead = set().union(*long_words[:6])
    before: set[str] = set()
    topical, opening, known, leading = [], [], [], []
    for i, line in enumerate(long_words):
        size = len(line) or 1
        topical.append(len(shared & line) / size)
        opening.append(len(first & line) / size)
        known.append(len(before & line) / size)
        leading.append(len(lead & line) / size if i > 5 else topical[-1])
        before |= line
    opening[0] = max(
        (len(first & line) / (len(first) or 1) for line in long_words[1:6]), default=0.0
    )
    repeats = np.array([seen[t] for t in lowered], float)
    return {
        "repeats": np.log(repeats),
        "topical": np.array(topical),
        "opening": np.array(opening),
        "known": np.array(known),
        "leading": np.array(leading),
        "distinct": np.array([len(set(line)) / (len(line) or 1) for line in words]),
    }


def _position(n: int) -> dict[str, Any]:
    index = np.arange(n)
    return {
        "from_top": np.log1p(index),
        "from_bottom": np.log1p(n - 1 - index),
        "is_first": (index == 0).astype(float),
        "is_last": (index == n - 1).astype(float),
        "relative": index / max(1, n - 1),
        "page_blocks": np.full(n, np.log(n)),
    }


def _prose(length: Any, ends: Any, commas: Any) -> dict[str, Any]:
    """Where the running text of the page is, seen from each block."""
    n = len(length)
    prose = (length > 80) & ((ends > 0) | (commas > 0.5) | (length > 200))
    mass = np.where(prose, length, 0).astype(float)
    total = max(1.0, mass.sum())
    before = np.cumsum(mass) - mass
    index = np.arange(n)
    previous = np.maximum.accumulate(np.where(prose, index, -n))
    following = np.minimum.accumulate(np.where(prose, index, 2 * n)[::-1])[::-1]
    into = index - previous
    until = following - index
    page = max(1.0, length.sum())
    neighbours = {
        f"around_{k}": _windowed(mass, k) / np.maximum(1, _windowed(length.astype(float), k))
        for k in (2, 6)
    }
    return {
        "is_prose": prose.astype(float),
        "prose_before": before / total,
        "prose_after": 1 - (before + mass) / total,
        "since_prose": np.log1p(np.minimum(into, 60)),
        "until_prose": np.log1p(np.minimum(until, 60)),
        "no_prose_before": (previous < 0).astype(float),
        "no_prose_after": (following >= n).astype(float),
        "page_prose": np.full(n, mass.sum() / page),
        "page_length": np.full(n, np.log1p(page)),
        "page_mean": np.full(n, np.log1p(page / n)),
        "of_longest": length / max(1.0, length.max()),
    } | neighbours


def _windowed(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Sums over the k neighbours each side and the block itself."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(len(values))
    high = np.minimum(index + k + 1, len(values))
    return np.asarray(sums[high] - sums[np.maximum(index - k, 0)])


def _names() -> tuple[str, ...]:
    texts = ["a", "b"]
    characters = _Characters(texts)
    shapes = _shapes(texts, characters)
    columns = (
        shapes
        | _flags(texts, characters)
        | _phrases(texts, [(), ()])
        | _likeness(texts, [["a"], ["b"]])
        | _position(2)
    )
    columns |= _prose(shapes["length"], shapes["ends"], shapes["n_comma"])
    columns |= _blocks([Block(0, "a", 0, 1), Block(1, "b", 2, 3)]) | _flow(characters)
    return (*(x for x in columns if x != "length"), *TOPICS)


NAMES = _names()
"""Names of the columns of ``Measures.numbers``."""
