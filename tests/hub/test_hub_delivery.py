"""Results on their way: what staff do, what a terminal is told and reports, and codes that never come again."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from hub_terminal import enrolled, shop, submission, trade
from sqlalchemy import select

from contract import pickup_code, wire
from contract.delivery import BoxDuties, BoxEvent, BoxReport, DeliveryState
from hub.cli import main
from hub.console.users import Role, set_user
from hub.delivery import act
from hub.delivery.codes import draw, salt_of
from hub.delivery.listing import delivery_of, to_hand_out
from hub.delivery.receiver import receiver_of
from hub.intake.take_in import take_in
from hub.tables import audit
from outcome import Ok

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from hub_terminal import HeldClock, Terminal

    from hub.wiring import Hub

NUMBER = "QH0001-20261122-0001"
BY = "小林"


@pytest.fixture
def licence(hub: Hub, terminal: Terminal, client: object) -> str:
    """A licence that is to go into the locker at Chengguan; the items are published by `client`."""
    answers = trade(delivery="locker", delivery_locker="chengguan")
    assert isinstance(take_in(hub, shop(answers=answers), clock_suspect=False), Ok)
    return NUMBER


def told(terminal: Terminal) -> BoxDuties:
    answered = terminal.send("GET", wire.BOXES)
    assert answered.status_code == 200, answered.text
    return BoxDuties.model_validate_json(answered.content)


def report(terminal: Terminal, event: BoxEvent, box: int = 3, **changes: object) -> int:
    duties = told(terminal).duties
    facts = {
        "key": uuid4(),
        "terminal_id": terminal.id,
        "delivery": duties[0].delivery if duties else None,
        "event": event,
        "box": box,
        "at": terminal.clock(),
        **changes,
    }
    return terminal.post(wire.BOX_REPORTS, BoxReport(**facts)).status_code


def put_in(hub: Hub, terminal: Terminal, box: int = 3) -> str:
    """Staff have put it in; the resident's code."""
    assert isinstance(act.to_locker(hub, NUMBER, BY), Ok)
    assert report(terminal, BoxEvent.PUT_IN, box) == 204
    code = act.pick_up_code(hub, NUMBER, BY)
    assert isinstance(code, Ok)
    return code.value


def state(hub: Hub) -> DeliveryState:
    line = delivery_of(hub, NUMBER)
    assert line is not None
    return line.state


def test_what_the_resident_chose_is_kept_with_the_case(hub: Hub, licence: str) -> None:
    line = delivery_of(hub, licence)
    assert line is not None
    assert (line.way, line.state, line.locker) == ("locker", DeliveryState.MAKING, "QH0001")
    assert "建国" not in line.holder


@pytest.mark.parametrize(
    "case",
    [
        submission(),
        shop(answers=trade(delivery=None)),  # to be mended: there is nothing to hand out
    ],
    ids=["printed", "to_mend"],
)
def test_where_nothing_is_handed_out_nothing_is_kept(
    hub: Hub, terminal: Terminal, client: object, case: object
) -> None:
    assert isinstance(take_in(hub, case, clock_suspect=False), Ok)
    assert delivery_of(hub, NUMBER) is None
    assert act.to_locker(hub, NUMBER, BY).code == "no_such_delivery"


def test_into_the_locker_and_out_of_it(hub: Hub, terminal: Terminal, licence: str) -> None:
    carried = act.to_locker(hub, licence, BY)
    assert isinstance(carried, Ok)
    assert carried.value.terminal_id == "QH0001"
    (duty,) = told(terminal).duties
    salt = told(terminal).salt
    assert salt == salt_of(hub, "QH0001")
    assert duty.put_in == pickup_code.verifier(carried.value.code, salt)
    assert (duty.box, duty.case_number) == (0, licence)
    assert act.pick_up_code(hub, licence, BY).code == "wrong_state"

    assert report(terminal, BoxEvent.PUT_IN) == 204
    assert state(hub) is DeliveryState.IN_BOX
    code = act.pick_up_code(hub, licence, BY)
    assert isinstance(code, Ok)
    (duty,) = told(terminal).duties
    assert duty.pick_up == pickup_code.verifier(code.value, salt)
    assert duty.box == 3

    assert report(terminal, BoxEvent.COLLECTED) == 204
    assert state(hub) is DeliveryState.COLLECTED
    assert told(terminal).duties == ()
    assert to_hand_out(hub) == []


