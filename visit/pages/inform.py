"""Before anything is asked: guide with the one-time notice, consent, identification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.done_here import done_here
from catalogue.guide_check import guide_edition
from catalogue.guide_code import guide_code
from catalogue.masking import masked_id, masked_name
from catalogue.model import Handling
from catalogue.notice import one_time_notice
from visit.events import (
    Agree,
    CallHelp,
    ChooseItem,
    GoBack,
    GoNext,
    OpenAppointment,
    OpenChecklist,
    TryAgain,
)
from visit.nearby import also_there, window_now
from visit.offers import offer
from visit.pages.idle import device_trouble
from visit.pages.tips import tips
from visit.views import Button, ConsentBody, GuideBody, IdentifyBody, Mark, Row, Section, Tone
from wording import has, say
from wording.forms import bracketed

if TYPE_CHECKING:
    from catalogue.model import Item
    from visit.state import State

MOST_SEEN = 2
"""Ways to the same that are offered on a guide; more would be a list to choose from, not a pointer."""


def guide(state: State) -> GuideBody:
    """Everything at once (一次性告知): what it costs, how long it takes, every question, every material, the window."""
    visit, language = state.here, state.language
    told = one_time_notice(visit.chosen, None, language)
    asked = tuple(bracketed(one.label, one.purpose, language) for one in told.asked)
    materials = tuple(one.told(language) for one in told.materials)
    questions = tuple(say(language, "guide.question", question=q, answer=a) for q, a in told.questions)
    window, catalogue = told.window, state.machine.catalogue
    return GuideBody(
        title=visit.chosen.names.legal.to(language),
        summary=told.summary,
        facts=(
            Row(say(language, "guide.time"), told.time),
            Row(say(language, "guide.fee"), told.fee),
            Row(say(language, "guide.output"), told.output),
        ),
        sections=_told(
            Section(say(language, "guide.conditions"), told.conditions),
            Section(say(language, "guide.delivery"), told.delivery),
            Section(say(language, "guide.materials"), materials),
            Section(say(language, "guide.asked"), asked),
            Section(
                say(language, "guide.window"),
                (
                    f"{window.place.to(language)} {window.name.to(language)}",
                    f"{window.hours.to(language)}  {window.phone}",
                    *window_now(state),
                ),
            ),
            Section(say(language, "near.also"), also_there(state)),
            Section(say(language, "guide.questions"), questions),
            Section(say(language, "guide.basis"), (told.basis,)),
        ),
        next=_way_on(visit.chosen, language),
        appointment=appointment_button(visit.chosen, language),
        tips=tips(state, "guide"),
        edition=guide_edition(visit.chosen, catalogue.region, language),
        qr=guide_code(visit.chosen, catalogue.region, language),
        qr_caption=say(language, "guide.code"),
        checklist=Button("checklist", say(language, "guide.checklist"), OpenChecklist()),
        see=tuple(_see(state, one) for one in done_here(visit.chosen, catalogue)[:MOST_SEEN]),
    )


def _see(state: State, item: Item) -> Button:
    """To an item by which the same is done here; closed now it can still be read why, and where it is done."""
    name = item.names.plain.to(state.language)
    closed = "" if offer(state.machine, item).open else say(state.language, "guide.see_closed")
    return Button(
        f"see:{item.id}", say(state.language, "guide.see", name=name), ChooseItem(item.id), note=closed
    )


def _told(*sections: Section) -> tuple[Section, ...]:
    """No heading without a line."""
    return tuple(one for one in sections if one.lines)


def appointment_button(item: Item, language: str) -> Button | None:
    """预约, for whatever people may want to do at a window: all but what is printed at once."""
    if item.handling is Handling.PRINT:
        return None
    return Button("appointment", say(language, "appointment.button"), OpenAppointment())


def _way_on(item: Item, language: str) -> Button:
    """What is only guided here ends with the guide."""
    if item.complete:
        return Button("next", say(language, "guide.next"), GoNext(), Tone.PRIMARY)
    return Button("home", say(language, "closed.home"), GoBack(), Tone.PRIMARY)


def consent(state: State) -> ConsentBody:
    visit, language = state.here, state.language
    told = visit.chosen.consent
    assert told is not None
    return ConsentBody(
        title=say(language, "consent.title"),
        paragraphs=(
            told.purpose.to(language),
            say(language, "consent.local"),
            say(language, "consent.free"),
        ),
        agree=Button("agree", say(language, "consent.agree"), Agree(), Tone.PRIMARY),
        decline=Button("decline", say(language, "consent.decline"), GoBack()),
    )


def identify(state: State) -> IdentifyBody:
    visit, language = state.here, state.language
    no_card = Button("no_card", say(language, "identify.no_card"), CallHelp(), Tone.QUIET)
    privacy = say(language, "identify.privacy")
    title = say(language, "identify.title")
    if visit.applicant is not None:
        who = visit.applicant
        return IdentifyBody(
            title=title,
            instruction=say(language, "identify.done"),
            picture="card_done",
            mark=Mark.DONE,
            status=f"{masked_name(who.name)}  {masked_id(who.id_number)}",
            privacy=privacy,
            alternatives=(
                Button("other_card", say(language, "identify.other_card"), TryAgain(), Tone.QUIET),
            ),
            next=Button("next", say(language, "button.next"), GoNext(), Tone.PRIMARY),
        )
    reader = state.machine.devices.get("id_card_reader")
    if reader is not None and not reader.usable:
        return IdentifyBody(
            title=title,
            instruction=say(language, "identify.reader_down"),
            picture="card_trouble",
            mark=Mark.TROUBLE,
            status=device_trouble(reader.code or reader.state, language),
            privacy=privacy,
            alternatives=(no_card,),
            next=None,
        )
    card_trouble = _card_trouble(state)
    if card_trouble:
        return IdentifyBody(
            title=title,
            instruction=say(language, card_trouble),
            picture="card_trouble",
            mark=Mark.WARNING,
            status=say(language, "identify.still_reading"),
            privacy=privacy,
            alternatives=(no_card,),
            next=None,
        )
    return IdentifyBody(
        title=title,
        instruction=say(language, "identify.lay_card"),
        picture="lay_card",
        mark=Mark.WAITING,
        status=say(language, "identify.waiting"),
        privacy=privacy,
        alternatives=(no_card,),
        next=None,
    )


def _card_trouble(state: State) -> str:
    """The sentence for what went wrong with the card. Nobody who has laid none down is told to lay it down again."""
    trouble = state.here.reading
    if trouble is None:
        return ""
    own = f"card.{trouble.code}"
    if has(own):
        return own
    of_a_card = trouble.action == "resident" or state.machine.card_present is not False
    return "card.again" if of_a_card else ""
