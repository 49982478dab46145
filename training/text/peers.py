"""What others make of a plain text: jusText, trafilatura, the rules of C4."""

from __future__ import annotations

import html
from collections.abc import Callable

import justext
import trafilatura

STOPLISTS = {
    "ar": "Arabic",
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "vi": "Vietnamese",
}
"""jusText's names of languages; a text in another is judged by the words of English."""
C4_WORDS = 5
"""C4 keeps lines of so many words that end like a sentence."""
C4_ENDS = (".", "!", "?", '"', "”", "。", "！", "？", "।")


def _paragraphs(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return (
        "<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + "</body></html>"
    )


def with_justext(text: str, language: str) -> str:
    words = justext.get_stoplist(STOPLISTS.get(language, "English"))
    found = justext.justext(_paragraphs(text), words)
    return "\n".join(p.text for p in found if not p.is_boilerplate)


def with_trafilatura(text: str, _language: str) -> str:
    return trafilatura.extract(_paragraphs(text)) or ""


def with_c4(text: str, _language: str) -> str:
    """The rules on lines of the C4 corpus."""
    kept = [
        line
        for line in text.split("\n")
        if line.strip().endswith(C4_ENDS)
        and len(line.split()) >= C4_WORDS
        and "javascript" not in line.lower()
    ]
    return "\n".join(kept)


PEERS: dict[str, Callable[[str, str], str]] = {
    "jusText": with_justext,
    "trafilatura": with_trafilatura,
    "C4's rules": with_c4,
}
