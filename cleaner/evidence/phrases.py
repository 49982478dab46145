"""Phrase families: what publishers write around articles, as data, and the matcher for them.

``data/phrases/<language>.toml`` has one table a reason, and in it lists of phrases by where they
count:

``line``     the whole line is the phrase
``heading``  as ``line``, and short lines that follow go with it
``start``    a line that begins so is chrome, the rest is a slot
``end``      a short line that ends so is chrome
``cut``      chrome inside a longer line; only these characters go. ``(related *)`` in brackets:
             a bracket that begins so goes whole
``hint``     suspicious, never enough alone

Inside a phrase ``*`` stands for 1 to 8 tokens (1 to 20 characters of Chinese, Japanese, Thai),
``{a|b c|}`` for alternatives, ``#`` for a number.
A ``start`` phrase that ends in `` :`` (space, colon) asks for a colon, bar or dash after it.
Text is folded before it is compared: case, accents, apostrophes and the other punctuation do not
count; ``copyright`` is © too. See ``tokenize``.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple, TypeAlias, get_args

from cleaner.reasons import REASONS
from cleaner.records import Block, Reading, Vote

Where = Literal["line", "heading", "start", "end", "cut", "hint"]

STRONG = 5.0
"""Votes of this weight and above speak for a removal by themselves."""

WEIGHTS: dict[str, float] = {"line": 9.0, "heading": 9.0, "start": 7.0, "end": 5.0, "hint": 1.0}
"""Log-odds for chrome of a match on a short line, by where it counts."""

WILD_TOKENS = 8
WILD_CHARACTERS = 20
"""How many tokens ``*`` stands for at most, in phrases with spaces and without."""

SHARE_OF_WORD = 0.4
"""What a character of a script without spaces counts for when the words of a line are counted."""

FULL_TRUST_WORDS = 20
NO_TRUST_WORDS = 60
"""``start``, ``end`` and ``hint`` count in full up to the first and not at all from the second."""

LOOK_BACK_TOKENS = 80
"""How far back from its last token the first one of a phrase is looked for."""

MOSAIC_TOKENS = 40
"""The longest line, in tokens, that is tried as a row of several whole-line phrases."""

DIGEST_ITEMS = 4
"""From so many sentences on a page that an ``end`` phrase closes, they are the items of a digest
("... Read more" after each): the phrase then counts half, and what it closes may be the story."""

LIST_BLOCKS = 30
"""How many blocks after a ``heading`` can go with it."""

LIST_WORDS = 25
"""The longest entry, in words, of a list under a ``heading``."""

STATES = 20_000
"""How many states one automaton remembers; beyond that it computes without remembering."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff"
    "\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
)
"""Scripts written without spaces, as a regex class body: Thai, Lao, Burmese, Khmer, kana, Han."""
APOSTROPHES = "'’‘ʼ`´′"
JOINERS = "\u00ad\u200c\u200d\u2060"

OPENING_QUOTES = '"“”„«‹「『‟〝＂'
COLON = re.compile(r"[.]?\s*(?:[:：|»›>]|[–—-]\s)")
SENTENCE_END = re.compile(r"[.;。．।।।؛…]['\"’”»」』)\]]*\s*$")
BRACKET = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,300})[)\]）】]")
GLUED_GROUP = re.compile(r"([^\s{}|*#]*)\{([^{}]*)\}([^\s{}|*#]*)")
WORDLESS = re.compile(r"[{|]\s*[^\w\s{}|*#©]+\s*(?=[|}])")
PARTS = re.compile(r"([{}|*#])")

COPYRIGHT = "(?:[Cc]opyright|COPYRIGHT)?\\s*©"
"""The sign, and word and sign together, are one token, ``©``."""

ASCII_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[kKmM]?(?![A-Za-z0-9])|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*", re.ASCII
)


class Token(NamedTuple):
    """One folded token and its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a phrase file."""

    reason: str
    where: Where
    language: str
    text: str
    """As the file has it."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a text; offsets count characters of that text."""

    reason: str
    where: Where
    start: int
    end: int
    language: str
    phrase: str


