"""Looks for a text where none may be left: in live objects, in files, in the memory of the process."""

from __future__ import annotations

import gc
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le", "gb18030")


def forms(secret: str) -> tuple[bytes, ...]:
    return tuple({secret.encode(encoding) for encoding in ENCODINGS})


def held_strings(secret: str) -> list[str]:
    """Types of the objects that hold a string or bytes with the secret; what looks for it is left out.

    Plain loops: a comprehension would put the secret into a cell, and find that.
    """
    wanted = forms(secret)
    found = []
    for holder in gc.get_objects():
        # `type` and not `isinstance`: that would ask a weak proxy whose object is gone.
        if holder is wanted or type(holder) in NO_HOLDERS or _is_of_a_test(holder):
            continue
        for inner in gc.get_referents(holder):
            if _contains(inner, secret, wanted):
                found.append(f"{type(holder).__module__}.{type(holder).__name__}")  # noqa: PERF401
    return found


NO_HOLDERS = frozenset({FrameType, ModuleType, CodeType})
"""Frames are of whoever runs now; modules and code hold constants of the program."""


def _contains(inner: object, secret: str, wanted: tuple[bytes, ...]) -> bool:
    if type(inner) is str:
        return secret in inner
    if type(inner) in {bytes, bytearray}:
        for one in wanted:
            if one in inner:  # type: ignore[operator]
                return True
    return False


def _is_of_a_test(holder: Any) -> bool:
    """The constants that a test compares with live in its module."""
    return type(holder) is dict and str(holder.get("__name__", "")).startswith(("test_", "kiosk_"))


def files_with(folder: Path, secret: str) -> list[Path]:
    wanted = forms(secret)
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if any(one in content for one in wanted) or secret in path.name:
                found.append(path)
    return found


def copies_in_memory(process: int, secret: str) -> int:
    """How often it stands in what the process has written or could write; of a child of ours it may be read."""
    wanted = forms(secret)
    count = 0
    with Path(f"/proc/{process}/maps").open() as maps, Path(f"/proc/{process}/mem").open("rb", 0) as memory:
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
    return count
