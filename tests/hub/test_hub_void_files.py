"""A case is here, its attachments are lost: staff say so, and its terminal need not keep cases for them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hub_terminal import HeldClock, Terminal, submission
from sqlalchemy import event, select

from contract import wire
from contract.attachment import AttachmentNote
from hub.cases.attachments import content
from hub.cases.void import declare_void, standing
from hub.cases.void_files import declare_files_void, incomplete
from hub.cli import main
from hub.fleet.overview import overview
from hub.intake.take_in import take_in
from hub.tables import audit, void_attachment
from outcome import Failure, Ok

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.wiring import Hub

SCAN = b"\xff\xd8 a scan"
NUMBER = "QH0001-20261122-0002"


def note() -> AttachmentNote:
    return AttachmentNote(id=uuid4(), size=len(SCAN), digest=sha256(SCAN).digest())


@pytest.fixture
def files(terminal: Terminal) -> tuple[AttachmentNote, AttachmentNote]:
    """Of the second of three cases; none of them has come."""
    both = (note(), note())
    for sequence in (1, 2, 3):
        message = submission(sequence, item_id="no-such-item", attachments=both if sequence == 2 else ())
        assert terminal.post(wire.CASES, message).status_code == 200
    return both


def upload(terminal: Terminal, of: AttachmentNote) -> dict:
    return terminal.send("PUT", f"{wire.ATTACHMENTS}/{of.id}?offset=0", SCAN).json()


def beat(terminal: Terminal) -> int:
    return terminal.post(wire.HEARTBEAT, terminal.heartbeat()).json()["durable_sequence"]


def trail(hub: Hub) -> list[tuple[str, str, str]]:
    with hub.database.read() as connection:
        told = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject).order_by(audit.c.id))
        return [tuple(row) for row in told]


def marks(hub: Hub) -> set:
    with hub.database.read() as connection:
        return set(connection.execute(select(void_attachment.c.attachment_id)).scalars())


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def test_what_never_comes_is_waited_for_until_it_is_void(terminal: Terminal, hub: Hub, files) -> None:
    upload(terminal, files[0])
    assert beat(terminal) == 1, "the control: one of two is not enough"
    assert value(declare_files_void(hub, NUMBER, "the flash forgot it", "lin")) == 1
    assert (beat(terminal), marks(hub)) == (3, {files[1].id})
    assert ("lin", "attachment_voided", str(files[1].id)) in trail(hub)
    assert value(declare_files_void(hub, NUMBER, "the flash forgot it", "lin")) == 0, "said twice"


def test_one_that_comes_after_all_is_taken_in_and_lifts_its_mark(terminal: Terminal, hub: Hub, files) -> None:
    value(declare_files_void(hub, NUMBER, "the flash forgot them", "lin"))
    assert beat(terminal) == 3
    assert upload(terminal, files[0])["complete"]
    assert (content(hub, files[0].id), marks(hub)) == (SCAN, {files[1].id})
    assert trail(hub)[-1] == ("QH0001", "void_lifted", str(files[0].id))
    assert beat(terminal) == 3, "never backwards"


def test_what_is_here_cannot_be_given_up(terminal: Terminal, hub: Hub, files) -> None:
    for one in files:
        upload(terminal, one)
    before = trail(hub)
    for number, reason, by, code in (
        (NUMBER, "lost", "lin", "files_here"),
        ("QH0001-20261122-0001", "lost", "lin", "files_here"),
        ("QH0001-20261122-0009", "lost", "lin", "no_such_case"),
        (NUMBER, " ", "lin", "reason_needed"),
        (NUMBER, "lost", "", "reason_needed"),
    ):
        refused = declare_files_void(hub, number, reason, by)
        assert isinstance(refused, Failure)
        assert refused.code == code
    assert (marks(hub), trail(hub), beat(terminal)) == (set(), before, 3)


def test_waiting_for_long_is_a_duty_until_it_is_void(
    terminal: Terminal, hub: Hub, files, clock: HeldClock
) -> None:
    def told() -> list[str]:
        return [duty.en for duty in overview(hub)[0].duties if "void-attachments" in duty.en]

    clock.now += hub.settings.hole_patience - timedelta(seconds=1)
    assert told() == [], "the control: it may be under way"
    clock.now += timedelta(seconds=1)
    assert NUMBER in told()[0]
    value(declare_files_void(hub, NUMBER, "lost", "lin"))
    assert told() == []


def test_attachments_of_a_case_that_was_void_and_came_after_all_are_not_forgotten(
    terminal: Terminal, hub: Hub, clock: HeldClock
) -> None:
    for sequence in (1, 3):
        assert terminal.post(wire.CASES, submission(sequence, item_id="no-such-item")).status_code == 200
    value(declare_void(hub, "QH0001", range(2, 3), "board gone", "lin"))
    assert beat(terminal) == 3
    scan = note()
    found = submission(2, item_id="no-such-item", attachments=(scan,))
    assert terminal.post(wire.CASES, found).status_code == 200
    assert beat(terminal) == 3, "never backwards"
    assert [one.case_number for one in value(standing(hub, "QH0001")).incomplete] == [NUMBER]
    clock.now += hub.settings.hole_patience
    assert any(NUMBER in duty.en for duty in overview(hub)[0].duties)
    upload(terminal, scan)
    assert value(standing(hub, "QH0001")).incomplete == ()
    assert not any(NUMBER in duty.en for duty in overview(hub)[0].duties)


def test_what_waits_for_attachments_is_found_without_reading_every_case(terminal: Terminal, hub: Hub) -> None:
    told: list[str] = []
    with hub.database.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *a: told.append(a[2]))
        assert incomplete(connection, "QH0001", 20) == ()
        (query,) = (one for one in told if one.startswith("SELECT"))
        plan = [
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("QH0001", 20, 0))
        ]
    assert any("ix_attachment_missing" in step for step in plan), plan
    assert not any("SCAN" in step for step in plan), plan


def test_a_list_of_cases_that_is_cut_says_so(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    def shown() -> str:
        command = ["holes", "QH0001", "--data", str(settings.data)]
        return CliRunner().invoke(main, command, env={"LC_ALL": "C.UTF-8"}).stdout

    for sequence in range(1, 101):
        message = submission(sequence, item_id="no-such-item", attachments=(note(),))
        assert isinstance(take_in(hub, message, clock_suspect=False), Ok)
    assert (shown().count("waits for 1"), "there are more" in shown()) == (100, False)
    message = submission(101, item_id="no-such-item", attachments=(note(),))
    assert isinstance(take_in(hub, message, clock_suspect=False), Ok)
    assert (shown().count("waits for 1"), "there are more" in shown()) == (100, True)


def test_the_command_shows_them_and_gives_them_up_by_name(
    terminal: Terminal, hub: Hub, files, settings: Settings
) -> None:
    def run(*arguments: str):
        command = [*arguments, "--data", str(settings.data)]
        return CliRunner().invoke(main, command, env={"LC_ALL": "C.UTF-8"})

    assert (
        f"case {NUMBER} waits for 2 attachments, since 2026-11-22 04:00 UTC" in run("holes", "QH0001").output
    )
    why = "the flash forgot them"
    assert run("void-attachments", NUMBER, "--reason", why).exit_code == 2
    done = run("void-attachments", NUMBER, "--reason", why, "--by", "lin")
    assert (done.exit_code, "2 attachments are void" in done.output) == (0, True)
    assert "waits for" not in run("holes", "QH0001").output
    assert run("void-attachments", "nothing", "--reason", why, "--by", "lin").exit_code == 1
    on_disk = b"".join(path.read_bytes() for path in settings.data.glob("hub.sqlite3*"))
    assert why.encode() not in on_disk
