"""社会保险参保证明 and 缴费明细: a table of contribution periods, for the kinds and months that were asked for."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from catalogue.showing import shown
from contract.query import Row
from hub.departments.papers.described import who
from hub.departments.papers.periods import KINDS, Month, Period, period_of
from hub.departments.papers.statement import NOT_PUBLIC, Line, Statement, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.case import Answer
    from hub.departments.papers.paper import Asked

_EARLIEST = Month(1990, 1)


class InsurancePaper:
    """Fields: `kind` (summary or monthly), `insurances`, `period_from`, `period_to`, `purpose`."""

    def rows(self, asked: Asked) -> tuple[Row, ...] | None:
        """One a period: insurance, unit and months."""
        periods = _periods(asked)
        if not periods:
            return None
        return tuple(
            Row(
                label_zh=KINDS[period.insurance][0],
                label_en=KINDS[period.insurance][1],
                value=f"{period.unit_zh} {period.first}~{period.last} {period.months}个月",
                value_en=f"{period.unit_en} {period.first}~{period.last} {period.months} months",
            )
            for period in periods
        )

    def statement(self, asked: Asked) -> Statement | None:
        """The summary, or the monthly list."""
        periods, described = _periods(asked), asked.item.certificate
        if not periods or described is None:
            return None
        monthly = asked.answers.get("kind") == "monthly"
        return Statement(
            title_zh="社会保险缴费明细" if monthly else described.title.zh,
            title_en="Monthly list of social insurance payments" if monthly else described.title.en,
            issuer_zh=asked.item.department.zh,
            issuer_en=asked.item.department.en,
            lines=tuple(_lines(asked)),
            table=_monthly_list(periods) if monthly else _summary(periods),
            closing=_MONTHLY_CLOSING if monthly else _CLOSING,
            valid_until=asked.day + timedelta(days=described.valid_days),
        )


_CLOSING = (
    "以上为申请时本经办机构的在册记录，不含其他统筹区。",
    "As on record at this office when applied for; other regions are not included.",
)
_MONTHLY_CLOSING = (
    "金额为每月个人缴费，单位：元；0.00表示由单位缴纳。以上为申请时在册记录，不含其他统筹区。",
    "Yuan a month, paid by the person; 0.00: the unit pays. Other regions are not included.",
)


def _lines(asked: Asked) -> Iterator[Line]:
    """Who and what was asked. The purpose is nobody else's business, so it is not on the public page."""
    yield from who(asked)
    region = "云溪市清河县 Qinghe County, Yunxi City"
    yield Line("统筹区", "Region", region, region)
    first, last = _span(asked)
    months = f"{first} ~ {last}"
    yield Line("查询期间", "Months asked", months, months)
    purpose = next((field for field in asked.item.fields() if field.id == "purpose"), None)
    if purpose is not None and asked.answers.get("purpose"):
        value = asked.answers["purpose"]
        both = f"{shown(purpose, value, 'zh')} {shown(purpose, value, 'en')}"
        yield Line("用途", "Purpose", both, NOT_PUBLIC)


def _periods(asked: Asked) -> tuple[Period, ...]:
    """Of the kinds that were asked for, cut to the months that were; what was not asked means everything."""
    if asked.record is None or not asked.known:
        return ()
    kinds = asked.answers.get("insurances") or tuple(KINDS)
    first, last = _span(asked)
    found = (period_of(entry) for entry in asked.record.entries)
    parts = (
        period.within(first, last)
        for period in found
        if period is not None and isinstance(kinds, tuple) and period.insurance in kinds
    )
    return tuple(part for part in parts if part is not None)


def _span(asked: Asked) -> tuple[Month, Month]:
    """Nothing is paid yet of the month that runs."""
    last_paid = Month(asked.day.year, asked.day.month).before()
    first = _month(asked.answers.get("period_from")) or _EARLIEST
    return first, min(_month(asked.answers.get("period_to")) or last_paid, last_paid)


def _month(value: Answer) -> Month | None:
    return Month.parse(value) if isinstance(value, str) else None


def _summary(periods: tuple[Period, ...]) -> Table:
    """One line a period."""
    return Table(
        columns=(
            ("险种", "Insurance"),
            ("参保单位", "Unit"),
            ("起", "From"),
            ("止", "To"),
            ("月数", "Months"),
        ),
        rows=tuple(
            (
                "\n".join(KINDS[period.insurance]),
                f"{period.unit_zh}\n{period.unit_en}",
                str(period.first),
                str(period.last),
                str(period.months),
            )
            for period in periods
        ),
        wide_column=1,
    )


def _monthly_list(periods: tuple[Period, ...]) -> Table:
    """What the person paid a month; equal months of a year share a line."""
    insurances = tuple(dict.fromkeys(period.insurance for period in periods))
    rows = []
    for months, cells in _runs(periods, insurances):
        span = f"{months[0]} ~ {months[-1]}" if len(months) > 1 else str(months[0])
        rows.append((f"{span}\n{cells[0]}", str(len(months)), *cells[1:]))
    return Table(
        columns=(
            ("月份、参保单位", "Months, unit"),
            ("月数", "Number"),
            ("月基数", "Base"),
            *((KINDS[each][0], KINDS[each][1]) for each in insurances),
        ),
        rows=tuple(rows),
        wide_column=0,
    )


def _runs(
    periods: tuple[Period, ...], insurances: tuple[str, ...]
) -> Iterator[tuple[list[Month], tuple[str, ...]]]:
    """Months in a row, within one year, for which the same unit paid the same."""

    def cells_of(month: Month) -> tuple[str, ...]:
        paid = {period.insurance: period for period in periods if period.within(month, month)}
        if not paid:
            return ()
        some = next(iter(paid.values()))
        amounts = (yuan(paid[each].paid) if each in paid else "—" for each in insurances)
        return (some.unit_zh, yuan(some.base), *amounts)

    for (_, cells), months in groupby(_months(periods), key=lambda month: (month.year, cells_of(month))):
        if cells:
            yield list(months), cells


def _months(periods: tuple[Period, ...]) -> Iterator[Month]:
    month = min(period.first for period in periods)
    last = max(period.last or period.first for period in periods)
    while month <= last:
        yield month
        month = month.after()


def yuan(fen: int) -> str:
    """Fen as yuan with two places."""
    return f"{fen // 100:,}.{fen % 100:02d}"
