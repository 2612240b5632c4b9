"""The hub's cases of a resident in the world of the visit: what it tells, gives back, withdraws and lets print."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from contract.case import Document, Reason
from contract.case import Material as Handed
from contract.codes import CaseState, MaterialTrust
from contract.progress import (
    CaseForm,
    CaseProgress,
    Owed,
    OwnDocument,
    PaperLine,
    ProgressAnswer,
    Step,
)
from visit import effects as do
from visit import events as e

if TYPE_CHECKING:
    from catalogue.model import Item
    from contract.case import Answer

MENDED, ASKED = UUID(int=0xA1), UUID(int=0xA2)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OWN = (do.AskProgress, do.FetchCaseForm, do.SendWithdrawal, do.FetchPaper)


def progress(item: Item, number: int, state: CaseState, **more: object) -> CaseProgress:
    facts: dict[str, object] = {
        "key": UUID(int=0xA0 + number),
        "case_number": f"QH01-20261120-{number:06d}-ABC-12",
        "numbers": (f"QH01-20261120-{number:06d}-ABC-12",),
        "office_number": f"990101-2026-{number:04d}",
        "item_id": item.id,
        "item_zh": item.names.legal.zh,
        "item_en": item.names.legal.en,
        "state": state,
        "since": AT,
        "steps": (Step(state=CaseState.SUBMITTED, at=AT - timedelta(hours=1)), Step(state=state, at=AT)),
        "withdrawable": state in {CaseState.TO_MEND, CaseState.IN_REVIEW},
        **more,
    }
    return CaseProgress.model_validate(facts)


def paper() -> PaperLine:
    return PaperLine(
        document_id="doc-9",
        title_zh="证明",
        title_en="Record",
        valid_until=AT.date() + timedelta(days=90),
        again=True,
    )


@dataclass
class CaseDesk:
    """Answers orders as the hub does; `refuses` is a code that it says instead."""

    cases: list[CaseProgress] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    materials: tuple[Handed, ...] = ()
    reasons: tuple[Reason, ...] = ()
    refuses: str = ""
    line: bool = True

    def answer(self, order: do.Effect) -> e.Event:
        assert isinstance(order, OWN)
        code = self.refuses if self.line else "line_down"
        if code:
            return e.ProgressFailed(order.order, code, "nobody")
        match order:
            case do.AskProgress():
                return e.ProgressTold(order.order, ProgressAnswer(cases=tuple(self.cases), as_of=AT))
            case do.FetchCaseForm():
                return e.CaseFormGiven(order.order, self.form(order.key), order.supplement)
            case do.SendWithdrawal():
                self.cases = [
                    one.model_copy(update={"state": CaseState.WITHDRAWN, "withdrawable": False})
                    if one.key == order.key
                    else one
                    for one in self.cases
                ]
                return e.CaseWithdrawn(order.order, next(one for one in self.cases if one.key == order.key))
            case _:
                document = Document(
                    document_id=order.document_id,
                    title_zh="证明",
                    title_en="Record",
                    pdf=b"%PDF",
                    verify_url="",
                )
                return e.PaperGiven(order.order, OwnDocument(document=document, again=True))

    def form(self, key: UUID) -> CaseForm:
        one = next(one for one in self.cases if one.key == key)
        return CaseForm(
            key=key,
            case_number=one.case_number,
            office_number=one.office_number,
            item_id=one.item_id,
            state=one.state,
            answers=self.answers,
            materials=self.materials,
            reasons=self.reasons,
        )


def owed_lease() -> Owed:
    return Owed(
        material_id="place_lease",
        name_zh="租赁合同",
        name_en="Lease",
        until=AT.date() + timedelta(days=7),
        here=True,
    )


def handed_in(material: str, **how: object) -> Handed:
    return Handed.model_validate({"material_id": material, "trust": MaterialTrust.C, **how})
