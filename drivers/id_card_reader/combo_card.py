"""An ID card as a combo reader shows it over PC/SC: six pseudo-commands that the reader itself answers.

    FF B0 00 00 00      4 bytes of header, 256 bytes of text
    FF B0 01 00 00      4 bytes of header, the first 252 bytes of the photo
    FF B0 02..04 00 00  256 bytes of the photo each
    FF B0 05 00 00      its last 4 bytes

The answer to reset has 90 00 at its end, as bytes 13 and 14. Source: one public program for such readers; no manual
was read. It leaves open what the headers say (they are skipped) and whether it counts bytes from zero or from one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers import apdu
from drivers.id_card_reader import layout
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.apdu import Transmit
    from drivers.id_card_reader.layout import IdCard

_HEADER_BYTES = 4
_MARK = bytes.fromhex("9000")
_MARK_AT = (12, 13)
_PHOTO_PIECES = {1: (_HEADER_BYTES, 252), 2: (0, 256), 3: (0, 256), 4: (0, 256), 5: (0, 4)}
"""By number: bytes to skip, bytes of photo."""


def is_id_card(atr: bytes) -> bool:
    return any(atr[at : at + 2] == _MARK for at in _MARK_AT)


def read(card: Transmit) -> Outcome[IdCard]:
    """Text and photo. A photo that does not come whole leaves a card without one: the text is what a visit needs."""
    text = _piece(card, 0, _HEADER_BYTES, layout.TEXT_BYTES)
    if isinstance(text, Failure):
        return text
    return layout.parse(text.value, _photo(card))


def _photo(card: Transmit) -> bytes:
    photo = b""
    for number, (skip, size) in _PHOTO_PIECES.items():
        piece = _piece(card, number, skip, size)
        if isinstance(piece, Failure):
            return b""
        photo += piece.value
    return photo


def _piece(card: Transmit, number: int, skip: int, size: int) -> Outcome[bytes]:
    doing = f"read {number}"
    answer = apdu.exchange(card, apdu.command(0xFF, 0xB0, number, 0x00, le=0), doing)
    if isinstance(answer, Failure):
        return answer
    if not answer.value.ok:
        return apdu.told(answer.value, doing)
    data = answer.value.data
    if len(data) != skip + size:
        return Failure("card_unreadable", Action.RESIDENT, f"{len(data)} bytes at {doing}")
    return Ok(data[skip:])
