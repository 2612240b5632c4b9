"""Before an item begins: what is open here now, the one-time notice, consent, language, the terminal's own state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import A4, FIRST_MOMENT, PRINTER, READER, World, broken, healthy

from visit import effects as do
from visit import events as e
from visit.held.device_health import DeviceHealth
from visit.held.page import Page
from visit.views import ClosedBody, GuideBody, HomeBody, Mark, OutOfServiceBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


def tile(world: World, item: Item) -> object:
    body = world.view.body
    assert isinstance(body, HomeBody)
    return next(one for one in body.tiles if one.id == item.id)


CLOSERS = {
    "paper out": (e.DeviceChanged(broken(PRINTER, "paper_out")), "没有纸", "凭条打印机没有纸了"),
    "cover open": (e.DeviceChanged(broken(PRINTER, "cover_open")), "机盖开着", "凭条打印机的盖子"),
    "printer gone": (
        e.DeviceChanged(broken(PRINTER, "disconnected")),
        "凭条打印机不能用",
        "凭条打印机不能用",
    ),
    "reader gone": (
        e.DeviceChanged(broken(READER, "disconnected")),
        "身份证读卡器不能用",
        "身份证读卡器不能用",
    ),
    "disk full": (e.RoomChanged(ok=False), "暂停收件", "不能再收件"),
}


@pytest.mark.parametrize("trouble", CLOSERS)
def test_a_tile_closes_with_its_reason_and_the_page_says_where_to_go(
    world: World, collecting: Item, trouble: str
) -> None:
    event, brief, reason = CLOSERS[trouble]
    world.touch("begin").send(event)
    closed = tile(world, collecting)
    assert closed.mark is Mark.TROUBLE
    assert closed.reason.startswith(brief)
    body = world.touch(collecting.id).view.body
    assert isinstance(body, ClosedBody)
    assert any(reason in one for one in body.reasons)
    told = {row.value for row in body.rows}
    window = collecting.guide.window
    assert {window.name.zh, window.place.zh, window.hours.zh, window.phone} <= told
    assert world.touch("home").page is Page.HOME


def test_without_the_line_looking_up_is_closed_and_collecting_stays_open(
    offline: World, printing: Item, collecting: Item
) -> None:
    offline.touch("begin")
    assert tile(offline, printing).mark is Mark.TROUBLE
    assert "网络断了" in tile(offline, printing).reason
    assert tile(offline, collecting).mark is Mark.WARNING
    assert offline.touch(collecting.id).page is Page.GUIDE


def test_a_closed_item_that_opens_again_says_so(offline: World, printing: Item) -> None:
    offline.begin(printing).send(e.LineChanged(up=True))
    body = offline.view.body
    assert isinstance(body, ClosedBody)
    assert body.reasons == ("现在可以办了。请点“上一步”，再选一次。",)
    assert offline.touch("home").touch(printing.id).page is Page.GUIDE


def test_the_one_time_notice_tells_everything_before_anything_is_asked(
    world: World, items: tuple[Item, ...]
) -> None:
    for item in items:
        world.touch("begin" if world.page is Page.ATTRACT else "back")
        while world.page is not Page.HOME:
            world.touch("back")
        body = world.find(item).view.body
        assert isinstance(body, GuideBody)
        told = " ".join(line for section in body.sections for line in section.lines)
        for condition in item.guide.conditions:
            assert condition.zh in told
        for field in item.fields():
            assert field.label.zh in told
            assert field.purpose.zh in told
        for material in item.materials:
            assert material.name.zh in told
        assert item.guide.window.phone in told
        assert item.guide.basis.zh in told
        assert item.guide.fee.zh in {row.value for row in body.facts}


def test_nothing_is_read_or_asked_before_consent_and_consent_is_kept_with_version_and_time(
    world: World, printing: Item
) -> None:
    world.begin(printing).touch("next")
    assert world.page is Page.CONSENT
    assert not world.ordered(do.ReadIdCard)
    assert world.state.here.consent is None
    world.wait(5).touch("agree")
    consent = world.state.here.consent
    assert consent is not None
    assert consent.text_version == printing.consent.version
    assert (consent.agreed_at - FIRST_MOMENT).total_seconds() == 5
    assert world.page is Page.IDENTIFY


def test_declining_leads_back_and_keeps_nothing(world: World, printing: Item) -> None:
    world.begin(printing).touch("next").touch("decline")
    assert world.page is Page.GUIDE
    assert world.state.here.consent is None


def test_consent_to_one_item_is_none_to_another(world: World, printing: Item, collecting: Item) -> None:
    world.begin(printing).walk_to(Page.FORM).fill()
    world.touch("back").touch("back").touch("decline").touch("back")
    assert world.page is Page.HOME
    visit = world.touch(collecting.id).state.here
    assert visit.consent is None
    assert not visit.answers
    assert visit.applicant is not None, "one identification serves the whole visit"


def test_an_item_that_is_not_here_changes_nothing(world: World) -> None:
    world.touch("begin").send(e.ChooseItem("no-such-item"))
    assert world.page is Page.HOME


def test_the_language_changes_on_any_page_and_is_chinese_for_the_next_one(
    world: World, printing: Item
) -> None:
    world.touch("begin").touch("language")
    assert world.view.chrome.help.label == "Call a helper"
    world.touch(printing.id)
    assert world.view.chrome.heading == printing.names.plain.en
    world.touch("exit").past_deadlines(lambda s: s.page is Page.ATTRACT)
    assert world.state.language == "zh"


# --- the terminal itself ------------------------------------------------------------------------


def test_starting_waits_for_every_device_and_shows_which(switched_on: World) -> None:
    switched_on.send(e.TimePassed(), e.LineChanged(up=True))
    assert switched_on.page is Page.STARTING
    switched_on.send(e.DeviceChanged(healthy(READER)))
    switched_on.send(e.DeviceChanged(DeviceHealth(PRINTER, usable=False, state="unknown")))
    assert switched_on.page is Page.STARTING
    body = switched_on.view.body
    assert isinstance(body, OutOfServiceBody)
    assert [row.mark for row in body.rows] == [Mark.DONE, Mark.WAITING, Mark.WAITING]
    switched_on.send(e.DeviceChanged(healthy(PRINTER)))
    assert switched_on.page is Page.STARTING
    assert switched_on.send(e.DeviceChanged(healthy(A4))).page is Page.ATTRACT


def test_a_device_that_is_out_of_order_is_not_called_ready_while_starting(switched_on: World) -> None:
    switched_on.send(e.TimePassed(), e.DeviceChanged(broken(READER, "no_device")))
    body = switched_on.view.body
    assert isinstance(body, OutOfServiceBody)
    assert [row.mark for row in body.rows] == [Mark.TROUBLE, Mark.WAITING, Mark.WAITING]


def test_starting_does_not_wait_for_ever(switched_on: World) -> None:
    switched_on.send(e.TimePassed())
    delays = switched_on.state.machine.delays
    switched_on.wait(delays.starting_s - 0.1)
    assert switched_on.page is Page.STARTING
    assert switched_on.wait(0.1).page is Page.OUT_OF_SERVICE


def test_out_of_service_says_what_is_wrong_and_who_must_act_and_ends_by_itself(world: World) -> None:
    world.send(
        e.DeviceChanged(broken(PRINTER, "paper_out")), e.LineChanged(up=False), e.RoomChanged(ok=False)
    )
    assert world.page is Page.OUT_OF_SERVICE
    body = world.view.body
    assert isinstance(body, OutOfServiceBody)
    told = [(row.value, row.note) for row in body.rows]
    assert ("纸用完了", "请现场管理员处理") in told
    assert {"中断", "空间不足"} <= {value for value, _ in told}
    assert world.state.machine.place.window_phone in dict(told), "whom to call stands there too"
    assert world.send(e.Begin()).page is Page.HOME, "guides and outlets can be looked up"
    world.touch("exit").past_deadlines(lambda state: state.page is Page.OUT_OF_SERVICE)
    world.send(e.RoomChanged(ok=True))
    assert world.page is Page.OUT_OF_SERVICE
    assert world.send(e.DeviceChanged(healthy(PRINTER))).page is Page.ATTRACT


def test_nobody_is_thrown_out_when_a_device_fails_under_their_hands(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.FORM)
    world.send(e.DeviceChanged(broken(PRINTER, "paper_out")), e.DeviceChanged(broken(READER, "wedged")))
    assert world.send(e.LineChanged(up=False)).page is Page.FORM


def test_a_first_touch_claims_the_devices(world: World) -> None:
    assert not world.ordered(do.ClaimDevices)
    world.touch("begin")
    assert len(world.ordered(do.ClaimDevices)) == 1


def test_the_banner_says_demo_and_simulated_on_every_page(world: World) -> None:
    assert world.view.chrome.banner == "演示：人物、地点、证明都是虚构的  ·  设备是模拟的"
