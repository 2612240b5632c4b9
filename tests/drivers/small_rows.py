"""The lines of the small devices in the table of the shared proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers_row import Entry
from drivers_shared_camera import SharedCamera
from small_devices import QUICK, STANDS, BusyMat, PressedKey, PressedPad, tone

from drivers.device import DeviceClass
from drivers.lights import FlashRate, Light
from drivers.presence import Proximity

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from outcome import Outcome

BOX, CHANNEL, CODE = 3, 1, "990001"


def _shut(stand: Any) -> None:
    stand.doors.open.discard(BOX)


def _switched_off(stand: Any) -> None:
    stand.board.on[CHANNEL - 1] = False


def _somebody_comes(stand: Any) -> None:
    stand.person(0)
    stand.person(60)


CODE_BEFORE_A_CAMERA = Entry(
    lambda _: SharedCamera(),
    ready=lambda stand: stand.camera.say(CODE),
    quick={"no_frames_s": 0.6, "looks_per_second": 25},
    faults={
        "stands still": lambda stand: stand.camera.move(stalled=True),
        "broken pictures": lambda stand: stand.faults.fail_repeatedly("broken_jpeg"),
        "refused": lambda stand: stand.faults.fail_repeatedly("503"),
    },
    mend=lambda stand: stand.camera.move(),
    most_answers=2,
    streams=True,
    side_by_side=2,
    bears=frozenset({"noise", "late", "hung up"}),
)
HELP_KEY = Entry(
    lambda _: PressedKey(),
    ready=lambda stand: stand.finger.begin(),
    quick=QUICK["help_key"],
    felt_s=1.5,
    most_answers=4,
    side_by_side=30,
    bears=frozenset({"noise", "late"}),
)
KEYPAD = Entry(
    PressedPad,
    ready=lambda stand: stand.finger.begin(),
    quick=QUICK["keypad"],
    felt_s=1.5,
    most_answers=4,
    bears=frozenset({"late", "noise"}),
)
LIGHTS = Entry(
    STANDS["lights"],
    quick=QUICK["lights"],
    faults={"cut short": lambda stand: stand.faults.fail_repeatedly("short")},
)
LOCKER = Entry(
    STANDS["locker"],
    ready=_shut,
    quick=QUICK["locker"],
    faults={
        "bad checksum": lambda stand: stand.faults.fail_next("checksum"),
        "garbled line": lambda stand: stand.faults.fail_repeatedly("checksum"),
        "first byte lost": lambda stand: setattr(stand.doors, "loses_first_byte", 1),
        "door sticks": lambda stand: stand.doors.jammed.add(BOX),
    },
    mend=lambda stand: stand.doors.jammed.clear(),
    bears=frozenset({"noise", "late", "bad checksum", "first byte lost"}),
)
MAT = Entry(
    BusyMat,
    ready=lambda stand: stand.visitor.begin(),
    quick={**QUICK["presence"], "debounce_s": 0.03},
    felt_s=1.5,
    most_answers=4,
    side_by_side=30,
    bears=frozenset({"noise", "late"}),
)
RADAR = Entry(
    STANDS["presence"],
    ready=_somebody_comes,
    quick={**QUICK["presence"], "answer_timeout_s": 0.6},
    felt_s=1.0,
    most_answers=3,
    streams=True,
    bears=frozenset({"noise", "late"}),
)
RELAY = Entry(
    STANDS["relay"],
    ready=_switched_off,
    quick=QUICK["relay"],
    faults={
        "cut short": lambda stand: stand.faults.fail_repeatedly("short"),
        "contact sticks": lambda stand: stand.board.stuck.add(CHANNEL),
    },
    mend=lambda stand: stand.board.stuck.clear(),
)
SPEAKER = Entry(
    STANDS["speaker"],
    quick={"probe_timeout_s": 1.0},
    faults={"no sound": lambda stand: stand.faults.fail_repeatedly("no_sound")},
    side_by_side=4,
    bears=frozenset({"late"}),
)
UPS = Entry(
    STANDS["ups"],
    quick=QUICK["ups"],
    faults={
        "mains fail": lambda stand: stand.set(mains=False),
        "battery low": lambda stand: stand.set(mains=False, low=True),
        "cable out": lambda stand: setattr(stand.upsd, "cable", False),
        "access denied": lambda stand: stand.faults.fail_repeatedly("ACCESS-DENIED"),
        "unknown ups": lambda stand: stand.faults.fail_repeatedly("UNKNOWN-UPS"),
    },
    mend=lambda stand: (stand.set(mains=True), setattr(stand.upsd, "cable", True)),
)

SMALL_ROWS: dict[str, Entry] = {
    "barcode_reader.camera": CODE_BEFORE_A_CAMERA,
    "help_key.contact": HELP_KEY,
    "keypad.evdev": KEYPAD,
    "lights.relay_board": LIGHTS,
    "locker.board_8a": LOCKER,
    "locker.cu48": LOCKER,
    "locker.kerong_cu16": LOCKER,
    "presence.contact": MAT,
    "presence.ld2410": RADAR,
    "relay.lcus": RELAY,
    "speaker.player_program": SPEAKER,
    "ups.nut": UPS,
}

SMALL_COMMANDS: dict[DeviceClass, Callable[[Any, threading.Event], Outcome[Any]]] = {
    DeviceClass.HELP_KEY: lambda device, cancel: device.wait_for_press(cancel, 1.0),
    DeviceClass.KEYPAD: lambda device, cancel: device.next_key(cancel, 1.0),
    DeviceClass.LIGHTS: lambda device, _: device.set_light(Light.CARD_READER, FlashRate.CONTINUOUS),
    DeviceClass.LOCKER: lambda device, cancel: device.open_box(BOX, cancel, 1.5),
    DeviceClass.PRESENCE: lambda device, cancel: device.wait_for_change(Proximity.NOT_PRESENT, cancel, 2.0),
    DeviceClass.RELAY: lambda device, _: device.set_relay(CHANNEL, on=True),
    DeviceClass.SPEAKER: lambda device, cancel: device.play_sound(tone(0.05), cancel, 1.5),
    DeviceClass.UPS: lambda device, _: device.power(),
}
