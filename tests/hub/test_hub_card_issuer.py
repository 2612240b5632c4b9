"""The issuer's command is obeyed by its card and by no other, once, and no PIN of it lies open in the hub."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hub_terminal import LI, NOON, RESIDENTS, Terminal, submission
from sqlalchemy import text

from contract import wire
from contract.card_pin import CardScript, SocialCard
from contract.case import CaseAnswer
from contract.codes import CaseState
from drivers.simulators.card_faces import load_residents
from drivers.simulators.smart_card_reader.social_card import DEMO_PIN, TRIES
from drivers.simulators.smart_card_reader.social_card import SocialCard as Chip
from drivers.smart_card_reader import pin, social_security
from drivers.smart_card_reader.pin import PinResult
from hub.departments.card_issuer import DemoIssuer, NoIssuer
from hub.settings import PRODUCT_SERVICES
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hub.settings import Settings
    from hub.wiring import Hub

ITEM = "shebaoka-mima-chongzhi"
PEOPLE = load_residents(RESIDENTS)
OK = bytes.fromhex("9000")
MINE = "270418"


def chip(name: str = "li", *, t0: bool = False) -> Chip:
    return Chip(PEOPLE[name], t0=t0)


def seen(card: Chip) -> SocialCard:
    """The card by what the driver reads of it."""
    read = social_security.read(lambda apdu: Ok(card.receive(apdu)))
    assert isinstance(read, Ok)
    return SocialCard(card_id=read.value.card_id, card_number=read.value.card_number)


def given(card: Chip, now: datetime = NOON) -> CardScript:
    made = DemoIssuer().one_time_pin(LI, seen(card), now)
    assert isinstance(made, Ok)
    return made.value


def run(card: Chip, script: CardScript) -> str:
    """Status word of the last command, or of the first that was not done."""
    card.power_on()
    for command in script.commands:
        said = card.receive(command)
        if said[-2:] != OK and said[-2] != 0x61:
            break
    return said[-2:].hex()


def change(card: Chip, old: str, new: str) -> PinResult:
    def transmit(apdu: bytes) -> Outcome[bytes]:
        return Ok(card.receive(apdu))

    card.power_on()
    assert isinstance(social_security.select(transmit), Ok)
    verdict = pin.change(transmit, old, new)
    assert isinstance(verdict, Ok)
    return verdict.value.result


@pytest.mark.parametrize("t0", [False, True])
def test_a_forgotten_pin_becomes_the_resident_s_own(t0: bool) -> None:
    card = chip(t0=t0)
    card.tries_left = 0
    script = given(card)
    assert run(card, script) == "9000"
    assert (card.pin, card.tries_left) == (script.one_time_pin, TRIES)
    assert change(card, script.one_time_pin, MINE) is PinResult.ACCEPTED
    assert card.pin == MINE


def test_the_same_script_runs_again_until_its_pin_was_changed() -> None:
    card = chip()
    script = given(card)
    assert [run(card, script), run(card, script)] == ["9000", "9000"]
    change(card, script.one_time_pin, MINE)
    assert run(card, script) == "6985"
    assert card.pin == MINE


def test_an_older_script_is_never_obeyed_after_a_newer_one() -> None:
    card = chip()
    older, newer = given(card), given(card, NOON + timedelta(milliseconds=1))
    assert run(card, newer) == "9000"
    assert run(card, older) == "6985"
    assert card.pin == newer.one_time_pin


@pytest.mark.parametrize("at", range(17))
def test_not_one_byte_may_be_changed(at: int) -> None:
    card = chip()
    script = given(card)
    select, command = script.commands
    place = 5 + at
    changed = command[:place] + bytes([command[place] ^ 1]) + command[place + 1 :]
    assert run(card, script.model_copy(update={"commands": (select, changed)})) == "6988"
    assert card.pin == DEMO_PIN


def test_the_script_of_one_card_means_nothing_to_another() -> None:
    other = chip("wang")
    assert run(other, given(chip("li"))) == "6988"
    assert other.pin == DEMO_PIN


def test_wrong_commands_end_the_issuer_s_way_in_for_good() -> None:
    card = chip("wang")
    foreign = given(chip("li"))
    assert [run(card, foreign) for _ in range(4)] == ["6988", "6988", "6983", "6983"]
    right = DemoIssuer().one_time_pin(
        LI.model_copy(update={"id_number": PEOPLE["wang"]["id_number"]}), seen(card), NOON
    )
    assert isinstance(right, Ok)
    assert run(card, right.value) == "6983"
    assert card.pin == DEMO_PIN


def test_the_card_of_somebody_else_gets_nothing() -> None:
    refused = DemoIssuer().one_time_pin(LI, seen(chip("wang")), NOON)
    assert isinstance(refused, Failure)
    assert (refused.code, refused.action) == ("card_of_another", Action.RESIDENT)
    assert isinstance(NoIssuer().one_time_pin(LI, seen(chip()), NOON), Failure)


# --- through the hub ------------------------------------------------------------------------------


def case(**changes: Any) -> Any:
    facts: dict[str, Any] = {
        "key": uuid4(),
        "item_id": ITEM,
        "answers": {"card_region": "county"},
        "card": seen(chip()),
    }
    return submission(**{**facts, **changes})


def sent(terminal: Terminal, message: Any) -> CaseAnswer:
    answer = terminal.post(wire.CASES, message)
    assert answer.status_code == 200, answer.text
    return CaseAnswer.model_validate_json(answer.content)


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The shelf of this one item."""
    folder = tmp_path / "services"
    for file in ("_region/region.yaml", "_region/lists.yaml", f"renshe/{ITEM}.yaml"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PRODUCT_SERVICES / file, folder / file)
    return replace(settings, services=folder)


