"""A case is taken in once, in any order, from any number of attempts at the same time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_terminal import RESIDENTS, Terminal, shop, submission, trade
from sqlalchemy import func, select

from contract import wire
from contract.case import CaseAnswer
from contract.codes import CaseState
from hub.tables import case, document
from hub.wiring import Hub, open_hub
from outcome import Ok

if TYPE_CHECKING:
    from hub.settings import Settings


def count(hub: Hub, table) -> int:
    with hub.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def answer_of(terminal: Terminal, message) -> CaseAnswer:
    got = terminal.post(wire.CASES, message)
    assert got.status_code == 200, got.text
    return CaseAnswer.model_validate_json(got.content)


def test_certificate_is_issued_at_once(terminal: Terminal) -> None:
    answer = answer_of(terminal, submission())
    assert answer.state is CaseState.DONE
    assert len(answer.office_number) == 43
    assert answer.office_number.endswith("202611220001")
    assert answer.durable_sequence == 1
    assert answer.documents[0].pdf.startswith(b"%PDF")
    assert answer.documents[0].verify_url.startswith("https://hub.example/verify/")


def test_repeat_gets_the_very_same_bytes(terminal: Terminal, hub: Hub) -> None:
    message = submission()
    first = terminal.post(wire.CASES, message)
    answer_of(terminal, submission(2))
    again = terminal.post(wire.CASES, message)
    assert again.content == first.content
    assert count(hub, case) == 2
    assert count(hub, document) == 2


def test_other_order_of_json_is_the_same_case(terminal: Terminal) -> None:
    message = submission()
    first = terminal.post(wire.CASES, message)
    turned = dict(reversed(message.model_dump(mode="json").items()))
    turned["answers"] = dict(reversed(turned["answers"].items()))
    import json

    again = terminal.send("POST", wire.CASES, json.dumps(turned, indent=2).encode())
    assert again.content == first.content


def test_same_key_with_other_content_is_refused(terminal: Terminal, hub: Hub) -> None:
    message = submission()
    answer_of(terminal, message)
    got = terminal.post(wire.CASES, message.model_copy(update={"item_version": "2"}))
    assert (got.status_code, got.json()["code"]) == (409, "key_reused")
    assert count(hub, case) == 1


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ({"sequence": 1, "case_number": "QH0001-20261122-0099"}, "sequence_reused"),
        ({"sequence": 2, "case_number": "QH0001-20261122-0001"}, "case_number_reused"),
    ],
)
def test_numbers_are_used_once(terminal: Terminal, hub: Hub, second: dict, code: str) -> None:
    answer_of(terminal, submission(1))
    got = terminal.post(wire.CASES, submission(**second))
    assert (got.status_code, got.json()["code"]) == (409, code)
    assert count(hub, case) == 1


def test_order_does_not_matter_and_holes_are_seen(terminal: Terminal) -> None:
    durable = {n: answer_of(terminal, submission(n)).durable_sequence for n in (3, 1, 5, 2)}
    assert durable == {3: 0, 1: 1, 5: 1, 2: 3}
    beat = terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    assert beat.json()["durable_sequence"] == 3
    assert answer_of(terminal, submission(4)).durable_sequence == 5


def test_parallel_repeats_make_one_case(terminal: Terminal, hub: Hub) -> None:
    message = submission()
    start = threading.Barrier(8)
    bodies: list[bytes] = []

    def attempt() -> None:
        start.wait(10)
        bodies.append(terminal.post(wire.CASES, message).content)

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(bodies) == 8
    assert len(set(bodies)) == 1
    assert CaseAnswer.model_validate_json(bodies[0]).key == message.key
    assert count(hub, case) == 1
    assert count(hub, document) == 1


def test_restart_keeps_answers(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    from hub.intake.take_in import take_in

    message = submission()
    first = terminal.post(wire.CASES, message)
    hub.database.close()
    again = open_hub(settings)
    assert isinstance(again, Ok)
    assert take_in(again.value, message, clock_suspect=False) == Ok(first.content)
    again.value.database.close()


def test_copied_database_shows_no_resident(terminal: Terminal, settings: Settings) -> None:
    answer_of(terminal, submission())
    files = [path for path in settings.data.iterdir() if path.name.startswith("hub.sqlite3")]
    held = b"".join(path.read_bytes() for path in files)
    assert b"QH0001-20261122-0001" in held
    for secret in ("李建国", "李*国", "99010119880712001X", "青石机械"):
        assert secret.encode() not in held
    assert RESIDENTS.exists()


def test_sole_trade_goes_to_review(terminal: Terminal) -> None:
    answer = answer_of(terminal, shop())
    assert (answer.state, answer.reasons, answer.documents) == (CaseState.IN_REVIEW, (), ())
    assert len(answer.office_number) == 43


def test_everything_to_mend_comes_in_one_list(terminal: Terminal) -> None:
    broken = trade(trade_name="国家级", phone="12", scope=(), capital=0, employees=-1, composition="club")
    answer = answer_of(terminal, shop(answers=broken))
    assert answer.state is CaseState.TO_MEND
    assert {reason.field for reason in answer.reasons} == {
        "trade_name",
        "phone",
        "scope",
        "capital",
        "employees",
        "composition",
    }


def test_dead_clock_loses_no_case(terminal: Terminal, hub: Hub) -> None:
    got = terminal.post(wire.CASES, submission(), signed_at="2000-01-01T00:00:00+08:00")
    assert got.status_code == 200
    with hub.database.read() as connection:
        assert connection.execute(select(case.c.clock_suspect)).scalar_one() is True


def test_case_of_another_terminal_is_refused(terminal: Terminal, hub: Hub) -> None:
    got = terminal.post(wire.CASES, submission(terminal_id="QH0002"))
    assert (got.status_code, got.json()["code"]) == (403, "other_terminal")
    assert count(hub, case) == 0


def test_serial_grows_within_the_day_only(terminal: Terminal, clock) -> None:
    from datetime import timedelta

    first = answer_of(terminal, submission(1)).office_number
    second = answer_of(terminal, submission(2)).office_number
    clock.now += timedelta(hours=13)  # past midnight of UTC+8
    third = answer_of(terminal, submission(3, key=uuid4())).office_number
    assert [number[-12:] for number in (first, second, third)] == [
        "202611220001",
        "202611220002",
        "202611230001",
    ]
