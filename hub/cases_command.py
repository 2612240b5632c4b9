"""`hub cases`: what falls due, what is done about it, and the rates of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, month_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from hub.cases.rates import Month


@click.group("cases", help=either("办件：到期、提醒、统计", "Cases: what falls due, reminders, rates"))
def cases() -> None:
    """Group of case commands."""


@cases.command(
    "due",
    help=either(
        "列出已到期和快到期的承诺、后补材料", "List promises and papers to come that are due, or soon will be"
    ),
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help=either("几个工作日以内", "Within so many working days"),
)
@data_option
@database_option
def due(*, within: int, data: Path, database: str | None) -> None:
    """Nothing of the applicants."""
    from hub.cases.due import due as falls_due

    hub = opened(settings_of(data, database))
    found = falls_due(hub, within)
    hub.database.close()
    names = {
        "promise": either("承诺办结", "promised"),
        "papers": either("后补材料", "papers to come"),
        "last_day": either("补交最后一天", "last day for papers"),
    }
    for one in found:
        left = (
            either(f"还有 {one.left} 个工作日", f"{one.left} working days left")
            if one.left >= 0
            else either(f"已超 {-one.left} 个工作日", f"{-one.left} working days late")
        )
        item = either(one.item_zh, one.item_en)
        click.echo(f"{one.day} {names[one.kind]} {one.case_number} {item} {one.state} {left}")


@cases.command(
    "tick",
    help=either(
        "提醒逾期没交后补材料的人，再过期的退办（中心运行时每小时自动做）",
        "Remind of papers that did not come, and give back what is over (a serving hub does it every hour)",
    ),
)
@data_option
@database_option
def tick(*, data: Path, database: str | None) -> None:
    """As often as one likes."""
    from hub.cases.due import tick as do_tick

    hub = opened(settings_of(data, database))
    done = do_tick(hub)
    hub.database.close()
    click.echo(
        either(
            f"提醒 {done.reminded} 件，退办 {done.returned} 件",
            f"reminded {done.reminded}, given back {done.returned}",
        )
    )


@cases.command(
    "rates",
    help=either(
        "一个统计月（上月25日至本月24日）的按时办结率、平均提前办结率、时限缩减率",
        "Rates of a month (25th to 24th): answered on time, mean share of the time saved, less than by law",
    ),
)
@month_option
@data_option
@database_option
def month_rates(*, month: Month, data: Path, database: str | None) -> None:
    """In percent; — where there was nothing to count."""
    from hub.cases.rates import rates_of

    hub = opened(settings_of(data, database))
    found = rates_of(hub, month)
    hub.database.close()
    click.echo(
        either(
            f"{month}：{month.first} 至 {month.last}，{month.due} 前报送",
            f"{month}: {month.first} to {month.last}, due on {month.due}",
        )
    )
    click.echo(
        either(
            f"办结 {found.answered}，其中退办 {found.returned}；逾期未办结 {found.overdue}",
            f"answered {found.answered}, of them given back {found.returned}; overdue {found.overdue}",
        )
    )
    for zh, en, share in (
        ("按时办结率", "answered on time", found.on_time),
        ("平均提前办结率", "mean share of time saved", found.early),
        ("时限缩减率", "less time than by law", found.reduced),
    ):
        click.echo(either(zh, en) + " " + (f"{share:.1%}" if share is not None else "—"))


@cases.command(
    "extend",
    help=either(
        "延长审批：承诺日往后推几个工作日，只能一次，要写原因",
        "Give the office more time, once, with a reason; the terminal is told the new day",
    ),
)
@click.argument("number")
@click.option("--workdays", type=int, required=True, help=either("几个工作日", "How many working days"))
@click.option("--reason", required=True, help=either("原因（中文）", "The reason in Chinese"))
@click.option("--reason-en", default="", help=either("同一原因的英文", "The same reason in English"))
@by_option("谁批准", "Who allows it")
@data_option
@database_option
def extend(
    *,
    number: str,
    workdays: int,
    reason: str,
    reason_en: str,
    by: str,
    data: Path,
    database: str | None,
) -> None:
    """The law allows it once."""
    from contract.case import Reason
    from hub.cases.changes import extend as longer

    hub = opened(settings_of(data, database))
    why = Reason(field=None, text_zh=reason, text_en=reason_en or reason)
    done = longer(hub, number, workdays, (why,), by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(f"{done.code}: {done.detail}")
