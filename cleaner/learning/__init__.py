"""Learning: pages of a site become its profile.

``notes`` writes down one page, ``learner`` gathers the notes of many, ``sites`` says which pages
belong together.
"""

from cleaner.learning.learner import Learner, learn, learn_sites

__all__ = ["Learner", "learn", "learn_sites"]
