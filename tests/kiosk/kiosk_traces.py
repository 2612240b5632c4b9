"""Looks for a text where none may be left: in live objects, in files, in the memory of the process."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


def forms(secret: str) -> tuple[bytes, ...]:
    return tuple({secret.encode(encoding) for encoding in ENCODINGS})


def held_strings(secret: str) -> list[str]:
    """Types of the objects that hold a string or bytes with the secret; constants of code are left out."""
    wanted = forms(secret)
    return [
        f"{type(holder).__module__}.{type(holder).__name__}"
        for holder in gc.get_objects()
        if not isinstance(holder, FrameType | ModuleType | CodeType) and not _is_of_a_test(holder)
        for inner in gc.get_referents(holder)
        if (isinstance(inner, str) and secret in inner)
        or (isinstance(inner, bytes | bytearray) and any(one in inner for one in wanted))
    ]


def _is_of_a_test(holder: Any) -> bool:
    """The constants that a test compares with live in its module and in its functions."""
    if holder is sys.modules or not isinstance(holder, dict | tuple | list):
        return False
    if isinstance(holder, dict):
        return "PYTEST_DONT_REWRITE" in holder or str(holder.get("__name__", "")).startswith(
            ("test_", "kiosk_")
        )
    return False


def files_with(folder: Path, secret: str) -> list[Path]:
    wanted = forms(secret)
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if any(one in content for one in wanted) or secret in path.name:
                found.append(path)
    return found


def copies_in_memory(secret: str, encodings: tuple[str, ...] = ENCODINGS) -> int:
    """How often it stands in what this process has written or could write; needs no special rights."""
    wanted = {secret.encode(encoding) for encoding in encodings}
    count = 0
    with Path("/proc/self/maps").open() as maps, Path("/proc/self/mem").open("rb", 0) as memory:
        for line in maps.read().splitlines():
            area, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(side, 16) for side in area.split("-"))
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # a device's memory, or gone meanwhile
            count += sum(content.count(one) for one in wanted)
            del content
    return count
