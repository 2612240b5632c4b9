"""智能提示: beside what they are about, with source and date, and only while they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.held.page import Page
from visit.views import EntryQuestion, FormBody, Tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item


def tips(world: World) -> tuple[Tip, ...]:
    found: tuple[Tip, ...] = world.view.body.tips  # type: ignore[union-attr]
    return found


def at_card(world: World) -> list[str]:
    body = world.view.body
    assert isinstance(body, FormBody)
    one = next(one for one in body.questions if one.id == "card")
    assert isinstance(one, EntryQuestion)
    return [tip.text for tip in one.tips]


def test_a_hint_has_its_source_and_its_date(world: World, deciding: Item) -> None:
    (tip,) = tips(world.begin(deciding))
    assert tip.text == "带上被照护人的户口簿，会快一些。"
    assert tip.source == "来源：清河县民政局，2026年1月1日"


def test_a_hint_stands_beside_its_field_and_no_other(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.FORM, form_at=2)
    assert "请用您本人的卡，别人的卡发不进去。" in at_card(world)
    assert [one.tips for one in world.view.body.questions if one.id == "mail"] == [()]  # type: ignore[union-attr]


def test_a_hint_is_shown_on_its_last_day_and_never_after(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.FORM, form_at=2)
    assert "今天最后一天。" in at_card(world)
    assert "旧的提示。" not in at_card(world), "it ended yesterday"
    world.wall = world.wall.replace(day=24)
    world.wait(0)
    assert at_card(world) == ["请用您本人的卡，别人的卡发不进去。"]


def test_a_hint_of_the_check_page_follows_the_answers(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.CHECK)
    assert [one.text for one in tips(world)] == ["机构的那份直接发给机构。"]
    world.touch("change:with_firm").touch("with_firm:no").touch("next")
    assert world.page is Page.CHECK
    assert tips(world) == ()


def test_a_hint_of_the_result_is_told_there(at: Callable[..., World], deciding: Item) -> None:
    assert [one.text for one in tips(at(deciding, Page.RESULT))] == ["每月15日发放。"]
