"""A visit that faults strike, phase by phase: what must be read, what must not, and that the visit goes on."""

from __future__ import annotations

import re
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk_bench import WAIT_S, _words
from kiosk_desk import ANSWERS_A_LOOK, Desk
from kiosk_faults import A4, HELP_KEY, LIGHTS, LINE, READER, RECEIPTS, Fault

from catalogue.devices import DEVICES
from contract import wire
from kiosk.strokes import signature
from visit.events import Drew
from visit.views import (
    CheckBody,
    FarewellBody,
    IdentifyBody,
    Mark,
    OutOfServiceBody,
    PreviewBody,
    ResultBody,
    Row,
    SignBody,
    View,
    buttons_of,
)
from wording import has, say

if TYPE_CHECKING:
    from collections.abc import Iterable

GOES_ON_BY_ITSELF = {"starting", "out_of_service", "submitting", "farewell"}
"""Nothing to touch is needed there, but help and language."""
ALWAYS_THERE = {"help", "language"}
RAW = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
"""A code that no person should read."""
PHASES = (
    "attract",
    "before the card",
    "while the card is read",
    "form",
    "preview",
    "check",
    "sign",
    "submitting",
    "papers, before the job",
    "papers, during the job",
    "papers, after the paper",
    "certificate shown",
    "rating",
    "farewell",
)
PRINTERS = {RECEIPTS: "result.receipt", A4: "result.certificate"}
"""With the name of its row on the result page."""
JOB_S = 60.0
BACK_S = 60.0
PRESSES, PRESS_AGAIN_S = 4, 2.0


def zh(key: str) -> str:
    return say("zh", key)


def told_as(fault: Fault) -> set[str]:
    """The sentences that may stand for a fault that lasts."""
    return {zh(f"trouble.{one}" if has(f"trouble.{one}") else "trouble.device") for one in fault.codes}


def bare(view: View) -> View:
    """Without what moves by itself: the clock, the sign of the line, the wipe at the farewell."""
    body = replace(view.body, lines=()) if isinstance(view.body, FarewellBody) else view.body
    return replace(view, chrome=replace(view.chrome, clock="", line_mark=Mark.NONE, line_text=""), body=body)


def other_words(view: View, usual: View) -> list[str]:
    """What of it is different."""
    return [
        f"{name}: {getattr(view, name)} instead of {getattr(usual, name)}"
        for name in ("page", "chrome", "body", "overlay", "lights")
        if getattr(bare(view), name) != getattr(usual, name)
    ]


def checked(view: View) -> None:
    """Of every picture: no code, no emptiness, a way on, and a person to call."""
    texts = [word for part in (view.chrome, view.body, view.overlay) for word in _words(part)]
    raw = [one for one in texts if RAW.search(one) and not one.startswith("http")]
    assert not raw, f"{raw} on {view.page}"
    buttons = {one.id for one in buttons_of(view) if getattr(one, "enabled", True)}
    assert "help" in buttons, view.page
    assert view.page in GOES_ON_BY_ITSELF or buttons - ALWAYS_THERE, f"no way on from {view.page}"


