"""Submission, result, rating and farewell: each word is true when it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.codes import NEEDS_REASONS, CaseState, Grade
from contract.rating_tags import TAGS
from visit.copies import copied, may_copy
from visit.events import AskCopy, GoNext, GoOnWithout, LeaveHandOver, Rate, SkipRating, ToggleTag, TryAgain
from visit.handlers.conclude import waits_for_answer
from visit.held.page import IDLE_PAGES
from visit.held.paper import Paper, Printing
from visit.held.trouble import STORE_SILENT
from visit.pages.decided import part_rows, rule_rows, rules_title
from visit.pages.idle import device_trouble
from visit.pages.tips import tips
from visit.papers import CERTIFICATE, COPY, PAPERS, RECEIPT, in_question, under_way
from visit.slips import receipt_sections
from visit.ticket import promised as promised_day
from visit.ticket import target_of
from visit.ticket_slip import ticket_rows
from visit.views import (
    Button,
    FarewellBody,
    Mark,
    Option,
    ProgressBody,
    RatingBody,
    ResultBody,
    Row,
    Section,
    TagsBody,
    Tone,
)
from wording import has, of_two, say
from wording.forms import day, minute

if TYPE_CHECKING:
    from visit.held.visit import Visit
    from visit.state import State


def submitting(state: State) -> ProgressBody:
    visit, language = state.here, state.language
    taken = bool(visit.number)
    steps = [
        Row(
            say(language, "submitting.on_disk"),
            visit.number or say(language, "submitting.saving"),
            Mark.DONE if taken else Mark.TROUBLE if visit.trouble else Mark.NOW,
            note=_not_taken(visit, language),
        )
    ]
    if waits_for_answer(state):
        paper = visit.chosen.certificate is not None
        now = "submitting.making" if paper else "submitting.deciding"
        steps.append(
            Row(
                say(language, "submitting.document" if paper else "submitting.decision"),
                say(language, now if taken else "submitting.next"),
                Mark.NOW if taken else Mark.WAITING,
            )
        )
    buttons: tuple[Button, ...] = ()
    if visit.trouble is not None and not taken:
        buttons = (Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY),)
        if visit.trouble != STORE_SILENT:
            back = "submitting.back_to_check" if visit.chosen.needs.anonymous else "submitting.back"
            buttons += (Button("without", say(language, back), GoOnWithout()),)
    return ProgressBody(say(language, "submitting.title"), tuple(steps), buttons)


def _not_taken(visit: Visit, language: str) -> str:
    if visit.trouble is None:
        return ""
    key = f"store.{visit.trouble.code}"
    return say(language, key if has(key) else "store.trouble")


def result(state: State) -> ResultBody:
    visit, language = state.here, state.language
    assert visit.accepted_at is not None
    answer = visit.answer
    document = answer.documents[0] if answer is not None and answer.documents else None
    refused = answer is not None and answer.state in NEEDS_REASONS
    rows = [*ticket_rows(state), Row(say(language, "slip.accepted_at"), minute(visit.accepted_at, language))]
    promised = answer.promised_date if answer is not None else None
    promised = promised or promised_day(state, visit.accepted_at.date())
    if promised is not None and not refused:
        label = "slip.promised" if target_of(state) is None else "ticket.by"
        rows.append(Row(say(language, label), day(promised, language)))
    rows.append(_delivery_row(state))
    rows += [_paper_row(visit, name, language) for name in PAPERS if _worth_a_row(visit, name)]
    sections = [Section(heading, lines) for heading, lines in receipt_sections(state)]
    if answer is not None and refused:
        reasons = tuple(of_two(language, one.text_zh, one.text_en) for one in answer.reasons)
        sections.insert(0, Section(say(language, f"result.{answer.state}_reasons"), reasons))
    return ResultBody(
        title=_title(state),
        mark=Mark.TROUBLE if refused else Mark.WARNING if _not_written(visit) else Mark.DONE,
        number_label=say(language, "slip.number" if target_of(state) is None else "ticket.number"),
        number=visit.number,
        rows=tuple(rows),
        sections=tuple(sections),
        document_title=of_two(language, document.title_zh, document.title_en) if document else "",
        document_picture=visit.pictures.get(document.document_id) if document else None,
        qr=document.verify_url if document else "",
        buttons=_result_buttons(state),
        tips=tips(state, "result"),
        parts_title=say(language, "result.parts") if visit.chosen.joint else "",
        parts=part_rows(state),
        rules_title=rules_title(state),
        rules=rule_rows(state),
    )


def _not_written(visit: Visit) -> bool:
    """Approved, and yet the card is not what it was to become."""
    approved = visit.answer is not None and visit.answer.state is CaseState.APPROVED
    return visit.card.card is not None and approved and not visit.card.written


def _title(state: State) -> str:
    visit, language, target = state.here, state.language, target_of(state)
    if target is not None and (visit.answer is None or visit.answer.state is CaseState.IN_REVIEW):
        return say(language, "ticket.handed", name=target.name.to(language))
    if visit.card.written:
        return say(language, "result.card_written")
    if _not_written(visit):
        return say(language, "result.card_not_written")
    if visit.answer is not None:
        return say(language, f"result.{visit.answer.state}")
    return say(language, "result.submitted_offline" if visit.accepted_offline else "result.submitted")


def _delivery_row(state: State) -> Row:
    """Where the case is now: here on disk, or at the hub."""
    visit, language = state.here, state.language
    label = say(language, "result.delivery")
    if visit.answer is not None:
        return Row(label, say(language, "result.at_the_office"), Mark.DONE)
    if visit.set_aside:
        return Row(label, say(language, "result.set_aside"), Mark.WARNING)
    return Row(label, say(language, "result.to_deliver"), Mark.WAITING)


_PRINT_MARKS = {
    Printing.NOT_ASKED: Mark.WAITING,
    Printing.PRINTING: Mark.NOW,
    Printing.PRINTED: Mark.DONE,
    Printing.FAILED: Mark.TROUBLE,
    Printing.NOT_CONFIRMED: Mark.WARNING,
    Printing.LEFT_OUT: Mark.WARNING,
}


_WITHOUT = {
    RECEIPT: "result.without_receipt",
    CERTIFICATE: "result.without_certificate",
    COPY: "result.without_copy",
}
"""What to do without the paper."""


def _worth_a_row(visit: Visit, name: str) -> bool:
    one: Paper = getattr(visit, name)
    return name == RECEIPT or one.printing is not Printing.NOT_ASKED


def _paper_row(visit: Visit, name: str, language: str) -> Row:
    one: Paper = getattr(visit, name)
    note = ""
    if one.printing is Printing.FAILED and one.trouble is not None:
        note = device_trouble(one.trouble.code, language)
    if one.printing is Printing.LEFT_OUT:
        note = say(language, _WITHOUT[name])
    return Row(
        say(language, f"result.{name}"),
        say(language, f"printing.{one.printing}"),
        _PRINT_MARKS[one.printing],
        note=note,
    )


def visit_behind(state: State) -> bool:
    """Whether this is the ticket of something that stopped, and that can be gone back to."""
    handing = state.here.handing
    return handing is not None and handing.page not in IDLE_PAGES


def _result_buttons(state: State) -> tuple[Button, ...]:
    language = state.language
    if in_question(state):
        return (
            Button("again", say(language, "result.print_again"), TryAgain(), Tone.PRIMARY),
            Button("without", say(language, "result.without_paper"), GoOnWithout()),
        )
    ready = not under_way(state)
    copy = (_copy_button(state, enabled=ready),) if may_copy(state) else ()
    if visit_behind(state):
        back = Button(
            "return", say(language, "hand_over.return"), LeaveHandOver(), Tone.PRIMARY, enabled=ready
        )
        return (back, *copy, Button("next", say(language, "result.next"), GoNext(), enabled=ready))
    return (*copy, Button("next", say(language, "result.next"), GoNext(), Tone.PRIMARY, enabled=ready))


def _copy_button(state: State, *, enabled: bool) -> Button:
    language = state.language
    label = say(language, "result.ask_copy", count=len(copied(state)))
    return Button("copy", label, AskCopy(), enabled=enabled)


def rating(state: State) -> RatingBody:
    language = state.language
    return RatingBody(
        question=say(language, "rating.question"),
        options=tuple(Option(grade.value, say(language, f"grade.{grade}"), Rate(grade)) for grade in Grade),
        promise=say(language, "rating.promise"),
        skip=Button("skip", say(language, "rating.skip"), SkipRating()),
    )


def rating_why(state: State) -> TagsBody:
    language = state.language
    given = state.here.rating
    assert given is not None
    grade = say(language, f"grade.{given.grade}")
    return TagsBody(
        question=say(language, "rating.why", grade=grade),
        options=tuple(
            Option(code, of_two(language, *names), ToggleTag(code), code in given.tags)
            for code, names in TAGS[given.grade].items()
        ),
        next=Button("next", say(language, "rating.send"), GoNext(), Tone.PRIMARY),
    )


def farewell(state: State) -> FarewellBody:
    language = state.language
    warning = ""
    if state.machine.card_left:
        warning = "farewell.card" if state.machine.card_present else "farewell.chip_card"
    return FarewellBody(
        title=say(language, "farewell.title"),
        lines=(
            Row(
                say(language, "farewell.data"),
                say(language, "farewell.wiped" if state.wiped else "farewell.wiping"),
                Mark.DONE if state.wiped else Mark.NOW,
            ),
            Row(say(language, "farewell.cards"), say(language, "farewell.take")),
            Row(say(language, "farewell.sheets"), say(language, "farewell.take")),
            Row(
                say(language, "farewell.forgot"),
                say(language, "farewell.forgot_ask", phone=state.machine.place.window_phone),
            ),
        ),
        card_warning=say(language, warning) if warning else "",
    )
