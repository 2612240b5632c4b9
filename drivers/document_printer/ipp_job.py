"""One job from its submission to its end, as the printer tells it: printed, failed, or nobody knows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.document_printer import DocumentPrinted, ipp_status
from drivers.document_printer.ipp_lost import Lost
from drivers.document_printer.ipp_message import Tag
from drivers.document_printer.ipp_words import JobState, Operation, Status, number, requested, words
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.document_printer.ipp_link import Link
    from drivers.document_printer.ipp_message import Attributes

_ASKED = (
    "job-id",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
)
_ENDED = frozenset({JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED})


@dataclass(frozen=True)
class Paper:
    """What has to come out."""

    pages: int
    copies: int
    duplex: bool

    @property
    def sheets(self) -> int:
        return self.copies * (-(-self.pages // 2) if self.duplex else self.pages)

    @property
    def impressions(self) -> range:
        """Printed sides; with an odd number of pages some printers count the last empty back, some do not."""
        fewest = self.copies * self.pages
        return range(fewest, (self.sheets * 2 if self.duplex else fewest) + 1)


@dataclass(frozen=True)
class Patience:
    """In seconds."""

    job_s: float
    silence_s: float
    between_s: float
    cancel_s: float


class Job:
    """A job that the printer has taken."""

    def __init__(self, link: Link, job_id: str, number: int, paper: Paper, *, counters: bool) -> None:
        """`job_id`: the terminal's; `number`: the printer's own. `counters`: the printer counts what it puts out."""
        self._link = link
        self._id = job_id
        self._number = number
        self._paper = paper
        self._counters = counters
        self.ended = False
        """The printer said that nothing more of it will come out."""

    def follow(self, patience: Patience, pause: Callable[[float], bool]) -> Outcome[DocumentPrinted]:
        """Until it ends, is called off because the printer stands still, or the time is over. `pause` waits, and says
        whether to give up."""
        now = heard = time.monotonic()
        until = now + patience.job_s
        while now < until:
            seen = self._look()
            if isinstance(seen, Failure):
                if seen.code == "not_confirmed" or time.monotonic() - heard > patience.silence_s:
                    return self._unknown(seen.detail)
            else:
                heard = time.monotonic()
                outcome = self._end(seen)
                if outcome is not None:
                    return outcome
                stop = self._why_it_stands()
                if stop is not None:
                    return self._call_off(stop, patience, pause)
            if pause(patience.between_s):
                return self._unknown("the device was closed")
            now = time.monotonic()
        late = Failure("job_canceled", Action.SITE_KEEPER, f"{self._where} took over {patience.job_s:g} s")
        return self._call_off(late, patience, pause)

    @property
    def _where(self) -> str:
        return f"{self._link.where}: job {self._number}"

    def _look(self) -> Attributes | Failure:
        answer = self._link.ask(
            Operation.GET_JOB_ATTRIBUTES,
            {"job-id": (Tag.INTEGER, [self._number]), **user(), **requested(_ASKED)},
        )
        if isinstance(answer, Lost):
            return answer.failure
        if answer.code == Status.NOT_FOUND:
            self.ended = True
            return self._unknown("the printer has forgotten it")
        job = answer.first(Tag.JOB)
        if answer.code >= 0x100 or number(job, "job-state") is None:
            return Failure("bad_answer", Action.ENGINEER, f"{self._where}: status {answer.code:04x}")
        return job

    def _why_it_stands(self) -> Failure | None:
        answer = self._link.ask(Operation.GET_PRINTER_ATTRIBUTES, requested(ipp_status.ASKED))
        if isinstance(answer, Lost):
            return None  # the next look at the job will tell
        seen = ipp_status.decode(answer.first(Tag.PRINTER), self._link.where)
        return (
            None if seen.usable or seen.code == "bad_answer" else Failure(seen.code, seen.action, seen.detail)
        )

    def _call_off(
        self, why: Failure, patience: Patience, pause: Callable[[float], bool]
    ) -> Outcome[DocumentPrinted]:
        """Cancel it, so that the rest does not come out later into a stranger's hand; then see how it ended."""
        cancel(self._link, self._number)
        until = time.monotonic() + patience.cancel_s
        while True:
            seen = self._look()
            if isinstance(seen, Failure) and seen.code == "not_confirmed":
                return seen
            if not isinstance(seen, Failure) and (outcome := self._end(seen)) is not None:
                if isinstance(outcome, Failure) and outcome.code == "job_canceled":
                    return Failure(why.code, why.action, f"{why.detail}; {outcome.detail}")
                return outcome
            if time.monotonic() > until or pause(patience.between_s):
                return self._unknown(f"{why.code}, and no cancelling was confirmed")

    def _end(self, job: Attributes) -> Outcome[DocumentPrinted] | None:
        state = number(job, "job-state")
        if state not in _ENDED:
            return None
        self.ended = True
        out = number(job, "job-impressions-completed")
        reasons = ipp_status.loggable(words(job, "job-state-reasons"))
        counted = "unknown" if out is None else out
        told = f"{self._where}: {counted} of {self._paper.impressions[0]} pages out; {reasons}"
        if state == JobState.ABORTED:
            return Failure("job_aborted", Action.SITE_KEEPER, told)
        if state == JobState.CANCELED:
            return Failure("job_canceled", Action.SITE_KEEPER, told)
        if "job-completed-with-errors" in words(job, "job-state-reasons"):
            return self._unknown("completed with errors")
        return self._count(out, number(job, "job-media-sheets-completed"))

    def _count(self, impressions: int | None, sheets: int | None) -> Outcome[DocumentPrinted]:
        # Printers without a counter say nothing or 0, and "completed" as soon as they have all the data.
        if not impressions and not sheets:
            if self._counters:
                return self._unknown("completed, but no page was counted")
            return Ok(DocumentPrinted(self._id, self._paper.sheets))
        if (impressions and impressions not in self._paper.impressions) or (
            sheets and sheets != self._paper.sheets
        ):
            counted = f"{self._where}: {impressions} pages and {sheets} sheets counted"
            wanted = f"{self._paper.impressions[0]} and {self._paper.sheets} wanted"
            return Failure("wrong_page_count", Action.SITE_KEEPER, f"{counted}, {wanted}")
        return Ok(DocumentPrinted(self._id, self._paper.sheets))

    def _unknown(self, seen: str) -> Failure:
        return Failure("not_confirmed", Action.SITE_KEEPER, f"{self._where}: {seen}")


def cancel(link: Link, number_: int) -> bool:
    """Whether the printer answered: it cancelled the job, or there is nothing left to cancel."""
    return not isinstance(
        link.ask(Operation.CANCEL_JOB, {"job-id": (Tag.INTEGER, [number_]), **user()}), Lost
    )


def user() -> dict[str, tuple[Tag, list[str]]]:
    """Whose jobs these are, for the printer: the terminal's, never a person's."""
    return {"requesting-user-name": (Tag.NAME, ["bangban"])}


def jobs_named(link: Link, job_id: str) -> list[int] | Lost:
    """The printer's numbers of jobs of this name that have not ended."""
    answer = link.ask(
        Operation.GET_JOBS,
        {
            **user(),
            "which-jobs": (Tag.KEYWORD, ["not-completed"]),
            **requested(("job-id", "job-name")),
        },
    )
    if isinstance(answer, Lost):
        return answer
    jobs = [job for job in answer.all(Tag.JOB) if job.get("job-name") == (job_id,)]
    return [found for job in jobs if (found := number(job, "job-id")) is not None]
