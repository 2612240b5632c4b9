"""A resident's ID card as a combo reader shows it: behind pseudo-commands that the reader answers, not the card.

Written apart from the driver's reading of it, so that one mistake does not hide the other.
"""

from __future__ import annotations

from drivers.simulators.card_faces import PHOTO, Person, card_text
from drivers.simulators.smart_card_reader.chip_card import (
    OK,
    UNKNOWN_CLA,
    UNKNOWN_INS,
    WRONG_P1P2,
    ChipCard,
    Question,
)

ATR_ID_CARD = bytes.fromhex("3B6B0000 800102030405060708 9000")
_TEXT_HEADER = bytes.fromhex("01000400")
_PHOTO_HEADER = bytes.fromhex("04000000")
_PIECE = 256


class IdChipCard(ChipCard):
    """One card; it has no protocol of its own to choose."""

    kind = "id"

    def __init__(self, person: Person, photo: bytes = PHOTO) -> None:
        super().__init__()
        picture = _PHOTO_HEADER + photo
        self._pieces = [
            _TEXT_HEADER + card_text(person),
            *(picture[at : at + _PIECE] for at in range(0, len(picture), _PIECE)),
        ]

    @property
    def atr(self) -> bytes:
        return ATR_ID_CARD

    def answer(self, question: Question) -> bytes:
        if question.cla != 0xFF:
            return UNKNOWN_CLA
        if question.ins != 0xB0:
            return UNKNOWN_INS
        if question.p1 >= len(self._pieces) or question.p2:
            return WRONG_P1P2
        return self._pieces[question.p1] + OK
