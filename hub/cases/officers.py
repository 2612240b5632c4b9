"""Who decides cases: an officer of a department, and what they may decide alone (首席事务代表)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from hub.audit import note
from hub.tables import console_user, officer_item
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.wiring import Hub


@dataclass(frozen=True)
class Officer:
    """Somebody who decides."""

    name: str
    department: str
    """Its Chinese name, as items say it; empty: an office that decides for every department."""
    alone: frozenset[str]
    """Ids of items of which this officer decides on the spot; any other needs a second person."""

    def sees(self, department_zh: str) -> bool:
        return self.department in {"", department_zh}


def officer_of(hub: Hub, name: str) -> Officer:
    """As it is now: an authority that was withdrawn counts at once."""
    with hub.database.read() as connection:
        department = connection.execute(
            select(console_user.c.department).where(console_user.c.name == name)
        ).scalar()
        items = connection.execute(select(officer_item.c.item_id).where(officer_item.c.name == name))
        return Officer(name, department or "", frozenset(items.scalars()))


def set_department(hub: Hub, name: str, department: str) -> None:
    """Of a user that is there."""
    with hub.database.write() as connection:
        connection.execute(
            update(console_user).where(console_user.c.name == name).values(department=department)
        )


def authorise(hub: Hub, name: str, items: Iterable[str], by: str) -> Outcome[None]:
    """From now on exactly these, of which the officer decides alone; none takes the authority back.

    Failure: `no_such_user`.
    """
    with hub.database.write() as connection:
        known = connection.execute(
            select(console_user.c.name).where(console_user.c.name == name).with_for_update()
        ).one_or_none()
        if known is None:
            return Failure("no_such_user", Action.ENGINEER, "there is no such user")
        connection.execute(delete(officer_item).where(officer_item.c.name == name))
        for one in sorted(set(items)):
            connection.execute(insert(officer_item).values(name=name, item_id=one))
            note(connection, hub.clock(), by, "officer_authorised", f"{name}/{one}"[:80])
        note(connection, hub.clock(), by, "officer_items_set", name)
    return Ok(None)
