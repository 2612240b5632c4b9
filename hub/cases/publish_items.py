"""What stands in the folder of the items is kept and becomes current, when the hub starts.

Another content under a published version is not taken over and is told to the engineer, at the start and on the
maintenance page, while the hub serves on with what it has.
"""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from catalogue.shelf import Catalogue
from catalogue.shelf_cache import load_kept
from hub.database import PUBLISH_LOCK, insert_new, one_at_a_time
from hub.tables import item_version

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from catalogue.model import Item
    from hub.wiring import Hub

log = logging.getLogger(__name__)


def publish(hub: Hub) -> None:
    """Keep what stands in the folder of the items and make it current; tell what cannot be."""
    found = load_kept(hub.settings.services, hub.settings.data)
    if not isinstance(found, Catalogue):
        for problem in found:
            log.error("items_wrong: %s; must act: engineer", problem)
        hub.items.tell(
            "wrong",
            "中心的事项文件有错，沿用上次的事项：运行 kiosk items check，改好后重启中心",
            "The hub's items have mistakes, those of before go on: run kiosk items check, mend, restart the hub",
        )
        return
    try:
        _offer(hub, found)
    except OperationalError:  # a full disk, a lock: a hub that was served by stays up and answers
        log.exception("items_not_published; must act: engineer")
        hub.items.tell(
            "not_published",
            "数据库写不了，没有发布事项，沿用上次的：修好数据库，重启中心",
            "The database cannot be written, the items were not published and those of before go on: mend it,"
            " restart the hub",
        )


def _offer(hub: Hub, found: Catalogue) -> None:
    """Raises OperationalError."""
    items = found.items.values()
    with hub.database.write() as connection:
        one_at_a_time(connection, PUBLISH_LOCK)
        for item in items:
            hub.items.notice(connection, item.id)  # to compare with
        offer = connection.execute(select(func.coalesce(func.max(item_version.c.offer), 0) + 1)).scalar_one()
        changed = [item for item in items if not _kept(connection, item, offer, hub)]
    for item in changed:
        log.error("item_changed: %s version %s; must act: engineer", item.id, item.version)
        hub.items.tell(
            f"changed/{item.id}",
            f"事项 {item.id} 改了内容，版本仍是 {item.version}，没有启用：提高 version，再重启中心和终端",
            f"Item {item.id} was changed under the same version {item.version} and is not in use: raise its version,"
            " then restart hub and terminals",
        )
    with hub.database.read() as connection:
        for item in items:
            hub.items.notice(connection, item.id)


def canonical(item: Item) -> bytes:
    """Equal for equal content. Defaults are left out, so that a key that a later program knows changes nothing; so is the
    day on which the guide was last checked: a check that finds it right makes no new version."""
    content = item.model_dump(mode="json", exclude_defaults=True, exclude={"guide": {"checked"}})
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _kept(connection: Connection, item: Item, offer: int, hub: Hub) -> bool:
    """False when the version is there with other content, which stays."""
    definition = canonical(item)
    row = {
        "item_id": item.id,
        "version": item.version,
        "published_at": hub.clock(),
        "offer": offer,
        "digest": sha256(definition).digest(),
        "definition": definition,
    }
    if insert_new(connection, item_version, row):
        return True
    same = connection.execute(
        update(item_version)
        .where(
            item_version.c.item_id == item.id,
            item_version.c.version == item.version,
            item_version.c.digest == row["digest"],
        )
        .values(offer=offer)
        .returning(item_version.c.offer)
    )
    return same.one_or_none() is not None
