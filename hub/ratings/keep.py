"""Ratings as symbols; numbers are made only for a province's interface, which order them in opposite ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from hub.database import insert_new
from hub.ratings.bad import deadlines_of, open_one
from hub.tables import rating
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from contract.case import Rating
    from hub.wiring import Hub


def keep_rating(hub: Hub, message: Rating) -> Outcome[None]:
    """Keep it once; `key_reused` when the key came with another rating."""
    fingerprint = hub.vault.fingerprint(message.model_dump_json().encode())
    row = {
        **message.model_dump(),
        "tags": ",".join(message.tags),
        "received_at": hub.clock(),
        "fingerprint": fingerprint,
    }
    with hub.database.write() as connection:
        if not insert_new(connection, rating, row):
            known = select(rating.c.fingerprint).where(rating.c.key == message.key)
            if connection.execute(known).scalar_one() != fingerprint:
                return Failure("key_reused", Action.ENGINEER, "this key came before with another rating")
        open_one(connection, message.key, message.grade, row["received_at"], deadlines_of(hub))
    return Ok(None)
