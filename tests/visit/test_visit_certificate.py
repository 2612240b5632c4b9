"""The department's document on A4: printed by itself, believed only when the printer counted it, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import A4, INK, PRINTER, READER, World, broken, machine, switched_on

from contract.codes import CaseState
from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.held.paper import Printing
from visit.state import State
from visit.views import Mark, ResultBody, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


@pytest.fixture
def printing_now(at: Callable[..., World], printing: Item) -> World:
    """The result page while the A4 printer works; the receipt is out."""
    world = at(printing, Page.SIGN).send(e.Drew(INK))
    world.silent.add(do.PrintDocument)
    return world.touch("next")


def jobs(world: World) -> list[do.PrintDocument]:
    return [one for one in world.ordered(do.PrintDocument) if isinstance(one, do.PrintDocument)]


def row(world: World) -> Row | None:
    body = world.view.body
    assert isinstance(body, ResultBody)
    return next((one for one in body.rows if one.label.startswith("证明")), None)


def buttons(world: World) -> list[str]:
    body = world.view.body
    assert isinstance(body, ResultBody)
    return [one.id for one in body.buttons if one.enabled]


def fail(world: World, code: str) -> World:
    return world.send(e.PrintFailed(jobs(world)[-1].job_id, code, "site_keeper"))


def test_it_is_printed_by_itself_and_waited_for(printing_now: World) -> None:
    (job,) = jobs(printing_now)
    assert job.document.document_id == "doc-1"
    assert printing_now.state.here.receipt.printing is Printing.PRINTED
    assert (row(printing_now) or Row("", "")).mark is Mark.NOW
    assert buttons(printing_now) == []
    assert printing_now.send(e.GoNext()).page is Page.RESULT
    printing_now.send(e.Printed(job.job_id))
    assert row(printing_now) == Row("证明（A4纸）", "打好了，请取走", Mark.DONE)
    assert printing_now.touch("next").page is Page.RATING


def test_nothing_of_the_person_is_in_the_name_of_the_job(printing_now: World) -> None:
    key = printing_now.state.here.key
    assert jobs(printing_now)[0].job_id == f"{key}/certificate/1"


def test_no_paper_is_told_and_only_the_document_is_printed_again(printing_now: World) -> None:
    fail(printing_now, "paper_out")
    assert row(printing_now) == Row("证明（A4纸）", "没有打出来", Mark.TROUBLE, note="纸用完了")
    assert buttons(printing_now) == ["again", "without"]
    printing_now.touch("again")
    assert len(jobs(printing_now)) == 2
    assert len(printing_now.ordered(do.PrintSlip)) == 1
    fail(printing_now, "paper_jam").touch("without")
    assert row(printing_now) == Row("证明（A4纸）", "没有打印", Mark.WARNING, note="可以到窗口打印")
    assert printing_now.touch("next").page is Page.RATING


@pytest.mark.parametrize("code", ["not_confirmed", "timeout", "disconnected"])
def test_a_printer_that_does_not_say_is_asked_about(printing_now: World, code: str) -> None:
    fail(printing_now, code)
    assert (row(printing_now) or Row("", "")).value == "打印机没有回应，纸出来了吗？"
    assert buttons(printing_now) == ["again", "without"]


def test_it_has_its_own_time(printing_now: World) -> None:
    printing_now.wait(60).send(e.Touched())
    assert printing_now.state.here.certificate.printing is Printing.PRINTING
    printing_now.wait(120)
    assert printing_now.state.here.certificate.printing is Printing.NOT_CONFIRMED
    printing_now.send(e.Printed(jobs(printing_now)[0].job_id))
    assert printing_now.state.here.certificate.printing is Printing.PRINTED


def test_both_papers_in_trouble_are_answered_with_one_touch(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN).send(e.Drew(INK))
    world.silent |= {do.PrintDocument, do.PrintSlip}
    world.touch("next")
    slip = world.ordered(do.PrintSlip)[0]
    assert isinstance(slip, do.PrintSlip)
    fail(world, "paper_out").send(e.PrintFailed(slip.job_id, "cover_open", "site_keeper")).touch("again")
    assert len(jobs(world)) == 2
    assert len(world.ordered(do.PrintSlip)) == 2


def test_a_document_that_comes_late_is_printed_on_the_result_page(
    at: Callable[..., World], printing: Item
) -> None:
    world = at(printing, Page.SIGN)
    world.silent.add(do.SyncNow)
    world.send(e.Drew(INK)).touch("next").past_deadlines(lambda s: s.page is Page.RESULT)
    assert jobs(world) == []
    assert row(world) is None
    key = world.state.here.key
    assert key is not None
    world.send(e.CaseAnswered(world.answer_to(key)), e.CaseAnswered(world.answer_to(key)))
    assert len(jobs(world)) == 1


def test_a_document_that_comes_after_the_result_page_is_not(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN)
    world.silent.add(do.SyncNow)
    world.send(e.Drew(INK)).touch("next").past_deadlines(lambda s: s.page is Page.RESULT)
    key = world.state.here.key
    assert key is not None
    world.touch("next").send(e.CaseAnswered(world.answer_to(key)))
    assert world.page is Page.RATING
    assert jobs(world) == []


def test_a_machine_without_such_a_printer_promises_none(printing: Item, collecting: Item) -> None:
    world = World(State(machine((printing, collecting), watched=(READER, PRINTER))))
    world.start().begin(printing).walk_to(Page.RESULT)
    assert jobs(world) == []
    assert row(world) is None
    assert buttons(world) == ["next"]


def test_a_printer_that_is_down_is_told_and_not_in_the_way(printing: Item, collecting: Item) -> None:
    world = switched_on((printing, collecting)).start().send(e.DeviceChanged(broken(A4, "paper_out")))
    world.instead[do.PrintDocument] = lambda order: (e.PrintFailed(order.job_id, "paper_out", "site_keeper"),)  # type: ignore[attr-defined]
    world.begin(printing).walk_to(Page.RESULT)
    assert row(world) == Row("证明（A4纸）", "没有打出来", Mark.TROUBLE, note="纸用完了")
    assert world.touch("without").touch("next").page is Page.RATING


def test_a_refused_case_has_nothing_to_print(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN)
    world.case_state = CaseState.REFUSED
    world.send(e.Drew(INK)).touch("next")
    assert jobs(world) == []
