"""The wire of LCUS relay boards with 1 to 8 channels: a USB serial adapter (1A86:7523) at 9600 baud.

    A0 channel op sum     op 1 on, 0 off; sum is the low byte of the three; no answer
    FF                    asks for the states: a line of text a channel, `CH1: ON`

Source: sellers' descriptions and open programs agree in the switching; the text of the states is from one program.
To check on hardware: whether the board answers `FF` at all (one-channel boards do not), and with what text.
"""

from __future__ import annotations

import re

HEAD, ASK = 0xA0, b"\xff"
STATE = re.compile(rb"CH([1-8])\s*:\s*(ON|OFF)", re.IGNORECASE)


def switch(channel: int, *, on: bool) -> bytes:
    body = bytes([HEAD, channel, int(on)])
    return body + bytes([sum(body) & 0xFF])


def states(heard: bytes, channels: int) -> tuple[bool, ...] | None:
    """None while not all channels have been told."""
    told = {int(number): word.upper() == b"ON" for number, word in STATE.findall(heard)}
    wanted = range(1, channels + 1)
    return tuple(told[one] for one in wanted) if told.keys() >= set(wanted) else None
