"""What stands on paper: the receipt of a case (收件凭证) and the call-back slip. Masked, dated, and honest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials
from catalogue.joint_plan import part_dates, wanted_parts
from catalogue.masking import masked_id, masked_name
from catalogue.model import MaterialWay
from catalogue.realm import Realm
from visit.card_outcome import card_outcome
from visit.delivery import delivery_section
from visit.effects import Slip, SlipLine
from visit.judgement import DECIDED
from visit.mending import later_until
from visit.scanning import scanned
from visit.ticket import promised as promised_day
from wording import of_two, say
from wording.forms import day, minute

if TYPE_CHECKING:
    from catalogue.model import Material
    from visit.held.help_talk import HelpTalk
    from visit.held.visit import Visit
    from visit.state import State


def _watermark(state: State) -> str:
    return say(state.language, "slip.watermark") if state.machine.realm is Realm.DEMO else ""


def receipt(state: State) -> Slip:
    """The paper that a resident takes home: number, time, promised date, and what is still to be brought."""
    visit, language = state.here, state.language
    assert visit.accepted_at is not None
    item, accepted = visit.chosen, visit.accepted_at
    promised = promised_day(state, accepted.date())
    lines = [
        SlipLine(say(language, "slip.item"), item.names.legal.to(language)),
        SlipLine(say(language, "slip.department"), item.department.to(language)),
    ]
    if visit.who is not None:
        lines += [
            SlipLine(say(language, "slip.applicant"), masked_name(visit.who.name)),
            SlipLine(say(language, "slip.id_number"), masked_id(visit.who.id_number)),
        ]
    if visit.mending is not None:
        lines.append(SlipLine(say(language, "slip.mends"), visit.mending.case_number))
    lines.append(SlipLine(say(language, "slip.accepted_at"), minute(accepted, language)))
    if visit.confirmed_by_key and visit.confirmed_at is not None:
        told = say(language, "slip.by_key_at", time=minute(visit.confirmed_at, language))
        lines.append(SlipLine(say(language, "slip.by_key"), told))
    if promised is not None:
        lines.append(SlipLine(say(language, "slip.promised"), day(promised, language)))
    lines.append(SlipLine(say(language, "slip.fee"), item.guide.fee.to(language)))
    lines.append(SlipLine(say(language, "slip.terminal"), state.machine.place.terminal_id))
    document = visit.answer.documents[0] if visit.answer is not None and visit.answer.documents else None
    return Slip(
        kind="receipt",
        title=say(language, "slip.receipt_title"),
        number_label=say(language, "slip.number"),
        number=visit.number,
        lines=tuple(lines),
        sections=(*_decided(state), *receipt_sections(state)),
        qr=document.verify_url if document is not None else "",
        qr_caption=say(language, "slip.verify") if document is not None else "",
        proof=visit.proof,
        proof_caption=say(language, "slip.proof") if visit.proof else "",
        footer=(
            say(
                language,
                "slip.window",
                place=item.guide.window.place.to(language),
                name=item.guide.window.name.to(language),
                phone=item.guide.window.phone,
            ),
            *((say(language, "slip.ask_anywhere"),) if visit.proof else ()),
            say(language, "slip.keep"),
        ),
        watermark=_watermark(state),
        reprint=say(language, "slip.reprint") if visit.receipt.tries > 1 else "",
    )


def _decided(state: State) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each office of a joint case promises, and what rules looked at; on the screen these are tables."""
    visit, language = state.here, state.language
    assert visit.accepted_at is not None
    answered = {one.part: one.promised_date for one in visit.answer.parts} if visit.answer is not None else {}
    dates = part_dates(visit.chosen, visit.answers, visit.accepted_at.date())
    parts = tuple(
        say(
            language,
            "slip.part_line",
            part=part.name.to(language),
            department=part.department.to(language),
            day=day(answered.get(part.id) or dates[part.id], language),
        )
        for part in wanted_parts(visit.chosen, visit.answers)
    )
    rules = tuple(
        say(
            language,
            "slip.rule_held" if one.held else "slip.rule_not",
            text=of_two(language, one.text_zh, one.text_en),
        )
        for one in (visit.answer.rules if visit.answer is not None else ())
    )
    sections = ((say(language, "slip.parts"), parts), (say(language, "slip.rules"), rules))
    return tuple((heading, lines) for heading, lines in sections if lines)


def _original_wanted(visit: Visit, material: Material) -> bool:
    """待核验原件 of what was laid under the camera. Whoever scans nothing hands the original in: that is told there."""
    if material.way is MaterialWay.LICENCE:
        return bool(scanned(visit, material.id))
    return material.original_to_bring and (
        material.way is not MaterialWay.SCAN or bool(visit.promises.get(material.id))
    )


def receipt_sections(state: State) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the resident must still know; the same sentences stand on the result page."""
    visit, language = state.here, state.language
    assert visit.accepted_at is not None
    today = visit.accepted_at.date()
    materials = asked_materials(visit.chosen, visit.answers)
    bring = tuple(one.name.to(language) for one in materials if _original_wanted(visit, one))
    later = tuple(
        say(language, "slip.later_line", name=one.name.to(language), day=day(until, language))
        for one in materials
        if (until := later_until(visit, one, today)) is not None
    )
    promised = tuple(
        one.name.to(language)
        for one in materials
        if one.way is MaterialWay.PROMISE and visit.promises.get(one.id)
    )
    window = tuple(
        one.name.to(language)
        for one in materials
        if one.way in DECIDED and not visit.promises.get(one.id) and not scanned(visit, one.id)
    )
    parts = [
        (say(language, "slip.bring"), bring),
        (say(language, "slip.later"), later),
        (say(language, "slip.promised_materials"), promised),
        (say(language, "slip.hand_in"), window),
    ]
    delivered = delivery_section(state)
    if delivered is not None:
        parts.insert(0, delivered)
    written = card_outcome(state)
    if written is not None:
        parts.insert(0, written)
    if visit.accepted_offline and visit.answer is None:
        parts.append((say(language, "slip.offline"), (say(language, "slip.offline_text"),)))
    return tuple((heading, lines) for heading, lines in parts if lines)


def call_back(state: State, talk: HelpTalk) -> Slip:
    """The slip for a call that could not go out: the resident is called back, or calls with this number."""
    language = state.language
    place = state.machine.place
    return Slip(
        kind="help",
        title=say(language, "slip.help_title"),
        number_label=say(language, "slip.help_number"),
        number=talk.slip_number,
        lines=(
            SlipLine(say(language, "slip.called_at"), minute(talk.opened_at, language)),
            SlipLine(say(language, "slip.terminal"), place.terminal_id),
            SlipLine(say(language, "slip.place"), place.name.to(language)),
        ),
        footer=(say(language, "slip.help_text", phone=place.window_phone), say(language, "slip.keep")),
        watermark=_watermark(state),
    )
