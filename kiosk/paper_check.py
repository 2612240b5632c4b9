"""Checks the papers that somebody lays before the terminal: the signature here, whether they still hold at the hub."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from contract import paper_proof
from outcome import Failure, Outcome
from visit.events import CodeScanned, NoCodeSeen, PaperChecked, PaperStanding
from visit.held.verifying import GENUINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor
    from uuid import UUID

    from drivers.camera import Picture
    from kiosk.devices import Devices
    from offline_cache.hub_link import HubLink
    from offline_cache.papers import Papers
    from visit.events import Event

log = logging.getLogger("bangban.visit")


class PaperCheck:
    """Both methods return at once; what they find is posted with its order."""

    def __init__(
        self,
        devices: Devices,
        papers: Papers,
        link: HubLink,
        workers: ThreadPoolExecutor,
        post: Callable[[Event], None],
    ) -> None:
        self._devices = devices
        self._papers = papers
        self._link = link
        self._workers = workers
        self._post = post

    def check(self, order: UUID, text: str) -> None:
        """A signature needs no line and no time to speak of; the hub is asked after it."""
        keys = self._papers.paper_keys
        read = paper_proof.read(text)
        if isinstance(read, Failure):
            self._post(PaperChecked(order, read.code))
        elif keys is None:
            self._post(PaperChecked(order, "paper_no_keys"))
        else:
            verified = paper_proof.verify(read.value, keys)
            if isinstance(verified, Failure):
                self._post(PaperChecked(order, verified.code))
            else:
                statement = read.value.statement
                self._post(PaperChecked(order, GENUINE, statement))
                self._workers.submit(self._ask, order, statement.code)

    def look(self, order: UUID) -> None:
        """For a code under the document camera; the picture goes with this call."""

        def taken(outcome: Outcome[Picture]) -> None:
            if isinstance(outcome, Failure):
                log.warning("no picture of a paper: %s; must act: %s", outcome.code, outcome.action)
                self._post(NoCodeSeen(order))
            else:
                self._workers.submit(self._find, order, outcome.value)

        self._devices.take_picture(taken)

    def _ask(self, order: UUID, code: str) -> None:
        answer = self._link.paper_status(code)
        self._post(PaperStanding(order, None if isinstance(answer, Failure) else answer.value))

    def _find(self, order: UUID, picture: Picture) -> None:
        from kiosk.paper_code import code_in  # with it OpenCV is loaded, which most visits never need

        text = code_in(picture.jpeg)
        self._post(CodeScanned(text) if text is not None else NoCodeSeen(order))
