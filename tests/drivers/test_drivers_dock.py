"""The simulators as a process of their own, and the dock that moves their hands."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S, RESIDENTS

from drivers.device import DeviceClass, DeviceState
from drivers.receipt_printer.job import Cut, PrintJob, Text
from drivers.registry import OWN, factory, load
from drivers.simulators.bench import Bench
from drivers.simulators.dock import Dock
from drivers.simulators.dock_client import ask
from drivers.simulators.site import Running, Site, set_up
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def running(short_dir: Path) -> Iterator[Running]:
    bench = set_up(Site(short_dir, RESIDENTS))
    yield bench
    bench.close()


def test_a_process_prints_its_endpoints_and_dies_with_its_parent(short_dir: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "drivers.simulators",
        "--dir",
        str(short_dir),
        "--residents",
        str(RESIDENTS),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        endpoints = json.loads(process.stdout.readline())
        assert json.loads((short_dir / "endpoints.json").read_text()) == endpoints
        assert ask(endpoints["dock"], "insert-card", "wang")["state"]["id_card_reader"]["card"] == "wang"
        made = factory(
            DeviceClass.ID_CARD_READER,
            {
                "driver": "sam_serial",
                **endpoints["devices"]["id_card_reader"]["sam_serial"],
                "simulated": True,
            },
        )
        device = made.value()
        assert device.capabilities.simulated
        assert isinstance(device.open(), Ok)
        assert device.read_raw_data(threading.Event(), BOUND_S).value.name == "王秀英"
        device.close()
        process.stdin.close()
        assert process.wait(BOUND_S) == 0
    assert not (short_dir / "dock").exists()


@pytest.mark.parametrize("driver", ["escpos_network", "escpos_serial", "escpos_usb"])
def test_a_receipt_is_drawn_into_the_folder(running: Running, short_dir: Path, driver: str) -> None:
    table = {"driver": driver, **running.endpoints["devices"]["receipt_printer"][driver]}
    device = factory(DeviceClass.RECEIPT_PRINTER, table).value()
    assert isinstance(device.open(), Ok)
    assert isinstance(device.print_raw(PrintJob("id", (Text("回执"), Cut()))), Ok)
    device.close()
    assert (short_dir / "receipts" / "001.png").stat().st_size > 500
    assert ask(running.endpoints["dock"], "state")["state"]["receipt_printer"]["receipts"]


def test_every_driver_that_can_be_simulated_is_on_the_bench(running: Running) -> None:
    found = {
        f"{name}.{driver}": list(options)
        for name, drivers in running.bench.options().items()
        for driver, options in drivers.items()
    }
    wired = {name: list(load(name).wire) for name in OWN if load(name).wire}
    not_here = {name for name, one in running.bench.simulators.items() if getattr(one, "why_not", "")}
    absent = {name for name in wired if name not in found and name.partition(".")[0] in not_here}
    assert found == {name: options for name, options in wired.items() if name not in absent}


def test_two_devices_may_not_have_one_verb(running: Running) -> None:
    printer = running.bench.simulators["receipt_printer"]
    twin = copy(printer)
    twin.name = "twin"
    with pytest.raises(ValueError, match="two devices have the verb"):
        Bench([printer, twin]).verbs()


def test_every_verb_has_help_in_both_languages_and_works(running: Running) -> None:
    dock = running.endpoints["dock"]
    listed = ask(dock, "verbs")["verbs"]
    assert {line["verb"] for line in listed} == {"state", "verbs", *running.bench.verbs()}
    assert all(line["zh"] and line["en"] for line in listed)
    arguments = {
        "NAME": ["li"], "select|read|address": ["read"], "[ADDRESS]": ["清河县某处"], "new|old|mute": ["old"],
        "off|on|always": ["on"], "must_lift|stays_found": ["stays_found"], "[LINES]": ["9"],
        "SECONDS": ["0"], "DEVICE": ["id_card_reader"], "DEVICE CODE": ["id_card_reader", "41"],
        "TEXT": ["DEMO"], "page|none|blurred|dark|bright|glare|cut|far|code": ["page"],
        "DEVICE SECONDS": ["receipt_printer", "0.1"], "[DEVICE]": [], "": [],
        "BOX": ["3"], "CHANNEL": ["2"], "PERCENT": ["40"], "[CM]": ["80"], "old|new": ["new"], "in|out": ["in"],
        "[SHEETS]": ["9"], "half|http_500|not_ipp|empty|endless": ["half"],
        "NAME [1.00|2.00|3.00|protected]": ["wang", "2.00"], "NAME [contact|contactless|no-directory]": ["li"],
        "COMMANDS [unheard]": ["3", "unheard"], "t0|t1": ["t0"], "TRIES": ["1"],
        "CODE": ["990001"], "KEY": ["ok"], "CODE SECONDS": ["990001", "0"], "gm65|syn_t|t_p|untriggered": ["syn_t"],
    }  # fmt: skip
    for line in listed:
        answer = ask(dock, line["verb"], *arguments[line["usage"]])
        assert answer["ok"], (line, answer)


@pytest.mark.parametrize(
    ("verb", "args", "said"),
    [
        ("insert-card", ("nobody",), "is none of: chan"),
        ("insert-card", (), "usage: insert-card NAME"),
        ("dance", (), "unknown verb"),
        ("fail-next", ("receipt_printer", "on_fire"), "is none of: paper_out"),
        ("fail-next", ("id_card_reader", "xyz"), "status word"),
        ("unplug", ("toaster",), "is none of"),
        ("slow", ("-1",), "0 to 3600"),
        ("slow", ("nan",), "0 to 3600"),
        ("delay-next", ("receipt_printer", "soon"), "not a number"),
        ("paper-low", ("now",), "usage: paper-low"),
    ],
)
def test_a_wrong_word_is_answered_with_what_would_be_right(
    running: Running, verb: str, args: tuple[str, ...], said: str
) -> None:
    answer = ask(running.endpoints["dock"], verb, *args)
    assert not answer["ok"]
    assert said in answer["error"]
    assert "insert-card" in answer["verbs"]


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b"7", b'{"args": []}', b'{"verb": "state", "args": 3}', b"\xff"]
)
def test_nonsense_on_the_line_is_refused(running: Running, line: bytes) -> None:
    assert running.dock.answer(line)["ok"] is False


def test_unplug_and_plug_are_felt_on_all_wires(running: Running) -> None:
    dock = running.endpoints["dock"]
    where = running.endpoints["devices"]["receipt_printer"]["escpos_serial"]["port"]
    assert ask(dock, "unplug", "receipt_printer")["state"]["receipt_printer"]["plugged"] is False
    assert not Path(where).exists()
    device = factory(DeviceClass.RECEIPT_PRINTER, {"driver": "escpos_serial", "port": where}).value()
    assert device.open().code == "no_device"
    assert ask(dock, "plug", "receipt_printer")["state"]["receipt_printer"]["plugged"] is True
    assert isinstance(device.open(), Ok)
    assert device.poll().state is DeviceState.ONLINE
    device.close()


def test_the_state_names_ordered_faults_until_they_are_cleared(running: Running) -> None:
    dock = running.endpoints["dock"]
    state = ask(dock, "go-awol", "id_card_reader")["state"]
    assert state["id_card_reader"]["faults"] == ["go-awol"]
    assert state["receipt_printer"]["faults"] == []
    assert ask(dock, "clear")["state"]["id_card_reader"]["faults"] == []


def test_a_path_too_long_for_a_socket_is_refused_in_words(running: Running, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter --dir"):
        Dock(tmp_path / ("d" * 100), running.bench)


def test_the_socket_is_for_this_user_only(running: Running) -> None:
    assert Path(running.endpoints["dock"]).stat().st_mode & 0o077 == 0
