"""POST enrolment: unsigned, because the terminal's key is what it brings."""

from fastapi import APIRouter, Response

from contract import wire
from contract.fleet import Enrolled, Enrolment
from hub.api.problems import documented
from hub.api.replies import refuse, reply
from hub.fleet.enrolment import enrol
from hub.fleet.terminal_papers import papers_for
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["fleet"])


@router.post(
    wire.ENROL,
    summary="A new terminal brings its public key and a one-time code",
    response_model=Enrolled,
    responses={**documented(403, 413, 422, 503)},
)
def enrolment(hub: TheHub, message: Enrolment) -> Response:
    """The code holds ten minutes, for one key, and is burnt after five wrong tries."""
    outlet = enrol(hub, message)
    if isinstance(outlet, Failure):
        raise refuse(outlet)
    return reply(
        Enrolled(
            terminal_id=message.terminal_id,
            outlet_zh=outlet.value.zh,
            outlet_en=outlet.value.en,
            hub_time=hub.clock(),
            papers=papers_for(hub, message.terminal_id, message.public_key, outlet.value.zh),
        )
    )
