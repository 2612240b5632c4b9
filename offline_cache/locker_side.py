"""The store as the locker sees it: which code opens which box, and what the hub has still to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache import boxes
from outcome import Ok, Outcome

if TYPE_CHECKING:
    from concurrent.futures import Future
    from uuid import UUID

    from contract.delivery import BoxDuties, BoxEvent, BoxReport
    from offline_cache.boxes import Allowed, Purpose, Refused
    from offline_cache.inside import Inside


class LockerSide:
    """Calls, futures and failures are as of `OfflineCache`. Nothing of a person is in here."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    def keep(self, told: BoxDuties) -> Future[Outcome[None]]:
        """What the hub told last of this terminal's boxes."""
        return self._inside.submit("keeping what goes into boxes", lambda db, at: boxes.keep(db, told, at))

    def salt(self) -> Future[Outcome[bytes]]:
        """Of the verifiers; empty while the hub has told none."""
        return self._inside.writer.submit("reading a salt", lambda db: Ok(boxes.salt(db)))

    def taken(self) -> Future[Outcome[frozenset[int]]]:
        """Boxes that nothing else may be put into."""
        return self._inside.writer.submit("finding free boxes", lambda db: Ok(boxes.taken(db)))

    def try_code(self, verifier: bytes) -> Future[Outcome[Allowed | Refused]]:
        """Whether this code may open a box; that it is about to is on disk then."""
        return self._inside.submit("trying a code", lambda db, at: boxes.try_code(db, verifier, at))

    def choose(self, delivery: UUID, box: int) -> Future[Outcome[None]]:
        """This box is opened to put it in. Failure: `box_taken`."""
        return self._inside.submit("choosing a box", lambda db, _: boxes.choose(db, delivery, box))

    def put_in(self, delivery: UUID) -> Future[Outcome[None]]:
        return self._inside.submit("filling a box", lambda db, at: boxes.put_in(db, delivery, at))

    def not_put_in(self, delivery: UUID) -> Future[Outcome[None]]:
        return self._inside.submit("freeing a box", lambda db, _: boxes.not_put_in(db, delivery))

    def opened(self, delivery: UUID, purpose: Purpose) -> Future[Outcome[None]]:
        """The code is spent."""
        return self._inside.submit(
            "noting an open box", lambda db, at: boxes.opened(db, delivery, purpose, at)
        )

    def not_opened(self, delivery: UUID, *, driven: bool) -> Future[Outcome[None]]:
        """The door stayed shut; `driven`: though the lock was driven."""
        return self._inside.submit(
            "noting a shut box", lambda db, at: boxes.not_opened(db, delivery, at, driven=driven)
        )

    def unsure(self, delivery: UUID) -> Future[Outcome[None]]:
        """Nobody knows whether it opened."""
        return self._inside.submit("noting a doubt", lambda db, at: boxes.unsure(db, delivery, at))

    def recover(self) -> Future[Outcome[None]]:
        """Once, when the program begins."""
        return self._inside.submit("looking for doubts", boxes.recover)

    def tell(self, delivery: UUID, event: BoxEvent, box: int) -> Future[Outcome[None]]:
        """For the hub to know; nothing changes here."""
        return self._inside.submit(
            "noting for the hub", lambda db, at: boxes.tell(db, delivery, event, box, at)
        )

    def reports(self) -> Future[Outcome[tuple[BoxReport, ...]]]:
        """What the hub has not heard, in the order in which it happened."""
        terminal = self._inside.ledger.terminal_id
        return self._inside.writer.submit("reading reports", lambda db: Ok(boxes.reports(db, terminal)))

    def reported(self, key: UUID) -> Future[Outcome[None]]:
        """The hub has it."""
        return self._inside.submit(
            "forgetting a report", lambda db, _: boxes.reported(db, key), frees_space=True
        )
