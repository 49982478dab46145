"""Turns scraped news pages, HTML or plain text, into the article and nothing but the article."""

from cleaner.learning import learn, learn_sites
from cleaner.pipeline import clean, clean_many
from cleaner.profiles import Profile
from cleaner.reasons import REASONS, explain
from cleaner.records import Article, Block, CleanerError, Field, Image, Options, Removed

__version__ = "0.1.0"
__all__ = [
    "REASONS",
    "Article",
    "Block",
    "CleanerError",
    "Field",
    "Image",
    "Options",
    "Profile",
    "Removed",
    "clean",
    "clean_many",
    "explain",
    "learn",
    "learn_sites",
]
