"""The forms under which a block is counted: its text, its slotted text, its place in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from cleaner.grammar import dates
from cleaner.grammar.bylines import may_open
from cleaner.records import Block, Reading

LONG = 100
"""Characters from which a block with a sentence counts as prose that only one story has."""
MAX_SLOTTED = 160
"""Longer blocks have no slotted form: two that differ in a number only are two texts."""
SHARED_LINES, SHARED_SHARE = 3, 0.2
"""Lines of a page of no known site, and their share, that others must have to be of its site."""

TITLE_LETTERS = 12
"""Shorter titles may stand in a line by chance."""
FIRST_LINES = 8
"""Lines of a text among which its title is."""
MOST_OPENING = 3
"""Words before the colon of a line whose rest is a slot."""
ANY = "{…}"
KEY_BYTES = 5
"""With a thousand forms on a page and two thousand that repeat on its site, one page in half a
million has a form that is taken for another."""
LONGEST_NAME = 64
"""Characters of a form that a profile shows."""

NAMED_WITHIN = 300
"""Characters of a text in which authors are looked for."""
NAME_WORDS, NAME_LETTERS = (2, 3, 4), (2, 3, 4)
NO_NAME = ".,:;!?()\"'“”„«»–—-"
"""Signs around words that are no part of a name."""

_KEY = re.compile("… #([0-9a-f]{10})$")
_SLOT = re.compile(r"\{[^}]*\}")
_TAIL = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_STOPS = ",.:;|!?"
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*[km]?\b|\d+")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"[.#][^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?。！？।؟…]")


def fold(text: str) -> str:
    """Case and white space folded."""
    return " ".join(text.casefold().split())


def key_of(form: str) -> int:
    """40 bits that stand for a form."""
    digest = blake2b(form.encode("utf-8", "replace"), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big")


def shown(form: str) -> str:
    """A form as profiles show it: of a long one the beginning and the key."""
    if len(form) <= LONGEST_NAME:
        return form
    end = nameless(key_of(form))
    return form[: LONGEST_NAME - len(end)] + end


def nameless(key: int) -> str:
    """What stands for a form that is known by its key alone."""
    return f"… #{key:010x}"


def key_in(name: str) -> int:
    """The key of the form that ``shown`` or ``nameless`` gave a name."""
    found = _KEY.search(name)
    return int(found.group(1), 16) if found else key_of(name)


def exact(block: Block) -> str:
    """The block's text as it is compared across pages; "" if it has no letter or digit."""
    return _exact(block.text)


def _exact(text: str) -> str:
    form = fold(text)
    return form if any(c.isalnum() for c in form) else ""


def exact_key(block: Block) -> int:
    """The key of ``exact``; the votes on a page ask for it several times a block."""
    return _exact_key(block.text)


@lru_cache(4096)
def _exact_key(text: str) -> int:
    return key_of(_exact(text))


def slotted(text: str, titles: Sequence[str]) -> dict[str, int]:
    """The forms of a text with slots, each with how loose it is (0 to 2), none without a slot.

    0 has numbers and the page's own title as slots, 1 dates and names too, 2 all that follows an
    opening such as "Read more:". ``titles`` are those of ``titles_of``. Forms that would be little
    but slots are none.
    """
    plain = fold(text)
    if len(plain) > MAX_SLOTTED:
        return {}
    titled = _titled(text, plain, titles)
    loose = fold(numbered(_named(dated(titled), literal=may_open(text))))
    found = (fold(numbered(titled)), loose, _opened(loose))
    made: dict[str, int] = {}
    for looseness, form in enumerate(found):
        if form != plain and _says_much(form):
            made.setdefault(form, looseness)
    return made


def titles_of(reading: Reading) -> tuple[str, ...]:
    """What may be the page's title, folded, longest first: its headings, or its first lines."""
    title = fold(reading.head.title)
    heads = [b.text for b in reading.blocks if b.kind == "heading" and b.level == 1]
    lines = [b.text for b in reading.blocks[:FIRST_LINES]] if reading.page.kind == "text" else []
    found = {title, *_TAIL.split(title)[:1], *map(fold, heads), *map(fold, lines)}
    fit = [t for t in found if TITLE_LETTERS <= len(t) <= MAX_SLOTTED]
    return tuple(sorted(fit, key=lambda t: (-len(t), t)))


def _titled(text: str, plain: str, titles: Sequence[str]) -> str:
    """A text with the title in it as a slot, unless it is the title."""
    if len(plain) != len(text):
        return text
    for title in titles:
        at = plain.find(title) if len(title) < len(plain) else -1
        if at >= 0:
            return text[:at] + "{title}" + text[at + len(title) :]
    return text


def numbered(text: str) -> str:
    """A text with its numbers as slots."""
    return _NUMBER.sub("{#}", text)


