"""Attaches and accepts, and dies at a chosen call into C made by the store's own code; run by the kill test."""

from __future__ import annotations

import os
import sys
import threading
import uuid
from pathlib import Path

from offline_bench_of_cases import TERMINAL, draft, utc_now

from offline_cache import FileKeyHome, OfflineCache

PLACES = ("attachments.py", "writer.py", "intake.py", "durable_file.py")


def die_at(call: int) -> None:
    """Every call into C from the files that write counts; at the nth the process is gone, with nothing tidied up."""
    seen = 0

    def look(frame, event, _arg) -> None:
        nonlocal seen
        if event in {"c_call", "c_return"} and frame.f_code.co_filename.endswith(PLACES):
            seen += 1
            if seen == call:
                os._exit(9)

    threading.setprofile(look)


def main(folder: Path, call: int) -> None:
    keys = FileKeyHome.open(folder / "keys").value
    die_at(call)
    cache = OfflineCache.open(
        folder / "cache", TERMINAL, keys, now=utc_now, low_water=1 << 20, ballast=1 << 20
    ).value
    for _ in range(2):
        content = uuid.uuid4().bytes * 20_000
        note = cache.attach(content).result().value
        accepted = cache.accept(draft(attachments=(note,))).result().value
        print(accepted.case_number, note.id, note.digest.hex(), flush=True)
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
