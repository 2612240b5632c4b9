"""A scanner at the far end of a serial line: it takes a family's commands and sends what is held before its window."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.barcode_reader.families import COMMANDS, Family
from drivers.simulators.faults import GARBAGE, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply

REGISTER_ANSWER = bytes.fromhex("02 00 00 01 D6 AA 55")
"""A GM65's mode bits; the checksum at its end is not what a module would send."""


class Scanner:
    """Behaviour switches are plain attributes, set by the stand or a test."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.send: Callable[[bytes], None] = lambda _: None
        """Says something without being asked."""
        self.hang_up: Callable[[], None] = lambda: None
        self.family: Family = "gm65"
        self.suffix = b"\r"
        self.lit = threading.Event()
        """Its light is on: it was triggered, and looks for a code."""
        self.triggers = 0
        self.spoken_to = False
        """A terminal has this one in use: it was sent a command."""
        self._heard = bytearray()

    def receive(self, data: bytes, reply: Reply) -> None:
        """Bytes from the wire."""
        commands = COMMANDS[self.family]
        self._heard += data
        known = [one for one in (commands.start, commands.stop, commands.question) if one]
        while known:
            found = [(at, one) for one in known if (at := self._heard.find(one)) >= 0]
            if not found:
                del self._heard[: -max(len(one) for one in known)]
                return
            at, command = min(found)
            del self._heard[: at + len(command)]
            self._obey(command, reply)
        self._heard.clear()

    def _obey(self, command: bytes, reply: Reply) -> None:
        commands = COMMANDS[self.family]
        self.spoken_to = True
        now = self.faults.take()
        if now.delay_s:
            self.faults.cleared.wait(now.delay_s)
        if now.drop:
            self.hang_up()
        if now.drop or now.silent:
            return
        answer = REGISTER_ANSWER if command == commands.question else commands.taken
        if now.garbage:
            reply(GARBAGE)
        elif answer:
            reply(answer)
        if command == commands.start:
            self.triggers += 1
            self.lit.set()
        elif command == commands.stop:
            self.lit.clear()

    def scan(self, code: bytes) -> bool:
        """Hold a code before the window: read when its light is on, or when it needs no trigger. `cut_off` ordered as
        the next failure: the line breaks off in the middle of it.
        """
        if self.family != "untriggered" and not self.lit.is_set():
            return False
        self.say(code)
        return True

    def say(self, code: bytes) -> None:
        """Send a code, asked for or not: one that was on its way when the visit ended."""
        if "go-awol" in self.faults.ordered():
            return
        self.lit.clear()
        if self.faults.take_failure():
            self.send(code[: len(code) // 2])
        else:
            self.send(code + self.suffix)
