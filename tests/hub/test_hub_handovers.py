"""Tickets at the hub: filed with their case, taken by one person, answered in words, late when nobody answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hub_items import copy_items
from hub_terminal import NOON, HeldClock, Terminal, shop, submission
from sqlalchemy import select

from contract import wire
from contract.case import CaseAnswer, Consent
from contract.codes import CaseState
from contract.fleet import READS_CHANGES
from hub.cases.changes import changes_after
from hub.cli import main
from hub.console.users import Role, set_user
from hub.handovers.tickets import answer, open_tickets, pass_on, take, view_ticket
from hub.tables import audit
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from contract.case import CaseSubmission
    from hub.settings import Settings
    from hub.wiring import Hub

PASSWORD = "correct horse battery"
ITEM = "zhuanjiao-chuangkou"
PHONE = "10000000001"
TOLD = "要办：社保参保证明；屏幕上说：暂时查不到"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The hub of these tests takes tickets as well."""
    folder = tmp_path / "services"
    return replace(
        settings,
        services=copy_items(folder, f"zhengwu/{ITEM}", "zhengwu/yijian-fanying", "shichang/getihu-sheli"),
    )


@pytest.fixture
def two(hub: Hub) -> None:
    assert set_user(hub, "anning", Role.HELPER, PASSWORD, "帮办员小安") == Ok(None)
    assert set_user(hub, "beibei", Role.HELPER, PASSWORD, "帮办员小贝") == Ok(None)


def ticket(sequence: int = 1, target: str = "fanying", days: int = 2, **answers: object) -> CaseSubmission:
    return submission(
        sequence,
        item_id=ITEM,
        item_version="1",
        applicant=None,
        answers={"target": target, "told": TOLD, "wants_answer": True, "phone": PHONE, **answers},
        materials=(),
        signature_png=b"",
        consent=Consent(text_version="2026-11", agreed_at=NOON),
        promised_date=date(2026, 11, 22) + timedelta(days=days),
    )


def send(terminal: Terminal, one: CaseSubmission) -> CaseAnswer:
    got = terminal.post(wire.CASES, one)
    assert got.status_code == 200, got.text
    return CaseAnswer.model_validate_json(got.content)


def test_a_ticket_waits_at_its_window_and_other_cases_do_not(terminal: Terminal, hub: Hub) -> None:
    send(terminal, shop(1))
    one = ticket(2, "bangban", level="guided")
    assert send(terminal, one).state is CaseState.IN_REVIEW
    assert send(terminal, one).state is CaseState.IN_REVIEW, "sent again, and still one ticket"
    (line,) = open_tickets(hub)
    assert (line.case_number, line.target, line.target_zh) == (one.case_number, "bangban", "帮办代办窗口")
    assert (line.reply_by, line.owner, line.late) == (date(2026, 11, 24), "", False)
    assert open_tickets(hub, "rexian") == []
    opened = view_ticket(hub, one.case_number, "anning")
    assert opened is not None
    assert opened.told == ("要办：社保参保证明", "屏幕上说：暂时查不到")
    assert opened.phone == PHONE
    assert opened.level[0].startswith("指导办")


def test_a_ticket_of_an_item_that_the_hub_does_not_know_is_found(terminal: Terminal, hub: Hub) -> None:
    one = ticket().model_copy(update={"item_id": "new-here"})
    assert send(terminal, one).state is CaseState.IN_REVIEW
    (line,) = open_tickets(hub)
    assert line.target_zh == "fanying", "by its id, until the items are there"


def test_what_somebody_says_of_their_own_accord_has_an_owner_too(terminal: Terminal, hub: Hub) -> None:
    words = "窗口两次都说系统不通、请告诉我什么时候能办"
    answers = {"kind": "undone", "tried": "window", "words": words, "wants_answer": True, "phone": PHONE}
    one = ticket().model_copy(update={"item_id": "yijian-fanying", "item_version": "2", "answers": answers})
    assert send(terminal, one).state is CaseState.IN_REVIEW
    (line,) = open_tickets(hub, "fanying")
    assert line.target_zh == "“办不成事”反映窗口"
    opened = view_ticket(hub, one.case_number, "anning")
    assert opened is not None
    assert opened.phone == PHONE
    assert any(words in text for text in opened.told)
    assert not any(PHONE in text for text in opened.told)


def test_what_is_to_be_mended_waits_for_nobody(terminal: Terminal, hub: Hub) -> None:
    wrong = ticket(told="我是990102199006150025、上周没办成")
    assert send(terminal, wrong).state is CaseState.TO_MEND
    assert open_tickets(hub) == []
    assert view_ticket(hub, wrong.case_number, "anning") is None


def test_the_day_that_was_told_is_held_against_the_calendar(
    terminal: Terminal, hub: Hub, clock: HeldClock
) -> None:
    later, first = ticket(1, days=4), ticket(2, days=1)
    for one in (later, first):
        send(terminal, one)
    clock.now = NOON + timedelta(days=1)
    assert [(one.case_number, one.due_today, one.late) for one in open_tickets(hub)] == [
        (first.case_number, True, False),
        (later.case_number, False, False),
    ]
    clock.now = NOON + timedelta(days=2)
    assert [one.late for one in open_tickets(hub)] == [True, False]
    assert open_tickets(hub)[0].age_s == timedelta(days=2).total_seconds()


