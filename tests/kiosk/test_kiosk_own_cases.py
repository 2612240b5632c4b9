"""我办的事 on real wires: a case of another terminal is found, mended under its number, and papers are printed again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from kiosk_bench import LICENCE, RECORD
from test_kiosk_visit import case_arrives_once, line_cut, number_of

from catalogue.sample import sample
from contract.case import Applicant, CaseSubmission, Consent, Material
from contract.case_number import CaseNumber
from contract.codes import CaseState, IdDocument, IdentityMethod
from offline_cache.hub_link import HubLink
from offline_cache.keys import FileKeyHome
from outcome import Ok
from visit.views import FormBody, ListBody

LI = Applicant(
    name="李建国",
    id_document=IdDocument.RESIDENT_ID,
    id_number="99010119880712001X",
    identified_by=IdentityMethod.ID_CARD,
)


@pytest.fixture(scope="module")
def village(_rig, tmp_path_factory) -> HubLink:
    """Another terminal of the same hub."""
    keys = FileKeyHome.open(tmp_path_factory.mktemp("village"))
    assert isinstance(keys, Ok)
    link = HubLink(_rig.around.hub.url, "YX0002", keys.value)
    code = _rig.around.hub.enrolment_code("YX0002", "柳桥村便民服务站", "Liuqiao Village")
    assert isinstance(code, Ok), code
    assert isinstance(link.enrol(code.value), Ok)
    return link


def licence(rig, sequence: int, **wrong) -> CaseSubmission:
    item, today = rig.items.items[LICENCE], date.today()  # noqa: DTZ011  as the hub reckons it
    lease = {"deferred_until": today + timedelta(days=7)}
    promise = {"promise_version": "2026-11"}
    more = {"place_lease": lease, "place_promise": promise}
    answers = {one.id: sample(one.kind, one.example, today) for one in item.fields()}
    return CaseSubmission(
        key=uuid4(),
        terminal_id="YX0002",
        sequence=sequence,
        case_number=str(CaseNumber("YX0002", today, sequence, "ABC")),
        item_id=item.id,
        item_version=item.version,
        accepted_at=datetime.now(UTC),
        clock_trusted=True,
        accepted_offline=False,
        promised_date=today + timedelta(days=5),
        applicant=LI,
        answers=answers | wrong,
        materials=tuple(
            Material(material_id=one.id, trust=one.trust, **more.get(one.id, {})) for one in item.materials
        ),
        consent=Consent(text_version=item.consent.version, agreed_at=datetime.now(UTC)),
        signature_png=b"\x89PNG",
    )


def to_cases(rig) -> None:
    rig.walk("home")
    rig.press("cases")
    rig.on("cases_card")
    rig.dock("insert-card", "li")
    rig.press("next")
    rig.on("cases")
    rig.dock("remove-card")


def open_case(rig, number: str) -> None:
    to_cases(rig)
    rig.until("the list", lambda: isinstance(rig.view.body, ListBody))
    while rig.touchable(f"case:{number}") is None:
        shown = rig.view
        rig.press("page_after")
        rig.until("the next page", lambda was=shown: rig.view != was)
    rig.press(f"case:{number}")
    rig.on("case")


def to_sign(rig) -> None:
    """On and on; what is filled in stands."""
    while rig.page != "sign":
        place = (rig.page, rig.view)
        rig.press("agree" if rig.page == "consent" else "next")
        rig.until("the next page", lambda was=place: (rig.page, rig.view) != was)


def mend_the_phone(rig) -> None:
    """Past the consent to the page with the telephone, which is marked, and on."""
    rig.press("agree")
    rig.on("form")
    while not any(one.id == "phone" for one in rig.view.body.questions):
        shown = rig.view
        rig.press("next")
        rig.until("the next page", lambda was=shown: rig.view != was)
    assert isinstance(rig.view.body, FormBody)
    asked = next(one for one in rig.view.body.questions if one.id == "phone")
    assert asked.problem, "what was wrong is marked before anything is typed"
    if not asked.active:
        rig.press("focus:phone")
    rig.press("key:clear")
    for digit in "10000000002":
        rig.press(f"key:{digit}")
    rig.until("the number", lambda: "10000000002" in rig.words().replace(" ", ""))
    to_sign(rig)
    rig.sign()
    rig.on("result")


def test_a_case_of_another_terminal_is_mended_here_under_its_number(rig, village) -> None:
    sent = village.send_case(licence(rig, 1, phone="1000000"))
    assert isinstance(sent, Ok), sent
    assert sent.value.state is CaseState.TO_MEND
    open_case(rig, sent.value.case_number)
    rig.sees("需要修改", sent.value.reasons[0].text_zh)
    rig.press("mend")
    rig.on("consent")
    mend_the_phone(rig)
    number = number_of(rig)
    case_arrives_once(rig, number)
    assert rig.terminal.mailbox.state.here.answer.office_number == sent.value.office_number
    rig.leave()
    open_case(rig, sent.value.case_number)
    rig.sees("您修改后重新交上")
    assert rig.touchable("mend") is None


def test_mended_while_the_line_is_cut_it_arrives_later(rig, village) -> None:
    sent = village.send_case(licence(rig, 2, phone="1000000"))
    assert isinstance(sent, Ok)
    open_case(rig, sent.value.case_number)
    rig.press("mend")
    rig.on("consent")
    with line_cut(rig):
        mend_the_phone(rig)
        number = number_of(rig)
        assert rig.cases_at_hub(number) == 0
    rig.terminal.sync.wake()
    case_arrives_once(rig, number)


def test_without_a_line_it_is_said_with_the_window_s_telephone(rig) -> None:
    with line_cut(rig):
        rig.walk("home")
        rig.press("cases")
        rig.on("cases")
        rig.sees("查不了进度", rig.config.terminal.window_phone)


def test_a_certificate_is_printed_again_with_a_mark(rig) -> None:
    rig.walk("result", item=RECORD)
    number = number_of(rig)
    rig.until("the papers", lambda: rig.words().count("打好了，请取走") == 2)
    rig.leave()
    before = len(rig.dock("state")["document_printer"]["jobs"])
    open_case(rig, number)
    rig.sees("再打一份")
    (paper,) = rig.terminal.mailbox.state.here.progress.answer.cases[0].papers
    rig.press(f"print:{paper.document_id}")
    rig.sees("打好了，请取走")
    assert len(rig.dock("state")["document_printer"]["jobs"]) == before + 1


def test_withdrawn_here_after_a_question(rig, village) -> None:
    sent = village.send_case(licence(rig, 3, phone="1000000"))
    assert isinstance(sent, Ok)
    open_case(rig, sent.value.case_number)
    rig.press("withdraw")
    rig.sees("要撤回吗")
    rig.press("withdraw_now")
    rig.sees("已撤回")
    assert rig.touchable("withdraw") is None
