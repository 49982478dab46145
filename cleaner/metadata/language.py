"""The language of a page: as declared, else by its script and its small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from cleaner.grammar.tables import table
from cleaner.metadata.sources import Sources
from cleaner.records import Candidate, Field

SAMPLE = 1800
"""Characters that are looked at."""
FEWEST_HITS = 3

_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_DECLARED = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*$")
_OLD_CODES = {
    "iw": "he",
    "in": "id",
    "nb": "no",
    "nn": "no",
    "ji": "yi",
    "zho": "zh",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "cmn": "zh",
}
_FAMILIES = (
    frozenset(("no", "nb", "nn", "da", "sv")), frozenset(("hr", "sr", "bs", "sl", "sh", "me")),
    frozenset(("id", "ms")), frozenset(("cs", "sk")), frozenset(("bg", "mk")),
    frozenset(("es", "gl", "pt", "ca")), frozenset(("ru", "uk", "be")), frozenset(("nl", "af")),
    frozenset(("hi", "mr", "ne")), frozenset(("az", "tr")),
)  # fmt: skip
_RANGES = (
    ("\u0370", "\u03ff", "el"), ("\u0530", "\u058f", "hy"), ("\u0590", "\u05ff", "he"),
    ("\u0a00", "\u0a7f", "pa"), ("\u0a80", "\u0aff", "gu"), ("\u0b00", "\u0b7f", "or"),
    ("\u0b80", "\u0bff", "ta"), ("\u0c00", "\u0c7f", "te"), ("\u0c80", "\u0cff", "kn"),
    ("\u0d00", "\u0d7f", "ml"), ("\u0d80", "\u0dff", "si"), ("\u0e00", "\u0e7f", "th"),
    ("\u0e80", "\u0eff", "lo"), ("\u1000", "\u109f", "my"), ("\u10a0", "\u10ff", "ka"),
    ("\u1200", "\u137f", "am"), ("\u1780", "\u17ff", "km"), ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
)  # fmt: skip
_SCRIPTS = (
    ("\u0400", "\u052f", "cyrillic"), ("\u0600", "\u06ff", "arabic"),
    ("\u0900", "\u097f", "devanagari"), ("\u0980", "\u09ff", "bengali"),
    ("\u4e00", "\u9fff", "han"), ("A", "\u024f", "latin"), ("\u1e00", "\u1eff", "latin"),
)  # fmt: skip


def candidates(sources: Sources) -> list[Candidate]:
    """The languages that head and text name. What the page declares is believed unless the text is
    plainly in another language (many sites leave the declaration of their software in place)."""
    found = [
        Candidate(code, raw, "html-lang" if where == "lang" else "meta", sure)
        for where, raw, sure in _declared(sources)
        if (code := normal(raw))
    ]
    detected, sure = weigh(sample(sources))
    if detected:
        plain_error = sure and all(not _close(c.value, detected) for c in found)
        found.append(Candidate(detected, "", "text", 0.95 if plain_error else 0.7))
    return found


def disagreement(field: Field) -> str:
    """A sentence if the page declares one language and is plainly in another; else empty."""
    declared = [c for c in field.others if c.source != "text"]
    if field.source != "text" or not declared or _close(declared[0].value, field.value):
        return ""
    return f"declared language {declared[0].raw!r}, but the text is in {field.value!r}"


def _close(one: str, other: str) -> bool:
    """Whether two languages are the same, or so near that small words hardly tell them apart."""
    return one == other or any(one in family and other in family for family in _FAMILIES)


def sample(sources: Sources) -> str:
    """Some of the body's text, enough to tell the language."""
    parts: list[str] = []
    length = 0
    for block in sources.body or sources.reading.blocks:
        parts.append(block.text)
        length += len(block.text)
        if length > SAMPLE:
            break
    return " ".join(parts)


def _declared(sources: Sources) -> list[tuple[str, str, float]]:
    head = sources.reading.head
    declared = [("lang", head.lang, 0.9)]
    declared += [("meta", v, 0.75) for v in sources.values("content-language", "og:locale")[:2]]
    language = sources.article.get("inLanguage")
    if isinstance(language, str):
        declared.append(("meta", language, 0.8))
    return [d for d in declared if d[1]]


def normal(raw: str) -> str | None:
    """A declared language as ISO 639-1 where it has such a code, lower case."""
    m = _DECLARED.match(raw)
    if not m:
        return None
    code = m[1].lower()
    return _OLD_CODES.get(code, code)


@cache
def _by_word(script: str) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language, words in table("languages")[script].items():
        for word in words.split():
            out[word] = (*out.get(word, ()), language)
    return out


@cache
def _by_letter(script: str) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language, letters in table("languages").get(script + "_letters", {}).items():
        for letter in letters:
            out[letter] = (*out.get(letter, ()), language)
    return out


def detect(text: str) -> str | None:
    """The language of a text by script and small words; None if there is too little to tell."""
    return weigh(text)[0]


def weigh(text: str) -> tuple[str | None, bool]:
    """The language of a text, and whether it stands out clearly."""
    sample = text[:SAMPLE]
    plain = sample.encode("ascii", "ignore")
    if 3 * (len(sample) - len(plain)) < len(plain.translate(None, _NO_LETTERS)):
        return _by_words(sample, "latin")
    counts: Counter[str] = Counter()
    for char, number in Counter(sample).items():
        if char.isalpha():
            counts[_script(char)] += number
    if not counts:
        return None, False
    letters = counts.total()
    if counts["ja"] and counts["ja"] + counts["han"] > letters / 3:
        return ("ja" if counts["ja"] > counts["han"] / 20 else "zh"), letters > 100
    script, number = counts.most_common(1)[0]
    if script in table("languages"):
        return _by_words(sample, script)
    return ("zh" if script == "han" else script or None), number > max(100, letters * 0.6)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if "A" <= char <= "\u024f":
        return "latin"
    for low, high, name in (*_SCRIPTS, *_RANGES):
        if low <= char <= high:
            return name
    return ""


def _by_words(sample: str, script: str) -> tuple[str | None, bool]:
    """The same for a text in a script that several languages use."""
    known = _by_word(script)
    small = sample.lower()
    words = _WORD.findall(small) if script == "latin" else small.split()
    scores: dict[str, int] = {}
    for word, number in Counter(filter(known.__contains__, words)).items():
        for language in known[word]:
            scores[language] = scores.get(language, 0) + min(number, 12)
    for letter, languages in () if sample.isascii() else _by_letter(script).items():
        for language in languages if letter in sample else ():
            scores[language] = scores.get(language, 0) + 2 * min(5, sample.count(letter))
    ranked = Counter(scores).most_common(2)
    if not ranked or ranked[0][1] < FEWEST_HITS:
        return None, False
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0], ranked[0][1] >= 20 and ranked[0][1] > 1.7 * second
