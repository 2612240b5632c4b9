"""How the result will come, as it stands on the check page, the result page and the receipt: with what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.delivery import WAY, chosen, told
from catalogue.model import DeliveryWay
from contract.codes import CaseState
from wording import say
from wording.forms import bracketed, labelled

if TYPE_CHECKING:
    from catalogue.model import Field
    from visit.state import State

NOTHING_COMES = frozenset({CaseState.REFUSED, CaseState.TO_MEND})


def with_fee(state: State, field: Field, text: str) -> str:
    """What was chosen, with its fee behind it; any other answer as it is."""
    picked = chosen(state.here.chosen, state.here.answers) if field.id == WAY else None
    if picked is None:
        return text
    fee = picked.delivery.fee.to(state.language)
    return bracketed(text, fee, state.language)


def delivery_section(state: State) -> tuple[str, tuple[str, ...]] | None:
    """Heading and lines; None where nothing is handed out. An address is not printed: the paper may be seen by others."""
    visit, language = state.here, state.language
    answered = visit.answer.state if visit.answer is not None else None
    picked = chosen(visit.chosen, visit.answers)
    if picked is None or answered in NOTHING_COMES:
        return None
    lines = [labelled(picked.delivery.name.to(language), told(picked.delivery, language), language)]
    if picked.way is DeliveryWay.LOCKER:
        place = next((one for one in picked.delivery.lockers if one.id == picked.locker), None)
        if place is not None:
            where = bracketed(place.place.to(language), place.hours.to(language), language)
            lines.append(labelled(place.name.to(language), where, language))
    lines.append(picked.delivery.note.to(language))
    return say(language, "guide.delivery"), tuple(lines)
