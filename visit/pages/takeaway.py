"""要带的东西: the cases to tick, the list that follows, its code, and how far the slip is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.checklist import cases
from visit.checklist_slip import checklist_code, checklist_sections
from visit.events import PrintChecklist, ToggleCase
from visit.handlers.takeaway import PRINTER
from visit.held.paper import Printing
from visit.pages.idle import device_trouble
from visit.views import Button, ChecklistBody, Mark, Option, Section, Tone
from wording import say

if TYPE_CHECKING:
    from visit.state import State


def checklist_page(state: State) -> ChecklistBody:
    visit, language = state.here, state.language
    found = cases(visit.chosen, language)
    mark, status, button = _slip(state)
    return ChecklistBody(
        title=say(language, "checklist.title"),
        question=say(language, "checklist.question") if found else "",
        options=tuple(
            Option(f"case:{one.id}", one.text, ToggleCase(one.id), one.id in visit.takeaway.ticked)
            for one in found
        ),
        sections=tuple(Section(heading, lines) for heading, lines in checklist_sections(state)),
        qr=checklist_code(state),
        qr_caption=say(language, "checklist.code"),
        mark=mark,
        status=status,
        print=button,
    )


def _slip(state: State) -> tuple[Mark, str, Button]:
    """Printed only by the printer's own word."""
    language, slip = state.language, state.here.takeaway.slip
    printing = slip.printing if slip is not None else Printing.NOT_ASKED
    usable = PRINTER in state.machine.usable()
    key = "checklist.again" if slip is not None and slip.in_question else "checklist.print"
    free = usable and printing not in {Printing.PRINTING, Printing.PRINTED}
    button = Button("print", say(language, key), PrintChecklist(), Tone.PRIMARY, enabled=free)
    if printing is Printing.PRINTING:
        return Mark.WAITING, say(language, "checklist.printing"), button
    if printing is Printing.PRINTED:
        return Mark.DONE, say(language, "checklist.printed"), button
    if not usable:
        return Mark.WARNING, say(language, "checklist.no_printer"), button
    if slip is not None and slip.trouble is not None:
        why = device_trouble(slip.trouble.code, language)
        return Mark.WARNING, say(language, "checklist.failed", why=why), button
    return Mark.NONE, "", button
