"""GET outlets: what every terminal of the place can do now."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from contract import wire
from contract.outlets import OutletsNow
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import reply
from hub.wiring import TheHub

router = APIRouter(tags=["fleet"])


@router.get(
    wire.OUTLETS,
    summary="How all terminals are, so that nobody is sent to one that cannot",
    response_model=OutletsNow,
    responses={**documented(*SIGNED)},
)
def outlets(hub: TheHub, _caller: TheCaller, after: Annotated[str, Query(max_length=64)] = "") -> Response:
    """With `after`, the mark of the last answer, only what changed since then."""
    news = hub.fleet_board.news(
        after,
        database=hub.database,
        clock=hub.clock,
        up_since=hub.up_since,
        every=hub.settings.heartbeat_every,
    )
    return reply(news)
