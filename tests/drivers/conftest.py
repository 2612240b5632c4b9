"""Simulated devices at the far end of real wires."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drivers_benches import Heard, PrinterBench, ReaderBench, printer_on, reader_on

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """A unix socket's path must be short, and pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="bb"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reader_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReaderBench]:
    """On a pty unless asked otherwise."""
    with reader_on(getattr(request, "param", "pty"), tmp_path) as bench:
        yield bench


@pytest.fixture
def printer_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PrinterBench]:
    """On TCP unless asked otherwise."""
    with printer_on(getattr(request, "param", "tcp"), tmp_path) as bench:
        yield bench
