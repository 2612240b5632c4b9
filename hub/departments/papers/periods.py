"""Contribution periods, as entries of a register of social insurance tell them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.departments.register import Entry

KINDS: dict[str, tuple[str, str]] = {
    "pension": ("养老保险", "Pension"),
    "unemployment": ("失业保险", "Unemployment"),
    "injury": ("工伤保险", "Work injury"),
    "medical": ("医疗保险", "Medical"),
    "maternity": ("生育保险", "Maternity"),
}


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month | None:
        """`YYYY-MM`, or None when it is none."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdecimal()):
            return None
        return cls(int(year), int(month)) if 1 <= int(month) <= 12 else None

    def before(self) -> Month:
        """The month before."""
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)

    def after(self) -> Month:
        """The month after."""
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    def months_to(self, last: Month) -> int:
        """How many months from this one to `last`, both counted; 0 when `last` is earlier."""
        return max(0, (last.year - self.year) * 12 + last.month - self.month + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True)
class Period:
    """One insurance paid through one unit without a break; `last` None means still paid."""

    insurance: str
    unit_zh: str
    unit_en: str
    first: Month
    last: Month | None
    base: int
    """Monthly contribution base, in fen."""
    paid: int
    """What the person pays a month, in fen; 0 where the unit alone pays."""

    def within(self, first: Month, last: Month) -> Period | None:
        """The part of this period between two months, or None."""
        start = max(self.first, first)
        end = last if self.last is None else min(self.last, last)
        if start > end:
            return None
        return replace(self, first=start, last=end)

    @property
    def months(self) -> int:
        """Months counted of a period that has an end; 0 of one that has none."""
        return 0 if self.last is None else self.first.months_to(self.last)


def period_of(entry: Entry) -> Period | None:
    """Of `insurance`, `unit_zh`, `unit_en`, `from`, perhaps `to`, `base` and `paid`; None when it is no period."""
    first = Month.parse(str(entry.get("from")))
    last = Month.parse(str(entry["to"])) if "to" in entry else None
    if first is None or entry.get("insurance") not in KINDS or ("to" in entry and last is None):
        return None
    return Period(
        str(entry["insurance"]),
        str(entry.get("unit_zh", "")),
        str(entry.get("unit_en", "")),
        first,
        last,
        int(entry.get("base", 0)),
        int(entry.get("paid", 0)),
    )
