"""What the parts of a batch pass along: items to clean, what became of them, and the limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cleaner.records import CleanerError, Options

ErrorKind = Literal["unreadable", "timeout", "memory", "crash", "internal"]
KindChoice = Literal["auto", "html", "text"]
Removals = Literal["full", "summary", "none"]

PAGE_BYTES = 256 * 2**20
"""Most bytes that one page may have when unpacked; a larger one is an error, not a full memory."""


class BadCall(CleanerError):
    """A call that cannot be carried out; one line that names the thing and the way out."""


class Stopped(CleanerError):
    """A run that ended before its input; what is done is kept and can be gone on with."""


class Unreadable(CleanerError):
    """One page or the rest of one container that cannot be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One page to clean, as a reader found it."""

    id: Any
    """The record's own id, else a name made from its file and place."""
    place: str
    """Where it stands, for messages: a file, and the line or member in it."""
    source: bytes | str | Path
    """The page, or the file that holds nothing else; such a file is read by the worker."""
    kind: KindChoice = "auto"
    url: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    """Columns of the input that are passed through."""
    error: str = ""
    """Why there is no page here; empty if there is one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one page adds to the account of a run."""

    id: Any
    place: str
    words_kept: int = 0
    words_removed: dict[str, int] = field(default_factory=dict)
    """Words by reason."""
    verdict: str = ""
    site: str = ""
    profile: Literal["", "used", "unfit"] = ""
    """Whether there was a profile of the page's site, and whether the page fits it."""
    seconds: float = 0.0
    error: str = ""
    error_kind: str = ""
    size: int = 0
    """Bytes that the page has in the output."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page, cleaned or failed, as it will stand in the output."""

    rendered: bytes
    tally: Tally


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns that hold what is asked for; None where they are to be guessed."""

    html: str | None = None
    text: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """How every page of a run is cleaned and written; goes to the workers with each page."""

    options: Options = field(default_factory=Options)
    kind: KindChoice = "auto"
    format: str = "jsonl"
    removed: Removals = "full"
    profiles: Path | None = None
    """Folder or file of the profiles of sites."""
    site: str = ""
    """The site that all pages are of, where the call names one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use and when it ends early."""

    jobs: int = 1
    deadline: float = 10.0
    """Seconds that one page may take."""
    memory: int = 1024
    """Megabytes that a worker may use for one page."""
    pages: int | None = None
    sample: float | None = None
    """Share of the pages to take, chosen by their ids."""
    errors: int | None = None
    """Failed pages after which the run stops."""
