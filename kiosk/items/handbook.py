"""`kiosk items handbook`: every guide on paper, as codes and as web pages; and whether those handed out still hold."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, fail
from kiosk.items.folder import catalogue_of, folder_of, folder_option
from kiosk.locale import language as own_language
from kiosk.locale import told
from outcome import Action, Failure
from wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.shelf import Catalogue
    from handbook.model import Book


@click.command("handbook", help=told("cli.items_handbook"))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@config_option
@folder_option
@click.option("--language", type=click.Choice(LANGUAGES), help=told("cli.items_handbook_language"))
@click.option("--branch", metavar="ID", default="", help=told("cli.items_handbook_branch"))
@click.option("--check", "only_check", is_flag=True, help=told("cli.items_handbook_check"))
def handbook(
    *, out: Path, config_file: Path, folder: Path | None, language: str | None, branch: str, only_check: bool
) -> None:
    """Write the files, or with `--check` compare those that lie there; exit 1 when one differs."""
    from handbook.build import books_of

    known = catalogue_of(folder_of(config_file, folder))
    branches = [one.id for _, one in known.region.branches()]
    if branch and branch not in branches:
        many = "、".join(branches)
        text = told("cli.items_handbook_no_branch", branch=branch, known=many)
        raise click.BadParameter(text, param_hint="--branch")
    books = books_of(known, config_of(config_file).realm, branch)
    if isinstance(books, Failure):
        fail(books)
    if only_check:
        _check(known, books.value, out)
        return
    _write(books.value, (language,) if language else LANGUAGES, out)


def _write(books: Mapping[str, Book], languages: tuple[str, ...], out: Path) -> None:
    from handbook.outputs import outputs

    try:
        for name, content in outputs(books, languages).items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
    except OSError as error:
        fail(Failure("handbook_not_written", Action.ENGINEER, f"{error.filename}: {error.strerror}"))
    book = books[own_language()]
    count = sum(1 for _ in book.entries())
    click.echo(told("cli.items_handbook_made", count=count, folder=out, edition=book.edition))


def _check(known: Catalogue, books: Mapping[str, Book], out: Path) -> None:
    from catalogue.guide_check import unchecked
    from handbook.compare import differences

    book = books[own_language()]
    due = unchecked(known, date.today())  # noqa: DTZ011  the day at the place where the guides hang
    if due:
        click.echo(told("cli.items_handbook_due", count=len(due)))
    for item, day in due:
        when = f"{day}" if day is not None else told("cli.items_handbook_never")
        click.echo(f"{when}\t{item.id}\t{item.names.plain.to(own_language())}")
    found = differences(books, out)
    for one in found:
        key = f"cli.items_handbook_{one.kind}"
        click.echo(told(key, file=one.file, name=one.name, edition=book.edition), err=True)
    if found:
        sys.exit(EXIT_TROUBLE)
    count = sum(1 for _ in book.entries())
    click.echo(told("cli.items_handbook_same", count=count, edition=book.edition))
