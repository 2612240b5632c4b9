"""Pages under the document camera: sealed at once, no more than the guide lists, and none left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import CAMERA, INK, broken

from contract.codes import MaterialTrust
from visit import effects as do
from visit import events as e
from visit.held.page import Over, Page
from visit.held.scanning import Retake
from visit.scanning import scanned
from visit.views import Mark, MaterialsBody, Option, ResultBody, ScanBody

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from visit_world import World

    from catalogue.model import Item
    from contract.case import Material


@pytest.fixture
def laid(at: Callable[..., World], deciding: Item) -> World:
    """The paper lies under the camera."""
    return at(deciding, Page.MATERIALS).touch("diagnosis:scan")


def body(world: World) -> ScanBody:
    assert world.page is Page.SCAN
    shown = world.view.body
    assert isinstance(shown, ScanBody)
    return shown


def pages(world: World) -> list[UUID]:
    return [one.note.id for one in scanned(world.state.here, "diagnosis")]


def erased(world: World) -> list[UUID]:
    return [one.attachment for one in world.ordered(do.DropPage) if isinstance(one, do.DropPage)]


def enabled(world: World) -> set[str]:
    return {name for name, one in world.touchable().items() if getattr(one, "enabled", True)}


def choice(world: World, name: str) -> Option:
    shown = world.view.body
    assert isinstance(shown, MaterialsBody)
    return next(one for card in shown.cards for one in card.options if one.id == name)


# --- taking -------------------------------------------------------------------------------------


def test_the_page_says_how_to_lay_the_paper(laid: World) -> None:
    assert "四个角" in body(laid).instruction
    assert body(laid).picture is None
    assert "next" not in laid.touchable(), "there is nothing to be done with yet"
    assert {"take", "back", "exit", "help"} <= enabled(laid)


def test_a_page_is_shown_only_when_it_is_on_disk(laid: World) -> None:
    laid.silent.add(do.TakePicture)
    laid.touch("take")
    assert body(laid).mark is Mark.NOW
    assert "take" not in enabled(laid), "one picture at a time"
    assert not pages(laid)
    order = laid.last(do.TakePicture)
    assert isinstance(order, do.TakePicture)
    laid.send(*laid._usual(order))
    assert body(laid).picture is not None
    assert body(laid).mark is Mark.DONE


def test_no_more_pages_than_the_guide_lists(laid: World) -> None:
    laid.touch("take").touch("take")
    assert len(pages(laid)) == 2
    assert "take" not in enabled(laid)
    assert len(laid.send(e.TakePage()).ordered(do.TakePicture)) == 2
    assert "拍满" in body(laid).status


def test_pages_can_be_looked_at_one_by_one(laid: World) -> None:
    laid.touch("take").touch("take")
    assert [one.chosen for one in body(laid).pages] == [False, True]
    laid.touch("page:1").send(e.ShowPage(7), e.ShowPage(-1))
    assert [one.chosen for one in body(laid).pages] == [True, False]


def test_edges_that_were_not_found_are_told(laid: World) -> None:
    laid.instead[do.TakePicture] = lambda order: (
        e.PageTaken(order.order, laid.page_note(), body_picture(), edges=False),  # type: ignore[attr-defined]
    )
    assert body(laid.touch("take")).mark is Mark.WARNING


def body_picture():  # type: ignore[no-untyped-def]
    from visit_world import PICTURE

    return PICTURE


# --- taking anew --------------------------------------------------------------------------------


def test_a_page_taken_anew_keeps_the_old_digest_and_the_reason(laid: World) -> None:
    laid.touch("take").touch("take")
    first, second = pages(laid)
    old = scanned(laid.state.here, "diagnosis")[0].note
    laid.touch("page:1").touch("retake:cut_off")
    assert pages(laid)[0] not in {first, second}
    assert pages(laid)[1] == second
    (replaced,) = scanned(laid.state.here, "diagnosis")[0].replaced
    assert (replaced.digest, replaced.reason) == (old.digest, Retake.CUT_OFF)
    assert erased(laid) == [first], "its picture is gone"
    laid.touch("retake:blurred")
    assert [one.reason for one in scanned(laid.state.here, "diagnosis")[0].replaced] == ["cut_off", "blurred"]


def test_a_second_picture_that_fails_leaves_the_first(laid: World) -> None:
    laid.touch("take")
    before = pages(laid)
    laid.instead[do.TakePicture] = lambda order: (
        e.PageNotTaken(order.order, "no_frames", "site_keeper"),  # type: ignore[attr-defined]
    )
    laid.touch("retake:blurred")
    assert pages(laid) == before
    assert not erased(laid)
    assert body(laid).mark is Mark.WARNING


# --- trouble ------------------------------------------------------------------------------------


def test_a_silent_camera_is_given_up_and_what_comes_late_is_erased(laid: World) -> None:
    laid.silent.add(do.TakePicture)
    laid.touch("take").wait(laid.state.machine.delays.scan_s)
    assert body(laid).mark is Mark.WARNING
    order = laid.last(do.TakePicture)
    assert isinstance(order, do.TakePicture)
    late = laid.page_note()
    laid.send(e.PageTaken(order.order, late, body_picture(), edges=True))
    assert not pages(laid)
    assert erased(laid) == [late.id]


def test_a_picture_that_comes_after_its_page_was_left_is_erased(laid: World) -> None:
    laid.silent.add(do.TakePicture)
    laid.touch("take").touch("back")
    order = laid.last(do.TakePicture)
    assert isinstance(order, do.TakePicture)
    late = laid.page_note()
    laid.send(e.PageTaken(order.order, late, body_picture(), edges=True))
    assert erased(laid) == [late.id]


def test_without_a_camera_the_window_stays(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.MATERIALS).send(e.DeviceChanged(broken(CAMERA, "disconnected")))
    assert not choice(world, "diagnosis:scan").enabled
    assert world.send(e.OpenScan("diagnosis")).page is Page.MATERIALS
    world.touch("diagnosis:window").touch("household:licence").touch("alone:promise").touch("lease:later")
    assert world.touch("next").page is Page.CHECK


def test_a_camera_that_goes_away_is_told_on_the_page(laid: World) -> None:
    laid.touch("take").send(e.DeviceChanged(broken(CAMERA, "no_frames")))
    assert body(laid).mark is Mark.TROUBLE
    assert {"next", "back"} <= enabled(laid)
    assert "take" not in enabled(laid)


def test_only_a_material_of_this_case_is_scanned(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.MATERIALS).send(e.OpenScan("household"), e.OpenScan("nothing"))
    assert world.page is Page.MATERIALS
    assert "household" not in world.send(e.ToWindow("household")).state.here.promises


# --- what becomes of the pages ------------------------------------------------------------------


def test_pages_must_be_taken_or_left_to_the_window(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.MATERIALS).touch("next")
    shown = world.view.body
    assert isinstance(shown, MaterialsBody)
    assert {one.id for one in shown.cards if one.problem} >= {"diagnosis"}
    assert not choice(world, "diagnosis:scan").chosen
    assert not choice(world, "diagnosis:window").chosen


def test_pages_go_with_the_case_of_trust_c_and_the_original_is_named(laid: World) -> None:
    laid.touch("take").touch("take").touch("page:1").touch("retake:blurred").touch("next")
    for name in ("household:licence", "alone:promise", "lease:later", "next"):
        laid.touch(name)
    kept = pages(laid)
    laid.walk_to(Page.RESULT)
    order = laid.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    of = {one.material_id: one for one in order.facts.materials}
    diagnosis: Material = of["diagnosis"]
    assert diagnosis.trust is MaterialTrust.C
    assert [page.attachment for page in diagnosis.pages] == kept
    assert [one.reason for one in diagnosis.pages[0].replaced] == ["blurred"]
    assert [note.id for note in order.facts.attachments] == kept
    assert of["household"].fetch
    assert not of["household"].pages
    result = laid.view.body
    assert isinstance(result, ResultBody)
    told = {section.heading: section.lines for section in result.sections}
    assert "诊断证明" in told["请带原件核对"]
    assert set(erased(laid)).isdisjoint(kept)


def test_who_leaves_it_to_the_window_leaves_no_page(laid: World) -> None:
    taken = pages(laid.touch("take"))
    laid.touch("next").touch("diagnosis:window")
    assert erased(laid) == taken
    assert laid.state.here.promises["diagnosis"] is False


def test_whoever_leaves_without_a_case_leaves_no_page(laid: World) -> None:
    taken = pages(laid.touch("take"))
    laid.touch("exit")
    assert laid.state.over is Over.ASK_EXIT
    laid.touch("leave")
    assert laid.page is Page.FAREWELL
    assert erased(laid) == taken


def test_whoever_goes_away_leaves_no_page(laid: World) -> None:
    taken = pages(laid.touch("take"))
    laid.past_deadlines(lambda state: state.page is Page.ATTRACT)
    assert erased(laid) == taken


def test_of_another_card_no_page_stays(laid: World) -> None:
    taken = pages(laid.touch("take").touch("next"))
    while laid.page is not Page.IDENTIFY:
        laid.touch("back")
    laid.touch("other_card")
    assert erased(laid) == taken
    assert not laid.state.here.scans


def test_a_case_that_is_on_disk_keeps_its_pages(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.SIGN).send(e.Drew(INK)).touch("next")
    assert world.page is Page.RESULT
    world.past_deadlines(lambda state: state.page is Page.ATTRACT)
    assert not erased(world)


# --- the paper instead of its licence -----------------------------------------------------------


@pytest.fixture
def papered(at: Callable[..., World], deciding: Item) -> World:
    """The household register may be laid down as a paper of two pages at most."""
    materials = tuple(
        one.model_copy(update={"copies": 2}) if one.id == "household" else one for one in deciding.materials
    )
    world = at(deciding, Page.MATERIALS)
    world.state = world.state.with_visit(item=deciding.model_copy(update={"materials": materials}))
    return world


def case_material(world: World, name: str) -> Material:
    order = world.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    return next(one for one in order.facts.materials if one.material_id == name)


def test_who_refuses_a_licence_may_lay_the_paper_down(papered: World) -> None:
    papered.touch("household:scan").touch("take").touch("next")
    assert choice(papered, "household:scan").chosen
    assert not choice(papered, "household:licence").chosen
    assert not choice(papered, "household:window").chosen
    for name in ("diagnosis:window", "alone:promise", "lease:later", "next"):
        papered.touch(name)
    papered.walk_to(Page.RESULT)
    handed = case_material(papered, "household")
    assert (handed.trust, handed.fetch, len(handed.pages)) == (MaterialTrust.C, False, 1)
    result = papered.view.body
    assert isinstance(result, ResultBody)
    told = {section.heading: section.lines for section in result.sections}
    assert "户口簿" in told["请带原件核对"]
    assert all("户口簿" not in lines for heading, lines in told.items() if heading != "请带原件核对")


def test_a_licence_that_is_fetched_after_all_erases_the_pages(papered: World) -> None:
    papered.touch("household:scan").touch("take").touch("next")
    [page] = scanned(papered.state.here, "household")
    papered.touch("household:licence")
    assert erased(papered) == [page.note.id]
    assert choice(papered, "household:licence").chosen
    for name in ("diagnosis:window", "alone:promise", "lease:later", "next"):
        papered.touch(name)
    papered.walk_to(Page.RESULT)
    handed = case_material(papered, "household")
    assert (handed.trust, handed.fetch, handed.pages) == (MaterialTrust.A, True, ())


def test_the_paper_goes_to_a_window_after_all(papered: World) -> None:
    papered.touch("household:scan").touch("take").touch("next")
    [page] = scanned(papered.state.here, "household")
    papered.touch("household:window")
    assert erased(papered) == [page.note.id]
    assert choice(papered, "household:window").chosen
    assert not choice(papered, "household:scan").chosen
