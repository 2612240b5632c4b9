"""Whether the line and the hub are up: unsigned, cheap, and telling the time."""

from fastapi import APIRouter
from pydantic import AwareDatetime

from contract import wire
from contract.message import PROTOCOL_VERSION, Message
from hub.wiring import TheHub

router = APIRouter(tags=["fleet"])


class Alive(Message):
    """Told to anybody."""

    hub_time: AwareDatetime
    protocol: int


@router.get(wire.ALIVE, summary="Is the hub there, and what time is it")
async def alive(hub: TheHub) -> Alive:
    """Touches no disk: it answers also while the store cannot be written."""
    return Alive(hub_time=hub.clock(), protocol=PROTOCOL_VERSION)
