"""Reading one card for a visit, an ID card or a chip card, in short rounds: between them the reader is looked at."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contract.card_pin import SocialCard
from contract.case import Applicant
from contract.civil_time import CIVIL
from contract.codes import IdDocument, IdentityMethod
from outcome import Failure, Outcome
from visit.events import CardRead, CardTrouble, Event, SocialCardRead, SocialCardTrouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.id_card_reader.layout import IdCard
    from drivers.smart_card_reader.social_security import SocialSecurityCard
    from drivers.supervisor import Supervisor

CARD_ID_DIGITS = 32
"""卡识别码 in hex."""
ROUND_S = 1.0
"""So long one command waits for a card. The worker polls when a poll is due, before it takes up the next one:
a reader that breaks down or comes back is noticed within a round and a poll's interval."""
ROUND_DEADLINE_S = 45.0
"""A reader that hangs is left behind then: a round, and all tries with one card at the slowest reader."""


@dataclass(frozen=True)
class CardKind:
    """How a kind of card is read, and what is said of it."""

    command: str
    """Of the reader's driver: waits for a card so many seconds, unless it is cancelled."""
    told: Callable[[Outcome[Any]], Event]


class CardReading:
    """Goes on until a card came, failed, or `stop`. The worker alone talks to the reader, one command at a
    time."""

    def __init__(self, reader: Supervisor[Any], post: Callable[[Event], None], kind: CardKind) -> None:
        self._kind = kind
        self._reader = reader
        self._post = post
        self._lock = threading.Lock()
        self._stopped = False
        self._cancel = threading.Event()

    def start(self) -> None:
        # The first round is one look: a reader that was down a moment ago is polled after it, not a round later.
        self._round(0.0)

    def stop(self) -> None:
        """The page was left: a card that is read in this moment must not enter the next visit."""
        with self._lock:
            self._stopped = True
            self._cancel.set()

    def _round(self, wait_s: float) -> None:
        with self._lock:
            if self._stopped:
                return
            # A fresh one for each round: the supervisor sets it too, when a round passes its deadline.
            cancel = self._cancel = threading.Event()

        def read(device: Any) -> Outcome[Any]:
            return getattr(device, self._kind.command)(cancel, wait_s)  # type: ignore[no-any-return]

        self._reader.submit(self._kind.command, read, ROUND_DEADLINE_S, self._done, cancel)

    def _done(self, outcome: Outcome[Any]) -> None:
        if isinstance(outcome, Failure) and outcome.code == "timeout":
            self._round(ROUND_S)
            return
        with self._lock:
            if not self._stopped:
                self._post(self._kind.told(outcome))


def card_event(outcome: Outcome[IdCard]) -> Event:
    """What a reading says, in the visit's words."""
    if isinstance(outcome, Failure):
        return CardTrouble(outcome.code, str(outcome.action))
    card = outcome.value
    if card.valid_to is not None and card.valid_to < datetime.now(CIVIL).date():
        return CardTrouble("expired", "resident")
    return CardRead(
        Applicant(
            name=card.name,
            id_document=IdDocument(card.document.value),
            id_number=card.id_number,
            identified_by=IdentityMethod.ID_CARD,
        )
    )


def social_card_event(outcome: Outcome[SocialSecurityCard]) -> Event:
    """The same of a social security card. One that does not say whose it is cannot be compared with anybody."""
    if isinstance(outcome, Failure):
        return SocialCardTrouble(outcome.code, str(outcome.action))
    card = outcome.value
    if not card.id_number or len(card.card_id) != CARD_ID_DIGITS:
        return SocialCardTrouble("card_protected", "engineer")
    if card.expires is not None and card.expires < datetime.now(CIVIL).date():
        return SocialCardTrouble("card_expired", "resident")
    return SocialCardRead(SocialCard(card_id=card.card_id, card_number=card.card_number), card.id_number)


ID_CARD = CardKind("read_raw_data", card_event)
SOCIAL_CARD = CardKind("read_social_security_card", social_card_event)
