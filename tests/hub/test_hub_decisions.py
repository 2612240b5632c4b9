"""A case is decided by its item's file alone: who may not, what is to be mended, what rules approve, who waits for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hub_items import BIRTH, CHECK, HOMES, SHOP, TOGETHER, WORD, write_items
from hub_terminal import LI, NOON, HeldClock, Terminal, submission
from sqlalchemy import select

from contract import wire
from contract.attachment import AttachmentNote
from contract.case import CaseAnswer, CaseSubmission, Material, ScannedPage
from contract.codes import CaseState, MaterialTrust
from contract.query import Query, QueryAnswer
from hub.console.users import Role, set_user
from hub.departments.demo_register import DemoRegister, Told, open_register
from hub.departments.register import Record
from hub.departments.residents import Resident, Residents
from hub.tables import case
from hub.wiring import Hub, open_hub
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from catalogue.model import Item
    from contract.case import Answer, Applicant
    from hub.departments.register import Register
    from hub.settings import Settings

CARD = Material(material_id="identity", trust=MaterialTrust.A)
PROMISED = Material(material_id="true", trust=MaterialTrust.D, promise_version="2026-11")
NOT_PROMISED = Material(material_id="true", trust=MaterialTrust.D)
LITTLE_LI = LI.model_copy(update={"name": "李小满", "id_number": "990101201907120016"})
"""Seven years old; the check character is not looked at here."""


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Items of the tests alone."""
    folder = tmp_path / "services"
    write_items(folder, HOMES, CHECK, TOGETHER, BIRTH, WORD, SHOP)
    return replace(settings, services=folder)


@dataclass
class SaysAsTold:
    """The demo's register, until a test tells it what to answer."""

    plain: Register
    answer: Outcome[Record | None] | None = None

    def look_up(
        self, item: Item, applicant: Applicant, answers: Mapping[str, Answer], now: datetime
    ) -> Outcome[Record | None]:
        if self.answer is not None:
            return self.answer
        return self.plain.look_up(item, applicant, answers, now)


@pytest.fixture
def register(settings: Settings) -> SaysAsTold:
    return SaysAsTold(open_register(settings.residents, settings.registers))


@pytest.fixture
def hub(settings: Settings, clock: HeldClock, register: SaysAsTold) -> Iterator[Hub]:
    opened = open_hub(settings, clock, register)
    assert isinstance(opened, Ok)
    yield opened.value
    opened.value.database.close()


def on_record(**facts: Any) -> Outcome[Record | None]:
    return Ok(Record(facts=facts, as_of=NOON))


def homes(sequence: int = 1, **changes: Any):
    return submission(
        sequence, **{"item_id": "homes", "answers": {"whose": "me"}, "materials": (CARD,), **changes}
    )


def check(sequence: int = 1, **changes: Any):
    answers = {"shares": 60, "rest": 40}
    return submission(
        sequence, **{"item_id": "check", "answers": answers, "materials": (CARD, PROMISED), **changes}
    )


def answer_of(terminal: Terminal, message) -> CaseAnswer:
    got = terminal.post(wire.CASES, message)
    assert got.status_code == 200, got.text
    return CaseAnswer.model_validate_json(got.content)


def held(answer: CaseAnswer) -> dict[str, bool | None]:
    return {one.rule: one.held for one in answer.rules}


def test_every_rule_that_held_is_listed_and_the_paper_comes_at_once(terminal: Terminal) -> None:
    answer = answer_of(terminal, homes())
    assert (answer.state, answer.reasons) == (CaseState.DONE, ())
    assert held(answer) == {"only_me": True, "new": True}
    assert [one.text_zh for one in answer.rules] == ["只查本人", "没有旧记录"]
    assert len(answer.documents) == 1


def test_one_rule_that_did_not_hold_sends_it_to_a_person_and_says_which(terminal: Terminal) -> None:
    answer = answer_of(terminal, homes(answers={"whose": "all"}))
    assert (answer.state, answer.documents) == (CaseState.IN_REVIEW, ())
    assert held(answer) == {"only_me": False, "new": True}
    assert answer.rules[0].text_zh == "查别人的要看授权书"


