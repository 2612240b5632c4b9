"""Figures of the long proofs; and after every one of them, a look for residents in all it left behind."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from torture_bench import Bench
from torture_hub import opened_hub
from torture_report import Figures
from torture_search import spilled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIGURES = Figures()


@pytest.fixture
def torture_figures() -> Figures:
    _FIGURES.begin()
    return _FIGURES


@pytest.fixture(autouse=True)
def in_the_clear(tmp_path: Path) -> Iterator[None]:
    """Store, keys, logs, temporary files and the hub's folder are all below `tmp_path`."""
    yield
    assert spilled(tmp_path) == []


@pytest.fixture(scope="session")
def empty_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hub that knows nobody yet: its tables are made once."""
    folder = tmp_path_factory.mktemp("empty") / "hub"
    opened_hub(folder).database.close()
    return folder


@pytest.fixture
def bench(tmp_path: Path, empty_hub: Path) -> Iterator[Bench]:
    shutil.copytree(empty_hub, tmp_path / "hub")
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    _FIGURES.keep(session.config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _FIGURES.lines():
        terminalreporter.write_line(line)
