"""Lists of other stories for training pages, made of the headlines and first paragraphs of other
articles in the same language: what a site puts below and between the paragraphs of its article.

Nothing but the topic, the place and the shape tells such a teaser from the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np

from cleaner.evidence.phrases import known_languages, read_phrases
from training.text.data import CODES, Line, Lines, Marked, prose

LEAST_PROSE = 60
"""Characters of a paragraph that can be a teaser."""
LONGEST_TITLE = 160
TITLE_WORDS = 11
"""Of a last paragraph, where a document states no title."""
FULL = ("text-wcxb-full", "text-fundus-full")
"""Sets with the same articles as those that are ``-near``."""
PARAGRAPHS = 3
_GROUP = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r".+?[.!?。！？؟।](?=\s|$|[^\s\d.])")


@dataclass(frozen=True, slots=True)
class Story:
    """What a teaser is made of."""

    title: str
    paragraphs: tuple[str, ...]
    """The first of the article."""


def stories_of(docs: Sequence[Marked]) -> dict[str, list[Story]]:
    """The stories of all documents that have paragraphs, by language."""
    found: dict[str, list[Story]] = {}
    for doc in docs:
        paragraphs = [p for p in prose(doc.text, doc.marks) if len(p) >= LEAST_PROSE]
        if paragraphs and doc.language and doc.set not in FULL:
            stated = doc.title if len(doc.title) <= LONGEST_TITLE else ""
            title = stated or _cut(paragraphs[-1], TITLE_WORDS).rstrip(".,;:")
            story = Story(title, tuple(paragraphs[:PARAGRAPHS]))
            found.setdefault(doc.language, []).append(story)
    return found


def listed(stories: Sequence[Story], language: str, count: int, random: Random) -> Lines:
    """A list of so many stories (or of as many as there are) as lines of chrome."""
    chosen = random.sample(stories, min(count, len(stories)))
    form = Form(random, headings(language))
    lines = [line for number, story in enumerate(chosen, 1) for line in form.item(story, number)]
    lines = form.head() + lines
    if random.random() < 0.06:
        lines = ["".join(lines) if random.random() < 0.5 else " ".join(lines)]
    return [_chrome(line) for line in lines]


def _chrome(text: str) -> Line:
    return text, np.full(len(text), CODES["chrome"], np.int8)


@cache
def headings(language: str) -> tuple[str, ...]:
    """The phrases that stand above lists of other stories, where the language has a book."""
    if language not in known_languages():
        return ()
    wheres, reasons = ("line", "heading"), ("related-list", "related-link")
    return tuple(
        p.text for p in read_phrases(language) if p.where in wheres and p.reason in reasons
    )


def spelled(pattern: str, random: Random) -> str:
    """One of the texts that a phrase stands for; empty if it has an open slot."""
    while match := _GROUP.search(pattern):
        choice = random.choice(match[1].split("|"))
        pattern = pattern[: match.start()] + choice + pattern[match.end() :]
    text = " ".join(pattern.split())
    return "" if "*" in text or "#" in text else text[:1].upper() + text[1:]


class Form:
    """How one site writes its lists."""

    def __init__(self, random: Random, phrases: Sequence[str]) -> None:
        self.random = random
        self.heading = spelled(random.choice(phrases), random) if phrases else ""
        self.marked = random.random() < 0.6
        self.colon = random.choice(("", "", ":", " :"))
        self.before = random.choice(("", "", "", "- ", "• ", "* ", "{}. ", "{} ", "{}", "word"))
        self.excerpt = random.choice(("none", "none", "whole", "whole", "cut", "sentence", "more"))
        self.dots = random.choice(("…", "...", "", " […]"))
        self.size = random.randrange(12, 45)
        self.dated = random.choice(("", "", "", "above", "below"))
        self.glue = random.choice(("\n", "\n", "\n", "\n", " ", ""))
        self.date = random.choice(("{0:02}.{1:02}.{2}", "{1}/{0}/{2}", "{2}-{1:02}-{0:02}"))

    def head(self) -> list[str]:
        if not (self.marked and self.heading):
            return []
        shouted = self.random.random() < 0.15
        return [(self.heading.upper() if shouted else self.heading) + self.colon]

    def item(self, story: Story, number: int) -> list[str]:
        title = self._before(story, number) + story.title
        parts = [title, *self._excerpt(story)]
        day = self.random.randrange(1, 29), self.random.randrange(1, 13)
        date = self.date.format(*day, self.random.randrange(2012, 2027))
        if self.dated:
            parts.insert(0 if self.dated == "above" else len(parts), date)
        return self.glue.join(parts).split("\n")

    def _before(self, story: Story, number: int) -> str:
        if self.before == "word":
            return story.paragraphs[0].split(" ", 1)[0].strip(",.;:") + ": "
        return self.before.format(number)

    def _excerpt(self, story: Story) -> list[str]:
        first = story.paragraphs[0]
        if self.excerpt == "whole":
            return [first]
        if self.excerpt == "more":
            return list(story.paragraphs)
        if self.excerpt == "sentence":
            found = _SENTENCE.match(first)
            return [found[0] if found else first]
        if self.excerpt == "cut":
            return [_cut(first, self.size) + self.dots]
        return []


def _cut(text: str, size: int) -> str:
    """The text up to so many words; of a script without spaces, characters twice as many."""
    words = text.split(" ")
    if len(words) * 12 < len(text):
        return text[: 2 * size]
    return " ".join(words[:size])
