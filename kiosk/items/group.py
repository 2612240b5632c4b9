"""`kiosk items`, with its subcommands."""

from __future__ import annotations

import click

from kiosk.items.check import check
from kiosk.items.export import export
from kiosk.items.handbook import handbook
from kiosk.items.import_pack import import_pack
from kiosk.items.listing import listing
from kiosk.items.new import new
from kiosk.items.schema import schema
from kiosk.locale import told
from kiosk.walk_command import walk


@click.group(help=told("cli.items"))
def items() -> None:
    """What the terminal can do."""


for command in (listing, check, walk, new, schema, export, import_pack, handbook):
    items.add_command(command)
