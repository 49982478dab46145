"""A faster way to make frozen records, for the one loop that makes hundreds of them a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, field, fields, make_dataclass
from typing import Any, TypeVar, cast

Record = TypeVar("Record")


def quick(record: type[Record]) -> Callable[..., Record]:
    """A constructor of a frozen, slotted record that takes its fields by position only.

    A frozen dataclass sets each field by a call; its thawed twin is filled at once and then
    declared to be the record, at a third of the cost. The record that comes out is the same.
    """
    twin = make_dataclass(
        record.__name__,
        [(own.name, own.type, _like(own)) for own in fields(record)],  # type: ignore[arg-type]
        slots=True,
    )

    def make(*values: Any) -> Record:
        made = twin(*values)
        made.__class__ = record
        return cast(Record, made)

    return make


def _like(own: Field[Any]) -> Any:
    return field(default=own.default, default_factory=own.default_factory)
