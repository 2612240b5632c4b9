"""POST queries: what a department has on record, masked. Nothing is stored."""

from fastapi import APIRouter, Response

from contract import wire
from contract.query import Query, QueryAnswer
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.departments.shared_data import answer_query
from hub.wiring import TheHub
from outcome import Action, Failure

router = APIRouter(tags=["cases"])

UNKNOWN_ITEM = Failure("unknown_item", Action.ENGINEER, "this item was never published at this hub")
REGISTER_SILENT = Failure(
    "register_silent", Action.NOBODY, "the department's records do not answer now; try later"
)


@router.post(
    wire.QUERIES,
    summary="Ask the department behind an item what it has on record",
    response_model=QueryAnswer,
    responses={**documented(404, *SIGNED)},
)
def queries(hub: TheHub, _caller: TheCaller, message: Query) -> Response:
    """`found` false is an answer: nothing on record."""
    with hub.database.read() as connection:
        versions = hub.items.named(connection, message.item_id, message.item_version)
    item = versions.named or versions.current
    if item is None:
        raise refuse(UNKNOWN_ITEM)
    found = answer_query(hub.register, item, message, hub.clock())
    if isinstance(found, Failure):
        raise refuse(REGISTER_SILENT)
    return reply(found.value)
