"""Nobody is asked who they are where it does not matter: no card, no signature, no name on paper or in the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_items import anonymous
from visit_world import RESIDENT, World, switched_on

from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.views import CheckBody

if TYPE_CHECKING:
    from catalogue.model import Item


@pytest.fixture
def saying(items: tuple[Item, ...]) -> World:
    """The attract page of a terminal that offers an item for which nobody is asked who they are."""
    return switched_on((anonymous(), *items)).start()


def test_no_card_is_asked_for_and_nothing_is_signed(saying: World) -> None:
    seen = []
    saying.begin(anonymous())
    while saying.page is not Page.RESULT:
        seen.append(saying.page)
        saying.past_page()
    assert Page.IDENTIFY not in seen
    assert Page.SIGN not in seen
    assert not saying.ordered(do.ReadIdCard)


def test_the_case_has_nobody_and_neither_has_the_paper(saying: World) -> None:
    saying.begin(anonymous()).walk_to(Page.RESULT)
    order, slip = saying.last(do.AcceptCase), saying.last(do.PrintSlip)
    assert isinstance(order, do.AcceptCase)
    assert isinstance(slip, do.PrintSlip)
    assert order.facts.applicant is None
    assert not order.facts.strokes
    assert "申请人" not in {line.label for line in slip.slip.lines}


def test_a_card_laid_down_for_another_item_is_not_used(saying: World, items: tuple[Item, ...]) -> None:
    saying.begin(items[1]).walk_to(Page.FORM)
    saying.touch("back").touch("back").touch("decline").touch("back")
    fanying = saying.state.machine.item("fanying")
    assert fanying is not None
    while saying.page is not Page.HOME:
        saying.touch("back")
    saying.find(fanying).walk_to(Page.CHECK)
    body = saying.view.body
    assert isinstance(body, CheckBody)
    assert RESIDENT.name not in {row.value for row in body.rows}
    saying.touch("next")
    order = saying.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    assert order.facts.applicant is None


def test_what_is_wrong_is_told_before_it_is_handed_in(saying: World) -> None:
    saying.begin(anonymous()).walk_to(Page.CHECK)
    saying.state = saying.state.with_visit(answers={**saying.state.here.answers, "firm_share": 1})
    assert saying.send(e.GoNext()).page is Page.CHECK
    assert not saying.ordered(do.AcceptCase)


def test_when_the_disk_says_no_the_way_back_is_the_check_page(saying: World) -> None:
    saying.begin(anonymous()).walk_to(Page.CHECK)
    saying.instead[do.AcceptCase] = lambda order: (
        e.CaseNotAccepted(order.facts.key, "disk_full", "engineer"),  # type: ignore[attr-defined]
    )
    saying.touch("next").touch("without")
    assert saying.page is Page.CHECK
    saying.instead.clear()
    assert saying.touch("next").page is Page.RESULT
