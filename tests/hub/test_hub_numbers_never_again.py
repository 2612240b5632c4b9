"""No number is ever given a second time: of a case, of an office, of a ticket. Old paper names one thing for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hub_appointments import at, booking, person, small_place
from hub_terminal import Terminal, shop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, select

from contract import wire
from contract.appointment import Appointment, Cancelling, Channel
from contract.case_number import TAG_LETTERS, CaseNumber, parse
from hub.appointments import book as booking_module
from hub.appointments.book import book, cancel
from hub.cases.office_number import next_office_number
from hub.tables import appointment, case, office_serial
from hub.wiring import Hub, open_hub
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub_terminal import HeldClock

    from hub.settings import Settings

SLOW_FIXTURE = [HealthCheck.function_scoped_fixture]
CODES = ("11990101MB000001934000131127006", "11990101MB0000027X4002014001001")


# --- office numbers -----------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW_FIXTURE)
@given(
    some.lists(
        some.tuples(
            some.sampled_from(CODES),
            some.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 24), timezones=some.just(UTC)),  # noqa: DTZ001
        ),
        max_size=12,
    )
)
def test_an_office_number_never_comes_again_whatever_the_clock_does(
    hub: Hub, asked: list[tuple[str, datetime]]
) -> None:
    """The clock goes forward and back, and the examples of this test share one database as well."""
    seen = _SEEN.setdefault(id(hub), set())
    with hub.database.write() as connection:
        for code, moment in asked:
            number = next_office_number(connection, code, moment)
            assert number not in seen
            assert number.startswith(code)
            seen.add(number)


_SEEN: dict[int, set[str]] = {}


def test_nor_after_nine_thousand_nine_hundred_ninety_nine_of_a_day(hub: Hub, clock: HeldClock) -> None:
    with hub.database.write() as connection:
        before = next_office_number(connection, CODES[0], clock.now)
        connection.execute(office_serial.update().values(last=9998))
        last, first_of_five = (next_office_number(connection, CODES[0], clock.now) for _ in range(2))
    assert (last[-4:], first_of_five[-5:]) == ("9999", "10000")
    assert len({before, last, first_of_five}) == 3


def test_nor_when_its_case_is_gone(terminal: Terminal, hub: Hub) -> None:
    """Nothing of the hub deletes cases; a person with a database tool may."""
    first = terminal.post(wire.CASES, shop(1)).json()["office_number"]
    with hub.database.write() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(case.metadata.sorted_tables):
            if table.name != "office_serial" and any(key.column.table is case for key in table.foreign_keys):
                connection.execute(delete(table))
        connection.execute(delete(case))
    second = terminal.post(wire.CASES, shop(2)).json()["office_number"]
    assert first != second


# --- case numbers -------------------------------------------------------------------------------

NUMBERS = some.builds(
    CaseNumber,
    some.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True),
    some.dates(datetime(2026, 1, 1).date(), datetime(2026, 1, 3).date()),  # noqa: DTZ001
    some.integers(1, 1_000_001),
    some.text(TAG_LETTERS, min_size=3, max_size=3),
)


@given(NUMBERS, NUMBERS)
def test_two_cases_never_have_one_number(one: CaseNumber, other: CaseNumber) -> None:
    assert (str(one) == str(other)) is (one == other)
    assert parse(str(one)) == one


def test_the_hub_takes_no_second_case_under_a_number(terminal: Terminal, hub: Hub) -> None:
    first, second = shop(1), shop(2)
    terminal.post(wire.CASES, first)
    again = terminal.post(wire.CASES, second.model_copy(update={"case_number": first.case_number}))
    assert (again.status_code, again.json()["code"]) == (409, "case_number_reused")
    with hub.database.read() as connection:
        assert len(connection.execute(select(case.c.key)).all()) == 1


# --- tickets ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_place(tmp_path_factory.mktemp("numbers") / "services")


@pytest.fixture
def desk(settings: Settings, clock: HeldClock, place: Path) -> Iterator[Hub]:
    here = settings
    opened = open_hub(replace(here, services=place), clock)
    assert isinstance(opened, Ok)
    from hub.cases.publish_items import publish

    publish(opened.value)
    yield opened.value
    opened.value.database.close()


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW_FIXTURE)
@given(draws=some.lists(some.integers(0, 5), min_size=1, max_size=12))
def test_a_ticket_number_never_comes_again_not_even_after_it_was_given_back(
    desk: Hub, draws: list[int]
) -> None:
    """Six numbers are all that can be drawn here; each is given out once, and then none is left."""
    drawn = iter(draws)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(booking_module.secrets, "randbelow", lambda _: next(drawn))
        for number in range(len(draws)):
            who = person(next(_PEOPLE))
            made = book(desk, booking(at(9, 30 * (number % 2)), who), Channel.TERMINAL, "QH0001")
            if isinstance(made, Failure):
                assert made.code == "time_full", "the number was given before"
                continue
            ticket: Appointment = made.value
            assert ticket.number not in _TICKETS.setdefault(id(desk), set())
            _TICKETS[id(desk)].add(ticket.number)
            cancelled = cancel(desk, Cancelling(number=ticket.number, applicant=who))
            assert isinstance(cancelled, Ok)
    with desk.database.read() as connection:
        kept = connection.execute(select(appointment.c.number)).scalars().all()
    assert set(kept) == _TICKETS.get(id(desk), set()), "what was given back stays in the table"


_PEOPLE = count(1)
_TICKETS: dict[int, set[Any]] = {}
