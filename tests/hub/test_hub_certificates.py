"""Certificates: same input, same bytes; readable; verifiable; the watermark is always there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pypdfium2
import pytest
import yaml
from hub_terminal import LI, NOON, RESIDENTS, HeldClock, Terminal, submission

from catalogue.loader import load
from catalogue.realm import Realm
from contract import wire
from contract.case import CaseAnswer, Document
from contract.codes import CaseState
from hub.certificates.certificate import Issue
from hub.certificates.qr import qr_svg
from hub.certificates.typeset import typeset
from hub.console.verify import tidy
from hub.departments import load_departments
from hub.settings import PRODUCT_SERVICES

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from contract.case import CaseSubmission

ITEM = load(PRODUCT_SERVICES).items["shebao-canbao-zhengming"]
ISSUE = Issue(
    code="ABCD-EFGH-JKMN-PQRS",
    issued_at=NOON,
    valid_until=date(2027, 2, 20),
    terminal_id="QH0001",
    case_number="QH0001-20261122-0001",
    verify_url="https://hub.example/verify/ABCD-EFGH-JKMN-PQRS?t=token",
)


def statement_of(message: CaseSubmission):
    department = load_departments(RESIDENTS, Realm.DEMO)[message.item_id]
    (statement,) = department.decide(message, ITEM, NOON).statements
    return statement


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_same_input_gives_the_same_bytes() -> None:
    statement = statement_of(submission())
    first = typeset(statement, ISSUE)
    assert typeset(statement, ISSUE) == first
    assert typeset(statement, replace(ISSUE, terminal_id="QH0002")) != first


def test_text_can_be_read_out() -> None:
    text = text_of(typeset(statement_of(submission()), ISSUE))
    for expected in (
        "社会保险参保证明",
        "Certificateofsocialinsurance",
        "李建国",
        "99010119880712001X",
        "养老保险",
        "2016-07",
        "ABCD-EFGH-JKMN-PQRS",
        "2026-11-2212:00:00",
        "2027-02-20",
        "QH0001-20261122-0001",
        "第1页，共1页",
    ):
        assert expected in text, expected
    assert "失业保险" not in text, "it was not asked for"


def test_watermark_and_pdf_a() -> None:
    pdf = typeset(statement_of(submission()), ISSUE)
    assert text_of(pdf).count("演示样张·无效") == 3
    assert b"pdfaid:part>2<" in pdf or b'pdfaid:part="2"' in pdf


def test_rare_characters_are_drawn() -> None:
    rare = LI.model_copy(update={"name": "刘䶮𠮷", "id_number": "990103200802290039"})
    text = text_of(typeset(statement_of(submission(applicant=rare, answers={})), ISSUE))
    assert "刘䶮𠮷" in text


def test_long_list_breaks_into_numbered_pages() -> None:
    statement = statement_of(submission(answers={"kind": "monthly"}))
    text = text_of(typeset(replace(statement, rows=statement.rows * 8), ISSUE))
    pages = int(re.findall(r"第1页，共(\d)页", text)[0])
    assert pages > 2
    assert text.count("月基数") >= pages - 1, "the heading of the table is repeated"
    assert text.count("演示样张·无效") == 3 * pages


def test_monthly_list_has_every_month_once() -> None:
    rows = statement_of(submission(answers={"kind": "monthly"})).rows
    amounts = ("6,200.00", "496.00", "31.00", "0.00", "124.00")
    assert rows[0] == ("2016-07 ~ 2016-12\n云溪市青石机械有限公司", "6", *amounts)
    assert rows[-1] == ("2026-01 ~ 2026-10\n云溪市青石机械有限公司", "10", *amounts)
    assert sum(int(row[1]) for row in rows) == 124


def test_qr_is_one_path() -> None:
    assert qr_svg("https://hub.example/verify/A") == qr_svg("https://hub.example/verify/A")
    assert qr_svg("x").count("<path") == 1


def test_office_codes_are_those_of_the_items_on_the_shelf() -> None:
    on_shelf = {}
    for path in (RESIDENTS.parents[1] / "services").glob("[a-z]*/*.yaml"):
        item = yaml.safe_load(path.read_text(encoding="utf-8"))
        on_shelf[item["id"]] = item["code"]
    for item_id, department in load_departments(RESIDENTS, Realm.DEMO).items():
        assert department.items[item_id].code == on_shelf[item_id]
        assert len(on_shelf[item_id]) == 31


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"period_from": "2026-01", "period_to": "2026-06"}, CaseState.DONE),
        ({"period_from": "2026-06", "period_to": "2026-01"}, CaseState.TO_MEND),
        ({"period_from": "once"}, CaseState.TO_MEND),
        ({"period_from": "2001-01", "period_to": "2002-01"}, CaseState.REFUSED),
        ({"insurances": ("maternity",)}, CaseState.REFUSED),
    ],
)
def test_decision_follows_the_period(answers: dict, state: CaseState) -> None:
    department = load_departments(RESIDENTS, Realm.DEMO)["shebao-canbao-zhengming"]
    decision = department.decide(submission(answers=answers), ITEM, NOON)
    assert decision.state is state
    assert bool(decision.statements) is (state is CaseState.DONE)
    assert bool(decision.reasons) is (state is not CaseState.DONE)


def issued(terminal: Terminal) -> Document:
    answer = terminal.post(wire.CASES, submission())
    (document,) = CaseAnswer.model_validate_json(answer.content).documents
    return document


def test_public_page_says_what_was_certified_masked(terminal: Terminal, client: TestClient) -> None:
    document = issued(terminal)
    url = urlsplit(document.verify_url)
    page = client.get(f"{url.path}?{url.query}")
    assert page.status_code == 200
    assert "真实" in page.text
    assert "李*国" in page.text
    assert "李建国" not in page.text
    assert "9880712" not in page.text
    assert "购房" not in page.text
    english = client.get(f"{url.path}?{url.query}&lang=en")
    assert "Genuine" in english.text
    assert f"/documents/{document.document_id}.pdf" in english.text, "the switch keeps the token"
    assert f"{url.path}?{url.query}&amp;lang=zh" in english.text
    typed = client.get(f"/verify?code={document.document_id.lower().replace('-', ' ')}")
    assert typed.headers["location"] == f"/verify/{document.document_id}"
    assert "/documents/" not in client.get(typed.headers["location"]).text, "only the QR leads to the PDF"


def test_unknown_code_is_not_genuine(client: TestClient) -> None:
    page = client.get("/verify/ABCD-EFGH-JKMN-PQRS?lang=en")
    assert page.status_code == 404
    assert "No document was issued" in page.text


def test_pdf_needs_the_token(terminal: Terminal, client: TestClient, clock: HeldClock) -> None:
    document = issued(terminal)
    path = f"/documents/{document.document_id}.pdf"
    token = urlsplit(document.verify_url).query
    assert client.get(path).status_code == 404
    assert client.get(f"{path}?t=guess").status_code == 404
    got = client.get(f"{path}?{token}")
    assert (got.headers["content-type"], got.content) == ("application/pdf", document.pdf)
    clock.now += timedelta(days=91)
    assert client.get(f"{path}?{token}").status_code == 410
    assert "已过查验有效期" in client.get(f"/verify/{document.document_id}").text


def test_typed_code_is_tidied() -> None:
    assert tidy(" abcd efgh—jkmn.pqrs ") == "ABCD-EFGH-JKMN-PQRS"
