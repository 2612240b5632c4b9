"""Tells the hub what became of a card: at once, and while the line is away again for some minutes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from outcome import Failure

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from contract.card_pin import CardReport
    from kiosk.mailbox import Scheduler
    from offline_cache.hub_link import HubLink
    from visit.effects import ReportCard

log = logging.getLogger("bangban.visit")

AGAIN_S = (5.0, 30.0, 120.0, 600.0)
"""Waits before the next tries. A card is written only while the line is up, so the first nearly always gets through; of
one that never does the hub says that nobody has told it.
"""


class CardReports:
    """`tell` is called on the UI thread and returns at once."""

    def __init__(self, link: HubLink, worker: ThreadPoolExecutor, scheduler: Scheduler) -> None:
        self._link = link
        self._worker = worker
        self._scheduler = scheduler

    def tell(self, order: ReportCard) -> None:
        self._worker.submit(self._send, order.report, 0)

    def _send(self, report: CardReport, tried: int) -> None:
        told = self._link.report_card(report)
        if not isinstance(told, Failure):
            return
        if told.code == "refused" or tried == len(AGAIN_S):
            log.error("what became of a card is not told: %s; must act: %s", told.code, told.action)
            return
        # The clock of the scheduler belongs to the UI thread.
        self._scheduler.soon(lambda: self._later(report, tried))

    def _later(self, report: CardReport, tried: int) -> None:
        self._scheduler.later(AGAIN_S[tried], lambda: self._again(report, tried + 1))

    def _again(self, report: CardReport, tried: int) -> None:
        self._worker.submit(self._send, report, tried)
