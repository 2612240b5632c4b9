"""What a department states on a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.model import Layout

if TYPE_CHECKING:
    from datetime import date

NOT_PUBLIC = "（不公开 not public）"
"""Shown instead of what others may know nothing of."""


@dataclass(frozen=True)
class Line:
    """One labelled line. `masked` is what the public verification page shows instead of `value`."""

    label_zh: str
    label_en: str
    value: str
    masked: str


@dataclass(frozen=True)
class Table:
    """Rows under bilingual headings; the second line of a cell is printed small."""

    columns: tuple[tuple[str, str], ...]
    """Chinese and English heading of each column."""
    rows: tuple[tuple[str, ...], ...]
    wide_column: int
    """The column with the long texts, from 0; it takes the width that is left. Those after it are numbers."""


@dataclass(frozen=True)
class Statement:
    """The content, from the department."""

    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    lines: tuple[Line, ...]
    valid_until: date
    says: tuple[str, str] | None = None
    """The sentence that it is about, in Chinese and English."""
    table: Table | None = None
    closing: tuple[str, str] | None = None
    """What limits it, in Chinese and English."""
    layout: Layout = Layout.STATEMENT
