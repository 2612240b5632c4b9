"""`hub enrolment-code`, `hub revoke`, `hub accept-trail`: which terminals belong to this hub."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "enrolment-code",
    help=either("为一台终端生成一次性登记码", "Make a one-time code with which one terminal enrols"),
)
@click.argument("terminal")
@click.option("--outlet", required=True, help=either("网点名称（中文）", "Name of the outlet, in Chinese"))
@click.option("--outlet-en", default="", help=either("网点名称（英文）", "Name of the outlet, in English"))
@click.option(
    "--minutes",
    type=click.IntRange(1, 7 * 24 * 60),
    default=10,
    show_default=True,
    help=either("有效分钟数", "Minutes that the code holds"),
)
@data_option
@database_option
def enrolment_code(
    *, terminal: str, outlet: str, outlet_en: str, minutes: int, data: Path, database: str | None
) -> None:
    """The code alone goes to standard output, so that a script can read it."""
    import re

    from hub.fleet.enrolment import Outlet, make_code

    if not re.fullmatch(r"[A-Z0-9]{4,12}", terminal):
        raise click.BadParameter(
            either("终端号为4到12位大写字母或数字", "a terminal number has 4 to 12 capitals or digits"),
            param_hint="TERMINAL",
        )
    hub = opened(settings_of(data, database))
    code = make_code(hub, terminal, Outlet(outlet, outlet_en or outlet), timedelta(minutes=minutes))
    hub.database.close()
    click.echo(code)
    click.echo(
        either(
            f"终端 {terminal} 的登记码，{minutes} 分钟内使用一次。",
            f"Code of terminal {terminal}; use it once within {minutes} minutes.",
        ),
        err=True,
    )


@click.command("revoke", help=either("停用一台被盗或报废的终端", "Cut off a stolen or scrapped terminal"))
@click.argument("terminal")
@data_option
@database_option
def revoke_terminal(*, terminal: str, data: Path, database: str | None) -> None:
    """It may enrol again only with a new code."""
    from hub.fleet.enrolment import revoke

    hub = opened(settings_of(data, database))
    known = revoke(hub, terminal)
    hub.database.close()
    if not known:
        raise click.ClickException(either(f"没有终端 {terminal}", f"there is no terminal {terminal}"))


@click.command(
    "accept-trail",
    help=either(
        "认可终端现在的审计记录（已查明为何与中心留存不符）",
        "Accept a terminal's audit trail as it is now, once it is known why it is not the one of the anchor",
    ),
)
@click.argument("terminal")
@by_option("谁认可", "Who accepts it")
@data_option
@database_option
def accept_audit_trail(*, terminal: str, by: str, data: Path, database: str | None) -> None:
    """The old anchor is noted in the hub's own audit table."""
    from hub.fleet.trail import accept_trail

    hub = opened(settings_of(data, database))
    accepted = accept_trail(hub, terminal, by)
    hub.database.close()
    if not accepted:
        raise click.ClickException(
            either(f"终端 {terminal} 的审计记录没有异常", f"nothing is wrong with the trail of {terminal}")
        )