@pytest.mark.usefixtures("two")
def test_one_person_has_it_and_answers(terminal: Terminal, hub: Hub) -> None:
    one = ticket()
    send(terminal, one)
    assert take(hub, one.case_number, "anning") == Ok(None)
    assert take(hub, one.case_number, "anning") == Ok(None)
    taken = take(hub, one.case_number, "beibei")
    assert isinstance(taken, Failure)
    assert taken.code == "taken_by_other"
    assert open_tickets(hub)[0].owner == "帮办员小安", "residents and colleagues read a name, not a login"
    silent = answer(hub, one.case_number, "anning", "  ", solved=True)
    assert isinstance(silent, Failure)
    assert silent.code == "words_needed"
    others = answer(hub, one.case_number, "beibei", "已经办好", solved=True)
    assert isinstance(others, Failure)
    assert answer(hub, one.case_number, "anning", "打过电话，周五来取", solved=True) == Ok(1)
    assert open_tickets(hub) == []
    (told,) = changes_after(hub, "QH0001", 0, READS_CHANGES)
    assert (told.state, told.reasons[0].text_zh) == (CaseState.DONE, "打过电话，周五来取")
    closed = take(hub, one.case_number, "beibei")
    assert isinstance(closed, Failure)
    assert closed.code == "case_closed"


@pytest.mark.usefixtures("two")
def test_it_can_be_passed_on_and_answered_with_a_no(terminal: Terminal, hub: Hub) -> None:
    one = ticket()
    send(terminal, one)
    assert take(hub, one.case_number, "anning") == Ok(None)
    nobody = pass_on(hub, one.case_number, "anning", "gone")
    assert isinstance(nobody, Failure)
    assert nobody.code == "no_such_user"
    assert pass_on(hub, one.case_number, "anning", "beibei") == Ok(None)
    assert answer(hub, one.case_number, "beibei", "要到原籍办", solved=False) == Ok(1)
    (told,) = changes_after(hub, "QH0001", 0, READS_CHANGES)
    assert told.state is CaseState.NOT_ACCEPTED


def test_no_ticket_under_another_case(terminal: Terminal, hub: Hub) -> None:
    one = shop(1)
    send(terminal, one)
    for refused in (take(hub, one.case_number, "anning"), pass_on(hub, "nothing", "anning", "beibei")):
        assert isinstance(refused, Failure)
        assert refused.code == "no_such_ticket"


# --- the pages ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("two")
def test_helpers_find_take_and_answer_it_on_their_page(
    client: TestClient, terminal: Terminal, hub: Hub
) -> None:
    one = ticket()
    send(terminal, one)
    client.post("/login", data={"name": "anning", "password": PASSWORD})
    assert f"/helpers/handovers/{one.case_number}" in client.get("/helpers/handovers").text
    assert one.case_number in client.get("/helpers/handovers/list?target=fanying").text
    assert one.case_number not in client.get("/helpers/handovers/list?target=rexian").text
    listed = client.get("/helpers/handovers/list").text
    assert PHONE not in listed
    assert "暂时查不到" not in listed
    here = f"/helpers/handovers/{one.case_number}"
    opened = client.get(here)
    assert PHONE in opened.text
    assert "暂时查不到" in opened.text
    csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', opened.text)
    assert csrf
    form = {"csrf": csrf[1]}
    assert client.post(f"{here}/take", data={"csrf": "0" * 64}).status_code == 403
    assert client.post(f"{here}/take", data=form).status_code == 303
    assert "帮办员小安" in client.get(here).text
    assert client.post(f"{here}/answer", data={**form, "words": " "}).status_code == 303
    assert len(open_tickets(hub)) == 1, "empty words answer nothing"
    assert client.post(f"{here}/answer", data={**form, "words": "已电话答复"}).status_code == 303
    done = client.get(here).text
    assert "已电话答复" in done
    assert "/answer" not in done
    assert client.post(f"{here}/answer", data={**form, "words": "再说一次"}).status_code == 409
    assert client.get("/helpers/handovers/none").status_code == 404
    with hub.database.read() as connection:
        noted = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject)).all()
    assert ("anning", "ticket_viewed", one.case_number) in noted
    assert ("anning", "ticket_taken", one.case_number) in noted


def test_strangers_and_maintainers_see_no_ticket(client: TestClient, hub: Hub) -> None:
    assert client.get("/helpers/handovers").headers["location"] == "/login"
    assert set_user(hub, "shifu", Role.MAINTAINER, PASSWORD) == Ok(None)
    client.post("/login", data={"name": "shifu", "password": PASSWORD})
    assert client.get("/helpers/handovers").status_code == 403
    assert client.get("/helpers/handovers/some").status_code == 403


def test_the_command_lists_them_and_answers(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    one = ticket(days=-30)
    send(terminal, one)
    data = ["--data", str(settings.data)]
    listed = CliRunner().invoke(main, ["handovers", "list", *data])
    assert listed.exit_code == 1, "somebody is late"
    assert one.case_number in listed.output
    assert PHONE not in listed.output
    words = ["--words", "已电话答复", "--by", "lin"]
    done = CliRunner().invoke(main, ["handovers", "answer", one.case_number, *words, *data])
    assert done.exit_code == 0, done.output
    assert open_tickets(hub) == []
    empty = CliRunner().invoke(main, ["handovers", "list", *data])
    assert (empty.exit_code, empty.output) == (0, "")
    again = CliRunner().invoke(main, ["handovers", "answer", "none", *words, *data])
    assert again.exit_code == 1
    assert "no_such_ticket" in again.output
