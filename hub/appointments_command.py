"""`hub appointments`: who is expected on a day, and booking or cancelling for somebody who rings up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from datetime import datetime

    from contract.case import Applicant
    from hub.wiring import Hub

SAID = {
    "no_such_time": (
        "没有这个时间，或者已经不能约",
        "there is no such time, or it cannot be booked any more",
    ),
    "time_full": ("这个时间约满了", "this time is full"),
    "already_booked": ("这个人这件事已经约过了", "this person has an open appointment for this item"),
    "no_such_ticket": ("没有这个预约，或者不是这个人的", "there is no such appointment of this person"),
    "ticket_over": ("这个预约用过了，或者过了时间", "it was used, or its time has passed"),
}
_name = click.option("--name", prompt=either("姓名", "Name"), help=either("姓名", "Name"))
_id_number = click.option(
    "--id-number", prompt=either("身份证号", "Identity number"), help=either("身份证号", "Identity number")
)


_services = click.option(
    "--services",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=either("事项目录，与中心的相同", "Folder of the items, the same as of the hub that serves"),
)


@click.group(
    "appointments", help=either("预约：当天名单，替来电的人约和取消", "Appointments: lists and callers")
)
def appointments() -> None:
    """Group of the commands. What is personal is asked for, so that it stands in no shell history."""


@appointments.command("list", help=either("某一天的预约（姓名打码）", "Appointments of a day (names masked)"))
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help=either("日期，默认今天", "Day; default: today")
)
@click.option("--outlet", default="", help=either("只看一个网点", "Of one outlet only"))
@_services
@data_option
@database_option
def list_day(
    *, day: datetime | None, outlet: str, services: Path | None, data: Path, database: str | None
) -> None:
    """One line each."""
    from contract.civil_time import CIVIL
    from hub.appointments.listing import appointments_of, today

    hub = _hub(data, database, services)
    lines = appointments_of(hub, day.date() if day is not None else today(hub), outlet)
    hub.database.close()
    for one in lines:
        begins = one.starts_at.astimezone(CIVIL)
        what, where = either(one.item_zh, one.item_en), either(one.outlet_zh, one.outlet_en)
        click.echo(f"{begins:%H:%M}  {one.number}  {one.state:<8}  {one.holder}  {what}  {where}")
    if not lines:
        click.echo(either("这一天没有预约", "no appointments on this day"), err=True)


@appointments.command("book", help=either("替来电的人预约", "Book for somebody who rings up"))
@click.argument("item")
@click.argument("outlet")
@click.argument("starts", metavar="YYYY-MM-DDTHH:MM", type=click.DateTime(["%Y-%m-%dT%H:%M"]))
@_name
@_id_number
@click.option("--phone", prompt=either("手机号", "Mobile number"), help=either("手机号", "Mobile number"))
@by_option("谁替约", "Who books it")
@_services
@data_option
@database_option
def book_for_caller(
    *,
    item: str,
    outlet: str,
    starts: datetime,
    name: str,
    id_number: str,
    phone: str,
    by: str,
    services: Path | None,
    data: Path,
    database: str | None,
) -> None:
    """The number goes to standard output, to be told on the telephone."""
    from uuid import uuid4

    from pydantic import ValidationError

    from contract.appointment import Booking, Channel, in_groups
    from contract.civil_time import CIVIL
    from hub.appointments.book import book
    from hub.audit import note

    try:
        asked = Booking(
            key=uuid4(),
            item_id=item,
            outlet=outlet,
            starts_at=starts.replace(tzinfo=CIVIL),
            applicant=_person(name, id_number),
            phone=phone,
        )
    except ValidationError:  # its text would repeat what was typed
        raise click.ClickException(either("手机号是11位数字", "a mobile number has 11 digits")) from None
    hub = _hub(data, database, services)
    made = book(hub, asked, Channel.PHONE)
    if not isinstance(made, Failure):
        with hub.database.write() as connection:
            note(connection, hub.clock(), by, "appointment_booked", made.value.number)
    hub.database.close()
    if isinstance(made, Failure):
        raise click.ClickException(either(*SAID.get(made.code, (made.detail, made.detail))))
    click.echo(in_groups(made.value.number))


@appointments.command("cancel", help=either("替来电的人取消", "Cancel for somebody who rings up"))
@click.argument("number")
@_name
@_id_number
@by_option("谁替取消", "Who cancels it")
@_services
@data_option
@database_option
def cancel_for_caller(
    *,
    number: str,
    name: str,
    id_number: str,
    by: str,
    services: Path | None,
    data: Path,
    database: str | None,
) -> None:
    """Only with the identity number under which it was booked."""
    from contract.appointment import Cancelling, read_number
    from hub.appointments.book import cancel
    from hub.audit import note

    read = read_number(number)
    if read is None:
        raise click.BadParameter(either("预约号不对", "this is no appointment number"), param_hint="NUMBER")
    hub = _hub(data, database, services)
    gone = cancel(hub, Cancelling(number=read, applicant=_person(name, id_number)))
    if not isinstance(gone, Failure):
        with hub.database.write() as connection:
            note(connection, hub.clock(), by, "appointment_cancelled", read)
    hub.database.close()
    if isinstance(gone, Failure):
        raise click.ClickException(either(*SAID.get(gone.code, (gone.detail, gone.detail))))


@appointments.command(
    "forget", help=either("删去某天之前预约人的姓名、号码", "Erase who had the appointments before a day")
)
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help=either("这一天之前的", "Before this day"),
)
@by_option("谁删去", "Who erases it")
@data_option
@database_option
def forget_people(*, before: datetime, by: str, data: Path, database: str | None) -> None:
    """What is still to come is never touched."""
    from hub.appointments.forget import forget
    from hub.appointments.listing import today

    hub = opened(settings_of(data, database))
    past = before.date() <= today(hub)
    many = forget(hub, before.date(), by) if past else 0
    hub.database.close()
    if not past:
        raise click.BadParameter(either("只能是过去的日子", "only days that are over"), param_hint="--before")
    click.echo(either(f"删去{many}个", f"{many} erased"))


def _hub(data: Path, database: str | None, services: Path | None) -> Hub:
    settings = settings_of(data, database)
    return opened(settings if services is None else replace(settings, services=services))


def _person(name: str, id_number: str) -> Applicant:
    """As a card would say it: with the same number the ticket is found at a terminal."""
    from contract.case import Applicant
    from contract.codes import IdDocument, IdentityMethod

    return Applicant(
        name=name.strip(),
        id_document=IdDocument.RESIDENT_ID,
        id_number=id_number.strip().upper(),
        identified_by=IdentityMethod.STAFF_WITNESS,
    )
