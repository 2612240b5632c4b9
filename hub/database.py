"""The database: SQLite (WAL, synchronous=FULL) for one machine, PostgreSQL from a city on.

SQL here and in the stores is what both share (facts measured on SQLite 3.40 and PostgreSQL 15).
"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from hub.tables import meta
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

    from hub.settings import Settings
    from hub.vault import Vault

MIGRATION_LOCK, PUBLISH_LOCK = 990_001, 990_002
"""Any numbers that no other program on the same PostgreSQL uses for its advisory locks."""


class Database:
    """An engine with two ways in: `read` and `write`, each one transaction."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = create_engine(
            url,
            pool_size=20,
            max_overflow=40,
            pool_pre_ping=True,
            hide_parameters=True,  # an error's text would quote what was written
        )
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that changes nothing."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is on disk when the block ends, or has left no trace."""
        with self.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """A write in which a table may be made anew: SQLite would take what points to its rows for orphaned."""
        with self.engine.connect().execution_options(write=True) as connection:
            _point_freely(connection, freely=True)
            try:
                with connection.begin():
                    yield connection
                    _nothing_points_nowhere(connection)
            finally:
                _point_freely(connection, freely=False)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert unless any unique constraint already holds such a row; True when it is new.

    On PostgreSQL the second of two parallel inserts waits for the first to commit, so False is never
    premature.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # RETURNING, not the row count: psycopg's inserts do not always tell one.
    return connection.execute(statement.returning(*table.primary_key)).one_or_none() is not None


def one_at_a_time(connection: Connection, lock: int) -> None:
    """To the end of this write, no other that asks for the same lock: SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": lock})


def open_database(settings: Settings, vault: Vault) -> Outcome[Database]:
    """Connect, bring the tables up to date, and check that this data key belongs to this database."""
    database = Database(settings.database_url)
    try:
        with _alone_in(settings.data):
            _migrate(database)
    except OperationalError as error:
        database.close()
        return Failure(
            "no_database", Action.ENGINEER, f"the database cannot be opened: {type(error.orig).__name__}"
        )
    stamp = vault.derive("stamp").hex()
    with database.write() as connection:
        known = connection.execute(select(meta.c.value).where(meta.c.name == "data_key")).scalar()
        if known is None:
            connection.execute(insert(meta).values(name="data_key", value=stamp))
    if known not in {None, stamp}:
        database.close()
        return Failure(
            "wrong_data_key", Action.ENGINEER, "data.key is not the key this database was made with"
        )
    return Ok(database)


def _migrate(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("hub") / "migrations"))
    config.set_main_option("path_separator", "os")
    with database.migrate() as connection:
        one_at_a_time(connection, MIGRATION_LOCK)  # the second of two hubs finds nothing to do
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    with (data / ".migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for a locked read-then-write
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _point_freely(connection: Connection, *, freely: bool) -> None:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection  # SQLite heeds this outside a transaction only
        driver.execute(f"PRAGMA foreign_keys={'OFF' if freely else 'ON'}")


def _nothing_points_nowhere(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        message = "a migration left rows that point to nothing"
        raise AssertionError(message)


def _begin_sqlite(connection: Connection) -> None:
    # A write that begins as a read may find "database is locked" in the middle; IMMEDIATE waits at the door
    # instead.
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
