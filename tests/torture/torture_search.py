"""Looking for residents in every byte that was left behind, in whatever dress."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from torture_residents import SECRETS

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030")


def disguises(secret: str) -> dict[str, bytes]:
    """The same words as they may stand in a file: by encoding, in base64 at any place, in hex, escaped."""
    found = {encoding: secret.encode(encoding) for encoding in ENCODINGS}
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        plain = secret.encode(encoding)
        for before in range(3):
            found[f"base64 of {encoding} behind {before}"] = _base64(plain, before)
        found[f"hex of {encoding}"] = plain.hex().encode()
        found[f"HEX of {encoding}"] = plain.hex().upper().encode()
    found["percent"] = quote(secret).encode()
    found["JSON"] = json.dumps(secret)[1:-1].encode()
    return found


def spilled(folder: Path) -> list[str]:
    """File and disguise of every find below `folder`; nothing of the find itself."""
    wanted = {
        (how, number): what for number, one in enumerate(SECRETS) for how, what in disguises(one).items()
    }
    finds = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if not content.strip(b"\0"):
            continue  # reserved space
        content += content.translate(bytes.maketrans(b"-_", b"+/"))  # the alphabet of URLs as the usual one
        finds += [
            f"{path.name}: secret {number} as {how}"
            for (how, number), what in wanted.items()
            if what in content
        ]
        finds += [f"name of {path.name}" for one in SECRETS if one in path.name]
    return finds


def _base64(plain: bytes, before: int) -> bytes:
    """Only those characters that depend on nothing around: `before` bytes stand in front in its group of three."""
    coded = base64.b64encode(bytes(before) + plain).rstrip(b"=")
    whole = (before + len(plain)) * 8 // 6
    return coded[-(-before * 8 // 6) : whole]
