"""Everything a request handler needs, made once at start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from hub.cases.item_versions import ItemVersions
from hub.clock import Clock, system_clock
from hub.database import open_database
from hub.departments import load_departments
from hub.switchboard import Switchboard
from hub.vault import load_vault
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from hub.database import Database
    from hub.departments import Departments
    from hub.settings import Settings
    from hub.vault import Vault


@dataclass(frozen=True)
class Hub:
    """The parts of one running hub."""

    settings: Settings
    database: Database
    vault: Vault
    departments: Departments
    clock: Clock
    up_since: datetime
    switchboard: Switchboard = field(default_factory=Switchboard)
    items: ItemVersions = field(default_factory=ItemVersions)


def open_hub(settings: Settings, clock: Clock = system_clock) -> Outcome[Hub]:
    """Open key, database and departments; fails when key and database do not belong together."""
    vault = load_vault(settings.data)
    database = open_database(settings, vault)
    if isinstance(database, Failure):
        return database
    departments = load_departments(settings.residents, settings.realm)
    return Ok(Hub(settings, database.value, vault, departments, clock, clock()))


def hub_of(request: Request) -> Hub:
    """Dependency: the hub that this application serves."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)  # noqa: S101  set by make_application before any request
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]