def test_an_approved_case_brings_the_script_for_its_card(terminal: Terminal) -> None:
    card, message = chip(), case()
    answer = sent(terminal, message)
    assert answer.state is CaseState.APPROVED
    assert answer.card_pin is not None
    assert run(card, answer.card_pin) == "9000"
    assert sent(terminal, message) == answer, "a repeat gets the very same script"


@pytest.mark.parametrize(
    "changes",
    [
        {"card": None},
        {"card": seen(chip("wang"))},
        {"accepted_offline": True},
        {"answers": {"card_region": "elsewhere", "reply_phone": "10000000001"}},
    ],
    ids=["no card", "somebody else's card", "taken in offline", "another province"],
)
def test_without_a_card_of_their_own_in_the_reader_a_person_looks(
    terminal: Terminal, changes: dict[str, Any]
) -> None:
    answer = sent(terminal, case(**changes))
    assert answer.state is CaseState.IN_REVIEW
    assert answer.card_pin is None


def test_no_pin_and_no_card_lies_open_in_the_hub(
    terminal: Terminal, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    message = case()
    answer = sent(terminal, message)
    assert answer.card_pin is not None
    assert message.card is not None
    secrets = [answer.card_pin.one_time_pin, message.card.card_id, message.card.card_number]
    with hub.database.read() as connection:
        tables = (
            connection.execute(text("select name from sqlite_master where type = 'table'")).scalars().all()
        )
        rows = [str(connection.execute(text(f'select * from "{one}"')).all()) for one in tables]
    raw = b"".join(file.read_bytes() for file in hub.settings.data.rglob("*") if file.is_file())
    for secret in secrets[1:]:
        assert secret not in caplog.text
        assert not any(secret in row for row in rows)
        assert secret.encode() not in raw
        assert bytes.fromhex(secret) not in raw if len(secret) == 32 else True
    # Six digits alone may stand anywhere by chance: as a whole word they may not.
    assert f'"{secrets[0]}"'.encode() not in raw
    assert secrets[0] not in repr(answer)
    assert message.card.card_id not in repr(message)
