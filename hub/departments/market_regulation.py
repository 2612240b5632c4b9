"""Demo department for 个体工商户设立登记.

It takes the case in and checks again what the form of its version asks; a person registers it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from catalogue.answers import relevant
from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import CaseState, IdDocument
from contract.query import QueryAnswer
from hub.departments.department import Decision, DepartmentItem
from hub.departments.mending import faults_of_form, one_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from catalogue.model import Item
    from catalogue.realm import Realm
    from contract.case import Answer, Applicant, CaseSubmission
    from contract.query import Query

SOURCE_ZH = "清河县市场监督管理局登记机关（演示）"
SOURCE_EN = "Qinghe County business registry (demo)"

WORKING_AGE = 16
FORBIDDEN_WORDS = ("国家级", "最高级", "第一", "中央", "国务院")
"""Words that a trade name may not carry; a demo choice, the real list is the registry's."""


class MarketRegulation:
    """The form's own rules are those of the item; the words of a trade name are the registry's."""

    items = MappingProxyType(
        {
            "getihu-sheli": DepartmentItem(
                "11990101MB000001934000131127006", "个体工商户设立登记", "Registration of a sole trade"
            )
        }
    )

    def __init__(self, realm: Realm) -> None:
        self._realm = realm

    def query(self, query: Query, now: datetime) -> QueryAnswer:  # noqa: ARG002  no fictional resident has a shop yet
        """Nothing is registered for any demo resident."""
        return QueryAnswer(found=False, rows=(), source_zh=SOURCE_ZH, source_en=SOURCE_EN, as_of=now)

    def decide(self, submission: CaseSubmission, item: Item, now: datetime) -> Decision:  # noqa: ARG002  as of acceptance
        """REFUSED who may not, TO_MEND with everything to mend in one list (一次性告知), else IN_REVIEW."""
        barred = tuple(_barred(submission.applicant, submission.accepted_at.astimezone(CIVIL).date()))
        if barred:
            return Decision(CaseState.REFUSED, barred)
        form = faults_of_form(item, submission, self._realm)
        to_mend = one_list(item, form, _name_faults(item, submission.answers))
        return Decision(CaseState.TO_MEND if to_mend else CaseState.IN_REVIEW, to_mend)


def _barred(applicant: Applicant, today: date) -> Iterator[Reason]:
    if applicant.id_document not in {IdDocument.RESIDENT_ID, IdDocument.HK_MO_TW_PERMIT}:
        yield Reason(
            field=None,
            text_zh="外国人不能在自助终端登记个体工商户，请到市场监管窗口咨询。",
            text_en="Foreigners cannot register a sole trade at a terminal; please ask at the window.",
        )
        return
    born = applicant.id_number[6:14]
    if len(born) == 8 and born.isdecimal():
        birthday = (today.year - WORKING_AGE) * 10000 + today.month * 100 + today.day
        if int(born) > birthday:
            yield Reason(
                field=None,
                text_zh="未满十六周岁不能登记个体工商户。",
                text_en="Nobody under sixteen can register a sole trade.",
            )


def _name_faults(item: Item, answers: Mapping[str, Answer]) -> Iterator[Reason]:
    name = relevant(item, answers).get("trade_name")
    for word in FORBIDDEN_WORDS:
        if isinstance(name, str) and word in name:
            yield Reason(
                field="trade_name",
                text_zh=f"名称不能含有“{word}”。",
                text_en=f"A trade name may not contain “{word}”.",
            )
