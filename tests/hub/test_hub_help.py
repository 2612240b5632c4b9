"""Calls for help over real HTTP: a long poll wakes at once and holds no thread."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest
import uvicorn
from hub_terminal import NOON, HeldClock, Terminal, enrolled

from contract import wire
from contract.codes import HelpAuthor
from contract.help import HelpCall, HelpSay
from hub.application import make_application
from hub.helpdesk import calls
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.wiring import Hub


class Started(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@pytest.fixture
def live(hub: Hub, clock: HeldClock) -> Iterator[Terminal]:
    """An enrolled terminal before a hub that listens on a real port."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make_application(hub), log_config=None, timeout_graceful_shutdown=1)
    server = Started(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    assert server.up.wait(20)
    with httpx.Client(
        base_url=f"http://127.0.0.1:{listener.getsockname()[1]}",
        timeout=20,
        trust_env=False,
        limits=httpx.Limits(max_connections=None),
    ) as client:
        yield enrolled(hub, Terminal(client, clock))
    server.should_exit = True
    thread.join(20)


def call(**changes) -> HelpCall:
    facts = {
        "key": uuid4(),
        "terminal_id": "QH0001",
        "opened_at": NOON,
        "page": "form",
        "slip_number": "A001",
    }
    return HelpCall(**{**facts, **changes})


def waiting_for(hub: Hub, key, count: int) -> bool:
    """Until so many long polls are registered at the switchboard."""
    until = time.monotonic() + 15
    pause = threading.Event()
    while time.monotonic() < until:
        if len(hub.switchboard._waiting.get(key, ())) == count:
            return True
        pause.wait(0.01)
    return False


def test_long_poll_wakes_at_once(hub: Hub, live: Terminal) -> None:
    message = call()
    assert live.post(wire.HELP, message).status_code == 200
    with ThreadPoolExecutor(1) as pool:
        began = time.monotonic()
        poll = pool.submit(live.send, "GET", f"{wire.HELP}/{message.key}?after=0&wait=15&state=waiting")
        assert waiting_for(hub, message.key, 1)
        assert calls.say_as_helper(hub, message.key, "anning", "您好") == Ok(None)
        status = poll.result(20).json()
    assert time.monotonic() - began < 10
    assert (status["state"], status["helper"]) == ("answered", "anning")
    assert hub.switchboard._waiting == {}


def test_many_waiters_hold_no_threads(hub: Hub, live: Terminal) -> None:
    """More polls wait than there are worker threads, and the hub still answers others."""
    message = call()
    live.post(wire.HELP, message)
    many = 60
    with ThreadPoolExecutor(many) as pool:
        target = f"{wire.HELP}/{message.key}?wait=20&state=waiting"
        polls = [pool.submit(live.send, "GET", target) for _ in range(many)]
        assert waiting_for(hub, message.key, many)
        assert live.post(wire.HEARTBEAT, live.heartbeat()).status_code == 200
        closed = live.send("POST", f"{wire.HELP}/{message.key}/close")
        assert closed.json()["state"] == "closed"
        assert {poll.result(20).json()["state"] for poll in polls} == {"closed"}


@pytest.mark.parametrize("known", ["", "&state=waiting"])
def test_state_missed_between_two_polls_is_told_at_once(live: Terminal, hub: Hub, known: str) -> None:
    message = call()
    live.post(wire.HELP, message)
    calls.answer(hub, message.key, "anning")
    began = time.monotonic()
    status = live.send("GET", f"{wire.HELP}/{message.key}?wait=25{known}").json()
    assert status["state"] == "answered"
    assert time.monotonic() - began < 10


def test_first_poll_after_a_restart_does_not_wait(live: Terminal, hub: Hub) -> None:
    message = call()
    calls.open_call(hub, message)
    began = time.monotonic()
    assert live.send("GET", f"{wire.HELP}/{message.key}?wait=25").json()["state"] == "waiting"
    assert time.monotonic() - began < 10


def test_words_come_once_and_in_order(terminal: Terminal, hub: Hub) -> None:
    message = call()
    terminal.post(wire.HELP, message)
    here = f"{wire.HELP}/{message.key}"
    said = HelpSay(key=uuid4(), text="这里怎么填？")
    for _ in range(3):
        assert terminal.post(f"{here}/words", said).status_code == 200
    calls.say_as_helper(hub, message.key, "anning", "请填门牌号")
    words = terminal.send("GET", here).json()["words"]
    assert [(word["number"], word["author"], word["text"]) for word in words] == [
        (1, "resident", "这里怎么填？"),
        (2, "helper", "请填门牌号"),
    ]
    assert [word["number"] for word in terminal.send("GET", f"{here}?after=1").json()["words"]] == [2]


def test_parallel_words_get_their_own_numbers(hub: Hub, terminal: Terminal) -> None:
    message = call()
    terminal.post(wire.HELP, message)

    def speak(number: int) -> object:
        return calls.say(hub, message.key, HelpAuthor.RESIDENT, HelpSay(key=uuid4(), text=str(number)))

    with ThreadPoolExecutor(8) as pool:
        assert set(map(type, pool.map(speak, range(24)))) == {Ok}
    status = calls.call_status(hub, message.key)
    assert isinstance(status, Ok)
    assert [word.number for word in status.value.words] == list(range(1, 25))


def test_open_is_idempotent_and_close_too(terminal: Terminal) -> None:
    message = call()
    first = terminal.post(wire.HELP, message)
    assert terminal.post(wire.HELP, message).content == first.content
    other = terminal.post(wire.HELP, message.model_copy(update={"page": "notice"}))
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    for _ in range(2):
        assert terminal.send("POST", f"{wire.HELP}/{message.key}/close").json()["state"] == "closed"
    late = terminal.post(f"{wire.HELP}/{message.key}/words", HelpSay(key=uuid4(), text="?"))
    assert (late.status_code, late.json()["code"]) == (409, "call_closed")


def test_call_of_another_terminal_does_not_exist(hub: Hub, terminal: Terminal) -> None:
    message = call()
    terminal.post(wire.HELP, message)
    other = enrolled(hub, Terminal(terminal.client, terminal.clock, id="QH0002"))
    here = f"{wire.HELP}/{message.key}"
    assert other.send("GET", here).status_code == 404
    assert other.send("POST", f"{here}/close").status_code == 404
    assert other.post(f"{here}/words", HelpSay(key=uuid4(), text="?")).status_code == 404


def test_wait_is_bounded(terminal: Terminal) -> None:
    message = call()
    terminal.post(wire.HELP, message)
    assert terminal.send("GET", f"{wire.HELP}/{message.key}?wait=26").status_code == 422
