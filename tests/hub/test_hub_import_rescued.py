"""A terminal's board is gone, its disk was rescued: every case comes in as if it had sent it, and none twice."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hub_lost_terminal import SCAN, Lost, changed, value
from hub_terminal import LI, submission
from sqlalchemy import func, select, text

from contract import wire
from contract.rescue_bundle import BundleWriter, Label, PartKind
from hub.cases.attachments import content, take_piece
from hub.cases.void import declare_void, standing
from hub.cases.void_files import declare_files_void
from hub.cli import main as hub_main
from hub.fleet.enrolment import revoke
from hub.intake.rescued import Became, import_rescued, rescue_key
from hub.settings import sqlite_url
from hub.tables import audit, case, help_call, rating
from hub.wiring import Hub, open_hub
from kiosk.cli import main as kiosk_main
from offline_cache.operator_rescue import BUNDLE
from offline_cache.recovery import PRIVATE_FILE, RecoveryKey
from outcome import Action

if TYPE_CHECKING:
    from pathlib import Path

    from hub_terminal import Terminal

    from hub.settings import Settings

BY = "lin"


@pytest.fixture
def lost(tmp_path):
    made = Lost(tmp_path / "lost")
    yield made
    made.cache.close()


def taken(hub: Hub, bundle: Path | bytes, lost: Lost):
    data = bundle if isinstance(bundle, bytes) else bundle.read_bytes()
    return import_rescued(hub, io.BytesIO(data), lost.operator.lock.public_key, BY)


def counts(done) -> tuple[int, int, int]:
    taken_in, was_here, refused = (done.count(became) for became in Became)
    return taken_in, was_here, refused


def numbers(hub: Hub) -> list[str]:
    with hub.database.read() as connection:
        return sorted(connection.execute(select(case.c.case_number)).scalars())


def rows(hub: Hub, table) -> int:
    with hub.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def trail(hub: Hub) -> list[tuple[str, str, str]]:
    with hub.database.read() as connection:
        told = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject).order_by(audit.c.id))
        return [tuple(row) for row in told]


def bundle_of(lost: Lost, hub: Hub, *parts: tuple[Label, bytes], ends: bool = True) -> bytes:
    file = io.BytesIO()
    writer = lost.operator.bundle(file, rescue_key(hub), lost.terminal_id)
    for label, body in parts:
        writer.put(label, body)
    if ends:
        writer.end()
    return file.getvalue()


def part(kind: PartKind, name: str, body: bytes) -> tuple[Label, bytes]:
    return Label(kind=kind, name=name), body


def plain(sequence: int) -> bytes:
    return submission(sequence, item_id="no-such-item").model_dump_json().encode()


# --- what the disk held -------------------------------------------------------------------------


def test_everything_comes_in_once_however_often_it_is_imported(hub: Hub, terminal: Terminal, lost: Lost):
    lost.accept()
    scan = lost.accept_with_scan()
    lost.accept()
    lost.rate()
    lost.call()
    sent = lost.bodies()
    lost.dies()
    bundle = lost.rescued_for(hub)
    first = value(taken(hub, bundle, lost))
    assert (counts(first), first.torn, first.damaged, first.whole) == ((6, 0, 0), False, 0, True)
    assert numbers(hub) == sorted(lost.accepted)
    assert content(hub, scan) == SCAN
    assert (rows(hub, rating), rows(hub, help_call)) == (1, 1)
    stands = value(standing(hub, "QH0001"))
    assert (stands.durable_sequence, stands.highest, stands.holes) == (3, 3, ())
    with hub.database.read() as connection:
        digests = dict(connection.execute(select(case.c.case_number, case.c.digest)).all())
    assert digests == {number: sha256(body).digest() for number, body in sent.items()}, (
        "the bytes it would have sent"
    )

    second = value(taken(hub, bundle, lost))
    assert counts(second) == (0, 6, 0)
    again = value(taken(hub, lost.rescued_for(hub, "again"), lost))
    assert counts(again) == (0, 6, 0), "rescued once more: another bundle of the same records"
    assert (rows(hub, case), rows(hub, rating), rows(hub, help_call)) == (3, 1, 1)


def test_who_brought_them_is_in_the_audit_table_and_no_resident_is(hub: Hub, terminal: Terminal, lost: Lost):
    """The terminal is cut off meanwhile, as one that was stolen would be."""
    lost.accept()
    lost.dies()
    assert revoke(hub, "QH0001")
    bundle = lost.rescued_for(hub)
    before = len(trail(hub))
    value(taken(hub, bundle, lost))
    value(taken(hub, bundle, lost))
    assert trail(hub)[before:] == [
        (BY, "rescue_import_begun", "QH0001"),
        (BY, "case_imported", lost.accepted[0]),
        (BY, "rescue_import_ended", "QH0001:1:0:0"),
        (BY, "rescue_import_begun", "QH0001"),
        (BY, "rescue_import_ended", "QH0001:0:1:0"),
    ]


def test_what_the_terminal_had_sent_before_gets_its_first_answer(hub: Hub, terminal: Terminal, lost: Lost):
    """The answer of one case was heard and of the other was not; both are still on the disk."""
    for _ in range(3):
        lost.accept()
    bodies = lost.bodies()
    heard = terminal.send("POST", wire.CASES, bodies[lost.accepted[0]])
    lost.heard(heard.content)
    unheard = terminal.send("POST", wire.CASES, bodies[lost.accepted[1]])
    lost.dies()
    done = value(taken(hub, lost.rescued_for(hub), lost))
    became = {line.name: line.became for line in done.lines}
    assert became[lost.accepted[1]] is Became.WAS_HERE
    assert became[lost.accepted[2]] is Became.TAKEN_IN
    assert numbers(hub) == sorted(lost.accepted)
    repeated = terminal.send("POST", wire.CASES, bodies[lost.accepted[1]])
    assert repeated.content == unheard.content


def test_a_terminal_that_lives_after_all_sends_what_was_imported_and_nothing_is_there_twice(
    hub: Hub, terminal: Terminal, lost: Lost
):
    lost.accept()
    body = lost.bodies()[lost.accepted[0]]
    lost.dies()
    value(taken(hub, lost.rescued_for(hub), lost))
    answered = terminal.send("POST", wire.CASES, body)
    assert (answered.status_code, rows(hub, case)) == (200, 1)
    assert answered.json()["case_number"] == lost.accepted[0]


def test_what_a_damaged_store_beside_it_holds_comes_along(hub: Hub, terminal: Terminal, lost: Lost):
    """Found in two places, once with an attachment: it is carried once, and attachments come after all cases."""
    lost.accept_with_scan()
    lost.dies()
    disk, inner = lost.folder / "disk", lost.folder / "disk" / "damaged-20261122T040000Z"
    inner.mkdir()
    for name in ("cases.db", "cases.db-wal"):
        (inner / name).write_bytes((disk / name).read_bytes())
    done = value(taken(hub, lost.rescued_for(hub), lost))
    assert counts(done) == (2, 0, 0)


def test_an_attachment_goes_on_where_the_terminal_stopped(hub: Hub, terminal: Terminal, lost: Lost):
    scan = lost.accept_with_scan()
    terminal.send("POST", wire.CASES, lost.bodies()[lost.accepted[0]])
    # An odd length: a piece of the bundle begins before it and ends behind it.
    value(take_piece(hub, "QH0001", scan, 0, SCAN[:1007]))
    lost.dies()
    done = value(taken(hub, lost.rescued_for(hub), lost))
    assert {line.name: line.became for line in done.lines} == {
        lost.accepted[0]: Became.WAS_HERE,
        str(scan): Became.TAKEN_IN,
    }
    assert content(hub, scan) == SCAN


def test_an_attachment_that_lay_aside_is_tried_as_well(hub: Hub, terminal: Terminal, lost: Lost):
    """Its file came back; the control is one that no case took over."""
    scan = lost.accept_with_scan()
    nobodys = value(lost.cache.attach(SCAN).result(10)).id
    value(lost.cache.for_sync.attachment_aside(scan, "attachment_lost").result(10))
    lost.dies()
    done = value(taken(hub, lost.rescued_for(hub), lost))
    assert counts(done) == (2, 0, 0)
    assert str(nobodys) not in {line.name for line in done.lines}
    assert content(hub, scan) == SCAN


def test_a_void_mark_is_lifted_by_whoever_brings_the_case(hub: Hub, terminal: Terminal, lost: Lost):
    for _ in range(3):
        lost.accept()
    bodies = lost.bodies()
    for number in (lost.accepted[0], lost.accepted[2]):
        assert terminal.send("POST", wire.CASES, bodies[number]).status_code == 200
    value(declare_void(hub, "QH0001", range(2, 3), "disk gone", "wang"))
    lost.dies()
    value(taken(hub, lost.rescued_for(hub), lost))
    assert (BY, "void_lifted", "QH0001/2") in trail(hub)
    assert value(standing(hub, "QH0001")).voids == ()
    assert numbers(hub) == sorted(lost.accepted)


def test_who_brings_an_attachment_that_was_given_up_lifts_its_mark(hub: Hub, terminal: Terminal, lost: Lost):
    scan = lost.accept_with_scan()
    assert terminal.send("POST", wire.CASES, lost.bodies()[lost.accepted[0]]).status_code == 200
    value(declare_files_void(hub, lost.accepted[0], "flash gone", "wang"))
    lost.dies()
    assert counts(value(taken(hub, lost.rescued_for(hub), lost))) == (1, 1, 0)
    assert [row for row in trail(hub) if row[1] == "void_lifted"] == [(BY, "void_lifted", str(scan))]


# --- bundles that are not as they should be -----------------------------------------------------


def test_a_torn_bundle_says_so_wherever_it_was_cut_and_the_whole_one_ends_what_it_began(
    hub: Hub, terminal: Terminal, lost: Lost
):
    for _ in range(3):
        lost.accept()
    lost.dies()
    whole = lost.rescued_for(hub).read_bytes()
    reached = 0
    for share in (0.2, 0.4, 0.6, 0.8, 0.99, None):
        cut = len(whole) - 1 if share is None else int(len(whole) * share)
        done = value(taken(hub, whole[:cut], lost))
        assert done.torn
        assert not done.whole
        assert rows(hub, case) >= reached
        reached = rows(hub, case)
    assert reached == 3, "everything but the end was there"
    done = value(taken(hub, whole, lost))
    assert (counts(done), done.torn) == ((0, 3, 0), False)
    assert numbers(hub) == sorted(lost.accepted)


def test_a_bundle_cut_between_two_parts_is_torn_as_well(hub: Hub, terminal: Terminal, lost: Lost):
    """Its length alone would not tell; the control is the same bundle with its end."""
    one = part(PartKind.CASE, "one", plain(1))
    assert value(taken(hub, bundle_of(lost, hub, one, ends=False), lost)).torn
    assert not value(taken(hub, bundle_of(lost, hub, one), lost)).torn


def test_one_flipped_bit_costs_one_record(hub: Hub, terminal: Terminal, lost: Lost):
    for _ in range(3):
        lost.accept()
    lost.dies()
    whole = bytearray(lost.rescued_for(hub).read_bytes())
    whole[len(whole) // 2] ^= 1
    done = value(taken(hub, bytes(whole), lost))
    assert (counts(done), done.damaged, done.torn, done.whole) == ((2, 0, 0), 1, False, False)


@pytest.mark.parametrize("bit", [1 << 31, 1 << 20, 1 << 6, 1], ids=["far", "long", "near", "next"])
def test_a_damaged_length_costs_what_is_behind_it_and_that_is_told(
    hub: Hub, terminal: Terminal, lost: Lost, bit: int
):
    whole = bundle_of(lost, hub, *(part(PartKind.CASE, str(n), plain(n)) for n in (1, 2, 3)))
    head, parts = whole[:53], _parts(whole[53:])
    parts[2] = (int.from_bytes(parts[2][:4], "big") ^ bit).to_bytes(4, "big") + parts[2][4:]
    done = value(taken(hub, head + b"".join(parts), lost))
    assert (counts(done), done.torn, done.whole) == ((1, 0, 0), True, False)
    assert counts(value(taken(hub, whole, lost))) == (2, 1, 0), "the control"


def test_a_bundle_of_another_hub_is_told_and_changes_nothing(
    hub: Hub, terminal: Terminal, lost: Lost, settings: Settings, tmp_path: Path
):
    other = tmp_path / "other"
    second = value(open_hub(replace(settings, data=other, database_url=sqlite_url(other))))
    lost.accept()
    lost.dies()
    bundle = lost.rescued_for(second)
    before = trail(hub)
    assert taken(hub, bundle, lost).code == "other_hub"
    assert (rows(hub, case), trail(hub)) == (0, before)
    assert taken(second, bundle, lost).code == "no_such_terminal", (
        "it opens there; the terminal is not theirs"
    )
    second.database.close()
    assert counts(value(taken(hub, lost.rescued_for(hub, "again"), lost))) == (1, 0, 0), "the control"


@dataclass
class Forger:
    """Knows every public key, and says of himself that he is the operator."""

    operator: bytes
    own: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)

    def public_key(self) -> X25519PublicKey:
        return X25519PublicKey.from_public_bytes(self.operator)

    def exchange(self, hub: X25519PublicKey) -> bytes:
        return self.own.exchange(hub)


def test_who_is_not_the_operator_brings_nothing_in(hub: Hub, terminal: Terminal, lost: Lost):
    """Everybody may know the hub's public key, and the operator's; the control is the operator."""

    def made_by(who, mark: bytes) -> bytes:
        file = io.BytesIO()
        writer = BundleWriter(file, who, rescue_key(hub), "QH0001")
        writer.put(*part(PartKind.CASE, "one", plain(1)))
        writer.end()
        return file.getvalue()[:13] + mark + file.getvalue()[21:]

    public = lost.operator.lock.public_key
    mark = sha256(public).digest()[:8]
    forger = Forger(public)
    assert taken(hub, made_by(forger.own, sha256(b"forger").digest()[:8]), lost).code == "other_operator"
    assert taken(hub, made_by(forger.own, mark), lost).code == "damaged_bundle"
    assert taken(hub, made_by(forger, mark), lost).code == "damaged_bundle"
    assert rows(hub, case) == 0
    assert counts(value(taken(hub, made_by(lost.operator._private, mark), lost))) == (1, 0, 0)


@pytest.mark.parametrize("rubbish", [b"", b"BBRB", b"PK\x03\x04" + bytes(200), b"BBRB\x02" + bytes(200)])
def test_another_file_is_told(hub: Hub, terminal: Terminal, lost: Lost, rubbish: bytes):
    assert taken(hub, rubbish, lost).code == "not_a_bundle"


def test_parts_cannot_change_places(hub: Hub, terminal: Terminal, lost: Lost):
    bodies = [plain(n) for n in (1, 2)]
    whole = bundle_of(lost, hub, *(part(PartKind.CASE, str(n), body) for n, body in enumerate(bodies)))
    head, parts = whole[:53], _parts(whole[53:])
    swapped = head + b"".join((parts[0], parts[2], parts[1], parts[3]))
    done = value(taken(hub, swapped, lost))
    assert (counts(done), done.damaged) == ((0, 0, 0), 2)
    assert counts(value(taken(hub, head + b"".join(parts), lost))) == (2, 0, 0), "the control"


def _parts(rest: bytes) -> list[bytes]:
    found = []
    while rest:
        end = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:end])
        rest = rest[end:]
    return found


def test_what_is_refused_is_told_with_who_must_act_and_stops_nobody(hub: Hub, terminal: Terminal, lost: Lost):
    lost.accept()
    lost.accept()
    bodies = lost.bodies()
    here = changed(bodies[lost.accepted[0]], item_version="9")
    assert terminal.send("POST", wire.CASES, here).status_code == 200
    before = _stored(hub)
    odd = submission(7, terminal_id="QH0009", case_number="QH0009-20261122-0007").model_dump_json().encode()
    nobodys = str(uuid4())
    bundle = bundle_of(
        lost,
        hub,
        part(PartKind.CASE, lost.accepted[0], bodies[lost.accepted[0]]),
        part(PartKind.CASE, "of-another", odd),
        part(PartKind.CASE, "no-case", b'{"sequence": 1}'),
        part(PartKind.ATTACHMENT, nobodys, b"scan"),
        part(PartKind.ATTACHMENT, "no-id", b"scan"),
        part(PartKind.CASE, lost.accepted[1], bodies[lost.accepted[1]]),
    )
    done = value(taken(hub, bundle, lost))
    assert {line.name: (line.became, line.code, line.who) for line in done.lines} == {
        lost.accepted[0]: (Became.REFUSED, "key_reused", Action.ENGINEER),
        "of-another": (Became.REFUSED, "other_terminal", Action.ENGINEER),
        "no-case": (Became.REFUSED, "bad_message", Action.ENGINEER),
        nobodys: (Became.REFUSED, "no_such_attachment", Action.ENGINEER),
        "no-id": (Became.REFUSED, "bad_message", Action.ENGINEER),
        lost.accepted[1]: (Became.TAKEN_IN, "", Action.NOBODY),
    }
    assert _stored(hub)[0] == before[0], "what was here is untouched"


def _stored(hub: Hub) -> list[tuple]:
    with hub.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(case).order_by(case.c.sequence))]


def test_an_attachment_with_a_lost_piece_is_refused_and_its_case_is_not_durable(
    hub: Hub, terminal: Terminal, lost: Lost
):
    lost.accept_with_scan()
    lost.dies()
    whole = lost.rescued_for(hub).read_bytes()
    head, parts = whole[:53], _parts(whole[53:])
    assert len(parts) == 6, "terminal, case, three pieces, end"
    parts[3] = parts[3][:-1] + bytes([parts[3][-1] ^ 1])
    done = value(taken(hub, head + b"".join(parts), lost))
    assert [(line.became, line.code) for line in done.lines] == [
        (Became.TAKEN_IN, ""),
        (Became.REFUSED, "incomplete"),
    ]
    assert value(standing(hub, "QH0001")).durable_sequence == 0
    assert counts(value(taken(hub, whole, lost))) == (1, 1, 0)
    assert value(standing(hub, "QH0001")).durable_sequence == 1


class FailingAtTheEnd(io.BytesIO):
    """When its last byte was read, nothing can be written any more, as when the disk is full."""

    def __init__(self, data: bytes, hub: Hub) -> None:
        super().__init__(data)
        self._hub = hub

    def read(self, size: int | None = -1) -> bytes:
        read = super().read(size)
        if self.tell() == len(self.getbuffer()):
            with self._hub.database.write() as connection:
                connection.execute(text("DROP TABLE IF EXISTS audit"))
        return read


def test_the_report_survives_that_the_audit_table_cannot_be_written(
    hub: Hub, terminal: Terminal, lost: Lost, caplog: pytest.LogCaptureFixture
):
    lost.rate()
    lost.dies()
    whole = lost.rescued_for(hub).read_bytes()
    done = value(import_rescued(hub, FailingAtTheEnd(whole, hub), lost.operator.lock.public_key, BY))
    assert (counts(done), done.torn, done.noted, done.whole) == ((1, 0, 0), False, False, False)
    assert "store unavailable" in caplog.text


# --- nobody reads along -------------------------------------------------------------------------


def test_no_word_of_a_resident_is_in_bundle_names_modes_or_logs(
    hub: Hub, terminal: Terminal, lost: Lost, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    lost.accept_with_scan()
    in_the_clear = b"".join(lost.bodies().values())
    lost.dies()
    bundle = lost.rescued_for(hub)
    files = list(bundle.parent.iterdir())
    assert sorted(path.name for path in files) == ["report.json", BUNDLE]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert bundle.parent.stat().st_mode & 0o777 == 0o700
    flipped = bytearray(bundle.read_bytes())
    flipped[-200_000] ^= 1
    done = value(taken(hub, bytes(flipped), lost))
    told = caplog.text.encode() + repr(done).encode() + b"".join(path.read_bytes() for path in files)
    for word in (LI.name, LI.id_number, "青石街88号"):
        assert word.encode() not in told
        assert word.encode() in in_the_clear, "the control: it is what the case says"
    assert SCAN[:40] not in told


# --- the commands -------------------------------------------------------------------------------


def run(command, *arguments):
    done = CliRunner().invoke(command, [*map(str, arguments)], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_from_the_disk_to_the_hub_by_two_commands(
    hub: Hub, terminal: Terminal, lost: Lost, settings: Settings, tmp_path: Path
):
    lost.accept()
    lost.accept()
    lost.dies()
    key = run(hub_main, "rescue-key", "--data", settings.data).stdout.strip()
    rescued = run(
        kiosk_main,
        *("keys", "rescue", "--store", lost.folder / "disk", "--out", tmp_path / "out", "--hub-key", key),
        *("--private-key", lost.folder / "safe" / PRIVATE_FILE),
    )
    assert rescued.exit_code == 0, rescued.output
    assert "hub import-rescued" in rescued.stdout

    def bring(file: Path, operator: str = lost.operator.lock.text):
        return run(
            hub_main,
            *("import-rescued", file, "--operator-key", operator, "--by", BY),
            *("--public-url", "https://hub.example", "--data", settings.data),
        )

    first = bring(tmp_path / "out" / BUNDLE)
    assert (first.exit_code, numbers(hub)) == (0, sorted(lost.accepted)), first.output
    assert f"case {lost.accepted[0]} taken in" in first.stdout
    assert "QH0001: 2 taken in, 0 were here, 0 refused" in first.stdout
    assert "0 taken in, 2 were here" in bring(tmp_path / "out" / BUNDLE).stdout
    torn = tmp_path / "torn"
    torn.write_bytes((tmp_path / "out" / BUNDLE).read_bytes()[:-10])
    cut = bring(torn)
    assert cut.exit_code == 1
    assert "cut off" in cut.stdout
    assert "engineer" in cut.stdout
    assert bring(torn, value(RecoveryKey.make(tmp_path / "x")).lock.text).exit_code == 1
    assert bring(torn, "AAAA").exit_code == 1


def test_a_database_that_cannot_be_written_is_told_and_is_no_traceback(
    hub: Hub, terminal: Terminal, lost: Lost, settings: Settings
):
    lost.accept()
    lost.dies()
    bundle = lost.rescued_for(hub)
    with hub.database.write() as connection:
        connection.execute(text("DROP TABLE audit"))
    bring = ["import-rescued", bundle, "--operator-key", lost.operator.lock.text, "--by", BY]
    bring += ["--public-url", "https://hub.example"]
    give_up = ["void-sequence", "QH0001", "1", "--reason", "lost", "--by", BY]
    assert terminal.post(wire.CASES, submission(2, item_id="no-such-item")).status_code == 200
    for command in (bring, give_up):
        done = run(hub_main, *command, "--data", settings.data)
        assert (done.exit_code, "the database cannot be used" in done.output) == (1, True), done.output


def test_where_to_is_said_and_a_wrong_key_of_a_hub_is_refused(lost: Lost, tmp_path: Path):
    lost.accept()
    lost.dies()
    rescue = ["keys", "rescue", "--store", lost.folder / "disk", "--out", tmp_path / "out"]
    rescue += ["--private-key", lost.folder / "safe" / PRIVATE_FILE]
    for which in ([], ["--hub-key", "AAAA"], ["--hub-key", lost.operator.lock.text, "--in-the-clear"]):
        assert run(kiosk_main, *rescue, *which).exit_code == 2
    assert not (tmp_path / "out").exists()
