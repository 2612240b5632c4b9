"""What a terminal hears of the others: how they are, told once, and again only when it changed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hub_terminal import HeldClock, Terminal, enrolled
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from contract import wire
from contract.fleet import DeviceReport
from contract.outlets import OutletsNow, TerminalNow
from drivers.device import Cover, DeviceClass, DeviceState, DeviceStatus, Paper
from hub.cli import main
from hub.fleet.enrolment import revoke
from hub.fleet_board import MADE_ANEW_S, usable
from hub.tables import terminal as table
from offline_cache.hub_link import AnswerLimits

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from hub.wiring import Hub

MINUTE = timedelta(minutes=1)


def device(
    name: str, state: str = "online", paper: str = "not_supported", cover: str = "closed"
) -> DeviceReport:
    return DeviceReport(
        device_class=name,
        driver="simulated",
        state=state,
        paper=paper,
        cover=cover,
        media="not_supported",
        code="",
        action="nobody",
        detail="",
    )


@pytest.fixture
def other(hub: Hub, client: httpx.Client, clock: HeldClock) -> Terminal:
    return enrolled(hub, Terminal(client, clock, "QH0002"))


def asked(terminal: Terminal, mark: str = "") -> OutletsNow:
    """After the list has become old, so that it is made anew."""
    terminal.clock.now += timedelta(seconds=MADE_ANEW_S)
    answer = terminal.send("GET", f"{wire.OUTLETS}?after={mark}")
    assert answer.status_code == 200
    return OutletsNow.model_validate_json(answer.content)


def test_every_terminal_is_told_with_what_it_can_use(terminal: Terminal, other: Terminal) -> None:
    printer = device("receipt_printer", paper="out")
    other.post(wire.HEARTBEAT, other.heartbeat(device("id_card_reader"), printer))
    news = asked(terminal)
    assert news.whole
    told = {one.terminal_id: one for one in news.terminals}
    assert told["QH0002"] == TerminalNow(terminal_id="QH0002", online=True, devices=("id_card_reader",))
    assert told["QH0001"] == TerminalNow(terminal_id="QH0001", online=False), "nobody has heard of it yet"


def test_what_did_not_change_is_not_told_again(terminal: Terminal, other: Terminal) -> None:
    other.post(wire.HEARTBEAT, other.heartbeat(device("camera")))
    first = asked(terminal)
    other.post(wire.HEARTBEAT, other.heartbeat(device("camera")))
    again = asked(terminal, first.mark)
    assert (again.whole, again.terminals, again.mark) == (False, (), first.mark)
    other.post(wire.HEARTBEAT, other.heartbeat(device("camera", state="offline")))
    changed = asked(terminal, again.mark)
    assert [one.terminal_id for one in changed.terminals] == ["QH0002"]
    assert changed.terminals[0].devices == ()
    assert asked(terminal, changed.mark).terminals == ()


def test_a_silent_terminal_is_told_with_the_time_it_was_heard(
    terminal: Terminal, other: Terminal, clock: HeldClock
) -> None:
    other.post(wire.HEARTBEAT, other.heartbeat(device("camera")))
    heard = clock.now
    first = asked(terminal)
    clock.now += 10 * MINUTE
    (silent,) = (one for one in asked(terminal, first.mark).terminals if one.terminal_id == "QH0002")
    assert (silent.online, silent.last_seen, silent.devices) == (False, heard, ("camera",))


def test_a_terminal_whose_disk_is_full_says_so(terminal: Terminal, other: Terminal) -> None:
    for change in ({"takes_cases": False}, {"safe_mode": True}):
        other.post(wire.HEARTBEAT, other.heartbeat().model_copy(update=change))
        told = {one.terminal_id: one for one in asked(terminal).terminals}
        assert not told["QH0002"].takes_cases


def test_a_terminal_that_is_cut_off_is_taken_back(hub: Hub, terminal: Terminal, other: Terminal) -> None:
    first = asked(terminal)
    revoke(hub, "QH0002")
    news = asked(terminal, first.mark)
    assert news.whole
    assert [one.terminal_id for one in news.terminals] == ["QH0001"]


@pytest.mark.parametrize(
    "mark", ["", "x", "other-1", "-", "%E4%BD%A0", "other-%C2%B2", "a-99999999999999999999"]
)
def test_a_mark_of_another_run_is_told_everything(terminal: Terminal, mark: str) -> None:
    assert asked(terminal, mark).whole
    mine = asked(terminal).mark
    assert asked(terminal, f"{mine}0").whole, "a number that was not given yet"


def test_only_an_enrolled_terminal_is_told(unknown: Terminal) -> None:
    assert unknown.send("GET", wire.OUTLETS).status_code == 401


@settings(max_examples=100)
@given(st.sampled_from(DeviceState), st.sampled_from(Paper), st.sampled_from(Cover))
def test_the_hub_reckons_as_the_terminal_does(state: DeviceState, paper: Paper, cover: Cover) -> None:
    report = device(DeviceClass.RECEIPT_PRINTER, str(state), str(paper), str(cover))
    assert usable(report) == DeviceStatus(state, paper, cover).usable


def test_coverage_names_who_has_no_outlet_near(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["outlets", "coverage", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    uncovered = {one["village"]: one for one in told["uncovered"]}
    assert told["covered"] + len(uncovered) == told["villages"]
    assert "baisha_shaquan" in uncovered
    assert uncovered["baisha_shaquan"]["minutes"] > uncovered["baisha_shaquan"]["limit_minutes"]
    assert "chengguan_qingshi" not in uncovered
    text = CliRunner().invoke(main, ["outlets", "coverage"], env={"LC_ALL": "zh_CN.UTF-8"})
    assert text.exit_code == 0
    data = ["--data", str(tmp_path / "hub")]
    dark = CliRunner().invoke(main, ["outlets", "coverage", "--now", "--json", *data])
    assert json.loads(dark.output)["covered"] == 0, "no terminal has ever spoken to this hub"
    assert CliRunner().invoke(main, ["outlets", "coverage", "--item", "zzz"]).exit_code == 2
    fewer = CliRunner().invoke(main, ["outlets", "coverage", "--json", "--item", "getihu-sheli"])
    assert json.loads(fewer.output)["covered"] <= told["covered"]


def test_seven_hundred_terminals_fit_one_answer(hub: Hub, terminal: Terminal, clock: HeldClock) -> None:
    """And a minute in which nothing changed costs next to nothing."""
    fitted = tuple(device(str(name)) for name in DeviceClass)
    beats = [terminal.heartbeat(*fitted).model_copy(update={"terminal_id": f"V{n:05}"}) for n in range(700)]
    with hub.database.write() as connection:
        connection.execute(
            insert(table),
            [
                {
                    "id": one.terminal_id,
                    "outlet_zh": "村",
                    "outlet_en": "Village",
                    "public_key": b"k" * 32,
                    "enrolled_at": clock.now,
                    "last_seen": clock.now,
                    "heartbeat": one.model_dump_json(),
                }
                for one in beats
            ],
        )
    whole = terminal.send("GET", wire.OUTLETS)
    assert len(OutletsNow.model_validate_json(whole.content).terminals) == 701
    assert len(whole.content) < AnswerLimits().other / 2
    mark = OutletsNow.model_validate_json(whole.content).mark
    quiet = terminal.send("GET", f"{wire.OUTLETS}?after={mark}")
    assert len(quiet.content) < 200