class StruckVisit:
    """Faults of different devices that strike together. What they led to stands in `cells`."""

    def __init__(self, desk: Desk, faults: Iterable[Fault]) -> None:
        self.desk = desk
        self.faults = tuple(faults)
        self.cells: dict[Fault, dict[str, str]] = {one: {} for one in self.faults}
        self._since = 0

    # --- striking and mending ------------------------------------------------------------------------------------

    def _of(self, device: str) -> Fault | None:
        return next((one for one in self.faults if one.device == device), None)

    def _but(self, *devices: str) -> list[Fault]:
        return [one for one in self.faults if one.device not in devices]

    def _strike(self, *faults: Fault) -> None:
        for one in faults:
            one.strike(self.desk.hand(one.device))

    def _felt(self, *faults: Fault) -> None:
        """Until the terminal knows of what lasts, and what passes by itself has passed."""
        for one in faults:
            self.desk.until(f"{one} to be felt", lambda one=one: self._known(one))  # type: ignore[misc]

    def _known(self, fault: Fault) -> bool:
        if fault.device == LINE:
            return not (fault.lasts and self.desk.well(LINE))
        if not fault.lasts:
            return not self.desk.hand(fault.device).faults.ordered()
        return not self.desk.well(fault.device) and self.desk.status(fault.device).code in fault.codes

    def _mend(self, phase: str, told: dict[str, str], *faults: Fault) -> None:
        """Each device must come back by itself; it is looked at once more before anybody goes on."""
        began, back = time.monotonic(), dict[Fault, float]()
        for one in faults:
            one.mend(self.desk.hand(one.device))
        before = {one: self.desk.answers(one.device) for one in faults}

        def all_back() -> bool:
            for one in faults:
                if one not in back and self._looked_at(one.device, before[one]):
                    back[one] = time.monotonic() - began
            return len(back) == len(faults)

        self.desk.until(f"all to be well after {', '.join(map(str, faults))}", all_back, BACK_S)
        for one in faults:
            self.cells[one][phase] = f"{told.get(one.device, '–')}, back {back[one]:.1f} s"

    def _looked_at(self, device: str, before: int) -> bool:
        return self.desk.answers(device) - before >= ANSWERS_A_LOOK[device] and self.desk.well(device)

    # --- a phase that uses none of the devices ---------------------------------------------------------------------

    def undisturbed(self, phase: str) -> None:
        here, since = bare(self.desk.view), len(self.desk.shown)
        self._strike(*self.faults)
        self._felt(*self.faults)
        self._mend(phase, {}, *self.faults)
        for view in self.desk.shown[since:]:
            assert bare(view) == here, f"{phase}: {other_words(view, here)}"

    # --- the phases in order -----------------------------------------------------------------------------------------

    def idle(self) -> None:
        self._strike(*self.faults)
        self._felt(*self.faults)
        told = {}
        for one in self.faults:
            if one.lasts and one.device in {READER, RECEIPTS}:
                self.desk.until(f"{one} to be told", lambda one=one: self._trouble(one) in told_as(one))  # type: ignore[misc]
                told[one.device] = self._trouble(one)
            elif one.lasts and one.device == LINE:
                self.desk.sees(zh("line.down"), zh("attract.closed"))
                told[LINE] = zh("line.down")
        self._mend("attract", told, *self.faults)
        self.desk.on("attract")

    def _trouble(self, fault: Fault) -> str:
        """What the page that offers nothing says of this device."""
        body = self.desk.view.body
        if not isinstance(body, OutOfServiceBody):
            return ""
        name = DEVICES[fault.device].zh
        return next((row.value for row in body.rows if row.label == name and row.note), "")

    def before_the_card(self) -> None:
        self.desk.walk("identify")
        self._waiting_for_a_card()
        since = len(self.desk.shown)
        self._strike(*self.faults)
        self._felt(*self.faults)
        self._reader_is_told()
        self._mend("before the card", self._told_since(since), *self.faults)
        self._waiting_for_a_card()
        board = self.desk.stands[LIGHTS].board
        self.desk.until("the light at the reader", lambda: board.on == [True] + [False] * (len(board.on) - 1))

    def while_the_card_is_read(self) -> None:
        self.desk.walk("identify")
        self._waiting_for_a_card()
        since = len(self.desk.shown)
        reader, struck = self._of(READER), threading.Event()
        self._strike(*self._but(READER))

        def at_select() -> None:
            self._strike(*(one for one in (reader,) if one is not None))
            struck.set()

        self.desk.card.select.set(at_select)
        self.desk.stands[READER].reader.insert_card("li")
        assert struck.wait(WAIT_S)
        self._felt(*self.faults)
        self._reader_is_told()
        if reader is not None and reader.name == "card pulled":
            self.desk.sees(zh("card.card_moved"))
            self.desk.stands[READER].reader.insert_card("li")
        told = self._told_since(since)
        self._mend("while the card is read", told, *self.faults)
        self.desk.sees(zh("identify.done"))
        self.desk.stands[READER].reader.remove_card()

    def _waiting_for_a_card(self) -> None:
        self.desk.sees(zh("identify.lay_card"), zh("identify.waiting"))

    def _reader_is_told(self) -> None:
        fault = self._of(READER)
        if fault is None or not fault.lasts:
            return
        down = zh("identify.reader_down")
        self.desk.until(
            f"{fault} to be told",
            lambda: self._identify().instruction == down and self._identify().status in told_as(fault),
        )
        assert self._identify().next is None
        assert self.desk.touchable("no_card") is not None, "a person can be called"

    def _identify(self) -> IdentifyBody:
        body = self.desk.view.body
        assert isinstance(body, IdentifyBody)
        return body

    def _told_since(self, since: int) -> dict[str, str]:
        """What was said of the reader, and nothing of any other device."""
        bodies = [view.body for view in self.desk.shown[since:] if isinstance(view.body, IdentifyBody)]
        usual = {zh("identify.lay_card"), zh("identify.done")}
        said = dict.fromkeys(one.instruction for one in bodies if one.instruction not in usual)
        reader = self._of(READER)
        if reader is None or reader.name == "late":
            assert not said, f"{list(said)} of a reader that is well"
            return {}
        if reader.lasts:
            said[self._identify().status] = None
        return {READER: " / ".join(said)} if said else {}

    def form(self) -> None:
        self.desk.walk("form")
        self.undisturbed("form")
        self._help_key_calls()

    def _help_key_calls(self) -> None:
        """Whoever hears nothing presses again: in the second after it came back the key is not listened to yet."""
        for _ in range(PRESSES):
            self.desk.stands[HELP_KEY].press()
            with suppress(AssertionError):
                self.desk.until("the call", lambda: self.desk.view.overlay is not None, PRESS_AGAIN_S)
                break
        self.desk.press("end_help")
        self.desk.until("the form again", lambda: self.desk.view.overlay is None)

    def preview(self) -> None:
        """The one page that asks the department: of a line that fails here it must tell."""
        line = self._of(LINE)
        if line is None or line.name == "slow":
            self.desk.walk("preview")
            self._found()
            self.undisturbed("preview")
            return
        self.desk.walk("form")
        self._strike(line)
        self.desk.walk("preview")
        self.desk.until("the preview to be given up", lambda: self.desk.touchable("again") is not None)
        body = self.desk.view.body
        assert isinstance(body, PreviewBody)
        assert self.desk.touchable("next") is None
        self._mend("preview", {LINE: body.status}, line)
        self.desk.press("again")
        self._found()

    def _found(self) -> None:
        self.desk.until("what the department has", lambda: self.desk.touchable("next") is not None)

    def check(self) -> None:
        """Here it is said that there will be no paper, before anything is signed; all else stays."""
        self.desk.walk("check")
        here, since = self._without_paper_row(self.desk.view), len(self.desk.shown)
        printer = self._of(RECEIPTS)
        self._strike(*self.faults)
        self._felt(*self.faults)
        told = {}
        if printer is not None and printer.lasts:
            self.desk.until(f"{printer} to be told", lambda: self._paper_note() in told_as(printer))
            told[RECEIPTS] = self._paper_note()
        self._mend("check", told, *self.faults)
        self.desk.until("no more trouble with paper", lambda: not self._paper_note())
        for view in self.desk.shown[since:]:
            assert self._without_paper_row(view) == here, f"check: {other_words(view, here)}"

    def _paper_note(self) -> str:
        body = self.desk.view.body
        assert isinstance(body, CheckBody)
        return next((row.note for row in body.rows if row.label == zh("check.receipt")), "")

    def _without_paper_row(self, view: View) -> View:
        assert isinstance(view.body, CheckBody)
        rows = tuple(row for row in view.body.rows if row.label != zh("check.receipt"))
        # With the row that warns comes the button to a person, and goes with it.
        chrome = replace(view.chrome, hand_over=None)
        return bare(replace(view, chrome=chrome, body=replace(view.body, rows=rows)))

    def signing(self) -> None:
        """With ink in the field, which must still be there afterwards."""
        self.desk.walk("sign")
        for stroke in signature(0, 0, 1, 1):
            self.desk.terminal.post(Drew(tuple(stroke)))
        self.desk.until("the ink", self._inked)
        self.undisturbed("sign")

    def _inked(self) -> bool:
        body = self.desk.view.body
        return isinstance(body, SignBody) and len(body.strokes) == 3

    def submitting(self) -> None:
        """The case is on disk, and the department's answer under way."""
        desk, line, held = self.desk, self._of(LINE), threading.Event()
        desk.walk("sign")
        if line is not None:
            self._line_fails_at_submission(line)
            return
        desk.proxy.order(wire.CASES, "ok", then=lambda: held.wait(WAIT_S))
        desk.sign()
        desk.on("submitting")
        desk.sees(zh("submitting.making"))
        self.undisturbed("submitting")
        desk.proxy.heal()
        held.set()
        desk.terminal.sync.wake()
        desk.on("result")

    def _line_fails_at_submission(self, line: Fault) -> None:
        desk = self.desk
        self._strike(line)
        self._felt(line)
        desk.sign()
        desk.until("the case to be on disk", lambda: desk.terminal.mailbox.state.here.number)
        if line.name == "answer lost":
            assert desk.proxy.wait_for(wire.CASES, "lost")
        if line.lasts:
            desk.on("result")
            told = f"{self._body().title}: {self._row('result.delivery').value}"
        else:
            told = "nothing"
        self._mend("submitting", {LINE: told}, line)
        desk.terminal.sync.wake()
        desk.on("result")

    # --- papers ---------------------------------------------------------------------------------------------------------

    def papers(self, when: str) -> None:
        """`before the job`, `during the job` or `after the paper`, of receipt and certificate at once."""
        desk, struck = self.desk, []
        desk.walk("sign")
        traps = {RECEIPTS: desk.receipt_tray, A4: desk.a4_tray}
        for one in (self._of(RECEIPTS), self._of(A4)):
            if one is None:
                continue
            if when == "before the job":
                self._strike(one)
                if one.lasts:
                    self._felt(one)
                continue
            happened = threading.Event()
            trap = traps[one.device].during if when == "during the job" else traps[one.device].after
            trap.set(lambda one=one, happened=happened: (self._strike(one), happened.set()))  # type: ignore[misc]
            struck.append(happened)
        self._strike(*self._but(*PRINTERS, LINE))
        desk.sign()
        desk.on("result")
        self._strike(*(one for one in self.faults if one.device == LINE))
        desk.until("both papers to be settled", self._settled, JOB_S)
        assert all(one.wait(WAIT_S) for one in struck)
        self._felt(*self._but(*PRINTERS))
        told = {device: self._claim(device) for device in PRINTERS}
        before = {device: (self._row(PRINTERS[device]).mark, self._whole(device)) for device in PRINTERS}
        self._mend(f"papers, {when}", told, *self.faults)
        for device, (mark, _) in before.items():
            assert mark is not Mark.NOW, f"{device} is still at it"
        if desk.touchable("again") is not None:
            desk.press("again")
            desk.until("all papers", lambda: self._settled() and desk.touchable("again") is None, JOB_S)
        for device, (mark, whole) in before.items():
            self._claims_are_true(device, mark, whole, when)

    def _settled(self) -> bool:
        named = all(self._row(name).mark is not Mark.NOW for name in PRINTERS.values())
        return named and any(self.desk.touchable(name) is not None for name in ("again", "next"))

    def _claims_are_true(self, device: str, mark: Mark, whole: int, when: str) -> None:
        """`mark` and `whole` as they were after the first try; all is well now."""
        now = self._whole(device)
        seen = f"{device}: {mark}, {whole} paper then, {now} in the end"
        assert self._row(PRINTERS[device]).mark is Mark.DONE, seen
        if mark is Mark.DONE:
            assert (whole, now) == (1, 1), seen
        elif mark is Mark.TROUBLE and not (device == RECEIPTS and when == "after the paper"):
            assert (whole, now) == (0, 1), seen
        else:
            # In doubt. A receipt printer that stops between the cut and its last word has told only that it stopped:
            # whether the paper is whole can be seen by whoever stands there, and the second one says that it is one.
            assert whole in {0, 1}, seen
            assert now in {whole + 1, 2}, seen

    def _whole(self, device: str) -> int:
        visit = self.desk.terminal.mailbox.state.here
        if device == A4:
            return self.desk.a4_tray.whole(str(visit.key))
        return self.desk.receipt_tray.whole(visit.number)

    def _body(self) -> ResultBody:
        body = self.desk.view.body
        assert isinstance(body, ResultBody)
        return body

    def _row(self, key: str) -> Row:
        rows = [one for one in self._body().rows if one.label == zh(key)]
        return rows[0] if rows else Row(zh(key), "", Mark.NOW)

    def _claim(self, device: str) -> str:
        row = self._row(PRINTERS[device])
        return f"{row.value} {row.note}".strip()

    # --- the end ----------------------------------------------------------------------------------------------------------

    def certificate(self) -> None:
        """Papers and document are there; the resident looks at them."""
        self.desk.walk("result")
        self.desk.until(
            "the document", lambda: self._settled() and self._body().document_picture is not None, JOB_S
        )
        self.undisturbed("certificate shown")

    def rating(self) -> None:
        self.desk.walk("rating")
        self.undisturbed("rating")

    def farewell(self) -> None:
        """Nobody waits here for a device; what is still wrong afterwards stands on the idle page."""
        desk = self.desk
        desk.walk("farewell")
        here, since = bare(desk.view), len(desk.shown)
        self._strike(*self.faults)
        desk.until("the end of the farewell", lambda: desk.page != "farewell")
        assert all(bare(view) == here for view in desk.shown[since:] if view.page == "farewell")
        assert desk.page in {"attract", "out_of_service"}
        self._felt(*self.faults)
        self._mend("farewell", {}, *self.faults)
        desk.on("attract")

    def leave(self) -> None:
        self.desk.walk("attract")
