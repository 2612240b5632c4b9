"""An attachment of an accepted case is never lost, never read by anybody else, and gone when the case is."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from offline_bench_of_cases import Shelf, answer_to, draft, utc_now, value
from offline_desk import Desk
from offline_dying_child import attach_and_die, killed_at_each

from contract import wire
from contract.attachment import MOST_BYTES, PIECE_BYTES, AttachmentNote
from offline_cache import FileKeyHome, Kind
from offline_cache.attachments import Upload
from offline_cache.records import Aside
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path

SCAN = os.urandom(2 * PIECE_BYTES + 100)


def attach(shelf: Shelf, content: bytes = SCAN) -> AttachmentNote:
    return value(shelf.cache.attach(content).result(10))


def files(shelf: Shelf) -> set[str]:
    folder = shelf.folder / "attachments"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def read(shelf: Shelf, note: AttachmentNote) -> bytes:
    upload = Upload(note.id, note.size)
    found = b""
    while len(found) < note.size:
        found += value(shelf.cache.for_sync.piece(upload, len(found)).result(10))
    return found


def answer_all(shelf: Shelf, durable: int = 0) -> None:
    while (record := shelf.next()) is not None:
        value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable)).result(10))
        value(shelf.cache.for_sync.mark_reported(record.key).result(10))


@pytest.fixture
def live(tmp_path, keys):
    shelf = Shelf(tmp_path / "live", keys, utc_now)
    yield shelf
    shelf.close()


@pytest.mark.parametrize("size", [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_every_size_comes_back_as_it_was_and_lies_sealed(shelf, size):
    content = os.urandom(size)
    note = attach(shelf, content)
    shelf.accept(attachments=(note,))
    assert (note.size, note.digest) == (size, sha256(content).digest())
    shelf.close()
    assert read(shelf, note) == content
    assert size < 16 or content[:4096] not in shelf.bytes_on_disk()


def test_what_no_case_took_over_is_gone_after_the_next_start(shelf):
    taken, left, dropped = attach(shelf), attach(shelf), attach(shelf)
    shelf.accept(attachments=(taken,))
    value(shelf.cache.drop_attachment(dropped.id).result(10))
    value(shelf.cache.drop_attachment(taken.id).result(10))
    assert files(shelf) == {taken.id.hex, left.id.hex}
    (shelf.folder / "attachments" / ("0" * 32)).write_bytes(b"cut off in the middle")
    shelf.close()
    assert read(shelf, taken) == SCAN
    assert files(shelf) == {taken.id.hex}


def test_case_with_an_attachment_that_is_not_here_is_not_accepted(shelf):
    good = attach(shelf)
    stranger = AttachmentNote(id=draft().key, size=1, digest=bytes(32))
    for notes in ((stranger,), (good, stranger), (good, good)):
        refused = shelf.cache.accept(draft(attachments=notes)).result(10)
        assert isinstance(refused, Failure)
        assert refused.code == "attachment_missing"
    assert shelf.cache.waiting() == shelf.cache.last_sequence() == 0
    assert shelf.accept(attachments=(good,)).sequence == 1


def test_same_draft_twice_is_one_case_with_its_attachment(shelf):
    once = draft(attachments=(attach(shelf),))
    first = value(shelf.cache.accept(once).result(10))
    assert value(shelf.cache.accept(once).result(10)).case_number == first.case_number


@pytest.mark.parametrize("content", [b"", bytes(MOST_BYTES + 1)])
def test_empty_and_enormous_files_are_refused(shelf, content):
    refused = shelf.cache.attach(content).result(10)
    assert isinstance(refused, Failure)
    assert refused.code == "attachment_too_large"


def test_key_of_a_day_lives_as_long_as_its_attachment(shelf, clock):
    note = attach(shelf)
    clock.at += timedelta(days=1)
    shelf.accept(attachments=(note,))
    assert read(shelf, note) == SCAN
    answer_all(shelf)
    value(shelf.cache.for_sync.attachment_sent(note.id).result(10))
    clock.at += timedelta(days=1)
    shelf.accept()
    assert read(shelf, note) == SCAN
    value(shelf.cache.for_sync.hub_is_durable(1).result(10))
    epochs = lambda db: Ok([row[0] for row in db.execute("SELECT epoch FROM epoch")])  # noqa: E731
    assert len(value(shelf.cache._inside.writer.submit("looking", epochs).result(10))) == 1


def test_erased_with_its_case_and_not_before(shelf):
    note = attach(shelf)
    shelf.accept(attachments=(note,))
    answer_all(shelf)
    value(shelf.cache.for_sync.hub_is_durable(1).result(10))
    assert files(shelf) == {note.id.hex}, "still to be sent, whatever the hub says of the case"
    value(shelf.cache.for_sync.attachment_sent(note.id).result(10))
    value(shelf.cache.for_sync.hub_is_durable(1).result(10))
    assert files(shelf) == set()
    assert value(shelf.cache.for_sync.next_upload().result(10)) is None


def test_waiting_for_attachments_is_no_hub_that_went_back(shelf):
    note = attach(shelf)
    shelf.accept(attachments=(note,))
    answer_all(shelf)
    for _ in range(4):
        value(shelf.cache.for_sync.hub_is_durable(0).result(10))
    assert shelf.cache.waiting() == 0
    value(shelf.cache.for_sync.attachment_sent(note.id).result(10))
    for _ in range(2):
        value(shelf.cache.for_sync.hub_is_durable(0).result(10))
    assert shelf.cache.waiting() == 1, "the control: with all of it there the hub has lost it"
    answer_all(shelf)
    assert value(shelf.cache.for_sync.next_upload().result(10)) == Upload(note.id, note.size), (
        "and is asked for its files anew"
    )


@pytest.mark.parametrize("harm", ["swap", "cut", "flip", "other"])
def test_harmed_file_does_not_open(shelf, harm):
    note, other = attach(shelf), attach(shelf)
    shelf.accept(attachments=(note, other))
    path = shelf.folder / "attachments" / note.id.hex
    whole = path.read_bytes()
    chunk = 4 + PIECE_BYTES + 34
    first, second = whole[:chunk], whole[chunk : 2 * chunk]
    harmed = {
        "swap": second + first + whole[2 * chunk :],
        "cut": first,
        "flip": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
        "other": (path.parent / other.id.hex).read_bytes(),
    }[harm]
    path.write_bytes(harmed)
    pieces = [
        shelf.cache.for_sync.piece(Upload(note.id, note.size), at * PIECE_BYTES).result(10) for at in range(3)
    ]
    assert any(isinstance(piece, Failure) and piece.code == "unreadable" for piece in pieces)
    assert read(shelf, other) == SCAN, "the control: the other one opens"


def test_attachments_travel_after_their_cases_piece_by_piece_and_last_of_all(live, hub):
    notes = [attach(live), attach(live)]
    live.accept(attachments=tuple(notes))
    value(live.cache.put_note(Kind.RATING, draft().key, b"{}").result(10))
    desk = Desk(live, hub)
    desk.sync.start()
    assert hub.wait_for(
        lambda: len(hub.files) == 2 and all(len(one) == len(SCAN) for one in hub.files.values())
    )
    desk.sync.stop()
    assert list(hub.files) == [str(note.id) for note in notes]
    assert set(hub.files.values()) == {SCAN}
    asked = [(command, path.partition("?")[0]) for command, path, _, _ in hub.requests if "alive" not in path]
    assert asked[:3] == [
        ("POST", wire.CASES),
        ("POST", wire.RATINGS),
        ("GET", f"{wire.ATTACHMENTS}/{notes[0].id}"),
    ]
    assert [command for command, _ in asked[3:]] == ["PUT", "PUT", "PUT", "GET", "PUT", "PUT", "PUT"]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "hang", "half_body", "error_500", "garbage"])
def test_upload_that_was_cut_off_goes_on_where_the_hub_stands(live, hub, fault):
    note = attach(live)
    live.accept(attachments=(note,))
    hub.orders.extend(["", "", "", fault])  # the case, its status and the first piece go well
    desk = Desk(live, hub)
    desk.sync.start()
    assert hub.wait_for(lambda: hub.files.get(str(note.id)) == SCAN)
    desk.sync.stop()


def gone(shelf: Shelf, note: AttachmentNote) -> None:
    path_of(shelf, note).unlink()


def cut_short(shelf: Shelf, note: AttachmentNote) -> None:
    os.truncate(path_of(shelf, note), 100)


def changed(shelf: Shelf, note: AttachmentNote) -> None:
    content = bytearray(path_of(shelf, note).read_bytes())
    content[-1] ^= 1
    path_of(shelf, note).write_bytes(content)


def refused_by_the_disk(shelf: Shelf, note: AttachmentNote) -> None:
    """A folder does not read as a file (EISDIR), for root as well."""
    path_of(shelf, note).unlink()
    path_of(shelf, note).mkdir()


def without_key(shelf: Shelf, note: AttachmentNote) -> None:
    """Its row says an epoch that is gone; so does its seal."""
    path = path_of(shelf, note)
    content = bytearray(path.read_bytes())
    content[4 + 2 : 4 + 6] = (77).to_bytes(4, "big")
    path.write_bytes(content)


def path_of(shelf: Shelf, note: AttachmentNote) -> Path:
    return shelf.folder / "attachments" / note.id.hex


HARMS = {
    gone: "attachment_lost",
    cut_short: "unreadable",
    changed: "unreadable",
    refused_by_the_disk: "unreadable",
    without_key: "key_erased",
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_does_not_read_lies_aside_for_an_engineer_and_holds_no_other_up(live, hub, harm):
    bad, good = attach(live), attach(live)
    case = live.accept(attachments=(bad, good))
    harm(live, bad)
    desk = Desk(live, hub)
    desk.sync.start()
    assert hub.wait_for(lambda: hub.files.get(str(good.id)) == SCAN)
    later = live.accept()
    desk.wait_for(lambda: any(answer.key == later.key for answer in desk.heard))
    desk.sync.stop()
    found = Aside(bad.id, "attachment", case.case_number, "pension.certify", HARMS[harm], "engineer")
    assert value(live.cache.for_staff.aside().result(10)) == (found,)
    assert live.cache.aside_count() == 1
    live.close()
    assert live.cache.aside_count() == 1, "counted anew at a start"
    assert value(live.cache.for_sync.next_upload().result(10)) is None
    for _ in range(4):
        value(live.cache.for_sync.hub_is_durable(0).result(10))
    assert live.cache.waiting() == 0, "no hub that lost the case: it waits for the file"
    assert value(live.cache.for_staff.verify_audit()) is None


def test_one_that_was_put_right_is_sent_and_counts_no_longer(live, hub):
    note, other = attach(live), attach(live)
    live.accept(attachments=(note, other))
    whole = path_of(live, note).read_bytes()
    gone(live, note)
    desk = Desk(live, hub)
    desk.sync.start()
    assert hub.wait_for(lambda: hub.files.get(str(other.id)) == SCAN)
    assert live.cache.aside_count() == 1
    path_of(live, note).write_bytes(whole)
    value(live.cache.for_staff.put_back(note.id).result(10))
    assert live.cache.aside_count() == 0
    assert live.cache.for_staff.put_back(note.id).result(10).code == "unknown_key"
    desk.sync.wake()
    assert hub.wait_for(lambda: hub.files.get(str(note.id)) == SCAN)
    desk.sync.stop()


def test_a_hub_that_does_without_it_ends_it(shelf):
    note = attach(shelf)
    shelf.accept(attachments=(note,))
    answer_all(shelf)
    value(shelf.cache.for_sync.attachment_aside(note.id, "unreadable").result(10))
    value(shelf.cache.for_sync.hub_is_durable(1).result(10))
    assert shelf.cache.aside_count() == 0
    assert value(shelf.cache.for_staff.aside().result(10)) == ()
    assert files(shelf) == set()


@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=[pytest.mark.torture, pytest.mark.timeout(0)])])
def test_killed_at_every_step_nothing_accepted_is_lost_and_nothing_erased_stays(tmp_path, stride):
    """Before each call that may change the disk (every eleventh of them, unless the long proofs are run), from the making
    of the store to its end. What system calls do inside SQLite is cut in `test_torture_attachments.py`.
    """

    def prepare(_: int) -> Path:
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        value(FileKeyHome.open(tmp_path / "run" / "keys"))
        return tmp_path / "run"

    runs, words = 0, set()
    for folder, told, _ in killed_at_each(attach_and_die, prepare, stride):
        runs += 1
        shelf = Shelf(folder / "store", value(FileKeyHome.open(folder / "keys")), utc_now)
        done = {word: {sequence for one, sequence, _ in told if one == word} for word, _, _ in told}
        words |= set(done)
        kept = rows_of(shelf)
        assert files(shelf) == set(kept), "no file too few, none too many"
        assert all(sha256(read(shelf, note)).digest() == note.digest for note in kept.values())
        assert shelf.cache.last_sequence() >= len(done.get("accepted", ()))
        assert shelf.cache.aside_count() >= len(done.get("aside", ()))
        for word, sequence, notes in told:
            whole = {UUID(identity).hex for identity, _ in notes} <= set(kept)
            assert whole or word != "accepted" or sequence in done.get("erasing", ())
        shelf.close()
    assert words == {"accepted", "erasing", "aside"}
    assert runs * stride > 250


def rows_of(shelf: Shelf) -> dict[str, AttachmentNote]:
    look = lambda db: Ok(  # noqa: E731
        db.execute("SELECT id, size, digest FROM attachment WHERE epoch IS NOT NULL").fetchall()
    )
    found = value(shelf.cache._inside.writer.submit("looking", look).result(10))
    return {
        UUID(bytes=identity).hex: AttachmentNote(id=UUID(bytes=identity), size=size, digest=digest)
        for identity, size, digest in found
    }
