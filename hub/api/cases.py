"""POST cases."""

from fastapi import APIRouter, Response

from contract import wire
from contract.case import CaseAnswer, CaseSubmission
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply_bytes
from hub.cases.intake import take_in
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["cases"])


@router.post(
    wire.CASES,
    summary="Hand in a case; a repeat of the same key gets the very same answer",
    response_model=CaseAnswer,
    responses={**documented(403, 409, *SIGNED)},
)
def cases(hub: TheHub, caller: TheCaller, message: CaseSubmission) -> Response:
    """409 means that this terminal's numbering is broken: it must not send that case again unchanged."""
    must_speak_for_itself(caller, message.terminal_id)
    answer = take_in(hub, message, clock_suspect=caller.clock_suspect)
    if isinstance(answer, Failure):
        raise refuse(answer)
    return reply_bytes(answer.value)
