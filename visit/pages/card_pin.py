"""The social security card, its new PIN, and the writing of it. No page shows a digit that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.masking import masked_name
from catalogue.pin_rules import DIGITS
from visit.card_writing import OF_ANOTHER, writes_now
from visit.events import CallHelp, GoNext, GoOnWithout, PinKey, TryAgain
from visit.held.card_work import CardStep
from visit.pages.idle import device_trouble
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Keys, Mark, PinBody, ProgressBody, Row, SocialCardBody, Tone
from wording import has, say

if TYPE_CHECKING:
    from visit.state import State

READER = "smart_card_reader"
DOT = "●"


def social_card(state: State) -> SocialCardBody:
    visit, language = state.here, state.language
    work = visit.card
    reader = state.machine.devices.get(READER)
    done = work.card is not None
    trouble = _card_trouble(state)
    instruction, picture, mark = "social_card.insert", "insert_card", Mark.WAITING
    status = say(language, "social_card.waiting")
    if done and work.card is not None and visit.applicant is not None:
        instruction, picture, mark = "social_card.done", "insert_done", Mark.DONE
        status = f"{masked_name(visit.applicant.name)}  {masked_card(work.card.card_number)}"
    elif reader is not None and not reader.usable:
        instruction, picture, mark = "identify.reader_down", "insert_trouble", Mark.TROUBLE
        status = device_trouble(reader.code or reader.state, language)
    elif trouble:
        instruction, picture, mark = trouble, "insert_trouble", Mark.WARNING
        status = say(language, "social_card.still_reading")
    other = Button("other_card", say(language, "social_card.other_card"), TryAgain(), Tone.QUIET)
    no_card = Button("no_card", say(language, "social_card.no_card"), CallHelp(), Tone.QUIET)
    return SocialCardBody(
        title=say(language, "social_card.title"),
        instruction=say(language, instruction),
        picture=picture,
        mark=mark,
        status=status,
        privacy=say(language, "social_card.two_pins"),
        alternatives=(other if done else no_card,),
        next=Button("next", say(language, "button.next"), GoNext(), Tone.PRIMARY) if done else None,
    )


def _card_trouble(state: State) -> str:
    """The key of what to do. Nobody who has put none in is told to put it in again."""
    trouble = state.here.card.reading
    if trouble is None:
        return ""
    if trouble.code == OF_ANOTHER:
        return "chip.card_of_another"
    own = f"chip.{trouble.code}"
    if has(own):
        return own
    return "chip.again" if trouble.action == "resident" else "chip.reader"


def masked_card(number: str) -> str:
    """The last four characters, by which people tell their cards apart."""
    return "*" * max(0, len(number) - 4) + number[-4:]


def new_pin(state: State) -> PinBody:
    work, language = state.here.card, state.language
    again = bool(work.first)
    return PinBody(
        title=say(language, "new_pin.again" if again else "new_pin.title"),
        hint=say(language, "new_pin.again_hint" if again else "new_pin.hint"),
        typed=len(work.typed),
        digits=DIGITS,
        problem=say(language, f"pin_fault.{work.fault}") if work.fault else "",
        privacy=say(language, "new_pin.privacy"),
        keys=Keys("digits", tuple(tuple(_key(one, language) for one in row) for row in KEYS["digits"])),
        next=Button(
            "next",
            say(language, "new_pin.confirm" if again else "button.next"),
            GoNext(),
            Tone.PRIMARY,
            enabled=len(work.typed) == DIGITS,
        ),
    )


def _key(one: str, language: str) -> Button:
    if one == DELETE:
        return Button("pin:delete", say(language, "key.delete"), PinKey("delete"))
    if one == CLEAR:
        return Button("pin:clear", say(language, "key.clear"), PinKey("clear"))
    return Button(f"pin:{one}", one, PinKey(one))


def check_rows(state: State) -> tuple[Row, ...]:
    """On the check page: which card, and that a PIN was chosen."""
    work, language = state.here.card, state.language
    if not writes_now(state) or work.card is None:
        return ()
    dots = DOT * DIGITS if work.pin else say(language, "check.empty")
    return (
        Row(say(language, "social_card.number"), masked_card(work.card.card_number)),
        Row(say(language, "new_pin.label"), dots),
    )


def writing(state: State) -> ProgressBody:
    """What is done and what is not; where it stopped, what is true of the card now and what can be done."""
    visit, language = state.here, state.language
    work = visit.card
    order = {CardStep.CHANGE: "card_writing.change", CardStep.TEST: "card_writing.test"}
    # The one-time PIN is nothing to a resident: its step and the change are one line.
    now = CardStep.CHANGE if work.step in {None, CardStep.SCRIPT} else work.step
    steps = [Row(say(language, "card_writing.approved"), visit.number, Mark.DONE)]
    for step, key in order.items():
        mark = Mark.DONE if step is CardStep.CHANGE and now is CardStep.TEST else Mark.WAITING
        note = ""
        if step is now:
            mark = Mark.TROUBLE if work.trouble is not None else Mark.NOW
            note = trouble_note(state)
        steps.append(Row(say(language, key), "", mark, note=note))
    if work.trouble is None:
        return ProgressBody(say(language, "card_writing.title"), tuple(steps), ())
    return ProgressBody(
        say(language, "card_writing.stopped"),
        tuple(steps),
        (
            Button("again", say(language, "card_writing.again"), TryAgain(), Tone.PRIMARY),
            Button("without", say(language, "card_writing.without"), GoOnWithout()),
        ),
    )


def trouble_note(state: State) -> str:
    """What went wrong, and whether the old PIN still holds."""
    work, language = state.here.card, state.language
    if work.trouble is None:
        return ""
    own = f"writing.{work.trouble.code}"
    told = say(language, own if has(own) else "writing.trouble")
    return f"{told}{say(language, 'card_writing.unsure' if work.touched else 'card_writing.as_before')}"