@cache
def marks() -> str:
    """The combining marks of the basic plane that belong to words, as a regex class body."""
    points = (c for c in range(0x300, 0xFFFF) if unicodedata.category(chr(c))[0] == "M")
    return "".join(chr(c) for c in points if not re.match(f"[{UNSPACED}]", chr(c)))


@cache
def token_pattern() -> re.Pattern[str]:
    """What a token is in text beyond ASCII."""
    letter = f"(?:[^\\W_{UNSPACED}]|[{marks()}{JOINERS}])"
    number = rf"\d+(?:[.,٫٬'’]\d+)*[kKmM]?(?!{letter})"
    return re.compile(rf"{COPYRIGHT}|{number}|[{UNSPACED}]|{letter}+(?:[{APOSTROPHES}]{letter}+)*")


DROPPED: dict[int, None] = {ord(c): None for c in APOSTROPHES + JOINERS + "ـ"}
DROPPED |= dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x653), 0x670])
REPLACED = str.maketrans("ىیکٱأإآıё", "ييكااااiе")
NUMBER = re.compile(r"\d+(?:[.,٫٬'’]\d+)*[kKmM]?")


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """A token as phrases are compared: no case, accents or apostrophes; ``#`` for a number."""
    if NUMBER.fullmatch(token):
        return "#"
    if token.endswith("©"):
        return "©"
    if token.isascii():
        return sys.intern(token.lower().replace("'", "").replace("`", ""))
    bare = unicodedata.normalize("NFKD", token).casefold().translate(DROPPED)
    return sys.intern(unicodedata.normalize("NFC", bare).translate(REPLACED))


@lru_cache(maxsize=2048)
def tokenize(text: str) -> tuple[Token, ...]:
    """The folded tokens of a text: runs of letters and digits, CJK and Thai one by one.

    A page's lines are asked for several times, so the last ones are remembered.
    """
    pattern = ASCII_TOKEN if text.isascii() else token_pattern()
    return tuple(Token(fold(m.group()), m.start(), m.end()) for m in pattern.finditer(text))


Piece: TypeAlias = "str | list[list[Piece]]"
"""A token (``*`` and ``#`` included), or alternatives."""


def unglue(pattern: str) -> str:
    """Write ``newsletter{s|}`` as ``{newsletters|newsletter}``: groups of whole words."""

    def spread(match: re.Match[str]) -> str:
        before, group, after = match.groups()
        return "{" + "|".join(before + part + after for part in group.split("|")) + "}"

    return GLUED_GROUP.sub(spread, pattern)


def parse(pattern: str) -> list[Piece]:
    """A pattern as a list of tokens (``str``) and alternatives (``list`` of such lists).

    Raises ``ValueError`` if braces do not pair or an alternative has nothing but punctuation.
    """
    if WORDLESS.search(pattern):
        raise ValueError(f"cannot read phrase {pattern!r}: an alternative without a word")
    parts = [part for part in PARTS.split(unglue(pattern)) if part]
    pieces = _alternatives(parts)
    if parts or len(pieces) > 1:
        raise ValueError(f"cannot read phrase {pattern!r}: stray brace or bar")
    return pieces[0]


def _alternatives(parts: list[str]) -> list[list[Piece]]:
    """Take parts off the front up to the brace that closes the group, or to the end."""
    found: list[list[Piece]] = [[]]
    while parts and parts[0] != "}":
        part = parts.pop(0)
        if part == "{":
            found[-1].append(_alternatives(parts))
            if not parts:
                raise ValueError("cannot read phrase: brace without its partner")
            del parts[0]
        elif part == "|":
            found.append([])
        elif part in ("*", "#"):
            found[-1].append(part)
        else:
            for token in tokenize(part):
                signed = token.text == "copyright"
                found[-1].append([["copyright"], ["©"]] if signed else token.text)
    return found


def backwards(pieces: Iterable[Piece]) -> list[Piece]:
    """The pattern that reads the same tokens from the last to the first."""
    turned = [p if isinstance(p, str) else [backwards(part) for part in p] for p in pieces]
    return turned[::-1]


@lru_cache(maxsize=16_384)
def is_unspaced(token: str) -> bool:
    """Whether a token is a character of a script without spaces."""
    return re.match(f"[{UNSPACED}]", token) is not None


