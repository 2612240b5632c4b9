"""The slip to take home from a guide: what to bring, what it costs, how long it takes, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.checklist import Checklist, cases, checklist
from catalogue.guide_check import guide_edition
from catalogue.guide_code import guide_code, guide_text
from catalogue.notice import one_time_notice
from catalogue.realm import Realm
from visit.effects import Slip, SlipLine
from wording import say
from wording.forms import minute

if TYPE_CHECKING:
    from visit.state import State


def of_the_visit(state: State) -> Checklist:
    return checklist(state.here.chosen, state.here.takeaway.ticked, state.language)


def checklist_code(state: State) -> str:
    """The address of the guide where the place has one, else this very list."""
    visit, language, region = state.here, state.language, state.machine.catalogue.region
    if region.published is not None and region.published.address:
        return guide_code(visit.chosen, region, language)
    time = one_time_notice(visit.chosen, None, language).time
    return guide_text(visit.chosen, language, time, [one.name for one in of_the_visit(state).bring])


def checklist_sections(state: State) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """On the screen and on paper the same; no heading without a line."""
    visit, language = state.here, state.language
    listed, window = of_the_visit(state), visit.chosen.guide.window
    bring = tuple(one.told(language) for one in listed.bring) or (say(language, "checklist.nothing"),)
    sections = (
        (say(language, "checklist.bring", count=len(listed.bring)), bring),
        (say(language, "checklist.not_needed"), tuple(one.told(language) for one in listed.not_needed)),
        (
            say(language, "checklist.window"),
            (
                f"{window.place.to(language)} {window.name.to(language)}",
                f"{window.hours.to(language)}  {window.phone}",
            ),
        ),
    )
    return tuple((heading, lines) for heading, lines in sections if lines)


def checklist_slip(state: State) -> Slip:
    """Nothing of a person stands on it."""
    visit, language, machine = state.here, state.language, state.machine
    item = visit.chosen
    told = one_time_notice(item, None, language)
    ticked = tuple(one.text for one in cases(item, language) if one.id in visit.takeaway.ticked)
    chosen = ((say(language, "checklist.cases"), ticked),) if ticked else ()
    made = minute(state.wall, language) if state.wall is not None else ""
    return Slip(
        kind="guide",
        title=say(language, "checklist.title"),
        number_label=say(language, "checklist.slip_item"),
        number=item.names.plain.to(language),
        lines=(
            SlipLine(say(language, "slip.department"), item.department.to(language)),
            SlipLine(say(language, "checklist.slip_time"), told.time),
            SlipLine(say(language, "slip.fee"), told.fee),
            SlipLine(say(language, "checklist.slip_made"), made),
            SlipLine(say(language, "slip.terminal"), machine.place.terminal_id),
        ),
        sections=(*chosen, *checklist_sections(state)),
        qr=checklist_code(state),
        qr_caption=say(language, "checklist.code"),
        footer=(guide_edition(item, machine.catalogue.region, language),),
        watermark=say(language, "slip.watermark") if machine.realm is Realm.DEMO else "",
    )
