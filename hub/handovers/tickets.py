"""Tickets as windows see them: which wait, since when, whose they are, and by when somebody answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from catalogue.answers import relevant
from catalogue.handover_checks import LEVEL, TARGET, TOLD
from catalogue.model import FieldKind
from catalogue.showing import shown
from contract.case import CaseSubmission, Reason
from contract.civil_time import CIVIL
from contract.codes import CLOSED, CaseState
from hub.audit import note
from hub.cases.changes import decide, reasons_of
from hub.tables import case, console_user, handover, terminal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import Connection, Row, Select

    from catalogue.model import Item
    from hub.wiring import Hub

NO_TICKET = Failure("no_such_ticket", Action.NOBODY, "no ticket has this number")
MOST = 200
"""Lines of a list: who has more open tickets than this reads the oldest first."""


@dataclass(frozen=True)
class TicketLine:
    """One ticket in a list. Nothing of a person."""

    case_number: str
    target: str
    target_zh: str
    target_en: str
    outlet_zh: str
    outlet_en: str
    owner: str
    """As residents read it; empty while nobody took it."""
    owner_name: str
    """The login name."""
    state: CaseState
    received_at: datetime
    age_s: float
    reply_by: date
    late: bool
    """The day that the resident was told is over, and nobody answered."""
    due_today: bool

    @property
    def open(self) -> bool:
        return self.state not in CLOSED


@dataclass(frozen=True)
class Ticket:
    """One ticket opened."""

    line: TicketLine
    told: tuple[str, ...]
    """What the resident left ticked, or wrote."""
    level: tuple[str, str]
    """How much help is wanted, Chinese and English; empty where that was not asked."""
    phone: str
    """Only of whoever wants to be called."""
    words: tuple[Reason, ...]
    """The answer."""


def open_tickets(hub: Hub, target: str = "") -> list[TicketLine]:
    """Those that wait for somebody: what is late first, then by the day of the answer; of one window where one is named."""
    query = _tickets().where(case.c.state.not_in(CLOSED)).order_by(handover.c.reply_by, case.c.received_at)
    if target:
        query = query.where(handover.c.target == target)
    with hub.database.read() as connection:
        rows = connection.execute(query.limit(MOST)).all()
        return [_line(hub, connection, row) for row in rows]


def view_ticket(hub: Hub, number: str, viewer: str) -> Ticket | None:
    """Open one and note who looked: it may hold a telephone number."""
    with hub.database.write() as connection:
        row = connection.execute(_tickets().where(case.c.case_number == number)).one_or_none()
        if row is None:
            return None
        note(connection, hub.clock(), viewer, "ticket_viewed", number)
        line = _line(hub, connection, row)
        item = hub.items.current(connection, row.item_id)
    sent = CaseSubmission.model_validate_json(
        hub.vault.open(row.sealed_payload, f"case_file/{row.key}/payload")
    )
    return Ticket(
        line=line,
        told=_told(item, sent),
        level=_level(item, sent),
        phone=str(sent.answers.get("phone") or ""),
        words=reasons_of(hub, row.key) or (),
    )


def take(hub: Hub, number: str, owner: str) -> Outcome[None]:
    """The first one has it, and may say so twice. Failures: `no_such_ticket`, `taken_by_other`, `case_closed`."""
    with hub.database.write() as connection:
        row = connection.execute(
            _tickets().where(case.c.case_number == number).with_for_update(of=handover)
        ).one_or_none()
        if row is None:
            return NO_TICKET
        if row.state in CLOSED:
            return Failure("case_closed", Action.NOBODY, "it was answered")
        if row.owner == owner:
            return Ok(None)
        if row.owner:
            return Failure("taken_by_other", Action.NOBODY, "somebody else has it")
        connection.execute(
            update(handover).where(handover.c.case_key == row.key).values(owner=owner, taken_at=hub.clock())
        )
        note(connection, hub.clock(), owner, "ticket_taken", number)
    return Ok(None)


def pass_on(hub: Hub, number: str, owner: str, to: str) -> Outcome[None]:
    """Its owner gives it to somebody else. Failures: `no_such_ticket`, `taken_by_other`, `no_such_user`."""
    with hub.database.write() as connection:
        row = connection.execute(
            _tickets().where(case.c.case_number == number).with_for_update(of=handover)
        ).one_or_none()
        if row is None:
            return NO_TICKET
        if row.owner and row.owner != owner:
            return Failure("taken_by_other", Action.NOBODY, "somebody else has it")
        known = connection.execute(select(console_user.c.name).where(console_user.c.name == to)).one_or_none()
        if known is None:
            return Failure("no_such_user", Action.NOBODY, "nobody has this login name")
        connection.execute(
            update(handover).where(handover.c.case_key == row.key).values(owner=to, taken_at=hub.clock())
        )
        note(connection, hub.clock(), owner, "ticket_passed_on", number)
    return Ok(None)


def answer(hub: Hub, number: str, owner: str, words: str, *, solved: bool) -> Outcome[int]:
    """The number of the change, of which the terminal hears with its next heartbeat. Answering takes what nobody took.

    Failures: those of `take`, `words_needed`, and those of `hub.cases.changes.decide`.
    """
    text = words.strip()
    if not text:
        return Failure("words_needed", Action.NOBODY, "nobody is left without a word")
    taken = take(hub, number, owner)
    if isinstance(taken, Failure):
        return taken
    state = CaseState.DONE if solved else CaseState.NOT_ACCEPTED
    return decide(hub, number, state, (Reason(field=None, text_zh=text, text_en=text),), owner)


def _tickets() -> Select[Any]:
    return select(
        case.c.key,
        case.c.case_number,
        case.c.item_id,
        case.c.state,
        case.c.received_at,
        case.c.sealed_payload,
        handover,
        terminal.c.outlet_zh,
        terminal.c.outlet_en,
        console_user.c.shown_as,
    ).select_from(
        handover.join(case, case.c.key == handover.c.case_key)
        .join(terminal, terminal.c.id == case.c.terminal_id)
        .outerjoin(console_user, console_user.c.name == handover.c.owner)
    )


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> TicketLine:
    zh, en = _target_name(hub.items.current(connection, row.item_id), row.target)
    today = hub.clock().astimezone(CIVIL).date()
    state = CaseState(row.state)
    open_now = state not in CLOSED
    return TicketLine(
        case_number=row.case_number,
        target=row.target,
        target_zh=zh,
        target_en=en,
        outlet_zh=row.outlet_zh,
        outlet_en=row.outlet_en,
        owner=row.shown_as or row.owner or "",
        owner_name=row.owner or "",
        state=state,
        received_at=row.received_at,
        age_s=(hub.clock() - row.received_at).total_seconds(),
        reply_by=row.reply_by,
        late=open_now and row.reply_by < today,
        due_today=open_now and row.reply_by == today,
    )


def _target_name(item: Item | None, target: str) -> tuple[str, str]:
    """As residents read it; the bare id of a window that is no more."""
    if item is not None and item.tickets_to is not None:
        return (item.tickets_to.name.zh, item.tickets_to.name.en)
    fields = item.fields() if item is not None else ()
    choices = next((one.choices for one in fields if one.id == TARGET), ())
    found = next((one.label for one in choices if one.id == target), None)
    return (found.zh, found.en) if found is not None else (target, target)


def _told(item: Item | None, sent: CaseSubmission) -> tuple[str, ...]:
    """The lines of a ticket; of another item what its form asked, in words."""
    if TOLD in sent.answers or item is None:
        return tuple(str(sent.answers.get(TOLD, "")).split("；"))
    given = relevant(item, sent.answers)
    return tuple(
        f"{field.label.zh}：{shown(field, given[field.id], 'zh')}"
        for field in item.fields()
        if given.get(field.id) is not None and field.kind is not FieldKind.PHONE
    )


def _level(item: Item | None, sent: CaseSubmission) -> tuple[str, str]:
    field = next((one for one in item.fields() if one.id == LEVEL), None) if item is not None else None
    value = sent.answers.get(LEVEL)
    if field is None or value is None:
        return ("", "")
    return (shown(field, value, "zh"), shown(field, value, "en"))
