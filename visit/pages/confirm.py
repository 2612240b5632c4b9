"""Preview, check and signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, asked_pages
from catalogue.masking import masked_id
from catalogue.model import MaterialWay
from catalogue.showing import shown, shown_masked
from visit.card_writing import waits_for_line
from visit.delivery import with_fee
from visit.events import ClearSignature, ConfirmByKey, GoBack, GoNext, JumpTo, TryAgain
from visit.judgement import DECIDED, all_problems, materials_undecided, must_sign_by_hand, signed
from visit.mending import marks
from visit.pages.barred import fact_rows
from visit.pages.card_pin import check_rows
from visit.pages.idle import device_trouble
from visit.pages.tips import tips
from visit.views import Button, CheckBody, Mark, PreviewBody, Row, SignBody, Tone
from wording import has, of_two, say
from wording.forms import minute

if TYPE_CHECKING:
    from visit.state import State


def preview(state: State) -> PreviewBody:
    visit, language = state.here, state.language
    title = say(language, "preview.title")
    change = Button("change", say(language, "preview.change"), GoBack())
    if visit.trouble is not None:
        key = f"hub.{visit.trouble.code}"
        return PreviewBody(
            title=title,
            mark=Mark.TROUBLE,
            status=say(language, key if has(key) else "hub.trouble"),
            rows=(),
            source="",
            buttons=(Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY), change),
        )
    answer = visit.preview
    if answer is None:
        return PreviewBody(title, Mark.WAITING, say(language, "preview.loading"), (), "", ())
    source = say(
        language,
        "preview.source",
        source=of_two(language, answer.source_zh, answer.source_en),
        time=minute(answer.as_of.astimezone(state.wall.tzinfo if state.wall else None), language),
    )
    if not answer.found:
        return PreviewBody(title, Mark.WARNING, say(language, "preview.nothing"), (), source, (change,))
    return PreviewBody(
        title=title,
        mark=Mark.DONE,
        status=say(language, "preview.ready"),
        rows=(
            *(
                Row(
                    of_two(language, row.label_zh, row.label_en),
                    of_two(language, row.value, row.value_en or row.value),
                )
                for row in answer.rows
            ),
            *fact_rows(state),
        ),
        source=source,
        buttons=(Button("next", say(language, "preview.next"), GoNext(), Tone.PRIMARY), change),
    )


def check(state: State) -> CheckBody:
    """Everything once more. All problems at once, each beside what it concerns, each with its 修改 button."""
    visit, language = state.here, state.language
    assert state.wall is not None
    wrong = {one.field: one.text.to(language) for one in all_problems(state, state.wall.date())}
    wrong |= {one.id: say(language, "materials.choose") for one in materials_undecided(state)}
    asked = marks(visit, language)
    rows = []
    if visit.who is not None:
        rows = [
            Row(say(language, "check.applicant"), visit.who.name),
            Row(say(language, "check.id_number"), masked_id(visit.who.id_number)),
        ]
    for page in asked_pages(visit.chosen, visit.answers):
        for field in page.fields:
            value = visit.answers.get(field.id)
            # What is to be mended is shown in full: nobody can find a wrong digit behind a mask.
            in_words = shown if field.id in wrong else shown_masked
            text = in_words(field, value, language) if value is not None else say(language, "check.empty")
            text = with_fee(state, field, text)
            note = wrong.get(field.id) or asked.get(field.id, "")
            rows.append(_row(field.id, field.label.to(language), text, note, language))
    for material in asked_materials(visit.chosen, visit.answers):
        if material.way in DECIDED:
            agreed = visit.promises.get(material.id)
            way = MaterialWay.SCAN if visit.scans.get(material.id) else material.way
            key = "check.empty" if agreed is None else f"check.{way}_{'yes' if agreed else 'no'}"
            name = material.name.to(language)
            note = wrong.get(material.id) or asked.get(material.id, "")
            rows.append(_row(material.id, name, say(language, key), note, language))
    rows += check_rows(state)
    printer = state.machine.devices.get("receipt_printer")
    if printer is not None and not printer.usable:
        note = device_trouble(printer.code or printer.state, language)
        rows.append(
            Row(say(language, "check.receipt"), say(language, "check.no_paper"), Mark.WARNING, note=note)
        )
    return CheckBody(
        title=say(language, "check.title"),
        problem_title=say(language, "check.problems", count=len(wrong)) if wrong else "",
        rows=tuple(rows),
        next=Button(
            "next",
            say(language, "sign.next" if visit.chosen.needs.anonymous else "check.next"),
            GoNext(),
            Tone.PRIMARY,
            enabled=not wrong,
        ),
        tips=tips(state, "check"),
    )


def _row(part: str, label: str, text: str, problem: str, language: str) -> Row:
    return Row(
        label,
        text,
        Mark.TROUBLE if problem else Mark.NONE,
        note=problem,
        change=Button(f"change:{part}", say(language, "check.change"), JumpTo(part), Tone.QUIET),
    )


def sign(state: State) -> SignBody:
    visit, language = state.here, state.language
    statement = say(language, "sign.statement", item=visit.chosen.names.legal.to(language))
    if must_sign_by_hand(state):
        statement = f"{statement}\n{say(language, 'sign.by_hand')}"
    return SignBody(
        title=say(language, "sign.title"),
        statement=say(language, "sign.no_line") if waits_for_line(state) else statement,
        hint=say(language, "sign.missing" if visit.shown_problems and not signed(state) else "sign.hint"),
        strokes=visit.strokes,
        clear=Button("clear", say(language, "sign.clear"), ClearSignature(), enabled=bool(visit.strokes)),
        next=Button(
            "next",
            say(language, "sign.next"),
            GoNext(),
            Tone.PRIMARY,
            enabled=signed(state) and not waits_for_line(state),
        ),
        by_key=Button(
            "by_key",
            say(language, "sign.by_key"),
            ConfirmByKey(),
            enabled=not waits_for_line(state),
            note=say(language, "sign.by_key_note"),
        )
        if state.comfort.spoken and visit.chosen.takes_key
        else None,
    )
