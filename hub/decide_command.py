"""`hub decide`: what becomes of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contract.codes import CaseState
from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

DECISIONS = [
    one.value for one in CaseState if one not in {CaseState.OTHER, CaseState.SUBMITTED, CaseState.WITHDRAWN}
]
"""What staff may make of a case, as far as it stands so (`hub/cases/lifecycle.py`)."""


@click.command(
    "decide",
    help=either(
        "对一个办件作出后续决定，终端下次心跳时得知",
        "Decide a case later; the terminal hears of it with its next heartbeat",
    ),
)
@click.argument("number")
@click.argument("state", type=click.Choice(DECISIONS))
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    help=either("原因（中文），可多次", "A reason in Chinese; may be repeated"),
)
@click.option(
    "--reason-en",
    "reasons_en",
    multiple=True,
    help=either("同一原因的英文", "The same reason in English"),
)
@by_option("谁决定", "Who decides")
@data_option
@database_option
def decide_case(
    *,
    number: str,
    state: str,
    reasons: tuple[str, ...],
    reasons_en: tuple[str, ...],
    by: str,
    data: Path,
    database: str | None,
) -> None:
    """Nobody is left without being told why; what is approved gets the papers that its item ends with."""
    from itertools import zip_longest

    from contract.case import Reason
    from hub.cases.changes import decide

    if len(reasons_en) > len(reasons):
        raise click.BadParameter(
            either("每条英文原因要有中文", "each reason in English needs one in Chinese"),
            param_hint="--reason",
        )
    told = tuple(
        Reason(field=None, text_zh=zh, text_en=en or zh) for zh, en in zip_longest(reasons, reasons_en)
    )
    hub = opened(settings_of(data, database))
    decided = decide(hub, number, CaseState(state), told, by)
    hub.database.close()
    if isinstance(decided, Failure):
        raise click.ClickException(why_not_decided(decided))


def why_not_decided(failure: Failure) -> str:
    """In a sentence."""
    said = {
        "no_such_case": either("没有这个办件", "there is no such case"),
        "reason_needed": either(
            "这个决定必须说明原因（--reason）", "this decision needs a reason (--reason)"
        ),
        "case_closed": either("这个办件已经了结", "this case has come to its end"),
        "applicant_must_act": either(
            "要等申请人补正或补交，现在不能这样决定", "it waits for its applicant: not now"
        ),
        "nothing_on_record": either(
            "部门的记录里没有可写进证明的内容", "nothing is on record that the paper could say"
        ),
        "register_silent": either(
            "部门的记录现在查不到，稍后再试", "the records do not answer now: try again later"
        ),
    }.get(failure.code, failure.code)
    return f"{said} ({failure.detail})" if failure.code not in {"no_such_case", "reason_needed"} else said
