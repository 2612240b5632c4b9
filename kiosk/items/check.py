"""`kiosk items check`: every mistake of every file, at once."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.command_line import config_option
from kiosk.locale import told


@click.command("check", help=told("cli.items_check"))
@config_option
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(config_file: Path, folder: Path | None) -> None:
    """Every mistake with file, line and mend; exit 1 when there is one."""
    from kiosk.items.folder import catalogue_of, folder_of

    folder = folder_of(config_file, folder)
    loaded = catalogue_of(folder)
    click.echo(told("cli.items_good", count=len(loaded.items), folder=folder))
