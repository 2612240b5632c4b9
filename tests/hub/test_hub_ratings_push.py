"""Ratings handed on: each arrives at least once under one key, whatever the receiver does, and none stands in the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from hub_receiver import DROP, GARBAGE, HALF, HANG, Receiver
from hub_terminal import NOON, Terminal
from hypothesis import given
from hypothesis import strategies as some

from contract import wire
from contract.case import Rating
from contract.codes import Grade
from hub.cli import main
from hub.ratings import push as pushing
from hub.ratings import push_send
from hub.ratings.profiles import BEST_IS_FIVE
from hub.ratings.push import FIRST_WAIT, LONGEST_WAIT, MOST_TRIES, push, retry, standing, wait_after
from hub.ratings.push_send import Verdict, judged
from hub.ratings.receivers import Receiver as Named
from hub.ratings.receivers import load_receivers
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub_terminal import HeldClock

    from hub.settings import Settings
    from hub.wiring import Hub

HALF_CHANCE = lambda: 0.5  # noqa: E731


@pytest.fixture
def there() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def named(there: Receiver) -> Named:
    return Named("province", BEST_IS_FIVE, there.url, token="secret")


def rated(terminal: Terminal, number: int = 1, grade: Grade = Grade.SATISFIED) -> UUID:
    key = uuid4()
    message = Rating(
        key=key,
        terminal_id="QH0001",
        case_number=f"case-{number}",
        grade=grade,
        rated_at=NOON,
        item_id="getihu-sheli",
    )
    got = terminal.post(wire.RATINGS, message)
    assert got.status_code == 204, got.text
    return key


def go(hub: Hub, named: Named) -> pushing.Round:
    return push(hub, named, chance=HALF_CHANCE)


def test_each_is_sent_once_in_the_receivers_words(
    terminal: Terminal, hub: Hub, named: Named, there: Receiver
) -> None:
    keys = [rated(terminal, number) for number in range(3)]
    assert go(hub, named) == pushing.Round(sent=3)
    assert go(hub, named) == pushing.Round()
    assert sorted(UUID(key) for key, _, _ in there.got) == sorted(keys)
    assert there.got[0][1]["satisfaction"] == "4"
    assert there.got[0][2] == "Bearer secret"
    assert "QH0001" not in json.dumps([record for _, record, _ in there.got])


def test_the_same_key_goes_with_every_attempt_until_it_is_taken(
    terminal: Terminal, hub: Hub, named: Named, there: Receiver, clock: HeldClock
) -> None:
    key = rated(terminal)
    there.plan.extend([503, (429, {"Retry-After": "7200"}), 409])
    assert go(hub, named).later == 1
    assert go(hub, named) == pushing.Round(), "not yet"
    clock.now += FIRST_WAIT
    assert go(hub, named).later == 1
    clock.now += timedelta(minutes=110)
    assert go(hub, named) == pushing.Round(), "as the receiver asked"
    clock.now += timedelta(minutes=11)
    assert go(hub, named).sent == 1
    assert {UUID(one) for one, _, _ in there.got} == {key}
    assert len({json.dumps(record) for _, record, _ in there.got}) == 1


@pytest.mark.parametrize("what", [HANG, DROP, HALF, GARBAGE, 302, 401, 403, 404, 405])
def test_a_receiver_that_is_not_reached_costs_one_attempt_a_round(  # noqa: PLR0917  each is a part of the scene
    terminal: Terminal, hub: Hub, named: Named, there: Receiver, clock: HeldClock, monkeypatch: Any, what: Any
) -> None:
    monkeypatch.setattr(push_send, "TIMEOUTS", (0.5, 0.2))
    for number in range(3):
        rated(terminal, number)
    there.plan.append(what)
    stopped = go(hub, named)
    assert (stopped.sent, stopped.later, bool(stopped.stopped)) == (0, 1, True)
    assert len(there.got) == 1
    clock.now += timedelta(hours=1)
    assert go(hub, named).sent == 3
    assert len(there.taken) == 3, "nothing was lost, and nothing counts twice"


def test_nobody_listens(terminal: Terminal, hub: Hub, named: Named, clock: HeldClock) -> None:
    rated(terminal)
    gone = Receiver()
    gone.stop()
    away = replace(named, url=gone.url)
    for _ in range(MOST_TRIES + 5):
        assert go(hub, away).stopped
        clock.now += LONGEST_WAIT
    assert standing(hub, "province").waiting == 1, "silence sets nothing aside"


@pytest.mark.parametrize("status", [400, 413, 422])
def test_what_will_never_be_taken_is_set_aside_and_blocks_nobody(
    terminal: Terminal, hub: Hub, named: Named, there: Receiver, status: int
) -> None:
    for number in range(3):
        rated(terminal, number)
    there.poison["case-1"] = status
    assert go(hub, named) == pushing.Round(sent=2, aside=1)
    stands = standing(hub, "province")
    assert (stands.waiting, stands.sent, stands.aside) == (0, 2, 1)
    there.poison.clear()
    assert retry(hub, "province") == 1
    assert go(hub, named).sent == 1


def test_poison_is_tried_less_and_less_and_then_set_aside(
    terminal: Terminal, hub: Hub, named: Named, there: Receiver, clock: HeldClock
) -> None:
    rated(terminal, 0)
    there.poison["case-0"] = 500
    for number in range(1, MOST_TRIES + 1):
        rated(terminal, number)
        done = go(hub, named)
        assert done.sent == 1, "the others go on"
        clock.now += LONGEST_WAIT
    stands = standing(hub, "province")
    assert (stands.aside, stands.sent, stands.waiting) == (1, MOST_TRIES, 0)


def test_two_receivers_do_not_wait_for_each_other(
    terminal: Terminal, hub: Hub, named: Named, there: Receiver
) -> None:
    rated(terminal)
    there.plan.append(503)
    assert go(hub, named).later == 1
    assert go(hub, replace(named, name="county")).sent == 1


def test_nothing_from_before_the_first_day(terminal: Terminal, hub: Hub, named: Named) -> None:
    rated(terminal)
    assert go(hub, replace(named, since=(NOON + timedelta(days=1)).date())) == pushing.Round()
    assert go(hub, replace(named, since=NOON.date())).sent == 1


def test_a_hub_that_died_while_sending_sends_again(  # noqa: PLR0917  each is a part of the scene
    terminal: Terminal, hub: Hub, named: Named, there: Receiver, clock: HeldClock, monkeypatch: Any
) -> None:
    rated(terminal)

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pushing, "_settle", dies)
        with pytest.raises(KeyboardInterrupt):
            go(hub, named)
    assert len(there.taken) == 1
    assert go(hub, named) == pushing.Round(), "another hub leaves it alone while it is under way"
    clock.now += pushing.TAKEN_FOR
    assert go(hub, named).sent == 1
    assert (len(there.got), len(there.taken)) == (2, 1)


@given(some.integers(0, 5000), some.floats(0, 1))
def test_the_wait_grows_and_is_never_longer_than_the_longest(tries: int, chance: float) -> None:
    wait = wait_after(tries, chance)
    assert FIRST_WAIT / 2 <= wait <= LONGEST_WAIT
    assert wait_after(tries + 1, chance) >= wait


@given(some.integers(100, 599))
def test_every_status_has_one_meaning(status: int) -> None:
    verdict = judged(status).verdict
    assert (verdict is Verdict.SENT) is (200 <= status < 300 or status == 409)
    if status >= 500:
        assert verdict is Verdict.LATER


RECEIVERS = """
[province]
profile = "gb39046"
url = "{url}"
since = 2026-11-01
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[p]\nprofile = 'nothing'\nurl = 'http://x'", "profile"),
        ("[p]\nprofile = 'gb39046'\nurl = 'ftp://x'", "url"),
        ("[p]\nprofile = 'gb39046'\nurl = 'http://x'\ntokn = 'x'", "tokn"),
        ("[p]\nprofile = 'gb39046'\nurl = 'http://x'\ntoken_file = '/nowhere/at/all'", "token_file"),
        ("[p]\nprofile = 'gb39046'\nurl = 'http://x'\nsince = 2026-11-01T00:00:00", "since"),
        ("p = 1", "table"),
        ("[p", "cannot be read"),
    ],
)
def test_a_wrong_file_hands_nothing_on(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "receivers.toml"
    path.write_text(text, encoding="utf-8")
    found = load_receivers(path)
    assert isinstance(found, Failure)
    assert told in found.detail


def test_no_file_is_nobody() -> None:
    assert load_receivers(None) == Ok(())


def test_commands_push_and_tell_how_it_stands(
    terminal: Terminal, hub: Hub, settings: Settings, there: Receiver, tmp_path: Path
) -> None:
    rated(terminal)
    path = tmp_path / "receivers.toml"
    path.write_text(RECEIVERS.format(url=there.url), encoding="utf-8")
    common = ["--receivers", str(path), "--data", str(settings.data)]
    there.plan.append(422)
    assert CliRunner().invoke(main, ["ratings", "push", *common]).exit_code == 0
    told = CliRunner().invoke(main, ["ratings", "status", *common])
    assert "http_422" in told.output
    assert CliRunner().invoke(main, ["ratings", "retry", "province", *common]).exit_code == 0
    assert CliRunner().invoke(main, ["ratings", "push", *common]).exit_code == 0
    assert there.got[-1][1]["满意度代码"] == "2"
    assert CliRunner().invoke(main, ["ratings", "retry", "nobody", *common]).exit_code == 1
