"""呼叫帮办: from every page, both ways, one call at a time, and a slip when the line is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_world import PRINTER, World, broken, healthy

from contract.codes import HelpAuthor, HelpState
from visit import effects as do
from visit import events as e
from visit.held.page import Over, Page
from visit.held.paper import Printing
from visit.views import HelpOverlay, Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from catalogue.model import Item


def panel(world: World) -> HelpOverlay:
    over = world.view.overlay
    assert isinstance(over, HelpOverlay)
    return over


def call(world: World) -> UUID:
    assert world.state.help is not None
    return world.state.help.key


def test_a_call_says_where_somebody_is_stuck_and_never_who(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.CHECK).touch("help")
    order = world.last(do.OpenHelp)
    assert isinstance(order, do.OpenHelp)
    assert (order.call.page, order.call.item_id) == ("check", collecting.id)
    assert not order.call.called_offline
    assert order.call.slip_number in panel(world).number
    assert "王小满" not in str(order)
    assert panel(world).mark is Mark.WAITING


def test_words_go_both_ways_and_are_shown_as_sent_only_when_they_are(world: World) -> None:
    world.touch("help")
    world.silent.add(do.SayToHub)
    world.touch("say:how").touch("say:how")
    assert [one.time for one in panel(world).words] == ["发送中", "发送中"]
    world.send(world.heard(call(world), HelpAuthor.RESIDENT, "我不会操作"))
    assert [one.time for one in panel(world).words] == ["09:30", "发送中"], "one of the two has arrived"
    world.send(world.heard(call(world), HelpAuthor.HELPER, "我不会操作"))
    assert [one.mine for one in panel(world).words] == [True, False, True]
    world.send(world.heard(call(world), HelpAuthor.RESIDENT, "我不会操作"))
    assert "发送中" not in {one.time for one in panel(world).words}
    assert panel(world).status == "已有人接听：小林"


def test_empty_words_are_not_sent_and_long_ones_are_cut(world: World) -> None:
    world.touch("help").send(e.SayToHelper("   "))
    assert not world.ordered(do.SayToHub)
    world.send(e.SayToHelper("好" * 900))
    order = world.last(do.SayToHub)
    assert isinstance(order, do.SayToHub)
    assert len(order.text) == 500


def test_one_call_at_a_time_and_the_panel_comes_back_to_it(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.FORM).touch("help").touch("say:read").touch("close_help")
    assert world.state.over is Over.NOTHING
    world.touch("has_trade_name:no").touch("help").touch("say:come")
    assert len(world.ordered(do.OpenHelp)) == 1
    assert len(panel(world).words) == 2
    world.touch("end_help")
    assert world.last(do.CloseHelpCall) is not None
    assert world.state.help is None


def test_a_call_that_the_helper_ended_can_be_followed_by_another(world: World) -> None:
    world.touch("help").touch("say:how")
    first = call(world)
    world.send(e.HelpUpdated(first, HelpState.CLOSED, "小林", tuple(world.words)))
    assert panel(world).status == "通话已结束"
    assert not panel(world).phrases
    world.send(e.SayToHelper("还在吗"))
    assert len(world.ordered(do.SayToHub)) == 1
    world.send(e.CallHelp())
    assert call(world) != first
    assert not panel(world).words
    world.send(e.HelpUpdated(first, HelpState.ANSWERED, "小林", ()))
    assert panel(world).mark is Mark.WAITING, "news of the old call is not of this one"


def test_with_the_line_down_a_slip_is_printed_once(offline: World) -> None:
    offline.silent.add(do.PrintSlip)
    offline.touch("help")
    order = offline.last(do.PrintSlip)
    assert isinstance(order, do.PrintSlip)
    assert (order.slip.kind, order.slip.number) == ("help", offline.state.help.slip_number)  # type: ignore[union-attr]
    assert "10000099000" in order.slip.footer[0]
    assert panel(offline).status == "网络断了，正在打印回电凭条……"
    offline.send(e.HelpUnreachable(call(offline)))
    assert len(offline.ordered(do.PrintSlip)) == 1
    offline.send(e.Printed(order.job_id))
    assert panel(offline).status == "网络断了，呼叫已记下。请拿好回电凭条。"
    offline.send(e.LineChanged(up=True), e.HelpUpdated(call(offline), HelpState.ANSWERED, "小林", ()))
    assert panel(offline).mark is Mark.DONE


def test_a_call_that_nothing_could_keep_is_not_said_to_be_noted(offline: World) -> None:
    offline.instead[do.OpenHelp] = lambda one: (e.HelpUnreachable(one.call.key, kept=False),)  # type: ignore[attr-defined]
    offline.touch("help")
    assert not offline.ordered(do.PrintSlip)
    assert panel(offline).mark is Mark.TROUBLE
    assert panel(offline).status == "网络断了，呼叫没有记下。请打10000099000，或者到窗口。"
    offline.send(e.HelpUpdated(call(offline), HelpState.WAITING, None, ()))
    assert panel(offline).mark is Mark.WAITING, "it got through after all"


def test_no_slip_is_promised_without_paper(offline: World) -> None:
    offline.send(e.DeviceChanged(broken(PRINTER, "paper_out"))).send(e.CallHelp())
    assert offline.page is Page.OUT_OF_SERVICE
    assert not offline.ordered(do.PrintSlip)
    assert "凭条" not in panel(offline).status
    offline.send(e.DeviceChanged(healthy(PRINTER)))
    assert offline.state.over is Over.HELP


def test_a_slip_that_failed_is_not_said_to_be_there(offline: World) -> None:
    offline.instead[do.PrintSlip] = lambda one: (e.PrintFailed(one.job_id, "paper_jam", "site_keeper"),)  # type: ignore[attr-defined]
    offline.touch("help")
    assert offline.state.help is not None
    assert offline.state.help.printing is Printing.FAILED
    assert "凭条" not in panel(offline).status


def test_a_page_that_changes_by_itself_does_not_close_the_call(
    at: Callable[..., World], printing: Item
) -> None:
    world = at(printing, Page.SIGN)
    world.silent |= {do.AcceptCase, do.SyncNow}
    key = world.past_page().state.here.key
    assert key is not None
    world.touch("help").send(e.CaseAccepted(key, "QH01-000001", world.wall))
    world.send(e.CaseAnswered(world.answer_to(key)))
    assert (world.page, world.state.over) == (Page.RESULT, Over.HELP)
    assert world.touch("close_help").state.over is Over.NOTHING


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_call_made_while_starting_goes_on(switched_on: World, language: str) -> None:
    switched_on.send(e.TimePassed(), e.LineChanged(up=True), e.SetLanguage(language)).touch("help")
    switched_on.start()
    assert (switched_on.page, switched_on.state.over) == (Page.ATTRACT, Over.HELP)
    assert switched_on.state.language == language
    assert not switched_on.ordered(do.CloseHelpCall)


def test_a_call_made_at_the_farewell_goes_on(at: Callable[..., World], collecting: Item) -> None:
    world = (
        at(collecting, Page.RATING)
        .touch("skip")
        .touch("help")
        .past_deadlines(lambda s: s.page is Page.ATTRACT)
    )
    assert world.state.over is Over.HELP
    assert not world.ordered(do.CloseHelpCall)


def test_a_call_forgotten_on_an_idle_page_ends_with_its_words(world: World) -> None:
    world.touch("help").send(e.SayToHelper("我是王小满")).touch("close_help").wait(599)
    assert world.state.help is not None
    world.wait(1)
    assert world.state.help is None
    assert world.page is Page.ATTRACT
    assert isinstance(world.last(do.CloseHelpCall), do.CloseHelpCall)
    assert isinstance(world.effects[-1], do.Wipe)
    assert world.state.wiped


@pytest.mark.parametrize("page", [Page.FORM, Page.RATING])
def test_who_waits_for_a_helper_is_not_hurried(
    at: Callable[..., World], collecting: Item, page: Page
) -> None:
    world = at(collecting, page).touch("help").wait(500)
    assert (world.page, world.state.over) == (page, Over.HELP)


def test_the_end_of_a_visit_ends_its_call(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).touch("help").touch("say:card")
    key = call(world)
    world.touch("close_help").touch("exit").touch("leave")
    assert do.CloseHelpCall(key) in world.effects
    assert world.state.help is None
    world.one(e.HelpUpdated(key, HelpState.ANSWERED, "小林", tuple(world.words)))
    assert world.state.help is None