def dated(text: str) -> str:
    """A text with its dates as slots."""
    for line in reversed(dates.parse(text)):
        text = text[: line.start] + "{date}" + text[line.end :]
    return text


def _named(text: str, *, literal: bool) -> str:
    """A text with each run of two words and more in capitals as a slot; ``literal`` keeps the first
    word, which opens a byline."""
    words = text.split()
    out: list[str] = []
    run: list[str] = []
    for at, word in enumerate(words):
        if (at or not literal) and _is_capitalised(word):
            run.append(word)
            if word[-1] not in _STOPS:
                continue
            out += _run(run)
            run = []
        else:
            out += [*_run(run), word]
            run = []
    return " ".join([*out, *_run(run)])


def may_name(text: str) -> Iterator[str]:
    """What may be a full name in the first words of a text, folded: a few words, or the very first
    letters, as scripts without spaces have it."""
    plain = fold(text[:NAMED_WITHIN])
    words = [word.strip(NO_NAME) for word in plain.split()]
    for at in range(len(words)):
        yield from (
            " ".join(words[at : at + size]) for size in NAME_WORDS if at + size <= len(words)
        )
    yield from (plain[:size] for size in NAME_LETTERS)


def _run(words: Sequence[str]) -> list[str]:
    if len(words) < 2:
        return list(words)
    last = words[-1][-1]
    return ["{name}" + (last if last in _STOPS else "")]


def _is_capitalised(word: str) -> bool:
    """Whether a word is written as names are; words all in capitals are not."""
    return word[:1].isupper() and word[1:2].islower()


def _opened(form: str) -> str:
    """The form of a line that opens with a few words and a colon, and all behind them as a slot."""
    opening, colon, rest = form.partition(": ")
    few = 1 <= opening.count(" ") + 1 <= MOST_OPENING and "{" not in opening
    return f"{opening}: {ANY}" if colon and rest and few else ""


def is_loose(form: str) -> bool:
    """Whether dates, names or a whole rest are slots in a form."""
    return any(slot in form for slot in ("{date}", "{name}", ANY))


def _says_much(form: str) -> bool:
    """Whether enough letters of a form stand in no slot."""
    return sum(c.isalpha() for c in _SLOT.sub("", form)) >= 3


def is_prose(text: str) -> bool:
    """Whether a text is long and holds the end of a sentence."""
    return len(text) >= LONG and _SENTENCE_END.search(text) is not None


def of_one_site(shared: int, lines: int) -> bool:
    """Whether a page that shares so many of its short lines with others is of their site."""
    return shared >= max(SHARED_LINES, SHARED_SHARE * lines)


@lru_cache(4096)
def place(path: str) -> str:
    """The path from its last element with a name on, numbers as slots: a template repeats it."""
    return _from_named(_steps(path))


def is_named(place: str) -> bool:
    """Whether a place has a class or an id that tells it from others of the page."""
    return _NAMED.search(place) is not None


@lru_cache(4096)
def enclosing(path: str) -> tuple[str, ...]:
    """The places of all elements around and of a block that may be a container, outermost first."""
    steps = _steps(path)
    return tuple(_from_named(steps[:i]) for i in range(2, len(steps) + 1))


def may_contain(place: str) -> bool:
    """Whether a place may be the container of articles: the root holds all that a page has, and
    without a name no element is told from others."""
    return is_named(place) and not place.startswith(("html", "body"))


@lru_cache(4096)
def named_steps(path: str) -> tuple[bool, ...]:
    """For each element of ``enclosing``: whether it is a box with a class or id of its own."""
    return tuple(_is_box(step) for step in _steps(path)[1:])


_BOXES = frozenset(
    ("div", "aside", "table", "ul", "ol", "figure", "section", "form", "dl", "nav", "footer",
     "header", "article")
)  # fmt: skip


def _is_box(step: str) -> bool:
    tag = re.split(r"[.#]", step, maxsplit=1)[0]
    return tag in _BOXES and _NAMED.search(step) is not None


def _steps(path: str) -> list[str]:
    """The elements of a path with the numbers in class names and ids as slots; h1 to h6 stay."""
    return [_without_numbers(step) for step in path.split("/")]


@lru_cache(4096)
def _without_numbers(step: str) -> str:
    tag, dot, name = _split(step)
    return tag + dot + _DIGITS.sub("#", name)


def _split(step: str) -> tuple[str, str, str]:
    at = min((i for i in (step.find("."), step.find("#")) if i >= 0), default=len(step))
    return step[:at], step[at : at + 1], step[at + 1 :]


def _from_named(steps: list[str]) -> str:
    """The steps from the last one that has a name, or all of them."""
    last = next((at for at in reversed(range(len(steps))) if _NAMED.search(steps[at])), 0)
    return "/".join(steps[last:])
