"""The page for papers: what a phone's camera opens, and what the saved page tells with no network.

Its script runs in Node where there is one, against papers that the hub's own code signed; the bytes themselves are held by
`test_hub_paper_proof.py`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from hub_terminal import NOON, HeldClock, Terminal, submission
from sqlalchemy import select
from test_hub_paper_proof import FIRST, KEYS, NEW, OLD, PROOF, SAID, SECOND

from contract import base41, paper_proof, wire
from contract.case import CaseAnswer, Document
from contract.paper_proof import HEAD, prove
from contract.paper_status import PaperStatus
from hub.certificates.keys import paper_keys
from hub.certificates.revoke import revoke
from hub.cli import main
from hub.console import verify
from hub.console.verify_words import verify_words
from hub.tables import audit, paper_revocation
from outcome import Failure, Ok

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from hub.settings import Settings
    from hub.wiring import Hub

NODE = shutil.which("node")
CHECK = """
const paper = require(process.argv[1]);
const {keys, texts} = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const found = [];
  for (const text of texts) {
    const proof = paper.readProof(text);
    found.push(proof.fault ? [proof.fault, null]
      : [await paper.verifyProof(proof, keys, crypto.subtle), proof.said]);
  }
  console.log(JSON.stringify(found));
})();
"""


def issued(terminal: Terminal) -> Document:
    answer = terminal.post(wire.CASES, submission())
    (document,) = CaseAnswer.model_validate_json(answer.content).documents
    return document


def page_of(document: Document) -> str:
    url = urlsplit(document.verify_url)
    return f"{url.path}?{url.query}"


@pytest.fixture
def document(terminal: Terminal) -> Document:
    return issued(terminal)


def test_the_code_on_a_paper_is_checked_with_the_hub_s_keys_alone(hub: Hub, document: Document) -> None:
    read = paper_proof.read(document.verify_url)
    assert isinstance(read, Ok)
    said = read.value.statement
    assert isinstance(paper_proof.verify(read.value, paper_keys(hub)), Ok)
    assert (said.code, said.issued_at, said.title) == (document.document_id, NOON, "社会保险参保证明")
    assert dict(said.lines)["姓名"] == "李*国"
    assert "李建国" not in repr(said)
    assert "99010119880712001X" not in repr(said), "the code shows no more than the masked page"
    assert said.specimen


def test_revoked_is_told_on_the_page_and_the_pdf_is_gone(
    hub: Hub, client: TestClient, document: Document, clock: HeldClock
) -> None:
    pdf = f"/documents/{document.document_id}.pdf?{urlsplit(document.verify_url).query}"
    assert client.get(pdf).status_code == 200
    clock.now += timedelta(hours=1)
    assert isinstance(revoke(hub, document.document_id, "李建国 的登记有误", "shifu"), Ok)
    page = client.get(page_of(document))
    assert "已作废 · 2026-11-22 13:00:00" in page.text
    assert "证明是真的" not in page.text
    assert "登记有误" not in page.text, "why is the office's business"
    assert client.get(pdf).status_code == 410
    with hub.database.read() as connection:
        assert (document.document_id, "paper_revoked", "shifu") in [
            (row.subject, row.action, row.actor) for row in connection.execute(select(audit))
        ]
        row = connection.execute(select(paper_revocation)).one()
    assert "登记".encode() not in row.sealed_reason
    place = f"paper_revocation/{document.document_id}/reason"
    assert hub.vault.open(row.sealed_reason, place).decode() == "李建国 的登记有误"


def test_a_code_with_another_token_was_changed(client: TestClient, document: Document) -> None:
    page = client.get(f"/verify/{document.document_id}?t=abcdefghijklmnop")
    assert "二维码被改动过" in page.text
    assert "/documents/" not in page.text


def test_terminals_ask_whether_a_paper_still_holds(
    hub: Hub, terminal: Terminal, document: Document, clock: HeldClock
) -> None:
    def status(code: str) -> PaperStatus:
        return PaperStatus.model_validate_json(terminal.send("GET", f"{wire.PAPERS}/{code}").content)

    code = document.document_id
    assert status(code) == PaperStatus(code=code, known=True)
    assert status("7KQM-2F9X-RWTA-4HBN") == PaperStatus(code="7KQM-2F9X-RWTA-4HBN", known=False)
    assert isinstance(revoke(hub, code, "错", "shifu"), Ok)
    assert status(code) == PaperStatus(code=code, known=True, revoked_at=NOON)
    clock.now += timedelta(days=91)
    assert status(code) == PaperStatus(code=code, known=True, expired=True, revoked_at=NOON)
    assert terminal.client.get(f"{wire.PAPERS}/{code}").status_code == 401, "not for anybody"


def test_only_a_paper_that_was_issued_is_revoked_and_once(hub: Hub, document: Document) -> None:
    def code_of(outcome: object) -> str:
        assert isinstance(outcome, Failure)
        return outcome.code

    assert code_of(revoke(hub, "7KQM-2F9X-RWTA-4HBN", "错", "shifu")) == "no_such_paper"
    assert code_of(revoke(hub, document.document_id, "  ", "shifu")) == "reason_needed"
    assert isinstance(revoke(hub, document.document_id, "错", "shifu"), Ok)
    assert code_of(revoke(hub, document.document_id, "错", "shifu")) == "revoked_already"


def test_the_command_revokes_a_typed_code_and_renews_the_key(
    hub: Hub, settings: Settings, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    data = ["--data", str(settings.data)]
    run = CliRunner()
    typed = document.document_id.lower().replace("-", " ")
    done = run.invoke(main, ["papers", "revoke", typed, "--reason", "wrong", "--by", "shifu", *data])
    assert (done.exit_code, "is revoked" in done.output) == (0, True), done.output
    again = run.invoke(main, ["papers", "revoke", typed, "--reason", "wrong", "--by", "shifu", *data])
    assert (again.exit_code, "revoked before" in again.output) == (1, True)
    one = run.invoke(main, ["papers", "keys", *data]).output.splitlines()
    assert [line.split()[0] for line in one] == [paper_keys(hub).keys[0].id.hex()]
    assert run.invoke(main, ["papers", "renew-key", "--by", "shifu", *data]).exit_code == 0
    two = run.invoke(main, ["papers", "keys", *data]).output.splitlines()
    assert len(two) == 2
    assert [line.split()[3] for line in two] == [two[1].split()[2], "-"]


def test_the_page_stands_alone(client: TestClient) -> None:
    """Saved on a phone it needs no network: nothing is loaded, and no script runs but its own."""
    page = client.get("/verify")
    assert not re.findall(r'\b(?:src|href)="(?!https://hub\.example/verify"|/verify\?lang=)', page.text)
    assert "url(" not in page.text
    assert "fetch(" not in page.text
    assert "XMLHttpRequest" not in page.text
    nonces = set(re.findall(r'nonce="([^"]+)"', page.text))
    assert len(nonces) == 1
    policy = page.headers["content-security-policy"]
    assert f"script-src 'nonce-{nonces.pop()}';" in policy
    assert "default-src 'none'" in policy


def facts_in(text: str) -> dict:
    return json.loads(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)[0])


def test_the_page_knows_the_hub_s_keys_and_has_words_for_every_verdict(hub: Hub, client: TestClient) -> None:
    zh, en = (facts_in(client.get(f"/verify?lang={language}").text) for language in ("zh", "en"))
    assert [one["key"] for one in zh["keys"]] == [one.public_key.hex() for one in paper_keys(hub).keys]
    assert zh["words"].keys() == en["words"].keys() == verify_words("zh").keys()
    script = verify._inside("paper.js") + verify._inside("paper_page.js")
    assert set(re.findall(r"words\.(\w+)", script)) <= zh["words"].keys()
    unused = [name for name in zh["words"] if f"words.{name}" not in script and f'"{name}"' not in script]
    assert not unused


@pytest.mark.skipif(NODE is None, reason="Node is not here; the bytes are held by test_hub_paper_proof.py")
def test_the_script_judges_as_the_program_does(hub: Hub, client: TestClient, document: Document) -> None:
    changed = bytearray(base41.decode(PROOF.text("").removeprefix("#")) or b"")
    changed[40] ^= 1
    texts = {
        PROOF.text("https://hub.example/verify/X?t=1"): "genuine",
        PROOF.text(""): "genuine",
        prove(replace(SAID, shortened=True, specimen=False), OLD, FIRST.sign).text(""): "genuine",
        prove(replace(SAID, title="伪造"), OLD, SECOND.sign).text(""): "altered",
        prove(SAID, replace(NEW, public_key=bytes(32)), SECOND.sign).text(""): "other_hub",
        prove(SAID, NEW, SECOND.sign).text(""): "out_of_time",
        "#" + base41.encode(bytes(changed)): "altered",
        "#" + base41.encode(b"P\x02\x01" + bytes(90)): "newer",
        "#" + base41.encode(HEAD + bytes(20)): "unreadable",
        PROOF.text("")[:-1]: "unreadable",
        "https://example.test/": "unreadable",
        document.verify_url: "other_hub",
    }
    keys = [
        {
            "id": key.id.hex(),
            "key": key.public_key.hex(),
            "since": int(key.since.timestamp()),
            "until": int(key.until.timestamp()) if key.until else None,
        }
        for key in KEYS.keys
    ]
    found = in_node(keys, list(texts))
    assert [verdict for verdict, _ in found] == list(texts.values())
    said = found[0][1]
    assert said == {
        "code": SAID.code,
        "issued": int(NOON.timestamp()),
        "until": "2027-02-20",
        "specimen": True,
        "shortened": False,
        "title": SAID.title,
        "issuer": SAID.issuer,
        "lines": [["姓名", "刘*𠮷"], ["证件号码", "990***********001X"]],
    }
    assert (found[2][1]["shortened"], found[2][1]["specimen"]) == (True, False)
    assert in_node(facts_in(client.get("/verify").text)["keys"], [document.verify_url])[0][0] == "genuine"


def in_node(keys: list[dict], texts: list[str]) -> list:
    assert NODE is not None
    script = str(verify.files("hub.console") / "static" / "paper.js")
    ran = subprocess.run(
        [NODE, "-e", CHECK, script],
        input=json.dumps({"keys": keys, "texts": texts}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_moment_before_1970_reads_alike_in_both() -> None:
    """A clock that died must not make a paper unreadable."""
    dead = replace(SAID, issued_at=NOON.replace(year=1969))
    proof = prove(dead, OLD, FIRST.sign)
    assert paper_proof.read(proof.text("")) == Ok(proof)
    if NODE is not None:
        ((verdict, said),) = in_node([], [proof.text("")])
        assert (verdict, said["issued"]) == ("other_hub", int(dead.issued_at.timestamp()))
