"""The trail's promises: no person in it, each event documented, and every way of lying about the past found."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_bench_of_cases import ID_NUMBER, NAME, NOON, PHONE, TERMINAL, Clock, Shelf, value

from contract.audit_head import is_signed
from contract.case_number import TAG_LETTERS, CaseNumber
from offline_cache import AuditEvent, FileKeyHome
from offline_cache.audit import AuditTrail
from offline_cache.audit_chain import BEGINNING
from offline_cache.audit_check import check, end_of, hash_at
from offline_cache.audit_documented import as_markdown, documented
from offline_cache.audit_references import SHAPES, code_word, fits
from offline_cache.schema import bring_up
from offline_cache.snapshot import copied
from outcome import Action

# --- events and references -----------------------------------------------------------------------------


def test_the_documented_list_is_the_list():
    page = (Path(__file__).parents[2] / "docs" / "audit-events.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run: kiosk audit events > docs/audit-events.md"


def test_each_event_has_a_text_and_a_shape_and_there_is_no_shape_without_event():
    assert set(documented()) == set(AuditEvent) == set(SHAPES)
    assert all(documented().values())


han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
persons = st.one_of(
    st.text(han, min_size=2, max_size=6),
    st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9])[0-9]{3}[0-9X]", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{14}", fullmatch=True),
    st.from_regex(r"1[0-9]{10}", fullmatch=True),
    st.from_regex(r"(\+86)?1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"62[0-9]{14,17}", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}", fullmatch=True),
    st.sampled_from([NAME, ID_NUMBER, PHONE, "青石街88号"]),
)
around = st.sampled_from(["", ":", "-", ".", "/", "case:", "rating:", "1:", "s-", "damaged-", "..", " "])


@given(st.sampled_from(list(AuditEvent)), persons, around, around)
@settings(max_examples=100)
def test_no_event_takes_a_person(event, person, before, after):
    """Alone or dressed up as a part of a reference."""
    for one in (person, before + person, person + after, before + person + after):
        assert not fits(event.value, one)


@given(st.sampled_from(list(AuditEvent)), persons, st.data())
@settings(max_examples=100)
def test_nor_in_the_place_of_any_part(event, person, data):
    """The control is that the part itself is taken."""
    shape = data.draw(st.sampled_from(SHAPES[event]))
    parts = {
        "count": "123",
        "key": str(uuid.UUID(int=7)),
        "case": str(CaseNumber(TERMINAL, NOON.date(), 11, TAG_LETTERS[:3])),
        "word": "approved",
        "kind": "case",
        "staff": "s-0042",
        "folder": "damaged-20261122T040000Z",
    }
    good = shape
    for name, part in parts.items():
        good = good.replace(f"<{name}>", part)
    assert fits(event.value, good)
    for name in parts:
        if f"<{name}>" in shape:
            bad = shape.replace(f"<{name}>", person, 1)
            for other, part in parts.items():
                bad = bad.replace(f"<{other}>", part)
            assert not fits(event.value, bad)


def test_a_case_number_with_a_wrong_digit_is_not_written():
    number = str(CaseNumber(TERMINAL, NOON.date(), 11, "K7M"))
    assert fits("case_accepted", number)
    assert not fits("case_accepted", number.replace("000011", "000012"))


@given(st.one_of(persons, st.text(max_size=50)))
def test_a_code_from_elsewhere_is_a_word_or_is_not_told(told):
    word = code_word(told)
    assert fits("set_aside", f"{uuid.UUID(int=7)}:{word}")
    assert word in {told, "unknown_code"}
    assert code_word("sequence_reused") == "sequence_reused"


def test_a_hub_that_explains_itself_in_prose_stops_nothing_and_nothing_of_it_is_kept(shelf):
    key = shelf.accept().key
    value(shelf.cache.for_sync.mark_refused(key, f"{NAME} {ID_NUMBER}", Action.ENGINEER).result(10))
    (kept,) = value(shelf.cache.for_staff.aside().result(10))
    assert (kept.key, kept.code) == (key, "unknown_code")
    assert NAME.encode() not in shelf.bytes_on_disk()


def test_an_event_nobody_gave_a_shape_takes_nothing():
    assert fits("something_new", "")
    assert not fits("something_new", "x")


# --- lies about the past -------------------------------------------------------------------------------


class Trail:
    """A trail as it lies in the file, and a liar with a free hand over the file."""

    def __init__(self, folder) -> None:
        self.keys = value(FileKeyHome.open(folder / "keys"))
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        value(bring_up(self.db))
        self.write(self.keys, 0, 250)

    def write(self, keys, first: int, count: int) -> None:
        """As the store does it."""
        audit = AuditTrail(keys)
        for one in range(first, first + count):
            audit.append(self.db, AuditEvent.STAFF_REFUSED, NOON, str(one))

    def finding(self):
        cursor, key = BEGINNING, self.keys.public_key()
        while True:
            start = cursor
            cursor, found = check(self.db, key, start, limit=60)
            if found is not None or cursor == start:
                return found and (found.what, found.number)


@pytest.fixture
def trail(tmp_path):
    made = Trail(tmp_path)
    yield made
    made.db.close()


def test_an_untouched_trail_is_whole(trail):
    assert trail.finding() is None
    assert end_of(trail.db).number == 250


@given(st.integers(1, 250), st.sampled_from(["at", "event", "reference", "algorithm", "hash"]))
@settings(max_examples=60, deadline=None)
def test_an_edit_is_found_at_its_row(tmp_path_factory, number, column):
    trail = Trail(tmp_path_factory.mktemp("trail"))
    changed = b"x" * 32 if column == "hash" else "x"
    trail.db.execute(f"UPDATE audit SET {column}=? WHERE number=?", (changed, number))
    what, at = trail.finding()
    assert what in {"changed", "rewritten"}
    assert at in {number, number + 1}, "a changed hash may first show in the row that builds on it"
    trail.db.close()


@pytest.mark.parametrize("number", [1, 99, 100, 101, 249])
def test_a_deleted_row_is_missing(trail, number):
    trail.db.execute("DELETE FROM audit WHERE number=?", (number,))
    assert trail.finding() == ("missing", number)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (99, 101), (5, 240)])
def test_swapped_rows_are_reordered(trail, one, other):
    for before, after in ((one, -1), (other, one), (-1, other)):
        trail.db.execute("UPDATE audit SET number=? WHERE number=?", (after, before))
    assert trail.finding() == ("reordered", one)


def test_a_tail_cut_below_an_anchor_is_missing(trail):
    trail.db.execute("DELETE FROM audit WHERE number > 150")
    assert trail.finding() == ("tail_missing", 151)


def test_a_tail_cut_with_its_anchor_shows_at_the_hub_alone(trail):
    """What the terminal alone cannot see: rows and anchor gone together."""
    head = AuditTrail(trail.keys).head(trail.db, 0)
    trail.db.execute("DELETE FROM audit WHERE number > 150")
    trail.db.execute("DELETE FROM anchor WHERE number > 150")
    assert trail.finding() is None
    assert hash_at(trail.db, head.number) is None


def test_a_trail_written_anew_without_the_key_has_forged_anchors_or_none(trail, tmp_path):
    trail.db.execute("DELETE FROM audit")
    stranger = value(FileKeyHome.open(tmp_path / "stranger"))
    trail.write(stranger, 1000, 250)
    assert trail.finding()[0] == "rewritten", "the anchors of the first one are still there"
    trail.db.execute("DELETE FROM audit")
    trail.db.execute("DELETE FROM anchor")
    trail.write(stranger, 1000, 250)
    assert trail.finding() == ("anchor_forged", 100)
    trail.db.execute("DELETE FROM anchor")
    assert trail.finding() == ("anchor_missing", 100)


def test_a_trail_written_anew_with_the_key_shows_against_the_end_the_hub_keeps(trail):
    head = AuditTrail(trail.keys).head(trail.db, 0)
    assert is_signed(head.number, head.hash, head.signature, trail.keys.public_key())
    trail.db.execute("DELETE FROM audit")
    trail.db.execute("DELETE FROM anchor")
    trail.write(trail.keys, 1000, 300)
    assert trail.finding() is None, "the key signs whatever its thief wants"
    again = AuditTrail(trail.keys).head(trail.db, head.number)
    assert again.named.number == head.number
    assert again.named.hash != head.hash


def test_an_empty_trail_has_no_end(tmp_path):
    keys = value(FileKeyHome.open(tmp_path / "keys"))
    db = sqlite3.connect(":memory:", isolation_level=None)
    value(bring_up(db))
    assert AuditTrail(keys).head(db, 0) is None
    db.close()


# --- looking while the terminal runs -------------------------------------------------------------------


def test_a_copy_of_a_store_in_use_holds_all_that_was_committed(shelf, keys, tmp_path):
    numbers = [shelf.accept().case_number for _ in range(30)]
    into = tmp_path / "copy"
    into.mkdir()
    copy = value(copied(shelf.folder, into))
    noted = [row[0] for row in copy.execute("SELECT reference FROM audit WHERE event='case_accepted'")]
    assert noted == numbers
    assert check(copy, keys.public_key())[1] is None
    copy.close()
    shelf.accept()
    assert value(shelf.cache.for_staff.verify_audit()) is None, "and the store was not disturbed"


def test_copies_made_while_cases_pour_in_are_each_whole(tmp_path, keys):
    shelf = Shelf(tmp_path / "cache", keys, Clock())
    shelf.accept()
    stop = threading.Event()

    def pour() -> None:
        while not stop.is_set():
            shelf.accept()
            value(shelf.cache.for_sync.tidy().result(10))

    pouring = threading.Thread(target=pour)
    pouring.start()
    try:
        ends = []
        for one in range(15):
            into = tmp_path / f"copy{one}"
            into.mkdir()
            copy = value(copied(shelf.folder, into))
            ends.append(end_of(copy).number)
            assert check(copy, keys.public_key(), limit=10**6)[1] is None
            copy.close()
    finally:
        stop.set()
        pouring.join(10)
        shelf.close()
    assert ends == sorted(ends)


def test_there_is_nothing_to_copy_where_there_is_no_store(tmp_path):
    assert copied(tmp_path, tmp_path).code == "no_store"
