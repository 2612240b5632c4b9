"""Attachments of a case: how much is here, and the next piece."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from contract import wire
from contract.attachment import MOST_BYTES, AttachmentStatus
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.cases.attachments import status, take_piece
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["cases"])


@router.get(
    wire.ATTACHMENTS + "/{identity}",
    summary="How much of an attachment is here",
    response_model=AttachmentStatus,
    responses={**documented(404, *SIGNED)},
)
def attachment_status(hub: TheHub, caller: TheCaller, identity: UUID) -> Response:
    """Where to go on after an upload that was cut off."""
    found = status(hub, caller.terminal_id, identity)
    if isinstance(found, Failure):
        raise refuse(found)
    return reply(found.value)


@router.put(
    wire.ATTACHMENTS + "/{identity}",
    summary="The next piece of an attachment; the body is its bytes",
    response_model=AttachmentStatus,
    responses={**documented(404, 409, *SIGNED)},
)
async def attachment_piece(
    request: Request,
    hub: TheHub,
    caller: TheCaller,
    identity: UUID,
    offset: Annotated[int, Query(ge=0, le=MOST_BYTES)],
) -> Response:
    """A repeat of a piece changes nothing. 409: ask for the status, and go on from there."""
    piece = await request.body()
    taken = await run_in_threadpool(take_piece, hub, caller.terminal_id, identity, offset, piece)
    if isinstance(taken, Failure):
        raise refuse(taken)
    return reply(taken.value)
