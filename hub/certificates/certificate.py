"""What is on a certificate: the department's statement and the facts of its issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True)
class Fact:
    """One labelled line. `masked` is what the public verification page shows instead of `value`."""

    label_zh: str
    label_en: str
    value: str
    masked: str


@dataclass(frozen=True)
class Statement:
    """The content, from the department."""

    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    facts: tuple[Fact, ...]
    columns: tuple[tuple[str, str], ...]
    """Chinese and English heading of each table column."""
    rows: tuple[tuple[str, ...], ...]
    wide_column: int
    """The column with the long texts, from 0; it takes the width that is left. Those after it are numbers."""
    closing_zh: str
    closing_en: str
    valid_days: int


@dataclass(frozen=True)
class Issue:
    """The facts of one issue; equal statement and issue give equal bytes."""

    code: str
    issued_at: datetime
    valid_until: date
    terminal_id: str
    case_number: str
    verify_url: str
