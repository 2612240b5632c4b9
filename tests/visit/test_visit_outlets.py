"""Who cannot be served here is told where they can: the nearest that is able, and never one that is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from visit_outlets import news, report
from visit_world import CHINA, PRINTER, World, broken

from catalogue.nearby import FRESH_S
from visit import events as e
from visit.held.page import Page
from visit.views import ClosedBody, GuideBody, HomeBody, ListBody, Mark, OutOfServiceBody, PublishedBody

if TYPE_CHECKING:
    from catalogue.model import Item

ORDER = ("hall", "bank", "town", "mall", "clinic", "village", "park", "farm")
NO_PAPER = e.DeviceChanged(broken(PRINTER, "paper_out"))


def reason(world: World, item: Item) -> str:
    body = world.view.body
    assert isinstance(body, HomeBody)
    return next(one for one in body.tiles if one.id == item.id).reason


def told(world: World, item: Item) -> ClosedBody:
    body = world.touch(item.id).view.body
    assert isinstance(body, ClosedBody)
    return body


def test_a_tile_says_why_and_where(world: World, collecting: Item) -> None:
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(report("QH04"))))
    assert reason(world, collecting) == "没有纸；最近可办：网点town，走路8分钟"
    world.touch("language")
    assert reason(world, collecting) == "no paper; nearest: Outlet town, 8 min on foot"


def test_who_has_no_paper_either_is_passed_over(world: World, collecting: Item) -> None:
    empty = report("QH04", without=(PRINTER,))
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(empty, report("QH05"))))
    # The mall is not open yet at half past nine; the clinic never closes and has said nothing.
    assert "town" not in reason(world, collecting)
    names = [row.label for row in told(world, collecting).near]
    assert "网点town" not in names
    assert names


def test_another_machine_in_the_same_house_comes_first(world: World, collecting: Item) -> None:
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(report("QH02"), report("QH04"))))
    assert reason(world, collecting) == "没有纸；可去这里的另一台机器"
    body = told(world, collecting)
    assert [row.label for row in body.near][:2] == ["这里的另一台机器", "网点town"]
    assert body.near[0].mark is Mark.DONE
    assert body.near_note == ""


def test_what_nobody_knows_is_told_as_not_known(world: World, collecting: Item) -> None:
    world.touch("begin").send(NO_PAPER)
    assert reason(world, collecting) == "没有纸；可去这里的另一台机器"
    body = told(world, collecting)
    assert "先打电话" in body.near_note
    assert all(row.mark is Mark.WARNING for row in body.near)
    assert "走过去看看" in body.near[0].note
    assert all("10000099102" in row.note for row in body.near[1:])
    world.touch("home").send(e.OutletsHeard(news(report("QH02", without=(PRINTER,)))))
    assert reason(world, collecting) == "没有纸；最近的是网点bank，走路6分钟，先打电话问"


def test_old_news_is_told_with_its_age(world: World, collecting: Item) -> None:
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(report("QH04"))))
    heard = world.wall
    world.send(e.LineChanged(up=False))
    assert f"{heard.hour}:{heard.minute:02}" in told(world, collecting).near_note
    world.send(e.LineChanged(up=True))
    world.at += FRESH_S + 1
    world.wall += timedelta(seconds=FRESH_S + 1)
    world.send(e.Touched())
    body = world.view.body
    assert isinstance(body, ClosedBody)
    assert f"{heard.hour}:{heard.minute:02}" in body.near_note
    world.send(e.OutletsHeard(news(whole=False)))
    body = world.view.body
    assert isinstance(body, ClosedBody)
    assert body.near_note == "", "nothing changed, and that is new"


def test_news_of_some_leaves_the_others_as_they_were(world: World) -> None:
    world.send(e.OutletsHeard(news(report("QH04"), report("QH05"))))
    world.send(e.OutletsHeard(news(report("QH05", online=False), whole=False)))
    known = world.state.machine.reports.terminals
    assert (known["QH04"].online, known["QH05"].online) == (True, False)
    world.send(e.OutletsHeard(news(report("QH08"))))
    assert set(world.state.machine.reports.terminals) == {"QH08"}


def test_at_night_what_is_shut_is_not_called_open(world: World, collecting: Item) -> None:
    world.wall = datetime(2026, 11, 23, 22, 30, tzinfo=CHINA)
    everybody = [report("QH02", without=(PRINTER,)), *(report(f"QH0{number}") for number in range(3, 9))]
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(*everybody)))
    body = told(world, collecting)
    assert [(row.label, row.mark) for row in body.near] == [
        ("网点town", Mark.DONE),
        ("网点clinic", Mark.DONE),
        ("网点bank", Mark.WARNING),
    ]
    assert "24小时" in body.near[0].value
    assert "明天9:00" in body.near[2].value


def test_the_outlets_are_a_list_to_turn_over(world: World) -> None:
    world.touch("begin").touch("always")
    body = world.view.body
    assert isinstance(body, ListBody)
    world.touch("outlets")
    assert world.page is Page.OUTLETS
    first = world.view.body
    assert isinstance(first, PublishedBody)
    assert first.board.rows[0].value.startswith("就在这里")
    world.touch("page_after")
    second = world.view.body
    assert isinstance(second, PublishedBody)
    labels = [row.label for row in (*first.board.rows, *second.board.rows)]
    assert labels == [f"网点{name}" for name in ORDER]
    assert "没有自助机" in next(row.note for row in second.board.rows if row.label == "网点village")
    world.touch("back")
    assert world.page is Page.TREE


def test_from_a_closed_item_each_outlet_says_whether_it_can(world: World, collecting: Item) -> None:
    empty = report("QH04", without=(PRINTER,))
    world.touch("begin").send(NO_PAPER).send(e.OutletsHeard(news(empty, report("QH08"))))
    world.touch(collecting.id).touch("outlets")
    body = world.view.body
    assert isinstance(body, PublishedBody)
    rows = {row.label: row for row in body.board.rows}
    assert "凭条打印机不能用" in rows["网点town"].value
    assert rows["网点town"].mark is Mark.TROUBLE
    further = world.touch("page_after").view.body
    assert isinstance(further, PublishedBody)
    rows = {row.label: row for row in further.board.rows}
    assert rows["网点clinic"].mark is Mark.DONE
    assert world.touch("back").page is Page.CLOSED_ITEM


def test_the_guide_names_other_places(world: World, collecting: Item) -> None:
    world.send(e.OutletsHeard(news(report("QH04"))))
    body = world.begin(collecting).view.body
    assert isinstance(body, GuideBody)
    lines = [line for section in body.sections for line in section.lines]
    assert any("网点town（走路8分钟，24小时开放）" in line for line in lines)


def test_a_terminal_that_does_nothing_says_where_others_work(offline: World) -> None:
    offline.send(e.OutletsHeard(news(report("QH03", online=False), report("QH04"), report("QH08")))).send(
        NO_PAPER
    )
    assert offline.page is Page.OUT_OF_SERVICE
    body = offline.view.body
    assert isinstance(body, OutOfServiceBody)
    told = [row.value for row in body.rows if row.label == "附近能办的"]
    assert [one.split("（")[0] for one in told] == ["网点town", "网点clinic"]
