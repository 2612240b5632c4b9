"""The pages for people: who gets in, what a form must carry, what is shown to whom."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_terminal import LI, NOON, HeldClock, Terminal, submission
from sqlalchemy import select

from contract import wire
from contract.help import HelpCall
from hub.console.users import FAILURES, Role, make_demo_login, remove_user, set_user
from hub.tables import audit
from outcome import Failure, Ok

if TYPE_CHECKING:
    import httpx
    from fastapi.testclient import TestClient

    from hub.wiring import Hub

PASSWORD = "correct horse battery"


@pytest.fixture
def users(hub: Hub) -> None:
    assert set_user(hub, "anning", Role.HELPER, PASSWORD, "帮办员小安") == Ok(None)
    assert set_user(hub, "shifu", Role.MAINTAINER, PASSWORD) == Ok(None)


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> httpx.Response:
    return client.post("/login", data={"name": name, "password": password})


def token_on(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


def call(**changes) -> HelpCall:
    facts = {
        "key": uuid4(),
        "terminal_id": "QH0001",
        "opened_at": NOON,
        "page": "form",
        "item_id": "getihu-sheli",
        "slip_number": "B017",
    }
    return HelpCall(**{**facts, **changes})


@pytest.mark.parametrize("path", ["/", "/helpers", "/helpers/calls", "/helpers/cases", "/maintenance"])
def test_stranger_is_sent_to_the_login(client: TestClient, path: str) -> None:
    got = client.get(path)
    assert (got.status_code, got.headers["location"]) == (303, "/login")


@pytest.mark.usefixtures("users")
def test_roles_are_kept_apart(client: TestClient) -> None:
    assert log_in(client, "anning").headers["location"] == "/helpers"
    assert client.get("/helpers").status_code == 200
    assert client.get("/maintenance").status_code == 403
    assert log_in(client, "shifu").headers["location"] == "/maintenance"
    assert client.get("/maintenance").status_code == 200
    assert client.get("/helpers").status_code == 403
    assert client.get("/helpers/cases/QH0001-20261122-0001").status_code == 403


@pytest.mark.usefixtures("users")
def test_cookie_is_guarded(client: TestClient) -> None:
    cookie = log_in(client, "anning").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" in cookie
    forged = client.cookies["hub_session"].replace(".", "x.", 1)
    client.cookies.set("hub_session", forged, domain="hub.example")
    client.cookies.jar.clear()
    client.cookies.set("hub_session", forged)
    assert client.get("/helpers").headers.get("location") == "/login"


@pytest.mark.usefixtures("users")
def test_session_ends_by_itself(client: TestClient, clock: HeldClock) -> None:
    log_in(client, "anning")
    clock.now += timedelta(hours=8, minutes=1)
    assert client.get("/helpers").headers["location"] == "/login"


@pytest.mark.usefixtures("users")
def test_five_wrong_passwords_lock(client: TestClient, clock: HeldClock) -> None:
    for _ in range(FAILURES):
        assert log_in(client, "anning", "wrong").status_code == 401
    locked = log_in(client, "anning")
    assert locked.status_code == 401
    assert "锁定" in locked.text
    assert log_in(client, "shifu").status_code == 303, "others are not locked out"
    clock.now += timedelta(minutes=16)
    assert log_in(client, "anning").status_code == 303


def test_unknown_name_sounds_like_a_wrong_password(client: TestClient, hub: Hub) -> None:
    set_user(hub, "anning", Role.HELPER, PASSWORD)
    assert log_in(client, "nobody").text == log_in(client, "anning", "wrong").text


@pytest.mark.usefixtures("users")
def test_removed_user_is_out_at_once(client: TestClient, hub: Hub) -> None:
    log_in(client, "anning")
    assert remove_user(hub, "anning") is True
    assert client.get("/helpers").headers["location"] == "/login"
    assert remove_user(hub, "anning") is False


def test_short_password_is_refused(hub: Hub) -> None:
    refused = set_user(hub, "anning", Role.HELPER, "short")
    assert isinstance(refused, Failure)


@pytest.mark.usefixtures("users")
def test_form_without_token_does_nothing(client: TestClient, terminal: Terminal) -> None:
    message = call()
    terminal.post(wire.HELP, message)
    log_in(client, "anning")
    here = f"/helpers/calls/{message.key}"
    for data in ({}, {"csrf": "0" * 64}, {"csrf": "李"}):
        assert client.post(f"{here}/answer", data=data).status_code == 403
    assert terminal.send("GET", f"{wire.HELP}/{message.key}").json()["state"] == "waiting"
    assert client.post("/logout", data={}).status_code == 403


@pytest.mark.usefixtures("users")
def test_foreign_page_cannot_log_in(client: TestClient) -> None:
    data = {"name": "anning", "password": PASSWORD}
    got = client.post("/login", data=data, headers={"Origin": "https://evil.example"})
    assert got.status_code == 403
    assert client.post("/login", data=data, headers={"Origin": "https://hub.example"}).status_code == 303


@pytest.mark.usefixtures("users")
def test_helper_answers_and_terminal_reads_it(client: TestClient, terminal: Terminal) -> None:
    message = call()
    assert terminal.post(wire.HELP, message).json()["state"] == "waiting"
    log_in(client, "anning")
    listed = client.get("/helpers")
    assert "B017" in listed.text
    assert "个体工商户设立登记" in listed.text
    assert "柳林镇便民服务中心" in listed.text
    here = f"/helpers/calls/{message.key}"
    csrf = token_on(client.get(here))
    assert client.post(f"{here}/words", data={"csrf": csrf, "text": "您好 <b>"}).status_code == 303
    status = terminal.send("GET", f"{wire.HELP}/{message.key}").json()
    assert (status["state"], status["helper"]) == ("answered", "帮办员小安"), "no login name"
    assert [(word["author"], word["text"]) for word in status["words"]] == [("helper", "您好 <b>")]
    assert "您好 &lt;b&gt;" in client.get(f"{here}/words").text
    assert client.post(f"{here}/close", data={"csrf": csrf}).status_code == 303
    assert terminal.send("GET", f"{wire.HELP}/{message.key}").json()["state"] == "closed"
    assert client.post(f"{here}/words", data={"csrf": csrf, "text": "?"}).status_code == 409
    assert "现在没有呼叫" in client.get("/helpers/calls").text


@pytest.mark.usefixtures("users")
def test_call_belongs_to_the_first_helper(client: TestClient, terminal: Terminal, hub: Hub) -> None:
    set_user(hub, "second", Role.HELPER, PASSWORD)
    message = call()
    terminal.post(wire.HELP, message)
    here = f"/helpers/calls/{message.key}"
    for name, expected in (("anning", 303), ("second", 409), ("anning", 303)):
        log_in(client, name)
        csrf = token_on(client.get(here))
        assert client.post(f"{here}/answer", data={"csrf": csrf}).status_code == expected


@pytest.mark.usefixtures("users")
def test_offline_call_is_a_call_back(client: TestClient, terminal: Terminal) -> None:
    terminal.post(wire.HELP, call(called_offline=True, opened_at=NOON - timedelta(hours=2)))
    log_in(client, "anning")
    page = client.get("/helpers/calls?lang=en").text
    assert "call back" in page
    assert "2:00:00" in page


@pytest.mark.usefixtures("users")
def test_each_look_at_a_case_is_noted(client: TestClient, terminal: Terminal, hub: Hub) -> None:
    terminal.post(wire.CASES, submission())
    log_in(client, "anning")
    listed = client.get("/helpers/cases").text
    assert "李*国" in listed
    page = client.get("/helpers/cases/QH0001-20261122-0001")
    assert "990***********001X" in page.text
    for secret in (LI.name, LI.id_number):
        assert secret not in page.text + listed
    with hub.database.read() as connection:
        looks = connection.execute(
            select(audit.c.actor, audit.c.subject).where(audit.c.action == "case_viewed")
        ).all()
    assert [tuple(look) for look in looks] == [("anning", "QH0001-20261122-0001")]
    assert client.get("/helpers/cases/NONE").status_code == 404


@pytest.mark.usefixtures("users")
def test_a_case_tells_that_a_key_stood_for_the_signature(client: TestClient, terminal: Terminal) -> None:
    terminal.post(wire.CASES, submission())
    terminal.post(wire.CASES, submission(2, confirmed_by_key=True))
    log_in(client, "anning")
    assert "按键确认" not in client.get("/helpers/cases/QH0001-20261122-0001").text
    assert "按键确认" in client.get("/helpers/cases/QH0001-20261122-0002").text


@pytest.mark.usefixtures("users")
def test_maintenance_shows_who_must_act(client: TestClient, terminal: Terminal, clock: HeldClock) -> None:
    terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    log_in(client, "shifu")
    assert "QH0001" in client.get("/maintenance").text
    assert "QH0001" not in client.get("/maintenance/terminals?act=true").text
    clock.now += timedelta(minutes=5)
    page = client.get("/maintenance/terminals?act=true").text
    assert "离线" in page
    assert "网点管理员" in page


@pytest.mark.usefixtures("users")
def test_maintenance_shows_how_often_the_picture_stood_still(client: TestClient, terminal: Terminal) -> None:
    terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    log_in(client, "shifu")
    assert "画面停顿" not in client.get("/maintenance/terminals").text
    slow = {"slow_turns": 12, "slowest_turn_ms": 141, "slowest_turn_place": "View.draw:12 < compose:40"}
    terminal.post(wire.HEARTBEAT, terminal.heartbeat().model_copy(update=slow))
    page = client.get("/maintenance/terminals").text
    assert "12 次，最长 141 毫秒" in page
    assert "View.draw:12 &lt; compose:40" in page


def test_pages_load_nothing_foreign(client: TestClient) -> None:
    page = client.get("/login")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    for asset in ("/static/hub.css", "/static/live.js"):
        got = client.get(asset)
        assert got.status_code == 200
        assert "http" not in got.text
    english = client.get("/login?lang=en")
    assert "Password" in english.text
    assert "Password" in client.get("/login").text, "the choice is remembered"


def test_demo_login_is_for_its_owner_only(hub: Hub, client: TestClient) -> None:
    password = make_demo_login(hub)
    path = hub.settings.data / "console-password.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().strip() == password
    assert log_in(client, "helper", password).status_code == 303
    assert log_in(client, "maintainer", password).status_code == 303
    assert make_demo_login(hub) != password
