"""`hub deliver`: what becomes of a result that is handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.delivery.words import doubt_word, state_word, way_word
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from hub.delivery.act import StaffCode
    from hub.delivery.listing import DeliveryLine


@click.group("deliver", help=either("结果送达：窗口、取件柜、快递、电子", "Hand out results"))
def deliver() -> None:
    """Group of commands about results that are handed out."""


@deliver.command(
    "list", help=either("列出还没有到居民手里的结果", "List results that have not reached their owner")
)
@data_option
@database_option
def list_results(*, data: Path, database: str | None) -> None:
    """The oldest first."""
    from hub.delivery.listing import to_hand_out

    hub = opened(settings_of(data, database))
    found = to_hand_out(hub)
    hub.database.close()
    click.echo("\n".join(map(_line, found)) or either("都送到了", "everything has reached its owner"))


@deliver.command(
    "locker",
    help=either(
        "要放进取件柜：给出放件码，在那台终端输入后开一个空柜",
        "It goes into a locker: gives a code that opens an empty box at that terminal",
    ),
)
@click.argument("number")
@click.option(
    "--terminal",
    default="",
    help=either("别的终端；默认是居民选的", "Another terminal than the one that the resident chose"),
)
@by_option("谁去放", "Who puts it in")
@data_option
@database_option
def into_locker(*, number: str, terminal: str, by: str, data: Path, database: str | None) -> None:
    """The code alone goes to standard output, so that a script can read it."""
    from hub.delivery.act import to_locker

    hub = opened(settings_of(data, database))
    done = to_locker(hub, number, by, terminal)
    hub.database.close()
    _say_code(done.value if not isinstance(done, Failure) else _stop(done))


@deliver.command(
    "back",
    help=either(
        "从柜中取回（过期、放错、取件有疑问）：给出取回码，居民的取件码随即作废",
        "Take it out of its box again (overdue, wrong, in doubt): gives a code; the resident’s is void then",
    ),
)
@click.argument("number")
@by_option("谁去取", "Who takes it out")
@data_option
@database_option
def back(*, number: str, by: str, data: Path, database: str | None) -> None:
    """The code alone goes to standard output."""
    from hub.delivery.act import take_back

    hub = opened(settings_of(data, database))
    done = take_back(hub, number, by)
    hub.database.close()
    _say_code(done.value if not isinstance(done, Failure) else _stop(done))


@deliver.command(
    "code",
    help=either(
        "显示取件码，用来通知居民；查看会记入审计", "Show the pick-up code, to tell the resident; noted"
    ),
)
@click.argument("number")
@by_option("谁查看", "Who looks")
@data_option
@database_option
def code(*, number: str, by: str, data: Path, database: str | None) -> None:
    """Only while it lies in a box."""
    from contract.pickup_code import PREFIX
    from hub.delivery.act import pick_up_code

    hub = opened(settings_of(data, database))
    done = pick_up_code(hub, number, by)
    hub.database.close()
    told = done.value if not isinstance(done, Failure) else _stop(done)
    click.echo(told)
    click.echo(either(f"二维码内容：{PREFIX}{told}", f"In a QR code: {PREFIX}{told}"), err=True)


def _by_hand(name: str, state: str, zh: str, en: str) -> None:
    @deliver.command(name, help=either(zh, en))
    @click.argument("number")
    @click.option("--tracking", default="", help=either("快递单号", "The courier’s number"))
    @by_option("谁办的", "Who did it")
    @data_option
    @database_option
    def set_state(*, number: str, tracking: str, by: str, data: Path, database: str | None) -> None:
        from contract.delivery import DeliveryState
        from hub.delivery.act import by_hand

        hub = opened(settings_of(data, database))
        done = by_hand(hub, number, DeliveryState(state), by, tracking=tracking)
        hub.database.close()
        if isinstance(done, Failure):
            _stop(done)


_by_hand(
    "ready", "ready", "在窗口待领，或电子件可以看了", "It lies at the counter, or can be opened on a phone"
)
_by_hand("sent", "sent", "已交快递", "The courier has it")
_by_hand("collected", "collected", "居民已领到、已签收", "The resident has it")
_by_hand(
    "returned", "returned", "没有人领、送不到，退回窗口", "Nobody came for it, or it could not be brought"
)


def _line(one: DeliveryLine) -> str:
    parts = [
        one.case_number,
        either(one.item_zh, one.item_en),
        way_word(one.way),
        state_word(one.state),
        f"{one.since:%Y-%m-%d %H:%M} UTC",
    ]
    if one.locker:
        parts.append(f"{one.locker} {either('柜', 'box')} {one.box}" if one.box else one.locker)
    if one.tracking:
        parts.append(one.tracking)
    if one.overdue:
        parts.append(either("过期未取：运行 hub deliver back", "overdue: run hub deliver back"))
    if one.doubt:
        parts.append(doubt_word(one.doubt))
    return "  ".join(parts)


def _say_code(told: StaffCode) -> None:
    click.echo(told.code)
    zh = f"在终端 {told.terminal_id} 首页点“取件”，输入这个码"
    en = f"At terminal {told.terminal_id} touch “Pick up” and type it"
    if told.until is not None:
        zh, en = (
            f"{zh}；{told.until:%Y-%m-%d %H:%M} UTC 前有效",
            f"{en}; good until {told.until:%Y-%m-%d %H:%M} UTC",
        )
    click.echo(either(f"{zh}。", f"{en}."), err=True)


def _stop(failure: Failure) -> NoReturn:
    match failure.code:
        case "no_such_delivery":
            zh, en = (
                "没有这个办件，或它没有要送达的结果",
                "there is no such case, or it has nothing to hand out",
            )
        case "no_such_locker":
            zh, en = "没有这台终端：用 --terminal 指定", "there is no such terminal: name one with --terminal"
        case _:
            said = state_word(failure.detail)
            zh, en = f"现在是“{said}”，不能这样做", f"it is “{said}” now"
    raise click.ClickException(either(zh, en))
