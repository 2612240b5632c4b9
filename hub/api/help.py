"""Calls for help, from the terminal's side: open, follow by long poll, say, close."""

import asyncio
from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from contract import wire
from contract.codes import HelpAuthor, HelpState
from contract.help import HelpCall, HelpSay, HelpStatus
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.helpdesk import calls
from hub.wiring import Hub, TheHub
from outcome import Failure

router = APIRouter(tags=["help"])

LONGEST_WAIT_S = 25.0
"""Below the 30 s after which common gateways cut a silent request."""
GLANCE_S = 2.0
"""A second hub process on the same database cannot ring our bell; so a waiter looks for itself this often."""


class Known(BaseModel):
    """What the terminal has already, and how long it will wait for more."""

    after: int = Field(0, ge=0, description="number of the last words already known")
    wait: float = Field(0.0, ge=0, le=LONGEST_WAIT_S, description="seconds to wait for news")
    state: HelpState | None = Field(None, description="the state already known; another one is news")


@router.post(
    wire.HELP,
    summary="Open a call for help",
    response_model=HelpStatus,
    responses={**documented(403, 409, *SIGNED)},
)
def open_help(hub: TheHub, caller: TheCaller, message: HelpCall) -> Response:
    """A repeat of the same key finds the same call."""
    must_speak_for_itself(caller, message.terminal_id)
    opened = calls.open_call(hub, message)
    if isinstance(opened, Failure):
        raise refuse(opened)
    return _told(hub, opened.value)


@router.get(
    wire.HELP + "/{key}",
    summary="How the call stands; waits for news when asked to",
    response_model=HelpStatus,
    responses={**documented(404, *SIGNED)},
)
async def follow_help(
    hub: TheHub, caller: TheCaller, key: UUID, known: Annotated[Known, Query()]
) -> Response:
    """News are words after `after`, or a state other than `state` (or than the one last told)."""
    bell = hub.switchboard.begin(key)
    try:
        return _told(hub, await _news(hub, caller.terminal_id, key, known, bell))
    finally:
        hub.switchboard.end(key, bell)


async def _news(hub: Hub, terminal_id: str, key: UUID, known: Known, bell: asyncio.Event) -> HelpStatus:
    loop = asyncio.get_running_loop()
    until = loop.time() + known.wait
    state = known.state or hub.switchboard.told(key)
    while True:
        bell.clear()
        status = await run_in_threadpool(calls.call_status, hub, key, known.after, terminal_id)
        if isinstance(status, Failure):
            raise refuse(status)
        left = until - loop.time()
        if status.value.words or status.value.state is not state or left <= 0:
            return status.value
        with suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), min(left, GLANCE_S))


@router.post(
    wire.HELP + "/{key}/words",
    summary="The resident says something",
    response_model=HelpStatus,
    responses={**documented(404, 409, *SIGNED)},
)
def say_help(hub: TheHub, caller: TheCaller, key: UUID, message: HelpSay) -> Response:
    """The same words' key is taken once; the answer is the whole call."""
    said = calls.say(hub, key, HelpAuthor.RESIDENT, message, caller.terminal_id)
    if isinstance(said, Failure):
        raise refuse(said)
    return _status(hub, caller.terminal_id, key)


@router.post(
    wire.HELP + "/{key}/close",
    summary="The resident ends the call",
    response_model=HelpStatus,
    responses={**documented(404, *SIGNED)},
)
def close_help(hub: TheHub, caller: TheCaller, key: UUID) -> Response:
    """Closing a closed call is fine. The body is empty."""
    closed = calls.close(hub, key, caller.terminal_id)
    if isinstance(closed, Failure):
        raise refuse(closed)
    return _status(hub, caller.terminal_id, key)


def _status(hub: Hub, terminal_id: str, key: UUID) -> Response:
    status = calls.call_status(hub, key, 0, terminal_id)
    if isinstance(status, Failure):
        raise refuse(status)
    return _told(hub, status.value)


def _told(hub: Hub, status: HelpStatus) -> Response:
    """Remember what the terminal hears: a state that changes between two polls is news for the next one."""
    hub.switchboard.tell(status)
    return reply(status)
