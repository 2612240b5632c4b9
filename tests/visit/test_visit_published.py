"""公布屏: the lists of this floor and zone take turns on the attract page, with version, day and code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit_world import PRINTER, World, broken, switched_on

from catalogue.guide_code import LONGEST_CODE
from catalogue.region import NOWHERE
from visit import events as e
from visit.held.page import Page
from visit.lists import ON_A_BOARD
from visit.pages.board import parts
from visit.views import AttractBody, Board, Mark, PublishedBody, SearchBody

if TYPE_CHECKING:
    from catalogue.model import Item
    from visit.state import State


def standing(items: tuple[Item, ...], floor: str, zone: str) -> World:
    """A terminal on this floor, in this zone."""
    world = switched_on(items)
    place = replace(world.state.machine.place, floor=floor, zone=zone)
    world.state = replace(world.state, machine=replace(world.state.machine, place=place))
    return world.start()


def shown(world: World) -> Board:
    body = world.view.body
    assert isinstance(body, AttractBody)
    return body.board


def in_full(state: State) -> tuple[Board, ...]:
    return tuple(part() for part in parts(state))


def parts_of(world: World) -> tuple[Board, ...]:
    return in_full(world.state)


def named(parts: tuple[Board, ...]) -> set[str]:
    return {row.label for part in parts for row in part.rows}


def test_every_part_has_its_turn(world: World) -> None:
    """Each in Chinese and in English, one after the other."""
    parts, seen = parts_of(world), []
    english = in_full(replace(world.state, language="en"))
    both = [one for pair in zip(parts, english, strict=True) for one in pair]
    for _ in both:
        seen.append(shown(world))
        world.to_deadline()
    first = both.index(seen[0])
    assert seen == [*both[first:], *both[:first]]
    assert shown(world) == seen[0]


def test_every_list_is_shown_from_its_beginning_to_its_end(world: World, items: tuple[Item, ...]) -> None:
    parts = parts_of(world)
    assert {one.title for one in parts} == {
        "进驻事项清单：1楼A区",
        "进驻事项清单：1楼B区",
        "进驻事项清单：2楼A区",
        "不在本大厅办的事（未进驻事项负面清单）",
    }
    assert {one.names.plain.zh for one in items} <= named(parts)
    assert {f"第{number}项指南" for number in range(9)} <= named(parts)
    assert {f"第{number}件别处的事" for number in range(7)} <= named(parts)
    assert all(1 <= len(one.rows) <= ON_A_BOARD for one in parts)
    assert all(one.edition == "2026-11版，2026年11月20日公布" for one in parts)


def test_only_the_lists_of_this_floor_and_zone(items: tuple[Item, ...]) -> None:
    first = parts_of(standing(items, "1", ""))
    assert {one.title for one in first[:-2]} == {"进驻事项清单：1楼A区", "进驻事项清单：1楼B区"}
    zone = parts_of(standing(items, "1", "B"))
    assert {one.title for one in zone[:-2]} == {"进驻事项清单：1楼B区"}
    nowhere = parts_of(standing(items, "9", ""))
    assert {one.title for one in nowhere} == {"不在本大厅办的事（未进驻事项负面清单）"}, (
        "and that holds everywhere"
    )


def test_a_line_says_whether_it_can_be_done_now(items: tuple[Item, ...]) -> None:
    world = standing(items, "2", "A")
    assert parts_of(world)[0].rows[0].mark is Mark.DONE
    world.send(e.LineChanged(up=False))
    assert parts_of(world)[0].rows[0].mark is Mark.WARNING
    assert [one.value for one in parts_of(standing(items, "1", "B"))[0].rows] == [
        "看指南，到窗口办"
    ] * ON_A_BOARD


def test_what_is_not_done_here_says_why_and_where_it_is(world: World) -> None:
    last = parts_of(world)[-1].rows[0]
    assert last.note == "场地不够"
    assert "别的大厅" in last.value
    assert "10000099021" in last.value


def test_the_code_holds_the_list_or_says_that_it_goes_on(world: World) -> None:
    for part in parts_of(world):
        assert len(part.qr.encode()) <= LONGEST_CODE
        assert part.qr.startswith(f"政务服务中心 {part.title} 2026-11版")
        assert "共" in part.qr
        assert part.qr.endswith("…") or part.rows[-1].label in part.qr
        assert part.qr_caption


def test_an_address_takes_the_place_of_the_list_in_the_code(world: World) -> None:
    region = world.state.machine.catalogue.region
    assert region.published is not None
    published = region.published.model_copy(update={"address": "https://lists.test/"})
    shelf = replace(world.state.machine.catalogue, region=region.model_copy(update={"published": published}))
    world.state = replace(world.state, machine=replace(world.state.machine, catalogue=shelf))
    assert {one.qr for one in parts_of(world)} == {"https://lists.test/"}


def test_without_published_lists_what_can_be_done_now_is_shown(world: World, items: tuple[Item, ...]) -> None:
    shelf = replace(world.state.machine.catalogue, region=NOWHERE)
    world.state = replace(world.state, machine=replace(world.state.machine, catalogue=shelf))
    assert named(parts_of(world)) >= {items[0].names.plain.zh, items[1].names.plain.zh}
    assert parts_of(world)[0].title == "这台机器能办的事"
    assert parts_of(world)[0].qr == ""


def test_the_list_of_what_is_done_elsewhere_can_be_read_page_by_page(world: World) -> None:
    world.touch("begin").touch("always").touch("elsewhere")
    assert world.page is Page.ELSEWHERE
    body = world.view.body
    assert isinstance(body, PublishedBody)
    assert body.pager is not None
    first = {row.label for row in body.board.rows}
    world.touch("page_after")
    body = world.view.body
    assert isinstance(body, PublishedBody)
    assert len(first | {row.label for row in body.board.rows}) == 7
    assert body.board.edition
    assert world.touch("back").page is Page.TREE


def test_who_searches_for_what_is_not_done_here_is_told_where_it_is(world: World) -> None:
    world.vocabulary = "护照"
    world.touch("begin").touch("search").touch("key:h").touch("candidate:0")
    body = world.view.body
    assert isinstance(body, SearchBody)
    assert body.status == "“第0件别处的事”不在本大厅办：场地不够。请到别的大厅  10000099021。"
    world.touch("key:delete").touch("key:delete")
    for letter in "huzhao":
        world.touch(f"key:{letter}")
    body = world.view.body
    assert isinstance(body, SearchBody)
    assert "别的大厅" in body.status, "in pinyin, before a word is chosen"
    world.touch("key:delete").touch("key:delete").touch("key:delete")
    body = world.view.body
    assert isinstance(body, SearchBody)
    assert "别的大厅" not in body.status, "three letters mean anything"


def test_nothing_of_a_list_is_promised_that_is_closed(items: tuple[Item, ...]) -> None:
    world = standing(items, "1", "A").send(e.DeviceChanged(broken(PRINTER, "paper_out")))
    assert all(row.mark is not Mark.DONE for row in parts_of(world)[0].rows)
