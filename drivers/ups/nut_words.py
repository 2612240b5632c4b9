"""Lines of the Network UPS Tools' protocol, and what a status means.

Source: measured against nut 2.8.0 with its own simulated UPS; the words of `ups.status` are from its documentation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drivers.ups import Power
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

VAR = re.compile(r'VAR (?P<ups>\S+) (?P<name>\S+) "(?P<value>(?:[^"\\]|\\.)*)"')
ERR = re.compile(r"ERR (?P<word>[A-Z-]{1,40})\b")
"""A word of the protocol's form: anything else could say anything, and this goes into a log."""
LONGEST_LINE = 1024
LONGEST_LIST = 512
"""Lines; a talkative UPS has some eighty variables."""


def variable(line: str, ups: str) -> tuple[str, str] | None:
    """Name and value of a `VAR` line; None for anything else."""
    found = VAR.fullmatch(line)
    if found is None or found["ups"] != ups:
        return None
    return found["name"], re.sub(r"\\(.)", r"\1", found["value"])


def refusal(line: str, where: str) -> Failure:
    """What an `ERR` line, or one that fits nothing, means."""
    said = ERR.match(line)
    word = said["word"] if said else ""
    if word in {"DATA-STALE", "DRIVER-NOT-CONNECTED"}:
        return Failure("ups_silent", Action.SITE_KEEPER, f"{where}: {word}")
    if word in {"UNKNOWN-UPS", "ACCESS-DENIED"}:
        return Failure("ups_refused", Action.ENGINEER, f"{where}: {word}")
    return Failure("line_noise", Action.ENGINEER, f"{where}: {word or 'an answer that makes no sense'}")


def power(variables: Mapping[str, str], where: str) -> Outcome[Power]:
    """`ups.status` is a set of words. Without OL or OB among them nothing is known (calibration, bypass, off)."""
    words = set(variables.get("ups.status", "").split())
    if not words & {"OL", "OB"}:
        return Failure("ups_silent", Action.SITE_KEEPER, f"{where}: neither on line nor on battery")
    return Ok(
        Power(
            on_battery="OB" in words,
            battery_low=bool(words & {"LB", "FSD"}),
            charging="CHRG" in words,
            replace_battery="RB" in words,
            charge_percent=_whole(variables.get("battery.charge")),
            runtime_s=_whole(variables.get("battery.runtime")),
        )
    )


def _whole(text: str | None) -> int | None:
    """Some UPSes tell halves of a percent."""
    if text is None or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]*)?", text):
        return None
    return round(float(text))
