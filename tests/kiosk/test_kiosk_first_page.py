"""What is not needed for the first page is not loaded for it: each of these was, and took its part of every start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CHILD = Path(__file__).with_name("kiosk_first_page_child.py")
LATER = {
    "alembic",
    "asyncio",
    "cv2",
    "fastapi",
    "handbook",
    "hub",
    "jinja2",
    "kiosk.demo",
    "kiosk.items",
    "kiosk.walk",
    "multiprocessing",
    "onnxruntime",
    "psycopg",
    "pypdfium2",
    "pypinyin",
    "pyzbar",
    "qrcode",
    "requests",
    "screens.gallery",
    "screens.samples",
    "sherpa_onnx",
    "sqlalchemy",
    "typeset",
    "typst",
    "urllib3",
    "uvicorn",
}


def test_the_first_page_needs_none_of_what_is_heavy() -> None:
    done = subprocess.run(
        [sys.executable, str(CHILD)], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "screens.pages.attract" in loaded
    assert sorted(one for one in loaded if one in LATER) == []
