"""Carries out what the visit orders. Nothing here decides; every result goes back into the mailbox as an event."""

from __future__ import annotations

import logging
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from contract.case import Document, Rating
from drivers.document_printer import Document as Sheets
from kiosk.appointments import AppointmentDesk
from kiosk.card_reports import CardReports
from kiosk.hands_card import CardHands
from kiosk.paper_check import PaperCheck
from kiosk.pictures import first_page, signature_png
from kiosk.progress import OwnCases
from kiosk.scanner import Scanner
from kiosk.slip_layout import print_job
from offline_cache.records import Accepted, CaseDraft, Kind
from outcome import Failure, Outcome
from visit import effects as do
from visit import events as e

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from contract.query import Query
    from kiosk.devices import Devices
    from kiosk.hands_typing import TypingHands
    from kiosk.hands_upkeep import UpkeepHands
    from kiosk.helpline import Helpline
    from kiosk.locker import LockerDesk
    from kiosk.mailbox import Scheduler
    from offline_cache.hub_link import HubLink
    from offline_cache.store import OfflineCache
    from offline_cache.sync import Sync

log = logging.getLogger("bangban.visit")

DRAWS_BESIDE = 10
"""Niceness."""
READ_AGAIN_S = 1.0
"""A reader that fails at once (unplugged, a bank card left lying) is asked once a second, not in a loop."""


