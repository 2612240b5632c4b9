"""Attachments of cases, taken in piece by piece; sealed, each piece in a row of its own."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from contract.attachment import PIECE_BYTES, AttachmentStatus
from hub.cases.void_files import lift_file_void
from hub.tables import attachment, attachment_piece
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from contract.case import CaseSubmission
    from hub.wiring import Hub

_PIECE = attachment_piece.c


def announce(connection: Connection, submission: CaseSubmission) -> None:
    """In the transaction that takes the case in: what may be sent under these ids, and is missing until it came."""
    for note in submission.attachments:
        connection.execute(
            insert(attachment).values(
                id=note.id,
                terminal_id=submission.terminal_id,
                case_key=submission.key,
                size=note.size,
                digest=note.digest,
                complete=False,
            )
        )


def status(hub: Hub, terminal_id: str, identity: UUID) -> Outcome[AttachmentStatus]:
    """Failure: `no_such_attachment` (its case is not here, or another terminal's)."""
    with hub.database.read() as connection:
        row = _row(connection, terminal_id, identity)
        if row is None:
            return _unknown()
        return Ok(_status(row, _received(connection, identity)))


def take_piece(
    hub: Hub, terminal_id: str, identity: UUID, offset: int, piece: bytes, *, imported_by: str = ""
) -> Outcome[AttachmentStatus]:
    """Keep what begins at `offset`. A piece that is here already, and any after the last, changes nothing.

    `imported_by` names who brought a piece that its terminal could not send (`rescued.py`).
    Failures: `no_such_attachment`, `wrong_offset` (ask for the status first), `too_large`, `digest_differs` (all
    pieces are dropped: it is sent anew).
    """
    with hub.database.write() as connection:
        row = _row(connection, terminal_id, identity, lock=True)
        if row is None:
            return _unknown()
        received = _received(connection, identity)
        if row.complete or offset + len(piece) <= received:
            return Ok(_status(row, received))
        if offset != received or not piece:
            return Failure("wrong_offset", Action.NOBODY, f"the next piece begins at {received}")
        if len(piece) > PIECE_BYTES or offset + len(piece) > row.size:
            return Failure("too_large", Action.ENGINEER, "longer than a piece, or than the case says")
        connection.execute(
            insert(attachment_piece).values(
                attachment_id=identity,
                start=offset,
                size=len(piece),
                sealed=hub.vault.seal(piece, _place(identity, offset)),
            )
        )
        received += len(piece)
        if received < row.size:
            return Ok(_status(row, received))
        if sha256(_content(hub, connection, identity)).digest() == row.digest:
            connection.execute(update(attachment).where(attachment.c.id == identity).values(complete=True))
            lift_file_void(connection, identity, hub.clock(), imported_by or terminal_id)
            return Ok(AttachmentStatus(id=identity, received=received, complete=True))
        connection.execute(delete(attachment_piece).where(_PIECE.attachment_id == identity))
    return Failure("digest_differs", Action.NOBODY, "not what the case names; to be sent anew from the start")


def content(hub: Hub, identity: UUID) -> bytes | None:
    """All of it, for whoever decides the case; None while it is not complete."""
    with hub.database.read() as connection:
        whole = select(attachment.c.complete).where(attachment.c.id == identity)
        if not connection.execute(whole).scalar_one_or_none():
            return None
        return _content(hub, connection, identity)


def _content(hub: Hub, connection: Connection, identity: UUID) -> bytes:
    pieces = (
        select(_PIECE.start, _PIECE.sealed).where(_PIECE.attachment_id == identity).order_by(_PIECE.start)
    )
    return b"".join(
        hub.vault.open(sealed, _place(identity, start)) for start, sealed in connection.execute(pieces)
    )


def _row(connection: Connection, terminal_id: str, identity: UUID, *, lock: bool = False) -> Row[Any] | None:
    found = select(attachment).where(attachment.c.id == identity, attachment.c.terminal_id == terminal_id)
    return connection.execute(found.with_for_update() if lock else found).one_or_none()


def _received(connection: Connection, identity: UUID) -> int:
    total = select(func.coalesce(func.sum(_PIECE.size), 0)).where(_PIECE.attachment_id == identity)
    return int(connection.execute(total).scalar_one())


def _status(row: Row[Any], received: int) -> AttachmentStatus:
    return AttachmentStatus(id=row.id, received=received, complete=row.complete)


def _place(identity: UUID, start: int) -> str:
    return f"attachment_piece/{identity}/{start}"


def _unknown() -> Failure:
    return Failure("no_such_attachment", Action.NOBODY, "no case of this terminal announced it")
