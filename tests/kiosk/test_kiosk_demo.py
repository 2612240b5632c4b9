"""The real program from end to end: `kiosk demo` as a process, its window off-screen, judged by what it leaves."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PIL import Image
from product_items import KEPT, product_items

from catalogue.shelf_cache import handed_on
from kiosk.config import ROOT

RUN_S = 80
KEYS = {
    "item",
    "case_number",
    "resident",
    "seconds",
    "accepted_offline",
    "synced",
    "hub_cases",
    "screens",
}
RECORD, LICENCE = "shebao-canbao-zhengming", "getihu-sheli"
NAME, NUMBER = "李建国", "99010119880712001X"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2 * RUN_S)]


def start(out: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """As anybody would, but for the seconds in which a farewell is read, and with the items read before."""
    config, data = out.with_suffix(".toml"), out.with_suffix(".data")
    usual = (ROOT / "config.toml").read_text(encoding="utf-8")
    config.write_text(f"{usual}\n[delays]\nfarewell_s = 0.5\n", encoding="utf-8")
    product_items()
    handed_on(KEPT, data)
    ways = ["--config", str(config), "--data-dir", str(data)]
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo", "--out", str(out), *ways, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env | {"PYTHONPATH": str(ROOT)} | environment,
        cwd=ROOT,
    )


def ended(process: subprocess.Popen[str]) -> None:
    _, trouble = process.communicate(timeout=RUN_S)
    assert process.returncode == 0, trouble[-2000:]
    assert NAME not in trouble
    assert NUMBER not in trouble


def summary_of(out: Path) -> dict:
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def check_summary(out: Path, item: str, *, offline: bool) -> dict:
    summary = summary_of(out)
    assert set(summary) >= KEYS
    assert summary["item"] == item
    assert summary["resident"] == {"name": NAME, "id_number": NUMBER}
    assert summary["accepted_offline"] is offline
    assert summary["synced"] is True
    assert summary["hub_cases"] == 1
    assert summary["case_number"].startswith("QH0001-")
    assert all(seconds >= 0 for seconds in summary["seconds"].values())
    assert {"attract", "guide", "identify", "form", "check", "sign", "result"} <= set(summary["seconds"])
    for name in summary["screens"]:
        with Image.open(out / "screens" / name) as picture:
            assert picture.size == (1080, 1920)
            assert any(low < high for low, high in picture.convert("RGB").getextrema()), f"{name} is blank"
    return summary


def check_receipt(out: Path) -> None:
    with Image.open(out / "receipt.png") as paper:
        grey = paper.convert("L")
    assert grey.width >= 576
    assert grey.height > 600, "a whole slip, not a strip"
    ink = sum(grey.histogram()[:128]) / (grey.width * grey.height)
    assert 0.01 < ink < 0.5, "letters on paper"
    last = grey.crop((0, grey.height * 3 // 4, grey.width, grey.height))
    assert last.getextrema()[0] < 128, "printed to its end"


def listening(systemd: socket.socket, heard: list[str]) -> threading.Thread:
    """Read on, as systemd does, until the terminal says that it is stopping."""

    def listen() -> None:
        while not heard or heard[-1] != "STOPPING=1":
            heard.append(systemd.recv(4096).decode().split("\n")[0])

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    return thread


def test_a_record_is_printed_and_systemd_hears_of_every_step(tmp_path):
    heard: list[str] = []
    out = tmp_path / "out"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.settimeout(RUN_S)
        systemd.bind(str(tmp_path / "notify"))
        listener = listening(systemd, heard)
        notify = str(tmp_path / "notify")
        ended(start(out, "--item", RECORD, NOTIFY_SOCKET=notify, WATCHDOG_USEC="2000000"))
        listener.join(10)
    assert heard[0] == "READY=1"
    assert heard[-1] == "STOPPING=1"
    assert "WATCHDOG=1" in heard
    assert all(one == "WATCHDOG=1" or one.startswith("STATUS=") for one in heard[1:-1])
    assert not [one for one in heard if NAME in one or NUMBER in one]
    summary = check_summary(out, RECORD, offline=False)
    check_receipt(out)
    pages = pypdfium2.PdfDocument((out / "certificate.pdf").read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert NAME in text
    assert NUMBER in text.replace(" ", "") or NUMBER[-4:] in text
    assert "社会保险" in text.replace(" ", ""), "the letters of the title are spaced"
    assert summary["case_number"] in text or "演示" in text


def test_a_licence_is_applied_for_without_a_line_and_sent_later(tmp_path):
    ended(start(tmp_path / "out", "--item", LICENCE, "--offline"))
    check_summary(tmp_path / "out", LICENCE, offline=True)
    check_receipt(tmp_path / "out")
    assert not (tmp_path / "out" / "certificate.pdf").exists()


def test_two_demos_at_once_do_not_meet(tmp_path):
    both = [start(tmp_path / name, "--item", RECORD) for name in ("one", "two")]
    for process in both:
        ended(process)
    for name in ("one", "two"):
        check_summary(tmp_path / name, RECORD, offline=False)


def children_of(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end while it is looked at
            found += [int(one) for one in (task / "children").read_text().split()]
    return found + [below for one in found for below in children_of(one)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(condition, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        Event().wait(0.05)


def test_nothing_outlives_a_terminal_that_is_killed(tmp_path):
    """Simulators, hub and pinyin end with it, also when it had no chance to say so."""
    process = start(tmp_path / "out", "--item", RECORD)
    until(lambda: any((tmp_path / "out" / "screens").glob("*.png")), 60)
    below = children_of(process.pid)
    assert len(below) >= 2, "simulators and hub at least"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    until(lambda: not any(alive(one) for one in below), 20)
