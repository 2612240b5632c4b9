"""What the tour of the devices does with each class: a hand at the simulator, a command, and what may be told of it."""

from __future__ import annotations

import io
import math
import struct
import threading
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalogue.masking import masked_id, masked_name
from drivers.camera.document.find_page import find_page
from drivers.camera.document.output import to_jpeg
from drivers.camera.document.warp import warp
from drivers.device import DeviceClass
from drivers.document_printer import Document
from drivers.lights import FlashRate, Light
from drivers.receipt_printer.job import Cut, PrintJob, Qr, Rule, Text
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.device_bench import DeviceBench
    from kiosk.device_stop import Stop

WAIT_S = 10.0
WORDS = "帮办 · 演示样张 · 无效"
CODE = "BANGBAN-2026"
SCAN_DPI = 100


def _soon(call: Callable[[], Any]) -> None:
    """What a person does after the machine asked: most devices drop what came before."""
    timer = threading.Timer(0.3, call)
    timer.daemon = True
    timer.start()


def id_card(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    bench.do("insert-card", "wang")
    read = device.read_raw_data(cancel, WAIT_S)
    bench.do("remove-card")
    if isinstance(read, Ok):
        card = read.value
        stop.said |= {"name": masked_name(card.name), "number": masked_id(card.id_number)}
    return read  # type: ignore[no-any-return]


def smart_card(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    bench.do("social-card-insert", "wang")
    social = device.read_social_security_card(cancel, WAIT_S)
    bench.do("chip-card-remove")
    if isinstance(social, Failure):
        return social
    stop.said |= {"social security card": masked_name(social.value.name), "version": social.value.version}
    bench.do("bank-card-insert", "wang")
    bank = device.read_bank_card(cancel, WAIT_S)
    bench.do("chip-card-remove")
    if isinstance(bank, Ok):
        stop.said |= {"bank card": bank.value.masked_number, "kind": str(bank.value.kind)}
    return bank  # type: ignore[no-any-return]


def receipt(bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    parts = (Text(WORDS, size=2, align="center"), Rule(), Text("龘䶮㼆 GB18030"), Qr(CODE), Cut())
    printed = device.print_raw(PrintJob("tour", parts))
    receipts = bench.do("state")["receipt_printer"]["receipts"]
    if isinstance(printed, Ok) and receipts:
        stop.picture = bench.keep(f"receipt-{stop.driver}.png", Path(receipts[-1]))
    return printed  # type: ignore[no-any-return]


def document(bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    from PIL import Image, ImageDraw, ImageFont

    import fonts

    page = Image.new("RGB", (827, 1169), "white")
    ImageDraw.Draw(page).text((120, 160), WORDS, "black", ImageFont.truetype(str(fonts.BOLD), 48))
    made = io.BytesIO()
    page.save(made, "PDF", resolution=100)
    printed = device.print_document(Document("tour", made.getvalue()))
    pages = bench.do("state")["document_printer"]["pages"]
    if isinstance(printed, Ok) and pages:
        stop.said["sheets"] = printed.value.sheets
        stop.picture = bench.keep(f"a4-{stop.driver}.png", Path(pages[-1]))
    return printed  # type: ignore[no-any-return]


def barcode(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    if stop.driver == "camera":
        bench.do("camera-content", CODE)
    else:
        _soon(lambda: bench.do("scan-hold", CODE))
    read = device.read(cancel, WAIT_S)
    bench.do("scan-away")
    if isinstance(read, Ok):
        stop.said |= {"text": read.value.text, "symbology": read.value.symbology or "unknown"}
    return read  # type: ignore[no-any-return]


def camera(bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    bench.do("camera-show", "page")
    taken = device.take_picture("document")
    if isinstance(taken, Failure):
        return taken
    stop.picture = bench.keep(f"camera-{stop.driver}.jpg", taken.value.jpeg)
    frame = device.latest()
    if frame is not None:
        found = find_page(frame.image)
        stop.said |= {"page found": found.found, "confidence": round(found.confidence, 2)}
        straight = warp(frame.image, found.corners, SCAN_DPI)
        if isinstance(straight, Ok):
            bench.keep(f"camera-{stop.driver}-page.jpg", to_jpeg(straight.value, SCAN_DPI))
    return taken  # type: ignore[no-any-return]


def locker(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    bench.do("locker-shut", "3")
    opened = device.open_box(3, cancel, WAIT_S)
    states = device.box_states()
    if isinstance(states, Ok):
        stop.said["open boxes"] = [box for box, state in enumerate(states.value, 1) if str(state) == "open"]
    bench.do("locker-shut", "3")
    return opened  # type: ignore[no-any-return]


def lights(bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    lit = device.set_light(Light.ID_CARD_READER, FlashRate.CONTINUOUS)
    stop.said["lit channels"] = bench.do("state")["lights"]["lit"]
    return lit  # type: ignore[no-any-return]


def relay(_bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    switched = device.set_relay(1, on=True)
    states = device.relay_states()
    if isinstance(states, Ok):
        stop.said["on"] = [channel for channel, on in enumerate(states.value, 1) if on]
    return switched  # type: ignore[no-any-return]


def presence(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    bench.do("person-leaves")
    known = device.proximity()
    if isinstance(known, Failure):
        return known
    _soon(lambda: bench.do("person-comes"))
    changed = device.wait_for_change(known.value, cancel, WAIT_S)
    if isinstance(changed, Ok):
        stop.said["proximity"] = f"{known.value} → {changed.value}"
    bench.do("person-leaves")
    return changed  # type: ignore[no-any-return]


def ups(bench: DeviceBench, device: Any, stop: Stop, _cancel: threading.Event) -> Outcome[Any]:
    bench.do("ups-on-battery")
    power = device.power()
    if isinstance(power, Ok):
        stop.said |= {"on battery": power.value.on_battery, "charge": power.value.charge_percent}
    bench.do("ups-mains")
    return power  # type: ignore[no-any-return]


def speaker(_bench: DeviceBench, device: Any, _stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    made = io.BytesIO()
    with wave.open(made, "wb") as tone:
        tone.setnchannels(1)
        tone.setsampwidth(2)
        tone.setframerate(16000)
        tone.writeframes(
            b"".join(
                struct.pack("<h", round(9000 * math.sin(2 * math.pi * 880 * n / 16000))) for n in range(3200)
            )
        )
    return device.play_sound(made.getvalue(), cancel, WAIT_S)  # type: ignore[no-any-return]


def help_key(bench: DeviceBench, device: Any, _stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    _soon(lambda: bench.do("press-help-key"))
    return device.wait_for_press(cancel, WAIT_S)  # type: ignore[no-any-return]


def keypad(bench: DeviceBench, device: Any, stop: Stop, cancel: threading.Event) -> Outcome[Any]:
    _soon(lambda: bench.do("key", "ok"))
    felt = device.next_key(cancel, WAIT_S)
    stop.said["earphones"] = str(device.earphones)
    return felt  # type: ignore[no-any-return]


ACTS: dict[DeviceClass, Callable[[DeviceBench, Any, Stop, threading.Event], Outcome[Any]]] = {
    DeviceClass.ID_CARD_READER: id_card,
    DeviceClass.SMART_CARD_READER: smart_card,
    DeviceClass.RECEIPT_PRINTER: receipt,
    DeviceClass.DOCUMENT_PRINTER: document,
    DeviceClass.BARCODE_READER: barcode,
    DeviceClass.CAMERA: camera,
    DeviceClass.LOCKER: locker,
    DeviceClass.LIGHTS: lights,
    DeviceClass.RELAY: relay,
    DeviceClass.PRESENCE: presence,
    DeviceClass.UPS: ups,
    DeviceClass.SPEAKER: speaker,
    DeviceClass.HELP_KEY: help_key,
    DeviceClass.KEYPAD: keypad,
}
