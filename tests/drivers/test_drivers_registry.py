"""Devices from tables, and what is said when a table is wrong."""

from __future__ import annotations

import threading
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from drivers import registry
from drivers.device import DeviceClass, DeviceState
from drivers.document_printer import Document
from drivers.not_supported import NO
from drivers.receipt_printer.job import PrintJob
from drivers.registry import OWN, driver_names, factory
from outcome import Action, Failure, Ok

TABLES = {
    "help_key.contact": {"port": "/dev/ttyS0", "line": "cd", "active": False},
    "keypad.evdev": {
        "path": "/dev/input/by-id/usb-keypad-event-kbd",
        "keys": {"KEY_F13": "help"},
        "earphones_in": "KEY_F15",
        "double_strike_s": 0.5,
    },
    "lights.relay_board": {"port": "/dev/ttyUSB3", "lights": {"card_reader.red": 1, "facia": 2}},
    "presence.contact": {"port": "/dev/ttyS0", "line": "ri"},
    "presence.ld2410": {"port": "/dev/ttyUSB4", "nearer_than_cm": 90},
    "relay.lcus": {"port": "/dev/ttyUSB3", "channels": 8, "tells_states": False},
    "speaker.player_program": {"program": "aplay", "arguments": ["-q", "-"], "volume_percent": 50},
    "ups.nut": {"ups": "kioskups"},
    "camera.files": {"folder": "/var/lib/pictures", "fps": 5.0},
    "camera.mjpeg": {"url": "https://192.0.2.8/video?channel=1", "user": "kiosk", "turn": 90},
    "camera.v4l2": {"path": "/dev/v4l/by-id/usb-cam-video-index0", "fourcc": "YUYV", "sees": "person"},
    "document_printer.ipp": {"host": "192.0.2.10", "tls": True, "page_counters": False},
    "barcode_reader.camera": {"camera": "person", "symbologies": ["qr"]},
    "barcode_reader.hid": {"path": "/dev/input/by-id/usb-scanner-event-kbd", "terminator": "cr"},
    "barcode_reader.serial": {"port": "/dev/ttyACM0", "family": "syn_t", "terminator": "crlf"},
    "locker.board_8a": {"port": "/dev/ttyUSB2", "boxes": 24, "closed_bit": 0, "state_bytes": 3},
    "locker.cu48": {"port": "/dev/ttyUSB2", "boxes": 48},
    "locker.kerong_cu16": {"port": "/dev/ttyUSB2", "address": 3},
    "id_card_reader.pcsc_combo": {"reader": "*Contactless*", "check_atr": False},
    "id_card_reader.sam_network": {"host": "192.0.2.7", "port": 8000},
    "id_card_reader.sam_serial": {"port": "/dev/ttyUSB0", "baud": 9600},
    "receipt_printer.escpos_network": {"host": "192.0.2.9", "paper_mm": 58, "answer_timeout_s": 1},
    "receipt_printer.escpos_serial": {"port": "/dev/ttyS1", "mode": "text"},
    "receipt_printer.escpos_usb": {"port": "/dev/usb/lp0", "write_timeout_s": 5},
    "smart_card_reader.pcsc": {"reader": "*Contact*", "answer_timeout_s": 8},
}


@pytest.mark.parametrize("name", sorted(OWN))
def test_every_own_driver_is_built_from_a_table(name: str) -> None:
    device_class, _, driver = name.partition(".")
    made = factory(DeviceClass(device_class), {"driver": driver, **TABLES[name]})
    assert isinstance(made, Ok)
    capabilities = made.value().capabilities
    assert (capabilities.device_class, capabilities.driver) == (device_class, driver)


@pytest.mark.parametrize("device_class", list(DeviceClass))
def test_a_class_without_a_table_is_not_supported(device_class: DeviceClass) -> None:
    made = factory(device_class, {})
    assert isinstance(made, Ok)
    device: Any = made.value()
    assert device.poll().state is DeviceState.NOT_SUPPORTED
    assert device.capabilities.device_class is device_class
    never = threading.Event()
    answers = [
        device.read_raw_data(never),
        device.print_raw(PrintJob("id", ())),
        device.read(never),
        device.take_picture("person"),
        device.chip_power(never),
        device.chip_io(b""),
        device.read_social_security_card(never),
        device.read_bank_card(never),
        device.verify_social_pin("", never),
        device.change_social_pin("", "", never),
        device.print_document(Document("id", b"")),
    ]
    assert answers == [NO] * len(answers)
    assert NO.action is Action.NOBODY


@pytest.mark.parametrize(
    ("table", "key", "reason"),
    [
        ({"driver": "magic"}, "devices.receipt_printer.driver", "none of: not_supported, escpos_network"),
        ({"driver": "escpos_network"}, "devices.receipt_printer.host", "Field required"),
        ({"driver": "escpos_network", "host": 3}, "devices.receipt_printer.host", "string"),
        (
            {"driver": "escpos_network", "host": "a", "hots": "b"},
            "devices.receipt_printer.hots",
            "unknown option",
        ),
        (
            {"driver": "escpos_network", "host": "a", "paper_mm": 57},
            "devices.receipt_printer.paper_mm",
            "58 or 80",
        ),
        ({"driver": "escpos_network", "host": ""}, "devices.receipt_printer.host", "at least 1"),
        ({"driver": "escpos_network", "host": "a", "port": 0}, "devices.receipt_printer.port", "greater"),
        (
            {"driver": "escpos_network", "host": "a", "silence_s": float("inf")},
            "devices.receipt_printer.silence_s",
            "less than or equal to 3600",
        ),
        (
            {"driver": "escpos_network", "host": "a", "silence_s": float("nan")},
            "devices.receipt_printer.silence_s",
            "3600",
        ),
        ({"driver": "escpos_serial", "port": "a", "baud": "9600"}, "devices.receipt_printer.baud", "integer"),
    ],
)
def test_a_wrong_table_is_told_with_key_reason_and_example(
    table: dict[str, Any], key: str, reason: str
) -> None:
    made = factory(DeviceClass.RECEIPT_PRINTER, table)
    assert isinstance(made, Failure)
    assert (made.code, made.action) == ("config", Action.ENGINEER)
    assert made.detail.startswith(key + ": ")
    assert reason in made.detail
    assert 'for example: driver = "' in made.detail


def test_a_driver_of_somebody_else_comes_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = EntryPoint(
        "barcode_reader.theirs", "drivers.id_card_reader.sam_serial:DRIVER", registry.GROUP
    )  # any DriverSpec will do
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints([theirs]).select(group=group))
    assert driver_names(DeviceClass.BARCODE_READER) == ["not_supported", "camera", "hid", "serial", "theirs"]
    made = factory(DeviceClass.BARCODE_READER, {"driver": "theirs", "port": "/dev/x"})
    assert isinstance(made, Ok)
    assert made.value().capabilities.facts["port"] == "/dev/x"
