"""A real hub in a process of its own, and what stands in its database: the oracle, outside of every fault."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from torture_residents import TERMINAL

from contract.case import CaseSubmission
from hub.clock import system_clock
from hub.settings import Settings, sqlite_url
from hub.tables import case, terminal
from hub.wiring import open_hub
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

    from hub.wiring import Hub


@dataclass(frozen=True)
class Booked:
    """One case at the hub."""

    token: str
    """Of what the resident did: two cases with one token are one action booked twice."""
    key: str
    sequence: int
    number: str


class HubProcess:
    """`python -m hub serve` on a free port. `booked` reads its database from here."""

    def __init__(self, folder: Path, public_key: bytes) -> None:
        self._folder = folder
        self._opened = opened_hub(folder)
        with self._opened.database.write() as connection:
            connection.execute(
                insert(terminal).values(
                    id=TERMINAL,
                    outlet_zh="柳林镇便民服务中心",
                    outlet_en="Liulin Town service centre",
                    public_key=public_key,
                    enrolled_at=system_clock(),
                )
            )
        self.start()

    def start(self) -> None:
        log = (self._folder / "log").open("ab")
        command = [sys.executable, "-m", "hub", "serve", "--port", "0", "--data", self._folder, "--parent"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
        log.close()
        assert self._process.stdout is not None
        self.url = str(json.loads(self._process.stdout.readline())["url"])

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.url.removeprefix("http://").split(":")
        return host, int(port)

    def kill(self) -> None:
        """As a power cut of the hub's own machine would: nothing is finished."""
        self._process.kill()
        self._process.communicate(timeout=30)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.communicate("", timeout=30)
        self._opened.database.close()

    def booked(self) -> list[Booked]:
        return booked_at(self._opened)


def booked_at(hub: Hub) -> list[Booked]:
    """Every case in the hub's database."""
    found = []
    with hub.database.read() as connection:
        rows = connection.execute(
            select(case.c.key, case.c.sequence, case.c.case_number, case.c.sealed_payload)
        ).all()
    for key, sequence, number, sealed in rows:
        payload = hub.vault.open(sealed, f"case_file/{key}/payload")
        token = CaseSubmission.model_validate_json(payload).answers["purpose"]
        found.append(Booked(str(token), str(key), sequence, number))
    return found


@dataclass(frozen=True)
class Shown:
    """What a resident was told is accepted, as it came over the pipe."""

    token: str
    key: str
    sequence: int
    number: str


def shown(told: list[str]) -> list[Shown]:
    words = [line.split() for line in told if line.startswith("shown ")]
    return [Shown(token, key, int(sequence), number) for _, token, key, sequence, number in words]


@dataclass(frozen=True)
class Verdict:
    """What became of everything that was shown."""

    shown: int
    lost: int
    """Shown to a resident, and not at the hub under that number."""
    doubled: int
    """Actions that are at the hub more than once."""
    unseen: int
    """At the hub without having been shown: the kill came between the commit and the screen."""
    holes: int
    """Sequence numbers that are missing or there twice."""


def judge(told: list[Shown], booked: list[Booked]) -> Verdict:
    """Sets against sets; nothing of the terminal's own bookkeeping is believed."""
    there = {(one.token, one.key, one.sequence, one.number) for one in booked}
    here = {(one.token, one.key, one.sequence, one.number) for one in told}
    times = Counter(one.token for one in booked)
    sequences = Counter(one.sequence for one in booked)
    expected = range(1, max(sequences, default=0) + 1)
    return Verdict(
        shown=len(told),
        lost=len(here - there),
        doubled=sum(count - 1 for count in times.values()),
        unseen=len(set(times) - {one.token for one in told}),
        holes=sum(sequences[number] != 1 for number in expected),
    )


def opened_hub(folder: Path) -> Hub:
    opened = open_hub(Settings(folder, sqlite_url(folder), "http://127.0.0.1"))
    assert isinstance(opened, Ok)
    return opened.value
