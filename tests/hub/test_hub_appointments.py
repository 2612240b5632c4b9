"""Appointments at the hub: never more than there is room for, never on a closed day, never a ticket used twice."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_appointments import CLOSED, ITEM, MONDAY, PHONE, SHOP, at, booking, person, small_place
from hub_terminal import LI, HeldClock, Terminal, enrolled
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, func, select, text

from catalogue.promise import is_holiday, is_workday
from contract import wire
from contract.appointment import (
    Appointment,
    AppointmentState,
    Cancelling,
    Channel,
    Moving,
    OwnAsked,
    OwnTold,
    Seen,
    Showing,
    ShownTold,
    SlotsAsked,
    SlotsTold,
    read_code,
    read_number,
)
from contract.civil_time import CIVIL
from hub.appointments.book import book, cancel, move, own
from hub.appointments.show import show
from hub.appointments.slots import slots
from hub.cases.publish_items import publish
from hub.hub_key import public_key
from hub.settings import Settings, sqlite_url
from hub.tables import appointment, appointment_open, appointment_place
from hub.wiring import Hub, open_hub
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

POSTGRES = os.environ.get("BANGBAN_TEST_POSTGRES")
ENGINES = ["sqlite", *(["postgresql"] if POSTGRES else [])]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_place(tmp_path_factory.mktemp("place") / "services")


@pytest.fixture
def settings_here(settings: Settings, place: Path) -> Settings:
    return replace(settings, services=place)


@pytest.fixture(params=ENGINES)
def hub(request: pytest.FixtureRequest, settings_here: Settings, clock: HeldClock) -> Iterator[Hub]:
    url, schema = settings_here.database_url, f"test_{secrets.token_hex(4)}"
    if request.param == "postgresql":
        with create_engine(POSTGRES).begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = f"{POSTGRES}?options=-csearch_path%3D{schema}"
    opened = open_hub(replace(settings_here, database_url=url), clock)
    assert isinstance(opened, Ok)
    publish(opened.value)
    yield opened.value
    opened.value.database.close()
    if request.param == "postgresql":
        with create_engine(POSTGRES).begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))


def given(hub: Hub, *args: object, **more: object) -> Appointment:
    made = book(hub, booking(*args, **more), Channel.TERMINAL, "QH0001")  # type: ignore[arg-type]
    assert isinstance(made, Ok), made
    return made.value


def code(outcome: object) -> str:
    assert isinstance(outcome, Failure), outcome
    return outcome.code


def free(hub: Hub, outlet: str = "hall") -> dict[datetime, int]:
    with hub.database.read() as connection:
        item = hub.items.current(connection, ITEM)
    assert item is not None
    return {one.starts_at: one.free for one in slots(hub, item).slots if one.outlet == outlet}


def count(hub: Hub, table: object) -> int:
    with hub.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_times_follow_hours_lunch_and_calendar(hub: Hub) -> None:
    times = sorted(free(hub))
    assert times[0] == at(9)
    assert at(11, 30) in times
    assert at(12) not in times
    assert at(12, 30) not in times
    assert at(13) in times
    assert at(17) not in times
    assert {one.date() for one in times} == {
        MONDAY.date() + timedelta(days=days) for days in (0, 1, 2, 4, 5)
    }, "Thursday is closed, Sunday has no hours, Saturday is short"
    assert [one for one in times if one.date().weekday() == 5] == [at(9, days=5), at(9, 30, days=5)]


def test_what_begins_too_soon_is_not_offered(hub: Hub, clock: HeldClock) -> None:
    clock.now = at(9, 1)
    assert min(free(hub)) == at(10, 30)
    assert code(book(hub, booking(at(10)), Channel.TERMINAL)) == "no_such_time"


def test_a_ticket_is_signed_and_its_number_checks_itself(hub: Hub) -> None:
    ticket = given(hub, at(9))
    signed = read_code(ticket.code)
    assert signed is not None
    assert signed.is_of(public_key(hub))
    assert signed.ticket.number == ticket.number == read_number(ticket.number)
    assert signed.ticket.starts_at == at(9)
    assert not replace(signed, ticket=replace(signed.ticket, minutes=60)).is_of(public_key(hub))


def test_the_same_key_gets_the_same_ticket_and_no_second_place(hub: Hub) -> None:
    message = booking(at(9))
    first = book(hub, message, Channel.TERMINAL)
    assert book(hub, message, Channel.TERMINAL) == first
    assert free(hub)[at(9)] == 1
    other = message.model_copy(update={"starts_at": at(10)})
    assert code(book(hub, other, Channel.TERMINAL)) == "key_reused"


def test_a_time_is_full_when_its_places_are_gone(hub: Hub) -> None:
    for number in range(2):
        given(hub, at(9), person(number))
    assert free(hub)[at(9)] == 0
    assert code(book(hub, booking(at(9), person(3)), Channel.TERMINAL)) == "time_full"
    assert count(hub, appointment_open) == 2, "who got no place has nothing open"
    given(hub, at(9, 30), person(3))


def test_each_window_of_a_desk_counts_for_itself(hub: Hub) -> None:
    for number in range(2):
        given(hub, at(9), person(number))
    given(hub, at(9), person(0), item=SHOP)


def test_one_open_ticket_a_person_and_item(hub: Hub, clock: HeldClock) -> None:
    first = given(hub, at(9))
    assert code(book(hub, booking(at(10)), Channel.TERMINAL)) == "already_booked"
    given(hub, at(10), item=SHOP)
    clock.now = at(10, 1)  # half an hour after it ended, and a minute
    assert own(hub, LI)[0].item_id == SHOP
    second = given(hub, at(14))
    assert second.number != first.number
    assert show(hub, uuid4(), first.number, "hall").seen is Seen.TOO_LATE


def test_cancelling_frees_the_place_and_the_person(hub: Hub) -> None:
    ticket = given(hub, at(9))
    gone = cancel(hub, Cancelling(number=ticket.number, applicant=LI))
    assert isinstance(gone, Ok)
    assert gone.value.state is AppointmentState.CANCELLED
    assert cancel(hub, Cancelling(number=ticket.number, applicant=LI)) == gone
    assert free(hub)[at(9)] == 2
    with hub.database.read() as connection:
        assert connection.execute(select(appointment.c.sealed_who)).scalar_one() is None
    assert given(hub, at(9)).number != ticket.number


def test_only_its_holder_may_change_a_ticket(hub: Hub) -> None:
    ticket = given(hub, at(9))
    other = person(7)
    assert code(cancel(hub, Cancelling(number=ticket.number, applicant=other))) == "no_such_ticket"
    asked = Moving(number=ticket.number, applicant=other, outlet="hall", starts_at=at(10))
    assert code(move(hub, asked)) == "no_such_ticket"
    assert own(hub, other) == ()


def test_moving_keeps_the_number_and_frees_the_old_place(hub: Hub) -> None:
    ticket = given(hub, at(9))
    asked = Moving(number=ticket.number, applicant=LI, outlet="town", starts_at=at(10))
    moved = move(hub, asked)
    assert isinstance(moved, Ok)
    assert (moved.value.number, moved.value.outlet, moved.value.starts_at) == (ticket.number, "town", at(10))
    assert move(hub, asked) == moved
    assert free(hub)[at(9)] == 2
    assert free(hub, "town")[at(10)] == 0
    assert count(hub, appointment_place) == 1


def test_moving_to_a_full_time_leaves_what_one_had(hub: Hub) -> None:
    given(hub, at(10), person(1), outlet="town")
    ticket = given(hub, at(9))
    asked = Moving(number=ticket.number, applicant=LI, outlet="town", starts_at=at(10))
    assert code(move(hub, asked)) == "time_full"
    assert own(hub, LI)[0].starts_at == at(9)
    assert free(hub)[at(9)] == 1


def test_a_ticket_is_taken_at_any_outlet_and_once(hub: Hub, clock: HeldClock) -> None:
    ticket = given(hub, at(9))
    key = uuid4()
    assert show(hub, key, ticket.number, "town").seen is Seen.OTHER_DAY
    clock.now = at(8)
    assert show(hub, key, ticket.number, "town").seen is Seen.TOO_EARLY
    clock.now = at(8, 31)
    used = show(hub, key, ticket.number, "town")
    assert used.seen is Seen.HONOURED
    assert used.appointment is not None
    assert used.appointment.used_outlet == "town"
    assert show(hub, key, ticket.number, "town").seen is Seen.HONOURED, "the answer was lost, and asked again"
    again = show(hub, uuid4(), ticket.number, "hall")
    assert again.seen is Seen.USED
    assert again.appointment is not None
    assert again.appointment.used_outlet == "town"
    assert code(cancel(hub, Cancelling(number=ticket.number, applicant=LI))) == "ticket_over"
    given(hub, at(14))


def test_an_unknown_number_tells_nothing(hub: Hub) -> None:
    assert show(hub, uuid4(), "381204123456", "hall") == ShownTold(seen=Seen.UNKNOWN)


def test_a_rush_never_overbooks(hub: Hub) -> None:
    def one(number: int) -> object:
        return book(hub, booking(at(9), person(number)), Channel.TERMINAL)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(16)))
    assert sum(isinstance(each, Ok) for each in outcomes) == 2
    assert {each.code for each in outcomes if isinstance(each, Failure)} == {"time_full"}
    assert count(hub, appointment_place) == count(hub, appointment_open) == count(hub, appointment) == 2


def test_one_person_at_eight_terminals_at_once_gets_one_ticket(hub: Hub) -> None:
    times = [at(9 + number // 2, 30 * (number % 2)) for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda when: book(hub, booking(when), Channel.TERMINAL), times))
    assert sum(isinstance(each, Ok) for each in outcomes) == 1
    assert count(hub, appointment_place) == 1


def test_one_booking_sent_eight_times_at_once_is_one_ticket(hub: Hub) -> None:
    message = booking(at(9))
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: book(hub, message, Channel.TERMINAL), range(8)))
    assert len({each.value.number for each in outcomes if isinstance(each, Ok)}) == 1
    assert all(isinstance(each, Ok) for each in outcomes)
    assert free(hub)[at(9)] == 1


def test_a_ticket_shown_at_many_outlets_at_once_is_used_once(hub: Hub, clock: HeldClock) -> None:
    ticket = given(hub, at(9))
    clock.now = at(9)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: show(hub, uuid4(), ticket.number, f"outlet{n}").seen, range(8)))
    assert Counter(told) == {Seen.HONOURED: 1, Seen.USED: 7}


def test_two_moves_into_the_last_place(hub: Hub) -> None:
    tickets = [given(hub, at(9), person(number)) for number in range(2)]
    asked = [
        Moving(number=one.number, applicant=person(number), outlet="town", starts_at=at(10))
        for number, one in enumerate(tickets)
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda one: move(hub, one), asked))
    assert sorted(isinstance(one, Ok) for one in outcomes) == [False, True]
    assert count(hub, appointment_place) == 2


def test_over_the_wire(hub: Hub, clock: HeldClock, client: TestClient) -> None:
    terminal = enrolled(hub, Terminal(client, clock))

    def ask(target: str, message: object) -> object:
        return terminal.send("POST", target, message.model_dump_json().encode())  # type: ignore[attr-defined]

    told = SlotsTold.model_validate_json(ask(wire.APPOINTMENT_TIMES, SlotsAsked(item_id=ITEM)).content)  # type: ignore[attr-defined]
    assert {one.outlet for one in told.slots} == {"hall", "town"}
    made = Appointment.model_validate_json(ask(wire.APPOINTMENTS, booking(at(9))).content)  # type: ignore[attr-defined]
    mine = OwnTold.model_validate_json(ask(wire.APPOINTMENTS_OWN, OwnAsked(applicant=LI)).content)  # type: ignore[attr-defined]
    assert mine.appointments == (made,)
    refused = ask(wire.APPOINTMENTS, booking(at(10)))
    assert (refused.status_code, refused.json()["code"]) == (409, "already_booked")  # type: ignore[attr-defined]
    clock.now = at(9)
    shown = ask(wire.APPOINTMENT_SHOW, Showing(key=uuid4(), number=made.number))
    seen = ShownTold.model_validate_json(shown.content)  # type: ignore[attr-defined]
    assert seen.seen is Seen.HONOURED
    assert seen.appointment is not None
    assert seen.appointment.used_outlet == "hall", "where this terminal stands"
    assert ask(wire.APPOINTMENT_TIMES, SlotsAsked(item_id="nothing")).status_code == 404  # type: ignore[attr-defined]


def test_nobody_is_in_the_tables_in_the_clear(hub: Hub) -> None:
    given(hub, at(9))
    with hub.database.read() as connection:
        for table in (appointment, appointment_open, appointment_place):
            held = repr(connection.execute(select(table)).all())
            assert LI.name not in held
            assert LI.id_number not in held
            assert PHONE not in held


class Rush(RuleBasedStateMachine):
    """Anybody does anything in any order, while days go by."""

    place: Path

    def __init__(self) -> None:
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = Path(tempfile.mkdtemp())
        self.clock = HeldClock()
        data = self.folder / "data"
        opened = open_hub(
            Settings(data, sqlite_url(data), "https://hub.example", services=self.place), self.clock
        )
        assert isinstance(opened, Ok)
        self.hub = opened.value
        publish(self.hub)
        self.seen: dict[str, int] = {}
        """How often each number was honoured."""
        self.given: dict[str, int] = {}
        """Whose each number is."""
        self.over: set[str] = set()

    def teardown(self) -> None:
        import shutil

        self.hub.database.close()
        shutil.rmtree(self.folder)

    people = st.integers(0, 4)
    moments = st.integers(0, 7 * 24 * 2).map(lambda half: MONDAY + timedelta(minutes=30 * half))
    outlets = st.sampled_from(["hall", "town"])

    @rule(who=people, when=moments, where=outlets)
    def books(self, who: int, when: datetime, where: str) -> None:
        made = book(self.hub, booking(when, person(who), where), Channel.TERMINAL)
        if isinstance(made, Ok):
            local = when.astimezone(CIVIL)
            assert is_workday(local.date()) or local.weekday() == 5
            assert not is_holiday(local.date())
            assert local.date() != CLOSED
            assert made.value.number not in self.given, "a number was given out twice"
            self.given[made.value.number] = who

    @rule(data=st.data())
    def cancels(self, data: st.DataObject) -> None:
        if self.given:
            number = data.draw(st.sampled_from(sorted(self.given)))
            gone = cancel(self.hub, Cancelling(number=number, applicant=person(self.given[number])))
            if isinstance(gone, Ok):
                self.over.add(number)

    @rule(data=st.data(), when=moments, where=outlets)
    def moves(self, data: st.DataObject, when: datetime, where: str) -> None:
        if self.given:
            number = data.draw(st.sampled_from(sorted(self.given)))
            asked = Moving(number=number, applicant=person(self.given[number]), outlet=where, starts_at=when)
            if isinstance(move(self.hub, asked), Ok):
                assert number not in self.over, "what is over was moved"

    @rule(data=st.data(), where=outlets)
    def shows(self, data: st.DataObject, where: str) -> None:
        if self.given:
            number = data.draw(st.sampled_from(sorted(self.given)))
            if show(self.hub, uuid4(), number, where).seen is Seen.HONOURED:
                assert number not in self.over
                self.over.add(number)

    @rule(half_hours=st.integers(1, 40))
    def time_passes(self, half_hours: int) -> None:
        self.clock.now += timedelta(minutes=30 * half_hours)

    @invariant()
    def never_over_capacity(self) -> None:
        with self.hub.database.read() as connection:
            rows = connection.execute(
                select(appointment.c.desk, appointment.c.starts_at, func.count())
                .where(appointment.c.state != AppointmentState.CANCELLED)
                .group_by(appointment.c.desk, appointment.c.starts_at)
            ).all()
        room = {"hall/renshe": 2, "town": 1}
        assert all(many <= room[desk] for desk, _, many in rows)

    @invariant()
    def one_open_a_person(self) -> None:
        for who in range(5):
            assert len(own(self.hub, person(who))) <= 1


def test_any_order(place: Path) -> None:
    Rush.place = place
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Rush,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            database=None,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
