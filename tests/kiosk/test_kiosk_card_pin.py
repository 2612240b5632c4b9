"""The whole way at a terminal with a simulated card: a forgotten PIN is set anew, and no digit of it is anywhere after."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from kiosk_bench import USED_IN_A_VISIT, Rig, World, config_for_tests

from contract.codes import CaseState
from drivers.smart_card_reader.pin import PinResult
from kiosk.config import ROOT, load
from outcome import Ok
from visit.events import CaseAnswered, ChooseItem

ITEM = "shebaoka-mima-chongzhi"
MINE = "270418"
CHIP = "smart_card_reader"
UP_TO_THE_CHANGE = 37
"""Commands of the writing before the card is told the resident's PIN: it is looked at twice, opened twice, and given a
one-time PIN."""


class Watched(Rig):
    """Keeps everything that was ever shown, and what the hub answered."""

    def __init__(self, *parts, **more):
        self.shown = []
        self.answers = []
        super().__init__(*parts, **more)
        post = self.terminal.post

        def listening(event):
            if isinstance(event, CaseAnswered):
                self.answers.append(event.answer)
            post(event)

        self.terminal.post = listening

    def _show(self, view):
        self.shown.append(repr(view))
        super()._show(view)


@pytest.fixture(scope="module")
def watched():
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    used = {name: table for name, table in loaded.value.devices.items() if name in {*USED_IN_A_VISIT, CHIP}}
    data = Path(tempfile.mkdtemp(prefix="kiosk-"))
    world = World.begin(data, config_for_tests(answer_s=15.0).model_copy(update={"devices": used}))
    try:
        why = world.around.endpoints["missing"].get(CHIP)
        if why:
            world.around.close()
            pytest.skip(why)
        rig = Watched(world.config, world.data, world.around, world.proxy)
        yield rig
        rig.stop()
    finally:
        world.proxy.close()
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def rig(watched):
    watched.until("a terminal that can write cards", lambda: watched.page == "attract" and all_well(watched))
    yield watched
    for verb in (("clear",), ("chip-card-remove",), ("remove-card",), ("social-pin-tries", "3")):
        watched.dock(*verb)
    watched.leave()


def all_well(rig):
    machine = rig.terminal.mailbox.state.machine
    told = [machine.devices.get(str(name)) for name in rig.terminal.devices.fitted]
    return machine.line_up and all(one is not None and one.usable for one in told)


def to_the_card(rig):
    rig.press("begin")
    rig.on("home")
    rig.terminal.post(ChooseItem(ITEM))
    rig.go("next", "consent")
    rig.go("agree", "identify")
    rig.dock("insert-card", "li")
    rig.until("the card to be read", lambda: rig.touchable("next") is not None)
    rig.dock("remove-card")
    rig.press("next")
    rig.until("what is on record", lambda: rig.page in {"records", "form"})
    if rig.page == "records":
        rig.go("next", "form")
    rig.press("card_region:county")
    rig.go("next", "social_card")


def to_the_signature(rig):
    rig.go("next", "new_pin")
    for _ in range(2):
        for digit in MINE:
            rig.press(f"pin:{digit}")
        rig.press("next")
    rig.on("check")
    rig.go("next", "sign")


def verdict(rig, pin):
    """What the card itself says to a PIN."""
    told, done = [], threading.Event()

    def use(reader):
        answer = reader.verify_social_pin(pin, threading.Event(), 5.0)
        told.append(answer)
        return Ok(None)

    rig.terminal.devices.use_chip_card("look", use, 15.0, lambda _: done.set(), threading.Event())
    assert done.wait(15)
    assert isinstance(told[0], Ok)
    return told[0].value.result


def test_a_forgotten_pin_is_set_anew_and_no_digit_stays_anywhere(rig, caplog):
    caplog.set_level(logging.DEBUG)
    to_the_card(rig)
    for verb, said in (
        (("bank-card-insert", "li"), "这不是社保卡"),
        (("social-card-insert", "wang"), "这张卡不是您的"),
        (("social-card-insert", "li"), "读到了，卡先不要取"),
    ):
        rig.dock(*verb)
        rig.sees(said)
    rig.dock("social-pin-tries", "0")
    to_the_signature(rig)
    rig.sign()
    rig.on("result", 30)
    rig.sees("新密码设好了", "请取走社保卡")
    rig.until("the receipt", lambda: "打好了" in rig.words())
    answer = rig.answers[-1]
    assert answer.card_pin is not None
    assert verdict(rig, MINE) is PinResult.ACCEPTED
    rig.dock("chip-card-remove")
    rig.leave()
    rig.until("the case to be at the hub", lambda: rig.terminal.cache.waiting() == 0)
    rig.until(
        "the hub to know that the card is written", lambda: rig.state_at_hub(answer.key) == CaseState.DONE
    )
    secrets = (MINE, answer.card_pin.one_time_pin)
    for text in (*rig.shown, caplog.text, repr(rig.terminal.mailbox.state.visit)):
        assert not any(one in text for one in secrets)
    for file in (one for one in rig.data.rglob("*") if one.is_file()):
        raw = file.read_bytes()
        assert not any(one.encode() in raw for one in secrets), file


def test_a_card_pulled_out_while_it_is_written_is_finished_with_the_same_case(rig):
    to_the_card(rig)
    rig.dock("social-card-insert", "li")
    rig.sees("读到了，卡先不要取")
    to_the_signature(rig)
    before = rig.cases_at_hub()
    rig.dock("chip-card-pull", f"{UP_TO_THE_CHANGE}", "unheard")
    rig.sign()
    rig.on("card_writing")
    rig.sees("密码还没有设好")
    rig.dock("social-card-insert", "li")
    rig.press("again")
    rig.on("result", 30)
    rig.sees("新密码设好了")
    assert rig.cases_at_hub() == before + 1
    assert verdict(rig, MINE) is PinResult.ACCEPTED


def test_the_terminal_dies_half_way_and_another_case_sets_the_pin(rig):
    """Of a power loss the card keeps the one-time PIN: the same resident comes again, and the newer script is obeyed."""
    for run in ("broken off", "whole"):
        to_the_card(rig)
        rig.dock("social-card-insert", "li")
        rig.sees("读到了，卡先不要取")
        to_the_signature(rig)
        if run == "broken off":
            rig.dock("chip-card-pull", f"{UP_TO_THE_CHANGE}")
        rig.sign()
        if run == "broken off":
            rig.on("card_writing")
            rig.sees("密码还没有设好")
            rig.press("without")
        rig.on("result", 30)
        rig.until("the receipt", lambda: "打好了" in rig.words())
        rig.sees("新密码设好了" if run == "whole" else "密码还没有设好")
        if run == "broken off":
            rig.dock("chip-card-remove")
            rig.leave()
    assert verdict(rig, MINE) is PinResult.ACCEPTED
