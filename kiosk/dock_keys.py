"""What keys the dock's window has for one device: a key a verb, or a key a value where they can be listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_LISTED = re.compile(r"[a-z0-9_]+(\|[a-z0-9_]+)+")


@dataclass(frozen=True)
class Key:
    """A verb with its words. `asks` names what must be typed before it can be touched."""

    verb: str
    words: tuple[str, ...]
    help: str
    asks: str = ""

    @property
    def label(self) -> str:
        return " ".join((self.verb, *self.words, self.asks)).strip()


def keys_of(device: str, verbs: list[dict[str, Any]], language: str) -> list[Key]:
    """Its own verbs first, then what any device can suffer, with this device filled in."""
    own = [
        key for one in verbs if one.get("device") == device for key in _keys((), one, one["usage"], language)
    ]
    common = []
    for one in verbs:
        first, _, rest = str(one["usage"]).partition(" ")
        if one.get("device") == "" and first.strip("[]") == "DEVICE":
            common += _keys((device,), one, rest, language)
    return own + common


def _keys(given: tuple[str, ...], one: dict[str, Any], usage: str, language: str) -> list[Key]:
    verb, told = str(one["verb"]), str(one[language])
    listed = list(one.get("choices", ())) or (usage.split("|") if _LISTED.fullmatch(usage) else [])
    if listed:
        return [Key(verb, (*given, value), told) for value in listed]
    if not usage or usage.startswith("["):
        return [Key(verb, given, told)]
    return [Key(verb, given, told, asks=usage)]
