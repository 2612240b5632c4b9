"""The card on the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import READER, RESIDENT, SOMEBODY_ELSE, World, broken

from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.views import IdentifyBody

if TYPE_CHECKING:
    from catalogue.model import Item


@pytest.fixture
def waiting(world: World, printing: Item) -> World:
    """The identify page with no card on the reader."""
    world.card = None
    return world.begin(printing).walk_to(Page.IDENTIFY)


def body(world: World) -> IdentifyBody:
    shown = world.view.body
    assert isinstance(shown, IdentifyBody)
    return shown


def test_reading_begins_with_the_page_and_ends_with_it(waiting: World) -> None:
    assert len(waiting.ordered(do.ReadIdCard)) == 1
    assert body(waiting).next is None
    waiting.send(e.GoNext())
    assert waiting.page is Page.IDENTIFY
    waiting.touch("back")
    assert isinstance(waiting.effects[-1], do.StopReading)


@pytest.mark.parametrize("code", ["card_moved", "card_unreadable", "not_an_id_card", "expired", "new_code"])
def test_trouble_with_a_card_is_said_and_reading_goes_on_without_a_touch(waiting: World, code: str) -> None:
    waiting.send(e.CardTrouble(code, "resident"))
    assert len(waiting.ordered(do.ReadIdCard)) == 2
    assert body(waiting).picture == "card_trouble"
    assert body(waiting).instruction
    waiting.send(e.CardRead(RESIDENT))
    assert body(waiting).picture == "card_done"


def test_the_page_shows_the_resident_masked(waiting: World) -> None:
    waiting.send(e.CardRead(RESIDENT))
    assert RESIDENT.id_number not in body(waiting).status
    assert RESIDENT.name not in body(waiting).status
    assert waiting.touch("next").page is Page.FORM


def test_late_trouble_does_not_take_a_read_card_away(waiting: World) -> None:
    waiting.send(e.CardRead(RESIDENT), e.CardTrouble("card_moved", "resident"))
    assert waiting.state.here.applicant == RESIDENT
    assert len(waiting.ordered(do.ReadIdCard)) == 1


def test_another_card_is_read_and_takes_nothing_of_the_first_ones_answers(
    world: World, printing: Item
) -> None:
    world.begin(printing).walk_to(Page.FORM).fill().touch("back")
    assert world.page is Page.IDENTIFY
    world.card = SOMEBODY_ELSE
    world.touch("other_card")
    assert world.state.here.applicant == SOMEBODY_ELSE
    assert not world.state.here.answers
    world.walk_to(Page.SIGN)
    assert world.send(e.Drew(((0.1, 0.1), (0.9, 0.9)))).touch("next").page is Page.RESULT
    order = world.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    assert order.facts.applicant == SOMEBODY_ELSE


def test_a_card_read_after_the_page_was_left_enters_no_visit(waiting: World) -> None:
    waiting.touch("back").one(e.CardRead(SOMEBODY_ELSE))
    assert waiting.state.here.applicant is None
    waiting.touch("exit").one(e.CardRead(SOMEBODY_ELSE))
    assert waiting.state.visit is None


def test_coming_back_does_not_ask_for_the_card_again(world: World, printing: Item) -> None:
    world.begin(printing).walk_to(Page.FORM).touch("back")
    assert len(world.ordered(do.ReadIdCard)) == 1
    assert world.touch("next").page is Page.FORM


def test_a_reader_that_breaks_says_so_and_help_is_beside_it(waiting: World) -> None:
    waiting.send(e.DeviceChanged(broken(READER, "disconnected")))
    assert body(waiting).status == "设备断开了"
    waiting.touch("no_card")
    assert waiting.state.help is not None


def test_a_reader_that_comes_back_asks_for_a_card_and_blames_none(waiting: World) -> None:
    fine = waiting.state.machine.devices[READER]
    before = body(waiting)
    waiting.send(e.CardTrouble("no_answer", "site_keeper"), e.DeviceChanged(broken(READER, "no_answer")))
    waiting.send(e.CardTrouble("no_answer", "site_keeper"))
    assert body(waiting).instruction == "读卡器现在不能用"
    waiting.send(e.DeviceChanged(fine))
    assert body(waiting) == before


@pytest.mark.parametrize("device", [READER, "receipt_printer"])
def test_news_of_a_device_that_was_never_down_leaves_the_word_about_the_card(
    waiting: World, device: str
) -> None:
    waiting.send(e.CardTrouble("card_moved", "resident"))
    told = body(waiting)
    waiting.send(e.DeviceChanged(waiting.state.machine.devices[device]))
    assert body(waiting) == told


def test_line_noise_tells_nobody_to_lay_down_again_a_card_that_never_lay_there(waiting: World) -> None:
    noise = e.CardTrouble("line_noise", "engineer")
    usual = body(waiting)
    waiting.send(noise)
    assert body(waiting) == usual
    for present in (True, None):
        waiting.send(e.CardPresence(present), noise)
        assert body(waiting).instruction == "没有读出来，请再放一次"
