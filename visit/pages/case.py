"""One of 我办的事: how it stands in plain words, what is still wanted, and what can be done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.promise import is_workday
from contract.civil_time import CIVIL
from contract.codes import CLOSED, NEEDS_REASONS, CaseState
from visit.copies import A4_PRINTER
from visit.events import AskWithdraw, KeepCase, MendCase, PrintPaper, WithdrawCase
from visit.held.paper import Paper, Printing
from visit.pages.idle import device_trouble
from visit.progress import LINE_CODES, opened
from visit.views import Button, CaseBody, Mark, Row, Tone
from wording import has, of_two, say
from wording.forms import day

if TYPE_CHECKING:
    from datetime import date

    from contract.progress import CaseProgress, PaperLine
    from visit.state import State

MARKS = {
    CaseState.SUBMITTED: Mark.WAITING,
    CaseState.IN_REVIEW: Mark.NOW,
    CaseState.SUSPENDED: Mark.WAITING,
    CaseState.TO_MEND: Mark.WARNING,
    CaseState.AWAITS_MATERIAL: Mark.WARNING,
    CaseState.REFUSED: Mark.TROUBLE,
    CaseState.NOT_ACCEPTED: Mark.TROUBLE,
    CaseState.RETURNED: Mark.TROUBLE,
    CaseState.VOID: Mark.TROUBLE,
    CaseState.WITHDRAWN: Mark.NONE,
    CaseState.OTHER: Mark.NONE,
}
"""Every other state is a yes."""
_PRINTED = {
    Printing.PRINTING: Mark.NOW,
    Printing.PRINTED: Mark.DONE,
    Printing.FAILED: Mark.TROUBLE,
    Printing.NOT_CONFIRMED: Mark.WARNING,
}
COUNTED_ON = 60
"""Working days that are counted at most: further than that only the day is told."""


def case(state: State) -> CaseBody:
    language, progress = state.language, state.here.progress
    one = opened(state)
    assert one is not None
    mark = MARKS.get(one.state, Mark.DONE)
    status = say(language, f"case_state.{one.state}")
    if progress.order is not None:
        mark, status = Mark.WAITING, say(language, "cases.asking")
    elif progress.asking:
        mark, status = Mark.WARNING, say(language, "cases.withdraw_ask")
    elif progress.trouble is not None:
        code = progress.trouble.code
        key = "cases.no_line" if code in LINE_CODES else f"own_case.{code}"
        mark, status = Mark.TROUBLE, say(language, key if has(key) else "cases.trouble")
    elif progress.told:
        status = say(language, progress.told)
    groups = (
        ("", _facts(state, one)),
        (say(language, f"cases.why_{'mend' if one.mendable else 'so'}"), _reasons(state, one)),
        (say(language, "cases.owed"), _owed(state, one)),
        (say(language, "cases.papers"), tuple(_paper(state, paper) for paper in one.papers)),
        (say(language, "cases.parts"), _parts(one, language)),
        (say(language, "cases.steps"), _steps(one, language)),
    )
    return CaseBody(
        title=of_two(language, one.item_zh, one.item_en),
        mark=mark,
        status=status,
        groups=tuple((heading, rows) for heading, rows in groups if rows),
        buttons=_buttons(state, one),
    )


def _facts(state: State, one: CaseProgress) -> tuple[Row, ...]:
    language = state.language
    rows = [Row(say(language, "slip.number"), one.case_number)]
    if one.office_number:
        rows.append(Row(say(language, "cases.office_number"), one.office_number))
    if one.promised_date is not None:
        rows.append(_promised(state, one.promised_date))
    elif one.state in {CaseState.TO_MEND, CaseState.AWAITS_MATERIAL}:
        rows.append(Row(say(language, "slip.promised"), say(language, "cases.clock_stands"), Mark.WAITING))
    return tuple(rows)


def _promised(state: State, until: date) -> Row:
    """Counted down in working days, as it was promised."""
    language = state.language
    assert state.wall is not None
    left = _workdays(state.wall.date(), until)
    if left is None:
        note = ""
    elif left < 0:
        note = say(language, "cases.late", phone=state.machine.place.window_phone)
    else:
        note = say(language, "cases.last_day") if left == 0 else say(language, "cases.days_left", days=left)
    late = left is not None and left < 0
    return Row(
        say(language, "slip.promised"), day(until, language), Mark.WARNING if late else Mark.NONE, note=note
    )


def _workdays(today: date, until: date) -> int | None:
    """Working days that are left; -1 when it is over, None when it is too far to count."""
    if until < today:
        return -1
    days = (until - today).days
    if days > COUNTED_ON * 2:
        return None
    return sum(is_workday(today.fromordinal(today.toordinal() + number)) for number in range(1, days + 1))


def _reasons(state: State, one: CaseProgress) -> tuple[Row, ...]:
    """Each with what to do about it."""
    language = state.language
    if not one.reasons:
        return ()
    mark = Mark.TROUBLE if one.state in NEEDS_REASONS else Mark.NONE
    do = ""
    if one.mendable:
        do = say(language, "cases.do_mend")
    elif one.supplementable:
        do = say(language, "cases.do_supplement")
    elif one.state in NEEDS_REASONS:
        do = say(language, "cases.do_window", phone=state.machine.place.window_phone)
    return tuple(
        Row(
            of_two(language, reason.text_zh, reason.text_en),
            "",
            mark,
            note=do if number == len(one.reasons) else "",
        )
        for number, reason in enumerate(one.reasons, start=1)
    )


def _owed(state: State, one: CaseProgress) -> tuple[Row, ...]:
    language = state.language
    assert state.wall is not None
    rows = []
    for owed in one.owed:
        until = owed.until
        over = until is not None and until < state.wall.date()
        key = "cases.owed_here" if owed.here else "cases.owed_window" if until else "cases.owed_original"
        rows.append(
            Row(
                of_two(language, owed.name_zh, owed.name_en),
                say(language, "cases.owed_by", day=day(until, language)) if until is not None else "",
                Mark.WARNING if over else Mark.NONE,
                note=say(language, "cases.owed_over" if over else key),
            )
        )
    return tuple(rows)


def _paper(state: State, paper: PaperLine) -> Row:
    language, progress = state.language, state.here.progress
    now = progress.papers.get(paper.document_id, Paper())
    name = of_two(language, paper.title_zh, paper.title_en)
    printer = state.machine.devices.get(A4_PRINTER)
    able = printer is not None and printer.usable
    key = "cases.print_again" if paper.again or now.tries else "cases.print"
    note = say(language, "cases.print_marked") if paper.again else ""
    if not able:
        note = say(language, "cases.no_printer")
    elif now.printing is not Printing.NOT_ASKED:
        note = say(language, f"printing.{now.printing}")
    if now.printing is Printing.FAILED and now.trouble is not None:
        note = device_trouble(now.trouble.code, language)
    busy = progress.order is not None or any(
        one.printing is Printing.PRINTING for one in progress.papers.values()
    )
    button = Button(f"print:{paper.document_id}", say(language, key), PrintPaper(paper.document_id))
    return Row(
        name,
        say(language, "cases.valid_until", day=day(paper.valid_until, language)),
        _PRINTED.get(now.printing, Mark.NONE),
        note=note,
        change=button if able and not busy else None,
    )


def _parts(one: CaseProgress, language: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            of_two(language, *one.part_names[part.part]) if part.part in one.part_names else part.part,
            say(language, f"case_state.{part.state}"),
            MARKS.get(part.state, Mark.DONE),
            note=part.office_number,
        )
        for part in one.parts
    )


def _steps(one: CaseProgress, language: str) -> tuple[Row, ...]:
    """What was done is done; what it is in now is now, as long as something is still to come."""
    last = len(one.steps) - 1
    return tuple(
        Row(
            say(language, "cases.mended" if step.mended else f"case_state.{step.state}"),
            day(step.at.astimezone(CIVIL).date(), language),
            Mark.NOW if number == last and step.state not in CLOSED else Mark.DONE,
        )
        for number, step in enumerate(one.steps)
    )


def _buttons(state: State, one: CaseProgress) -> tuple[Button, ...]:
    language, progress = state.language, state.here.progress
    if progress.order is not None:
        return ()
    if progress.asking:
        return (
            Button("keep", say(language, "cases.withdraw_no"), KeepCase(), Tone.PRIMARY),
            Button("withdraw_now", say(language, "cases.withdraw_yes"), WithdrawCase(), Tone.DANGER),
        )
    buttons = []
    if one.mendable:
        buttons.append(Button("mend", say(language, "cases.mend"), MendCase(supplement=False), Tone.PRIMARY))
    elif one.supplementable:
        buttons.append(
            Button("supplement", say(language, "cases.supplement"), MendCase(supplement=True), Tone.PRIMARY)
        )
    if one.withdrawable:
        buttons.append(Button("withdraw", say(language, "cases.withdraw"), AskWithdraw(), Tone.QUIET))
    return tuple(buttons)
