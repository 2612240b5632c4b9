"""POST cases, alone or many at once."""

from fastapi import APIRouter, Response

from contract import wire
from contract.batch import BatchAnswer, CaseBatch
from contract.case import CaseAnswer, CaseSubmission
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply_bytes
from hub.intake.batch import take_in_batch
from hub.intake.take_in import take_in
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


@router.post(
    wire.CASE_BATCH,
    summary="Hand in up to fifty cases; each is answered as if it came alone",
    response_model=BatchAnswer,
    responses={**documented(*SIGNED)},
)
def case_batch(hub: TheHub, caller: TheCaller, message: CaseBatch) -> Response:
    """In the order sent: answered, refused with a code, or not looked at (to be sent again)."""
    return reply_bytes(
        take_in_batch(hub, caller.terminal_id, message.cases, clock_suspect=caller.clock_suspect)
    )
