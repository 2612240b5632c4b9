"""Certificates: same case, same bytes; readable; verifiable; the watermark is always there, whatever the layout."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import pypdfium2
import pytest
from hub_items import HOMES, write_items
from hub_terminal import LI, NOON, REGISTERS, RESIDENTS, HeldClock, Terminal, record, submission
from stdnum.cn import uscc

from catalogue.answers import relevant
from catalogue.loader import load_file
from catalogue.model import Item, Layout
from contract import wire
from contract.case import CaseAnswer, Document
from contract.codes import CaseState
from hub.certificates.certificate import Issue
from hub.certificates.codes import tidy
from hub.certificates.issue import draft
from hub.certificates.typeset import typeset
from hub.departments.demo_register import open_register
from hub.departments.papers import paper_of
from hub.departments.papers.licence import demo_credit_code
from hub.departments.papers.paper import Asked
from hub.departments.papers.statement import Line, Statement, Table
from hub.departments.register import Record
from hub.settings import PRODUCT_SERVICES
from outcome import Ok
from typeset.qr import qr_svg

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from contract.case import CaseSubmission
    from hub.wiring import Hub

INSURED = load_file(PRODUCT_SERVICES / "renshe" / "shebao-canbao-zhengming.yaml")
ISSUE = Issue(
    code="ABCD-EFGH-JKMN-PQRS",
    issued_at=NOON,
    terminal_id="QH0001",
    case_number="QH0001-20261122-0001",
    verify_url="https://hub.example/verify/ABCD-EFGH-JKMN-PQRS?t=token",
)
SMALL = Statement(
    title_zh="小证明",
    title_en="A small paper",
    issuer_zh="清河县政务服务中心",
    issuer_en="Qinghe County Government Service Centre",
    lines=(Line("姓名", "Name", "刘䶮𠮷", "刘**"),),
    valid_until=date(2027, 2, 20),
    says=("记下了。", "Noted."),
    table=Table((("月", "Month"), ("元", "Yuan")), (("2026-01", "1.00"),), 0),
    closing=("只说明今天。", "True of today."),
)


def statement_of(message: CaseSubmission) -> Statement:
    """As the demo's register has it."""
    assert isinstance(INSURED, Item)
    register = open_register(RESIDENTS, REGISTERS)
    assert message.applicant is not None
    looked = register.look_up(INSURED, message.applicant, message.answers, NOON)
    assert isinstance(looked, Ok)
    answers = relevant(INSURED, message.answers)
    asked = Asked(INSURED, message.applicant, answers, NOON.date(), looked.value, message.key)
    statement = paper_of(INSURED).statement(asked)
    assert statement is not None
    return statement


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_has_what_no_paper_goes_without(layout: Layout) -> None:
    statement = replace(SMALL, layout=layout)
    pdf = typeset(statement, ISSUE)
    assert typeset(statement, ISSUE) == pdf, "equal input, equal bytes"
    assert typeset(statement, replace(ISSUE, terminal_id="QH0002")) != pdf
    assert b"pdfaid:part>2<" in pdf or b'pdfaid:part="2"' in pdf
    text = text_of(pdf)
    assert text.count("演示样张·无效") == 3
    for expected in (
        "小证明",
        "Asmallpaper",
        "刘䶮𠮷",
        "记下了。",
        "清河县政务服务中心",
        "ABCD-EFGH-JKMN-PQRS",
        "2026-11-2212:00:00",
        "2027-02-20",
        "QH0001-20261122-0001",
        "终端TerminalQH0001",
        "第1页，共1页",
        "https://hub.example/verify",
    ):
        assert expected in text, expected


def test_text_of_an_insurance_record_can_be_read_out() -> None:
    text = text_of(typeset(statement_of(submission()), ISSUE))
    for expected in (
        "社会保险参保证明",
        "Socialinsurancerecord",
        "李建国",
        "99010119880712001X",
        "养老保险",
        "2016-07~2026-10",
        "买房或租房",
    ):
        assert expected in text, expected
    assert "失业保险" not in text, "it was not asked for"


def test_long_list_breaks_into_numbered_pages() -> None:
    statement = statement_of(submission(answers=record(kind="monthly")))
    assert statement.table is not None
    long = replace(statement, table=replace(statement.table, rows=statement.table.rows * 8))
    text = text_of(typeset(long, ISSUE))
    pages = int(re.findall(r"第1页，共(\d)页", text)[0])
    assert pages > 2
    assert text.count("月基数") >= pages - 1, "the heading of the table is repeated"
    assert text.count("演示样张·无效") == 3 * pages


def test_monthly_list_has_every_month_once() -> None:
    insurances = ("pension", "unemployment", "injury")
    statement = statement_of(submission(answers=record(kind="monthly", insurances=insurances)))
    assert statement.table is not None
    rows = statement.table.rows
    amounts = ("6,200.00", "496.00", "31.00", "0.00")
    assert rows[0] == ("2016-07 ~ 2016-12\n云溪市青石机械有限公司", "6", *amounts)
    assert rows[-1] == ("2026-01 ~ 2026-10\n云溪市青石机械有限公司", "10", *amounts)
    assert sum(int(row[1]) for row in rows) == 124


