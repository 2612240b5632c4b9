"""`kiosk wording`: whether a language is whole, and the files of a new one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, fail
from kiosk.locale import told
from outcome import Action, Failure

SEEN = 12
"""Keys that are named of those that lack; the rest is counted."""


@click.group("wording", help=told("cli.wording_group"))
def wording() -> None:
    """The languages of the terminal."""


@wording.command("check", help=told("cli.wording_check"))
@config_option
@click.argument("languages", nargs=-1)
def check(config_file: Path, languages: tuple[str, ...]) -> None:
    """Exit 1 where a file is broken, or Chinese or English is not whole."""
    from kiosk.item_files import items_of
    from kiosk.wording_check import report
    from wording import codes

    loaded = items_of(config_of(config_file))
    if isinstance(loaded, Failure):
        fail(loaded)
    reports = [report(one, loaded.value) for one in (languages or codes())]
    for one in reports:
        lack = len(one.missing) + len(one.untranslated)
        click.echo(told("cli.wording_there", language=one.code, there=one.total - lack, total=one.total))
        for line in one.wrong:
            click.echo(f"  {line}")
        for line in (*one.missing, *one.untranslated)[:SEEN]:
            click.echo(told("cli.wording_missing", what=line))
        for key in one.outdated:
            click.echo(told("cli.wording_outdated", key=key))
    if not all(one.good for one in reports):
        sys.exit(EXIT_TROUBLE)


@wording.command("new", help=told("cli.wording_new"))
@config_option
@click.argument("language")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("wording"),
    show_default=True,
    help=told("cli.wording_into"),
)
@click.option("--opencc", metavar="CONFIG", help=told("cli.wording_opencc"))
def new(config_file: Path, language: str, into: Path, opencc: str | None) -> None:
    """What is translated already stays."""
    from kiosk.item_files import items_of
    from kiosk.wording_new import write
    from wording import look_in

    loaded = items_of(config_of(config_file))
    if isinstance(loaded, Failure):
        fail(loaded)
    convert = None
    if opencc is not None:
        try:
            from opencc import OpenCC
        except ImportError:
            fail(Failure("no_opencc", Action.ENGINEER, told("cli.wording_no_opencc")))
        convert = OpenCC(opencc).convert
    look_in(into)
    waiting = write(language, into, loaded.value, convert)
    click.echo(told("cli.wording_written", folder=into / language, waiting=waiting))
