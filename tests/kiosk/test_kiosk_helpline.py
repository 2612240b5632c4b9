"""呼叫帮办 over a bad line: words are tried until the hub has them, a queued call is answered when the line is back, and
an ended call is ended. The real hub, the real link, the proxy between them.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from contract import wire
from contract.codes import HelpAuthor, HelpState
from contract.help import HelpCall
from kiosk.helpline import CLOSE_TRIES, Helpline
from offline_cache.keys import FileKeyHome
from offline_cache.records import Kind
from offline_cache.store import OfflineCache
from outcome import Failure, Ok
from visit.events import HelpUnreachable, HelpUpdated

WAIT_S = 15.0
RETRY_S = 0.05


class Talk:
    """A helpline, and everything it said."""

    def __init__(self, rig, cache=None):
        self.proxy = rig.proxy
        self.events = []
        self.changed = threading.Condition()
        self.line = Helpline(rig.link, cache or rig.terminal.cache, self._post, retry_s=RETRY_S)

    def _post(self, event):
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def until(self, condition):
        with self.changed:
            assert self.changed.wait_for(condition, WAIT_S), self.events

    def call(self, *, offline=False):
        now = datetime.now(UTC)
        call = HelpCall(
            key=uuid4(),
            terminal_id="QH0001",
            opened_at=now,
            page="home",
            slip_number=f"{now.microsecond % 10_000:04d}",
            called_offline=offline,
        )
        self.line.open(call)
        return call.key

    def news(self, key):
        return [one for one in self.events if isinstance(one, HelpUpdated) and one.key == key]

    def words(self, key):
        return [one.text for one in self.news(key)[-1].words] if self.news(key) else []

    def opened(self):
        key = self.call()
        self.until(lambda: self.news(key))
        return key

    def tries(self, path):
        return len([one for one, _ in self.proxy.seen if one.startswith(path)])


@pytest.fixture
def talk(rig):
    talk = Talk(rig)
    yield talk
    rig.proxy.heal()
    talk.line.stop()


def path(key, what):
    return f"{wire.HELP}/{key}/{what}"


@contextmanager
def line_cut(rig):
    rig.proxy.order("/", "down")
    try:
        yield
    finally:
        rig.proxy.heal()
        rig.terminal.sync.wake()


@pytest.mark.parametrize("kind", ["error", "page", "garbage", "nothing", "half", "lost", "down"])
def test_words_are_tried_until_the_hub_has_them_once_and_in_order(rig, talk, helper, kind):
    key = talk.opened()
    rig.proxy.order(path(key, "words"), kind, times=7)
    talk.line.say(key, uuid4(), "我看不懂这一页")
    talk.line.say(key, uuid4(), "请您过来一下")
    talk.until(lambda: talk.words(key) == ["我看不懂这一页", "请您过来一下"])
    assert talk.tries(path(key, "words")) >= 7 + 1
    said = helper.sees(key)
    assert said.count("我看不懂这一页") == said.count("请您过来一下") == 1
    assert said.index("我看不懂这一页") < said.index("请您过来一下")
    assert {one.author for one in talk.news(key)[-1].words} == {HelpAuthor.RESIDENT}
    talk.line.close(key)


def test_words_on_their_way_are_shown_so_until_the_hub_has_them(rig, helper):
    rig.press("help")
    rig.sees("正在呼叫")
    key = rig.terminal.mailbox.state.help.key
    rig.proxy.order(path(key, "words"), "error")
    rig.press("say:card")
    assert rig.proxy.wait_for(path(key, "words"), "error", 2)
    rig.sees("发送中")
    assert "读不出我的身份证" not in helper.sees(key)
    rig.proxy.heal()
    rig.until("the words to be sent", lambda: "发送中" not in rig.words())
    assert "读不出我的身份证" in helper.sees(key)
    rig.press("end_help")
    rig.until("the call to be gone", lambda: str(key) not in helper.list_of_calls())


def test_a_call_that_waits_on_disk_is_answered_when_the_line_is_back(rig, talk, helper):
    with line_cut(rig):
        key = talk.call(offline=True)
        talk.until(lambda: talk.events)
        assert talk.events == [HelpUnreachable(key)]
        assert rig.terminal.cache.waiting(Kind.HELP) == 1
        talk.line.say(key, uuid4(), "有人吗")
        assert rig.proxy.wait_for(path(key, "words"), "down", 2)
    talk.until(lambda: talk.words(key) == ["有人吗"])
    assert talk.news(key)[0].state is HelpState.WAITING
    assert rig.terminal.cache.waiting(Kind.HELP) == 0
    helper.says(key, "我是帮办员，您请讲")
    talk.until(lambda: talk.words(key) == ["有人吗", "我是帮办员，您请讲"])
    last = talk.news(key)[-1]
    assert last.state is HelpState.ANSWERED
    assert last.helper
    talk.line.close(key)
    rig.until("the call to be gone", lambda: str(key) not in helper.list_of_calls())


def test_a_call_that_the_disk_cannot_keep_either_is_tried_from_here(rig, helper, tmp_path):
    keys = FileKeyHome.open(tmp_path / "keys")
    assert isinstance(keys, Ok)
    full = OfflineCache.open(
        tmp_path / "store", "QH0001", keys.value, now=lambda: datetime.now(UTC), low_water=1 << 60
    )
    assert isinstance(full, Ok)
    talk = Talk(rig, full.value)
    with line_cut(rig):
        key = talk.call(offline=True)
        talk.until(lambda: talk.events == [HelpUnreachable(key, kept=False)])
        assert full.value.waiting(Kind.HELP) == 0
    talk.until(lambda: talk.news(key))
    assert str(key) in helper.list_of_calls()
    talk.line.close(key)
    rig.until("the call to be gone", lambda: str(key) not in helper.list_of_calls())
    talk.line.stop()
    full.value.close()


def test_that_the_line_is_back_is_told_at_once_with_nothing_said(rig, talk):
    with line_cut(rig):
        key = talk.call(offline=True)
        talk.until(lambda: talk.events == [HelpUnreachable(key)])
    talk.until(lambda: [one.state for one in talk.news(key)][:1] == [HelpState.WAITING])
    talk.line.close(key)


def test_an_ended_call_says_nothing_more_and_is_closed_at_the_hub(rig, talk, helper):
    key = talk.opened()
    assert str(key) in helper.list_of_calls()
    talk.line.close(key)
    rig.until("the call to be gone", lambda: str(key) not in helper.list_of_calls())
    heard = len(talk.events)
    other = talk.opened()
    assert {one.key for one in talk.events[heard:]} == {other}, "the first has nothing more to say"
    talk.line.close(other)


def test_the_end_is_told_again_to_a_hub_that_stumbles(rig, talk, helper):
    key = talk.opened()
    rig.proxy.order(path(key, "close"), "error", times=CLOSE_TRIES - 1)
    talk.line.close(key)
    rig.until("the call to be gone", lambda: str(key) not in helper.list_of_calls())
    rig.until("the hub's last answer", lambda: talk.tries(path(key, "close")) == CLOSE_TRIES)


def test_the_end_of_one_call_does_not_hold_up_the_next(rig, talk, helper):
    first = talk.opened()
    rig.proxy.order(path(first, "close"), "error")
    talk.line.close(first)
    assert rig.proxy.wait_for(path(first, "close"), "error")
    second = talk.opened()
    talk.line.say(second, uuid4(), "又是我")
    talk.until(lambda: talk.words(second) == ["又是我"])
    talk.line.close(second)
    rig.proxy.heal()
    assert not isinstance(rig.link.close_help(first), Failure)


def test_who_leaves_before_the_hub_knew_of_the_call_is_still_called_back(rig, talk, helper):
    """The slip in the resident's hand says so; the end of the visit must not take the call out of the queue."""
    with line_cut(rig):
        key = talk.call(offline=True)
        talk.until(lambda: talk.events == [HelpUnreachable(key)])
        talk.line.close(key)
        assert rig.proxy.wait_for(path(key, "close"), "down")
    rig.until("the call to be at the hub", lambda: rig.terminal.cache.waiting(Kind.HELP) == 0)
    assert not talk.news(key)
    assert str(key) in helper.list_of_calls()
    assert talk.tries(path(key, "close")) == 1
    assert not isinstance(rig.link.close_help(key), Failure)


def test_a_helper_who_hangs_up_ends_it_and_late_words_are_in_nobody_s_way(rig, talk, helper):
    key = talk.opened()
    rig.proxy.order(path(key, "words"), "error")
    talk.line.say(key, uuid4(), "等一下")
    helper.ends(key)
    talk.until(lambda: talk.news(key)[-1].state is HelpState.CLOSED)
    rig.proxy.heal()
    following = talk.opened()
    talk.line.say(following, uuid4(), "您好")
    talk.until(lambda: talk.words(following) == ["您好"])
    assert "等一下" not in helper.sees(following)
    talk.line.close(following)


def test_stop_lets_go_of_words_that_nobody_takes(rig, talk):
    key = talk.opened()
    rig.proxy.order(path(key, "words"), "error")
    talk.line.say(key, uuid4(), "喂")
    assert rig.proxy.wait_for(path(key, "words"), "error", 2)
    talk.line.stop()
    talk.line._sayer.shutdown(wait=True)
    assert not [one for one in talk.line._sayer._threads if one.is_alive()]
    rig.proxy.heal()
    assert not isinstance(rig.link.close_help(key), Failure)
