"""Strangers at our simulated cards: pcsc_scan and OpenSC's tool, which know nothing of our driver.

They need the packages pcsc-tools and opensc (`apt-get install pcsc-tools opensc`), and what the simulated reader needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S, RESIDENTS

from drivers.simulators.card_faces import load_residents
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.smart_card_reader.bank_card import DEBIT, PSE, number
from drivers.simulators.smart_card_reader.chip_card import ATR_T0, ATR_T1
from drivers.simulators.smart_card_reader.id_card import ATR_ID_CARD
from drivers.simulators.smart_card_reader.pcsc_service import READER, SECOND_READER
from drivers.simulators.smart_card_reader.social_card import SSSE
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANG = load_residents(RESIDENTS)["wang"]

needs_pcsc_scan = pytest.mark.skipif(
    shutil.which("pcsc_scan") is None, reason="pcsc_scan is not installed (apt-get install pcsc-tools)"
)
needs_opensc = pytest.mark.skipif(
    shutil.which("opensc-tool") is None, reason="opensc-tool is not installed (apt-get install opensc)"
)


@pytest.fixture
def stand(short_dir: Path) -> Iterator[SmartCardReaderStand]:
    stand = SmartCardReaderStand(short_dir, RESIDENTS)
    stand.service.plug()
    if stand.why_not:
        pytest.skip(stand.why_not)
    yield stand
    stand.close()
    stand.service.unplug()


def run(socket: str, *command: str) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, "PCSCLITE_CSOCK_NAME": socket, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=BOUND_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def until_a_card_is_seen(socket: str) -> None:
    """The virtual reader looks every 0.4 s. There is nothing to wait on but the tool itself: ask it again."""
    until = time.monotonic() + BOUND_S
    while " Yes " not in run(socket, "opensc-tool", "--list-readers"):
        assert time.monotonic() < until
        threading.Event().wait(0.05)


def ask(socket: str, *apdus: bytes) -> list[bytes]:
    """Commands to the card; its answers with status word, taken from the tool's dump."""
    sent = [word for apdu in apdus for word in ("--send-apdu", apdu.hex())]
    told = run(socket, "opensc-tool", "--card-driver", "default", *sent)
    answers = []
    for part in told.split("Received (")[1:]:
        status, *lines = part.partition("Sending:")[0].splitlines()
        # Sixteen bytes a line, in hex and then as text; only where there are several lines is a short one filled up.
        widths = [len(line) - 48 if len(lines) > 1 else len(line) // 4 for line in lines]
        data = "".join(line[: 3 * width] for line, width in zip(lines, widths, strict=True))
        answers.append(bytes.fromhex(data + "".join(re.findall(r"=0x(..)", status))))
    return answers


def atr(socket: str) -> bytes:
    told = run(socket, "opensc-tool", "--atr")
    return bytes.fromhex(told.strip().replace(":", ""))


@needs_pcsc_scan
def test_pcsc_scan_sees_readers_and_a_card(stand: SmartCardReaderStand) -> None:
    socket = stand.service.address
    assert re.findall(r"\d: (.+)", run(socket, "pcsc_scan", "-r")) == [READER, SECOND_READER]
    stand.insert_social("wang")
    told = run(socket, "pcsc_scan", "-n", "-t", "1")
    assert ATR_T1.hex(" ").upper() in told
    assert "Card inserted" in told
    assert "Card removed" in told, "the other reader is empty"


@needs_opensc
def test_opensc_lists_the_readers(stand: SmartCardReaderStand) -> None:
    told = run(stand.service.address, "opensc-tool", "--list-readers")
    assert re.findall(r"^\d+ +(Yes|No) +(.+)$", told, re.MULTILINE) == [("No", READER), ("No", SECOND_READER)]


@needs_opensc
@pytest.mark.parametrize("protocol", ["t1", "t0"])
def test_opensc_reads_a_social_security_card(stand: SmartCardReaderStand, protocol: str) -> None:
    socket = stand.service.address
    stand.verbs()["chip-card-protocol"].do(protocol)
    stand.insert_social("wang")
    until_a_card_is_seen(socket)
    assert atr(socket) == (ATR_T0 if protocol == "t0" else ATR_T1)
    selected, file, number_of, name, none = ask(
        socket,
        b"\x00\xa4\x04\x00" + bytes([len(SSSE)]) + SSSE + b"\x00",
        bytes.fromhex("00A4020002EF06"),
        bytes.fromhex("00B2080000"),
        bytes.fromhex("00B2090000"),
        bytes.fromhex("00B2770000"),
    )
    assert selected[-2:] == b"\x90\x00"
    assert SSSE in selected
    assert file == b"\x90\x00"
    assert number_of == b"\x08\x12" + WANG["id_number"].encode() + b"\x90\x00"
    assert name[2:-2].rstrip(b"\0").decode("gb18030") == WANG["name"]
    assert none == b"\x6a\x83"


@needs_opensc
@pytest.mark.parametrize("protocol", ["t1", "t0"])
def test_opensc_reads_a_bank_card(stand: SmartCardReaderStand, protocol: str) -> None:
    socket = stand.service.address
    stand.verbs()["chip-card-protocol"].do(protocol)
    stand.insert_bank("wang")
    until_a_card_is_seen(socket)
    directory, entry, application, options, track = ask(
        socket,
        b"\x00\xa4\x04\x00" + bytes([len(PSE)]) + PSE + b"\x00",
        bytes.fromhex("00B2010C00"),
        b"\x00\xa4\x04\x00" + bytes([len(DEBIT)]) + DEBIT + b"\x00",
        bytes.fromhex("80A800002383 21".replace(" ", "")) + bytes(33) + b"\x00",
        bytes.fromhex("00B2021400"),
    )
    assert PSE in directory
    assert DEBIT in entry
    assert DEBIT in application
    assert options[-2:] == b"\x90\x00"
    assert number(WANG) in track.hex()
    assert all(one[-2:] == b"\x90\x00" for one in (directory, entry, application, track))


@needs_opensc
def test_opensc_meets_an_id_card_on_a_combo_reader(short_dir: Path) -> None:
    stand = IdCardReaderStand(short_dir, RESIDENTS, combo=True)
    for wire in stand.wires:
        wire.plug()
    try:
        if stand.why_not:
            pytest.skip(stand.why_not)
        stand.insert("wang")
        socket = stand.options()["pcsc_combo"]["socket"]
        until_a_card_is_seen(socket)
        assert atr(socket) == ATR_ID_CARD
        # Its pieces are longer than a short command may ask for; the last one is not.
        assert ask(socket, bytes.fromhex("FFB0050004"), bytes.fromhex("FFB0060004")) == [
            bytes(4) + b"\x90\x00",
            bytes.fromhex("6A86"),
        ]
    finally:
        stand.close()
        for wire in stand.wires:
            wire.unplug()
