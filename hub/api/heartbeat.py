"""POST heartbeat."""

from fastapi import APIRouter, Response

from contract import wire
from contract.fleet import READS_CHANGES, Heartbeat, HeartbeatAnswer
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import reply
from hub.cases.changes import changes_after
from hub.fleet.heartbeat import note_heartbeat
from hub.fleet.terminal_papers import renewed
from hub.wiring import TheHub

router = APIRouter(tags=["fleet"])


@router.post(
    wire.HEARTBEAT,
    summary="A terminal tells how it and its devices are",
    response_model=HeartbeatAnswer,
    responses={**documented(403, *SIGNED)},
)
def heartbeat(hub: TheHub, caller: TheCaller, message: Heartbeat) -> Response:
    """The answer tells the hub's time and up to which sequence every case is safe here."""
    must_speak_for_itself(caller, message.terminal_id)
    noted = note_heartbeat(hub, message, clock_suspect=caller.clock_suspect)
    return reply(
        HeartbeatAnswer(
            hub_time=hub.clock(),
            durable_sequence=noted.durable_sequence,
            # A terminal of before keeps the papers that it has: it would take these for no answer at all.
            papers=renewed(hub, message.terminal_id, message.papers)
            if message.reads_changes >= READS_CHANGES
            else None,
            changes=changes_after(hub, message.terminal_id, message.changes_after, message.reads_changes),
            audit_number=noted.audit_number,
        )
    )
