"""`kiosk verify`: what is genuine is said to be, each untruth has its sentence, and no line is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import qrcode
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PIL import Image, ImageDraw

from contract.case_number import CaseNumber
from contract.fleet import HubPapers
from contract.receipt_proof import Certificate, prove, state
from drivers.receipt_printer.encode import Encoder
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Op, Tokenizer
from kiosk.cli import main
from kiosk.slip_layout import print_job
from kiosk.verify_command import UNTRUE
from offline_cache.papers import Papers
from visit.effects import Slip
from wording import say

HUB, TERMINAL, OTHER = (Ed25519PrivateKey.generate() for _ in range(3))
PAGE = "https://bangban.yunxi.example/verify/receipt"
NUMBER = CaseNumber("QH0001", date(2026, 11, 22), 11, "K7M")
ACCEPTED = datetime(2026, 11, 22, 7, 4, 5, tzinfo=UTC)


def raw(key):
    return key.public_key().public_bytes_raw()


def certificate(hub=HUB, terminal_id="QH0001"):
    return Certificate.issue(terminal_id, raw(TERMINAL), "城关镇便民服务中心", hub.sign)


STATEMENT = state(NUMBER, "shebao-canbao-zhengming", ACCEPTED, b"case")
GENUINE = prove(STATEMENT, certificate(), TERMINAL.sign)
UNTRUTHS = {
    "proof_unreadable": "https://bangban.yunxi.example/verify/ABCD?t=token",
    "proof_newer": "C6" + GENUINE.text("")[2:],
    "proof_uncertified": replace(GENUINE, certificate=None).text(PAGE),
    "proof_other_hub": replace(GENUINE, certificate=certificate(OTHER)).text(PAGE),
    "proof_other_terminal": replace(GENUINE, certificate=certificate(terminal_id="QH0002")).text(PAGE),
    "proof_altered": replace(GENUINE, statement=replace(STATEMENT, number=replace(NUMBER, sequence=12))).text(
        PAGE
    ),
}


@pytest.fixture
def hub_key(tmp_path):
    path = tmp_path / "hub.pem"
    path.write_bytes(HUB.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return str(path)


def run(*arguments, language="en"):
    return CliRunner().invoke(main, ["verify", *map(str, arguments)], env={"LC_ALL": f"{language}_CN.UTF-8"})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", [PAGE, ""], ids=["as a phone reads it", "bare"])
def test_what_was_verified_is_told(hub_key, address, language):
    result = run(GENUINE.text(address), "--hub-key", hub_key, language=language)
    assert result.exit_code == 0, result.output
    for said in (
        say(language, "proof.genuine"),
        str(NUMBER),
        "社会保险参保缴费记录查询打印" if language == "zh" else "(shebao-canbao-zhengming)",
        "2026-11-22 15:04:05",
        "QH0001",
        "城关镇便民服务中心",
    ):
        assert said in result.output


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", UNTRUE)
def test_each_untruth_is_told_in_its_own_sentence(hub_key, code, language):
    result = run(UNTRUTHS[code], "--hub-key", hub_key, language=language)
    assert result.exit_code == 1
    assert result.output.strip() == say(language, UNTRUE[code])


def test_an_enrolled_terminal_knows_its_hub(tmp_path):
    papers = Papers(tmp_path / "keys", "QH0001", lambda: raw(TERMINAL))
    given = HubPapers(hub_key=raw(HUB), certificate=certificate().packed(), verify_url=PAGE)
    assert papers.enrolled(given).value is None
    assert run(GENUINE.text(PAGE), "--data-dir", tmp_path).exit_code == 0
    result = run(GENUINE.text(PAGE), "--data-dir", tmp_path / "elsewhere")
    assert result.exit_code == 2
    assert say("en", "proof.no_hub_key") in result.output


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("mode", ["text", "raster"])
def test_the_printed_receipt_verifies_beside_the_code_of_a_document(tmp_path, hub_key, dots, mode):
    slip = Slip(
        kind="receipt",
        title="收件凭证",
        number_label="收件编号",
        number=str(NUMBER),
        lines=(),
        qr="https://hub.example/verify/ABCD-EFGH-JKMN-PQRS?t=0123456789abcdef",
        qr_caption="扫码查证明真假",
        proof=GENUINE.text(PAGE),
        proof_caption="扫码查凭证真假",
    )
    page = Page(dots)
    for token in Tokenizer().feed(Encoder(dots, mode).job(print_job("job-1", slip))):
        if not (isinstance(token, Op) and token.name == "GS V"):
            page.apply(token)
    page.cut().save(tmp_path / "receipt.png")
    result = run("--picture", tmp_path / "receipt.png", "--hub-key", hub_key)
    assert result.exit_code == 0, result.output
    assert str(NUMBER) in result.output


@pytest.mark.parametrize(("tear", "code_of_exit"), [(30, 0), (200, 2)], ids=["a corner", "most of it"])
def test_a_torn_code_says_what_it_said_or_nothing(tmp_path, hub_key, tear, code_of_exit):
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=4)
    code.add_data(GENUINE.text(PAGE))
    code.make(fit=True)
    picture = code.make_image().get_image().convert("L")
    ImageDraw.Draw(picture).rectangle((120, 120, 120 + tear, 120 + tear), fill=255)
    picture.save(tmp_path / "torn.png")
    result = run("--picture", tmp_path / "torn.png", "--hub-key", hub_key)
    assert result.exit_code == code_of_exit, result.output


@pytest.mark.parametrize("content", ["empty picture", b"no picture at all"])
def test_a_picture_without_a_code_says_so(tmp_path, hub_key, content):
    path = tmp_path / "picture.png"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        Image.new("L", (200, 200), 255).save(path)
    result = run("--picture", path, "--hub-key", hub_key)
    assert result.exit_code == 2
    assert "no code was read" in result.output


def test_what_is_no_key_of_a_hub_says_so(tmp_path):
    path = tmp_path / "hub.pem"
    path.write_bytes(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    result = run(GENUINE.text(PAGE), "--hub-key", path)
    assert result.exit_code == 2
    assert "is not a hub's public key" in result.output


def test_one_of_text_and_picture_is_asked_for(hub_key):
    assert run("--hub-key", hub_key).exit_code == 2
