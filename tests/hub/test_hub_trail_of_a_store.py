"""A real store's trail against a real hub: what an engineer is told when a disk was put back or a store made anew."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from contract import wire
from contract.fleet import AuditAnchor, HeartbeatAnswer
from hub.fleet.overview import overview
from offline_cache import AuditEvent, FileKeyHome, OfflineCache
from offline_cache.key_secrets import Secrets
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

    from hub_terminal import Terminal

    from hub.wiring import Hub


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


class Machine:
    """The terminal's store under the key that it enrolled, and its heartbeats."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self.terminal = terminal
        self.folder = folder / "store"
        self.keys = FileKeyHome(Secrets(bytes(32), terminal.private), folder / FileKeyHome.FILE_NAME)
        self.cache = self._open()
        self.named = 0

    def _open(self) -> OfflineCache:
        return value(
            OfflineCache.open(
                self.folder, self.terminal.id, self.keys, now=self.terminal.clock, ballast=1 << 20
            )
        )

    def lives(self, rows: int) -> None:
        for one in range(rows):
            value(self.cache.record(AuditEvent.STAFF_REFUSED, str(one)).result(10))

    def beat(self) -> None:
        head = value(self.cache.for_sync.audit_head(self.named).result(10))
        message = self.terminal.heartbeat().model_copy(update={"audit": head})
        answer = self.terminal.post(wire.HEARTBEAT, message)
        self.named = HeartbeatAnswer.model_validate_json(answer.content).audit_number

    def restarts(self) -> None:
        """The program forgets which row the hub named."""
        self.cache.close()
        self.cache = self._open()
        self.named = 0

    def replace(self, other: Path | None) -> None:
        self.cache.close()
        shutil.rmtree(self.folder)
        if other is not None:
            shutil.copytree(other, self.folder)
        self.terminal.clock.now += timedelta(seconds=1)  # the same rows at the same time are the same trail
        self.cache = self._open()
        self.named = 0


@pytest.fixture
def machine(terminal: Terminal, tmp_path):
    made = Machine(terminal, tmp_path)
    made.lives(10)
    made.beat()
    yield made
    made.cache.close()


def told(hub: Hub) -> list[str]:
    (view,) = overview(hub)
    return [duty.zh for duty in view.duties if "审计记录" in duty.zh]


def anchor(terminal: Terminal) -> int:
    return AuditAnchor.model_validate_json(terminal.send("GET", wire.AUDIT_ANCHOR).content).number


def test_a_terminal_that_lives_and_restarts_is_never_accused(machine: Machine, hub: Hub) -> None:
    for rows in (0, 3, 120):
        before = anchor(machine.terminal)
        machine.lives(rows)
        machine.restarts()
        machine.beat()
        assert anchor(machine.terminal) == before, "not moved until the kept row was shown"
        machine.beat()
        assert anchor(machine.terminal) > before
    assert told(hub) == []


def test_yesterday_s_disk_is_told(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    machine.cache.close()
    shutil.copytree(machine.folder, tmp_path / "yesterday")
    machine.restarts()
    machine.lives(50)
    machine.beat()
    machine.beat()
    machine.replace(tmp_path / "yesterday")
    machine.beat()
    machine.beat()
    (duty,) = told(hub)
    assert "被截断，或换回了旧磁盘" in duty


def test_yesterday_s_disk_is_told_even_when_it_outgrew_the_lost_one(
    machine: Machine, hub: Hub, tmp_path: Path
) -> None:
    """The branch of a trail that was put back: longer than the one it replaces, and another from some row on."""
    machine.cache.close()
    shutil.copytree(machine.folder, tmp_path / "yesterday")
    machine.restarts()
    machine.lives(5)
    machine.beat()
    machine.beat()
    machine.replace(tmp_path / "yesterday")
    machine.lives(40)
    machine.beat()
    machine.beat()
    (duty,) = told(hub)
    assert "被改写" in duty


def test_a_store_made_anew_under_the_same_key_is_told(machine: Machine, hub: Hub) -> None:
    machine.replace(None)
    machine.lives(300)
    machine.beat()
    machine.beat()
    (duty,) = told(hub)
    assert "被改写" in duty
