"""The hub's keys for papers, renewed by number. They are derived from the data key, so there is no file of theirs to lose.

The first was always there; a row tells since when each later one is in use.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select

from contract.paper_keys import MOST_KEYS, PaperKey, PaperKeys
from hub.audit import note
from hub.hub_key import signing_key
from hub.tables import paper_key
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from hub.wiring import Hub

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
COMES_INTO_USE = timedelta(minutes=5)
"""After it was renewed: no paper that is typeset meanwhile stands between two keys, and terminals hear of the new one."""


def paper_keys(hub: Hub) -> PaperKeys:
    """All of them under the hub's own key."""
    with hub.database.read() as connection:
        return PaperKeys.issue(_keys(hub, connection), signing_key(hub).sign)


def private_half(hub: Hub, keys: PaperKeys, key: PaperKey) -> Ed25519PrivateKey:
    """What signs papers as `key`, one of `keys`."""
    return _private(hub, keys.keys.index(key) + 1)


def renew(hub: Hub, by: str) -> Outcome[PaperKey]:
    """A new key, in use from five minutes on. Papers of before stay good. Failures: `renewed_just_now`, `too_many_keys`."""
    now = hub.clock()
    with hub.database.write() as connection:
        before = _keys(hub, connection)
        if before[-1].since > now:
            return Failure("renewed_just_now", Action.NOBODY, "the new key is not in use yet")
        if len(before) == MOST_KEYS:
            return Failure("too_many_keys", Action.ENGINEER, f"{MOST_KEYS} keys is all that a list holds")
        since = (now + COMES_INTO_USE).replace(microsecond=0)
        connection.execute(insert(paper_key).values(number=len(before) + 1, since=since))
        note(connection, now, by, "paper_key_renewed", str(len(before) + 1))
        return Ok(_keys(hub, connection)[-1])


def _keys(hub: Hub, connection: Connection) -> tuple[PaperKey, ...]:
    later = connection.execute(select(paper_key.c.since).order_by(paper_key.c.number)).scalars()
    starts = [ALWAYS, *later]
    return tuple(
        PaperKey(_private(hub, number).public_key().public_bytes_raw(), since, until)
        for number, (since, until) in enumerate(pairwise([*starts, None]), start=1)
        if since is not None
    )


def _private(hub: Hub, number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hub.vault.derive(f"papers/{number}"))
