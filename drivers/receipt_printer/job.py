"""What a receipt consists of, said without any printer's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
Size = Literal[1, 2, 3]

LONGEST_QR = 2331
"""Bytes in the largest QR code (version 40) with error correction M."""


@dataclass(frozen=True, repr=False)
class Text:
    """One paragraph; it wraps. Control characters in it are printed as spaces, never obeyed."""

    text: str
    size: Size = 1
    """1 is 24 dots (3 mm) high, 2 and 3 are twice and three times that, both ways."""
    align: Align = "left"
    bold: bool = False
    whole: bool = False
    """Never broken in two, as a number must not be: narrowed when it is too wide for the paper."""

    def __repr__(self) -> str:
        return f"Text({len(self.text)} characters)"


@dataclass(frozen=True, repr=False)
class Pair:
    """A name on the left and its value flush right; on two lines when one is too short for both."""

    left: str
    right: str
    bold: bool = False

    def __repr__(self) -> str:
        return f"Pair({len(self.left)}, {len(self.right)} characters)"


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, repr=False)
class Qr:
    """A QR code, centred, error correction M. UTF-8 inside, at most LONGEST_QR bytes: ValueError for what no code can
    hold. An empty one prints nothing."""

    payload: str
    size: int = 6
    """Dots a module, 1 to 16; made smaller when the code would not fit the paper."""

    def __post_init__(self) -> None:
        size = len(self.payload.encode("utf-8"))
        if size > LONGEST_QR:
            raise ValueError(f"{size} bytes do not fit into a QR code")

    def __repr__(self) -> str:
        return f"Qr({len(self.payload)} characters)"


@dataclass(frozen=True)
class Feed:
    """Blank lines of 24 dots."""

    lines: int = 1


@dataclass(frozen=True)
class Cut:
    """Feed past the cutter and cut (many printers cut only partially)."""


Part = Text | Pair | Rule | Qr | Feed | Cut


@dataclass(frozen=True)
class PrintJob:
    """One receipt. The repr of its parts shows lengths only: a receipt carries a person's data."""

    job_id: str
    """Goes to logs: make it a random id, not a receipt number that leads to a person."""
    parts: tuple[Part, ...]
