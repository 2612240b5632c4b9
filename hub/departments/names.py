"""What an item is called in lists for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.departments import Departments


def item_name(departments: Departments, item_id: str | None) -> tuple[str, str]:
    """Chinese and English; the bare id when no department here answers for it."""
    if item_id is None:
        return ("—", "—")
    department = departments.get(item_id)
    if department is None:
        return (item_id, item_id)
    item = department.items[item_id]
    return (item.zh, item.en)