def test_a_key_stands_for_a_signature_only_where_the_item_takes_one(terminal: Terminal) -> None:
    assert answer_of(terminal, homes(confirmed_by_key=True)).state is CaseState.DONE
    assert answer_of(terminal, check(2)).state is CaseState.APPROVED, "the control"
    answer = answer_of(terminal, check(3, confirmed_by_key=True))
    assert answer.state is CaseState.IN_REVIEW
    assert "亲手签名" in answer.reasons[0].text_zh


def test_what_the_register_does_not_say_is_never_taken_for_held(
    terminal: Terminal, register: SaysAsTold
) -> None:
    register.answer = on_record(homes=0)
    answer = answer_of(terminal, homes())
    assert (answer.state, held(answer)) == (CaseState.IN_REVIEW, {"only_me": True, "new": None})
    register.answer = on_record(homes=0, old=False)
    assert answer_of(terminal, homes(2)).state is CaseState.DONE, "the control"


@pytest.mark.parametrize("nothing", [Ok(None), on_record(homes=None, old=False)])
def test_nothing_on_record_is_said_with_the_way_on(
    terminal: Terminal, register: SaysAsTold, nothing: Outcome[Record | None]
) -> None:
    register.answer = nothing
    answer = answer_of(terminal, homes())
    assert answer.state is CaseState.REFUSED
    (reason,) = answer.reasons
    assert "没有查到" in reason.text_zh
    assert "不动产登记窗口" in reason.text_zh
    assert "10000099012" in reason.text_en


def test_register_that_does_not_answer_leaves_the_case_to_a_person(
    terminal: Terminal, register: SaysAsTold
) -> None:
    register.answer = Failure("down", Action.ENGINEER, "no line")
    answer = answer_of(terminal, homes())
    assert (answer.state, answer.rules) == (CaseState.IN_REVIEW, ())
    assert "工作人员" in answer.reasons[0].text_zh
    asked = terminal.post(wire.QUERIES, query("homes", whose="me"))
    assert (asked.status_code, asked.json()["code"]) == (503, "register_silent")


def test_who_may_not_is_told_that_alone(terminal: Terminal) -> None:
    answer = answer_of(terminal, homes(applicant=LITTLE_LI, answers={"whose": "nobody"}))
    assert (answer.state, answer.rules) == (CaseState.REFUSED, ())
    assert [one.text_zh for one in answer.reasons] == ["未满18周岁。"]


def test_the_day_is_that_of_acceptance_unless_the_calendar_was_wrong(
    terminal: Terminal, register: SaysAsTold
) -> None:
    register.answer = on_record(homes=0, old=False)
    early = NOON.replace(year=1990)
    assert answer_of(terminal, homes(1, accepted_at=early)).state is CaseState.REFUSED, "a child then"
    untrusted = homes(2, accepted_at=early, clock_trusted=False)
    assert answer_of(terminal, untrusted).state is CaseState.DONE


def test_everything_to_mend_between_answers_too(terminal: Terminal) -> None:
    message = check(answers={"shares": 60, "rest": 41}, materials=(CARD,))
    answer = answer_of(terminal, message)
    assert (answer.state, [one.field for one in answer.reasons]) == (CaseState.TO_MEND, ["rest", "true"])
    assert answer.reasons[0].text_zh == "“问rest”：加起来要是100。"


def test_approved_without_a_paper(terminal: Terminal) -> None:
    answer = answer_of(terminal, check())
    assert (answer.state, held(answer), answer.documents) == (CaseState.APPROVED, {"on_record": True}, ())


def test_what_is_not_promised_is_to_be_brought_before_rules_approve(terminal: Terminal) -> None:
    answer = answer_of(terminal, check(materials=(CARD, NOT_PROMISED)))
    assert answer.state is CaseState.IN_REVIEW
    assert [(one.field, one.text_zh) for one in answer.reasons] == [
        ("true", "“材料true”：请把材料带到窗口。")
    ]
    assert held(answer) == {"on_record": True}


