"""The receipt: printed once, said to be printed only when it is, and what stands on it; rating and farewell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import INK, RESIDENT, World

from contract.codes import Grade
from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.held.paper import Printing
from visit.views import FarewellBody, Mark, ResultBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


@pytest.fixture
def printing_now(at: Callable[..., World], collecting: Item) -> World:
    """The result page while the printer works."""
    world = at(collecting, Page.SIGN).send(e.Drew(INK))
    world.silent.add(do.PrintSlip)
    return world.touch("next")


def jobs(world: World) -> list[do.PrintSlip]:
    return [one for one in world.ordered(do.PrintSlip) if isinstance(one, do.PrintSlip)]


def paper(world: World) -> tuple[str, Mark, str]:
    body = world.view.body
    assert isinstance(body, ResultBody)
    row = body.rows[-1]
    return row.value, row.mark, row.note


def buttons(world: World) -> list[str]:
    body = world.view.body
    assert isinstance(body, ResultBody)
    return [one.id for one in body.buttons if one.enabled]


def fail(world: World, code: str) -> World:
    return world.send(e.PrintFailed(jobs(world)[-1].job_id, code, "site_keeper"))


def test_printed_is_said_only_when_the_printer_said_it(printing_now: World) -> None:
    assert paper(printing_now)[1] is Mark.NOW
    assert buttons(printing_now) == []
    assert printing_now.send(e.GoNext()).page is Page.RESULT
    printing_now.send(e.Printed("some-other-job"))
    assert printing_now.state.here.receipt.printing is Printing.PRINTING
    printing_now.send(e.Printed(jobs(printing_now)[0].job_id))
    assert paper(printing_now)[1] is Mark.DONE
    assert printing_now.touch("next").page is Page.RATING
    assert len(jobs(printing_now)) == 1


def test_no_paper_print_again_with_a_mark_then_go_without(printing_now: World) -> None:
    fail(printing_now, "paper_out")
    assert paper(printing_now) == ("没有打出来", Mark.TROUBLE, "纸用完了")
    assert buttons(printing_now) == ["again", "without"]
    printing_now.touch("again")
    first, second = jobs(printing_now)
    assert first.job_id != second.job_id
    assert (first.slip.reprint, second.slip.reprint) == ("", "重打")
    assert first.slip.number == second.slip.number
    fail(printing_now, "paper_jam").touch("without")
    assert paper(printing_now)[1] is Mark.WARNING
    assert printing_now.touch("next").page is Page.RATING


def test_a_second_print_has_its_full_time(printing_now: World) -> None:
    fail(printing_now, "paper_out").wait(70).touch("again").wait(30)
    assert printing_now.state.here.receipt.printing is Printing.PRINTING
    printing_now.wait(30)
    assert printing_now.state.here.receipt.printing is Printing.NOT_CONFIRMED


@pytest.mark.parametrize("code", ["not_confirmed", "timeout", "disconnected"])
def test_a_printer_that_does_not_say_is_not_taken_for_a_no(printing_now: World, code: str) -> None:
    fail(printing_now, code)
    assert paper(printing_now)[:2] == ("打印机没有回应，纸出来了吗？", Mark.WARNING)
    assert buttons(printing_now) == ["again", "without"]


def test_a_late_yes_ends_the_doubt_and_no_second_paper_is_made(printing_now: World) -> None:
    printing_now.wait(60)
    assert printing_now.state.here.receipt.printing is Printing.NOT_CONFIRMED
    printing_now.send(e.Printed(jobs(printing_now)[0].job_id))
    assert paper(printing_now)[1] is Mark.DONE
    printing_now.send(e.TryAgain())
    assert len(jobs(printing_now)) == 1


def test_a_late_no_to_the_first_paper_says_nothing_of_the_second(printing_now: World) -> None:
    printing_now.wait(60).touch("again")
    first, second = jobs(printing_now)
    printing_now.send(e.PrintFailed(first.job_id, "paper_jam", "site_keeper"))
    assert printing_now.state.here.receipt.printing is Printing.PRINTING
    printing_now.send(e.Printed(second.job_id), e.PrintFailed(second.job_id, "paper_jam", "site_keeper"))
    assert printing_now.state.here.receipt.printing is Printing.PRINTED


# --- what stands on it --------------------------------------------------------------------------


def test_a_receipt_is_masked_dated_and_complete(printing_now: World, collecting: Item) -> None:
    slip = jobs(printing_now)[0].slip
    lines = {one.label: one.value for one in slip.lines}
    assert slip.number == printing_now.state.here.number
    assert lines["事项"] == collecting.names.legal.zh
    assert lines["收件时间"] == "2026年11月23日 09:30"
    assert lines["最晚办好"] == "2026年11月24日"
    assert lines["终端"] == "QH01"
    assert RESIDENT.name not in str(slip)
    assert RESIDENT.id_number not in str(slip)
    assert slip.watermark == "演示样张 · 无效"
    sections = dict(slip.sections)
    assert sections["请带原件核对"] == ("租房合同或房产证明",)
    assert sections["以后补交"] == ("租房合同或房产证明（2026年11月30日前）",)
    assert sections["已承诺（不用再交）"] == ("经营场所证明",)
    assert "请到窗口提交" not in sections
    assert "断网时收件" not in sections


def test_what_was_not_promised_is_to_be_handed_in(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.MATERIALS).decide_materials(agreed=False).touch("next").walk_to(Page.RESULT)
    sections = dict(jobs(world)[0].slip.sections)
    assert sections["请到窗口提交"] == ("经营场所证明", "租房合同或房产证明")
    assert "以后补交" not in sections


def test_a_receipt_taken_offline_says_so(offline: World, collecting: Item) -> None:
    offline.begin(collecting).walk_to(Page.RESULT)
    assert dict(jobs(offline)[0].slip.sections)["断网时收件"] == ("已加密存好，网络好了自动送出",)


def test_a_document_is_verified_by_the_code_on_the_receipt(at: Callable[..., World], printing: Item) -> None:
    slip = jobs(at(printing, Page.RESULT))[0].slip
    assert slip.qr == "http://hub.test/verify/doc-1"
    assert slip.qr_caption


def of_its_own(world: World) -> None:
    (order,) = jobs(world)
    assert order.slip.proof == f"proof of {world.state.here.number}"
    assert order.slip.proof_caption
    assert order.slip.proof_caption != order.slip.qr_caption, "two codes are told apart"


def test_a_receipt_carries_the_proof_of_its_own_case(at: Callable[..., World], collecting: Item) -> None:
    of_its_own(at(collecting, Page.RESULT))


def test_beside_a_document_there_is_the_proof_as_well(at: Callable[..., World], printing: Item) -> None:
    of_its_own(at(printing, Page.RESULT))


# --- rating and farewell ------------------------------------------------------------------------


def test_a_skipped_rating_is_never_sent(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING).touch("skip")
    assert world.page is Page.FAREWELL
    assert not world.ordered(do.SendRating)


def test_a_rating_nobody_gives_is_never_sent(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING)
    assert world.wait(45).page is Page.FAREWELL
    assert not world.ordered(do.SendRating)


def test_a_rating_goes_with_the_case_number_once(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING)
    number = world.state.here.number
    world.touch("dissatisfied").send(e.Rate(Grade.VERY_SATISFIED)).touch("next").send(e.GoNext())
    (sent,) = world.ordered(do.SendRating)
    assert isinstance(sent, do.SendRating)
    assert (sent.case_number, sent.grade, sent.tags) == (number, Grade.DISSATISFIED, ())
    assert sent.item_id == collecting.id


def test_reasons_are_ticked_by_the_resident_alone_and_fit_the_grade(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.RATING).touch("satisfied")
    assert not any(option.chosen for option in world.view.body.options)  # type: ignore[union-attr]
    world.touch("413").touch("412").touch("411").touch("411").send(e.ToggleTag("108")).touch("next")
    (sent,) = world.ordered(do.SendRating)
    assert isinstance(sent, do.SendRating)
    assert sent.tags == ("412", "413")


def test_who_walks_away_after_choosing_a_grade_has_rated_once(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.RATING).touch("dissatisfied").wait(45)
    assert world.page is Page.FAREWELL
    assert len(world.ordered(do.SendRating)) == 1


def test_a_grade_taken_back_is_not_sent(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING).touch("dissatisfied").touch("back")
    assert world.page is Page.RATING
    world.touch("skip")
    assert not world.ordered(do.SendRating)


def test_the_farewell_says_wiped_only_when_it_is(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING)
    world.silent.add(do.Wipe)
    world.touch("skip")
    body = world.view.body
    assert isinstance(body, FarewellBody)
    assert body.lines[0].mark is Mark.NOW
    world.send(e.Wiped())
    body = world.view.body
    assert isinstance(body, FarewellBody)
    assert body.lines[0].mark is Mark.DONE
    assert world.wait(8).page is Page.ATTRACT


def test_a_wipe_that_never_comes_is_noted(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING)
    world.silent.add(do.Wipe)
    world.touch("skip").wait(8)
    assert world.page is Page.ATTRACT
    assert "not_wiped" in {one.code for one in world.ordered(do.Note)}  # type: ignore[attr-defined]


def test_a_forgotten_card_is_called_after_and_then_noted(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.RATING).send(e.CardPresence(present=True)).touch("skip").wait(8)
    body = world.view.body
    assert isinstance(body, FarewellBody)
    assert body.card_warning
    world.wait(52)
    assert world.page is Page.ATTRACT
    assert world.effects[-1] == do.Note("card_left_behind")


@pytest.mark.parametrize("present", [False, None])
def test_a_card_taken_away_ends_the_alarm(
    at: Callable[..., World], collecting: Item, present: bool | None
) -> None:
    world = at(collecting, Page.RATING).send(e.CardPresence(present=True)).touch("skip").wait(20)
    assert world.page is Page.FAREWELL
    world.send(e.CardPresence(present)).to_deadline()
    assert world.page is Page.ATTRACT
    assert not world.ordered(do.Note)
