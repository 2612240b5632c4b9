"""ID card reader that shows the card over PC/SC: the combo readers for passports, ID cards and chips.

It hangs on the same service (pcscd) as a chip card reader and may be one housing with it: each driver takes the reader
that its `reader` option names. Text and photo as on every other reader; an address that was appended to the card later
is not among what such a reader is known to give.

To check on hardware (all of it: the source is a single one, see `combo_card.py`): the name of the contactless part; its
answer to reset with an ID card, a bank card, a passport (`check_atr = false` asks every card that lies there); whether
the text comes in one answer; whether a card that stays is shown as gone after it was read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus, Media
from drivers.driver_spec import DriverSpec, Seconds, Where
from drivers.id_card_reader import combo_card
from drivers.id_card_reader.photo import PhotoDecoder
from drivers.pcsc_link import PcscLink
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.id_card_reader.layout import IdCard

_SLICE_S = 0.2
"""Longest single wait for a card; bounds how late a cancel is noticed."""

_TRY_AGAIN = frozenset({"card_moved", "card_mute", "card_unreadable", "card_blocked"})
"""What a card suffers that is still in the hand."""


@dataclass(frozen=True, kw_only=True)
class PcscComboOptions:
    """Options of `driver = "pcsc_combo"`."""

    reader: Where
    """The reader's name as PC/SC lists it, or a pattern with `*`: "*Contactless*". The first that fits is taken."""
    socket: str = ""
    """Path of the service's socket; empty: the system's own."""
    answer_timeout_s: Seconds = 5.0
    """For one piece of the card; a read through the SAM module takes one to two seconds."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    """Tries with a card that stays where it lies before its failure is told."""
    gone_s: Seconds = 0.3
    """A card is gone when it was away for so long: on the air single misses happen with a card in place."""
    check_atr: bool = True
    """Take a card with another answer to reset for something else, and ask it nothing."""
    photo_decoder: str = ""
    """Name of an installed decoder for the photo (`photo.py`); none: cards come without a picture."""
    simulated: bool = False
    """Set by a terminal that runs on simulators."""


class PcscCombo:
    """Implements `IdCardReader`. Keeps nothing of a card after handing it over."""

    def __init__(self, options: PcscComboOptions) -> None:
        self._options = options
        self._facts: dict[str, str] = {"reader": options.reader}
        self._link = PcscLink(options.reader, options.socket, options.answer_timeout_s)
        self._media = Media.UNKNOWN
        self._photo = PhotoDecoder(options.photo_decoder)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            DeviceClass.ID_CARD_READER,
            "pcsc_combo",
            simulated=self._options.simulated,
            facts=dict(self._facts),
        )

    def open(self) -> Outcome[None]:
        self.close()
        self._media = Media.UNKNOWN
        decoder = self._photo.open()
        opened = self._link.open() if isinstance(decoder, Ok) else decoder
        if isinstance(opened, Ok):
            self._facts["reader"] = self._link.reader
        return opened

    def close(self) -> None:
        self._link.close()
        self._photo.close()

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
        media = self.media()
        if isinstance(media, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=media.action, code=media.code, detail=media.detail
            )
        return DeviceStatus(DeviceState.ONLINE, media=media.value)

    def media(self) -> Outcome[Media]:
        lies = self._lies()
        if isinstance(lies, Failure):
            return lies
        return Ok(self._media)

    def read_raw_data(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[IdCard]:
        until = time.monotonic() + deadline_s
        tries, trouble = 0, None
        lies = self._lies()
        while not cancel.is_set():
            if isinstance(lies, Failure):
                return lies
            if lies.value:
                tries += 1
                outcome = self._read_once()
                if isinstance(outcome, Ok):
                    return Ok(self._photo.with_picture(outcome.value))
                if outcome.code not in _TRY_AGAIN or tries >= self._options.attempts:
                    return _as_told(outcome)
                trouble = outcome
                cancel.wait(_SLICE_S)
                lies = self._lies()
                continue
            if trouble is not None:
                return Failure("card_moved", Action.RESIDENT, f"gone after {trouble.detail}")
            if time.monotonic() >= until:
                return Failure("timeout", Action.RESIDENT, "no card was laid on the reader")
            lies = self._seen(self._link.wait_for_change(present=False, wait_s=_SLICE_S))
        return Failure("cancelled", Action.NOBODY)

    def _read_once(self) -> Outcome[IdCard]:
        powered = self._link.power()
        if isinstance(powered, Failure):
            return powered
        try:
            if self._options.check_atr and not combo_card.is_id_card(powered.value):
                return Failure(
                    "not_an_id_card", Action.RESIDENT, f"{self._link.reader}: another kind of card"
                )
            return combo_card.read(self._link.transmit)
        finally:
            self._link.unpower()

    def _lies(self) -> Outcome[bool]:
        """Whether a card lies there; one that did is gone only when it stays away."""
        looked = self._link.card_present()
        if self._media is Media.PRESENT and looked == Ok(value=False):
            looked = self._link.wait_for_change(present=False, wait_s=self._options.gone_s)
        return self._seen(looked)

    def _seen(self, looked: Outcome[bool]) -> Outcome[bool]:
        if isinstance(looked, Ok):
            self._media = Media.PRESENT if looked.value else Media.NOT_PRESENT
        return looked


def _as_told(failure: Failure) -> Failure:
    """In the words of ID card readers: a card that never answers may be another kind, or damaged."""
    if failure.code in {"card_mute", "card_blocked"}:
        return Failure("card_unknown", failure.action, failure.detail)
    return failure


DRIVER = DriverSpec(
    PcscComboOptions,
    PcscCombo,
    'driver = "pcsc_combo", reader = "*Contactless*"',
    wire={"reader": "*Contactless*", "socket": ""},
)
