"""A terminal whose disk was put back from yesterday: both cases of one sequence are cases of residents, and both stay."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from hub_terminal import LI, NOON, submission
from sqlalchemy import insert, select, text

from contract import wire
from contract.case import CaseAnswer, Consent
from hub.database import Database
from hub.tables import case, document, terminal
from offline_cache import CaseDraft, FileKeyHome, OfflineCache
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def taken_in(folder: Path, tag: str, count: int) -> list[bytes]:
    """Open the store, accept offline, close; the bytes that are to be sent."""
    keys = value(FileKeyHome.open(folder.parent / "keys"))
    cache = value(OfflineCache.open(folder, "QH0001", keys, now=lambda: NOON, draw_tag=lambda: tag))
    drafts = [
        CaseDraft(
            key=uuid4(),
            item_id="no-such-item",
            item_version="1",
            accepted_at=NOON,
            clock_trusted=True,
            accepted_offline=True,
            promised_date=None,
            applicant=LI,
            answers={},
            materials=(),
            consent=Consent(text_version="1", agreed_at=NOON),
            signature_png=b"",
        )
        for _ in range(count)
    ]
    kept = [value(cache.accept(one).result(10)) for one in drafts]
    bodies = []
    while len(bodies) < len(kept):
        record = value(cache.for_sync.next_to_send().result(10)).record
        bodies.append(record.body)
        value(cache.for_sync.mark_answered(record.key, answer_to(kept, record.key)).result(10))
    cache.close()
    return bodies


def answer_to(kept, key) -> CaseAnswer:
    number = next(one.case_number for one in kept if one.key == key)
    return CaseAnswer(key=key, case_number=number, state="refused", office_number="", durable_sequence=0)


@pytest.mark.parametrize(("tags", "refused"), [(("K7M", "P3X"), 0), (("K7M", "K7M"), 2)])
def test_both_lives_of_a_restored_terminal_are_taken_in(terminal, hub, tmp_path, tags, refused) -> None:
    """The second pair is the control: with a tag that stays, numbers collide and two residents are turned away."""
    store, backup = tmp_path / "store", tmp_path / "backup"
    store.mkdir()
    first = taken_in(store, tags[0], 1)
    shutil.copytree(store, backup)
    lost = taken_in(store, tags[0], 2)
    shutil.rmtree(store)
    shutil.copytree(backup, store)
    again = taken_in(store, tags[1], 2)
    sent = [terminal.send("POST", wire.CASES, body) for body in [*first, *lost, *again]]
    assert [one.status_code for one in sent] == [200, 200, 200, *((409, 409) if refused else (200, 200))]
    with hub.database.read() as connection:
        known = connection.execute(select(case.c.sequence).order_by(case.c.sequence)).scalars().all()
    assert known == ([1, 2, 3] if refused else [1, 2, 2, 3, 3])
    beat = terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    assert beat.json()["durable_sequence"] == 3, "a sequence that is there twice is no hole"


def test_cases_and_their_papers_outlive_the_step_to_tagged_numbers(hub, settings, tmp_path) -> None:
    """The table is made anew under rows that point to it."""
    hub.database.close()
    old = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    steps = Config()
    steps.set_main_option("script_location", "hub/migrations")
    steps.set_main_option("path_separator", "os")

    def upgrade(to: str) -> None:
        with old.migrate() as connection:
            steps.attributes["connection"] = connection
            command.upgrade(steps, to)

    upgrade("r0001")
    kept = submission()
    with old.write() as connection:
        place = {"id": "QH0001", "outlet_zh": "甲", "outlet_en": "A", "public_key": b"k", "enrolled_at": NOON}
        connection.execute(insert(terminal).values(**place, clock_suspect=False, durable_sequence=0))
        connection.execute(
            text(
                "INSERT INTO case_file(key, terminal_id, sequence, case_number, item_id, state, office_number,"
                " accepted_at, received_at, accepted_offline, clock_suspect, fingerprint, sealed_holder,"
                " sealed_payload, sealed_answer) VALUES(:key, 'QH0001', 1, 'n', 'i', 'done', '', :at, :at, 0, 0,"
                " 'f', x'', x'', x'')"
            ),
            {"key": kept.key.hex, "at": "2026-11-22 04:00:00"},
        )
        paper = {"code": "C", "case_key": kept.key, "token": "t", "issued_at": NOON}
        paper |= {"valid_until": (NOON + timedelta(days=1)).date(), "sealed_summary": b"", "sealed_pdf": b""}
        connection.execute(insert(document).values(**paper))
    upgrade("head")
    with old.read() as connection:
        assert connection.execute(select(case.c.key, case.c.tag)).one() == (kept.key, "")
        assert connection.execute(select(document.c.case_key)).scalar_one() == kept.key
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1, "and it is on again"
    old.close()
