"""Officers: who sees which cases, what they decide alone, what needs a second person, and what is written down."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hub_items import BIRTH, TOGETHER, write_items
from hub_terminal import LI, NOON, Terminal, enrolled, shop, submission
from sqlalchemy import select

from contract import wire
from contract.attachment import AttachmentNote
from contract.case import Material, Rating, Reason, ScannedPage
from contract.codes import CaseState, Grade, MaterialTrust
from hub.application import make_application
from hub.cases.changes import decide
from hub.cases.desk import Done, Verb, act, confirm, drop
from hub.cases.desk_view import opened, verbs, waiting
from hub.cases.officers import Officer, authorise, officer_of
from hub.cli import main
from hub.console.cases_words import why
from hub.console.users import Role, remove_user, set_user
from hub.tables import audit, case
from hub.wiring import Hub, open_hub
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from hub_terminal import HeldClock

    from hub.settings import Settings

PASSWORD = "correct horse battery"
WHY = Reason(field=None, text_zh="要去现场看", text_en="somebody must look")
TRADE = "清河县市场监督管理局"
LIN, WU = Officer("lin", "", frozenset()), Officer("wu", "", frozenset())
CHIEF = Officer("chief", "", frozenset({"getihu-sheli"}))


def state_of(hub: Hub, number: str) -> str:
    with hub.database.read() as connection:
        return str(connection.execute(select(case.c.state).where(case.c.case_number == number)).scalar_one())


def acts(hub: Hub, action: str) -> list[str]:
    with hub.database.read() as connection:
        rows = connection.execute(select(audit.c.actor).where(audit.c.action == action).order_by(audit.c.id))
        return list(rows.scalars())


@pytest.fixture
def taken(terminal: Terminal) -> str:
    one = shop()
    terminal.post(wire.CASES, one)
    return one.case_number


# --- two persons, or one who is authorised ------------------------------------------------------


def test_what_ends_a_case_needs_a_second_person(hub: Hub, taken: str) -> None:
    assert act(hub, LIN, taken, Verb.APPROVE) == Ok(Done(proposed=True))
    assert state_of(hub, taken) == "in_review"
    again = act(hub, WU, taken, Verb.REFUSE, (WHY,))
    assert isinstance(again, Failure)
    assert again.code == "proposed_already"
    alone = confirm(hub, LIN, taken)
    assert isinstance(alone, Failure)
    assert alone.code == "second_person"
    assert confirm(hub, WU, taken) == Ok(Done(proposed=False))
    assert state_of(hub, taken) == "approved"
    assert (acts(hub, "case_proposed"), acts(hub, "case_decided")) == (["lin"], ["wu"])
    assert isinstance(confirm(hub, WU, taken), Failure)


def test_who_is_authorised_decides_on_the_spot(hub: Hub, taken: str) -> None:
    assert act(hub, CHIEF, taken, Verb.REFUSE, (WHY,)) == Ok(Done(proposed=False))
    assert state_of(hub, taken) == "refused"


def test_the_applicant_hears_at_once_what_is_missing(hub: Hub, taken: str, terminal: Terminal) -> None:
    assert act(hub, LIN, taken, Verb.MEND, (WHY,)) == Ok(Done(proposed=False))
    assert state_of(hub, taken) == "to_mend"


def test_suspended_and_resumed_by_one(hub: Hub, taken: str) -> None:
    assert act(hub, LIN, taken, Verb.SUSPEND, (WHY,)) == Ok(Done(proposed=False))
    assert act(hub, LIN, taken, Verb.RESUME) == Ok(Done(proposed=False))
    assert state_of(hub, taken) == "in_review"


def test_more_time_needs_a_second_person_too(hub: Hub, taken: str) -> None:
    assert act(hub, LIN, taken, Verb.EXTEND, (WHY,), workdays=5) == Ok(Done(proposed=True))
    assert confirm(hub, WU, taken) == Ok(Done(proposed=False))
    seen = opened(hub, LIN, taken)
    assert seen is not None
    assert seen.term is not None
    assert (seen.term.extended_workdays, seen.line.promised_on) == (5, date(2026, 11, 30))
    assert Verb.EXTEND not in seen.verbs


@pytest.mark.parametrize(
    "verb", [Verb.MEND, Verb.SUSPEND, Verb.REFUSE, Verb.GIVE_BACK, Verb.EXTEND, Verb.VOID]
)
def test_nothing_without_a_reason(hub: Hub, taken: str, verb: Verb) -> None:
    silent = act(hub, CHIEF, taken, verb, workdays=3)
    assert isinstance(silent, Failure)
    assert silent.code == "reason_needed"


def test_whatever_else_happens_takes_a_proposal_away(hub: Hub, taken: str) -> None:
    act(hub, LIN, taken, Verb.APPROVE)
    decide(hub, taken, CaseState.SUSPENDED, (WHY,), "wu")
    gone = confirm(hub, WU, taken)
    assert isinstance(gone, Failure)
    assert gone.code == "nothing_proposed"


def test_a_proposal_can_be_dropped(hub: Hub, taken: str) -> None:
    act(hub, LIN, taken, Verb.APPROVE)
    assert drop(hub, LIN, taken) == Ok(None)
    assert isinstance(drop(hub, LIN, taken), Failure)
    assert act(hub, WU, taken, Verb.REFUSE, (WHY,)) == Ok(Done(proposed=True))


def test_an_impossible_step_is_no_proposal(hub: Hub, taken: str) -> None:
    act(hub, LIN, taken, Verb.MEND, (WHY,))
    early = act(hub, LIN, taken, Verb.APPROVE)
    assert isinstance(early, Failure)
    assert early.code == "applicant_must_act"
    assert why(early)[0].startswith("现在等申请人")


# --- who sees what ------------------------------------------------------------------------------


def test_another_department_sees_nothing(hub: Hub, taken: str) -> None:
    other = Officer("other", "别的局", frozenset())
    assert waiting(hub, other) == ()
    assert opened(hub, other, taken) is None
    unknown = act(hub, other, taken, Verb.APPROVE)
    assert isinstance(unknown, Failure)
    assert unknown.code == "no_such_case"
    assert acts(hub, "case_opened") == []


def test_the_list_has_the_nearest_day_first_and_nothing_that_is_decided(
    hub: Hub, terminal: Terminal, clock: HeldClock
) -> None:
    cases = [shop(number) for number in (1, 2, 3)]
    for one in cases:
        terminal.post(wire.CASES, one)
    decide(hub, cases[0].case_number, CaseState.REFUSED, (WHY,), "lin")
    decide(hub, cases[1].case_number, CaseState.SUSPENDED, (WHY,), "lin")
    clock.now += timedelta(days=3)
    lines = waiting(hub, LIN)
    assert {one.case_number for one in lines} == {cases[1].case_number, cases[2].case_number}
    standing = {one.case_number: one for one in lines}
    assert standing[cases[1].case_number].left is None, "its clock stands"
    assert (standing[cases[2].case_number].left, standing[cases[2].case_number].age) == (-2, 3)
    assert "李*国" in {one.holder for one in lines}


def test_one_opened_shows_everything_and_is_written_down(hub: Hub, taken: str) -> None:
    seen = opened(hub, LIN, taken)
    assert seen is not None
    assert (seen.name, seen.id_number) == (LI.name, LI.id_number)
    assert ("字号", "青石街老味道小吃") in {(one.label_zh, one.zh) for one in seen.answers}
    assert acts(hub, "case_opened") == ["lin"]
    assert seen.verbs == (
        Verb.APPROVE,
        Verb.MEND,
        Verb.SUSPEND,
        Verb.EXTEND,
        Verb.REFUSE,
        Verb.NOT_OURS,
        Verb.GIVE_BACK,
        Verb.VOID,
    )
    assert verbs(CaseState.APPROVED, None) == ()


# --- the pages ----------------------------------------------------------------------------------


def log_in(client: TestClient, name: str) -> httpx.Response:
    return client.post("/login", data={"name": name, "password": PASSWORD})


def token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


@pytest.fixture
def people(hub: Hub) -> None:
    for name in ("lin", "wu"):
        assert set_user(hub, name, Role.OFFICER, PASSWORD) == Ok(None)
    assert set_user(hub, "anning", Role.HELPER, PASSWORD) == Ok(None)


def post(client: TestClient, where: str, **data: Any) -> httpx.Response:
    csrf = token(client.get(where.rsplit("/", 1)[0] if "/cases/" in where else "/officers/ratings"))
    return client.post(where, data={"csrf": csrf, **data})


@pytest.mark.usefixtures("people")
def test_officers_have_pages_of_their_own(client: TestClient, taken: str) -> None:
    assert client.get("/officers").headers["location"] == "/login"
    assert log_in(client, "lin").headers["location"] == "/officers"
    listed = client.get("/officers")
    assert taken in listed.text
    assert LI.name not in listed.text
    assert client.get("/helpers").status_code == 403
    log_in(client, "anning")
    assert client.get("/officers").status_code == 403
    assert client.get(f"/officers/cases/{taken}").status_code == 403


@pytest.mark.usefixtures("people")
def test_one_list_of_everything_to_mend(client: TestClient, taken: str, terminal: Terminal) -> None:
    log_in(client, "lin")
    here = f"/officers/cases/{taken}"
    page = client.get(here)
    assert "青石街老味道小吃" in page.text
    data = {
        "verb": "mend",
        "reason_trade_name": "和别家重名",
        "reason_place_lease": "缺一页",
        "reason": "改好再交",
    }
    assert post(client, f"{here}/decide", **data).status_code == 303
    beat = terminal.heartbeat().model_copy(update={"reads_changes": 2})
    (told,) = terminal.post(wire.HEARTBEAT, beat).json()["changes"]
    assert [one["field"] for one in told["reasons"]] == ["trade_name", "place_lease", None]
    assert told["reasons"][0]["text_zh"] == "“字号”：和别家重名"
    silent = client.post(f"{here}/decide", data={"csrf": token(client.get(here)), "verb": "approve"})
    assert silent.status_code == 409
    assert "等申请人" in silent.text


@pytest.mark.usefixtures("people")
def test_who_decides_sees_that_a_key_stood_for_the_signature(
    client: TestClient, taken: str, terminal: Terminal
) -> None:
    one = shop(2).model_copy(update={"confirmed_by_key": True})
    assert terminal.post(wire.CASES, one).status_code == 200
    log_in(client, "lin")
    assert "按键确认" not in client.get(f"/officers/cases/{taken}").text
    page = client.get(f"/officers/cases/{one.case_number}").text
    assert "按键确认，没有手写签名" in page
    assert "要本人亲手签名" in page, (
        "a promise is made there: the applicant was told that somebody asks for it"
    )


@pytest.mark.usefixtures("people")
def test_two_officers_approve(client: TestClient, taken: str, hub: Hub) -> None:
    log_in(client, "lin")
    here = f"/officers/cases/{taken}"
    assert post(client, f"{here}/decide", verb="approve").status_code == 303
    assert "等第二" in client.get("/officers").text
    assert "/confirm" not in client.get(here).text
    assert post(client, f"{here}/confirm").status_code == 409
    log_in(client, "wu")
    assert "/confirm" in client.get(here).text
    assert post(client, f"{here}/confirm").status_code == 303
    assert state_of(hub, taken) == "approved"
    assert client.get(f"{here}?lang=en").status_code == 200
    assert client.post(f"{here}/decide", data={"verb": "approve"}).status_code == 403, "no token"
    assert client.get("/officers/cases/nothing").status_code == 404


@pytest.mark.usefixtures("people")
def test_a_scan_is_shown_to_its_department_and_to_nobody_else(
    client: TestClient, terminal: Terminal, hub: Hub
) -> None:
    from hashlib import sha256

    picture = b"\xff\xd8 a scan"
    note = AttachmentNote(id=uuid4(), size=len(picture), digest=sha256(picture).digest())
    paper = Material(
        material_id="place_lease", trust=MaterialTrust.C, pages=(ScannedPage(attachment=note.id),)
    )
    one = shop(materials=(*shop().materials[:-1], paper), attachments=(note,))
    terminal.post(wire.CASES, one)
    terminal.send("PUT", f"{wire.ATTACHMENTS}/{note.id}?offset=0", picture)
    other = shop(2)
    terminal.post(wire.CASES, other)
    log_in(client, "lin")
    here = f"/officers/cases/{one.case_number}/pages/{note.id}"
    assert here in client.get(f"/officers/cases/{one.case_number}").text
    shown = client.get(here)
    assert (shown.content, shown.headers["content-type"]) == (picture, "image/jpeg")
    assert acts(hub, "page_opened") == ["lin"]
    assert client.get(f"/officers/cases/{other.case_number}/pages/{note.id}").status_code == 404


@pytest.mark.usefixtures("people")
def test_bad_ratings_are_dealt_with_on_a_page(client: TestClient, terminal: Terminal) -> None:
    rating = Rating(
        key=uuid4(),
        terminal_id="QH0001",
        case_number=None,
        grade=Grade.DISSATISFIED,
        rated_at=NOON,
        item_id="getihu-sheli",
    )
    terminal.post(wire.RATINGS, rating)
    log_in(client, "lin")
    where = f"/officers/ratings/{rating.key}"
    assert post(client, where, act="found_so", words="").status_code == 409
    assert post(client, where, act="found_so", words="等了太久，查实").status_code == 303
    page = client.get("/officers/ratings")
    assert "等了太久，查实" in page.text
    assert "整改" in page.text
    assert client.get("/officers/ratings?all=true&lang=en").status_code == 200
    assert post(client, f"/officers/ratings/{uuid4()}", act="found_so", words="x").status_code == 404


@pytest.mark.usefixtures("people")
def test_the_parts_of_a_joint_case_are_listed(settings: Settings, clock: HeldClock, tmp_path: Path) -> None:
    services = tmp_path / "services"
    write_items(services, TOGETHER, BIRTH)
    opened_hub = open_hub(replace(settings, services=services), clock)
    assert isinstance(opened_hub, Ok)
    with TestClient(make_application(opened_hub.value), base_url="https://hub.example") as client:
        terminal = enrolled(opened_hub.value, Terminal(client, clock))
        parts = {"answers": {"parts": ("birth", "house")}, "materials": shop().materials[:1]}
        terminal.post(wire.CASES, submission(1, item_id="together", **parts))
        set_user(opened_hub.value, "lin", Role.OFFICER, PASSWORD)
        log_in(client, "lin")
        page = client.get("/officers/cases/QH0001-20261122-0001")
        assert "出生: 审查中" in " ".join(page.text.split())


# --- who is an officer --------------------------------------------------------------------------


def test_command_makes_an_officer_and_authorises_one(hub: Hub, settings: Settings) -> None:
    data = ["--data", str(settings.data)]
    add = ["user", "add", "wu", "--role", "officer", "--department", TRADE, "--generate", *data]
    assert CliRunner().invoke(main, add).exit_code == 0
    assert officer_of(hub, "wu") == Officer("wu", TRADE, frozenset())
    give = ["user", "authorise", "wu", "getihu-sheli", "--by", "boss", *data]
    assert CliRunner().invoke(main, give).exit_code == 0
    assert officer_of(hub, "wu").alone == {"getihu-sheli"}
    assert CliRunner().invoke(main, ["user", "authorise", "wu", "--by", "boss", *data]).exit_code == 0
    assert officer_of(hub, "wu").alone == frozenset()
    assert CliRunner().invoke(main, ["user", "authorise", "nobody", "x", "--by", "b", *data]).exit_code == 1


def test_who_is_removed_has_no_authority_left(hub: Hub) -> None:
    set_user(hub, "wu", Role.OFFICER, PASSWORD)
    assert authorise(hub, "wu", ["getihu-sheli"], "boss") == Ok(None)
    assert remove_user(hub, "wu") is True
    assert officer_of(hub, "wu").alone == frozenset()
