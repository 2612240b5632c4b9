"""What lies over a page: help, 还在吗, leave or stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.codes import HelpAuthor, HelpState
from visit.events import CloseComfort, CloseHelp, ConfirmExit, EndHelp, KeepGoing, SayToHelper, SetComfort
from visit.handlers.presence import still_there_s
from visit.held.comfort import Wish
from visit.held.page import Over
from visit.held.paper import Printing
from visit.pages.languages import languages
from visit.reading import can_read
from visit.views import (
    Bubble,
    Button,
    ComfortOverlay,
    HelpOverlay,
    Mark,
    Option,
    Overlay,
    QuestionOverlay,
    Tone,
)
from wording import say

if TYPE_CHECKING:
    from visit.held.help_talk import HelpTalk
    from visit.state import State

PHRASES = ("how", "card", "read", "come")


def overlay(state: State) -> Overlay | None:
    if state.over is Over.STILL_THERE:
        return _still_there(state)
    if state.over is Over.ASK_EXIT:
        return _ask_exit(state)
    if state.over is Over.COMFORT:
        return _comfort(state)
    if state.over is Over.LANGUAGES:
        return languages(state)
    if state.over is Over.HELP and state.help is not None:
        return _help(state, state.help)
    return None


def _still_there(state: State) -> QuestionOverlay:
    language = state.language
    left = max(0, round(state.asked_at + still_there_s(state) - state.at))
    return QuestionOverlay(
        id="still_there",
        title=say(language, "still_there.title"),
        text=say(language, "still_there.text"),
        picture="still_there",
        seconds_left=left,
        buttons=(
            Button("keep_going", say(language, "still_there.keep_going"), KeepGoing(), Tone.PRIMARY),
            Button("leave", say(language, "still_there.leave"), ConfirmExit()),
        ),
    )


def _ask_exit(state: State) -> QuestionOverlay:
    language = state.language
    return QuestionOverlay(
        id="ask_exit",
        title=say(language, "ask_exit.title"),
        text=say(language, "ask_exit.text"),
        picture="leave",
        seconds_left=None,
        buttons=(
            Button("keep_going", say(language, "ask_exit.stay"), KeepGoing(), Tone.PRIMARY),
            Button("leave", say(language, "ask_exit.leave"), ConfirmExit(), Tone.DANGER),
        ),
    )


def _comfort(state: State) -> ComfortOverlay:
    language = state.language
    return ComfortOverlay(
        title=say(language, "comfort.title"),
        text=say(language, "comfort.text"),
        options=tuple(
            Option(
                f"wish:{wish.value}",
                say(language, f"comfort.{wish.value}"),
                SetComfort(wish, on=not state.comfort.has(wish)),
                chosen=state.comfort.has(wish),
                note=say(language, f"comfort.{wish.value}_note"),
            )
            for wish in offered(state)
        ),
        close=Button("close_comfort", say(language, "comfort.close"), CloseComfort(), Tone.PRIMARY),
    )


def offered(state: State) -> tuple[Wish, ...]:
    """The ways that this machine can give: without a voice nothing can be spoken, and only what is spoken is silenced."""
    there = {Wish.SPOKEN: state.machine.usable() >= {"speaker", "voice"}, Wish.QUIET: can_read(state)}
    return tuple(one for one in Wish if there.get(one, True))


def _help(state: State, talk: HelpTalk) -> HelpOverlay:
    language = state.language
    words = [Bubble(one.author is HelpAuthor.RESIDENT, one.text, f"{one.at:%H:%M}") for one in talk.words]
    talking = talk.state is not HelpState.CLOSED
    on_the_way = say(language, "help.sending" if talking else "help.not_sent")
    words += [Bubble(mine=True, text=text, time=on_the_way) for text in talk.unsent]
    mark, status = _help_status(talk, language, state.machine.place.window_phone)
    return HelpOverlay(
        title=say(language, "help.title"),
        mark=mark,
        status=status,
        number=say(language, "help.number", number=talk.slip_number),
        words=tuple(words),
        phrases=tuple(
            Button(
                f"say:{name}",
                say(language, f"help.phrase_{name}"),
                SayToHelper(say(language, f"help.phrase_{name}")),
            )
            for name in PHRASES
            if talking
        ),
        end=Button("end_help", say(language, "help.end"), EndHelp(), Tone.QUIET),
        close=Button("close_help", say(language, "help.close"), CloseHelp(), Tone.PRIMARY),
    )


def _help_status(talk: HelpTalk, language: str, phone: str) -> tuple[Mark, str]:
    if talk.offline and not talk.kept:
        return Mark.TROUBLE, say(language, "help.not_kept", phone=phone)
    if talk.offline:
        if talk.printing is Printing.PRINTED:
            return Mark.WARNING, say(language, "help.offline_slip")
        if talk.printing is Printing.PRINTING:
            return Mark.WARNING, say(language, "help.offline_printing")
        return Mark.WARNING, say(language, "help.offline")
    if talk.state is HelpState.ANSWERED:
        return Mark.DONE, say(language, "help.answered", helper=talk.helper or "")
    if talk.state is HelpState.CLOSED:
        return Mark.NONE, say(language, "help.closed")
    return Mark.WAITING, say(language, "help.waiting")
