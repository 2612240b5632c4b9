"""GET audit anchor."""

from fastapi import APIRouter, Response

from contract import wire
from contract.fleet import AuditAnchor
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, ApiError, documented
from hub.api.replies import reply
from hub.fleet.trail import anchor_of
from hub.wiring import TheHub

router = APIRouter(tags=["fleet"])


@router.get(
    wire.AUDIT_ANCHOR,
    summary="The end of its audit trail that the hub keeps for the terminal that asks",
    response_model=AuditAnchor,
    responses={**documented(404, *SIGNED)},
)
def audit_anchor(hub: TheHub, caller: TheCaller) -> Response:
    """For an engineer who checks the trail on the terminal."""
    anchor = anchor_of(hub, caller.terminal_id)
    if anchor is None:
        raise ApiError(404, "no_anchor", "no heartbeat of this terminal told of its trail yet")
    return reply(anchor)
