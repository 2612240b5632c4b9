"""Child processes: they tell when they are ready, come back at the same address, and never outlive us."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event

import pytest

from kiosk import children
from kiosk.children import Child, EmbeddedHub, simulators
from kiosk.surroundings import DEMO_RESIDENTS
from outcome import Action, Failure, Ok

ROOT = Path(__file__).parents[2]
GONE_S = 15.0


@pytest.fixture
def short():
    with tempfile.TemporaryDirectory(prefix="kid-") as folder:
        yield Path(folder)


def until(condition, seconds=GONE_S):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        Event().wait(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def answers(url: str) -> bool:
    host, _, port = url.rpartition("//")[2].rpartition(":")
    with socket.socket() as line:
        return line.connect_ex((host, int(port))) == 0


def test_a_child_that_dies_before_it_is_ready_is_told_with_its_log(tmp_path):
    log = tmp_path / "child.log"
    child = Child("the hub", ["hub.there_is_no_such_room"], log)
    started = child.start()
    assert isinstance(started, Failure)
    assert started.code == "child_died"
    assert started.action is Action.ENGINEER
    assert str(log) in started.detail
    assert "the hub" in started.detail
    assert "no_such_room" in log.read_text(), "its last words are in the log"
    child.stop()


def test_a_child_gives_way_in_every_thread_once_it_is_ready_and_not_before(tmp_path):
    (tmp_path / "many.py").write_text(
        "import json, os, sys, threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "print(json.dumps({'nice': os.nice(0)}), flush=True)\n"
        "sys.stdin.read()\n"
    )
    child = _from(tmp_path, "many")
    ready = child.start()
    assert isinstance(ready, Ok)
    assert ready.value == {"nice": os.nice(0)}
    threads = list(Path(f"/proc/{child._process.pid}/task").iterdir())
    assert len(threads) == 2
    assert {os.getpriority(os.PRIO_PROCESS, int(one.name)) for one in threads} == {children.BESIDE}
    child.stop()


def test_a_child_that_says_something_else_is_told(tmp_path):
    (tmp_path / "chatterbox.py").write_text("print('good morning')")
    child = _from(tmp_path, "chatterbox")
    started = child.start()
    assert isinstance(started, Failure)
    assert started.code == "child_died"
    child.stop()


def test_a_child_that_never_gets_ready_is_given_up(tmp_path, monkeypatch):
    (tmp_path / "sleeper.py").write_text("import signal; signal.pause()")
    monkeypatch.setattr(children, "READY_S", 0.5)
    child = _from(tmp_path, "sleeper")
    started = child.start()
    assert isinstance(started, Failure)
    assert started.code == "child_died"
    child.stop()


def test_a_child_that_does_not_end_is_killed(tmp_path, monkeypatch):
    (tmp_path / "stubborn.py").write_text(
        "import signal; print('{}', flush=True)\nwhile True: signal.pause()"
    )
    monkeypatch.setattr(children, "STOP_S", 0.3)
    child = _from(tmp_path, "stubborn")
    assert isinstance(child.start(), Ok)
    pid = child._process.pid
    child.stop()
    assert not alive(pid)
    child.stop()


def _from(folder: Path, module: str) -> Child:
    child = Child("the child", [module], folder / "log")
    runner = f"import sys, runpy; sys.path.insert(0, {str(folder)!r}); runpy.run_module({module!r})"
    child._arguments = [sys.executable, "-c", runner]
    return child


def test_the_simulators_end_with_their_input(short):
    child = simulators(short / "wire", DEMO_RESIDENTS, short / "log")
    ready = child.start()
    assert isinstance(ready, Ok)
    assert set(ready.value["devices"]) >= {"id_card_reader", "receipt_printer"}
    pid = child._process.pid
    child.stop()
    assert not alive(pid)


def test_the_hub_goes_and_comes_back_at_the_same_address(short):
    none = short / "services"
    none.mkdir()
    hub = EmbeddedHub(short / "hub", DEMO_RESIDENTS, short / "log", 60.0, none)
    assert isinstance(hub.start(), Ok)
    assert f"items_wrong: {none}:1" in (short / "log").read_text(), (
        "it looked where it was told to, and serves on"
    )
    try:
        first = hub.url
        assert answers(first)
        hub.stop()
        assert not answers(first)
        assert isinstance(hub.start(), Ok)
        assert hub.url == first
        assert answers(first)
        code = hub.enrolment_code("QH0001", "服务中心", "Centre")
        assert isinstance(code, Ok)
        assert code.value
    finally:
        hub.stop()
    assert not answers(first)


def test_a_hub_that_is_gone_makes_no_code(short):
    hub = EmbeddedHub(short / "hub", DEMO_RESIDENTS, short / "log", 60.0)
    assert isinstance(hub.enrolment_code("QH0001", "服务中心", "Centre"), Failure)
    assert isinstance(hub.start(), Ok)
    hub._child._process.kill()
    hub._child._process.wait()
    code = hub.enrolment_code("QH0001", "服务中心", "Centre")
    assert isinstance(code, Failure)
    assert code.code == "child_died"
    hub.stop()


PARENT = """
import json, signal, sys
from pathlib import Path
from kiosk.children import EmbeddedHub, simulators
folder, residents = Path(sys.argv[1]), Path(sys.argv[2])
first = simulators(folder / "wire", residents, folder / "log")
hub = EmbeddedHub(folder / "hub", residents, folder / "log", 60.0)
first.start(); hub.start()
print(json.dumps([first._process.pid, hub._child._process.pid]), flush=True)
signal.pause()
"""


def test_children_die_with_a_parent_that_is_killed(short):
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(short), str(DEMO_RESIDENTS)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as parent:
        pids = json.loads(parent.stdout.readline())
        assert all(alive(pid) for pid in pids)
        parent.send_signal(signal.SIGKILL)
        parent.wait(GONE_S)
        until(lambda: not any(alive(pid) for pid in pids))