def test_a_licence_is_fetched_laid_down_as_a_paper_or_brought_before_rules_approve(
    terminal: Terminal,
) -> None:
    page = AttachmentNote(id=uuid4(), size=4, digest=sha256(b"page").digest())
    fetched = Material(material_id="title", trust=MaterialTrust.A, fetch=True)
    scanned = Material(material_id="title", trust=MaterialTrust.C, pages=(ScannedPage(attachment=page.id),))
    left = Material(material_id="title", trust=MaterialTrust.A)
    made = [
        submission(
            number, item_id="shop", answers={"reason": "看看"}, materials=(CARD, one), attachments=files
        )
        for number, (one, files) in enumerate(((fetched, ()), (scanned, (page,)), (left, ())), 1)
    ]
    states = [answer_of(terminal, one) for one in made]
    assert [one.state for one in states] == [CaseState.APPROVED, CaseState.APPROVED, CaseState.IN_REVIEW]
    assert [one.text_zh for one in states[2].reasons] == ["“材料title”：请把材料带到窗口。"]


def test_parts_have_numbers_and_dates_of_their_own_and_say_for_whom_they_wait(terminal: Terminal) -> None:
    together = submission(
        item_id="together", answers={"parts": ("card", "house", "birth")}, materials=(CARD,)
    )
    answer = answer_of(terminal, together)
    assert answer.state is CaseState.IN_REVIEW
    assert [(one.part, one.state, one.waits_for) for one in answer.parts] == [
        ("birth", CaseState.IN_REVIEW, ()),
        ("house", CaseState.SUBMITTED, ("birth",)),
        ("card", CaseState.SUBMITTED, ("house",)),
    ]
    # 22 November 2026 is a Sunday: one working day, then three, then two, over a weekend.
    assert [one.promised_date for one in answer.parts] == [
        date(2026, 11, 23),
        date(2026, 11, 26),
        date(2026, 11, 30),
    ]
    numbers = [one.office_number for one in answer.parts]
    assert numbers == [
        f"{BIRTH['code']}202611220001",
        f"{answer.office_number}-02",
        f"{answer.office_number}-03",
    ]
    assert all(len(one) <= 50 for one in numbers)


def test_part_that_is_not_wanted_is_waited_for_by_nobody(terminal: Terminal) -> None:
    alone = submission(item_id="together", answers={"parts": ("house",)}, materials=(CARD,))
    (part,) = answer_of(terminal, alone).parts
    assert (part.part, part.state, part.waits_for) == ("house", CaseState.IN_REVIEW, ())


def test_joint_case_that_is_to_be_mended_is_at_no_office_yet(terminal: Terminal) -> None:
    answer = answer_of(terminal, submission(item_id="together", answers={}, materials=(CARD,)))
    assert (answer.state, answer.parts) == (CaseState.TO_MEND, ())


def test_nobody_is_asked_who_they_are_where_the_item_asks_nobody(terminal: Terminal, hub: Hub) -> None:
    message = submission(item_id="word", answers={"reason": "窗口没人"}, materials=(), applicant=None)
    answer = answer_of(terminal, message)
    assert (answer.state, answer.reasons) == (CaseState.IN_REVIEW, ())
    with hub.database.read() as connection:
        row = connection.execute(select(case)).one()
    assert hub.vault.open(row.sealed_holder, f"case_file/{row.key}/holder") == b""


def test_everywhere_else_a_case_says_who_it_is(terminal: Terminal) -> None:
    answer = answer_of(terminal, check(applicant=None))
    assert answer.state is CaseState.TO_MEND
    assert [one.field for one in answer.reasons] == [None]
    assert "身份证" in answer.reasons[0].text_zh


