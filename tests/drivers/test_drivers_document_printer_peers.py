"""Our driver at a stranger's printer, and a stranger's client at our simulated printer (CUPS' own tools)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from drivers_papers import pdf

from drivers.document_printer import Document, DocumentPrinted
from drivers.document_printer.ipp import Ipp, IppOptions
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

IPPTOOL = shutil.which("ipptool")
IPPEVEPRINTER = shutil.which("ippeveprinter", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
AVAHI = shutil.which("avahi-daemon", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

COUNTS_TWO = '#!/bin/sh\necho "ATTR: job-impressions-completed=2" >&2\n'
"""What stands in for the printer's mechanism: it draws nothing and counts two pages."""


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[int]:
    """The port of `ippeveprinter`. It does not start without DNS-SD, so D-Bus and Avahi run for as long as it does."""
    if IPPEVEPRINTER is None or AVAHI is None:
        pytest.skip("ippeveprinter and avahi-daemon are not installed (cups-ipp-utils, avahi-daemon)")
    if os.geteuid() != 0:
        pytest.skip("avahi-daemon starts as root only")
    count = tmp_path / "count"
    count.write_text(COUNTS_TWO)
    count.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ExitStack() as stack:
        if not Path("/run/dbus/system_bus_socket").is_socket() or not _answers_dbus():
            Path("/run/dbus").mkdir(exist_ok=True)
            stack.enter_context(running("dbus-daemon", "--system", "--nofork", "--nopidfile"))
            _until(_answers_dbus, "dbus-daemon does not start here")
        if subprocess.run([AVAHI, "--check"], check=False).returncode != 0:
            stack.enter_context(running(AVAHI, "--no-drop-root", "--no-rlimits"))
            _until(
                lambda: subprocess.run([AVAHI, "--check"], check=False).returncode == 0,
                "avahi-daemon does not start here",
            )
        (tmp_path / "spool").mkdir()
        process = stack.enter_context(
            running(
                IPPEVEPRINTER,
                "-2",
                "-p",
                str(port),
                "-d",
                str(tmp_path / "spool"),
                "-k",
                "-c",
                str(count),
                "-f",
                "application/pdf",
                "Stranger",
            )
        )
        _until(lambda: process.poll() is not None or _listens(port), "ippeveprinter does not listen")
        if process.poll() is not None:
            pytest.skip("ippeveprinter does not start here (DNS-SD)")
        yield port


def test_a_stranger_prints_what_we_send(stranger: int, tmp_path: Path) -> None:
    device = Ipp(IppOptions(host="localhost", port=stranger, poll_interval_s=0.05))
    assert device.open() == Ok(None)
    assert device.poll().usable
    sent = pdf(2)
    assert device.print_document(Document("QH0001-1", sent)) == Ok(DocumentPrinted("QH0001-1", 2))
    kept = list((tmp_path / "spool").glob("*.pdf"))
    assert [path.read_bytes() for path in kept] == [sent]
    # It counts two pages whatever it is given: two copies of two pages are then not all there.
    outcome = device.print_document(Document("QH0001-2", sent, copies=2, duplex=True))
    assert isinstance(outcome, Failure)
    assert outcome.code == "wrong_page_count"
    device.close()


@pytest.mark.skipif(IPPTOOL is None, reason="ipptool is not installed (cups-ipp-utils)")
def test_a_stranger_prints_on_our_simulated_printer(tmp_path: Path) -> None:
    stand = DocumentPrinterStand(tmp_path)
    stand.wires[0].plug()
    paper = tmp_path / "page.pdf"
    paper.write_bytes(pdf(2))
    tests = ("print-job.test", "print-job-and-wait.test", "validate-job.test", "get-jobs.test")
    try:
        told = subprocess.run(
            [str(IPPTOOL), "-t", "-T", "5", "-f", str(paper), f"ipp://{stand.wires[0].address}/ipp/print", *tests],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stdout + told.stderr
        assert stand.printer.wait_until(lambda: len(stand.printer.pages) == 4, BOUND_S)
    finally:
        stand.wires[0].unplug()
        stand.close()


def _answers_dbus() -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as bus:
            bus.connect("/run/dbus/system_bus_socket")
    except OSError:
        return False
    return True


def _until(true: Callable[[], bool], otherwise: str) -> None:
    """There is nothing to wait on but the thing itself: ask it again and again."""
    until = time.monotonic() + BOUND_S
    while not true():
        if time.monotonic() > until:
            pytest.skip(otherwise)
        threading.Event().wait(0.05)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), 0.2).close()
    except OSError:
        return False
    return True
