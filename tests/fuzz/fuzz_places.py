"""Where the demo's people stand, and a folder for simulators that must draw somewhere."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESIDENTS = ROOT / "demo" / "residents.yaml"


@cache
def scratch() -> Path:
    """One for the life of this process; a short path, as a socket's must be."""
    folder = Path(tempfile.mkdtemp(prefix="bf"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
