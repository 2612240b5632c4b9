"""The ID card reader on the bench: a serial line and a network socket, and the hand that lays cards on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.id_card_reader.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.wires import PtyWire, TcpWire, Wire

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
        self._network = TcpWire(0, self.reader.receive)
        self.wires: tuple[Wire, ...] = (self._line, self._network)
        self.reader.hang_up = self._hang_up

    def _hang_up(self) -> None:
        for wire in self.wires:
            wire.hang_up()

    @property
    def faults(self) -> Faults:
        return self.reader.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        host, _, port = self._network.address.rpartition(":")
        return {
            "sam_network": {"host": host, "port": int(port)},
            "sam_serial": {"port": self._line.address},
        }

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
            reader.pull_at = one_of(step, ("select", "read", "address"))

        def behaviour(name: str) -> None:
            reader.must_be_lifted = one_of(name, ("must_lift", "stays_found")) == "must_lift"

        def append_address(address: str = "") -> None:
            reader.newest_address = address[:35]

        def module(kind: str) -> None:
            reader.module = one_of(kind, ("new", "old", "mute"))

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
                "select|read|address", "读到这一步时抽走证件", "pull the card away at that step", pull_at
            ),
            "card-behaviour": Verb(
                "must_lift|stays_found",
                "读后须抬起或仍可寻到",
                "after a read: lift it first, or found again",
                behaviour,
            ),
            "append-address": Verb(
                "[ADDRESS]",
                "卡内追加住址（不填则无）",
                "the cards carry this newer address, or none",
                append_address,
            ),
            "sam-module": Verb(
                "new|old|mute",
                "模块是否支持读追加住址",
                "the module answers, does not know, or ignores the question for a newer address",
                module,
            ),
        }

    def state(self) -> dict[str, object]:
        """With the short names of demo cards."""
        return {
            "card": self.reader.card or None,
            "cards": self.reader.cards,
            "must_be_lifted": self.reader.must_be_lifted,
            "newest_address": bool(self.reader.newest_address),
            "module": self.reader.module,
        }

    def close(self) -> None:
        """Nothing but wires."""
