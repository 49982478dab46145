"""Writes the compiled form of the phrase files: ``python -m cleaner.evidence.phrases``."""

from __future__ import annotations

from pathlib import Path

from cleaner.evidence.phrases.files import compile_phrases, compiled

Path(str(compiled())).write_text(compile_phrases(), "utf-8")
