"""A case that is lost for good leaves a hole; staff declare it void, and nothing waits for it any longer."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hub_lost_terminal import Lost, value
from hub_terminal import NOON, HeldClock, Terminal, enrolled, submission
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, insert, select

from contract import wire
from contract.case_number import CaseNumber
from hub.cases import durable
from hub.cases.void import AT_ONCE, declare_void
from hub.cli import main
from hub.fleet.overview import overview
from hub.tables import audit, case, metadata, terminal, void_sequence
from offline_cache import State
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from hub.settings import Settings
    from hub.wiring import Hub


@pytest.fixture
def holed(terminal: Terminal) -> Terminal:
    """1, 2, 5 and 8 are at the hub; 3, 4, 6 and 7 are not."""
    for sequence in (1, 2, 5, 8):
        send(terminal, sequence)
    return terminal


def send(terminal: Terminal, sequence: int, **changes):
    answer = terminal.post(wire.CASES, submission(sequence, item_id="no-such-item", **changes))
    assert answer.status_code == 200, answer.text
    return answer


def beat(terminal: Terminal) -> int:
    return terminal.post(wire.HEARTBEAT, terminal.heartbeat()).json()["durable_sequence"]


def trail(hub: Hub) -> list[tuple[str, str, str]]:
    with hub.database.read() as connection:
        told = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject).order_by(audit.c.id))
        return [tuple(row) for row in told]


def voids(hub: Hub) -> list[int]:
    with hub.database.read() as connection:
        return list(connection.execute(select(void_sequence.c.sequence)).scalars())


# --- the number -----------------------------------------------------------------------------------


def test_a_hole_holds_the_number_until_it_is_void(holed: Terminal, hub: Hub) -> None:
    assert beat(holed) == 2
    assert value(declare_void(hub, "QH0001", range(4, 5), "disk crushed", "lin")) == 1
    assert beat(holed) == 2, "3 is missing yet"
    assert value(declare_void(hub, "QH0001", range(3, 5), "disk crushed", "lin")) == 1, "4 was void before"
    assert beat(holed) == 5
    assert value(declare_void(hub, "QH0001", range(6, 8), "disk crushed", "lin")) == 2
    assert beat(holed) == 8
    assert [subject for _, action, subject in trail(hub) if action == "sequence_voided"] == [
        f"QH0001/{sequence}" for sequence in (4, 3, 6, 7)
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("QH0001", range(2, 3), "lost", "lin"), "case_here"),
        (("QH0001", range(3, 6), "lost", "lin"), "case_here"),
        (("QH0001", range(9, 10), "lost", "lin"), "beyond_known"),
        (("QH0001", range(6, 10), "lost", "lin"), "beyond_known"),
        (("QH0009", range(3, 4), "lost", "lin"), "no_such_terminal"),
        (("QH0001", range(3, 4), "  ", "lin"), "reason_needed"),
        (("QH0001", range(3, 4), "lost", ""), "reason_needed"),
        (("QH0001", range(3, 4 + AT_ONCE), "lost", "lin"), "too_many"),
    ],
)
def test_what_is_no_lost_case_cannot_be_given_up(holed, hub, said, code) -> None:
    before = trail(hub)
    refused = declare_void(hub, *said)
    assert isinstance(refused, Failure)
    assert refused.code == code
    assert (voids(hub), trail(hub), beat(holed)) == ([], before, 2)


def test_a_void_sequence_of_a_restored_terminal_takes_both_cases_in(holed: Terminal, hub: Hub) -> None:
    value(declare_void(hub, "QH0001", range(3, 4), "lost", "lin"))
    for tag in ("K7M", "P3X"):
        send(holed, 3, case_number=_tagged(3, tag))
    assert (voids(hub), beat(holed)) == ([], 3)


def _tagged(sequence: int, tag: str) -> str:
    return str(CaseNumber("QH0001", date(2026, 11, 22), sequence, tag))


def test_a_case_that_comes_after_all_is_taken_in_once_and_lifts_the_mark(holed: Terminal, hub: Hub) -> None:
    value(declare_void(hub, "QH0001", range(3, 5), "disk lost in the flood", "lin"))
    assert beat(holed) == 5
    message = submission(3, item_id="no-such-item", key=uuid4())
    first = holed.post(wire.CASES, message)
    again = holed.post(wire.CASES, message)
    assert (first.status_code, again.content) == (200, first.content)
    assert voids(hub) == [4]
    assert [row for row in trail(hub) if row[1] == "void_lifted"] == [("QH0001", "void_lifted", "QH0001/3")]
    assert beat(holed) == 5, "never backwards: the terminal would take it for a hub that lost cases"
    with hub.database.read() as connection:
        kept = connection.execute(
            select(func.count()).select_from(case).where(case.c.sequence == 3)
        ).scalar_one()
    assert kept == 1


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    arrived=st.lists(st.integers(1, 24), max_size=24),
    given_up=st.sets(st.integers(1, 24), max_size=12),
    step=st.integers(1, 6),
    known=st.integers(0, 3),
)
def test_number_and_gaps_are_those_of_counting_by_hand(arrived, given_up, step, known) -> None:
    here = set(arrived) | set(range(1, known + 1))
    void = {one for one in given_up - here if one < max(here, default=0)}
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "STEP", step)
        row = {"id": "QH0001", "outlet_zh": "甲", "outlet_en": "A", "public_key": b"k", "enrolled_at": NOON}
        connection.execute(insert(terminal).values(**row))
        for number, sequence in enumerate([*arrived, *range(1, known + 1)]):
            connection.execute(insert(case).values(**_row(number, sequence)))
        for sequence in void:
            mark = {"terminal_id": "QH0001", "sequence": sequence, "declared_by": "lin", "at": NOON}
            connection.execute(insert(void_sequence).values(**mark, sealed_reason=b""))
        reached = durable.count_on(connection, "QH0001", known)
        assert reached == _run(here | void)
        assert _run(here) <= reached
        spans = durable.gaps(connection, "QH0001", reached, 50)
        missing = set(range(1, max(here, default=0))) - here - void
        assert {one for first, last in spans for one in range(first, last + 1)} == missing
        assert durable.gaps(connection, "QH0001", reached, 1) == spans[:1]
    engine.dispose()


def _run(here: set[int]) -> int:
    """The highest n with all of 1..n in it."""
    return next(n for n in range(100) if n + 1 not in here)


def _row(number: int, sequence: int) -> dict:
    words = dict.fromkeys(("item_id", "state", "office_number", "fingerprint"), "x")
    sealed = dict.fromkeys(("sealed_holder", "sealed_payload", "sealed_answer"), b"")
    flags = {"accepted_offline": False, "clock_suspect": False}
    times = {"accepted_at": NOON, "received_at": NOON}
    # The tag tells apart the cases that a restored terminal gives one sequence.
    own = {"key": uuid4(), "terminal_id": "QH0001", "case_number": str(number), "tag": f"{number:03d}"}
    return {**own, "sequence": sequence, **words, **sealed, **flags, **times}


# --- the terminal -------------------------------------------------------------------------------


def test_the_terminal_erases_what_it_kept_behind_the_hole(holed: Terminal, hub: Hub, tmp_path: Path) -> None:
    """A real store: of three cases the second never comes to the hub."""
    store = Lost(tmp_path / "lost", terminal_id="QH0002")
    other = enrolled(hub, Terminal(holed.client, holed.clock, "QH0002"))
    for _ in range(3):
        store.accept()
    lost_body = b""
    for number in range(3):
        record = value(store.cache.for_sync.next_to_send().result(10)).record
        if number == 1:
            lost_body = record.body
            value(store.cache.for_sync.postpone(record.key, 50).result(10))
        else:
            store.heard(other.send("POST", wire.CASES, record.body).content)
    assert _held(store) == {2: State.WAITING, 3: State.ANSWERED}, "the payload of 1 is gone, that of 3 is not"
    value(store.cache.for_sync.hub_is_durable(beat(other)).result(10))
    assert _held(store) == {2: State.WAITING, 3: State.ANSWERED}, (
        "the control: a heartbeat alone changes nothing"
    )
    value(declare_void(hub, "QH0002", range(2, 3), "unreadable", "lin"))
    value(store.cache.for_sync.hub_is_durable(beat(other)).result(10))
    assert _held(store) == {2: State.WAITING}, "and what waits is never erased for a mark"
    assert other.send("POST", wire.CASES, lost_body).status_code == 200
    store.cache.close()


def _held(store: Lost) -> dict[int, State]:
    """Sequences of which the payload is on the disk."""
    look = store.folder / "look"
    shutil.copytree(store.folder / "store", look)
    with closing(sqlite3.connect(look / "cases.db")) as db:
        rows = db.execute("SELECT sequence, state FROM outbox WHERE epoch IS NOT NULL").fetchall()
    shutil.rmtree(look)
    return {sequence: State(state) for sequence, state in rows}


# --- staff --------------------------------------------------------------------------------------


def test_a_hole_that_stands_becomes_a_duty_and_a_void_one_is_none(
    holed: Terminal, hub: Hub, clock: HeldClock
) -> None:
    def told() -> list[str]:
        return [duty.en for duty in overview(hub)[0].duties if "hub void-sequence" in duty.en]

    busy = holed.heartbeat().model_copy(update={"waiting_cases": 4})
    holed.post(wire.HEARTBEAT, busy)
    assert told() == []
    clock.now += hub.settings.hole_patience - timedelta(seconds=1)
    assert told() == [], "the control: they may be under way"
    clock.now += timedelta(seconds=1)
    (duty,) = told()
    assert "3..4, 6..7" in duty
    value(declare_void(hub, "QH0001", range(3, 5), "lost", "lin"))
    (duty,) = told()
    assert "3..4" not in duty
    value(declare_void(hub, "QH0001", range(6, 8), "lost", "lin"))
    assert (told(), overview(hub)[0].missing, overview(hub)[0].durable_sequence) == ([], (), 8)


def test_only_the_old_one_of_two_holes_is_a_duty(holed: Terminal, hub: Hub, clock: HeldClock) -> None:
    clock.now += hub.settings.hole_patience
    send(holed, 10)
    holed.post(wire.HEARTBEAT, holed.heartbeat())
    told = [duty.en for duty in overview(hub)[0].duties]
    assert any("Cases 9 never arrived" in one for one in told)
    assert any("Cases 3..4, 6..7 have been missing" in one for one in told)


def test_far_more_cases_behind_a_hole_than_are_looked_at_at_once_are_not_missing(
    terminal: Terminal, hub: Hub
) -> None:
    with hub.database.write() as connection:
        for number in range(1, 1200):
            if number != 3:
                connection.execute(insert(case).values(**_row(number, number)))
    (view,) = overview(hub)
    assert (view.durable_sequence, view.missing) == (2, (3,))


def run(settings: Settings, *arguments: object, language: str = "C.UTF-8"):
    command = [*map(str, arguments), "--data", str(settings.data)]
    done = CliRunner().invoke(main, command, env={"LC_ALL": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_staff_see_the_holes_and_give_them_up_by_name(holed: Terminal, hub: Hub, settings: Settings) -> None:
    shown = run(settings, "holes", "QH0001")
    assert shown.exit_code == 0
    assert "safe up to 2, highest 8" in shown.stdout
    assert "missing 3..4, since 2026-11-22 04:00 UTC" in shown.stdout
    assert "missing 6..7" in shown.stdout
    why = "board and disk burnt in the fire"
    done = run(settings, "void-sequence", "QH0001", "3..4", "--reason", why, "--by", "lin")
    assert done.exit_code == 0, done.output
    assert "2 sequences are void" in done.stdout
    shown = run(settings, "holes", "QH0001").stdout
    assert "safe up to 5, highest 8" in shown
    assert f"void 3, 2026-11-22 04:00 UTC, lin: {why}" in shown.replace(_now(hub), "2026-11-22 04:00")
    assert ("lin", "sequence_voided", "QH0001/4") in trail(hub)
    on_disk = b"".join(path.read_bytes() for path in settings.data.glob("hub.sqlite3*"))
    assert why.encode() not in on_disk, "whatever staff write there is sealed"
    assert b"sequence_voided" in on_disk, "the control: the rest is found there"


def test_a_list_that_is_cut_says_so(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    assert "no case of this terminal came yet" in run(settings, "holes", "QH0001").stdout
    with hub.database.write() as connection:
        for number in range(1, 202, 2):
            connection.execute(insert(case).values(**_row(number, number)))
    whole = run(settings, "holes", "QH0001").stdout
    assert (whole.count("missing"), "missing 200," in whole, "there are more" in whole) == (100, True, False)
    with hub.database.write() as connection:
        connection.execute(insert(case).values(**_row(203, 203)))
    cut = run(settings, "holes", "QH0001").stdout
    assert (cut.count("missing"), "there are more" in cut) == (100, True)
    chinese = run(settings, "holes", "QH0001", language="zh_CN.UTF-8").stdout
    assert "序号 1 及以前的都已收妥或作废，收到的最高序号是 203" in chinese
    assert "还有更多" in chinese


def _now(hub: Hub) -> str:
    """The command has the real clock."""
    with hub.database.read() as connection:
        at = connection.execute(select(void_sequence.c.at).limit(1)).scalar_one()
    return f"{at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("sequence", "code", "words"),
    [
        ("3..6", 1, "a case with sequence 5 is here"),
        ("9", 1, "no case with a higher sequence came yet"),
        ("0", 2, "a span like 9..12"),
        ("4..3", 2, "a span like 9..12"),
        ("3-4", 2, "a span like 9..12"),
    ],
)
def test_the_command_says_why_not(holed, settings, sequence, code, words) -> None:
    done = run(settings, "void-sequence", "QH0001", sequence, "--reason", "lost", "--by", "lin")
    assert (done.exit_code, words in done.output) == (code, True), done.output


def test_nobody_is_nameless(holed: Terminal, settings: Settings) -> None:
    assert run(settings, "void-sequence", "QH0001", "3", "--reason", "lost").exit_code == 2
    assert run(settings, "void-sequence", "QH0001", "3", "--by", "lin").exit_code == 2
    assert run(settings, "void-sequence", "QH0001", "3", "--reason", "lost", "--by", " ").exit_code == 2
    assert run(settings, "holes", "QH0009").exit_code == 1


def test_a_name_that_is_too_long_is_kept_as_far_as_the_audit_table_goes(
    holed: Terminal, hub: Hub, settings: Settings
) -> None:
    done = run(settings, "void-sequence", "QH0001", "3", "--reason", "lost", "--by", "林" * 70)
    assert done.exit_code == 0, done.output
    assert trail(hub)[-1] == ("林" * 60, "sequence_voided", "QH0001/3")
