"""That staff took the terminal out of service, kept over a restart."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from offline_cache.durable_file import replace_whole
from visit.held.upkeep import Back, Closure, Why

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("bangban.kiosk")

NAME = "closed.json"


def read(data: Path) -> Closure | None:
    """None: in service; also when the file is damaged, as nobody could take it back in service by the file."""
    try:
        told = json.loads((data / NAME).read_text(encoding="utf-8"))
        return Closure(Why(told["why"]), Back(told["back"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("%s does not read: the terminal is in service; must act: site_keeper", NAME)
        return None


def write(data: Path, closure: Closure | None) -> None:
    """Waits for the disk. Trouble is logged: the terminal is as staff left it until it starts anew."""
    try:
        if closure is None:
            (data / NAME).unlink(missing_ok=True)
        else:
            content = json.dumps({"why": str(closure.why), "back": str(closure.back)}).encode()
            replace_whole(data / NAME, content, mode=0o600)
    except OSError as error:
        log.warning("%s is not kept: %s; must act: engineer", NAME, error.strerror)
