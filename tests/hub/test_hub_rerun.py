"""A decision is made again from what it looked at: the same while nothing changed, and which rule when something did."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hub_items import CHECK, HOMES, write_items
from hub_terminal import NOON, Terminal, submission
from sqlalchemy import select, update

from contract import wire
from contract.case import CaseAnswer, Material
from contract.codes import CaseState, MaterialTrust
from hub.cases.again import Again, decide_again
from hub.cases.changes import decide
from hub.cases.publish_items import publish
from hub.cli import main
from hub.departments.grounds import Grounds
from hub.tables import case
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path

    from hub.settings import Settings
    from hub.wiring import Hub

CARD = Material(material_id="identity", trust=MaterialTrust.A)
PROMISED = Material(material_id="true", trust=MaterialTrust.D, promise_version="2026-11")


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    write_items(tmp_path / "services", HOMES, CHECK)
    return replace(settings, services=tmp_path / "services")


def taken(terminal: Terminal, item_id: str, **changes: Any) -> CaseAnswer:
    message = submission(item_id=item_id, **{"materials": (CARD, PROMISED), **changes})
    return CaseAnswer.model_validate_json(terminal.post(wire.CASES, message).content)


def again(hub: Hub, answer: CaseAnswer) -> Again:
    found = decide_again(hub, answer.case_number)
    assert isinstance(found, Ok)
    return found.value


def look_at(hub: Hub, answer: CaseAnswer, **facts: Any) -> None:
    """As if the register had said something else when the case was decided."""
    place = f"case_file/{answer.key}/grounds"
    with hub.database.write() as connection:
        sealed = connection.execute(select(case.c.sealed_grounds)).scalar_one()
        grounds = Grounds.model_validate_json(hub.vault.open(sealed, place))
        assert grounds.record is not None
        other = grounds.record.model_copy(update={"facts": {**grounds.record.facts, **facts}})
        body = grounds.model_copy(update={"record": other}).model_dump_json().encode()
        connection.execute(update(case).values(sealed_grounds=hub.vault.seal(body, place)))


@pytest.mark.parametrize(
    ("item_id", "answers", "state"),
    [
        ("homes", {"whose": "me"}, CaseState.DONE),
        ("homes", {"whose": "all"}, CaseState.IN_REVIEW),
        ("homes", {"whose": "nobody"}, CaseState.TO_MEND),
        ("check", {"shares": 60, "rest": 40}, CaseState.APPROVED),
        ("no-such-item", {}, CaseState.IN_REVIEW),
    ],
)
def test_every_decision_comes_out_the_same(
    terminal: Terminal, hub: Hub, item_id: str, answers: dict[str, Any], state: CaseState
) -> None:
    answer = taken(terminal, item_id, answers=answers)
    found = again(hub, answer)
    assert (found.same, found.state_now) == (True, state)
    assert [one.now for one in found.rules] == list(answer.rules)


def test_items_and_registers_of_today_do_not_count(terminal: Terminal, hub: Hub, tmp_path: Path) -> None:
    answer = taken(terminal, "homes", answers={"whose": "me"})
    newer: dict[str, Any] = json.loads(json.dumps(HOMES)) | {"version": "2", "accepts_since": "2"}
    newer["rules"]["eligibility"][0]["holds"] = "age >= 40"
    (tmp_path / "services" / "demo" / "homes.yaml").write_text(json.dumps(newer), encoding="utf-8")
    publish(hub)
    assert taken(terminal, "homes", sequence=2, answers={"whose": "me"}).state is CaseState.REFUSED, (
        "the control"
    )
    found = again(hub, answer)
    assert (found.same, found.version, found.day) == (True, "1", NOON.date())


def test_what_staff_decided_later_is_left_alone(terminal: Terminal, hub: Hub) -> None:
    answer = taken(terminal, "homes", answers={"whose": "all"})
    assert isinstance(decide(hub, answer.case_number, CaseState.DONE, (), "lin"), Ok)
    found = again(hub, answer)
    assert (found.same, found.state_then, found.state_now) == (True, CaseState.IN_REVIEW, CaseState.IN_REVIEW)


def test_other_grounds_show_which_rule_turned(terminal: Terminal, hub: Hub) -> None:
    answer = taken(terminal, "homes", answers={"whose": "me"})
    look_at(hub, answer, old=True)
    found = again(hub, answer)
    assert (found.same, found.state_then, found.state_now) == (False, CaseState.DONE, CaseState.IN_REVIEW)
    assert [(one.name, one.same) for one in found.rules] == [("only_me", True), ("new", False)]


def test_cases_that_cannot_be_decided_again(terminal: Terminal, hub: Hub) -> None:
    answer = taken(terminal, "check", answers={"shares": 60, "rest": 40})
    nobody = decide_again(hub, "QH0001-20261122-9999")
    assert isinstance(nobody, Failure)
    with hub.database.write() as connection:
        connection.execute(update(case).values(sealed_grounds=None))
    older = decide_again(hub, answer.case_number)
    assert isinstance(older, Failure)
    assert (nobody.code, older.code) == ("no_such_case", "no_grounds")


def run(hub: Hub, number: str) -> tuple[int, str]:
    arguments = ["re-run", number, "--data", str(hub.settings.data)]
    done = CliRunner().invoke(main, arguments, env={"LC_ALL": "C.UTF-8"})
    return done.exit_code, done.output


def test_command_says_it_rule_by_rule(terminal: Terminal, hub: Hub) -> None:
    answer = taken(terminal, "homes", answers={"whose": "me"})
    code, output = run(hub, answer.case_number)
    assert code == 0, output
    assert output.splitlines() == [
        "item homes, version 1, day of acceptance 2026-11-22",
        "= only_me: held  Only yours",
        "= new: held  A text",
        "the same: done",
    ]
    look_at(hub, answer, old=None)
    code, output = run(hub, answer.case_number)
    assert code == 1
    assert "≠ new: held → not known" in output
    assert "not the same: done then, in_review now" in output
    assert "李" not in output
    code, output = run(hub, "QH0001-20261122-9999")
    assert (code, "there is no such case" in output) == (2, True)


def test_grounds_lie_sealed(terminal: Terminal, hub: Hub) -> None:
    taken(terminal, "homes", answers={"whose": "me"})
    with hub.database.read() as connection:
        sealed = connection.execute(select(case.c.sealed_grounds)).scalar_one()
    assert b"homes" not in sealed
    assert b"record" not in sealed
