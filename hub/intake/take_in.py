"""Taking a case in: the row, its effects and its answer are committed together, once.

The answer's bytes are kept. A terminal that never heard the answer asks again with the same key and gets
those very bytes; order does not matter; one bad case stops no other. (Offline tills that book twice or lose
receipts made a new key for each attempt, or committed the answer apart from the effect.)
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.case import CaseAnswer, PartAnswer
from contract.case_number import parse
from contract.civil_time import CIVIL
from contract.codes import CaseState
from hub.audit import note
from hub.cases.attachments import announce
from hub.cases.card_act import ask_issuer
from hub.cases.durable import durable_sequence
from hub.cases.judgement import grounds_of, judge
from hub.cases.mend import place, settle
from hub.cases.mend_chain import whole
from hub.cases.office_number import next_office_number
from hub.cases.progress_index import whose
from hub.cases.terms import taken_in
from hub.cases.true_time import reckon
from hub.cases.void import lift_void
from hub.certificates.issue import draft, file_document
from hub.database import insert_new
from hub.delivery.begin import begin_delivery
from hub.handovers.filing import file_ticket
from hub.masking import mask_name
from hub.tables import case
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from contract.case import CaseSubmission
    from hub.departments.decision import Decision
    from hub.wiring import Hub


def take_in(
    hub: Hub, submission: CaseSubmission, *, clock_suspect: bool, imported_by: str = ""
) -> Outcome[bytes]:
    """The answer as JSON bytes: made now, or the stored one of an earlier attempt.

    `imported_by` names who brought a case that its terminal could not send (`rescued.py`).
    Fails with `key_reused`, `sequence_reused` or `case_number_reused`: an engineer must look at that
    terminal.
    """
    fingerprint = hub.vault.fingerprint(canonical(submission))
    with hub.database.read() as connection:
        earlier = _earlier(hub, connection, submission, fingerprint)
        if earlier is not None:
            return earlier
        versions = hub.items.named(connection, submission.item_id, submission.item_version)
        really = reckon(connection, submission.terminal_id, submission.clock)
        handed_in = whole(hub, connection, submission)
    now = hub.clock()
    item, grounds = grounds_of(hub, handed_in, versions, _day(submission, really, now), now)
    script, grounds = ask_issuer(hub, item, submission, grounds, now)
    decision = judge(item, handed_in, grounds)
    # Pages are set before the transaction begins: nobody waits at the database for a typesetter.
    drafts = tuple(
        draft(hub, statement, submission, now, number)
        for number, statement in enumerate(decision.statements, start=1)
    )
    offered = versions.current or versions.named
    with hub.database.write() as connection:
        at = place(hub, connection, submission)
        by_rules, decision = decision, at.decided(decision)
        drafts = drafts if decision.statements else ()
        row = {
            "key": submission.key,
            "terminal_id": submission.terminal_id,
            "sequence": submission.sequence,
            "case_number": submission.case_number,
            "tag": _tag(submission),
            "item_id": submission.item_id,
            "state": decision.state,
            "office_number": "",
            "accepted_at": submission.accepted_at,
            "received_at": now,
            "accepted_offline": submission.accepted_offline,
            "clock_suspect": clock_suspect or not submission.clock_trusted,
            "clock": submission.clock,
            "reckoned_at": reckon(connection, submission.terminal_id, submission.clock),
            "fingerprint": fingerprint,
            "digest": digest_of(submission),
            "sealed_holder": _seal(hub, submission, "holder", _holder(submission).encode()),
            "sealed_payload": _seal(hub, submission, "payload", canonical(submission)),
            "sealed_answer": b"",
            "sealed_grounds": _seal(hub, submission, "grounds", grounds.model_dump_json().encode())
            if decision is by_rules
            else None,
            "whose": whose(hub.vault, submission.applicant),
            "root": at.root,
            "mends": submission.mends,
        }
        if not insert_new(connection, case, row):
            earlier = _earlier(hub, connection, submission, fingerprint)
            return earlier if earlier is not None else _clash(connection, submission)
        announce(connection, submission)
        file_ticket(connection, item, submission, state=decision.state, now=now)
        begin_delivery(connection, item, handed_in, root=at.root, state=decision.state, now=now)
        lift_void(
            connection,
            submission.terminal_id,
            submission.sequence,
            now,
            imported_by or submission.terminal_id,
        )
        if imported_by:
            note(connection, now, imported_by, "case_imported", submission.case_number)
        office_number = at.office_number
        if not office_number and offered is not None:
            office_number = next_office_number(connection, offered.code, now)
        answer = CaseAnswer(
            key=submission.key,
            case_number=submission.case_number,
            state=decision.state,
            office_number=office_number,
            reasons=decision.reasons,
            documents=tuple(each.document for each in drafts),
            durable_sequence=durable_sequence(connection, submission.terminal_id),
            rules=decision.rules,
            parts=_filed(hub, connection, decision, office_number, now, before=at.part_numbers),
            card_pin=script if decision.state is CaseState.APPROVED else None,
        )
        body = answer.model_dump_json().encode()
        connection.execute(
            case.update()
            .where(case.c.key == submission.key)
            .values(office_number=office_number, sealed_answer=_seal(hub, submission, "answer", body))
        )
        for each in drafts:
            file_document(hub, connection, each, submission.key)
        settle(hub, connection, submission, at, decision, office_number=office_number)
        taken_in(connection, at.root, item, handed_in, state=decision.state, accepted_on=grounds.day, now=now)
    return Ok(body)


def _filed(
    hub: Hub,
    connection: Connection,
    decision: Decision,
    office_number: str,
    now: datetime,
    *,
    before: Mapping[str, str],
) -> tuple[PartAnswer, ...]:
    """Each part under a number of its own: of the item that it is on its own, else the joint case's and its place.
    `before` has the numbers of those that were filed already.
    """
    filed = []
    for number_of_part, one in enumerate(decision.parts, start=1):
        alone = hub.items.current(connection, one.item) if one.item is not None else None
        number = before.get(one.part, "")
        if not number:
            number = (
                next_office_number(connection, alone.code, now)
                if alone is not None
                else f"{office_number}-{number_of_part:02d}"
            )
        filed.append(
            PartAnswer(
                part=one.part,
                state=one.state,
                office_number=number,
                promised_date=one.promised_date,
                waits_for=one.waits_for,
            )
        )
    return tuple(filed)


def _day(submission: CaseSubmission, really: datetime | None, now: datetime) -> date:
    """Of acceptance. A calendar that stood in another year must make nobody too young, nor a month lie ahead."""
    accepted = submission.accepted_at if submission.clock_trusted else really or now
    return accepted.astimezone(CIVIL).date()


def _holder(submission: CaseSubmission) -> str:
    """Nothing where nobody is asked who they are."""
    return mask_name(submission.applicant.name) if submission.applicant is not None else ""


def digest_of(submission: CaseSubmission) -> bytes:
    """Of the bytes as the terminal sent them: those that it signed for the receipt.

    Fields that it did not send, as its contract is older, are left out again.
    """
    return sha256(submission.model_dump_json(exclude_unset=True).encode()).digest()


def canonical(submission: CaseSubmission) -> bytes:
    """Equal for equal content, however a terminal orders or spaces its JSON.

    What a case does not have is not here either: it stays the same case for a hub that learnt of cards, or of mending,
    meanwhile.
    """
    told = submission.model_dump(mode="json")
    for name in ("card", "mends"):
        if told[name] is None:
            del told[name]
    for material in told["materials"]:
        if not material["as_before"]:
            del material["as_before"]
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _earlier(
    hub: Hub, connection: Connection, submission: CaseSubmission, fingerprint: str
) -> Outcome[bytes] | None:
    found = connection.execute(
        select(case.c.fingerprint, case.c.sealed_answer).where(case.c.key == submission.key)
    ).one_or_none()
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        return Failure(
            "key_reused", Action.ENGINEER, "this key came before with other content; nothing was changed"
        )
    return Ok(hub.vault.open(found.sealed_answer, f"case_file/{submission.key}/answer"))


def _clash(connection: Connection, submission: CaseSubmission) -> Failure:
    same_place = select(case.c.key).where(
        case.c.terminal_id == submission.terminal_id,
        case.c.sequence == submission.sequence,
        case.c.tag == _tag(submission),
    )
    if connection.execute(same_place).one_or_none() is not None:
        return Failure(
            "sequence_reused", Action.ENGINEER, "another case holds this sequence of this terminal"
        )
    return Failure("case_number_reused", Action.ENGINEER, "another case holds this case number")


def _tag(submission: CaseSubmission) -> str:
    """A terminal whose disk was put back gives a sequence again, under another tag: both are cases of residents."""
    number = parse(submission.case_number)
    return number.tag if number is not None else ""


def _seal(hub: Hub, submission: CaseSubmission, column: str, plain: bytes) -> bytes:
    return hub.vault.seal(plain, f"case_file/{submission.key}/{column}")
