"""个人所得税纳税记录 and 税收完税证明: a table of payments, of the tax and the months that were asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from contract.query import Row
from hub.departments.papers.described import DescribedPaper
from hub.departments.papers.periods import Month
from hub.departments.papers.statement import Statement, Table
from wording.forms import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.case import Answer
    from hub.departments.papers.paper import Asked
    from hub.departments.register import Entry

RECORD, INCOME, ALL = "record", "income", "all"
_CLOSING = (
    "合计已缴税额 {total}。以上为税务机关的在册记录，单位还没有申报的不在内。",
    "Paid altogether {total}. As on record at the tax office; what an employer has not reported yet is not included.",
)


@dataclass(frozen=True)
class Payment:
    """What was paid in one month; amounts in fen."""

    month: Month
    what_zh: str
    what_en: str
    amount: int
    """What it was paid on."""
    paid: int


class TaxPaper(DescribedPaper):
    """Lines and sentence of the file, and the payments. Fields: `kind`, `tax`, `period_from`, `period_to`."""

    def rows(self, asked: Asked) -> tuple[Row, ...] | None:
        """How much it was altogether."""
        payments = _payments(asked)
        if not payments:
            return None
        return (Row(label_zh="合计已缴税额", label_en="Paid altogether", value=_total(payments)),)

    def own_words(self, asked: Asked) -> dict[str, str]:
        """As many entries as stand on the paper: the register counts those of other months too."""
        return {"entries": str(len(_payments(asked)))}

    def statement(self, asked: Asked) -> Statement | None:
        """The record month by month; the statement of all else year by year."""
        payments, described = _payments(asked), super().statement(asked)
        if not payments or described is None:
            return None
        monthly = asked.answers.get("kind") == RECORD
        table = _table(payments if monthly else tuple(_years(payments)), monthly=monthly)
        zh, en = (text.format(total=_total(payments)) for text in _CLOSING)
        return replace(described, table=table, closing=(zh, en))


def _total(payments: tuple[Payment, ...]) -> str:
    return amount(sum(one.paid for one in payments), "zh")


def _table(payments: tuple[Payment, ...], *, monthly: bool) -> Table:
    return Table(
        columns=(
            ("月份", "Month") if monthly else ("时间", "When"),
            ("项目", "What for"),
            ("计税金额", "Amount"),
            ("已缴税额", "Paid"),
        ),
        rows=tuple(
            (
                str(one.month) if monthly else str(one.month.year),
                f"{one.what_zh}\n{one.what_en}",
                amount(one.amount, "zh"),
                amount(one.paid, "zh"),
            )
            for one in payments
        ),
        wide_column=1,
    )


def _years(payments: tuple[Payment, ...]) -> Iterator[Payment]:
    """What was paid for the same in one year, together."""
    for (_, zh, en), group in groupby(payments, key=lambda one: (one.month.year, one.what_zh, one.what_en)):
        same = list(group)
        yield Payment(same[0].month, zh, en, sum(one.amount for one in same), sum(one.paid for one in same))


def _payments(asked: Asked) -> tuple[Payment, ...]:
    """By what it was for, then by month."""
    if asked.record is None or not asked.known:
        return ()
    tax = INCOME if asked.answers.get("kind") == RECORD else asked.answers.get("tax", ALL)
    first, last = _span(asked)
    found = (
        payment
        for entry in asked.record.entries
        if tax in (ALL, entry.get("tax"))
        for payment in _of_entry(entry, first, last)
    )
    return tuple(sorted(found, key=lambda one: (one.what_zh, one.month)))


def _of_entry(entry: Entry, first: Month, last: Month) -> Iterator[Payment]:
    """One for each month from `from` to `to`, which without a `to` go on."""
    start = Month.parse(str(entry.get("from")))
    end = Month.parse(str(entry["to"])) if "to" in entry else last
    if start is None or end is None:
        return
    month = max(start, first)
    while month <= min(end, last):
        yield Payment(
            month,
            str(entry.get("what_zh", "")),
            str(entry.get("what_en", "")),
            int(entry.get("amount", 0)),
            int(entry.get("paid", 0)),
        )
        month = month.after()


def _span(asked: Asked) -> tuple[Month, Month]:
    """The month that runs is not reported yet."""
    reported = Month(asked.day.year, asked.day.month).before()
    first = _month(asked.answers.get("period_from")) or Month(1994, 1)
    return first, min(_month(asked.answers.get("period_to")) or reported, reported)


def _month(value: Answer) -> Month | None:
    return Month.parse(value) if isinstance(value, str) else None
