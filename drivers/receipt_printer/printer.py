"""What every receipt printer can do, whatever its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    from drivers.receipt_printer.job import PrintJob
    from outcome import Outcome

SURELY_NOT_PRINTED = frozenset(
    {"paper_out", "cover_open", "paper_jam", "hardware_error", "off_line", "no_answer", "not_open"}
)
"""Codes of `print_raw` after which no whole receipt came out. After `not_confirmed`, `disconnected`,
`cutter_error` or the supervisor's `timeout` nobody knows: look, or ask, before printing it again."""


@dataclass(frozen=True)
class Printed:
    """The printer itself said that it is through."""

    job_id: str


class ReceiptPrinter(Device, Protocol):
    """XFS4IoT Printer, as far as receipts need it."""

    def print_raw(self, job: PrintJob) -> Outcome[Printed]:
        """Print one receipt and wait until the printer confirms the end of it.

        Failures: `paper_out`, `cover_open`, `paper_jam`, `cutter_error`, `hardware_error`, `off_line`,
        `no_answer` (nothing was sent), `not_confirmed` (all was sent and no confirmation came),
        `disconnected` (on the way).
        """