def test_qr_is_one_path() -> None:
    assert qr_svg("https://hub.example/verify/A") == qr_svg("https://hub.example/verify/A")
    assert qr_svg("x").count("<path") == 1


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"period_from": "2026-01", "period_to": "2026-06"}, CaseState.DONE),
        ({"period_from": "2026-06", "period_to": "2026-01"}, CaseState.TO_MEND),
        ({"period_from": "once"}, CaseState.TO_MEND),
        ({"period_from": "2001-01", "period_to": "2002-01"}, CaseState.REFUSED),
    ],
)
def test_decision_follows_the_period(terminal: Terminal, answers: dict, state: CaseState) -> None:
    got = terminal.post(wire.CASES, submission(answers=record(**answers)))
    answer = CaseAnswer.model_validate_json(got.content)
    assert answer.state is state
    assert bool(answer.documents) is (state is CaseState.DONE)
    assert bool(answer.reasons) is (state is not CaseState.DONE)


@pytest.fixture
def homes(tmp_path: Path) -> Item:
    return write_items(tmp_path / "items", HOMES)["homes"]


def described(item: Item, **facts: int) -> Statement:
    on_record = Record(facts=dict(facts), as_of=NOON)
    statement = paper_of(item).statement(Asked(item, LI, {"whose": "me"}, NOON.date(), on_record))
    assert statement is not None
    return statement


def test_paper_says_what_its_file_describes(homes: Item) -> None:
    none, two = described(homes, homes=0), described(homes, homes=2)
    assert (none.says, two.says) == (("没有查到。", "None found."), ("查到2处。", "Found: 2."))
    assert [(line.label_zh, line.value, line.masked) for line in none.lines] == [
        ("姓名", "李建国 99010119880712001X", "李*国 990***********001X"),
        ("查谁", "me", "（不公开 not public）"),
        ("日期", "2026年11月22日至2026年12月22日", "2026年11月22日至2026年12月22日"),
    ]
    assert none.valid_until == date(2026, 12, 22)
    assert [line.label_zh for line in described(homes, homes=9).lines] == ["姓名", "查谁"]


def test_paper_without_lines_has_all_that_was_asked_and_is_shown(homes: Item) -> None:
    assert homes.certificate is not None
    plain = homes.model_copy(
        update={"certificate": homes.certificate.model_copy(update={"lines": (), "says": ()})}
    )
    statement = described(plain, homes=3, old=True)
    assert [(line.label_zh, line.value) for line in statement.lines] == [
        ("姓名", "李建国"),
        ("证件号码", "99010119880712001X"),
        ("问whose", "me"),
        ("记录homes", "3"),
    ]
    assert statement.says is None


def test_same_case_gets_the_same_paper_and_other_words_another_signature(hub: Hub) -> None:
    message = submission()
    first, again = (draft(hub, SMALL, message, NOON, 1) for _ in range(2))
    assert first.document.pdf == again.document.pdf
    assert first.document.verify_url == again.document.verify_url
    raised = replace(SMALL, lines=(Line("姓名", "Name", "刘䶮", "刘*"),))
    other = draft(hub, raised, message, NOON, 1)
    assert other.issue.code == first.issue.code
    assert other.token != first.token
    assert draft(hub, SMALL, message, NOON, 2).issue.code != first.issue.code
    assert draft(hub, SMALL, submission(), NOON, 1).issue.code != first.issue.code, "another case"


def test_credit_code_of_a_new_business_is_right_and_its_own() -> None:
    key, other = UUID(int=7), UUID(int=8)
    for kind in ("91", "92"):
        code = demo_credit_code(kind, key)
        assert uscc.is_valid(code)
        assert code.startswith(f"{kind}990101MA")
        assert code == demo_credit_code(kind, key) != demo_credit_code(kind, other)
    assert all(uscc.is_valid(demo_credit_code("92", UUID(int=number))) for number in range(200))


def issued(terminal: Terminal) -> Document:
    answer = terminal.post(wire.CASES, submission())
    (document,) = CaseAnswer.model_validate_json(answer.content).documents
    return document


def test_public_page_says_what_was_certified_masked(terminal: Terminal, client: TestClient) -> None:
    document = issued(terminal)
    url = urlsplit(document.verify_url)
    page = client.get(f"{url.path}?{url.query}")
    assert page.status_code == 200
    assert "证明是真的" in page.text
    assert "李*国" in page.text
    assert "李建国" not in page.text
    assert "9880712" not in page.text
    assert "买房" not in page.text
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
    assert "No certificate was issued" in page.text


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
    assert "已过有效期" in client.get(f"/verify/{document.document_id}").text


def test_typed_code_is_tidied() -> None:
    assert tidy(" abcd efgh—jkmn.pqrs ") == "ABCD-EFGH-JKMN-PQRS"