def vocabulary(pieces: Iterable[Piece]) -> set[str]:
    """The words of a pattern."""
    words: set[str] = set()
    for piece in pieces:
        if isinstance(piece, str):
            words.add(piece)
        else:
            for part in piece:
                words |= vocabulary(part)
    return words


class State:
    """A set of places in the patterns that the tokens so far lead to."""

    __slots__ = ("accepts", "next", "places")

    def __init__(self, places: frozenset[int], accepts: tuple[int, ...]) -> None:
        self.places = places
        self.accepts = accepts
        """Numbers of the patterns that may end here."""
        self.next: dict[str, State | None] = {}


class Automaton:
    """Many patterns at once, read token by token; what was worked out is remembered.

    With ``anywhere`` a pattern may begin at every token, else only at the first. Tokens that no
    pattern has must be given as the empty string.
    """

    def __init__(self, patterns: dict[int, list[Piece]], *, anywhere: bool = False) -> None:
        self._words: list[dict[str, list[int]]] = [{}]
        self._any: list[list[int]] = [[]]
        self._accepts: list[list[int]] = [[]]
        self._anywhere = anywhere
        self._states: dict[frozenset[int], State] = {}
        for number, pieces in patterns.items():
            unspaced = any(map(is_unspaced, vocabulary(pieces)))
            limit = WILD_CHARACTERS if unspaced else WILD_TOKENS
            for place in self._lay(pieces, {0}, limit):
                self._accepts[place].append(number)
        self.start = self._state(frozenset({0}))

    def _place(self) -> int:
        self._words.append({})
        self._any.append([])
        self._accepts.append([])
        return len(self._words) - 1

    def _lay(self, pieces: Sequence[Piece], places: set[int], limit: int) -> set[int]:
        for piece in pieces:
            if isinstance(piece, list):
                places = {end for part in piece for end in self._lay(part, places, limit)}
            elif piece == "*":
                places = self._lay_wild(places, limit)
            else:
                places = self._lay_word(piece, places)
        return places

    def _lay_word(self, word: str, places: set[int]) -> set[int]:
        place = self._place()
        for source in places:
            self._words[source].setdefault(word, []).append(place)
        return {place}

    def _lay_wild(self, places: set[int], limit: int) -> set[int]:
        ends: set[int] = set()
        for _ in range(limit):
            place = self._place()
            for source in places:
                self._any[source].append(place)
            places = {place}
            ends.add(place)
        return ends

    def _state(self, places: frozenset[int]) -> State:
        state = self._states.get(places)
        if state is None:
            accepts = sorted({number for place in places for number in self._accepts[place]})
            state = State(places, tuple(accepts))
            if len(self._states) < STATES:
                self._states[places] = state
        return state

    def _step(self, state: State, word: str) -> State | None:
        places = {0} if self._anywhere else set()
        for place in state.places:
            places.update(self._any[place])
            places.update(self._words[place].get(word, ()))
        if not places:
            state.next[word] = None
            return None
        known = frozenset(places)
        following = self._state(known)
        if known in self._states:
            state.next[word] = following
        return following

    def ends(self, words: Sequence[str]) -> list[tuple[int, tuple[int, ...]]]:
        """``(tokens read, numbers of patterns that end there)``, in reading order."""
        found: list[tuple[int, tuple[int, ...]]] = []
        state: State | None = self.start
        for count, word in enumerate(words, 1):
            assert state is not None
            state = state.next[word] if word in state.next else self._step(state, word)
            if state is None:
                break
            if state.accepts:
                found.append((count, state.accepts))
        return found


def needs_word(pieces: Iterable[Piece]) -> bool:
    """Whether whatever the pattern matches has a word of it; numbers are none."""
    return any(
        piece not in ("*", "#") if isinstance(piece, str) else all(map(needs_word, piece))
        for piece in pieces
    )


def size(tokens: Iterable[Token]) -> float:
    """The length of a line in words; a character of a script without spaces is part of one."""
    return sum(SHARE_OF_WORD if is_unspaced(t.text) else 1 for t in tokens)


def trust(words: float) -> float:
    """How much of their weight phrases keep that do not fill a line of so many words."""
    over = (words - FULL_TRUST_WORDS) / (NO_TRUST_WORDS - FULL_TRUST_WORDS)
    return min(1.0, max(0.0, 1.0 - over))


