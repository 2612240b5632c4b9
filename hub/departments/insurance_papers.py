"""What the two papers of the demo social security department say: the summary and the monthly list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hub.certificates.certificate import Fact, Statement
from hub.departments.insurance import KINDS, Month, Period
from hub.masking import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.case import Applicant

VALID_DAYS = 90

PURPOSES: dict[str, str] = {
    "home": "买房或租房 Buying or renting a home",
    "school": "孩子上学 A child's schooling",
    "loan": "银行贷款 Bank loan",
    "job": "求职 Looking for work",
    "other": "其他 Other",
}
"""The choices of the item's form; a purpose that is none of them is printed as it came."""

Office = tuple[str, str]
"""Chinese and English name."""


def facts_of(applicant: Applicant, first: Month, last: Month, purpose: str) -> tuple[Fact, ...]:
    """Who and what was asked. The purpose is nobody else's business, so it is not on the public page."""
    region, asked = "云溪市清河县 Qinghe County, Yunxi City", f"{first} ~ {last}"
    facts = (
        Fact("姓名", "Name", applicant.name, mask_name(applicant.name)),
        Fact("证件号码", "ID number", applicant.id_number, mask_number(applicant.id_number)),
        Fact("统筹区", "Region", region, region),
        Fact("查询期间", "Months asked", asked, asked),
    )
    if not purpose:
        return facts
    return (*facts, Fact("用途", "Purpose", PURPOSES.get(purpose, purpose), "（不公开 not public）"))


def summary(office: Office, facts: tuple[Fact, ...], periods: tuple[Period, ...]) -> Statement:
    """社会保险参保证明: one line a period."""
    return Statement(
        title_zh="社会保险参保证明",
        title_en="Certificate of social insurance",
        issuer_zh=office[0],
        issuer_en=office[1],
        facts=facts,
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
        closing_zh="以上为申请时本经办机构的在册记录，不含其他统筹区。",
        closing_en="As on record at this office when applied for; other regions are not included.",
        valid_days=VALID_DAYS,
    )


def monthly_list(office: Office, facts: tuple[Fact, ...], periods: tuple[Period, ...]) -> Statement:
    """社会保险缴费明细: what the person paid a month; equal months of a year share a line."""
    insurances = tuple(dict.fromkeys(period.insurance for period in periods))
    rows = []
    for months, cells in _runs(periods, insurances):
        span = f"{months[0]} ~ {months[-1]}" if len(months) > 1 else str(months[0])
        rows.append((f"{span}\n{cells[0]}", str(len(months)), *cells[1:]))
    return Statement(
        title_zh="社会保险缴费明细",
        title_en="Monthly list of social insurance payments",
        issuer_zh=office[0],
        issuer_en=office[1],
        facts=facts,
        columns=(
            ("月份、参保单位", "Months, unit"),
            ("月数", "Number"),
            ("月基数", "Base"),
            *((KINDS[each][0], KINDS[each][1]) for each in insurances),
        ),
        rows=tuple(rows),
        wide_column=0,
        closing_zh="金额为每月个人缴费，单位：元；0.00表示由单位缴纳。以上为申请时在册记录，不含其他统筹区。",
        closing_en="Yuan a month, paid by the person; 0.00: the unit pays. Other regions are not included.",
        valid_days=VALID_DAYS,
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
