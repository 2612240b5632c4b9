"""To whom ratings are handed on: a TOML file with one table for each receiver.

[province]
profile = "gb39046"                     # whose names and numbers (profiles.py)
url = "https://ratings.example/in"
token_file = "/etc/bangban/province"    # sent as a bearer token; may be left out
since = 2026-11-01                      # nothing that was received before; may be left out
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hub.ratings.profiles import PROFILES, Profile
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {"profile", "url", "token_file", "since"}
LONGEST_NAME = 40


@dataclass(frozen=True)
class Receiver:
    """One system that wants ratings."""

    name: str
    profile: Profile
    url: str
    token: str = field(default="", repr=False)
    since: date | None = None


def load_receivers(path: Path | None) -> Outcome[tuple[Receiver, ...]]:
    """None: nobody. Failure `receivers_wrong`, for the engineer: its detail says what, and nothing is handed on."""
    if path is None:
        return Ok(())
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return _wrong(f"{path.name} cannot be read: {type(error).__name__}")
    found = []
    for name, table in tables.items():
        one = _receiver(name, table)
        if isinstance(one, Failure):
            return one
        found.append(one.value)
    return Ok(tuple(found))


def _receiver(name: str, table: object) -> Outcome[Receiver]:
    if not isinstance(table, dict) or len(name) > LONGEST_NAME:
        return _wrong(f"{name[:LONGEST_NAME]}: a receiver is a table with a name of at most {LONGEST_NAME}")
    unknown = table.keys() - KEYS
    if unknown:
        return _wrong(f"{name}: unknown keys: {', '.join(sorted(unknown))}")
    profile, url, since = PROFILES.get(str(table.get("profile"))), table.get("url"), table.get("since")
    if profile is None:
        return _wrong(f"{name}: profile is one of: {', '.join(sorted(PROFILES))}")
    if not isinstance(url, str) or urlsplit(url).scheme not in {"http", "https"}:
        return _wrong(f"{name}: url is an address that begins with https:// or http://")
    if since is not None and type(since) is not date:
        return _wrong(f"{name}: since is a day, e.g. 2026-11-01")
    token = ""
    if "token_file" in table:
        try:
            with open(str(table["token_file"]), encoding="utf-8") as file:  # noqa: PTH123  a name from a file
                token = file.read().strip()
        except (OSError, UnicodeDecodeError) as error:
            return _wrong(f"{name}: token_file cannot be read: {type(error).__name__}")
    return Ok(Receiver(name, profile, url, token, since))


def _wrong(detail: str) -> Failure:
    return Failure("receivers_wrong", Action.ENGINEER, detail)
