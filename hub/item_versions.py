"""Every version of every item that this hub ever published, as it was.

A version is never changed: cases were accepted by it, and are decided by it years later. So the database says what an
item is, not the folder: several processes that share it agree, and a folder with a mistake in it stops nobody.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy import select

from catalogue.model import Item, version_order
from hub.duty import Duty
from hub.tables import item_version
from outcome import Action

if TYPE_CHECKING:
    from sqlalchemy import Connection

log = logging.getLogger(__name__)

MOST_DUTIES = 50
"""No more versions that terminals name are told above it: they are not ours to trust, and must not fill the memory."""


@dataclass(frozen=True)
class Versions:
    """What is known of an item when a case of it comes in."""

    named: Item | None
    """The version that the case names; None when it was never published here, or does not read."""
    current: Item | None
    unreadable: bool = False
    """The version that the case names was published, and does not read: its duty is told."""


class ItemVersions:
    """What this process has read of the published items, and what an engineer must do about them."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Item] = {}
        self._duties: dict[str, Duty] = {}
        self._unreadable: set[tuple[str, str]] = set()
        self._current: dict[str, tuple[int, str]] = {}  # offer and version, as last seen

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Since the start of this process."""
        return tuple(self._duties.values())

    def named(self, connection: Connection, item_id: str, version: str) -> Versions:
        """The version that a case names, and the current one."""
        newest = self.notice(connection, item_id)
        if newest is None:
            return Versions(None, None)
        named, current = (self._item(connection, item_id, each) for each in (version, newest))
        return Versions(named, current, unreadable=named is None and (item_id, version) in self._unreadable)

    def current(self, connection: Connection, item_id: str) -> Item | None:
        """The version that is offered now; None when the item was never published here, or does not read."""
        newest = self.notice(connection, item_id)
        return self._item(connection, item_id, newest) if newest is not None else None

    def notice(self, connection: Connection, item_id: str) -> str | None:
        """The version that was offered last. That it is lower than the one before is told: a process that shares the
        database may have been started with an older folder.
        """
        newest = connection.execute(
            select(item_version.c.offer, item_version.c.version)
            .where(item_version.c.item_id == item_id)
            .order_by(item_version.c.offer.desc())
            .limit(1)
        ).one_or_none()
        if newest is None:
            return None
        offer, version = newest
        before, was = self._current.get(item_id, (0, version))
        if offer > before:
            self._current[item_id] = (offer, version)
            self._compare(item_id, was, version)
        return str(version)

    def _compare(self, item_id: str, was: str, version: str) -> None:
        key = f"back/{item_id}"
        if version_order(version) > version_order(was):
            self._duties.pop(key, None)
        elif version_order(version) < version_order(was):
            log.error("item_went_back: %s from %s to %s; must act: engineer", item_id, was, version)
            self.tell(
                key,
                f"事项 {item_id} 的现行版本从 {was} 退到 {version}，办件按它办理：如果不是有意的，给最后启动的中心装上"
                f"版本 {was} 的 services 并重启",
                f"The current version of item {item_id} went back from {was} to {version}, which decides its cases:"
                f" unless that is meant, install the services with version {was} at the hub that started last and"
                " restart it",
            )

    def miss(self, item_id: str, version: str, current: Item | None) -> None:
        """A case named a version that is not here."""
        log.warning("item_version_unknown: a case of %s; must act: engineer", item_id)
        if len(self._duties) >= MOST_DUTIES:
            return
        key, shown = f"unknown/{item_id}/{version[:40]}", version[:40]
        if current is not None and version_order(version) < version_order(current.version):
            self.tell(
                key,
                f"终端的事项 {item_id} 是版本 {shown}，中心没有发布过，而且比现行的 {current.version} 旧：更新终端的"
                " services 并重启",
                f"A terminal has item {item_id} in version {shown}, which was never published here and is older than"
                f" the current {current.version}: update the terminal's services and restart it",
            )
            return
        self.tell(
            key,
            f"终端的事项 {item_id} 是版本 {shown}，中心没有：在中心安装同样的 services 并重启",
            f"A terminal has item {item_id} in version {shown}, which is not here: install the same services at the"
            " hub and restart it",
        )

    def tell(self, key: str, zh: str, en: str) -> None:
        """Show the engineer one thing to do, once."""
        self._duties.setdefault(key, Duty(Action.ENGINEER, zh, en))

    def _item(self, connection: Connection, item_id: str, version: str) -> Item | None:
        known = self._read.get((item_id, version))
        if known is not None:
            return known
        row = connection.execute(
            select(item_version.c.definition, item_version.c.digest).where(
                item_version.c.item_id == item_id, item_version.c.version == version
            )
        ).one_or_none()
        if row is None:
            return None
        item = _read_back(row.definition) if sha256(row.definition).digest() == row.digest else None
        if item is None:
            self._unreadable.add((item_id, version))
            log.error("item_unreadable: %s; must act: engineer", item_id)
            self.tell(
                f"unreadable/{item_id}/{version}",
                f"中心存的事项 {item_id} 版本 {version} 读不出来，它的办件转人工：提高 version 重新发布，并报告",
                f"Item {item_id} version {version}, as kept here, cannot be read, and its cases wait for a person:"
                " publish it anew under a higher version, and report this",
            )
            return None
        self._read[item_id, version] = item
        return item


def _read_back(definition: bytes) -> Item | None:
    try:
        return Item.model_validate_json(definition)
    except ValidationError:  # of a program whose items had another shape
        return None
