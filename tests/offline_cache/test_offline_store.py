"""Accept, restart, send, erase: what is in the store and what is not."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import uuid
from concurrent.futures import wait
from dataclasses import replace

import pytest
from offline_bench_of_cases import ID_NUMBER, NAME, PHONE, TERMINAL, Shelf, answer_to, draft, value

from contract.case import CaseSubmission, Rating
from contract.case_number import parse
from contract.codes import Grade
from offline_cache import Algorithm, FileKeyHome, Kind, damaged
from offline_cache.connection import FILE_NAME
from offline_cache.schema import MIGRATIONS
from offline_cache.witness import FILE_NAME as WITNESS
from outcome import Action, Failure, Ok

SECRETS = [text.encode() for text in (NAME, ID_NUMBER, PHONE, json.dumps(NAME)[1:-1])]


def test_accepted_case_survives_restart_and_is_sent_as_the_contract_says(shelf):
    first, second = shelf.accept(), shelf.accept()
    shelf.close()
    assert (first.sequence, second.sequence) == (1, 2)
    assert parse(first.case_number) is not None
    assert shelf.cache.waiting() == 2
    case = CaseSubmission.model_validate_json(shelf.next().body)
    assert (case.key, case.sequence, case.case_number) == (first.key, 1, first.case_number)
    assert (case.applicant.name, case.answers["phone"]) == (NAME, PHONE)
    assert shelf.accept().sequence == 3


@pytest.mark.parametrize("typed", [PHONE, ',"sequence":1,"case_number":"",', '"\\\n\u2028😀'])
def test_bytes_to_send_are_those_of_the_contract_whatever_was_typed(shelf, typed):
    one = draft(answers={"phone": typed, typed: (typed, "x")}, item_version=typed)
    accepted = value(shelf.cache.accept(one).result(10))
    body = shelf.next().body
    case = CaseSubmission.model_validate_json(body)
    assert body == case.model_dump_json().encode()
    assert (case.sequence, case.case_number) == (accepted.sequence, accepted.case_number)
    assert (case.answers, case.item_version) == ({"phone": typed, typed: (typed, "x")}, typed)


def test_store_tells_what_holds_its_keys(shelf):
    assert shelf.cache.keys.description == shelf.keys.description
    assert not shelf.cache.keys.fit_for_production


def test_future_resolves_off_the_callers_thread(shelf):
    resolved_in = []
    done = threading.Event()
    future = shelf.cache.accept(draft())
    future.add_done_callback(lambda _: (resolved_in.append(threading.current_thread()), done.set()))
    assert done.wait(10)
    assert isinstance(future.result(), Ok)


def test_same_draft_twice_is_one_case_and_another_draft_under_its_key_is_refused(shelf):
    once = draft()
    first = value(shelf.cache.accept(once).result(10))
    assert value(shelf.cache.accept(once).result(10)) == first
    assert shelf.cache.waiting() == 1
    reused = shelf.cache.accept(replace(once, item_id="another.item")).result(10)
    assert isinstance(reused, Failure)
    assert reused.code == "key_reused"
    record = shelf.next()
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=1)).result(10))
    late = value(shelf.cache.accept(once).result(10))
    assert late == replace(first, statement=None), "what it would prove is erased here"
    assert shelf.cache.waiting() == 0


def test_many_callers_at_once_get_gap_free_numbers(shelf):
    futures = [shelf.cache.accept(draft()) for _ in range(150)]
    wait(futures, 20)
    assert sorted(value(future.result(0)).sequence for future in futures) == list(range(1, 151))
    assert shelf.cache.waiting() == 150
    assert value(shelf.cache.for_staff.verify_audit()) is None


def test_one_bad_draft_in_a_group_does_not_take_the_others_along(shelf):
    bad = draft(answers={"phone": object()})
    futures = [shelf.cache.accept(one) for one in (draft(), bad, draft())]
    wait(futures, 10)
    results = [future.result(0) for future in futures]
    assert [isinstance(result, Ok) for result in results] == [True, False, True]
    assert results[1].code == "draft_invalid"
    assert PHONE not in results[1].detail
    assert [result.value.sequence for result in results if isinstance(result, Ok)] == [1, 2]


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_no_word_of_a_person_is_in_any_file_of_the_folder(tmp_path, keys, clock, algorithm):
    shelf = Shelf(tmp_path / "cache", keys, clock, algorithm=algorithm)
    for _ in range(5):
        shelf.accept()
    record = shelf.next()
    assert all(
        any(secret in record.body for secret in SECRETS[i : i + 1]) for i in range(3)
    )  # it looks right
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10))
    open_store = shelf.bytes_on_disk()
    shelf.close()
    assert not [secret for secret in SECRETS if secret in open_store + shelf.bytes_on_disk()]


def test_payload_is_erased_when_durable_and_number_time_item_state_stay(shelf):
    accepted = shelf.accept()
    record = shelf.next()
    sealed = _row(shelf, "payload")[0]
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10))
    assert shelf.next() is None
    assert sealed in shelf.bytes_on_disk(), "not durable yet: the hub may still lose it"
    value(shelf.cache.for_sync.mark_reported(record.key).result(10))
    value(shelf.cache.for_sync.hub_is_durable(1).result(10))
    value(shelf.cache.for_sync.tidy().result(10))
    assert sealed not in shelf.bytes_on_disk()
    columns = "case_number, accepted_at, item_id, case_state, state, epoch"
    assert _row(shelf, columns) == (
        accepted.case_number,
        accepted.accepted_at.isoformat(),
        "pension.certify",
        "approved",
        2,
        None,
    )


def test_data_key_of_a_day_is_erased_with_its_last_record(shelf, clock):
    shelf.accept()
    record = shelf.next()
    wrapped = _row(shelf, "wrapped", table="epoch")[0]
    clock.move(days=1)
    shelf.accept()
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=1)).result(10))
    value(shelf.cache.for_sync.tidy().result(10))
    assert wrapped not in shelf.bytes_on_disk()
    assert shelf.next() is not None


def test_answer_is_kept_until_it_was_handed_on(shelf):
    shelf.accept()
    record = shelf.next()
    answer = answer_to(record.body, durable=1)
    value(shelf.cache.for_sync.mark_answered(record.key, answer).result(10))
    shelf.close()
    assert value(shelf.cache.for_sync.unreported().result(10)) == (answer,)
    value(shelf.cache.for_sync.mark_reported(record.key).result(10))
    assert value(shelf.cache.for_sync.unreported().result(10)) == ()


def test_refused_record_goes_aside_and_can_be_put_back(shelf):
    first, second = shelf.accept(), shelf.accept()
    value(shelf.cache.for_sync.mark_refused(first.key, "item_unknown", Action.ENGINEER).result(10))
    assert shelf.next().key == second.key
    assert (shelf.cache.waiting(), shelf.cache.aside_count()) == (1, 1)
    (aside,) = value(shelf.cache.for_staff.aside().result(10))
    assert (aside.key, aside.case_number, aside.code, aside.action) == (
        first.key,
        first.case_number,
        "item_unknown",
        "engineer",
    )
    value(shelf.cache.for_staff.put_back(first.key).result(10))
    assert (shelf.next().key, shelf.cache.waiting(), shelf.cache.aside_count()) == (first.key, 2, 0)


def test_notes_travel_in_the_same_outbox_once_by_key(shelf, clock):
    rating = Rating(
        key=uuid.uuid4(), terminal_id=TERMINAL, case_number=None, grade=Grade.SATISFIED, rated_at=clock()
    )
    body = rating.model_dump_json().encode()
    for _ in range(2):
        value(shelf.cache.put_note(Kind.RATING, rating.key, body).result(10))
    assert (shelf.cache.waiting(), shelf.cache.waiting(Kind.RATING)) == (0, 1)
    record = shelf.next()
    assert (record.kind, record.body) == (Kind.RATING, body)
    value(shelf.cache.for_sync.mark_answered(record.key, None).result(10))
    assert shelf.next() is None
    value(shelf.cache.put_note(Kind.RATING, rating.key, body).result(10))
    assert shelf.next() is None, "an answered note does not come back"


def test_hub_restored_from_a_backup_gets_again_what_is_still_here(shelf):
    cache = shelf.cache
    for _ in range(3):
        shelf.accept()
    for durable in (1, 1, 1):
        record = shelf.next()
        value(cache.for_sync.mark_answered(record.key, answer_to(record.body, durable)).result(10))
    assert shelf.next() is None
    value(cache.for_sync.hub_is_durable(0).result(10))
    assert shelf.next() is None, "once lower: it may only have been overtaken"
    value(cache.for_sync.hub_is_durable(0).result(10))
    assert CaseSubmission.model_validate_json(shelf.next().body).sequence == 2
    assert cache.waiting() == 2


def test_old_answer_to_a_repeated_key_is_not_taken_for_a_hub_that_lost_something(shelf):
    first, second = shelf.accept(), shelf.accept()
    value(shelf.cache.for_sync.hub_is_durable(2).result(10))
    record = shelf.next()
    value(shelf.cache.for_sync.mark_answered(first.key, answer_to(record.body, durable=0)).result(10))
    assert shelf.next().key == second.key
    assert shelf.cache.waiting() == 1


def test_restored_old_image_never_gives_a_number_out_twice(shelf):
    shelf.accept()
    value(shelf.cache.for_sync.hub_is_durable(7).result(10))
    assert shelf.accept().sequence == 8


def test_second_opener_is_turned_away_in_this_and_in_another_process(shelf, tmp_path):
    shelf.accept()
    here = shelf.open()
    assert isinstance(here, Failure)
    assert (here.code, here.action) == ("store_in_use", Action.ENGINEER)
    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from offline_cache import FileKeyHome, OfflineCache\n"
        "keys = FileKeyHome.open(Path(sys.argv[2])).value\n"
        f"print(OfflineCache.open(Path(sys.argv[1]), {TERMINAL!r}, keys, now=lambda: datetime.now(UTC)).code)"
    )
    command = [sys.executable, "-c", program, str(shelf.folder), str(tmp_path / "keys")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "store_in_use", done.stderr
    assert shelf.accept().sequence == 2


def test_other_key_other_terminal_and_newer_tables_are_refused_and_nothing_is_lost(shelf, tmp_path):
    shelf.accept()
    shelf.close()
    other_keys = FileKeyHome.open(tmp_path / "other").value
    assert shelf.open(keys=other_keys).code == "wrong_key"
    assert shelf.open(terminal_id="YX99A002").code == "wrong_terminal"
    (shelf.folder / WITNESS).unlink()  # a newer program wrote its own, which knows the newer version
    with sqlite3.connect(shelf.folder / FILE_NAME) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    assert shelf.open().code == "store_newer"
    with sqlite3.connect(shelf.folder / FILE_NAME) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    db.close()
    assert shelf.next() is not None


def test_file_of_another_program_is_left_alone(shelf):
    shelf.folder.mkdir()
    with sqlite3.connect(shelf.folder / FILE_NAME) as db:
        db.execute("CREATE TABLE theirs(x)")
    db.close()
    assert shelf.open().code == "store_foreign"


def test_rubbish_in_place_of_the_file_is_told_and_kept(shelf):
    shelf.folder.mkdir()
    (shelf.folder / FILE_NAME).write_bytes(b"not a database at all " * 500)
    assert shelf.cache.safe_mode
    (kept,) = damaged.folders(shelf.folder)
    assert (kept / FILE_NAME).read_bytes() == b"not a database at all " * 500


def test_closed_store_says_so(shelf):
    cache = shelf.cache
    shelf.close()
    assert cache.accept(draft()).result(1).code == "store_closed"
    cache.close()


def test_files_are_for_the_owner_only(shelf):
    shelf.accept()
    assert {path.stat().st_mode & 0o077 for path in [shelf.folder, *shelf.folder.iterdir()]} == {0}


def test_a_draft_in_a_log_line_shows_no_person():
    shown = repr(draft())
    assert not [text for text in (NAME, ID_NUMBER, PHONE) if text in shown]


def _row(shelf, columns, table="outbox"):
    """Look into the open store through its own writer: nobody else can."""
    work = lambda db: Ok(db.execute(f"SELECT {columns} FROM {table} LIMIT 1").fetchone())  # noqa: E731
    return value(shelf.cache._inside.writer.submit("looking", work).result(10))
