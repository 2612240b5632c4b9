"""A broken config.toml is told with file, key, reason and example, all mistakes at once."""

from __future__ import annotations

import re

import pytest

from catalogue.realm import Realm
from drivers.device import DeviceClass
from drivers.registry import simulated
from kiosk.config import ROOT, load
from kiosk.store import open_store
from outcome import Action, Failure, Ok

GOOD = (ROOT / "config.toml").read_text(encoding="utf-8")


def told(tmp_path, text) -> list[str]:
    """The lines that a person at the command line sees."""
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    loaded = load(path)
    assert isinstance(loaded, Failure), "this file must be refused"
    assert loaded.code == "config"
    assert loaded.action is Action.ENGINEER
    lines = loaded.detail.split("\n")
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def changed(old: str, new: str) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


def test_the_file_that_comes_along_is_good():
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    config = loaded.value
    assert config.realm is Realm.DEMO
    assert set(config.devices) == set(DeviceClass)
    assert set(config.simulated()) == set(DeviceClass) - {DeviceClass.PIN_PAD}


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('realm = "demo" ', 'realm = "play" ', "realm", "demo"),
        ("production = false", 'production = "perhaps"', "production", "bool"),
        ('id = "QH0001"', 'id = "qh 1"', "terminal.id", "pattern"),
        ('id = "QH0001"', 'id = "QH00000000001"', "terminal.id", "pattern"),
        ('id = "QH0001"', 'ident = "QH0001"', "terminal.id", "is missing"),
        ("name = {", "title = {", "terminal.name", "is missing"),
        ('window_phone = "100-0099-0000"', 'window_phone = ""', "terminal.window_phone", "at least 3"),
        ("diagonal_inch = 27.0", "diagonal_inch = 2.7", "panel.diagonal_inch", "greater than or equal to 7"),
        ("diagonal_inch = 27.0", "diagonal_inch = nan", "panel.diagonal_inch", "Input should be"),
        ("width_px = 1080", "width_px = 0", "panel.width_px", "greater than or equal to 480"),
        ("width_px = 1080", "width_px = 1080.5", "panel.width_px", "integer"),
        ("fullscreen = true", "fullscren = true", "panel.fullscren", "unknown key"),
        ('url = "embedded"', 'url = "hub.example"', "hub.url", "pattern"),
        ('url = "embedded"', 'url = "ftp://hub.example"', "hub.url", "pattern"),
        ("heartbeat_s = 60.0", "heartbeat_s = 0", "hub.heartbeat_s", "greater than or equal to 1"),
        ('algorithm = "sm4-gcm"', 'algorithm = "rot13"', "store.algorithm", "sm4-gcm"),
        ("[store]", "[stores]", "stores", "unknown key"),
        ('id = "QH0001"', 'id = "QH0001"\noutlet = "hall"', "terminal.outlet", "outlets.yaml"),
        ("# [delays]", "[delays]\nidle = 3 #", "delays.idle", "unknown key"),
        ("# [delays]", "[delays]\nidle_s = 0.0 #", "delays.idle_s", "more than 0 seconds"),
        ("# [delays]", "[delays]\nidle_s = nan #", "delays.idle_s", "more than 0 seconds"),
        ("# [delays]", "[delays]\nidle_s = inf #", "delays.idle_s", "more than 0 seconds"),
        ("# [delays]", '[delays]\nidle_s = "long" #', "delays.idle_s", "number"),
        ("# [delays]", "[delays]\nstill_there_s = 5.0 #", "delays.still_there_s", "at least 20 seconds"),
        ("[devices.camera]", "[devices.kamera]", "devices.kamera", "camera"),
        ('driver = "sam_serial"', 'driver = "sam_cereal"', "devices.id_card_reader.driver", "sam_cereal"),
        ('port = "simulated" ', 'prt = "simulated" ', "devices.id_card_reader", ""),
        ('host = "simulated"', "", "devices.receipt_printer", ""),
    ],
)
def test_one_mistake_is_told_with_key_reason_and_example(tmp_path, old, new, key, reason):
    lines = told(tmp_path, changed(old, new))
    about = [line for line in lines if line.startswith(key)]
    assert about, f"nothing said about {key}: {lines}"
    assert any(reason in line for line in about), lines
    assert any("for example: " in line for line in about), lines


