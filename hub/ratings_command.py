"""`hub ratings`: what residents thought, in the words and numbers of whoever receives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from contract.civil_time import CIVIL
from hub.command_line import data_option, database_option, opened, settings_of
from hub.help_texts import either
from hub.ratings.profiles import PROFILES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@click.command(
    "ratings",
    help=either(
        "按接收方的编号导出好差评，每行一条 JSON；未评价的不导出",
        "Export the ratings in a receiver's numbering, one JSON line each; who did not rate is not in it",
    ),
)
@click.option(
    "--profile",
    type=click.Choice(sorted(PROFILES)),
    required=True,
    help=either("接收方的编号方式", "How the receiver numbers the grades"),
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help=either("从哪天收到的起", "Received from this day on"),
)
@data_option
@database_option
def ratings(*, profile: str, since: datetime | None, data: Path, database: str | None) -> None:
    """Nothing of who rated is kept, so nothing of it is told."""
    from hub.ratings.handing_on import ratings_since

    hub = opened(settings_of(data, database))
    told = ratings_since(hub, since.replace(tzinfo=CIVIL) if since is not None else None)
    hub.database.close()
    for one in told:
        click.echo(json.dumps(PROFILES[profile].told(one), ensure_ascii=False))