class Hands:
    """All methods are called on the UI thread; whatever takes time is handed to a worker."""

    def __init__(
        self,
        *,
        terminal_id: str,
        devices: Devices,
        cache: OfflineCache,
        sync: Sync,
        link: HubLink,
        helpline: Helpline,
        locker: LockerDesk,
        typing: TypingHands,
        upkeep: UpkeepHands,
        say: Callable[[str, str], None],
        scheduler: Scheduler,
        post: Callable[[e.Event], None],
        wipe_screen: Callable[[], None],
        read_again_s: float = READ_AGAIN_S,
    ) -> None:
        self._terminal_id = terminal_id
        self._devices = devices
        self._cache = cache
        self._sync = sync
        self._link = link
        self._helpline = helpline
        self._scheduler = scheduler
        self._post = post
        self._wipe_screen = wipe_screen
        self._queries = ThreadPoolExecutor(2, "query")
        self._artist = ThreadPoolExecutor(1, "pictures", _stand_back)  # one: PDFium is not thread-safe
        self._artist.submit(signature_png, ())  # what that loads, the first resident shall not wait for
        self._typing = typing
        self._query_number = 0
        self._read_at = 0.0
        self._read_again_s = read_again_s
        self._cancel_read: Callable[[], None] = lambda: None
        card_hands = CardHands(devices, post)
        card_reports = CardReports(link, self._queries, scheduler)
        scanner = Scanner(devices, cache, self._artist, post)
        appointments = AppointmentDesk(link, lambda: cache.papers.hub_key, self._queries, post)
        own_cases = OwnCases(link, self._queries, post)
        papers = PaperCheck(devices, cache.papers, link, self._queries, post)
        self._orders: dict[type[do.Effect], Callable[..., None]] = {
            do.ClaimDevices: lambda _: devices.claim(),
            do.ReleaseDevices: lambda _: devices.release(),
            do.ReadIdCard: self._read_id_card,
            do.StopReading: self._stop_reading,
            do.ReadSocialCard: self._read_social_card,
            do.ListenForCodes: lambda _: devices.listen_for_codes(),
            do.StopListening: lambda _: devices.stop_listening(),
            do.CheckPaper: lambda order: papers.check(order.order, order.text),
            do.ReadCodeUnderCamera: lambda order: papers.look(order.order),
            do.AskAppointments: appointments.ask,
            do.ShowTicket: appointments.show,
            do.OpenBox: locker.open_box,
            do.CancelBox: locker.cancel,
            do.CheckStaffPass: upkeep.check_pass,
            do.CheckStaffPin: upkeep.check_pin,
            do.LookAtStore: upkeep.look,
            do.DoUpkeep: upkeep.act,
            do.KeepClosure: upkeep.keep,
            do.Greet: lambda order: say(order.text, order.language),
            do.NoteStaff: upkeep.note,
            do.SettleBox: locker.settle,
            do.BoxEmpty: locker.say_empty,
            do.RunCardScript: card_hands.run_script,
            do.ChangeCardPin: card_hands.change_pin,
            do.TryCardPin: card_hands.try_pin,
            do.AskProgress: own_cases.ask,
            do.FetchCaseForm: own_cases.form,
            do.SendWithdrawal: own_cases.withdraw,
            do.FetchPaper: own_cases.paper,
            do.ReportCard: card_reports.tell,
            do.AskHub: self._ask_hub,
            do.AcceptCase: self._accept,
            do.TakePicture: lambda order: scanner.take(order.order),
            do.DropPage: lambda order: scanner.drop(order.attachment),
            do.SyncNow: lambda _: sync.wake(),
            do.PrintSlip: self._print,
            do.PrintDocument: self._print_document,
            do.PrintCopy: self._print_copy,
            do.RenderDocument: self._render,
            do.SendRating: self._rate,
            do.OpenHelp: lambda order: helpline.open(order.call),
            do.SayToHub: lambda order: helpline.say(order.call, order.key, order.text),
            do.CloseHelpCall: lambda order: helpline.close(order.call),
            do.LookUpPinyin: typing.look_up_pinyin,
            do.LookUpStrokes: typing.look_up_strokes,
            do.ReadInk: typing.read_ink,
            do.SuggestWords: typing.suggest,
            do.Wipe: self._wipe,
            do.Note: self._note,
        }

    def carry_out(self, effect: do.Effect) -> None:
        self._orders[type(effect)](effect)

    def stop(self) -> None:
        self._typing.stop()
        for pool in (self._queries, self._artist):
            pool.shutdown(wait=False, cancel_futures=True)

    # --- devices ---------------------------------------------------------------------------------

    def _read_id_card(self, _order: do.ReadIdCard) -> None:
        self._read_soon(self._devices.read_id_card)

    def _read_social_card(self, _order: do.ReadSocialCard) -> None:
        self._read_soon(self._devices.read_social_card)

    def _read_soon(self, read: Callable[[], None]) -> None:
        self._cancel_read()
        wait = max(0.0, self._read_at + self._read_again_s - time.monotonic())
        self._cancel_read = self._scheduler.later(wait, lambda: self._read_now(read))

    def _read_now(self, read: Callable[[], None]) -> None:
        self._read_at = time.monotonic()
        read()

    def _stop_reading(self, _order: do.StopReading) -> None:
        self._cancel_read()
        self._devices.stop_reading()

    def _print(self, order: do.PrintSlip) -> None:
        self._devices.print_slip(print_job(order.job_id, order.slip), self._told(order.job_id))

    def _print_document(self, order: do.PrintDocument) -> None:
        self._devices.print_document(Sheets(order.job_id, order.document.pdf), self._told(order.job_id))

    def _print_copy(self, order: do.PrintCopy) -> None:
        self._artist.submit(self._print_drawn_copy, order)

    def _print_drawn_copy(self, order: do.PrintCopy) -> None:
        from kiosk.copy_pages import copy_pdf  # with it Typst is loaded, which most visits never need

        try:
            pdf = copy_pdf(order)
        except Exception as bug:  # noqa: BLE001 -- a paper that is never told of would be waited for
            log.critical("bug in a copy: %s; must act: engineer", type(bug).__name__)
            self._post(e.PrintFailed(order.job_id, "driver_bug", "engineer"))
        else:
            self._devices.print_document(Sheets(order.job_id, pdf), self._told(order.job_id))

    def _told(self, job_id: str) -> Callable[[Outcome[object]], None]:
        def done(outcome: Outcome[object]) -> None:
            if isinstance(outcome, Failure):
                self._post(e.PrintFailed(job_id, outcome.code, str(outcome.action)))
            else:
                self._post(e.Printed(job_id))

        return done

    # --- hub -------------------------------------------------------------------------------------

    def _ask_hub(self, order: do.AskHub) -> None:
        """Only the newest question may be answered: an older answer is to other words, or to another person."""
        self._query_number += 1
        self._queries.submit(self._ask, order.query, self._query_number)

    def _ask(self, query: Query, number: int) -> None:
        answer = self._link.query(query)
        if number != self._query_number:
            return
        if isinstance(answer, Failure):
            self._post(e.QueryFailed(answer.code, str(answer.action)))
        else:
            self._post(e.QueryAnswered(answer.value))

    def _rate(self, order: do.SendRating) -> None:
        rating = Rating(
            key=order.key,
            terminal_id=self._terminal_id,
            case_number=order.case_number,
            grade=order.grade,
            rated_at=order.rated_at,
            item_id=order.item_id,
            tags=order.tags,
        )
        kept = self._cache.put_note(Kind.RATING, order.key, rating.model_dump_json().encode())
        kept.add_done_callback(_log_a_lost_rating)

    # --- store -----------------------------------------------------------------------------------

    def _accept(self, order: do.AcceptCase) -> None:
        self._artist.submit(self._accept_drawn, order.facts)

    def _accept_drawn(self, facts: do.CaseFacts) -> None:
        draft = CaseDraft(
            key=facts.key,
            item_id=facts.item_id,
            item_version=facts.item_version,
            accepted_at=facts.confirmed_at,
            clock_trusted=facts.clock_trusted,
            accepted_offline=facts.accepted_offline,
            promised_date=facts.promised_date,
            applicant=facts.applicant,
            answers=facts.answers,
            materials=facts.materials,
            consent=facts.consent,
            signature_png=signature_png(facts.strokes),
            confirmed_by_key=facts.confirmed_by_key,
            card=facts.card,
            attachments=facts.attachments,
            mends=facts.mends,
        )
        self._cache.accept(draft).add_done_callback(lambda future: self._accepted(facts.key, future))

    def _accepted(self, key: UUID, future: Future[Outcome[Accepted]]) -> None:
        outcome = future.result()
        if isinstance(outcome, Failure):
            log.error("case not accepted: %s; must act: %s; %s", outcome.code, outcome.action, outcome.detail)
            self._post(e.CaseNotAccepted(key, outcome.code, str(outcome.action)))
        else:
            self._artist.submit(self._prove, outcome.value)

    def _prove(self, done: Accepted) -> None:
        try:
            proof = self._cache.prove(done)
        except Exception as bug:  # noqa: BLE001 -- the case is on disk: its number is told, whatever happens to the code
            log.critical("bug in proving a receipt: %s; must act: engineer", type(bug).__name__)
            proof = ""
        self._post(e.CaseAccepted(done.key, done.case_number, done.accepted_at, proof))

    # --- pictures --------------------------------------------------------------------------------

    def _render(self, order: do.RenderDocument) -> None:
        self._artist.submit(self._draw, order.document)

    def _draw(self, document: Document) -> None:
        try:
            picture = first_page(document.pdf)
        except ValueError:
            log.error("a document of the hub is not a PDF; must act: engineer")  # noqa: TRY400 - it is personal
            return
        self._post(e.DocumentRendered(document.document_id, picture))

    # --- the end ---------------------------------------------------------------------------------

    def _wipe(self, _order: do.Wipe) -> None:
        """After the mailbox has shown the farewell, nothing of the visit is on the screen any more."""
        self._query_number += 1
        self._typing.rest()
        self._scheduler.soon(self._wipe_now)

    def _wipe_now(self) -> None:
        self._wipe_screen()
        self._post(e.Wiped())

    def _note(self, order: do.Note) -> None:
        level = logging.DEBUG if order.code in {"late_touch", "stale_news"} else logging.WARNING
        log.log(level, "%s %s", order.code, order.detail)


def _stand_back() -> None:
    """On Linux this is the thread's own: a document is drawn in what the screen leaves of the processor."""
    os.setpriority(os.PRIO_PROCESS, 0, max(DRAWS_BESIDE, os.getpriority(os.PRIO_PROCESS, 0)))


def _log_a_lost_rating(future: Future[Outcome[None]]) -> None:
    outcome = future.result()
    if isinstance(outcome, Failure):
        log.warning("rating not kept: %s; must act: %s", outcome.code, outcome.action)