def test_item_that_was_never_published_here_waits_for_a_person(terminal: Terminal, hub: Hub) -> None:
    answer = answer_of(terminal, submission(item_id="no-such-item"))
    assert (answer.state, answer.office_number) == (CaseState.IN_REVIEW, "")
    assert any("no-such-item" in duty.zh for duty in hub.items.duties)


def test_staff_read_which_rule_did_not_hold_and_who_waits(terminal: Terminal, hub: Hub) -> None:
    assert set_user(hub, "anning", Role.HELPER, "correct horse battery") == Ok(None)
    terminal.client.post("/login", data={"name": "anning", "password": "correct horse battery"})

    def page_of(message: CaseSubmission) -> str:
        answer_of(terminal, message)
        return terminal.client.get(f"/helpers/cases/{message.case_number}").text

    looked_at = page_of(homes(1, answers={"whose": "all"}))
    assert "查别人的要看授权书" in looked_at
    assert "不成立" in looked_at
    parts = {"answers": {"parts": ("birth", "house")}, "materials": (CARD,)}
    together = page_of(submission(2, item_id="together", **parts))
    assert "2026-11-26, 等 出生" in " ".join(together.split())
    nobody = page_of(submission(3, item_id="word", answers={"reason": "没人"}, materials=(), applicant=None))
    assert "不问姓名" in nobody
    assert "证件号码" not in nobody


def query(item_id: str, applicant=LI, **answers: Any) -> Query:
    return Query(item_id=item_id, item_version="1", applicant=applicant, answers=answers)


def asked(terminal: Terminal, message: Query) -> QueryAnswer:
    got = terminal.post(wire.QUERIES, message)
    assert got.status_code == 200, got.text
    return QueryAnswer.model_validate_json(got.content)


def test_what_is_on_record_comes_masked_and_all_of_it_for_the_rules(terminal: Terminal) -> None:
    told = asked(terminal, query("homes", whose="me"))
    assert told.found
    assert [(row.label_zh, row.value) for row in told.rows] == [
        ("姓名", "李*国"),
        ("证件号码", "990***********001X"),
    ], "the facts are shown by the terminal, in the resident's language"
    assert told.facts == {"homes": 0, "old": False}
    assert (told.source_zh, told.source_en, told.as_of) == ("登记中心", "Registry", NOON)


def test_register_that_knows_nobody_is_an_answer(terminal: Terminal, register: SaysAsTold) -> None:
    register.answer = Ok(None)
    told = asked(terminal, query("homes", whose="me"))
    assert (told.found, told.rows, told.facts) == (False, (), {})
    register.answer = on_record(homes=2, old=False)
    assert asked(terminal, query("homes", whose="me")).found, "the control"


def test_query_for_an_unknown_item_is_an_error(terminal: Terminal) -> None:
    got = terminal.post(wire.QUERIES, query("no-such-item"))
    assert (got.status_code, got.json()["code"]) == (404, "unknown_item")


def test_demo_register_knows_everybody_but_whom_its_file_does_not(tmp_path: Path) -> None:
    items = write_items(tmp_path / "services", HOMES)
    people = Residents(
        (Resident("li", LI.name, LI.id_number), Resident("an", "安大川", "990101198501010018"))
    )
    register = DemoRegister(
        people,
        {"li": {"homes": Told(facts={"homes": 2})}, "everybody": {"homes": "nothing"}},
    )

    def told(applicant) -> Any:
        found = register.look_up(items["homes"], applicant, {}, NOON)
        assert isinstance(found, Ok)
        return found.value and found.value.facts

    assert told(LI) == {"homes": 2, "old": False}, "what is not said is the example"
    assert told(LI.model_copy(update={"name": "李强"})) is None, "a number under another name"
    assert told(LI.model_copy(update={"name": "安大川", "id_number": "990101198501010018"})) is None
    plain = DemoRegister(people, {})
    found = plain.look_up(items["homes"], LITTLE_LI, {}, NOON)
    assert isinstance(found, Ok)
    assert found.value is not None
    assert found.value.facts == {"homes": 0, "old": False}
