"""Writes ``docs/cli.md`` from the commands themselves: ``python docs/make_cli.py``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from cleaner.cli import main

DOC = Path(__file__).with_name("cli.md")
HEAD = """# The command `cleaner`

Made by `python docs/make_cli.py` from the commands themselves; `cleaner COMMAND --help` shows the
same. What a record holds: [record.schema.json](record.schema.json).
"""


def reference() -> str:
    """The whole page."""
    parts = [HEAD, _prose(main.help), _options(main)]
    for name, command in sorted(_commands(main)):
        arguments = " ".join(
            str(p.metavar) for p in command.params if isinstance(p, click.Argument)
        )
        parts += [
            f"## cleaner {name}\n",
            f"`cleaner {name} [OPTIONS] {arguments}`".rstrip(" `") + "`\n",
            _prose(command.help),
            _options(command),
            _epilog(command),
        ]
    return "\n".join(part for part in parts if part)


def _commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands by their full names, those of groups too."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")


def _prose(text: str | None) -> str:
    return inspect.cleandoc(text or "").replace("*", "\\*") + "\n"


def _options(command: click.Command) -> str:
    rows = [_row(p) for p in command.params if isinstance(p, click.Option)]
    if not rows:
        return ""
    head = "| option | meaning | default | environment |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        names += " " + " \\| ".join(f"`{choice}`" for choice in option.type.choices)
    elif option.metavar:
        names += f" {option.metavar}".replace("|", "\\|")
    plain = isinstance(option.default, (str, int, float)) and not option.is_flag
    default = f"`{option.default}`" if plain else ""
    variable = f"`{option.envvar}`" if option.envvar else ""
    return f"| {names} | {option.help} | {default} | {variable} |"


def _epilog(command: click.Command) -> str:
    if not command.epilog:
        return ""
    lines = inspect.cleandoc(command.epilog.replace("\b", "")).splitlines()
    return f"{lines[0]}\n\n```\n" + "\n".join(lines[1:]) + "\n```\n"


if __name__ == "__main__":
    DOC.write_text(reference(), encoding="utf-8")
