"""Whether somebody may open the maintenance pages: a pass that the hub signed, or a PIN of this terminal.

A pass is taken once, before it expires, at the terminal it names; none of that needs the line. A PIN is kept as a slow hash
(scrypt) in the settings. Wrong tries are counted on disk, so that a power cut gives nobody more of them: five shut the door
for five minutes, the next five for ten, up to an hour.
"""

from __future__ import annotations

import hmac
import json
import logging
import threading
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from hashlib import scrypt
from typing import TYPE_CHECKING, Any

from contract import staff_pass
from offline_cache.durable_file import replace_whole
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

log = logging.getLogger("bangban.kiosk")

FILE = "staff-door.json"
TRIES = 5
FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
_COST = 2**14
"""Of scrypt: some 50 ms and 16 MB."""
_SALT_BYTES = 16
_SCHEME = "scrypt"


def hashed(pin: str, salt: bytes) -> str:
    """What `[maintenance.pins]` holds of a PIN."""
    made = scrypt(pin.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32)
    return f"{_SCHEME}:{b64encode(salt).decode()}:{b64encode(made).decode()}"


def is_hash(text: str) -> bool:
    """Whether `hashed` can have made it."""
    scheme, _, rest = text.partition(":")
    salt, _, made = rest.partition(":")
    try:
        return (
            scheme == _SCHEME
            and len(b64decode(salt, validate=True)) == _SALT_BYTES
            and len(b64decode(made, validate=True)) == 32
        )
    except ValueError:
        return False


class StaffDoor:
    """Both ways wait for the disk and the hash: not for the UI thread. One try at a time, from whatever thread."""

    def __init__(
        self,
        folder: Path,
        terminal_id: str,
        pins: Mapping[str, str],
        hub_key: Callable[[], bytes | None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`pins`: staff number to hash; `folder` of the terminal's data; `now` is aware."""
        self._path = folder / FILE
        self._terminal_id = terminal_id
        self._pins = pins
        self._hub_key = hub_key
        self._now = now
        self._lock = threading.Lock()

    def try_pass(self, text: str) -> Outcome[str]:
        """The staff number; `locked` (detail: seconds), `wrong`, `expired`, `used`, `other_terminal`, `no_key`."""
        with self._lock:
            kept = self._read()
            shut = self._shut(kept)
            return shut if shut is not None else self._passed(text, kept)

    def try_pin(self, pin: str) -> Outcome[str]:
        """The staff number; `locked` (detail: seconds), `wrong`, `no_pin`."""
        with self._lock:
            kept = self._read()
            shut = self._shut(kept)
            if shut is not None:
                return shut
            if not self._pins:
                return _no("no_pin")
            # All of them are tried, whichever fits: how long it takes tells nothing.
            fitting = [staff for staff, made in self._pins.items() if _fits(pin, made)]
            return self._well(kept, fitting[0]) if fitting else self._ill(kept, "wrong")

    @property
    def tries(self) -> int:
        """Wrong ones in a row."""
        return int(self._read()["wrong"])

    def _passed(self, text: str, kept: dict[str, Any]) -> Outcome[str]:
        key = self._hub_key()
        if key is None:
            return _no("no_key")
        signed = staff_pass.read(text)
        if signed is None or not signed.is_of(key):
            return self._ill(kept, "wrong")
        told, mark = signed.told, signed.told.mark.hex()
        if told.terminal_id not in {"", self._terminal_id}:
            return _no("other_terminal")
        if self._now() > told.until:
            return _no("expired")
        if mark in kept["used"]:
            return self._ill(kept, "used")
        kept["used"][mark] = told.until.isoformat()
        return self._well(kept, told.staff)

    def _shut(self, kept: dict[str, Any]) -> Failure | None:
        """A clock that was set back since does not lock anybody out."""
        wrong, last = int(kept["wrong"]), _moment(kept["at"])
        if last is None or wrong < TRIES or wrong % TRIES:
            return None
        left = last + min(LONGEST, FIRST * 2 ** min(wrong // TRIES - 1, 10)) - self._now()
        if last > self._now() or left <= timedelta():
            return None
        return _no("locked", str(int(left.total_seconds()) + 1))

    def _well(self, kept: dict[str, Any], staff: str) -> Outcome[str]:
        kept["wrong"], kept["at"] = 0, ""
        written = self._write(kept)
        # A pass whose use cannot be noted could be used again.
        return written if isinstance(written, Failure) else Ok(staff)

    def _ill(self, kept: dict[str, Any], code: str) -> Failure:
        kept["wrong"], kept["at"] = int(kept["wrong"]) + 1, self._now().isoformat()
        written = self._write(kept)
        return written if isinstance(written, Failure) else self._shut(kept) or _no(code)

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {"wrong": int(kept["wrong"]), "at": str(kept["at"]), "used": dict(kept["used"])}
        except FileNotFoundError:
            return {"wrong": 0, "at": "", "used": {}}
        except (OSError, ValueError, KeyError, TypeError):
            # Whoever damaged the file gains nothing by it.
            return {"wrong": TRIES, "at": self._now().isoformat(), "used": {}}

    def _write(self, kept: dict[str, Any]) -> Outcome[None]:
        now = self._now()
        until = {mark: _moment(str(told)) for mark, told in kept["used"].items()}
        kept["used"] = {
            mark: told.isoformat() for mark, told in until.items() if told is not None and told >= now
        }
        try:
            replace_whole(self._path, json.dumps(kept).encode(), mode=0o600)
        except OSError as error:
            log.warning("the staff door cannot be kept: %s; must act: engineer", error.strerror)
            return Failure("disk_error", Action.ENGINEER)
        return Ok(None)


def _no(code: str, detail: str = "") -> Failure:
    return Failure(code, Action.SITE_KEEPER, detail)


def _fits(pin: str, made: str) -> bool:
    salt = b64decode(made.split(":")[1])
    return hmac.compare_digest(hashed(pin, salt), made)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
