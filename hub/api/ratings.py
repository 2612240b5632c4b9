"""POST ratings: 好差评, sent only when the resident chose a grade."""

from fastapi import APIRouter, Response

from contract import wire
from contract.case import Rating
from hub.api.gate import TheCaller, must_speak_for_itself
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse
from hub.ratings.keep import keep_rating
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["cases"])


@router.post(
    wire.RATINGS,
    summary="Keep one rating, once",
    status_code=204,
    response_class=Response,
    responses={**documented(403, 409, *SIGNED)},
)
def ratings(hub: TheHub, caller: TheCaller, message: Rating) -> None:
    """A repeat of the same key changes nothing."""
    must_speak_for_itself(caller, message.terminal_id)
    kept = keep_rating(hub, message)
    if isinstance(kept, Failure):
        raise refuse(kept)
