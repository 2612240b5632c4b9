"""The department's records, the check page, the signature, and what is submitted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from visit_world import INK, PHONE, PRINTER, RESIDENT, broken

from visit import effects as do
from visit import events as e
from visit.handlers.confirm import MAX_POINTS, MAX_STROKES
from visit.held.page import Page
from visit.views import CheckBody, Mark, PreviewBody, SignBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item


def preview(world: World) -> PreviewBody:
    body = world.view.body
    assert isinstance(body, PreviewBody)
    return body


def check(world: World) -> CheckBody:
    body = world.view.body
    assert isinstance(body, CheckBody)
    return body


def sign(world: World) -> SignBody:
    body = world.view.body
    assert isinstance(body, SignBody)
    return body


def asking(at: Callable[..., World], printing: Item) -> World:
    world = at(printing, Page.FORM, form_at=3)
    world.silent.add(do.AskHub)
    return world.touch("next")


# --- preview ------------------------------------------------------------------------------------


def test_records_found_are_shown_with_source_and_time(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.PREVIEW)
    body = preview(world)
    assert body.mark is Mark.DONE
    assert (body.rows[0].label, body.rows[0].value) == ("养老保险", "126")
    assert "清河县人社局" in body.source
    assert "9:3" in body.source, "the time of the place, not of Greenwich"
    order = world.last(do.AskHub)
    assert isinstance(order, do.AskHub)
    assert order.query.applicant == RESIDENT
    assert order.query.answers == dict(world.state.here.answers)


def test_no_record_is_an_answer_and_leads_back_not_on(at: Callable[..., World], printing: Item) -> None:
    world = asking(at, printing)
    assert preview(world).mark is Mark.WAITING
    nothing = world.found().model_copy(update={"found": False, "rows": ()})
    world.send(e.QueryAnswered(nothing))
    assert [one.id for one in preview(world).buttons] == ["change"]
    assert world.send(e.GoNext()).page is Page.PREVIEW
    assert world.touch("change").page is Page.FORM


@pytest.mark.parametrize("code", ["line_down", "timeout_unknown", "hub_error", "refused", "a_new_code"])
def test_a_failed_query_says_why_and_can_be_tried_again(
    at: Callable[..., World], printing: Item, code: str
) -> None:
    world = asking(at, printing).send(e.QueryFailed(code, "nobody"))
    assert preview(world).mark is Mark.TROUBLE
    assert preview(world).status
    world.silent.clear()
    world.touch("again")
    assert len(world.ordered(do.AskHub)) == 2
    assert preview(world).mark is Mark.DONE


def test_silence_of_the_hub_ends_and_a_late_answer_still_counts(
    at: Callable[..., World], printing: Item
) -> None:
    world = asking(at, printing).wait(20)
    assert preview(world).mark is Mark.TROUBLE
    world.send(e.QueryAnswered(world.found()))
    assert world.touch("next").page is Page.CHECK


def test_changed_answers_are_looked_up_anew(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.CHECK).touch("change:kind").touch("kind:monthly")
    assert world.state.here.preview is None
    assert world.touch("next").page is Page.PREVIEW
    order = world.last(do.AskHub)
    assert isinstance(order, do.AskHub)
    assert order.query.answers["kind"] == "monthly"
    assert len(world.ordered(do.AskHub)) == 2


def test_going_back_to_the_check_with_changed_answers_looks_up_too(
    at: Callable[..., World], printing: Item
) -> None:
    """Otherwise check and signature would send the resident round in a circle."""
    world = at(printing, Page.CHECK).touch("change:kind").touch("kind:monthly").touch("back")
    assert world.page is Page.PREVIEW
    assert world.walk_to(Page.RESULT).state.here.number


def test_going_back_with_nothing_changed_looks_up_nothing(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.CHECK).touch("change:kind").touch("back")
    assert world.page is Page.CHECK
    assert len(world.ordered(do.AskHub)) == 1


# --- check --------------------------------------------------------------------------------------


def test_everything_stands_on_the_check_page_masked_where_it_can_be(
    at: Callable[..., World], collecting: Item
) -> None:
    body = check(at(collecting, Page.CHECK))
    told = " ".join(f"{row.label} {row.value}" for row in body.rows)
    assert RESIDENT.id_number not in told
    assert PHONE not in told
    for label in ("字号 杏花春", "经营方式 个人经营", "从业人数 2", "资金数额 ¥20,000.00（贰万元整）"):
        assert label in told
    assert body.next.enabled
    assert not body.problem_title


def test_all_problems_are_listed_at_once_and_each_leads_to_its_page_and_back(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.CHECK).touch("change:has_trade_name").touch("has_trade_name:no").touch("next")
    assert world.page is Page.CHECK
    world.touch("change:has_trade_name").touch("has_trade_name:yes").touch("next")
    assert world.page is Page.CHECK
    assert [row.label for row in check(world).rows if row.mark is Mark.TROUBLE] == ["字号"]
    world.touch("change:composition").touch("composition:family").touch("next")
    assert [row.label for row in check(world).rows if row.mark is Mark.TROUBLE] == ["字号", "一起经营的家人"]
    assert check(world).problem_title == "还有2处要改"
    assert not check(world).next.enabled
    assert world.send(e.GoNext()).page is Page.CHECK
    world.touch("change:trade_name").fill().touch("next").touch("change:composition")
    world.touch("composition:person").touch("next")
    assert not check(world).problem_title
    assert world.touch("next").page is Page.SIGN


def test_a_material_can_be_changed_from_the_check(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.CHECK).touch("change:place_lease")
    assert world.page is Page.MATERIALS
    assert world.touch("place_lease:not_needed").touch("next").page is Page.CHECK
    assert world.state.here.promises["place_lease"] is False
    assert world.send(e.JumpTo("nothing")).page is Page.CHECK


def test_missing_paper_is_told_before_signing_and_stops_nobody(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.CHECK).send(e.DeviceChanged(broken(PRINTER, "paper_out")))
    row = check(world).rows[-1]
    assert (row.mark, row.note) == (Mark.WARNING, "纸用完了")
    assert world.touch("next").page is Page.SIGN


# --- signature ----------------------------------------------------------------------------------


def test_a_slip_of_the_finger_is_no_signature(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.SIGN).send(e.Drew(((0.5, 0.5), (0.55, 0.5))))
    assert not sign(world).next.enabled
    assert world.send(e.GoNext()).page is Page.SIGN
    assert sign(world).hint == "请先签名"
    world.send(e.Drew(INK))
    assert sign(world).hint != "请先签名"
    assert sign(world).next.enabled
    world.touch("clear")
    assert not sign(world).next.enabled
    assert not world.ordered(do.AcceptCase)


def test_ink_stays_inside_the_field_and_within_limits(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.SIGN).send(e.Drew(((-3.0, 0.5), (7.0, 2.0))))
    assert sign(world).strokes == (((0.0, 0.5), (1.0, 1.0)),)
    world.send(e.Drew(((0.5, 0.5),) * (MAX_POINTS + 50)))
    assert len(sign(world).strokes[-1]) == MAX_POINTS
    for _ in range(MAX_STROKES + 5):
        world.send(e.Drew(INK))
    assert len(sign(world).strokes) == MAX_STROKES


def test_a_signature_is_of_what_was_read_last(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.SIGN).send(e.Drew(INK)).touch("back")
    assert not world.state.here.strokes
    assert world.touch("next").page is Page.SIGN
    assert not sign(world).next.enabled


def test_what_became_wrong_meanwhile_is_not_submitted(at: Callable[..., World], printing: Item) -> None:
    """The hub sets the clock right while the resident signs: the last month is now a month to come."""
    world = at(printing, Page.FORM, form_at=2)
    world.send(e.Answered("period_from", "2026-10"), e.Answered("period_to", "2026-11"))
    world.touch("next").touch("next").walk_to(Page.SIGN).send(e.Drew(INK))
    world.wall = world.wall.replace(month=10)
    world.touch("next")
    assert world.page is Page.CHECK
    assert check(world).problem_title
    assert not world.ordered(do.AcceptCase)


def test_a_case_holds_only_answers_that_apply_and_one_new_key(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.SIGN).send(e.Drew(INK))
    world.silent.add(do.AcceptCase)
    keys_before = world.ids
    world.touch("next").send(e.GoNext())
    orders = world.ordered(do.AcceptCase)
    assert len(orders) == 1, "a second touch submits nothing"
    order = orders[0]
    assert isinstance(order, do.AcceptCase)
    facts = order.facts
    assert facts.key == world.state.here.key
    assert facts.key.int & 0xFFFF > keys_before
    assert facts.applicant == RESIDENT
    assert facts.strokes == (INK,)
    assert "family_names" not in facts.answers
    assert facts.answers["phone"] == PHONE
    assert facts.consent.text_version == collecting.consent.version
    assert str(facts.promised_date) == "2026-11-24"
    assert not facts.accepted_offline


def test_the_clock_that_nobody_trusts_is_said_so(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.SIGN).send(e.Drew(INK))
    world.stamp = lambda event: replace(type(world).stamp(world, event), clock_trusted=False)  # type: ignore[method-assign]
    order = world.touch("next").last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    assert not order.facts.clock_trusted
