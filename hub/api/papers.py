"""GET papers/{code}: whether a paper still holds. Nothing of what it says."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from contract import wire
from contract.paper_status import PaperStatus
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import reply
from hub.certificates.revoke import status_of
from hub.wiring import TheHub

router = APIRouter(tags=["verification"])


@router.get(
    wire.PAPERS + "/{code}",
    summary="Whether a paper was issued here and still holds",
    response_model=PaperStatus,
    responses={**documented(*SIGNED)},
)
def paper_status(hub: TheHub, _caller: TheCaller, code: Annotated[str, Path(max_length=40)]) -> Response:
    """A code that was never given is an answer as well: `known` is false."""
    return reply(status_of(hub, code))
