"""Bodies that only a page's scripts hold: the ``articleBody`` of JSON-LD, or a string of state.

Pages that are empty until a script fills them, and pages that show the beginning to those who do
not pay, often carry the whole text. It becomes blocks behind those of the tree if the page shows
less than a third of it and little prose besides. Their spans are those of the raw characters in
the script.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.grammar.letters import fold
from cleaner.records import RECOVERED, Block, BlockKind, Head, Structure

SHOWN = 3
"""A page that shows a third of a body, or as much other prose, needs no recovering."""
LEAST, MOST = 400, 1_000_000
"""Characters between which a string is taken for a body."""
SENTENCES = 3
PROSE = 80
"""Characters from which a block of the tree counts as prose."""
SAME = 5
"""How many words in a row make out that two texts are the same."""
MAIN = 0.6
"""Share of all bodies on a page that one must have to be the page's own."""
LONG_WORD = 4
"""Letters from which a word of the title says what a body is about."""

_SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_LITERAL = r'"\s*:\s*"((?:[^"\\]|\\.){%d,%d}+)"'
_DECLARED = re.compile('"articleBody' + _LITERAL % (1, MOST), re.DOTALL)
_STATE = re.compile(
    '"(?:articleBody|body|bodyHtml|body_html|content|contentHtml|content_html|html|text|rendered'
    "|storyBody|fullText)" + _LITERAL % (LEAST, MOST),
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))",
    re.DOTALL,
)
_CONTROLS = {"n": "\n", "r": "\n", "t": " ", "b": " ", "f": " "}
_BREAK = re.compile(
    r"\n|<(/?)(p|div|h[1-6]|li|ul|ol|br|blockquote|section|figure|table|tr|figcaption)\b[^>]*>",
    re.IGNORECASE,
)
_UNREAD = re.compile(r"<(script|style|figure|iframe)\b|<!--", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_REFERENCE = re.compile(r"&(?:[a-zA-Z]+|#\d+);")
_SENTENCE_END = re.compile(r"[.!?。！？।؟…][\"'”’»)」』]*(?:\s|$|<)")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z][.!?])(?=[A-ZÀ-Ý“])")
_WORD = re.compile(r"\w+")


class _Body(NamedTuple):
    """A JSON string, decoded."""

    text: str
    ends: list[int]
    """Where the runs end in which characters of text and source go in step."""
    origins: list[int]
    """Where each run begins in the source."""
    until: int
    """One past the last character in the source."""

    def origin(self, at: int) -> int:
        """The offset in the source of a character of the text."""
        if at >= len(self.text):
            return self.until
        run = bisect_right(self.ends, at)
        return self.origins[run] + at - (self.ends[run - 1] if run else 0)


def with_recovered(source: str, blocks: tuple[Block, ...], head: Head) -> tuple[Block, ...]:
    """The blocks, and behind them those of the body if only a script has it."""
    declared = any('"articleBody"' in script for script in head.json_ld)
    if not declared and any(map(_is_prose, blocks)):
        return blocks
    bodies = _bodies(source, declared=declared)
    if not declared:
        bodies = [body for body in bodies if _is_about(body.text, head)]
    prose = [block.text for block in blocks if _is_prose(block)]
    if not bodies or _shows(prose, " ".join(body.text for body in bodies)):
        return blocks
    return (*blocks, *_blocks(source, bodies, len(blocks)))


def _is_prose(block: Block) -> bool:
    long = len(block.text) >= PROSE and 2 * block.link_chars < len(block.text)
    return long and bool(_SENTENCE_END.search(block.text))


# Which strings


def _bodies(source: str, *, declared: bool) -> list[_Body]:
    """The page's own body; all entries of a live blog; nothing if the page has many stories."""
    literals = _DECLARED if declared else _STATE
    found: dict[str, _Body] = {}
    live = False
    for start, end in _scripts(source, declared=declared):
        live |= source.find("liveBlogUpdate", start, end) >= 0
        for match in literals.finditer(source, start, end):
            body = _decoded(source, *match.span(1))
            found.setdefault(body.text, body)
    whole = sum(map(len, found))
    longest = max(found, key=len, default="")
    own = [longest] if len(longest) >= MAIN * whole else list(found) if live else []
    told = sum(len(_SENTENCE_END.findall(text)) for text in own)
    enough = sum(map(len, own)) >= LEAST and told >= SENTENCES
    return [found[text] for text in own] if enough else []


def _scripts(source: str, *, declared: bool) -> Iterator[tuple[int, int]]:
    """Where the scripts with JSON-LD, or else all others, begin and end in the source."""
    at = 0
    while start := _SCRIPT.search(source, at):
        end = _SCRIPT_END.search(source, start.end())
        at = end.start() if end else len(source)
        if declared == ("ld+json" in start[1].lower()):
            yield start.end(), at


