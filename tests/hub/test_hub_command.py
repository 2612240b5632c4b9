"""The `hub` command as a child process and as a click command."""

from __future__ import annotations

import json
import os
import select
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner
from hub_items import copy_items
from hub_terminal import HeldClock, Terminal, submission

from contract import wire
from hub.cli import main
from hub.clock import system_clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS_WITHIN_S = 60


def start(data: Path, *options: str) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "hub", "serve", "--port", "0", "--data", str(data), "--parent", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    ready, _, _ = select.select([child.stdout], [], [], STARTS_WITHIN_S)
    assert ready, "the hub never said that it is ready"
    return child, json.loads(child.stdout.readline())


def end(child: subprocess.Popen[bytes]) -> int:
    """What happens when the parent dies: the pipe to standard input closes."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    code = child.wait(20)
    child.stdout.close()
    return code


def code_for(data: Path) -> str:
    done = CliRunner().invoke(main, ["enrolment-code", "QH0001", "--outlet", "柳林镇", "--data", str(data)])
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return


def test_killed_hub_remembers_and_hub_ends_with_its_parent(data: Path) -> None:
    child, ready = start(data, "--demo-login")
    with httpx.Client(base_url=ready["url"], trust_env=False, timeout=20) as client:
        terminal = Terminal(client, HeldClock(system_clock()))
        enrolment = terminal.enrolment(code_for(data))
        assert client.post(wire.ENROL, content=enrolment.model_dump_json()).status_code == 200
        message = submission()
        first = terminal.post(wire.CASES, message)
        assert first.status_code == 200
        assert first.json()["documents"][0]["verify_url"].startswith(ready["url"])
        login = client.post("/login", data={"name": "helper", "password": ready["console_password"]})
        assert login.status_code == 303
    child.kill()
    end(child)
    child, ready = start(data)
    with httpx.Client(base_url=ready["url"], trust_env=False, timeout=20) as client:
        again = Terminal(client, terminal.clock, terminal.id, terminal.private).post(wire.CASES, message)
        assert again.content == first.content
    assert end(child) == 0
    assert "console_password" not in ready


def test_hub_publishes_the_items_it_is_given(data: Path, tmp_path: Path) -> None:
    services = copy_items(tmp_path / "services", "renshe/shebao-canbao-zhengming", "shichang/getihu-sheli")
    shop = services / "shichang" / "getihu-sheli.yaml"
    shop.write_text(
        shop.read_text(encoding="utf-8").replace('version: "1"', 'version: "5"'), encoding="utf-8"
    )
    child, _ = start(data, "--services", str(services))
    assert end(child) == 0
    with closing(sqlite3.connect(data / "hub.sqlite3")) as database:
        rows = database.execute("SELECT item_id, version FROM item_version ORDER BY 1").fetchall()
    assert rows == [("getihu-sheli", "5"), ("shebao-canbao-zhengming", "1")]


@pytest.mark.usefixtures("english")
def test_unknown_option_fails_with_a_hint() -> None:
    done = CliRunner().invoke(main, ["serve", "--prot", "1"])
    assert done.exit_code == 2
    assert "--port" in done.output


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "command",
    [
        ["void-sequence", "QH0001", "3", "--reason", "burnt"],
        ["void-attachments", "QH0001-20261122-000003-K7M-57", "--reason", "burnt"],
        ["accept-trail", "QH0001"],
    ],
    ids=lambda command: command[0],
)
def test_nobody_in_particular_does_nothing(data: Path, command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--by", "  ", "--data", str(data)])
    assert done.exit_code == 2
    assert "say who it is" in done.output
    assert not data.exists()


@pytest.mark.usefixtures("english")
def test_taken_port_says_so(data: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port, "--data", str(data)])
    assert done.exit_code == 1
    assert "cannot listen" in done.output


@pytest.mark.usefixtures("english")
def test_terminal_number_is_checked(data: Path) -> None:
    done = CliRunner().invoke(main, ["enrolment-code", "qh-1", "--outlet", "柳林镇", "--data", str(data)])
    assert done.exit_code == 2
    assert "4 to 12" in done.output


@pytest.mark.usefixtures("english")
def test_user_is_added_with_a_generated_password(data: Path) -> None:
    done = CliRunner().invoke(
        main, ["user", "add", "anning", "--role", "helper", "--generate", "--data", str(data)]
    )
    assert done.exit_code == 0
    assert len(done.stdout.strip()) == 16
    for name, code in (("anning", 0), ("anning", 1)):
        assert CliRunner().invoke(main, ["user", "remove", name, "--data", str(data)]).exit_code == code
    assert CliRunner().invoke(main, ["revoke", "QH0009", "--data", str(data)]).exit_code == 1
    short = CliRunner().invoke(
        main, ["user", "add", "anning", "--role", "helper", "--data", str(data)], input="short\nshort\n"
    )
    assert short.exit_code == 1
    assert "at least" in short.output


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "监听地址"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "Address to listen on"),
    ],
)
def test_help_speaks_the_language_of_the_locale(environment: dict[str, str], expected: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hub", "serve", "--help"],
        env={**os.environ, "LC_MESSAGES": "", **environment},
        capture_output=True,
        check=True,
    )
    assert expected in done.stdout.decode()


def test_the_public_key_for_receipts_is_printed_and_a_trail_without_trouble_needs_no_acceptance(
    data: Path,
) -> None:
    printed = [CliRunner().invoke(main, ["receipt-key", "--data", str(data)]) for _ in range(2)]
    assert [one.exit_code for one in printed] == [0, 0]
    assert printed[0].output == printed[1].output
    assert printed[0].output.startswith("-----BEGIN PUBLIC KEY-----")
    accepted = CliRunner().invoke(main, ["accept-trail", "QH0001", "--by", "lin", "--data", str(data)])
    assert accepted.exit_code == 1
