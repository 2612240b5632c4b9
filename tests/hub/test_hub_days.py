"""The promised day as terminals are told of it; terminals that know fewer words; papers when a person approves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from hub_terminal import NOON, Terminal, enrolled, shop, submission
from sqlalchemy import delete, select, update

from contract import wire
from contract.case import CaseChange, Reason
from contract.codes import CaseState
from contract.fleet import READS_CHANGES, HeartbeatAnswer
from hub.application import make_application
from hub.cases.changes import ASK_THERE, decide, extend
from hub.cases.lifecycle import Who
from hub.cases.older_terminals import NEAREST, as_read
from hub.cases.terms import kept_term
from hub.departments.demo_register import open_register
from hub.departments.register import EmptyRegister
from hub.tables import case_change, case_term, document
from hub.wiring import Hub, open_hub
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_terminal import HeldClock

    from hub.settings import Settings

WHY = Reason(field=None, text_zh="等现场勘验", text_en="waits for a visit to the place")
FIRST_SEVEN = {"submitted", "in_review", "to_mend", "refused", "suspended", "approved", "done"}


def beat(terminal: Terminal, reads: int = READS_CHANGES) -> dict[str, Any]:
    got = terminal.post(wire.HEARTBEAT, terminal.heartbeat().model_copy(update={"reads_changes": reads}))
    assert got.status_code == 200, got.text
    told: dict[str, Any] = got.json()
    return told


def changes(terminal: Terminal) -> tuple[CaseChange, ...]:
    return HeartbeatAnswer.model_validate(beat(terminal)).changes


# --- the promised day ---------------------------------------------------------------------------


def test_a_wait_moves_the_promised_day_and_the_terminal_is_told(
    terminal: Terminal, hub: Hub, clock: HeldClock
) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    with hub.database.read() as connection:
        kept = kept_term(connection, one.key)
    assert kept is not None
    assert kept.promised_on == date(2026, 11, 23), "one working day after a Sunday"
    decide(hub, one.case_number, CaseState.SUSPENDED, (WHY,), "lin")
    clock.now += timedelta(days=5)  # Friday
    assert isinstance(decide(hub, one.case_number, CaseState.IN_REVIEW, (), "lin"), Ok)
    stopped, gone_on = changes(terminal)
    assert (stopped.state, stopped.promised_date) == (CaseState.SUSPENDED, None)
    assert gone_on.promised_date == date(2026, 11, 30)


def test_what_the_resident_takes_to_mend_is_not_the_offices_time(
    terminal: Terminal, hub: Hub, clock: HeldClock
) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, CaseState.TO_MEND, (WHY,), "lin")
    clock.now += timedelta(days=5)  # Friday
    again = terminal.post(wire.CASES, shop(2, mends=one.key))
    assert again.json()["state"] == "in_review"
    with hub.database.read() as connection:
        kept = kept_term(connection, one.key)
        assert kept_term(connection, UUID(again.json()["key"])) is None, "one case, one count of its days"
    assert kept is not None
    assert (kept.stopped_workdays, kept.promised_on) == (5, date(2026, 11, 30))
    assert isinstance(decide(hub, one.case_number, CaseState.APPROVED, (), "lin"), Ok)
    told = [(each.key, each.state) for each in changes(terminal)][-2:]
    assert {key for key, _ in told} == {one.key, UUID(again.json()["key"])}
    assert {state for _, state in told} == {CaseState.APPROVED}, "whichever number the resident holds"


def test_more_time_is_told_with_its_reason_and_taken_once(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    silent = extend(hub, one.case_number, 5, (), "lin")
    assert isinstance(silent, Failure)
    assert silent.code == "reason_needed"
    assert extend(hub, one.case_number, 5, (WHY,), "lin") == Ok(1)
    (told,) = changes(terminal)
    assert (told.state, told.promised_date, told.reasons) == (
        CaseState.IN_REVIEW,
        date(2026, 11, 30),
        (WHY,),
    )
    again = extend(hub, one.case_number, 1, (WHY,), "lin")
    assert isinstance(again, Failure)
    assert again.code == "extended_before"
    assert isinstance(extend(hub, "QH", 1, (WHY,), "lin"), Failure)


def test_a_case_of_an_older_program_gets_its_days_with_its_next_change(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    with hub.database.write() as connection:
        connection.execute(delete(case_term))
    assert extend(hub, one.case_number, 1, (WHY,), "lin") == Ok(1)
    assert changes(terminal)[0].promised_date == date(2026, 11, 24)


def test_an_impossible_step_changes_nothing(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    assert isinstance(decide(hub, one.case_number, CaseState.REFUSED, (WHY,), "lin"), Ok)
    again = decide(hub, one.case_number, CaseState.DONE, (), "lin")
    assert isinstance(again, Failure)
    assert (again.code, again.action) == ("case_closed", Action.NOBODY)
    by_itself = decide(hub, one.case_number, CaseState.RETURNED, (WHY,), "hub", who=Who.SYSTEM)
    assert isinstance(by_itself, Failure)
    assert [each.state for each in changes(terminal)] == [CaseState.REFUSED]


# --- terminals that know fewer words ------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(set(CaseState) - {CaseState.OTHER}))
def test_every_state_has_a_word_for_the_oldest_terminal(state: CaseState) -> None:
    change = CaseChange(
        number=1, key=uuid4(), case_number="", state=state, office_number="", reasons=(WHY,)
    ).model_copy(update={"promised_date": NOON.date()})
    old = as_read(change, 1)
    assert old.state.value in FIRST_SEVEN
    assert set(json.loads(old.model_dump_json())) == {
        "number",
        "key",
        "case_number",
        "state",
        "office_number",
        "reasons",
    }
    assert CaseChange.model_validate_json(old.model_dump_json()) == old
    assert as_read(change, READS_CHANGES) is change
    assert (state.value in FIRST_SEVEN) is (state not in NEAREST)


def test_a_terminal_that_says_nothing_of_it_is_told_in_old_words(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, CaseState.WITHDRAWN, (), "QH0001", who=Who.APPLICANT)
    (old,) = beat(terminal, reads=1)["changes"]
    assert (old["state"], bool(old["reasons"]), "promised_date" in old) == ("refused", True, False)
    (new,) = beat(terminal)["changes"]
    assert new["state"] == "withdrawn"


def test_a_state_of_a_later_hub_is_read_as_another_one() -> None:
    told = {"number": 1, "key": str(uuid4()), "case_number": "", "office_number": "", "state": "on_the_moon"}
    assert CaseChange.model_validate_json(json.dumps(told)).state is CaseState.OTHER


def test_a_change_that_does_not_say_why_is_no_message() -> None:
    told = {"number": 1, "key": str(uuid4()), "case_number": "", "office_number": "", "state": "returned"}
    with pytest.raises(ValueError, match="without being told why"):
        CaseChange.model_validate_json(json.dumps(told))


def test_a_row_without_its_reason_does_not_silence_the_terminal(terminal: Terminal, hub: Hub) -> None:
    one = shop()
    terminal.post(wire.CASES, one)
    decide(hub, one.case_number, CaseState.SUSPENDED, (WHY,), "lin")
    with hub.database.write() as connection:
        empty = hub.vault.seal(b"[]", "case_change/QH0001/1")
        connection.execute(update(case_change).values(sealed_reasons=empty))
    (told,) = changes(terminal)
    assert told.reasons == (ASK_THERE,)


# --- papers when a person approves --------------------------------------------------------------


class Turning:
    """A register that can be switched off."""

    def __init__(self, register: Any) -> None:
        self.register, self.silent = register, True

    def look_up(self, *asked: Any) -> Any:
        if self.silent:
            return Failure("register_silent", Action.NOBODY, "no answer")
        return self.register.look_up(*asked)


@pytest.fixture
def silent_hub(settings: Settings, clock: HeldClock) -> Iterator[tuple[Hub, Turning, Terminal]]:
    register = Turning(open_register(settings.residents, settings.registers))
    opened = open_hub(replace(settings), clock, register)
    assert isinstance(opened, Ok)
    hub = opened.value
    with TestClient(make_application(hub), base_url="https://hub.example") as client:
        yield hub, register, enrolled(hub, Terminal(client, clock))
    hub.database.close()


def papers(hub: Hub) -> int:
    with hub.database.read() as connection:
        return len(connection.execute(select(document.c.code)).all())


def test_who_is_approved_by_a_person_gets_the_papers_that_rules_would_have_given(
    silent_hub: tuple[Hub, Turning, Terminal],
) -> None:
    hub, register, terminal = silent_hub
    one = submission()
    assert terminal.post(wire.CASES, one).json()["state"] == "in_review"
    silent = decide(hub, one.case_number, CaseState.DONE, (), "lin")
    assert isinstance(silent, Failure)
    assert (silent.code, papers(hub)) == ("register_silent", 0)
    register.silent = False
    assert isinstance(decide(hub, one.case_number, CaseState.DONE, (), "lin"), Ok)
    assert papers(hub) == 1
    assert isinstance(decide(hub, one.case_number, CaseState.DELIVERED, (), "lin"), Ok)
    assert papers(hub) == 1, "given once"


def test_nothing_is_put_on_a_paper_that_is_not_on_record(
    silent_hub: tuple[Hub, Turning, Terminal],
) -> None:
    hub, register, terminal = silent_hub
    one = submission()
    terminal.post(wire.CASES, one)
    register.silent, register.register = False, EmptyRegister()
    refused = decide(hub, one.case_number, CaseState.APPROVED, (), "lin")
    assert isinstance(refused, Failure)
    assert (refused.code, papers(hub)) == ("nothing_on_record", 0)
