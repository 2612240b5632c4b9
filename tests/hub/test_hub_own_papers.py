"""Papers of an approved case, printed for their applicant at any terminal; a further print says that it is one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pypdfium2
import pytest
from hub_own import WANG, another, hand_in, own
from hub_terminal import LI, NOON, SHOP_PAPERS, shop, submission
from sqlalchemy import delete, select, update

from contract import wire
from contract.case_number import CaseNumber, parse
from contract.codes import CaseState
from contract.progress import OwnDocument, OwnPaper, ProgressQuery, ReceiptQuery
from contract.receipt_proof import prove, state
from hub.cases.mend_chain import answer_of
from hub.certificates.revoke import revoke
from hub.tables import audit, case, document_print, paper_revocation
from outcome import Ok

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from hub_terminal import HeldClock, Terminal

    from contract.case import Applicant, CaseSubmission
    from hub.wiring import Hub


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def ask(terminal: Terminal, code: str, print_key: UUID | None = None, who: Applicant = LI) -> OwnDocument:
    got = terminal.post(
        wire.CASE_PAPER, OwnPaper(applicant=who, document_id=code, print_key=print_key or uuid4())
    )
    assert got.status_code == 200, got.text
    return OwnDocument.model_validate_json(got.content)


@pytest.fixture
def code(terminal: Terminal) -> str:
    return hand_in(terminal, submission()).documents[0].document_id


def test_printed_at_another_terminal_with_a_mark_on_every_page(
    hub: Hub, client: TestClient, clock: HeldClock, terminal: Terminal, code: str
) -> None:
    village = another(hub, client, clock)
    (paper,) = own(village)[0].papers
    assert (paper.document_id, paper.again) == (code, True)
    got = ask(village, code)
    assert got.again
    pages = words(got.document.pdf)
    assert pages
    assert all("补打件" in page and village.id in page for page in pages)
    assert all(code in page for page in pages), "it is the very paper"
    with hub.database.read() as connection:
        noted = connection.execute(
            select(audit.c.actor).where(audit.c.action == "own_paper_printed")
        ).scalars()
        assert list(noted) == [village.id]


def test_the_same_print_asked_for_twice_is_one(hub: Hub, terminal: Terminal, code: str) -> None:
    key = uuid4()
    assert ask(terminal, code, key) == ask(terminal, code, key)
    with hub.database.read() as connection:
        assert len(connection.execute(select(document_print)).all()) == 1


def test_a_paper_that_nobody_got_yet_is_no_reprint(hub: Hub, terminal: Terminal, code: str) -> None:
    """As of a case that a person approved: its answer brought no paper."""
    with hub.database.write() as connection:
        row = connection.execute(select(case)).one()
        answer = answer_of(hub, row).model_copy(update={"documents": ()})
        sealed = hub.vault.seal(answer.model_dump_json().encode(), f"case_file/{row.key}/answer")
        connection.execute(update(case).values(sealed_answer=sealed))
    assert not own(terminal)[0].papers[0].again
    first = uuid4()
    for _ in range(2):
        got = ask(terminal, code, first)
        assert not got.again
        assert not any("补打件" in page for page in words(got.document.pdf))
    assert own(terminal)[0].papers[0].again
    assert ask(terminal, code).again


def test_a_paper_of_somebody_else_revoked_or_over_is_not_given(
    hub: Hub, terminal: Terminal, clock: HeldClock, code: str
) -> None:
    def refused(who: Applicant = LI) -> bool:
        wanted = OwnPaper(applicant=who, document_id=code, print_key=uuid4())
        got = terminal.post(wire.CASE_PAPER, wanted)
        return (got.status_code, got.json().get("code")) == (404, "no_such_paper")

    assert refused(WANG)
    assert isinstance(revoke(hub, code, "given by mistake", "lin"), Ok)
    assert refused()
    assert own(terminal)[0].papers == ()
    with hub.database.write() as connection:
        connection.execute(delete(paper_revocation))
        connection.execute(update(case).values(state=CaseState.REFUSED))
    assert refused()
    with hub.database.write() as connection:
        connection.execute(update(case).values(state=CaseState.DONE))
    assert not refused()
    clock.now += timedelta(days=4000)
    assert refused()


def proof_of(terminal: Terminal, one: CaseSubmission) -> str:
    number = parse(one.case_number)
    assert number is not None
    made = state(number, one.item_id, NOON, one.model_dump_json().encode())  # as it is sent
    return prove(made, None, terminal.private.sign).text("https://hub.example/receipt")


def test_a_receipt_alone_tells_only_of_cases_without_a_name(terminal: Terminal, hub: Hub) -> None:
    number = str(CaseNumber(terminal.id, NOON.date(), 1, "ABC"))
    named = shop(1, case_number=number, materials=SHOP_PAPERS)
    hand_in(terminal, named)
    got = terminal.post(wire.PROGRESS_OF_RECEIPT, ReceiptQuery(proof=proof_of(terminal, named)))
    assert (got.status_code, got.json()["code"]) == (409, "needs_identity")
    with hub.database.write() as connection:
        connection.execute(update(case).values(whose=b""))
    got = terminal.post(wire.PROGRESS_OF_RECEIPT, ReceiptQuery(proof=proof_of(terminal, named)))
    assert [one["case_number"] for one in got.json()["cases"]] == [number]
    other = named.model_copy(update={"answers": {}})
    got = terminal.post(wire.PROGRESS_OF_RECEIPT, ReceiptQuery(proof=proof_of(terminal, other)))
    assert (got.status_code, got.json()["code"]) == (404, "not_genuine")
    for text in ("", "hello", number):
        got = terminal.post(wire.PROGRESS_OF_RECEIPT, ReceiptQuery(proof=text))
        assert got.status_code == 404
    assert terminal.post(wire.PROGRESS, ProgressQuery(applicant=WANG)).json()["cases"] == []
