"""呼叫帮办: a person, from any page. With the line up it is a talk; with the line down a slip and a queued call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.codes import HelpAuthor, HelpState
from contract.help import HelpCall
from visit.both import in_both
from visit.effects import CloseHelpCall, OpenHelp, PrintSlip, SayToHub
from visit.held.help_talk import HelpTalk
from visit.held.page import Over
from visit.held.paper import Printing
from visit.slips import call_back
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import (
        CallHelp,
        CloseHelp,
        EndHelp,
        HelpUnreachable,
        HelpUpdated,
        SayToHelper,
        Stamped,
    )
    from visit.state import State

LONGEST_WORDS = 500


def help_job(talk: HelpTalk) -> str:
    return f"help/{talk.key}"


def call_help(state: State, event: CallHelp, stamped: Stamped) -> Turn:
    """One call at a time: a second touch shows the call under way."""
    state = replace(state, over=Over.HELP, touched_at=state.at)
    if state.help is not None and state.help.state is not HelpState.CLOSED:
        return stay(state)
    key = stamped.fresh_id
    slip_number = f"{key.int % 10_000:04d}"
    talk = HelpTalk(key, slip_number, stamped.wall)
    item = state.visit.item if state.visit is not None else None
    call = HelpCall(
        key=key,
        terminal_id=state.machine.place.terminal_id,
        opened_at=stamped.wall,
        page=str(state.page),
        item_id=item.id if item is not None else None,
        slip_number=slip_number,
        called_offline=not state.machine.line_up,
    )
    return stay(replace(state, help=talk), OpenHelp(call))


def close_help(state: State, event: CloseHelp, stamped: Stamped) -> Turn:
    return stay(replace(state, over=Over.NOTHING))


def end_help(state: State, event: EndHelp, stamped: Stamped) -> Turn:
    key = state.help.key if state.help is not None else None
    state = replace(state, over=Over.NOTHING, help=None)
    return stay(state, CloseHelpCall(key)) if key is not None else stay(state)


def say(state: State, event: SayToHelper, stamped: Stamped) -> Turn:
    talk = state.help
    text = event.text.strip()[:LONGEST_WORDS]
    if talk is None or not text or talk.state is HelpState.CLOSED:
        return stay(state)
    state = replace(state, help=replace(talk, unsent=(*talk.unsent, text)))
    return stay(state, SayToHub(talk.key, stamped.fresh_id, text))


def help_updated(state: State, event: HelpUpdated, stamped: Stamped) -> Turn:
    talk = state.help
    if talk is None or event.key != talk.key:
        return stay(state)
    # Only what the hub shows anew answers for what is on its way: the same sentence may be said twice.
    heard = max((words.number for words in talk.words), default=0)
    unsent = list(talk.unsent)
    for words in event.words:
        if words.number > heard and words.author is HelpAuthor.RESIDENT and words.text in unsent:
            unsent.remove(words.text)
    talk = replace(
        talk, state=event.state, helper=event.helper, words=event.words, unsent=tuple(unsent), offline=False
    )
    return stay(replace(state, help=talk))


def help_unreachable(state: State, event: HelpUnreachable, stamped: Stamped) -> Turn:
    """The call is queued on disk; the slip is the resident's proof. One slip a call."""
    talk = state.help
    if talk is None or event.key != talk.key:
        return stay(state)
    if not event.kept:
        return stay(replace(state, help=replace(talk, offline=True, kept=False)))
    if talk.printing is not Printing.NOT_ASKED:
        return stay(replace(state, help=replace(talk, offline=True)))
    if "receipt_printer" not in state.machine.usable():
        return stay(replace(state, help=replace(talk, offline=True, printing=Printing.LEFT_OUT)))
    talk = replace(talk, offline=True, printing=Printing.PRINTING)
    state = replace(state, help=talk)
    return stay(state, PrintSlip(help_job(talk), in_both(state, lambda one: call_back(one, talk))))
