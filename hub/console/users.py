"""Who may log in, as what, and the lock after wrong passwords."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from hub.audit import note
from hub.console.passwords import fits, hash_password
from hub.database import insert_new
from hub.tables import console_user, officer_item
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from hub.wiring import Hub

SHORTEST = 10
FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


class Role(StrEnum):
    """帮办员, 运维员 and 审批人员; none sees another's pages."""

    HELPER = "helper"
    MAINTAINER = "maintainer"
    OFFICER = "officer"
    """Decides the cases of a department (`hub/cases/desk.py`)."""


@dataclass(frozen=True)
class User:
    """Somebody who is logged in."""

    name: str
    role: Role


DEMO_NAMES = {Role.HELPER: "帮办员小林", Role.MAINTAINER: "运维员小周", Role.OFFICER: "审批员小吴"}


def set_user(hub: Hub, name: str, role: Role, password: str, shown_as: str = "") -> Outcome[None]:
    """Add a user, or give a known one this role and password and open its lock.

    `shown_as` is what a resident reads when this helper answers; without it, the name.
    """
    if len(password) < SHORTEST:
        return Failure("short_password", Action.NOBODY, f"a password has at least {SHORTEST} characters")
    values = {"role": role, "password": hash_password(password), "failures": 0, "locked_until": None}
    values["shown_as"] = shown_as or name
    with hub.database.write() as connection:
        if not insert_new(connection, console_user, {"name": name, "created_at": hub.clock(), **values}):
            connection.execute(update(console_user).where(console_user.c.name == name).values(**values))
        note(connection, hub.clock(), "command line", "user_set", name)
    return Ok(None)


def remove_user(hub: Hub, name: str) -> bool:
    """Somebody left; open sessions end with the next click. False when there is no such user."""
    with hub.database.write() as connection:
        connection.execute(delete(officer_item).where(officer_item.c.name == name))
        gone = delete(console_user).where(console_user.c.name == name).returning(console_user.c.name)
        if connection.execute(gone).one_or_none() is None:
            return False
        note(connection, hub.clock(), "command line", "user_removed", name)
        return True


def make_demo_login(hub: Hub) -> str:
    """Users `helper`, `maintainer` and `officer` with one new password, also left in a file only its owner reads."""
    password = secrets.token_urlsafe(12)
    for role in Role:
        set_user(hub, role.value, role, password, DEMO_NAMES[role])
    path = hub.settings.data / "console-password.txt"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password + "\n")
    return password


def find_user(hub: Hub, name: str) -> User | None:
    """The user as it is now: a role that was changed counts at once."""
    with hub.database.read() as connection:
        row = connection.execute(select(console_user.c.role).where(console_user.c.name == name)).scalar()
    return User(name, Role(row)) if row is not None else None


def log_in(hub: Hub, name: str, password: str) -> Outcome[User]:
    """Check a password; five wrong ones lock the name for fifteen minutes, a right one too."""
    now = hub.clock()
    with hub.database.read() as connection:
        row = connection.execute(select(console_user).where(console_user.c.name == name)).one_or_none()
    if row is not None and row.locked_until is not None and row.locked_until > now:
        return Failure("locked", Action.NOBODY, "too many wrong passwords; locked for fifteen minutes")
    # An unknown name costs the same time as a known one, so that names cannot be found by the clock.
    right = fits(password, row.password if row is not None else _DUMMY)
    if row is None:
        return _WRONG
    with hub.database.write() as connection:
        mine = console_user.c.name == name
        if right:
            connection.execute(update(console_user).where(mine).values(failures=0, locked_until=None))
            note(connection, now, name, "log_in", "")
            return Ok(User(name, Role(row.role)))
        connection.execute(update(console_user).where(mine).values(failures=console_user.c.failures + 1))
        failures = connection.execute(select(console_user.c.failures).where(mine)).scalar_one()
        if failures >= FAILURES:
            locked = {"failures": 0, "locked_until": now + LOCKED_FOR}
            connection.execute(update(console_user).where(mine).values(**locked))
        note(connection, now, name, "log_in_failed", "")
    return _WRONG


_WRONG = Failure("wrong_login", Action.NOBODY, "name or password is wrong")
_DUMMY = hash_password(secrets.token_urlsafe(12))
