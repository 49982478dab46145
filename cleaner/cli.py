"""The command ``cleaner``: words on the command line become a call of ``cleaner.batch``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cleaner import __version__
from cleaner.batch.items import BadCall, Stopped
from cleaner.cli_profiles import learn, profile
from cleaner.cli_words import fail

FORMATS = ("jsonl", "json", "md", "txt", "html", "xml", "csv", "parquet")
KIND = click.Choice(["auto", "html", "text"])
EXIT_CODES = """
\b
Exit codes:
  0    every page was cleaned
  1    some pages failed; each is a record with "error"
  2    the call cannot be carried out; nothing was written
  3    stopped early (disk full, --max-errors); --resume goes on
  130  stopped by Ctrl-C, 143 by SIGTERM; --resume goes on
"""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def setting(flag: str, *more: str, **how: Any) -> Decorator:
    """An option that can also stand in the settings file and in the environment."""
    name = flag.removeprefix("--").replace("-", "_").upper()
    return click.option(flag, *more, envvar=f"CLEANER_{name}", show_default=True, **how)


def cleaning_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the settings that say how one page is cleaned."""
    return _with(
        command,
        setting("--kind", type=KIND, default="auto", help="What the pages are; auto looks."),
        setting(
            "--mode",
            type=click.Choice(["careful", "thorough", "gentle"]),
            default="careful",
            help="How much doubt a block gets: gentle removes only what strong evidence names.",
        ),
        setting(
            "--second-opinion",
            type=click.Choice(["auto", "never", "always"]),
            default="auto",
            help="When trafilatura is asked about an HTML page.",
        ),
        setting("--disable-rule", multiple=True, metavar="NAME", help="A rule not to use."),
        setting(
            "--cut-dateline",
            is_flag=True,
            help='Take "MOSCOW:" and the like off the first sentence; the place is kept.',
        ),
        setting(
            "--reference-time",
            type=click.DateTime(),
            help='UTC time that "2 hours ago" counts from.',
        ),
    )