def test_a_newer_code_to_put_in_makes_the_older_void_and_keeps_the_residents(
    hub: Hub, terminal: Terminal, licence: str
) -> None:
    act.to_locker(hub, licence, BY)
    (before,) = told(terminal).duties
    act.to_locker(hub, licence, BY)
    (after,) = told(terminal).duties
    assert before.put_in != after.put_in
    assert before.pick_up == after.pick_up


def test_another_terminal_is_told_nothing(hub: Hub, terminal: Terminal, licence: str) -> None:
    act.to_locker(hub, licence, BY)
    (duty,) = told(terminal).duties
    other = enrolled(hub, type(terminal)(terminal.client, terminal.clock, id="QH0002"))
    assert told(other).duties == ()
    assert report(other, BoxEvent.COLLECTED, delivery=duty.delivery) == 204
    assert state(hub) is DeliveryState.TO_PUT_IN


def test_a_repeat_changes_nothing_and_another_report_under_its_key_is_refused(
    hub: Hub, terminal: Terminal, licence: str
) -> None:
    act.to_locker(hub, licence, BY)
    (duty,) = told(terminal).duties
    key = UUID(int=7)
    for _ in range(2):
        assert report(terminal, BoxEvent.PUT_IN, key=key, delivery=duty.delivery) == 204
    assert report(terminal, BoxEvent.COLLECTED, key=key, delivery=duty.delivery) == 409
    assert state(hub) is DeliveryState.IN_BOX
    assert report(terminal, BoxEvent.PUT_IN, terminal_id="QH0002") == 403


def test_what_comes_late_changes_no_later_state(hub: Hub, terminal: Terminal, licence: str) -> None:
    put_in(hub, terminal)
    (duty,) = told(terminal).duties
    report(terminal, BoxEvent.COLLECTED)
    for event in (BoxEvent.PUT_IN, BoxEvent.TAKEN_BACK, BoxEvent.SHUT):
        assert report(terminal, event, delivery=duty.delivery) == 204
    assert state(hub) is DeliveryState.COLLECTED


def test_after_its_days_staff_take_it_back_and_the_residents_code_is_void(
    hub: Hub, terminal: Terminal, licence: str, clock: HeldClock
) -> None:
    put_in(hub, terminal)
    assert [one.overdue for one in to_hand_out(hub)] == [False]
    clock.now += timedelta(days=7)
    assert [one.overdue for one in to_hand_out(hub)] == [True]
    code = act.take_back(hub, licence, BY)
    assert isinstance(code, Ok)
    (duty,) = told(terminal).duties
    assert duty.take_back == pickup_code.verifier(code.value.code, told(terminal).salt)
    assert act.pick_up_code(hub, licence, BY).code == "wrong_state"
    report(terminal, BoxEvent.TAKEN_BACK)
    assert state(hub) is DeliveryState.RETURNED
    assert isinstance(act.to_locker(hub, licence, BY), Ok)


@pytest.mark.parametrize(
    "event", [BoxEvent.IN_DOUBT, BoxEvent.NOTHING_INSIDE, BoxEvent.LEFT_OPEN, BoxEvent.NOT_OPENED]
)
def test_what_somebody_must_look_into_is_listed(
    hub: Hub, terminal: Terminal, licence: str, event: BoxEvent
) -> None:
    put_in(hub, terminal)
    report(terminal, event)
    assert [one.doubt for one in to_hand_out(hub)] == [event]


def test_by_hand_only_where_it_can_be(hub: Hub, terminal: Terminal, licence: str) -> None:
    put_in(hub, terminal)
    for wanted in (DeliveryState.READY, DeliveryState.SENT, DeliveryState.COLLECTED, DeliveryState.RETURNED):
        assert act.by_hand(hub, licence, wanted, BY).code == "wrong_state"
    report(terminal, BoxEvent.TAKEN_BACK)
    for wanted in (DeliveryState.READY, DeliveryState.SENT, DeliveryState.COLLECTED):
        assert act.by_hand(hub, licence, wanted, BY) == Ok(None)
    assert state(hub) is DeliveryState.COLLECTED


def test_a_code_is_never_drawn_again(hub: Hub) -> None:
    drawn = iter([5, 5, 5, 6])
    with hub.database.write() as connection:
        first = draw(hub, connection, lambda _: next(drawn))
        second = draw(hub, connection, lambda _: next(drawn))
    assert first != second
    assert all(map(pickup_code.is_code, (first, second)))


