"""`hub staff-pass`: a code that lets one of the staff into the maintenance pages of a terminal, for a short time."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

import click

from contract.staff_pass import MARK_BYTES, STAFF_NUMBER, StaffPass
from hub.command_line import data_option, database_option, opened, settings_of
from hub.help_texts import either

MINUTES, LONGEST = 30, 24 * 60


@click.command(
    "staff-pass",
    help=either(
        "签发维护码：拿到终端的扫码器前，可进入维护页一次；打印为二维码图片或文字",
        "Issue a maintenance code: shown to a terminal's reader it opens the maintenance pages, once",
    ),
)
@click.argument("staff")
@click.option(
    "--terminal", default="", help=either("只给这台终端；不写为全部", "For this terminal only; default: all")
)
@click.option(
    "--minutes",
    type=click.IntRange(1, LONGEST),
    default=MINUTES,
    show_default=True,
    help=either("多少分钟内有效", "How long it is taken"),
)
@click.option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    help=either("把二维码存成图片", "Write the QR code to a picture"),
)
@data_option
@database_option
def staff_pass(
    *, staff: str, terminal: str, minutes: int, png: Path | None, data: Path, database: str | None
) -> None:
    """Signed with the key that terminals pinned when they enrolled."""
    from hub.hub_key import signing_key

    if not STAFF_NUMBER.fullmatch(staff):
        told = either(
            "工号最多8个字母、数字或连字符，其中至少一个数字",
            "at most eight letters, digits or hyphens, one of them a digit",
        )
        raise click.BadParameter(told, param_hint="STAFF")
    hub = opened(settings_of(data, database))
    until = hub.clock() + timedelta(minutes=minutes)
    made = StaffPass(staff, terminal, until, secrets.token_bytes(MARK_BYTES)).code(signing_key(hub).sign)
    hub.database.close()
    if png:
        import qrcode

        with png.open("wb") as file:
            qrcode.make(made).save(file)
    click.echo(made)
