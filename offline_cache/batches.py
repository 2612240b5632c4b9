"""How many cases travel together: more after each success, fewer after each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.batch import MOST_CASES, Taken
from offline_cache.hub_trouble import garbage
from offline_cache.records import Settled
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from contract.batch import BatchAnswer
    from offline_cache.records import Pending


class BatchSize:
    """Starts with all that a batch holds. Halving finds the one case over which a hub stumbles in six steps."""

    def __init__(self) -> None:
        self.most = MOST_CASES

    def went_well(self) -> None:
        self.most = min(MOST_CASES, self.most * 2)

    def went_wrong(self) -> None:
        self.most = max(1, self.most // 2)


def sort_out(
    sent: tuple[Pending, ...], answer: BatchAnswer
) -> Outcome[tuple[tuple[Settled, ...], tuple[Pending, ...]]]:
    """What is settled, and the cases over which the hub stumbled; those not looked at are in neither.

    Failures: `garbage` when an answer stands in another's place, `hub_error` when nothing was looked at.
    """
    if any(one.result is Taken.ANSWERED and one.answer is None for one in answer.cases):
        return garbage("answer to a batch", "an answer is missing")
    settled: list[Settled] = []
    stumbled: list[Pending] = []
    for record, taken in zip(sent, answer.cases, strict=True):
        match taken.result:
            case Taken.ANSWERED if taken.answer is not None:
                if taken.answer.key != record.key:
                    return garbage("answer to a batch", "a case carries the key of another")
                settled.append(Settled(record.key, taken.answer))
            case Taken.REFUSED:
                settled.append(Settled(record.key, refusal=taken.code or "refused"))
            case _:
                if taken.code:
                    stumbled.append(record)
    if not settled and not stumbled:
        return Failure("hub_error", Action.NOBODY, "no case of a batch was looked at")
    return Ok((tuple(settled), tuple(stumbled)))
