"""Profiles: what was learned about a site from a batch of its pages.

``forms`` turns blocks into the keys they are counted under, ``record`` holds the counts and merges
them, ``known`` reads them as facts, ``store`` writes and reads the JSON.
"""

from cleaner.profiles.record import Profile, merge

__all__ = ["Profile", "merge"]
