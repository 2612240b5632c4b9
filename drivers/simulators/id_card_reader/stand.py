"""The ID card reader on the bench: a serial line, and the hand that lays cards on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.id_card_reader.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.wires import PtyWire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class IdCardReaderStand:
    """Implements `Simulator`."""

    name = "id_card_reader"

    def __init__(self, folder: Path, residents: Path) -> None:
        self.reader = SamReader(load_residents(residents))
        self._line = PtyWire(folder / "id-card", self.reader.receive)
        self.reader.hang_up = self._line.hang_up
        self.wires = (self._line,)

    @property
    def faults(self) -> Faults:
        return self.reader.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"sam_serial": {"port": self._line.address}}

    def failure(self, word: str) -> str:
        """`checksum`, `short`, or a status word (SW3) in hex."""
        if word in {"checksum", "short"}:
            return word
        try:
            return f"{int(word, 16) & 0xFF:02X}"
        except ValueError:
            raise WrongArgumentError(
                "a reader's error is checksum, short, or a status word such as 41"
            ) from None

    def verbs(self) -> dict[str, Verb]:
        reader = self.reader

        def insert(card: str) -> None:
            reader.insert_card(one_of(card, reader.cards))

        def pull_at(step: str) -> None:
            reader.pull_at = one_of(step, ("select", "read"))

        def behaviour(name: str) -> None:
            reader.must_be_lifted = one_of(name, ("must_lift", "stays_found")) == "must_lift"

        return {
            "insert-card": Verb(
                "NAME",
                "把一张演示证件放到读卡器上",
                "lay a demo card on the reader",
                insert,
                lambda: reader.cards,
            ),
            "insert-wrong-card": Verb(
                "",
                "放上一张不是身份证的卡",
                "lay on a card that is no identity card",
                reader.insert_wrong_card,
            ),
            "remove-card": Verb("", "取走证件", "take the card away", reader.remove_card),
            "pull-card": Verb(
                "select|read", "读到这一步时抽走证件", "pull the card away at that step", pull_at
            ),
            "card-behaviour": Verb(
                "must_lift|stays_found",
                "读后须抬起或仍可寻到",
                "after a read: lift it first, or found again",
                behaviour,
            ),
        }

    def state(self) -> dict[str, object]:
        """With the short names of demo cards."""
        return {
            "card": self.reader.card or None,
            "cards": self.reader.cards,
            "must_be_lifted": self.reader.must_be_lifted,
        }

    def close(self) -> None:
        """Nothing but wires."""
