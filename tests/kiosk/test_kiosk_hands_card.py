"""The hands at a simulated card on the real wire: wherever it is pulled out, one more run ends with the resident's PIN."""

from __future__ import annotations

import logging
import queue
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import pytest

from contract.card_pin import CardScript, SocialCard
from contract.case import Applicant
from contract.codes import IdDocument, IdentityMethod
from drivers.device import DeviceClass
from drivers.simulators.smart_card_reader.social_card import DEMO_PIN
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand
from hub.departments.card_issuer import DemoIssuer
from kiosk.config import ROOT
from kiosk.devices import Devices
from kiosk.hands_card import CardHands
from outcome import Ok
from visit.effects import ChangeCardPin, RunCardScript, TryCardPin
from visit.events import CardStepDone, CardStepFailed, DeviceChanged, SocialCardRead, SocialCardTrouble

RESIDENTS = ROOT / "demo" / "residents.yaml"
LI = Applicant(
    name="李建国",
    id_document=IdDocument.RESIDENT_ID,
    id_number="99010119880712001X",
    identified_by=IdentityMethod.ID_CARD,
)
MINE = "270418"
WITHIN_S = 15.0


class Bench:
    """A reader with its card slot, its devices as a terminal has them, and the hands."""

    def __init__(self, folder):
        self.stand = SmartCardReaderStand(folder, RESIDENTS)
        self.stand.service.plug()
        if self.stand.why_not:
            self.stand.service.unplug()
            pytest.skip(self.stand.why_not)
        self.news = queue.Queue()
        table = {"driver": "pcsc", **self.stand.options()["pcsc"]}
        self.devices = Devices({DeviceClass.SMART_CARD_READER: table}, self.news.put)
        self.devices.start()
        self.hands = CardHands(self.devices, self.news.put)
        self.until(lambda event: isinstance(event, DeviceChanged) and event.health.usable)
        self._job = 0

    def close(self):
        self.devices.stop()
        self.stand.close()
        self.stand.service.unplug()

    def until(self, wanted):
        while not wanted(event := self.news.get(timeout=WITHIN_S)):
            pass
        return event

    @property
    def card(self):
        return self.stand.slot.card

    def insert(self, name="li"):
        self.stand.insert_social(name)
        return self.card

    def step(self, carry_out, make):
        """Done, or the code of what went wrong."""
        self._job += 1
        job = str(self._job)
        carry_out(make(job))
        told = self.until(lambda one: isinstance(one, CardStepDone | CardStepFailed) and one.job_id == job)
        return "done" if isinstance(told, CardStepDone) else told.code

    def script(self, one):
        return self.step(self.hands.run_script, lambda job: RunCardScript(job, one))

    def change(self, one):
        return self.step(
            self.hands.change_pin, lambda job: ChangeCardPin(job, one.card_id, one.one_time_pin, MINE)
        )

    def test(self, one, pin=MINE):
        return self.step(self.hands.try_pin, lambda job: TryCardPin(job, one.card_id, pin))

    def all_steps(self, one):
        """As the visit orders them; what the first one that failed said."""
        said = self.script(one)
        if said == "script_used":
            return self.test(one)
        for step in (self.change, self.test):
            if said == "done":
                said = step(one)
        return said


@pytest.fixture(scope="module")
def bench():
    folder = Path(tempfile.mkdtemp(prefix="chip-"))
    made = Bench(folder)
    yield made
    made.close()
    rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty(bench):
    yield
    bench.stand.slot.remove()
    bench.stand.faults.clear()
    bench.stand._social.clear()


def issued(bench) -> CardScript:
    """What the issuer gives for the card that is in, by what the terminal itself reads of it."""
    bench.devices.read_social_card()
    seen = bench.until(lambda event: isinstance(event, SocialCardRead))
    assert seen.id_number == LI.id_number
    given = DemoIssuer().one_time_pin(LI, seen.card, datetime.now(UTC))
    assert isinstance(given, Ok)
    return given.value


def test_three_steps_end_with_the_resident_s_own_pin(bench, caplog):
    caplog.set_level(logging.DEBUG)
    card = bench.insert()
    one = issued(bench)
    assert bench.script(one) == "done"
    assert card.pin == one.one_time_pin
    assert bench.change(one) == "done"
    assert bench.test(one) == "done"
    assert card.pin == MINE
    assert not any(digits in caplog.text for digits in (MINE, one.one_time_pin, one.card_id))


@pytest.mark.parametrize("unheard", [False, True], ids=["not obeyed", "obeyed, and not heard"])
@pytest.mark.parametrize("step", ["script", "change", "test"])
def test_a_card_pulled_at_the_decisive_command_is_written_by_one_more_run(bench, step, unheard):
    card = bench.insert()
    one = issued(bench)
    slot = bench.stand.slot
    order = ("script", "change", "test")
    for before in order[: order.index(step)]:
        assert getattr(bench, before)(one) == "done"
    if step == "script":  # how many commands it takes, measured with a script that it refuses at the end
        wrong = one.model_copy(update={"commands": (one.commands[0], one.commands[1][:-1] + b"\x00")})
    asked = slot.asked
    {
        "script": lambda: bench.script(wrong),
        "change": lambda: bench.step(
            bench.hands.change_pin, lambda job: ChangeCardPin(job, one.card_id, "999999", "888888")
        ),
        "test": lambda: bench.test(one, "999999"),
    }[step]()
    commands = slot.asked - asked
    slot.pull_after(commands - 1, unheard=unheard)
    assert bench.all_steps(one) != "done" if step == "script" else getattr(bench, step)(one) != "done"
    assert card.pin != DEMO_PIN or (step == "script" and not unheard)
    assert bench.insert() is card, "the same card comes back"
    assert bench.all_steps(one) == "done"
    assert (card.pin, card.tries_left) == (MINE, 3)


def test_another_card_is_told_and_loses_no_try(bench):
    bench.insert()
    one = issued(bench)
    bench.stand.slot.remove()
    other = bench.insert("wang")
    assert [bench.script(one), bench.change(one), bench.test(one)] == ["other_card"] * 3
    assert (other.pin, other.tries_left, other.issuer_tries_left) == (DEMO_PIN, 3, 3)


def test_no_card_is_told_at_once(bench):
    bench.insert()
    one = issued(bench)
    bench.stand.slot.remove()
    assert bench.script(one) == "no_card"


def test_a_script_that_the_card_does_not_take_is_told(bench):
    bench.insert()
    one = issued(bench)
    wrong = one.model_copy(update={"commands": (one.commands[0], one.commands[1][:-1] + b"\x00")})
    assert bench.script(wrong) == "script_refused"


def test_a_pin_that_the_card_does_not_take_is_told(bench):
    bench.insert()
    assert bench.test(issued(bench), "999999") == "pin_not_taken"


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (("bank-card-insert", "li"), "not_a_social_security_card"),
        (("mute-card-insert",), "card_mute"),
        (("social-card-insert", "li", "protected"), "card_protected"),
    ],
)
def test_other_cards_are_told_by_name(bench, verb, code):
    bench.stand.verbs()[verb[0]].do(*verb[1:])
    bench.devices.read_social_card()
    told = bench.until(lambda event: isinstance(event, SocialCardTrouble))
    bench.devices.stop_reading()
    assert told.code == code


def test_what_a_reading_says_of_a_card_hides_it_in_its_repr(bench):
    card = SocialCard(card_id="9" * 32, card_number="Y12345678")
    assert "9" * 32 not in repr(SocialCardRead(card, LI.id_number))
    assert LI.id_number not in repr(SocialCardRead(card, LI.id_number))
