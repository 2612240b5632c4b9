"""扫码或输入号码: one page for everything that has a number on paper or on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import FocusField, GoNext, OpenOwnAppointments
from visit.pages.keys import keyboard
from visit.views import Button, EntryQuestion, FormBody, Tone
from wording import say

if TYPE_CHECKING:
    from visit.state import State

BARCODE_READER = "barcode_reader"
GROUP = 4


def code(state: State) -> FormBody:
    language, entry = state.language, state.here.code
    question = say(language, "code.question")
    groups = (entry.typed[at : at + GROUP] for at in range(0, len(entry.typed), GROUP))
    asked = EntryQuestion(
        id="code",
        question=question,
        hint=say(language, "code.hint" if _reads(state) else "code.hint_no_reader"),
        purpose="",
        shown=" ".join(groups),
        composing="",
        active=True,
        focus=Button("focus:code", question, FocusField("code"), enabled=False),
        problem=say(language, entry.fault) if entry.fault else "",
    )
    return FormBody(
        title=say(language, "code.title"),
        questions=(asked,),
        keys=keyboard("digits", state),
        next=Button("next", say(language, "code.next"), GoNext(), Tone.PRIMARY, enabled=bool(entry.typed)),
        also=(Button("own", say(language, "code.own"), OpenOwnAppointments()),),
    )


def _reads(state: State) -> bool:
    reader = state.machine.devices.get(BARCODE_READER)
    return reader is not None and reader.usable
