"""The SAM module inside every reader of resident ID cards, asked over whatever line leads to it.

To check on hardware: whether a read card is found again before it is lifted, whether a reset wakes it, and whether
30 03 is answered right after 30 01 without finding the card anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus, Media
from drivers.driver_spec import Seconds  # noqa: TC001  pydantic reads the types of options at run time
from drivers.id_card_reader import frame, layout
from drivers.id_card_reader.frame import Frame, FrameReader
from drivers.id_card_reader.lines import GONE
from drivers.id_card_reader.newest_address import HAVE_ONE, newest_address
from drivers.id_card_reader.photo import PhotoDecoder
from drivers.id_card_reader.status_words import DEVICE_FAULTS, Reaction, Sw3, failure, reaction
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.bell import HasFileno
    from drivers.id_card_reader.layout import IdCard
    from drivers.id_card_reader.lines import Line

_LOOKS = frozenset({frame.FIND, frame.SAM_STATUS, frame.SAM_NUMBER})


@dataclass(frozen=True, kw_only=True)
class SamOptions:
    """Options that all lines share."""

    find_interval_s: Seconds = 0.3
    """Pause between two looks for a card (100 ms to 1 s are seen in the field)."""
    answer_timeout_s: Seconds = 5.0
    """A full read takes one to two seconds on the air, and 1.4 s on the wire at 9600 baud."""
    look_timeout_s: Seconds = 0.8
    """The same for a mere look (is the module well, does a card lie there), which takes milliseconds: a reader
    that went silent shall be noticed while somebody waits before it. At most `answer_timeout_s`."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    """Tries with a card that stays where it lies before its failure is told. The first ones fail for a card
    that is still in the hand; a card that is gone is told at once."""
    removed_after: Annotated[int, Field(ge=1, le=20)] = 3
    """So many looks without a card in a row mean that it was lifted; single misses happen with a card in
    place."""
    wake_by_reset: bool = True
    """Many readers do not find a card again after reading it until it is lifted, so that "no card" says
    nothing. A reset of the module drops the field and wakes the card. Inferred, not read in a manual:
    switch it off for a reader that takes it badly; a card left behind is then `unknown`."""
    newest_address: bool = True
    """Ask for the address that was appended to the card after it was made. A module that does not know the
    question, or is silent at it, is not asked again until the device is opened anew."""
    newest_address_timeout_s: Seconds = 1.5
    """Longest wait for it: the card was read already, and somebody waits."""
    photo_decoder: str = ""
    """Name of an installed decoder for the photo (`photo.py`); none: cards come without a picture."""
    simulated: bool = False


class Sam:
    """`IdCardReader` over a line. Keeps nothing of a card after handing it over."""

    def __init__(self, driver: str, options: SamOptions, line: Line, **facts: str) -> None:
        self._driver = driver
        self._options = options
        self._line = line
        self._frames = FrameReader()
        self._media = Media.UNKNOWN
        self._read_since_lifted = False
        self._ask_address = options.newest_address
        self._facts = facts
        self._photo = PhotoDecoder(options.photo_decoder)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            DeviceClass.ID_CARD_READER, self._driver, self._options.simulated, dict(self._facts)
        )

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `no_answer` or `disconnected` when there is no reader behind the
        line; `config` when there is no such photo decoder."""
        outcome = self._photo.open()
        if isinstance(outcome, Ok):
            outcome = self._line.open()
        if isinstance(outcome, Failure):
            return outcome
        self._media, self._read_since_lifted = Media.UNKNOWN, False
        self._ask_address = self._options.newest_address
        answer = self._ask(frame.SAM_NUMBER, "read SAM number")
        if isinstance(answer, Failure):
            return answer
        if answer.value.sw3 == Sw3.OK and len(answer.value.data) == 16:
            self._facts["sam"] = _sam_number(answer.value.data)
        return Ok(None)

    def close(self) -> None:
        self._line.close()
        self._frames.clear()
        self._photo.close()

    def claim(self) -> Outcome[None]:
        self._frames.clear()
        return Ok(None)

    def release(self) -> None:
        self._frames.clear()

    def reset(self) -> Outcome[None]:
        answer = self._ask(frame.RESET_SAM, "reset")
        if isinstance(answer, Failure):
            return answer
        return Ok(None) if answer.value.sw3 == Sw3.OK else failure(answer.value.sw3, "reset")

    def poll(self) -> DeviceStatus:
        answer = self._ask(frame.SAM_STATUS, "status")
        if isinstance(answer, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=answer.action, code=answer.code, detail=answer.detail
            )
        sw3 = answer.value.sw3
        if sw3 != Sw3.OK:
            seen = failure(sw3, "status")
            return DeviceStatus(
                DeviceState.HARDWARE_ERROR, action=seen.action, code=seen.code, detail=seen.detail
            )
        media = self.media()
        if isinstance(media, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=media.action, code=media.code, detail=media.detail
            )
        return DeviceStatus(DeviceState.ONLINE, media=media.value)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def media(self) -> Outcome[Media]:
        """A card that was there is gone only after several looks without it (see `removed_after`)."""
        looks = self._options.removed_after if self._media is not Media.NOT_PRESENT else 1
        for _ in range(looks):
            found = self._find()
            if isinstance(found, Failure):
                return found
            if not found.value and self._read_since_lifted and self._options.wake_by_reset:
                self.reset()
                found = self._find()
                if isinstance(found, Failure):
                    return found
            if found.value:
                self._media = Media.PRESENT
                return Ok(self._media)
        if self._read_since_lifted and not self._options.wake_by_reset:
            self._media = Media.UNKNOWN
            return Ok(self._media)
        self._media, self._read_since_lifted = Media.NOT_PRESENT, False
        return Ok(self._media)

    def read_raw_data(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[IdCard]:
        until = time.monotonic() + deadline_s
        tries = 0
        trouble: Failure | None = None
        while not cancel.is_set():
            found = self._find()
            if isinstance(found, Failure):
                return found
            if found.value:
                tries += 1
                outcome = self._read_found()
                if isinstance(outcome, Ok):
                    return outcome
                trouble, again = outcome
                if not again or tries >= self._options.attempts:
                    return trouble
            elif trouble is not None:
                return Failure("card_moved", Action.RESIDENT, f"gone after {trouble.detail}")
            elif time.monotonic() >= until:
                return Failure("timeout", Action.RESIDENT, "no card was laid on the reader")
            cancel.wait(self._options.find_interval_s)
        return Failure("cancelled", Action.NOBODY)

    def _find(self) -> Outcome[bool]:
        answer = self._ask(frame.FIND, "find")
        if isinstance(answer, Failure):
            return answer
        sw3 = answer.value.sw3
        if sw3 == Sw3.CARD_FOUND:
            self._media = Media.PRESENT
            return Ok(value=True)
        if sw3 in DEVICE_FAULTS:
            return failure(sw3, "find")
        return Ok(value=False)

    def _read_found(self) -> Ok[IdCard] | tuple[Failure, bool]:
        """Select and read the card just found. With a failure: whether trying again makes sense."""
        selected = self._ask(frame.SELECT, "select")
        if isinstance(selected, Failure):
            return selected, False
        if selected.value.sw3 != Sw3.OK:
            return self._after(selected.value.sw3, "select")
        read = self._ask(frame.READ_TEXT_AND_PHOTO, "read")
        if isinstance(read, Failure):
            return read, False
        if read.value.sw3 != Sw3.OK:
            return self._after(read.value.sw3, "read")
        self._read_since_lifted = True
        card = _parse_read(read.value.data)
        if isinstance(card, Failure):
            return Failure(card.code, card.action, f"{self._line.where}: {card.detail} at read"), False
        return Ok(self._photo.with_picture(self._with_newest_address(card.value)))

    def _with_newest_address(self, card: IdCard) -> IdCard:
        """Whatever becomes of this question, the card itself was read."""
        if not self._ask_address or card.document not in HAVE_ONE:
            return card
        answer = self._ask(frame.READ_NEWEST_ADDRESS, "read newest address")
        if isinstance(answer, Failure) or answer.value.sw3 == Sw3.BAD_COMMAND:
            self._ask_address = False
            return card
        newest = newest_address(answer.value.data) if answer.value.sw3 == Sw3.OK else ""
        return replace(card, address=newest) if newest else card

    def _after(self, sw3: int, doing: str) -> tuple[Failure, bool]:
        todo = reaction(sw3)
        if todo is Reaction.RESET_SAM:
            self.reset()
        return failure(sw3, doing), todo is not Reaction.GIVE_UP

    def _ask(self, command: tuple[int, int], doing: str) -> Outcome[Frame]:
        """One exchange; sent once more when the line garbled question or answer."""
        answer = self._exchange(command, doing)
        if _garbled(answer):
            answer = self._exchange(command, doing)
        if _garbled(answer):
            return Failure("line_noise", Action.ENGINEER, f"{self._line.where}: garbled twice at {doing}")
        return answer

    def _exchange(self, command: tuple[int, int], doing: str) -> Outcome[Frame]:
        until = time.monotonic() + self._patience_s(command)
        heard = "silent"
        self._frames.clear()
        try:
            # Late answers, and pictures that some modules append after the frame, must not answer this
            # question.
            self._line.drop_input()
            self._line.write(frame.wrap(bytes(command)))
            while time.monotonic() < until:
                for answer in self._frames.feed(self._line.read()):
                    if frame.may_answer(command, answer):
                        return Ok(answer)
                    heard = f"no answer but {answer!r}"
        except GONE as error:
            seen = f"{self._line.where}: {type(error).__name__} at {doing}"
            return Failure("disconnected", Action.SITE_KEEPER, seen)
        return Failure("no_answer", Action.SITE_KEEPER, f"{self._line.where}: {heard} at {doing}")

    def _patience_s(self, command: tuple[int, int]) -> float:
        options = self._options
        if command in _LOOKS:
            return min(options.answer_timeout_s, options.look_timeout_s)
        if command == frame.READ_NEWEST_ADDRESS:
            return min(options.answer_timeout_s, options.newest_address_timeout_s)
        return options.answer_timeout_s


def _garbled(answer: Outcome[Frame]) -> bool:
    if isinstance(answer, Failure):
        return False
    return not answer.value.intact or reaction(answer.value.sw3) is Reaction.RESEND


def _parse_read(data: bytes) -> Outcome[IdCard]:
    """A photo that is missing or cut leaves a card without one: the text is what a visit needs."""
    if len(data) < 4:
        return Failure("card_unreadable", Action.RESIDENT, "answer without lengths")
    text_size, photo_size = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    text, photo = data[4 : 4 + text_size], data[4 + text_size : 4 + text_size + photo_size]
    return layout.parse(text, photo if len(photo) == photo_size == layout.PHOTO_BYTES else b"")


def _sam_number(data: bytes) -> str:
    """`MM.mm-YYYYMMDD-nnnnnnnnn-nnnnnnnnn`; every field little-endian."""
    number = [
        int.from_bytes(data[at : at + size], "little")
        for at, size in ((0, 2), (2, 2), (4, 4), (8, 4), (12, 4))
    ]
    return f"{number[0]:02d}.{number[1]:02d}-{number[2]:08d}-{number[3]:09d}-{number[4]:09d}"
