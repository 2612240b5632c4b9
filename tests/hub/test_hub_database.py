"""The database's shape, its key, and the same stores on PostgreSQL when a server is named."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.exceptions import InvalidTag
from hub_terminal import HeldClock, submission
from sqlalchemy import create_engine, func, select, text

from contract.attachment import AttachmentNote
from contract.codes import HelpAuthor
from contract.help import HelpCall, HelpSay
from hub.cases.durable import durable_sequence
from hub.cases.publish_items import publish
from hub.cases.void import declare_void
from hub.cases.void_files import declare_files_void
from hub.database import Database, open_database
from hub.helpdesk import calls
from hub.intake.take_in import take_in
from hub.settings import Settings
from hub.tables import case, item_version, metadata, terminal, void_sequence
from hub.vault import load_vault
from hub.wiring import Hub, open_hub
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POSTGRES = os.environ.get("BANGBAN_TEST_POSTGRES")
"""Address of an empty database that the tests may fill, e.g. postgresql+psycopg://postgres@localhost/test."""
ENGINES = ["sqlite", *(["postgresql"] if POSTGRES else [])]


@pytest.fixture(params=ENGINES)
def any_hub(request: pytest.FixtureRequest, settings: Settings, clock: HeldClock) -> Iterator[Hub]:
    """A hub on each engine there is; on PostgreSQL each test has a schema of its own."""
    url, schema = settings.database_url, f"test_{secrets.token_hex(4)}"
    if request.param == "postgresql":
        with create_engine(POSTGRES).begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = f"{POSTGRES}?options=-csearch_path%3D{schema}"
    opened = open_hub(replace(settings, database_url=url), clock)
    assert isinstance(opened, Ok)
    with opened.value.database.write() as connection:
        row = {
            "id": "QH0001",
            "outlet_zh": "甲",
            "outlet_en": "A",
            "public_key": b"k",
            "enrolled_at": clock(),
        }
        connection.execute(terminal.insert().values(**row))
    yield opened.value
    opened.value.database.close()
    if request.param == "postgresql":
        with create_engine(POSTGRES).begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))


def test_migrations_make_the_tables_of_the_code(any_hub: Hub) -> None:
    with any_hub.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_parallel_repeats_make_one_case(any_hub: Hub) -> None:
    message = submission()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: take_in(any_hub, message, clock_suspect=False), range(16)))
    assert len({answer.value for answer in answers if isinstance(answer, Ok)}) == 1
    assert all(isinstance(answer, Ok) for answer in answers)
    with any_hub.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(case)).scalar_one() == 1


def test_parallel_cases_leave_no_hole(any_hub: Hub) -> None:
    cases = [submission(n, item_id="no-such-item") for n in range(1, 25)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: take_in(any_hub, each, clock_suspect=False), reversed(cases)))
    assert set(map(type, answers)) == {Ok}
    with any_hub.database.write() as connection:
        assert durable_sequence(connection, "QH0001") == 24


def test_a_case_that_comes_while_it_is_given_up_is_here_and_not_void(any_hub: Hub) -> None:
    assert isinstance(take_in(any_hub, submission(20, item_id="no-such-item"), clock_suspect=False), Ok)
    for sequence in range(1, 13):
        message = submission(sequence, item_id="no-such-item")
        with ThreadPoolExecutor(2) as pool:
            span = range(sequence, sequence + 1)
            given_up = pool.submit(declare_void, any_hub, "QH0001", span, "lost", "lin")
            arrived = pool.submit(take_in, any_hub, message, clock_suspect=False)
            done = given_up.result(20)
            assert isinstance(arrived.result(20), Ok)
        assert isinstance(done, Ok) or done.code == "case_here"
    with any_hub.database.write() as connection:
        assert connection.execute(select(func.count()).select_from(void_sequence)).scalar_one() == 0
        assert durable_sequence(connection, "QH0001") == 12


def test_attachments_that_two_give_up_at_once_are_void_once(any_hub: Hub) -> None:
    for sequence in range(1, 9):
        scan = AttachmentNote(id=uuid4(), size=1, digest=bytes(32))
        message = submission(sequence, item_id="no-such-item", attachments=(scan,))
        assert isinstance(take_in(any_hub, message, clock_suspect=False), Ok)
        with ThreadPoolExecutor(4) as pool:
            given_up = (
                pool.submit(declare_files_void, any_hub, message.case_number, "lost", "lin") for _ in "1234"
            )
            done = [each.result(20) for each in [*given_up]]
        assert sorted(each.value for each in done if isinstance(each, Ok)) == [0, 0, 0, 1]


