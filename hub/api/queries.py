"""POST queries: what a department has on record, masked. Nothing is stored."""

from fastapi import APIRouter, Response

from contract import wire
from contract.query import Query, QueryAnswer
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.wiring import TheHub
from outcome import Action, Failure

router = APIRouter(tags=["cases"])

UNKNOWN_ITEM = Failure("unknown_item", Action.ENGINEER, "no department answers for this item at this hub")


@router.post(
    wire.QUERIES,
    summary="Ask the department behind an item what it has on record",
    response_model=QueryAnswer,
    responses={**documented(404, *SIGNED)},
)
def queries(hub: TheHub, _caller: TheCaller, message: Query) -> Response:
    """`found` false is an answer: nothing on record."""
    department = hub.departments.get(message.item_id)
    if department is None:
        raise refuse(UNKNOWN_ITEM)
    return reply(department.query(message, hub.clock()))
