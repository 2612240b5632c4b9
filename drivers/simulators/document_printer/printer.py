"""A simulated A4 printer: paper path, sensors and job list. What it prints lies in a folder, page by page."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from drivers.document_printer.ipp_words import JobState, PrinterState
from drivers.simulators.faults import Faults
from pdfium import count_pages, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONDITIONS = {
    "paper_out": "media-empty-error",
    "paper_jam": "media-jam-error",
    "cover_open": "cover-open-error",
    "toner_out": "marker-supply-empty-error",
    "paused": "paused",
}
"""What stops the paper, and the reason the printer gives."""
WARNINGS = {"paper_low": "media-low-warning", "toner_low": "marker-supply-low-warning"}
JOB_FAULTS = ("abort", "hang", "wrong_count", "no_count", "forget", "take_and_stop", "refuse", "lose_answer")
"""What can befall the next job."""

_SCALE = 1.5
"""108 dots an inch: readable, and quick to draw."""


@dataclass
class Job:
    number: int
    name: str
    pdf: bytes = field(repr=False)
    pages: int
    copies: int
    duplex: bool
    fault: str = ""
    state: JobState = JobState.PENDING
    impressions: int = 0
    sheets: int = 0

    @property
    def ended(self) -> bool:
        return self.state >= JobState.CANCELED


class DocumentPrinter:
    """One job at a time; stands still while a sensor says so."""

    def __init__(self, folder: Path, hang_up: Callable[[], None] = lambda: None) -> None:
        """Pages are drawn into `folder` as `001-01.png`: the job's number, the page's number."""
        self.faults = Faults()
        self.hang_up = hang_up
        self.seconds_per_sheet = 0.0
        self.next_job = ""
        """One of JOB_FAULTS, used up by the next job."""
        self.next_answer = ""
        """A damage for the next answer, whatever it is: see `ipp_server.py`."""
        self.pages: list[Path] = []
        """Pictures of what came out."""
        self.jobs: dict[int, Job] = {}
        self.changed = threading.Condition()
        self._folder = folder
        self._on: set[str] = set()
        self._sheets_left: int | None = None
        self._over = False
        folder.mkdir(parents=True, exist_ok=True)
        self._thread = threading.Thread(target=self._mechanism, name="a4-mechanism", daemon=True)
        self._thread.start()

    @property
    def reasons(self) -> list[str]:
        known = CONDITIONS | WARNINGS
        return [known[name] for name in known if name in self._on] or ["none"]

    @property
    def state(self) -> PrinterState:
        if self._stands:
            return PrinterState.STOPPED
        busy = any(not job.ended for job in self.jobs.values())
        return PrinterState.PROCESSING if busy else PrinterState.IDLE

    @property
    def _stands(self) -> bool:
        return bool(self._on & CONDITIONS.keys())

    def set(self, **sensors: bool) -> None:
        """Sensors by name: those of CONDITIONS and WARNINGS."""
        with self.changed:
            for name, on in sensors.items():
                (self._on.add if on else self._on.discard)(name)
            self.changed.notify_all()

    def run_out_after(self, sheets: int) -> None:
        """The tray is empty after so many more sheets."""
        with self.changed:
            self._sheets_left = sheets

    def refill(self) -> None:
        with self.changed:
            self._sheets_left = None
        self.set(paper_out=False, paper_low=False)

    def take(self, name: str, pdf: bytes, copies: int, duplex: bool) -> Job | None:
        """A new job; None for what is no PDF."""
        pages = count_pages(pdf)
        if not pages:
            return None
        with self.changed:
            fault, self.next_job = self.next_job, ""
            ordered = self.faults.take_failure()
            if ordered in CONDITIONS:
                self._on.add(ordered)
            elif ordered:
                fault = ordered
            if fault == "refuse":
                return None
            job = Job(len(self.jobs) + 1, name, pdf, pages, copies, duplex, fault)
            self.jobs[job.number] = job
            if fault == "take_and_stop":
                self._on.add("paused")
            self.changed.notify_all()
        return job

    def cancel(self, number: int) -> bool:
        """False: there is nothing to cancel."""
        with self.changed:
            job = self.jobs.get(number)
            if job is None or job.ended:
                return False
            job.state = JobState.CANCELED
            self.changed.notify_all()
            return True

    def wait_until(self, wanted: Callable[[], bool], timeout_s: float) -> bool:
        """`wanted` is looked at whenever a sensor, a job or a sheet has moved."""
        with self.changed:
            return self.changed.wait_for(wanted, timeout_s)

    def close(self) -> None:
        """Nothing more comes out; safe twice."""
        with self.changed:
            self._over = True
            for job in self.jobs.values():
                if not job.ended:
                    job.state = JobState.ABORTED
            self.changed.notify_all()
        self._thread.join()

    def _mechanism(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self._over or self._next() is not None)
                job = self._next()
                if self._over or job is None:
                    return
                job.state = JobState.PROCESSING
                self.changed.notify_all()
            self._print(job)

    def _next(self) -> Job | None:
        return next((job for job in self.jobs.values() if job.state is JobState.PENDING), None)

    def _print(self, job: Job) -> None:
        if job.fault == "hang":
            with self.changed:
                self.changed.wait_for(lambda: job.ended)
            return
        sides = 2 if job.duplex else 1
        for _ in range(job.copies):
            for first in range(0, job.pages, sides):
                numbers = range(first, min(first + sides, job.pages))
                if not self._feed(job):
                    return
                self._put_out(job, numbers)
                if job.fault == "abort":
                    self._end(job, JobState.ABORTED)
                    return
        if job.fault == "wrong_count":
            job.impressions += 40  # as if the text of the PDF had been printed
            job.sheets += 40
        self._end(job, JobState.COMPLETED)

    def _feed(self, job: Job) -> bool:
        """The next sheet is on its way; False when the job has ended meanwhile."""
        with self.changed:
            if self._sheets_left == 0:
                self._on.add("paper_out")
                self._sheets_left = None
                self.changed.notify_all()
            self.changed.wait_for(lambda: job.ended or not self._stands)
            if self.seconds_per_sheet:
                self.changed.wait_for(lambda: job.ended, self.seconds_per_sheet)
            if self._sheets_left is not None:
                self._sheets_left -= 1
            return not job.ended

    def _put_out(self, job: Job, numbers: range) -> None:
        with self.changed:
            count = sum(path.name.startswith(f"{job.number:03d}-") for path in self.pages)
        drawn = _draw(job.pdf, numbers)
        paths = [self._folder / f"{job.number:03d}-{count + at + 1:02d}.png" for at in range(len(drawn))]
        for path, picture in zip(paths, drawn, strict=True):
            path.write_bytes(picture)
        with self.changed:
            self.pages += paths
            job.impressions += len(numbers)
            job.sheets += 1
            self.changed.notify_all()

    def _end(self, job: Job, state: JobState) -> None:
        with self.changed:
            if not job.ended:
                job.state = state
            self.changed.notify_all()


def _draw(pdf: bytes, numbers: range) -> list[bytes]:
    drawn: list[bytes] = []
    with opened(pdf) as document:
        for number in numbers:
            file = BytesIO()
            document[number].render(scale=_SCALE).to_pil().save(file, "PNG", compress_level=1)
            drawn.append(file.getvalue())
    return drawn
