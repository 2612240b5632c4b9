"""An item is found by a tree, by typing, or because many want it; 返回 always leads to where one looked."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import pytest
from visit_world import BRANCHES, GUIDES, PRINTER, World, broken, machine

from catalogue.model import Text
from visit import effects as do
from visit import events as e
from visit.held.comfort import Wish
from visit.held.machine import Place
from visit.held.page import Page
from visit.lists import MOST_FOUND, ON_A_PAGE, ON_A_SEARCH_PAGE, often
from visit.views import HomeBody, ListBody, Mark, SearchBody

if TYPE_CHECKING:
    from catalogue.model import Item


def body_of(world: World) -> HomeBody | ListBody | SearchBody:
    body = world.view.body
    assert isinstance(body, HomeBody | ListBody | SearchBody)
    return body


def tiles(world: World) -> list[str]:
    return [one.id for one in body_of(world).tiles]


def typed(world: World, letters: str) -> World:
    for letter in letters:
        world.touch(f"key:{letter}")
    return world


# --- trees --------------------------------------------------------------------------------------


def test_home_shows_the_trees_the_search_and_the_most_used_and_no_more_than_eight_things(
    world: World, items: tuple[Item, ...]
) -> None:
    body = body_of(world.touch("begin"))
    assert isinstance(body, HomeBody)
    assert [one.id for one in body.trees] == ["person", "business", "always"]
    assert [one.id for one in body.tiles] == [items[0].id, items[1].id]
    assert body.often
    assert 1 + len(body.trees) + len(body.tiles) <= 8


def test_down_a_tree_and_up_again(world: World, deciding: Item) -> None:
    world.touch("begin").touch("always")
    assert world.page is Page.TREE
    assert tiles(world)[0] == "always-rest"
    assert "always-empty" not in tiles(world), "a branch without items here is left out"
    world.touch("always-rest")
    assert world.page is Page.BRANCH
    assert deciding.id in tiles(world)
    assert world.touch(deciding.id).page is Page.GUIDE
    assert world.touch("back").page is Page.BRANCH
    assert world.touch("back").page is Page.TREE
    assert world.touch("back").page is Page.HOME


def test_a_long_list_is_turned_over_and_never_longer_than_eight(world: World) -> None:
    world.touch("begin").touch("person").touch("person-first")
    first = tiles(world)
    assert len(first) == (1 + GUIDES) / 2 < ON_A_PAGE, "shared evenly"
    body = body_of(world)
    assert isinstance(body, ListBody)
    assert body.pager is not None
    assert (body.pager.before.enabled, body.pager.after.enabled) == (False, True)
    world.touch("page_after")
    second = tiles(world)
    assert len(first) + len(second) == 1 + GUIDES
    assert not set(first) & set(second)
    assert "page_after" not in [
        one for one, part in world.touchable().items() if getattr(part, "enabled", True)
    ]
    assert tiles(world.touch("page_before")) == first


def test_a_tree_of_nine_branches_has_two_pages_and_back_leads_to_the_right_one(world: World) -> None:
    world.touch("begin").touch("business")
    assert len(tiles(world)) == 5
    world.touch("page_after")
    assert len(tiles(world)) == BRANCHES - 5
    before = tiles(world)
    world.touch(before[0])
    assert world.page is Page.BRANCH
    assert len(tiles(world)) == 1
    assert tiles(world.touch("back")) == before


def test_back_from_an_item_leads_to_the_very_page_of_its_list(world: World) -> None:
    world.touch("begin").touch("person").touch("person-first").touch("page_after")
    before = tiles(world)
    world.touch(before[-1])
    assert world.page is Page.GUIDE
    assert tiles(world.touch("back")) == before


def test_a_list_that_fits_has_nothing_to_turn(world: World) -> None:
    body = body_of(world.touch("begin").touch("always").touch("always-rest"))
    assert isinstance(body, ListBody)
    assert body.pager is None
    turned = world.state.here.browsing.turned
    for by in (1, -1, 100):
        world.send(e.TurnPage(by))
    assert world.state.here.browsing.turned == turned == 0


def test_a_branch_says_how_many_of_its_items_are_closed(world: World, deciding: Item) -> None:
    world.touch("begin").send(e.DeviceChanged(broken(PRINTER, "paper_out"))).touch("always")
    branch = body_of(world).tiles[0]
    closed = [one for one in body_of(world.touch("always-rest")).tiles if one.mark is Mark.TROUBLE]
    assert deciding.id in {one.id for one in closed}
    assert branch.mark is Mark.WARNING
    assert all(one.reason.startswith("没有纸") for one in closed)
    assert branch.reason == "现在都办不了，点开看去哪里办"
    assert world.touch(deciding.id).page is Page.CLOSED_ITEM
    assert world.touch("home").page is Page.BRANCH, "back to where it was found"


@pytest.mark.parametrize("event", [e.OpenTree("nothing"), e.OpenBranch("nothing")])
def test_what_is_not_there_opens_nothing(world: World, event: e.Event) -> None:
    assert world.touch("begin").send(event).page is Page.HOME
    assert world.touch("person").send(event).page is Page.TREE


def test_home_forgets_how_one_looked(world: World) -> None:
    world.touch("begin").touch("search")
    typed(world, "sb").touch("back")
    assert world.page is Page.HOME
    browsing = world.state.here.browsing
    assert not browsing.found
    assert not browsing.typed
    assert tiles(world.touch("search")) == []


def test_most_used_is_of_the_kind_of_outlet(items: tuple[Item, ...]) -> None:
    place = Place("QH03", Text(zh="银行网点", en="Bank"), "1", "1")
    hall = machine(items)
    assert [one.id for one in often(hall)] == [items[0].id, items[1].id]
    nothing_said = often(machine(items, place=place))
    assert nothing_said
    assert all(one.complete for one in nothing_said), "then the first that can be done here"


# --- typing -------------------------------------------------------------------------------------


def test_found_while_typing_letter_by_letter(world: World, printing: Item) -> None:
    world.touch("begin").touch("search")
    assert tiles(world) == []
    typed(world, "sheb")
    assert tiles(world)[0] == printing.id, "no word was chosen yet"
    assert world.ordered(do.LookUpPinyin)
    assert world.touch(printing.id).page is Page.GUIDE
    world.touch("back")
    assert world.page is Page.SEARCH
    assert tiles(world)[0] == printing.id, "still found by the same letters"


def test_a_chosen_word_is_looked_for_and_is_still_there_after_a_look_at_an_item(
    world: World, printing: Item
) -> None:
    world.vocabulary = "社保"
    typed(world.touch("begin").touch("search"), "shebao").touch("candidate:0")
    body = body_of(world)
    assert isinstance(body, SearchBody)
    assert body.entry.shown == "社保"
    assert not body.entry.composing
    assert tiles(world)[0] == printing.id
    before = tiles(world)
    world.touch(printing.id).touch("back")
    assert tiles(world) == before
    assert world.state.here.browsing.typed == "社保"


def test_deleting_goes_through_the_letters_and_then_the_words(world: World) -> None:
    world.vocabulary = "社保"
    typed(world.touch("begin").touch("search"), "sb").touch("candidate:0")
    typed(world, "zm")
    for left in (("社保", "z"), ("社保", ""), ("社", ""), ("", ""), ("", "")):
        world.touch("key:delete")
        assert (world.state.here.browsing.typed, world.state.here.composing) == left
    assert tiles(world) == []
    world.send(e.KeyPressed("x"), e.KeyPressed("clear"))
    assert (world.state.here.browsing.typed, world.state.here.composing) == ("", "")


def test_nothing_found_says_what_to_do_now(world: World) -> None:
    typed(world.touch("begin").touch("search"), "qqq")
    body = body_of(world)
    assert isinstance(body, SearchBody)
    assert body.tiles == ()
    assert "没有找到" in body.status
    assert "呼叫帮办" in body.status


@pytest.mark.parametrize(("wishes", "most"), [(("elder",), 6), (("seated",), 6), (("elder", "seated"), 4)])
def test_larger_or_seated_a_page_of_a_list_holds_fewer_and_all_of_it_is_come_to(
    world: World, wishes: tuple[str, ...], most: int
) -> None:
    world.touch("begin").touch("person").touch("person-first").touch("page_after")
    for wish in wishes:
        world.send(e.SetComfort(Wish(wish), on=True))
    seen, pages = tiles(world), 1
    assert not world.view.body.pager.before.enabled, "a page of another length: from the first"  # type: ignore[union-attr]
    while world.view.body.pager.after.enabled:  # type: ignore[union-attr]
        seen, pages = seen + tiles(world.touch("page_after")), pages + 1
        assert len(tiles(world)) <= most
    assert (len(seen), len(set(seen)), pages) == (1 + GUIDES, 1 + GUIDES, ceil((1 + GUIDES) / most))


def test_a_tree_stays_turned_to_where_it_was(world: World) -> None:
    before = tiles(world.touch("begin").touch("person"))
    assert tiles(world.send(e.SetComfort(Wish.ELDER, on=True))) == before


def test_a_long_result_is_turned_over_four_by_four(world: World) -> None:
    world.vocabulary = "指南"
    typed(world.touch("begin").touch("search"), "zn").touch("candidate:0")
    seen = tiles(world)
    assert len(seen) == ON_A_SEARCH_PAGE
    found = len(world.state.here.browsing.found)
    assert found == GUIDES + BRANCHES <= MOST_FOUND
    while world.view.body.pager.after.enabled:  # type: ignore[union-attr]
        seen += tiles(world.touch("page_after"))
    assert len(seen) == len(set(seen)) == found
    world.touch("key:delete")
    assert world.state.here.browsing.turned == 0, "other words, from their beginning"


def test_no_end_of_letters_breaks_nothing(world: World) -> None:
    typed(world.touch("begin").touch("search"), "shebao" * 20)
    world.vocabulary = "证" * 90
    world.touch("key:x").touch("candidate:0")
    assert len(world.state.here.browsing.typed) <= 40


def test_candidates_for_letters_that_have_changed_since_are_not_offered(world: World) -> None:
    world.silent.add(do.LookUpPinyin)
    typed(world.touch("begin").touch("search"), "sh")
    world.send(e.CandidatesFound("s", (("是", 1),)))
    assert world.state.here.candidates == ()
    world.send(e.CandidatesFound("sh", (("是", 2),)))
    assert world.state.here.candidates == (("是", 2),)
    assert world.send(e.PickCandidate("不", 2)).state.here.browsing.typed == ""


def test_nothing_that_was_typed_is_left_for_the_next_one(world: World) -> None:
    world.vocabulary = "王小满"
    typed(world.touch("begin").touch("search"), "wxm").touch("candidate:0").touch("exit")
    assert world.state.visit is None
    world.past_deadlines(lambda s: s.page is Page.ATTRACT)
    world.touch("begin").touch("search")
    assert world.state.here.browsing.typed == ""


def test_search_in_english(world: World, printing: Item) -> None:
    typed(world.touch("begin").touch("language").touch("search"), "pension")
    assert tiles(world)[0] == printing.id
    assert body_of(world).tiles[0].title == printing.names.plain.en
