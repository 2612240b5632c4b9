"""A simulated ID card reader: every frame of the SAM protocol, with cards that come, go and are pulled
away."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.id_card_reader import frame
from drivers.id_card_reader.frame import Frame, FrameReader
from drivers.id_card_reader.status_words import Sw3
from drivers.simulators.card_faces import PHOTO, Person, appended, card_text, newest_address
from drivers.simulators.faults import GARBAGE, Disturbance, Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.simulators.wires import Reply

WRONG_CARD = "(no id card)"
"""Stands where a card's short name stands; in brackets, so that no resident of the file can have it."""

SAM_NUMBER = bytes.fromhex("0500 0300 15DB3201 87D61200 CECA2300")


class SamReader:
    """State of one reader and the card on it. Behaviour switches are plain attributes, set by the dock or a
    test."""

    def __init__(self, residents: Mapping[str, Person], hang_up: Callable[[], None] = lambda: None) -> None:
        self.faults = Faults()
        self.hang_up = hang_up
        self.must_be_lifted = True
        """After a read the card is not found again until it is lifted (or the module reset); False: found
        at once."""
        self.split_writes = False
        """Send each answer in two pieces, as a USB adapter does."""
        self.noise_before = b""
        """Bytes on the line before each answer."""
        self.trailing_picture = b""
        """Some modules append the decoded photo behind the frame of a read."""
        self.pull_at = ""
        """`select`, `read` or `address`: the card is pulled away just before that step, once."""
        self.newest_address = ""
        """Stands on every card as the appended address, when a card has none of its own in the residents' file."""
        self.module = "new"
        """What it does with 30 03: `new` answers, `old` does not know the command, `mute` says nothing."""
        self._residents = residents
        self._lock = threading.RLock()
        self._frames = FrameReader()
        self._card = ""
        self._asleep = False
        self._selected = False
        self._found = False
        self._just_read = False
        self.asked: list[tuple[int, int]] = []
        """Commands that arrived, for tests; codes only."""

        self._handlers: dict[tuple[int, int], Callable[[], bytes]] = {
            frame.RESET_SAM: self._reset,
            frame.SAM_STATUS: self._nothing,
            frame.SAM_NUMBER: self._number,
            frame.FIND: self._find,
            frame.SELECT: self._select,
            frame.READ_TEXT_AND_PHOTO: self._read,
            frame.READ_WITH_FINGERPRINT: self._read_fingerprint,
            frame.READ_NEWEST_ADDRESS: self._newest_address,
            frame.SET_RF_FRAME: self._nothing,
        }

    @property
    def cards(self) -> list[str]:
        return sorted(self._residents)

    @property
    def card(self) -> str:
        """Short name of the card that lies there, or nothing."""
        return self._card

    def insert_card(self, name: str) -> None:
        """Raises KeyError for a name that is not among the residents."""
        _ = self._residents[name]
        self._lay_down(name)

    def insert_wrong_card(self) -> None:
        """Something of the same radio kind that is no ID card (a bus card, a badge): found, never selected."""
        self._lay_down(WRONG_CARD)

    def remove_card(self) -> None:
        self._lay_down("")

    def _lay_down(self, card: str) -> None:
        with self._lock:
            self._card = card
            self._asleep = self._found = self._selected = self._just_read = False

    def receive(self, data: bytes, reply: Reply) -> None:
        """Bytes from the wire."""
        for request in self._frames.feed(data):
            self._send(self._disturbed(request), reply)

    def _disturbed(self, request: Frame) -> bytes | Disturbance:
        disturbance = self.faults.take()
        if disturbance.delay_s:
            self.faults.cleared.wait(disturbance.delay_s)
        if disturbance.silent or disturbance.drop or disturbance.garbage:
            return disturbance
        failure = self.faults.take_failure()
        if failure == "checksum":
            whole = self._answer(request)
            return whole[:-1] + bytes(one ^ 0xFF for one in whole[-1:])
        if failure == "short":
            return self._answer(request)[:-1]
        return _status(int(failure, 16)) if failure else self._answer(request)

    def _send(self, answer: bytes | Disturbance, reply: Reply) -> None:
        if isinstance(answer, Disturbance):
            if answer.drop:
                self.hang_up()
            elif answer.garbage:
                reply(GARBAGE)
            return
        if not answer:
            return
        if self.noise_before:
            reply(self.noise_before)
        if self.split_writes:
            reply(answer[:9])
            answer = answer[9:]
        reply(answer)

    def _answer(self, request: Frame) -> bytes:
        if not request.intact:
            return _status(Sw3.BAD_CHECKSUM)
        if len(request.body) < 2:
            return _status(Sw3.BAD_LENGTH)
        command = (request.body[0], request.body[1])
        self.asked.append(command)
        with self._lock:
            if command[0] == frame.SET_SPEED and command[1] <= 4:
                return _status(Sw3.OK)
            handler = self._handlers.get(command)
            return handler() if handler else _status(Sw3.BAD_COMMAND)

    def _nothing(self) -> bytes:
        return _status(Sw3.OK)

    def _reset(self) -> bytes:
        # The field was off: the card starts anew.
        self._asleep = self._found = self._selected = self._just_read = False
        return _status(Sw3.OK)

    def _number(self) -> bytes:
        return _status(Sw3.OK, SAM_NUMBER)

    def _find(self) -> bytes:
        self._selected = self._just_read = False
        self._found = bool(self._card) and not self._asleep
        return _status(Sw3.CARD_FOUND, bytes(4)) if self._found else _status(Sw3.NO_CARD)

    def _select(self) -> bytes:
        self._pull("select")
        self._selected = self._found and self._card in self._residents
        return _status(Sw3.OK, bytes(8)) if self._selected else _status(Sw3.SELECT_FAILED)

    def _read(self) -> bytes:
        return self._read_card(b"")

    def _read_fingerprint(self) -> bytes:
        return self._read_card(bytes(2))

    def _read_card(self, fingerprint_length: bytes) -> bytes:
        self._pull("read")
        if not self._selected or not self._card:
            return _status(Sw3.READ_FAILED)
        text = card_text(self._residents[self._card])
        lengths = len(text).to_bytes(2, "big") + len(PHOTO).to_bytes(2, "big") + fingerprint_length
        self._asleep = self.must_be_lifted
        self._found = self._selected = False
        self._just_read = True
        return _status(Sw3.OK, lengths + text + PHOTO) + self.trailing_picture

    def _newest_address(self) -> bytes:
        """Right after a read, while the card still lies there."""
        if self.module != "new":
            return _status(Sw3.BAD_COMMAND) if self.module == "old" else b""
        self._pull("address")
        if not (self._selected or self._just_read) or self._card not in self._residents:
            return _status(Sw3.READ_FAILED)
        address = newest_address(self._residents[self._card]) or appended(self.newest_address)
        return _status(Sw3.OK, address) if address else _status(Sw3.NO_SUCH_ITEM)

    def _pull(self, step: str) -> None:
        if self.pull_at == step:
            self.pull_at = ""
            self._card = ""


def _status(sw3: int, data: bytes = b"") -> bytes:
    return frame.wrap(bytes([0, 0, sw3]) + data)
