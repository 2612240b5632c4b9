"""Takes pages under the document camera: sealed on disk before anybody is told of them, in the clear nowhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from outcome import Action, Failure, Outcome
from visit.events import PageNotTaken, PageTaken

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from drivers.camera import Picture
    from kiosk.devices import Devices
    from offline_cache.store import OfflineCache
    from visit.events import Event

log = logging.getLogger("bangban.visit")


class Scanner:
    """`take` and `drop` return at once; what becomes of a page is posted with its order."""

    def __init__(
        self, devices: Devices, cache: OfflineCache, artist: ThreadPoolExecutor, post: Callable[[Event], None]
    ) -> None:
        self._devices = devices
        self._cache = cache
        self._artist = artist
        self._post = post

    def take(self, order: UUID) -> None:
        def taken(outcome: Outcome[Picture]) -> None:
            if isinstance(outcome, Failure):
                self._none(order, outcome)
            else:
                self._artist.submit(self._keep, order, outcome.value)

        self._devices.take_picture(taken)

    def drop(self, attachment: UUID) -> None:
        self._cache.drop_attachment(attachment).add_done_callback(_log_a_page_that_stays)

    def _keep(self, order: UUID, picture: Picture) -> None:
        from kiosk.scan_page import page_of  # with it OpenCV is loaded, which most visits never need

        try:
            made = page_of(picture)
        except Exception as bug:  # noqa: BLE001 -- a page that is never told of would be waited for
            log.critical("bug in a scanned page: %s; must act: engineer", type(bug).__name__)
            made = Failure("driver_bug", Action.ENGINEER, type(bug).__name__)
        if isinstance(made, Failure):
            self._none(order, made)
            return
        page = made.value

        def kept(future: Future[Outcome[AttachmentNote]]) -> None:
            outcome = future.result()
            if isinstance(outcome, Failure):
                self._none(order, outcome)
            else:
                self._post(PageTaken(order, outcome.value, page.picture, page.edges))

        self._cache.attach(page.jpeg).add_done_callback(kept)

    def _none(self, order: UUID, failure: Failure) -> None:
        log.warning("page not taken: %s; must act: %s", failure.code, failure.action)
        self._post(PageNotTaken(order, failure.code, str(failure.action)))


def _log_a_page_that_stays(future: Future[Outcome[None]]) -> None:
    outcome = future.result()
    if isinstance(outcome, Failure):
        log.warning("page not erased before the next start: %s; must act: %s", outcome.code, outcome.action)
