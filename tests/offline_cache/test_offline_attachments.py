"""An attachment of an accepted case is never lost, never read by anybody else, and gone when the case is."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from offline_bench_of_cases import Shelf, answer_to, draft, utc_now, value
from offline_desk import Desk

from contract import wire
from contract.attachment import MOST_BYTES, PIECE_BYTES, AttachmentNote
from offline_cache import Kind
from offline_cache.attachments import Upload
from outcome import Failure, Ok

CHILD = Path(__file__).with_name("offline_attaching_child.py")
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
        found += value(shelf.cache.piece(upload, len(found)).result(10))
    return found


def answer_all(shelf: Shelf, durable: int = 0) -> None:
    while (record := shelf.next()) is not None:
        value(shelf.cache.mark_answered(record.key, answer_to(record.body, durable)).result(10))
        value(shelf.cache.mark_reported(record.key).result(10))


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
    value(shelf.cache.attachment_sent(note.id).result(10))
    clock.at += timedelta(days=1)
    shelf.accept()
    assert read(shelf, note) == SCAN
    value(shelf.cache.hub_is_durable(1).result(10))
    epochs = lambda db: Ok([row[0] for row in db.execute("SELECT epoch FROM epoch")])  # noqa: E731
    assert len(value(shelf.cache._writer.submit("looking", epochs).result(10))) == 1


def test_erased_with_its_case_and_not_before(shelf):
    note = attach(shelf)
    shelf.accept(attachments=(note,))
    answer_all(shelf)
    value(shelf.cache.hub_is_durable(1).result(10))
    assert files(shelf) == {note.id.hex}, "still to be sent, whatever the hub says of the case"
    value(shelf.cache.attachment_sent(note.id).result(10))
    value(shelf.cache.hub_is_durable(1).result(10))
    assert files(shelf) == set()
    assert value(shelf.cache.next_upload().result(10)) is None


def test_waiting_for_attachments_is_no_hub_that_went_back(shelf):
    note = attach(shelf)
    shelf.accept(attachments=(note,))
    answer_all(shelf)
    for _ in range(4):
        value(shelf.cache.hub_is_durable(0).result(10))
    assert shelf.cache.waiting() == 0
    value(shelf.cache.attachment_sent(note.id).result(10))
    for _ in range(2):
        value(shelf.cache.hub_is_durable(0).result(10))
    assert shelf.cache.waiting() == 1, "the control: with all of it there the hub has lost it"
    answer_all(shelf)
    assert value(shelf.cache.next_upload().result(10)) == Upload(note.id, note.size), (
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
    pieces = [shelf.cache.piece(Upload(note.id, note.size), at * PIECE_BYTES).result(10) for at in range(3)]
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


def test_lost_file_holds_no_other_up(live, hub):
    lost, good = attach(live), attach(live)
    live.accept(attachments=(lost, good))
    (live.folder / "attachments" / lost.id.hex).unlink()
    desk = Desk(live, hub)
    desk.sync.start()
    assert hub.wait_for(lambda: hub.files.get(str(good.id)) == SCAN)
    later = live.accept()
    desk.wait_for(lambda: any(answer.key == later.key for answer in desk.heard))
    desk.sync.stop()


def run_child(folder: Path, call: int) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, CHILD, folder, str(call)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode in {0, 9}, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_killed_at_every_step_nothing_accepted_is_lost(tmp_path, keys):
    """A step is a call into C, or its return, by the code that writes: nothing more is done after it."""
    folder = tmp_path
    last = len_of_a_run(folder / "long")
    assert last > 60
    killed = 0
    for call in range(1, last, max(1, last // 14)):
        place = folder / str(call)
        told = run_child(place, call)
        killed += told[-1:] != [["end"]]
        shelf = Shelf(place / "cache", type(keys).open(place / "keys").value, utc_now)
        accepted = [line for line in told if line != ["end"]]
        assert shelf.cache.waiting() >= len(accepted)
        kept = set()
        while (record := shelf.next()) is not None:
            value(shelf.cache.mark_answered(record.key, answer_to(record.body)).result(10))
        while (upload := value(shelf.cache.next_upload().result(10))) is not None:
            note = AttachmentNote(id=upload.id, size=upload.size, digest=bytes(32))
            kept.add((str(upload.id), sha256(read(shelf, note)).hexdigest()))
            value(shelf.cache.attachment_sent(upload.id).result(10))
        assert kept >= {(line[1], line[2]) for line in accepted}
        assert files(shelf) == {identity.replace("-", "") for identity, _ in kept}
        shelf.close()
    assert killed >= 10


def len_of_a_run(folder: Path) -> int:
    """How many steps there are: doubled until the child comes to its end."""
    call = 64
    while run_child(folder / str(call), call)[-1:] != [["end"]]:
        call *= 2
    return call // 2
