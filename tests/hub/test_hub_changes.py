"""A case that is decided later: the terminal is told in order, once and until it has it; and when it was accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hub_terminal import NOON, Terminal, shop
from sqlalchemy import select

from contract import wire
from contract.case import CaseAnswer, Reason
from contract.clock import Moment
from contract.codes import NEEDS_REASONS, CaseState
from contract.fleet import READS_CHANGES, HeartbeatAnswer
from hub.cases import changes
from hub.cases.changes import decide
from hub.cases.listing import newest_cases, view_case
from hub.cli import main
from hub.tables import case
from outcome import Failure, Ok

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.wiring import Hub

WHY = Reason(field="place_detail", text_zh="经营场所写得不清楚", text_en="the place is not clear")


def beat(terminal: Terminal, after: int = 0, clock: str = "", reads: int = READS_CHANGES) -> HeartbeatAnswer:
    told = {"changes_after": after, "clock": clock, "reads_changes": reads}
    got = terminal.post(wire.HEARTBEAT, terminal.heartbeat().model_copy(update=told))
    assert got.status_code == 200, got.text
    return HeartbeatAnswer.model_validate_json(got.content)


def test_decision_reaches_the_terminal_until_it_has_it(terminal: Terminal, hub: Hub) -> None:
    first, second = shop(1), shop(2)
    for one in (first, second):
        terminal.post(wire.CASES, one)
    assert beat(terminal).changes == ()
    assert decide(hub, first.case_number, CaseState.TO_MEND, (WHY,), "lin") == Ok(1)
    assert decide(hub, second.case_number, CaseState.DONE, (), "lin") == Ok(2)
    told = beat(terminal).changes
    assert [(one.number, one.key, one.state) for one in told] == [
        (1, first.key, CaseState.TO_MEND),
        (2, second.key, CaseState.DONE),
    ]
    assert told[0].reasons == (WHY,)
    assert beat(terminal).changes == told
    assert beat(terminal, after=1).changes == told[1:]
    assert beat(terminal, after=2).changes == ()


def test_same_decision_again_is_no_change_and_another_is(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    assert decide(hub, one.case_number, CaseState.SUSPENDED, (WHY,), "lin") == Ok(1)
    assert decide(hub, one.case_number, CaseState.SUSPENDED, (WHY,), "lin") == Ok(1)
    assert decide(hub, one.case_number, CaseState.IN_REVIEW, (), "lin") == Ok(2)
    assert [each.number for each in beat(terminal).changes] == [1, 2]


def test_answer_to_a_repeat_stays_the_first_and_staff_see_the_newest(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    first = terminal.post(wire.CASES, one).content
    decide(hub, one.case_number, CaseState.REFUSED, (WHY,), "lin")
    assert terminal.post(wire.CASES, one).content == first
    assert CaseAnswer.model_validate_json(first).state is CaseState.IN_REVIEW
    seen = view_case(hub, one.case_number, "lin")
    assert seen is not None
    assert (seen.line.state, seen.reasons) == (CaseState.REFUSED, (WHY,))


@pytest.mark.parametrize("state", sorted(NEEDS_REASONS))
def test_nobody_is_left_without_a_reason(terminal: Terminal, hub: Hub, state: CaseState) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    refused = decide(hub, one.case_number, state, (), "lin")
    assert isinstance(refused, Failure)
    assert refused.code == "reason_needed"
    assert beat(terminal).changes == ()


def test_more_than_one_answer_holds_comes_in_pieces(terminal: Terminal, hub: Hub, monkeypatch) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    one = shop()
    terminal.post(wire.CASES, one)
    for state, why in ((CaseState.SUSPENDED, (WHY,)), (CaseState.IN_REVIEW, ()), (CaseState.DONE, ())):
        assert isinstance(decide(hub, one.case_number, state, why, "lin"), Ok)
    assert [each.number for each in beat(terminal).changes] == [1, 2]
    assert [each.number for each in beat(terminal, after=2).changes] == [3]


def test_another_terminal_hears_nothing_of_it(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, CaseState.DONE, (), "lin")
    assert changes.changes_after(hub, "QH0002", 0, READS_CHANGES) == ()


def test_command_decides(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    asked = ["decide", one.case_number, "refused", "--by", "lin", "--data", str(settings.data)]
    silent = CliRunner().invoke(main, asked)
    assert silent.exit_code == 1
    assert "--reason" in silent.output
    done = CliRunner().invoke(main, [*asked, "--reason", "名称已被使用", "--reason-en", "the name is taken"])
    assert done.exit_code == 0, done.output
    assert beat(terminal).changes[0].reasons[0].text_en == "the name is taken"
    unknown = CliRunner().invoke(main, ["decide", "QH", "done", "--by", "lin", "--data", str(settings.data)])
    assert unknown.exit_code == 1


def reckoned(hub: Hub):
    with hub.database.read() as connection:
        return connection.execute(select(case.c.reckoned_at)).scalar_one()


OFFSET = round(NOON.timestamp() * 1000) - 500_000
"""What the hub's clock at noon is ahead of a counter that says 500 s."""


def test_case_under_a_wrong_calendar_is_dated_by_its_own_offset(terminal: Terminal, hub: Hub) -> None:
    wrong = NOON - timedelta(days=3000)
    token = str(Moment("0badcafe", 440_000, OFFSET))
    terminal.post(wire.CASES, shop(accepted_at=wrong, clock_trusted=False, clock=token))
    assert reckoned(hub) == NOON - timedelta(seconds=60)
    (line,) = newest_cases(hub)
    assert line.reckoned_at == NOON - timedelta(seconds=60)


@pytest.mark.parametrize("heartbeat_first", [True, False])
def test_offset_learnt_later_in_the_same_run_dates_it_too(
    terminal: Terminal, hub: Hub, heartbeat_first: bool
) -> None:
    now = str(Moment("0badcafe", 500_000, None))
    if heartbeat_first:
        beat(terminal, clock=now)
    terminal.post(wire.CASES, shop(clock=str(Moment("0badcafe", 200_000, None))))
    if not heartbeat_first:
        assert reckoned(hub) is None
        beat(terminal, clock=now)
    assert reckoned(hub) == NOON - timedelta(seconds=300)


def test_another_run_of_the_machine_dates_nothing(terminal: Terminal, hub: Hub) -> None:
    terminal.post(wire.CASES, shop(clock=str(Moment("0badcafe", 200_000, None))))
    beat(terminal, clock=str(Moment("00c0ffee", 500_000, None)))
    assert reckoned(hub) is None


def test_good_calendar_is_left_alone_on_the_page(terminal: Terminal, hub: Hub) -> None:
    terminal.post(wire.CASES, shop(clock=str(Moment("0badcafe", 499_000, OFFSET))))
    (line,) = newest_cases(hub)
    assert line.reckoned_at is None
