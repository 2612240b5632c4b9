"""Calls for help as rows.

Words may hold personal data, so they are sealed; where a resident is stuck is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update

from contract.codes import HelpAuthor, HelpState
from contract.help import HelpCall, HelpSay, HelpStatus, HelpWords
from hub.database import insert_new
from hub.tables import console_user, help_call, help_words
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from hub.wiring import Hub

NO_CALL = Failure("no_such_call", Action.NOBODY, "this terminal has no call under this key")
CLOSED = Failure("call_closed", Action.NOBODY, "the call is closed; open a new one")


def open_call(hub: Hub, call: HelpCall) -> Outcome[HelpStatus]:
    """Open it, or find it open already; `key_reused` when the key came with another call."""
    fingerprint = hub.vault.fingerprint(call.model_dump_json().encode())
    row = {
        **call.model_dump(),
        "received_at": hub.clock(),
        "state": HelpState.WAITING,
        "fingerprint": fingerprint,
    }
    with hub.database.write() as connection:
        if not insert_new(connection, help_call, row):
            known = select(help_call.c.fingerprint).where(help_call.c.key == call.key)
            if connection.execute(known).scalar_one() != fingerprint:
                return Failure("key_reused", Action.ENGINEER, "this key came before with another call")
    hub.switchboard.ring(call.key)
    return call_status(hub, call.key, terminal_id=call.terminal_id)


def call_status(hub: Hub, key: UUID, after: int = 0, terminal_id: str | None = None) -> Outcome[HelpStatus]:
    """State, helper and the words after number `after`; only for its own terminal when one is named."""
    with hub.database.read() as connection:
        call = connection.execute(select(help_call).where(help_call.c.key == key)).one_or_none()
        if call is None or terminal_id not in {None, call.terminal_id}:
            return NO_CALL
        shown = connection.execute(
            select(console_user.c.shown_as).where(console_user.c.name == call.helper)
        ).scalar()
        rows = connection.execute(
            select(help_words)
            .where(help_words.c.call_key == key, help_words.c.number > after)
            .order_by(help_words.c.number)
        ).all()
    words = tuple(
        HelpWords(
            number=row.number,
            author=HelpAuthor(row.author),
            text=hub.vault.open(row.sealed_text, f"help_words/{key}/{row.say_key}").decode(),
            at=row.at,
        )
        for row in rows
    )
    return Ok(HelpStatus(key=key, state=HelpState(call.state), helper=shown or call.helper, words=words))


def say(
    hub: Hub, key: UUID, author: HelpAuthor, words: HelpSay, terminal_id: str | None = None
) -> Outcome[None]:
    """Add words to a call that is not closed; the same words' key adds them once."""
    with hub.database.write() as connection:
        call = _locked(connection, key)
        if call is None or terminal_id not in {None, call.terminal_id}:
            return NO_CALL
        known = select(help_words.c.call_key).where(help_words.c.say_key == words.key)
        if connection.execute(known).one_or_none() is not None:
            return Ok(None)
        if call.state == HelpState.CLOSED:
            return CLOSED
        last = connection.execute(
            select(func.max(help_words.c.number)).where(help_words.c.call_key == key)
        ).scalar_one()
        connection.execute(
            insert(help_words).values(
                call_key=key,
                number=(last or 0) + 1,
                say_key=words.key,
                author=author,
                sealed_text=hub.vault.seal(words.text.encode(), f"help_words/{key}/{words.key}"),
                at=hub.clock(),
            )
        )
    hub.switchboard.ring(key)
    return Ok(None)


def answer(hub: Hub, key: UUID, helper: str) -> Outcome[None]:
    """A helper takes the call; the first one has it, and may say so twice."""
    with hub.database.write() as connection:
        call = _locked(connection, key)
        if call is None:
            return NO_CALL
        if call.state == HelpState.CLOSED:
            return CLOSED
        if call.state == HelpState.ANSWERED:
            taken = Failure("answered_by_other", Action.NOBODY, "another helper has this call")
            return Ok(None) if call.helper == helper else taken
        connection.execute(
            update(help_call).where(help_call.c.key == key).values(state=HelpState.ANSWERED, helper=helper)
        )
    hub.switchboard.ring(key)
    return Ok(None)


def say_as_helper(hub: Hub, key: UUID, helper: str, text: str) -> Outcome[None]:
    """A helper's words; speaking takes the call."""
    taken = answer(hub, key, helper)
    if isinstance(taken, Failure):
        return taken
    return say(hub, key, HelpAuthor.HELPER, HelpSay(key=uuid4(), text=text))


def close(hub: Hub, key: UUID, terminal_id: str | None = None) -> Outcome[None]:
    """End the call; ending an ended one is fine."""
    with hub.database.write() as connection:
        call = _locked(connection, key)
        if call is None or terminal_id not in {None, call.terminal_id}:
            return NO_CALL
        if call.state != HelpState.CLOSED:
            connection.execute(
                update(help_call)
                .where(help_call.c.key == key)
                .values(state=HelpState.CLOSED, closed_at=hub.clock())
            )
    hub.switchboard.ring(key)
    return Ok(None)


def _locked(connection: Connection, key: UUID) -> Row[Any] | None:
    """The call, held until the transaction ends, so that two words never get one number."""
    return connection.execute(select(help_call).where(help_call.c.key == key).with_for_update()).one_or_none()
