"""`kiosk items list`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kiosk.command_line import config_of, config_option, fail
from kiosk.locale import language, told
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path


@click.command("list", help=told("cli.items_list"))
@config_option
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
def listing(config_file: Path, *, as_json: bool) -> None:
    """One line an item."""
    from kiosk.item_files import items_of

    loaded = items_of(config_of(config_file))
    if isinstance(loaded, Failure):
        fail(loaded)
    known = loaded.value.items.values()
    if as_json:
        rows = [
            {
                "id": one.id,
                "code": one.code,
                "version": one.version,
                "name": one.names.legal.to(language()),
                "handling": one.handling,
                "devices": list(one.needs.devices),
                "network": one.needs.network,
            }
            for one in known
        ]
        click.echo(json.dumps({"items": rows}, ensure_ascii=False, indent=2))
        return
    for one in known:
        click.echo(f"{one.id}\t{one.names.legal.to(language())}\t{one.department.to(language())}")
