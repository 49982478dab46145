"""What the command says when a call cannot be carried out."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def fail(error: BaseException, code: int) -> NoReturn:
    """Say what is wrong, one line each, and end with the exit code."""
    for line in (str(error), *getattr(error, "__notes__", ())):
        click.echo(f"cleaner: {line}", err=True)
    sys.exit(code)