def quoted(text: str, start: int) -> bool:
    """Whether a quotation opens right before the offset."""
    return start > 0 and text[start - 1] in OPENING_QUOTES + "'"


def is_speech(text: str) -> bool:
    """Whether the line opens with a quotation mark: someone is speaking, not the site."""
    return text.lstrip()[:1] in OPENING_QUOTES and bool(text.strip())


def is_entry(block: Block) -> bool:
    """Whether a block may be an entry of a list: short and not a finished sentence."""
    if SENTENCE_END.search(block.text):
        return False
    return size(tokenize(block.text)) <= LIST_WORDS


class Phrasebook:
    """The phrases of some languages, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Raises ``ValueError`` for a phrase that cannot be read or could match nothing."""
        self.phrases = tuple(phrases)
        whole: dict[int, list[Piece]] = {}
        inner: dict[int, list[Piece]] = {}
        final: dict[int, list[Piece]] = {}
        bracket: dict[int, list[Piece]] = {}
        self._colon: set[int] = set()
        self._words: set[str] = set()
        for number, phrase in enumerate(self.phrases):
            pieces = self._read(number, phrase)
            if phrase.where == "cut" and phrase.text.startswith("("):
                bracket[number] = pieces
            elif phrase.where == "end":
                final[number] = backwards(pieces)
            elif phrase.where in ("cut", "hint"):
                inner[number] = pieces
            if phrase.where in ("line", "heading", "start"):
                whole[number] = pieces
        fixed = {n for n, p in (whole | inner).items() if "*" not in vocabulary(p)}
        self._row = {n for n in fixed if self.phrases[n].where in ("line", "heading", "cut")}
        cuts = {n: p for n, p in inner.items() if n in self._row}
        self._whole = Automaton(whole | cuts)
        self._inner = Automaton(inner, anywhere=True)
        self._inner_back = Automaton({n: backwards(p) for n, p in inner.items()})
        self._final = Automaton(final)
        self._bracket = Automaton(bracket)

    def _read(self, number: int, phrase: Phrase) -> list[Piece]:
        text = phrase.text
        if phrase.where == "cut" and text.startswith("("):
            text = text.strip("()").rstrip(" *")
        if phrase.where == "start" and text.endswith(" :"):
            self._colon.add(number)
        pieces = parse(text)
        words = vocabulary(pieces)
        if not needs_word(pieces):
            raise ValueError(f"phrase {text!r} ({phrase.language}) can match without a word")
        self._words |= words
        return pieces

    def match(self, text: str) -> tuple[PhraseMatch, ...]:
        """All phrases found in one line or paragraph, by place."""
        tokens = tokenize(text)
        if not tokens:
            return ()
        words = [t.text if t.text in self._words else "" for t in tokens]
        found = self._match_whole(text, tokens, words) + self._match_inner(text, tokens, words)
        if size(tokens) < NO_TRUST_WORDS:
            found += self._match_final(tokens, words)
        return tuple(sorted(found, key=lambda m: (m.start, m.end)))

    def _found(self, number: int, start: int, end: int) -> PhraseMatch:
        p = self.phrases[number]
        return PhraseMatch(p.reason, p.where, start, end, p.language, p.text)

    def _match_whole(
        self, text: str, tokens: Sequence[Token], words: list[str]
    ) -> list[PhraseMatch]:
        numbers: dict[int, int] = {}
        for count, ended in self._whole.ends(words):
            for number in ended:
                if self._holds(number, count == len(words), text, tokens[count - 1].end):
                    numbers[number] = count
        found = [self._found(n, tokens[0].start, tokens[c - 1].end) for n, c in numbers.items()]
        filled = any(m.where in ("line", "heading") for m in found)
        if not filled and len(words) <= MOSAIC_TOKENS:
            found += self._match_row(tokens, words)
        return found

    def _holds(self, number: int, full: bool, text: str, end: int) -> bool:
        where = self.phrases[number].where
        if where != "start":
            return full and where != "cut"
        return number not in self._colon or full or COLON.match(text, end) is not None

    def _match_row(self, tokens: Sequence[Token], words: list[str]) -> list[PhraseMatch]:
        """A line that is nothing but phrases and numbers, one after the other."""
        first: dict[int, int] = {0: -1}
        for at in range(len(words)):
            if at not in first:
                continue
            if words[at] == "#" and first[at] >= 0:
                first.setdefault(at + 1, first[at])
            for count, ended in self._whole.ends(words[at:]):
                numbers = [n for n in ended if n in self._row]
                if numbers:
                    first.setdefault(at + count, first[at] if first[at] >= 0 else numbers[0])
        number = first.get(len(words), -1)
        if number < 0:
            return []
        phrase = self.phrases[number]
        start, end = tokens[0].start, tokens[-1].end
        return [PhraseMatch(phrase.reason, "line", start, end, phrase.language, phrase.text)]

    def _match_inner(
        self, text: str, tokens: Sequence[Token], words: list[str]
    ) -> list[PhraseMatch]:
        longest: dict[tuple[int, int], int] = {}
        for end, ended in self._inner.ends(words):
            back = words[max(0, end - LOOK_BACK_TOKENS) : end][::-1]
            begun = self._inner_back.ends(back)
            for number in ended:
                start = end - max(count for count, numbers in begun if number in numbers)
                longest[number, start] = end
        found = [
            self._found(number, tokens[start].start, tokens[end - 1].end)
            for (number, start), end in longest.items()
        ]
        return found + self._match_brackets(text)

    def _match_brackets(self, text: str) -> list[PhraseMatch]:
        found = []
        for bracket in BRACKET.finditer(text):
            words = [t.text if t.text in self._words else "" for t in tokenize(bracket[1])]
            numbers = {n for _, ended in self._bracket.ends(words) for n in ended}
            found += [self._found(n, bracket.start(), bracket.end()) for n in sorted(numbers)]
        return found

    def _match_final(self, tokens: Sequence[Token], words: list[str]) -> list[PhraseMatch]:
        longest = {n: count for count, ended in self._final.ends(words[::-1]) for n in ended}
        return [
            self._found(n, tokens[-count].start, tokens[-1].end) for n, count in longest.items()
        ]

    def cuts(self, text: str) -> tuple[PhraseMatch, ...]:
        """The ``cut`` matches inside a longer text, in order, without overlap.

        Nothing that stands in quotation marks and nothing that is the whole text.
        """
        found: list[PhraseMatch] = []
        for m in sorted(self.match(text), key=lambda m: (m.start, -m.end)):
            inside = m.where == "cut" and not quoted(text, m.start)
            if inside and not (found and m.start < found[-1].end):
                found.append(m)
        filled = len(found) == 1 and not tokenize(text[: found[0].start] + text[found[0].end :])
        return () if filled else tuple(found)

    def vote(self, text: str) -> tuple[Vote, PhraseMatch] | None:
        """The strongest vote that the phrases in one block justify, and the match behind it."""
        if is_speech(text):
            return None
        matches = self.match(text)
        if not matches:
            return None
        share = trust(size(tokenize(text)))
        weighed = [(self._weight(m, text, share), m) for m in matches]
        weight, match = max(weighed, key=lambda pair: pair[0])
        if weight <= 0:
            return None
        return Vote("chrome", weight, match.reason, f"phrase:{match.language}"), match

    def _weight(self, match: PhraseMatch, text: str, share: float) -> float:
        if match.where == "cut":
            filled = not tokenize(text[: match.start] + " " + text[match.end :])
            return WEIGHTS["line"] if filled else 0.0
        if match.where == "heading" and "*" in match.phrase and SENTENCE_END.search(text):
            return 0.0
        if match.where in ("line", "heading"):
            return WEIGHTS["end" if match.end - match.start < 3 and text.isascii() else match.where]
        return round(WEIGHTS[match.where] * share, 2)

    def votes(self, reading: Reading) -> list[tuple[Vote, ...]]:
        """For each block the votes, all for ``chrome``, that phrases in it or above it justify."""
        own = _spare_digest(reading, [self.vote(block.text) for block in reading.blocks])
        best: list[Vote | None] = [found[0] if found else None for found in own]
        for index, found in enumerate(own):
            if found and found[1].where == "heading":
                self._spread(reading, index, best)
        return [(vote,) if vote else () for vote in best]

    def _spread(self, reading: Reading, index: int, best: list[Vote | None]) -> None:
        head = best[index]
        assert head is not None
        reason = "related-link" if head.reason == "related-list" else head.reason
        entries = list_under(reading, index)
        weight = list_weight(reading, index, len(entries))
        for at in entries:
            vote = best[at]
            if vote is None or vote.weight < weight:
                best[at] = Vote("chrome", weight, reason, head.evidence)


