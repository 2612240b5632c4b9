"""The UPS behind its server: what each word means, and lines that make no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_devices import SmallBench, small_on

from drivers.device import DeviceState
from drivers.simulators.wires import TcpWire
from drivers.ups import Power
from drivers.ups.nut import Nut, NutOptions
from drivers.ups.nut_words import power, refusal, variable
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("ups.nut", tmp_path) as bench:
        yield bench


@pytest.mark.parametrize(
    ("verbs", "code", "action"),
    [
        ((), "", Action.NOBODY),
        (("ups-on-battery",), "on_battery", Action.SITE_KEEPER),
        (("ups-low",), "battery_low", Action.SITE_KEEPER),
        (("ups-low", "ups-mains"), "", Action.NOBODY),
        (("ups-battery old",), "replace_battery", Action.ENGINEER),
        (("ups-battery old", "ups-battery new"), "", Action.NOBODY),
    ],
)
def test_a_status_says_who_must_act_and_is_usable(
    bench: SmallBench, verbs: tuple[str, ...], code: str, action: Action
) -> None:
    device = bench.opened()
    for verb in verbs:
        bench.do(*verb.split())
    status = device.poll()
    assert (status.state, status.code, status.action) == (DeviceState.ONLINE, code, action)
    assert status.usable


def test_power_in_figures(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("ups-charge", "40")
    assert device.power() == Ok(
        Power(
            on_battery=False,
            battery_low=False,
            charging=True,
            replace_battery=False,
            charge_percent=40,
            runtime_s=720,
        )
    )
    before = device.poll()
    bench.do("ups-charge", "39")
    assert device.poll() == before  # a percent less is no news


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("DATA-STALE", "ups_silent"),
        ("DRIVER-NOT-CONNECTED", "ups_silent"),
        ("UNKNOWN-UPS", "ups_refused"),
        ("ACCESS-DENIED", "ups_refused"),
    ],
)
def test_what_the_server_refuses(bench: SmallBench, error: str, code: str) -> None:
    device = bench.opened()
    bench.stand.faults.fail_next(error)
    status = device.poll()
    assert (status.state, status.code) == (DeviceState.OFFLINE, code)
    assert device.poll().state is DeviceState.ONLINE


def test_a_cable_out_a_wrong_name_and_no_server(bench: SmallBench) -> None:
    bench.do("ups-cable", "out")
    assert bench.make().open().code == "ups_silent"
    assert bench.make(ups="other").open().code == "ups_refused"
    bench.unplug()
    assert bench.make().open().code == "no_device"


def test_a_late_answer_does_not_answer_the_next_question(bench: SmallBench) -> None:
    device = bench.opened(answer_timeout_s=0.1)
    bench.stand.faults.delay_next(0.2)
    assert device.power().code == "no_answer"
    bench.do("ups-on-battery")
    assert device.poll().code == "not_open"
    assert device.open() == Ok(None)
    assert device.power().value.on_battery


@pytest.mark.parametrize(
    "answer", [b"\n", b"BEGIN LIST VAR ups\nVAR ups x\n", b"x" * 3000, b"BEGIN LIST VAR ups\n" + b'VAR ups a "1"\n' * 600]
)  # fmt: skip
def test_a_server_that_talks_nonsense_or_without_end(answer: bytes) -> None:
    wire = TcpWire(0, lambda _, reply: reply(answer))
    wire.plug()
    device = Nut(NutOptions(port=int(wire.address.partition(":")[2]), answer_timeout_s=0.3))
    assert isinstance(device.open(), Failure)
    device.close()
    wire.unplug()


@settings(max_examples=150, deadline=None)
@example('VAR ups battery.charge "10')
@example('VAR ups a "b" c')
@given(st.text(max_size=60))
def test_any_line_is_a_variable_or_is_not(line: str) -> None:
    told = variable(line, "ups")
    assert told is None or line.startswith("VAR ups ")
    assert refusal(line, "here").code in {"ups_silent", "ups_refused", "line_noise"}


@settings(max_examples=150, deadline=None)
@given(st.text('OLBCHRGDISFSD "', max_size=24), st.text("0123456789.x", max_size=12))
def test_any_status_is_understood_or_told(words: str, charge: str) -> None:
    outcome = power({"ups.status": words, "battery.charge": charge}, "here")
    known = bool({"OL", "OB"} & set(words.split()))
    assert isinstance(outcome, Ok) is known


def test_quotes_inside_a_value() -> None:
    assert variable(r'VAR u device.mfr "a \"b\" \\"', "u") == ("device.mfr", 'a "b" \\')
    assert variable('VAR other a "1"', "u") is None