def test_clashes_are_told_apart(any_hub: Hub) -> None:
    first = submission(1)
    assert isinstance(take_in(any_hub, first, clock_suspect=False), Ok)
    for changes, code in (
        ({"key": first.key, "item_version": "9"}, "key_reused"),
        ({"sequence": 1, "case_number": "other"}, "sequence_reused"),
        ({"sequence": 2, "case_number": first.case_number}, "case_number_reused"),
    ):
        refused = take_in(any_hub, submission(**{"sequence": 1, **changes}), clock_suspect=False)
        assert isinstance(refused, Failure)
        assert refused.code == code


def test_hubs_that_start_together_publish_the_items_once(any_hub: Hub) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: publish(any_hub), range(16))) == {None}
    assert any_hub.items.duties == ()
    with any_hub.database.read() as connection:
        rows = connection.execute(select(item_version.c.item_id, item_version.c.version)).all()
        assert sorted(map(tuple, rows)) == [("getihu-sheli", "1"), ("shebao-canbao-zhengming", "1")]
        versions = any_hub.items.named(connection, "getihu-sheli", "1")
    assert versions.current is not None
    assert versions.named == versions.current


def test_hubs_with_other_items_that_start_together_make_no_two_versions_current(
    any_hub: Hub, tmp_path: Path
) -> None:
    hubs = []
    for version in range(2, 8):
        services = tmp_path / str(version)
        shutil.copytree(any_hub.settings.services, services)
        for file in services.rglob("*.yaml"):
            told = file.read_text(encoding="utf-8").replace('version: "1"', f'version: "{version}"', 1)
            file.write_text(told, encoding="utf-8")
        hubs.append(replace(any_hub, settings=replace(any_hub.settings, services=services)))
    with ThreadPoolExecutor(len(hubs)) as pool:
        assert set(pool.map(publish, hubs)) == {None}
    with any_hub.database.read() as connection:
        of_shop = item_version.c.item_id == "getihu-sheli"
        offers = connection.execute(select(item_version.c.offer).where(of_shop)).scalars().all()
    assert len(offers) == len(set(offers)) == len(hubs)


def test_words_are_numbered_without_a_hole(any_hub: Hub, clock: HeldClock) -> None:
    message = HelpCall(
        key=submission().key, terminal_id="QH0001", opened_at=clock(), page="form", slip_number="A1"
    )
    assert isinstance(calls.open_call(any_hub, message), Ok)

    def speak(number: int) -> object:
        say = HelpSay(key=submission().key, text=str(number))
        return calls.say(any_hub, message.key, HelpAuthor.RESIDENT, say)

    with ThreadPoolExecutor(8) as pool:
        assert set(map(type, pool.map(speak, range(16)))) == {Ok}
    status = calls.call_status(any_hub, message.key)
    assert isinstance(status, Ok)
    assert [word.number for word in status.value.words] == list(range(1, 17))


def test_sqlite_is_set_to_survive_a_power_cut(hub: Hub) -> None:
    with hub.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_write_is_all_or_nothing(hub: Hub) -> None:
    def half() -> None:
        with hub.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO meta VALUES ('half', 'done')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with hub.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'half'").scalar() == 0


def test_foreign_data_key_is_noticed(hub: Hub, settings: Settings, tmp_path: Path) -> None:
    refused = open_database(settings, load_vault(tmp_path / "other"))
    assert isinstance(refused, Failure)
    assert refused.code == "wrong_data_key"
    assert hub.vault.fingerprint(b"x") != load_vault(tmp_path / "other").fingerprint(b"x")


def test_missing_database_server_is_a_failure(tmp_path: Path) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2"
    refused = open_hub(Settings(tmp_path / "data", url, "https://hub.example"))
    assert isinstance(refused, Failure)
    assert refused.code == "no_database"


def test_data_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(8) as pool:
        prints = {vault.fingerprint(b"x") for vault in pool.map(lambda _: load_vault(folder), range(8))}
    assert len(prints) == 1
    assert stat.S_IMODE((folder / "data.key").stat().st_mode) == 0o400
    assert [path.name for path in folder.iterdir()] == ["data.key"]


def test_sealed_row_opens_only_in_its_place(tmp_path: Path) -> None:
    vault = load_vault(tmp_path)
    sealed = vault.seal(b"secret", "case_file/1/payload")
    assert vault.open(sealed, "case_file/1/payload") == b"secret"
    damaged = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for place, content in (("case_file/2/payload", sealed), ("case_file/1/payload", damaged)):
        with pytest.raises(InvalidTag):
            vault.open(content, place)


def test_damaged_key_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "data.key").write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        load_vault(tmp_path)


def test_two_hubs_may_start_together(settings: Settings) -> None:
    load_vault(settings.data)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_database(settings, load_vault(settings.data)), range(4)))
    for each in opened:
        assert isinstance(each, Ok)
        assert isinstance(each.value, Database)
        each.value.close()
