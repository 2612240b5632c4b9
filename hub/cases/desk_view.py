"""The desk of a department: which cases wait there and since when, and one of them opened, which is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from catalogue.answers import asked_materials, relevant
from catalogue.showing import shown
from contract.civil_time import CIVIL
from contract.codes import CLOSED, CaseState
from hub.audit import note
from hub.cases.desk import Proposal, Verb, department_of, proposal_of
from hub.cases.lifecycle import ENDS, Who, next_states
from hub.cases.mend_chain import answer_of, rows_of, standing, submission_of, whole
from hub.cases.term import workdays_in
from hub.cases.terms import kept_term
from hub.departments.names import item_name
from hub.tables import attachment, case, case_change, case_term

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from catalogue.model import Item
    from contract.case import CaseSubmission, PartAnswer, Reason, RuleResult
    from hub.cases.officers import Officer
    from hub.cases.term import Term
    from hub.wiring import Hub

MOST_LINES = 500


@dataclass(frozen=True)
class DeskLine:
    """One case that waits."""

    case_number: str
    item_zh: str
    item_en: str
    department: str
    state: CaseState
    holder: str
    """Masked."""
    accepted_on: date
    age: int
    """Working days since acceptance."""
    promised_on: date | None
    left: int | None
    """Working days to the promised day, below 0 when it is over; None where its clock stands or nothing is promised."""
    proposed_by: str
    """Somebody wants to end it and waits for a second person; empty: nobody."""


@dataclass(frozen=True)
class Given:
    """One answer or material of the case, and the name by which a reason speaks of it."""

    id: str
    label_zh: str
    label_en: str
    zh: str
    en: str
    pages: tuple[UUID, ...] = ()
    """Scans that are here."""


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    at: datetime
    state: CaseState
    by: str
    promised_on: date | None


@dataclass(frozen=True)
class DeskCase:
    """Everything that whoever decides must see."""

    line: DeskLine
    office_number: str
    item_id: str
    name: str
    id_number: str
    answers: tuple[Given, ...]
    materials: tuple[Given, ...]
    confirmed_by_key: datetime | None
    """When the statement was confirmed with the keypad, with no signature drawn; None: it was signed by hand."""
    rules: tuple[RuleResult, ...]
    parts: tuple[PartAnswer, ...]
    part_names: dict[str, tuple[str, str]]
    """Chinese and English, by the ids of parts."""
    reasons: tuple[Reason, ...]
    term: Term | None
    events: tuple[Event, ...]
    proposal: Proposal | None
    verbs: tuple[Verb, ...]
    """What can be done now."""
    mended_before: bool
    """补正 was asked for once: everything should have been told then."""


def waiting(hub: Hub, officer: Officer, department: str = "") -> tuple[DeskLine, ...]:
    """Of the officer's department, or of the one named; the promised day that is nearest first."""
    wanted = (
        select(case, case_term.c.accepted_on, case_term.c.promised_on)
        .join(case_term, case_term.c.case_key == case.c.root, isouter=True)
        .where(case.c.mended_by.is_(None), case.c.state.not_in(sorted(CLOSED)))
        .order_by(case_term.c.promised_on.is_(None), case_term.c.promised_on, case.c.received_at)
    )
    found: list[DeskLine] = []
    departments: dict[str, str] = {}
    with hub.database.read() as connection:
        for row in connection.execute(wanted).all():
            if row.item_id not in departments:
                departments[row.item_id] = department_of(hub, connection, row.item_id)
            here = departments[row.item_id]
            if officer.sees(here) and department in {"", here}:
                found.append(_line(hub, connection, row))
            if len(found) >= MOST_LINES:
                break
    return tuple(found)


def opened(hub: Hub, officer: Officer, case_number: str) -> DeskCase | None:
    """Nobody looks without its row in the audit table; None also for a case of another department."""
    with hub.database.write() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
        if row is None or not officer.sees(department_of(hub, connection, row.item_id)):
            return None
        rows = rows_of(connection, row.root or row.key)
        last = rows[-1]
        note(connection, hub.clock(), officer.name, "case_opened", last.case_number)
        submission = whole(hub, connection, submission_of(hub, last))
        versions = hub.items.named(connection, last.item_id, submission.item_version)
        item = versions.named or versions.current
        events = _events(connection, [one.key for one in rows])
        term = kept_term(connection, rows[0].key)
        answer = answer_of(hub, last)
        who = submission.applicant
        proposal = proposal_of(hub, connection, rows[0].key)
        return DeskCase(
            line=_line(hub, connection, last),
            office_number=last.office_number,
            item_id=last.item_id,
            name=who.name if who is not None else "",
            id_number=who.id_number if who is not None else "",
            answers=_answers(item, submission),
            materials=_materials(connection, item, submission),
            confirmed_by_key=submission.accepted_at if submission.confirmed_by_key else None,
            rules=answer.rules,
            parts=answer.parts,
            part_names={one.id: (one.name.zh, one.name.en) for one in item.joint} if item is not None else {},
            reasons=standing(hub, connection, last),
            term=term,
            events=events,
            proposal=proposal,
            verbs=() if proposal is not None else verbs(CaseState(last.state), term),
            mended_before=any(one.state is CaseState.TO_MEND for one in events),
        )


