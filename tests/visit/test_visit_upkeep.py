"""维护: in by a credential only, out by oneself, and nothing of any resident on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from visit_stations import at_door, let_in
from visit_world import PRINTER, World, broken, switched_on

from contract.staff_pass import PREFIX
from visit import effects as do
from visit import events as e
from visit.codes import CodeKind, kind_of
from visit.held.page import Page
from visit.held.upkeep import DOOR_NUMBER, Act, Back, Closure, StoreFacts, Why
from visit.view import view
from visit.views import MaintenanceBody, Mark, OutOfServiceBody, PinBody

if TYPE_CHECKING:
    from catalogue.model import Item

HEARD = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def ordered(world: World, kind: type[do.Effect]) -> list[do.Effect]:
    return [one for one in world.effects if isinstance(one, kind)]


def body_of(world: World) -> MaintenanceBody:
    body = view(world.state).body
    assert isinstance(body, MaintenanceBody)
    return body


def test_the_number_of_the_door_is_known_and_is_no_other_code() -> None:
    assert kind_of(DOOR_NUMBER) is CodeKind.STAFF
    assert kind_of(f"{PREFIX}ABC") is CodeKind.STAFF


def test_the_number_typed_on_the_page_for_codes_leads_to_the_door(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start().touch("begin").touch("code")
    for digit in DOOR_NUMBER:
        world.send(e.KeyPressed(digit))
    world.touch("next")
    assert world.page is Page.STAFF_DOOR
    assert not ordered(world, do.CheckStaffPass)


@pytest.mark.parametrize("down", [False, True])
def test_a_pass_before_the_reader_is_looked_at_also_out_of_service(
    items: tuple[Item, ...], *, down: bool
) -> None:
    world = switched_on(items).start(line=not down)
    if down:
        world.send(e.DeviceChanged(broken(PRINTER, "paper_out")))
        assert world.page is Page.OUT_OF_SERVICE
    world.send(e.CodeScanned(f"{PREFIX}ABC"))
    assert world.page is Page.STAFF_DOOR
    order = world.state.here.upkeep.order
    assert order is not None
    world.send(e.StaffAdmitted(order, "K-01"))
    assert world.page is Page.MAINTENANCE
    assert ordered(world, do.NoteStaff) == [do.NoteStaff("K-01", entered=True)]


def test_another_code_is_of_no_use_at_the_door(items: tuple[Item, ...]) -> None:
    world = at_door(items)
    before = world.state
    world.send(e.CodeScanned("https://example.test/"))
    assert world.state.page is before.page
    assert not ordered(world, do.CheckStaffPass)


def test_nobody_comes_in_with_somebody_elses_word(items: tuple[Item, ...]) -> None:
    world = at_door(items)
    world.send(e.StaffAdmitted(world.fresh(), "K-01"))
    assert world.page is Page.STAFF_DOOR
    assert not ordered(world, do.NoteStaff)


def test_no_digit_of_the_pin_is_shown_or_kept(items: tuple[Item, ...]) -> None:
    world = at_door(items)
    for digit in "204060":
        world.touch(f"pin:{digit}")
    body = view(world.state).body
    assert isinstance(body, PinBody)
    assert body.typed == 6
    assert "204060" not in repr(world.state)
    world.touch("next")
    assert world.state.here.upkeep.typed == ""
    (order,) = ordered(world, do.CheckStaffPin)
    assert isinstance(order, do.CheckStaffPin)
    assert "204060" not in repr(order)


@pytest.mark.parametrize("code", ["wrong", "expired", "used", "other_terminal", "no_key", "no_pin", "locked"])
def test_why_it_was_not_taken_is_told(items: tuple[Item, ...], code: str) -> None:
    world = at_door(items)
    for digit in "111111":
        world.touch(f"pin:{digit}")
    world.touch("next")
    order = world.state.here.upkeep.order
    assert order is not None
    world.send(e.StaffRefused(order, code, 300))
    assert world.page is Page.STAFF_DOOR
    body = view(world.state).body
    assert isinstance(body, PinBody)
    assert body.problem
    assert ("5分钟" in body.problem) == (code == "locked")


def test_a_digit_of_the_pin_is_deleted_and_all_of_them_are_cleared(items: tuple[Item, ...]) -> None:
    world = at_door(items).type_pin("123")
    assert world.touch("pin:delete").state.here.upkeep.typed == "12"
    assert not world.touch("pin:clear").state.here.upkeep.typed


def test_whoever_goes_away_leaves_no_open_door(items: tuple[Item, ...]) -> None:
    world = let_in(items)
    world.to_deadline()
    while world.page is Page.MAINTENANCE:
        world.to_deadline()
    assert world.page is Page.OUT_OF_SERVICE
    assert ordered(world, do.NoteStaff)[-1] == do.NoteStaff("K-01", entered=False)
    assert ordered(world, do.ReleaseDevices)


def test_leaving_is_one_touch(items: tuple[Item, ...]) -> None:
    world = let_in(items).touch("exit")
    assert world.page is Page.OUT_OF_SERVICE
    assert world.state.visit is None


def test_it_tells_what_is_wrong_first_and_who_must_act(items: tuple[Item, ...]) -> None:
    body = body_of(let_in(items))
    assert body.devices[0].mark is Mark.TROUBLE
    assert "纸" in body.devices[0].value
    assert "paper_out" in body.devices[0].note
    assert body.devices[0].change is not None
    assert all(one.change is None for one in body.devices[1:])
    assert body.mark is Mark.WARNING


def test_the_numbers_of_the_store(items: tuple[Item, ...]) -> None:
    world = let_in(items)
    assert ordered(world, do.LookAtStore)
    world.send(e.StoreTold(world.fresh(), StoreFacts(3, 1, HEARD)))
    rows = {row.label: row for row in body_of(world).numbers}
    assert rows["等待送出的办件"].value == "3"
    assert rows["要工程师处理的记录"].mark is Mark.WARNING
    assert "09:12" in rows["最近一次连上中心"].value


@pytest.mark.parametrize("act", ["test_receipt", "restart"])
def test_what_is_asked_for_is_done_and_told(items: tuple[Item, ...], act: str) -> None:
    world = let_in(items).touch(act)
    (order,) = ordered(world, do.DoUpkeep)
    assert isinstance(order, do.DoUpkeep)
    assert order.act is Act(act)
    assert body_of(world).mark is Mark.WAITING
    world.send(e.ActDone(order.order))
    assert body_of(world).mark is Mark.DONE


def test_what_does_not_work_says_why(items: tuple[Item, ...]) -> None:
    world = let_in(items).touch(f"reload:{PRINTER}")
    (order,) = ordered(world, do.DoUpkeep)
    assert isinstance(order, do.DoUpkeep)
    assert order.device == PRINTER
    world.send(e.ActDone(order.order, "paper_out"))
    assert body_of(world).mark is Mark.TROUBLE
    assert "纸" in body_of(world).status


def test_out_of_service_says_why_until_when_and_where_else(items: tuple[Item, ...]) -> None:
    world = let_in(items).touch("close").touch("why:repair").touch("back:tomorrow").touch("set")
    assert world.page is Page.MAINTENANCE
    assert ordered(world, do.KeepClosure) == [do.KeepClosure(Closure(Why.REPAIR, Back.TOMORROW))]
    world.send(
        e.DeviceChanged(replace(broken(PRINTER, ""), usable=True, state="online")), e.LineChanged(up=True)
    )
    world.touch("exit")
    assert world.page is Page.OUT_OF_SERVICE, "also when all is well"
    body = view(world.state).body
    assert isinstance(body, OutOfServiceBody)
    assert body.text == "这台机器正在维修。明天恢复。"
    assert any(world.state.machine.place.window_phone == row.value for row in body.rows)
    assert body.look is None


def test_back_in_service_is_one_touch(items: tuple[Item, ...]) -> None:
    world = let_in(items).touch("close").touch("set")
    world.send(
        e.DeviceChanged(replace(broken(PRINTER, ""), usable=True, state="online")), e.LineChanged(up=True)
    )
    world.touch("open").touch("exit")
    assert world.page is Page.ATTRACT
    assert ordered(world, do.KeepClosure)[-1] == do.KeepClosure(None)


def test_help_is_there_on_every_page_of_staff(items: tuple[Item, ...]) -> None:
    for world in (at_door(items), let_in(items), let_in(items).touch("close")):
        page = world.page
        world.touch("help")
        assert world.page is page
        assert world.state.help is not None


def test_in_safe_mode_guides_and_outlets_can_still_be_seen(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start().send(e.RoomChanged(ok=False, code="safe_mode"))
    assert world.page is Page.OUT_OF_SERVICE
    body = view(world.state).body
    assert isinstance(body, OutOfServiceBody)
    assert body.title == "这台机器暂时不收件"
    assert body.picture == "store_trouble"
    world.touch("begin")
    assert world.page is Page.HOME
