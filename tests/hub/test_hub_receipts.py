"""A receipt at the hub: papers for the terminal, and a page that tells anybody whether it is genuine, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hub_terminal import LI, Terminal, submission
from sqlalchemy import update

from contract import wire
from contract.case_number import CaseNumber
from contract.fleet import READS_CHANGES, Enrolled, Enrolment, HeartbeatAnswer, HubPapers
from contract.paper_keys import PaperKeys
from contract.receipt_proof import Certificate, Proof, prove, state, verify
from hub.certificates.keys import renew
from hub.console.verify_receipt import WHY
from hub.fleet.enrolment import Outlet, make_code, revoke
from hub.hub_key import public_key
from hub.tables import terminal as terminal_table
from outcome import Ok

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from hub.wiring import Hub

OUTLET = Outlet("柳林镇便民服务中心", "Liulin Town service centre")
PAGE = "/verify/receipt"


def papers_of(hub: Hub, terminal: Terminal) -> HubPapers:
    code = make_code(hub, terminal.id, OUTLET, timedelta(minutes=10))
    message = Enrolment(terminal_id=terminal.id, code=code, public_key=terminal.public)
    answer = terminal.client.post(wire.ENROL, content=message.model_dump_json())
    return Enrolled.model_validate_json(answer.content).papers


def taken(terminal: Terminal, sequence: int = 7, **changes: object):
    """A case as the terminal has it: number, bytes, and the statement that it signs."""
    at = terminal.clock()
    number = CaseNumber(terminal.id, at.date(), sequence, "K7M")
    message = submission(sequence, case_number=str(number), accepted_at=at, **changes)
    body = message.model_dump_json().encode()
    return body, state(number, message.item_id, at, body)


def ask(client: TestClient, proof: Proof):
    return client.get(proof.text(PAGE))


# --- papers --------------------------------------------------------------------------------------------


def test_enrolment_brings_papers_that_verify(hub: Hub, terminal: Terminal) -> None:
    papers = papers_of(hub, terminal)
    certificate = Certificate.unpack(papers.certificate)
    assert certificate.is_of(papers.hub_key)
    assert (certificate.terminal_id, certificate.public_key) == (terminal.id, terminal.public)
    assert certificate.outlet == OUTLET.zh
    assert papers.verify_url == "https://hub.example/verify/receipt"
    assert papers.hub_key == public_key(hub)


def beat(terminal: Terminal, mark: str, reads: int = READS_CHANGES) -> HubPapers | None:
    message = terminal.heartbeat().model_copy(update={"papers": mark, "reads_changes": reads})
    return HeartbeatAnswer.model_validate_json(terminal.post(wire.HEARTBEAT, message).content).papers


def test_a_heartbeat_brings_papers_that_are_missing_or_old_and_no_others(
    hub: Hub, terminal: Terminal
) -> None:
    papers = beat(terminal, "")
    assert papers == papers_of(hub, terminal)
    assert beat(terminal, papers.mark()) is None
    with hub.database.write() as connection:
        connection.execute(update(terminal_table).values(outlet_zh="新址"))
    moved = beat(terminal, papers.mark())
    assert Certificate.unpack(moved.certificate).outlet == "新址"
    assert beat(terminal, papers.mark(), reads=1) is None, "a program of before could not read them"


def test_a_new_key_for_papers_reaches_terminals_with_the_next_heartbeat(hub: Hub, terminal: Terminal) -> None:
    papers = papers_of(hub, terminal)
    before = PaperKeys.unpack(papers.paper_keys)
    assert before.is_of(papers.hub_key)
    assert isinstance(renew(hub, "shifu"), Ok)
    renewed = beat(terminal, papers.mark())
    after = PaperKeys.unpack(renewed.paper_keys)
    assert after.is_of(papers.hub_key)
    assert len(after.keys) == len(before.keys) + 1
    assert renewed.hub_key == papers.hub_key, "what terminals have pinned stays"


def test_the_key_is_the_same_after_a_restart_and_another_at_another_hub(
    hub: Hub, client: TestClient, tmp_path
) -> None:
    from hub.settings import Settings, sqlite_url
    from hub.wiring import open_hub

    pem = client.get(f"{PAGE}/hub.pem")
    assert load_pem_public_key(pem.content).public_bytes_raw() == public_key(hub)
    again = open_hub(hub.settings).value
    other = open_hub(
        Settings(tmp_path / "other", sqlite_url(tmp_path / "other"), "https://other.example")
    ).value
    assert public_key(again) == public_key(hub) != public_key(other)
    again.database.close()
    other.database.close()


# --- the page ------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(hub: Hub, terminal: Terminal) -> Certificate:
    return Certificate.unpack(papers_of(hub, terminal).certificate)


def test_a_receipt_is_genuine_before_its_case_arrives_and_after(
    client: TestClient, terminal: Terminal, certificate: Certificate
) -> None:
    body, statement = taken(terminal)
    proof = prove(statement, certificate, terminal.private.sign)
    before = ask(client, proof)
    assert before.status_code == 200
    assert "凭证是真的：本中心的机器收了这件事" in before.text
    assert "还没有送到本中心" in before.text
    assert terminal.send("POST", wire.CASES, body).status_code == 200
    after = ask(client, proof)
    assert "凭证是真的：本中心的机器收了这件事" in after.text
    for told in ("办好了", str(statement.number), "2026-11-22 12:00:00", terminal.id, OUTLET.zh):
        assert told in after.text
    english = client.get(proof.text(PAGE) + "&lang=en")
    assert "Genuine" in english.text
    assert OUTLET.en in english.text
    for page in (before, after, english):
        for person in (LI.name, "李*", LI.id_number, "001X", "购房"):
            assert person not in page.text


def test_the_switch_of_languages_keeps_the_proof(
    client: TestClient, terminal: Terminal, certificate: Certificate
) -> None:
    import re

    proof = prove(taken(terminal)[1], certificate, terminal.private.sign)
    switch = re.search(r'href="([^"]*lang=en)"', ask(client, proof).text)
    assert "Genuine" in client.get(switch[1].replace("&amp;", "&")).text


def test_what_a_person_pastes_is_taken_with_and_without_the_address(
    client: TestClient, terminal: Terminal, certificate: Certificate
) -> None:
    proof = prove(taken(terminal)[1], certificate, terminal.private.sign)
    assert client.get(PAGE).status_code == 200
    for typed in (proof.text(""), proof.text("https://hub.example/verify/receipt"), f" {proof.text('')} \n"):
        assert client.get(f"{PAGE}?p={quote(typed)}").status_code == 200


def test_a_case_that_is_not_what_was_signed_is_told(
    client: TestClient, terminal: Terminal, certificate: Certificate
) -> None:
    _, statement = taken(terminal)
    other, _ = taken(terminal, answers={"kind": "person", "insurances": ("pension",), "purpose": "旅游"})
    assert terminal.send("POST", wire.CASES, other).status_code == 200
    page = ask(client, prove(statement, certificate, terminal.private.sign))
    assert "和当时签的不一样" in page.text
    assert "凭证是真的" not in page.text


def test_the_digest_is_of_the_bytes_that_were_sent_whatever_the_hub_knows_more(
    terminal: Terminal, hub: Hub
) -> None:
    """An older terminal leaves out what its contract does not know; the hub must not add it before it compares."""
    import json
    from hashlib import sha256

    from contract.case import CaseSubmission
    from hub.intake.take_in import digest_of

    body, _ = taken(terminal)
    sent = json.loads(body)
    del sent["materials"]
    older = json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()
    for one in (body, older):
        assert digest_of(CaseSubmission.model_validate_json(one)) == sha256(one).digest()


def test_each_untruth_has_its_sentence(
    client: TestClient, hub: Hub, terminal: Terminal, certificate: Certificate
) -> None:
    statement = taken(terminal)[1]
    genuine = prove(statement, certificate, terminal.private.sign)
    elsewhere = replace(statement, number=replace(statement.number, terminal_id="QH0002"))
    stranger = Ed25519PrivateKey.generate()
    untrue = {
        "proof_unreadable": f"{PAGE}?NONSENSE",
        "proof_newer": f"{PAGE}?C6{genuine.text('')[2:]}",
        "proof_other_hub": replace(
            genuine, certificate=Certificate.issue(terminal.id, terminal.public, "x", stranger.sign)
        ).text(PAGE),
        "proof_other_terminal": prove(elsewhere, certificate, terminal.private.sign).text(PAGE),
        "proof_altered": replace(genuine, statement=replace(statement, item_id="another")).text(PAGE),
        "proof_unknown_terminal": prove(elsewhere, None, stranger.sign).text(PAGE),
    }
    assert set(untrue) == set(WHY)
    for code, address in untrue.items():
        page = client.get(address)
        assert page.status_code == 404, code
        assert WHY[code][0] in page.text


def test_the_hub_knows_a_terminal_whose_receipt_has_no_certificate_until_it_is_cut_off(
    client: TestClient, hub: Hub, terminal: Terminal
) -> None:
    statement = taken(terminal)[1]
    proof = prove(statement, None, terminal.private.sign)
    assert verify(proof, public_key(hub)).code == "proof_uncertified", "with no line it cannot be told"
    assert ask(client, proof).status_code == 200
    forged = prove(statement, None, Ed25519PrivateKey.generate().sign)
    assert WHY["proof_altered"][0] in ask(client, forged).text
    assert revoke(hub, terminal.id)
    assert WHY["proof_unknown_terminal"][0] in ask(client, proof).text


def test_a_receipt_of_a_terminal_that_was_cut_off_is_in_doubt_unless_the_case_is_here(
    client: TestClient, hub: Hub, terminal: Terminal, certificate: Certificate
) -> None:
    body, statement = taken(terminal)
    before = prove(statement, certificate, terminal.private.sign)
    assert terminal.send("POST", wire.CASES, body).status_code == 200
    assert revoke(hub, terminal.id)
    afterwards = prove(taken(terminal, 8)[1], certificate, terminal.private.sign)
    assert "凭证是真的" in ask(client, before).text
    doubted = ask(client, afterwards).text
    assert "机器已停用或换了密钥" in doubted
    assert "凭证是真的" not in doubted


def test_a_number_alone_tells_nobody_anything(client: TestClient, terminal: Terminal) -> None:
    body, statement = taken(terminal)
    terminal.send("POST", wire.CASES, body)
    page = client.get(f"{PAGE}?p={statement.number}")
    assert page.status_code == 404
    assert "办好了" not in page.text


def test_a_verified_certificate_is_what_a_terminal_may_show(
    hub: Hub, terminal: Terminal, certificate: Certificate
) -> None:
    proof = prove(taken(terminal)[1], certificate, terminal.private.sign)
    assert verify(proof, public_key(hub)) == Ok(certificate)
