"""Values of any table as values that JSON knows."""

from __future__ import annotations

import base64
import json
import math
from typing import Any


def jsonable(value: Any) -> Any:
    """The value as JSON types: NaN as null, bytes as text or base64, moments as ISO 8601."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(v) for v in value]
    if isinstance(value, (bytes, bytearray)):
        return _text(bytes(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def dumps(value: Any) -> bytes:
    """One line of JSON in UTF-8; text with lone surrogates is escaped instead."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return base64.b64encode(raw).decode("ascii")