def batch_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the settings that say how a run goes."""
    return _with(
        command,
        setting("--format", type=click.Choice(FORMATS), help="Form of OUT, if not its suffix."),
        setting("--jobs", default="1", metavar="N|auto", help="Worker processes."),
        setting("--html-column", metavar="NAME", help="Column with the page as HTML."),
        setting("--text-column", metavar="NAME", help="Column with the page as text."),
        setting("--url-column", metavar="NAME", help="Column with the page's address."),
        setting("--id-column", metavar="NAME", help="Column with the page's id."),
        setting(
            "--removed",
            type=click.Choice(["full", "summary", "none"]),
            default="full",
            help="The account of what was removed: all, words by reason, or nothing.",
        ),
        setting(
            "--shard-size",
            type=click.IntRange(1),
            metavar="N",
            help="Write numbered files with N pages each.",
        ),
        setting(
            "--deadline",
            type=click.FloatRange(0, min_open=True),
            default=10.0,
            metavar="SECONDS",
            help="Time that one page may take.",
        ),
        setting(
            "--memory",
            type=click.IntRange(64),
            default=1024,
            metavar="MB",
            help="Memory that one page may take.",
        ),
        setting(
            "--max-errors",
            type=click.IntRange(0),
            metavar="N",
            help="Stop when more pages than N failed.",
        ),
        setting("--profiles", metavar="DIR", help="Profiles of sites, made by `cleaner learn`."),
        setting(
            "--fast-path",
            type=click.Choice(["auto", "never"]),
            default="auto",
            help="auto: without models where the site's profile tells every block of a page.",
        ),
        setting(
            "--learn",
            type=click.Choice(["auto", "off"]),
            default="auto",
            help="auto learns sites of five pages and more in a first pass; off: page by page.",
        ),
        setting("--quiet", is_flag=True, help="Only errors on standard error."),
    )


def _with(command: Callable[..., Any], *options: Decorator) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


class _Commands(click.Group):
    """The commands; Ctrl-C, where none of them has a word for it, ends all in the same way."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            fail(Stopped("stopped by SIGINT"), 128 + signal.SIGINT)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="cleaner")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings file instead of cleaner.toml or pyproject.toml here.",
)
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Turn scraped news pages, HTML or plain text, into the article and nothing but the article.

    Settings come from cleaner.toml (or [tool.cleaner] in pyproject.toml) in the current folder,
    then from the environment (CLEANER_JOBS and so on), then from the command line.
    """
    from cleaner.batch.settings import check_environment, file_settings

    _open_what_is_closed()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        return
    known = _setting_names()
    try:
        found = file_settings(Path.cwd(), config, known)
        check_environment(os.environ, known)
    except BadCall as e:
        fail(e, 2)
    ctx.default_map = {"clean": found, "config": found, "lines": found}


@main.command(epilog=EXIT_CODES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default="-", metavar="OUT", help="File or folder; - by default.")
@cleaning_settings
@batch_settings
@click.option("--resume", is_flag=True, help="Go on with the unfinished run of the same call.")
@click.option("--overwrite", is_flag=True, help="Replace OUT (and FILE) if it is there.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Only the first N pages.")
@click.option(
    "--sample",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Only this share of the pages, chosen by their ids.",
)
@click.option("--errors", metavar="FILE", help="List the failed pages here too, as JSON lines.")
@click.option("--report", metavar="FILE", help="Write counts, versions and settings here, as JSON.")
@click.option("--dry-run", is_flag=True, help="Read the inputs, clean and write nothing.")
def clean(quiet: bool, **given: Any) -> None:
    """Clean pages: files, folders, containers, or - for standard input.

    INPUT is a file or folder of pages (.html .htm .xhtml .mhtml .txt .md), JSON Lines, JSON, CSV,
    TSV or Parquet with a column html or text (and id, url), WARC, WET, ZIP or TAR; all but Parquet
    and ZIP also under .gz .bz2 .xz .zst.  A pattern in quotes ('crawl/*.jsonl') is spelled out.

    OUT has its form by its suffix: .jsonl .json .csv .parquet .md .txt .html .xml (TEI), those of
    text also with .gz .bz2 .xz .zst.  A folder as OUT with --format md, txt or html gets one file
    a page.  Records come in the order of the input (folders sorted by name), whatever --jobs is.
    """
    from cleaner.batch.job import Interrupted, run
    from cleaner.batch.screen import Screen
    from cleaner.batch.settings import job_of

    try:
        counts = run(job_of(given), Screen(quiet=quiet))
    except BadCall as e:
        fail(e, 2)
    except Interrupted as e:
        fail(e, 128 + e.signal)
    except Stopped as e:
        fail(e, 3)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    sys.exit(1 if counts.failed else 0)


@main.command()
@click.argument("file", metavar="FILE")
@cleaning_settings
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "tsv"]),
    default="table",
    show_default=True,
    help="Aligned for the eye, or tab-separated with a header.",
)
def lines(file: str, form: str, kind: Any, **given: Any) -> None:
    """Show every line of one page with its label, the reason and the confidence.

    FILE is a page, or - for standard input.
    """
    from cleaner.batch.lines import as_table, as_tsv, lines_of
    from cleaner.batch.settings import options_of

    source = sys.stdin.buffer.read() if file == "-" else Path(file)
    try:
        rows = lines_of(source, kind, options_of(given))
        for line in as_tsv(rows) if form == "tsv" else as_table(rows):
            click.echo(line)
    except BadCall as e:
        fail(e, 2)


@main.command()
@cleaning_settings
@batch_settings
@click.pass_context
def config(ctx: click.Context, /, **given: Any) -> None:
    """Print the settings in force and where each comes from."""
    for name, value in sorted(given.items()):
        source = ctx.get_parameter_source(name)
        where = {"DEFAULT_MAP": "file", "COMMANDLINE": "command line"}
        origin = where.get(source.name, source.name.lower()) if source else "default"
        click.echo(f"{name.replace('_', '-'):<16} {_shown(value):<12} ({origin})")


def _open_what_is_closed() -> None:
    """Lead standard files that the caller closed nowhere, or other files would get their place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def _setting_names() -> frozenset[str]:
    return frozenset(p.name for p in config.params if p.name)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


main.add_command(learn)
main.add_command(profile)
