"""Cases as a helper may see them: masked, and every look at one is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from contract.case import CaseAnswer, CaseSubmission, PartAnswer, Reason, RuleResult
from contract.codes import CaseState
from hub.audit import note
from hub.cases.changes import reasons_of
from hub.departments.names import item_name
from hub.masking import mask_number
from hub.tables import case

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from hub.wiring import Hub

NEWEST = 50
CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True)
class CaseLine:
    """One line of the list."""

    case_number: str
    office_number: str
    item_zh: str
    item_en: str
    state: CaseState
    holder: str
    """Masked name; empty where nobody is asked who they are."""
    received_at: datetime
    accepted_offline: bool
    reckoned_at: datetime | None
    """When the case was really accepted, where the terminal's calendar was more than ten minutes off."""


@dataclass(frozen=True)
class CaseView:
    """One case opened: what a helper needs to explain it on the telephone."""

    line: CaseLine
    id_number: str
    """Masked."""
    reasons: tuple[Reason, ...]
    documents: tuple[tuple[str, str], ...]
    """Chinese and English titles."""
    materials: tuple[str, ...]
    confirmed_by_key: datetime | None
    """When the statement was confirmed with the keypad, with no signature drawn; None: it was signed by hand."""
    rules: tuple[RuleResult, ...]
    """What rules looked at when the case came, and which did not hold: that is why a person decides."""
    parts: tuple[PartAnswer, ...]
    """Of a joint case, as it was when it came."""
    part_names: dict[str, tuple[str, str]]
    """Chinese and English, by the ids of parts."""


def newest_cases(hub: Hub) -> list[CaseLine]:
    """The last fifty, newest first; of one that was mended, what counts now."""
    newest = select(case).where(case.c.mended_by.is_(None)).order_by(case.c.received_at.desc())
    with hub.database.read() as connection:
        rows = connection.execute(newest.limit(NEWEST)).all()
        return [_line(hub, connection, row) for row in rows]


def view_case(hub: Hub, case_number: str, viewer: str) -> CaseView | None:
    """Open one case and note who looked; no view without its audit row."""
    with hub.database.write() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
        if row is None:
            return None
        note(connection, hub.clock(), viewer, "case_viewed", case_number)
        line = _line(hub, connection, row)
        item = hub.items.current(connection, row.item_id)
    answer = CaseAnswer.model_validate_json(hub.vault.open(row.sealed_answer, f"case_file/{row.key}/answer"))
    payload = CaseSubmission.model_validate_json(
        hub.vault.open(row.sealed_payload, f"case_file/{row.key}/payload")
    )
    later = reasons_of(hub, row.key)
    return CaseView(
        line=line,
        id_number=mask_number(payload.applicant.id_number) if payload.applicant is not None else "",
        reasons=later if later is not None else answer.reasons,
        documents=tuple((paper.title_zh, paper.title_en) for paper in answer.documents),
        materials=tuple(material.material_id for material in payload.materials),
        confirmed_by_key=payload.accepted_at if payload.confirmed_by_key else None,
        rules=answer.rules,
        parts=answer.parts,
        part_names={part.id: (part.name.zh, part.name.en) for part in item.joint} if item is not None else {},
    )


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> CaseLine:
    item_zh, item_en = item_name(hub.items, connection, row.item_id)
    return CaseLine(
        case_number=row.case_number,
        office_number=row.office_number,
        item_zh=item_zh,
        item_en=item_en,
        state=CaseState(row.state),
        holder=hub.vault.open(row.sealed_holder, f"case_file/{row.key}/holder").decode(),
        received_at=row.received_at,
        accepted_offline=row.accepted_offline,
        reckoned_at=row.reckoned_at if _far_off(row) else None,
    )


def _far_off(row: Row[Any]) -> bool:
    return row.reckoned_at is not None and abs(row.reckoned_at - row.accepted_at) > CLOCK_TOLERANCE
