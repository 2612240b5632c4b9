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
    from catalogue.new_item import UNFILLED
    from kiosk.items.folder import catalogue_of, folder_of

    folder = folder_of(config_file, folder)
    loaded = catalogue_of(folder)
    click.echo(told("cli.items_good", count=len(loaded.items), folder=folder))
    if loaded.region.published is not None:
        listed = {name for zone in loaded.region.published.zones for name in zone.items}
        missing = [one.id for one in loaded.items.values() if one.id not in listed and not one.hand_over]
        if missing:
            file = folder / "_region" / "published.yaml"
            click.echo(told("cli.items_unlisted", file=file, items=", ".join(missing)))
    for path in sorted(folder.glob("[a-z]*/*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        begun = [str(number) for number, line in enumerate(lines, 1) if UNFILLED in line]
        if begun:
            click.echo(told("cli.items_unfilled", file=path, mark=UNFILLED, lines=", ".join(begun)))
