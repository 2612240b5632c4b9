"""`kiosk audit` as an engineer types it: on a running terminal, on a stopped one, and against what the hub keeps."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from contract.fleet import AuditAnchor
from kiosk.audit_command import WORDS
from kiosk.cli import main
from kiosk.config import ROOT
from offline_cache.audit import AuditEvent
from offline_cache.keys import FileKeyHome
from offline_cache.store import OfflineCache
from outcome import Ok
from wording import say


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


class Machine:
    """A data folder with a store in use, and a hub that keeps an end of its trail."""

    def __init__(self, folder) -> None:
        self.data = folder / "data"
        self.keys = value(FileKeyHome.open(self.data / "keys"))
        self.cache = self.open()
        for count in range(5):
            value(self.cache.record(AuditEvent.STAFF_REFUSED, str(count)).result(10))
        self.anchor = self.end()
        self.config = folder / "config.toml"
        text = (ROOT / "config.toml").read_text(encoding="utf-8")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{self.server.server_port}"
        self.config.write_text(text.replace('url = "embedded"', f'url = "{url}"'), encoding="utf-8")

    def open(self) -> OfflineCache:
        return value(
            OfflineCache.open(
                self.data / "store", "QH0001", self.keys, now=lambda: datetime.now(UTC), low_water=1 << 20
            )
        )

    def end(self) -> AuditAnchor:
        head = value(self.cache.for_sync.audit_head(0).result(10))
        return AuditAnchor(**head.model_dump(), kept_at=datetime.now(UTC))

    def _handler(self):
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = machine.anchor.model_dump_json().encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Silent."""

        return Handler

    def change(self, *statements: str) -> None:
        """A liar, with the terminal stopped."""
        self.cache.close()
        db = sqlite3.connect(self.data / "store" / "cases.db", isolation_level=None)
        for one in statements:
            db.execute(one)
        db.close()

    def kiosk(self, *arguments, language="en"):
        return CliRunner().invoke(
            main, ["audit", *arguments, "--data-dir", str(self.data)], env={"LC_ALL": f"{language}_CN.UTF-8"}
        )

    def verify(self, *arguments, language="en"):
        return self.kiosk("verify", "--config", str(self.config), *arguments, language=language)

    def close(self) -> None:
        self.cache.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_whole_trail_is_said_to_be_whole_while_the_terminal_runs(machine, language):
    result = machine.verify("--hub", language=language)
    assert result.exit_code == 0, result.output
    number = machine.anchor.number
    assert say(language, "audit.well", count=number) in result.output
    assert say(language, "audit.well_hub", number=number) in result.output
    value(machine.cache.record(AuditEvent.STAFF_REFUSED, "9").result(10))
    found = json.loads(machine.verify("--json").output)
    assert found == {"rows": number + 1, "hub_anchor": None, "finding": None}


@pytest.mark.parametrize(
    ("statements", "what", "number"),
    [
        (["UPDATE audit SET reference='7' WHERE number=3"], "changed", 3),
        (["DELETE FROM audit WHERE number=3"], "missing", 3),
        (["UPDATE audit SET number=-number WHERE number=3"], "reordered", 3),
        (["DELETE FROM audit WHERE number>4"], "tail_missing", 5),
        (["UPDATE anchor SET signature=zeroblob(64)"], "anchor_forged", 7),
        (["DELETE FROM anchor"], "anchor_missing", 7),
    ],
)
def test_the_first_bad_row_is_named(machine, statements, what, number):
    machine.change(*statements)
    result = machine.verify("--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["finding"] == {"what": what, "number": number}
    for language in ("zh", "en"):
        spoken = machine.verify(language=language)
        assert spoken.exit_code == 1
        end = json.loads(result.output)["rows"]
        assert spoken.output.strip() == say(language, WORDS[what], number=number, end=end)


def test_a_cut_that_the_terminal_cannot_see_shows_against_the_hub(machine):
    machine.change("DELETE FROM audit WHERE number>4", "DELETE FROM anchor")
    assert machine.verify().exit_code == 0
    result = machine.verify("--hub", "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert found["finding"] == {"what": "hub_cut", "number": machine.anchor.number}


def test_a_trail_written_anew_with_the_key_shows_against_the_hub(machine):
    machine.cache.close()
    for path in (machine.data / "store").iterdir():
        path.unlink()
    machine.cache = machine.open()
    for count in range(9):
        value(machine.cache.record(AuditEvent.STAFF_REFUSED, str(90 + count)).result(10))
    assert machine.verify().exit_code == 0
    found = json.loads(machine.verify("--hub", "--json").output)
    assert found["finding"] == {"what": "hub_rewritten", "number": machine.anchor.number}


def test_an_end_that_this_terminal_never_signed_is_the_hub_s_trouble(machine):
    machine.anchor = machine.anchor.model_copy(update={"signature": bytes(64)})
    found = json.loads(machine.verify("--hub", "--json").output)
    assert found["finding"]["what"] == "hub_foreign"


def test_the_newest_rows_are_listed_oldest_first(machine):
    lines = machine.kiosk("show", "--last", "2").output.splitlines()
    assert len(lines) == 2
    assert lines[0].split()[0] == str(machine.anchor.number - 1)
    assert lines[1].split()[-2:] == ["staff_refused", "4"]
    rows = [json.loads(one) for one in machine.kiosk("show", "--json").output.splitlines()]
    assert [one["number"] for one in rows] == list(range(1, machine.anchor.number + 1))


def test_without_keys_or_store_nothing_is_checked_and_nothing_is_made(machine, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    for arguments in (["verify"], ["show"]):
        result = CliRunner().invoke(main, ["audit", *arguments, "--data-dir", str(elsewhere)])
        assert result.exit_code == 2
    assert not elsewhere.exists()


def test_the_embedded_hub_cannot_be_asked(machine):
    result = machine.kiosk("verify", "--hub")
    assert result.exit_code == 2
    assert say("en", "audit.embedded") in result.output