def test_all_mistakes_are_told_at_once(tmp_path):
    text = GOOD
    for old, new in (
        ('id = "QH0001"', 'id = "x"'),
        ("fullscreen = true", "fulscreen = true"),
        ('url = "embedded"', 'url = "nowhere"'),
        ("# [delays]", "[delays]\nidle = 3.0\nidle_s = -1.0 #"),
        ('driver = "sam_serial"', 'driver = "sam_cereal"'),
        ("production = false", "production = true"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    lines = told(tmp_path, text)
    keys = {re.split(r"[: ]", line, maxsplit=1)[0] for line in lines}
    assert {
        "terminal.id",
        "panel.fulscreen",
        "hub.url",
        "delays.idle",
        "delays.idle_s",
        "devices.id_card_reader.driver",
        "devices.receipt_printer",
    } <= keys
    assert len(lines) == len(set(lines)), "each mistake is told once"


def test_production_refuses_what_is_only_pretended(tmp_path):
    lines = told(tmp_path, changed("production = false", "production = true"))
    pretended = [f"devices.{one}" for one in DeviceClass if one is not DeviceClass.PIN_PAD]
    assert sorted(line.split(":")[0] for line in lines) == sorted([*pretended, "hub.url"])
    assert all("production refuses" in line for line in lines)


def test_production_refuses_keys_in_a_plain_file(tmp_path):
    real = changed("production = false", "production = true")
    real = real.replace('"embedded"            #', '"https://hub.example"  #')
    for key, value in (
        ("port", "/dev/ttyUSB0"),
        ("host", "10.0.0.6"),
        ("reader", "*Contact*"),
        ("url", "http://10.0.0.8/video"),
        ("program", "aplay"),
        ("path", "/dev/input/event0"),
    ):
        real = real.replace(f'{key} = "simulated" ', f'{key} = "{value}" ')
    path = tmp_path / "config.toml"
    path.write_text(real, encoding="utf-8")
    config = load(path)
    assert isinstance(config, Ok), config
    opened = open_store(config.value, tmp_path / "data")
    assert isinstance(opened, Failure)
    assert opened.action is Action.ENGINEER
    assert "keys in a plain file" in opened.detail


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("realm = demo", "not TOML"),
        ("[terminal\n", "not TOML"),
        ('realm = "demo"\nrealm = "real"', "not TOML"),
        ('realm = "示范"'.encode("gb18030"), "not TOML"),
        (b"\xff\xfe\x00", "not TOML"),
        ("", "is missing"),
    ],
)
def test_a_file_that_is_not_toml_is_told_and_not_raised(tmp_path, text, reason):
    assert any(reason in line for line in told(tmp_path, text))


def test_a_missing_file_is_told(tmp_path):
    loaded = load(tmp_path / "none.toml")
    assert isinstance(loaded, Failure)
    assert "none.toml" in loaded.detail
    assert "No such file" in loaded.detail


def test_a_simulator_s_place_takes_the_place_of_the_word():
    device_class = DeviceClass.RECEIPT_PRINTER
    places = {"escpos_network": {"host": "127.0.0.1", "port": 9}}
    asked = {"driver": "escpos_network", "host": "simulated", "paper_mm": 58}
    filled = simulated(device_class, asked, places)
    assert filled == asked | {"host": "127.0.0.1", "port": 9, "simulated": True}
    real = {"driver": "escpos_network", "host": "10.0.0.6"}
    assert simulated(device_class, real, places) == real, "a real device is left alone"
