"""Whole visits at a terminal without a window: what a resident reads when things go wrong, and that nothing is lost."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager

import pytest

from contract import wire
from kiosk.findings import of_running
from outcome import Ok
from visit.effects import Wipe
from visit.views import Mark


def number_of(rig):
    return rig.view.body.number


def case_arrives_once(rig, number):
    rig.until("the case to be at the hub", lambda: rig.terminal.cache.waiting() == 0)
    assert rig.cases_at_hub(number) == 1


def test_a_visit_from_the_first_touch_to_nobody(rig):
    before = rig.cases_at_hub()
    rig.walk("result")
    number = number_of(rig)
    rig.sees("打好了，请取走", "部门已收到")
    rig.walk("attract")
    case_arrives_once(rig, number)
    assert rig.cases_at_hub() == before + 1


def test_the_page_that_stood_there_before_the_screen_was_cleared_is_shown_again(rig, monkeypatch):
    """A forgotten call for help is cleared away from the start page, which is the same before and after."""
    rig.on("attract")
    shown, wiped, show = [], rig.wiped, rig.terminal._show
    monkeypatch.setattr(rig.terminal, "_show", lambda view: (shown.append(view.page), show(view)))
    rig.loop.do(lambda: rig.terminal.hands.carry_out(Wipe()))
    rig.until("the start page once more", lambda: rig.wiped > wiped and shown == ["attract"], seconds=10)


# --- the card ------------------------------------------------------------------------------------


def card_is_gone(rig):
    return rig.dock("state")["id_card_reader"]["card"] is None


def reader_is_ready_again(rig):
    rig.until("the reader", lambda: "等待放卡" in rig.words() or "可以再放一次" in rig.words())


@pytest.mark.parametrize("step", ["select", "read"])
def test_a_card_pulled_away_is_waited_for_and_then_told(rig, step):
    rig.walk("identify")
    rig.dock("pull-card", step)
    rig.dock("insert-card", "li")
    rig.until("the card to be pulled", lambda: card_is_gone(rig))
    assert rig.touchable("next") is None
    for _ in range(10):
        if "卡动了，请放平别动" in rig.words():
            break
        rig.dock("pull-card", step)
        rig.dock("insert-card", "li")
        rig.until("the card to be pulled", lambda: card_is_gone(rig))
    rig.sees("卡动了，请放平别动")
    rig.dock("insert-card", "li")
    rig.sees("读到了")
    assert "李建国" not in rig.words(), "shown masked"
    assert "99010119880712001X" not in rig.words(), "shown masked"


def test_another_person_s_card_takes_the_place_of_the_first(rig):
    rig.walk("identify")
    rig.dock("insert-card", "wang")
    rig.sees("读到了")
    rig.dock("remove-card")
    rig.press("other_card")
    rig.until("the first card to be forgotten", lambda: rig.terminal.mailbox.state.here.applicant is None)
    rig.dock("insert-card", "li")
    rig.sees("读到了")
    assert rig.terminal.mailbox.state.here.applicant.id_number == "99010119880712001X"


def test_noise_from_the_reader_is_got_over(rig):
    rig.walk("identify")
    rig.dock("garbage-reply", "id_card_reader")
    rig.dock("insert-card", "li")
    rig.sees("读到了")


@pytest.mark.parametrize("fault", [("go-awol",), ("fail-repeatedly", "checksum")])
def test_a_reader_out_of_order_is_told_and_comes_back(rig, fault):
    verb, *code = fault
    rig.walk("identify")
    rig.dock(verb, "id_card_reader", *code)
    rig.sees("读卡器现在不能用")
    assert rig.touchable("no_card") is not None, "a person can be called"
    rig.dock("clear")
    reader_is_ready_again(rig)
    rig.dock("insert-card", "li")
    rig.sees("读到了")


def test_a_reader_that_is_unplugged_is_told_and_goes_on_when_plugged_in(rig):
    rig.walk("identify")
    rig.dock("unplug", "id_card_reader")
    rig.sees("读卡器现在不能用")
    rig.dock("plug", "id_card_reader")
    reader_is_ready_again(rig)
    rig.dock("insert-card", "li")
    rig.sees("读到了")


# --- the printer -----------------------------------------------------------------------------------


def test_paper_that_runs_out_in_the_middle_is_told_and_printed_again_after_a_refill(rig):
    rig.walk("sign")
    before = len(rig.receipts())
    rig.dock("paper-out", "4")
    rig.sign()
    rig.sees("没有打出来", "纸用完了", "再打一次", "不打了")
    number = number_of(rig)
    rig.dock("refill")
    rig.press("again")
    rig.until("both papers", lambda: rig.words().count("打好了，请取走") == 2)
    assert number_of(rig) == number, "the same case, a second paper"
    assert len(rig.receipts()) > before
    case_arrives_once(rig, number)


def test_a_resident_may_go_without_paper(rig):
    rig.walk("sign")
    rig.dock("paper-out", "2")
    rig.sign()
    rig.press("without")
    rig.sees("没有打印", "请记下编号")
    assert number_of(rig)
    rig.walk("rating")


def test_an_open_cover_closes_the_item_before_anybody_gives_anything(rig):
    rig.dock("open-cover")
    rig.until("every item to be closed", lambda: rig.page == "out_of_service")
    rig.sees("机盖没有关好", "请现场管理员处理")
    rig.dock("close-cover")
    rig.on("attract")
    rig.walk("home")
    rig.dock("open-cover")
    rig.until("the tile to close", lambda: all(one.mark is Mark.TROUBLE for one in rig.view.body.tiles))
    assert all(one.reason.startswith("机盖开着；") for one in rig.view.body.tiles)
    rig.press("shebao-canbao-zhengming")
    rig.on("closed_item")
    rig.sees("现在这里办不了", "社会保险综合窗口", "工作日9:00至17:00")


# --- the hub and the line --------------------------------------------------------------------------

HUB_TROUBLE = [
    ("error", "部门的系统出了问题，请稍后再试"),
    ("page", "部门的系统出了问题，请稍后再试"),
    ("garbage", "部门的回答读不出来，已告诉工作人员。请稍后再试"),
    ("nothing", "部门的回答读不出来，已告诉工作人员。请稍后再试"),
    ("half", "部门没有回音，请再试一次"),
    ("lost", "部门没有回音，请再试一次"),
]


@pytest.mark.parametrize(("kind", "words"), HUB_TROUBLE)
def test_a_query_that_goes_wrong_is_told_and_can_be_tried_again(rig, kind, words):
    rig.proxy.order(wire.QUERIES, kind)
    rig.walk("preview")
    rig.sees(words)
    assert rig.touchable("next") is None, "nothing was found, so there is no way on"
    rig.proxy.heal()
    rig.press("again")
    rig.sees("查到了")
    rig.walk("check")


@pytest.mark.parametrize("kind", ["error", "page", "garbage", "nothing", "half", "lost"])
def test_a_case_whose_sending_goes_wrong_is_kept_and_arrives_once(rig, kind):
    rig.walk("sign")
    rig.proxy.order(wire.CASES, kind)
    rig.sign()
    rig.on("result")
    rig.sees("已收件", "已存好，将自动送出")
    number = number_of(rig)
    assert rig.proxy.wait_for(wire.CASES, kind)
    assert rig.terminal.cache.waiting() == 1
    rig.proxy.heal()
    rig.terminal.sync.wake()
    case_arrives_once(rig, number)
    rig.sees("部门已收到")


def test_a_case_the_hub_refuses_stays_here_and_staff_are_told(rig):
    rig.walk("sign")
    rig.proxy.order(wire.CASES, "refused")
    rig.sign()
    rig.on("result")
    rig.sees("已收件", "已存好，工作人员正在处理")
    key = rig.terminal.mailbox.state.visit.key
    assert rig.terminal.cache.aside_count() == 1
    found = of_running(rig.terminal.devices, rig.terminal.cache, hub_up=True)
    assert [(one.code, one.action) for one in found.checks if not one.ok] == [("set_aside", "engineer")]
    rig.proxy.heal()
    number = number_of(rig)
    assert isinstance(rig.terminal.cache.for_staff.put_back(key).result(), Ok)
    case_arrives_once(rig, number)


def test_a_hub_killed_in_the_middle_of_a_submission_gets_the_case_once(rig):
    hub = rig.around.hub

    def kill():
        os.kill(hub._child._process.pid, signal.SIGKILL)
        hub._child._process.wait()

    rig.walk("sign")
    rig.proxy.order(wire.CASES, "lost", times=1, then=kill)
    rig.sign()
    rig.on("result")
    rig.sees("已收件", "已存好，将自动送出")
    number = number_of(rig)
    rig.sees("网络断了，照常收件")
    rig.sees("打好了，请取走")
    hub.stop()
    assert isinstance(hub.start(), Ok)
    rig.sees("网络正常")
    rig.terminal.sync.wake()
    case_arrives_once(rig, number)


@contextmanager
def line_cut(rig):
    rig.proxy.order("/", "down")
    rig.until("the line to be seen down", lambda: not rig.terminal.mailbox.state.machine.line_up)
    try:
        yield
    finally:
        rig.proxy.heal()


def test_without_a_line_the_record_is_closed_and_the_terminal_stays_up(rig):
    with line_cut(rig):
        rig.walk("home")
        tiles = {one.id: one for one in rig.view.body.tiles}
        assert tiles["shebao-canbao-zhengming"].mark is Mark.TROUBLE
        assert tiles["getihu-sheli"].mark is Mark.WARNING
        rig.sees("网络断了；", "网络断了，照样可以办，网络好了自动送出。")
    rig.sees("网络正常")
    rig.until("the tiles to open", lambda: all(one.mark is Mark.NONE for one in rig.view.body.tiles))


# --- help ------------------------------------------------------------------------------------------


def test_a_call_for_help_carries_words_both_ways(rig, helper):
    rig.press("help")
    rig.sees("正在呼叫")
    rig.press("say:card")
    rig.until("the words to be at the hub", lambda: len(rig.terminal.mailbox.state.help.words) == 1)
    call = rig.terminal.mailbox.state.help.key
    assert "读不出我的身份证" in helper.sees(call)
    helper.says(call, "您好，请把卡翻过来试试")
    rig.sees("已有人接听：帮办员小林", "您好，请把卡翻过来试试")
    rig.press("say:come")
    rig.until("the words to be at the hub", lambda: len(rig.terminal.mailbox.state.help.words) == 3)
    assert "发送中" not in rig.words()
    assert "请到我这里来" in helper.sees(call)
    helper.ends(call)
    rig.sees("通话已结束")
    rig.press("close_help")
    rig.until("the panel to close", lambda: rig.view.overlay is None)


def test_a_call_without_a_line_leaves_a_slip_and_reaches_the_hub_later(rig, helper):
    before = len(rig.receipts())
    with line_cut(rig):
        rig.press("help")
        rig.sees("网络断了，呼叫已记下。请拿好回电凭条。")
        rig.until("the one slip", lambda: len(rig.receipts()) == before + 1)
        talk = rig.terminal.mailbox.state.help
        assert rig.terminal.cache.waiting(_help_kind()) == 1
    rig.until("the call to be at the hub", lambda: rig.terminal.cache.waiting(_help_kind()) == 0)
    assert talk.slip_number in helper.list_of_calls()
    helper.says(talk.key, "我是帮办员，您请讲")
    rig.sees("我是帮办员，您请讲")
    rig.press("end_help")
    rig.until("the call to be gone", lambda: str(talk.key) not in helper.list_of_calls())


def _help_kind():
    from offline_cache.records import Kind

    return Kind.HELP
