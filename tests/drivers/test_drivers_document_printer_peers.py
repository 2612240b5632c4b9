"""Our driver at a stranger's printer, and a stranger's client at our simulated printer (CUPS' own tools)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from drivers_papers import pdf

from drivers.document_printer import Document, DocumentPrinted
from drivers.document_printer.ipp import Ipp, IppOptions
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IPPTOOL = shutil.which("ipptool")
IPPEVEPRINTER = shutil.which("ippeveprinter", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
AVAHI = shutil.which("avahi-daemon", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

COUNTS_TWO = '#!/bin/sh\necho "ATTR: job-impressions-completed=2" >&2\n'
"""What stands in for the printer's mechanism: it draws nothing and counts two pages."""

WITH_DNS_SD = """
set -e
mount -t tmpfs tmpfs /run
mkdir /run/dbus /run/avahi-daemon
dbus-daemon --system --nofork --nopidfile &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
"$1" --no-drop-root --no-rlimits &
until "$1" --check; do sleep 0.02; done
shift
exec "$@"
"""
"""`ippeveprinter` does not start without DNS-SD. D-Bus and Avahi run for as long as it does, with a /run and numbers of
processes of their own: nothing of the machine's is touched, and the end of the first process is the end of all."""

JOB_IS_DONE = """
{
  NAME "The first job is completed"
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer job-id 1
  STATUS successful-ok
  EXPECT job-state OF-TYPE enum IN-GROUP job-attributes-tag COUNT 1 WITH-VALUE 9
  EXPECT job-impressions-completed OF-TYPE integer WITH-VALUE 2
}
"""


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[int]:
    """The port of `ippeveprinter`."""
    if IPPEVEPRINTER is None or AVAHI is None or not all(map(shutil.which, ("unshare", "dbus-daemon"))):
        pytest.skip("not installed (apt-get install cups-ipp-utils avahi-daemon dbus util-linux)")
    if os.geteuid() != 0:
        pytest.skip("avahi-daemon starts as root only")
    count = tmp_path / "count"
    count.write_text(COUNTS_TWO)
    count.chmod(0o755)
    (tmp_path / "spool").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", WITH_DNS_SD, "sh", AVAHI]
    command += [IPPEVEPRINTER, "-2", "-r", "off", "-p", str(port), "-d", str(tmp_path / "spool"), "-k"]
    command += ["-c", str(count), "-f", "application/pdf", "Stranger"]
    log = tmp_path / "stranger.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            until = time.monotonic() + BOUND_S
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    last = log.read_text(errors="replace").strip().splitlines()[-1:]
                    pytest.skip(f"ippeveprinter does not start here: {last}")
                # There is nothing to wait on but the thing itself: ask it again and again.
                threading.Event().wait(0.02)
            yield port
        finally:
            process.kill()


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


@pytest.mark.skipif(IPPTOOL is None, reason="ipptool is not installed (apt-get install cups-ipp-utils)")
def test_a_stranger_prints_on_our_simulated_printer(tmp_path: Path) -> None:
    stand = DocumentPrinterStand(tmp_path)
    stand.wires[0].plug()
    paper, done = tmp_path / "page.pdf", tmp_path / "done.test"
    paper.write_bytes(pdf(2))
    done.write_text(JOB_IS_DONE)

    def ask(*tests: str) -> None:
        told = subprocess.run(
            [str(IPPTOOL), "-t", "-T", "5", "-f", str(paper), f"ipp://{stand.wires[0].address}/ipp/print", *tests],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stdout + told.stderr

    try:
        ask("print-job.test", "print-job-media-col.test", "validate-job.test", "get-jobs.test")
        assert stand.printer.wait_until(lambda: len(stand.printer.pages) == 4, BOUND_S)
        ask(str(done), "get-completed-jobs.test", "get-printer-description-attributes.test")
    finally:
        stand.wires[0].unplug()
        stand.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), 0.2).close()
    except OSError:
        return False
    return True
