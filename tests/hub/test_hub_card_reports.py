"""What became of a card is kept at its case: the last word, but a card that was written stays written."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from hub_terminal import RESIDENTS, HeldClock, Terminal, enrolled, submission
from sqlalchemy import select

from contract import wire
from contract.card_pin import CardReport, SocialCard
from contract.case import CaseAnswer
from contract.codes import CaseState
from drivers.simulators.card_faces import load_residents
from drivers.simulators.smart_card_reader.social_card import SocialCard as Chip
from drivers.smart_card_reader import social_security
from hub.cases.card_reports import CardState, card_state
from hub.console.users import Role, set_user
from hub.settings import PRODUCT_SERVICES
from hub.tables import case
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from hub.settings import Settings
    from hub.wiring import Hub

ITEM = "shebaoka-mima-chongzhi"
PEOPLE = load_residents(RESIDENTS)
PASSWORD = "a long word for tests"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    folder = tmp_path / "services"
    for file in ("_region/region.yaml", "_region/lists.yaml", f"renshe/{ITEM}.yaml"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PRODUCT_SERVICES / file, folder / file)
    return replace(settings, services=folder)


@pytest.fixture
def key(terminal: Terminal) -> UUID:
    """Of an approved case that lets a card be written."""
    chip = Chip(PEOPLE["li"], t0=False)
    read = social_security.read(lambda apdu: Ok(chip.receive(apdu)))
    assert isinstance(read, Ok)
    card = SocialCard(card_id=read.value.card_id, card_number=read.value.card_number)
    message = submission(key=uuid4(), item_id=ITEM, answers={"card_region": "county"}, card=card)
    answer = CaseAnswer.model_validate_json(terminal.post(wire.CASES, message).content)
    assert answer.state is CaseState.APPROVED
    return message.key


def report(key: UUID, *, written: bool = False, touched: bool = False, code: str = "") -> CardReport:
    return CardReport(case_key=key, written=written, touched=touched, code=code)


def state_of(hub: Hub, key: UUID) -> str:
    with hub.database.read() as connection:
        return str(connection.execute(select(case.c.state).where(case.c.key == key)).scalar_one())


def test_nobody_knows_before_the_terminal_says_so(hub: Hub, key: UUID) -> None:
    assert card_state(hub, key) is CardState.NOT_TOLD
    assert state_of(hub, key) == CaseState.APPROVED


def test_a_card_that_was_written_ends_its_case_once(hub: Hub, terminal: Terminal, key: UUID) -> None:
    for _ in range(2):
        assert terminal.post(wire.CARD_REPORTS, report(key, written=True, touched=True)).status_code == 204
    assert card_state(hub, key) is CardState.WRITTEN
    assert state_of(hub, key) == CaseState.DONE


@pytest.mark.parametrize(("touched", "known"), [(False, CardState.AS_BEFORE), (True, CardState.UNSURE)])
def test_a_card_that_was_not_written_leaves_its_case_open(
    hub: Hub, terminal: Terminal, key: UUID, touched: bool, known: CardState
) -> None:
    assert terminal.post(wire.CARD_REPORTS, report(key, touched=touched, code="no_card")).status_code == 204
    assert card_state(hub, key) is known
    assert state_of(hub, key) == CaseState.APPROVED


def test_the_last_word_counts_but_what_is_written_stays_written(
    hub: Hub, terminal: Terminal, key: UUID
) -> None:
    for one in (
        report(key, code="no_card"),
        report(key, written=True, touched=True),
        report(key, code="late"),
    ):
        assert terminal.post(wire.CARD_REPORTS, one).status_code == 204
    assert card_state(hub, key) is CardState.WRITTEN


def test_another_terminal_says_nothing_of_it(
    hub: Hub, clock: HeldClock, terminal: Terminal, key: UUID
) -> None:
    other = enrolled(hub, Terminal(terminal.client, clock, "QH0002"))
    assert other.post(wire.CARD_REPORTS, report(key, written=True, touched=True)).status_code == 404
    assert terminal.post(wire.CARD_REPORTS, report(uuid4(), written=True)).status_code == 404
    assert card_state(hub, key) is CardState.NOT_TOLD


def test_staff_see_what_became_of_the_card(
    client: TestClient, hub: Hub, terminal: Terminal, key: UUID
) -> None:
    assert set_user(hub, "anning", Role.HELPER, PASSWORD, "帮办员小安") == Ok(None)
    client.post("/login", data={"name": "anning", "password": PASSWORD})
    path = f"/helpers/cases/{submission(key=key).case_number}"
    assert "终端没有说" in client.get(path).text
    terminal.post(wire.CARD_REPORTS, report(key, touched=True, code="card_moved"))
    assert "原密码可能不能用了" in client.get(path).text
    terminal.post(wire.CARD_REPORTS, report(key, touched=True, written=True))
    assert "新密码已写进卡里" in client.get(path).text
