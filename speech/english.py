"""How written English is said: the voice knows figures and dates by itself, but not that a code is told digit by digit."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"(?<![\d.,:])(?=[A-Z0-9*•-]*\d)(?:0\d+|\d{5,}|(?=[A-Z0-9-]*\d)[A-Z0-9]*[A-Z][A-Z0-9-]*|[\d-]*\d[*•]+\d*|\d+(?:-\d+)+)(?![\d.,]*\d)"
)
_MONEY = re.compile(r"[¥￥]\s*([\d,]+(?:\.\d+)?)")
_MASKED = re.compile(r"[*•●]+")


def spoken(text: str) -> str:
    """The words for it. Never fails."""
    said = _MONEY.sub(r"\1 yuan", text)
    said = _CODE.sub(_one_by_one, said)
    said = _MASKED.sub(" hidden ", said)
    return re.sub(r"\s+", " ", said.replace("·", ", ").replace("《", "").replace("》", "")).strip()


def _one_by_one(found: re.Match[str]) -> str:
    parts = re.split(r"([-*•]+)", found[0])
    told = [
        ", hidden, " if part[:1] in {"*", "•"} else ", " if part[:1] == "-" else " ".join(part)
        for part in parts
    ]
    return f"{''.join(told)}"
