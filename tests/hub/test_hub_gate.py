"""Who may speak to the hub, and what it says to rubbish."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_terminal import LI, RESIDENTS, HeldClock, Terminal, enrolled, submission
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from contract import wire
from contract.query import Query
from hub.api.gate import is_suspect
from hub.fleet.enrolment import TRIES, Outlet, make_code, revoke

if TYPE_CHECKING:
    from hub.wiring import Hub

OUTLET = Outlet("柳林镇便民服务中心", "Liulin Town service centre")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
TEN_MINUTES = timedelta(minutes=10)


def try_code(terminal: Terminal, code: str) -> tuple[int, str]:
    got = terminal.client.post(wire.ENROL, content=terminal.enrolment(code).model_dump_json())
    return got.status_code, got.json().get("code", "")


def test_code_enrols_one_key(hub: Hub, unknown: Terminal) -> None:
    code = make_code(hub, unknown.id, OUTLET, TEN_MINUTES)
    assert try_code(unknown, code) == (200, "")
    assert try_code(unknown, code) == (200, ""), "the answer may have been lost; the same key may ask again"
    other = Terminal(unknown.client, unknown.clock)
    assert try_code(other, code) == (403, "bad_code")
    assert unknown.post(wire.HEARTBEAT, unknown.heartbeat()).status_code == 200
    assert other.post(wire.HEARTBEAT, other.heartbeat()).json()["code"] == "bad_signature"


def test_wrong_codes_burn_the_right_one(hub: Hub, unknown: Terminal) -> None:
    code = make_code(hub, unknown.id, OUTLET, TEN_MINUTES)
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(TRIES):
        assert try_code(unknown, wrong) == (403, "bad_code")
    assert try_code(unknown, code) == (403, "bad_code")


def test_code_expires_and_is_replaced(hub: Hub, unknown: Terminal, clock: HeldClock) -> None:
    old = make_code(hub, unknown.id, OUTLET, TEN_MINUTES)
    new = make_code(hub, unknown.id, OUTLET, TEN_MINUTES)
    assert old == new or try_code(unknown, old) == (403, "bad_code")
    clock.now += timedelta(minutes=11)
    assert try_code(unknown, new) == (403, "bad_code")
    assert unknown.post(wire.HEARTBEAT, unknown.heartbeat()).json()["code"] == "not_enrolled"


def test_new_key_needs_a_new_code(hub: Hub, terminal: Terminal) -> None:
    replaced = enrolled(hub, Terminal(terminal.client, terminal.clock))
    assert replaced.post(wire.HEARTBEAT, replaced.heartbeat()).status_code == 200
    assert terminal.post(wire.HEARTBEAT, terminal.heartbeat()).status_code == 401


def test_revoked_terminal_is_cut_off_until_it_gets_a_code(hub: Hub, terminal: Terminal) -> None:
    assert revoke(hub, terminal.id) is True
    assert revoke(hub, "NOBODY") is False
    got = terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    assert (got.status_code, got.json()["code"]) == (401, "not_enrolled")
    enrolled(hub, terminal)
    assert terminal.post(wire.HEARTBEAT, terminal.heartbeat()).status_code == 200


def test_unsigned_is_refused(terminal: Terminal) -> None:
    got = terminal.client.post(wire.HEARTBEAT, content=terminal.heartbeat().model_dump_json())
    assert (got.status_code, got.json()["code"]) == (401, "not_signed")


@pytest.mark.parametrize("changed", ["body", "target", "time", "signature"])
def test_signature_covers_everything(terminal: Terminal, changed: str) -> None:
    import base64

    body = terminal.heartbeat().model_dump_json().encode()
    moment = terminal.clock().isoformat()
    signature = terminal.private.sign(wire.signed_bytes("POST", wire.HEARTBEAT, body, terminal.id, moment))
    sent = {
        "body": body.replace(b'"home"', b'"form"') if changed == "body" else body,
        "target": wire.HEARTBEAT + "?x=1" if changed == "target" else wire.HEARTBEAT,
    }
    headers = {
        wire.TERMINAL_HEADER: terminal.id,
        wire.TIME_HEADER: "2026-11-22T04:00:01+00:00" if changed == "time" else moment,
        wire.SIGNATURE_HEADER: "bm9uc2Vuc2U="
        if changed == "signature"
        else base64.b64encode(signature).decode(),
    }
    got = terminal.client.post(sent["target"], content=sent["body"], headers=headers)
    assert (got.status_code, got.json()["code"]) == (401, "bad_signature")


def test_query_is_part_of_what_is_signed(terminal: Terminal) -> None:
    got = terminal.send("GET", f"{wire.HELP}/{uuid4()}?after=0&wait=0")
    assert (got.status_code, got.json()["code"]) == (404, "no_such_call")


@pytest.mark.parametrize(
    ("told", "suspect"),
    [
        ("2026-11-22T04:09:00+00:00", False),
        ("2026-11-22T12:09:00+08:00", False),
        ("2026-11-22T04:11:00+00:00", True),
        ("1970-01-01T00:00:00+00:00", True),
        ("2026-11-22T04:00:00", True),
        ("yesterday", True),
    ],
)
def test_clock_is_only_doubted(told: str, suspect: bool) -> None:
    assert is_suspect(told, HeldClock()()) is suspect


def test_too_large_is_refused_announced_or_not(terminal: Terminal, hub: Hub) -> None:
    large = b"x" * (hub.settings.body_limit + 1)
    assert terminal.send("POST", wire.CASES, large).status_code == 413

    def drops():
        for at in range(0, len(large), 65536):
            yield large[at : at + 65536]

    got = terminal.client.post(wire.CASES, content=drops())
    assert (got.status_code, got.json()["code"]) == (413, "too_large")


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_rubbish_gets_a_problem(terminal: Terminal, body: bytes) -> None:
    got = terminal.send("POST", wire.CASES, body)
    assert got.status_code == 422
    assert got.json()["code"] == "bad_message"


def test_problem_repeats_nothing_that_was_sent(terminal: Terminal) -> None:
    message = submission().model_dump(mode="json") | {
        "accepted_at": "李建国 99010119880712001X",
        "extra": "李建国",
    }
    got = terminal.send("POST", wire.CASES, json.dumps(message).encode())
    assert got.status_code == 422
    assert "accepted_at" in got.json()["detail"]
    assert "李" not in got.text
    assert "9901" not in got.text


@pytest.mark.parametrize(
    "changes",
    [{"accepted_at": "0001-01-01T00:00:00+14:00"}, {"sequence": 2**70}, {"answers": {"a": "[" * 9}}],
)
def test_values_at_the_edge_never_break_the_hub(terminal: Terminal, changes: dict) -> None:
    message = submission().model_dump(mode="json") | changes
    got = terminal.send("POST", wire.CASES, json.dumps(message).encode())
    assert got.status_code in {200, 422}, got.text


def test_query_is_masked(terminal: Terminal) -> None:
    question = Query(item_id="shebao-canbao-zhengming", item_version="1", applicant=LI, answers={})
    got = terminal.post(wire.QUERIES, question)
    assert got.status_code == 200
    assert got.json()["found"] is True
    assert "李*国" in got.text
    assert "990***********001X" in got.text
    assert "李建国" not in got.text
    assert "青石机械" in got.text


def test_nobody_on_record_is_an_answer(terminal: Terminal) -> None:
    stranger = LI.model_copy(update={"name": "李建"})
    question = Query(item_id="shebao-canbao-zhengming", item_version="1", applicant=stranger, answers={})
    assert terminal.post(wire.QUERIES, question).json()["found"] is False
    assert RESIDENTS.exists()


def test_query_for_an_unknown_item(terminal: Terminal) -> None:
    question = Query(item_id="nothing", item_version="1", applicant=LI, answers={})
    got = terminal.post(wire.QUERIES, question)
    assert (got.status_code, got.json()["code"]) == (404, "unknown_item")


def test_access_log_holds_no_names(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    terminal.post(wire.CASES, submission())
    terminal.client.get("/verify/ABCD-EFGH-JKMN-PQRS?t=secret")
    lines = [record.getMessage() for record in caplog.records if record.name == "hub.access"]
    assert any(line.startswith(f"POST {wire.CASES} 200") for line in lines)
    assert any(line.startswith("GET /verify/{code} 404") for line in lines)
    everything = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("hub"))
    for secret in ("secret", "ABCD", "李", "9901"):
        assert secret not in everything
