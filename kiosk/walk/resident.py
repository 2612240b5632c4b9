"""What a resident does on a page of each kind, and what the page tells them.

Which pages an item has is not known here: what to do follows from what a page offers, and a page of another kind is left
by its main button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.joint_plan import wanted_parts
from catalogue.model import Ends
from catalogue.trial_end import EXAMPLES
from kiosk.answering import StuckError
from kiosk.strokes import signature
from kiosk.walk.plays import GOOD, WITH_THE_OFFICE
from kiosk.walk.report import GUIDED
from kiosk.walk.sight import home_way, main_button, place_of, words_of
from visit.events import ChooseItem, Drew
from visit.held.paper import Printing
from visit.views import (
    AttractBody,
    BarredBody,
    CheckBody,
    ChecklistBody,
    ClosedBody,
    ConsentBody,
    FormBody,
    GuideBody,
    IdentifyBody,
    Mark,
    MaterialsBody,
    PinBody,
    PreviewBody,
    ProgressBody,
    ResultBody,
    ScanBody,
    SignBody,
    SocialCardBody,
    buttons_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from kiosk.walk.plays import Play
    from kiosk.walk.rig import Rig
    from visit.held.visit import Visit
    from visit.views import Body, View

PIN = "280517"
"""Not too easy to guess for anybody of a walk: they were born on a first of January."""
PAPER = "page"
"""What lies under the document camera."""


class Resident:
    """Plays one way through an item, page by page."""

    def __init__(self, rig: Rig, play: Play) -> None:
        self._rig = rig
        self._play = play
        self._answering = rig.answering
        self._ways: set[str] = set()
        """Ways on from a guide that were taken."""
        self.fails: set[str] = set()
        """Rules that were told not to hold."""
        self.key: UUID | None = None
        """Of the case, if it came so far."""
        self._steps: dict[type[Body], Callable[[], str]] = {
            AttractBody: lambda: self._touch("begin"),
            GuideBody: self._guide,
            ChecklistBody: self._checklist,
            ConsentBody: lambda: self._touch("agree"),
            SocialCardBody: self._put_card_in,
            IdentifyBody: self._identify,
            FormBody: self._form,
            MaterialsBody: self._materials,
            ScanBody: self._scan,
            PinBody: self._choose_pin,
            PreviewBody: self._preview,
            CheckBody: self._check,
            SignBody: self._sign,
            ProgressBody: lambda: "",
            ResultBody: self._result,
            BarredBody: self._barred,
            ClosedBody: lambda: "closed",
        }

    def act(self) -> str:
        """Do what there is to do on the page now shown: empty, or where it ends here. Raises `StuckError`."""
        kinds = type(self.look().body).__mro__
        return next((self._steps[kind] for kind in kinds if kind in self._steps), self._another)()

    def look(self) -> View:
        view = self._rig.view()
        if view is None:
            raise StuckError("nothing is shown")
        return view

    def moved(self, was: tuple[str, tuple[str, ...]]) -> bool:
        """Whether something else is shown, or something lies over the page."""
        view = self.look()
        return place_of(view) != was or view.overlay is not None

    def _touch(self, name: str) -> str:
        self._rig.wait(name, lambda: self._rig.sees(name))
        self._rig.touch(name)
        return ""

    # --- before anything is asked ----------------------------------------------------------------

    def _another(self) -> str:
        """Home, its branches, and every page that nothing else is known of."""
        way = home_way(self.look(), self._play.item, self._rig.items.region)
        if way is not None:
            self._rig.touch(way)
            return ""
        if self._ways and main_button(self.look()) is None:
            return self._touch("back")  # a way off the guide that goes on somewhere else
        self._rig.wait("a way on", lambda: main_button(self.look()) is not None)
        button = main_button(self.look())
        assert button is not None
        self._rig.touch(button)
        return ""

    def _guide(self) -> str:
        self._guide_tells_all()
        if self._play.ends is not None:
            return self._touch("next")
        # What leads to another item is walked there.
        ways = [
            one.id
            for one in buttons_of(self.look().body)
            if getattr(one, "enabled", True) and not isinstance(one.event, ChooseItem)
        ]
        way = next((one for one in ways if one not in self._ways), None)
        if way is None:
            return GUIDED
        self._ways.add(way)
        return self._touch(way)

    def _guide_tells_all(self) -> None:
        """一次性告知: each question, each material, and where people do the same."""
        item, said = self._play.item, words_of(self.look().body)
        told = [item.names.legal.zh, item.guide.fee.zh, item.guide.window.phone, item.guide.window.name.zh]
        told += [one.name.zh for one in item.materials] + [one.label.zh for one in item.fields()]
        missing = [one for one in told if one not in said]
        if missing:
            raise StuckError(f"the guide does not tell {missing[0]}")

    def _checklist(self) -> str:
        """Every case ticked, then the slip out of its printer, and back to the guide."""
        body = self.look().body
        assert isinstance(body, ChecklistBody)
        for option in body.options:
            if not option.chosen:
                self._rig.touch(option.id)
        self._touch("print")
        self._rig.wait("the list to be printed", lambda: self._checklist_mark() is Mark.DONE)
        return self._touch("back")

    def _checklist_mark(self) -> Mark:
        body = self.look().body
        assert isinstance(body, ChecklistBody)
        return body.mark

    def _identify(self) -> str:
        self._rig.dock("insert-card", self._play.card)
        try:
            self._rig.wait("the card to be read", lambda: self._rig.sees("next"))
        finally:
            self._rig.dock("remove-card")
        return self._touch("next")

    def _put_card_in(self) -> str:
        """It stays in its reader until it was written."""
        self._rig.dock("social-card-insert", self._play.card)
        return self._touch("next")

    def _choose_pin(self) -> str:
        """The same digits twice."""
        before = place_of(self.look())
        for _ in range(2):
            for digit in PIN:
                self._touch(f"pin:{digit}")
            self._touch("next")
        if not self.moved(before):
            raise StuckError("the PIN was not taken")
        return ""

    # --- what is asked -----------------------------------------------------------------------------

    def _form(self) -> str:
        by_id = {one.id: one for one in self._play.item.fields()}
        for name in self._answering.one_by_one():
            self._answering.answer(by_id[name], self._play.answers[name])
        before = place_of(self.look())
        self._rig.touch("next")
        if place_of(self.look()) != before:
            return ""
        problems = {one.id: one.problem for one in self._answering.questions() if one.problem}
        if not problems:
            raise StuckError("the page neither goes on nor says why")
        self._note_checks(" ".join(problems.values()))
        return Ends.TO_MEND

    def _materials(self) -> str:
        """What the trial says of each: promised, fetched, scanned or brought later; or to the window with it."""
        here = self.look()
        assert isinstance(here.body, MaterialsBody)
        for card in here.body.cards:
            if card.options:
                given = self._play.trial.promises.get(card.id, True)
                option = card.options[0 if given else 1]
                if not option.chosen:
                    self._rig.touch(option.id)
                if self.moved(place_of(here)):
                    return ""
        return self._touch("next")

    def _scan(self) -> str:
        """One page; all that the guide lists when the examples are played."""
        self._rig.dock("camera-show", PAPER)
        material = self._rig.state.here.scanning
        listed = {one.id: one.copies for one in self._play.item.materials}
        wanted = listed[material.material] if material is not None and self._play.id == EXAMPLES else 1
        for _ in range(wanted):
            self._touch("take")
            self._rig.wait("the page to be taken", lambda: self._scan_body().mark is not Mark.NOW)
        if self._scan_body().mark is not Mark.DONE:
            raise StuckError("the page was not taken well")
        return self._touch("next")

    def _scan_body(self) -> ScanBody:
        body = self.look().body
        assert isinstance(body, ScanBody)
        return body

    def _preview(self) -> str:
        """Until the office answered, which may lead on by itself; without the line one goes on where the page offers it."""
        before = place_of(self.look())
        self._rig.wait(
            "what is on record", lambda: self.moved(before) or self._preview_mark() is not Mark.WAITING
        )
        if self.moved(before):
            return ""
        if self._play.ends is None:  # of a guide: where to call for a time
            return self._another()
        if self._rig.sees("next"):
            return self._touch("next")
        if self._preview_mark() is Mark.WARNING:
            return Ends.NOTHING_FOUND
        raise StuckError("the records cannot be shown")

    def _preview_mark(self) -> Mark:
        body = self.look().body
        assert isinstance(body, PreviewBody)
        return body.mark

    # --- how it ends -------------------------------------------------------------------------------

    def _check(self) -> str:
        body = self.look().body
        assert isinstance(body, CheckBody)
        if body.next.enabled:
            return self._touch("next")
        self._note_checks(" ".join(row.note for row in body.rows))
        return Ends.TO_MEND

    def _note_checks(self, told: str) -> None:
        checks = self._play.item.rules.checks
        self.fails |= {rule.id for rule in checks if rule.says.zh in told}

    def _barred(self) -> str:
        told = words_of(self.look().body)
        rules = self._play.item.rules.eligibility
        self.fails |= {rule.id for rule in rules if rule.says.zh in told}
        return Ends.NOT_ELIGIBLE

    def _sign(self) -> str:
        for stroke in signature():
            self._rig.post(Drew(tuple(stroke)))
        return self._touch("next")

    def _result(self) -> str:
        """The office's own word where there is a line, and every paper out of its printer."""
        if not self._play.offline:
            self._rig.wait(
                "the answer of the office",
                lambda: self._rig.state.here.answer is not None or self._rig.state.here.set_aside,
            )
        self._rig.wait("the papers", lambda: self._rig.sees("next") or self._rig.sees("without"))
        visit = self._rig.state.here
        self.key = visit.key
        self._nothing_is_missing(visit)
        if visit.answer is None:
            return Ends.ACCEPTED if self._play.offline and not visit.set_aside else "set_aside"
        self.fails |= {one.rule for one in visit.answer.rules if one.held is not True}
        if visit.answer.state in GOOD:
            return Ends.APPROVED
        return Ends.ACCEPTED if visit.answer.state in WITH_THE_OFFICE else str(visit.answer.state)

    def _nothing_is_missing(self, visit: Visit) -> None:
        """Every paper is out, the document is there where one was promised, and every office has its part."""
        if visit.receipt.printing is not Printing.PRINTED:
            raise StuckError("the receipt was not printed")
        answer = visit.answer
        if answer is None:
            return
        if answer.documents and visit.certificate.printing is not Printing.PRINTED:
            raise StuckError("the document was not printed")
        if self._play.item.certificate is not None and answer.state in GOOD and not answer.documents:
            raise StuckError("no document came out")
        wanted = {part.id for part in wanted_parts(self._play.item, visit.answers)}
        if answer.state in WITH_THE_OFFICE and {part.part for part in answer.parts} != wanted:
            raise StuckError("not every office has its part")
