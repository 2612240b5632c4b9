"""Open calls as helpers see them: where, at what, for how long. Nothing of who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.codes import HelpState
from hub.departments.names import item_name
from hub.tables import help_call, terminal

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row, Select

    from hub.wiring import Hub


@dataclass(frozen=True)
class CallView:
    """One call.

    `call_back`: it was made while the line was down, so the resident has gone home with a slip.
    """

    key: UUID
    slip_number: str
    terminal_id: str
    outlet_zh: str
    outlet_en: str
    page: str
    item_zh: str
    item_en: str
    state: HelpState
    helper: str | None
    opened_at: datetime
    waiting_s: float
    call_back: bool


def open_calls(hub: Hub) -> list[CallView]:
    """Waiting ones first, the longest wait on top."""
    with hub.database.read() as connection:
        rows = connection.execute(_calls().where(help_call.c.state != HelpState.CLOSED)).all()
        views = [_view(hub, connection, row) for row in rows]
    return sorted(views, key=lambda call: (call.state is not HelpState.WAITING, call.opened_at))


def find_call(hub: Hub, key: UUID) -> CallView | None:
    """One call, open or closed."""
    with hub.database.read() as connection:
        row = connection.execute(_calls().where(help_call.c.key == key)).one_or_none()
        return _view(hub, connection, row) if row is not None else None


def _calls() -> Select[Any]:
    return select(help_call, terminal.c.outlet_zh, terminal.c.outlet_en).join_from(help_call, terminal)


def _view(hub: Hub, connection: Connection, row: Row[Any]) -> CallView:
    item_zh, item_en = item_name(hub.items, connection, row.item_id)
    # A terminal's clock may be wrong: a call that came over the line is as old as the hub saw it.
    since = row.opened_at if row.called_offline else row.received_at
    return CallView(
        key=row.key,
        slip_number=row.slip_number,
        terminal_id=row.terminal_id,
        outlet_zh=row.outlet_zh,
        outlet_en=row.outlet_en,
        page=row.page,
        item_zh=item_zh,
        item_en=item_en,
        state=HelpState(row.state),
        helper=row.helper,
        opened_at=since,
        waiting_s=(hub.clock() - since).total_seconds(),
        call_back=row.called_offline,
    )
