"""`hub re-run`: a case decided again from what its decision looked at."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from hub.command_line import data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from contract.case import RuleResult
    from hub.cases.again import Again

OTHER, NOT_POSSIBLE = 1, 2
"""Exit codes besides 0, which says that everything is as it was."""


@click.command(
    "re-run",
    help=either(
        "用当时看到的资料把一个办件重新决定一遍，逐条说明是否一致；退出码 0 一致，1 不一致，2 无法重做",
        "Decide a case again from what its decision looked at, and say rule by rule whether it is the same;"
        " exit 0: the same, 1: not the same, 2: it cannot be done again",
    ),
)
@click.argument("number", metavar="CASE_NUMBER")
@data_option
@database_option
def re_run(*, number: str, data: Path, database: str | None) -> None:
    """Nothing is changed, and nothing of the applicant is shown."""
    from hub.cases.again import decide_again

    hub = opened(settings_of(data, database))
    found = decide_again(hub, number)
    hub.database.close()
    if isinstance(found, Failure):
        click.echo(_why_not(found), err=True)
        sys.exit(NOT_POSSIBLE)
    again = found.value
    click.echo("\n".join(_told(again)))
    sys.exit(0 if again.same else OTHER)


def _told(again: Again) -> Iterator[str]:
    version = again.version or either("无", "none")
    yield either(
        f"事项 {again.item_id}，版本 {version}，受理日 {again.day}",
        f"item {again.item_id}, version {version}, day of acceptance {again.day}",
    )
    for rule in again.rules:
        now, then = _held(rule.now), _held(rule.then)
        line = f"= {rule.name}: {now}" if rule.same else f"≠ {rule.name}: {then} → {now}"
        yield f"{line}  {either(rule.text_zh, rule.text_en)}"
    if again.reasons_then != again.reasons_now:
        for mark, reasons in (("-", again.reasons_then), ("+", again.reasons_now)):
            yield from (f"{mark} {either(one.text_zh, one.text_en)}" for one in reasons)
    if not again.same_parts:
        yield either("≠ 联办各部分与当时不同", "≠ the parts of the joint case are not as they were")
    if again.same:
        yield either(f"一致：{again.state_now}", f"the same: {again.state_now}")
    else:
        yield either(
            f"不一致：当时 {again.state_then}，现在 {again.state_now}",
            f"not the same: {again.state_then} then, {again.state_now} now",
        )


def _held(rule: RuleResult | None) -> str:
    if rule is None:
        return either("没有这条", "not asked")
    return {
        True: either("成立", "held"),
        False: either("不成立", "did not hold"),
        None: either("不知道", "not known"),
    }[rule.held]


def _why_not(failure: Failure) -> str:
    return {
        "no_such_case": either("没有这个办件", "there is no such case"),
        "no_grounds": either(
            "这个办件由旧程序决定，当时没有留存依据",
            "it was decided by an older program, which kept no grounds",
        ),
        "item_unreadable": either(
            "决定它的那一版事项读不出来", "the version of the item that decided it cannot be read"
        ),
    }[failure.code]
