"""The slip of a ticket (转办凭条): its number, who takes it on, where, by when they answer, and what they were told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.handover_checks import LEVEL, TOLD
from catalogue.showing import shown
from visit.effects import Slip, SlipLine
from visit.slips import receipt
from visit.ticket import promised, target_of
from visit.views import Row
from wording import say
from wording.forms import day, minute

if TYPE_CHECKING:
    from visit.state import State


def ticket_rows(state: State) -> tuple[Row, ...]:
    """Who takes it on, where, and how much help: on the screen and on paper alike."""
    visit, language, target = state.here, state.language, target_of(state)
    if target is None:
        return ()
    rows = [
        Row(say(language, "ticket.to"), target.name.to(language)),
        Row(say(language, "ticket.place"), target.place.to(language)),
        Row(say(language, "ticket.hours"), target.hours.to(language)),
        Row(say(language, "ticket.phone"), target.phone),
    ]
    level = next((one for one in visit.chosen.fields() if one.id == LEVEL), None)
    if level is not None and visit.answers.get(LEVEL) is not None:
        rows.append(Row(level.label.to(language), shown(level, visit.answers[LEVEL], language)))
    return tuple(rows)


def ticket_slip(state: State) -> Slip:
    """The receipt in the words of a ticket; its number, its signature and its watermark are those of any receipt."""
    visit, language, target = state.here, state.language, target_of(state)
    assert target is not None
    assert visit.accepted_at is not None
    by = promised(state, visit.accepted_at.date())
    assert by is not None
    base = receipt(state)
    called = bool(visit.answers.get("phone"))
    told = str(visit.answers.get(TOLD, ""))
    return replace(
        base,
        title=say(language, "ticket.title"),
        number_label=say(language, "ticket.number"),
        lines=(
            *(SlipLine(one.label, one.value) for one in ticket_rows(state)),
            SlipLine(say(language, "ticket.by"), day(by, language)),
            SlipLine(say(language, "slip.accepted_at"), minute(visit.accepted_at, language)),
            SlipLine(say(language, "slip.terminal"), state.machine.place.terminal_id),
        ),
        sections=((say(language, "ticket.told"), tuple(told.split("；"))), *base.sections),
        footer=(
            say(language, "ticket.called" if called else "ticket.ask"),
            say(language, "slip.keep"),
        ),
    )
