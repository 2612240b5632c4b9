"""Who is served spoken confirms with the keypad instead of drawing a signature; the case says what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit_hand_over import ticket_item
from visit_world import INK, World, switched_on

from visit import effects as do
from visit import events as e
from visit.held.comfort import Wish
from visit.held.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


def accepted(world: World) -> list[do.CaseFacts]:
    return [one.facts for one in world.effects if isinstance(one, do.AcceptCase)]


def test_a_key_takes_the_place_of_ink_and_is_told(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN)
    assert world.view.body.by_key is None
    world.send(e.SetComfort(Wish.SPOKEN, on=True)).touch("by_key")
    assert world.state.page is not Page.SIGN
    (facts,) = accepted(world)
    assert facts.confirmed_by_key
    assert facts.strokes == ()


def test_who_drew_a_signature_has_not_confirmed_by_key(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN).send(e.SetComfort(Wish.SPOKEN, on=True), e.Drew(INK)).touch("next")
    (facts,) = accepted(world)
    assert not facts.confirmed_by_key
    assert facts.strokes
    (order,) = world.walk_to(Page.RESULT).ordered(do.PrintSlip)
    assert not any("按键确认" in one.value for one in order.slip.lines)


def test_it_is_there_for_nobody_else(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN).send(e.ConfirmByKey())
    assert world.state.page is Page.SIGN
    assert not accepted(world)


def test_a_department_that_wants_a_hand_takes_no_key_and_hands_over(
    items: tuple[Item, ...], collecting: Item
) -> None:
    assert not collecting.takes_key, "something is promised there"
    world = switched_on((*items, ticket_item())).start().begin(collecting).walk_to(Page.SIGN)
    assert world.view.chrome.hand_over is None
    world.send(e.SetComfort(Wish.SPOKEN, on=True))
    assert world.view.body.by_key is None
    assert "亲手签名" in world.view.body.statement
    world.send(e.ConfirmByKey())
    assert (world.state.page, accepted(world)) == (Page.SIGN, [])
    world.touch("hand_over")
    assert world.state.page is Page.HAND_OVER


def test_the_receipt_tells_that_it_was_a_key_and_when(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN).send(e.SetComfort(Wish.SPOKEN, on=True)).touch("by_key")
    world.walk_to(Page.RESULT)
    (order,) = world.ordered(do.PrintSlip)
    lines = {one.label: one.value for one in order.slip.lines}
    assert lines["签名"].startswith("按键确认，2026年")
