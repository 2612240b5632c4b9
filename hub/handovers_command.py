"""`hub handovers`: which tickets wait, and an answer from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from hub.handovers.tickets import TicketLine

HOUR = 3600


@click.group(
    help=either(
        "转办单：终端上办不成、交给窗口的事", "Tickets: what a terminal could not do, handed to a window"
    )
)
def handovers() -> None:
    """Group of the commands of tickets."""


@handovers.command(
    "list",
    help=either(
        "列出没有答复的转办单，最急的在前；有超期的，退出码为1",
        "List the tickets that nobody answered, the most urgent first; exit 1 when one is late",
    ),
)
@click.option("--target", default="", help=either("只看这个窗口", "Only those of this window"))
@data_option
@database_option
def list_tickets(*, target: str, data: Path, database: str | None) -> None:
    """Nothing of a person is shown."""
    from hub.handovers.tickets import open_tickets

    hub = opened(settings_of(data, database))
    found = open_tickets(hub, target)
    hub.database.close()
    for one in found:
        click.echo(_told(one))
    if any(one.late for one in found):
        raise SystemExit(1)


@handovers.command("answer", help=either("答复一张转办单并办结", "Answer a ticket, and close it"))
@click.argument("number", metavar="CASE_NUMBER")
@click.option("--words", required=True, help=either("答复的话", "What is answered"))
@click.option("--not-possible", is_flag=True, help=either("办不了", "It cannot be done"))
@by_option("谁答复", "Who answers")
@data_option
@database_option
def answer_ticket(
    *, number: str, words: str, not_possible: bool, by: str, data: Path, database: str | None
) -> None:
    """Who answers becomes its owner, where it has none."""
    from hub.handovers.tickets import answer

    hub = opened(settings_of(data, database))
    done = answer(hub, number, by, words, solved=not not_possible)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(f"{done.code}: {done.detail}")


def _told(one: TicketLine) -> str:
    alarm = ""
    if one.late:
        alarm = either("  已超期", "  late")
    elif one.due_today:
        alarm = either("  今天到期", "  due today")
    owner = one.owner or either("还没人接", "nobody yet")
    hours = either(f"等了{one.age_s / HOUR:.0f}小时", f"waiting {one.age_s / HOUR:.0f} h")
    window = either(one.target_zh, one.target_en)
    return f"{one.case_number}  {one.reply_by}  {window}  {hours}  {owner}{alarm}"
