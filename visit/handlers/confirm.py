"""Seeing it once more and signing: preview, check, signature, submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, asked_pages, relevant
from catalogue.model import Material, MaterialWay
from contract.case import Material as CaseMaterial
from contract.case import ReplacedPage, ScannedPage
from contract.codes import MaterialTrust
from visit.card_writing import card_missing, waits_for_line, writes_now
from visit.effects import AcceptCase, CaseFacts
from visit.handlers.eligible import go_on
from visit.held.card_work import CardWork
from visit.held.page import Page
from visit.held.trouble import Trouble
from visit.judgement import all_problems, materials_undecided, ready_to_submit, signed
from visit.mending import later_until, stands
from visit.moves import go
from visit.scanning import dropped, pages_of_the_case, scan_materials, scanned
from visit.situation import bars
from visit.ticket import promised
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from datetime import date

    from visit.events import (
        ClearSignature,
        ConfirmByKey,
        Drew,
        GoNext,
        JumpTo,
        QueryAnswered,
        QueryFailed,
        Stamped,
        TryAgain,
    )
    from visit.state import State

MAX_STROKES = 60
MAX_POINTS = 400


def query_answered(state: State, event: QueryAnswered, stamped: Stamped) -> Turn:
    return stay(state.with_visit(preview=event.answer, trouble=None))


def query_failed(state: State, event: QueryFailed, stamped: Stamped) -> Turn:
    return stay(state.with_visit(preview=None, trouble=Trouble(event.code, event.action)))


def query_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return go(state, Page.PREVIEW)


def preview_seen(state: State, event: GoNext, stamped: Stamped) -> Turn:
    found = state.here.preview is not None and state.here.preview.found
    return go_on(state, stamped) if found else stay(state)


def jump_to(state: State, event: JumpTo, stamped: Stamped) -> Turn:
    """修改 one field; afterwards straight back to the check page."""
    visit = state.here
    for number, page in enumerate(asked_pages(visit.chosen, visit.answers)):
        if any(field.id == event.field for field in page.fields):
            return go(state.with_visit(form_at=number, back_to_check=True), Page.FORM)
    if any(material.id == event.field for material in visit.chosen.materials):
        return go(state.with_visit(back_to_check=True), Page.MATERIALS)
    return stay(state)


def checked(state: State, event: GoNext, stamped: Stamped) -> Turn:
    if all_problems(state, stamped.wall.date()) or materials_undecided(state):
        return stay(state.with_visit(shown_problems=True))
    if card_missing(state):
        return go(state, Page.SOCIAL_CARD)
    if state.here.chosen.needs.anonymous and not bars(state, stamped.wall.date()):
        return _hand_in(state, stamped)
    return go_on(state, stamped)


def drew(state: State, event: Drew, stamped: Stamped) -> Turn:
    visit = state.here
    if len(visit.strokes) >= MAX_STROKES:
        return stay(state)
    inside = tuple((min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) for x, y in event.stroke[:MAX_POINTS])
    return stay(state.with_visit(strokes=(*visit.strokes, inside), shown_problems=False))


def clear_signature(state: State, event: ClearSignature, stamped: Stamped) -> Turn:
    return stay(state.with_visit(strokes=()))


def confirm_by_key(state: State, event: ConfirmByKey, stamped: Stamped) -> Turn:
    """A signature is not the only means (EN 301 549 5.1.3.1, as quoted): what was confirmed so is told as what it is."""
    if not state.comfort.spoken or waits_for_line(state) or not state.here.chosen.takes_key:
        return stay(state)
    return _submit(state.with_visit(strokes=(), confirmed_by_key=True), stamped)


def submit(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return _submit(state.with_visit(confirmed_by_key=False), stamped)


def _submit(state: State, stamped: Stamped) -> Turn:
    if not signed(state) or waits_for_line(state):
        return stay(state.with_visit(shown_problems=True))
    if bars(state, stamped.wall.date()):
        return go_on(state, stamped)
    if not ready_to_submit(state, stamped.wall.date()):
        return go(state.with_visit(shown_problems=True), Page.CHECK)
    return _hand_in(state, stamped)


def _hand_in(state: State, stamped: Stamped) -> Turn:
    """The idempotency key is made here, once: every attempt to send carries it, whatever happens on the way."""
    if not ready_to_submit(state, stamped.wall.date()):
        return stay(state.with_visit(shown_problems=True))
    state = state.with_visit(
        card=state.here.card if writes_now(state) else CardWork(),
        key=stamped.fresh_id,
        confirmed_at=stamped.wall,
        clock_trusted=stamped.clock_trusted,
        accepted_offline=not state.machine.line_up,
    )
    unasked = dropped(state.here, but=pages_of_the_case(state.here))
    return also(go(state, Page.SUBMITTING), AcceptCase(case_facts(state)), *unasked)


def case_facts(state: State) -> CaseFacts:
    """All of the case that the visit knows; of one confirmation always the same to the last letter."""
    visit = state.here
    assert visit.who is not None or visit.chosen.needs.anonymous
    assert visit.consent is not None
    assert visit.key is not None
    assert visit.confirmed_at is not None
    today = visit.confirmed_at.date()
    return CaseFacts(
        key=visit.key,
        item_id=visit.chosen.id,
        item_version=visit.chosen.version,
        confirmed_at=visit.confirmed_at,
        clock_trusted=visit.clock_trusted,
        accepted_offline=visit.accepted_offline,
        promised_date=promised(state, today),
        applicant=visit.who,
        answers=relevant(visit.chosen, visit.answers),
        materials=tuple(_material(state, one, today) for one in asked_materials(visit.chosen, visit.answers)),
        consent=visit.consent,
        strokes=visit.strokes,
        confirmed_by_key=visit.confirmed_by_key,
        card=visit.card.card,
        attachments=tuple(page.note for page in pages_of_the_case(visit)),
        mends=visit.mending.key if visit.mending is not None else None,
    )


def _material(state: State, material: Material, today: date) -> CaseMaterial:
    visit = state.here
    agreed = visit.promises.get(material.id, False)
    if stands(visit, material.id):
        return CaseMaterial(material_id=material.id, trust=material.trust, as_before=True)
    scans = any(one.id == material.id for one in scan_materials(visit))
    pages = scanned(visit, material.id) if scans else ()
    return CaseMaterial(
        material_id=material.id,
        trust=MaterialTrust.C if pages else material.trust,
        promise_version=material.promise_version if material.way is MaterialWay.PROMISE and agreed else None,
        deferred_until=later_until(visit, material, today),
        fetch=agreed and material.way is MaterialWay.LICENCE,
        pages=tuple(
            ScannedPage(
                attachment=page.note.id,
                replaced=tuple(ReplacedPage(digest=one.digest, reason=one.reason) for one in page.replaced),
            )
            for page in pages
        ),
    )
