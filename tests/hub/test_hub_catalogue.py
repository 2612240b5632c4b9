"""The product's own items: each trial is decided as its file says, each paper can be set, the demo's register fits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

import pypdfium2
import pytest
import yaml
from hub_terminal import AGREED, LI, NOON, REGISTERS, RESIDENTS, HeldClock, submission
from stdnum.cn import uscc

from catalogue.answers import asked_materials, relevant
from catalogue.fictional import applicant_of
from catalogue.loader import Catalogue, load, load_file
from catalogue.model import Ends, Handling, Instant, Item, Layout, MaterialWay, Rules, Text, Trial
from catalogue.realm import Realm
from catalogue.sample import examples, records
from contract.case import CaseSubmission, Consent, Material
from contract.codes import CaseState
from hub.certificates.issue import draft
from hub.departments.decision import Decision, decide
from hub.departments.demo_register import EVERYBODY, open_register
from hub.departments.grounds import Grounds
from hub.departments.register import Record, Register
from hub.settings import PRODUCT_SERVICES
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract.case import Answer
    from hub.wiring import Hub

TODAY = NOON.date()
KEY = UUID(int=7)
STATES = {
    Ends.APPROVED: {CaseState.APPROVED, CaseState.DONE},
    Ends.ACCEPTED: {CaseState.IN_REVIEW},
    Ends.NOT_ELIGIBLE: {CaseState.REFUSED},
    Ends.TO_MEND: {CaseState.TO_MEND},
    Ends.NOTHING_FOUND: {CaseState.REFUSED},
}
PAPERS = {
    "daiyu-zige-renzheng": Layout.SLIP,
    "gongsi-sheli": Layout.LICENCE,
    "shebao-canbao-zhengming": Layout.STATEMENT,
    "wanshui-zhengming": Layout.STATEMENT,
    "wufang-zhengming": Layout.STATEMENT,
}


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    loaded = load(PRODUCT_SERVICES)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return loaded


def case_of(item: Item, trial: Trial) -> CaseSubmission:
    """As a terminal makes it of the trial."""
    given = {name: value for name, value in examples(item, TODAY, trial.answers).items() if value is not None}
    answers = relevant(item, given)
    consent = (
        Consent(text_version=item.consent.version, agreed_at=NOON) if item.consent is not None else AGREED
    )
    return submission(
        key=KEY,
        item_id=item.id,
        item_version=item.version,
        applicant=None if item.needs.anonymous else applicant_of(trial.applicant, TODAY),
        answers=answers,
        materials=materials_of(item, answers, trial),
        consent=consent,
        accepted_offline=trial.offline,
    )


def materials_of(item: Item, answers: Mapping[str, Answer], trial: Trial) -> tuple[Material, ...]:
    """Those that these answers ask for."""
    given = []
    for one in asked_materials(item, answers):
        agreed = trial.promises.get(one.id, True)
        promised = one.promise_version if one.way is MaterialWay.PROMISE and agreed else None
        later = TODAY if one.way is MaterialWay.LATER and agreed else None
        given.append(
            Material(material_id=one.id, trust=one.trust, promise_version=promised, deferred_until=later)
        )
    return tuple(given)


@cache
def the_register() -> Register:
    return open_register(RESIDENTS, REGISTERS)


def grounds_of(item: Item, case: CaseSubmission, trial: Trial) -> Grounds:
    """What the demo's register says, but for the facts of the trial."""
    record = None
    if case.applicant is not None and trial.ends is not Ends.NOTHING_FOUND:
        looked = the_register().look_up(item, case.applicant, case.answers, NOON)
        assert isinstance(looked, Ok)
        entries = looked.value.entries if looked.value is not None else ()
        record = Record(facts=records(item, TODAY, trial.facts), entries=entries, as_of=NOON)
    return Grounds(day=TODAY, realm=Realm.DEMO, version=item.version, record=record)


def decided(item: Item, trial: Trial) -> Decision:
    case = case_of(item, trial)
    return decide(item, case, grounds_of(item, case, trial))


def test_every_trial_of_every_item_is_decided_as_its_file_says(shelf: Catalogue) -> None:
    wrong, played = [], 0
    for item in shelf.items.values():
        for trial in item.trials if item.complete else ():
            played += 1
            decision = decided(item, trial)
            open_rules = {one.rule for one in decision.rules if one.held is not True}
            instant = {rule.id for rule in item.rules.instant}
            if trial.offline:  # it ends where the resident leaves; the hub decides when the line is back
                assert decision.state in {CaseState.APPROVED, CaseState.DONE, CaseState.IN_REVIEW}
            elif decision.state not in STATES[trial.ends]:
                wrong.append(f"{item.id}.{trial.id}: {decision.state}, not {trial.ends}; {open_rules}")
            elif open_rules != set(trial.fails) & instant:
                wrong.append(f"{item.id}.{trial.id}: {open_rules} did not hold")
    assert not wrong, "\n".join(wrong)
    assert played > 50


