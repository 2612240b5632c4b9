"""Terminals and applicants for tests of a resident's own cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from hub_terminal import LI, SHOP_PAPERS, Terminal, enrolled, shop, trade

from contract import wire
from contract.case import Applicant, CaseAnswer
from contract.codes import IdDocument, IdentityMethod
from contract.progress import CaseForm, CaseProgress, OwnCase, ProgressAnswer, ProgressQuery

if TYPE_CHECKING:
    from typing import Any

    import httpx
    from hub_terminal import HeldClock

    from contract.case import CaseSubmission, Material
    from hub.wiring import Hub

WANG = Applicant(
    name="王小满",
    id_document=IdDocument.RESIDENT_ID,
    id_number="990101199003070015",
    identified_by=IdentityMethod.ID_CARD,
)
WRONG = trade(phone="1000000")
"""A telephone number that is none."""


def another(hub: Hub, client: httpx.Client, clock: HeldClock, name: str = "YX0002") -> Terminal:
    return enrolled(hub, Terminal(client, clock, id=name))


def hand_in(terminal: Terminal, case: CaseSubmission) -> CaseAnswer:
    got = terminal.post(wire.CASES, case)
    assert got.status_code == 200, got.text
    return CaseAnswer.model_validate_json(got.content)


def own(terminal: Terminal, applicant: Applicant = LI) -> tuple[CaseProgress, ...]:
    got = terminal.post(wire.PROGRESS, ProgressQuery(applicant=applicant))
    assert got.status_code == 200, got.text
    return ProgressAnswer.model_validate_json(got.content).cases


def form_of(terminal: Terminal, key: object, applicant: Applicant = LI) -> CaseForm:
    got = terminal.post(wire.CASE_FORM, OwnCase(applicant=applicant, key=key))
    assert got.status_code == 200, got.text
    return CaseForm.model_validate_json(got.content)


def put_off(days: int = 5) -> tuple[Material, ...]:
    """As usual, and the lease comes later."""
    *others, lease = SHOP_PAPERS
    assert lease.deferred_until is not None
    return (*others, lease.model_copy(update={"deferred_until": lease.deferred_until + timedelta(days=days)}))


def wrong_shop(sequence: int = 1, **changes: Any) -> CaseSubmission:
    return shop(sequence, **{"answers": WRONG, "materials": put_off(), **changes})


def mending(terminal: Terminal, sequence: int, before: CaseSubmission, **changes: Any) -> CaseSubmission:
    """Of `before`, with everything mended; sent by any terminal."""
    facts = {
        "key": uuid4(),
        "terminal_id": terminal.id,
        "case_number": f"{terminal.id}-20261122-{sequence:04d}",
        "mends": before.key,
        "answers": trade(),
        "materials": put_off(),
        **changes,
    }
    return shop(sequence, **facts)