Found: TypeAlias = "tuple[Vote, PhraseMatch] | None"


def _spare_digest(reading: Reading, own: list[Found]) -> list[Found]:
    items = [
        index
        for index, found in enumerate(own)
        if found and found[1].where == "end" and _is_item(reading.blocks[index].text, found[1])
    ]
    if len(items) < DIGEST_ITEMS:
        return own
    spared = set(items)
    return [
        (replace(found[0], weight=found[0].weight / 2), found[1])
        if found and index in spared
        else found
        for index, found in enumerate(own)
    ]


def _is_item(text: str, match: PhraseMatch) -> bool:
    """Whether what stands before a closing phrase is a sentence of its own."""
    before = text[: match.start].rstrip()
    return SENTENCE_END.search(before) is not None and size(tokenize(before)) > 4


def gap(reading: Reading, index: int) -> bool:
    """Whether a blank line stands before the block; HTML has none."""
    if reading.page.kind == "html" or index == 0:
        return False
    between = reading.page.source[reading.blocks[index - 1].end : reading.blocks[index].start]
    return between.count("\n") > 1


def list_under(reading: Reading, index: int) -> list[int]:
    """The blocks that make the list under the heading ``index``."""
    entries: list[int] = []
    for at in range(index + 1, min(index + 1 + LIST_BLOCKS, len(reading.blocks))):
        block = reading.blocks[at]
        if not is_entry(block):
            break
        if len(entries) > 1 and gap(reading, at) and not gap(reading, at - 1):
            break
        entries.append(at)
    return entries


