"""副本: whoever laid papers under the camera may have them printed, once, as many pages as the guide asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from visit_world import A4, broken, healthy

from catalogue.realm import Realm
from visit import effects as do
from visit import events as e
from visit.copies import order_copy
from visit.held.page import Page
from visit.held.paper import Printing

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item


@pytest.fixture
def done(at: Callable[..., World], deciding: Item) -> World:
    """Two pages went with a case, and the result is shown."""
    world = at(deciding, Page.MATERIALS).touch("diagnosis:scan")
    world.touch("take").touch("take").touch("next")
    for name in ("household:licence", "alone:promise", "lease:later", "next"):
        world.touch(name)
    return world.walk_to(Page.RESULT)


def copies(world: World) -> list[do.PrintCopy]:
    return [one for one in world.effects if isinstance(one, do.PrintCopy)]


def test_a_copy_is_printed_when_it_is_asked_for_and_once(done: World) -> None:
    assert not copies(done), "nothing is printed unasked"
    assert "（2页）" in done.touchable()["copy"].label
    done.touch("copy")
    (order,) = copies(done)
    taken = [page.picture for page in done.state.here.scans["diagnosis"]]
    assert list(order.pages) == taken
    assert order.words.mark == "副本"
    assert order.words.watermark == "演示样张 · 无效"
    assert done.state.here.number in order.words.case
    assert "2026年" in order.words.made
    assert order.words.pages == ("第1页，共2页", "第2页，共2页")
    assert done.state.here.copy.printing is Printing.PRINTED
    assert "copy" not in done.touchable(), "a second set would be a second paper"
    done.send(e.AskCopy())
    assert len(copies(done)) == 1


def test_no_more_pages_than_the_guide_asks_for(done: World, deciding: Item) -> None:
    most = next(one.copies for one in deciding.materials if one.id == "diagnosis")
    assert len(order_copy(done.state, "1").pages) <= most


def test_a_real_place_has_no_specimens(done: World) -> None:
    real = replace(done.state, machine=replace(done.state.machine, realm=Realm.REAL))
    assert order_copy(real, "1").words.watermark == ""


def test_what_did_not_come_out_is_asked_for_again_or_left_out(done: World) -> None:
    done.instead[do.PrintCopy] = lambda order: (e.PrintFailed(order.job_id, "paper_out", "site_keeper"),)
    done.touch("copy")
    assert {"again", "without"} <= done.touchable().keys()
    done.instead.clear()
    done.touch("again")
    first, second = copies(done)
    assert first.job_id != second.job_id
    assert done.state.here.copy.printing is Printing.PRINTED


def test_without_a_printer_none_is_offered(done: World) -> None:
    done.send(e.DeviceChanged(broken(A4, "paper_out")))
    assert "copy" not in done.touchable()
    assert not copies(done.send(e.AskCopy()))
    done.send(e.DeviceChanged(healthy(A4)))
    assert "copy" in done.touchable()


def test_of_nothing_there_is_no_copy(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.RESULT)
    assert "copy" not in world.touchable()
    assert not copies(world.send(e.AskCopy()))


def test_the_pictures_go_with_the_visit(done: World) -> None:
    done.touch("copy").past_deadlines(lambda state: state.page is Page.ATTRACT)
    assert done.state.visit is None
    assert "rgba" not in repr(copies(done)[0]), "no picture in a log"
