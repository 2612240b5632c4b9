"""Everything a request handler needs, made once at start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from hub.clock import Clock, system_clock
from hub.database import open_database
from hub.departments.card_issuer import open_issuer
from hub.departments.demo_register import open_register
from hub.fleet_board import FleetBoard
from hub.item_versions import ItemVersions
from hub.switchboard import Switchboard
from hub.timetable import Timetable
from hub.vault import load_vault
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from hub.database import Database
    from hub.departments.card_issuer import CardIssuer
    from hub.departments.register import Register
    from hub.settings import Settings
    from hub.vault import Vault


@dataclass(frozen=True)
class Hub:
    """The parts of one running hub."""

    settings: Settings
    database: Database
    vault: Vault
    register: Register
    clock: Clock
    up_since: datetime
    issuer: CardIssuer
    switchboard: Switchboard = field(default_factory=Switchboard)
    items: ItemVersions = field(default_factory=ItemVersions)
    fleet_board: FleetBoard = field(default_factory=FleetBoard)
    timetable: Timetable = field(default_factory=Timetable)


def open_hub(
    settings: Settings, clock: Clock = system_clock, register: Register | None = None
) -> Outcome[Hub]:
    """Open key, database and register; fails when key and database do not belong together.

    `register`: what departments have on record; without one that of the settings, the demo's.
    """
    vault = load_vault(settings.data)
    database = open_database(settings, vault)
    if isinstance(database, Failure):
        return database
    register = register or open_register(settings.residents, settings.registers)
    issuer = open_issuer(settings.residents)
    return Ok(Hub(settings, database.value, vault, register, clock, clock(), issuer))


def hub_of(request: Request) -> Hub:
    """Dependency: the hub that this application serves."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)  # noqa: S101  set by make_application before any request
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]
