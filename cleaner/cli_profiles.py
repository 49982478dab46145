"""The commands that learn and tend profiles of sites; no logic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cleaner.cli_words import fail
from cleaner.records import CleanerError

PROFILE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="DIR|FILE", help="A file for one site.")
@click.option("--site", metavar="NAME", help="All pages are of this site.")
@click.option("--kind", type=click.Choice(["auto", "html", "text"]), default="auto",
              help="What the pages are; auto looks.", show_default=True)  # fmt: skip
@click.option("--jobs", default="1", metavar="N|auto", help="Worker processes.", show_default=True)
@click.option("--html-column", metavar="NAME", help="Column with the page as HTML.")
@click.option("--text-column", metavar="NAME", help="Column with the page as text.")
@click.option("--url-column", metavar="NAME", help="Column with the page's address.")
@click.option("--id-column", metavar="NAME", help="Column with the page's id.")
@click.option("--quiet", is_flag=True, help="Only errors on standard error.")
def learn(output: str, quiet: bool, **given: Any) -> None:
    """Learn what repeats on sites, from a batch of their pages.

    INPUT is what `cleaner clean` takes, except standard input. Pages belong to the site of their
    address, else of the address that they name; the others are grouped by the lines they share.
    DIR gets one file a site; a profile that is there already is merged with what is new.
    """
    from cleaner.batch.learning import learn_inputs
    from cleaner.batch.screen import Screen

    try:
        learn_inputs(given, Path(output), Screen(quiet=quiet))
    except CleanerError as e:
        fail(e, 2)


@click.group()
def profile() -> None:
    """Look at profiles of sites, merge, check and compare them."""


@profile.command()
@click.argument("file", type=PROFILE, metavar="FILE")
def show(file: Path) -> None:
    """Show what a profile knows: repeated texts, containers and places."""
    from cleaner.profiles.report import shown
    from cleaner.profiles.store import read

    _print(lambda: shown(read(file)))


@profile.command()
@click.argument("files", nargs=-1, required=True, type=PROFILE, metavar="FILE...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE")
def merge(files: tuple[Path, ...], output: Path) -> None:
    """Merge profiles of one site that were learned apart."""
    from cleaner.profiles import merge as merged
    from cleaner.profiles.store import read, write

    try:
        write(merged(read(file) for file in files), output)
    except (CleanerError, ValueError, OSError) as e:
        fail(e, 2)


@profile.command()
@click.argument("files", nargs=-1, required=True, type=PROFILE, metavar="FILE...")
def check(files: tuple[Path, ...]) -> None:
    """Say whether files are profiles that this version reads."""
    from cleaner.profiles.report import checked
    from cleaner.profiles.store import read

    _print(lambda: [line for file in files for line in checked(read(file), str(file))])


@profile.command()
@click.argument("old", type=PROFILE, metavar="OLD")
@click.argument("new", type=PROFILE, metavar="NEW")
def diff(old: Path, new: Path) -> None:
    """Show which repeated texts and containers came, went, or changed in number."""
    from cleaner.profiles.report import differences
    from cleaner.profiles.store import read

    _print(lambda: differences(read(old), read(new)))


def _print(lines: Any) -> None:
    try:
        for line in lines():
            click.echo(line)
    except CleanerError as e:
        fail(e, 2)
