"""Attachments come in pieces, in any number of attempts, and a case without them is not durable."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_terminal import Terminal, submission

from contract import wire
from contract.attachment import PIECE_BYTES, AttachmentNote, AttachmentStatus
from hub.cases.attachments import content

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.wiring import Hub

SCAN = b"\xff\xd8 a scan " + os.urandom(PIECE_BYTES + 1000)


def note(data: bytes = SCAN) -> AttachmentNote:
    return AttachmentNote(id=uuid4(), size=len(data), digest=sha256(data).digest())


def put(terminal: Terminal, of: AttachmentNote, offset: int, piece: bytes):
    return terminal.send("PUT", f"{wire.ATTACHMENTS}/{of.id}?offset={offset}", piece)


def durable(terminal: Terminal) -> int:
    return terminal.post(wire.HEARTBEAT, terminal.heartbeat()).json()["durable_sequence"]


def test_case_is_durable_when_its_attachments_are_here(terminal: Terminal, hub: Hub) -> None:
    one = note()
    terminal.post(wire.CASES, submission(1, attachments=(one,)))
    terminal.post(wire.CASES, submission(2))
    assert durable(terminal) == 0
    half = put(terminal, one, 0, SCAN[:PIECE_BYTES])
    assert AttachmentStatus.model_validate_json(half.content).received == PIECE_BYTES
    assert (durable(terminal), content(hub, one.id)) == (0, None)
    whole = put(terminal, one, PIECE_BYTES, SCAN[PIECE_BYTES:])
    assert AttachmentStatus.model_validate_json(whole.content).complete
    assert (durable(terminal), content(hub, one.id)) == (2, SCAN)


def test_upload_goes_on_where_it_was_cut_off(terminal: Terminal, hub: Hub) -> None:
    one = note()
    terminal.post(wire.CASES, submission(1, attachments=(one,)))
    for offset, piece in ((0, SCAN[:700]), (0, SCAN[:700]), (700, SCAN[700:900]), (0, SCAN[:700])):
        assert put(terminal, one, offset, piece).status_code == 200
    assert put(terminal, one, 5000, b"x").json()["code"] == "wrong_offset"
    seen = terminal.send("GET", f"{wire.ATTACHMENTS}/{one.id}").json()
    assert (seen["received"], seen["complete"]) == (900, False)
    for start in range(900, len(SCAN), PIECE_BYTES):
        assert put(terminal, one, start, SCAN[start : start + PIECE_BYTES]).status_code == 200
    assert content(hub, one.id) == SCAN
    assert put(terminal, one, 0, b"late repeat").json()["complete"] is True


def test_other_content_is_dropped_and_may_be_sent_anew(terminal: Terminal, hub: Hub) -> None:
    one = note(b"right")
    terminal.post(wire.CASES, submission(1, attachments=(one,)))
    assert put(terminal, one, 0, b"wrong").json()["code"] == "digest_differs"
    assert durable(terminal) == 0
    assert put(terminal, one, 0, b"right").json()["complete"] is True
    assert content(hub, one.id) == b"right"


@pytest.mark.parametrize("piece", [b"longer than the case says", bytes(PIECE_BYTES + 1)])
def test_more_than_was_announced_is_refused(terminal: Terminal, piece: bytes) -> None:
    one = note(b"short")
    terminal.post(wire.CASES, submission(1, attachments=(one,)))
    assert put(terminal, one, 0, piece).json()["code"] == "too_large"


def test_nothing_is_taken_that_no_case_announced(terminal: Terminal) -> None:
    assert put(terminal, note(), 0, b"x").status_code == 404
    assert terminal.send("GET", f"{wire.ATTACHMENTS}/{uuid4()}").json()["code"] == "no_such_attachment"


def test_pieces_lie_sealed(terminal: Terminal, settings: Settings) -> None:
    one = note(b"a photograph of a resident")
    terminal.post(wire.CASES, submission(1, attachments=(one,)))
    put(terminal, one, 0, b"a photograph of a resident")
    held = b"".join(path.read_bytes() for path in settings.data.iterdir() if "sqlite3" in path.name)
    assert b"photograph" not in held
    assert one.digest in held, "the control: what is kept in the clear is found"
