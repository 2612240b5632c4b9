"""What systemd hears, on a real datagram socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.watchdog import Watchdog

ROOT = Path(__file__).parents[2]
HEAR_S = 30.0


@pytest.fixture
def systemd(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.settimeout(HEAR_S)
        listener.bind(str(tmp_path / "notify"))
        yield listener


def heard(listener, count):
    return [listener.recv(4096).decode() for _ in range(count)]


def silent(listener):
    listener.settimeout(0)
    with pytest.raises(BlockingIOError):
        listener.recv(4096)


def test_ready_and_stopping(systemd, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.getsockname())
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    watchdog = Watchdog()
    watchdog.start()
    watchdog.stop()
    watchdog.stop()
    assert [one.split("\n")[0] for one in heard(systemd, 2)] == ["READY=1", "STOPPING=1"]
    silent(systemd)


def test_without_systemd_nothing_is_opened(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    watchdog = Watchdog()
    watchdog.start()
    assert watchdog._socket is None
    watchdog.stop()


def test_an_abstract_socket_is_reached(monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.settimeout(HEAR_S)
        listener.bind(b"\0bangban-watchdog-%d" % os.getpid())
        monkeypatch.setenv("NOTIFY_SOCKET", f"@bangban-watchdog-{os.getpid()}")
        watchdog = Watchdog()
        watchdog.start()
        assert heard(listener, 1)[0].startswith("READY=1")
        watchdog.stop()


def test_systemd_gone_is_no_trouble(tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    watchdog = Watchdog()
    watchdog.start()
    watchdog.stop()


def test_a_listener_that_does_not_read_does_not_stop_the_picture(systemd, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.getsockname())
    watchdog = Watchdog()
    watchdog.start()
    for _ in range(2000):  # far more than its queue takes
        watchdog._say("WATCHDOG=1")
    watchdog.stop()


def test_a_ping_needs_a_frame(systemd):
    environment = os.environ | {
        "NOTIFY_SOCKET": systemd.getsockname(),
        "WATCHDOG_USEC": "3600000000",
        "SDL_VIDEODRIVER": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    orders = ["beat", "frame", "beat", "beat", "frame", "frame", "beat", "stop"]
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kiosk_frames_child.py"))],
        input="\n".join(orders).encode(),
        env=environment,
        check=True,
        timeout=HEAR_S,
        stderr=subprocess.DEVNULL,
    )
    assert [one.split("\n")[0] for one in heard(systemd, 4)] == [
        "READY=1",
        "WATCHDOG=1",
        "WATCHDOG=1",
        "STOPPING=1",
    ]
    silent(systemd)