def list_weight(reading: Reading, index: int, length: int) -> float:
    """How sure a list is: most at the end of the page, least in lines that all stand apart."""
    rest = reading.blocks[index + 1 + length :]
    if not any(size(tokenize(block.text)) > FULL_TRUST_WORDS for block in rest):
        return 6.0
    return 3.0 if length and gap(reading, index + 1) else 4.0


def known_languages() -> frozenset[str]:
    """The languages that have a phrase file."""
    folder = resources.files("cleaner") / "data" / "phrases"
    return frozenset(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml"))


@cache
def read_phrases(language: str) -> tuple[Phrase, ...]:
    """The phrases of one language's file.

    Raises ``ValueError`` for a reason or place that does not exist, or a phrase given twice.
    """
    file = resources.files("cleaner") / "data" / "phrases" / f"{language}.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    phrases = []
    for reason, table in tables.items():
        for where, texts in table.items():
            if reason not in REASONS or where not in get_args(Where):
                raise ValueError(f"phrases of {language!r}: no such table as {reason}.{where}")
            phrases += [Phrase(reason, where, language, text) for text in texts]
    if len(set(phrases)) < len(phrases):
        twice = sorted({p.text for p in phrases if phrases.count(p) > 1})
        raise ValueError(f"phrases of {language!r} given twice: {twice}")
    return tuple(phrases)


@cache
def load(languages: frozenset[str] | None = None) -> Phrasebook:
    """The phrases of some languages, by default of all, in one book.

    Raises ``FileNotFoundError`` for a language without a file, ``ValueError`` for a bad file.
    """
    wanted = sorted(known_languages() if languages is None else languages)
    return Phrasebook(phrase for language in wanted for phrase in read_phrases(language))


def votes(reading: Reading) -> list[tuple[Vote, ...]]:
    """The votes of the phrases of all languages on each block; see ``Phrasebook.votes``."""
    return load().votes(reading)


def cuts(text: str) -> tuple[PhraseMatch, ...]:
    """Chrome of any language glued into a longer text; see ``Phrasebook.cuts``."""
    return load().cuts(text)
