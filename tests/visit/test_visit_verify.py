"""查证明真假: what the page says of a paper with and without a line, and what it does not claim to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from visit_paper import CAMERA, PAPER, PAPER_CODE
from visit_world import broken, healthy

from contract.paper_status import PaperStatus
from visit import effects as do
from visit import events as e
from visit.codes import CodeKind, kind_of
from visit.held.page import Page
from visit.held.verifying import FAULTS
from visit.views import Mark, PreviewBody
from wording import say

if TYPE_CHECKING:
    from visit_world import World

REVOKED = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
HOLDS = PaperStatus(code=PAPER.code, known=True)


def page_of(world: World) -> PreviewBody:
    body = world.view.body
    assert isinstance(body, PreviewBody)
    return body


@pytest.fixture
def laid(world: World) -> World:
    """A paper was laid before the reader on the attract page: the visit begins with it."""
    return world.start().send(e.CodeScanned(PAPER_CODE))


def genuine(world: World, paper=PAPER) -> World:
    order = world.last(do.CheckPaper).order
    return world.send(e.PaperChecked(order, "genuine", paper))


def heard(world: World, status: PaperStatus | None) -> World:
    return world.send(e.PaperStanding(world.last(do.CheckPaper).order, status))


def said(world: World) -> dict[str, str]:
    return {row.label: row.value for row in page_of(world).rows}


def test_a_code_on_the_attract_page_leads_to_what_the_paper_must_say(laid: World) -> None:
    assert laid.page is Page.VERIFY
    assert page_of(laid).rows == (), "nothing is shown of a paper whose signature was not checked"
    heard(genuine(laid), HOLDS)
    assert page_of(laid).mark is Mark.DONE
    assert page_of(laid).status == "证明是真的，没有作废"
    told = said(laid)
    assert (told["姓名"], told["证件号码"]) == ("李*国", "990***********001X")
    assert told["验证码"] == PAPER.code
    assert told["出具时间"] == "2026年11月22日 12:00"
    assert "演示样张" in page_of(laid).source


def test_with_no_line_it_says_that_nobody_knows_whether_it_was_revoked(laid: World) -> None:
    genuine(laid)
    assert said(laid)["有没有作废"] == "正在查"
    heard(laid, None)
    assert page_of(laid).mark is Mark.WARNING
    assert "网络断了，没能查有没有作废" in page_of(laid).status
    assert said(laid)["有没有作废"] == "不知道"
    assert said(laid)["姓名"] == "李*国", "what it must say is known all the same"


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [
        (
            PaperStatus(code=PAPER.code, known=True, revoked_at=REVOKED),
            Mark.TROUBLE,
            "已作废，从2026年11月22日 12:30起",
        ),
        (PaperStatus(code=PAPER.code, known=False), Mark.TROUBLE, "没有这份证明的记录"),
        (PaperStatus(code=PAPER.code, known=True, expired=True), Mark.WARNING, "已过有效期"),
    ],
)
def test_what_the_hub_knows_counts(laid: World, status: PaperStatus, mark: Mark, words: str) -> None:
    heard(genuine(laid), status)
    page = page_of(laid)
    assert page.mark is mark
    assert words in page.status + said(laid)["有没有作废"]


def test_a_paper_past_its_day_is_told_with_no_line_as_well(laid: World) -> None:
    old = replace(PAPER, valid_until=datetime(2026, 11, 21, tzinfo=UTC).date())
    heard(genuine(laid, old), None)
    assert "已过有效期" in page_of(laid).status


@pytest.mark.parametrize("fault", FAULTS)
def test_of_a_paper_that_is_not_genuine_nothing_is_shown(laid: World, fault: str) -> None:
    laid.send(e.PaperChecked(laid.last(do.CheckPaper).order, fault))
    assert page_of(laid).rows == ()
    assert page_of(laid).status == say("zh", f"verify.{fault}")
    assert page_of(laid).mark is not Mark.DONE


def test_an_answer_to_another_paper_changes_nothing(laid: World) -> None:
    first = laid.last(do.CheckPaper).order
    laid.send(e.CodeScanned(PAPER_CODE))
    second = laid.last(do.CheckPaper).order
    assert first != second
    laid.send(e.PaperChecked(first, "paper_altered"))
    assert page_of(laid).mark is Mark.NOW
    laid.send(e.PaperChecked(second, "genuine", PAPER), e.PaperStanding(first, None))
    assert said(laid)["有没有作废"] == "正在查"


def test_it_is_found_in_its_tree_and_back_leads_there(world: World) -> None:
    world.start().send(e.DeviceChanged(broken(CAMERA, "unplugged"))).touch("begin").touch("always").touch(
        "verify"
    )
    assert page_of(world).status == say("zh", "verify.how_none"), "neither reader nor camera"
    world.touch("back")
    assert world.page is Page.TREE
    world.touch("verify").send(e.CodeScanned(PAPER_CODE))
    heard(genuine(world), HOLDS).touch("again")
    assert page_of(world).rows == ()


def test_the_camera_looks_when_it_works(world: World) -> None:
    world.start().send(e.DeviceChanged(healthy(CAMERA))).touch("begin").touch("always").touch("verify")
    assert page_of(world).status == say("zh", "verify.how_camera")
    world.touch("look")
    order = world.last(do.ReadCodeUnderCamera).order
    assert page_of(world).mark is Mark.NOW
    world.send(e.LookUnderCamera())
    assert len(world.ordered(do.ReadCodeUnderCamera)) == 1, "one picture at a time"
    world.send(e.NoCodeSeen(order))
    assert page_of(world).status == say("zh", "verify.no_code_seen")
    world.touch("look").send(e.CodeScanned(PAPER_CODE))
    assert world.ordered(do.CheckPaper)
    world.send(e.NoCodeSeen(order))
    assert page_of(world).status == say("zh", "verify.checking"), "an old picture found nothing"


def test_with_a_reader_the_page_asks_for_the_code(world: World) -> None:
    world.start().send(e.DeviceChanged(healthy("barcode_reader"))).touch("begin").touch("always").touch(
        "verify"
    )
    assert page_of(world).status == say("zh", "verify.how")
    world.send(e.DeviceChanged(broken("barcode_reader", "unplugged")))
    assert page_of(world).status == say("zh", "verify.how_camera")


def test_leaving_forgets_the_paper(laid: World) -> None:
    heard(genuine(laid), HOLDS).touch("exit")
    assert laid.page is Page.FAREWELL
    assert "李*国" not in repr(laid.state) + repr(laid.view)


def test_a_bare_proof_is_known_as_a_paper_too() -> None:
    assert kind_of(PAPER_CODE) is CodeKind.CERTIFICATE
    assert kind_of("https://example.test/") is CodeKind.UNKNOWN
