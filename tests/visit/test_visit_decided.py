"""What was decided and by what: rules that held and the one that did not, and a line for each office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import INK

from contract.codes import CaseState
from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.views import Mark, ProgressBody, ResultBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item


def result(world: World) -> ResultBody:
    assert world.page is Page.RESULT
    body = world.view.body
    assert isinstance(body, ResultBody)
    return body


def receipt(world: World) -> dict[str, tuple[str, ...]]:
    order = world.last(do.PrintSlip)
    assert isinstance(order, do.PrintSlip)
    return dict(order.slip.sections)


# --- 秒批 ---------------------------------------------------------------------------------------


def test_every_rule_that_held_is_told(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.SIGN)
    world.case_state = CaseState.APPROVED
    body = result(world.past_page())
    assert body.title == "已通过"
    assert body.rules_title == "自动审核：这些都符合"
    assert [(row.label, row.mark) for row in body.rules] == [
        ("户口在清河县", Mark.DONE),
        ("机构占的不超过一半", Mark.DONE),
    ]
    assert receipt(world)["自动审核"] == ("符合：户口在清河县", "符合：机构占的不超过一半")


def test_the_one_that_did_not_hold_says_why_a_person_looks(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.SIGN)
    world.case_state = CaseState.IN_REVIEW
    world.on_record["residence"] = "别处"
    body = result(world.past_page())
    assert (body.title, body.rules_title) == ("正在审核", "自动审核：标出的要人工核对")
    assert [(row.label, row.mark) for row in body.rules] == [
        ("户口不在清河县，要人工核对。", Mark.WARNING),
        ("机构占的不超过一半", Mark.DONE),
    ]
    assert receipt(world)["自动审核"][0] == "待核对：户口不在清河县，要人工核对。"


def test_the_decision_is_waited_for_but_not_for_ever(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.SIGN)
    world.silent.add(do.SyncNow)
    world.send(e.Drew(INK)).touch("next")
    body = world.view.body
    assert isinstance(body, ProgressBody)
    assert [(row.label, row.mark) for row in body.steps] == [("收件", Mark.DONE), ("部门自动审核", Mark.NOW)]
    world.past_deadlines(lambda state: state.page is Page.RESULT)
    assert (result(world).title, result(world).rules) == ("已收件", ())
    key = world.state.here.key
    assert key is not None
    world.send(e.CaseAnswered(world.answer_to(key, CaseState.APPROVED)))
    assert len(result(world).rules) == 2, "it comes late, and is told all the same"


def test_offline_nobody_waits_for_a_decision(offline: World, deciding: Item) -> None:
    offline.begin(deciding).walk_to(Page.RESULT)
    assert result(offline).rules_title == ""


# --- 一件事 -------------------------------------------------------------------------------------


def test_each_office_has_its_line_with_its_date(at: Callable[..., World], joining: Item) -> None:
    world = at(joining, Page.SIGN)
    world.case_state = CaseState.IN_REVIEW
    body = result(world.past_page())
    assert [(row.label, row.value, row.mark) for row in body.parts] == [
        ("出生医学证明", "最晚2026年11月24日办好", Mark.NOW),
        ("出生登记", "最晚2026年11月26日办好", Mark.NOW),
        ("城乡居民医保参保", "最晚2026年12月1日办好", Mark.NOW),
    ]
    assert body.parts[1].note == "清河县公安局 · 正在审核"


def test_the_whole_is_promised_when_its_last_part_is(at: Callable[..., World], joining: Item) -> None:
    """Three parts are done after 1 + 2 + 3 working days, whatever the guide says of all that there are."""
    world = at(joining, Page.RESULT)
    rows = {row.label: row.value for row in result(world).rows}
    assert rows["最晚办好"] == "2026年12月1日"
    order, slip = world.last(do.AcceptCase), world.last(do.PrintSlip)
    assert isinstance(order, do.AcceptCase)
    assert str(order.facts.promised_date) == "2026-12-01"
    assert isinstance(slip, do.PrintSlip)
    assert "2026年12月1日" in {line.value for line in slip.slip.lines}


@pytest.mark.parametrize("state", CaseState)
def test_every_state_of_a_part_can_be_told(at: Callable[..., World], joining: Item, state: CaseState) -> None:
    world = at(joining, Page.SIGN)
    world.case_state = state
    assert all(row.mark is not Mark.NONE for row in result(world.past_page()).parts)


def test_before_any_office_answers_the_file_says_who_promises_what(offline: World, joining: Item) -> None:
    offline.begin(joining).walk_to(Page.RESULT)
    rows = result(offline).parts
    assert [row.mark for row in rows] == [Mark.WAITING] * 3
    assert rows[1].note == "清河县公安局 · 等出生医学证明办好再办"
    assert receipt(offline)["各部门最晚办好"] == (
        "出生医学证明（清河县卫生健康局）2026年11月24日前",
        "出生登记（清河县公安局）2026年11月26日前",
        "城乡居民医保参保（清河县医疗保障局）2026年12月1日前",
    )


# --- what is still to come ----------------------------------------------------------------------


def test_what_comes_later_and_what_is_brought_stands_on_page_and_paper(
    at: Callable[..., World], deciding: Item
) -> None:
    world = (
        at(deciding, Page.MATERIALS)
        .decide_materials()
        .touch("household:window")
        .touch("next")
        .walk_to(Page.RESULT)
    )
    told = {section.heading: section.lines for section in result(world).sections}
    assert told["以后补交"] == ("租房合同（2026年11月30日前）",)
    assert told["请到窗口提交"] == ("户口簿",)
    assert told["已承诺（不用再交）"] == ("独自照护情况说明",)
    assert "诊断证明" in told["请带原件核对"]
    assert told.items() <= receipt(world).items()
