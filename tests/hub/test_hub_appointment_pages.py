"""Appointments as staff and phones see them: the day's list, the page behind a slip's code, the command for callers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hub_appointments import ITEM, PHONE, at, booking, small_place
from hub_terminal import LI, HeldClock
from sqlalchemy import select

from contract.appointment import Channel, read_number
from contract.civil_time import CIVIL
from hub.application import make_application
from hub.appointments.book import book
from hub.appointments.forget import forget
from hub.appointments.show import show
from hub.cli import main
from hub.clock import system_clock
from hub.console.users import Role, set_user
from hub.tables import appointment, audit
from hub.wiring import Hub, open_hub
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from contract.appointment import Appointment
    from hub.settings import Settings

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_place(tmp_path_factory.mktemp("place") / "services")


@pytest.fixture
def hub(settings: Settings, clock: HeldClock, place: Path) -> Iterator[Hub]:
    opened = open_hub(replace(settings, services=place), clock)
    assert isinstance(opened, Ok)
    yield opened.value
    opened.value.database.close()


@pytest.fixture
def client(hub: Hub) -> Iterator[TestClient]:
    with TestClient(
        make_application(hub), base_url="https://hub.example", follow_redirects=False
    ) as test_client:
        yield test_client


@pytest.fixture
def ticket(hub: Hub, client: TestClient) -> Appointment:
    """`client` has published the items."""
    made = book(hub, booking(at(9)), Channel.TERMINAL, "QH0001")
    assert isinstance(made, Ok)
    return made.value


@pytest.fixture
def helper(hub: Hub, client: TestClient) -> TestClient:
    assert set_user(hub, "anning", Role.HELPER, PASSWORD, "帮办员小安") == Ok(None)
    client.post("/login", data={"name": "anning", "password": PASSWORD})
    return client


def test_only_helpers_see_the_list(client: TestClient) -> None:
    assert client.get("/helpers/appointments").headers["location"] == "/login"


@pytest.mark.usefixtures("ticket")
def test_names_are_masked_and_numbers_are_not_of_people(helper: TestClient) -> None:
    page = helper.get("/helpers/appointments?day=2026-11-23").text
    assert "李*国" in page
    assert LI.name not in page
    assert LI.id_number not in page
    assert PHONE not in page
    assert "已约" in page
    assert "没有预约" in helper.get("/helpers/appointments").text, "today is the day before"
    assert "没有预约" in helper.get("/helpers/appointments?day=2026-11-23&outlet=town").text


def test_who_came_to_another_outlet_is_on_both_lists(
    hub: Hub, helper: TestClient, ticket: Appointment, clock: HeldClock
) -> None:
    clock.now = at(9)
    show(hub, uuid4(), ticket.number, "town")
    helper.post("/login", data={"name": "anning", "password": PASSWORD})  # a night has passed
    for outlet in ("hall", "town"):
        page = helper.get(f"/helpers/appointments/list?day=2026-11-23&outlet={outlet}").text
        assert "已到" in page
        assert "到了镇上" in page


def test_a_bad_day_in_the_address_is_today(helper: TestClient) -> None:
    assert helper.get("/helpers/appointments?day=soon").status_code == 200


def test_the_code_of_a_slip_leads_to_its_page(client: TestClient, ticket: Appointment) -> None:
    address = urlsplit(ticket.code)
    page = client.get(f"{address.path}?{address.query}")
    assert page.status_code == 200
    assert "预约有效" in page.text
    assert "青石街1号" in page.text
    assert LI.name not in page.text
    english = client.get(f"{address.path}?{address.query}&lang=en")
    assert "Valid" in english.text


@pytest.mark.parametrize("query", ["", "T1:AAAA", "835120433001"])
def test_nothing_else_opens_it(client: TestClient, query: str) -> None:
    assert client.get(f"/ticket?{query}").status_code == 404


def test_a_number_alone_does_not_open_it(client: TestClient, ticket: Appointment) -> None:
    assert client.get(f"/ticket?{ticket.number}").status_code == 404


def run(hub: Hub, *words: str) -> tuple[int, str]:
    options = ("--data", str(hub.settings.data), "--services", str(hub.settings.services))
    done = CliRunner().invoke(main, ["appointments", *words, *options])
    return done.exit_code, done.output


def caller(*words: str) -> tuple[str, ...]:
    return (*words, "--name", LI.name, "--id-number", LI.id_number.lower(), "--by", "lin")


def moments(hub: Hub) -> tuple[datetime, ...]:
    """What can be booked by the clock on the wall, by which the command goes."""
    with hub.database.read() as connection:
        item = hub.items.current(connection, ITEM)
    assert item is not None
    counter = hub.timetable.counter(hub.settings.services, item, "hall")
    assert counter is not None
    return counter.times(system_clock())[-4:]


@pytest.mark.usefixtures("client")
def test_a_caller_books_and_cancels(hub: Hub) -> None:
    first, other = moments(hub)[:2]
    words = [f"{one.astimezone(CIVIL):%Y-%m-%dT%H:%M}" for one in (first, other)]
    code, said = run(hub, *caller("book", ITEM, "hall", words[0]), "--phone", PHONE)
    number = read_number(said.strip())
    assert code == 0, said
    assert number is not None
    with hub.database.read() as connection:
        row = connection.execute(select(appointment)).one()
        noted = connection.execute(select(audit.c.action, audit.c.actor)).all()
    assert (row.number, row.channel, row.starts_at) == (number, "phone", first)
    assert ("appointment_booked", "lin") in noted
    assert run(hub, *caller("book", ITEM, "hall", words[1]), "--phone", PHONE)[0] == 1
    code, said = run(hub, "list", "--day", words[0][:10])
    assert "李*国" in said
    assert LI.name not in said
    assert run(hub, *caller("cancel", number))[0] == 0
    assert run(hub, *caller("cancel", number[:-1] + str((int(number[-1]) + 1) % 10)))[0] == 2


@pytest.mark.usefixtures("client")
def test_a_short_phone_number_is_told_without_repeating_it(hub: Hub) -> None:
    code, said = run(hub, *caller("book", ITEM, "hall", "2026-11-24T10:00"), "--phone", "123")
    assert code == 1
    assert LI.name not in said


def test_who_came_long_ago_is_erased_and_the_number_stays_taken(hub: Hub, ticket: Appointment) -> None:
    assert forget(hub, at(0).date(), "lin") == 0, "of the day itself nothing"
    assert forget(hub, at(0, days=1).date(), "lin") == 1
    with hub.database.read() as connection:
        row = connection.execute(select(appointment)).one()
    assert (row.number, row.sealed_who, row.person) == (ticket.number, None, "")


def test_what_is_to_come_is_not_forgotten(hub: Hub) -> None:
    options = ("--data", str(hub.settings.data))
    done = CliRunner().invoke(
        main, ["appointments", "forget", "--before", "2999-01-01", "--by", "lin", *options]
    )
    assert done.exit_code == 2
