"""Demo department: 社保参保证明打印, decided at once from the records of fictional residents."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import CaseState
from contract.query import QueryAnswer, Row
from hub.departments.department import Decision, DepartmentItem
from hub.departments.insurance import KINDS, Month, Period, load_periods
from hub.departments.insurance_papers import facts_of, monthly_list, summary
from hub.departments.mending import faults_of_form
from hub.masking import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from catalogue.model import Item
    from catalogue.realm import Realm
    from contract.case import Answer, Applicant, CaseSubmission
    from contract.query import Query
    from hub.certificates.certificate import Statement
    from hub.departments.residents import Residents

SOURCE_ZH = "清河县社会保险经办机构（演示）"
SOURCE_EN = "Qinghe County social insurance office (demo)"
PURPOSE_LIMIT = 40


class SocialSecurity:
    """Knows who is insured; `answers` fields: kind, insurances, period_from, period_to, purpose."""

    items = MappingProxyType(
        {
            "shebao-canbao-zhengming": DepartmentItem(
                "11990101MB0000027X4002014001001", "社保参保证明打印", "Certificate of social insurance"
            )
        }
    )

    def __init__(self, residents: Residents, realm: Realm) -> None:
        self._residents = residents
        self._realm = realm
        self._periods = load_periods()

    def query(self, query: Query, now: datetime) -> QueryAnswer:
        """Insured kinds, unit and months, masked.

        `found` false when nothing is on record for the question.
        """
        asked = _Asked(query.answers, now)
        periods = self._paid(query.applicant, asked)
        rows: tuple[Row, ...] = ()
        if periods:
            who = (
                Row(label_zh="姓名", label_en="Name", value=mask_name(query.applicant.name)),
                Row(label_zh="证件号码", label_en="ID number", value=mask_number(query.applicant.id_number)),
            )
            rows = who + tuple(
                Row(
                    label_zh=KINDS[period.insurance][0],
                    label_en=KINDS[period.insurance][1],
                    value=f"{period.unit_zh} {period.first}~{period.last} {period.months}个月",
                )
                for period in periods
            )
        return QueryAnswer(
            found=bool(periods), rows=rows, source_zh=SOURCE_ZH, source_en=SOURCE_EN, as_of=now
        )

    def decide(self, submission: CaseSubmission, item: Item, now: datetime) -> Decision:  # noqa: ARG002  as of acceptance
        """DONE with a certificate, REFUSED when nothing is on record, TO_MEND for a wrong period.

        What an older or newer form does not ask is left out, and that means everything on record.
        """
        asked = _Asked(submission.answers, submission.accepted_at)
        if asked.faults:
            # In the words of the form where it finds the same month wrong: a list of both says it once.
            form = {fault.field: fault for fault in faults_of_form(item, submission, self._realm)}
            return Decision(CaseState.TO_MEND, tuple(form.get(fault.field, fault) for fault in asked.faults))
        periods = self._paid(submission.applicant, asked)
        if not periods:
            nothing = Reason(
                field=None,
                text_zh="在所选险种和期间内没有查到参保记录。如在外地参保，请向参保地查询或拨打12333。",
                text_en="No record for these months. Insured elsewhere? Ask there or call 12333.",
            )
            return Decision(CaseState.REFUSED, (nothing,))
        return Decision(CaseState.DONE, statements=(self._statement(submission.applicant, asked, periods),))

    def _statement(self, applicant: Applicant, asked: _Asked, periods: tuple[Period, ...]) -> Statement:
        facts = facts_of(applicant, asked.first, asked.last, asked.purpose)
        office = (SOURCE_ZH, SOURCE_EN)
        return monthly_list(office, facts, periods) if asked.monthly else summary(office, facts, periods)

    def _paid(self, applicant: Applicant, asked: _Asked) -> tuple[Period, ...]:
        resident = self._residents.find(applicant)
        if resident is None or asked.faults:
            return ()
        known = self._periods.get(resident.nickname, ())
        parts = (
            period.within(asked.first, asked.last) for period in known if period.insurance in asked.insurances
        )
        return tuple(part for part in parts if part is not None)


class _Asked:
    """The answers, made sense of; what is left out means everything on record."""

    def __init__(self, answers: Mapping[str, Answer], moment: datetime) -> None:
        local = moment.astimezone(CIVIL)
        last_paid = Month(local.year, local.month).before()
        self.monthly = answers.get("kind") in {"payments", "monthly"}
        self.purpose = str(answers.get("purpose") or "").strip()[:PURPOSE_LIMIT]
        self.insurances = tuple(kind for kind in KINDS if kind in _words(answers.get("insurances"))) or tuple(
            KINDS
        )
        first = _month(answers.get("period_from"), Month(1990, 1))
        last = _month(answers.get("period_to"), last_paid)
        self.faults = tuple(_faults(first, last))
        self.first = first or last_paid
        self.last = min(last or last_paid, last_paid)


def _words(value: Answer) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _month(value: Answer, default: Month) -> Month | None:
    if value is None or value == "":
        return default
    return Month.parse(value) if isinstance(value, str) else None


def _faults(first: Month | None, last: Month | None) -> Iterable[Reason]:
    if first is None:
        yield Reason(
            field="period_from", text_zh="起始月份应为“年-月”。", text_en="The first month must be YYYY-MM."
        )
    if last is None:
        yield Reason(
            field="period_to", text_zh="截止月份应为“年-月”。", text_en="The last month must be YYYY-MM."
        )
    if first is not None and last is not None and first > last:
        yield Reason(
            field="period_to",
            text_zh="截止月份不能早于起始月份。",
            text_en="The last month must not be before the first.",
        )
