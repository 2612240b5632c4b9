"""What staff do with a result: put it into a locker, send it, lay it ready, hand it out, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from contract.delivery import DeliveryState
from hub.audit import note
from hub.delivery.codes import draw, verifier_for
from hub.tables import case, delivery, terminal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from hub.wiring import Hub

PUT_IN_FOR = timedelta(hours=24)
"""A code to put something in holds so long: it is on a slip in somebody's pocket."""
STAFF_STEPS = {
    DeliveryState.READY: frozenset({DeliveryState.MAKING, DeliveryState.RETURNED, DeliveryState.TO_PUT_IN}),
    DeliveryState.SENT: frozenset({DeliveryState.MAKING, DeliveryState.READY, DeliveryState.RETURNED}),
    DeliveryState.COLLECTED: frozenset({DeliveryState.READY, DeliveryState.SENT, DeliveryState.RETURNED}),
    DeliveryState.RETURNED: frozenset({DeliveryState.SENT, DeliveryState.READY, DeliveryState.COLLECTED}),
}
"""To each state that staff set by hand: from which. What lies in a box comes out of it by a code alone."""


@dataclass(frozen=True)
class StaffCode:
    """For whoever goes to the locker."""

    terminal_id: str
    code: str
    until: datetime | None = None
    """None: until it is used."""


def to_locker(hub: Hub, case_number: str, by: str, terminal_id: str = "") -> Outcome[StaffCode]:
    """A code to put it in; a newer one makes the older one void. `terminal_id` where it is not the locker that was chosen.

    Failures: `no_such_delivery`, `wrong_state`, `no_such_locker`.
    """
    with hub.database.write() as connection:
        row = _of(connection, case_number)
        if row is None:
            return _none()
        if row.state not in {DeliveryState.MAKING, DeliveryState.TO_PUT_IN, DeliveryState.RETURNED}:
            return _wrong(row)
        where = terminal_id or row.locker
        known = select(terminal.c.id).where(terminal.c.id == where)
        if not where or connection.execute(known).one_or_none() is None:
            return Failure("no_such_locker", Action.NOBODY, where or "none was chosen")
        if row.state == DeliveryState.TO_PUT_IN and where != row.locker:
            return _wrong(row)  # the other terminal knows the code: lay it ready first, then it forgets
        code, resident = draw(hub, connection), draw(hub, connection)
        until = hub.clock() + PUT_IN_FOR
        kept = row.sealed_pick_up if row.state == DeliveryState.TO_PUT_IN else None
        change = {
            "state": DeliveryState.TO_PUT_IN,
            "locker": where,
            "box": 0,
            "put_in": verifier_for(hub, where, code),
            "put_in_until": until,
            "sealed_pick_up": kept or hub.vault.seal(resident.encode(), _place(row)),
            "pick_up": row.pick_up if kept else verifier_for(hub, where, resident),
            "take_back": b"",
            "doubt": "",
        }
        _change(hub, connection, row, by, change)
    return Ok(StaffCode(where, code, until))


def by_hand(
    hub: Hub, case_number: str, state: DeliveryState, by: str, *, tracking: str = ""
) -> Outcome[None]:
    """Ready at the counter, sent, collected, returned. Failures: `no_such_delivery`, `wrong_state`."""
    with hub.database.write() as connection:
        row = _of(connection, case_number)
        if row is None:
            return _none()
        if row.state != state and row.state not in STAFF_STEPS[state]:
            return _wrong(row)
        change: dict[str, Any] = {"state": state}
        if tracking:
            change["tracking"] = tracking
        _change(hub, connection, row, by, change)
    return Ok(None)


def take_back(hub: Hub, case_number: str, by: str) -> Outcome[StaffCode]:
    """A code with which staff take it out of its box; the resident's code is void as soon as the terminal knows.

    Failures: `no_such_delivery`, `wrong_state`.
    """
    with hub.database.write() as connection:
        row = _of(connection, case_number)
        if row is None:
            return _none()
        if row.state != DeliveryState.IN_BOX:
            return _wrong(row)
        code = draw(hub, connection)
        _change(hub, connection, row, by, {"take_back": verifier_for(hub, row.locker, code)})
        return Ok(StaffCode(row.locker, code))


def pick_up_code(hub: Hub, case_number: str, by: str) -> Outcome[str]:
    """The resident's code, for the message to them; every look is written down.

    Failures: `no_such_delivery`, `wrong_state` where nothing lies in a box.
    """
    with hub.database.write() as connection:
        row = _of(connection, case_number)
        if row is None:
            return _none()
        if row.state != DeliveryState.IN_BOX or row.take_back:
            return _wrong(row)
        note(connection, hub.clock(), by, "pick_up_code_seen", case_number)
        return Ok(hub.vault.open(row.sealed_pick_up, _place(row)).decode())


def _of(connection: Connection, case_number: str) -> Row[Any] | None:
    """Locked by the write on an engine that locks rows."""
    return connection.execute(
        select(delivery, case.c.case_number)
        .join(case, case.c.key == delivery.c.case_key)
        .where(case.c.case_number == case_number)
        .with_for_update(of=delivery)
    ).one_or_none()


def _change(hub: Hub, connection: Connection, row: Row[Any], by: str, change: dict[str, Any]) -> None:
    change = {**change, "changed_at": hub.clock(), "changed_by": by}
    connection.execute(update(delivery).where(delivery.c.id == row.id).values(**change))
    note(connection, hub.clock(), by, f"delivery_{change.get('state', 'take_back')}", row.case_number)


def _place(row: Row[Any]) -> str:
    return f"delivery/{row.id}/pick_up"


def _none() -> Failure:
    return Failure("no_such_delivery", Action.NOBODY, "this case has nothing to hand out")


def _wrong(row: Row[Any]) -> Failure:
    return Failure("wrong_state", Action.NOBODY, str(row.state))