def verbs(state: CaseState, term: Term | None) -> tuple[Verb, ...]:
    """What an officer may do now; what follows a yes (made, delivered) is told by those who make and deliver."""
    if state in CLOSED:
        return ()
    may = set(next_states(state, Who.OFFICER))
    steps = {
        Verb.APPROVE: bool({CaseState.APPROVED, CaseState.DONE} & may),
        Verb.MEND: CaseState.TO_MEND in may,
        Verb.SUSPEND: CaseState.SUSPENDED in may,
        Verb.RESUME: CaseState.IN_REVIEW in may and state is not CaseState.SUBMITTED,
        Verb.EXTEND: term is not None
        and term.stopped_on is None
        and term.promised_on is not None
        and not term.extended_workdays,
        Verb.REFUSE: CaseState.REFUSED in may,
        Verb.NOT_OURS: CaseState.NOT_ACCEPTED in may,
        Verb.GIVE_BACK: CaseState.RETURNED in may,
        Verb.VOID: CaseState.VOID in may,
    }
    return tuple(verb for verb, possible in steps.items() if possible)


def page_of(hub: Hub, officer: Officer, case_number: str, identity: UUID) -> bool:
    """Whether a scan belongs to a case that the officer may see; the look is written down."""
    with hub.database.write() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
        if row is None or not officer.sees(department_of(hub, connection, row.item_id)):
            return False
        keys = [one.key for one in rows_of(connection, row.root or row.key)]
        owner = connection.execute(select(attachment.c.case_key).where(attachment.c.id == identity)).scalar()
        if owner not in keys:
            return False
        note(connection, hub.clock(), officer.name, "page_opened", case_number)
        return True


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> DeskLine:
    item_zh, item_en = item_name(hub.items, connection, row.item_id)
    today = hub.clock().astimezone(CIVIL).date()
    term = kept_term(connection, row.root or row.key)
    accepted = term.accepted_on if term is not None else row.accepted_at.astimezone(CIVIL).date()
    runs = term is not None and term.stopped_on is None and CaseState(row.state) not in CLOSED | ENDS
    proposal = proposal_of(hub, connection, row.root or row.key)
    return DeskLine(
        case_number=row.case_number,
        item_zh=item_zh,
        item_en=item_en,
        department=department_of(hub, connection, row.item_id),
        state=CaseState(row.state),
        holder=hub.vault.open(row.sealed_holder, f"case_file/{row.key}/holder").decode(),
        accepted_on=accepted,
        age=workdays_in(accepted, today),
        promised_on=term.promised_on if term is not None and runs else None,
        left=term.left(today) if term is not None and runs else None,
        proposed_by=proposal.by if proposal is not None else "",
    )


def _answers(item: Item | None, submission: CaseSubmission) -> tuple[Given, ...]:
    if item is None:
        return tuple(
            Given(name, name, name, str(value), str(value)) for name, value in submission.answers.items()
        )
    answers = relevant(item, submission.answers)
    return tuple(
        Given(
            one.id,
            one.label.zh,
            one.label.en,
            shown(one, answers[one.id], "zh"),
            shown(one, answers[one.id], "en"),
        )
        for one in item.fields()
        if one.id in answers
    )


def _materials(connection: Connection, item: Item | None, submission: CaseSubmission) -> tuple[Given, ...]:
    names = (
        {one.id: one.name for one in asked_materials(item, submission.answers)} if item is not None else {}
    )
    pages = [page.attachment for one in submission.materials for page in one.pages]
    here = set(
        connection.execute(
            select(attachment.c.id).where(attachment.c.id.in_(pages), attachment.c.complete.is_(True))
        ).scalars()
    )
    found = []
    for one in submission.materials:
        name = names.get(one.material_id)
        zh, en = f"可信等级 {one.trust}", f"grade {one.trust}"
        if one.promise_version is not None:
            zh, en = f"{zh}，已承诺", f"{en}, promised"
        if one.deferred_until is not None and not one.pages:
            zh, en = f"{zh}，{one.deferred_until} 前补交", f"{en}, to come by {one.deferred_until}"
        found.append(
            Given(
                one.material_id,
                name.zh if name is not None else one.material_id,
                name.en if name is not None else one.material_id,
                zh,
                en,
                tuple(page.attachment for page in one.pages if page.attachment in here),
            )
        )
    return tuple(found)


def _events(connection: Connection, keys: list[UUID]) -> tuple[Event, ...]:
    """Each once, though every terminal that took a part of the case in was told."""
    rows = connection.execute(
        select(case_change).where(case_change.c.case_key.in_(keys)).order_by(case_change.c.at)
    )
    found = {
        (row.at, row.state): Event(row.at, CaseState(row.state), row.decided_by, row.promised_on)
        for row in rows
    }
    return tuple(found.values())
