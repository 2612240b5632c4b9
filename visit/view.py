"""`view(state)`: the whole picture as plain data. Pure, like `step`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.realm import Realm
from visit.events import AskExit, CallHelp, GoBack, OpenComfort, OpenDoor, SetComfort
from visit.held.comfort import Wish
from visit.held.page import IDLE_PAGES, Page
from visit.lights import lights
from visit.pages import (
    appointment,
    appointment_shown,
    appointment_ticket,
    barred,
    card_pin,
    case,
    cases,
    closed,
    codes,
    conclude,
    confirm,
    find,
    form,
    idle,
    inform,
    materials,
    outlets,
    pickup,
    scan,
    takeaway,
    upkeep,
    verify,
)
from visit.pages.hand_over import hand_over, told, voice
from visit.pages.languages import language_button
from visit.pages.over import overlay
from visit.pages.stuck import hand_over_button
from visit.reading import can_read, reads
from visit.resting import is_dark, is_dimmed
from visit.table import BY_PAGE, NO_EXIT
from visit.views import Body, Button, Chrome, Mark, Tone, View
from wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit.state import State

BODIES: dict[Page, Callable[[State], Body]] = {
    Page.STARTING: idle.starting,
    Page.STAFF_DOOR: upkeep.door,
    Page.MAINTENANCE: upkeep.maintenance,
    Page.CLOSURE: upkeep.closure,
    Page.OUT_OF_SERVICE: idle.out_of_service,
    Page.ATTRACT: idle.attract,
    Page.HOME: idle.home,
    Page.TREE: find.tree,
    Page.BRANCH: find.branch,
    Page.VOICE: voice,
    Page.HAND_OVER: hand_over,
    Page.HAND_OVER_TOLD: told,
    Page.SEARCH: find.search,
    Page.ELSEWHERE: find.elsewhere_list,
    Page.CODE: codes.code,
    Page.TICKET_SHOWN: appointment_shown.shown,
    Page.APPOINT: appointment.appoint,
    Page.APPOINT_WHO: appointment.who,
    Page.APPOINT_PHONE: appointment.phone,
    Page.APPOINTMENTS: appointment_ticket.own,
    Page.APPOINTMENT: appointment_ticket.ticket,
    Page.BOX: pickup.box,
    Page.VERIFY: verify.verify,
    Page.OUTLETS: outlets.outlets,
    Page.CASES_CARD: inform.identify,
    Page.CASES: cases.cases,
    Page.CASE: case.case,
    Page.CLOSED_ITEM: closed.closed_item,
    Page.GUIDE: inform.guide,
    Page.CHECKLIST: takeaway.checklist_page,
    Page.CONSENT: inform.consent,
    Page.IDENTIFY: inform.identify,
    Page.RECORDS: barred.records,
    Page.NOT_ELIGIBLE: barred.not_eligible,
    Page.FORM: form.form,
    Page.MATERIALS: materials.materials,
    Page.SCAN: scan.scan,
    Page.PREVIEW: confirm.preview,
    Page.SOCIAL_CARD: card_pin.social_card,
    Page.NEW_PIN: card_pin.new_pin,
    Page.CHECK: confirm.check,
    Page.SIGN: confirm.sign,
    Page.SUBMITTING: conclude.submitting,
    Page.CARD_WRITING: card_pin.writing,
    Page.RESULT: conclude.result,
    Page.RATING: conclude.rating,
    Page.RATING_WHY: conclude.rating_why,
    Page.FAREWELL: conclude.farewell,
}

STEPS: tuple[tuple[str, frozenset[Page]], ...] = (
    (
        "steps.know",
        frozenset({Page.HAND_OVER, Page.HAND_OVER_TOLD, Page.GUIDE, Page.CHECKLIST, Page.CONSENT}),
    ),
    ("steps.identify", frozenset({Page.IDENTIFY})),
    (
        "steps.fill",
        frozenset(
            {
                Page.RECORDS,
                Page.NOT_ELIGIBLE,
                Page.FORM,
                Page.MATERIALS,
                Page.SCAN,
                Page.PREVIEW,
                Page.SOCIAL_CARD,
                Page.NEW_PIN,
            }
        ),
    ),
    ("steps.check", frozenset({Page.CHECK, Page.SIGN})),
    (
        "steps.done",
        frozenset({Page.SUBMITTING, Page.CARD_WRITING, Page.RESULT, Page.RATING, Page.RATING_WHY}),
    ),
)

OWN_BACK = frozenset({Page.CLOSED_ITEM, Page.CONSENT, Page.NOT_ELIGIBLE})
"""Pages whose body has its own way back."""


def view(state: State) -> View:
    """What is to be seen now."""
    draw = BODIES[state.page]
    body = draw(state)
    frame = replace(chrome(state), hand_over=hand_over_button(state, body, draw, step_of(state)))
    return View(
        str(state.page),
        frame,
        body,
        overlay(state),
        state.language,
        lights(state),
        comfort=state.comfort,
        reads=reads(state),
        night=is_dark(state),
        dimmed=is_dimmed(state),
    )


def step_of(state: State) -> str:
    """The key of its name; empty outside an item."""
    return next((key for key, pages in STEPS if state.page in pages), "")


def chrome(state: State) -> Chrome:
    language = state.language
    item = state.visit.item if state.visit is not None else None
    step = next((at for at, (_, pages) in enumerate(STEPS) if state.page in pages), -1)
    up = state.machine.line_up
    has_back = GoBack in BY_PAGE[state.page] and state.page not in OWN_BACK
    has_exit = state.page not in IDLE_PAGES | NO_EXIT
    return Chrome(
        place=state.machine.place.name.to(language),
        clock=f"{state.wall:%H:%M}" if state.wall is not None else "",
        heading=item.names.plain.to(language)
        if item is not None and step >= 0
        else say(language, "terminal.name"),
        steps=tuple(say(language, key) for key, _ in STEPS) if step >= 0 else (),
        step=step,
        line_mark=Mark.DONE if up else Mark.WARNING,
        line_text=say(language, "line.up" if up else "line.down"),
        banner=_banner(state),
        back=Button("back", say(language, "button.back"), GoBack()) if has_back else None,
        exit=_exit(state) if has_exit else _staff_door(state),
        # There the welcome has them, where whoever comes from elsewhere looks first.
        language=None if state.page is Page.ATTRACT else language_button(state),
        elder=_elder(state),
        comfort=Button("comfort", say(language, "button.comfort"), OpenComfort(), Tone.QUIET),
        quiet=_quiet(state) if can_read(state) else None,
        help=Button("help", say(language, "button.help"), CallHelp()),
    )


def _exit(state: State) -> Button:
    return Button("exit", say(state.language, "button.exit"), AskExit(), Tone.QUIET)


def _staff_door(state: State) -> Button | None:
    """Where nothing can be done the next one to come is of the staff; elsewhere the door does not stand there."""
    if state.page is not Page.OUT_OF_SERVICE:
        return None
    return Button("staff", say(state.language, "staff.door"), OpenDoor(), Tone.QUIET)


def _elder(state: State) -> Button:
    """One tap there, one tap back."""
    on = state.comfort.elder
    label = say(state.language, "button.usual" if on else "button.elder")
    return Button("elder", label, SetComfort(Wish.ELDER, on=not on), Tone.QUIET)


def _quiet(state: State) -> Button:
    """One tap, and one tap back."""
    on = state.comfort.quiet
    label = say(state.language, "button.read" if on else "button.quiet")
    return Button("quiet", label, SetComfort(Wish.QUIET, on=not on), Tone.QUIET)


def _banner(state: State) -> str:
    """Said on every page: that nothing is taken in, that nothing here is real, and which devices are not."""
    parts = []
    if state.machine.realm is Realm.DEMO:
        parts.append(say(state.language, "banner.demo"))
    if state.machine.simulated:
        parts.append(say(state.language, "banner.simulated"))
    said = "  ·  ".join(parts)
    if state.machine.room_code == "safe_mode":
        said = "\n".join((say(state.language, "banner.safe_mode"), said))
    return said.strip()
