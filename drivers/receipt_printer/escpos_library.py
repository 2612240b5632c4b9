"""python-escpos, loaded when a wire is first opened: its description of every printer there is takes 8 MiB and 150 ms to
read, and of those only one that says nothing special is needed.
"""

from __future__ import annotations

import json
import os
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

_PRINTER = {
    "profiles": {
        "default": {
            "vendor": "Generic",
            "name": "Default",
            "notes": "",
            "codePages": {"0": "CP437"},
            "colors": {"0": "black"},
            "features": {},
            "fonts": {"0": {"name": "Font A", "columns": 42}},
            "media": {"width": {"mm": "Unknown", "pixels": "Unknown"}},
        }
    },
    "encodings": {"CP437": {"name": "CP437", "python_encode": "cp437"}},
}
_FILE, _FOLDER = "ESCPOS_CAPABILITIES_FILE", "ESCPOS_CAPABILITIES_PICKLE_DIR"
_lock = Lock()


def printers() -> Any:
    """Its module `escpos.printer`. From any thread; the first call takes 50 ms."""
    with _lock:
        return _printers()


@cache
def _printers() -> Any:
    if _FILE in os.environ or _FOLDER in os.environ:
        return import_module("escpos.printer")  # somebody knows better
    # The library reads the file, and writes a cache beside it, while it is imported; the folder of its own would stay.
    with tempfile.TemporaryDirectory(prefix="escpos-") as folder:
        file = Path(folder) / "printer.json"
        file.write_text(json.dumps(_PRINTER), encoding="ascii")
        os.environ |= {_FILE: str(file), _FOLDER: folder}
        try:
            return import_module("escpos.printer")
        finally:
            del os.environ[_FILE], os.environ[_FOLDER]
