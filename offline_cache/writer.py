"""The one thread that owns the one connection.

One connection only: SQLite before 3.51.3 can lose committed writes when two connections meet a checkpoint
(https://www.sqlite.org/wal.html#walresetbug), and Debian 12 ships 3.40. The screens never wait for a disk:
every call returns a future, which is resolved after COMMIT (and its fsync) returned. When several callers
wait, they share one transaction and one fsync.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from offline_cache.trouble import breaks_the_file, expected
from outcome import Action, Failure, Ok, Outcome

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Outcome[T]]

GROUP_LIMIT = 64
"""Most jobs of one transaction."""


@dataclass
class _Job(Generic[T]):
    doing: str
    work: Work[T]
    frees_space: bool
    in_transaction: bool
    future: Future[Outcome[T]]


class Writer:
    """Runs jobs in order. A job that returns a `Failure` or fails leaves nothing behind in the store."""

    def __init__(
        self,
        connect: Callable[[], Outcome[sqlite3.Connection]],
        *,
        committed: Callable[[], None],
        begun: Callable[[], None],
        rolled_back: Callable[[], None],
        give_up_ballast: Callable[[], bool],
        condemn: Callable[[bool], None],
    ) -> None:
        """`condemn` is called when the file turns out to be damaged; `connect` then deals with it. True when SQLite says
        so, which calls a read that failed once damage as well.
        """
        self._connect = connect
        self._committed = committed
        self._begun = begun
        self._rolled_back = rolled_back
        self._give_up_ballast = give_up_ballast
        self._condemn = condemn
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._closed = False
        self._connection: sqlite3.Connection | None = None
        self._opened: Future[Outcome[None]] = Future()
        self._thread = threading.Thread(target=self._run, name="offline-cache-writer", daemon=True)

    def start(self) -> Outcome[None]:
        """Open the store in the writer's thread and wait for the result."""
        self._thread.start()
        return self._opened.result()

    def submit(
        self, doing: str, work: Work[T], *, frees_space: bool = False, in_transaction: bool = True
    ) -> Future[Outcome[T]]:
        """Queue one piece of work. `doing` names it in failures; `frees_space` lets it use the ballast's
        space.

        Only what SQLite refuses inside a transaction (a checkpoint) is done outside one.
        """
        future: Future[Outcome[T]] = Future()
        with self._gate:
            if not self._closed:
                self._jobs.put(_Job(doing, work, frees_space, in_transaction, future))
                return future
        future.set_result(Failure("store_closed", Action.NOBODY, doing))
        return future

    def close(self) -> None:
        """Finish what is queued, close the connection, end the thread. Safe to call twice."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            opened = self._open()
        except Exception as bug:  # noqa: BLE001 -- whoever opens the store must not wait for ever
            self._opened.set_exception(bug)
            return
        self._opened.set_result(opened if isinstance(opened, Failure) else Ok(None))
        if isinstance(opened, Failure):
            return
        more = True
        while more:
            group, more = self._next_group()
            if group:
                self._commit(group)
        self._drop_connection()

    def _next_group(self) -> tuple[list[_Job[Any]], bool]:
        group: list[_Job[Any]] = []
        job = self._jobs.get()
        while job is not None:
            # A future that was cancelled in the queue is not run; from here on it cannot be cancelled.
            if job.future.set_running_or_notify_cancel():
                group.append(job)
            if len(group) == GROUP_LIMIT:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Job[Any]]) -> None:
        """All in one transaction; when one fails, each in its own, so that none suffers for another."""
        if len(group) > 1 and all(job.in_transaction for job in group):
            results = self._attempt(group)
            if results is not None:
                for job, done in zip(group, results, strict=True):
                    job.future.set_result(done)
                return
        for job in group:
            try:
                result = self._alone(job)
            except Exception as bug:  # noqa: BLE001 -- it belongs to the caller; the thread must live on
                job.future.set_exception(bug)
            else:
                job.future.set_result(result)

    def _attempt(self, group: list[_Job[Any]]) -> list[Ok[Any]] | None:
        connection = self._connection
        if connection is None:
            return None
        results: list[Ok[Any]] = []
        result: Outcome[Any]
        self._begun()
        try:
            connection.execute("BEGIN IMMEDIATE")
            for job in group:
                result = job.work(connection)
                if isinstance(result, Failure):
                    self._roll_back(connection)
                    return None
                results.append(result)
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 -- each job meets its own trouble again, alone
            self._give_way(connection, expected(error, "group"), error)
            return None
        self._committed()
        return results

    def _alone(self, job: _Job[Any]) -> Outcome[Any]:
        result = self._transaction(job)
        if (
            isinstance(result, Failure)
            and result.code == "disk_full"
            and job.frees_space
            and self._give_up_ballast()
        ):
            log.warning("disk full: ballast given up so that the store can drain")
            result = self._transaction(job)
        return result

    def _transaction(self, job: _Job[Any]) -> Outcome[Any]:
        opened = self._open()
        if isinstance(opened, Failure):
            return opened
        connection = opened.value
        self._begun()
        try:
            if job.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            result = job.work(connection)
            if isinstance(result, Failure):
                self._give_way(connection, result)
            elif job.in_transaction:
                connection.execute("COMMIT")
        except Exception as error:
            failure = expected(error, job.doing)
            self._give_way(connection, failure, error)
            if failure is None:
                raise
            return failure
        if isinstance(result, Ok):
            self._committed()
        return result

    def _open(self) -> Outcome[sqlite3.Connection]:
        if self._connection is not None:
            return Ok(self._connection)
        try:
            opened = self._connect()
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            failure = expected(error, "opening the store")
            if failure is None:
                raise
            return failure
        if isinstance(opened, Ok):
            self._connection = opened.value
        return opened

    def _give_way(
        self, connection: sqlite3.Connection, failure: Failure | None, error: Exception | None = None
    ) -> None:
        """After an `error`, or a job that returned `failure`."""
        self._roll_back(connection)
        if failure is None:
            return
        # A statement that SQLite refuses may meet one damaged row or a bug: that alone condemns no store.
        condemned = failure.code == "store_damaged" and (error is None or breaks_the_file(error))
        if condemned:
            self._condemn(error is not None)
        if condemned or (error is not None and failure.code != "disk_full"):
            # After a failed fsync the kernel may drop what it could not write: start again from the file.
            self._drop_connection()

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error as error:
                log.warning("closing the store: %s", getattr(error, "sqlite_errorname", "error"))

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        self._rolled_back()
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            log.warning("roll back: %s", getattr(error, "sqlite_errorname", "error"))
