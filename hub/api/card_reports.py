"""POST card reports: whether the card of an approved case was written."""

from fastapi import APIRouter, Response

from contract import wire
from contract.card_pin import CardReport
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse
from hub.cases.card_reports import keep_card_report
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["cases"])


@router.post(
    wire.CARD_REPORTS,
    summary="Tell what became of the card of an approved case",
    status_code=204,
    response_class=Response,
    responses={**documented(404, *SIGNED)},
)
def card_reports(hub: TheHub, caller: TheCaller, message: CardReport) -> None:
    """A repeat changes nothing."""
    kept = keep_card_report(hub, caller.terminal_id, message)
    if isinstance(kept, Failure):
        raise refuse(kept)
