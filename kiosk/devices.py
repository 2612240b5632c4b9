"""All devices of this terminal: a supervisor each, and their news in the visit's words."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from contract.fleet import DeviceReport
from drivers.delays import Delays
from drivers.device import NOT_SUPPORTED_STATUS, Device, DeviceClass, DeviceStatus, Media
from drivers.not_supported import NotSupported
from drivers.registry import NOT_SUPPORTED, factory
from drivers.supervisor import Supervisor
from kiosk.card_reading import ID_CARD, SOCIAL_CARD, CardKind, CardReading
from kiosk.code_reading import CodeReading
from kiosk.guide_lights import GuideLights
from kiosk.watches import watches
from outcome import Action, Failure, Ok, Outcome
from visit.events import CardPresence, DeviceChanged, Event
from visit.held.device_health import DeviceHealth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.camera import Camera, Picture
    from drivers.device import Capabilities
    from drivers.document_printer import Document, DocumentPrinted, DocumentPrinter
    from drivers.keypad import Felt
    from drivers.locker import BoxState, Locker
    from drivers.receipt_printer.job import PrintJob
    from drivers.receipt_printer.printer import Printed, ReceiptPrinter
    from drivers.smart_card_reader import SmartCardReader
    from drivers.speaker import Speaker

log = logging.getLogger("bangban.kiosk")
T = TypeVar("T")

PRINT_FOR_S = 55.0
PRINT_DOCUMENT_FOR_S = 170.0
"""A cold printer, its whole job and calling it off (`IppOptions`); less than the visit waits (`Delays.certificate_s`)."""
TAKE_PICTURE_FOR_S = 12.0
"""A camera that rested, its first frames let pass; less than the visit waits (`Delays.scan_s`)."""
RELOAD_FOR_S = 20.0
STOP_S = 3.0
HOLDS_A_CARD = frozenset({DeviceClass.ID_CARD_READER, DeviceClass.SMART_CARD_READER})
"""A card can be forgotten here."""
NOT_FITTED = Failure("not_supported", Action.ENGINEER, "config.toml fits no such device")
REST_POLL_S = 5.0
"""While nobody visits and something is not as it should be: paper that was put in, a card that was taken."""
QUIET_POLL_S = 15.0
"""While all is well. A visit begins with a look at everything, so this is how soon the hub and the attract page know."""
QUIET_LINE_POLL_S = 30.0
"""The same for what hangs on a line that tells of its own end: a pulled plug is noticed at once."""
POLL_S = 1.0
"""How soon an opened cover or a forgotten card is noticed."""


BACKOFF_MOST_S = 5.0
"""A device that was away for long is there again this soon after its plug is in: somebody may stand before it and press
再打一次."""
READER_BACKOFF_S = 0.5, 1.0
"""A card reader that went away in the middle of a visit is tried again so soon (first, most): it hangs on this
machine's own line, and a try costs next to nothing."""


@dataclass(frozen=True)
class FittedDevice:
    """One device as the doctor and the hub see it."""

    device_class: DeviceClass
    status: DeviceStatus
    capabilities: Capabilities


