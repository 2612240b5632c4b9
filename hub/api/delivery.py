"""Boxes of a locker: what a terminal asks for, and what it reports."""

from fastapi import APIRouter, Response

from contract import wire
from contract.delivery import BoxDuties, BoxReport
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.delivery.duties import duties_of
from hub.delivery.reports import keep_report
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["delivery"])


@router.get(
    wire.BOXES,
    summary="What goes into this terminal's boxes, and what lies in them",
    response_model=BoxDuties,
    responses={**documented(*SIGNED)},
)
def boxes(hub: TheHub, caller: TheCaller) -> Response:
    """Codes are told as salted hashes alone; nothing tells of a person."""
    return reply(duties_of(hub, caller.terminal_id))


@router.post(
    wire.BOX_REPORTS,
    summary="What happened at a box, once",
    status_code=204,
    response_class=Response,
    responses={**documented(403, 409, *SIGNED)},
)
def box_reports(hub: TheHub, caller: TheCaller, message: BoxReport) -> None:
    """A repeat of the same key changes nothing."""
    must_speak_for_itself(caller, message.terminal_id)
    kept = keep_report(hub, message)
    if isinstance(kept, Failure):
        raise refuse(kept)
