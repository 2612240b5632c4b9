"""What an item is called in lists for staff and on the public pages: by its current version, as on the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from hub.item_versions import ItemVersions


def item_name(items: ItemVersions, connection: Connection, item_id: str | None) -> tuple[str, str]:
    """Chinese and English; the bare id of an item that was never published here."""
    if item_id is None:
        return ("—", "—")
    item = items.current(connection, item_id)
    return (item.names.legal.zh, item.names.legal.en) if item is not None else (item_id, item_id)
