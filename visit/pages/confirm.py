"""Materials, preview, check and signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, asked_pages
from catalogue.masking import masked_id
from catalogue.model import Material, MaterialWay
from catalogue.showing import shown, shown_masked
from visit.card_writing import waits_for_line
from visit.events import (
    ClearSignature,
    GoBack,
    GoNext,
    JumpTo,
    OpenScan,
    SetLater,
    SetLicence,
    SetPromise,
    ToWindow,
    TryAgain,
)
from visit.judgement import DECIDED, all_problems, deferred_until, materials_undecided, signed
from visit.pages.barred import fact_rows
from visit.pages.card_pin import check_rows
from visit.pages.idle import device_trouble
from visit.pages.tips import tips
from visit.scanning import camera_usable, scanned
from visit.slips import day, minute
from visit.views import (
    Button,
    CheckBody,
    Mark,
    MaterialCard,
    MaterialsBody,
    Option,
    PreviewBody,
    Row,
    SignBody,
    Tone,
)
from wording import has, say

if TYPE_CHECKING:
    from visit.state import State


def materials(state: State) -> MaterialsBody:
    visit, language = state.here, state.language
    missing = {one.id for one in materials_undecided(state)} if visit.shown_problems else set()
    return MaterialsBody(
        title=say(language, "materials.title"),
        cards=tuple(
            _card(state, one, say(language, "materials.choose") if one.id in missing else "")
            for one in asked_materials(visit.chosen, visit.answers)
        ),
        next=Button(
            "next",
            say(language, "form.back_to_check" if visit.back_to_check else "button.next"),
            GoNext(),
            Tone.PRIMARY,
        ),
    )


def _card(state: State, material: Material, problem: str) -> MaterialCard:
    visit, language = state.here, state.language
    assert state.wall is not None
    decided = visit.promises.get(material.id)
    options: tuple[Option, ...] = ()
    how = say(language, f"materials.{material.way}")
    if material.way is MaterialWay.PROMISE:
        options = (
            Option(
                f"{material.id}:promise",
                say(language, "materials.i_promise"),
                SetPromise(material.id, agreed=True),
                decided is True,
            ),
            Option(
                f"{material.id}:hand_in",
                say(language, "materials.hand_in"),
                SetPromise(material.id, agreed=False),
                decided is False,
            ),
        )
    promise = material.promise.to(language) if material.promise is not None else ""
    if material.way is MaterialWay.LICENCE:
        promise = say(
            language,
            "materials.licence_purpose",
            name=material.name.to(language),
            item=visit.chosen.names.plain.to(language),
        )
        options = (
            Option(
                f"{material.id}:licence",
                say(language, "materials.fetch"),
                SetLicence(material.id, agreed=True),
                decided is True,
            ),
            Option(
                f"{material.id}:window",
                say(language, "materials.to_window"),
                SetLicence(material.id, agreed=False),
                decided is False,
            ),
        )
    if material.way is MaterialWay.SCAN:
        options = _scan_options(state, material)
        if not camera_usable(state):
            how = say(language, "materials.no_camera")
    until = deferred_until(material, state.wall.date())
    if until is not None:
        how = say(language, "materials.later", day=day(until, language))
        options = (
            Option(
                f"{material.id}:later",
                say(language, "materials.bring_later"),
                SetLater(material.id, later=True),
                decided is True,
            ),
            Option(
                f"{material.id}:not_needed",
                say(language, "materials.not_later"),
                SetLater(material.id, later=False),
                decided is False,
            ),
        )
    done = not options or decided is not None
    return MaterialCard(
        id=material.id,
        name=material.name.to(language),
        how=how,
        mark=Mark.DONE if done else Mark.WAITING,
        promise=promise,
        options=options,
        problem=problem,
    )


def _scan_options(state: State, material: Material) -> tuple[Option, ...]:
    visit, language = state.here, state.language
    pages = scanned(visit, material.id)
    take = (
        say(language, "materials.pages_taken", count=len(pages))
        if pages
        else say(language, "materials.take_pages")
    )
    return (
        Option(
            f"{material.id}:scan",
            take,
            OpenScan(material.id),
            bool(pages),
            enabled=camera_usable(state),
        ),
        Option(
            f"{material.id}:window",
            say(language, "materials.no_scan"),
            ToWindow(material.id),
            visit.promises.get(material.id) is False,
        ),
    )


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
        source=answer.source_en if language == "en" else answer.source_zh,
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
                Row(row.label_en, row.value_en or row.value)
                if language == "en"
                else Row(row.label_zh, row.value)
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
            rows.append(_row(field.id, field.label.to(language), text, wrong.get(field.id, ""), language))
    for material in asked_materials(visit.chosen, visit.answers):
        if material.way in DECIDED:
            agreed = visit.promises.get(material.id)
            key = "check.empty" if agreed is None else f"check.{material.way}_{'yes' if agreed else 'no'}"
            name = material.name.to(language)
            rows.append(_row(material.id, name, say(language, key), wrong.get(material.id, ""), language))
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
    return SignBody(
        title=say(language, "sign.title"),
        statement=say(language, "sign.no_line")
        if waits_for_line(state)
        else say(language, "sign.statement", item=visit.chosen.names.legal.to(language)),
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
    )
