"""What falls due is told; papers that do not come are reminded of, once, and then the case goes back."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hub_terminal import NOON, SHOP_PAPERS, Terminal, shop
from sqlalchemy import select

from catalogue.promise import workdays_after
from contract import wire
from contract.case import Reason
from contract.codes import CaseState
from hub.cases.changes import decide
from hub.cases.due import GRACE_WORKDAYS, Kind, Ticked, due, tick
from hub.cases.lifecycle import Who
from hub.cli import main
from hub.rhythm import JOBS, Job, Rhythm, do, hand_on
from hub.tables import case, case_change
from outcome import Ok

if TYPE_CHECKING:
    from hub_terminal import HeldClock

    from contract.case import CaseSubmission
    from hub.settings import Settings
    from hub.wiring import Hub

WHY = Reason(field=None, text_zh="等一等", text_en="wait")
FRIDAY = date(2026, 11, 27)


def putting_off(until: date = FRIDAY, sequence: int = 1) -> CaseSubmission:
    papers = tuple(
        one.model_copy(update={"deferred_until": until}) if one.deferred_until is not None else one
        for one in SHOP_PAPERS
    )
    return shop(sequence, materials=papers)


def on(clock: HeldClock, day: date) -> None:
    clock.now = NOON + (day - NOON.date())


def state_of(hub: Hub, one: CaseSubmission) -> str:
    with hub.database.read() as connection:
        return str(connection.execute(select(case.c.state).where(case.c.key == one.key)).scalar_one())


def changes(hub: Hub) -> int:
    with hub.database.read() as connection:
        return len(connection.execute(select(case_change.c.number)).all())


def test_reminded_once_then_given_back(terminal: Terminal, hub: Hub, clock: HeldClock) -> None:
    one = putting_off()
    terminal.post(wire.CASES, one)
    on(clock, FRIDAY)
    assert tick(hub) == Ticked(0, 0), "the last day is not over"
    on(clock, FRIDAY + timedelta(3))
    assert (tick(hub), tick(hub)) == (Ticked(1, 0), Ticked(0, 0))
    assert state_of(hub, one) == "awaits_material"
    last_day = workdays_after(FRIDAY + timedelta(3), GRACE_WORKDAYS)
    assert [(each.kind, each.day) for each in due(hub, 30)] == [(Kind.LAST_DAY, last_day)]
    on(clock, last_day)
    assert tick(hub) == Ticked(0, 0)
    on(clock, last_day + timedelta(1))
    assert (tick(hub), tick(hub)) == (Ticked(0, 1), Ticked(0, 0))
    assert state_of(hub, one) == "returned"
    assert due(hub, 30) == ()
    told = terminal.post(wire.HEARTBEAT, terminal.heartbeat().model_copy(update={"reads_changes": 2})).json()
    reminder, back = told["changes"]
    assert reminder["reasons"][0]["field"] == "place_lease"
    assert f"{last_day:%Y年%m月%d日}" in reminder["reasons"][0]["text_zh"]
    assert back["reasons"]


def test_what_was_approved_is_only_reminded_of(terminal: Terminal, hub: Hub, clock: HeldClock) -> None:
    one = putting_off()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, CaseState.APPROVED, (), "lin")
    on(clock, FRIDAY + timedelta(3))
    assert tick(hub) == Ticked(1, 0)
    on(clock, FRIDAY + timedelta(60))
    assert tick(hub) == Ticked(0, 0)
    assert state_of(hub, one) == "approved"


@pytest.mark.parametrize("state", [CaseState.SUSPENDED, CaseState.TO_MEND, CaseState.REFUSED])
def test_who_waits_for_something_else_is_not_reminded(
    terminal: Terminal, hub: Hub, clock: HeldClock, state: CaseState
) -> None:
    one = putting_off()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, state, (WHY,), "lin")
    on(clock, FRIDAY + timedelta(60))
    assert (tick(hub), state_of(hub, one)) == (Ticked(0, 0), state)


def test_nobody_is_reminded_of_what_came(terminal: Terminal, hub: Hub, clock: HeldClock) -> None:
    terminal.post(wire.CASES, shop(materials=SHOP_PAPERS[:-1]))
    on(clock, FRIDAY + timedelta(60))
    assert tick(hub) == Ticked(0, 0)


def test_promises_are_listed_before_and_after_their_day(
    terminal: Terminal, hub: Hub, clock: HeldClock
) -> None:
    one = putting_off()
    terminal.post(wire.CASES, one)
    (promise,) = [each for each in due(hub, 3) if each.kind is Kind.PROMISE]
    assert (promise.day, promise.left, promise.case_number) == (date(2026, 11, 23), 1, one.case_number)
    on(clock, date(2026, 11, 25))
    assert [each.left for each in due(hub, 0) if each.kind is Kind.PROMISE] == [-2]
    decide(hub, one.case_number, CaseState.SUSPENDED, (WHY,), "lin")
    assert [each.kind for each in due(hub, 3)] == [Kind.PAPERS]


def test_the_applicant_may_still_take_it_back(terminal: Terminal, hub: Hub, clock: HeldClock) -> None:
    one = putting_off()
    terminal.post(wire.CASES, one)
    on(clock, FRIDAY + timedelta(3))
    tick(hub)
    withdrawn = decide(hub, one.case_number, CaseState.WITHDRAWN, (), "QH0001", who=Who.APPLICANT)
    assert isinstance(withdrawn, Ok)
    on(clock, FRIDAY + timedelta(60))
    assert (tick(hub), state_of(hub, one)) == (Ticked(0, 0), "withdrawn")


def test_commands_list_and_do_what_is_due(
    terminal: Terminal, hub: Hub, settings: Settings, clock: HeldClock
) -> None:
    one = putting_off(NOON.date() - timedelta(30))
    terminal.post(wire.CASES, one)
    data = ["--data", str(settings.data)]
    listed = CliRunner().invoke(main, ["cases", "due", "--within", "999", *data])
    assert listed.exit_code == 0, listed.output
    assert one.case_number in listed.output
    done = CliRunner().invoke(main, ["cases", "tick", *data])
    assert done.exit_code == 0, done.output
    assert changes(hub) == 1
    longer = ["cases", "extend", one.case_number, "--workdays", "3", "--reason", "要去现场看", "--by", "lin"]
    refused = CliRunner().invoke(main, [*longer, *data])
    assert refused.exit_code == 1
    assert "clock_stands" in refused.output
    told = CliRunner().invoke(main, ["cases", "rates", "--month", "2026-11", *data])
    assert told.exit_code == 0, told.output
    assert "2026-10-25" in told.output
    impossible = CliRunner().invoke(
        main, ["decide", one.case_number, "refused", "--reason", "x", "--by", "lin", *data]
    )
    assert impossible.exit_code == 1


# --- the hub's own rhythm -----------------------------------------------------------------------


def test_a_job_that_stumbles_stops_no_other(hub: Hub) -> None:
    done = threading.Event()

    def stumbles(_: Hub) -> None:
        raise RuntimeError("bug")

    rhythm = Rhythm(hub, (Job("bad", 0.01, stumbles), Job("good", 0.02, lambda _: done.set())))
    rhythm.start()
    assert done.wait(5)
    rhythm.stop()


def test_every_job_of_the_hub_runs(hub: Hub, caplog: Any) -> None:
    for job in JOBS:
        do(hub, job)
    assert not caplog.records


def test_a_wrong_file_of_receivers_is_told_and_nothing_else(hub: Hub, caplog: Any, tmp_path: Any) -> None:
    path = tmp_path / "receivers.toml"
    path.write_text("[p", encoding="utf-8")
    object.__setattr__(hub.settings, "receivers", path)
    hand_on(hub)
    assert "receivers_wrong" in caplog.text
