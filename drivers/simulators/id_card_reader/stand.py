"""The ID card reader on the bench: a serial line, a network socket and, if wanted, PC/SC; and the hand that lays cards
on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.smart_card_reader.card_slot import CardSlot
from drivers.simulators.smart_card_reader.chip_card import OtherCard
from drivers.simulators.smart_card_reader.id_card import IdChipCard
from drivers.simulators.smart_card_reader.pcsc_service import READER, PcscService
from drivers.simulators.wires import PtyWire, TcpWire, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


_PULLED_AFTER = {"select": 0, "read": 1, "address": 2}
"""Commands over PC/SC that are still answered: none, the text, and a piece of the photo."""


class IdCardReaderStand:
    """Implements `Simulator`. A card lies on all its wires at once; a fault strikes the first that is asked."""

    name = "id_card_reader"

    def __init__(self, folder: Path, residents: Path, *, combo: bool = False) -> None:
        """`combo`: it is on PC/SC too, under a service of its own (see `pcsc_service.py` for what that needs)."""
        self._residents = load_residents(residents)
        self.reader = SamReader(self._residents)
        self.slot = CardSlot(self.reader.faults, _failed)
        self._line = PtyWire(folder / "id-card", self.reader.receive)
        self._network = TcpWire(0, self.reader.receive)
        self._service = PcscService(folder / "id-pcsc", self.slot.reach) if combo else None
        self.wires: tuple[Wire, ...] = (self._line, self._network)
        if self._service is not None:
            self.wires += (self._service,)
        self.reader.hang_up = self._hang_up

    def _hang_up(self) -> None:
        self._line.hang_up()
        self._network.hang_up()

    @property
    def why_not(self) -> str:
        """Why no terminal can find it on PC/SC here, or nothing."""
        return self._service.why_not if self._service is not None else ""

    def insert(self, card: str) -> None:
        self.reader.insert_card(one_of(card, self.reader.cards))
        self.slot.insert(IdChipCard(self._residents[card]))

    def insert_wrong(self) -> None:
        self.reader.insert_wrong_card()
        self.slot.insert(OtherCard())

    def remove(self) -> None:
        self.reader.remove_card()
        self.slot.remove()

    @property
    def faults(self) -> Faults:
        return self.reader.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        host, _, port = self._network.address.rpartition(":")
        options: dict[str, Mapping[str, Any]] = {
            "sam_network": {"host": host, "port": int(port)},
            "sam_serial": {"port": self._line.address},
        }
        if self._service is not None and not self.why_not:
            options["pcsc_combo"] = {"reader": READER, "socket": self._service.address}
        return options

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

        def pull_at(step: str) -> None:
            reader.pull_at = one_of(step, tuple(_PULLED_AFTER))
            self.slot.pull_after(_PULLED_AFTER[step])

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
                self.insert,
                lambda: reader.cards,
            ),
            "insert-wrong-card": Verb(
                "",
                "放上一张不是身份证的卡",
                "lay on a card that is no identity card",
                self.insert_wrong,
            ),
            "remove-card": Verb("", "取走证件", "take the card away", self.remove),
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
        lies = self.reader.card if self.slot.card else ""
        return {
            "card": lies or None,
            "cards": self.reader.cards,
            "must_be_lifted": self.reader.must_be_lifted,
            "newest_address": bool(self.reader.newest_address),
            "module": self.reader.module,
            **self._on_pcsc(),
        }

    def _on_pcsc(self) -> dict[str, object]:
        if self._service is None:
            return {}
        return {"pcsc": "running" if self._service.running else (self._service.why_not or "unplugged")}

    def close(self) -> None:
        self.slot.remove()


def _failed(word: str) -> bytes:
    """Over PC/SC the reader says what the module said as 6Fxx; what garbles a line comes as an answer cut short."""
    return bytes.fromhex(f"6F{word}") if word not in {"checksum", "short"} else b"\0"
