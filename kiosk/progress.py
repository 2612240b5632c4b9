"""Asks the hub about a resident's own cases. Nothing of the answers is kept: they go to the visit, and end with it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from contract.progress import OwnCase, OwnPaper, ProgressQuery, ReceiptQuery
from offline_cache.hub_trouble import refusal_code
from outcome import Failure
from visit import events as e

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from uuid import UUID

    from contract.message import Message
    from offline_cache.hub_link import HubLink
    from outcome import Outcome
    from visit import effects as do

log = logging.getLogger("bangban.kiosk")
M = TypeVar("M", bound="Message")


class OwnCases:
    """All methods are called on the UI thread and return at once."""

    def __init__(self, link: HubLink, workers: Executor, post: Callable[[e.Event], None]) -> None:
        self._link = link
        self._workers = workers
        self._post = post

    def ask(self, order: do.AskProgress) -> None:
        query = (
            ProgressQuery(applicant=order.applicant)
            if order.applicant is not None
            else ReceiptQuery(proof=order.receipt)
        )
        self._do(
            order.order, lambda: self._link.progress(query), lambda told: e.ProgressTold(order.order, told)
        )

    def form(self, order: do.FetchCaseForm) -> None:
        case = OwnCase(applicant=order.applicant, key=order.key)
        self._do(
            order.order,
            lambda: self._link.case_form(case),
            lambda form: e.CaseFormGiven(order.order, form, supplement=order.supplement),
        )

    def withdraw(self, order: do.SendWithdrawal) -> None:
        case = OwnCase(applicant=order.applicant, key=order.key)
        self._do(
            order.order,
            lambda: self._link.withdraw_case(case),
            lambda now: e.CaseWithdrawn(order.order, now),
        )

    def paper(self, order: do.FetchPaper) -> None:
        wanted = OwnPaper(applicant=order.applicant, document_id=order.document_id, print_key=order.order)
        self._do(
            order.order, lambda: self._link.case_paper(wanted), lambda paper: e.PaperGiven(order.order, paper)
        )

    def _do(self, order: UUID, ask: Callable[[], Outcome[M]], told: Callable[[M], e.Event]) -> None:
        def run() -> None:
            answered = ask()
            if isinstance(answered, Failure):
                code = refusal_code(answered) if answered.code == "refused" else answered.code
                log.warning("own cases: %s; must act: %s", code, answered.action)
                self._post(e.ProgressFailed(order, code, str(answered.action)))
            else:
                self._post(told(answered.value))

        self._workers.submit(run)
