"""The chip card reader on the bench: a virtual reader under a pcscd of its own, and the hand that puts cards in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.card_faces import load_residents
from drivers.simulators.simulator import Verb, WrongArgumentError, number, one_of
from drivers.simulators.smart_card_reader.bank_card import CARD_SIDES, BankCard
from drivers.simulators.smart_card_reader.card_slot import CardSlot
from drivers.simulators.smart_card_reader.chip_card import MuteCard, OtherCard
from drivers.simulators.smart_card_reader.pcsc_service import READER, PcscService
from drivers.simulators.smart_card_reader.social_card import HOLDER_TAGS, TRIES, VERSIONS, SocialCard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class SmartCardReaderStand:
    """Implements `Simulator`. Where the service cannot run, `why_not` says so, and there is nothing to drive."""

    name = "smart_card_reader"

    def __init__(self, folder: Path, residents: Path) -> None:
        self.slot = CardSlot()
        self.service = PcscService(folder / "pcsc", self.slot.reach)
        self.wires = (self.service,)
        self._residents = load_residents(residents)
        self._protocol = "t1"
        self._tries: int | None = None
        self._social: dict[tuple[str, str, bool], SocialCard] = {}
        """By name, kind and protocol: a card that comes back has its PIN and its counters from before."""

    @property
    def why_not(self) -> str:
        """Why no terminal can find this reader here, or nothing."""
        return self.service.why_not

    @property
    def faults(self) -> Faults:
        return self.slot.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        if self.why_not:
            return {}
        return {"pcsc": {"reader": READER, "socket": self.service.address}}

    def failure(self, word: str) -> str:
        """A status word in hex, such as `6982`."""
        try:
            if len(word) == 4:
                return bytes.fromhex(word).hex()
        except ValueError:
            pass
        raise WrongArgumentError("a chip card's error is a status word of four hex digits such as 6982")

    def verbs(self) -> dict[str, Verb]:
        return {
            "social-card-insert": Verb(
                f"NAME [{'|'.join(VERSIONS)}|protected]",
                "插入演示社保卡",
                "put in a demo social security card",
                self.insert_social,
            ),
            "bank-card-insert": Verb(
                f"NAME [{'|'.join(CARD_SIDES)}]",
                "插入演示银行卡",
                "put in a demo bank card",
                self.insert_bank,
            ),
            "other-card-insert": Verb(
                "",
                "插入既非社保卡也非银行卡的卡",
                "put in a card of some other kind",
                lambda: self.slot.insert(OtherCard(t0=self._t0)),
            ),
            "mute-card-insert": Verb(
                "",
                "插反卡或插入坏卡",
                "put in a card that does not answer",
                lambda: self.slot.insert(MuteCard()),
            ),
            "chip-card-remove": Verb("", "取走插入的卡", "take the chip card out", self.slot.remove),
            "chip-card-pull": Verb(
                "COMMANDS [unheard]",
                "再执行这么多条指令后抽走卡（unheard：最后一条已执行，回答没有传出）",
                "pull it out after so many more commands (unheard: the last one was obeyed, its answer lost)",
                self._pull,
            ),
            "chip-card-protocol": Verb(
                "t0|t1", "以后插入的卡用此协议", "cards put in from now on speak so", self._set_protocol
            ),
            "social-pin-tries": Verb(
                "TRIES",
                "社保卡还可试几次密码",
                "PIN tries left on the social security card",
                self._set_tries,
            ),
        }

    def state(self) -> dict[str, object]:
        card = self.slot.card
        return {
            "chip_card": card.kind if card else None,
            "service": "running" if self.service.running else (self.service.why_not or "unplugged"),
            "pin_tries_left": card.tries_left if isinstance(card, SocialCard) else None,
        }

    def close(self) -> None:
        self.slot.remove()

    @property
    def _t0(self) -> bool:
        return self._protocol == "t0"

    def insert_social(self, name: str, kind: str = VERSIONS[-1]) -> None:
        person = self._residents[one_of(name, sorted(self._residents))]
        protected = HOLDER_TAGS if one_of(kind, (*VERSIONS, "protected")) == "protected" else ()
        version = VERSIONS[-1] if protected else kind
        made = SocialCard(person, version, t0=self._t0, protected=protected)
        card = self._social.setdefault((name, kind, self._t0), made)
        if self._tries is not None:
            card.tries_left = self._tries
        self.slot.insert(card)

    def insert_bank(self, name: str, side: str = CARD_SIDES[0]) -> None:
        person = self._residents[one_of(name, sorted(self._residents))]
        self.slot.insert(BankCard(person, one_of(side, CARD_SIDES), t0=self._t0))

    def _pull(self, commands: str, heard: str = "") -> None:
        self.slot.pull_after(int(number(commands)), unheard=bool(heard and one_of(heard, ("unheard",))))

    def _set_protocol(self, protocol: str) -> None:
        self._protocol = one_of(protocol, ("t0", "t1"))

    def _set_tries(self, tries: str) -> None:
        """Of the card that is in, and of those put in later."""
        self._tries = int(one_of(tries, [str(one) for one in range(TRIES + 1)]))
        if isinstance(self.slot.card, SocialCard):
            self.slot.card.tries_left = self._tries
