"""Chip card reader under the PC/SC service (pcscd), by pyscard: every CCID reader, and many older ones.

To check on hardware: how long the reader itself waits for a mute card (`answer_timeout_s` must be longer); whether
EF06 of cards of version 3.xx is open in this province; the PIN commands; what a bank card's contact side says to a
GPO over nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus, Media
from drivers.driver_spec import DriverSpec, Seconds, Where
from drivers.pcsc_link import PcscLink
from drivers.smart_card_reader import bank_card, pin, social_security
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from drivers.apdu import Transmit
    from drivers.smart_card_reader.bank_card import BankCard
    from drivers.smart_card_reader.pin import PinVerdict
    from drivers.smart_card_reader.social_security import SocialSecurityCard

T = TypeVar("T")

_SLICE_S = 0.2
"""Longest single wait for a card; bounds how late a cancel is noticed."""


@dataclass(frozen=True, kw_only=True)
class PcscOptions:
    """Options of `driver = "pcsc"`."""

    reader: Where
    """The reader's name as PC/SC lists it, or a pattern with `*`: "*Contact*" leaves the contactless part of a combo
    reader out. The first that fits is taken."""
    socket: str = ""
    """Path of the service's socket; empty: the system's own."""
    answer_timeout_s: Seconds = 5.0
    """For one command to the card."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 3
    """Times that a card is powered, and read, before its trouble is told: the first touch of contacts often fails."""
    simulated: bool = False
    """Set by a terminal that runs on simulators."""


class Pcsc:
    """Implements `SmartCardReader`."""

    def __init__(self, options: PcscOptions) -> None:
        self._options = options
        self._facts: dict[str, str] = {"reader": options.reader}
        self._link = PcscLink(options.reader, options.socket, options.answer_timeout_s)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            DeviceClass.SMART_CARD_READER, "pcsc", simulated=self._options.simulated, facts=dict(self._facts)
        )

    def open(self) -> Outcome[None]:
        self.close()
        opened = self._link.open()
        if isinstance(opened, Ok):
            self._facts["reader"] = self._link.reader
        return opened

    def close(self) -> None:
        self._link.close()

    def claim(self) -> Outcome[None]:
        self._link.unpower()
        return Ok(None)

    def release(self) -> None:
        self._link.unpower()

    def reset(self) -> Outcome[None]:
        """Take the card's power; PC/SC resets no reader."""
        self._link.unpower()
        looked = self._link.card_present()
        return looked if isinstance(looked, Failure) else Ok(None)

    def poll(self) -> DeviceStatus:
        looked = self._link.card_present()
        if isinstance(looked, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=looked.action, code=looked.code, detail=looked.detail
            )
        media = Media.PRESENT if looked.value else Media.NOT_PRESENT
        return DeviceStatus(DeviceState.ONLINE, media=media)

    def chip_power(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[bytes]:
        until = time.monotonic() + deadline_s
        left = self._options.attempts
        looked = self._link.card_present()
        while not cancel.is_set():
            if isinstance(looked, Failure):
                return looked
            if looked.value:
                powered = self._link.power()
                if isinstance(powered, Ok):
                    return powered
                left -= powered.code == "card_mute"
                # Gone again while it was powered: not this card, then.
                if powered.code not in {"card_mute", "card_moved"} or left <= 0:
                    return powered
                cancel.wait(_SLICE_S)
            if time.monotonic() >= until:
                return Failure("timeout", Action.RESIDENT, "no card was put in")
            looked = self._link.wait_for_change(looked.value, _SLICE_S)
        return Failure("cancelled", Action.NOBODY)

    def chip_io(self, apdu: bytes) -> Outcome[bytes]:
        if bank_card.reaches_payment(apdu):
            return Failure(
                "not_supported", Action.NOBODY, "payment applications are not open to raw commands"
            )
        return self._link.transmit(apdu)

    def read_social_security_card(
        self, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[SocialSecurityCard]:
        return self._with_card(social_security.read, cancel, deadline_s)

    def read_bank_card(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[BankCard]:
        return self._with_card(bank_card.read, cancel, deadline_s)

    def verify_social_pin(
        self, pin_now: str, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[PinVerdict]:
        return self._with_social_application(lambda card: pin.verify(card, pin_now), cancel, deadline_s)

    def change_social_pin(
        self, old: str, new: str, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[PinVerdict]:
        return self._with_social_application(lambda card: pin.change(card, old, new), cancel, deadline_s)

    def _with_social_application(
        self, use: Callable[[Transmit], Outcome[T]], cancel: threading.Event, deadline_s: float
    ) -> Outcome[T]:
        def selected(card: Transmit) -> Outcome[T]:
            found = social_security.select(card)
            return found if isinstance(found, Failure) else use(card)

        # Once only: a PIN that was perhaps counted must not be counted again by a repetition.
        return self._with_card(selected, cancel, deadline_s, attempts=1)

    def _with_card(
        self,
        use: Callable[[Transmit], Outcome[T]],
        cancel: threading.Event,
        deadline_s: float,
        attempts: int | None = None,
    ) -> Outcome[T]:
        """Wait for a card and use it; afterwards it has no power."""
        until = time.monotonic() + deadline_s
        left = self._options.attempts if attempts is None else attempts
        while True:
            powered = self.chip_power(cancel, max(0.0, until - time.monotonic()))
            outcome = powered if isinstance(powered, Failure) else use(self._link.transmit)
            self._link.unpower()
            left -= 1
            if isinstance(outcome, Ok) or outcome.code != "card_unreadable" or left <= 0:
                return outcome


DRIVER = DriverSpec(
    PcscOptions,
    Pcsc,
    'driver = "pcsc", reader = "*Contact*"',
    wire={"reader": "*Contact*", "socket": ""},
)
