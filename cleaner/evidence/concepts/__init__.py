"""What the words of a page mean, in concepts that are the same in all languages.

"Subscribe", "abonnieren" and "सदस्यता" are one concept: what the model learns of it from pages of
one language holds in the others. ``data/concepts/*.toml`` has the words of each language;
``files`` opens them, ``reader`` finds them in texts.
"""

from cleaner.evidence.concepts.reader import IDS, read

__all__ = ["IDS", "read"]