def test_the_command_says_what_is_where_and_gives_the_code_alone(
    hub: Hub, terminal: Terminal, licence: str
) -> None:
    data = ["--data", str(hub.settings.data)]

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["deliver", *words, *data])
        assert done.exit_code == 0, done.output
        return done.stdout

    code = run("locker", NUMBER, "--by", BY).strip()
    assert pickup_code.is_code(code)
    assert "QH0001" in run("list")
    refused = CliRunner().invoke(main, ["deliver", "sent", NUMBER, "--by", BY, *data])
    assert refused.exit_code == 1
    assert run("ready", NUMBER, "--by", BY) == ""
    assert run("sent", NUMBER, "--tracking", "88012", "--by", BY) == ""
    assert "88012" in run("list")
    run("collected", NUMBER, "--by", BY)
    assert NUMBER not in run("list")


def test_no_code_is_in_the_database_in_the_clear(hub: Hub, terminal: Terminal, licence: str) -> None:
    carried = act.to_locker(hub, licence, BY)
    code = put_in(hub, terminal)
    assert isinstance(carried, Ok)
    held = b"".join(path.read_bytes() for path in hub.settings.data.glob("*.sqlite*"))
    held = held or b"".join(path.read_bytes() for path in hub.settings.data.iterdir() if path.is_file())
    assert licence.encode() in held
    for secret in (code, carried.value.code):
        assert secret.encode() not in held
    assert code not in json.dumps(told(terminal).model_dump(mode="json"))


@pytest.fixture
def helper(hub: Hub, client: TestClient) -> TestClient:
    set_user(hub, "an", Role.HELPER, "a long password", "帮办员小安")
    assert client.post("/login", data={"name": "an", "password": "a long password"}).status_code == 303
    return client


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/helpers/deliveries").text)
    assert found is not None
    return found[1]


def test_helpers_do_the_same_on_their_page(
    hub: Hub, terminal: Terminal, licence: str, helper: TestClient
) -> None:
    shown = helper.get("/helpers/deliveries").text
    assert licence in shown
    assert "李建国" not in shown
    csrf = token(helper)
    assert helper.post(f"/helpers/deliveries/{licence}/locker").status_code == 403
    given = helper.post(f"/helpers/deliveries/{licence}/locker", data={"csrf": csrf})
    assert given.status_code == 200
    assert re.search(r"[0-9]{4} [0-9]{4}：在终端 QH0001 输入", given.text)
    refused = helper.post(f"/helpers/deliveries/{licence}/code", data={"csrf": csrf})
    assert refused.status_code == 409
    assert "待存" in refused.text
    report(terminal, BoxEvent.PUT_IN)
    assert "取件码" in helper.post(f"/helpers/deliveries/{licence}/code", data={"csrf": csrf}).text
    assert "取件柜" in helper.get(f"/helpers/cases/{licence}").text
    assert helper.post(f"/helpers/deliveries/{licence}/burn", data={"csrf": csrf}).status_code == 409
    assert helper.post("/helpers/deliveries/X/ready", data={"csrf": csrf}).status_code == 409


def test_an_address_is_opened_for_who_sends_it_and_that_is_noted(
    hub: Hub, terminal: Terminal, helper: TestClient
) -> None:
    answers = trade(delivery="courier", delivery_area="chengguan_qingshi", delivery_address="36号3单元501")
    assert isinstance(take_in(hub, shop(answers=answers), clock_suspect=False), Ok)
    assert "36号3单元501" not in helper.get("/helpers/deliveries").text
    opened = helper.post(f"/helpers/deliveries/{NUMBER}/address", data={"csrf": token(helper)})
    assert "36号3单元501" in opened.text
    assert "10000000002" in opened.text
    with hub.database.read() as connection:
        noted = connection.execute(select(audit.c.actor).where(audit.c.action == "receiver_seen")).scalars()
        assert list(noted) == ["an"]
    sent = helper.post(
        f"/helpers/deliveries/{NUMBER}/sent", data={"csrf": token(helper), "tracking": "88012"}
    )
    assert "88012" in sent.text


def test_what_goes_by_no_courier_has_no_address(hub: Hub, terminal: Terminal, licence: str) -> None:
    refused = receiver_of(hub, licence, BY)
    assert not isinstance(refused, Ok)
    assert refused.code == "no_such_delivery"