@pytest.mark.parametrize("name", PAPERS)
def test_papers_can_be_set_and_carry_the_mark(
    shelf: Catalogue, hub: Hub, name: str, clock: HeldClock
) -> None:
    item = shelf.items[name]
    trial = next(one for one in item.trials if one.ends is Ends.APPROVED)
    decision = decided(item, trial)
    (statement,) = decision.statements
    assert statement.layout is PAPERS[name]
    paper = draft(hub, statement, case_of(item, trial), clock(), 1)
    document = pypdfium2.PdfDocument(paper.document.pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    pages = len(document)
    document.close()
    assert text.count("演示样张·无效") == 3 * pages
    for expected in (
        "".join(statement.title_zh.split()),
        paper.issue.code,
        "QH0001-20261122-0001",
        f"共{pages}页",
    ):
        assert expected in text
    assert "{" not in text, "a word that was not filled in"


def test_tax_record_has_a_line_for_every_month(shelf: Catalogue) -> None:
    item = shelf.items["wanshui-zhengming"]
    trial = Trial(
        id="x", says="x", ends=Ends.APPROVED, answers={"period_from": "2024-11", "period_to": "2025-02"}
    )
    (statement,) = decided(item, trial).statements
    assert statement.table is not None
    months = [row[0] for row in statement.table.rows]
    assert months == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert statement.says is not None
    assert "4条" in statement.says[0]
    assert statement.closing is not None
    assert "合计已缴税额 ¥420.00。" in statement.closing[0]


def test_statement_of_taxes_adds_up_the_years(shelf: Catalogue) -> None:
    item = shelf.items["wanshui-zhengming"]
    answers = {"kind": "statement", "tax": "all", "period_from": "2020-11", "period_to": "2021-04"}
    (statement,) = decided(item, Trial(id="x", says="x", ends=Ends.APPROVED, answers=answers)).statements
    assert statement.table is not None
    assert [(row[0], row[1].split("\n")[0], row[3]) for row in statement.table.rows] == [
        ("2020", "工资薪金所得", "¥210.00"),
        ("2021", "工资薪金所得", "¥420.00"),
        ("2021", "车辆购置税", "¥11,800.00"),
    ]


def test_company_that_rules_approve_gets_its_credit_code(shelf: Catalogue) -> None:
    item = shelf.items["gongsi-sheli"]
    (statement,) = decided(item, next(one for one in item.trials if one.ends is Ends.APPROVED)).statements
    lines = {line.label_zh: line.value for line in statement.lines}
    assert uscc.is_valid(lines["统一社会信用代码"])
    assert lines["统一社会信用代码"].startswith("91990101MA")
    assert lines["名称"].startswith("清河县")


def test_shop_that_rules_approve_gets_a_licence_of_its_kind() -> None:
    shop = load_file(PRODUCT_SERVICES / "shichang" / "getihu-sheli.yaml")
    assert isinstance(shop, Item)
    company = load_file(PRODUCT_SERVICES / "shichang" / "gongsi-sheli.yaml")
    assert isinstance(company, Item)
    assert company.certificate is not None
    says = Text(zh="看过", en="Looked at")
    code = company.certificate.lines[0]
    at_once = shop.model_copy(
        update={
            "handling": Handling.APPLY,
            "rules": Rules(instant=(Instant(id="small", holds="employees < 9", name=says, says=says),)),
            "certificate": company.certificate.model_copy(update={"lines": (code,)}),
        }
    )
    (statement,) = decided(at_once, Trial(id="x", says="x", ends=Ends.APPROVED)).statements
    assert statement.lines[0].value.startswith("92990101MA")
    assert uscc.is_valid(statement.lines[0].value)


def test_register_of_the_demo_names_residents_items_and_facts_that_there_are(shelf: Catalogue) -> None:
    book = yaml.safe_load(REGISTERS.read_text(encoding="utf-8"))
    people = yaml.safe_load(RESIDENTS.read_text(encoding="utf-8"))["residents"]
    assert set(book) <= {EVERYBODY, *people}
    for items in book.values():
        for name, told in items.items():
            facts = {fact.id for fact in shelf.items[name].facts}
            assert told == "nothing" or set(told.get("facts", {})) <= facts, name
    open_register(RESIDENTS, REGISTERS)
    assert LI.id_number in {one["id_number"] for one in people.values()}
