"""Writes the compiled form of the words: ``python -m cleaner.evidence.concepts``."""

from __future__ import annotations

import json
from pathlib import Path

from cleaner.evidence.concepts.files import compiled, sources, table

text = json.dumps(table(sources()), ensure_ascii=False, indent=0) + "\n"
Path(str(compiled())).write_text(text, "utf-8")
