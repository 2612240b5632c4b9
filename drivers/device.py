"""The one interface of every device class, and the words its results are told in.

Names follow XFS4IoT (device states, who must act), the life cycle and the paper words follow UPOS.
A driver blocks: it is called only from its supervisor's worker thread, every call with a deadline.
Expected trouble is a returned `Failure`, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from outcome import Action, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno


class DeviceClass(StrEnum):
    """XFS4IoT device classes; one folder of drivers each."""

    ID_CARD_READER = "id_card_reader"
    SMART_CARD_READER = "smart_card_reader"
    RECEIPT_PRINTER = "receipt_printer"
    DOCUMENT_PRINTER = "document_printer"
    BARCODE_READER = "barcode_reader"
    CAMERA = "camera"
    LIGHTS = "lights"
    RELAY = "relay"
    """A switched contact: a fan, a heater, the power of another device."""
    PRESENCE = "presence"
    """Whether somebody stands before the machine (XFS4IoT Auxiliaries, proximity)."""
    LOCKER = "locker"
    """Pick-up boxes behind a lock board."""
    UPS = "ups"
    PIN_PAD = "pin_pad"
    SPEAKER = "speaker"
    HELP_KEY = "help_key"
    """The physical 呼叫帮办 key."""
    KEYPAD = "keypad"
    """Tactile keys with a socket for earphones (XFS4IoT Keyboard and EnhancedAudio)."""


class DeviceState(StrEnum):
    """XFS4IoT `Common.Status.device`, with `unknown` and `not_supported` kept apart from trouble."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "power_off"
    NO_DEVICE = "no_device"
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    DEVICE_BUSY = "device_busy"
    WEDGED = "wedged"
    """A call passed its deadline and never came back; the device is left behind until a restart of its
    worker."""
    UNKNOWN = "unknown"
    NOT_SUPPORTED = "not_supported"


class Paper(StrEnum):
    """Paper supply. `LOW` is UPOS RecNearEnd; a printer without a sensor is `UNKNOWN`, never `FULL`."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"
    NOT_SUPPORTED = "not_supported"


class Cover(StrEnum):
    """Cover of a printer; XFS4IoT has no such word, UPOS has."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_SUPPORTED = "not_supported"


class Media(StrEnum):
    """What lies on or in a card reader (XFS4IoT CardReader `media`)."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"
    NOT_SUPPORTED = "not_supported"


@dataclass(frozen=True)
class DeviceStatus:
    """A snapshot; equal snapshots mean that nothing changed (so status is published and logged on
    change)."""

    state: DeviceState
    paper: Paper = Paper.NOT_SUPPORTED
    cover: Cover = Cover.NOT_SUPPORTED
    media: Media = Media.NOT_SUPPORTED
    action: Action = Action.NOBODY
    code: str = ""
    """The failure's code when `state` is not online, or of a lesser trouble (e.g. `paper_low`)."""
    detail: str = ""

    @property
    def usable(self) -> bool:
        """A command may be sent now and can be expected to work."""
        return (
            self.state in {DeviceState.ONLINE, DeviceState.DEVICE_BUSY}
            and self.paper not in {Paper.OUT, Paper.JAMMED}
            and self.cover is not Cover.OPEN
        )

    @property
    def quiet(self) -> bool:
        """Nothing about it is likely to change while nobody uses it: it is well, and nothing lies in it."""
        return self.usable and not self.code and self.media in {Media.NOT_PRESENT, Media.NOT_SUPPORTED}


UNKNOWN_STATUS = DeviceStatus(DeviceState.UNKNOWN)
NOT_SUPPORTED_STATUS = DeviceStatus(DeviceState.NOT_SUPPORTED)


@dataclass(frozen=True)
class Capabilities:
    """What this driver with this device can do; `facts` is free text for the maintenance page."""

    device_class: DeviceClass
    driver: str
    """Name in `config.toml`, e.g. `sam_serial`."""
    simulated: bool
    facts: dict[str, str] = field(default_factory=dict, hash=False)


class Device(Protocol):
    """What the supervisor needs of every driver. All calls block, on the worker thread only."""

    @property
    def capabilities(self) -> Capabilities:
        """Never blocks."""

    def open(self) -> Outcome[None]:
        """Connect (again). After a failure the supervisor calls `close` and tries later."""

    def close(self) -> None:
        """Let go of port and buffers; safe in any state; never raises."""

    def claim(self) -> Outcome[None]:
        """A visit begins: drop whatever arrived while nobody asked."""

    def release(self) -> None:
        """A visit ended: forget all data of it."""

    def reset(self) -> Outcome[None]:
        """Bring the device to its start state."""

    def poll(self) -> DeviceStatus:
        """Ask the device how it is (one exchange of bytes)."""


@runtime_checkable
class OnALine(Protocol):
    """A device that hangs on a line which tells when it ends: at rest it need not be asked all the time."""

    def line(self) -> HasFileno | None:
        """While it is open: what ends with the device, or None where nothing would. Never blocks."""
