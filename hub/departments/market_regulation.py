"""Demo department for 个体工商户设立登记.

It takes the case in and checks again what matters; a person registers it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import CaseState, IdDocument
from contract.query import QueryAnswer
from hub.departments.department import Decision, DepartmentItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from contract.case import Answer, Applicant, CaseSubmission
    from contract.query import Query

SOURCE_ZH = "清河县市场监督管理局登记机关（演示）"
SOURCE_EN = "Qinghe County business registry (demo)"

WORKING_AGE = 16
TRADE_NAME_LENGTHS = range(2, 51)
FORBIDDEN_WORDS = ("国家级", "最高级", "第一", "中央", "国务院")
"""Words that a trade name may not carry; a demo choice, the real list is the registry's."""
EMPLOYEES = range(501)
CAPITAL_LIMIT_FEN = 10_000_000_00


class MarketRegulation:
    """`answers` fields: has_trade_name, trade_name, composition, place_area, place_detail, scope, employees,
    capital (fen), phone.
    """

    items = MappingProxyType(
        {
            "getihu-sheli": DepartmentItem(
                "11990101MB000001934000131127006", "个体工商户设立登记", "Registration of a sole trade"
            )
        }
    )

    def query(self, query: Query, now: datetime) -> QueryAnswer:  # noqa: ARG002  no fictional resident has a shop yet
        """Nothing is registered for any demo resident."""
        return QueryAnswer(found=False, rows=(), source_zh=SOURCE_ZH, source_en=SOURCE_EN, as_of=now)

    def decide(self, submission: CaseSubmission, now: datetime) -> Decision:  # noqa: ARG002  decided as of acceptance
        """REFUSED who may not, TO_MEND with everything to mend in one list (一次性告知), else IN_REVIEW."""
        barred = tuple(_barred(submission.applicant, submission.accepted_at.astimezone(CIVIL).date()))
        if barred:
            return Decision(CaseState.REFUSED, barred)
        to_mend = (*_name_faults(submission.answers), *_faults(submission.answers))
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


def _name_faults(answers: Mapping[str, Answer]) -> Iterator[Reason]:
    if answers.get("has_trade_name") is not True:
        return
    name = _text(answers, "trade_name")
    if len(name) not in TRADE_NAME_LENGTHS:
        yield _fault("trade_name", "字号名称应为2到50个字。", "A trade name has 2 to 50 characters.")
    for word in FORBIDDEN_WORDS:
        if word in name:
            yield _fault("trade_name", f"名称不能含有“{word}”。", f"A trade name may not contain “{word}”.")


def _faults(answers: Mapping[str, Answer]) -> Iterator[Reason]:
    if answers.get("composition") not in {"person", "family"}:
        yield _fault("composition", "请选择个人经营或家庭经营。", "Choose run by one person or by a family.")
    if not _text(answers, "place_area"):
        yield _fault("place_area", "请选择经营场所所在地。", "Choose the area of the place of business.")
    if not _text(answers, "place_detail"):
        yield _fault(
            "place_detail", "请填写经营场所门牌。", "Give street and number of the place of business."
        )
    scope = answers.get("scope")
    if not (isinstance(scope, tuple) and scope):
        yield _fault("scope", "请至少选择一项经营范围。", "Choose at least one line of business.")
    if not _whole(answers.get("employees"), EMPLOYEES.start, EMPLOYEES.stop - 1):
        yield _fault("employees", "从业人数应在0到500之间。", "Employees: a number from 0 to 500.")
    if not _whole(answers.get("capital"), 1, CAPITAL_LIMIT_FEN):
        yield _fault(
            "capital", "资金数额应大于0，不超过1000万元。", "Capital: above 0, at most 10 million yuan."
        )
    phone = _text(answers, "phone")
    if not (len(phone) == 11 and phone.isdecimal() and phone.startswith("1")):
        yield _fault("phone", "请填写11位手机号码。", "Give a mobile number of 11 digits.")


def _text(answers: Mapping[str, Answer], field: str) -> str:
    value = answers.get(field)
    return value.strip() if isinstance(value, str) else ""


def _whole(value: Answer, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _fault(field: str, zh: str, en: str) -> Reason:
    return Reason(field=field, text_zh=zh, text_en=en)