class Devices:
    """`post` is called from worker threads with what the devices say."""

    def __init__(
        self,
        tables: Mapping[DeviceClass, Mapping[str, Any]],
        post: Callable[[Event], None],
        felt: Callable[[Felt], None] = lambda _: None,
    ) -> None:
        """`felt` is told of every key of the keypad, from a worker thread too."""
        self._post = post
        self._media: dict[DeviceClass, Media] = {}
        self._reading: CardReading | None = None
        self._listening: CodeReading | None = None
        self._lights: GuideLights | None = None
        self._supervisors: dict[DeviceClass, Supervisor[Any]] = {}
        self.fitted = tuple(
            name for name, table in tables.items() if table.get("driver", NOT_SUPPORTED) != NOT_SUPPORTED
        )
        for device_class in self.fitted:
            made = factory(device_class, tables[device_class])
            assert isinstance(made, Ok), "config.toml was checked before"
            self._supervisors[device_class] = Supervisor(
                made.value,
                device_class,
                self._published,
                _delays(device_class),
            )

        self._watches = watches(self._supervisors, post, felt)
        if DeviceClass.LIGHTS in self._supervisors:
            self._lights = GuideLights(self._supervisors[DeviceClass.LIGHTS])

    def start(self) -> None:
        for supervisor in self._supervisors.values():
            supervisor.start()
        for watch in self._watches.values():
            watch.start()

    def stop(self) -> None:
        self.stop_reading()
        self.stop_listening()
        for watch in self._watches.values():
            watch.stop()
        for supervisor in self._supervisors.values():
            if not supervisor.stop(STOP_S):
                log.warning("%s: a hung call was left behind at the end", supervisor.device_class)

    def all(self) -> tuple[FittedDevice, ...]:
        """Every class, also those that this machine does not have."""
        return tuple(self._one(device_class) for device_class in DeviceClass)

    def _one(self, device_class: DeviceClass) -> FittedDevice:
        supervisor = self._supervisors.get(device_class)
        if supervisor is None:
            return FittedDevice(device_class, NOT_SUPPORTED_STATUS, NotSupported(device_class).capabilities)
        return FittedDevice(device_class, supervisor.status, supervisor.capabilities)

    def claim(self) -> None:
        for supervisor in self._supervisors.values():
            supervisor.claim()

    def release(self) -> None:
        for supervisor in self._supervisors.values():
            supervisor.release()

    # --- commands --------------------------------------------------------------------------------

    def read_id_card(self) -> None:
        """Read until a card came, failed, or `stop_reading`."""
        self._read(DeviceClass.ID_CARD_READER, ID_CARD)

    def read_social_card(self) -> None:
        """Read until a chip card came, failed, or `stop_reading`."""
        self._read(DeviceClass.SMART_CARD_READER, SOCIAL_CARD)

    def _read(self, device_class: DeviceClass, kind: CardKind) -> None:
        self.stop_reading()
        reader = self._supervisors.get(device_class)
        if reader is None:
            self._post(kind.told(NOT_FITTED))
            return
        self._reading = CardReading(reader, self._post, kind)
        self._reading.start()

    def use_chip_card(
        self,
        name: str,
        use: Callable[[SmartCardReader], Outcome[None]],
        deadline_s: float,
        done: Callable[[Outcome[None]], None],
        cancel: threading.Event,
    ) -> None:
        """One use of the card in the reader, on the reader's own thread."""
        reader = self._supervisors.get(DeviceClass.SMART_CARD_READER)
        if reader is None:
            done(NOT_FITTED)
            return
        reader.submit(name, lambda device: use(cast("SmartCardReader", device)), deadline_s, done, cancel)

    def open_box(self, box: int, open_s: float, deadline_s: float) -> Outcome[None]:
        """Unlock one box of the locker. Waits: not for the UI thread."""
        cancel = threading.Event()

        def drive(device: Device) -> Outcome[None]:
            return cast("Locker", device).open_box(box, cancel, open_s)

        return self._at_locker("open_box", drive, deadline_s, cancel)

    def box_states(self, deadline_s: float) -> Outcome[tuple[BoxState, ...]]:
        """Of the locker's doors, now. Waits: not for the UI thread."""

        def look(device: Device) -> Outcome[tuple[BoxState, ...]]:
            return cast("Locker", device).box_states()

        return self._at_locker("box_states", look, deadline_s, threading.Event())

    def _at_locker(
        self,
        name: str,
        command: Callable[[Device], Outcome[T]],
        deadline_s: float,
        cancel: threading.Event,
    ) -> Outcome[T]:
        locker = self._supervisors.get(DeviceClass.LOCKER)
        if locker is None:
            return NOT_FITTED
        answered: Future[Outcome[T]] = Future()
        locker.submit(name, command, deadline_s, answered.set_result, cancel)
        return answered.result()

    def stop_reading(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.stop()

    def listen_for_codes(self) -> None:
        """Tell of codes until `stop_listening`; a machine without a reader has none to tell of."""
        reader = self._supervisors.get(DeviceClass.BARCODE_READER)
        if reader is not None and self._listening is None:
            self._listening = CodeReading(reader, self._post)
            self._listening.start()

    def stop_listening(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.stop()

    def print_slip(self, job: PrintJob, done: Callable[[Outcome[Printed]], None]) -> None:
        def send(device: Device) -> Outcome[Printed]:
            return cast("ReceiptPrinter", device).print_raw(job)

        printer = self._supervisors.get(DeviceClass.RECEIPT_PRINTER)
        if printer is None:
            done(NOT_FITTED)
            return
        printer.submit("print_raw", send, PRINT_FOR_S, done)

    def print_document(self, document: Document, done: Callable[[Outcome[DocumentPrinted]], None]) -> None:
        def send(device: Device) -> Outcome[DocumentPrinted]:
            return cast("DocumentPrinter", device).print_document(document)

        printer = self._supervisors.get(DeviceClass.DOCUMENT_PRINTER)
        if printer is None:
            done(NOT_FITTED)
            return
        printer.submit("print_document", send, PRINT_DOCUMENT_FOR_S, done)

    @property
    def has_earphones(self) -> bool:
        """Whether config.toml names a way to them."""
        speaker = self._supervisors.get(DeviceClass.SPEAKER)
        return speaker is not None and speaker.capabilities.facts.get("earphones") == "yes"

    def play_sound(
        self, wav: bytes, volume: int, deadline_s: float, cancel: threading.Event, *, earphones: bool
    ) -> Outcome[None]:
        """To its end, or until `cancel`. `volume` in percent. Waits: not for the UI thread."""

        def play(device: Device) -> Outcome[None]:
            speaker = cast("Speaker", device)
            speaker.set_volume(volume)
            return speaker.play_sound(wav, cancel, deadline_s, earphones=earphones)

        speaker = self._supervisors.get(DeviceClass.SPEAKER)
        if speaker is None:
            return NOT_FITTED
        answered: Future[Outcome[None]] = Future()
        speaker.submit("play_sound", play, deadline_s, answered.set_result, cancel)
        return answered.result()

    def take_picture(self, done: Callable[[Outcome[Picture]], None]) -> None:
        """Of what lies under the document camera."""

        def take(device: Device) -> Outcome[Picture]:
            return cast("Camera", device).take_picture("document")

        camera = self._supervisors.get(DeviceClass.CAMERA)
        if camera is None:
            done(NOT_FITTED)
            return
        camera.submit("take_picture", take, TAKE_PICTURE_FOR_S, done)

    def reload(self, device_class: DeviceClass, done: Callable[[Outcome[None]], None]) -> None:
        """Reset one device. One that is away is tried again by itself; `done` then hears why it is away."""
        supervisor = self._supervisors.get(device_class)
        if supervisor is None:
            done(NOT_FITTED)
            return
        supervisor.submit("reset", lambda device: cast("Device", device).reset(), RELOAD_FOR_S, done)

    def light(self, places: frozenset[str]) -> None:
        """Light up these device classes, and no other."""
        if self._lights is not None:
            self._lights.show(places)

    # --- news ------------------------------------------------------------------------------------

    def _published(self, device_class: DeviceClass, status: DeviceStatus) -> None:
        self._post(DeviceChanged(health(device_class, status)))
        listening = self._listening
        if device_class is DeviceClass.BARCODE_READER and listening is not None:
            listening.device_is(usable=status.usable)
        if device_class in self._watches:
            self._watches[device_class].device_is(usable=status.usable)
        if device_class is DeviceClass.LIGHTS and self._lights is not None:
            self._lights.board_is(usable=status.usable)
        if device_class in HOLDS_A_CARD and status.media is not self._media.get(device_class):
            self._media[device_class] = status.media
            known = {Media.PRESENT: True, Media.NOT_PRESENT: False}
            chip = device_class is DeviceClass.SMART_CARD_READER
            self._post(CardPresence(known.get(status.media), chip=chip))


def _delays(device_class: DeviceClass) -> Delays:
    usual = Delays(
        poll_interval_s=POLL_S,
        rest_poll_interval_s=REST_POLL_S,
        quiet_poll_interval_s=QUIET_POLL_S,
        quiet_line_interval_s=QUIET_LINE_POLL_S,
        backoff_most_s=BACKOFF_MOST_S,
    )
    if device_class is not DeviceClass.ID_CARD_READER:
        return usual
    first, most = READER_BACKOFF_S
    return replace(usual, backoff_first_s=first, backoff_most_s=most)


def health(device_class: DeviceClass, status: DeviceStatus) -> DeviceHealth:
    return DeviceHealth(
        device_class=str(device_class),
        usable=status.usable,
        state=str(status.state),
        code=status.code,
        action=str(status.action),
        paper=str(status.paper),
        cover=str(status.cover),
    )


def report(device: FittedDevice) -> DeviceReport:
    """For the hub's maintenance page."""
    status = device.status
    return DeviceReport(
        device_class=str(device.device_class),
        driver=device.capabilities.driver,
        state=str(status.state),
        paper=str(status.paper),
        cover=str(status.cover),
        media=str(status.media),
        code=status.code,
        action=str(status.action),
        detail=status.detail,
    )
