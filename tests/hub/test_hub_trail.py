"""The end of a terminal's audit trail at the hub: a cut or rewritten trail is told to the engineer, a grown one is not."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_terminal import Terminal, enrolled
from sqlalchemy import select

from contract import wire
from contract.audit_head import signed_bytes
from contract.fleet import AuditAnchor, AuditHead, AuditRow
from hub.fleet.overview import overview
from hub.fleet.trail import CUT, REWRITTEN, accept_trail
from hub.tables import audit

if TYPE_CHECKING:
    from hub.wiring import Hub


def row(number: int, trail: str = "true") -> AuditRow:
    """The same trail has the same hashes."""
    return AuditRow(number=number, hash=sha256(f"{trail}/{number}".encode()).digest())


def beat(
    terminal: Terminal, number: int, *, named: int = 0, trail: str = "true", before: str = "true"
) -> int:
    """One heartbeat with the end at `number`; rows of the first half are of the trail `before`."""
    end = row(number, trail)
    head = AuditHead(
        number=number,
        hash=end.hash,
        signature=terminal.private.sign(signed_bytes(number, end.hash)),
        named=row(named, before) if named else None,
    )
    message = terminal.heartbeat().model_copy(update={"audit": head})
    answer = terminal.post(wire.HEARTBEAT, message)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["audit_number"])


def told(hub: Hub) -> list[str]:
    (view,) = overview(hub)
    return [duty.en for duty in view.duties if "audit trail" in duty.en]


def kept(terminal: Terminal) -> AuditAnchor:
    return AuditAnchor.model_validate_json(terminal.send("GET", wire.AUDIT_ANCHOR).content)


def test_a_trail_that_grows_moves_the_anchor_and_tells_nothing(terminal: Terminal, hub: Hub) -> None:
    assert beat(terminal, 10) == 10
    assert beat(terminal, 10) == 10, "nothing happened since"
    assert beat(terminal, 25, named=10) == 25
    assert kept(terminal).hash == row(25).hash
    assert told(hub) == []


def test_nothing_is_kept_before_a_first_heartbeat(terminal: Terminal) -> None:
    got = terminal.send("GET", wire.AUDIT_ANCHOR)
    assert (got.status_code, got.json()["code"]) == (404, "no_anchor")
    assert terminal.post(wire.HEARTBEAT, terminal.heartbeat()).json()["audit_number"] == 0


def test_a_longer_trail_moves_nothing_until_it_shows_the_row_that_is_kept(
    terminal: Terminal, hub: Hub
) -> None:
    """After a restart the terminal does not know yet which row the hub wants to see."""
    beat(terminal, 10)
    assert beat(terminal, 30) == 10
    assert kept(terminal).hash == row(10).hash
    assert beat(terminal, 31, named=10) == 31
    assert told(hub) == []


def test_a_cut_tail_is_told_at_the_second_heartbeat(terminal: Terminal, hub: Hub) -> None:
    beat(terminal, 20)
    assert beat(terminal, 15) == 20
    assert told(hub) == [], "once may be a heartbeat that was delivered late"
    assert beat(terminal, 16) == 20
    (duty,) = told(hub)
    assert "shorter" in duty
    assert kept(terminal).hash == row(20).hash, "the evidence stays"


def test_a_heartbeat_delivered_late_is_no_alarm(terminal: Terminal, hub: Hub) -> None:
    beat(terminal, 20)
    beat(terminal, 15)
    beat(terminal, 21, named=20)
    beat(terminal, 18)
    beat(terminal, 22, named=21)
    assert told(hub) == []
    assert kept(terminal).number == 22


@pytest.mark.parametrize(
    ("number", "named"),
    [(20, 0), (40, 20)],
    ids=["as long", "longer: only the row that the hub names shows it"],
)
def test_a_trail_written_anew_with_the_key_is_told(
    terminal: Terminal, hub: Hub, number: int, named: int
) -> None:
    beat(terminal, 20)
    assert beat(terminal, number, named=named, trail="false", before="false") == 20
    (duty,) = told(hub)
    assert "written anew" in duty
    assert kept(terminal).hash == row(20).hash


def test_trouble_stays_until_staff_accept_the_trail_and_that_is_noted(terminal: Terminal, hub: Hub) -> None:
    beat(terminal, 20)
    beat(terminal, 20, trail="false")
    beat(terminal, 25, named=20)
    assert told(hub), "a good heartbeat afterwards takes nothing back"
    assert accept_trail(hub, terminal.id, "lin")
    assert not accept_trail(hub, terminal.id, "lin"), "nothing is wrong any more"
    assert beat(terminal, 26, trail="false") == 26
    assert told(hub) == []
    with hub.database.read() as connection:
        noted = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject)).one()
    assert noted == ("lin", "trail_accepted", f"QH0001:{REWRITTEN}:20:{row(20).hash.hex()[:32]}")


def test_a_terminal_enrolled_anew_with_another_key_begins_another_trail(terminal: Terminal, hub: Hub) -> None:
    beat(terminal, 20)
    terminal.private = Ed25519PrivateKey.generate()
    enrolled(hub, terminal)
    assert beat(terminal, 3, trail="new") == 3
    assert beat(terminal, 5, named=3, trail="new", before="new") == 5
    assert told(hub) == []


def test_an_end_that_the_terminal_did_not_sign_is_not_kept(terminal: Terminal, hub: Hub) -> None:
    forged = AuditHead(number=9, hash=row(9).hash, signature=bytes(64))
    message = terminal.heartbeat().model_copy(update={"audit": forged})
    assert terminal.post(wire.HEARTBEAT, message).json()["audit_number"] == 0


def test_both_troubles_have_their_duty() -> None:
    from hub.fleet.duties import duties
    from hub.presence import Presence

    for trouble in (CUT, REWRITTEN):
        found = duties(
            Presence.ONLINE, None, fresh_holes=(), old_holes=(), clock_suspect=False, trail=trouble
        )
        assert [str(duty.who) for duty in found] == ["engineer"]
