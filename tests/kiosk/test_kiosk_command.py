"""The `kiosk` command as a person types it: help, hints, findings, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.device import DeviceClass
from drivers.simulators.dock_client import ask
from kiosk.children import simulators
from kiosk.config import ROOT
from kiosk.dock_keys import keys_of
from kiosk.surroundings import DEMO_RESIDENTS
from outcome import Ok

RUN_S = 60
VERBS = ("run", "demo", "doctor", "items", "dock", "enrol")
SCRIPT = [str(Path(sys.executable).with_name("kiosk"))]
MODULE = [sys.executable, "-m", "kiosk"]


def kiosk(*arguments, language="en", command=MODULE, data=None, **environment):
    """Run it; the answer has `returncode`, `stdout`, `stderr`."""
    chosen = {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[language]
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    env |= {"LC_ALL": chosen, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(data or "/nonexistent")}
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env | environment,
        cwd=ROOT,
        timeout=RUN_S,
        check=False,
    )


# --- help ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"), [("en", "self-service terminal"), ("zh", "帮办：政务服务自助终端")]
)
def test_help_speaks_the_language_of_the_locale(language, words):
    told = kiosk("--help", language=language)
    assert told.returncode == 0
    assert words in told.stdout
    assert all(verb in told.stdout for verb in VERBS)


def test_the_locale_is_read_as_posix_says():
    assert "帮办" in kiosk("-h", LC_ALL="", LC_MESSAGES="zh_CN.UTF-8", LANG="en_US.UTF-8").stdout
    assert "帮办" not in kiosk("-h", LC_ALL="en_US.UTF-8", LANG="zh_CN.UTF-8").stdout


def test_the_script_and_the_module_are_the_same():
    assert kiosk("items", "list", command=SCRIPT).stdout == kiosk("items", "list").stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb):
    told = kiosk(verb, "--help")
    assert told.returncode == 0
    assert "Usage:" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("demmo",), "No such command 'demmo'"),
        (("doctor", "--jsn"), "--json"),
        (("demo",), "--out"),
        (("enrol",), "CODE"),
    ],
)
def test_a_slip_of_the_finger_gets_a_hint(arguments, hint):
    told = kiosk(*arguments)
    assert told.returncode == 2
    assert hint in told.stderr
    assert "Traceback" not in told.stderr


# --- items ---------------------------------------------------------------------------------------


def test_items_are_listed_in_both_languages():
    english, chinese = kiosk("items", "list"), kiosk("items", "list", language="zh")
    assert "getihu-sheli" in english.stdout
    assert "社会保险参保缴费记录查询打印" in chinese.stdout
    rows = json.loads(kiosk("items", "list", "--json").stdout)["items"]
    assert {"getihu-sheli", "shebao-canbao-zhengming"} <= {row["id"] for row in rows}
    assert all(row["code"] and row["version"] and row["name"] for row in rows)


def test_good_items_are_called_good():
    told = kiosk("items", "check")
    assert told.returncode == 0
    assert not told.stderr


def test_a_bad_item_is_told_with_file_and_line(tmp_path):
    folder = tmp_path / "services"
    shutil.copytree(ROOT / "services", folder)
    path = next(folder.rglob("getihu-sheli.yaml"))
    lines = path.read_text(encoding="utf-8").split("\n")
    wrong = next(number for number, line in enumerate(lines, 1) if line.startswith("handling:"))
    lines[wrong - 1] = "handling: by_magic"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = kiosk("items", "check", folder)
    assert told.returncode == 1
    assert f"getihu-sheli.yaml:{wrong}" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_folder_that_is_not_there_is_told(tmp_path):
    told = kiosk("items", "check", tmp_path / "none")
    assert told.returncode == 2
    assert "none" in told.stderr


# --- config --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [("doctor",), ("items", "list"), ("enrol", "123"), ("demo", "--out", "x")])
@pytest.mark.parametrize(("language", "who"), [("zh", "处理人：请维护人员处理"), ("en", "engineer")])
def test_a_broken_config_stops_every_verb_with_the_same_words(tmp_path, verb, language, who):
    broken = tmp_path / "config.toml"
    broken.write_text("realm = 1\n", encoding="utf-8")
    told = kiosk(*verb, "--config", broken, language=language, data=tmp_path)
    assert told.returncode == 2
    assert f"{broken}: realm: " in told.stderr
    assert "terminal: is missing" in told.stderr
    assert who in told.stderr.lower()
    assert "Traceback" not in told.stderr


def test_an_unknown_item_is_told_with_those_that_are_known(tmp_path):
    told = kiosk("demo", "--item", "fly-to-the-moon", "--out", tmp_path / "out")
    assert told.returncode == 2
    assert "getihu-sheli" in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_demo_on_real_devices_is_refused(tmp_path):
    config = tmp_path / "config.toml"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    config.write_text(text.replace('url = "embedded"', 'url = "https://hub.example"'), encoding="utf-8")
    told = kiosk("demo", "--config", config, "--out", tmp_path / "out")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


# --- doctor --------------------------------------------------------------------------------------


def test_a_healthy_terminal_is_found_healthy(tmp_path):
    told = kiosk("doctor", "--json", "--data-dir", tmp_path / "data")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["ok"] is True
    assert {one["device_class"] for one in found["devices"]} == {str(one) for one in DeviceClass}
    assert len(found["devices"]) >= 6
    for one in found["devices"]:
        assert set(one) >= {"device_class", "driver", "status", "action", "detail", "fitted"}
        assert one["status"] == ("online" if one["fitted"] else "not_supported")
        assert one["simulated"] is one["fitted"]
    assert all(check["ok"] for check in found["checks"])
    assert {check["name"] for check in found["checks"]} >= {"items", "store", "disk", "hub"}


def test_trouble_is_found_with_who_must_act(tmp_path):
    config = tmp_path / "config.toml"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    text = text.replace('port = "simulated" ', 'port = "/dev/there-is-no-reader" ', 1)
    config.write_text(text, encoding="utf-8")
    told = kiosk("doctor", "--json", "--config", config, "--data-dir", tmp_path / "data")
    assert told.returncode == 1, told.stderr
    found = json.loads(told.stdout)
    assert found["ok"] is False
    (bad,) = [one for one in found["devices"] if one["fitted"] and one["status"] != "online"]
    assert bad["device_class"] == "id_card_reader"
    assert bad["action"] == "site_keeper"
    assert "/dev/there-is-no-reader" in bad["detail"]
    words = kiosk("doctor", "--config", config, "--data-dir", tmp_path / "data", language="zh")
    assert words.returncode == 1
    assert "!! id_card_reader" in words.stdout
    assert "请现场管理员处理" in words.stdout
    assert "OK receipt_printer" in words.stdout


def test_a_store_in_use_is_told(tmp_path):
    from offline_cache.folder_lock import FolderLock

    data = tmp_path / "data"
    (data / "store").mkdir(parents=True)
    lock = FolderLock(data / "store")
    assert isinstance(lock.acquire(), Ok)
    told = kiosk("doctor", "--json", "--data-dir", data)
    lock.release()
    assert told.returncode == 1, told.stderr
    (store,) = [one for one in json.loads(told.stdout)["checks"] if one["name"] == "store"]
    assert store["code"] == "store_in_use"
    assert store["action"] == "engineer"


# --- dock ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("zh", "没有正在运行的模拟设备"), ("en", "kiosk run")])
def test_a_dock_without_a_terminal_says_so(tmp_path, language, words):
    told = kiosk("dock", "insert-card", "li", language=language, data=tmp_path)
    assert told.returncode == 2
    assert words in told.stderr
    assert "Traceback" not in told.stderr


@pytest.fixture(scope="module")
def dock(tmp_path_factory):
    """A data folder with simulators running beside it."""
    data = tmp_path_factory.mktemp("dock")
    child = simulators(data / "w", DEMO_RESIDENTS, data / "log")
    ready = child.start()
    assert isinstance(ready, Ok)
    (data / "dock-address").write_text(ready.value["dock"], encoding="utf-8")
    yield data
    child.stop()


@pytest.mark.parametrize(("language", "words"), [("zh", "装上新纸卷"), ("en", "put in a new roll")])
def test_the_dock_lists_its_verbs(dock, language, words):
    told = kiosk("dock", "--data-dir", dock, language=language)
    assert told.returncode == 0, told.stderr
    assert words in told.stdout
    assert "insert-card NAME" in told.stdout


def test_the_dock_does_what_it_is_told(dock):
    told = kiosk("dock", "insert-card", "li", "--data-dir", dock)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["state"]["id_card_reader"]["card"] == "li"
    address = (dock / "dock-address").read_text(encoding="utf-8")
    assert ask(address, "state")["state"]["id_card_reader"]["card"] == "li"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("insrt-card",), "insert-card"),
        (("insert-card", "nobody"), "wang"),
        (("insert-card",), "usage: insert-card NAME"),
    ],
)
def test_a_wrong_verb_or_word_gets_a_hint(dock, words, hint):
    told = kiosk("dock", *words, "--data-dir", dock)
    assert told.returncode == 1
    assert hint in told.stderr
    assert "Traceback" not in told.stderr


def test_each_device_has_a_key_for_every_verb_on_the_dock_s_window(dock):
    verbs = ask((dock / "dock-address").read_text(encoding="utf-8"), "verbs")["verbs"]
    reader = {(one.verb, *one.words): one.asks for one in keys_of("id_card_reader", verbs, "en")}
    printer = {(one.verb, *one.words): one.asks for one in keys_of("receipt_printer", verbs, "zh")}
    assert reader["insert-card", "li"] == ""
    assert reader["pull-card", "read"] == ""
    assert reader["fail-next", "id_card_reader"] == "CODE"
    assert reader["unplug", "id_card_reader"] == ""
    assert {("refill",), ("open-cover",), ("paper-out",), ("unplug", "receipt_printer")} <= set(printer)
    shown = {words[0] for words in (*reader, *printer)}
    of_others = {
        one["verb"] for one in verbs if one.get("device") not in {"", "id_card_reader", "receipt_printer"}
    }
    assert shown == {one["verb"] for one in verbs} - of_others - {"state", "verbs"}
