"""What was changed behind the program's back is noticed, told where, and stands in nobody's way."""

from __future__ import annotations

import random
import shutil
import sqlite3

import pytest
from offline_bench_of_cases import Shelf, answer_to, value

from contract.case import CaseSubmission
from offline_cache.audit import AuditEvent
from offline_cache.connection import FILE_NAME
from offline_cache.epoch_file import FILE_NAME as EPOCHS
from offline_cache.witness import FILE_NAME as WITNESS
from outcome import Failure, Ok


def change(shelf, *statements) -> None:
    """Edit the closed store as an intruder would, who also knows of the witness beside it."""
    shelf.close()
    (shelf.folder / WITNESS).unlink()
    db = sqlite3.connect(shelf.folder / FILE_NAME)
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def test_ciphertext_moved_to_another_row_is_set_aside_and_the_others_go_on(shelf):
    first, second, third = shelf.accept(), shelf.accept(), shelf.accept()
    change(shelf, "UPDATE outbox SET payload = (SELECT payload FROM outbox WHERE id=2) WHERE id=1")
    assert shelf.next().key == second.key
    (aside,) = value(shelf.cache.for_staff.aside().result(10))
    assert (aside.key, aside.code) == (first.key, "unreadable")
    assert shelf.cache.waiting() == 2
    assert third.sequence == 3


def test_kind_changed_in_the_clear_column_does_not_open(shelf):
    shelf.accept()
    change(shelf, "UPDATE outbox SET kind='rating'")
    assert shelf.next() is None
    assert shelf.cache.aside_count() == 1


def test_data_key_lost_in_both_places_costs_its_records_and_no_others(shelf, clock):
    shelf.accept()
    clock.move(days=1)
    second = shelf.accept()
    (shelf.folder / EPOCHS).unlink()
    change(shelf, "DELETE FROM epoch WHERE epoch=1")
    assert shelf.next().key == second.key
    (aside,) = value(shelf.cache.for_staff.aside().result(10))
    assert aside.code == "key_erased"


def test_flipped_bytes_never_come_out_as_another_case(shelf, keys, clock, tmp_path):
    truth = {one.key: one.case_number for one in (shelf.accept() for _ in range(8))}
    shelf.close()
    clean = (shelf.folder / FILE_NAME).read_bytes()
    die = random.Random(5)
    noticed = 0
    for round_number in range(120):
        folder = tmp_path / f"flip{round_number}"
        folder.mkdir()
        content = bytearray(clean)
        for _ in range(die.choice((1, 1, 3))):
            content[die.randrange(len(content))] ^= 1 << die.randrange(8)
        (folder / FILE_NAME).write_bytes(content)
        noticed += _read_all(Shelf(folder, keys, clock), truth)
        shutil.rmtree(folder)
    assert noticed > 0, "the flips reached something"


def _read_all(shelf, truth) -> int:
    opened = shelf.open()
    if isinstance(opened, Failure):
        return 1
    cache = opened.value
    try:
        while True:
            found = cache.for_sync.next_to_send().result(10)
            if isinstance(found, Failure):
                return 1
            record = found.value.record
            if record is None:
                return int(cache.aside_count() > 0)
            case = CaseSubmission.model_validate_json(record.body)
            assert truth[case.key] == case.case_number
            assert case.key == record.key
            if isinstance(
                cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10), Failure
            ):
                return 1
            if cache.for_sync.next_to_send().result(10) == found:
                return 1
    finally:
        cache.close()


def test_untouched_trail_verifies_across_restarts_and_anchors(shelf):
    for _ in range(120):
        shelf.accept()
    shelf.close()
    assert value(shelf.cache.for_staff.verify_audit()) is None


@pytest.mark.parametrize(
    ("statements", "what", "number"),
    [
        (["UPDATE audit SET reference='other' WHERE number=5"], "changed", 5),
        (["UPDATE audit SET at='2020-01-01' WHERE number=5"], "changed", 5),
        (["UPDATE audit SET algorithm='none' WHERE number=5"], "changed", 5),
        (["DELETE FROM audit WHERE number=5"], "missing", 5),
        (["DELETE FROM audit WHERE number<3"], "missing", 1),
        (
            [
                "UPDATE audit SET number=-5 WHERE number=5",
                "UPDATE audit SET number=5 WHERE number=6",
                "UPDATE audit SET number=6 WHERE number=-5",
            ],
            "reordered",
            5,
        ),
        (["UPDATE audit SET number=99 WHERE number=5"], "reordered", 5),
        (["DELETE FROM anchor"], "anchor_missing", 13),
        (["UPDATE anchor SET signature=zeroblob(64)"], "anchor_forged", None),
    ],
)
def test_changed_trail_is_told_with_the_place(shelf, statements, what, number):
    for _ in range(10):
        shelf.accept()
    change(shelf, *statements)
    finding = value(shelf.cache.for_staff.verify_audit())
    assert finding is not None
    assert finding.what == what
    assert number is None or finding.number == number


def test_cut_tail_is_noticed_by_the_anchor(shelf):
    for _ in range(10):
        shelf.accept()
    change(shelf, "DELETE FROM audit WHERE number > 8")
    finding = value(_verified_before_new_rows(shelf))
    assert (finding.what, finding.number) == ("rewritten", 13)


def _verified_before_new_rows(shelf):
    """Opening writes a row of its own after the cut; the chain is whole again, and only the anchor knows."""
    for _ in range(5):
        shelf.accept()
    return shelf.cache.for_staff.verify_audit()


def test_audit_takes_tokens_and_no_prose(shelf):
    with pytest.raises(ValueError, match="not of its shape"):
        shelf.cache.record(AuditEvent.STAFF_ENTERED, "王秀英 entered").result(10)
    assert isinstance(shelf.cache.record(AuditEvent.STAFF_ENTERED, "s-0042").result(10), Ok)
    assert value(shelf.cache.for_staff.verify_audit()) is None
