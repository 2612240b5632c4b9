"""`kiosk items schema`: what an editor needs to check and to offer while an item's file is typed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kiosk.command_line import config_option
from kiosk.items.folder import folder_of, folder_option, stop
from kiosk.locale import told


@click.command("schema", help=told("cli.items_schema"))
@config_option
@folder_option
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=told("cli.items_schema_out"),
)
@click.option(
    "--of",
    "which",
    type=click.Choice(["item", "outlets"]),
    default="item",
    show_default=True,
    help=told("cli.items_schema_of"),
)
def schema(config_file: Path, folder: Path | None, out: Path | None, which: str) -> None:
    """With the departments, windows and lists of the region as words to choose from."""
    from catalogue.region_file import load_region
    from catalogue.schema import item_schema, outlets_schema

    region, problems = load_region(folder_of(config_file, folder))
    if problems:
        stop(problems)
    made = outlets_schema(region) if which == "outlets" else item_schema(region)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
        return
    out.write_text(text + "\n", encoding="utf-8")
    click.echo(told("cli.items_schema_written", file=out))