def _decoded(source: str, start: int, end: int) -> _Body:
    """The JSON string that stands in the source, without its quotes, decoded."""
    parts: list[str] = []
    ends: list[int] = []
    origins: list[int] = []
    length, at = 0, start
    for match in (*_ESCAPE.finditer(source, start, end), None):
        run = source[at : match.start() if match else end]
        piece = _character(match) if match else ""
        for text, origin in ((run, at), (piece, match.start() if match else end)):
            if text:
                length += len(text)
                parts.append(text)
                ends.append(length)
                origins.append(origin)
        at = match.end() if match else end
    return _Body("".join(parts), ends, origins, end)


def _character(escape: re.Match[str]) -> str:
    """The character that an escape stands for."""
    high, low, unit, letter = escape.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if unit:
        code = int(unit, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _CONTROLS.get(letter, letter)


def _is_about(text: str, head: Head) -> bool:
    """Whether half of the long words of the page's title stand in a text."""
    title = next((value for name, value in head.metas if name == "og:title"), head.title)
    wanted = {word for word in _words(title) if len(word) >= LONG_WORD}
    return len(wanted) > 1 and 2 * len(wanted.intersection(_words(text))) >= len(wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(_TAG.sub(" ", text).casefold())


def _shows(prose: Sequence[str], body: str) -> bool:
    """Whether the page shows a good part of the body, or as much prose that is not its own."""
    if SHOWN * sum(map(len, prose)) >= 2 * len(body):
        return True  # one of both it is
    known = set(_grams(body))
    inside = outside = 0
    for text in prose:
        grams = _grams(text)
        if 2 * sum(gram in known for gram in grams) >= len(grams):
            inside += len(text)
        else:
            outside += len(text)
    return SHOWN * max(inside, outside) >= len(body)


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _words(_unescaped(text))
    return [tuple(words[at : at + SAME]) for at in range(max(1, len(words) - SAME + 1))]


# From strings to blocks


def _blocks(source: str, bodies: Iterable[_Body], index: int) -> Iterator[Block]:
    """The paragraphs of the bodies as blocks, counted from ``index``."""
    for body in bodies:
        line = source.count("\n", 0, body.origin(0)) + 1
        structure = Structure(tag=RECOVERED, path=RECOVERED, line=line)
        for start, end, kind, level in _pieces(body.text):
            text = fold(_unescaped(_TAG.sub("", body.text[start:end])))
            if text:
                span = body.origin(start), body.origin(end)
                yield Block(index, text, *span, kind, level, structure=structure)
                index += 1


def _unescaped(text: str) -> str:
    """The text with character references resolved, also where they were escaped twice."""
    text = html.unescape(text)
    return html.unescape(text) if _REFERENCE.search(text) else text


def _pieces(text: str) -> Iterator[tuple[int, int, BlockKind, int]]:
    """Start, end, kind and level of the paragraphs of a body, which may be HTML."""
    readable = _without_unread(text)
    kind: BlockKind = "paragraph"
    level = at = 0
    for stop, after, closing, tag in _breaks(readable):
        piece = readable[at:stop]
        if not piece.isspace() and piece:
            start = at + len(piece) - len(piece.lstrip())
            yield start, at + len(piece.rstrip()), kind, level
        kind, level = _kind_after(kind, level, tag, closing=closing)
        at = after


def _breaks(text: str) -> Iterator[tuple[int, int, bool, str]]:
    """Where paragraphs end and the next begin, and the tag between them; the last is the end."""
    found = [(m.start(), m.end(), bool(m[1]), (m[2] or "").lower()) for m in _BREAK.finditer(text)]
    if not found:  # paragraphs were joined without a space
        found = [(m.start(), m.start(), False, "") for m in _GLUED.finditer(text)]
    yield from found
    yield len(text), len(text), False, ""


def _kind_after(kind: BlockKind, level: int, tag: str, *, closing: bool) -> tuple[BlockKind, int]:
    if tag[:1] == "h":
        return ("paragraph", 0) if closing else ("heading", int(tag[1]))
    if tag in ("li", "blockquote"):
        opened: BlockKind = "list-item" if tag == "li" else "quote"
        return ("paragraph", 0) if closing else (opened, int(tag == "li"))
    return kind, level


def _without_unread(text: str) -> str:
    """The text with line breaks in place of scripts, pictures and comments, as long as before."""
    pieces: list[str] = []
    at = 0
    while start := _UNREAD.search(text, at):
        mark = f"</{start[1]}" if start[1] else "--"
        close = text.find(mark, start.end())
        end = text.find(">", close) + 1
        if close < 0 or not end:
            break
        pieces += (text[at : start.start()], "\n" * (end - start.start()))
        at = end
    return "".join([*pieces, text[at:]])
