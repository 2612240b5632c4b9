"""Lines of text: of the UPS's server, of a vendor's child process, of the dock."""

from __future__ import annotations

import json
import socket
import time
from functools import cache
from typing import TYPE_CHECKING, Any

from fuzz_damage import damaged
from fuzz_places import RESIDENTS, scratch
from fuzz_target import Supply, Target, counted, told_well

from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.bench import Bench
from drivers.simulators.camera.stand import CameraStand
from drivers.simulators.dock import Dock
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.lights.stand import LightsStand
from drivers.simulators.locker.stand import LockerStand
from drivers.simulators.presence.stand import PresenceStand
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.relay.stand import RelayStand
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand
from drivers.simulators.speaker.stand import SpeakerStand
from drivers.simulators.ups.stand import UpsStand
from drivers.simulators.ups.upsd import NAME, Upsd
from drivers.ups.nut import Nut, NutOptions
from drivers.vendor_line import Broken, Late, Line
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


# --- UPS ----------------------------------------------------------------------------------------


def check_nut(data: bytes) -> None:
    """The driver itself, with a server on its socket that says these bytes and is gone."""
    ours, theirs = socket.socketpair()
    device = Nut(NutOptions(ups=NAME, answer_timeout_s=1.0))
    with theirs:
        device._socket = ours
        theirs.sendall(data[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        outcome = device.power()
        told_well(outcome)
        assert len(device._heard) <= 8192
        if isinstance(outcome, Ok):
            power = outcome.value
            assert power.charge_percent is None or power.charge_percent >= 0
            assert power.runtime_s is None or power.runtime_s >= 0
            assert f"BEGIN LIST VAR {NAME}".encode() in data
        told_well(device.poll())
        device.close()


def _ups_lines(random: Random) -> bytes:
    upsd, heard = Upsd(), bytearray()
    upsd.mains, upsd.low, upsd.charge = (
        bool(random.randrange(2)),
        bool(random.randrange(2)),
        random.randrange(101),
    )
    upsd.cable = random.randrange(9) > 0
    for _ in range(random.randint(1, 2)):
        upsd.receive(f"LIST VAR {NAME}\n".encode(), heard.extend)
    return bytes(heard)


def check_upsd(data: bytes) -> None:
    heard = bytearray()
    Upsd().receive(data, heard.extend)
    assert heard.count(b"\n") >= heard.count(b"ERR")
    assert not heard or heard.endswith(b"\n")


def _ups_questions(random: Random) -> bytes:
    lines = (
        b"VER",
        b"LIST UPS",
        b"LIST VAR " + NAME.encode(),
        b"GET VAR " + NAME.encode() + b" ups.status",
        b"LOGOUT",
    )
    return b"\n".join(random.choice(lines) for _ in range(random.randint(1, 4))) + b"\n"


# --- a vendor's child ---------------------------------------------------------------------------


def check_vendor_line(data: bytes) -> None:
    ours, theirs = socket.socketpair()
    line = Line(ours)
    with theirs:
        theirs.sendall(data[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        try:
            while True:
                _made_of_json(line.receive(time.monotonic() + 5))
        except Broken:
            pass
        except Late:
            raise AssertionError("waits for bytes that cannot come any more") from None
        finally:
            line.close()


def _made_of_json(value: Any) -> None:
    known = value is None or isinstance(value, (bool, int, float, str, bytes, list, dict))
    assert known, f"a {type(value).__name__} came out of a child"


def check_vendor_round_trip(data: bytes) -> None:
    supply = Supply(data)
    message = _value(supply, 4)
    ours, theirs = socket.socketpair()
    near, far = Line(ours), Line(theirs)
    near.send(message, time.monotonic() + 5)
    assert far.receive(time.monotonic() + 5) == message
    near.close()
    far.close()


def _value(supply: Supply, depth: int) -> Any:
    makers: tuple[Callable[[], Any], ...] = (
        lambda: supply.number(2**40) - 2**39,
        lambda: supply.some(supply.number(40)),
        lambda: supply.text(12),
        lambda: None,
        lambda: bool(supply.number(1)),
        lambda: [_value(supply, depth - 1) for _ in range(supply.number(3))],
        lambda: {supply.text(4): _value(supply, depth - 1) for _ in range(supply.number(3))},
    )
    return makers[supply.number(len(makers) - 1 if depth else 4)]()


def _child_messages(random: Random) -> bytes:
    messages = (
        {"to": 1, "ok": None},
        {"to": 1, "ok": {"bytes": "AAEC"}},
        {"to": 2, "error": "OSError"},
        [1, "read", ["/dev/ttyS0"]],
        {"to": 1, "ok": [{"bytes": ""}, 1.5, True, "王"]},
    )
    out = b""
    for _ in range(random.randint(1, 3)):
        text = json.dumps(random.choice(messages)).encode()
        if random.randrange(2):
            text = damaged(random, text, _JSON)  # with a length that is right
        out += counted(text, 4)
    return out


_JSON = (
    b'{"bytes": 5}', b'{"bytes": null}', b'{"bytes": "\xc3\xa9"}', b'{"bytes": "A"}', b"[" * 5000, b"NaN", b"1e999",
    b"9" * 5000, b'"\\ud800"', b"null", b"{}", b"[]", b'{"verb": "state"}', b'"args": [', b"\xff",
)  # fmt: skip


# --- the dock -----------------------------------------------------------------------------------

_SLOW = frozenset({"plug", "unplug", "camera-show", "camera-content"})
"""They open wires, or draw."""


@cache
def _dock() -> Dock:
    """Over every device, none of them plugged in: what a verb does there is done at once."""
    folder = scratch()
    stands = (
        IdCardReaderStand(folder, RESIDENTS),
        ReceiptPrinterStand(folder),
        CameraStand(),
        LockerStand(folder),
        UpsStand(),
        RelayStand(folder),
        LightsStand(folder),
        PresenceStand(folder),
        HelpKeyStand(),
        SpeakerStand(),
        BarcodeReaderStand(folder),
        SmartCardReaderStand(folder, RESIDENTS),
        DocumentPrinterStand(folder),
    )
    return Dock(folder / "dock", Bench(stands))


def check_dock(data: bytes) -> None:
    reply = _dock().answer(data)
    assert reply["ok"] in {True, False}
    assert json.dumps(reply, ensure_ascii=False).encode()


def _dock_lines(random: Random) -> bytes:
    verbs = _dock()._verbs
    name = random.choice(["state", "verbs", "dance", *(one for one in verbs if one not in _SLOW)])
    words: list[object] = [
        "wang",
        "li",
        "receipt_printer",
        "id_card_reader",
        "41",
        "-1",
        "nan",
        "9" * 400,
        "",
        7,
        None,
        "\ud800",
        "read",
    ]
    words += [choice for verb in [verbs.get(name)] if verb for choice in verb.choices()]
    args = [random.choice(words) for _ in range(random.randint(0, 3))]
    return json.dumps({"verb": name, "args": args}).encode()


TARGETS = (
    Target(
        "nut_lines",
        "a power or a failure that can be logged; nothing is kept beyond a line",
        check_nut,
        _ups_lines,
        (b"ERR DATA-STALE\n", b"ERR ", b"\\", b'"', b"\n", b"VAR ", b"\x1b[2J", b"x" * 1500),
    ),
    Target(
        "upsd_simulator", "answers whole lines", check_upsd, _ups_questions, (b"LIST", b"VAR", b"\n", b" ")
    ),
    Target("vendor_line", "a value of JSON and bytes, or Broken", check_vendor_line, _child_messages, _JSON),
    Target(
        "vendor_round_trip",
        "what one end sends, the other receives",
        check_vendor_round_trip,
        lambda r: r.randbytes(60),
    ),
    Target(
        "dock_lines",
        "an answer that can be written, never an exception",
        check_dock,
        _dock_lines,
        _JSON,
        examples=60,
    ),
)
